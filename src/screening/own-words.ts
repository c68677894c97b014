import type { NameIndex } from './name-index.ts'
import type { NameScore, PartMatch } from './name-score.ts'
import { withoutArticle, type NamePart } from './name.ts'
import { soundLikeness, soundsOf } from './sound.ts'
import { otherSurnames } from './surname.ts'

/** How much of the score is lost by what makes it another name: by the name alone it is somebody else. */
export const OTHER_NAME_COST = 0.1
/** Two words of the list that sound less alike are two names, though a letter may part them. */
const SOUND_MIN = 0.86
/**
 * A name of common words is like many by chance. Of the score so much is lost for each power of ten by which more than so many
 * names of the list can be expected to be as alike; at most what a birth that agrees gives back.
 */
const CHANCE = { cost: 0.02, names: 1 / 100, most: 0.05 }
/** One name in so many has a given initial. */
const INITIALS = 10

type AskedPart = NamePart & { readonly likeness: ReadonlyMap<number, number> }
type Pair = PartMatch & { readonly part: AskedPart; readonly id: number }

/**
 * The share of a person's score that is lost because the list has each word of the name asked about, and not this name: whoever
 * is called by words that are names has hardly mistyped them. Nothing is lost where no word is spelt otherwise, or where one is
 * unknown, which may hold a slip.
 */
export function ownWordsCost(index: NameIndex, asked: readonly AskedPart[], result: NameScore): number {
  if (asked.some(({ kind, text }) => kind === 'word' && !isKnown(index, text))) return 0
  const pairs = pairsOf(index, asked, result)
  const spelt = pairs.filter(({ part, id, likeness }) => isWord(part, index, id) && likeness < 1)
  if (spelt.length === 0) return 0
  const isShort = result.unmatchedListed.some(
    (text) => index.words[index.wordIds.get(text)!]!.kind === 'word',
  )
  if ((spelt.length > 1 || isShort) && spelt.some((pair) => isOtherWord(pair))) return OTHER_NAME_COST
  const powers = Math.log10(namesByChance(index, pairs) / CHANCE.names)
  return Math.min(CHANCE.most, CHANCE.cost * Math.max(0, powers))
}

function isKnown(index: NameIndex, word: string): boolean {
  const bare = withoutArticle(word)
  return index.wordIds.has(word) || (bare !== null && index.wordIds.has(bare))
}

function isWord(part: NamePart, index: NameIndex, id: number): boolean {
  return part.kind === 'word' && index.words[id]!.kind === 'word'
}

function pairsOf(index: NameIndex, asked: readonly AskedPart[], { matches }: NameScore): Pair[] {
  return matches.map((match) => ({
    ...match,
    part: asked.find(({ text }) => text === match.asked)!,
    id: index.wordIds.get(match.listed)!,
  }))
}

/** Whether a letter or two make it the other, and neither sound nor the spellings of surnames do. */
function isOtherWord({ asked, listed }: PartMatch): boolean {
  return (
    !otherSurnames(asked).includes(listed) && soundLikeness(soundsOf(asked), soundsOf(listed)) < SOUND_MIN
  )
}

/** How many names of the list would have words as alike as these, were words put together by chance. */
function namesByChance(index: NameIndex, pairs: readonly Pair[]): number {
  const all = index.rowNames.length
  return pairs.reduce((expected, { part, likeness }) => {
    if (part.kind === 'particle') return expected
    if (part.kind === 'initial') return expected / INITIALS
    return (expected * Math.max(1, rowsAsAlike(index, part, likeness))) / all
  }, all)
}

function rowsAsAlike(index: NameIndex, part: AskedPart, likeness: number): number {
  let rows = 0
  for (const [id, other] of part.likeness)
    if (other >= likeness) rows += index.rowStarts[id + 1]! - index.rowStarts[id]!
  return rows
}
