import anyAscii from 'any-ascii'

/** Scripts written without spaces between words: each sign is a syllable or a word of its own. */
const UNSPACED =
  /(?=[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])/gu

/**
 * Text of any script in Latin letters without accents: `Нургалиев Хишам` is `Nurgaliev Khisham`, `خالد المحمود` is
 * `khald al mhmud`, `习近平` is `Xi Jin Ping`. For comparing, never for showing: it loses what scripts tell apart.
 */
export function toLatin(text: string): string {
  const spaced = text.normalize('NFKC').replace(UNSPACED, ' ').replace(ARABIC_WORDS, arabicWord)
  return anyAscii(spaced).replace(/\s+/g, ' ').trim()
}

const ARABIC_WORDS = /[\p{Script=Arabic}\p{M}]+/gu

/**
 * Letters of Arabic, and those that Persian adds, as passports write them (the simplified ALA-LC romanization). Long vowels
 * are letters and short ones are not written, so a word keeps its consonants and half of its vowels.
 */
const ARABIC: Readonly<Record<string, string>> = {
  ...{ ا: 'a', أ: 'a', إ: 'i', آ: 'a', ٱ: 'a', ى: 'a', ة: 'a', ء: '', ئ: 'i', ؤ: 'u', ع: '' },
  ...{ ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r', ز: 'z', س: 's' },
  ...{ ش: 'sh', ص: 's', ض: 'dh', ط: 't', ظ: 'z', غ: 'gh', ف: 'f', ق: 'q', ك: 'k', ل: 'l', م: 'm' },
  ...{ ن: 'n', ه: 'h', پ: 'p', چ: 'ch', ژ: 'zh', گ: 'g', ک: 'k' },
}
/** Letters that are a vowel within a word, and a consonant where one begins, or as its second letter mostly. */
const GLIDES: Readonly<Record<string, readonly [consonant: string, vowel: string]>> = {
  و: ['w', 'u'],
  ي: ['y', 'i'],
  ی: ['y', 'i'],
}
const VOWEL_FROM = 2

/** With an h after them these would be read as one sound. There is a vowel between; and Persian ends words in it alone. */
const HISSES = new Set('تثدذزسصضطظكکگ')

/** One word: its article apart, as lists write it, then letter by letter. */
function arabicWord(word: string): string {
  const bare = word.replace(/[\p{M}ـ]/gu, '')
  if (bare === 'الله') return 'allah'
  const article = /^ال(?=.{3})/u.test(bare) ? 'al ' : ''
  const letters = [...(article === '' ? bare : bare.slice(2))]
  return (
    article +
    letters
      .map((letter, i) => {
        // An alif that a word begins with only carries the vowel that is written after it: Iraj, Iran, Usama.
        if (letter === 'ا' && i === 0 && GLIDES[letters[1] ?? ''] !== undefined && letters.length > 2)
          return ''
        const glide = GLIDES[letter]
        const carried = i === 1 && letters[0] === 'ا'
        if (glide !== undefined)
          return carried || i >= VOWEL_FROM || i === letters.length - 1 ? glide[1] : glide[0]
        if ((letter === 'ه' || letter === 'ح') && HISSES.has(letters[i - 1] ?? ''))
          return letter === 'ه' && i === letters.length - 1 ? 'a' : 'eh'
        // The sound that Latin letters have none for is written by its vowel where a word begins: Ali, Adnan.
        if (letter === 'ع' && i === 0) return 'a'
        return ARABIC[letter] ?? letter
      })
      .join('')
  )
}
