import type { Instrument } from '../instrument/instrument.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { compareRational, parseRational, rational } from './rational.ts'
import type { Json } from './rule-pack.ts'
import type { RuleFacts } from './rule.ts'

/** One person or entity who holds units of the class, or is about to: joint wallets once. */
export type Owner = {
  readonly accredited: boolean
  readonly country: string
  readonly individual: boolean
  /** Base units. */
  readonly units: bigint
}

/** Somebody’s purchase that counts: paid, issued, or reserved and still payable. */
export type Sale = {
  readonly investor: InvestorId
  readonly instrument: InstrumentId
  /** What its offering relies on, as packs call it, and an exemption that they have no name for as sheets do. */
  readonly exemptions: readonly string[]
  /** Minor units of the currency. */
  readonly amount: bigint
  readonly currency: { readonly code: string; readonly decimals: number }
  readonly soldOn: Temporal.PlainDate
  readonly country: string
  readonly accredited: boolean
}

/** What an officer recorded about investors. */
type Statements = ReadonlyMap<InvestorId, RuleFacts>

/**
 * Whose units are held of record by nobody, by what was recorded of the holder: they got all of them as an employee of the
 * issuer (17 CFR 240.12g5-1(a)(8)), or all were sold under Regulation Crowdfunding (240.12g-6) or Tier 2 of Regulation A
 * (240.12g5-1(a)(7)) and the issuer meets the conditions of that.
 */
export const EXEMPT_12G = ['employee-plan', 'crowdfunding', 'regulation-a'] as const

/** Under these all units of a class are exempt while the issuer meets the conditions, whoever holds them. */
const EXEMPT_CLASSES: readonly Instrument['offering']['exemption'][] = ['reg-cf', 'reg-a-tier-2']

/**
 * Whether it is recorded of a class that its issuer meets the conditions of 17 CFR 240.12g-6 or 12g5-1(a)(7). That says something
 * only of a class whose units were all sold under that exemption.
 */
export function isClassExempt12g(
  offering: Pick<Instrument['offering'], 'exemption'>,
  recorded: RuleFacts,
): boolean {
  const others = recorded['offering.exemptions']
  const isSoldOnce = !Array.isArray(others) || others.length === 0
  return recorded['class.exempt12g'] === true && isSoldOnce && EXEMPT_CLASSES.includes(offering.exemption)
}

/** Whether somebody’s units are left out of the holders of record. */
export function isExempt12g(said: RuleFacts | undefined): boolean {
  return EXEMPT_12G.some((ground) => said?.['investor.exempt12g'] === ground)
}

/** Holders of record under 15 U.S.C. 78l(g)(5), without those whose units are exempt. Pure. */
export function recordHolders(
  owners: ReadonlyMap<InvestorId, Owner>,
  statements: Statements,
  isClassExempt: boolean,
): readonly Owner[] {
  if (isClassExempt) return []
  return [...owners].flatMap(([id, owner]) => (isExempt12g(statements.get(id)) ? [] : [owner]))
}

/** From this part of the votes on, in per cent, a fund counts by its own owners (15 U.S.C. 80a-3(c)(1)(A)). */
const LOOK_THROUGH_PCT = rational(10n)

/** Whether it is recorded that somebody is a fund with so many votes that its own owners count. */
export function isLookedThrough(said: RuleFacts | undefined): boolean {
  return said?.['investor.isFund'] === true && isLarge(said['investor.votingPctAfter']) === true
}

/**
 * Beneficial owners of a fund under 15 U.S.C. 80a-3(c)(1): an owner is one, who is not counted is none, and another fund with
 * ten per cent or more of the votes is as many as own it. The votes are those recorded, or else its part of the units. Null
 * while it is not known whether an owner with so many is a fund, or how many own it. Pure.
 *
 * @param apart owners who are left out, though their units are outstanding
 */
export function beneficialOwners(
  owners: ReadonlyMap<InvestorId, Owner>,
  statements: Statements,
  apart: ReadonlySet<InvestorId> = new Set(),
): number | null {
  const outstanding = [...owners.values()].reduce((sum, { units }) => sum + units, 0n)
  let count = 0
  for (const [id, owner] of owners) {
    if (apart.has(id)) continue
    const behind = ownersBehind(owner, statements.get(id) ?? {}, outstanding)
    if (behind === null) return null
    count += behind
  }
  return count
}

function ownersBehind({ individual, units }: Owner, said: RuleFacts, outstanding: bigint): number | null {
  if (said['investor.notCounted'] === true) return 0
  if (individual || said['investor.isFund'] === false) return 1
  const votes = said['investor.votingPctAfter']
  const counts = votes === undefined ? units * 10n >= outstanding : isLarge(votes)
  if (counts === false) return 1
  return counts === true && said['investor.isFund'] === true ? wholeNumber(said['investor.owners']) : null
}

function isLarge(votes: Json | undefined): boolean | null {
  const pct = parseRational(String(votes))
  return pct === null ? null : compareRational(pct, LOOK_THROUGH_PCT) >= 0
}

/** A number of people as it is recorded; null where none is. */
export function wholeNumber(recorded: Json | undefined): number | null {
  return /^\d{1,9}$/.test(String(recorded)) ? Number(recorded) : null
}

/** With whom somebody lives as relatives or spouses, who are one purchaser (17 CFR 230.501(e)(1)(i)); by themself where nobody said. */
export function householdOf(statements: Statements, id: InvestorId): string {
  const said = statements.get(id)?.['investor.household']
  return typeof said === 'string' ? `household ${said}` : id
}

/**
 * Purchasers under Rule 506(b), each with their last purchase: a person once, however often they buy, and once a household of
 * those who are not accredited. Pure.
 */
export function purchasersUnder506b(sales: readonly Sale[], statements: Statements): readonly Sale[] {
  const privately = sales.filter(({ exemptions }) => exemptions.includes('506(b)'))
  const people = lastOfEach(privately, ({ investor }) => investor)
  return lastOfEach(people, ({ investor, accredited }) =>
    accredited ? investor : householdOf(statements, investor),
  )
}

function lastOfEach(sales: readonly Sale[], keyOf: (sale: Sale) => string): readonly Sale[] {
  const last = new Map<string, Sale>()
  for (const sale of sales) {
    const before = last.get(keyOf(sale))
    if (before === undefined || Temporal.PlainDate.compare(before.soldOn, sale.soldOn) < 0)
      last.set(keyOf(sale), sale)
  }
  return [...last.values()]
}

/** One purchase of each buyer of whom nobody recorded that they are a qualified investor. Pure. */
export function unqualifiedBuyers(sales: readonly Sale[], statements: Statements): readonly Sale[] {
  const buyers = new Map(sales.map((sale) => [sale.investor, sale]))
  return [...buyers.values()].filter(
    ({ investor }) => statements.get(investor)?.['investor.qualified'] !== true,
  )
}
