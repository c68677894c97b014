import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { officeWorld } from '../../test/office-world.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { approveInvestor } from '../investor/approval.service.ts'
import { screenInvestors } from '../investor/investor-screening.service.ts'
import { requestUpdates } from '../investor/kyc-update.service.ts'
import { ANSWERS } from '../investor/onboarding-answers.service.ts'
import { saveStep } from '../investor/onboarding.service.ts'
import { must } from '../kernel/result.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { openScreening } from '../screening/engine.service.ts'
import { recountAll } from './recount.job.ts'
import { recountSettled } from './recount.service.ts'

unlockVault(Buffer.alloc(32, 7))
const world = await tokenWorld()
const database = await testDatabase()
const office = await officeWorld(database, world, recountSettled)
const { db, pool } = database
const KYC = Temporal.PlainDate.from('2030-01-01')
const ENDS = Temporal.PlainDate.from('2026-03-01')
/** Holders who are not accredited, as the token counts them, and how often it was asked to count anew. */
const counted = async () => {
  const { rowCount } = await pool.query("select from chain_intent where purpose = 'register.recount'")
  return [await world.readToken('nonAccreditedHolderCount', []), rowCount]
}
const recount = async () => {
  await recountAll({ db, clock: office.clock })
  await office.settle()
}

test('a holder is counted anew when their record changes, and when their accreditation ends', async () => {
  const ana = await office.approved('ana', [60], { accredited: ENDS })
  await office.approved('bo', [61], { accredited: ENDS })
  const cleo = await office.approved('cleo', [62])
  await office.settle()
  await recount()
  for (const i of [60, 61]) await world.sendToken('mint', [office.account(i).address, 5n])
  await office.settle()
  await recount()
  assert.deepEqual(await counted(), [0n, 0], 'each was counted as they were when they got units')

  const decide = (id: typeof ana) =>
    office.inWork(async (work) =>
      must(await approveInvestor(work, id, { kyc: KYC, accredited: null }, work.now)),
    )
  await decide(ana)
  await decide(cleo)
  await office.settle()
  assert.deepEqual(await counted(), [0n, 0], 'nobody moved, so the token does not know')
  await recount()
  assert.deepEqual(await counted(), [1n, 1], 'it was told of her, and of nobody who holds nothing')

  const end = ENDS.toZonedDateTime('UTC').toInstant()
  for (const [hours, expected] of [
    [0, [1n, 1]],
    [2, [2n, 2]],
    [26, [2n, 2]],
  ] as const) {
    const now = end.add({ hours })
    office.moveTo(now)
    await world.anvil.call('evm_setNextBlockTimestamp', [now.epochMilliseconds / 1000])
    await recount()
    assert.deepEqual(await counted(), expected, `${hours} hours after it ends`)
  }
  const { rows } = await pool.query("select action from audit_entry where action like 'register.%'")
  assert.deepEqual(rows.length, 2)

  const [failed] = await listIntents(db, { purpose: 'register.recount', limit: 1 })
  const failure = { ...failed!, failure: { reason: 'REVERTED', data: null } } as const
  await office.inWork((work) => recountSettled['register.recount']!.failure(work, failure))
  await recount()
  assert.deepEqual(await counted(), [2n, 2], 'what failed is not asked again on the same day')
  office.moveTo(end.add({ hours: 50 }))
  await recount()
  assert.deepEqual(await counted(), [2n, 3], 'but on the next')
})

test('a holder who moves to the United States is counted among its residents, until they leave again', async () => {
  const dora = await office.approved('dora', [63])
  await office.settle()
  await world.sendToken('mint', [office.account(63).address, 5n])
  await office.settle()
  await recount()
  const residents = () => world.readToken('usHolderCount', [])
  const screening = openScreening()
  let before = 0n
  assert.equal(await residents(), before)
  for (const [country, after] of [
    ['US', 1n],
    ['GB', 0n],
  ] as const) {
    await office.inWork(async (work) => {
      must(await requestUpdates(work, dora, { text: 'Where do you live now?', suspend: true }))
      const identity = ANSWERS.identity.parse({ name: 'dora', born: '1985-04-12', citizenships: ['GB'] })
      must(await saveStep(work, dora, 'identity', identity))
      const address = ANSWERS.address.parse({ country, line1: '1 Main Street', city: 'Reading' })
      must(await saveStep(work, dora, 'address', address))
    })
    await office.inWork((work) => screenInvestors(work, screening, [dora]))
    const again = { kyc: KYC, accredited: undefined }
    await office.inWork(async (work) => must(await approveInvestor(work, dora, again, GENESIS)))
    await office.settle()
    assert.equal(await residents(), before, `${country}: the token does not know yet`)
    await recount()
    assert.equal(await residents(), after, country)
    before = after
  }
})
