import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { testDatabase } from '../../test/database.ts'
import { assertInvariants } from '../../test/faults/invariants.ts'
import { officeWorld } from '../../test/office-world.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { investorById } from '../investor/investor.service.ts'
import { receiveEvent, saveCheck } from '../investor/kyc-check.service.ts'
import type { CheckResult } from '../investor/kyc-case.ts'
import { eventOf } from '../investor/kyc-message.service.ts'
import { openKycProvider } from '../investor/kyc-provider.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { systemClock } from '../platform/clock.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { loadList } from '../screening/list.service.ts'
import { verifyInstallation } from './verification.ts'

/*
 * Faults around identities, lists and clocks while people hold units: what they came to here is on the chain too, and whatever
 * can be derived from the chain is what this installation has.
 */
unlockVault(randomBytes(32))
const world = await tokenWorld()
const database = await testDatabase()
const { db } = database
const office = await officeWorld(database, world, {})
const { account, clock, inWork, settle } = office
const provider = openKycProvider(
  {
    provider: 'onfido',
    apiKey: '',
    apiSecret: '',
    webhookSecret: '',
    levels: { individual: '', entity: '' },
    baseUrl: null,
  },
  { publicUrl: '' },
)
const [ANA, BO, CY] = [60, 61, 62]
const NO_REF = `0x${'00'.repeat(32)}` as const
let ana: InvestorId
let bo: InvestorId
let cy: InvestorId

before(async () => {
  ana = await office.approved('ana', [ANA])
  bo = await office.approved('bo', [BO])
  cy = await office.approved('cy', [CY])
  await settle()
  for (const index of [ANA, BO, CY])
    await world.sendToken('issue', [account(index).address, 100n, 20_454, 20_484, 7, NO_REF])
  await settle()
  for (const id of [ana, bo, cy]) await checked(id)
})

/** A check of theirs that is under way. */
async function checked(id: InvestorId): Promise<void> {
  const subject = { id, kind: 'individual', name: '', email: null, country: 'GB', returnUrl: '' } as const
  const order = { id, person: null, applicant: null, provider, subject }
  must(await inWork((work) => saveCheck(work, order, { ref: `of ${id}`, url: 'https://x' })))
}
async function says(id: InvestorId, result: CheckResult, at: Temporal.Instant): Promise<string> {
  const ref = `of ${id}`
  const event = eventOf({ id: `${ref} ${at.toString()} ${result}`, ref, at, result })
  return must(await inWork((work) => receiveEvent(work, provider.name, event)))
}
/** What is known of somebody here, and whether their wallet may receive units on the chain. */
async function standing(id: InvestorId, index: number) {
  await settle()
  const { kycStatus } = (await investorById(db, id))!
  return [
    kycStatus,
    await world.read(world.registry, investorRegistryAbi, 'isVerified', [account(index).address]),
  ]
}
async function assertSound(): Promise<void> {
  await settle()
  const { checks } = must(await verifyInstallation({ db, rpc: world.rpc }))
  assert.deepEqual(
    checks.flatMap(({ check, differences }) => differences.map((one) => ({ check, ...one }))),
    [],
  )
  assert.ok(checks.some(({ check, compared }) => check === 'stored-register' && compared > 0))
  await assertInvariants(database)
}

test('F21 a no that comes after units are held is on the chain, and what comes late or again changes neither', async () => {
  const at = clock.now()
  assert.equal(await says(ana, 'approved', at), 'applied')
  assert.deepEqual(await standing(ana, ANA), ['verified', true])
  assert.equal(await says(ana, 'rejected', at.add({ seconds: 9 })), 'applied')
  const after = await standing(ana, ANA)
  assert.deepEqual(after, ['manual-review', false])
  assert.equal(await says(ana, 'approved', at), 'duplicate')
  assert.equal(await says(ana, 'approved', at.add({ seconds: 8 })), 'out-of-order')
  assert.deepEqual(await standing(ana, ANA), after)
  await assertSound()
})

test('F22 two stories of one moment take an approval back on the chain until a person decides', async () => {
  const at = clock.now()
  await says(bo, 'approved', at)
  assert.equal(await says(bo, 'updates-required', at), 'applied')
  assert.deepEqual(await standing(bo, BO), ['manual-review', false])
  await assertSound()
})

test('F23 a list that is half there or something else is refused, and nobody’s approval changes', async () => {
  const house = fs.readFileSync(
    path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
    'utf8',
  )
  const rows = house.trim().split('\n')
  const today = systemClock.now().toZonedDateTimeISO('UTC').toPlainDate()
  for (const [list, reason] of [
    ['<!doctype html><title>Not found</title>', 'LIST_FORMAT'],
    [rows[0]!, 'LIST_EMPTY'],
    [rows.slice(0, Math.ceil(rows.length / 2)).join('\n'), 'LIST_SHRUNK'],
  ] as const) {
    const about = { files: { list }, publishedOn: today, machineNow: systemClock.now(), allowShrink: false }
    const loaded = await inWork((work) => loadList(work, 'HOUSE', about))
    assert.equal(loaded.ok ? null : loaded.reason, reason)
  }
  assert.deepEqual(await standing(cy, CY), ['verified', true])
  await assertSound()
})

test('F20 a clock that steps back moves nothing that was decided', async () => {
  const noon = clock.now()
  assert.equal(await says(cy, 'approved', noon), 'applied')
  office.moveTo(noon.subtract({ minutes: 10 }))
  assert.equal(await says(cy, 'rejected', clock.now()), 'out-of-order')
  await world.sendToken('issue', [account(CY).address, 1n, 20_454, 20_484, 7, NO_REF])
  assert.deepEqual(await standing(cy, CY), ['verified', true])
  await assertSound()
  office.moveTo(noon)
  await assertSound()
})
