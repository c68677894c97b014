/** Words more alike than this are taken for spellings of one word; less alike they are two words. */
export const SIMILARITY_MIN = 0.8
/** What a slip costs of a word of one letter; of a longer word, its share. */
export const SLIP_COST = 0.6
/** Words that sound the same are not as alike as those written the same. */
const SOUND_MOST = 0.97

/**
 * How alike two words are, from 0 to 1. At least `SIMILARITY_MIN` or 0: half a likeness is none.
 *
 * Jaro-Winkler (W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 * Linkage", 1990), or the share of letters without a slip where that is more, of words that as many slips of the pen part as
 * their length allows; or how alike they sound, where that is more still.
 *
 * @param sound how alike they sound (`soundLikeness`); 0 when nothing is known of it
 * @param slipsMost the most slips there may be, if their length allows as many
 */
export function similarity(a: string, b: string, sound: number, slipsMost: number): number {
  if (a === b) return 1
  const length = Math.max(a.length, b.length)
  const made = slips(a, b, Math.min(slipsMost, slipsAllowed(length)))
  const written = made === null ? 0 : Math.max(jaroWinkler(a, b), 1 - (made * SLIP_COST) / length)
  const best = Math.max(written, SOUND_MOST * sound)
  return best < SIMILARITY_MIN ? 0 : best
}

/** The most letters of a word that are compared; the rest of a longer one is cut off. */
export const LETTERS_MAX = 40
/** The most letters between which slips are counted: of a whole name run together. */
export const SLIPS_LETTERS_MAX = 120
const ROWS = Array.from({ length: 3 }, () => new Uint8Array(SLIPS_LETTERS_MAX + 1))

/** The most slips that a word is still known by. */
export const SLIPS_MOST = 2

/** How many wrong, missing, added or swapped letters a word of this length is still known by. */
export function slipsAllowed(length: number): number {
  return length <= 2 ? 0 : length <= 4 ? 1 : SLIPS_MOST
}

/**
 * How many insertions, deletions, substitutions and swaps of neighbours lead from `a` to `b` (the optimal string alignment
 * distance); null when it takes more than `max`. Neither is longer than `SLIPS_LETTERS_MAX`.
 */
export function slips(a: string, b: string, max: number): number | null {
  if (Math.abs(a.length - b.length) > max) return null
  // Three rows of the table of distances are enough; nothing compared is longer than a row.
  let [twoBefore, before, row] = ROWS
  for (let j = 0; j <= b.length; j++) before![j] = j
  for (let i = 1; i <= a.length; i++) {
    row![0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let value = Math.min(before![j]! + 1, row![j - 1]! + 1, before![j - 1]! + (isSame ? 0 : 1))
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (isSwap) value = Math.min(value, twoBefore![j - 2]! + 1)
      row![j] = value
      if (value < least) least = value
    }
    if (least > max) return null
    ;[twoBefore, before, row] = [before, row, twoBefore]
  }
  const made = before![b.length]!
  return made <= max ? made : null
}

/** Jaro-Winkler similarity, with the usual 0.1 for each of at most four first letters in common. */
export function jaroWinkler(a: string, b: string): number {
  const window = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  const inA: string[] = []
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - window); j <= Math.min(b.length - 1, i + window); j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue
      taken[j] = 1
      inA.push(a[i]!)
      break
    }
  }
  const common = inA.length
  if (common === 0) return 0
  let moved = 0
  for (let j = 0, k = 0; j < b.length; j++) if (taken[j] === 1 && b[j] !== inA[k++]) moved++
  const jaro = (common / a.length + common / b.length + (common - moved / 2) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}
