import type { Distribution } from './data/distribution.ts'
import { joined } from './format.ts'
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
  return statusIn(words) ?? HAPPENED.get(words) ?? statusWord(words)
}
const HAPPENED: ReadonlyMap<string, string> = new Map([
  ['case updates-requested', 'Changes asked for'],
  ['case updates-answered', 'What was asked was answered'],
  ['case updates-accepted', 'The answer was accepted'],
  ['case updates-withdrawn', 'What was asked was taken back'],
  ['case updates-decided', 'Decided before what was asked was done'],
  ['case updates-waived', 'Approved without waiting for what was asked'],
  ['case reminded', 'Reminded'],
  ['case examined', 'A person was examined'],
  ['case commented', 'A remark was added'],
  ['case taken', 'An officer took the case'],
  ['case released', 'The case was put back'],
  ['rules facts-recorded', 'Facts for the rules were recorded'],
  ['rules decided', 'The rules decided'],
  ['rules answered', 'A doubt was answered'],
  ['rules cleared-first', 'A first officer cleared a doubt'],
])

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

/** A scheme of identifiers: standards by their letters, a land registry's number in words. */
export function schemeName(scheme: string): string {
  return scheme === 'parcel' || scheme === 'deed' ? statusWord(scheme) : scheme.toUpperCase()
}

/** Where a distribution stands: one that its pay date found without what it takes is not merely scheduled. */
export function distributionStanding({ status, waiting }: Pick<Distribution, 'status' | 'waiting'>): string {
  return status === 'scheduled' && waiting !== null ? 'waiting' : status
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
