import type { Means, MeansLaw } from '../investor/means.ts'
import { TRAVEL_RULES, type TravelLaw, type TravelRegime } from '../investor/travel-rule.ts'
import type { WithholdingLaw } from '../investor/withholding.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { FieldError } from '../kernel/result.ts'
import { parseRational } from './rational.ts'
import type { CompiledPack, Json } from './rule-pack.ts'
import { weigh, type RuleFacts } from './rule.ts'

/* Numbers of law that are asked for outside of a decision, out of a pack. One that is not there throws: none is guessed. */

const YEARS_MOST = 100n

/** A pack lacks a number that is read outside of decisions as well. */
class NumberMissing extends Error {
  readonly fault: FieldError
  constructor(pack: string, path: string, message: string) {
    super(`${pack}: “${path}” ${message}`)
    this.fault = { path, code: 'PACK_NUMBER', message }
  }
}

/** The first number that the product would look for in vain, were this pack in force; empty where it would find all. */
export function numberFaults(pack: CompiledPack): FieldError[] {
  try {
    READERS.get(pack.id)?.(pack)
    return []
  } catch (error) {
    if (error instanceof NumberMissing) return [error.fault]
    throw error
  }
}

/** From which amounts the travel rule asks for data, by the pack AML. */
export function travelLawOf(pack: CompiledPack): TravelLaw {
  const rule = 'TRAVEL_RULE'
  const of = (regime: TravelRegime) =>
    // The pack calls the United Kingdom as people do.
    scaled(pack, rule, ['thresholds', regime === 'GB' ? 'UK' : regime], TRAVEL_RULES[regime].decimals)
  return {
    thresholds: {
      US: of('US'),
      EU: of('EU'),
      GB: of('GB'),
      SG: of('SG'),
      HK: of('HK'),
      CA: of('CA'),
      JP: of('JP'),
      CH: of('CH'),
      FATF: of('FATF'),
    },
    ownWalletMax: scaled(pack, rule, ['ownershipProofAboveEur'], TRAVEL_RULES.EU.decimals),
    legalReview: pack.legalReview,
  }
}

/** From what means on somebody is accredited at an instant, by the packs US-INVESTOR and US-REGD. */
export function meansLawOf(
  { investors, offerings }: { readonly investors: CompiledPack; readonly offerings: CompiledPack },
  asOf: Temporal.Instant,
): MeansLaw {
  return {
    isEntityAccredited: (means) =>
      !weigh([investors], { action: 'onboard', asOf, facts: entityFacts(means) }).reasons.some(
        ({ rule, severity }) => rule === 'ACCREDITED_ENTITY' && severity === 'BLOCK',
      ),
    ...limitsOf(investors),
    ...minimumsOf(offerings),
  }
}

/** What the rule ACCREDITED_ENTITY asks, of an entity that was asked what its form needs: the rest it has not. */
function entityFacts(means: Means): RuleFacts {
  const dollars = (cents: bigint | null) => formatDecimal(cents ?? 0n, 2)
  const isRegulated = means.entityForm === 'regulated'
  return {
    'investor.kind': 'entity',
    'entity.regulated': isRegulated,
    'entity.form': isRegulated || means.entityForm === null ? 'other' : means.entityForm,
    'entity.totalAssets': dollars(means.totalAssets),
    'entity.investments': dollars(means.investments),
    'entity.familyOfficeAssets': dollars(means.familyOfficeAssets),
    'entity.directedBySophisticated': means.directedBySophisticated === true,
    'entity.formedForPurpose': means.formedForPurpose === true,
    'entity.allOwnersAccredited': means.allOwnersAccredited === true,
  }
}

function limitsOf(pack: CompiledPack) {
  const cents = (rule: string, param: string) => scaled(pack, rule, [param], 2)
  return {
    netWorthOver: cents('ACCREDITED_NP', 'netWorthGt'),
    incomeOver: cents('ACCREDITED_NP', 'incomeGt'),
    jointIncomeOver: cents('ACCREDITED_NP', 'jointIncomeGt'),
    totalAssetsOver: cents('ACCREDITED_ENTITY', 'totalAssetsGt'),
    investmentsOver: cents('ACCREDITED_ENTITY', 'investmentsGt'),
    familyOfficeAssetsOver: cents('ACCREDITED_ENTITY', 'familyOfficeAumGt'),
  }
}

function minimumsOf(pack: CompiledPack) {
  const number = (param: string, decimals: number) => scaled(pack, '506C', [param], decimals)
  return {
    minimumOfPerson: number('highMinNatural', 2),
    minimumOfEntity: number('highMinEntity', 2),
    minimumPerOwner: number('highMinPerOwner', 2),
    ownersMax: Number(number('perOwnerMaxOwners', 0)),
  }
}

/** What is withheld, by the pack TAX. */
export function withholdingLawOf(pack: CompiledPack): WithholdingLaw {
  const bps = (param: string) => Number(scaled(pack, 'US_WITHHOLD', [param], 4))
  // A version from before the pack knew chapter 4: its rate is that of chapter 3.
  const isOlder = paramsOf(pack, 'US_WITHHOLD')['nonparticipating'] === undefined
  return {
    foreignBps: bps('nonresident'),
    backupBps: bps('backup'),
    nonparticipatingBps: bps(isOlder ? 'nonresident' : 'nonparticipating'),
    formYears: yearsOf(pack, 'US_WITHHOLD', 'formYears'),
  }
}

const READERS: ReadonlyMap<string, (pack: CompiledPack) => unknown> = new Map<
  string,
  (pack: CompiledPack) => unknown
>([
  ['AML', travelLawOf],
  ['US-INVESTOR', limitsOf],
  ['US-REGD', minimumsOf],
  ['TAX', withholdingLawOf],
])

function paramsOf({ id, rules }: CompiledPack, rule: string): Readonly<Record<string, Json>> {
  const found = rules.find((one) => one.id === rule)
  if (found === undefined) throw new NumberMissing(id, 'rules', `has no rule ${rule}`)
  return found.params
}

/** Years that a rule lets something count, which may reach no further than dates do here. */
function yearsOf(pack: CompiledPack, rule: string, param: string): number {
  const years = scaled(pack, rule, [param], 0)
  if (years <= YEARS_MOST) return Number(years)
  throw new NumberMissing(pack.id, pathOf(pack, rule, [param]), `has to be at most ${YEARS_MOST} years`)
}

function pathOf({ rules }: CompiledPack, rule: string, names: readonly string[]): string {
  return [`rules[${rules.findIndex(({ id }) => id === rule)}].params`, ...names].join('.')
}

/** A number of a rule in units of its last decimal. One that is not there, or does not come out even, throws. */
function scaled(pack: CompiledPack, rule: string, names: readonly string[], decimals: number): bigint {
  const [param, entry] = names
  const given = paramsOf(pack, rule)[param ?? '']
  const value = entry === undefined ? given : (Object(given) as Readonly<Record<string, Json>>)[entry]
  const read = typeof value === 'number' || typeof value === 'string' ? parseRational(String(value)) : null
  const whole = read === null ? null : read.n * 10n ** BigInt(decimals)
  if (read !== null && whole !== null && whole >= 0n && whole % read.d === 0n) return whole / read.d
  throw new NumberMissing(
    pack.id,
    pathOf(pack, rule, names),
    `has to be an amount of at most ${decimals} decimals`,
  )
}
