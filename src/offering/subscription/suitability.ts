import type { EXPERIENCES, OBJECTIVES } from '../../investor/onboarding.ts'

/** What could be lost without a change of how one lives. */
export const BEARABLE_LOSSES = ['none', 'a-part', 'all'] as const
/** For how long the money is not needed. */
export const HORIZONS = ['under-1-year', '1-to-5-years', 'over-5-years'] as const

/** What an investor says about themself before subscribing. Personal: it is kept in the vault alone. */
export type SuitabilityAnswers = {
  readonly experience: (typeof EXPERIENCES)[number]
  readonly bearableLoss: (typeof BEARABLE_LOSSES)[number]
  readonly horizon: (typeof HORIZONS)[number]
  readonly objective: (typeof OBJECTIVES)[number]
}

export const SUITABILITY_OUTCOMES = ['suitable', 'warned'] as const
export type SuitabilityOutcome = (typeof SUITABILITY_OUTCOMES)[number]

/** Why somebody is warned. */
export type SuitabilityWarning = keyof typeof WARNINGS

/**
 * What speaks against a purchase, in this order. Whoever cannot bear a loss, or needs the money before it can come back, is
 * warned; and so is who wants to keep what they have, or has never held anything like it.
 */
const WARNINGS = {
  LOSS_NOT_BEARABLE: ({ bearableLoss }) => bearableLoss === 'none',
  HORIZON_TOO_SHORT: ({ horizon }, lockUpDays) =>
    horizon === 'under-1-year' || (horizon === '1-to-5-years' && lockUpDays > 365),
  OBJECTIVE_OTHER: ({ objective }) => objective === 'preservation',
  NO_EXPERIENCE: ({ experience }) => experience === 'none',
} as const satisfies Record<string, (answers: SuitabilityAnswers, lockUpDays: number) => boolean>

export const SUITABILITY_WARNINGS = Object.keys(WARNINGS) as SuitabilityWarning[]

/**
 * Weighs the answers: knowledge and experience (Directive 2014/65/EU, art. 25(3)), ability to bear losses, horizon and
 * objective (FINRA Rule 2111(a)). Pure. Advice to the investor, not a judgement: a warning can be acknowledged, and whether
 * that is enough is for the law's packs to say.
 *
 * @param lockUpDays for how long units cannot be sold after the closing
 */
export function weighSuitability(
  answers: SuitabilityAnswers,
  lockUpDays: number,
): { readonly outcome: SuitabilityOutcome; readonly warnings: readonly SuitabilityWarning[] } {
  const warnings = SUITABILITY_WARNINGS.filter((warning) => WARNINGS[warning](answers, lockUpDays))
  return { outcome: warnings.length === 0 ? 'suitable' : 'warned', warnings }
}
