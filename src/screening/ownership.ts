/** Who owns how much of what: per cent as a fraction, so that thirds are exact. */
export type Stake = { readonly owner: string; readonly owned: string; readonly share: Fraction }
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/**
 * The entities blocked because blocked persons own half of them or more, directly or through others that are blocked for the
 * same reason. Shares of several blocked persons add up; a share held through an entity that is not blocked counts for
 * nothing, since blocked ownership is not passed on by parts.
 *
 * OFAC, "Revised Guidance on Entities Owned by Persons Whose Property and Interests in Property Are Blocked", 13 August
 * 2014, and Frequently Asked Question 401. Ownership in a circle ends: a round that blocks nobody new is the last.
 */
export function blockedByOwnership(stakes: readonly Stake[], listed: ReadonlySet<string>): Set<string> {
  const blocked = new Set(listed)
  const owned = new Map<string, Stake[]>()
  for (const stake of stakes) owned.set(stake.owned, [...(owned.get(stake.owned) ?? []), stake])
  for (let grew = true; grew;) {
    grew = false
    for (const [entity, owners] of owned) {
      if (blocked.has(entity) || !isHalfOrMore(owners.filter(({ owner }) => blocked.has(owner)))) continue
      blocked.add(entity)
      grew = true
    }
  }
  return new Set([...blocked].filter((entity) => !listed.has(entity)))
}

/** How much of `entity` blocked persons own together, counted as above. */
export function ownedByBlocked(
  stakes: readonly Stake[],
  listed: ReadonlySet<string>,
  entity: string,
): Fraction {
  const blocked = new Set([...listed, ...blockedByOwnership(stakes, listed)])
  return sumOf(stakes.filter(({ owner, owned }) => owned === entity && blocked.has(owner)))
}

function isHalfOrMore(stakes: readonly Stake[]): boolean {
  const sum = sumOf(stakes)
  return sum.numerator * 2n >= sum.denominator
}

function sumOf(stakes: readonly Stake[]): Fraction {
  return stakes.reduce(
    (total, { share }) => ({
      numerator: total.numerator * share.denominator + share.numerator * total.denominator,
      denominator: total.denominator * share.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  )
}
