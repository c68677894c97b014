import anyAscii from 'any-ascii'

/** Scripts written without spaces between words: each sign is a syllable or a word of its own. */
const UNSPACED =
  /(?=[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])/gu

/**
 * Text of any script in Latin letters without accents: `Нургалиев Хишам` is `Nurgaliev Khisham`, `محمد` is `mhmd`, `习近平`
 * is `Xi Jin Ping`. For comparing, never for showing: it loses what scripts tell apart.
 */
export function toLatin(text: string): string {
  return anyAscii(text.normalize('NFKC').replace(UNSPACED, ' ')).replace(/\s+/g, ' ').trim()
}
