import type { DistributionSummary, IncomeStatement } from '../../sdk/src/operations.ts'
import { joined } from './format.ts'
import { HAPPENED } from '../messages/happened.ts'
import { OFFERING } from '../messages/offering.ts'
import { statusIn, t } from '../messages/message.ts'
import { REPLACED, type SubscriptionState } from '../offering/subscription/subscription-state.ts'

/** A status as a person reads it: `pending-investor-signature` is "Pending investor signature". */
export function statusWord(status: string): string {
  const said = statusIn(status)
  if (said !== null) return said
  const words = status
    .toLowerCase()
    .replaceAll(/[-_]/g, ' ')
    .replace(/\bkyc\b/g, 'KYC')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What happened, as the audit log names it: of a case in words of its own. */
export function happenedWord(action: string): string {
  const words = action.replaceAll('.', ' ')
  return isTold(words) ? t(`happened.${words}`) : statusWord(words)
}

function isTold(words: string): words is keyof typeof HAPPENED.happened {
  return Object.hasOwn(HAPPENED.happened, words)
}

/** Where a subscription stands, in words. */
export function stateWord({
  state,
  reason,
}: {
  readonly state: SubscriptionState
  readonly reason: string | null
}): string {
  return t(reason === REPLACED ? 'state.replaced' : `state.${state}`)
}

/** Why a subscription is where it is, in words; null where its state says so itself, and a code that has no words as it is. */
export function whyWord(reason: string | null): string | null {
  if (reason === null || reason === REPLACED) return null
  return hasWords(reason) ? t(`ended.${reason}`) : reason
}

function hasWords(reason: string): reason is keyof typeof OFFERING.ended {
  return Object.hasOwn(OFFERING.ended, reason)
}

/** A scheme of identifiers: standards by their letters, a land registry's number in words. */
export function schemeName(scheme: string): string {
  return scheme === 'parcel' || scheme === 'deed' ? statusWord(scheme) : scheme.toUpperCase()
}

/** Where a distribution stands: one that its pay date found without what it takes is not merely scheduled. */
export function distributionStanding({
  status,
  waiting,
}: Pick<DistributionSummary, 'status' | 'waiting'>): string {
  return status === 'scheduled' && waiting !== null ? 'waiting' : status
}

/** Who imported a statement: a person of an office by name, a key or a job as what it is. */
export function importerText(by: IncomeStatement['importedBy']): string {
  if (by === null) return ''
  return by.displayName ?? (by.id.startsWith('usr_') ? '–' : t('statement.program'))
}

/** Distributions with nothing left to happen by itself: done, or waiting for a person. */
const SETTLED: ReadonlySet<string> = new Set([
  'closed',
  'nothing-to-pay',
  'set-off',
  'underfunded',
  'scheduled',
])

export function isSettled(status: string): boolean {
  return SETTLED.has(status)
}

/** Whom a limit of an offering is for. */
export function limitedText({
  standing,
  kind,
  countries,
}: {
  readonly standing: 'accredited' | 'not-accredited' | null
  readonly kind: 'individual' | 'entity' | null
  readonly countries: readonly string[] | null
}): string {
  const words = [
    ...(standing === null ? [] : [t(`offering.${standing}`)]),
    ...(kind === null ? [] : [t(`offering.${kind}`)]),
    ...(countries === null ? [] : [t('offering.limitCountries', { countries: joined(countries) })]),
  ]
  return words.length === 0 ? t('offering.limitAll') : joined(words)
}

/** The law under which an offering is not registered. */
export function exemptionText(exemption: string): string {
  switch (exemption) {
    case 'reg-d-506b':
      return t('rules.regD506b')
    case 'reg-d-506c':
      return t('rules.regD506c')
    case 'reg-s':
      return t('rules.regS')
    case 'reg-a-tier-1':
    case 'reg-a-tier-2':
    case 'reg-cf':
    case 'eu-qualified':
    case 'eu-150':
    case 'eu-ticket':
    case 'eu-small':
    case 'eu-crowdfunding':
      return t(`rules.${exemption}`)
    default:
      return t('rules.noExemption')
  }
}
