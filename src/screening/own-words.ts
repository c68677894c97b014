import type { NameIndex } from './name-index.ts'
import type { NameScore, PartMatch } from './name-score.ts'
import { withoutArticle, type NamePart } from './name.ts'
import { soundLikeness, soundsOf } from './sound.ts'
import { otherSurnames } from './surname.ts'

/** The most that is lost of a score: as much as a birth that agrees gives back (`EFFECT.bornAgrees`). */
const COST_MOST = 0.05
/** Two words of the list that sound less alike are two names, though a letter may part them. */
const SOUND_MIN = 0.86
/** Two words that sound as alike as this are one name in two of its usual spellings: Yusuf and Youssef, Umar and Omar. */
const SPELLING_MIN = 0.92
/**
 * A name of common words is like many by chance. Of the score so much is lost for each power of ten by which more than so many
 * names of the list can be expected to be as alike.
 */
const CHANCE = { cost: 0.02, names: 1 / 100 }
/** One name in so many has a given initial. */
const INITIALS = 10

type AskedPart = NamePart & { readonly likeness: ReadonlyMap<number, number> }
type Pair = PartMatch & { readonly part: AskedPart; readonly id: number }

/**
 * The share of a person's score that is lost because the list has each word of the name asked about, and not this name: whoever
 * is called by words that are names has hardly mistyped them. Nothing is lost where no word is spelt otherwise, where every part has
 * a partner, in the same or another usual spelling, or where a word is unknown, which may hold a slip.
 */
export function ownWordsCost(index: NameIndex, asked: readonly AskedPart[], result: NameScore): number {
  if (asked.some(({ kind, text }) => kind === 'word' && !isKnown(index, text))) return 0
  const pairs = pairsOf(index, asked, result)
  const heard = pairs
    .filter(({ part, id, likeness }) => isWord(part, index, id) && likeness < 1)
    .map((pair) => heardLikeness(pair))
  const isWhole = result.unmatchedAsked.length === 0
  if (heard.length === 0 || (isWhole && heard.every((likeness) => likeness >= SPELLING_MIN))) return 0
  const isShort = result.unmatchedListed.some(
    (text) => index.words[index.wordIds.get(text)!]!.kind === 'word',
  )
  if ((heard.length > 1 || isShort) && heard.some((likeness) => likeness < SOUND_MIN)) return COST_MOST
  const powers = Math.log10(namesByChance(index, pairs) / CHANCE.names)
  return Math.min(COST_MOST, CHANCE.cost * Math.max(0, powers))
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

/** How alike they sound; spellings of one surname do, whatever their letters. */
function heardLikeness({ asked, listed }: PartMatch): number {
  return otherSurnames(asked).includes(listed) ? 1 : soundLikeness(soundsOf(asked), soundsOf(listed))
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
