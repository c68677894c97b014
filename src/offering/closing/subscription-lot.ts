import { legendNumber, type LotTerms } from '../../restriction/lot.ts'

/** What the units of a subscription are bound by. */
export type SubscriptionLot = {
  /** The first day of the token on which they are free, in days since 1970; 0 where nothing locks them. */
  readonly unlockDay: number
  /** The legends as the token numbers them. */
  readonly legend: number
  /** What the packs of law say; the lock-up of the term sheet has no text of its own. */
  readonly legends: LotTerms['legends']
}

/** What the packs of law bind a lot by, as the contract is told it before the close. */
export function lotOfPacks({ unlockDay, legends }: LotTerms): SubscriptionLot {
  return { unlockDay, legend: legendNumber(legends.map(({ legend }) => legend)), legends }
}

/** The lot that is issued once an offering has closed: the longest of its locks, and every legend. The contract's own rule. */
export function issuedLot(
  lot: SubscriptionLot,
  { closedDay, lockUpDays }: { readonly closedDay: number; readonly lockUpDays: number },
): SubscriptionLot {
  if (lockUpDays === 0) return lot
  return {
    ...lot,
    unlockDay: Math.max(lot.unlockDay, closedDay + lockUpDays),
    legend: lot.legend | legendNumber(['lock-up']),
  }
}
