import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak256, toHex } from 'viem'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { testDatabase } from '../../../test/database.ts'
import { storedTexts } from '../../../test/tables.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { trialBalance } from '../../ledger/journal.service.ts'
import { listIntents } from '../../platform/chain/intents.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { shred } from '../../platform/vault/vault.ts'
import type { Allotment } from './allocation.ts'
import { proposeAllotment, reasonHash } from './allotment.service.ts'
import { selectAllotments } from './allotment.store.ts'
import { closingPreview, confirmClosing, eraseWordsOf, prepareClosing } from './closing.service.ts'
import { allotmentHash, outcomeIn } from '../escrow/escrow.chain.ts'
import { offeringView } from '../offering.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { as, sale, subscribe, pay, settle, state, moveTo, chain } = office
const people = await Promise.all(['ana', 'bo', 'cleo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61, 62]) await office.fund(office.account(i).address, 10_000n * PRICE)
const wallet = (i: number) => office.account(60 + i).address
type Id = Parameters<typeof prepareClosing>[1]
type Sub = Awaited<ReturnType<typeof subscribe>>

const refusal = async (run: Promise<{ ok: boolean; reason?: string }>) => (await run).reason ?? null
const prepare = (id: Id) => refusal(as('first', (work) => prepareClosing(work, id)))
const confirm = (id: Id) => refusal(as('second', (work) => confirmClosing(work, id)))
const propose = (id: Id, list: readonly Allotment[], reason: string | null = null) =>
  refusal(as('issuer', (work) => proposeAllotment(work, id, { allotments: list, reason })))
const row = (one: Sub, units: bigint, reason: string | null = null): Allotment => ({
  subscription: one.id,
  units,
  reason,
})
/** What each of them asks for and pays. */
const paid = async (id: Id, units: readonly bigint[]) => {
  const made = await asked(id, units)
  await settle()
  return made
}
const asked = async (id: Id, units: readonly bigint[]) => {
  const made: Sub[] = []
  for (const [i, some] of units.entries()) {
    made.push(await subscribe(id, people[i]!, 60 + i, some))
    await pay(made[i]!.id, 60 + i)
  }
  return made as [Sub, Sub, Sub]
}
const head = async () => Number(await chain.rpc.call('eth_blockNumber', []))
const actions = async (id: Id) => {
  const { rows } = await database.pool.query<{ action: string }>(
    'select action from audit_entry where subject = $1 order by seq',
    [id],
  )
  return rows.map(({ action }) => action).slice(2)
}
let cut: () => Promise<unknown>
const CUT = 'More was asked for than there is.'
const DROPPED = 'A competitor of the tenant.'

test('the issuer cuts one and drops one: two people close what the list says, and its reasons are kept', async () => {
  const closes = Temporal.PlainDate.from('2026-02-01')
  const { id, instrument, token, contract } = await sale('hand', 100n, { allocation: 'by-hand', closes })
  const [a, b, c] = await paid(id, [80n, 50n, 40n])
  const list = [row(a, 50n, CUT), row(b, 50n), row(c, 0n, DROPPED)]
  assert.equal(await propose(id, list), 'WINDOW_OPEN')
  await moveTo(Temporal.Instant.from('2026-02-02T05:00:00Z'))
  assert.equal(await prepare(id), 'ALLOTMENT_MISSING')
  assert.equal(await propose(id, [row(a, 0n), row(b, 0n)], CUT), null)
  assert.equal(await prepare(id), 'ALLOTMENT_TOO_SMALL', 'nothing is no closing')
  assert.equal(await propose(id, [row(a, 80n), row(b, 20n)], CUT), null)
  assert.equal(await prepare(id), null)
  assert.equal(await propose(id, list), null, 'a changed list')
  assert.equal(await confirm(id), 'CLOSING_NOT_PREPARED')
  assert.equal(await prepare(id), null)
  assert.equal(await propose(id, list.toReversed()), null, 'the same list')

  const money = () => Promise.all([...[0, 1, 2].map(wallet), instrument.treasury].map(office.money))
  const before = await money()
  assert.equal(await confirm(id), null)
  assert.equal(await propose(id, list), 'OFFERING_CLOSED')
  await settle()

  assert.deepEqual(await Promise.all([a, b, c].map((one) => state(one.id))), [
    ['issued', null],
    ['issued', null],
    ['refunded', 'NOT_ALLOTTED'],
  ])
  const held = await Promise.all([0, 1, 2].map((i) => office.unitsOf(token, wallet(i))))
  assert.deepEqual(held, [50n, 50n, 0n])
  const after = await money()
  assert.deepEqual(
    after.map((one, i) => (one - before[i]!) / PRICE),
    [30n, 0n, 40n, 100n],
  )
  assert.equal(await office.money(contract), 0n)
  const { allotted } = await outcomeIn(chain.rpc, contract, { from: 0, to: await head() })
  const hashed = list.map(({ subscription, units, reason: why }) => ({
    ...{ subscription, units },
    reasonHash: why === null ? null : reasonHash(subscription, why),
  }))
  const reason = allotmentHash(hashed)
  const told = [50n, 50n, 0n].map((units, i) => [BigInt(i + 1), { units, reason }] as const)
  assert.deepEqual(allotted, new Map(told))
  const shown = async () =>
    (await closingPreview(db, id, office.now()))?.allocations.map(({ units, reason: why }) => [units, why])
  const [first, second] = [
    [50n, CUT],
    [50n, null],
  ]
  assert.deepEqual(await shown(), [first, second, [0n, DROPPED]])
  const said = [...(await storedTexts(database))].filter(([, text]) => text.includes(DROPPED))
  assert.deepEqual(said, [], 'what is said about somebody is in their vault alone')
  const former = 'update allotment set reason = $2, reason_hash = null where subscription = $1'
  await database.pool.query(former, [c.id, DROPPED])
  assert.deepEqual(await shown(), [first, second, [0n, DROPPED]], 'as it was kept before')
  await as('officer', (work) => eraseWordsOf(work, c.investor))
  assert.deepEqual(await shown(), [first, second, [0n, null]])
  cut = shown
  assert.deepEqual(
    (await trialBalance(db, { offering: id }, office.now())).map(({ account: { kind }, balance }) => [
      kind,
      balance / PRICE,
    ]),
    [
      ['escrow-chain', 0n],
      ['subscriptions-received', -100n],
      ['treasury', 100n],
    ],
  )
  assert.deepEqual(await actions(id), [
    'offering.allotment-proposed',
    'offering.allotment-proposed',
    'offering.closing-prepared',
    'offering.allotment-proposed',
    'offering.closing-outdated',
    'offering.closing-prepared',
    'offering.closing-confirmed',
    'offering.allotted',
    'offering.issuance-begun',
    'offering.released',
    'offering.closed',
  ])
})

test('the soft cap counts what is allotted, and an offering by rule has nothing to allot', async () => {
  const closes = Temporal.PlainDate.from('2026-03-01')
  const { id } = await sale('soft', 100n, { allocation: 'by-hand', closes, softCap: 60n })
  const { id: other } = await sale('rule', 100n, { closes })
  const [a, b] = await paid(id, [50n, 50n])
  await moveTo(Temporal.Instant.from('2026-03-02T05:00:00Z'))
  assert.equal(await propose(id, [row(a, 50n), row(b, 9n)], CUT), null)
  assert.equal(await prepare(id), 'ALLOTMENT_TOO_SMALL')
  assert.equal(await propose(id, [row(a, 50n), row(b, 10n)], CUT), null)
  assert.equal(await prepare(id), null)
  assert.equal(await propose(other, [row(a, 50n)]), 'NOT_ALLOTTED_BY_HAND')
  assert.equal((await selectAllotments(db, other)).length, 0)
})

test('more than one transaction takes are told to the contract in batches, before it closes', async () => {
  const closes = Temporal.PlainDate.from('2026-04-01')
  const { id, contract } = await sale('batches', 1_000n, { allocation: 'by-hand', closes })
  const all: Sub[] = []
  for (let i = 0; i < 18; i++) all.push(...(await asked(id, [2n, 2n, 2n])))
  await settle()
  await moveTo(Temporal.Instant.from('2026-04-02T05:00:00Z'))
  const list = all.map((one, i) => row(one, BigInt(i % 3), CUT))
  assert.equal(await propose(id, list), null)
  await office.close(id)
  const intents = await listIntents(db, { subject: id, purpose: 'offering.allot', limit: 10 })
  assert.deepEqual(
    intents.map(({ status }) => status),
    ['success', 'success'],
  )
  const { minted, refunded } = await outcomeIn(chain.rpc, contract, { from: 0, to: await head() })
  assert.deepEqual([minted.size, refunded.size], [36, 18])
  assert.equal(
    [...minted.values()].reduce((sum, { units }) => sum + units, 0n),
    54n,
  )
})

test('what somebody else rejects at the contract is followed, and an offering that nobody is left in opens again', async () => {
  const closes = Temporal.PlainDate.from('2026-05-01')
  const { id, contract } = await sale('reopened', 100n, { allocation: 'by-hand', closes })
  const a = await subscribe(id, people[0]!, 60, 10n)
  await pay(a.id, 60)
  await settle()
  await moveTo(Temporal.Instant.from('2026-05-02T05:00:00Z'))
  assert.equal(await propose(id, [row(a, 10n)]), null)
  assert.deepEqual([await prepare(id), await confirm(id)], [null, null])
  const { number } = (await subscriptionById(db, a.id))!
  await office.world.send(contract, offeringAbi, 'reject', [[number!], keccak256(toHex('elsewhere'))])
  await settle()
  const view = await offeringView(db, { id }, office.now())
  assert.equal(view?.offering.status, 'open')
  assert.deepEqual(await state(a.id), ['refunded', 'OFFERING_FAILED'])
  assert.match(view?.offering.failure ?? 'none', /SoftCapMissed/)
  assert.equal(await confirm(id), 'SOFT_CAP_MISSED')
})

test('whoever is erased leaves nothing of why they got less', async () => {
  await as('officer', (work) => shred(work, people[0]!))
  assert.deepEqual(await cut(), [
    [50n, null],
    [50n, null],
    [0n, null],
  ])
})
