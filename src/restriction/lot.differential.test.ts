import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeFunctionResult, encodeFunctionData, toHex, type Address, type Hex } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { REASONS } from '../../contracts/abi/reasons.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { goldenLocks } from '../../test/golden-locks.ts'
import { chance } from '../../test/rule-facts.ts'
import { GENESIS, recordOf, Reverted, tokenWorld } from '../../test/token-world.ts'
import { countryBitmap, UNITED_STATES } from '../instrument/countries.ts'
import type { TransferRules } from '../instrument/instrument.ts'
import { countryOfNumeric } from '../kernel/countries.ts'
import { must } from '../kernel/result.ts'
import { closeOfDay, dateOfEpochDay } from '../kernel/time.ts'
import { begunFacts, lotFacts } from './known-facts.ts'
import { legendNumber, lotTerms } from './lot.ts'
import { builtInPacks } from './pack.service.ts'
import { weigh, type RuleFacts } from './rule.ts'
import { tokenConfiguration } from './token-rules.ts'

const CASES = 120
const DAY_SECONDS = 86_400
/** 1 March 2026, as a chain day. */
const FIRST_DAY = 20_513
const NO_REF = `0x${'00'.repeat(32)}` as const
const NO_RULES: TransferRules = {
  countries: 'any',
  accreditedOnly: false,
  holdersMax: null,
  usHoldersMax: null,
  nonAccreditedHoldersMax: null,
  balanceMax: null,
}

const ISSUER: RuleFacts = {
  'offering.overseasDirected': false,
  'issuer.foreign': false,
  'issuer.reporting': false,
  'class.kind': 'equity',
}
const OFFERINGS = [
  { pack: 'US-REGS', facts: { ...ISSUER, 'offering.exemptions': ['REGS'], 'units.regS': true } },
  { pack: 'US-REGCF', facts: { 'offering.exemptions': ['REGCF'], 'units.crowdfunded': true } },
] as const

for (const { pack: id, facts: terms } of OFFERINGS)
  test(`${id}: in ${CASES} generated transfers the pack and the lots that it locked agree on who may receive`, async () => {
    const packs = builtInPacks().filter((pack) => pack.id === id)
    const world = await tokenWorld()
    const { people, registry } = world
    const { below, pick } = chance(20_261_130)
    let day = FIRST_DAY
    /** Noon in New York: the same date there and in UTC. */
    const now = () => Temporal.Instant.fromEpochMilliseconds((day * DAY_SECONDS + 17 * 3_600) * 1000)
    const date = () => dateOfEpochDay(day)
    const nextDays = (days: number) => {
      day += days
      return world.warp(now())
    }
    const closed = dateOfEpochDay(FIRST_DAY + 1)

    const close = async (wallet: Address, units: bigint) => {
      const facts = { ...terms, ...begunFacts(closed), 'units.issuedOn': date().toString() }
      const { unlockDay, legends } = must(lotTerms(packs, { asOf: now(), facts }))
      const legend = legendNumber(legends.map((one) => one.legend))
      await world.sendToken('issue', [wallet, units, day, unlockDay, legend, NO_REF])
    }
    /** What officers have recorded of everybody; of Regulation Crowdfunding, that nobody is family. */
    const factsOf = async (from: Address, to: Address, units: bigint): Promise<RuleFacts> => {
      const [balance, locked, lots, record] = await Promise.all([
        world.readToken('balanceOf', [from]),
        world.readToken('lockedOf', [from]),
        world.readToken('lotsOf', [from]),
        world.read(registry, investorRegistryAbi, 'investorOf', [to]),
      ])
      return {
        ...terms,
        ...begunFacts(closed),
        ...lotFacts(units > balance - locked ? lots : []),
        'receiver.relation': 'other',
        'investor.accredited': day < record.accreditedUntilDay,
        'investor.usPerson': UNITED_STATES.includes(countryOfNumeric(record.country) ?? ''),
        'investor.exemptSale': false,
        'investor.offshore': true,
        'investor.certifiedNonUs': true,
        'investor.agreedNoHedging': true,
      }
    }
    const configure = async () => {
      const law = { packs, asOf: now(), facts: { ...terms, ...begunFacts(closed) } }
      const { countries } = must(tokenConfiguration(law, NO_RULES)).rules
      await world.sendToken('setRules', [
        {
          balanceMax: 0n,
          holdersMax: 0,
          accreditedOnly: false,
          countriesOn: countries !== 'any',
          topics: 0,
          usHoldersMax: 0,
          nonAccreditedHoldersMax: 0,
        },
      ])
      if (countries !== 'any') await world.sendToken('setCountries', [countryBitmap(countries)])
    }

    await nextDays(1)
    for (const wallet of people.slice(0, 3)) await close(wallet, 300n)
    await world.sendToken('mint', [people[0]!, 50n])
    const seen = { passedLocked: 0, refused: 0 }
    for (let n = 0; n < CASES; n++) {
      const changed = below(people.length)
      const record = {
        country: pick([826, 840, 630, 276]),
        accreditedUntilDay: pick([0, day, day + 1, 40_000]),
      }
      await world.send(registry, investorRegistryAbi, 'update', [people[changed]!, recordOf(changed, record)])
      // More than a year in all: locks end on the way.
      await nextDays(1 + below(7))
      await configure()
      const balances = await Promise.all(people.map((wallet) => world.readToken('balanceOf', [wallet])))
      const from = pick(people.filter((_, i) => balances[i]! > 0n))
      const to = pick(people.filter((wallet) => wallet !== from))
      const balance = await world.readToken('balanceOf', [from])
      const free = await world.readToken('freeOf', [from])
      const units = pick([1n, balance, free, free + 1n].filter((each) => each > 0n && each <= balance))

      const { outcome, reasons } = weigh(packs, {
        action: 'transfer',
        asOf: now(),
        facts: await factsOf(from, to, units),
      })
      const moved = await world.sendToken('transfer', [to, units], from).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Reverted) return false
          throw error
        },
      )
      const said = `case ${n}, ${date().toString()}: ${units} of ${balance} units, ${free} free: ${JSON.stringify(reasons)}`
      assert.equal(outcome, moved ? 'ALLOW' : 'BLOCK', said)
      if (!moved) seen.refused++
      else if (units > free) seen.passedLocked++
    }
    assert.ok(Temporal.PlainDate.compare(date(), closed.add({ years: 1 })) > 0, 'no lock ended')
    assert.ok(seen.passedLocked > CASES / 10 && seen.refused > CASES / 10, JSON.stringify(seen))
  })

test('on the days of the golden results, lots are locked on the chain as they say', async () => {
  const { people, readToken, sendToken, registry, send, ...world } = await tokenWorld()
  const [holder, american, foreigner] = people as [Address, Address, Address]
  const us = recordOf(people.indexOf(american), { country: 840 })
  await send(registry, investorRegistryAbi, 'update', [american, us])
  /** The token's reason when the last second of the date runs in New York. */
  const reasonOn = async (date: Temporal.PlainDate, to: Address) => {
    const time = toHex(closeOfDay(date, 'America/New_York').epochMilliseconds / 1000 - 1)
    const data = encodeFunctionData({
      abi: securityTokenAbi,
      functionName: 'explain',
      args: [holder, to, 100n],
    })
    const call = [{ to: world.token, data }, 'latest', {}, { time }]
    const said = (await world.anvil.call('eth_call', call)) as Hex
    const [first] = decodeFunctionResult({ abi: securityTokenAbi, functionName: 'explain', data: said })
    return first === undefined ? null : REASONS[first.reason - 1]
  }

  const seen = { locked: 0, open: 0 }
  for (const { name, pack, facts, days } of goldenLocks()) {
    const packs = builtInPacks().filter(({ id }) => id === pack)
    const { unlockDay, legends } = must(lotTerms(packs, { asOf: GENESIS, facts }))
    // Issued on the chain's first day: a lot that was free before it is none.
    if (days.some(({ on }) => Temporal.PlainDate.compare(on, '2026-01-01') < 0)) continue
    const legend = legendNumber(legends.map((one) => one.legend))
    await sendToken('issue', [holder, 100n, FIRST_DAY, unlockDay, legend, NO_REF])
    for (const { on, locked } of days) {
      assert.equal(await reasonOn(on, american), locked ? 'UNITS_LOCKED' : null, `${name}, ${on}`)
      const abroad = locked && pack === 'US-R144' ? 'UNITS_LOCKED' : null
      assert.equal(await reasonOn(on, foreigner), abroad, `${name}, ${on}, to somebody abroad`)
      if (locked) seen.locked++
      else seen.open++
    }
    await sendToken('burn', [holder, await readToken('balanceOf', [holder])])
  }
  assert.ok(seen.locked >= 9 && seen.open >= 9, JSON.stringify(seen))
})
