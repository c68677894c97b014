import { spellings, type NamePart, type Party } from './name.ts'
import { buildRunTogether, type RunTogether } from './run-together.ts'
import { slipsAllowed, SLIPS_MOST } from './similarity.ts'
import { syllableName, type SyllableName } from './syllables.ts'
import { soundKeys, soundsOf, type Sounds } from './sound.ts'

/** A name to be found: a listed one's main name or an alias, in Latin letters. */
export type IndexedName = {
  /** Whose name it is: the caller's number for the entry. */
  readonly entry: number
  readonly latin: string
}

/**
 * Names of people, or of companies, by the words they are made of, and words by what slips of the pen make of them.
 *
 * Looking up (`searchNames`) is lossless for names with a word in them: every name that `scoreParts` gives at least the floor is found (of
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
  /** Row r as syllables, where it is a person's name that is made of them. */
  readonly syllables: readonly (SyllableName | null)[]
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

/** What a part tells that is no word. */
export const WEIGHT_OF = { particle: 0.08, form: 0.05, initial: 0.25 } as const
const WORD_WEIGHT_MIN = 0.25
/** Longer words are looked up by their beginnings. */
const REST_LETTERS = 8

export function buildNameIndex(party: Party, names: readonly IndexedName[]): NameIndex {
  const words: NamePart[] = []
  const wordIds = new Map<string, number>()
  const rowNames: number[] = []
  const partStarts: number[] = [0]
  const parts: number[] = []
  const familyParts: number[] = []
  const syllables: (SyllableName | null)[] = []
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
      syllables.push(party === 'person' ? syllableName(spelling) : null)
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
    syllables,
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
      for (const rest of rests(text, SLIPS_MOST)) pairs.push(rest * 2 ** 21 + id)
  const sorted = Float64Array.from(pairs).sort()
  return {
    restHashes: Uint32Array.from(sorted, (pair) => Math.floor(pair / 2 ** 21)),
    restWords: Uint32Array.from(sorted, (pair) => pair % 2 ** 21),
  }
}

/** Hashes of the word's beginning, and of what is left of it without as many letters as there may be slips, two at most. */
export function rests(word: string, slipsMost: number): Set<number> {
  const start = word.slice(0, REST_LETTERS)
  const most = Math.min(slipsMost, slipsAllowed(word.length))
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
