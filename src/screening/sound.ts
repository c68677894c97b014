import { LETTERS_MAX } from './similarity.ts'

/** How a word sounds. */
export type Sounds = {
  /**
   * One sign for each sound that letters of the Latin alphabet are put together for, in any of the usual ways of writing
   * Arabic, Persian, Russian or Chinese. Upper case stands for sounds of two letters: `X` kh, `G` gh, `T` th, `D` dh, `S` sh,
   * `C` ch, `Z` zh.
   */
  readonly text: string
  readonly signs: Uint8Array
  /** What it costs that a sound is left out. */
  readonly missing: Float32Array
  /** How much all of them tell: a consonant 1, a vowel half of it. */
  readonly told: number
}

/** Words that sound less alike than this are two words. */
const LIKENESS_MIN = 0.8

export function soundsOf(word: string): Sounds {
  let text = word
  for (const [letters, sign] of SPELT) text = text.replace(letters, sign)
  text = text.replace(/(.)\1+/g, '$1')
  return {
    text,
    signs: Uint8Array.from(text, (sign) => sign.charCodeAt(0)),
    missing: Float32Array.from(text, (_, i) => missing(text, i)),
    told: text.length - (text.match(VOWELS)?.length ?? 0) / 2,
  }
}

/** In this order: what is longer comes first. */
const SPELT: readonly (readonly [RegExp, string])[] = [
  [/tsch|tch|tsh/g, 'C'],
  [/sch|sh|^x/g, 'S'],
  [/dsch|dzh|dj|dsh/g, 'j'],
  [/ch/g, 'C'],
  [/zh/g, 'Z'],
  [/kh/g, 'X'],
  [/gh/g, 'G'],
  [/th/g, 'T'],
  [/dh/g, 'D'],
  [/ph/g, 'f'],
  [/ck|qu(?=[ei])|c(?![ei])/g, 'k'],
  [/c/g, 's'],
  [/gu(?=[ei])/g, 'g'],
  [/tz|ts/g, 'z'],
  [/x/g, 'ks'],
  [/ou(?=[aei])/g, 'w'],
  [/oo|ou/g, 'u'],
  [/ee/g, 'i'],
  [/y(?![aeiou])/g, 'i'],
  // Abdullah and Abdallah, as God's name is heard after either vowel.
  [/ul+ah?$/g, 'alah'],
]

const VOWEL = /[aeiou]/
const VOWELS = /[aeiou]/g

/** What it costs that one sound stands where another is expected, where that is less than a whole sound. */
const NEAR: readonly (readonly [cost: number, sounds: string])[] = [
  [0.1, 'kq'],
  [0.1, 'iy'],
  [0.1, 'yj'],
  [0.1, 'vw'],
  [0.1, 'ouw'],
  [0.1, 'SC'],
  [0.1, 'jZ'],
  [0.1, 'gG'],
  [0.1, 'Gq'],
  [0.1, 'tT'],
  [0.1, 'dD'],
  [0.1, 'zD'],
  [0.2, 'ae'],
  [0.2, 'ei'],
  [0.2, 'hX'],
  [0.2, 'kX'],
  [0.2, 'gj'],
  [0.2, 'Cj'],
  [0.2, 'CZ'],
  [0.2, 'sT'],
  [0.2, 'sz'],
  [0.2, 'sS'],
  [0.2, 'bv'],
  [0.2, 'fvw'],
  [0.3, 'gkq'],
  [0.3, 'td'],
  [0.3, 'bp'],
  [0.3, 'zZ'],
  [0.3, 'eu'],
  [0.4, 'ao'],
  [0.5, 'eo'],
  [0.7, 'aeiou'],
]
const SIGNS = 128
const COSTS = costs()
type Row = Float32Array
/** Room for two rows of the table of costs, by how the last step was made. */
const ROWS = Array.from({ length: 6 }, (): Row => new Float32Array(LETTERS_MAX + 2))

function costs(): Float32Array {
  const table = new Float32Array(SIGNS * SIGNS).fill(1)
  for (const [cost, sounds] of NEAR)
    for (const a of sounds)
      for (const b of sounds) {
        const at = a.charCodeAt(0) * SIGNS + b.charCodeAt(0)
        table[at] = Math.min(table[at]!, a === b ? 0 : cost)
      }
  for (let sign = 0; sign < SIGNS; sign++) table[sign * SIGNS + sign] = 0
  return table
}

/** What it costs that the sound at `i` is missing: little for what many spellings leave out. */
function missing(sounds: string, i: number): number {
  const sign = sounds[i]!
  const before = sounds[i - 1]
  const after = sounds[i + 1]
  if (VOWEL.test(sign)) {
    if (before === undefined) return 0.4
    if (after === undefined) return sign === 'e' ? 0.1 : 0.6
    return VOWEL.test(before) || VOWEL.test(after) ? 0.2 : 0.1
  }
  if (sign === 'y' || sign === 'w') return before === undefined || VOWEL.test(before) ? 0.2 : 0.7
  // Hsiao of Wade and Giles is Xiao.
  if (sign === 'h' && before === undefined && after === 's') return 0.1
  if (sign === 'h' && before !== undefined) return after === undefined && VOWEL.test(before) ? 0.1 : 0.5
  // The ending of Hikmat and Hikma, which is one in Arabic.
  if (sign === 't' && after === undefined && before === 'a') return 0.3
  return 1
}

/**
 * How alike two words sound, from 0 to 1: what it costs to lead one row of sounds to the other, as a share of what they have
 * to tell. Consonants tell a name, vowels half as much: they are written in many ways, or not at all. At least
 * `LIKENESS_MIN` or 0.
 *
 * No sound is left out beside one that is put in: that one vowel stands for another costs more than that one is not written.
 */
export function soundLikeness(a: Sounds, b: Sounds): number {
  if (a.text === b.text) return 1
  const told = Math.max(a.told, b.told)
  const most = (1 - LIKENESS_MIN) * told + 1e-6
  const width = b.signs.length + 1
  let [same, out, put, lastSame, lastOut, lastPut] = ROWS as [Row, Row, Row, Row, Row, Row]
  lastSame[0] = lastOut[0] = lastPut[0] = 0
  for (let j = 1; j < width; j++) {
    lastPut[j] = lastPut[j - 1]! + b.missing[j - 1]!
    lastSame[j] = lastOut[j] = Infinity
  }
  for (let i = 1; i <= a.signs.length; i++) {
    const without = a.missing[i - 1]!
    const costs = a.signs[i - 1]! * SIGNS
    out[0] = lastOut[0]! + without
    same[0] = put[0] = Infinity
    let least = out[0]
    for (let j = 1; j < width; j++) {
      const before = Math.min(lastSame[j - 1]!, lastOut[j - 1]!, lastPut[j - 1]!)
      same[j] = before + COSTS[costs + b.signs[j - 1]!]!
      out[j] = Math.min(lastSame[j]!, lastOut[j]!) + without
      put[j] = Math.min(same[j - 1]!, put[j - 1]!) + b.missing[j - 1]!
      least = Math.min(least, same[j]!, out[j]!, put[j]!)
    }
    if (least > most) return 0
    ;[same, out, put, lastSame, lastOut, lastPut] = [lastSame, lastOut, lastPut, same, out, put]
  }
  const end = width - 1
  const cost = Math.min(lastSame[end]!, lastOut[end]!, lastPut[end]!)
  return cost > most ? 0 : 1 - cost / told
}

/** Which sounds are kept apart when words are looked up: those that may stand for each other share a class. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  ...of('kqGX', 'k'),
  ...of('bpvf', 'p'),
  ...of('td', 't'),
  ...of('szSCZ', 's'),
  ...of('TD', 't', 's'),
  ...of('g', 'k', 's'),
  ...of('j', 's', ''),
  ...of('w', 'p', ''),
  ...of('hX', 'k', ''),
  ...of('y', ''),
}

function of(sounds: string, ...classes: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries([...sounds].map((sound) => [sound, classes]))
}

/** The most keys of one word; of a word of more sounds that can be read in two ways the first are kept. */
const KEYS_MAX = 8
/** A word of fewer consonants says too little, and is known by the very same sounds alone: Ali and Alee. */
const KEY_LETTERS_MIN = 2

/**
 * The consonants of a word by class, once for each way to read those that belong to several. Words that sound alike share a
 * key; one of a single consonant shares it with those of the same sounds.
 */
export function soundKeys({ text: sounds }: Sounds): string[] {
  let keys = ['']
  for (const [i, sound] of [...sounds].entries()) {
    if (VOWEL.test(sound)) continue
    const isEnding = sound === 't' && i === sounds.length - 1 && sounds[i - 1] === 'a'
    const classes = isEnding ? ['t', ''] : (CLASSES[sound] ?? [sound])
    keys = keys.flatMap((key) => classes.map((one) => key + one)).slice(0, KEYS_MAX)
  }
  const single = keys.map((key) => key.replace(/(.)\1+/g, '$1'))
  const long = [...new Set(single)].filter((key) => key.length >= KEY_LETTERS_MIN)
  return long.length > 0 || sounds.length < 2 ? long : [`=${sounds}`]
}
