import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { testApp, type Call } from '../../test/app.ts'
import { testChain } from '../../test/chain.ts'
import { testDatabase } from '../../test/database.ts'
import { issuerByKey } from '../issuer/issuer.service.ts'
import { isOfferedTo } from '../offering/invitation/invitation.service.ts'
import { assetRoutes } from '../issuer/asset.routes.ts'
import { instrumentRoutes } from '../issuer/instrument.routes.ts'
import { enforcedRules } from '../restriction/token-rules.service.ts'
import { instrumentByKey } from '../instrument/instrument.service.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { instrumentSettled, offeringAddressOf } from '../instrument/token.service.ts'
import { newId } from '../kernel/ids.ts'
import { EMBEDDED_FINALITY } from '../platform/chain/finality.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { field } from '../platform/chain/rpc.ts'
import { openSender } from '../platform/chain/sender.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { openOffering, openingSettled } from '../offering/escrow/escrow-opening.service.ts'
import { paymentSettled } from '../offering/subscription/payment.service.ts'
import { refundSettled } from '../offering/refund/refund.service.ts'
import { sheetDraftRoutes } from './sheet-draft.routes.ts'
import { termSheetRoutes } from './term-sheet.routes.ts'

const clock = { now: () => Temporal.Instant.from('2026-07-01T12:00:00Z') }
/** With a window that ends when no clock of a chain is yet. */
const yaml = fs
  .readFileSync(path.join(import.meta.dirname, '..', '..', 'examples', 'office-tower.yaml'), 'utf8')
  .replace('closes: 2026-07-31', 'closes: 2099-07-31')

const database = await testDatabase()
const { db } = database
const { rpc } = await testChain()
const signer = developmentSigner(0, {})
const treasury = getAddress(developmentSigner(5, {}).address)
const accounts = { find: () => Promise.resolve(treasury), create: () => Promise.resolve(treasury) }
const context = { rpc, operator: getAddress(signer.address), accounts }
const { call, keyFor } = await testApp(
  database,
  [
    ...termSheetRoutes(context),
    ...sheetDraftRoutes(),
    ...assetRoutes({ isOfferedTo, isApproved: () => Promise.resolve(true), rpc }),
    ...instrumentRoutes({ isOfferedTo, rpc }),
  ],
  { clock },
)
/** Nobody acts for an issuer before there is one: the first sheet is the administrator's to apply. */
const key = await keyFor('administrator')
const auditor = await keyFor('auditor')

async function settle() {
  const handlers = {
    ...instrumentSettled({
      whenLive: openOffering,
      rulesOf: ({ db, now }, instrument) => enforcedRules(db, instrument, now),
    }),
    ...openingSettled(),
    ...paymentSettled({ rpc, chainId: 31_337 }),
    ...refundSettled({ rpc }),
  }
  const common = { db, rpc, chainId: 31_337, clock, finality: EMBEDDED_FINALITY, handlers }
  const [sender, watcher] = [openSender({ ...common, signer }), openWatcher({ ...common, projections: [] })]
  for (let i = 0; i < 50; i++) {
    await sender.round()
    await watcher.round()
    const open = await listIntents(db, { status: ['pending', 'signed', 'sent', 'mempool'], limit: 1 })
    if (open.length === 0) break
  }
  await sender.release()
  await watcher.release()
}

async function json(request: Call, status: number): Promise<unknown> {
  const answer = await call(request)
  assert.equal(answer.statusCode, status, answer.body)
  return answer.json()
}
const texts = (list: unknown, name: string) => {
  assert.ok(Array.isArray(list))
  return list.map((each) => field(each, name))
}

test('planning through the API shows the changes and writes nothing', async () => {
  const plan = await json({ path: '/v1/term-sheets/plan', key, body: { yaml } }, 200)
  assert.equal(field(plan, 'applicable'), true)
  assert.deepEqual(field(plan, 'errors'), [])
  assert.ok(texts(field(plan, 'changes'), 'what').includes('on chain: token TOWER'))
  assert.match(String(field(plan, 'gas')), /^\d{7,}$/)
  assert.deepEqual(texts(field(plan, 'later'), 'who'), ['officer', 'two-people'])
  assert.deepEqual(await listIntents(db, { limit: 1 }), [])
})

test('a sheet with mistakes is planned into their list, and not applied', async () => {
  const wrong = yaml.replace("price: '1.00'", 'price: 1.00').replace('symbol: TOWER', 'symbol: t')
  const plan = await json({ path: '/v1/term-sheets/plan', key, body: { yaml: wrong } }, 200)
  assert.deepEqual(texts(field(plan, 'errors'), 'code'), ['SYMBOL_FORMAT', 'AMOUNT_MUST_BE_STRING'])

  const problem = await json({ path: '/v1/term-sheets/apply', key, body: { yaml: wrong } }, 422)
  assert.equal(field(problem, 'code'), 'TERM_SHEET_INVALID')
  assert.deepEqual(texts(field(problem, 'errors'), 'code'), ['SYMBOL_FORMAT', 'AMOUNT_MUST_BE_STRING'])
  assert.match(String(texts(field(problem, 'errors'), 'path')[1]), /^line \d+, column 10, offering\.price$/)
})

test('B05: what a contract cannot count is told where it stands, and planned no further', async () => {
  for (const [from, to, told] of [
    ["price: '1.00'", `price: '1${'0'.repeat(25)}'`, ['offering.price AMOUNT_OVERFLOW']],
    ["price: '1.00'", `price: '1${'0'.repeat(39)}'`, ['offering.price AMOUNT_OVERFLOW']],
    [
      'holdersMax: 1999',
      `holdersMax: 1999\n  balanceMax: '1${'0'.repeat(32)}'`,
      ['transferRules.balanceMax UNITS_TOO_MANY'],
    ],
  ] as const) {
    const wrong = yaml.replace(from, to)
    const errors = field(
      await json({ path: '/v1/term-sheets/plan', key, body: { yaml: wrong } }, 200),
      'errors',
    )
    assert.deepEqual(
      texts(errors, 'path').map((at, index) => `${String(at)} ${String(texts(errors, 'code')[index])}`),
      told,
    )
    const problem = await json({ path: '/v1/term-sheets/apply', key, body: { yaml: wrong } }, 422)
    assert.equal(field(problem, 'code'), 'TERM_SHEET_INVALID')
  }
})

test('a rehearsal of an application leaves nothing', async () => {
  const rehearsed = await json({ path: '/v1/term-sheets/apply?dryRun=true', key, body: { yaml } }, 202)
  assert.equal(field(rehearsed, 'changed'), true)
  assert.equal(await issuerByKey(db, 'harbour-street-partners'), null)
  assert.deepEqual(await listIntents(db, { limit: 1 }), [])
})

test('a draft is applied and gone, both or neither, and only as it was looked at', async () => {
  const begin = async (text: string) =>
    json({ path: '/v1/term-sheet-drafts', key, body: { yaml: text } }, 201)
  const publish = (draft: unknown, sha256: unknown, query = '') =>
    call({
      path: `/v1/term-sheet-drafts/${String(field(draft, 'id'))}/publication${query}`,
      key,
      body: { sha256 },
    })
  const drafts = async () =>
    texts(field(await json({ path: '/v1/term-sheet-drafts', key }, 200), 'items'), 'id')
  const wrong = await begin('key: [')
  const other = await publish(wrong, 'ab'.repeat(32))
  assert.deepEqual([other.statusCode, other.json<{ code: string }>().code], [409, 'DRAFT_CHANGED'])
  const refused = await publish(wrong, field(wrong, 'sha256'))
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [422, 'TERM_SHEET_INVALID'])
  await json({ path: `/v1/term-sheet-drafts/${String(field(wrong, 'id'))}`, method: 'DELETE', key }, 200)

  const draft = await begin(yaml)
  const rehearsed = await publish(draft, field(draft, 'sha256'), '?dryRun=true')
  assert.equal(rehearsed.statusCode, 202, rehearsed.body)
  assert.deepEqual(await drafts(), [field(draft, 'id')], 'a rehearsal leaves it')
  const published = await publish(draft, field(draft, 'sha256'))
  assert.equal(published.statusCode, 202, published.body)
  assert.deepEqual(
    [published.json<{ changed: boolean }>().changed, published.json<{ sha256: string }>().sha256],
    [true, field(draft, 'sha256')],
  )
  assert.deepEqual(await drafts(), [])
  assert.equal((await publish(draft, field(draft, 'sha256'))).statusCode, 404)
})

test('applying makes the asset, and everybody whom it concerns can read it', async () => {
  const applied = await json({ path: '/v1/term-sheets/apply', key, body: { yaml } }, 202)
  const [asset, instrument] = [String(field(applied, 'asset')), String(field(applied, 'instrument'))]
  await settle()

  const issuer = await issuerByKey(db, 'harbour-street-partners')
  assert.ok(issuer !== null)
  for (const reader of [
    await keyFor('issuer', { issuer: issuer.id }),
    await keyFor('officer'),
    auditor,
    await keyFor('investor', { investor: newId('inv') }),
  ]) {
    const list = await json({ path: '/v1/assets', key: reader }, 200)
    assert.deepEqual(texts(field(list, 'items'), 'id'), [asset])
    assert.deepEqual(texts(field(await json({ path: '/v1/instruments', key: reader }, 200), 'items'), 'id'), [
      instrument,
    ])
  }
  const whole = await json({ path: `/v1/assets/${asset}`, key: auditor }, 200)
  assert.equal(field(field(whole, 'latestValuation'), 'date'), '2026-05-29')
  assert.deepEqual(field(field(whole, 'latestValuation'), 'amount'), {
    amount: '50000000.00',
    currency: 'USD',
    display: '50,000,000.00 USD',
  })
  assert.equal(field(field(whole, 'spv'), 'form'), 'LLC')
  assert.equal(field(field(whole, 'income'), 'payoutBps'), 9_000)
  const summary = field(whole, 'instrument')
  assert.deepEqual(
    ['status', 'unitsIssued', 'unitsMax', 'unitsMaxDisplay'].map((name) => field(summary, name)),
    ['live', '0', '50000000', '50,000,000'],
  )
  const documents = field(whole, 'documents')
  const sha256 = String(field(applied, 'sha256'))
  assert.deepEqual(texts(documents, 'sha256'), [sha256])
  assert.match(String(field(texts(documents, 'anchored')[0], 'tx')), /^0x[0-9a-f]{64}$/)

  const sheet = await call({ path: `/v1/term-sheets/${sha256}`, key: auditor })
  assert.equal(sheet.statusCode, 200)
  assert.equal(sheet.body, yaml)
})

test('applying the same sheet again changes nothing', async () => {
  const again = await json({ path: '/v1/term-sheets/apply', key, body: { yaml } }, 202)
  assert.equal(field(again, 'changed'), false)
})

test('a sheet whose asset is here by another key is warned of it, and nobody is told whose that is', async () => {
  const warnings = async (text: string) =>
    texts(
      field(await json({ path: '/v1/term-sheets/plan', key, body: { yaml: text } }, 200), 'warnings'),
      'code',
    )
  assert.ok(!(await warnings(yaml)).includes('ASSET_KNOWN'))
  const copy = yaml.replace('asset:\n  key: harbour-street-tower', 'asset:\n  key: tower-again')
  assert.ok((await warnings(copy)).includes('ASSET_KNOWN'))
  assert.ok(
    !(await warnings(copy.replace('1 Harbour Street, New', '2 Harbour Street, New'))).includes('ASSET_KNOWN'),
  )
})

test('B23: money is raised for no contract of the platform’s own, and a contract of somebody is warned of', async () => {
  const protocol = await protocolAddresses(db)
  assert.ok(protocol?.stablecoin)
  const known = await instrumentByKey(db, 'office-tower')
  const own = [
    protocol.registry,
    protocol.redemption,
    protocol.stablecoin,
    known!.token!,
    // Of the tower, and of what this sheet is to make.
    ...['office-tower', 'other-tower'].map((of) => offeringAddressOf(protocol, of)),
  ]
  const paidTo = (address: string) =>
    yaml
      .replace('key: office-tower', 'key: other-tower')
      .replace('treasury: managed', `treasury: '${address}'`)
  const line = yaml.split('\n').findIndex((text) => text.startsWith('treasury:')) + 1
  for (const address of own) {
    const problem = await json({ path: '/v1/term-sheets/apply', key, body: { yaml: paidTo(address) } }, 409)
    assert.deepEqual(texts(field(problem, 'errors'), 'code'), ['ADDRESS_FORBIDDEN'], address)
    assert.deepEqual(texts(field(problem, 'errors'), 'path'), ['share class, other-tower, treasury'])
    assert.match(String(texts(field(problem, 'errors'), 'message')[0]), new RegExp(`in line ${line}:`))
  }
  const warned = async (address: string) => {
    const plan = await json({ path: '/v1/term-sheets/plan', key, body: { yaml: paidTo(address) } }, 200)
    assert.equal(field(plan, 'applicable'), true)
    return (field(plan, 'warnings') as object[]).filter((each) => field(each, 'path') === 'treasury')
  }
  assert.deepEqual(await warned(treasury), [])
  // The contract that puts others where they belong is nobody's here.
  const [warning, ...more] = await warned('0x4e59b44847b379578588920cA78FbF26c0B4956C')
  assert.deepEqual([field(warning, 'code'), field(warning, 'line'), more], ['TREASURY_CONTRACT', line, []])
})

test('what cannot be had is a conflict that names every field of it', async () => {
  const other = yaml
    .replace('symbol: TOWER', 'symbol: TWR')
    .replace('name: Harbour Street Tower Units', 'name: Units')
  const problem = await json({ path: '/v1/term-sheets/apply', key, body: { yaml: other } }, 409)
  assert.equal(field(problem, 'code'), 'PLAN_REFUSED')
  assert.deepEqual(texts(field(problem, 'errors'), 'path'), ['share class, office-tower, name, symbol'])
  assert.deepEqual(texts(field(problem, 'errors'), 'code'), ['TOKEN_FIXED'])
})

test('another issuer sees none of it and may not touch it', async () => {
  const first = await issuerByKey(db, 'harbour-street-partners')
  const second = yaml
    .replaceAll('harbour-street', 'quay')
    .replace('key: office-tower', 'key: quay')
    .replace('symbol: TOWER', 'symbol: QUAY')
  await json({ path: '/v1/term-sheets/apply', key, body: { yaml: second } }, 202)
  const theirs = await issuerByKey(db, 'quay-partners')
  assert.ok(first && theirs)
  const stranger = await keyFor('issuer', { issuer: theirs.id })

  const seen = await json({ path: '/v1/assets', key: stranger }, 200)
  assert.equal(texts(field(seen, 'items'), 'id').length, 1)
  const own = await json({ path: '/v1/instruments', key: await keyFor('issuer', { issuer: first.id }) }, 200)
  const [instrument] = texts(field(own, 'items'), 'id')
  await json({ path: `/v1/instruments/${String(instrument)}`, key: stranger }, 404)
  const [asset] = texts(field(own, 'items'), 'asset')
  await json({ path: `/v1/assets/${String(asset)}`, key: stranger }, 404)
  const [sha256] = texts(field(own, 'items'), 'termSheetSha256')
  await json({ path: `/v1/term-sheets/${String(sha256)}`, key: stranger }, 404)

  const problem = await json({ path: '/v1/term-sheets/apply', key: stranger, body: { yaml } }, 409)
  assert.deepEqual(texts(field(problem, 'errors'), 'code'), ['ISSUER_NOT_YOURS'])
  // Nothing of what there is comes with it, also where the sheet calls itself the caller's.
  for (const text of [yaml, yaml.replace('key: harbour-street-partners', `key: ${theirs.key}`)]) {
    const plan = await json({ path: '/v1/term-sheets/plan', key: stranger, body: { yaml: text } }, 200)
    const told = field(plan, 'changes')
    assert.ok(Array.isArray(told))
    assert.equal(told.length, 1)
    assert.doesNotMatch(JSON.stringify(plan), /Harbour Street Tower|1 Harbour|TOWER/)
  }
})

test('pages of assets follow one another by their key', async () => {
  const first = await json({ path: '/v1/assets?limit=1', key: auditor }, 200)
  const next = field(first, 'next')
  assert.equal(typeof next, 'string')
  const second = await json({ path: `/v1/assets?limit=1&cursor=${String(next)}`, key: auditor }, 200)
  assert.equal(field(second, 'next'), null)
  assert.notDeepEqual(texts(field(first, 'items'), 'id'), texts(field(second, 'items'), 'id'))
})

test('the sheet is written back: the bytes that were applied while they still hold, else from the records', async () => {
  const list = await json({ path: '/v1/instruments', key: auditor }, 200)
  const items = field(list, 'items')
  assert.ok(Array.isArray(items))
  const id = String(
    field(
      items.find((each) => field(each, 'key') === 'office-tower'),
      'id',
    ),
  )
  const written = () => json({ path: `/v1/instruments/${id}/term-sheet`, key: auditor }, 200)
  assert.deepEqual(await written(), { key: 'office-tower', yaml, source: 'applied' })

  assert.deepEqual(
    field(await json({ path: `/v1/instruments/${id}/drift`, key: auditor }, 200), 'differences'),
    [],
  )

  // A second share class of the same issuer, whose sheet knows the issuer's number by now.
  const annex = yaml
    .replace('key: office-tower', 'key: annex')
    .replace('symbol: TOWER', 'symbol: ANNEX')
    .replace('jurisdiction: US-DE', "jurisdiction: US-DE\n  registryNumber: '7654321'")
  await json({ path: '/v1/term-sheets/apply', key, body: { yaml: annex } }, 202)
  await settle()
  const anew = await written()
  assert.equal(field(anew, 'source'), 'records')
  assert.match(
    String(field(anew, 'yaml')),
    /^# Written from the records of office-tower,.*\n  registryNumber: '7654321'\n/s,
  )

  const drift = await json({ path: `/v1/instruments/${id}/drift`, key: auditor }, 200)
  assert.deepEqual(texts(field(drift, 'differences'), 'text'), [
    'issuer harbour-street-partners, registry number: the sheet says nothing, the records say 7654321.',
  ])

  // What is left to do is to anchor the new bytes.
  const plan = await json(
    { path: '/v1/term-sheets/plan', key, body: { yaml: String(field(anew, 'yaml')) } },
    200,
  )
  const changes = field(plan, 'changes')
  assert.ok(Array.isArray(changes))
  assert.deepEqual(
    texts(
      changes.filter((each) => field(each, 'sign') !== '='),
      'what',
    ),
    ['document term-sheet', 'on chain: token anchored term sheet'],
  )
  await json({ path: '/v1/term-sheets/apply', key, body: { yaml: String(field(anew, 'yaml')) } }, 202)
  await settle()
  assert.deepEqual(await written(), { ...(anew as object), source: 'applied' })

  await json(
    {
      path: `/v1/instruments/${id}/term-sheet`,
      key: await keyFor('issuer', { issuer: (await issuerByKey(db, 'quay-partners'))!.id }),
    },
    404,
  )
})
