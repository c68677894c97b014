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

type Spoken = Readonly<Record<string, Readonly<Record<string, unknown>>>>
let spoken: { readonly language: Language; readonly catalogue: Spoken; readonly plural: Intl.PluralRules } = {
  language: 'en',
  catalogue: EN,
  plural: new Intl.PluralRules('en'),
}

/**
 * From now on texts are in this language. For a browser, before anything else of it is loaded: what one reads a server
 * answers to many.
 */
export function speak(language: Language, catalogue: Spoken): void {
  spoken = { language, catalogue, plural: new Intl.PluralRules(language) }
}

/** A status in the language of the screens, where it has words of its own for it; English is written from the status itself. */
export function statusIn(status: string): string | null {
  const word = find(spoken.catalogue, 'status')?.[status.toLowerCase()]
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
  return fill(form(text, values), values ?? {}, key)
}

function find(catalogue: Spoken, name: string): Readonly<Record<string, unknown>> | undefined {
  return catalogue[name]
}

function form(text: unknown, values: Readonly<Record<string, string | number>> | undefined): string {
  if (typeof text === 'string') return text
  if (typeof text !== 'object' || text === null) return ''
  const wanted = spoken.plural.select(Number(values?.['count']))
  const chosen: unknown = Reflect.get(text, wanted) ?? Reflect.get(text, 'other')
  return String(chosen)
}

/** Fills `{name}` placeholders of a text; `where` names the text when a value is missing. */
export function fill(text: string, values: Readonly<Record<string, string | number>>, where: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value "${name}" for the text "${where}"`)
    return String(value)
  })
}
