import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { keccak256, toHex } from 'viem'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { freshLists, oldLists } from '../../test/lists.ts'
import { officeWorld } from '../../test/office-world.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { deliverNotices } from '../access/notice.service.ts'
import { createDemoUser } from '../access/user.service.ts'
import { must } from '../kernel/result.ts'
import { enforcementRoutes } from './enforcement.routes.ts'
import { enforcementSettled } from './enforcement.service.ts'
import { effectsOf, reasonText, type EnforcementId } from './enforcement.ts'
import { registerRoutes } from './register.routes.ts'
import { verify } from './verify.service.ts'

const world = await tokenWorld()
const { rpc, token } = world
const database = await testDatabase()
const { db, pool } = database
const office = await officeWorld(database, world, enforcementSettled)
const { account, clock, instrument, settle } = office
const app = await testApp(database, [...enforcementRoutes({ rpc }), ...registerRoutes({ rpc })], { clock })
const [ana, bo] = [account(60), account(61)]

type Json = Record<string, unknown>
let first = ''
let second = ''

async function call(path: string, key: string, body?: unknown) {
  const answer = await app.call({ path, key, ...(body === undefined ? {} : { body }) })
  const json = answer.json<Json>()
  return { status: answer.statusCode, code: json['code'], body: json }
}
const GROUND = { reason: 'court-order', document: '1:26-cv-00417' }
const order = (given: Json, query = '', key = first) =>
  call(`/v1/instruments/${instrument.id}/enforcements${query}`, key, {
    wallet: ana.address,
    ...GROUND,
    ...given,
  })
const units = (wallet: `0x${string}`) => world.readToken('balanceOf', [wallet])
const frozen = (wallet: `0x${string}`) => world.readToken('frozenTokens', [wallet])
const intents = async () => (await pool.query('select id from chain_intent')).rows.length
const status = async (id: unknown) =>
  ((await call('/v1/enforcements', first)).body['items'] as Json[]).find((one) => one['id'] === id)?.[
    'status'
  ]

before(async () => {
  const anaId = await office.approved('ana', [60])
  await office.approved('bo', [61])
  await settle()
  const user = {
    name: 'Ana',
    email: 'ana@example.org',
    role: 'investor',
    issuer: null,
    investor: anaId,
  } as const
  await office.inWork(async (work) =>
    must(await createDemoUser(work, { ...user, password: 'a password for tests' })),
  )
  first = await app.keyFor('officer')
  second = await app.keyFor('officer')
  await world.sendToken('mint', [ana.address, 500n])
  await settle()
})

test('an order that makes no sense is refused with its reason, and nothing is asked of the chain', async () => {
  const before = await intents()
  const cases: readonly (readonly [Json, string | number])[] = [
    [{ kind: 'freeze-units', units: '501' }, 'FROZEN_ABOVE_BALANCE'],
    [{ kind: 'unfreeze-units', units: '1' }, 'NOT_FROZEN'],
    [{ kind: 'unfreeze-wallet' }, 'NO_CHANGE'],
    [{ kind: 'forced-transfer', units: '501', to: bo.address }, 'UNITS_ABOVE_BALANCE'],
    [{ kind: 'forced-transfer', units: '1', to: ana.address }, 'SAME_WALLET'],
    [{ kind: 'forced-transfer', units: '1', to: account(77).address }, 'CHAIN_REFUSES'],
    [{ kind: 'freeze-wallet', wallet: account(77).address }, 'HOLDER_UNKNOWN'],
    [{ kind: 'freeze-wallet', document: 'x' }, 'DOCUMENT_UNKNOWN'],
    [{ kind: 'freeze-wallet', document: `fil_${'0'.repeat(26)}` }, 'DOCUMENT_UNKNOWN'],
    [{ kind: 'freeze-wallet', document: '' }, 'DOCUMENT_UNKNOWN'],
  ]
  for (const [given, code] of cases) assert.equal((await order(given)).code, code, JSON.stringify(given))
  const malformed: readonly Json[] = [
    { kind: 'freeze-units' },
    { kind: 'freeze-units', units: 5 },
    { kind: 'freeze-units', units: '0' },
    { kind: 'freeze-units', units: '1.5' },
    { kind: 'freeze-wallet', units: '5' },
    { kind: 'freeze-wallet', to: bo.address },
    { kind: 'forced-transfer', units: '5' },
    { kind: 'forced-transfer', units: '5', to: token },
    { kind: 'forced-transfer', units: '5', to: world.registry },
    { kind: 'freeze-wallet', reason: 'because' },
    { kind: 'freeze-wallet', document: undefined },
    { kind: 'seize' },
  ]
  for (const given of malformed) assert.equal((await order(given)).status, 422, JSON.stringify(given))
  assert.equal(await intents(), before)
})

test('a rehearsal says what each wallet would have, and does nothing', async () => {
  const before = await intents()
  const { status: answered, body } = await order({ kind: 'freeze-units', units: '100' }, '?dryRun=true')
  assert.ok(answered < 300)
  assert.deepEqual(body['effects'], [
    {
      wallet: ana.address,
      before: { units: '500', frozen: '0', walletFrozen: false },
      after: { units: '500', frozen: '100', walletFrozen: false },
    },
  ])
  assert.equal(await intents(), before)
  assert.deepEqual((await call('/v1/enforcements', first)).body['items'], [])
})

test('units are frozen and thawed, a wallet is frozen and freed, and the holder is told of each', async () => {
  const steps: readonly (readonly [Json, () => Promise<unknown>, unknown])[] = [
    [{ kind: 'freeze-units', units: '100' }, () => frozen(ana.address), 100n],
    [{ kind: 'unfreeze-units', units: '40' }, () => frozen(ana.address), 60n],
    [{ kind: 'freeze-wallet' }, () => world.readToken('isFrozen', [ana.address]), true],
    [{ kind: 'unfreeze-wallet' }, () => world.readToken('isFrozen', [ana.address]), false],
  ]
  for (const [given, read, expected] of steps) {
    const asked = await order(given)
    assert.equal(asked.body['status'], 'pending', JSON.stringify(asked.body))
    assert.equal((await order({ kind: 'freeze-wallet' })).code, 'ENFORCEMENT_UNDER_WAY')
    await settle()
    assert.equal(await status(asked.body['id']), 'done')
    assert.equal(await read(), expected)
  }
  await deliverNotices({ db, clock, mailer: null, publicUrl: 'http://aliquot.test' })
  const { rows } = await pool.query<{ topic: string; facts: Json }>(
    `select topic, facts from outbox where topic like 'enforcement.%' order by at, id`,
  )
  assert.deepEqual(rows.map(({ topic }) => topic).sort(), [
    'enforcement.freeze-units',
    'enforcement.freeze-wallet',
    'enforcement.unfreeze-units',
    'enforcement.unfreeze-wallet',
  ])
  assert.equal(rows[0]?.facts['document'], '1:26-cv-00417')
})

test('a forced transfer waits for another officer, thaws what it takes, and puts its reason on the chain', async () => {
  const asked = await order({ kind: 'forced-transfer', units: '450', to: bo.address })
  const path = `/v1/enforcements/${String(asked.body['id'])}`
  assert.deepEqual(
    (asked.body['effects'] as { after: Json }[]).map(({ after }) => [after['units'], after['frozen']]),
    [
      ['50', '50'],
      ['450', '0'],
    ],
  )
  assert.equal(asked.body['status'], 'waiting')
  assert.equal((await order({ kind: 'freeze-wallet', wallet: bo.address })).code, 'ENFORCEMENT_UNDER_WAY')
  assert.equal((await call(`${path}/approval`, first, {})).code, 'FOUR_EYES')
  assert.equal(
    (await call(`${path}/approval`, await app.keyFor('issuer', { issuer: instrument.issuer }), {})).status,
    403,
  )
  await oldLists(database)
  assert.equal((await call(`${path}/approval`, second, {})).code, 'SCREENING_STALE')
  await freshLists(database)
  assert.equal((await call(`${path}/approval`, second, {})).body['status'], 'pending')
  assert.equal((await call(`${path}/approval`, second, {})).code, 'ENFORCEMENT_STATUS')
  await settle()
  assert.equal(await status(asked.body['id']), 'done')
  assert.deepEqual(
    [await units(ana.address), await frozen(ana.address), await units(bo.address)],
    [50n, 50n, 450n],
  )
  const hash = keccak256(
    toHex(
      reasonText({
        id: asked.body['id'] as EnforcementId,
        reason: 'court-order',
        document: GROUND.document,
      }),
    ),
  )
  const movements = await call(`/v1/instruments/${instrument.id}/movements?kind=reclaim`, first)
  assert.deepEqual(
    (movements.body['items'] as Json[]).map(({ units: moved }) => moved),
    ['450'],
  )
  const { rows } = await pool.query<{ ref: string }>(
    `select ref from register_movement where entry = 'reclaim'`,
  )
  assert.deepEqual(rows, [{ ref: hash }])
  const verified = await verify(rpc, {
    factory: world.factory,
    distributor: world.distributor,
    fromBlock: world.factoryBlock,
  })
  assert.deepEqual(
    verified.checks.filter(({ differences }) => differences.length > 0),
    [],
  )
})

test('a forced transfer that waits is weighed again, and can be declined by whoever asked', async () => {
  const asked = await order({ kind: 'forced-transfer', units: '450', to: ana.address, wallet: bo.address })
  const path = `/v1/enforcements/${String(asked.body['id'])}`
  await world.sendToken('burn', [bo.address, 1n])
  assert.equal((await call(`${path}/approval`, second, {})).code, 'UNITS_ABOVE_BALANCE')
  assert.equal((await call(`${path}/rejection`, first, {})).body['status'], 'declined')
  assert.equal((await call(`${path}/rejection`, first, {})).code, 'ENFORCEMENT_STATUS')
  await settle()
  assert.equal(await units(bo.address), 449n)
})

test('by old lists nothing is moved to anybody, and a freeze is put and lifted', async () => {
  await oldLists(database)
  const move = { kind: 'forced-transfer', units: '1', to: ana.address, wallet: bo.address }
  assert.equal((await order(move)).code, 'SCREENING_STALE')
  for (const kind of ['freeze-wallet', 'unfreeze-wallet']) {
    assert.equal((await order({ kind, wallet: bo.address })).body['status'], 'pending')
    await settle()
  }
  await freshLists(database)
})

test('effects never lose a unit, and never leave more frozen than there is', () => {
  const [wallet, to] = [ana.address, bo.address]
  for (let held = 0n; held <= 6n; held++)
    for (let stopped = 0n; stopped <= held; stopped++)
      for (let moved = 1n; moved <= 7n; moved++) {
        const before = { units: held, frozen: stopped, walletFrozen: false }
        const receiver = { units: 2n, frozen: 1n, walletFrozen: true }
        const effects = effectsOf({ kind: 'forced-transfer', wallet, to, units: moved }, before, receiver)
        if (moved > held) {
          assert.equal('ok' in effects && effects.reason, 'UNITS_ABOVE_BALANCE')
          continue
        }
        assert.ok(!('ok' in effects))
        const [from, into] = effects
        assert.equal(from!.after.units + into!.after.units, held + 2n)
        assert.ok(from!.after.frozen <= from!.after.units && from!.after.frozen <= stopped)
        assert.equal(into!.after.frozen, 1n)
      }
})
