/**
 * A raise of ten thousand subscriptions, through the services that run it: how long it takes from a second person's word until
 * every unit is issued, what was paid too much is back and the treasury has its money; and how long until everybody is paid
 * back when the soft cap is missed. Real PostgreSQL, a real node. The subscriptions themselves are laid in beforehand.
 */
import { performance } from 'node:perf_hooks'
import { encodeFunctionData, keccak256, toHex, type Address, type Hex } from 'viem'
import { privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts'
import { devStablecoinAbi } from '../contracts/abi/DevStablecoin.ts'
import { investorRegistryAbi } from '../contracts/abi/InvestorRegistry.ts'
import { offeringAbi } from '../contracts/abi/Offering.ts'
import { testDatabase, type TestDatabase } from '../test/database.ts'
import { CLOSES, escrowWorld, PRICE } from '../test/escrow-world.ts'
import { recordOf } from '../test/token-world.ts'
import { newId, type InvestorId, type OfferingId } from '../src/kernel/ids.ts'
import { must } from '../src/kernel/result.ts'
import { confirmClosing, prepareClosing } from '../src/offering/closing/closing.service.ts'
import { selectTotals } from '../src/offering/subscription/subscription-sums.store.ts'
import { subscribeWords } from '../src/offering/escrow/escrow.chain.ts'
import { STATES } from '../src/offering/subscription/subscription-state.ts'
import {
  deadlineOf,
  paymentAuthorization,
  paymentTypedData,
  stablecoinDomain,
  subscribeCall,
} from '../src/offering/subscription/subscription.chain.ts'

const SUBSCRIPTIONS = 10_000
const ASKED = 2n
const UNITS = BigInt(SUBSCRIPTIONS) * ASKED
/** Of a sale that gives everybody what they asked for, so that its gas is that of issuing. */
const GIVEN_ALL = 200
const REGISTERED_AT_ONCE = 200
const PER_BLOCK = 50
const GAS = toHex(500_000)
const CHAIN_ID = 31_337

type Person = { readonly id: InvestorId; readonly account: PrivateKeyAccount }
type Office = Awaited<ReturnType<typeof escrowWorld>>
type Sale = Awaited<ReturnType<Office['sale']>>

/**
 * Runs the benchmark once: it takes minutes. Seconds, and gas for each subscription: `issueGasEach` where everybody gets what
 * they asked for, `gasEach` where money goes back as well.
 */
export async function run(): Promise<Record<string, number>> {
  const ends: (() => Promise<void> | void)[] = []
  try {
    const database = await testDatabase((end) => ends.unshift(end))
    const office = await escrowWorld(database, { atEnd: (end) => ends.unshift(end) })
    // What does not fit into a block waits for the next transaction, with an anvil that mines by itself.
    await office.world.anvil.call('evm_setBlockGasLimit', [toHex(1_000_000_000)])
    const people = await peopleOf(office, database)
    // One unit and a half for each who asked for two: everybody gets units and money back.
    const closing = await office.sale('closing', (UNITS * 3n) / 4n, {
      allocation: 'pro-rata',
      lockUpDays: 365,
      softCap: 1n,
    })
    const failing = await office.sale('failing', UNITS * 2n, {
      softCap: UNITS + 1n,
      closes: Temporal.PlainDate.from('2026-02-09'),
    })
    const plain = await office.sale('plain', BigInt(GIVEN_ALL) * ASKED, { lockUpDays: 365, softCap: 1n })
    for (const sale of [closing, failing]) await layIn(office, database, sale, people)
    await layIn(office, database, plain, people.slice(0, GIVEN_ALL))
    await office.moveTo(CLOSES)

    const close = async ({ id, contract }: Sale, count: number) => {
      must(await office.as('first', (work) => prepareClosing(work, id)))
      const from = await head(office.world)
      const closeSeconds = await seconds(async () => {
        must(await office.as('second', (work) => confirmClosing(work, id)))
        await finished(office, database.db, id)
      })
      await expectAll(office, database.db, id, 'issued')
      return { closeSeconds, gasEach: Math.round((await gasOf(office, contract, from)) / count) }
    }
    const { gasEach: issueGasEach } = await close(plain, GIVEN_ALL)
    const closed = await close(closing, SUBSCRIPTIONS)
    await office.moveTo(CLOSES.add({ hours: 8 * 24 }))
    const refundSeconds = await seconds(() => finished(office, database.db, failing.id))
    await expectAll(office, database.db, failing.id, 'refunded')
    return { ...closed, issueGasEach, refundSeconds }
  } finally {
    for (const end of ends) await end()
  }
}

/** People who are in the registry, with money, and in the database as if they had been approved. */
async function peopleOf({ world }: Office, { pool }: TestDatabase): Promise<Person[]> {
  const people = Array.from({ length: SUBSCRIPTIONS }, (_, i) => ({
    id: newId('inv'),
    account: privateKeyToAccount(keccak256(toHex(`subscriber ${i}`))),
  }))
  const records = people.map((_, i) => recordOf(1_000 + i))
  const wallets = people.map(({ account }) => account.address)
  for (let i = 0; i < SUBSCRIPTIONS; i += REGISTERED_AT_ONCE)
    await world.send(world.registry, investorRegistryAbi, 'registerBatch', [
      wallets.slice(i, i + REGISTERED_AT_ONCE),
      records.slice(i, i + REGISTERED_AT_ONCE),
    ])
  // Three subscriptions each at most.
  const each = 3n * ASKED * PRICE
  await world.send(world.stablecoin, devStablecoinAbi, 'mint', [
    world.people[0]!,
    each * BigInt(SUBSCRIPTIONS),
  ])
  await inBlocks(
    world,
    world.stablecoin,
    wallets.map((wallet) =>
      encodeFunctionData({ abi: devStablecoinAbi, functionName: 'transfer', args: [wallet, each] }),
    ),
  )
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
      select id, 'individual', 'GB', 'verified', '2030-01-01', identity, now()
        from unnest($1::text[], $2::text[]) as one (id, identity)`,
    [people.map(({ id }) => id), records.map(({ identity }) => identity)],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at, registered)
      select id, investor, lower(address), 'ready', now(), true
        from unnest($1::text[], $2::text[], $3::text[]) as one (id, investor, address)`,
    [people.map(() => newId('wal')), people.map(({ id }) => id), wallets],
  )
  return people
}

/** Everybody pays for their subscription, and it is confirmed. */
async function layIn(
  { world, now }: Office,
  { pool }: TestDatabase,
  { id, contract }: Sale,
  people: readonly Person[],
): Promise<void> {
  const validBefore = CLOSES
  const domain = await stablecoinDomain(world.rpc, world.stablecoin, CHAIN_ID)
  const subscriptions = people.map(() => newId('sub'))
  const calls: Hex[] = []
  for (const [i, { account }] of people.entries()) {
    const words = subscribeWords({
      id: subscriptions[i]!,
      wallet: account.address,
      units: ASKED,
      currency: 0,
      cash: ASKED * PRICE,
      deadline: deadlineOf(validBefore),
    })
    const payment = paymentAuthorization(CHAIN_ID, contract, words)
    calls.push(subscribeCall(words, payment, await account.signTypedData(paymentTypedData(domain, payment))))
  }
  await inBlocks(world, contract, calls)
  const count = await world.read(contract, offeringAbi, 'subscriptionCount', [])
  if (count !== BigInt(people.length)) throw new Error(`only ${count} subscriptions were laid in`)
  // Numbered by the contract in the order of the calls.
  await pool.query(
    `insert into subscription
        (id, offering, investor, wallet, units, amount, status, issuance, state, number, valid_before, created_at,
         since)
      select id, $1, investor, lower(wallet), $2::numeric, $3::numeric, 'pending', 'pending', 'confirmed', number, $4, $5, $5
        from unnest($6::text[], $7::text[], $8::text[]) with ordinality as one (id, investor, wallet, number)`,
    [
      id,
      String(ASKED),
      String(ASKED * PRICE),
      validBefore.toString(),
      now().toString(),
      subscriptions,
      people.map((one) => one.id),
      people.map(({ account }) => account.address),
    ],
  )
  await pool.query(
    `insert into subscription_event (subscription, from_state, to_state, at, by)
      select id, 'funded', 'confirmed', $1, 'bench' from unnest($2::text[]) as one (id)`,
    [now().toString(), subscriptions],
  )
}

/** Sends calls to a contract, many to a block, from an account that is not the platform's. */
async function inBlocks(
  { anvil, people: [from] }: Office['world'],
  to: Address,
  calls: readonly Hex[],
): Promise<void> {
  await anvil.call('evm_setAutomine', [false])
  for (let i = 0; i < calls.length; i += PER_BLOCK) {
    for (const data of calls.slice(i, i + PER_BLOCK))
      await anvil.call('eth_sendTransaction', [{ from, to, data, gas: GAS }])
    await anvil.call('evm_mine', [])
  }
  await anvil.call('evm_setAutomine', [true])
}

/** Goes on until every subscription has its end, and says how far it is. */
async function finished({ settle, now }: Office, db: TestDatabase['db'], id: OfferingId): Promise<void> {
  const sum = (states: readonly { count: number }[]) => states.reduce((total, { count }) => total + count, 0)
  for (let done = -1, all = 0; done < all;) {
    await settle()
    const states = await selectTotals(db, id, now())
    const before = done
    all = sum(states)
    done = sum(states.filter(({ state }) => STATES[state].next.length === 0))
    if (done === before)
      throw new Error(`nothing goes on: ${JSON.stringify(states.map(({ state }) => state))}`)
  }
}

async function expectAll(
  { now }: Office,
  db: TestDatabase['db'],
  id: OfferingId,
  state: string,
): Promise<void> {
  const states = await selectTotals(db, id, now())
  if (states.length !== 1 || states[0]?.state !== state)
    throw new Error(
      `not everybody is ${state}: ${states.map((one) => `${one.count} ${one.state}`).join(', ')}`,
    )
}

/** Gas of all transactions to a contract from a block on. */
async function gasOf({ world }: Office, contract: Address, from: number): Promise<number> {
  let gas = 0
  for (let block = from; block <= (await head(world)); block++) {
    const receipts: unknown = await world.rpc.call('eth_getBlockReceipts', [toHex(block)])
    for (const receipt of receipts as readonly { readonly to: Address | null; readonly gasUsed: Hex }[])
      if (receipt.to?.toLowerCase() === contract.toLowerCase()) gas += Number(receipt.gasUsed)
  }
  return gas
}

async function head({ rpc }: Office['world']): Promise<number> {
  return Number(await rpc.call('eth_blockNumber', []))
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return Math.round((performance.now() - started) / 100) / 10
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
