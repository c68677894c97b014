import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { toHex } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { testDatabase } from '../../test/database.ts'
import { escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { money, USDX } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { recordIntent } from '../platform/chain/intents.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { scheduleDistribution } from './record-date.service.ts'
import { repaymentRefs } from './repayment.chain.ts'
import type { RedemptionEvent } from './repayment.ts'
import { insertRedemptionEvent } from './repayment.store.ts'
import { advanceRepayments } from './repayment.job.ts'
import { confirmRepayment, prepareRepayment, repaymentView } from './repayment.service.ts'

const CONFIRMATIONS = 3
const day = (text: string) => Temporal.PlainDate.from(text)
const instant = (text: string) => Temporal.Instant.from(text)

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database, { confirmations: CONFIRMATIONS })
const { world, as, redemption } = office

const turn = () => advanceRepayments({ db, rpc: world.rpc, clock: { now: office.now } })

test('a repayment that somebody else finished is closed when that is final, and not before', async () => {
  const investor = await office.approved('ana', [60])
  await office.settle()
  await office.fund(office.account(60).address, 100n * PRICE)
  const coupon = {
    faceValue: money(PRICE, USDX),
    rate: 72_500n,
    dayCount: '30/360-BOND',
    frequency: 'annual',
    from: day('2026-01-31'),
    maturity: day('2026-07-31'),
  } as const
  const { id, instrument } = await office.sale('note', 10n, {}, { coupon })
  await office.pay((await office.subscribe(id, investor, 60, 10n)).id, 60)
  await office.settle()
  await office.close(id)
  await database.pool.query('update instrument set treasury = $1 where id = $2', [
    world.operator,
    instrument.id,
  ])
  await office.moveTo(instant('2026-07-24T12:00:00Z'))
  must(await as('ada', (work) => prepareRepayment(work, instrument)))
  must(await as('bob', (work) => confirmRepayment(work, instrument)))
  const july = Temporal.PlainYearMonth.from('2026-07')
  must(await as('issuer', (work) => scheduleDistribution(work, instrument, july)))
  await office.settle()
  for (let i = 0; i < 3; i++) {
    await turn()
    await office.mine()
  }
  await office.moveTo(instant('2026-07-31T04:00:00Z'))
  const payer = world.people[11]!
  await world.send(world.stablecoin, devStablecoinAbi, 'mint', [payer, 10n * PRICE])
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [redemption, 10n * PRICE], payer)
  // Whoever gives a base unit before the treasury's money comes has it refused; after that less is sent than is missing.
  await office.fund(world.operator, 100n * PRICE)
  const missing = () => world.read(redemption, redemptionAbi, 'missing', [1n])
  await world.anvil.call('anvil_mine', [toHex(CONFIRMATIONS)])
  await office.round()
  await turn()
  await world.send(redemption, redemptionAbi, 'fund', [1n, 1n], payer)
  await office.mine()
  assert.equal(await missing(), 10n * PRICE - 1n)
  await office.moveTo(office.now().add({ minutes: 1 }))
  for (let i = 0; i < 2; i++) {
    await turn()
    if (i === 1) await world.send(redemption, redemptionAbi, 'fund', [1n, 1n], payer)
    await office.mine()
  }
  const left = await missing()
  assert.equal(left, (10n * PRICE - 1n) / 16n - 1n)
  await world.send(redemption, redemptionAbi, 'fund', [1n, left], payer)
  await world.send(redemption, redemptionAbi, 'begin', [1n], payer)
  await world.send(redemption, redemptionAbi, 'redeem', [1n, [office.account(60).address]], payer)
  await world.send(redemption, redemptionAbi, 'finish', [1n], payer)
  await office.round()
  const status = async () => (await repaymentView(db, instrument, office.now()))?.repayment?.status
  await turn()
  assert.equal(await status(), 'paying')
  await world.anvil.call('anvil_mine', [toHex(CONFIRMATIONS)])
  await office.round()
  await turn()
  assert.equal(await status(), 'closed')

  // The contract is for everybody: a stranger's token under the same reference is not this note.
  const view = async () => {
    const { lines, sums, announcedIn } = (await repaymentView(db, instrument, office.now()))!
    return { lines, sums, announcedIn }
  }
  const before = await view()
  const blocks = await database.pool.query<{ hash: string }>(
    'select hash from chain_block order by number desc limit 1',
  )
  const at = { blockHash: blocks.rows[0]!.hash, txHash: blocks.rows[0]!.hash }
  const none = { purchase: 99n, token: null, ref: null, wallet: null, units: 0n, amount: 0n }
  const stranger = office.account(60).address
  const repayment = (await repaymentView(db, instrument, office.now()))!.repayment!
  for (const [logIndex, event] of [
    { ...none, kind: 'announced', token: stranger.toLowerCase(), ref: repaymentRefs(repayment.id)[0]! },
    { ...none, kind: 'funded', amount: 5n },
    { ...none, kind: 'bought', wallet: stranger, units: 5n, amount: 5n },
    { ...none, kind: 'parked', wallet: stranger, amount: 5n },
  ].entries() as ArrayIterator<[number, RedemptionEvent]>)
    await insertRedemptionEvent(db, { ...at, logIndex: 1_000 + logIndex }, event)
  assert.deepEqual(await view(), before)
  // What was announced before tokens were written down is known by who asked for it.
  await database.pool.query(`update redemption_event set token = null where kind = 'announced'`)
  await database.pool.query(readFileSync('migrations/0672-token-of-announced-redemptions.sql', 'utf8'))
  assert.deepEqual(await view(), before)
  await database.pool.query('delete from redemption_event where log_index >= 1000')
})

test('a contract that could not be deployed is asked for again after a while: it was asked for at every turn', async () => {
  const coupon = {
    faceValue: money(PRICE, USDX),
    rate: 72_500n,
    dayCount: '30/360-BOND',
    frequency: 'annual',
    from: day('2026-09-15'),
    maturity: day('2027-09-15'),
  } as const
  const investor = await office.approved('bo', [61])
  await office.settle()
  await office.fund(office.account(61).address, 100n * PRICE)
  const { id, instrument } = await office.sale('bond', 10n, { closes: day('2026-09-30') }, { coupon })
  await office.pay((await office.subscribe(id, investor, 61, 10n)).id, 61)
  await office.settle()
  await office.close(id)
  await office.moveTo(instant('2027-09-08T12:00:00Z'))
  must(await as('ada', (work) => prepareRepayment(work, instrument)))
  must(await as('bob', (work) => confirmRepayment(work, instrument)))
  await database.pool.query(
    `update protocol_step set address = $1, done_at = null, failure = 'It was refused.' where step = 'Redemption'`,
    [`0x${'0'.repeat(36)}dead`],
  )
  await recordIntent(
    db,
    {
      key: 'protocol:Redemption:before',
      purpose: 'protocol.deploy',
      subject: 'Redemption',
      from: world.operator,
      to: world.stablecoin,
      data: '0x12345678',
    },
    office.now(),
  )
  await office.mine()
  const asked = async () => {
    const { rows } = await database.pool.query(`select 1 from chain_intent where purpose = 'protocol.deploy'`)
    return rows.length
  }
  for (let i = 0; i < 3; i++) {
    await turn()
    await office.mine()
  }
  assert.equal(await asked(), 1)
  const { repayment } = (await repaymentView(db, instrument, office.now()))!
  assert.equal(repayment?.waiting?.reason, 'REPAYMENT_FAILED')
  await office.moveTo(office.now().add({ minutes: 1 }))
  await turn()
  assert.ok((await asked()) > 1)
})
