import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { devStablecoinAbi } from '../../../contracts/abi/DevStablecoin.ts'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { trialBalance } from '../../ledger/journal.service.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { escrowBalance } from '../closing/escrow-balance.service.ts'
import { offeringView } from '../offering.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'

/*
 * A chain that takes blocks back while a deposit is under way: what counts is what is final.
 */

const CONFIRMATIONS = 6
const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database, { confirmations: CONFIRMATIONS })
const { world, sale, subscribe, pay, settle, state } = office
const { anvil } = world
const people = await Promise.all(['ana', 'bo', 'cleo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
const wallet = (i: number) => office.account(60 + i).address
const unitsTaken = async (id: Parameters<typeof escrowBalance>[2]['id']) =>
  (await offeringView(db, { id }, office.now()))?.unitsTaken

/** What a wallet does without the platform. */
const from = async (i: number) => {
  await anvil.call('anvil_impersonateAccount', [wallet(i)])
  await anvil.call('anvil_setBalance', [wallet(i), '0xde0b6b3a7640000'])
  return wallet(i)
}
/** A transaction in flight is looked up once in a second. */
const carryAgain = async () => {
  await setTimeout(1_100)
  await settle()
}

test('a deposit whose block is undone and whose money goes elsewhere instead buys nothing', async () => {
  await office.fund(wallet(0), 40n * PRICE)
  const { id, contract } = await sale('double-spend', 100n)
  const subscription = await subscribe(id, people[0]!, 60, 40n)
  await pay(subscription.id, 60)
  const snapshot = await anvil.call('evm_snapshot', [])
  await office.round()
  await office.round()
  assert.equal(await office.money(contract), 40n * PRICE, 'it is in a block')
  assert.deepEqual(await state(subscription.id), ['funded', null], 'which is not final')
  assert.deepEqual(await trialBalance(db, { offering: id }, office.now()), [], 'so no book has it')

  await anvil.call('evm_revert', [snapshot])
  await world.send(world.stablecoin, devStablecoinAbi, 'transfer', [wallet(2), 40n * PRICE], await from(0))
  await anvil.call('anvil_mine', ['0x2'])
  await office.round()
  assert.deepEqual(await state(subscription.id), ['funded', null])
  await carryAgain()
  await settle()
  assert.deepEqual(await state(subscription.id), ['rejected', 'PAYMENT_FAILED'])
  assert.equal(await office.money(contract), 0n)
  assert.equal(await office.money(wallet(2)), 40n * PRICE)
  assert.equal(await unitsTaken(id), 0n, 'its units are for others')
  assert.deepEqual(await trialBalance(db, { offering: id }, office.now()), [])
})

test('a deposit that comes again in another order has the number that the final block gives it', async () => {
  for (const i of [0, 1]) await office.fund(wallet(i), 10n * PRICE)
  const { id, contract } = await sale('again', 100n)
  const subscription = await subscribe(id, people[0]!, 60, 10n)
  await pay(subscription.id, 60)
  const snapshot = await anvil.call('evm_snapshot', [])
  await office.round()
  await office.round()
  assert.equal(await world.read(contract, offeringAbi, 'subscriptionCount', []), 1n)

  await anvil.call('evm_revert', [snapshot])
  const other = await from(1)
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [contract, 7n * PRICE], other)
  await world.send(contract, offeringAbi, 'subscribe', [7n, 0, 7n * PRICE], other)
  await office.round()
  await carryAgain()
  await settle()
  assert.deepEqual(await state(subscription.id), ['confirmed', null])
  assert.equal((await subscriptionById(db, subscription.id))?.number, 2n)
  assert.equal((await world.read(contract, offeringAbi, 'subscription', [2n])).investor, wallet(0))
})
