import { LETTERS_MAX } from './similarity.ts'

/** Whose name it is: people and companies are written, and compared, in different ways. */
export type Party = 'person' | 'entity'

/**
 * A part of a name, lower-case Latin letters and digits.
 *
 * `word` tells names apart; `initial` is one letter that stands for a word; `particle` is grammar (al, bin, de la), often
 * left out or run together; `form` is a company's legal form, which nobody writes in one way.
 */
export type NamePart = { readonly text: string; readonly kind: 'word' | 'initial' | 'particle' | 'form' }

/** The most parts of a name that are compared: more is no name, and comparing takes time with their square. */
export const PARTS_MAX = 24

/** Grammar in personal names: the Arabic article and kinship words, and the prepositions of Romance and Germanic names. */
const PARTICLES = new Set(
  'al el ul as ad ar az ash at an abd bin ibn ben bint wa de da do dos das del della di du la las le les los van von der den ter'.split(
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

/**
 * The parts of a name written in Latin letters (see `toLatin` for other scripts), in the order they stand in. Case,
 * accents, apostrophes, hyphens and dots make no difference; honorifics are left out.
 *
 * A name of nothing but letters that carry no meaning here gives no parts.
 */
export function nameParts(latin: string, party: Party): NamePart[] {
  const words = plain(latin).split(' ').filter(Boolean).slice(0, PARTS_MAX)
  const kept = party === 'person' ? words.filter((word) => !HONORIFICS.has(word)) : words
  return (kept.length > 0 ? kept : words).map((word) => {
    const text = word.slice(0, LETTERS_MAX)
    return { text, kind: kindOf(text, party) }
  })
}

/**
 * The ways a name may be cut into words: as it is written; with hyphens closed (AERO-CARIBBEAN, AEROCARIBBEAN); with the
 * article or preposition run into its word (AL HASWANI, ALHASWANI). The first is the name as written; none stands twice.
 */
export function spellings(latin: string, party: Party): NamePart[][] {
  const written = nameParts(latin, party)
  const closed = nameParts(latin.replace(/(?<=\p{L})-(?=\p{L})/gu, ''), party)
  const run = written.flatMap((part, i): NamePart[] => {
    if (part.kind === 'particle' && written[i + 1]?.kind === 'word') return []
    const before = written[i - 1]
    return before?.kind === 'particle' && part.kind === 'word'
      ? [{ text: before.text + part.text, kind: 'word' }]
      : [part]
  })
  const seen = new Set<string>()
  return [written, closed, run].filter((parts) => {
    const key = parts.map((part) => part.text).join(' ')
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
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

function kindOf(text: string, party: Party): NamePart['kind'] {
  if (party === 'entity') return FORMS.has(text) ? 'form' : 'word'
  if (PARTICLES.has(text)) return 'particle'
  return /^[a-z]$/.test(text) ? 'initial' : 'word'
}

/**
 * The consonants of a word as they sound, roughly: spellings of one name in Latin letters mostly differ in vowels, in
 * doubled letters, and in which letter stands for a sound (Mohammed, Muhamad; Qaddafi, Kadafi). An Arabic or Hebrew name
 * comes without its vowels altogether.
 *
 * Empty when fewer than three consonants are left: then it says too little.
 */
export function skeleton(word: string): string {
  const sounds = word
    .replace(/ph/g, 'f')
    .replace(/ck|kh|q|c(?=[aoukrlt]|$)/g, 'k')
    .replace(/gh/g, 'g')
    .replace(/sch|sh|ch|tch/g, 's')
    .replace(/dh|th/g, (pair) => pair[0]!)
    .replace(/[zxc]/g, 's')
    .replace(/w/g, 'v')
    .replace(/j(?=[aeiou])/g, 'j')
  const first = sounds[0] ?? ''
  const rest = sounds.slice(1).replace(/[aeiouy]|h$/g, '')
  const bones = (/[aeiouy]/.test(first) ? 'a' : first) + rest
  const single = bones.replace(/(.)\1+/g, '$1')
  return single.replace(/^a/, '').length >= 3 ? single : ''
}
