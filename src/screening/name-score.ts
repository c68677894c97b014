import type { NamePart } from './name.ts'

/** A part of a name with how much it tells: from near 0, borne by many, to 1, borne by nearly nobody. */
export type WeighedPart = NamePart & { readonly weight: number }

/** Two parts that stand for each other, and how alike they are. */
export type PartMatch = { readonly asked: string; readonly listed: string; readonly likeness: number }

export type NameScore = {
  /** From 0, nothing in common, to 1, the same name. */
  readonly score: number
  readonly matches: readonly PartMatch[]
  /** Parts of the name that was asked about, and of the listed one, that found no partner. */
  readonly unmatchedAsked: readonly string[]
  readonly unmatchedListed: readonly string[]
}

/** An initial is as good as the word it stands for, nearly. */
export const INITIAL_LIKENESS = 0.9
/**
 * How much of the score is lost when all that the list adds to a name is missing: much when the little that was found could
 * be chance, little when it tells a name apart by itself. People leave out middle names, and lists give every one.
 */
const MISSING_COST = { most: 0.35, least: 0.1, of: 0.5, foundSaves: 0.25 }

/**
 * How alike two names are: their parts are paired one to one, the most alike first, in whatever order they stand; then what
 * the pairs carry is compared with what both names carry. What was asked about and is not in the listed name weighs in full,
 * what the list adds weighs less (`MISSING_COST`).
 *
 * Deterministic: on equal likeness the earlier parts are paired.
 */
export function scoreParts<A extends WeighedPart, B extends WeighedPart>(
  asked: readonly A[],
  listed: readonly B[],
  likenessOf: (asked: A, listed: B) => number,
): NameScore {
  const pairs = pairUp(asked, listed, likenessOf)
  const askedAll = total(asked)
  const listedAll = total(listed)
  const askedFound = pairs.reduce((sum, pair) => sum + pair.asked.weight * pair.likeness, 0)
  const listedFound = pairs.reduce((sum, pair) => sum + pair.listed.weight * pair.likeness, 0)
  const score =
    askedAll === 0 || listedAll === 0
      ? 0
      : (askedFound / askedAll) * (1 - missingCost(listedFound) * (1 - listedFound / listedAll))
  return {
    score,
    matches: pairs.map(({ asked: a, listed: b, likeness }) => ({ asked: a.text, listed: b.text, likeness })),
    unmatchedAsked: without(
      asked,
      pairs.map((pair) => pair.asked),
    ),
    unmatchedListed: without(
      listed,
      pairs.map((pair) => pair.listed),
    ),
  }
}

function missingCost(found: number): number {
  const cost = MISSING_COST.of - MISSING_COST.foundSaves * found
  return Math.min(MISSING_COST.most, Math.max(MISSING_COST.least, cost))
}

type Pair<A, B> = { readonly asked: A; readonly listed: B; readonly likeness: number }

function pairUp<A extends WeighedPart, B extends WeighedPart>(
  asked: readonly A[],
  listed: readonly B[],
  likenessOf: (asked: A, listed: B) => number,
): Pair<A, B>[] {
  const possible: Pair<A, B>[] = []
  for (const a of asked)
    for (const b of listed) {
      const likeness = standsFor(a, b) ? INITIAL_LIKENESS : likenessOf(a, b)
      if (likeness > 0) possible.push({ asked: a, listed: b, likeness })
    }
  possible.sort((x, y) => y.likeness - x.likeness)
  const taken = new Set<WeighedPart>()
  return possible.filter(({ asked: a, listed: b }) => {
    if (taken.has(a) || taken.has(b)) return false
    taken.add(a).add(b)
    return true
  })
}

/** Whether one is the initial of the other. */
function standsFor(a: NamePart, b: NamePart): boolean {
  return (
    ((a.kind === 'initial' && b.kind === 'word') || (a.kind === 'word' && b.kind === 'initial')) &&
    a.text[0] === b.text[0]
  )
}

function total(parts: readonly WeighedPart[]): number {
  return parts.reduce((sum, part) => sum + part.weight, 0)
}

function without(parts: readonly NamePart[], paired: readonly NamePart[]): string[] {
  return parts.filter((part) => !paired.includes(part)).map((part) => part.text)
}
