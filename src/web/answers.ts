import type { InvestorKind } from '../investor/investor.ts'
import type { Registration, TrustRole } from '../investor/onboarding.ts'
import { countryName, dateText, isDate } from './format.ts'
import { statusWord } from './status.ts'
import { t } from './text.ts'

/** A choice in words: `200k-300k` is "200k – 300k". */
export function choiceWord(word: string): string {
  return /^\d+[km]?-\d+[km]$/.test(word) ? word.replace('-', ' – ') : statusWord(word)
}

/** The question of each field, by its name; within a list, by the list's first. */
const QUESTIONS = {
  name: 'onboarding.name',
  born: 'onboarding.born',
  birthCountry: 'onboarding.birthCountry',
  gender: 'onboarding.gender',
  entityType: 'onboarding.entityType',
  registryNumber: 'onboarding.registryNumber',
  lei: 'onboarding.lei',
  formedOn: 'onboarding.formedOn',
  line1: 'onboarding.line1',
  line2: 'onboarding.line2',
  postalCode: 'onboarding.postalCode',
  city: 'onboarding.city',
  region: 'onboarding.region',
  country: 'onboarding.country',
  isUsPerson: 'onboarding.isUsPerson',
  employment: 'onboarding.employment',
  occupation: 'onboarding.occupation',
  fundsSource: 'onboarding.fundsSource',
  share: 'onboarding.share',
  registration: 'onboarding.registration',
  isRevocable: 'onboarding.isRevocable',
  inTrust: 'onboarding.inTrust',
  custodyAge: 'onboarding.custodyAge',
  isControlPerson: 'onboarding.isControlPerson',
  isSigner: 'onboarding.isSigner',
  of: 'onboarding.of',
  annualIncome: 'onboarding.annualIncome',
  netWorth: 'onboarding.netWorth',
  experience: 'onboarding.experience',
  objective: 'onboarding.objective',
  tolerance: 'onboarding.tolerance',
  paper: 'onboarding.paper',
  paperCountry: 'onboarding.paperCountry',
  paperNumber: 'onboarding.paperNumber',
  politicallyExposed: 'onboarding.exposed',
  citizenships: 'onboarding.citizenship',
  'residences.country': 'onboarding.taxCountry',
  'residences.number': 'onboarding.taxNumber',
  'entities.share': 'onboarding.entityShare',
} as const
const COUNTRIES: ReadonlySet<string> = new Set(['country', 'birthCountry', 'paperCountry', 'citizenships'])
/** What the applicant wrote themselves, as against what they chose. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...['name', 'registryNumber', 'lei', 'line1', 'line2', 'postalCode', 'city', 'region', 'occupation'],
  ...['number', 'share', 'paperNumber'],
])
const ACTS: ReadonlySet<string> = new Set(['isControlPerson', 'isSigner'])
const EXPOSED = {
  no: 'onboarding.no',
  self: 'onboarding.exposedSelf',
  related: 'onboarding.exposedRelated',
} as const
/** Of an entity it is asked about its people. */
const EXPOSED_ENTITY = {
  no: 'onboarding.no',
  self: 'onboarding.exposedOfEntity',
  related: 'onboarding.exposedRelatedOfEntity',
} as const

type Row = readonly [place: string, question: string, answer: string]

/** Every field of an answer that has a value: where it stands, its question as it was asked, and the answer in words. */
export function answerRows(answer: unknown, kind: InvestorKind): Row[] {
  return rowsAt([], answer, { answer, kind })
}

type Whole = { readonly answer: unknown; readonly kind: InvestorKind }

/** @param path where `value` stands in the answer: `['people', '0', 'name']` */
function rowsAt(path: readonly string[], value: unknown, whole: Whole): Row[] {
  if (value === null || value === undefined) return []
  // Of joint holders, of a minor and in a trust nobody was asked: only what somebody does is said.
  if (value === false && ACTS.has(path.at(-1) ?? '')) return []
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) => rowsAt([...path, name], inner, whole))
  const names = path.filter((part) => !/^\d+$/.test(part))
  return [[path.join('.'), questionOf(path, names, whole), wordOf(names.at(-1) ?? '', value, whole.kind)]]
}

function questionOf(path: readonly string[], names: readonly string[], { answer, kind }: Whole): string {
  const of = (name: string): string | null =>
    Object.hasOwn(QUESTIONS, name) ? t(QUESTIONS[name as keyof typeof QUESTIONS]) : null
  const name = names.at(-1) ?? ''
  if (name === 'politicallyExposed' && kind === 'entity') return t('onboarding.exposedEntity')
  const asked = of(names.join('.')) ?? of(name) ?? statusWord(name)
  const whom = path[0] === 'people' || path[0] === 'entities' ? whomOf(path[0], path[1] ?? '', answer) : null
  return whom === null ? asked : `${whom}: ${asked}`
}

/** Whom an answer is about, as the form called them. */
function whomOf(list: 'people' | 'entities', place: string, whole: unknown): string {
  const one: unknown = Object(Object(whole)[list])[place]
  const n = Number(place) + 1
  const { custodyAge, inTrust } = Object(one)
  if (list === 'people')
    return typeof custodyAge === 'number' ? t('onboarding.minor') : t('onboarding.person', { n })
  const isTrustee = Array.isArray(inTrust) && inTrust.includes('trustee')
  return t(isTrustee ? 'onboarding.trusteeFirm' : 'onboarding.entity', { n })
}

function wordOf(name: string, value: unknown, kind: InvestorKind): string {
  if (name === 'isRevocable') return t(value === true ? 'onboarding.revocable' : 'onboarding.irrevocable')
  if (typeof value === 'boolean') return t(value ? 'onboarding.yes' : 'onboarding.no')
  const text = String(value)
  if (name === 'registration') return t(`onboarding.${text as Registration}`)
  if (name === 'inTrust') return t(`onboarding.${text as TrustRole}`)
  if (COUNTRIES.has(name)) return countryName(text)
  if (name === 'politicallyExposed' && Object.hasOwn(EXPOSED, text))
    return t((kind === 'entity' ? EXPOSED_ENTITY : EXPOSED)[text as keyof typeof EXPOSED])
  if (name === 'of') return `${Number(text) + 1}`
  if (isDate(text)) return dateText(text)
  return WRITTEN.has(name) ? text : choiceWord(text)
}
