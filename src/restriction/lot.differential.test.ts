import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { chance } from '../../test/rule-facts.ts'
import { recordOf, Reverted, tokenWorld } from '../../test/token-world.ts'
import { countryBitmap, UNITED_STATES } from '../instrument/countries.ts'
import type { TransferRules } from '../instrument/instrument.ts'
import { countryOfNumeric } from '../kernel/countries.ts'
import { must } from '../kernel/result.ts'
import { dateOfEpochDay } from '../kernel/time.ts'
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
