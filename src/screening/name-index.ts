import { misspeltForm, spellings, withoutArticle, type NamePart, type Party } from './name.ts'
import { INITIAL_LIKENESS, scoreParts, type NameScore, type WeighedPart } from './name-score.ts'
import { buildRunTogether, searchRunTogether, type RunTogether } from './run-together.ts'
import { similarity, slipsAllowed } from './similarity.ts'
import { otherSurnames } from './surname.ts'
import { soundKeys, soundLikeness, soundsOf, type Sounds } from './sound.ts'

/** A name to be found: a listed one's main name or an alias, in Latin letters. */
export type IndexedName = {
  /** Whose name it is: the caller's number for the entry. */
  readonly entry: number
  readonly latin: string
}

/** A listed name that was found, and its place in `names`. */
export type NameHit = { readonly name: IndexedName; readonly at: number; readonly result: NameScore }

/**
 * Names of people, or of companies, by the words they are made of, and words by what slips of the pen make of them.
 *
 * Looking up is lossless for names with a word in them: every name that `scoreParts` gives at least the floor is found (of
 * initials alone only the same initials are). A word's neighbours are found
 * through what is left of them: two words that at most two slips part have a common rest when at most two letters are taken
 * from each (T. Bocek, E. Hunt, B. Stiller, "Fast Similarity Search in Large Dictionaries", 2007).
 */
export type NameIndex = {
  readonly party: Party
  readonly names: readonly IndexedName[]
  /** Every spelling of every name is a row: row r spells `names[rowNames[r]]`. */
  readonly rowNames: Uint32Array
  readonly partStarts: Uint32Array
  /** How many of row r's parts are its family name, which comes first; 0 where the list does not say. */
  readonly familyParts: Uint8Array
  /** The words of row r, in order, are `parts[partStarts[r] .. partStarts[r + 1]]`. */
  readonly parts: Uint32Array
  readonly words: readonly NamePart[]
  readonly wordIds: ReadonlyMap<string, number>
  /** How much each word tells, from 0 to 1. */
  readonly weights: Float32Array
  readonly rowStarts: Uint32Array
  /** The rows with word w are `rows[rowStarts[w] .. rowStarts[w + 1]]`. */
  readonly rows: Uint32Array
  /** Hashes of rests, ascending, and beside each the word it is a rest of. */
  readonly restHashes: Uint32Array
  readonly restWords: Uint32Array
  /** How word w sounds, and the words of each key that sounds have. */
  readonly sounds: readonly Sounds[]
  readonly bySound: ReadonlyMap<string, readonly number[]>
  /** The names of companies with nothing between their words; null for people. */
  readonly runTogether: RunTogether | null
  /** Working room of a search: what it has reached of each row, and the last word that was counted there. Zero between. */
  readonly reached: Float32Array
  readonly counted: Uint8Array
}

const WEIGHT_OF = { particle: 0.08, form: 0.05, initial: 0.25 } as const
const WORD_WEIGHT_MIN = 0.25
/** A word unknown to the list tells all when it has this many letters; a shorter one may be a scrap. */
const UNKNOWN_LETTERS = 5
/** Longer words are looked up by their beginnings. */
const REST_LETTERS = 8

/** The most names one search compares in full; the best by what they could reach at most come first. */
const COMPARED_MAX = 2_000

export function buildNameIndex(party: Party, names: readonly IndexedName[]): NameIndex {
  const words: NamePart[] = []
  const wordIds = new Map<string, number>()
  const rowNames: number[] = []
  const partStarts: number[] = [0]
  const parts: number[] = []
  const familyParts: number[] = []
  const rowsOf: number[][] = []
  const idOf = (part: NamePart): number => {
    const known = wordIds.get(part.text)
    if (known !== undefined) return known
    wordIds.set(part.text, words.length)
    rowsOf.push([])
    return words.push({ text: part.text, kind: part.kind }) - 1
  }
  for (const [n, name] of names.entries())
    for (const spelling of spellings(name.latin, party)) {
      const row = rowNames.push(n) - 1
      const ids = spelling.map(idOf)
      parts.push(...ids)
      partStarts.push(parts.length)
      familyParts.push(spelling.filter(({ isFamily }) => isFamily).length)
      for (const id of new Set(ids)) rowsOf[id]!.push(row)
    }
  return {
    party,
    names,
    rowNames: Uint32Array.from(rowNames),
    partStarts: Uint32Array.from(partStarts),
    parts: Uint32Array.from(parts),
    familyParts: Uint8Array.from(familyParts),
    words,
    wordIds,
    weights: Float32Array.from(words, (word, id) => weightOf(word, rowsOf[id]!.length, rowNames.length)),
    ...flat(rowsOf),
    ...restsOf(words),
    ...soundsOfAll(words),
    runTogether: party === 'entity' ? buildRunTogether(names.map(({ latin }) => latin)) : null,
    reached: new Float32Array(rowNames.length),
    counted: new Uint8Array(rowNames.length),
  }
}

/** A word that half of all names bear tells next to nothing, one that a single name bears tells all it can. */
function weightOf(word: NamePart, rows: number, rowsInAll: number): number {
  if (word.kind !== 'word') return WEIGHT_OF[word.kind]
  const rarity = rowsInAll <= 1 ? 1 : Math.log(rowsInAll / Math.max(rows, 1)) / Math.log(rowsInAll)
  return WORD_WEIGHT_MIN + (1 - WORD_WEIGHT_MIN) * rarity
}

function flat(lists: readonly (readonly number[])[]): { rowStarts: Uint32Array; rows: Uint32Array } {
  const rowStarts = new Uint32Array(lists.length + 1)
  for (const [n, list] of lists.entries()) rowStarts[n + 1] = rowStarts[n]! + list.length
  const rows = new Uint32Array(rowStarts[lists.length]!)
  for (const [n, list] of lists.entries()) rows.set(list, rowStarts[n]!)
  return { rowStarts, rows }
}

const SILENT = soundsOf('')

function soundsOfAll(words: readonly NamePart[]): Pick<NameIndex, 'sounds' | 'bySound'> {
  const sounds = words.map(({ text, kind }) => (kind === 'word' ? soundsOf(text) : SILENT))
  const bySound = new Map<string, number[]>()
  for (const [id, sound] of sounds.entries())
    for (const key of soundKeys(sound)) {
      const group = bySound.get(key)
      if (group === undefined) bySound.set(key, [id])
      else group.push(id)
    }
  return { sounds, bySound }
}

function restsOf(words: readonly NamePart[]): { restHashes: Uint32Array; restWords: Uint32Array } {
  const pairs: number[] = []
  for (const [id, { text, kind }] of words.entries())
    if (kind === 'word' || kind === 'particle')
      for (const rest of rests(text)) pairs.push(rest * 2 ** 21 + id)
  const sorted = Float64Array.from(pairs).sort()
  return {
    restHashes: Uint32Array.from(sorted, (pair) => Math.floor(pair / 2 ** 21)),
    restWords: Uint32Array.from(sorted, (pair) => pair % 2 ** 21),
  }
}

/** Hashes of the word's beginning, and of what is left of it without one or two letters, as its length allows slips. */
function rests(word: string): Set<number> {
  const start = word.slice(0, REST_LETTERS)
  const most = slipsAllowed(word.length)
  const found = new Set([hashWithout(start, -1, -1)])
  for (let i = 0; most >= 1 && i < start.length; i++) {
    found.add(hashWithout(start, i, -1))
    for (let j = i + 1; most >= 2 && j < start.length; j++) found.add(hashWithout(start, i, j))
  }
  return found
}

/** FNV-1a, 32 bits, of the word without its letters at `i` and `j`. Two rests of one hash cost a comparison, no more. */
function hashWithout(word: string, i: number, j: number): number {
  let hash = 0x811c9dc5
  for (let k = 0; k < word.length; k++)
    if (k !== i && k !== j) hash = Math.imul(hash ^ word.charCodeAt(k), 0x01000193)
  return hash >>> 0
}

/** A surname in the letters of another language is as good as an initial. */
const OTHER_SURNAME_LIKENESS = INITIAL_LIKENESS

/** The words like this one, with how alike they are. */
function neighbours(index: NameIndex, word: string): Map<number, number> {
  const found = new Map<number, number>()
  const sounds = soundsOf(word)
  const soundAlike = new Set(soundKeys(sounds).flatMap((key) => index.bySound.get(key) ?? []))
  const consider = (id: number) => {
    if (found.has(id)) return
    const sound = soundAlike.has(id) ? soundLikeness(sounds, index.sounds[id]!) : 0
    found.set(id, similarity(word, index.words[id]!.text, sound))
  }
  const { restHashes, restWords } = index
  for (const rest of rests(word))
    for (let i = lowerBound(restHashes, rest); restHashes[i] === rest; i++) consider(restWords[i]!)
  for (const id of soundAlike) consider(id)
  if (index.party === 'person')
    for (const other of otherSurnames(word)) {
      const id = index.wordIds.get(other)
      if (id !== undefined) found.set(id, Math.max(OTHER_SURNAME_LIKENESS, found.get(id) ?? 0))
    }
  for (const [id, likeness] of found) if (likeness === 0) found.delete(id)
  const initial = index.wordIds.get(word[0] ?? '')
  if (initial !== undefined && index.words[initial]!.kind === 'initial') found.set(initial, INITIAL_LIKENESS)
  return found
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
  for (const spelling of askedSpellings(index, latin, isLikeKnown))
    // A part that stands twice is two parts.
    for (const [row, result] of searchSpelling(
      index,
      spelling.map((part) => ({ ...weigh(part) })),
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

/**
 * Besides its own spellings, those with a space set right: two neighbours that the list knows as one word, and a word, or
 * two neighbours, that are two words of the list with the space between them missing, misplaced or mistyped.
 */
function askedSpellings(
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

type Asked = WeighedPart & { readonly likeness: ReadonlyMap<number, number> }

function searchSpelling(index: NameIndex, asked: readonly Asked[], floor: number): Map<number, NameScore> {
  const results = new Map<number, NameScore>()
  for (const row of candidates(index, asked, floor)) {
    const ids = index.parts.subarray(index.partStarts[row], index.partStarts[row + 1])
    const familyParts = index.familyParts[row]!
    const listed = Array.from(ids, (id, i) => ({
      ...index.words[id]!,
      weight: index.weights[id]!,
      id,
      isFamily: i < familyParts,
    }))
    const result = scoreParts(asked, listed, (a, b) => a.likeness.get(b.id) ?? 0)
    if (result.score >= floor) results.set(row, result)
  }
  return results
}

function unknownWeight(word: string): number {
  return Math.min(1, word.length / UNKNOWN_LETTERS)
}

/** A word the list does not have tells as much as the rarest. */
function weighAsked(index: NameIndex, part: NamePart): Asked {
  if (part.kind !== 'word') {
    const id = index.wordIds.get(part.text)
    return { ...part, weight: WEIGHT_OF[part.kind], likeness: new Map(id === undefined ? [] : [[id, 1]]) }
  }
  const likeness = neighbours(index, part.text)
  // A misspelt word weighs as the word it may be: rarity by misspelling would drown the rest of the name.
  let weight = 0
  for (const id of likeness.keys()) weight = Math.max(weight, index.weights[id]!)
  return { ...part, weight: weight === 0 ? unknownWeight(part.text) : weight, likeness }
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
    for (const [id, likeness] of [...part.likeness].sort((a, b) => b[1] - a[1])) {
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
