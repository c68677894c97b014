import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeFunctionData, erc20Abi, parseSignature, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { createInstrument, instrumentById, markLive } from '../instrument/instrument.service.ts'
import { recordAsset, recordIssuer, recordSpv } from '../issuer/issuer.service.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { money, USDX } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { EMBEDDED_FINALITY } from '../platform/chain/finality.ts'
import { latestAuditEntries } from '../platform/audit.ts'
import { listIntents, recordIntent } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { openSender } from '../platform/chain/sender.ts'
import { settle } from '../platform/chain/settle.ts'
import { transaction, type Tx } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import {
  closeOffering,
  createSubscription,
  offeringView,
  openOffering,
  paymentToSign,
  paySubscription,
  subscriptionById,
  subscriptionSettled,
} from './offering.service.ts'
import { offeringRoutes } from './offering.routes.ts'
import { advanceRefunds } from './refund.job.ts'
import { REFUND } from './refund.service.ts'
import { paymentTypedData } from './subscription.chain.ts'
import type { Subscription } from './subscription.ts'

const world = await tokenWorld()
const { rpc, people, accounts, stablecoin, operator } = world
const { db, pool } = await testDatabase()
const NOON = GENESIS.add({ hours: 12 })
const PRICE = 1_000_000n
const chain = { rpc, chainId: 31_337 }

function inWork<T>(run: (work: Work) => Promise<T>, now = NOON): Promise<T> {
  return transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
}

async function sold(key: string, token: Address, treasuryKind: 'managed' | 'own', treasury: Address) {
  return inWork(async (work) => {
    const company = {
      key,
      name: 'Tower',
      form: 'LLC',
      jurisdiction: 'US-DE',
      registryNumber: null,
      lei: null,
    }
    const issuer = await recordIssuer(work, company)
    const spv = await recordSpv(work, issuer, company)
    const id = await createInstrument(work, {
      issuer,
      spv,
      asset: await recordAsset(work, spv, {
        key,
        kind: 'office-building',
        name: 'Tower',
        country: 'US',
        address: '1 Main Street',
        identifiers: [],
        facts: [],
      }),
      treasury,
      termSheetSha256: '00'.repeat(32),
      terms: {
        key,
        name: 'Office Tower',
        symbol: 'TOWER',
        decimals: 0,
        unitsMax: 1_000n,
        unitPrice: money(PRICE, USDX),
        payment: { token: stablecoin, currency: USDX },
        treasuryKind,
        timeZone: 'America/New_York',
        rules: {
          countries: 'any',
          accreditedOnly: false,
          holdersMax: null,
          usHoldersMax: null,
          nonAccreditedHoldersMax: null,
          balanceMax: null,
        },
        offering: {
          exemption: 'none-needed',
          opens: Temporal.PlainDate.from('2026-01-01'),
          closes: Temporal.PlainDate.from('2026-02-01'),
          ticketMin: money(PRICE, USDX),
          ticketMax: null,
          lockUpDays: 0,
        },
        income: null,
      },
    })
    await markLive(work, id, token)
    const live = await instrumentById(work.db, id)
    assert.ok(live)
    await openOffering(work, live)
    return live
  })
}
const instrument = await sold('office-tower', world.token, 'managed', people[9]!)
const view = await offeringView(db, { instrument: instrument.id }, NOON)
assert.ok(view)
const offering = view.offering.id
await pool.query(
  'insert into protocol (chain_id, operator, asked_at, ready_at) values (31337, $1, now(), now())',
  [operator],
)
const protocol = {
  InvestorRegistry: world.registry,
  TokenOffice: world.office,
  SecurityToken: world.implementation,
  Distributor: world.distributor,
  Factory: world.factory,
  DevStablecoin: stablecoin,
  'registry-agent': operator,
}
for (const [step, address] of Object.entries(protocol))
  await pool.query(
    'insert into protocol_step (step, address, attempt, asked_at, done_at) values ($1, $2, 0, now(), now())',
    [step, address],
  )

/** A verified investor with a wallet that is `people[i]`. */
async function investorWith(i: number, kycUntil: string): Promise<InvestorId> {
  const id = newId('inv')
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', 'GB', 'verified', $2, $3, now())`,
    [id, kycUntil, people[i]],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, people[i]!.toLowerCase()],
  )
  return id
}
const payer = accounts[1]!
const investor = await investorWith(0, '2030-01-01')
await world.send(stablecoin, devStablecoinAbi, 'mint', [payer.address, 100n * PRICE])

const sender = openSender({
  db,
  rpc,
  chainId: 31_337,
  signer: developmentSigner(0, {}),
  clock: { now: () => NOON },
  finality: EMBEDDED_FINALITY,
  handlers: subscriptionSettled({ rpc }),
})

const subscribed = async (units: bigint): Promise<Subscription> =>
  must(
    await inWork((work) =>
      createSubscription(work, { offering, investor, wallet: people[0]!, amount: units * PRICE }),
    ),
  )

/** Signs what the subscription asks for, or the same with another payee, and carries it without the platform. */
async function carriedByThePayer(subscription: Subscription, payee = instrument.treasury): Promise<void> {
  const { domain, message } = await paymentToSign(db, rpc, 31_337, subscription)
  const signature = await payer.signTypedData(paymentTypedData(domain, { ...message, to: payee }))
  const { r, s, yParity } = parseSignature(signature)
  const { from, value, validAfter, validBefore, nonce } = message
  await world.send(
    stablecoin,
    devStablecoinAbi,
    'transferWithAuthorization',
    [from, payee, value, validAfter, validBefore, nonce, 27 + yParity, r, s],
    payer.address,
  )
}

/** Hands the subscription's payment in and lets it fail, as one does whose nonce is used. */
async function handedIn(subscription: Subscription): Promise<Subscription | null> {
  const signature = await payer.signTypedData(await paymentToSign(db, rpc, 31_337, subscription))
  must(await inWork((work) => paySubscription(work, chain, subscription.id, signature)))
  await sender.round()
  return subscriptionById(db, subscription.id)
}

const issuances = async (subscription: Subscription) =>
  (await listIntents(db, { subject: subscription.id, purpose: 'subscription.issuance', limit: 10 })).length

test('whoever spends the nonce of a payment on something else gets no units', async () => {
  const subscription = await subscribed(10n)
  await carriedByThePayer(subscription, people[1]!)
  const after = await handedIn(subscription)
  assert.deepEqual([after?.status, after?.reason], ['cancelled', 'PAYMENT_FAILED'])
  assert.equal(await issuances(subscription), 0)
})

test('whoever carries the payment to the chain themself gets the units', async () => {
  const subscription = await subscribed(10n)
  await carriedByThePayer(subscription)
  const after = await handedIn(subscription)
  assert.deepEqual([after?.status, after?.issuance], ['pending', 'processing'])
  assert.equal(await issuances(subscription), 1)
})

test('a verification ends when its day begins in UTC, as the registry has it, and not in the issuer’s zone', async () => {
  const wallet = people[1]!
  const lapsing = await investorWith(1, '2026-01-03')
  const ask = (now: string) =>
    inWork(
      (work) => createSubscription(work, { offering, investor: lapsing, wallet, amount: 10n * PRICE }),
      Temporal.Instant.from(now),
    )
  assert.ok((await ask('2026-01-02T23:59:59Z')).ok)
  const late = await ask('2026-01-03T00:00:00Z')
  assert.ok(!late.ok && late.reason === 'INVESTOR_NOT_VERIFIED')
})

test('of another issuer nothing is seen, not even that something was passed over, and nothing can be done', async () => {
  const app = await testApp({ db, pool, url: '' }, offeringRoutes(chain), { clock: { now: () => NOON } })
  const list = async (key: string) =>
    (await app.call({ path: '/v1/subscriptions?limit=1', key })).json<{ items: unknown[]; next: unknown }>()
  const own = await list(await app.keyFor('issuer', { issuer: instrument.issuer }))
  assert.equal(own.items.length, 1)
  assert.notEqual(own.next, null)
  assert.deepEqual(await list(await app.keyFor('issuer', { issuer: newId('iss') })), {
    items: [],
    next: null,
  })

  const key = await app.keyFor('officer', { issuer: newId('iss') })
  const amount = '10.00'
  const asked = await app.call({
    path: `/v1/offerings/${offering}/subscriptions`,
    key,
    body: { investor, wallet: people[0], amount },
  })
  assert.equal(asked.statusCode, 404)
  const { id } = await subscribed(10n)
  const body = { signature: `0x${'11'.repeat(65)}` }
  assert.equal((await app.call({ path: `/v1/subscriptions/${id}/payment`, key, body })).statusCode, 404)
})

test('an investor has one reservation of an offering: another amount takes its place and keeps its day', async () => {
  const someone = await investorWith(2, '2030-01-01')
  const wallet = people[2]!
  const ask = (units: bigint, now: Temporal.Instant) =>
    inWork(
      (work) => createSubscription(work, { offering, investor: someone, wallet, amount: units * PRICE }),
      now,
    )
  const taken = async (now: Temporal.Instant) =>
    (await offeringView(db, { id: offering }, now))?.unitsTaken ?? 0n
  const before = await taken(NOON)

  const first = must(await ask(100n, NOON))
  assert.equal(must(await ask(100n, NOON.add({ hours: 1 }))).id, first.id, 'the same is the same')
  const second = must(await ask(40n, NOON.add({ hours: 2 })))
  assert.notEqual(second.id, first.id)
  assert.equal(second.validBefore.toString(), first.validBefore.toString())
  const replaced = await subscriptionById(db, first.id)
  assert.deepEqual([replaced?.status, replaced?.reason], ['cancelled', 'REPLACED'])
  assert.equal(await taken(NOON.add({ hours: 3 })), before + 40n)
  // Two more that run out; what was replaced does not count.
  must(await ask(1n, NOON.add({ hours: 24 })))
  must(await ask(1n, NOON.add({ hours: 48 })))
  const refused = await ask(1n, NOON.add({ hours: 72 }))
  assert.ok(!refused.ok)
  assert.deepEqual(
    [refused.reason, refused.facts],
    ['RESERVATIONS_UNPAID', { count: '3', until: NOON.add({ hours: 72 + 7 * 24 }).toString() }],
  )
  assert.ok((await ask(1n, NOON.add({ hours: 72 + 7 * 24 }))).ok, 'a week later they may try again')
})

/** A paid subscription whose units the token refuses; of an offering of its own. */
async function refusedByToken(number: number, treasuryKind: 'managed' | 'own') {
  const treasury = people[8]!
  const sale = await sold(`sale-${number}`, people[number]!, treasuryKind, treasury)
  const found = await offeringView(db, { instrument: sale.id }, NOON)
  assert.ok(found)
  const [id, wallet] = [newId('sub'), people[4]!]
  await pool.query(
    `insert into subscription values ($1, $2, $3, $4, 5, $5, 'pending', 'processing', $6, null, $6, null)`,
    [
      id,
      found.offering.id,
      investor,
      wallet,
      (5n * PRICE).toString(),
      NOON.add({ seconds: number }).toString(),
    ],
  )
  const purpose = 'subscription.issuance'
  const asked = { key: `${id}:issuance`, purpose, subject: id, from: operator, to: people[number]! } as const
  await inWork(async (work) => {
    const intent = await recordIntent(work.db, { ...asked, data: '0x' }, NOON)
    const failure = { reason: 'REVERTED', data: null } as const
    const context = { handlers: subscriptionSettled({ rpc }), now: NOON }
    await settle(work.db as Tx, intent.id, { status: 'failure', failure }, context)
  })
  return { id, sale, treasury, wallet, offering: found.offering.id }
}

/** The chain is read up to now, all of it final. */
async function readToHead(): Promise<void> {
  const head = Number(await rpc.call('eth_blockNumber', []))
  await pool.query(
    `insert into chain_network (chain_id, genesis_hash, start_block, head_number, finalized_number)
     values (31337, $1, 0, $2, $2) on conflict (only_row) do update set head_number = $2, finalized_number = $2`,
    [`0x${'00'.repeat(32)}`, head],
  )
}
const refunds = (now = NOON) => advanceRefunds({ db, rpc, clock: { now: () => now } })

test('a refund that the platform cannot sign is told, found on the chain once, and the offering can be closed', async () => {
  await readToHead()
  // Paid before: not a refund.
  await world.send(stablecoin, devStablecoinAbi, 'mint', [people[8]!, 100n * PRICE])
  await world.send(stablecoin, devStablecoinAbi, 'transfer', [people[4]!, 5n * PRICE], people[8]!)
  await readToHead()
  const [a, b] = [await refusedByToken(5, 'own'), await refusedByToken(6, 'own')]
  const close = async (of: typeof a) => {
    const closed = await inWork((work) => closeOffering(work, of.offering))
    return closed.ok ? closed.value.status : closed.reason
  }
  const status = async ({ id }: typeof a) => (await subscriptionById(db, id))?.status
  assert.equal((await listIntents(db, { subject: a.id, purpose: REFUND, limit: 1 })).length, 0)
  const { rows } = await pool.query<{ topic: string; facts: object }>(
    'select topic, facts from outbox where subject = $1',
    [a.id],
  )
  assert.deepEqual(rows, [
    {
      topic: 'subscription.refund-due',
      facts: { instrument: 'Office Tower', amount: '5.00 USDX', wallet: a.wallet, treasury: a.treasury },
    },
  ])
  const app = await testApp({ db, pool, url: '' }, offeringRoutes(chain), { clock: { now: () => NOON } })
  const key = await app.keyFor('issuer', { issuer: a.sale.issuer })
  const listed = (await app.call({ path: '/v1/subscriptions?refund=due', key })).json<{
    items: { id: string; refund: { data: `0x${string}`; baseUnits: string; settled: boolean } }[]
  }>()
  assert.deepEqual(
    listed.items.map((one) => [one.id, one.refund.baseUnits, one.refund.settled]),
    [[a.id, '5000000', false]],
  )
  assert.deepEqual(decodeFunctionData({ abi: erc20Abi, data: listed.items[0]!.refund.data }).args, [
    a.wallet,
    5_000_000n,
  ])

  assert.equal(await refunds(), 0)
  assert.deepEqual([await close(a), await status(a)], ['SUBSCRIPTIONS_UNSETTLED', 'pending'])
  // Another amount, and to somebody else: neither is it. Then the right one: it pays one of the two.
  await world.send(stablecoin, devStablecoinAbi, 'transfer', [a.wallet, 5n * PRICE - 1n], a.treasury)
  await world.send(stablecoin, devStablecoinAbi, 'transfer', [people[3]!, 5n * PRICE], a.treasury)
  await readToHead()
  assert.equal(await refunds(), 0)
  await world.send(stablecoin, devStablecoinAbi, 'transfer', [a.wallet, 5n * PRICE], a.treasury)
  assert.equal(await refunds(), 0, 'not before it is final')
  await readToHead()
  assert.equal(await refunds(), 1)
  assert.equal(await refunds(), 0)
  assert.deepEqual([await status(a), await status(b)], ['refunded', 'pending'])
  assert.deepEqual([await close(a), await close(b)], ['closed', 'SUBSCRIPTIONS_UNSETTLED'])

  const officer = await app.keyFor('officer')
  const settle = (body: object, by = officer) =>
    app.call({ path: `/v1/subscriptions/${b.id}/refund-settlement`, key: by, body })
  assert.equal((await settle({ evidence: 'Wire 4711' }, key)).statusCode, 403)
  assert.equal((await settle({ evidence: '' })).statusCode, 422)
  const settled = await settle({ evidence: 'Wire 4711 of 3 January' })
  assert.deepEqual(
    [settled.statusCode, settled.json<{ status: string; reason: string }>().reason],
    [200, 'REFUNDED_OUTSIDE'],
  )
  assert.equal((await settle({ evidence: 'again' })).json<{ code: string }>().code, 'REFUND_NOT_DUE')
  const [entry] = await latestAuditEntries(db, { before: null, limit: 1, subject: b.id })
  assert.deepEqual(
    [entry?.action, entry?.detail],
    ['subscription.refunded', { evidence: 'Wire 4711 of 3 January' }],
  )
  assert.equal(await close(b), 'closed')
})

test('a refund of the platform’s own treasury that failed is made again, later each time', async () => {
  const { id } = await refusedByToken(7, 'managed')
  const intents = () => listIntents(db, { subject: id, purpose: REFUND, limit: 10 })
  assert.equal((await intents()).length, 1)
  const fail = async (now: Temporal.Instant) =>
    inWork(async (work) => {
      const failure = { reason: 'WOULD_REVERT', data: null } as const
      const context = { handlers: subscriptionSettled({ rpc }), now }
      await settle(work.db as Tx, (await intents())[0]!.id, { status: 'failure', failure }, context)
    })
  assert.equal(await refunds(), 0, 'one is under way')
  await fail(NOON)
  assert.equal(await refunds(NOON.add({ seconds: 59 })), 0)
  assert.equal(await refunds(NOON.add({ seconds: 60 })), 1)
  await fail(NOON)
  assert.equal(await refunds(NOON.add({ seconds: 119 })), 0)
  assert.equal(await refunds(NOON.add({ seconds: 120 })), 1)
  assert.equal((await intents()).length, 3)
  assert.equal((await subscriptionById(db, id))?.status, 'pending')
})
