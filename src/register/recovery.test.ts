import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { freshLists, oldLists } from '../../test/lists.ts'
import { officeWorld } from '../../test/office-world.ts'
import { GENESIS, recordOf, tokenWorld } from '../../test/token-world.ts'
import { fileRoutes } from '../investor/file.routes.ts'
import { investorById, walletsOf } from '../investor/investor.service.ts'
import { recordIssuer } from '../issuer/issuer.service.ts'
import { newId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { advanceRecoveries } from './recovery.job.ts'
import { recoveryRoutes } from './recovery.routes.ts'
import { recoverySettled } from './recovery.service.ts'
import { approvalRefusal } from './recovery.ts'
import { registerRoutes } from './register.routes.ts'
import { verify } from './verify.service.ts'

const world = await tokenWorld()
const { rpc, token, registry, distributor, stablecoin, operator } = world
const database = await testDatabase()
const { db } = database
const office = await officeWorld(database, world, recoverySettled)
const { account, clock, instrument, settle } = office
/** Of wallets that have subscribed for units of the token. */
const subscribers = new Set<string>()
const subscribedTokens = async (_: unknown, wallet: string) =>
  new Set(subscribers.has(wallet) ? [token.toLowerCase()] : [])
const app = await testApp(
  database,
  [
    ...recoveryRoutes({ publicUrl: PUBLIC_URL, chainId: 31_337, rpc, delayHours: 72, subscribedTokens }),
    ...registerRoutes({ rpc }),
    ...fileRoutes,
  ],
  { clock },
)
const [lost, fresh, others] = [account(60), account(61), account(62)]
const NO_REF = `0x${'00'.repeat(32)}` as const
const RENT = `0x${'01'.repeat(32)}` as const

type Json = Record<string, unknown>
type Keys = Record<'ana' | 'bo' | 'first' | 'second', string>
let keys: Keys
let ana: InvestorId
let evidence = ''
let evidenceOfBo = ''

async function call(path: string, key: string, body?: unknown) {
  const answer = await app.call({ path, key, ...(body === undefined ? {} : { body }) })
  const json = answer.json<Json>()
  return { status: answer.statusCode, code: json['code'], body: json }
}
const post = (path: string, key: string, body: unknown = {}) => call(path, key, body)
const ask = (change: Json = {}, key = keys.ana, investor: string = ana) =>
  post(`/v1/investors/${investor}/recoveries`, key, {
    lost: lost.address,
    fresh: fresh.address,
    evidence,
    ...change,
  })
/** A rent of 5,000 base units to those on record now, paid in and not yet paid out. */
async function declareRent(): Promise<void> {
  const day = GENESIS.add({ hours: 24 })
  await world.sendToken('declareRecordDate', [Number(day.epochMilliseconds / 1000)])
  await world.warp(day.add({ hours: 1 }))
  const record = await world.readToken('recordCount', [])
  await world.send(stablecoin, devStablecoinAbi, 'mint', [operator, 5_000n])
  await world.send(stablecoin, devStablecoinAbi, 'approve', [distributor, 5_000n])
  await world.send(distributor, distributorAbi, 'declare', [token, record, stablecoin, 5_000n, RENT])
  await world.send(distributor, distributorAbi, 'fund', [1n, 5_000n])
}
const dollars = (wallet: `0x${string}`) => world.read(stablecoin, devStablecoinAbi, 'balanceOf', [wallet])
const paper = async (investor: InvestorId, key: string) =>
  String(
    (
      await post(`/v1/investors/${investor}/files`, key, {
        kind: 'other',
        name: 'affidavit.pdf',
        content: pdfOf({ pages: 1 }).toString('base64'),
      })
    ).body['id'],
  )
const run = () => advanceRecoveries({ db, rpc, clock, subscribedTokens })
const units = (wallet: `0x${string}`) => world.readToken('balanceOf', [wallet])

before(async () => {
  ana = await office.approved('ana', [60, 61])
  const bo = await office.approved('bo', [62])
  await settle()
  keys = {
    ana: await app.keyFor('investor', { investor: ana }),
    bo: await app.keyFor('investor', { investor: bo }),
    first: await app.keyFor('officer'),
    second: await app.keyFor('officer'),
  }
  evidence = await paper(ana, keys.ana)
  evidenceOfBo = await paper(bo, keys.bo)
  await world.sendToken('issue', [lost.address, 300n, 20_454, 20_484, 7, NO_REF])
  await world.sendToken('mint', [lost.address, 200n])
  await world.sendToken('freezePartialTokens', [lost.address, 50n])
  await settle()
})

test('a recovery that makes no sense is refused with its reason, and nothing is written', async () => {
  assert.deepEqual(
    [
      (await ask({ fresh: lost.address })).code,
      (await ask({ fresh: others.address })).code,
      (await ask({ lost: others.address })).code,
      (await ask({ lost: account(77).address })).code,
      (await ask({ evidence: evidenceOfBo })).code,
      (await ask({ lost: fresh.address, fresh: lost.address })).code,
      (await ask({ lost: lost.address.toLowerCase() })).status,
      (await ask({}, keys.bo)).code,
    ],
    [
      'SAME_WALLET',
      'WALLET_OF_ANOTHER',
      'WALLET_OF_ANOTHER',
      'WALLET_OF_ANOTHER',
      'EVIDENCE_UNKNOWN',
      'NOTHING_HELD',
      422,
      'NOT_FOUND',
    ],
  )
  assert.deepEqual((await call('/v1/recoveries', keys.first)).body['items'], [])
})

test('the holder objects, and nothing moves', async () => {
  const { status, body } = await ask()
  assert.equal(status, 201)
  const path = `/v1/recoveries/${String(body['id'])}`
  assert.equal((await ask()).code, 'RECOVERY_OPEN')
  assert.equal((await post(`${path}/approval`, keys.first)).code, 'RECOVERY_STATUS')
  assert.equal((await call(path, keys.bo)).status, 404)
  assert.equal((await post(`${path}/objection`, keys.bo)).status, 404)
  assert.equal((await post(`${path}/objection`, keys.ana)).body['status'], 'stopped')
  assert.equal((await post(`${path}/objection`, keys.ana)).code, 'RECOVERY_STATUS')
  assert.equal(await run(), 0)
  assert.equal(await units(lost.address), 500n)
})

test('consent, two officers, three days: then everything moves with its dates, what is declared as well, and the old wallet is out of use', async () => {
  await declareRent()
  const asked = await ask({}, keys.first)
  const path = `/v1/recoveries/${String(asked.body['id'])}`
  const message = String(asked.body['message'])
  const wrong = await lost.signMessage({ message })
  assert.equal((await post(`${path}/consent`, keys.ana, { signature: wrong })).code, 'SIGNATURE_INVALID')
  const signature = await fresh.signMessage({ message })
  assert.equal((await post(`${path}/consent`, keys.ana, { signature })).body['status'], 'consented')

  const third = await app.keyFor('officer')
  assert.equal((await post(`${path}/approval`, keys.first)).code, 'FOUR_EYES', 'who asked')
  assert.equal((await post(`${path}/approval`, keys.second)).body['status'], 'consented')
  assert.equal((await post(`${path}/approval`, keys.second)).code, 'FOUR_EYES', 'twice')
  assert.equal((await post(`${path}/execution`, keys.second)).code, 'RECOVERY_STATUS')
  const approved = await post(`${path}/approval`, third)
  assert.deepEqual(
    [approved.body['status'], approved.body['approvals'], approved.body['notBefore']],
    ['approved', 2, GENESIS.add({ hours: 72 }).toString()],
  )

  office.moveTo(GENESIS.add({ hours: 72 }).subtract({ seconds: 1 }))
  assert.equal((await post(`${path}/execution`, keys.second)).code, 'TOO_EARLY')
  assert.equal(await run(), 0)
  office.moveTo(GENESIS.add({ hours: 72 }))
  assert.equal(await run(), 1)
  // Killed and started again before the chain has answered: nothing is asked for twice.
  assert.equal(await run(), 0)
  assert.equal((await post(`${path}/objection`, keys.ana)).code, 'RECOVERY_STATUS')
  await settle()
  assert.equal(await run(), 1)
  assert.equal(await run(), 0)

  const done = (await call(path, keys.ana)).body
  assert.equal(done['status'], 'done')
  assert.deepEqual(
    (done['moves'] as Json[]).map(({ kind, units: moved, status }) => [kind, moved, status]),
    [
      ['payouts', null, 'done'],
      ['units', '500', 'done'],
    ],
  )
  await world.send(distributor, distributorAbi, 'push', [1n, [lost.address]])
  assert.deepEqual([await dollars(lost.address), await dollars(fresh.address)], [0n, 5_000n])
  assert.deepEqual([await units(lost.address), await units(fresh.address)], [0n, 500n])
  assert.equal(await world.readToken('frozenTokens', [fresh.address]), 50n)
  const holder = await call(`/v1/instruments/${instrument.id}/holders/${fresh.address}`, keys.ana)
  const lots = holder.body['lots'] as Json[]
  assert.deepEqual(
    lots.find(({ lockedUntil }) => lockedUntil !== null),
    {
      id: '20484-7',
      units: '300',
      unitsDisplay: '300',
      acquired: '2026-01-01',
      lockedUntil: '2026-01-31',
      legends: ['lock-up', 'rule-144', 'reg-s'],
    },
  )
  assert.equal(await world.read(registry, investorRegistryAbi, 'isVerified', [lost.address]), false)
  assert.equal(await world.read(registry, investorRegistryAbi, 'isVerified', [fresh.address]), true)
  assert.deepEqual(
    Object.fromEntries((await walletsOf(db, ana)).map(({ address, status }) => [address, status])),
    { [lost.address]: 'cancelled', [fresh.address]: 'ready' },
  )
  const fromBlock = world.factoryBlock
  const verified = await verify(rpc, { factory: world.factory, distributor: world.distributor, fromBlock })
  assert.deepEqual(
    verified.checks.filter(({ differences }) => differences.length > 0),
    [],
  )
})

test('what is owed to a wallet that has only subscribed is led to the new one', async () => {
  const [old, next] = [account(80), account(81)]
  const dee = await office.approved('dee', [80, 81])
  await settle()
  const key = await app.keyFor('investor', { investor: dee })
  const body = { lost: old.address, fresh: next.address, evidence: await paper(dee, key) }
  assert.equal((await ask(body, key, dee)).code, 'NOTHING_HELD')
  subscribers.add(old.address)
  const asked = await ask(body, key, dee)
  const path = `/v1/recoveries/${String(asked.body['id'])}`
  await post(`${path}/consent`, key, {
    signature: await next.signMessage({ message: String(asked.body['message']) }),
  })
  // Officers of another issuer who took her up. While nothing of others is led away they may approve, and not a moment longer.
  const company = { form: 'LLC', jurisdiction: 'US-DE', registryNumber: null, lei: null, formedOn: null }
  const other = await office.inWork((work) =>
    recordIssuer(work, { ...company, key: 'other', name: 'Other Holdings' }),
  )
  await database.pool.query('update investor set introduced_by = $2 where id = $1', [dee, other])
  const theirs = await Promise.all([1, 2].map(() => app.keyFor('officer', { issuer: other })))
  const approvals = async (by: readonly string[]) => {
    const codes = []
    for (const one of by) codes.push((await post(`${path}/approval`, one)).code ?? 'ok')
    return codes
  }
  assert.deepEqual(await approvals(theirs), ['OTHER_ISSUERS', 'OTHER_ISSUERS'])
  subscribers.delete(old.address)
  assert.deepEqual(await approvals(theirs), ['ok', 'ok'])
  subscribers.add(old.address)
  office.moveTo(clock.now().add({ hours: 73 }))
  assert.equal(await run(), 1)
  const again = (await call(path, keys.first)).body
  assert.deepEqual([again['status'], again['approvals'], again['notBefore']], ['consented', 0, null])
  assert.equal(await run(), 0)

  assert.deepEqual(await approvals([keys.first, keys.second]), ['ok', 'ok'])
  office.moveTo(clock.now().add({ hours: 73 }))
  assert.equal(await run(), 1)
  await settle()
  assert.equal(await run(), 1)
  const done = (await call(path, key)).body
  assert.equal(done['status'], 'done')
  assert.deepEqual(
    (done['moves'] as Json[]).map(({ kind, status }) => [kind, status]),
    [['payouts', 'done']],
  )
  assert.equal(await world.read(distributor, distributorAbi, 'payeeOf', [token, old.address]), next.address)
})

test('who acts for one issuer does not approve for units of another', () => {
  const [own, other] = [newId('iss'), newId('iss')]
  const reason = (issuer: IssuerId | null, issuers: readonly IssuerId[]) => {
    const asked = { status: 'consented', askedBy: 'ana' } as const
    const refusal = approvalRefusal(asked, { person: 'bo', issuer }, { approvedBy: ['cleo'], issuers })
    return refusal?.reason ?? null
  }
  assert.equal(reason(own, [own, other]), 'OTHER_ISSUERS')
  assert.equal(reason(own, [own]), null)
  assert.equal(reason(null, [own, other]), null)
})

test('by old lists nothing moves, and what the chain refused waits for an officer, who has it tried again', async () => {
  const [old, next] = [account(70), account(71)]
  const cy = await office.approved('cy', [70, 71])
  await settle()
  await world.sendToken('mint', [old.address, 40n])
  const key = await app.keyFor('investor', { investor: cy })
  const body = { lost: old.address, fresh: next.address, evidence: await paper(cy, key) }
  const asked = await ask(body, key, cy)
  const path = `/v1/recoveries/${String(asked.body['id'])}`
  await post(`${path}/consent`, key, {
    signature: await next.signMessage({ message: String(asked.body['message']) }),
  })
  await post(`${path}/approval`, keys.first)
  await post(`${path}/approval`, keys.second)
  office.moveTo(clock.now().add({ hours: 73 }))
  await oldLists(database)
  assert.equal((await post(`${path}/execution`, keys.first)).code, 'SCREENING_STALE')
  assert.equal(await run(), 1)
  await settle()
  const { status: lostIs } = await world.read(registry, investorRegistryAbi, 'investorOf', [old.address])
  const begun = (await call(path, keys.first)).body
  assert.deepEqual(
    [begun['status'], begun['moves'], lostIs],
    ['running', [], 2],
    'blocked, and nothing moves',
  )
  assert.equal(await run(), 0)
  await freshLists(database)
  // Somebody else forgot the new wallet in the registry.
  const { identity } = (await investorById(db, cy))!
  await world.send(registry, investorRegistryAbi, 'remove', [next.address])
  assert.equal(await run(), 1)
  await settle()
  assert.equal(await run(), 0)
  const held = (await call(path, keys.first)).body
  assert.equal(held['status'], 'running')
  assert.equal(
    (held['moves'] as Json[]).every(({ status }) => status === 'failed'),
    true,
  )

  await world.send(registry, investorRegistryAbi, 'register', [next.address, recordOf(0, { identity })])

  // While the units are split none are moved.
  const RESCALING = 2
  await world.sendToken('pause', [])
  await world.sendToken('hold', [RESCALING])
  assert.equal((await post(`${path}/execution`, keys.first)).status, 202)
  await settle()
  assert.equal(await run(), 0)
  const moves = (await call(path, keys.first)).body['moves'] as Json[]
  assert.equal(moves.at(-1)?.['failure'], 'ActionRunning')
  await world.sendToken('letGo', [false])
  await world.sendToken('unpause', [])

  assert.equal((await post(`${path}/execution`, keys.first)).status, 202)
  await settle()
  assert.equal(await run(), 1)
  assert.deepEqual([(await call(path, keys.first)).body['status'], await units(next.address)], ['done', 40n])
})
