import { misspeltForm, spellings, withoutArticle, type NamePart } from './name.ts'
import type { NameIndex } from './name-index.ts'
import { soundKeys, soundLikeness, soundsOf } from './sound.ts'

/**
 * The ways to read a name that is asked about. Besides its own spellings, those with a space set right: two neighbours that
 * the list knows as one word, and a word, or two neighbours, that are two words of the list with the space between them
 * missing, misplaced or mistyped.
 */
export function askedSpellings(
  index: NameIndex,
  latin: string,
  isLikeKnown: (word: string) => boolean,
): NamePart[][] {
  const found = spellings(latin, index.party)
  const parts = found[0] ?? []
  for (const [i, { text, kind }] of parts.entries()) {
    const before = parts.slice(0, i)
    const next = parts[i + 1]
    if (kind === 'word' && !index.wordIds.has(text)) {
      const bare = index.party === 'person' ? withoutArticle(text) : null
      const runs: NamePart[][] = bare === null ? [] : [[ARTICLE, { text: bare, kind: 'word' }]]
      for (const two of [...splits(index, text, true), ...runs, ...unglued(index, text, isLikeKnown)])
        found.push([...before, ...two, ...parts.slice(i + 1)])
    }
    if (next === undefined) continue
    const joined = text + next.text
    const after = parts.slice(i + 2)
    if (soundsKnown(index, joined)) found.push([...before, { text: joined, kind: 'word' }, ...after])
    else if (!index.wordIds.has(text) || !index.wordIds.has(next.text))
      found.push(...splits(index, joined, false).map((two) => [...before, ...two, ...after]))
  }
  if (index.party === 'entity') found.push(...formsMended(index, parts))
  return found
}

/**
 * With words that no list has, and that are legal forms but for a slip, or scraps of such, as forms: as words they would
 * outweigh the name.
 */
function formsMended(index: NameIndex, parts: readonly NamePart[]): NamePart[][] {
  const mended = parts.map((part, i): NamePart => {
    if (i === 0 || part.kind !== 'word') return part
    const isUnknown = !index.wordIds.has(part.text)
    const form = isUnknown ? misspeltForm(part.text) : null
    if (form !== null) return { text: form, kind: 'form' }
    return (isUnknown || part.text.length === 1) && SCRAP.test(part.text) ? { ...part, kind: 'form' } : part
  })
  const isName = mended.some(({ kind }) => kind === 'word')
  return isName && mended.some((part, i) => part !== parts[i]) ? [mended] : []
}

/** What slips leave of a form of a few letters. */
const SCRAP = /^[a-z]{1,3}$/

const ARTICLE: NamePart = { text: 'al', kind: 'particle' }

/** The ways to read letters as two words of the list; where no space stands among them, perhaps with a letter in its place. */
function splits(index: NameIndex, text: string, isOneWord: boolean): NamePart[][] {
  const found: NamePart[][] = []
  for (let i = SPLIT_LETTERS_MIN; i <= text.length - SPLIT_LETTERS_MIN; i++) {
    const left = knownWord(index, text.slice(0, i))
    if (left === null) continue
    const rests = isOneWord ? [text.slice(i), text.slice(i + 1)] : [text.slice(i)]
    for (const rest of rests) {
      const right = knownWord(index, rest)
      if (right !== null) found.push([left, right])
    }
  }
  return found
}

/**
 * The ways to read a word that is like none of the list as two, of which the list has one and another that the other is like:
 * a space left out or mistyped, and a slip beside it.
 */
function unglued(index: NameIndex, text: string, isLikeKnown: (word: string) => boolean): NamePart[][] {
  if (isLikeKnown(text)) return []
  const found: NamePart[][] = []
  for (let i = UNGLUED_LETTERS.known; i <= text.length - UNGLUED_LETTERS.known; i++)
    for (const rest of [text.slice(i), text.slice(i + 1)]) {
      const start = text.slice(0, i)
      const [known, like] = index.wordIds.has(start) ? [start, rest] : [rest, start]
      if (known.length < UNGLUED_LETTERS.known || like.length < UNGLUED_LETTERS.like) continue
      if (index.wordIds.has(known) && !index.wordIds.has(like) && isLikeKnown(like))
        found.push([start, rest].map((word) => ({ text: word, kind: 'word' })))
    }
  return found
}

/** Shorter words begin and end many others. */
const UNGLUED_LETTERS = { known: 3, like: 4 }

/** Whether the list has this word, or one that sounds like it. */
function soundsKnown(index: NameIndex, text: string): boolean {
  if (index.wordIds.has(text)) return true
  const sounds = soundsOf(text)
  return soundKeys(sounds).some(
    (key) =>
      key.length >= JOINED_KEY_MIN &&
      (index.bySound.get(key) ?? []).some((id) => soundLikeness(sounds, index.sounds[id]!) >= JOINED_MIN),
  )
}

/** Two words that are one of the list without their space: of so many consonants at least, and so much alike. */
const JOINED_KEY_MIN = 4
const JOINED_MIN = 0.9

function knownWord(index: NameIndex, text: string): NamePart | null {
  const id = text.length < SPLIT_LETTERS_MIN ? undefined : index.wordIds.get(text)
  return id === undefined ? null : index.words[id]!
}

/** Shorter words are in every other word. */
const SPLIT_LETTERS_MIN = 2
