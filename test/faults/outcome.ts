/** What a payout came to, in a form in which two worlds can be compared, and what must hold in every one. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { erc20Abi, getAddress, type Address } from 'viem'
import { distributions, entitlementsOf } from '../../src/corporate-action/distribution.service.ts'
import { protocolAddresses } from '../../src/instrument/protocol.service.ts'
import { must } from '../../src/kernel/result.ts'
import { trialBalance } from '../../src/ledger/journal.service.ts'
import { escrowBalance } from '../../src/offering/closing/escrow-balance.service.ts'
import { walletOf } from '../../src/offering/subscription/subscription.ts'
import { eventsOf, subscriptions } from '../../src/offering/subscription/subscription.service.ts'
import { verifyAudit } from '../../src/platform/audit.ts'
import { field, hexOf, numberOf, RpcError } from '../../src/platform/chain/rpc.ts'
import { atHead, question } from '../../src/platform/chain/state.ts'
import { selectNextNonce } from '../../src/platform/chain/sender-store.ts'
import { holdersAt } from '../../src/register/register.service.ts'
import type { Platform } from '../../src/server/platform.ts'
import { verifyInstallation } from '../../src/server/verification.ts'
import { theInstrument, theOffering } from './world.ts'

/** The month whose payout is lived through. */
const PERIOD = '2026-08'

/** Everything that the payout of the month came to and that must not depend on what happened on the way. */
export async function outcome(platform: Platform) {
  const { db } = platform
  const instrument = await theInstrument(platform)
  const view = (await distributions(db, instrument)).find(
    ({ distribution }) => distribution.period.toString() === PERIOD,
  )
  if (view === undefined) throw new Error('the month has no distribution')
  const { distribution, sums, reconciliation } = view
  const entitlements = await entitlementsOf(db, distribution)
  const protocol = await protocolAddresses(db)
  if (protocol === null) throw new Error('there is no protocol')
  const accounts: Address[] = [
    ...entitlements.map(({ wallet }) => getAddress(wallet)),
    instrument.treasury,
    protocol.distributor,
  ]
  return {
    status: distribution.status,
    declared: distribution.declared,
    sums: { ...sums, cursor: null },
    reconciliation,
    entitlements: entitlements.map(({ wallet, units, amount, status }) => ({
      wallet,
      units,
      amount,
      status,
    })),
    balances: await balances(platform, instrument.payment.token, accounts),
    register: await holdersAt(db, instrument, { newest: true, at: platform.clock.now() }),
    notices: await noticesOf(platform, distribution.id),
    audit: await auditOf(platform, distribution.id),
    wishes: await wishesOf(platform, distribution.id),
    announced: (await distributions(db, instrument)).map(({ distribution: one }) => one.period.toString()),
  }
}

async function balances({ rpc }: Platform, token: Address, accounts: readonly Address[]) {
  return atHead(rpc, ({ ask }) =>
    ask(accounts.map((account) => question(token, erc20Abi, 'balanceOf', [account]))),
  )
}

async function noticesOf({ db }: Platform, subject: string) {
  const { rows } = await sql<{ topic: string; audience: unknown; facts: unknown }>`
    select topic, audience, facts from outbox where subject = ${subject}
    order by topic, audience::text`.execute(db)
  return rows
}

async function auditOf({ db }: Platform, subject: string) {
  const { rows } = await sql<{ action: string; detail: unknown }>`
    select action, detail from audit_entry where subject = ${subject} order by seq`.execute(db)
  return rows
}

async function wishesOf({ db }: Platform, subject: string) {
  const { rows } = await sql<{ purpose: string; data: string; status: string }>`
    select purpose, data, status from chain_intent where subject = ${subject} order by seq`.execute(db)
  return rows
}

/**
 * What holds in every world that has come to rest, whatever it went through.
 *
 * @param books `older` when they were restored: the chain then holds transactions that they do not know
 */
export async function assertSound(platform: Platform, books: 'current' | 'older' = 'current'): Promise<void> {
  const { status, declared, sums, reconciliation, entitlements } = await outcome(platform)
  assert.equal(status, 'closed')
  assert.equal(reconciliation?.balanced, true)
  assert.equal(declared, sums.paid + sums.parked + (sums.carried ?? 0n))
  assert.ok(sums.paid + sums.parked <= sums.funded)
  for (const { wallet, status: paid } of entitlements) assert.notEqual(paid, 'due', wallet)
  await assertPaidOnce(platform)
  await assertWhole(platform, books)
}

/** Nonces, the audit log and everything that can be checked against the chain. */
async function assertWhole(platform: Platform, books: 'current' | 'older'): Promise<void> {
  const { db, rpc } = platform
  for (const { address } of platform.senders()) await assertNonces(platform, address, books)

  const audit = await verifyAudit(db)
  assert.equal(audit.whole, true)
  const { checks } = must(await verifyInstallation({ db, rpc }))
  const differences = checks.flatMap((one) =>
    one.differences.map((difference) => ({ check: one.check, ...difference })),
  )
  // Older books say nothing of what was begun since, and verify says so.
  const isUnknown = ({ check, actual }: { check: string; actual: string }) =>
    books === 'older' && check === 'stored-distribution' && actual === 'not stored'
  assert.deepEqual(
    differences.filter((difference) => !isUnknown(difference)),
    [],
  )
  assert.ok(checks.reduce((sum, { compared }) => sum + compared, 0) > 100)
}

/** Everything that a closing came to and that must not depend on what happened on the way. */
export async function closingOutcome(platform: Platform) {
  const { db, rpc } = platform
  const instrument = await theInstrument(platform)
  const offering = await theOffering(platform)
  const found = await subscriptions(
    db,
    { offering: offering.id, investor: null, issuer: null, wallet: null, states: null },
    { sort: 'at', after: null, limit: 1_000 },
  )
  // Ids are the same each time, and the moments at which things are done are not.
  const all = found.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const escrow = await escrowBalance(db, rpc, offering)
  if (offering.contract === null || escrow === null) throw new Error('the offering has no escrow')
  return {
    status: offering.status,
    subscriptions: await Promise.all(
      all.map(async ({ id, state, units, allotted, number }) => ({
        id,
        state,
        units,
        allotted,
        number,
        steps: (await eventsOf(db, id)).map(({ to }) => to),
        notices: await noticesOf(platform, id),
        audit: (await auditOf(platform, id)).map(({ action }) => action),
      })),
    ),
    escrow,
    books: (await trialBalance(db, { offering: offering.id }, platform.clock.now())).map(
      ({ account, balance }) => [account.kind, balance],
    ),
    balances: await balances(platform, instrument.payment.token, [
      ...all.map(walletOf),
      instrument.treasury,
      offering.contract,
    ]),
    register: (await holdersAt(db, instrument, { newest: true, at: platform.clock.now() })).map(
      ({ wallet, units }) => ({ wallet, units }),
    ),
    audit: (await auditOf(platform, offering.id)).map(({ action }) => action),
    wishes: await wishesOf(platform, offering.id),
  }
}

/** What holds after every closing, whatever it went through: who paid has exactly the units that the offering says. */
export async function assertClosed(platform: Platform): Promise<void> {
  const { status, subscriptions: all, escrow, books, register } = await closingOutcome(platform)
  assert.equal(status, 'closed')
  const sum = (numbers: readonly bigint[]) => numbers.reduce((total, one) => total + one, 0n)
  assert.deepEqual([...new Set(all.map(({ state }) => state))], ['issued'])
  assert.equal(escrow.minted, sum(all.map(({ allotted }) => allotted ?? 0n)), 'minted = accepted')
  assert.equal(sum(register.map(({ units }) => units)), escrow.minted)
  for (const held of escrow.money) assert.deepEqual([held.escrow, held.proceeds, held.parked], [0n, 0n, 0n])
  assert.equal(sum(books.map(([, balance]) => balance as bigint)), 0n)
  await assertWhole(platform, 'current')
}

async function assertPaidOnce({ db }: Platform): Promise<void> {
  const { rows } = await sql<{ wallet: string }>`
    select wallet from distributor_event where kind in ('paid', 'parked')
    group by chain_id, wallet having count(*) > 1`.execute(db)
  assert.deepEqual(rows, [], 'a holder was paid or parked twice')
}

/** Nonces have no gap, each was used by one intent, and the transaction that the chain holds is that intent's. */
async function assertNonces(
  { db, rpc }: Platform,
  sender: Address,
  books: 'current' | 'older',
): Promise<void> {
  const { rows } = await sql<{ nonce: number; tx_hash: string; mined: string | null }>`
    select i.nonce, i.tx_hash, i.block_hash as mined from chain_intent i
    where i.sender = ${sender} and i.nonce is not null order by i.nonce`.execute(db)
  const used = numberOf(await rpc.call('eth_getTransactionCount', [sender, 'latest']), 'transaction count')
  const nonces = rows.map(({ nonce }) => nonce)
  if (books === 'current')
    assert.deepEqual(
      nonces,
      Array.from({ length: used }, (_, i) => i),
    )
  assert.equal(new Set(nonces).size, nonces.length)
  if (used > 0) assert.equal(await selectNextNonce(db, sender), used)
  const receipts = await rpc.batch(
    rows.map(({ tx_hash }) => ({ method: 'eth_getTransactionReceipt', params: [tx_hash] })),
  )
  for (const [i, receipt] of receipts.entries()) {
    assert.ok(
      !(receipt instanceof RpcError) && receipt !== null,
      `nonce ${nonces[i]} is of another transaction`,
    )
    assert.equal(hexOf(field(receipt, 'blockHash'), 'block'), rows[i]?.mined)
  }
}
