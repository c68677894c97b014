import { LETTERS_MAX, slips } from './similarity.ts'

/** Whose name it is: people and companies are written, and compared, in different ways. */
export type Party = 'person' | 'entity'

/**
 * A part of a name, lower-case Latin letters and digits.
 *
 * `word` tells names apart; `initial` is one letter that stands for a word; `particle` is grammar (al, bin, de la), often
 * left out or run together; `form` is a company's legal form, which nobody writes in one way.
 */
export type NamePart = {
  readonly text: string
  readonly kind: 'word' | 'initial' | 'particle' | 'form'
  /** Whether it is known to be of a person's family name: before a comma, as lists write (`HASWANI, George`). */
  readonly isFamily?: boolean
}

/** The most parts of a name that are compared: more is no name, and comparing takes time with their square. */
export const PARTS_MAX = 24

/** Grammar in personal names: the Arabic article and kinship words, and the prepositions of Romance and Germanic names. */
const PARTICLES = new Set(
  'al el ul as ad ar az ash at an ud es ez esh ech abd abdul abdel abdal abdoul abdu abdur abder bin ibn ben bint wa de da do dos das del della di du la las le les los van von der den ter'.split(
    ' ',
  ),
)

/** What may follow or precede a person's name and is no part of it. */
const HONORIFICS = new Set('mr mrs ms miss dr prof sir jr sr ii iii iv'.split(' '))

/** Legal forms as they are written, and little words of company names; single letters between dots are joined before. */
const FORMS = new Set(
  (
    'ltd limited ltda limitada llc llp lp inc incorporated corp corporation co company cia compania plc gmbh ag kg ug bv nv sa sas sarl sl srl ' +
    'spa sro zoo spzoo doo dd ad ood eood ooo oao zao pao ao as asa oy oyj ab aps kft zrt nyrt sc scs sca cv rl de c v the and of for pte pty sdn bhd ' +
    'tbk pt jsc ojsc cjsc pjsc fze fzc fzco fz est ets establishment ltee lda eirl gie kk kg kgaa mbh se snc sicav trust holding holdings'
  ).split(' '),
)

/** Those long enough to be known with a slip of the pen in them. */
const LONG_FORMS = [...FORMS].filter((form) => form.length >= 7)

function isForm(text: string): boolean {
  return FORMS.has(text) || LONG_FORMS.some((form) => slips(text, form, 1) !== null)
}

/**
 * The legal form, or little word of company names, that a slip of the pen made this word of, or two of a long one; null where
 * none is so near. Of forms of one or two letters too much is a slip away.
 */
export function misspeltForm(text: string): string | null {
  for (const form of FORMS) {
    const most = LONG_FORMS.includes(form) ? 2 : 1
    if (form.length > 2 && slips(text, form, most) !== null) return form
  }
  return null
}

/**
 * The parts of a name written in Latin letters (see `toLatin` for other scripts), in the order they stand in. Case,
 * accents, apostrophes, hyphens and dots make no difference; honorifics are left out.
 *
 * A name of nothing but letters that carry no meaning here gives no parts.
 */
export function nameParts(latin: string, party: Party): NamePart[] {
  const comma = party === 'person' ? latin.indexOf(',') : -1
  const familyParts = comma < 0 ? 0 : wordsOf(latin.slice(0, comma), party).length
  const words = wordsOf(latin, party)
    .slice(0, PARTS_MAX)
    .map((word, i) => ({ ...partOf(word.slice(0, LETTERS_MAX), party), isFamily: i < familyParts }))
  const kept = party === 'person' ? words.filter(({ text }) => !HONORIFICS.has(text)) : words
  return kept.length > 0 ? kept : words
}

function wordsOf(latin: string, party: Party): string[] {
  const text =
    party === 'entity' ? plain(latin.replaceAll('&', ' and ')).replace(LETTERS_APART, '') : plain(latin)
  return text.split(' ').filter(Boolean)
}

/** Between letters that stand alone in a company's name: S A is SA, as S.A. is. */
const LETTERS_APART = /(?<=\b[a-z]) (?=[a-z]\b)/g

/**
 * The ways a name may be cut into words: as it is written; with hyphens closed (AERO-CARIBBEAN, AEROCARIBBEAN); with the
 * article or preposition run into its word (AL HASWANI, ALHASWANI); with Arabic names that were run together cut apart
 * (ABDELKADER, ABD AL KADER). The first is the name as written; none stands twice.
 */
export function spellings(latin: string, party: Party): NamePart[][] {
  const written = nameParts(latin, party)
  const closed = nameParts(latin.replace(/(?<=\p{L})-(?=\p{L})/gu, ''), party)
  const run = written.flatMap((part, i): NamePart[] => {
    if (part.kind === 'particle' && written[i + 1]?.kind === 'word') return []
    const before = written[i - 1]
    return before?.kind === 'particle' && part.kind === 'word'
      ? [{ ...part, text: before.text + part.text }]
      : [part]
  })
  const cut = party === 'person' ? unbound(written) : []
  const seen = new Set<string>()
  return [written, closed, run, cut].filter((parts) => {
    const key = parts.map((part) => part.text).join(' ')
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Abdelkader, Abdurrahman, Abdessamad: the article's sound is that of the letter it stands before, when it is one of these. */
const SERVANT =
  /^abd(?:[aeou]{0,2}l|[aeou]{1,2}([dnrstz])(?=\1)|[aeu](?=[rs][aeiou].{3}))(?!l?a(?:[ehiy]|$))(.{3,})$/
/** Jamaleddine, Salahuddin, Izzaldin. */
const FAITH = /^(.{3,}?)(?:[aeu]?[aeiu]dd?|[aeu]ld|dd)(?:i|ee|ie)ne?$/
/** Eddine, Uddin: what is left of it when its name stands apart. */
const FAITH_ALONE = /^[aeu]dd?(?:i|ee)ne?$/

/**
 * Arabic names of two words and an article are written in one, in two or in three. In three they can be compared: Abdelkader
 * is Abd al Kader, Jamaleddine is Jamal al Din. Only God's servant is always one word.
 */
function unbound(parts: readonly NamePart[]): NamePart[] {
  return parts.flatMap((part, i) =>
    unboundWord(part.text, parts[i - 1]?.text, parts[i + 1]?.text).map((text) => ({
      ...part,
      ...partOf(text, 'person'),
    })),
  )
}

function unboundWord(word: string, before: string | undefined, after: string | undefined): string[] {
  if (word === 'allah' && before === 'abd') return ['abdallah']
  if (word === 'abd' && after === 'allah') return []
  const servant = SERVANT.exec(word)?.[2]
  if (servant !== undefined) return ['abd', 'al', servant]
  const faithful = FAITH.exec(word)?.[1]
  if (faithful !== undefined) return [faithful, 'al', 'din']
  return FAITH_ALONE.test(word) ? ['al', 'din'] : [word]
}

/** Alhaswani, Elbanna, Essaadi: a word with its article in front, in the sound of its first letter. */
const WITH_ARTICLE = /^(?:[aeu]l|[aeu]([dnrstz]|sh|ch)(?=\1))(.{4,})$/

/** The word without the article that it was written in one with, or null. */
export function withoutArticle(word: string): string | null {
  return WITH_ARTICLE.exec(word)?.[2] ?? null
}

function plain(latin: string): string {
  return (
    latin
      .normalize('NFKD')
      // Marks over letters, and what stands for a glottal stop or joins a syllable.
      .replace(/[\u0300-\u036f'’‘`ʻʼ"]/g, '')
      .toLowerCase()
      // S.A. de C.V. is written SA de CV as often; J.R. stays two initials only when it is spaced so.
      .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  )
}

function partOf(text: string, party: Party): NamePart {
  return { text, kind: kindOf(text, party) }
}

function kindOf(text: string, party: Party): NamePart['kind'] {
  if (party === 'entity') return isForm(text) ? 'form' : 'word'
  if (PARTICLES.has(text)) return 'particle'
  return /^[a-z]$/.test(text) ? 'initial' : 'word'
}
