import { refuse } from '../kernel/result.ts'
import { onfido } from './kyc-onfido.service.ts'
import { persona } from './kyc-persona.service.ts'
import type { KycProvider, KycSettings } from './kyc-provider.ts'
import { simulated } from './kyc-simulated.service.ts'
import { sumsub } from './kyc-sumsub.service.ts'
import { veriff } from './kyc-veriff.service.ts'

/** The provider that these settings are of. */
export function openKycProvider(settings: KycSettings, site: { readonly publicUrl: string }): KycProvider {
  switch (settings.provider) {
    case 'sumsub':
      return sumsub(settings)
    case 'persona':
      return persona(settings)
    case 'veriff':
      return veriff(settings)
    case 'onfido':
      return onfido(settings)
    case 'simulated':
      return simulated(settings.webhookSecret, site.publicUrl)
    case 'manual':
      return manual
  }
}

/** Nobody but an officer: there is nothing to begin, and no message that could be believed. */
export const manual: KycProvider = {
  name: 'manual',
  start: () => Promise.resolve(null),
  receive: () => refuse('NOT_FOUND'),
  fetch: () => Promise.resolve(null),
}
