import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import { instrumentById, markLive } from '../instrument/instrument.service.ts'
import type { Address } from '../instrument/instrument.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { recordIntent } from '../platform/chain/intents.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { readPersonal } from '../platform/vault/vault.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { decisionById, replayed } from '../restriction/stored-decision.service.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import type { Movement } from './register.ts'
import { insertMovements } from './register.store.ts'
import { insertTransfer } from './transfer-order.store.ts'
import { adviseTransfer, judgeTransfer } from './transfer-rules.service.ts'

unlockVault(Buffer.alloc(32, 7))
const { db, pool } = await testDatabase()
const now = Temporal.Instant.from('2026-11-30T12:00:00Z')
const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))

await inWork((work) => loadSandboxList(work, systemClock.now()))

const TOKEN = '0x00000000000000000000000000000000000000aA' as const
const { instrument: draft } = await inWork((work) => soldInstrument(work, 'r144', 'none-needed'))
await inWork((work) => markLive(work, draft.id, TOKEN))
must(await inWork((work) => pinPack(work, draft.id, 'US-R144')))
const instrument = (await instrumentById(db, draft.id))!

let people = 0
async function person(): Promise<{ id: InvestorId; wallet: Address }> {
  const id: InvestorId = newId('inv')
  const wallet = `0x${String(++people).padStart(40, '1')}` as const
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', 'US', 'verified', '2030-01-01', $2, now())`,
    [id, wallet],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, wallet],
  )
  return { id, wallet }
}
const [affiliate, seller, receiver, buyer] = [await person(), await person(), await person(), await person()]

let blocks = 0
async function moved(day: string, from: Address | null, to: Address, units: bigint): Promise<void> {
  const [block, hash] = [++blocks, `0x${blocks.toString(16).padStart(64, '0')}` as const]
  const at = Temporal.Instant.from(`${day}T12:00:00Z`)
  await pool.query('insert into chain_block (hash, number, parent_hash, at) values ($1, $2, $1, $3)', [
    hash,
    block,
    at.toString(),
  ])
  const entry = from === null ? 'issuance' : 'transfer-ok'
  const none = { acquiredDay: null, unlockDay: null, legend: null, ref: null, detail: null }
  const place = { block, blockHash: hash, logIndex: 0, tx: hash, at, kind: 'transfer' } as const
  const movement: Movement = { ...none, ...place, entry, from, to, units }
  await insertMovements(db, TOKEN.toLowerCase(), [movement])
}
await moved('2024-01-10', null, affiliate.wallet, 900_000n)
await moved('2024-01-10', null, seller.wallet, 60_000n)
await moved('2026-03-01', null, seller.wallet, 40_000n)

const record = (of: InvestorId | null, facts: RuleFacts) =>
  inWork((work) => recordFacts(work, { instrument: instrument.id, investor: of }, facts))
must(
  await record(null, {
    'issuer.reporting': false,
    'issuer.currentInformation': true,
    'class.kind': 'equity',
    'class.weeklyVolumeAverage': '0',
    'resale.path': 'rule-144',
  }),
)
const judged = (from: Address, units: bigint, to = receiver.wallet) =>
  inWork((work) => judgeTransfer(work, instrument, { from, to, units }))
const codes = async (from: Address, units: bigint) => {
  const { outcome, reasons } = await judged(from, units)
  const law = await adviseTransfer(db, instrument, { from, to: receiver.wallet, units }, now)
  assert.deepEqual(
    law.map(({ code }) => code),
    reasons.map(({ code }) => code),
    'the same is said before it is asked',
  )
  return [outcome, ...reasons.map(({ code }) => code)]
}

test('a resale under Rule 144 is weighed by what is known of its seller', async () => {
  const holder = { 'holder.affiliate': false }
  // What is said of the receiver, or of everybody, is nobody's word about the seller.
  must(await record(receiver.id, holder))
  must(await record(null, holder))
  assert.deepEqual(await codes(affiliate.wallet, 1n), ['ALLOW'], 'an affiliate may sell so many, too')
  assert.deepEqual(await codes(affiliate.wallet, 10_001n), ['REVIEW', 'FACT_MISSING'])

  must(await record(affiliate.id, { 'holder.affiliate': true }))
  must(await record(receiver.id, { 'holder.affiliate': null }))
  assert.deepEqual(await codes(affiliate.wallet, 5_000n), ['ALLOW'], 'half of one per cent')
  const { reasons } = await judged(affiliate.wallet, 10_001n)
  assert.deepEqual(
    reasons.map(({ code, detail }) => [code, detail]),
    [
      [
        'R144_VOLUME_LIMIT',
        'As an affiliate the seller may sell 10,000 more units within 3 months; the limit is 10,000.',
      ],
    ],
  )
})

test('nobody can say what the register says', async () => {
  for (const [name, value] of [
    ['transfer.units', '1'],
    ['transfer.amount', '1'],
    ['holder.lots', [{ units: '20000', clockStart: '2020-01-01' }]],
    ['holder.sales', []],
  ] as const) {
    const said = await record(seller.id, { [name]: value })
    assert.deepEqual(!said.ok && said.errors?.map(({ code }) => code), ['FACT_KNOWN'], name)
  }
  // Nor does what was recorded before count.
  await pool.query(
    `insert into rule_fact (instrument, name, value, recorded_by, recorded_at)
     values ($1, 'transfer.units', '1', 'test', now()), ($1, 'holder.lots', '[]', 'test', now())`,
    [instrument.id],
  )
  must(await record(seller.id, { 'holder.affiliate': false }))
  assert.deepEqual(await codes(seller.wallet, 60_000n), ['ALLOW'])
  const { outcome, reasons } = await judged(seller.wallet, 60_001n)
  assert.equal(outcome, 'BLOCK')
  assert.deepEqual(
    reasons.map(({ code, detail, earliestOkAt }) => [code, detail, earliestOkAt]),
    [
      [
        'R144_HOLDING_PERIOD',
        '40,000 of these units are restricted until 2027-03-01; 60,000 are free now.',
        '2027-03-01',
      ],
    ],
  )
})

test('who buys from an affiliate begins to hold; who buys from another goes on', async () => {
  must(await record(buyer.id, { 'holder.affiliate': false }))
  await moved('2026-10-01', seller.wallet, buyer.wallet, 10n)
  assert.deepEqual(await codes(buyer.wallet, 10n), ['ALLOW'])
  await moved('2026-10-02', affiliate.wallet, buyer.wallet, 5n)
  assert.deepEqual(await codes(buyer.wallet, 11n), ['BLOCK', 'R144_HOLDING_PERIOD'])
})

test('what an affiliate sold within three months counts, what is on its way too', async () => {
  await moved('2026-08-30', affiliate.wallet, buyer.wallet, 9_000n)
  assert.deepEqual(await codes(affiliate.wallet, 9_995n), ['ALLOW'], '5 units within three months')
  const order = newId('trf')
  await inWork(async (work) => {
    const intent = await recordIntent(
      work.db,
      {
        key: `${order}:transfer`,
        purpose: 'transfer',
        subject: order,
        from: affiliate.wallet,
        to: TOKEN,
        data: '0x',
        gasMax: 100_000n,
      },
      work.now,
    )
    await insertTransfer(
      work.db,
      {
        id: order,
        instrument: instrument.id,
        from: affiliate.wallet,
        to: buyer.wallet,
        units: 9_000n,
        nonce: `0x${'1'.repeat(64)}`,
        status: 'pending',
        findings: [],
        decision: null,
        decidedBlock: 1,
        tx: null,
        failure: null,
        askedAt: now,
      },
      { by: 'test', intent: intent.id },
    )
  })
  assert.deepEqual(await codes(affiliate.wallet, 9_995n), ['BLOCK', 'R144_VOLUME_LIMIT'])
})

test('what a decision read of the seller is in their vault, and it is made again from both', async () => {
  const { decision } = await judged(seller.wallet, 7n)
  const field = `decision:${decision!}`
  const kept = async (of: InvestorId) =>
    JSON.parse((await readPersonal(db, of, [field]))[field] ?? '{}') as RuleFacts
  const isOfHolder = (name: string) => name.startsWith('holder.')
  assert.deepEqual(Object.keys(await kept(seller.id)), ['holder.affiliate', 'holder.lots', 'holder.sales'])
  const ofReceiver = await kept(receiver.id)
  assert.deepEqual(Object.keys(ofReceiver).filter(isOfHolder), [])
  assert.deepEqual([ofReceiver['transfer.units'], ofReceiver['transfer.amount']], ['7', '7.000000'])
  const { facts, result } = await replayed(db, (await decisionById(db, decision!))!)
  assert.equal(facts.now, facts.recorded)
  assert.equal(result.now, result.recorded)
})

test('a price that was recorded once is no price of a transfer', async () => {
  const { instrument: inEuros } = await inWork((work) =>
    soldInstrument(work, 'r144-eur', 'none-needed', {}, { code: 'EURC', decimals: 6 }),
  )
  must(await inWork((work) => pinPack(work, inEuros.id, 'US-R144')))
  await pool.query(
    `insert into rule_fact (instrument, name, value, recorded_by, recorded_at)
     values ($1, 'transfer.amount', '"1"', 'test', now())`,
    [inEuros.id],
  )
  const move = { from: seller.wallet, to: receiver.wallet, units: 7n }
  const { decision } = await inWork((work) => judgeTransfer(work, inEuros, move))
  const field = `decision:${decision!}`
  const kept = JSON.parse((await readPersonal(db, receiver.id, [field]))[field] ?? '{}') as RuleFacts
  assert.deepEqual([kept['transfer.units'], kept['transfer.amount']], ['7', undefined])
})
