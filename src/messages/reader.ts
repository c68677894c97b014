import { AR } from './ar/ar.ts'
import { AR_SAID } from './ar/said.ts'
import { ENGLISH, LANGUAGES, wordsOf, writtenIn, type Language, type Words } from './message.ts'

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, ar: wordsOf('ar', AR, AR_SAID) }

/** What `write` gives in a language. For a server, which answers many readers: `write` may not wait for anything. */
export function writeIn<T>(language: Language, write: () => T): T {
  return writtenIn(WORDS[language], write)
}

/**
 * The language of an answer: the one that its address names, else the one of ours that the reader likes best, else English.
 *
 * @param named          `lang` of the address
 * @param acceptLanguage the header of that name (RFC 9110 §12.5.4), like `ar-EG,ar;q=0.9,en;q=0.8`
 */
export function readerLanguage(named: string | undefined, acceptLanguage: string | null): Language {
  return ours(named) ?? wanted(acceptLanguage ?? '').find((language) => language !== null) ?? 'en'
}

function wanted(acceptLanguage: string): (Language | null)[] {
  return acceptLanguage
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return { language: ours(tag.split('-')[0]), weight: weight === undefined ? 1 : Number(weight.slice(2)) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
}

function ours(tag: string | undefined): Language | null {
  return LANGUAGES.find((language) => language === tag?.toLowerCase()) ?? null
}
