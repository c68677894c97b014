import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { securityTokenAbi } from '../../../contracts/abi/SecurityToken.ts'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { InvestorId } from '../../kernel/ids.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { carryTransfer, transferToSign } from '../../register/transfer-order.service.ts'
import { issuerLaw } from '../../restriction/issuer-law.service.ts'
import { recordFacts } from '../../restriction/rule-facts.service.ts'
import { must } from '../../kernel/result.ts'

/* Units that a company of the United States sells in Britain. The offering closes on the first day, long before its last one. */

const database = await testDatabase()
const { db } = database
unlockVault(randomBytes(32))
const office = await escrowWorld(database)
const { world, as, settle, moveTo } = office
const [seller, certified, silent, american] = await Promise.all([
  office.approved('seller', [60]),
  office.approved('certified', [61]),
  office.approved('silent', [62]),
  office.approved('american', [63], { country: 'US' }),
])
await settle()
const { id, instrument, token } = await office.sale('offshore', 100n, { exemption: 'reg-s' })
const CERTIFIED = {
  'investor.offshore': true,
  'investor.certifiedNonUs': true,
  'investor.agreedNoHedging': true,
}
const record = (investor: InvestorId | null, facts: Parameters<typeof recordFacts>[2]) =>
  as('officer', async (work) => must(await recordFacts(work, { instrument: instrument.id, investor }, facts)))
const unrecorded = await issuerLaw(db, instrument, office.now())
await record(null, {
  'offering.overseasDirected': false,
  'issuer.foreign': false,
  'issuer.reporting': false,
  'class.kind': 'equity',
})
for (const investor of [seller, certified]) await record(investor, CERTIFIED)
await office.fund(office.account(60).address, 100n * PRICE)
await office.pay((await office.subscribe(id, seller, 60, 100n)).id, 60)
await settle()
const closedOn = office.now().toZonedDateTimeISO('America/New_York').toPlainDate()
await office.close(id)

test('while the issuer has not brought what Regulation S asks, its lock is not known; then it is the year of category 3', async () => {
  assert.deepEqual(unrecorded.lock, { legends: ['reg-s'], until: null, isKnown: false })
  const names = unrecorded.missing.map(({ name }) => name)
  assert.ok(names.includes('offering.overseasDirected') && names.includes('class.kind'), names.join())
  assert.ok(unrecorded.missing.every(({ of, citation }) => of === 'issuer' && citation !== ''))
  const { lock, missing } = await issuerLaw(db, instrument, office.now())
  const today = office.now().toZonedDateTimeISO('America/New_York').toPlainDate()
  assert.deepEqual([lock.legends, lock.isKnown, missing], [['reg-s'], true, []])
  assert.equal(lock.until?.toString(), today.add({ years: 1, days: 1 }).toString())
})

async function resale(from: number, to: number, units: bigint): Promise<string> {
  const [sender, receiver] = [office.account(from), office.account(to).address]
  const live = (await instrumentById(db, instrument.id))!
  const move = { from: sender.address, to: receiver, units }
  const data = must(await transferToSign(world.rpc, live, move, office.now()))
  const signature = await sender.signTypedData(data)
  const carried = await as('test', (work) =>
    carryTransfer(work, world.rpc, live, { authorization: data.message, signature }),
  )
  await settle()
  return carried.ok ? 'ALLOW' : carried.reason
}
const lots = (account: number) =>
  world.read(token, securityTokenAbi, 'lotsOf', [office.account(account).address])

test('units sold offshore are resold offshore within the period, under their lock, and not to the United States', async () => {
  const [issued] = await lots(60)
  assert.equal(await resale(60, 63, 10n), 'UNITS_LOCKED')
  assert.equal(await resale(60, 61, 40n), 'ALLOW')
  assert.deepEqual(await lots(61), [{ ...issued, units: 40n }])
  assert.equal(await resale(61, 63, 1n), 'UNITS_LOCKED', 'nor by whoever bought them there')
})

test('of a receiver who has certified nothing it is in doubt, and a doubt stops', async () => {
  assert.equal(await resale(60, 62, 10n), 'RULES_REVIEW')
  await record(silent, { ...CERTIFIED, 'investor.agreedNoHedging': false, 'investor.exemptSale': false })
  assert.equal(await resale(60, 62, 10n), 'RULES_BLOCK')
})

test('the period ends a year after the closing, whatever the last day of the offering was to be', async () => {
  const opens = closedOn.add({ years: 1, days: 1 }).toZonedDateTime('America/New_York').toInstant()
  await moveTo(opens.subtract({ hours: 12 }))
  assert.equal(await resale(60, 63, 10n), 'UNITS_LOCKED')
  await moveTo(opens.add({ hours: 24 }))
  await record(american, { 'investor.exemptSale': false })
  assert.equal(await resale(60, 63, 10n), 'ALLOW')
  assert.deepEqual(await lots(63), [])
})
