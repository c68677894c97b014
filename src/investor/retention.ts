/**
 * How long records are kept after the relationship with an investor has ended. The longest that applies decides: a
 * person has one key, so they are erased as a whole.
 */
export type RetentionClass = keyof typeof RETENTION
export const RETENTION = {
  /** What identifies a customer, and what was done to verify it. */
  identity: {
    years: 5,
    citation: '31 CFR 1010.430(d); 17 CFR 240.17a-8; Directive (EU) 2015/849, article 40',
  },
  /** Withholding certificates, as long as a return that relied on them can be assessed, with a year to file it. */
  tax: { years: 4, citation: '26 CFR 1.1441-1(e)(4)(iii); 26 U.S.C. 6501(a)' },
  /** Verified accreditation, on which an exempt offering relies. */
  accreditation: { years: 5, citation: '28 U.S.C. 2462; 17 CFR 230.506(c)(2)(ii)' },
  /** Records of somebody who stood on a sanctions list. */
  sanctions: { years: 10, citation: '31 CFR 501.601' },
} as const

/**
 * The first day on which nothing has to be kept any more, with the class that lasts longest; null when there never was a
 * relationship, or no record of any class.
 *
 * @param ended the last day of the relationship
 */
export function retainedUntil(
  ended: Temporal.PlainDate | null,
  classes: readonly RetentionClass[],
): { readonly until: Temporal.PlainDate; readonly because: RetentionClass } | null {
  const [longest] = classes.toSorted((a, b) => RETENTION[b].years - RETENTION[a].years)
  if (ended === null || longest === undefined) return null
  return { until: ended.add({ years: RETENTION[longest].years, days: 1 }), because: longest }
}
