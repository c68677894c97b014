import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { securityTokenAbi } from '../../../contracts/abi/SecurityToken.ts'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { epochDay } from '../../kernel/time.ts'
import { must } from '../../kernel/result.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { legendNumber, legendsOf, LEGENDS } from '../../restriction/lot.ts'
import { pinPack } from '../../restriction/pack-version.service.ts'
import { recordFacts } from '../../restriction/rule-facts.service.ts'
import { closingPreview, prepareClosing } from './closing.service.ts'
import { eventsOf } from '../subscription/subscription.service.ts'
import { issuedLotOf } from './subscription-lot.service.ts'
import { issuedLot } from './subscription-lot.ts'

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, sale, subscribe, pay, settle } = office
const people = await Promise.all(['ana', 'bo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61]) await office.fund(office.account(i).address, 10_000n * PRICE)
const FREE = { unlockDay: 0, legend: 0, legends: [] }

/** A full offering under these packs, paid by two, of whom officers know these facts. */
async function sold(
  key: string,
  lockUpDays: number,
  packs: readonly string[],
  facts: Parameters<typeof recordFacts>[2],
  ofBo: Parameters<typeof recordFacts>[2] = {},
) {
  const made = await sale(key, 100n, { lockUpDays })
  const paid = [await subscribe(made.id, people[0]!, 60, 40n), await subscribe(made.id, people[1]!, 61, 60n)]
  for (const [i, one] of paid.entries()) await pay(one.id, 60 + i)
  await settle()
  await as('officer', async (work) => {
    for (const pack of packs) must(await pinPack(work, made.instrument.id, pack))
    must(await recordFacts(work, { instrument: made.instrument.id, investor: null }, facts))
    must(await recordFacts(work, { instrument: made.instrument.id, investor: people[1]! }, ofBo))
  })
  const lotsOnChain = () =>
    Promise.all(
      [60, 61].map(async (i) => {
        const [lot] = await world.read(made.token, securityTokenAbi, 'lotsOf', [office.account(i).address])
        return lot === undefined ? FREE : { unlockDay: lot.unlockDay, legend: lot.legend }
      }),
    )
  const lotsHere = () => Promise.all(paid.map(({ id }) => issuedLotOf(db, id)))
  return { ...made, paid, lotsOnChain, lotsHere }
}

const RESTRICTED = { 'units.restricted': true, 'issuer.reporting': false }

test('a lot is locked by the later of lock-up and law, here and on the token, and each investor by their own facts', async () => {
  const made = await sold('both', 10, ['US-R144'], RESTRICTED, { 'units.restricted': false })
  await office.close(made.id)
  const today = office.now().toZonedDateTimeISO('America/New_York').toPlainDate()
  const [ana, bo] = await made.lotsHere()
  const closed = await world.read(made.contract, offeringAbi, 'closedDay', [])
  // A date in New York begins after its day of the token: it is locked until the next one.
  assert.deepEqual(
    [ana?.unlockDay, legendsOf(ana?.legend ?? 0)],
    [epochDay(today.add({ years: 1 })) + 1, ['lock-up', 'rule-144']],
  )
  assert.deepEqual(
    ana?.legends.map(({ pack, lockUntil, citation, legalReview }) => [
      pack,
      lockUntil.toString(),
      citation,
      legalReview,
    ]),
    [['US-R144', today.add({ years: 1 }).toString(), '17 CFR 230.144(d)(1)', 'pending']],
  )
  assert.deepEqual([bo?.unlockDay, legendsOf(bo?.legend ?? 0)], [closed + 10, ['lock-up']])
  assert.deepEqual(
    await made.lotsOnChain(),
    [ana, bo].map((lot) => ({ unlockDay: lot?.unlockDay, legend: lot?.legend })),
  )
  assert.deepEqual(
    (await eventsOf(db, made.paid[0]!.id)).map(({ to }) => to),
    ['eligible', 'funded', 'confirmed', 'allocated', 'issued'],
  )
})

test('what is recorded later does not change a lot that was issued', async () => {
  const made = await sold('kept', 0, ['US-R144'], RESTRICTED)
  await office.close(made.id)
  const before = [await made.lotsHere(), await made.lotsOnChain()]
  await as('officer', (work) =>
    recordFacts(work, { instrument: made.instrument.id, investor: null }, { 'issuer.reporting': true }),
  )
  await settle()
  assert.deepEqual([await made.lotsHere(), await made.lotsOnChain()], before)
})

test('nothing closes while it is not known for how long units are locked, and what is missing is named', async () => {
  const made = await sold('unknown', 0, ['US-R144'], { 'units.restricted': true })
  const refused = await as('first', (work) => prepareClosing(work, made.id))
  assert.deepEqual(refused.ok ? null : [refused.reason, refused.facts], [
    'LOT_FACTS_MISSING',
    { missing: 'issuer.reporting' },
  ])
  const { refusal } = (await closingPreview(db, made.id, office.now()))!
  assert.deepEqual(
    [refusal?.reason, refusal?.errors],
    [
      'LOT_FACTS_MISSING',
      [{ path: 'facts.issuer.reporting', code: 'FACT_MISSING', message: 'Reports under the Exchange Act' }],
    ],
  )
  await as('officer', (work) =>
    recordFacts(work, { instrument: made.instrument.id, investor: null }, RESTRICTED),
  )
  await office.close(made.id)
  assert.equal((await made.lotsHere())[0]?.legends.length, 1)
})

test('without a lock-up and without packs the units are free, and the contract is asked nothing more', async () => {
  const made = await sold('free', 0, [], {})
  await office.close(made.id)
  assert.deepEqual(
    [await made.lotsHere(), await made.lotsOnChain()],
    [
      [FREE, FREE],
      [FREE, FREE],
    ],
  )
  const { rows } = await database.pool.query(
    `select 1 from audit_entry where subject = $1 and action = 'offering.lots-locked'`,
    [made.id],
  )
  assert.equal(rows.length, 0)
})

test('of the lock-up and a lock of law the later counts, and both legends stay', () => {
  const law = { unlockDay: 500, legend: legendNumber(['reg-s']), legends: [] }
  const both = legendNumber(['lock-up', 'reg-s'])
  const cases = [
    [{ closedDay: 400, lockUpDays: 0 }, 500, law.legend],
    [{ closedDay: 400, lockUpDays: 99 }, 500, both],
    [{ closedDay: 400, lockUpDays: 101 }, 501, both],
  ] as const
  for (const [terms, unlockDay, legend] of cases)
    assert.deepEqual(issuedLot(law, terms), { ...law, unlockDay, legend })
})

test('every set of legends is one number, and comes back from it', () => {
  for (let number = 0; number < 1 << LEGENDS.length; number++)
    assert.equal(legendNumber(legendsOf(number)), number)
})
