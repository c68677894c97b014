import { EN } from './en.ts'

type Sections = typeof EN
type Section = keyof Sections & string
type KeyOf<S extends Section> = `${S}.${keyof Sections[S] & string}`

/** The name of a text: `section.text`. A name that is not in the catalogue does not compile. */
export type MessageKey = { [S in Section]: KeyOf<S> }[Section]

type TextOf<K> = K extends `${infer S}.${infer N}`
  ? S extends Section
    ? N extends keyof Sections[S]
      ? Sections[S][N]
      : never
    : never
  : never

type Named<T> = T extends `${string}{${infer N}}${infer Rest}` ? N | Named<Rest> : never
type Names<T> = T extends { readonly one: infer A; readonly other: infer B }
  ? 'count' | Named<A> | Named<B>
  : Named<T>

/** The values that a text asks for, by name. */
export type MessageValues<K extends MessageKey> = Readonly<Record<Names<TextOf<K>>, string | number>>

/** The languages of the screens. */
export const LANGUAGES = ['en', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]
/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ar: 'العربية' }

/** From which side a language is read. */
export function directionOf(read: Language = language()): 'ltr' | 'rtl' {
  return read === 'ar' ? 'rtl' : 'ltr'
}

type Catalogue = Readonly<Record<string, Readonly<Record<string, unknown>>>>
/** A language with its texts, and with what the server's sentences are in it. */
export type Words = {
  readonly language: Language
  readonly catalogue: Catalogue
  readonly plural: Intl.PluralRules
  readonly sentences: Sentences
}
export const ENGLISH: Words = wordsOf('en', EN)
let spoken = ENGLISH

export function wordsOf(
  language: Language,
  catalogue: Catalogue,
  sentences: Readonly<Record<string, string>> = {},
): Words {
  return {
    language,
    catalogue,
    plural: new Intl.PluralRules(language),
    sentences: sentencesOf(language === 'en' ? {} : { ...keptIn(catalogue), ...sentences }),
  }
}

/** What the server keeps in English, by that. */
function keptIn(catalogue: Catalogue): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(EN.kept).map(([name, english]) => [english, String(catalogue['kept']?.[name] ?? english)]),
  )
}

/** From now on texts are in this language. For a browser, which has one reader, before anything else of it is loaded. */
export function speak(words: Words): void {
  spoken = words
}

/** What `write` gives in this language. For a server, which answers many: `write` may not wait for anything. */
export function writtenIn<T>(words: Words, write: () => T): T {
  const before = spoken
  spoken = words
  try {
    return write()
  } finally {
    spoken = before
  }
}

/** Sentences of the server in another language: by the English one, or by a pattern of it that finds the values in it. */
type Sentences = {
  readonly whole: ReadonlyMap<string, string>
  readonly withValues: readonly {
    readonly pattern: RegExp
    readonly names: readonly string[]
    readonly text: string
  }[]
}

function sentencesOf(sentences: Readonly<Record<string, string>>): Sentences {
  const all = Object.entries(sentences)
  return {
    whole: new Map(all.filter(([english]) => literal(english) === english)),
    // What is the same in more letters is more surely the one that is meant.
    withValues: all
      .filter(([english]) => literal(english) !== english)
      .toSorted(([a], [b]) => literal(b).length - literal(a).length)
      .map(([english, text]) => ({ ...patternOf(english), text })),
  }
}

function patternOf(english: string): { readonly pattern: RegExp; readonly names: readonly string[] } {
  const parts = english.split(/\{(\w+)\}/)
  const names = parts.filter((_, i) => i % 2 === 1)
  const source = parts.map((part, i) => (i % 2 === 1 ? '(.+?)' : RegExp.escape(part))).join('')
  return { pattern: new RegExp(`^${source}$`, 's'), names }
}

function literal(english: string): string {
  return english.replaceAll(/\{\w+\}/g, '')
}

/**
 * A sentence that the server wrote, in the language of the screens, with its numbers and names: it is known again by its
 * English. Also two in a row, one after the field that it is about, and one before its source in brackets. What is not known
 * stays as it is.
 */
export function sentenceIn(english: string): string {
  return unbroken(saidIn(english))
}

/** A text of the platform that stands among those of others, known by all its letters: what others wrote stays as they wrote it. */
export function textIn(english: string): string {
  return unbroken(spoken.sentences.whole.get(english) ?? english)
}

/** As `sentenceIn`, for a text that programs read too: with spaces as they are. */
export function saidIn(english: string): string {
  return spoken === ENGLISH ? english : said(english, { left: english.length > LENGTH_MAX ? 0 : SCANS_MAX })
}

/** More letters than any sentence of the server has. */
const LENGTH_MAX = 1_000
/** A few times the scans that its longest take: what others wrote, to whatever purpose, is left as it is after so many. */
const SCANS_MAX = 200
/** How many scans of all patterns a text may still take. */
type Scans = { left: number }

function said(english: string, scans: Scans): string {
  return translated(english, scans) ?? english
}

function translated(english: string, scans: Scans): string | null {
  // Two in a row before one: a value at the end of the first would swallow the second.
  for (const { index } of english.matchAll(/\. /g)) {
    const first = knownSentence(english.slice(0, index + 1), scans)
    const second = first === null ? null : translated(english.slice(index + 2), scans)
    if (second !== null) return `${first} ${second}`
  }
  const whole = knownSentence(english, scans)
  if (whole !== null) return whole
  const source = /^(.+) (\([^()]*(?:\([^()]*\)[^()]*)*\))$/s.exec(english)
  if (source !== null) {
    const before = translated(source[1] ?? '', scans)
    if (before !== null) return `${before} (${noted((source[2] ?? '').slice(1, -1), scans)})`
  }
  const about = /^([\w.[\]]+): (.+)$/s.exec(english)
  if (about === null) return null
  const after = translated(about[2] ?? '', scans)
  return after === null ? null : `${about[1] ?? ''}: ${after}`
}

function knownSentence(english: string, scans: Scans): string | null {
  const whole = spoken.sentences.whole.get(english)
  if (whole !== undefined) return whole
  if (scans.left === 0) return null
  scans.left--
  for (const { pattern, names, text } of spoken.sentences.withValues) {
    const found = pattern.exec(english)
    if (found === null) continue
    // A value may be a sentence itself, a status, or kinds or names in a row.
    const valueOf = (name: string, value: string) =>
      name === 'status'
        ? (statusIn(value) ?? value)
        : name === 'kinds'
          ? joined(value.split(', ').map((kind) => statusIn(kind.replaceAll(' ', '-')) ?? kind))
          : value.startsWith('“')
            ? quoted(value, scans)
            : said(value, scans)
    return fill(
      text,
      Object.fromEntries(names.map((name, i) => [name, valueOf(name, found[i + 1] ?? '')])),
      text,
    )
  }
  return null
}

/** Words in a row: `a, b`. */
export function joined(words: readonly string[]): string {
  return words.join(language() === 'ar' ? '، ' : ', ')
}

/** Where a rule stands, with what is noted after it: `17 CFR 230.506(d); no lawyer has signed this rule`. */
function noted(source: string, scans: Scans): string {
  return source
    .split('; ')
    .map((part) => said(part, scans))
    .join(directionOf() === 'rtl' ? '؛ ' : '; ')
}

/** Names that stand in a row in quotation marks: `“Net assets”, “Income”`. */
function quoted(names: string, scans: Scans): string {
  return names
    .replaceAll(/“([^”]+)”/g, (_, name: string) => `«${said(name, scans)}»`)
    .replaceAll('», «', '»، «')
}

/** A status in the language of the screens, where that has words for it; most of English is written from the status itself. */
export function statusIn(status: string): string | null {
  return wordIn('status', status.toLowerCase())
}

/** A field of a term sheet by its name in the file; as `statusIn`. */
export function fieldIn(name: string): string | null {
  return wordIn('field', name)
}

function wordIn(section: 'status' | 'field', name: string): string | null {
  const words = find(spoken.catalogue, section)
  const word = words !== undefined && Object.hasOwn(words, name) ? words[name] : null
  return typeof word === 'string' ? word : null
}

/** The language that texts are in. */
export function language(): Language {
  return spoken.language
}

/**
 * The text of `key` with its `{names}` filled. A text with forms is chosen by `count`. A value that is missing does not
 * compile; one that is missing all the same, behind a type that was widened, is a bug and throws.
 */
export function t<K extends MessageKey>(
  key: K,
  ...[values]: [Names<TextOf<K>>] extends [never] ? [] : [MessageValues<K>]
): string {
  const dot = key.indexOf('.')
  const [section, name] = [key.slice(0, dot), key.slice(dot + 1)]
  const text = find(spoken.catalogue, section)?.[name] ?? find(EN, section)?.[name]
  return unbroken(fill(form(text, values), isolated(values ?? {}), key))
}

type Values = Readonly<Record<string, string | number>>

/**
 * Values as they stand in a text that is read from the right: an amount or an address in Latin letters keeps its own order
 * between invisible marks (Unicode UAX #9, first strong isolate). A link has none, which would become part of it.
 */
export function isolated(values: Values): Values {
  if (directionOf() === 'ltr') return values
  const said = (value: string | number) =>
    /[A-Za-z]/.test(String(value)) && !/^https?:/.test(String(value)) ? `\u2068${value}\u2069` : value
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, said(value)]))
}

/** A number and its sign of per cent stay on one line. */
export function unbroken(text: string): string {
  return text.replaceAll(' %', '\u00a0%')
}

function find(catalogue: Catalogue, name: string): Readonly<Record<string, unknown>> | undefined {
  return catalogue[name]
}

function form(text: unknown, values: Values | undefined): string {
  if (typeof text === 'string') return text
  if (typeof text !== 'object' || text === null) return ''
  const wanted = spoken.plural.select(Number(values?.['count']))
  const chosen: unknown = Reflect.get(text, wanted) ?? Reflect.get(text, 'other')
  return String(chosen)
}

/** Fills `{name}` placeholders of a text; `where` names the text when a value is missing. */
export function fill(text: string, values: Values, where: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value "${name}" for the text "${where}"`)
    return String(value)
  })
}
