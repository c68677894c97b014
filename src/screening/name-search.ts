import { askedSpellings } from './asked-spellings.ts'
import { nameParts, type NamePart } from './name.ts'
import { rests, WEIGHT_OF, type IndexedName, type NameIndex } from './name-index.ts'
import { INITIAL_LIKENESS, scoreParts, type NameScore, type WeighedPart } from './name-score.ts'
import { ownWordsCost } from './own-words.ts'
import { searchRunTogether } from './run-together.ts'
import { similarity, SLIPS_MOST } from './similarity.ts'
import { soundKeys, soundLikeness, soundsOf } from './sound.ts'
import { isOtherChinese, syllableName, type SyllableName } from './syllables.ts'
import { otherSurnames } from './surname.ts'

/** A listed name that was found, and its place in `names`. */
export type NameHit = { readonly name: IndexedName; readonly at: number; readonly result: NameScore }

/** A word unknown to the list tells all when it has this many letters; a shorter one may be a scrap. */
const UNKNOWN_LETTERS = 5

/** The most names one search compares in full; the best by what they could reach at most come first. */
const COMPARED_MAX = 2_000

/** A surname in the letters of another language is as good as an initial. */
const OTHER_SURNAME_LIKENESS = INITIAL_LIKENESS

/**
 * A word that the list has is a name of its own. Where so many of its names bear it, and this share of all, it is no slip of
 * another word, though perhaps another spelling of one; elsewhere it is one slip from another at most, since two seldom make a
 * name of a name.
 */
const COMMON = { names: 20, share: 1 / 1_000 }

function slipsMost(index: NameIndex, word: string): number {
  const id = index.wordIds.get(word)
  if (id === undefined) return SLIPS_MOST
  const rows = index.rowStarts[id + 1]! - index.rowStarts[id]!
  return rows >= Math.max(COMMON.names, COMMON.share * index.rowNames.length) ? 0 : 1
}

type Neighbours = {
  /** The words like this one, with how alike they are. */
  readonly likeness: Map<number, number>
  /** Those that it would be a slip of, were it not a name of its own. */
  readonly doubted: Map<number, number>
}

function neighbours(index: NameIndex, word: string): Neighbours {
  const found = new Map<number, number>()
  const doubted = new Map<number, number>()
  const sounds = soundsOf(word)
  const most = slipsMost(index, word)
  // What is known of a person can speak against another name; of a company hardly anything is.
  const slipsDoubted = index.party === 'person' ? SLIPS_MOST : most
  const soundAlike = new Set(soundKeys(sounds).flatMap((key) => index.bySound.get(key) ?? []))
  const consider = (id: number) => {
    if (found.has(id)) return
    const sound = soundAlike.has(id) ? soundLikeness(sounds, index.sounds[id]!) : 0
    const { text } = index.words[id]!
    const loose = similarity(word, text, sound, slipsDoubted)
    const likeness = loose === 0 || most === slipsDoubted ? loose : similarity(word, text, sound, most)
    found.set(id, likeness)
    if (likeness === 0 && loose > 0) doubted.set(id, loose)
  }
  const { restHashes, restWords } = index
  for (const rest of rests(word, slipsDoubted))
    for (let i = lowerBound(restHashes, rest); restHashes[i] === rest; i++) consider(restWords[i]!)
  for (const id of soundAlike) consider(id)
  if (index.party === 'person')
    for (const other of otherSurnames(word)) {
      const id = index.wordIds.get(other)
      if (id !== undefined) found.set(id, Math.max(OTHER_SURNAME_LIKENESS, found.get(id) ?? 0))
    }
  for (const [id, likeness] of found)
    if (likeness === 0) found.delete(id)
    else doubted.delete(id)
  const initial = index.wordIds.get(word[0] ?? '')
  if (initial !== undefined && index.words[initial]!.kind === 'initial') found.set(initial, INITIAL_LIKENESS)
  return { likeness: found, doubted }
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (sorted[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * How much of the score is lost by what makes it another name (`Neighbours.doubted`, `isOtherChinese`): by the name alone it is
 * somebody else.
 */
const OTHER_NAME_COST = 0.1

/**
 * The listed names that score at least `floor` against this one, the best first; of each name its best spelling.
 *
 * @param latin the name asked about, in Latin letters
 * @param floor above 0, at most 1
 */
export function searchNames(index: NameIndex, latin: string, floor: number): NameHit[] {
  const best = new Map<number, NameScore>()
  const weighed = new Map<string, Asked>()
  const weigh = (part: NamePart): Asked => {
    const key = `${part.kind} ${part.text}`
    const known = weighed.get(key) ?? weighAsked(index, part)
    weighed.set(key, known)
    return known
  }
  const isLikeKnown = (text: string) =>
    [...weigh({ text, kind: 'word' }).likeness.keys()].some((id) => index.words[id]!.kind === 'word')
  const syllables = index.party === 'person' ? syllableName(nameParts(latin, 'person')) : null
  for (const spelling of askedSpellings(index, latin, isLikeKnown))
    for (const [row, result] of searchSpelling(
      index,
      withDoubts(spelling.map(weigh), floor),
      syllables,
      floor,
    )) {
      const name = index.rowNames[row]!
      if (result.score > (best.get(name)?.score ?? 0)) best.set(name, result)
    }
  for (const [name, result] of index.runTogether === null
    ? []
    : searchRunTogether(index.runTogether, latin, floor))
    if (result.score > (best.get(name)?.score ?? 0)) best.set(name, result)
  return [...best]
    .map(([at, result]) => ({ name: index.names[at]!, at, result }))
    .sort((a, b) => b.result.score - a.result.score || a.name.entry - b.name.entry)
}

type Asked = WeighedPart & {
  readonly likeness: ReadonlyMap<number, number>
  readonly doubted: ReadonlyMap<number, number>
}

function searchSpelling(
  index: NameIndex,
  asked: readonly Asked[],
  syllables: SyllableName | null,
  floor: number,
): Map<number, NameScore> {
  const results = new Map<number, NameScore>()
  for (const row of candidates(index, asked, floor)) {
    const result = scoreRow(index, asked, { syllables, floor }, row)
    if (result.score >= floor) results.set(row, result)
  }
  return results
}

/** The same parts, also of two that are the same word, each with the doubted words alone that a row of this score can have. */
function withDoubts(asked: readonly Asked[], floor: number): Asked[] {
  const all = sumOf(asked)
  return asked.map((part) => ({
    ...part,
    doubted: new Map(
      [...part.doubted].filter(
        ([, likeness]) => (1 - OTHER_NAME_COST) * (1 - (part.weight * (1 - likeness)) / all) >= floor,
      ),
    ),
  }))
}

function scoreRow(
  index: NameIndex,
  asked: readonly Asked[],
  { syllables, floor }: { readonly syllables: SyllableName | null; readonly floor: number },
  row: number,
): NameScore {
  const ids = index.parts.subarray(index.partStarts[row], index.partStarts[row + 1])
  const familyParts = index.familyParts[row]!
  const listed = Array.from(ids, (id, i) => ({
    ...index.words[id]!,
    weight: index.weights[id]!,
    id,
    isFamily: i < familyParts,
  }))
  const sure = scoreParts(asked, listed, (a, b) => a.likeness.get(b.id) ?? 0)
  const isDoubted = asked.some(({ doubted }) => doubted.size > 0 && ids.some((id) => doubted.has(id)))
  const isOther = isOtherChinese(syllables, index.syllables[row]!)
  if (!isDoubted && !isOther) return lessOwnWords(index, asked, sure, floor)
  const all = scoreParts(asked, listed, (a, b) => a.likeness.get(b.id) ?? a.doubted.get(b.id) ?? 0)
  const costly = { ...all, score: all.score * (1 - OTHER_NAME_COST) }
  if (isOther) return costly
  const own = lessOwnWords(index, asked, sure, floor)
  return costly.score > own.score ? costly : own
}

function lessOwnWords(
  index: NameIndex,
  asked: readonly Asked[],
  result: NameScore,
  floor: number,
): NameScore {
  if (index.party !== 'person' || result.score < floor) return result
  return { ...result, score: result.score * (1 - ownWordsCost(index, asked, result)) }
}

function unknownWeight(word: string): number {
  return Math.min(1, word.length / UNKNOWN_LETTERS)
}

/** A word the list does not have tells as much as the rarest. */
function weighAsked(index: NameIndex, part: NamePart): Asked {
  if (part.kind !== 'word') {
    const id = index.wordIds.get(part.text)
    return {
      ...part,
      weight: WEIGHT_OF[part.kind],
      likeness: new Map(id === undefined ? [] : [[id, 1]]),
      doubted: new Map(),
    }
  }
  const { likeness, doubted } = neighbours(index, part.text)
  // A misspelt word weighs as the word it may be: rarity by misspelling would drown the rest of the name.
  let weight = 0
  for (const id of likeness.keys()) weight = Math.max(weight, index.weights[id]!)
  return { ...part, weight: weight === 0 ? unknownWeight(part.text) : weight, likeness, doubted }
}

/**
 * The rows that could score the floor: what their words reach, were everything else of the name found too.
 *
 * The rarest words come first. Once what is left cannot reach the floor alone, no further row is begun: common words, which
 * most rows are found by, only add to those begun.
 */
function candidates(index: NameIndex, asked: readonly Asked[], floor: number): number[] {
  const { reached, counted, rows, rowStarts } = index
  const leading = asked.some((part) => part.kind === 'word')
    ? asked.filter((part) => part.kind === 'word')
    : asked
  const byWeight = leading.toSorted((a, b) => b.weight - a.weight)
  // A hair less than needed: the sums are kept in 32 bits.
  const needed = floor * sumOf(asked) - (sumOf(asked) - sumOf(leading)) - 1e-4
  const begun: number[] = []
  for (const [n, part] of byWeight.entries()) {
    const begins = sumOf(byWeight.slice(n)) >= needed
    // The most alike first, so that a row with two words like this one counts the better.
    for (const [id, likeness] of [...part.likeness, ...part.doubted].sort((a, b) => b[1] - a[1])) {
      for (let i = rowStarts[id]!; i < rowStarts[id + 1]!; i++) {
        const row = rows[i]!
        const isBegun = reached[row] !== 0
        if ((!isBegun && !begins) || counted[row] === n + 1) continue
        if (!isBegun) begun.push(row)
        counted[row] = n + 1
        reached[row]! += likeness * part.weight
      }
    }
  }
  const able = begun.filter((row) => reached[row]! >= needed).sort((a, b) => reached[b]! - reached[a]!)
  for (const row of begun) reached[row] = counted[row] = 0
  return able.slice(0, COMPARED_MAX)
}

function sumOf(parts: readonly WeighedPart[]): number {
  return parts.reduce((sum, part) => sum + part.weight, 0)
}
