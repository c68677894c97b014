import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Address, Hex } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { freshLists, oldLists } from '../../test/lists.ts'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import { untilSettled } from '../../test/settled.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { markLive } from '../instrument/instrument.service.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { offeringAddressOf } from '../instrument/token.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { EMBEDDED_FINALITY } from '../platform/chain/finality.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { field } from '../platform/chain/rpc.ts'
import { openSender } from '../platform/chain/sender.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { registerProjection } from './register.service.ts'
import { registerRoutes } from './register.routes.ts'
import { transferDisagreements, transferSettled } from './transfer-order.service.ts'
import { transferOrderRoutes } from './transfer-order.routes.ts'
import { recordedInstrument } from '../../test/recorded-instrument.ts'
import { recordProtocol } from '../../test/recorded-protocol.ts'

const world = await tokenWorld()
const { rpc, token, people, accounts } = world
const database = await testDatabase()
const { db, pool } = database
const clock: Clock = {
  now: () => GENESIS.add({ hours: 24 * 6, milliseconds: Math.floor(performance.now()) }),
}
const app = await testApp(database, [...registerRoutes({ rpc }), ...transferOrderRoutes({ rpc })], { clock })
const work = { db, now: clock.now(), by: systemActor('test') }

await loadSandboxList(work, systemClock.now())

const { issuer, id } = await recordedInstrument(work, {
  key: 'tower',
  treasury: world.operator,
  terms: instrumentTerms('office-tower', world.stablecoin, {
    name: 'Office Tower',
    unitsMax: 50_000_000n,
    offering: { closes: Temporal.PlainDate.from('2026-02-01') },
  }),
})
await markLive(work, id, token)
await recordProtocol(pool, world)

const NAMES = ['Ana Almeida', '=HYPERLINK("http://evil.example")', 'Cy Chen']
const investors: InvestorId[] = []
for (const [i, name] of NAMES.entries()) {
  const { id: investor } = await createInvestor(work, {
    kind: 'individual',
    country: 'GB',
    name,
    email: `person${i}@example.org`,
  })
  investors.push(investor)
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), investor, people[i]!.toLowerCase()],
  )
}
const [ana, bo, cy, stranger] = [people[0]!, people[1]!, people[2]!, people[11]!]
await world.send(world.registry, investorRegistryAbi, 'remove', [stranger])

const shared = {
  db,
  rpc,
  chainId: 31_337,
  clock,
  finality: EMBEDDED_FINALITY,
  handlers: transferSettled(rpc),
}
const watcher = openWatcher({ ...shared, projections: [registerProjection] })
const sender = openSender({ ...shared, signer: developmentSigner(0) })
async function settle(): Promise<void> {
  await untilSettled(pool, async () => {
    await sender.round()
    await watcher.round()
  })
}

const keys = {
  issuer: await app.keyFor('issuer', { issuer }),
  stranger: await app.keyFor('issuer', { issuer: newId('iss') }),
  officer: await app.keyFor('officer'),
  ana: await app.keyFor('investor', { investor: investors[0]! }),
}
const at = `/v1/instruments/${id}`
const get = async (path: string, key = keys.issuer) => {
  const answer = await app.call({ path, key })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}
const inWork = <T>(run: (inner: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now: clock.now(), by: systemActor('test') }))
const items = (body: Record<string, unknown>): Record<string, unknown>[] =>
  body['items'] as Record<string, unknown>[]

let midway = 0
before(async () => {
  await world.sendToken('mint', [ana, 500n])
  await world.sendToken('issue', [bo, 300n, 20_454, 20_484, 7, `0x${'00'.repeat(32)}`])
  midway = Number(await rpc.call('eth_blockNumber', []))
  await world.sendToken('mint', [cy, 200n])
  await world.sendToken('transfer', [cy, 100n], ana)
  await world.sendToken('freezePartialTokens', [cy, 50n])
  await settle()
})

test('the register lists holders with names, shares and what is free, largest first', async () => {
  const { status, body } = await get(`${at}/register`)
  assert.equal(status, 200)
  assert.deepEqual([body['supply'], body['holdersCount'], body['next']], ['1000', 3, null])
  assert.equal(field(body['block'], 'number'), Number(await rpc.call('eth_blockNumber', [])))
  assert.deepEqual(
    items(body).map((row) => [
      row['wallet'],
      field(row['investor'], 'displayName'),
      row['units'],
      row['share'],
      row['free'],
      row['locked'],
      row['frozen'],
    ]),
    [
      [ana, NAMES[0], '400', '40.0000', '400', '0', '0'],
      ...[
        [bo, NAMES[1], '300', '30.0000', '0', '300', '0'],
        [cy, NAMES[2], '300', '30.0000', '250', '0', '50'],
      ].sort((a, b) => (String(a[0]).toLowerCase() < String(b[0]).toLowerCase() ? -1 : 1)),
    ],
  )
})

test('pages follow one another without a gap or a repeat, in every order', async () => {
  for (const sort of ['-units', 'units', 'since', '-since', 'wallet', '-wallet']) {
    const whole = items((await get(`${at}/register?sort=${sort}`)).body).map(({ wallet }) => wallet)
    const paged: unknown[] = []
    for (let cursor: unknown = ''; cursor !== null;) {
      const next = await get(
        `${at}/register?sort=${sort}&limit=1${cursor === '' ? '' : `&cursor=${String(cursor)}`}`,
      )
      paged.push(...items(next.body).map(({ wallet }) => wallet))
      cursor = next.body['next']
    }
    assert.deepEqual(paged, whole)
  }
})

test('holders are found by a part of their name or their wallet, in the file too', async () => {
  for (const [query, found] of [
    ['holder=ALMEIDA', [ana]],
    ['holder=h&sort=wallet', [bo, cy].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))],
    ['holder=nobody', []],
    [`wallet=${cy}`, [cy]],
    [`wallet=${cy}&holder=ana`, []],
  ] as const) {
    const { body } = await get(`${at}/register?${query}`)
    assert.deepEqual(
      items(body).map(({ wallet }) => wallet),
      found,
      query,
    )
    assert.equal(body['supply'], '1000', 'and how many units there are in all stays as it is')
    const file = (await app.call({ path: `${at}/register.csv?${query}`, key: keys.issuer })).body
    assert.equal(file.trim().split('\n').length, 1 + found.length)
  }
  assert.deepEqual(items((await get(`${at}/register?holder=chen`, keys.ana)).body), [])
})

test('as of a block and as of a moment, the register is the one of then', async () => {
  const then = await get(`${at}/register?block=${midway}`)
  assert.deepEqual(
    items(then.body).map(({ units }) => units),
    ['500', '300'],
  )
  const before = await get(`${at}/register?asOf=2025-12-30`)
  assert.deepEqual([before.body['supply'], String(before.body['begins']).slice(0, 10)], ['0', '2026-01-01'])
  assert.equal((await get(`${at}/register?asOf=2026-01-05`)).body['supply'], '1000')
  assert.equal((await get(`${at}/register?asOf=${GENESIS.toString()}`)).body['supply'], '0')
  assert.equal((await get(`${at}/register?block=999999`)).body['code'], 'BLOCK_UNKNOWN')
  assert.equal((await get(`${at}/register?block=1&asOf=2026-01-05`)).body['code'], 'AS_OF_TWICE')
  for (const ahead of ['2026-01-09', '2026-01-09T00:00:00Z', '2027-01-01'])
    assert.equal((await get(`${at}/register?asOf=${ahead}`)).body['code'], 'AS_OF_FUTURE', ahead)
  for (const wrong of ['asOf=yesterday', 'asOf=2026-02-30', 'block=-1', 'sort=name', 'limit=0'])
    assert.equal((await get(`${at}/register?${wrong}`)).status, 422, wrong)
  assert.equal((await get(`${at}/register?asOf=2026-02-30`)).body['code'], 'DATE_INVALID')
})

test('the file has the columns of the screen, all quoted, and no name runs as a formula', async () => {
  const answer = await app.call({ path: `${at}/register.csv`, key: keys.issuer })
  assert.match(String(answer.headers['content-disposition']), /office-tower-register-/)
  const lines = answer.body
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  assert.equal(
    lines[0],
    '"Holder","Wallet","Units","Share","Free","Locked","Frozen","Wallet frozen","Holder since"',
  )
  assert.equal(lines.length, 4)
  const evil = lines.find((line) => line.includes('HYPERLINK')) ?? ''
  assert.ok(evil.startsWith(`"'=HYPERLINK(""http://evil.example"")","${bo}"`), evil)
})

test('movements carry their names and processes, and can be narrowed', async () => {
  const all = items((await get(`${at}/movements`)).body)
  assert.deepEqual(
    all.map(({ kind, processType, units }) => [kind, processType, units]),
    [
      ['freeze', 'non-routine', '50'],
      ['transfer-ok', 'routine', '100'],
      ['issuance', 'routine', '200'],
      ['issuance', 'routine', '300'],
      ['issuance', 'routine', '500'],
    ],
  )
  assert.deepEqual(
    items((await get(`${at}/movements?wallet=${cy}&kind=issuance`)).body).map(({ units }) => units),
    ['200'],
  )
  assert.equal(items((await get(`${at}/movements?until=2025-12-30`)).body).length, 0)
  const first = await get(`${at}/movements?limit=2`)
  const second = await get(`${at}/movements?limit=3&cursor=${String(first.body['next'])}`)
  assert.deepEqual([...items(first.body), ...items(second.body)], all)
  assert.equal((await get(`${at}/movements?kind=freeze&cursor=${String(first.body['next'])}`)).status, 422)
})

test('movements are sorted by the server, a page after another, whichever way', async () => {
  const whole = items((await get(`${at}/movements`)).body)
  for (const [sort, by] of [
    ['at', [...whole].reverse()],
    ['units', whole.toSorted((a, b) => Number(a['units']) - Number(b['units']))],
    ['-units', whole.toSorted((a, b) => Number(b['units']) - Number(a['units']))],
  ] as const) {
    const paged: unknown[] = []
    let cursor = ''
    do {
      const { body } = await get(`${at}/movements?sort=${sort}&limit=2${cursor}`)
      paged.push(...items(body))
      cursor = body['next'] === null ? '' : `&cursor=${String(body['next'])}`
    } while (cursor !== '')
    assert.deepEqual(paged, by, sort)
  }
  const { next } = (await get(`${at}/movements?sort=units&limit=2`)).body
  const elsewhere = await get(`${at}/movements?sort=-units&limit=2&cursor=${String(next)}`)
  assert.deepEqual([elsewhere.status, elsewhere.body['code']], [422, 'CURSOR_INVALID'])
  const unknown = await get(`${at}/movements?sort=to`)
  assert.deepEqual([unknown.status, field((unknown.body['errors'] as unknown[])[0], 'path')], [422, 'sort'])
})

test('the file of the movements has what the list has, narrowed and sorted alike', async () => {
  const file = async (query: string, key = keys.issuer) =>
    (await app.call({ path: `${at}/movements.csv${query}`, key })).body
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\n')
      .map((line) => line.slice(1, -1).split('","'))
  const [columns, ...rows] = await file('')
  assert.deepEqual(columns, [
    ...['Kind', 'Units', 'From', 'To', 'Time', 'Transaction'],
    ...['Process', 'Scope', 'Block', 'Reference', 'Id'],
  ])
  const listed = items((await get(`${at}/movements`)).body)
  assert.deepEqual(
    rows.map((row) => [row[0], row[1], row[4], row.at(-1)]),
    listed.map(({ kind, units, at: time, id: one }) => [kind, units, time, one]),
  )
  const narrowed = await file('?kind=issuance&sort=units')
  assert.deepEqual(
    narrowed.slice(1).map((row) => row[1]),
    ['200', '300', '500'],
  )
  for (const [, , from, to] of (await file('', keys.ana)).slice(1)) assert.ok(from === ana || to === ana)
  assert.equal((await file(`?wallet=${bo}`, keys.ana)).length, 1)
})

test('a holder’s page has their lots and movements', async () => {
  const { body } = await get(`${at}/holders/${bo}`)
  assert.deepEqual(body['lots'], [
    {
      id: '20484-7',
      units: '300',
      unitsDisplay: '300',
      acquired: '2026-01-01',
      lockedUntil: '2026-01-31',
      legends: ['lock-up', 'rule-144', 'reg-s'],
    },
  ])
  assert.equal((body['movements'] as unknown[]).length, 1)
  assert.equal((await get(`${at}/holders/${stranger}`)).status, 404)
})

test('an investor sees their own wallets alone; another issuer sees nothing', async () => {
  const own = await get(`${at}/register`, keys.ana)
  assert.deepEqual(
    items(own.body).map(({ wallet }) => wallet),
    [ana],
  )
  assert.equal(own.body['supply'], '1000')
  assert.equal((await get(`${at}/holders/${bo}`, keys.ana)).status, 404)
  assert.equal((await get(`${at}/holders/${ana}`, keys.ana)).status, 200)
  assert.ok(
    items((await get(`${at}/movements`, keys.ana)).body).every(({ from, to }) => from === ana || to === ana),
  )
  assert.equal(items((await get(`${at}/movements?wallet=${bo}`, keys.ana)).body).length, 0)
  for (const path of ['register', 'register.csv', 'movements', 'movements.csv', `holders/${ana}`])
    assert.equal((await app.call({ path: `${at}/${path}`, key: keys.stranger })).statusCode, 404, path)
})

/* TRANSFERS */

async function preview(move: { from: Address; to: Address; units: string }, key = keys.ana) {
  const answer = await app.call({ path: `${at}/transfer-preview`, key, body: move })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

type Signed = Record<string, string>

/** What a wallet does: asks for the data, signs it, and hands both in. */
async function signed(
  move: { from: Address; to: Address; units: string },
  change: Signed = {},
): Promise<Signed> {
  const query = new URLSearchParams(move)
  const data = (await app.call({ path: `${at}/transfer-authorization?${query}`, key: keys.officer })).json<{
    domain: { name: string; version: string; chainId: number; verifyingContract: Address }
    types: { TransferWithAuthorization: { name: string; type: string }[] }
    message: Record<string, string>
  }>()
  const account = accounts.find(({ address }) => address === move.from)!
  const message = { ...data.message, ...change }
  const signature = await account.signTypedData({
    domain: data.domain,
    types: data.types,
    primaryType: 'TransferWithAuthorization',
    message,
  })
  const { validAfter = '', validBefore = '', nonce = '' } = message
  return { ...move, validAfter, validBefore, nonce, signature }
}

async function carry(body: Signed, key = keys.ana) {
  const answer = await app.call({ path: `${at}/transfers`, key, body })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

test('B23 units are sent to no contract of the platform’s own', async () => {
  const protocol = await protocolAddresses(db)
  assert.ok(protocol)
  const offering = offeringAddressOf(protocol, 'office-tower')
  for (const to of [token, world.registry, world.factory, protocol.redemption, offering]) {
    const { status, body } = await preview({ from: ana, to, units: '10' })
    assert.deepEqual(
      [
        status,
        field((body['errors'] as unknown[])[0], 'code'),
        field((body['errors'] as unknown[])[0], 'path'),
      ],
      [422, 'ADDRESS_FORBIDDEN', 'to'],
    )
  }
})

test('a preview lists every rule that would refuse, with its numbers', async () => {
  const allowed = await preview({ from: ana, to: bo, units: '10' })
  assert.deepEqual([allowed.body['allowed'], allowed.body['findings']], [true, []])
  const refused = await preview({ from: ana, to: stranger, units: '401' })
  assert.equal(refused.body['allowed'], false)
  assert.deepEqual(
    (refused.body['findings'] as Record<string, string | null>[]).map(
      ({ reason, actual, limit, legalReview }) => [reason, actual, limit, legalReview],
    ),
    [
      ['RECEIVER_NOT_REGISTERED', '', '', 'pending'],
      ['INSUFFICIENT_BALANCE', '401', '400', null],
    ],
  )
  assert.equal((await preview({ from: bo, to: ana, units: '1' })).body['code'], 'FORBIDDEN_WALLET')
  assert.equal((await preview({ from: ana, to: bo, units: '1.5' })).body['code'], 'AMOUNT_PRECISION')
  assert.equal((await preview({ from: ana, to: bo, units: '0' })).body['code'], 'AMOUNT_OUT_OF_RANGE')
  const both = await preview({ from: ana, to: '0x1', units: 'ten' })
  assert.deepEqual(
    (both.body['errors'] as { path: string }[]).map(({ path }) => path),
    ['to', 'units'],
    'all that is wrong is said at once',
  )
})

test('an approval that was taken back is heard at once, before the chain knows of it', async () => {
  await pool.query(`update wallet set registered = true where address = $1`, [bo.toLowerCase()])
  const holds = (status: string) =>
    pool.query(
      `update investor set kyc_status = $1, kyc_until = '2030-01-01' where id = (select investor from wallet where address = $2)`,
      [status, bo.toLowerCase()],
    )
  await holds('manual-review')
  const reasonsOf = async (from: Address, to: Address) =>
    ((await preview({ from, to, units: '1' }, keys.officer)).body['findings'] as { reason: string }[]).map(
      ({ reason }) => reason,
    )
  assert.deepEqual(await reasonsOf(ana, bo), ['RECEIVER_BLOCKED'])
  assert.ok((await reasonsOf(bo, ana)).includes('SENDER_BLOCKED'))
  assert.equal(
    (await carry(await signed({ from: ana, to: bo, units: '1' }))).body['code'],
    'RECEIVER_BLOCKED',
  )
  await holds('verified')
  assert.deepEqual(await reasonsOf(ana, bo), [])
})

test('a signed transfer is carried without gas of the holder’s, and the register follows', async () => {
  const asked = await carry(await signed({ from: ana, to: bo, units: '25' }))
  assert.equal(asked.status, 202, JSON.stringify(asked.body))
  assert.equal(asked.body['status'], 'pending')
  const again = await carry(await signed({ from: ana, to: cy, units: '25' }))
  assert.equal(again.body['code'], 'TRANSFER_UNDER_WAY')
  await settle()
  const [first] = items((await get('/v1/transfers')).body)
  assert.equal(first?.['status'], 'transfer-ok')
  assert.match(String(first?.['tx']), /^0x[0-9a-f]{64}$/)
  const [id, named] = [investors[0], { id: investors[1], displayName: NAMES[1] }]
  assert.deepEqual([first?.['sender'], first?.['receiver']], [{ id, displayName: NAMES[0] }, named])
  // Who sent it does not learn whose the other wallet is.
  const own = { ...first, receiver: null }
  assert.deepEqual((await get(`/v1/transfers/${String(first?.['id'])}`, keys.ana)).body, own)
  assert.deepEqual(items((await get('/v1/transfers?limit=1', keys.ana)).body), [own])
  assert.equal((await get(`/v1/transfers/${String(first?.['id'])}`, keys.stranger)).status, 404)
  assert.equal((await get(`${at}/holders/${ana}`)).body['units'], '375')
  const [newest] = items((await get(`${at}/movements?limit=1`)).body)
  assert.deepEqual([newest?.['kind'], newest?.['tx']], ['transfer-ok', first?.['tx']])
})

test('a transfer that somebody else carries first has been carried: it was told to have failed', async () => {
  const body = await signed({ from: ana, to: bo, units: '5' })
  assert.equal((await carry(body)).status, 202)
  const { rows } = await pool.query<{ data: Hex }>(
    `select data from chain_intent where purpose = 'register.transfer' order by seq desc limit 1`,
  )
  const tx = await rpc.call('eth_sendTransaction', [{ from: people[9]!, to: token, data: rows[0]!.data }])
  await settle()
  const [first] = items((await get('/v1/transfers')).body)
  assert.deepEqual([first?.['status'], first?.['tx']], ['transfer-ok', tx])
  assert.equal((await get(`${at}/holders/${ana}`)).body['units'], '370')
})

test('a transfer to a stranger is refused with the reason, and the attempt is kept with every finding', async () => {
  const refused = await carry(await signed({ from: ana, to: stranger, units: '9999' }))
  assert.equal(refused.status, 403)
  assert.equal(refused.body['code'], 'RECEIVER_NOT_REGISTERED')
  assert.deepEqual(
    (refused.body['errors'] as Record<string, string>[]).map(({ code }) => code),
    ['RECEIVER_NOT_REGISTERED', 'INSUFFICIENT_BALANCE'],
  )
  const [kept] = items((await get(`/v1/transfers?instrument=${id}`, keys.ana)).body)
  assert.equal(kept?.['status'], 'transfer-rejected')
  assert.deepEqual(
    findingsOf(kept).map(({ reason }) => reason),
    ['RECEIVER_NOT_REGISTERED', 'INSUFFICIENT_BALANCE'],
  )
  assert.equal(items((await get('/v1/transfers', keys.stranger)).body).length, 0)
})

test('B28 a signature for something else, too late, or used is refused with its own code', async () => {
  const move = { from: ana, to: bo, units: '1' }
  const good = await signed(move)
  const other = await signed({ ...move, units: '2' })
  const refusal = async (body: Signed) => {
    const { status, body: answer } = await carry(body)
    return [status, answer['code']]
  }
  assert.deepEqual(await refusal({ ...good, signature: other['signature']! }), [401, 'SIGNATURE_SCOPE'])
  for (const [chainId, verifyingContract] of [
    [1, token],
    [31_337, world.registry],
  ] as const) {
    const elsewhere = await accounts[1]!.signTypedData({
      domain: { name: 'Office Tower Units', version: '1', chainId, verifyingContract },
      types: TYPES,
      primaryType: 'TransferWithAuthorization',
      message: authorization(good),
    })
    assert.deepEqual(await refusal({ ...good, signature: elsewhere }), [401, 'SIGNATURE_SCOPE'])
  }
  const past = String(Math.floor(clock.now().epochMilliseconds / 1000) - 1)
  assert.deepEqual(await refusal(await signed(move, { validBefore: past })), [401, 'DEADLINE_PASSED'])
  assert.equal(
    (await carry(await signed(move, { validAfter: '99999999999', validBefore: '999999999999' }))).body[
      'code'
    ],
    'NOT_YET_VALID',
  )

  assert.equal((await carry(good)).status, 202)
  await settle()
  assert.deepEqual(await refusal(good), [401, 'NONCE_USED'])
  const [transfer] = items((await get('/v1/transfers')).body)
  assert.equal(transfer?.['status'], 'transfer-ok')
})

test('a rule of law refuses what the token would allow: in the preview, when carried, and in what is kept', async () => {
  const move = { from: ana, to: bo, units: '100' }
  must(await inWork((inner) => pinPack(inner, id, 'US-COUNTS')))
  const fund = { instrument: id, investor: null }
  const facts = { 'fund.regime': '3(c)(7)', 'class.kind': 'debt' }
  must(await inWork((inner) => recordFacts(inner, fund, facts)))
  const about = { instrument: id, investor: investors[1]! }
  must(await inWork((inner) => recordFacts(inner, about, { 'investor.qualifiedPurchaser': false })))

  const advised = await preview(move)
  assert.equal(advised.body['allowed'], false)
  assert.deepEqual(
    findingsOf(advised.body).map(({ reason }) => reason),
    ['QP_REQUIRED'],
  )
  const refused = await carry(await signed(move))
  assert.deepEqual([refused.status, refused.body['code']], [409, 'RULES_BLOCK'])
  const [kept] = items((await get('/v1/transfers')).body)
  assert.equal(kept?.['status'], 'transfer-rejected')
  assert.deepEqual(
    findingsOf(kept).map(({ reason, citation }) => [reason, citation]),
    [['QP_REQUIRED', '15 U.S.C. 80a-3(c)(7)']],
  )

  must(await inWork((inner) => recordFacts(inner, about, { 'investor.qualifiedPurchaser': true })))
  assert.equal((await preview(move)).body['allowed'], true)
})

test('by old lists no transfer is carried: in the preview, when carried, and in what is kept', async () => {
  const move = { from: ana, to: bo, units: '1' }
  await oldLists(database)
  const advised = await preview(move)
  assert.deepEqual(
    [advised.body['allowed'], findingsOf(advised.body).map(({ reason }) => reason)],
    [false, ['SCREENING_STALE']],
  )
  const refused = await carry(await signed(move))
  assert.deepEqual([refused.status, refused.body['code']], [409, 'SCREENING_STALE'])
  const [kept] = items((await get('/v1/transfers')).body)
  assert.deepEqual(
    [kept?.['status'], findingsOf(kept).map(({ reason }) => reason)],
    ['transfer-rejected', ['SCREENING_STALE']],
  )
  await freshLists(database)
  assert.equal((await preview(move)).body['allowed'], true)
})

test('what the chain refuses although it was allowed here is counted', async () => {
  assert.equal(await transferDisagreements(db), 0)
  const body = await signed({ from: ana, to: bo, units: '300' })
  assert.equal((await carry(body)).status, 202)
  // Between the decision and the block, the holder's units are frozen.
  await world.sendToken('setAddressFrozen', [ana, true])
  await settle()
  const [failed] = items((await get('/v1/transfers')).body)
  assert.deepEqual([failed?.['status'], failed?.['failure']], ['failed', 'SENDER_FROZEN'])
  assert.equal(await transferDisagreements(db), 1)
})

/** What a contract wallet does that asks some 1.7 million gas before it takes every signature for its own. */
const BURNING = '0x61ffff5b6001900380600357631626ba7e60e01b60005260206000f3'

test('a contract wallet that burns gas is refused, and one that begins to after it was taken costs nothing', async () => {
  const put = (code: Hex) => rpc.call('anvil_setCode', [cy, code])
  const move = { from: cy, to: bo, units: '1' }
  await put(BURNING)
  const refused = await carry(await signed(move), keys.officer)
  assert.deepEqual([refused.status, refused.body['code']], [422, 'TRANSFER_TOO_COSTLY'])
  await put('0x')
  assert.equal((await carry(await signed(move), keys.officer)).status, 202)
  await put(BURNING)
  await settle()
  await put('0x')
  const [failed] = items((await get('/v1/transfers')).body)
  assert.deepEqual(
    [failed?.['status'], failed?.['tx'], failed?.['failure']],
    ['failed', null, 'SignatureInvalid'],
  )
})

test('the platform pays for twenty transfers of an investor a day, whichever wallet they come from', async () => {
  const other = accounts[11]!.address
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), investors[2], other.toLowerCase()],
  )
  const asked = clock.now().subtract({ hours: 23 })
  await pool.query(
    `insert into register_transfer (id, instrument, from_wallet, to_wallet, units, nonce, status, findings, decided_block, intent, asked_by, asked_at, settled_at)
     select 'trf_' || n, $1, $2, $3, 1, '0x' || lpad(n::text, 64, '0'), 'transfer-ok', '[]', 1, 'int_' || n, 'test', $4, $4
     from generate_series(1, 19) n`,
    [id, other, ana, asked.toString()],
  )
  const move = { from: cy, to: bo, units: '1' }
  const refused = async () => (await carry(await signed(move), keys.officer)).body
  assert.equal((await refused())['code'], 'CARRIED_TODAY_MAX')
  await pool.query(`update register_transfer set asked_at = $1 where id = 'trf_1'`, [
    asked.subtract({ hours: 1 }).toString(),
  ])
  assert.equal((await carry(await signed(move), keys.officer)).status, 202)
  await settle()
  const full = await refused()
  assert.match(
    String(full['fix']),
    new RegExp(asked.add({ hours: 24 }).round({ smallestUnit: 'second', roundingMode: 'ceil' }).toString()),
  )
})

test('numbers that are too large for the books or the chain are refused as an input', async () => {
  const move = { from: ana, to: bo, units: '1' }
  const far = await carry({ ...(await signed(move)), validBefore: '9'.repeat(78) })
  assert.equal(far.status, 422, JSON.stringify(far.body))
  const most = '9'.repeat(32)
  assert.equal((await carry(await signed({ ...move, units: most }))).body['code'], 'SENDER_FROZEN')
  for (const body of [
    { ...(await signed(move)), units: `${most}9` },
    { ...(await signed(move)), units: '9'.repeat(60) },
  ]) {
    const refused = await carry(body)
    assert.equal(refused.status, 422, JSON.stringify(refused.body))
    assert.match(JSON.stringify(refused.body), /AMOUNT_OVERFLOW/)
  }
  const asked = await preview({ ...move, units: '9'.repeat(60) })
  assert.match(JSON.stringify(asked.body), /AMOUNT_OVERFLOW/)
  const long = await preview({ ...move, units: `0.${'1'.repeat(19)}` })
  assert.match(JSON.stringify(long.body), /AMOUNT_PRECISION.*at most 18 digits/)
})

test('a transfer to the wallet that it comes from is no transfer', async () => {
  const asked = await preview({ from: ana, to: ana, units: '1' })
  assert.equal(asked.status, 422)
  assert.match(JSON.stringify(asked.body), /"path":"\/?to".*ADDRESS_SAME|ADDRESS_SAME.*"path":"\/?to"/)
})

test('transfers are narrowed and sorted by the server, and the file has them alike', async () => {
  type Row = { id: string; status: string; units: string; from: string; to: string; at: string }
  const list = async (query: string, key = keys.officer) =>
    (await app.call({ path: `/v1/transfers?${query}`, key })).json<{ items: Row[]; next: string | null }>()
  const whole = (await list('limit=200')).items
  const among = (fits: (row: Row) => boolean) => whole.filter(fits).map(({ id: one }) => one)
  const day = String(clock.now()).slice(0, 10)
  const yesterday = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
  assert.ok(new Set(whole.map(({ status }) => status)).size > 1 && whole.length > 5)
  for (const [query, found] of [
    ['status=transfer-rejected', among(({ status }) => status === 'transfer-rejected')],
    [`wallet=${bo}`, among(({ from, to }) => from === bo || to === bo)],
    [`instrument=${newId('ins')}`, []],
    [`from=${day}`, among(({ at: asked }) => asked.slice(0, 10) >= day)],
    [`until=${yesterday}`, among(({ at: asked }) => asked.slice(0, 10) < day)],
    ['sort=at', among(() => true).reverse()],
  ] as const)
    assert.deepEqual(
      (await list(`limit=200&${query}`)).items.map((one) => one.id),
      found,
      query,
    )

  for (const sort of ['units', '-units']) {
    const paged: Row[] = []
    let cursor = ''
    do {
      const page = await list(`sort=${sort}&limit=3${cursor}`)
      paged.push(...page.items)
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    const sign = sort === 'units' ? 1 : -1
    const inOrder = paged.every(
      ({ units }, i) => i === 0 || sign * (Number(units) - Number(paged[i - 1]!.units)) >= 0,
    )
    assert.ok(inOrder && new Set(paged.map((one) => one.id)).size === whole.length, sort)
  }

  const file = async (query: string, key = keys.officer) =>
    (await app.call({ path: `/v1/transfers.csv?${query}`, key })).body
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(1, -1).split('","'))
  const { items } = await list('sort=-units&limit=200')
  assert.deepEqual(
    (await file('sort=-units')).map((row) => [row[1], row[3], row[4], row.at(-1)]),
    items.map((one) => [one.status, one.units, one.from, one.id]),
  )
  assert.match(
    (await file('status=transfer-rejected')).map((row) => row[6]).join(' '),
    /RECIPIENT_NOT_VERIFIED|RECEIVER/,
  )
  for (const row of await file('', keys.ana)) assert.ok(row[4] === ana || row[5] === ana)
  assert.deepEqual(await file(`wallet=${bo}&status=pending`, keys.stranger), [])
  assert.equal((await app.call({ path: '/v1/transfers?status=lost', key: keys.officer })).statusCode, 422)
})

test('nothing personal and no signature is in the log', () => {
  for (const text of [...NAMES, 'example.org', '0x1b', ana]) assert.ok(!app.log().includes(text), text)
})

const findingsOf = (transfer: Record<string, unknown> | undefined) =>
  (transfer?.['findings'] ?? []) as Record<string, string>[]

const TYPES = {
  TransferWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const

function authorization(body: Signed) {
  return {
    from: ana,
    to: bo,
    value: BigInt(body['units']!),
    validAfter: BigInt(body['validAfter']!),
    validBefore: BigInt(body['validBefore']!),
    nonce: body['nonce'] as Hex,
  }
}
