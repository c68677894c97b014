import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { readyToPay } from '../../test/ready-to-pay.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import { addBankAccount } from '../bank/bank.service.ts'
import { BANK_PROBLEMS } from '../bank/bank.problems.ts'
import { bankRoutes } from '../bank/bank.routes.ts'
import { paymentReference } from '../bank/payment-reference.ts'
import { importBankStatement } from '../bank/statement-import.service.ts'
import { newId, type InvestorId, type SubscriptionId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { agreementRoutes } from './agreement/agreement.routes.ts'
import { boardRoutes } from './board/board.routes.ts'
import { closingRoutes } from './closing/closing.routes.ts'
import { fiatSale } from './fiat/fiat.service.ts'
import { OFFERING_PROBLEMS } from './offering.problems.ts'
import { offeringView } from './offering.service.ts'
import { eligibilityOf } from './subscription/eligibility.service.ts'
import { createSubscription, subscriptionById } from './subscription/subscription.service.ts'
import { subscriptionRoutes } from './subscription/subscription.routes.ts'
import { STATES, SUBSCRIPTION_STATES, type SubscriptionState } from './subscription/subscription-state.ts'
import { subscriptionStepRoutes } from './subscription/subscription-steps.routes.ts'

const { db, pool } = await testDatabase()
const NOON = Temporal.Instant.from('2026-01-01T12:00:00Z')
/** Nobody is there: what is tested here asks no chain. */
const chain = { rpc: openRpc('http://127.0.0.1:9'), chainId: 31_337 }

function inWork<T>(run: (work: Work) => Promise<T>, now = NOON): Promise<T> {
  return transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
}
await inWork((work) => loadSandboxList(work, systemClock.now()))
const { instrument, offering } = await inWork((work) => soldInstrument(work, 'office-tower', 'none-needed'))

let people = 0
/** A verified investor with a wallet. */
async function investorWith(kycUntil: string) {
  const id: InvestorId = newId('inv')
  const wallet = `0x${String(++people).padStart(40, '1')}` as const
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', 'GB', 'verified', $2, $3, now())`,
    [id, kycUntil, wallet],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, wallet],
  )
  return { investor: id, wallet }
}
const ask = (
  who: Awaited<ReturnType<typeof investorWith>>,
  units: bigint,
  now = NOON,
  replaces?: SubscriptionId | null,
) =>
  inWork(
    (work) => createSubscription(work, { offering, ...who, amount: units * UNIT_PRICE, replaces, stops: [] }),
    now,
  )

test('a verification ends when its day begins in UTC, as the registry has it, and not in the issuer’s zone', async () => {
  const lapsing = await investorWith('2026-01-03')
  assert.ok((await ask(lapsing, 10n, Temporal.Instant.from('2026-01-02T23:59:59Z'))).ok)
  const late = await ask(lapsing, 10n, Temporal.Instant.from('2026-01-03T00:00:00Z'))
  assert.ok(!late.ok && late.reason === 'INVESTOR_NOT_VERIFIED')
})

test('of another issuer nothing is seen, not even that something was passed over, and nothing can be done', async () => {
  const app = await testApp({ db, pool, url: '' }, subscriptionRoutes(chain), { clock: { now: () => NOON } })
  const who = await investorWith('2030-01-01')
  const { id } = must(await ask(who, 10n))
  must(await ask(await investorWith('2030-01-01'), 10n))
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
    body: { ...who, amount },
  })
  assert.equal(asked.statusCode, 404)
  const body = { signature: `0x${'11'.repeat(65)}` }
  for (const [path, sent] of [
    ['payment', body],
    ['withdrawal', {}],
    ['rejection', { reason: 'No.' }],
  ] as const)
    assert.equal(
      (await app.call({ path: `/v1/subscriptions/${id}/${path}`, key, body: sent })).statusCode,
      404,
    )
})

test('an investor has one reservation of an offering: another amount takes its place and keeps its day', async () => {
  const someone = await investorWith('2030-01-01')
  const taken = async (now: Temporal.Instant) =>
    (await offeringView(db, { id: offering }, now))?.unitsTaken ?? 0n
  const before = await taken(NOON)

  const first = must(await ask(someone, 100n))
  assert.equal(must(await ask(someone, 100n, NOON.add({ hours: 1 }))).id, first.id, 'the same is the same')
  const blind = await ask(someone, 40n, NOON.add({ hours: 2 }), null)
  assert.ok(!blind.ok)
  assert.equal(blind.reason, 'RESERVED_OTHERWISE', 'whoever does not know of the first does not give it up')
  const second = must(await ask(someone, 40n, NOON.add({ hours: 2 }), first.id))
  assert.notEqual(second.id, first.id)
  assert.equal(second.validBefore.toString(), first.validBefore.toString())
  const replaced = await subscriptionById(db, first.id)
  assert.deepEqual([replaced?.state, replaced?.reason], ['withdrawn', 'REPLACED'])
  assert.equal(await taken(NOON.add({ hours: 3 })), before + 40n)
  // Two more that run out; what was replaced does not count.
  must(await ask(someone, 1n, NOON.add({ hours: 24 })))
  must(await ask(someone, 1n, NOON.add({ hours: 48 })))
  const refused = await ask(someone, 1n, NOON.add({ hours: 72 }))
  assert.ok(!refused.ok)
  assert.deepEqual(
    [refused.reason, refused.facts],
    ['RESERVATIONS_UNPAID', { count: '3', until: NOON.add({ hours: 72 + 7 * 24 }).toString() }],
  )
  assert.ok((await ask(someone, 1n, NOON.add({ hours: 72 + 7 * 24 }))).ok, 'a week later they may try again')
})

test('whether they may invest is answered on the same facts as subscribing: the same investor, amount, wallet and day', async () => {
  const sale = await inWork((work) => soldInstrument(work, 'same-facts', 'none-needed', { hardCap: 100n }))
  const subscribe = (who: Awaited<ReturnType<typeof investorWith>>, units: bigint, at: Temporal.Instant) =>
    inWork(
      (work) =>
        createSubscription(work, { offering: sale.offering, ...who, amount: units * UNIT_PRICE, stops: [] }),
      at,
    )
  /** What both say of the smallest amount. */
  const answer = async (who: Awaited<ReturnType<typeof investorWith>>, at = NOON) => {
    const [first = null] = (await eligibilityOf(db, sale.offering, who.investor, {
      now: at,
      withClaims: true,
    }))!.offering
    const asked = await subscribe(who, 1n, at)
    assert.deepEqual(asked.ok ? null : { reason: asked.reason, facts: asked.facts }, first)
    return first?.reason ?? null
  }
  assert.equal(await answer(await investorWith('2026-01-01')), 'INVESTOR_NOT_VERIFIED')
  const unlinked = await investorWith('2030-01-01')
  await pool.query("update wallet set status = 'rejected' where investor = $1", [unlinked.investor])
  assert.equal(await answer(unlinked), 'WALLET_NOT_READY')

  const [all, other] = [await investorWith('2030-01-01'), await investorWith('2030-01-01')]
  must(await subscribe(all, 100n, NOON))
  assert.equal(await answer(other), 'UNITS_SOLD_OUT')
  assert.equal(await answer(all), null, 'what they have reserved makes room for what they reserve instead')
  for (const hours of [24, 48]) assert.equal(await answer(all, NOON.add({ hours })), null)
  assert.equal(await answer(all, NOON.add({ hours: 72 })), 'RESERVATIONS_UNPAID')
})

test('B35: what a subscription does not wait for is refused in each of its states, in words, and changes nothing', async () => {
  let now = NOON
  const bank = bankRoutes({ sale: fiatSale, problems: { ...OFFERING_PROBLEMS, ...BANK_PROBLEMS } })
  const routes = [
    ...[...subscriptionRoutes(chain), ...subscriptionStepRoutes(chain), ...agreementRoutes(chain)],
    ...[...boardRoutes(), ...closingRoutes(), ...bank],
  ]
  const app = await testApp({ db, pool, url: '' }, routes, { clock: { now: () => now } })
  const sold = await inWork((work) =>
    soldInstrument(work, 'each-state', 'none-needed', { allocation: 'by-hand' }),
  )
  const { issuer } = sold.instrument
  const who = await investorWith('2030-01-01')
  const asked = { ...who, amount: 10n * UNIT_PRICE, stops: [] }
  await inWork((work) => readyToPay(work, { offering: sold.offering, investor: who.investor }))
  const { id } = must(await inWork((work) => createSubscription(work, { offering: sold.offering, ...asked })))
  await pool.query(
    `insert into subscription_agreement (subscription, sha256, file, bytes, made_at)
     values ($1, repeat('a', 64), repeat('b', 64), 1, now())`,
    [id],
  )
  const reference = paymentReference(id)
  const account = must(
    await inWork((work) => addBankAccount(work, { issuer, name: 'Escrow', number: '0210', currency: 'USD' })),
  )
  const text =
    'date,amount,currency,reference,counterparty,account,bank reference\n2026-01-01,10.00,USD,,A,,B1'
  const format = 'csv' as const
  must(await inWork((work) => importBankStatement(work, fiatSale, account.id, { format, text })))
  const [entry] = (await pool.query<{ id: string }>('select id from bank_entry')).rows

  const keys = {
    officer: await app.keyFor('officer'),
    issuer: await app.keyFor('issuer', { issuer }),
    investor: await app.keyFor('investor', { investor: who.investor }),
  }
  const [one, sale] = [`/v1/subscriptions/${id}`, `/v1/offerings/${sold.offering}`]
  const signature = `0x${'11'.repeat(65)}`
  const taken = { eligible: null, signed: null }
  const open = { interest: null, agreement: null, ...taken }
  const bound = ['eligible', 'agreement', 'signed', 'funded', 'confirmed'] as const
  const unasked = Object.fromEntries(bound.map((state) => [state, 'RECONFIRMATION_NOT_ASKED']))
  /** What each request is answered with; null where a subscription in that state may be waiting for it. */
  const requests: readonly (readonly [
    by: keyof typeof keys,
    path: string,
    body: object,
    refused: string,
    but: Partial<Record<SubscriptionState, string | null>>,
  ])[] = [
    [
      'officer',
      `${one}/payment`,
      { signature },
      'STEP_ORDER',
      { ...taken, agreement: 'AGREEMENT_NOT_SIGNED' },
    ],
    ['investor', `${one}/wire`, {}, 'STEP_ORDER', { ...taken, agreement: 'AGREEMENT_NOT_SIGNED' }],
    ['investor', `${one}/agreement/signature`, { name: 'A', signature }, 'STEP_ORDER', { agreement: null }],
    ['officer', `${one}/withdrawal`, {}, 'STEP_ORDER', { ...open, confirmed: 'COOLING_OFF_OVER' }],
    ['officer', `${one}/rejection`, { reason: 'No.' }, 'STEP_ORDER', { ...open, confirmed: null }],
    ['officer', `${one}/reconfirmations`, { change: newId('chg') }, 'STEP_ORDER', unasked],
    ['officer', `${one}/claim`, {}, 'REFUND_NOT_DUE', {}],
    ['officer', `${one}/reminder`, {}, 'REMINDER_NOT_DUE', { ...taken, agreement: null }],
    ['issuer', `${sale}/countersignatures`, { subscriptions: [id] }, 'AGREEMENT_UNSIGNED', {}],
    [
      'officer',
      `/v1/bank-entries/${entry!.id}/match`,
      { reference, reason: 'Theirs.' },
      'SUBSCRIPTION_NOT_PAYABLE',
      { ...taken, agreement: 'AGREEMENT_NOT_SIGNED' },
    ],
    [
      'issuer',
      `${sale}/allotment`,
      { allotments: [{ subscription: id, units: '10' }] },
      'ALLOTMENT_UNKNOWN',
      { confirmed: null },
    ],
  ]
  /** The subscription and its money, and how much was written down of anything. */
  const world = async () =>
    (
      await pool.query(
        `select to_jsonb(s) as subscription, to_jsonb(b) as entry, o.status,
           (select count(*) from subscription_event) as events, (select count(*) from audit_entry) as audit,
           (select count(*) from chain_intent) as intents, (select count(*) from outbox) as notices
         from subscription s, bank_entry b, offering o where s.id = $1 and o.id = s.offering`,
        [id],
      )
    ).rows
  for (const state of SUBSCRIPTION_STATES) {
    const { status } = STATES[state]
    await pool.query('update subscription set state = $2, status = $3, number = 7 where id = $1', [
      id,
      state,
      status,
    ])
    const before = await world()
    for (const [by, path, body, refused, but] of requests) {
      const code = but[state] === undefined ? refused : but[state]
      if (code === null) continue
      now = path.endsWith('/allotment') ? Temporal.Instant.from('2027-01-03T12:00:00Z') : NOON
      const answer = await app.call({ path, key: keys[by], body })
      const told = answer.json<{ code: string; detail: string; fix: string }>()
      assert.deepEqual([told.code, answer.statusCode], [code, 409], `${state}: ${path}: ${answer.body}`)
      assert.match(told.detail, /\.$/)
      assert.match(told.fix, /\.$/)
      assert.deepEqual(await world(), before, `${state}: ${path}`)
    }
  }
  now = NOON
  // Units are issued by the confirmation of a closing and by nothing else.
  const unclosed = await app.call({ path: `${sale}/closing/confirmation`, key: keys.officer, body: {} })
  assert.deepEqual([unclosed.statusCode, unclosed.json<{ code: string }>().code], [409, 'WINDOW_OPEN'])
})
