import { isBusinessDay, isTargetDay } from '../../instrument/business-day.ts'
import type { Currency } from '../../kernel/money.ts'
import type { SubscriptionState } from './subscription-state.ts'
import type { SuitabilityOutcome } from './suitability.ts'

/** The way from an offering to its units, as an investor goes it. */
export const SUBSCRIPTION_STEPS = ['suitability', 'amount', 'risks', 'agreement', 'pay'] as const
export type SubscriptionStep = (typeof SUBSCRIPTION_STEPS)[number]

/** How somebody answered, and whether they went on in spite of a warning. */
export type SuitabilityStanding = {
  /** Which of their answers it is: the first is 1. */
  readonly version: number
  readonly outcome: SuitabilityOutcome
  readonly acknowledged: boolean
}

/** Whether the questions are answered, and a warning, if there was one, acknowledged. */
export function isSuitabilityDone(standing: SuitabilityStanding | null): boolean {
  return standing !== null && (standing.outcome === 'suitable' || standing.acknowledged)
}

/**
 * The step that an investor is at: the first that is not done. Whoever comes back goes on there.
 *
 * @param state     of the subscription that is to be paid; null where nothing is asked for
 * @param risksLeft how many risks are not confirmed
 */
export function stepOf({
  state,
  suitability,
  risksLeft,
}: {
  readonly state: SubscriptionState | null
  readonly suitability: SuitabilityStanding | null
  readonly risksLeft: number
}): SubscriptionStep {
  if (!isSuitabilityDone(suitability)) return 'suitability'
  if (state === null) return 'amount'
  if (risksLeft > 0) return 'risks'
  return state === 'agreement' ? 'agreement' : 'pay'
}

/**
 * The last day on which a wire can still be begun: a day on which banks work follows it in the window, on which the money arrives
 * and two people confirm it. Banks are taken to work when TARGET does for euros, and otherwise when the federal government
 * of the United States does: their holidays elsewhere are not known here.
 *
 * @param closes the last day of the window
 * @param fiat   what is wired
 */
export function lastWireDay(closes: Temporal.PlainDate, fiat: Currency): Temporal.PlainDate {
  const isOpen = fiat.code === 'EUR' ? isTargetDay : isBusinessDay
  const before = closes.subtract({ days: 1 })
  return isOpen(closes) ? before : lastWireDay(before, fiat)
}
