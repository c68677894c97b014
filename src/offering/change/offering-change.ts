import type { Exemption, OfferingTerms } from '../../instrument/instrument.ts'
import type { ChangeId, OfferingId } from '../../kernel/ids.ts'
import { closeOfDay, dateIn } from '../../kernel/time.ts'
import { businessDaysLater, daysLater, isTargetDay } from '../../instrument/business-day.ts'

/** Something that changed about an offering while it was open. */
export type OfferingChange = {
  readonly id: ChangeId
  readonly offering: OfferingId
  /** In the issuer's words, or what a term sheet changed, line by line. */
  readonly what: string
  readonly given: GivenRight | null
  readonly at: Temporal.Instant
}

/**
 * What a change gives whoever had agreed before it, paid or not, until when. `reconfirm`: whoever does not say that they go on is paid back.
 * `withdraw`: whoever wishes takes it back, and all others stay.
 */
export type GivenRight = { readonly right: ChangeRight; readonly until: Temporal.Instant }
export type ChangeRight = (typeof CHANGE_RIGHTS)[number]
export const CHANGE_RIGHTS = ['reconfirm', 'withdraw'] as const

const RECONFIRM_DAYS = 5
const WITHDRAW_DAYS = 3
const CANCEL_HOURS = 48

/**
 * What a change that is told now gives. Under Regulation Crowdfunding investors reconfirm within five business days, or are
 * paid back (17 CFR 227.304(c), of commitments). A supplement to a prospectus lets those who agreed before withdraw within three
 * working days (Regulation (EU) 2017/1129, art. 23(2a)); the same is given where the Union asks for no prospectus. Elsewhere the sheet's
 * cooling-off begins anew. Null where there is none.
 */
export function givenBy(
  { exemption, coolingOffHours }: Pick<OfferingTerms, 'exemption' | 'coolingOffHours'>,
  { now, timeZone }: { readonly now: Temporal.Instant; readonly timeZone: string },
): GivenRight | null {
  const today = dateIn(now, timeZone)
  if (exemption === 'reg-cf')
    return {
      right: 'reconfirm',
      until: closeOfDay(businessDaysLater(today, RECONFIRM_DAYS), timeZone),
    }
  const coolingOff = now.add({ hours: coolingOffHours })
  if (UNION.has(exemption)) {
    const byLaw = closeOfDay(workingDaysLater(today, WITHDRAW_DAYS), timeZone)
    return { right: 'withdraw', until: later(byLaw, coolingOff) }
  }
  return coolingOffHours === 0 ? null : { right: 'withdraw', until: coolingOff }
}

const UNION: ReadonlySet<Exemption> = new Set([
  'eu-qualified',
  'eu-150',
  'eu-ticket',
  'eu-small',
  'eu-crowdfunding',
])

/**
 * Days other than Saturdays, Sundays and public holidays (Regulation (EEC) 1182/71, art. 2(2)), as far as they are holidays of the
 * whole Union: the days on which TARGET is closed. Where one of them is none in a Member State, its investors have a day more. The
 * other holidays of each Member State are not known here: where one falls among them, the change is to be told again.
 */
function workingDaysLater(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  return daysLater(day, count, isTargetDay)
}

/** Until when, and on which ground, somebody who has paid may take it back. `cooling-off` is the contract's own. */
export type Withdrawable = {
  readonly ground: 'cooling-off' | 'law' | 'change'
  readonly until: Temporal.Instant
}

/**
 * The longest time in which a subscription that was agreed at `agreedAt` and paid at `paidAt` may be taken back; null where
 * there is none. Under Regulation Crowdfunding for any reason until 48 hours before the end (17 CFR 227.304(a)).
 */
export function withdrawableUntil({
  agreedAt,
  paidAt,
  terms,
  closesAt,
  changes,
}: {
  readonly agreedAt: Temporal.Instant
  readonly paidAt: Temporal.Instant
  readonly terms: Pick<OfferingTerms, 'exemption' | 'coolingOffHours'>
  readonly closesAt: Temporal.Instant
  readonly changes: readonly OfferingChange[]
}): Withdrawable | null {
  const grounds: Withdrawable[] = [
    ...(terms.coolingOffHours === 0
      ? []
      : [{ ground: 'cooling-off', until: paidAt.add({ hours: terms.coolingOffHours }) } as const]),
    ...(terms.exemption === 'reg-cf'
      ? [{ ground: 'law', until: closesAt.subtract({ hours: CANCEL_HOURS }) } as const]
      : []),
    ...givenTo(agreedAt, changes).map(({ until }) => ({ ground: 'change', until }) as const),
  ]
  // On equal times the contract's own comes first.
  return grounds.toSorted((a, b) => Temporal.Instant.compare(b.until, a.until))[0] ?? null
}

/** What changes give to somebody who had agreed before they were told. */
function givenTo(agreedAt: Temporal.Instant, changes: readonly OfferingChange[]): GivenRight[] {
  return changes.flatMap(({ given, at }) =>
    given !== null && Temporal.Instant.compare(agreedAt, at) <= 0 ? [given] : [],
  )
}

/** The changes that somebody who agreed at `agreedAt` has to reconfirm. */
export function toReconfirm(
  agreedAt: Temporal.Instant,
  changes: readonly OfferingChange[],
): OfferingChange[] {
  return changes.filter(
    ({ given, at }) => given?.right === 'reconfirm' && Temporal.Instant.compare(agreedAt, at) <= 0,
  )
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a
}
