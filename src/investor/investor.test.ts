import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { testDatabase } from '../../test/database.ts'
import { untilSettled } from '../../test/settled.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { developmentAccount } from '../platform/chain/development-account.ts'
import { EMBEDDED_FINALITY } from '../platform/chain/finality.ts'
import { listIntents, recordIntent } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { openSender } from '../platform/chain/sender.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { transaction } from '../platform/db/database.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { openScreening } from '../screening/engine.service.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { screenInvestors } from './investor-screening.service.ts'
import { approveInvestor, rejectInvestor } from './approval.service.ts'
import { challengeWallet, linkWallet } from './wallet-link.service.ts'
import { createInvestor, investorById, walletsOf } from './investor.service.ts'
import { investorSettled } from './wallet-record.service.ts'
import { receiveEvent } from './kyc-check.service.ts'
import { recordProtocol } from '../../test/recorded-protocol.ts'

unlockVault(randomBytes(32))
const world = await tokenWorld()
const { rpc } = world
const { db, pool } = await testDatabase()
const clock = { now: () => GENESIS }
const site = { publicUrl: 'http://aliquot.test', chainId: 31_337, rpc, clock }
const UNTIL = { kyc: Temporal.PlainDate.from('2030-01-01'), accredited: null }

await recordProtocol(pool, world)

const common = { db, rpc, chainId: 31_337, clock, finality: EMBEDDED_FINALITY, handlers: investorSettled }
const sender = openSender({ ...common, signer: developmentSigner(0, {}) })
const watcher = openWatcher({ ...common, projections: [] })
/** Everything that is asked for reaches the chain and is settled. */
async function settle(): Promise<void> {
  await untilSettled(pool, async () => {
    await sender.round()
    await watcher.round()
  })
}

function inWork<T>(run: (work: Work) => Promise<T>): Promise<T> {
  return transaction(db, (tx) => run({ db: tx, now: GENESIS, by: systemActor('test') }))
}
const screening = openScreening()
await inWork((work) => loadSandboxList(work, GENESIS))
const approve = async (
  work: Work,
  investor: InvestorId,
  until: { kyc: Temporal.PlainDate; accredited: Temporal.PlainDate | null },
) => {
  await screenInvestors(work, screening, [investor])
  return approveInvestor(work, investor, until, GENESIS)
}
const newcomer = async (name: string): Promise<InvestorId> =>
  (
    await inWork((work) =>
      createInvestor(work, { kind: 'individual', country: 'GB', name, email: `${name}@example.org` }),
    )
  ).id
const account = developmentAccount
const isVerified = (address: `0x${string}`) =>
  world.read(world.registry, investorRegistryAbi, 'isVerified', [address])
const statuses = async (investor: InvestorId) => (await walletsOf(db, investor)).map(({ status }) => status)

async function signed(investor: InvestorId, index: number) {
  const { address } = account(index)
  const { message } = must(await inWork((work) => challengeWallet(work, site, { investor, address })))
  return { investor, address, signature: await account(index).signMessage({ message }) }
}

test('taking an approval back before it has reached the chain blocks the wallet there', async () => {
  const investor = await newcomer('ana')
  const wallet = await signed(investor, 50)
  must(await inWork((work) => linkWallet(work, site, wallet)))
  must(await inWork((work) => approve(work, investor, UNTIL)))
  must(await inWork((work) => rejectInvestor(work, investor)))
  await settle()
  assert.equal(await isVerified(wallet.address), false)
  assert.deepEqual(await statuses(investor), ['ready'])

  must(await inWork((work) => approve(work, investor, UNTIL)))
  assert.deepEqual(await statuses(investor), ['syncing'])
  await settle()
  assert.equal(await isVerified(wallet.address), true)
})

test('an approval for longer than the registry can count is one for as long as it can', async () => {
  const investor = await newcomer('bo')
  const wallet = await signed(investor, 51)
  must(await inWork((work) => linkWallet(work, site, wallet)))
  const until = {
    kyc: Temporal.PlainDate.from('2199-12-31'),
    accredited: Temporal.PlainDate.from('2199-12-31'),
  }
  must(await inWork((work) => approve(work, investor, until)))
  await settle()
  assert.equal(await isVerified(wallet.address), true)
})

test('texts that wait to be signed are bounded, whichever wallets they are for, and run out', async () => {
  const investor = await newcomer('ed')
  let later = 0
  const then = { ...site, clock: { now: () => site.clock.now().add({ minutes: later }) } }
  const wallet = (n: number) => ({ investor, address: `0x${n.toString(16).padStart(40, '0')}` as const })
  const ask = (n: number) => inWork((work) => challengeWallet(work, then, wallet(n)))
  const many = Array.from({ length: 32 }, (_, n) => n + 1)
  for (const n of many) must(await ask(n))
  const both = await Promise.all([ask(33), ask(1)])
  assert.deepEqual(
    both.map((answer) => !answer.ok && answer.reason),
    ['CHALLENGES_TOO_MANY', 'CHALLENGES_TOO_MANY'],
  )
  later = 5
  must(await ask(1))
  const late = await inWork((work) => linkWallet(work, then, { ...wallet(2), signature: '0x' }))
  assert.equal(late.ok || late.reason, 'CHALLENGE_EXPIRED')
  later = 70
  must(await ask(1))
  const { rows } = await pool.query<{ kept: number }>(
    'select count(*)::int as kept from wallet_challenge where investor = $1',
    [investor],
  )
  assert.deepEqual(rows, [{ kept: 1 }])
})

test('of two investors who link one wallet at the same moment, one is told that it is taken', async () => {
  const first = await signed(await newcomer('cy'), 52)
  const second = await signed(await newcomer('di'), 52)
  const answers = await Promise.all(
    [first, second].map((wallet) => inWork((work) => linkWallet(work, site, wallet))),
  )
  assert.deepEqual(answers.map((answer) => (answer.ok ? 'linked' : answer.reason)).sort(), [
    'WALLET_TAKEN',
    'linked',
  ])
})

test('a revocation is the signer’s next transaction, before everything that waits to be signed', async () => {
  const investor = await newcomer('flo')
  const wallet = await signed(investor, 54)
  must(await inWork((work) => linkWallet(work, site, wallet)))
  must(await inWork((work) => approve(work, investor, UNTIL)))
  await settle()
  assert.equal(await isVerified(wallet.address), true)

  const others = [55, 56, 57].map((index) => account(index).address)
  await inWork(async (work) => {
    for (const to of others)
      await recordIntent(
        work.db,
        { key: `other:${to}`, purpose: 'other', from: world.operator, to, data: '0x', value: 1n },
        GENESIS,
      )
    // A renewal that is not signed yet is withdrawn: after the revocation it would undo it.
    must(await approve(work, investor, { ...UNTIL, kyc: Temporal.PlainDate.from('2031-01-01') }))
  })
  must(await inWork((work) => rejectInvestor(work, investor)))
  await settle()
  assert.equal(await isVerified(wallet.address), false)
  const [revocation, renewal] = await listIntents(db, { purpose: 'investor.wallet', limit: 2 })
  assert.deepEqual([revocation?.status, renewal?.status], ['success', 'canceled'])
  const later = await listIntents(db, { purpose: 'other', limit: 3 })
  for (const other of later) assert.ok(other.nonce! > revocation!.nonce!, `${other.nonce}`)
})

test('a provider’s later no blocks the wallet on the chain', async () => {
  const investor = await newcomer('gus')
  const wallet = await signed(investor, 58)
  const said = (result: 'approved' | 'rejected', second: number) =>
    inWork((work) =>
      receiveEvent(work, 'veriff', {
        id: `event ${second}`,
        ref: 'session',
        result,
        at: GENESIS.add({ seconds: second }),
        labels: [],
        publicComment: null,
        internalComment: null,
        isStrange: false,
        verified: null,
        mayBeOther: false,
      }),
    )
  await pool.query(`insert into kyc_check values ('veriff', 'session', $1, now(), 'pending')`, [investor])
  assert.deepEqual(await said('approved', 1), { ok: true, value: 'applied' })
  must(await inWork((work) => linkWallet(work, site, wallet)))
  must(await inWork((work) => approve(work, investor, UNTIL)))
  await settle()
  assert.equal(await isVerified(wallet.address), true)
  assert.deepEqual(await said('rejected', 2), { ok: true, value: 'applied' })
  assert.equal((await investorById(db, investor))?.kycStatus, 'manual-review', 'here at once')
  await settle()
  assert.equal(await isVerified(wallet.address), false)
})

test('a wallet that is linked while its investor is rejected does not stay verified', async () => {
  const investor = await newcomer('eve')
  must(await inWork((work) => approve(work, investor, UNTIL)))
  const wallet = await signed(investor, 53)
  await Promise.all([
    inWork((work) => linkWallet(work, site, wallet)),
    inWork((work) => rejectInvestor(work, investor)),
  ])
  await settle()
  assert.equal(await isVerified(wallet.address), false)
})
