import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { testDatabase } from '../../test/database.ts'
import { escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { money, USDX } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { scheduleDistribution } from './record-date.service.ts'
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
  await office.moveTo(instant('2026-07-24T12:00:00Z'))
  must(await as('ada', (work) => prepareRepayment(work, instrument)))
  must(await as('bob', (work) => confirmRepayment(work, instrument)))
  const turn = () => advanceRepayments({ db, rpc: world.rpc, clock: { now: office.now } })
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
  await world.send(redemption, redemptionAbi, 'fund', [1n, 10n * PRICE], payer)
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
})
