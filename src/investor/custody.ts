/**
 * With how many years what is held for a minor is theirs. Each state chose when it enacted the act, by how the units came to
 * the minor: which age it is, the custodian says, and an officer looks at it.
 */
export const CUSTODY_LAW = {
  ageMin: 18,
  ageMax: 25,
  citation: 'Uniform Transfers to Minors Act, section 20',
  legalReview: 'pending' as 'pending' | 'signed',
} as const

/** Every age that a state may have chosen. */
export const CUSTODY_AGES: readonly number[] = Array.from(
  { length: CUSTODY_LAW.ageMax - CUSTODY_LAW.ageMin + 1 },
  (_, n) => CUSTODY_LAW.ageMin + n,
)

/** The day on which what is held for a minor is theirs; null of one for whom nobody holds. */
export function custodyEnd({
  born,
  custodyAge,
}: {
  readonly born: Temporal.PlainDate
  readonly custodyAge: number | null
}): Temporal.PlainDate | null {
  return custodyAge === null ? null : born.add({ years: custodyAge })
}
