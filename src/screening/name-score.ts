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
/** How much of the score is lost when a person's family name, or every given name, is missing (`isHalf`). */
const HALF_COST = 0.08

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
  const found = new Set<WeighedPart>(pairs.map((pair) => pair.listed))
  const score =
    askedAll === 0 || listedAll === 0
      ? 0
      : (askedFound / askedAll) *
        (1 - missingCost(pairs) * (1 - listedFound / listedAll)) *
        (isHalf(asked, listed, found) ? 1 - HALF_COST : 1)
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

/** A part that is only like another tells less than its likeness: it may be another word. */
function missingCost(pairs: readonly Pair<WeighedPart, WeighedPart>[]): number {
  const found = pairs.reduce((sum, { listed, likeness }) => sum + listed.weight * likeness ** 2, 0)
  const cost = MISSING_COST.of - MISSING_COST.foundSaves * found
  return Math.min(MISSING_COST.most, Math.max(MISSING_COST.least, cost))
}

/**
 * A person is known by a given name and by the first of the family names. Where the list tells them apart, a name of which
 * one of the two is missing is rarely the one: Ruth Rodriguez is not Ruth Cecilia Velasquez Rodriguez.
 */
function isHalf(
  asked: readonly WeighedPart[],
  listed: readonly WeighedPart[],
  found: ReadonlySet<WeighedPart>,
): boolean {
  if (asked.filter(({ kind }) => kind === 'word').length < 2) return false
  const family = listed.find(({ kind, isFamily }) => kind === 'word' && isFamily)
  const given = listed.filter(({ kind, isFamily }) => kind === 'word' && !isFamily)
  if (family === undefined || given.length === 0) return false
  return !found.has(family) || !given.some((part) => found.has(part))
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

/** Whether one is the initial of the other; of a particle too: Imed B. B. Jammali. */
function standsFor(a: NamePart, b: NamePart): boolean {
  return (
    ((a.kind === 'initial' && (b.kind === 'word' || b.kind === 'particle')) ||
      (a.kind === 'word' && b.kind === 'initial')) &&
    a.text[0] === b.text[0]
  )
}

function total(parts: readonly WeighedPart[]): number {
  return parts.reduce((sum, part) => sum + part.weight, 0)
}

function without(parts: readonly NamePart[], paired: readonly NamePart[]): string[] {
  return parts.filter((part) => !paired.includes(part)).map((part) => part.text)
}
