import { MEMBER_STATES } from '../instrument/countries.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { InvestorId } from '../kernel/ids.ts'
import {
  beneficialOwners,
  isClassExempt12g,
  purchasersUnder506b,
  recordHolders,
  unqualifiedBuyers,
  wholeNumber,
  type Owner,
  type Sale,
} from '../restriction/counted-people.ts'
import { compareRational, parseRational } from '../restriction/rational.ts'
import type { CompiledPack, Json, RulePack } from '../restriction/rule-pack.ts'
import { steps, type RuleFacts } from '../restriction/rule.ts'

/** How far an instrument is from a limit of law: counted from positions and purchases, each time anew. */
export type Counter = {
  readonly pack: string
  readonly rule: string
  readonly what: CounterName
  /** Of which Member State, where each has its own. */
  readonly country: string | null
  /** Whole numbers, or per cent with two decimals; null while it is not known. */
  readonly used: string | null
  readonly limit: string
  readonly left: string | null
  /** Holders who own units and are not counted, since those are exempt. */
  readonly leftOut: number
  readonly unit: 'count' | 'money' | 'percent'
  readonly citation: string
  readonly legalReview: RulePack['legalReview']
  /** Whether the instrument is under this rule: its pack is asked and the rule is about its exemption, or it binds by law. */
  readonly asked: boolean
}
export const COUNTER_NAMES = [
  'recordHolders',
  'nonAccreditedHolders',
  'beneficialOwners',
  'nonAccreditedPurchasers',
  'personsInState',
  'benefitPlan',
  'nonQualifiedPersons',
  'persons',
  'investors',
  'raised',
] as const
export type CounterName = (typeof COUNTER_NAMES)[number]

type World = {
  readonly instrument: Instrument
  readonly today: Temporal.PlainDate
  readonly owners: ReadonlyMap<InvestorId, Owner>
  readonly sales: readonly Sale[]
  readonly statements: ReadonlyMap<InvestorId, RuleFacts>
  readonly recorded: RuleFacts
}

/**
 * Every limit of these packs that is a number of people, a share, or an amount, with what is used of it and what is left.
 */
export function counters<Pack extends CompiledPack>(
  packs: readonly Pack[],
  world: World,
  {
    facts,
    isAsked,
  }: {
    /** What `knownFacts` says of a purchase of nothing. */
    readonly facts: RuleFacts
    readonly isAsked: (pack: Pack, rule: string) => boolean
  },
): Counter[] {
  const { owners, sales, statements, recorded } = world
  const here = sales.filter((sale) => sale.instrument === world.instrument.id)
  const unqualified = unqualifiedBuyers(here, statements)
  /** What the rule itself works out by this name; not known where its version has no such step. */
  const worked = (pack: Pack, rule: string, step: string) => {
    const asOf = world.today.toZonedDateTime(pack.timeZone).toInstant()
    return steps(pack, rule, { action: 'subscribe', asOf, facts })[step] ?? undefined
  }

  return packs.flatMap((pack) =>
    pack.rules.flatMap((rule): Counter[] => {
      const param = (name: string) => Number(rule.params[name])
      const base = {
        pack: pack.id,
        rule: rule.id,
        asked: isAsked(pack, rule.id),
        country: null,
        leftOut: 0,
        unit: 'count' as const,
        citation: rule.citations[0]!,
        legalReview: pack.legalReview,
      }
      const people = (
        what: CounterName,
        used: number | null,
        limit: number,
        country: string | null = null,
      ) => ({
        ...base,
        what,
        country,
        used: used === null ? null : String(used),
        limit: String(limit),
        left: used === null ? null : String(Math.max(limit - used, 0)),
      })
      const raised = (used: Json | undefined, limit: Json | undefined) => ({
        ...base,
        what: 'raised' as const,
        unit: 'money' as const,
        ...amounts(used, limit),
      })
      switch (`${pack.id} ${rule.id}`) {
        case 'US-COUNTS SEC12G': {
          const isClassExempt = isClassExempt12g(world.instrument.offering, recorded)
          const ofRecord = recordHolders(owners, statements, isClassExempt)
          const nonAccredited = ofRecord.filter(({ accredited }) => !accredited).length
          return [
            {
              ...people('recordHolders', ofRecord.length, param('holdersGte') - 1),
              leftOut: owners.size - ofRecord.length,
            },
            people('nonAccreditedHolders', nonAccredited, param('nonAccreditedGte') - 1),
          ]
        }
        case 'US-COUNTS ICA3C':
          return [
            people(
              'beneficialOwners',
              beneficialOwners(owners, statements),
              param(isSmallVenture(recorded, rule.params['ventureCapitalMax']) ? 'ventureMax' : 'c1Max'),
            ),
          ]
        case 'US-COUNTS ERISA25':
          return [
            { ...base, what: 'benefitPlan', unit: 'percent', ...planShare(facts, rule.params['limit']) },
          ]
        case 'US-REGD 506B': {
          const since = world.today.subtract({ days: param('windowDays') })
          const counted = purchasersUnder506b(sales, statements).filter(
            ({ accredited, soldOn }) => !accredited && Temporal.PlainDate.compare(soldOn, since) >= 0,
          )
          return [people('nonAccreditedPurchasers', counted.length, param('maxNonAccreditedPurchasers'))]
        }
        case 'EU-PROSPECTUS PR_EXEMPT': {
          const states = Map.groupBy(
            unqualified.filter(({ country }) => MEMBER_STATES.has(country)),
            ({ country }) => country,
          )
          return [...states]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([state, of]) =>
              people('personsInState', of.length, param('maxNonQualifiedPerMemberState'), state),
            )
        }
        case 'UK-POATR UK_OFFER':
          return [
            people(
              'nonQualifiedPersons',
              unqualified.filter(({ country }) => country === 'GB').length,
              param('maxNonQualified'),
            ),
            raised(facts['offering.total12mGbp'], rule.params['smallOfferMaxGbp']),
          ]
        case 'SG-SFA SG_OFFER':
          return [
            people(
              'persons',
              wholeNumber(recorded['offering.offerees12m']),
              param('privatePlacementPersons'),
            ),
            raised(facts['offering.total12mSgd'], rule.params['small12mSgd']),
          ]
        case 'CH-FINSA CH_OFFER':
          return [
            people('investors', new Set(here.map(({ investor }) => investor)).size, param('maxInvestors')),
            raised(facts['offering.total12mChf'], rule.params['maxTotalChf12m']),
          ]
        case 'AE AE_OFFER':
          return [people('persons', wholeNumber(recorded['offering.persons12m']), param('maxPersons'))]
        case 'US-REGA REGA':
          return [
            raised(
              facts['offering.sold12m'],
              rule.params[String(recorded['offering.tier']) === '1' ? 'tier1Max12m' : 'tier2Max12m'],
            ),
          ]
        case 'US-REGCF REGCF':
          return [raised(facts['issuer.crowdfunded12m'], rule.params['issuerMax12m'])]
        case 'EU-ECSPR ECSPR':
          return [raised(worked(pack, rule.id, 'raised'), rule.params['ownerMax12mEur'])]
        default:
          return []
      }
    }),
  )
}

/** Whether it is recorded that a fund is one of venture capital, and so small that more may own it (15 U.S.C. 80a-3(c)(1)(C)). */
function isSmallVenture(recorded: RuleFacts, most: Json | undefined): boolean {
  const [capital, max] = [recorded['fund.capital'], most].map((value) => parseRational(String(value)))
  return recorded['fund.venture'] === true && !!capital && !!max && compareRational(capital, max) <= 0
}

/** Whole currency units, rounded so that nothing looks freer than it is. */
function amounts(used: Json | undefined, limit: Json | undefined) {
  const max = BigInt(String(limit))
  const spent = typeof used === 'string' ? parseRational(used) : null
  if (spent === null) return { used: null, limit: String(max), left: null }
  const up = (spent.n + spent.d - 1n) / spent.d
  return { used: String(up), limit: String(max), left: String(max > up ? max - up : 0n) }
}

function planShare(facts: RuleFacts, limit: Json | undefined) {
  const max = parseRational(String(limit))
  const percent = max === null ? 0n : (max.n * 10_000n) / max.d
  const [after] = (facts['classes.after'] ?? []) as readonly {
    readonly value: string
    readonly benefitPlan: string
    readonly controllingNonPlan: string
  }[]
  if (after === undefined) return { used: null, limit: hundredths(percent), left: null }
  const counted = BigInt(after.value) - BigInt(after.controllingNonPlan)
  const used = counted <= 0n ? 0n : (BigInt(after.benefitPlan) * 10_000n + counted - 1n) / counted
  return {
    used: hundredths(used),
    limit: hundredths(percent),
    left: hundredths(percent > used ? percent - used : 0n),
  }
}

function hundredths(value: bigint): string {
  return `${value / 100n}.${String(value % 100n).padStart(2, '0')}`
}
