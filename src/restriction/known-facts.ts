import { MEMBER_STATES, UNITED_STATES } from '../instrument/countries.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { isAccredited, type CountedInvestor } from '../investor/investor.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { atPar } from '../kernel/money.ts'
import { dateOfEpochDay } from '../kernel/time.ts'
import {
  beneficialOwners,
  EXEMPT_12G,
  householdOf,
  isClassExempt12g,
  isExempt12g,
  isLookedThrough,
  purchasersUnder506b,
  recordHolders,
  unqualifiedBuyers,
  type Owner,
  type Sale,
} from './counted-people.ts'
import type { Type } from './expression.ts'
import { legendsOf } from './lot.ts'
import { EXEMPTION_RULES } from './rule-version.ts'
import type { RuleFacts } from './rule.ts'

export type Sanctions = {
  /** When the list confirmed longest ago was. */
  readonly listAt: Temporal.Instant
  readonly walletHit: boolean
  /** Of a match that is not cleared, in thousandths. */
  readonly bestScore: number
  readonly blockedOwnership: boolean
}

/** What the platform knows when somebody wants units. All of it is counted from positions and purchases. */
export type Known = {
  readonly instrument: Instrument
  readonly investor: CountedInvestor
  /** Base units wanted, and what they cost in minor units of the payment currency. */
  readonly units: bigint
  readonly amount: bigint
  readonly today: Temporal.PlainDate
  readonly owners: ReadonlyMap<InvestorId, Owner>
  /** Who gives all their units away in this transfer; null where nobody does. */
  readonly leaving: InvestorId | null
  /** Who gives units away; null where new ones are sold. */
  readonly from: InvestorId | null
  /** Purchases of all instruments of the issuer within twelve months, the asker’s own reservation left out; null where not asked. */
  readonly sales: readonly Sale[] | null
  /** What the asker bought here of any issuer, however long ago, their own reservation left out; null where not asked. */
  readonly bought: readonly Sale[] | null
  /** What comparing the asker with the sanctions lists has come to; null where it is not known. */
  readonly sanctions: Sanctions | null
  /** What an officer recorded about each owner and the asker. */
  readonly statements: ReadonlyMap<InvestorId, RuleFacts>
  /** What an officer recorded about the class. */
  readonly recorded: RuleFacts
}

/** What an officer may record besides the facts that packs name: whom the platform counts by them. */
export const ASKED_OF_PEOPLE: readonly (readonly [name: string, type: Type, choices?: readonly string[]])[] =
  [
    // Of an entity: which part of it benefit plan investors own, in per cent (29 U.S.C. 1002(42)).
    ['investor.benefitPlanPct', 'number'],
    // Whoever has authority over the assets of the entity, and is no benefit plan investor (29 CFR 2510.3-101(f)(1)).
    ['investor.controlling', 'boolean'],
    // The same word for relatives and spouses who live together: they count as one purchaser (17 CFR 230.501(e)(1)(i)).
    ['investor.household', 'text'],
    // Why all units of a holder are left out of the holders of record.
    ['investor.exempt12g', 'text', EXEMPT_12G],
    // Of a class sold under Regulation Crowdfunding or Tier 2 of Regulation A: the issuer meets the conditions of 17 CFR
    // 240.12g-6 or 12g5-1(a)(7), so that none of its holders is counted.
    ['class.exempt12g', 'boolean'],
  ]

/** The names that the platform gives: nobody can record them. */
export const ASKED_OF_PLATFORM: ReadonlySet<string> = new Set([
  'screening.listAt',
  'screening.walletHit',
  'screening.bestScore',
  'screening.blockedOwnership',
  'investor.accredited',
  'investor.kind',
  'investor.residence',
  'investor.memberState',
  'investor.inUnion',
  'token.security',
  'units.regS',
  'units.crowdfunded',
  'offering.distributionStart',
  'class.recordHolders',
  'class.nonAccreditedHolders',
  'class.outstanding',
  'change.holdersAdded',
  'change.holdersRemoved',
  'change.nonAccreditedAdded',
  'change.nonAccreditedRemoved',
  'fund.beneficialOwners',
  'investor.newOwner',
  'issuer.sales506b',
  'offering.nonQualifiedInState',
  'offering.nonQualified',
  'offering.investors',
  'offering.firstSaleOn',
  'subscription.amount',
  'subscription.amountUsd',
  'subscription.amountEur',
  'subscription.amountGbp',
  'subscription.amountChf',
  'subscription.amountSgd',
  'offering.sold12m',
  'offering.total12mEur',
  'offering.total12mGbp',
  'offering.total12mChf',
  'offering.total12mSgd',
  'issuer.crowdfunded12m',
  'owner.raisedHere12mEur',
  'subscription.before',
  'subscription.beforeEur',
  'investor.crowdfundedHere12m',
  'investor.investedHere12mGbp',
  'classes.after',
  'transfer.units',
  'transfer.amount',
  'holder.lots',
  'holder.sales',
])

/** Who can say a fact: the investor, the issuer, or nobody, since the platform works it out. */
export const FACT_SUBJECTS = ['investor', 'issuer', 'platform'] as const
export type FactSubject = (typeof FACT_SUBJECTS)[number]

/** How the names of facts begin that are about whoever wants units. */
const OF_INVESTOR =
  /^(investor|verification|entity|client|holder|kyc|purchaser|sg|soph|subscriber|receiver|subscription)\./

/** Whose a fact is to say, by its name. */
export function subjectOfFact(name: string): FactSubject {
  if (ASKED_OF_PLATFORM.has(name)) return 'platform'
  return OF_INVESTOR.test(name) ? 'investor' : 'issuer'
}

/** How the names of facts end that are in a currency. */
const CURRENCIES: Readonly<Record<string, string>> = {
  USD: 'Usd',
  EUR: 'Eur',
  GBP: 'Gbp',
  CHF: 'Chf',
  SGD: 'Sgd',
}

/** The currency of facts that money of this code counts in; nothing where no fact is in it. */
const factCurrency = (code: string): string | undefined => CURRENCIES[atPar(code)]

/** Whether money of this code is dollars of the United States, or a stablecoin that stands for them. */
export function isDollars(code: string): boolean {
  return atPar(code) === 'USD'
}

const YEAR = { years: 1 } as const
/** For so long a purchaser under Rule 506(b) counts, and need not be counted anew (17 CFR 230.506(b)(2)(i)). */
const WINDOW_506B = { days: 90 } as const

/**
 * The facts that are counted, by the names under which packs ask for them. What is not known is left out: then a rule that
 * needs it is a doubt, and never a permission. Pure.
 */
export function knownFacts(known: Known): RuleFacts {
  return {
    ...ofInvestor(known),
    ...ofClass(known),
    ...planAssets(known),
    ...(known.sanctions === null ? {} : ofSanctions(known.sanctions)),
    ...(known.sales === null ? {} : ofSales(known, known.sales)),
    ...(known.bought === null ? {} : ofBought(known, known.bought)),
  }
}

/** What is known of an offering by its terms alone, whoever buys: distribution begins today, or began when it closed. */
export function offeringFacts(
  { exemption, closes }: Pick<Instrument['offering'], 'exemption' | 'closes'>,
  today: Temporal.PlainDate,
): RuleFacts {
  return {
    'token.security': true,
    'units.regS': exemption === 'reg-s',
    'units.crowdfunded': exemption === 'reg-cf',
    ...EXEMPTION_RULES[exemption]?.facts,
    'offering.distributionStart': (Temporal.PlainDate.compare(closes, today) < 0 ? closes : today).toString(),
  }
}

function ofInvestor({
  instrument,
  investor,
  today,
  amount,
}: Pick<Known, 'instrument' | 'investor' | 'today' | 'amount'>): RuleFacts {
  const us = UNITED_STATES.includes(investor.country)
  const currency = factCurrency(instrument.payment.currency.code)
  return {
    'investor.accredited': isAccredited(investor, today),
    'investor.kind': investor.kind === 'individual' ? 'person' : 'entity',
    'investor.residence': investor.country,
    'investor.memberState': investor.country,
    'investor.inUnion': MEMBER_STATES.has(investor.country),
    // Of an entity abroad, who formed it and what for has to be known as well (17 CFR 230.902(k)(1)(viii)).
    ...(us || investor.kind === 'individual' ? { 'investor.usPerson': us } : {}),
    ...offeringFacts(instrument.offering, today),
    ...(currency === undefined
      ? {}
      : { [`subscription.amount${currency}`]: formatDecimal(amount, instrument.payment.currency.decimals) }),
    ...(currency === 'Usd'
      ? { 'subscription.amount': formatDecimal(amount, instrument.payment.currency.decimals) }
      : {}),
  }
}

/** Sold without a public offering (17 CFR 230.144(a)(3)); not so under Regulation A and Regulation Crowdfunding. */
const IS_RESTRICTED: Readonly<Record<string, boolean>> = {
  'reg-d-506b': true,
  'reg-d-506c': true,
  'reg-a-tier-1': false,
  'reg-a-tier-2': false,
  'reg-cf': false,
}

/**
 * What is known of units that an investor gets on `issuedOn`, as packs ask for it when they lock a lot. A purchase is paid
 * in full before; the distribution begins with the closing (17 CFR 230.902(f)). What has been recorded otherwise of whether
 * units are restricted is left as it is.
 */
export function issuanceFacts(
  about: Pick<Known, 'instrument' | 'investor' | 'amount'> & { readonly issuedOn: Temporal.PlainDate },
  recorded: RuleFacts,
): RuleFacts {
  return {
    ...ofInvestor({ ...about, today: about.issuedOn }),
    ...unitFacts(about.instrument.offering, about.issuedOn, recorded),
  }
}

/** As `issuanceFacts`, as far as it is the same whoever gets the units. */
export function unitFacts(
  offering: Instrument['offering'],
  issuedOn: Temporal.PlainDate,
  recorded: RuleFacts,
): RuleFacts {
  const restricted = recorded['units.restricted'] ?? IS_RESTRICTED[offering.exemption]
  const day = issuedOn.toString()
  return {
    ...offeringFacts(offering, issuedOn),
    'units.issuedOn': day,
    'units.fullyPaidOn': day,
    'offering.distributionStart': day,
    ...(restricted === undefined ? {} : { 'units.restricted': restricted }),
  }
}

/** What is known of units that a transfer takes out of locked lots. What lies in no locked lot is bound by no lock. */
export function lotFacts(
  lots: readonly { readonly acquiredDay: number; readonly legend: number }[],
): RuleFacts {
  const days = lots.flatMap(({ legend, acquiredDay }) =>
    legendsOf(legend).includes('reg-cf') ? [acquiredDay] : [],
  )
  return {
    'units.crowdfunded': days.length > 0,
    ...(days.length === 0 ? {} : { 'units.issuedOn': dateOfEpochDay(Math.max(...days)).toString() }),
  }
}

/** When a distribution began that has: with its closing, whatever its terms foresaw (17 CFR 230.902(f)). */
export function begunFacts(began: Temporal.PlainDate | null): RuleFacts {
  return began === null ? {} : { 'offering.distributionStart': began.toString() }
}

function ofSanctions({ listAt, walletHit, bestScore, blockedOwnership }: Sanctions): RuleFacts {
  return {
    'screening.listAt': listAt.toString(),
    'screening.walletHit': walletHit,
    'screening.bestScore': formatDecimal(BigInt(bestScore), 3),
    'screening.blockedOwnership': blockedOwnership,
  }
}

function ofClass({ instrument, investor, owners, leaving, today, statements, recorded }: Known): RuleFacts {
  const outstanding = [...owners.values()].reduce((sum, { units }) => sum + units, 0n)
  const isClassExempt = isClassExempt12g(instrument.offering, recorded)
  const ofRecord = recordHolders(owners, statements, isClassExempt)
  const isOfRecord = (id: InvestorId) => !isClassExempt && !isExempt12g(statements.get(id))
  const isNew = !owners.has(investor.id)
  const isAdded = isNew && isOfRecord(investor.id)
  const accredited = isAccredited(investor, today)
  const leaver = leaving !== null && isOfRecord(leaving) ? owners.get(leaving) : undefined
  const said = statements.get(investor.id)
  // The rule adds the owners of a fund that buys by itself, and takes one away for whoever leaves.
  const apart = new Set(investor.kind !== 'individual' && isLookedThrough(said) ? [investor.id] : [])
  if (leaving !== null) apart.add(leaving)
  const ofFund = beneficialOwners(owners, statements, apart)
  const count = (yes: boolean) => (yes ? '1' : '0')
  return {
    'class.recordHolders': String(ofRecord.length),
    'class.nonAccreditedHolders': String(ofRecord.filter((owner) => !owner.accredited).length),
    'class.outstanding': formatDecimal(outstanding, instrument.decimals),
    'change.holdersAdded': count(isAdded),
    'change.nonAccreditedAdded': count(isAdded && !accredited),
    'change.holdersRemoved': count(leaver !== undefined),
    'change.nonAccreditedRemoved': count(leaver !== undefined && !leaver.accredited),
    ...(ofFund === null ? {} : { 'fund.beneficialOwners': String(ofFund + (leaver === undefined ? 0 : 1)) }),
    'investor.newOwner': isNew,
    // Unless said otherwise everybody counts, for one.
    'investor.notCounted': said?.['investor.notCounted'] === true,
    ...(investor.kind === 'individual' ? { 'investor.isFund': false } : {}),
  }
}

/**
 * What benefit plan investors would hold of the class. A person is none; of an entity it has to be recorded which part of
 * it is, and while that is not known of one of them nothing is said.
 */
function planAssets({ instrument, investor, owners, units, from, statements }: Known): RuleFacts {
  let benefitPlan = 0n
  let controlling = 0n
  let total = 0n
  /** Adds what somebody holds; false when it is not known which part of them is a benefit plan. */
  const add = (id: InvestorId, isIndividual: boolean, held: bigint): boolean => {
    const said = statements.get(id)
    const pct = said?.['investor.benefitPlanPct'] ?? (isIndividual ? '0' : null)
    const hundredths = pct === null ? null : pct === '0' ? 0n : hundredthsOf(String(pct))
    if (hundredths === null) return false
    total += held * 10_000n
    benefitPlan += held * hundredths
    if (said?.['investor.controlling'] === true && hundredths === 0n) controlling += held * 10_000n
    return true
  }
  if (!add(investor.id, investor.kind === 'individual', units)) return {}
  for (const [id, owner] of owners) {
    const given = id === from ? units : 0n
    if (!add(id, owner.individual, owner.units - given)) return {}
  }
  return {
    'classes.after': [
      {
        id: instrument.id,
        value: total.toString(),
        benefitPlan: benefitPlan.toString(),
        controllingNonPlan: controlling.toString(),
      },
    ],
  }
}

/** Per cent with at most two decimals, as hundredths. */
function hundredthsOf(pct: string): bigint | null {
  const read = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(pct)
  if (read === null) return null
  const value = BigInt(read[1]!) * 100n + BigInt((read[2] ?? '').padEnd(2, '0'))
  return value <= 10_000n ? value : null
}

/** What the asker bought here, as limits on one investor count it. */
function ofBought({ instrument, today }: Known, bought: readonly Sale[]): RuleFacts {
  const within = withinYear(bought, today)
  const currency = factCurrency(instrument.payment.currency.code)
  const crowdfunded = totalIn(
    currency,
    within.filter(({ exemptions }) => exemptions.includes('REGCF')),
  )
  const invested = totalIn(currency, within)
  // However long ago: an offering may take longer than a year.
  const before = totalIn(
    currency,
    bought.filter((sale) => sale.instrument === instrument.id),
  )
  return {
    ...(currency === 'Usd' && before !== null ? { 'subscription.before': before } : {}),
    ...(currency === 'Eur' && before !== null ? { 'subscription.beforeEur': before } : {}),
    ...(currency === 'Usd' && crowdfunded !== null ? { 'investor.crowdfundedHere12m': crowdfunded } : {}),
    ...(currency === 'Gbp' && invested !== null ? { 'investor.investedHere12mGbp': invested } : {}),
  }
}

function withinYear(sales: readonly Sale[], today: Temporal.PlainDate): readonly Sale[] {
  const since = today.subtract(YEAR)
  const isRecent = ofEachDay((day) => Temporal.PlainDate.compare(day, since) > 0)
  return sales.filter(({ soldOn }) => isRecent(soldOn))
}

/** The sum of sales in a currency that facts are in; null where one of them is in another, since nothing is converted. */
function totalIn(currency: string | undefined, sales: readonly Sale[]): string | null {
  const sums = new Map<Sale['currency'], bigint>()
  for (const sale of sales) sums.set(sale.currency, (sums.get(sale.currency) ?? 0n) + sale.amount)
  if ([...sums.keys()].some(({ code }) => factCurrency(code) !== currency)) return null
  return formatDecimal(
    [...sums].reduce((all, [{ decimals }, sum]) => all + sum * 10n ** BigInt(18 - decimals), 0n),
    18,
  )
}

/**
 * What the limits on an issuer that are in this currency count: in dollars what is sold under Regulation A (17 CFR 230.251(a)),
 * in euros what is sold in the Union (Regulation (EU) 2017/1129, art. 3(2)), and in others everything.
 */
function isCountedIn(currency: string | undefined): (sale: Sale) => boolean {
  if (currency === 'Usd') return ({ exemptions }) => exemptions.includes('REGA')
  if (currency === 'Eur') return ({ country }) => MEMBER_STATES.has(country)
  return () => true
}

function ofSales({ instrument, investor, today, statements }: Known, sales: readonly Sale[]): RuleFacts {
  const within = withinYear(sales, today)
  const here = within.filter((sale) => sale.instrument === instrument.id)
  const privately = within.filter(({ exemptions }) => exemptions.includes('506(b)'))
  const household = householdOf(statements, investor.id)
  const own = EXEMPTION_RULES[instrument.offering.exemption]?.name === '506(b)'
  const others = here.filter((sale) => sale.investor !== investor.id)
  const unqualified = unqualifiedBuyers(others, statements)
  const [first] = [...new Set(here.map(({ soldOn }) => soldOn))].sort((a, b) =>
    Temporal.PlainDate.compare(a, b),
  )
  const currency = factCurrency(instrument.payment.currency.code)
  const dayText = ofEachDay((day) => day.toString())
  const isUnder = (name: string) => (sale: Sale) => sale.exemptions.includes(name)
  const [isCrowdfunding, isSmallOffer] = [isUnder('eu-crowdfunding'), isUnder('eu-small')]
  const issuerTotal = totalIn(currency, within.filter(isCountedIn(currency)))
  const crowdfunded = totalIn(currency, within.filter(isUnder('REGCF')))
  // Small offers count as well (Regulation (EU) 2020/1503, art. 1(2)(c)(ii)), and whatever is sold where its pack is asked.
  const raised = totalIn(
    currency,
    within.filter((sale) => sale.instrument === instrument.id || isCrowdfunding(sale) || isSmallOffer(sale)),
  )
  return {
    'issuer.sales506b': purchasersUnder506b(within, statements).map(({ accredited, soldOn }) => ({
      accredited,
      soldOn: dayText(soldOn),
    })),
    ...(own &&
    privately.some(
      ({ investor: by, accredited, soldOn }) =>
        (by === investor.id || (!accredited && householdOf(statements, by) === household)) &&
        Temporal.PlainDate.compare(soldOn, today.subtract(WINDOW_506B)) >= 0,
    )
      ? { 'investor.householdCounted': true }
      : statements.get(investor.id)?.['investor.householdCounted'] === undefined
        ? { 'investor.householdCounted': false }
        : {}),
    'offering.nonQualifiedInState': String(
      unqualified.filter(({ country }) => country === investor.country).length,
    ),
    'offering.nonQualified': String(unqualified.filter(({ country }) => country === 'GB').length),
    'offering.investors': String(new Set(others.map(({ investor: by }) => by)).size),
    ...(first === undefined ? {} : { 'offering.firstSaleOn': first.toString() }),
    ...(currency === undefined || issuerTotal === null
      ? {}
      : { [currency === 'Usd' ? 'offering.sold12m' : `offering.total12m${currency}`]: issuerTotal }),
    ...(currency === 'Usd' && crowdfunded !== null ? { 'issuer.crowdfunded12m': crowdfunded } : {}),
    ...(currency === 'Eur' && raised !== null ? { 'owner.raisedHere12mEur': raised } : {}),
  }
}

/** What `read` says of a day, asked once for each: thousands of sales share few days. */
function ofEachDay<T>(read: (day: Temporal.PlainDate) => T): (day: Temporal.PlainDate) => T {
  const known = new Map<Temporal.PlainDate, T>()
  return (day) => {
    const before = known.get(day)
    if (before !== undefined) return before
    const said = read(day)
    known.set(day, said)
    return said
  }
}
