import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { getAddress, keccak256, toHex, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { testDatabase } from '../../test/database.ts'
import { activity, dice } from '../../test/token-activity.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { insertMovements } from './register.store.ts'
import { checkDistributions, type StoredDistribution } from './verify-distribution.ts'
import { checkToken, type CheckResult, type StoredDocument, type TokenEvidence } from './verify.ts'
import { derivedDistributions, verify, type Contracts, type Verification } from './verify.service.ts'

const world = await tokenWorld()
const { rpc, people, operator, distributor, stablecoin, token } = world
const { db, pool } = await testDatabase()
const contracts: Contracts = { factory: world.factory, distributor, fromBlock: 0 }

type Called =
  | 'declare'
  | 'fund'
  | 'push'
  | 'retryParked'
  | 'close'
  | 'claim'
  | 'setTaxAccount'
  | 'setWithholding'
  | 'remit'
  | 'setUnclaimedPolicy'
  | 'watch'
  | 'expire'
const distribute = <N extends Called>(
  name: N,
  args: Parameters<typeof world.send<typeof distributorAbi, N>>[3],
) => world.send(distributor, distributorAbi, name, args)

const TAX_ACCOUNT = `0x${'7a'.repeat(20)}` as const
const ascending = [...people].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
let declared = 0n

/** A record date, a day later a distribution on it: declared, funded, pushed to these, closed if everybody was. */
async function payRent(amount: bigint, to: readonly Address[]): Promise<bigint> {
  const last = await world.readToken('recordCount', [])
  const before = last === 0 ? 0n : BigInt(await world.readToken('recordAt', [last]))
  const clock = await now()
  const head = clock > before ? clock : before
  await world.sendToken('declareRecordDate', [Number(head + 3_600n)])
  const id = await world.readToken('recordCount', [])
  await world.warp(Temporal.Instant.fromEpochMilliseconds(Number(head + 86_400n) * 1000))
  await distribute('declare', [token, id, stablecoin, amount, keccak256(toHex(`rent ${declared}`))])
  declared++
  await distribute('fund', [declared, amount])
  await distribute('push', [declared, to])
  return declared
}

async function now(): Promise<bigint> {
  const block = (await rpc.call('eth_getBlockByNumber', ['latest', false])) as { timestamp: `0x${string}` }
  return BigInt(block.timestamp)
}

const failing = (checks: readonly CheckResult[]) => checks.filter(({ differences }) => differences.length > 0)

before(async () => {
  const { act } = activity(world, dice(5))
  for (let i = 0; i < 150; i++) await act()
  await world.send(stablecoin, devStablecoinAbi, 'mint', [operator, 10n ** 15n])
  await world.send(stablecoin, devStablecoinAbi, 'approve', [distributor, 10n ** 15n])
  const [parked] = ascending
  await world.sendToken('setAddressFrozen', [ascending[0]!, false])
  await world.sendToken('mint', [ascending[0]!, 77n])
  await world.send(stablecoin, devStablecoinAbi, 'setBlacklisted', [parked!, true])
  const first = await payRent(1_000_003n, ascending)
  await distribute('close', [first])
  await distribute('setTaxAccount', [token, TAX_ACCOUNT])
  await distribute('setWithholding', [token, ascending.map((holder) => ({ holder, bps: 3_000 }))])
  const second = await payRent(2_000_001n, ascending)
  // A later rate is for later distributions.
  await distribute('setWithholding', [token, ascending.map((holder) => ({ holder, bps: 1_500 }))])
  await distribute('close', [second])
  await distribute('remit', [second])
  await world.send(stablecoin, devStablecoinAbi, 'setBlacklisted', [parked!, false])
  await distribute('retryParked', [first, [parked!]])
  // The third is left in the middle: some are paid, the rest wait.
  await payRent(999_999n, ascending.slice(0, 4))
})

test('a register with everything in it, and distributions closed, parked, retried and half paid, are clean', async () => {
  const verification = await verify(rpc, contracts)
  assert.deepEqual(failing(verification.checks), [])
  assert.equal(verification.tokens.length, 1)
  const compared = new Map(verification.checks.map(({ check, compared }) => [check, compared]))
  for (const check of [
    'supply',
    'holders',
    'freezes',
    'lots',
    'record-dates',
    'documents',
    'entitlements',
  ] as const)
    assert.ok((compared.get(check) ?? 0) > 0, `${check} compared nothing`)

  const [first, second, third] = derivedDistributions(verification, verification.tokens[0]!)
  assert.equal(first!.declared, 1_000_003n)
  assert.equal(first!.paid + first!.parked + first!.carried, first!.declared)
  assert.equal(first!.withheld, 0n)
  assert.equal(second!.paid + second!.parked + second!.withheld + second!.carried, second!.declared)
  assert.equal(second!.remitted, second!.withheld)
  for (const { amount, withheld } of second!.entitlements.values())
    assert.equal(withheld, (amount * 3_000n) / 10_000n)
  assert.equal(first!.parked, 0n)
  assert.equal(second!.carriedIn, first!.carried)
  assert.ok(second!.parked > 0n)
  assert.equal(third!.closed, false)
  assert.ok(third!.paid > 0n && third!.paid < third!.declared)
})

test('a record date that passes while units are split is clean: it is counted at the end, in new units', async () => {
  const recordDate = async () => {
    const at = (await now()) + 3_600n
    await world.sendToken('declareRecordDate', [Number(at)])
    return Temporal.Instant.fromEpochMilliseconds(Number(at) * 1000)
  }
  const split = async (holders: readonly Address[]) => {
    for (const holder of holders) await world.sendToken('rescale', [holder, 3n, 1n])
  }
  const inside = await recordDate()
  const recordId = await world.readToken('recordCount', [])
  await world.sendToken('pause', [])
  await world.sendToken('hold', [2])
  await split(people.slice(0, 3))
  await world.warp(inside)
  const running = await verify(rpc, contracts)
  assert.deepEqual(failing(running.checks), [])
  assert.equal(running.tokens[0]!.records.at(-1)!.onRecord, null)

  await split(people.slice(3))
  await world.sendToken('letGo', [false])
  await world.sendToken('unpause', [])
  await world.warp(await recordDate())
  const [first] = people
  await world.sendToken('burn', [first!, 1n])
  const after = await verify(rpc, contracts)
  assert.deepEqual(failing(after.checks), [])
  const record = after.tokens[0]!.records.find(({ id }) => id === recordId)!
  assert.equal(record.onRecord!.supply, 3n * running.tokens[0]!.records.at(-2)!.onRecord!.supply)
})

/** The database as the platform would have it after reading everything. */
async function store(verification: Verification): Promise<void> {
  await pool.query('delete from chain_block')
  const [evidence] = verification.tokens
  for (const [hash, list] of Map.groupBy(evidence!.movements, ({ blockHash }) => blockHash)) {
    await pool.query('insert into chain_block (hash, number, parent_hash, at) values ($1, $2, $1, $3)', [
      hash,
      list[0]!.block,
      list[0]!.at.toString(),
    ])
    await insertMovements(db, token.toLowerCase(), list)
  }
}

function storedFrom(verification: Verification): StoredDistribution[] {
  return derivedDistributions(verification, verification.tokens[0]!).map((one) => ({
    id: `dst_${one.id}`,
    chainId: one.id,
    status: one.closed ? 'closed' : 'paying',
    underWay: false,
    recordAt: one.recordAt,
    amount: one.declared - one.carriedIn,
    declared: one.declared,
    carriedIn: one.carriedIn,
    funded: one.funded - one.carriedIn,
    paid: one.paid,
    parked: one.parked,
    withheld: one.withheld,
    carried: one.closed ? one.carried : null,
    entitlements: [...one.entitlements].map(([wallet, { units, amount }]) => ({ wallet, units, amount })),
  }))
}

async function compared(
  distributions: readonly StoredDistribution[],
  documents: StoredDocument[],
  tokens: readonly Address[] = [token],
) {
  const { checks } = await verify(rpc, contracts, {
    stored: {
      db,
      upTo: Number.MAX_SAFE_INTEGER,
      tokens: async () => tokens,
      distributionsOf: async () => distributions,
      documentsOf: async () => documents,
    },
  })
  return failing(checks)
}

/** As the token's own first transaction anchored it. */
const TERM_SHEET: StoredDocument = {
  name: 'term-sheet',
  sha256: keccak256(toHex('office-tower')).slice(2),
  tx: world.tokenTx,
}

test('a database that says what the chain says is clean', async () => {
  const verification = await verify(rpc, contracts)
  await store(verification)
  assert.deepEqual(await compared(storedFrom(verification), [TERM_SHEET]), [])
})

const tamperings: [string, string, RegExp][] = [
  [
    'a balance',
    `update register_movement set units = units + 1 where kind = 'transfer' and units > 5 returning block`,
    /^units of block/,
  ],
  [
    'a wallet',
    `update register_movement set to_wallet = '${operator}' where kind = 'transfer' and to_wallet is not null returning block`,
    /^to of block/,
  ],
  [
    'a lock',
    `update register_movement set unlock_day = unlock_day - 1 where kind = 'lot-opened' returning block`,
    /^unlockDay of block/,
  ],
  [
    'a time',
    `update register_movement set at = at - interval '1 day' where kind = 'transfer' returning block`,
    /^at of block/,
  ],
  [
    'a document',
    `update register_movement set detail = jsonb_set(detail, '{uri}', '"other"') where kind = 'document' returning block`,
    /^detail of block/,
  ],
]
for (const [what, statement, named] of tamperings)
  test(`${what} changed in one row of the database is found and named`, async () => {
    await store(await verify(rpc, contracts))
    const one = statement
      .replace(
        ' where ',
        ' where (block_hash, log_index) = (select block_hash, log_index from register_movement where ',
      )
      .replace(' returning', ' order by block, log_index limit 1) returning')
    const { rows } = await pool.query<{ block: number }>(one)
    assert.equal(rows.length, 1)
    const [found, ...others] = await compared(storedFrom(await verify(rpc, contracts)), [TERM_SHEET])
    assert.deepEqual(others, [])
    assert.equal(found?.check, 'stored-register')
    assert.equal(found?.differences.length, 1)
    assert.match(found?.differences[0]?.what ?? '', named)
    assert.match(found?.differences[0]?.what ?? '', new RegExp(`block ${rows[0]!.block}, log`))
  })

test('a row taken from the database, and one put into it, are found', async () => {
  await store(await verify(rpc, contracts))
  await pool.query(`delete from register_movement where (block_hash, log_index) in
    (select block_hash, log_index from register_movement where kind = 'transfer' order by block, log_index limit 1)`)
  await pool.query(`insert into register_movement (block_hash, log_index, token, block, at, tx, kind, to_wallet, units)
    select block_hash, 900, token, block, at, tx, 'transfer', '${operator}', 1000
      from register_movement where kind = 'transfer' order by block desc limit 1`)
  const [found] = await compared(storedFrom(await verify(rpc, contracts)), [TERM_SHEET])
  assert.deepEqual(
    found?.differences.map(({ expected, actual }) => [expected, actual]),
    [
      ['a row', 'no row'],
      ['no row', 'a row'],
    ],
  )
})

test('a token that the database has and the chain has not is found, by its rows and by its share class', async () => {
  const verification = await verify(rpc, contracts)
  await store(verification)
  const stranger = `0x${'aa'.repeat(20)}` as const
  await pool.query(`insert into register_movement (block_hash, log_index, token, block, at, tx, kind, to_wallet, units)
    select block_hash, 901, '${stranger}', block, at, tx, 'transfer', '${operator}', 1000
      from register_movement where kind = 'transfer' order by block desc limit 1`)
  const named = { what: `token ${getAddress(stranger)}`, expected: 'not stored', actual: 'stored' }
  const unknown = { check: 'stored-tokens', subject: 'database', compared: 2, differences: [named] }
  assert.deepEqual(await compared(storedFrom(verification), [TERM_SHEET]), [unknown])
  await store(verification)
  assert.deepEqual(await compared(storedFrom(verification), [TERM_SHEET], [token, stranger]), [unknown])
})

test('a distribution changed in the database is found with both numbers', async () => {
  const verification = await verify(rpc, contracts)
  await store(verification)
  const stored = storedFrom(verification)
  const [first] = stored
  const changed = { ...first!, paid: first!.paid - 1n }
  const [found, ...others] = await compared([changed, ...stored.slice(1)], [TERM_SHEET])
  assert.deepEqual(others, [])
  assert.deepEqual(found, {
    check: 'stored-distribution',
    subject: 'TOWER dst_1',
    compared: found?.compared,
    differences: [{ what: 'paid', expected: String(first!.paid), actual: String(first!.paid - 1n) }],
  })

  const [holder, ...rest] = first!.entitlements
  const [entitled] = await compared(
    [{ ...first!, entitlements: [{ ...holder!, amount: holder!.amount + 1n }, ...rest] }, ...stored.slice(1)],
    [TERM_SHEET],
  )
  assert.deepEqual(
    entitled?.differences.map(({ what }) => what),
    [`entitlement of ${holder!.wallet}`],
  )
  const missing = await compared(stored.slice(1), [TERM_SHEET])
  assert.deepEqual(missing[0]?.differences, [
    { what: 'distribution 1 of the chain', expected: 'stored', actual: 'not stored' },
  ])
})

test('a document of another hash than the one anchored is found', async () => {
  const verification = await verify(rpc, contracts)
  await store(verification)
  const [found] = await compared(storedFrom(verification), [{ ...TERM_SHEET, sha256: 'ab'.repeat(32) }])
  assert.equal(found?.check, 'stored-documents')
  assert.deepEqual(found?.differences, [
    {
      what: `hash of term-sheet anchored in ${world.tokenTx}`,
      expected: TERM_SHEET.sha256,
      actual: 'ab'.repeat(32),
    },
  ])
})

/** The evidence with one thing in it that a dishonest contract would have said. */
async function lied(change: (evidence: TokenEvidence) => TokenEvidence): Promise<CheckResult[]> {
  const [evidence] = (await verify(rpc, contracts)).tokens
  return failing(checkToken(change(evidence!)))
}

test('a token whose state is not what its logs say is found', async () => {
  const supply = await lied((evidence) => ({ ...evidence, totalSupply: evidence.totalSupply + 1n }))
  assert.deepEqual(
    supply.map(({ check }) => check),
    ['supply'],
  )
  const holder = await lied((evidence) => ({
    ...evidence,
    wallets: evidence.wallets.map((one, i) => (i === 0 ? { ...one, units: one.units + 1n } : one)),
  }))
  assert.deepEqual(
    holder.map(({ check }) => check),
    ['holders'],
  )
  const log = await lied((evidence) => {
    const last = evidence.movements.findLastIndex(({ kind, units }) => kind === 'transfer' && units !== 0n)
    return { ...evidence, movements: evidence.movements.toSpliced(last, 1) }
  })
  assert.ok(log.some(({ check }) => check === 'holders'))
})

test('money that left the distributor without a payment is found', async () => {
  const verification = await verify(rpc, contracts)
  const [payment] = verification.distributor.payments
  const evidence = {
    ...verification.distributor,
    payments: [
      {
        ...payment!,
        balance: payment!.balance / 2n,
        sent: [...payment!.sent, { to: operator, amount: 5n, tx: `0x01` as const }],
      },
    ],
  }
  assert.deepEqual(
    failing(checkDistributions(evidence, verification.tokens)).map(({ check }) => check),
    ['payments', 'distributor-balance'],
  )
})

test('a holder paid twice, or another amount, is found', async () => {
  const verification = await verify(rpc, contracts)
  const paid = verification.distributor.logs.find(({ kind }) => kind === 'paid')!
  const twice = { ...verification.distributor, logs: [...verification.distributor.logs, paid] }
  const found = failing(checkDistributions(twice, verification.tokens))
  assert.ok(
    found.some(
      ({ check, differences }) =>
        check === 'entitlements' && differences.some(({ what }) => what === `payments to ${paid.wallet}`),
    ),
  )
  const more = {
    ...verification.distributor,
    logs: verification.distributor.logs.map((log) =>
      log === paid ? { ...log, amount: log.amount + 1n } : log,
    ),
  }
  assert.ok(
    failing(checkDistributions(more, verification.tokens)).some(
      ({ check, differences }) =>
        check === 'entitlements' && differences.some(({ what }) => what === `paid to ${paid.wallet}`),
    ),
  )
})

test('what is held back while the rest is handed over, and paid afterwards, is clean', async () => {
  const setStatus = (status: number) =>
    world.send(world.registry, investorRegistryAbi, 'setStatus', [ascending[0]!, status])
  const setBlacklisted = (is: boolean) =>
    world.send(stablecoin, devStablecoinAbi, 'setBlacklisted', [ascending[1]!, is])
  const derived = async () => {
    const verification = await verify(rpc, contracts)
    assert.deepEqual(failing(verification.checks), [])
    return derivedDistributions(verification, verification.tokens[0]!).at(-1)!
  }
  await world.sendToken('mint', [ascending[1]!, 77n])
  await distribute('setUnclaimedPolicy', [token, 365, TAX_ACCOUNT])
  await distribute('watch', [token])
  await setStatus(2)
  await setBlacklisted(true)
  const id = await payRent(3_000_000n, ascending)
  await distribute('close', [id])
  const parked = await derived()
  assert.ok(parked.held > 0n && parked.held < parked.parked)

  await world.warp(Temporal.Instant.fromEpochMilliseconds(Number((await now()) + 366n * 86_400n) * 1000))
  await distribute('expire', [id])
  const over = await derived()
  assert.deepEqual([over.held, over.parked], [parked.held, parked.held])
  assert.equal(over.unclaimed, parked.parked - parked.held)

  await setStatus(1)
  await distribute('retryParked', [id, [ascending[0]!]])
  const paid = await derived()
  assert.deepEqual([paid.held, paid.parked, paid.paid], [0n, 0n, parked.paid + parked.held])
})
