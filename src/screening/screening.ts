import {
  identifierKey,
  walletKey,
  type BirthRange,
  type Gender,
  type ListedName,
  type ListedParty,
  type ListId,
} from './list.ts'
import type { HitId, InvestorId, ListVersionId } from '../kernel/ids.ts'
import type { NameScore } from './name-score.ts'
import type { Party } from './name.ts'

/** What is known of somebody who is compared with the lists. The more, the surer: nothing that is missing counts. */
export type Subject = {
  readonly party: Party
  /** Every name they go by, as they write it. */
  readonly names: readonly string[]
  readonly born: Temporal.PlainDate | null
  /** Residence and citizenships, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[]
  readonly gender: Gender | null
  readonly identifiers: readonly string[]
  readonly wallets: readonly string[]
}

/** Why somebody may not be approved. Neutral: what is found out is not told to whom it is about. */
export type ScreeningRefusal =
  | 'SCREENING_NO_LIST'
  | 'SCREENING_PENDING'
  | 'SCREENING_STALE'
  | 'SCREENING_OPEN_HIT'
  | 'SCREENING_LISTED'
  | 'SCREENING_OWNED'

export type HitRefusal =
  | 'NOT_FOUND'
  | 'HIT_DECIDED'
  | 'HIT_GONE'
  | 'FOUR_EYES'
  | 'HIT_ESCALATED'
  | 'ESCALATED_BY_YOU'

/**
 * Which comparison of names and papers this is. Raised with every change by which somebody may be found who was not before:
 * whoever was compared by a lower one counts as not compared, and is compared anew.
 */
export const COMPARISON = 9

/**
 * A name scores this much at least to be looked at by a person. Measured in `bench/screening.ts`. No less than `reviewAt` of
 * the pack AML, so that whatever a person has to look at holds back what that pack is asked about.
 */
export const HIT_MIN = 0.88

/**
 * From this score on it takes two people to say that it is somebody else: the name and what is known of them agree, or a
 * paper or wallet does.
 */
export const HIT_SURE = 0.95

/** What besides the name speaks for or against somebody being the one who is listed. */
export type Qualifier = 'born' | 'country' | 'gender' | 'identifier' | 'wallet' | 'weak-alias'

export type Finding = {
  readonly qualifier: Qualifier
  readonly agrees: boolean
  /** What it does to the score. */
  readonly effect: number
  readonly asked: string
  readonly listed: string
}

/** One entry of a list that may be the subject, and every reason why, field by field. */
export type Hit = {
  readonly entry: ListedParty
  readonly name: { readonly asked: string; readonly listed: ListedName; readonly result: NameScore } | null
  readonly findings: readonly Finding[]
  /** From 0 to 1: the name's, changed by what the findings say. */
  readonly score: number
}

/**
 * How far each fact moves the score. A name that many bear is told apart by its birth before all; countries change, and are
 * wrong in lists at times. Of somebody with the very name, one fact that differs is not enough to say that it is another:
 * `1 + bornDiffers` is still a hit. A match of a paper or a wallet is one by itself, whatever the name.
 */
const EFFECT = {
  bornAgrees: 0.05,
  bornDiffers: -0.11,
  countryAgrees: 0.02,
  countryDiffers: -0.05,
  genderDiffers: -0.15,
  weakAlias: -0.15,
} as const
const IDENTIFIER_SCORE = 0.95
const WALLET_SCORE = 1
/** Years by which a listed birth may be off before it speaks against. */
const BIRTH_TOLERANCE_YEARS = 1

/** Names are compared down to here: what is known of the subject can bring a name up to a hit by so much. */
export function comparedFrom(subject: Subject): number {
  const born = subject.born === null ? 0 : EFFECT.bornAgrees
  const country = subject.countries.length === 0 ? 0 : EFFECT.countryAgrees
  return HIT_MIN - born - country
}

/** Weighs one entry against the subject: null when nothing, neither name nor number nor wallet, makes it a hit. */
export function weigh(subject: Subject, entry: ListedParty, name: Hit['name']): Hit | null {
  const exact = [...identifierFindings(subject, entry), ...walletFindings(subject, entry)]
  const soft = name === null ? [] : qualifierFindings(subject, entry, name.listed)
  const byName = name === null ? 0 : soft.reduce((sum, { effect }) => sum + effect, name.result.score)
  const score = Math.min(1, Math.max(byName, ...exact.map(({ effect }) => effect), 0))
  return score >= HIT_MIN ? { entry, name, findings: [...exact, ...soft], score } : null
}

function identifierFindings(subject: Subject, entry: ListedParty): Finding[] {
  const asked = new Map(subject.identifiers.map((number) => [identifierKey(number), number]))
  return entry.identifiers.flatMap(({ kind, number }) => {
    const own = asked.get(identifierKey(number))
    return own === undefined || identifierKey(number).length < IDENTIFIER_LETTERS_MIN
      ? []
      : [
          {
            qualifier: 'identifier' as const,
            agrees: true,
            effect: IDENTIFIER_SCORE,
            asked: own,
            listed: `${kind} ${number}`,
          },
        ]
  })
}

/** A shorter number is shared by chance. */
const IDENTIFIER_LETTERS_MIN = 5

function walletFindings(subject: Subject, entry: ListedParty): Finding[] {
  const asked = new Map(subject.wallets.map((wallet) => [walletKey(wallet), wallet]))
  return entry.wallets.flatMap((wallet) => {
    const own = asked.get(walletKey(wallet))
    return own === undefined
      ? []
      : [{ qualifier: 'wallet' as const, agrees: true, effect: WALLET_SCORE, asked: own, listed: wallet }]
  })
}

function qualifierFindings(subject: Subject, entry: ListedParty, name: ListedName): Finding[] {
  const findings: Finding[] = []
  if (name.strength === 'weak')
    findings.push({
      qualifier: 'weak-alias',
      agrees: false,
      effect: EFFECT.weakAlias,
      asked: '',
      listed: name.text,
    })
  if (subject.born !== null && entry.births.length > 0)
    findings.push(birthFinding(subject.born, entry.births))
  if (subject.countries.length > 0 && entry.countries.length > 0) {
    const agrees = subject.countries.some((country) => entry.countries.includes(country))
    findings.push({
      qualifier: 'country',
      agrees,
      effect: agrees ? EFFECT.countryAgrees : EFFECT.countryDiffers,
      asked: subject.countries.join(', '),
      listed: entry.countries.join(', '),
    })
  }
  if (subject.gender !== null && entry.gender !== null) {
    const agrees = subject.gender === entry.gender
    findings.push({
      qualifier: 'gender',
      agrees,
      effect: agrees ? 0 : EFFECT.genderDiffers,
      asked: subject.gender,
      listed: entry.gender,
    })
  }
  return findings
}

function birthFinding(born: Temporal.PlainDate, births: readonly BirthRange[]): Finding {
  const agrees = births.some(({ from, to }) => {
    const earliest = from.subtract({ years: BIRTH_TOLERANCE_YEARS })
    const latest = to.add({ years: BIRTH_TOLERANCE_YEARS })
    return Temporal.PlainDate.compare(born, earliest) >= 0 && Temporal.PlainDate.compare(born, latest) <= 0
  })
  return {
    qualifier: 'born',
    agrees,
    effect: agrees ? EFFECT.bornAgrees : EFFECT.bornDiffers,
    asked: born.toString(),
    listed: births.map(rangeText).join(', '),
  }
}

function rangeText({ from, to }: BirthRange): string {
  return from.equals(to) ? from.toString() : `${from.toString()} – ${to.toString()}`
}

export type HitStatus = (typeof HIT_STATUSES)[number]
/**
 * `gone`: the entry left the list or changed, more became known of the subject, or a later comparison does not find what was
 * not sure, before anybody decided; what the entry became is a hit of its own, and one that is found again is open again.
 */
export const HIT_STATUSES = ['open', 'cleared', 'confirmed', 'gone'] as const

/** By what possible matches are sorted: when they were found, or how close they are. */
export const HIT_SORTS = ['-found', 'found', '-score', 'score'] as const
export type HitSort = (typeof HIT_SORTS)[number]

export type StoredHit = {
  readonly id: HitId
  readonly subject: InvestorId
  readonly list: ListId
  readonly ref: string
  readonly entryHash: string
  /** The publication in which it was found last, until somebody decided; null where that is not known any more. */
  readonly listVersion: ListVersionId | null
  /** Thousandths. */
  readonly score: number
  readonly status: HitStatus
  readonly foundAt: Temporal.Instant
  readonly decidedAt: Temporal.Instant | null
  readonly decidedBy: string | null
  readonly reason: string | null
  /** The first of two who clear a sure match; a second has to agree. */
  readonly firstCleared: FirstWord | null
  /** Who was not sure, and left it to somebody else to decide. */
  readonly escalated: FirstWord | null
}

/** What the first of two people said, before the second. */
export type FirstWord = {
  readonly by: string
  readonly at: Temporal.Instant
  readonly reason: string
}

/** Whether it takes two people to clear this hit. */
export function isSure({ score }: Pick<StoredHit, 'score'>): boolean {
  return score >= HIT_SURE * 1000
}
