import type { MeansLaw } from '../investor/means.ts'
import { TRAVEL_RULES, type TravelLaw, type TravelRegime } from '../investor/travel-rule.ts'
import type { WithholdingLaw } from '../investor/withholding.ts'
import { parseRational } from './rational.ts'
import type { CompiledPack, Json } from './rule-pack.ts'

/* Numbers of law that are asked for outside of a decision, out of a pack. One that is not there throws: none is guessed. */

/** From which amounts the travel rule asks for data, by the pack AML. */
export function travelLawOf(pack: CompiledPack): TravelLaw {
  const { thresholds, ownershipProofAboveEur } = paramsOf(pack, 'TRAVEL_RULE')
  const regimes = Object.entries(Object(thresholds) as Readonly<Record<string, Json>>).flatMap(
    ([country, units]) => {
      // The pack calls the United Kingdom as people do.
      const regime = country === 'UK' ? 'GB' : country
      if (!isRegime(regime)) return []
      return [[regime, scaled(pack, units, TRAVEL_RULES[regime].decimals)] as const]
    },
  )
  return {
    thresholds: new Map(regimes),
    ownWalletMax: scaled(pack, ownershipProofAboveEur, TRAVEL_RULES.EU.decimals),
    legalReview: pack.legalReview,
  }
}

function isRegime(name: string): name is TravelRegime {
  return Object.hasOwn(TRAVEL_RULES, name)
}

/** From what means on somebody is accredited, by the packs US-INVESTOR and US-REGD. */
export function meansLawOf({
  investors,
  offerings,
}: {
  readonly investors: CompiledPack
  readonly offerings: CompiledPack
}): MeansLaw {
  const person = paramsOf(investors, 'ACCREDITED_NP')
  const entity = paramsOf(investors, 'ACCREDITED_ENTITY')
  const letter = paramsOf(offerings, '506C')
  const cents = (dollars: Json | undefined) => scaled(investors, dollars, 2)
  const committed = (dollars: Json | undefined) => scaled(offerings, dollars, 2)
  return {
    netWorthOver: cents(person['netWorthGt']),
    incomeOver: cents(person['incomeGt']),
    jointIncomeOver: cents(person['jointIncomeGt']),
    totalAssetsOver: cents(entity['totalAssetsGt']),
    minimumOfPerson: committed(letter['highMinNatural']),
    minimumOfEntity: committed(letter['highMinEntity']),
    minimumPerOwner: committed(letter['highMinPerOwner']),
    ownersMax: Number(scaled(offerings, letter['perOwnerMaxOwners'], 0)),
  }
}

/** What is withheld, by the pack TAX. */
export function withholdingLawOf(pack: CompiledPack): WithholdingLaw {
  const { nonresident, backup, nonparticipating } = paramsOf(pack, 'US_WITHHOLD')
  const bps = (rate: Json | undefined) => Number(scaled(pack, rate, 4))
  return {
    foreignBps: bps(nonresident),
    backupBps: bps(backup),
    // A version from before the pack knew chapter 4: its rate is that of chapter 3.
    nonparticipatingBps: bps(nonparticipating ?? nonresident),
  }
}

function paramsOf({ id, rules }: CompiledPack, rule: string): Readonly<Record<string, Json>> {
  const found = rules.find((one) => one.id === rule)
  if (found === undefined) throw new Error(`${id} has no rule ${rule}`)
  return found.params
}

/** A number of a pack in units of its last decimal. One that does not come out even throws. */
function scaled({ id }: CompiledPack, value: Json | undefined, decimals: number): bigint {
  const read = typeof value === 'number' || typeof value === 'string' ? parseRational(String(value)) : null
  const whole = read === null ? null : read.n * 10n ** BigInt(decimals)
  if (read === null || whole === null || whole < 0n || whole % read.d !== 0n)
    throw new Error(`${id} has ${JSON.stringify(value)} where an amount belongs`)
  return whole / read.d
}
