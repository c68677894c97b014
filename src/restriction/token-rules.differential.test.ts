import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import type { Address } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { REASONS, type Reason } from '../../contracts/abi/reasons.ts'
import { chance } from '../../test/rule-facts.ts'
import { recordOf, Reverted, tokenWorld } from '../../test/token-world.ts'
import { countriesExcept, countryBitmap, UNITED_STATES } from '../instrument/countries.ts'
import type { TransferRules } from '../instrument/instrument.ts'
import { countryOfNumeric } from '../kernel/countries.ts'
import { must } from '../kernel/result.ts'
import { dateOfEpochDay, epochDay } from '../kernel/time.ts'
import { lotTerms } from './lot.ts'
import { readPack } from './pack.service.ts'
import type { Json } from './rule-pack.ts'
import { weigh, type RuleFacts } from './rule.ts'
import { tokenConfiguration } from './token-rules.ts'

const PHASES = 30
const CASES_OF_A_PHASE = 10
const DAY_SECONDS = 86_400
/** 1 January 2026, as a chain day. */
const FIRST_DAY = 20_454
const NO_REF = `0x${'00'.repeat(32)}` as const
const NO_RULES: TransferRules = {
  countries: 'any',
  accreditedOnly: false,
  holdersMax: null,
  usHoldersMax: null,
  nonAccreditedHoldersMax: null,
  balanceMax: null,
}

/** The platform’s packs, with limits that a dozen wallets reach: numbers are data. */
function pack(id: string, limits: Readonly<Record<string, Json>> = {}) {
  const file = JSON.parse(fs.readFileSync(`src/restriction/packs/${id}.json`, 'utf8')) as {
    rules: { params: Record<string, Json> }[]
  }
  for (const { params } of file.rules)
    for (const [name, value] of Object.entries(limits)) if (name in params) params[name] = value
  return must(readPack(file, null))
}
const COUNTS = pack('US-COUNTS', { holdersGte: 6, nonAccreditedGte: 3, c1Max: 4 })
const PACKS = [
  pack('US-REGD'),
  pack('US-REGS'),
  pack('US-R144'),
  // The test of ERISA is about values, which the token does not know.
  { ...COUNTS, compiled: COUNTS.compiled.filter(({ rule }) => rule.id !== 'ERISA25') },
]

test('what the packs ask of the token: of two limits the stricter, and nothing while a fact is missing', () => {
  const asOf = Temporal.Instant.from('2026-02-01T17:00:00Z')
  const facts = offering({ exemptions: ['506(c)', 'REGS'], caps: true, fund: true })
  const { rules, from, offChainOnly } = must(tokenConfiguration({ packs: PACKS, asOf, facts }, NO_RULES))
  assert.deepEqual(rules, {
    ...NO_RULES,
    accreditedOnly: true,
    holdersMax: 4,
    nonAccreditedHoldersMax: 2,
    countries: countriesExcept(UNITED_STATES),
  })
  assert.deepEqual(
    from.map(({ rule, setting }) => `${rule} ${setting}`),
    [
      'SEC12G holdersMax',
      'SEC12G nonAccreditedHoldersMax',
      'ICA3C holdersMax',
      '506C accreditedOnly',
      'REGS countries',
    ],
  )
  assert.ok(offChainOnly.includes('506B'))
  const sheet = { ...NO_RULES, holdersMax: 3, countries: ['DE', 'US'] }
  const stricter = must(tokenConfiguration({ packs: PACKS, asOf, facts }, sheet)).rules
  assert.deepEqual([stricter.holdersMax, stricter.countries], [3, ['DE']])
  const without = (fact: string, rules: TransferRules) => {
    const asked = tokenConfiguration({ packs: PACKS, asOf, facts: { ...facts, [fact]: null } }, rules)
    return asked.ok ? asked.value.rules : asked.facts
  }
  assert.deepEqual(without('issuer.blocksAt12g', NO_RULES), { missing: 'issuer.blocksAt12g' })
  assert.deepEqual(without('offering.distributionStart', NO_RULES), {
    missing: 'offering.distributionStart',
  })
  // What the sheet asks for anyway is no doubt.
  assert.deepEqual(without('offering.distributionStart', { ...NO_RULES, countries: ['DE'] }), {
    ...rules,
    countries: ['DE'],
  })
  assert.deepEqual(without('fund.venture', { ...NO_RULES, holdersMax: 3 }), { missing: 'fund.venture' })
})

type Offering = { readonly exemptions: readonly string[]; readonly caps: boolean; readonly fund: boolean }

function offering({ exemptions, caps, fund }: Offering): RuleFacts {
  return {
    'offering.exemptions': exemptions,
    'offering.overseasDirected': false,
    'offering.distributionStart': '2026-01-01',
    'issuer.foreign': false,
    'issuer.reporting': false,
    'issuer.susmi': true,
    'issuer.blocksAt12g': caps,
    'issuer.totalAssets': 0,
    'class.kind': 'equity',
    'class.outstanding': 1_000_000,
    'class.weeklyVolumeAverage': 0,
    'fund.regime': fund ? '3(c)(1)' : 'none',
    'fund.venture': false,
    'fund.capital': 0,
    'units.restricted': true,
    'units.regS': false,
    'resale.path': 'rule-144',
    'issuer.currentInformation': true,
  }
}

/** Which reason of the token each code of a pack is compiled to. */
const ON_CHAIN: Readonly<Record<string, Reason>> = {
  R506C_NOT_VERIFIED: 'RECEIVER_NOT_ACCREDITED',
  REGS_US_PERSON: 'COUNTRY_BLOCKED',
  SEC12G_LIMIT: 'HOLDER_CAP',
  ICA_3C1_LIMIT: 'HOLDER_CAP',
  SEC12G_NON_ACCREDITED_LIMIT: 'NON_ACCREDITED_HOLDER_CAP',
  R144_HOLDING_PERIOD: 'UNITS_LOCKED',
}
const COMPILED: ReadonlySet<Reason> = new Set(Object.values(ON_CHAIN))

const world = await tokenWorld()
const { people, registry } = world
const luck = chance(20_261_129)
const { below, pick } = luck
let day = FIRST_DAY
/** Noon in New York: the same date there and in UTC. */
const now = () => Temporal.Instant.fromEpochMilliseconds((day * DAY_SECONDS + 17 * 3_600) * 1000)

async function nextDays(days: number): Promise<void> {
  day += days
  await world.warp(now())
}

async function configure(rules: TransferRules): Promise<void> {
  await world.sendToken('setRules', [
    {
      balanceMax: rules.balanceMax ?? 0n,
      holdersMax: rules.holdersMax ?? 0,
      accreditedOnly: rules.accreditedOnly,
      countriesOn: rules.countries !== 'any',
      topics: 0,
      usHoldersMax: rules.usHoldersMax ?? 0,
      nonAccreditedHoldersMax: rules.nonAccreditedHoldersMax ?? 0,
    },
  ])
  if (rules.countries !== 'any') await world.sendToken('setCountries', [countryBitmap(rules.countries)])
}

/** What the packs read about a transfer, taken from the chain as the register takes it. */
async function factsOf(from: Address, to: Address, units: bigint): Promise<RuleFacts> {
  const [holders, nonAccredited, sender, receiver, lots, counted] = await Promise.all([
    world.readToken('holderCount', []),
    world.readToken('nonAccreditedHolderCount', []),
    world.readToken('balanceOf', [from]),
    world.readToken('balanceOf', [to]),
    world.readToken('lotsOf', [from]),
    world.readToken('standingOf', [from]),
  ])
  const record = (wallet: Address) => world.read(registry, investorRegistryAbi, 'investorOf', [wallet])
  const [theirs, ours] = [await record(to), await record(from)]
  const accredited = (until: number) => day < until
  const country = countryOfNumeric(theirs.country) ?? ''
  const enters = receiver === 0n
  const leaves = units === sender
  // Bit 2 of a standing: counted as not accredited. Somebody who became so since is counted when they move.
  const before = (counted & 4) === 0 ? 0 : 1
  const after = !leaves && !accredited(ours.accreditedUntilDay) ? 1 : 0
  const locked = lots.filter(({ unlockDay }) => unlockDay > day)
  const lockedUnits = locked.reduce((sum, lot) => sum + lot.units, 0n)
  return {
    'transfer.units': String(units),
    'transfer.amount': 0,
    'holder.affiliate': false,
    'holder.sales': [],
    'holder.lots': [
      { units: String(sender - lockedUnits), clockStart: '2020-01-01' },
      ...locked.map((lot) => ({
        units: String(lot.units),
        clockStart: dateOfEpochDay(lot.acquiredDay).toString(),
      })),
    ],
    'class.recordHolders': String(holders),
    'class.nonAccreditedHolders': String(nonAccredited),
    'change.holdersAdded': enters ? 1 : 0,
    'change.holdersRemoved': leaves ? 1 : 0,
    'change.nonAccreditedAdded': enters && !accredited(theirs.accreditedUntilDay) ? 1 : 0,
    'change.nonAccreditedRemoved': before - after,
    'fund.beneficialOwners': String(holders),
    'investor.newOwner': enters,
    'investor.notCounted': false,
    'investor.isFund': false,
    'investor.accredited': accredited(theirs.accreditedUntilDay),
    'verification.method': 'INCOME_TAX_FORMS',
    'investor.usPerson': UNITED_STATES.includes(country),
    'investor.exemptSale': false,
    'investor.offshore': true,
    'investor.certifiedNonUs': true,
    'investor.agreedNoHedging': true,
  }
}

async function anyHolder(): Promise<Address | undefined> {
  const units = await Promise.all(people.map((wallet) => world.readToken('balanceOf', [wallet])))
  return pick(people.filter((_, i) => units[i]! > 0n))
}

/** Something that changes what may move; what is itself refused changes nothing. */
async function change(facts: RuleFacts): Promise<void> {
  const i = below(people.length)
  const wallet = people[i]!
  const record = {
    accreditedUntilDay: pick([0, day, day + 1, 40_000]),
    country: pick([826, 840, 630, 276]),
  }
  const changes: readonly (() => Promise<unknown>)[] = [
    () => world.send(registry, investorRegistryAbi, 'update', [wallet, recordOf(i, record)]),
    () => world.send(registry, investorRegistryAbi, 'update', [wallet, recordOf(i, record)]),
    async () => {
      const paid = dateOfEpochDay(day - below(400)).toString()
      const { lockUntil } = must(
        lotTerms(PACKS.slice(1, 3), { asOf: now(), facts: { ...facts, 'units.fullyPaidOn': paid } }),
      )
      const units = BigInt(1 + below(100))
      await world.sendToken('issue', [
        wallet,
        units,
        epochDay(Temporal.PlainDate.from(paid)),
        epochDay(lockUntil!),
        0,
        NO_REF,
      ])
    },
    async () => {
      const units = await world.readToken('balanceOf', [wallet])
      if (units > 0n) await world.sendToken('burn', [wallet, units])
    },
    () => nextDays(1 + below(40)),
  ]
  await pick(changes)().catch((error: unknown) => {
    if (!(error instanceof Reverted)) throw error
  })
}

test(`in ${PHASES * CASES_OF_A_PHASE} generated transfers the packs and the token that they configured agree`, async () => {
  await nextDays(1)
  for (const wallet of people.slice(0, 3)) await world.sendToken('mint', [wallet, 300n])
  const seen = new Map<Reason, number>()
  let passed = 0
  let asked = 0
  for (let phase = 0; phase < PHASES; phase++) {
    const terms = offering({
      exemptions: pick([[], ['506(c)'], ['REGS'], ['506(c)', 'REGS']]),
      caps: below(2) === 0,
      fund: below(2) === 0,
    })
    for (let n = 0; n < CASES_OF_A_PHASE; n++) {
      await configure(NO_RULES)
      for (let left = below(3); left >= 0; left--) await change(terms)
      await configure(must(tokenConfiguration({ packs: PACKS, asOf: now(), facts: terms }, NO_RULES)).rules)

      const from = await anyHolder()
      if (from === undefined) continue
      const to = pick(people.filter((wallet) => wallet !== from))
      const balance = await world.readToken('balanceOf', [from])
      const free = await world.readToken('freeOf', [from])
      const units = pick([1n, balance, free, free + 1n].filter((each) => each > 0n && each <= balance))
      asked++

      const facts = { ...terms, ...(await factsOf(from, to, units)) }
      const { outcome, reasons } = weigh(PACKS, { action: 'transfer', asOf: now(), facts })
      assert.notEqual(outcome, 'REVIEW', JSON.stringify(reasons))
      const byPacks = new Set(
        reasons.flatMap(({ code, severity }) =>
          severity === 'BLOCK' ? [ON_CHAIN[code] ?? `not compiled: ${code}`] : [],
        ),
      )
      const explained = (await world.readToken('explain', [from, to, units])).map(
        ({ reason }) => REASONS[reason - 1]!,
      )
      const byToken = new Set(explained.filter((reason) => COMPILED.has(reason)))
      const said = `phase ${phase}, case ${n}, day ${day}: ${from} → ${to}, ${units} units, ${JSON.stringify(facts)}`
      assert.deepEqual([...byPacks].toSorted(), [...byToken].toSorted(), said)

      const moved = await world.sendToken('transfer', [to, units], from).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Reverted) return false
          throw error
        },
      )
      assert.equal(moved, outcome === 'ALLOW', said)
      if (moved) passed++
      for (const reason of byToken) seen.set(reason, (seen.get(reason) ?? 0) + 1)
    }
  }
  assert.ok(asked > PHASES * CASES_OF_A_PHASE * 0.9, `only ${asked} were asked`)
  assert.ok(passed > asked / 20, `only ${passed} of ${asked} passed`)
  for (const reason of COMPILED)
    assert.ok((seen.get(reason) ?? 0) >= 5, `${reason}: ${seen.get(reason) ?? 0}`)
})
