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

/**
 * Every field of an answer that has a value: where it stands, its question, and the answer in words.
 *
 * @param path where `value` stands in the answer: `['people', '0', 'name']`
 */
export function answerRows(
  value: unknown,
  path: readonly string[] = [],
): (readonly [place: string, question: string, answer: string])[] {
  if (value === null || value === undefined) return []
  // Of joint holders, of a minor and in a trust nobody was asked: only what somebody does is said.
  if (value === false && ACTS.has(path.at(-1) ?? '')) return []
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) => answerRows(inner, [...path, name]))
  const names = path.filter((part) => !/^\d+$/.test(part))
  return [[path.join('.'), questionOf(path, names), wordOf(names.at(-1) ?? '', value)]]
}

function questionOf(path: readonly string[], names: readonly string[]): string {
  const of = (name: string): string | null =>
    Object.hasOwn(QUESTIONS, name) ? t(QUESTIONS[name as keyof typeof QUESTIONS]) : null
  const name = names.at(-1) ?? ''
  const asked = of(names.join('.')) ?? of(name) ?? statusWord(name)
  const n = Number(path[1]) + 1
  if (path[0] === 'people') return `${t('onboarding.person', { n })}: ${asked}`
  return path[0] === 'entities' ? `${t('onboarding.entity', { n })}: ${asked}` : asked
}

function wordOf(name: string, value: unknown): string {
  if (name === 'isRevocable') return t(value === true ? 'onboarding.revocable' : 'onboarding.irrevocable')
  if (typeof value === 'boolean') return t(value ? 'onboarding.yes' : 'onboarding.no')
  const text = String(value)
  if (name === 'registration') return t(`onboarding.${text as Registration}`)
  if (name === 'inTrust') return t(`onboarding.${text as TrustRole}`)
  if (COUNTRIES.has(name)) return countryName(text)
  if (name === 'politicallyExposed' && Object.hasOwn(EXPOSED, text))
    return t(EXPOSED[text as keyof typeof EXPOSED])
  if (name === 'of') return `${Number(text) + 1}`
  if (isDate(text)) return dateText(text)
  return WRITTEN.has(name) ? text : choiceWord(text)
}
