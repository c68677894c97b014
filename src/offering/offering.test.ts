import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSignature } from 'viem'
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
import { listIntents } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { openSender } from '../platform/chain/sender.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import {
  createSubscription,
  offeringView,
  openOffering,
  paymentToSign,
  paySubscription,
  subscriptionById,
  subscriptionSettled,
} from './offering.service.ts'
import { offeringRoutes } from './offering.routes.ts'
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

const instrument = await inWork(async (work) => {
  const company = {
    key: 'tower',
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
      key: 'tower',
      kind: 'office-building',
      name: 'Tower',
      country: 'US',
      address: '1 Main Street',
      identifiers: [],
      facts: [],
    }),
    treasury: people[9]!,
    termSheetSha256: '00'.repeat(32),
    terms: {
      key: 'office-tower',
      name: 'Office Tower',
      symbol: 'TOWER',
      decimals: 0,
      unitsMax: 1_000n,
      unitPrice: money(PRICE, USDX),
      payment: { token: stablecoin, currency: USDX },
      treasuryKind: 'managed',
      timeZone: 'America/New_York',
      rules: { countries: 'any', accreditedOnly: false, holdersMax: null, balanceMax: null },
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
  await markLive(work, id, world.token)
  const live = await instrumentById(work.db, id)
  assert.ok(live)
  await openOffering(work, live)
  return live
})
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
