import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { testApp, type Call } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { recordIssuer } from '../issuer/issuer.service.ts'
import { verifyAudit } from '../platform/audit.ts'
import { field } from '../platform/chain/rpc.ts'
import { transaction } from '../platform/db/database.ts'
import { personOf, systemActor } from '../platform/work.ts'
import { DRAFTS_MAX } from './sheet-draft.ts'
import { createDraft, discardDraft, draftsOf } from './sheet-draft.service.ts'
import { sheetDraftRoutes } from './sheet-draft.routes.ts'
import { SHEET_EXAMPLES } from './term-sheet-form.ts'
import { SHEET_BYTES_MAX } from './term-sheet.ts'

const NOW = Temporal.Instant.from('2031-03-04T12:00:00Z')
const database = await testDatabase()
const { db, pool } = database
const { call, keyFor } = await testApp(database, sheetDraftRoutes(), { clock: { now: () => NOW } })
const company = {
  key: 'quay-partners',
  name: 'Quay Partners Ltd',
  form: 'Ltd',
  jurisdiction: 'GB',
  registryNumber: '01234567',
  lei: null,
  formedOn: null,
}
const issuer = await transaction(db, (tx) =>
  recordIssuer({ db: tx, now: NOW, by: systemActor('test') }, company),
)
const key = await keyFor('issuer', { issuer })
const colleague = await keyFor('issuer', { issuer })

async function json(request: Call, status: number): Promise<unknown> {
  const answer = await call(request)
  assert.equal(answer.statusCode, status, answer.body)
  return answer.json()
}
const codes = (draft: unknown) => {
  const findings = field(draft, 'findings')
  assert.ok(Array.isArray(findings))
  return findings.map((each) => `${String(field(each, 'path'))} ${String(field(each, 'code'))}`)
}
const value = (draft: unknown, path: string) => field(field(draft, 'values'), path)
const drafts = async (of = key) => {
  const items = field(await json({ path: '/v1/term-sheet-drafts', key: of }, 200), 'items')
  assert.ok(Array.isArray(items))
  return items.map((each) => field(each, 'key'))
}
const audited = async () =>
  (
    await pool.query<{ action: string }>(
      `select action from audit_entry where action like 'term-sheet-draft.%' order by seq`,
    )
  ).rows.map(({ action }) => action)

const empty = await json({ path: '/v1/term-sheet-drafts', key, body: {} }, 201)
const path = `/v1/term-sheet-drafts/${String(field(empty, 'id'))}`
const edit = (edits: readonly (readonly [string, string | null])[], status = 200) =>
  json(
    { path: `${path}/fields`, key, body: { edits: edits.map(([at, to]) => ({ path: at, value: to })) } },
    status,
  )

test('a draft begins with nothing, and every part that is needed is missed', () => {
  assert.equal(field(empty, 'key'), null)
  assert.deepEqual(field(empty, 'values'), {})
  for (const part of ['key', 'issuer', 'spv', 'asset', 'valuations', 'offering', 'treasury'])
    assert.ok(codes(empty).includes(`${part} FIELD_REQUIRED`), codes(empty).join())
})

test('each example fills it with keys of its own, for the issuer whose it is, and nothing is wrong with it', async () => {
  for (const example of SHEET_EXAMPLES) {
    const filled = await json({ path: `${path}/example`, key, body: { example } }, 200)
    assert.deepEqual(
      codes(filled).filter((code) => !code.endsWith('HOLDERS_NEAR_REGISTRATION')),
      [],
      example,
    )
    assert.equal(value(filled, 'issuer.key'), 'quay-partners')
    assert.equal(value(filled, 'issuer.registryNumber'), '01234567')
    assert.equal(value(filled, 'spv.owners[0].name'), value(filled, 'issuer.name'))
    assert.equal(value(filled, 'offering.opens'), '2031-03-04')
    assert.match(String(value(filled, 'key')), /-[0-9a-z]{5}$/)
    assert.deepEqual(await drafts(), [field(filled, 'key')])
  }
})

test('fields are changed one by one, each judged as in the file, and comments stay', async () => {
  await json({ path: `${path}/example`, key, body: { example: 'office-tower' } }, 200)
  const wrong = await edit([
    ['key', 'north-tower'],
    ['asset.name', 'North Tower'],
    ['shareClass.units', '1,000'],
  ])
  assert.deepEqual(codes(wrong), ['shareClass.units AMOUNT_FORMAT'])
  const mended = await edit([['shareClass.units', '40000000']])
  assert.deepEqual(codes(mended), [])
  assert.match(String(field(mended, 'yaml')), /# Rule 506\(c\): every purchaser is accredited\.\n/)
  const items = field(await json({ path: '/v1/term-sheet-drafts', key }, 200), 'items')
  assert.deepEqual(
    ['key', 'name'].map((name) => Array.isArray(items) && field(items[0], name)),
    ['north-tower', 'North Tower'],
  )
  assert.equal(field(await edit([['broker', 'x']], 422), 'code'), 'DRAFT_FIELD_UNKNOWN')
  await edit([['valuations[1]', null]])
  await edit(
    Array.from({ length: 201 }, () => ['key', 'x'] as const),
    422,
  )
})

test('a text by hand is kept as it is, also one that cannot be read yet', async () => {
  const before = String(field(await json({ path, key }, 200), 'yaml'))
  const broken = await json({ path, method: 'PUT', key, body: { yaml: 'key: [' } }, 200)
  assert.equal(field(broken, 'yaml'), 'key: [')
  assert.equal(field(broken, 'values'), null)
  assert.deepEqual(codes(broken), [' YAML_SYNTAX'])
  assert.equal(field(await edit([['key', 'x']], 409), 'code'), 'DRAFT_UNREADABLE')
  await json({ path, method: 'PUT', key, body: { yaml: 'a\0b' } }, 422)
  await json({ path, method: 'PUT', key, body: { yaml: 'é'.repeat(SHEET_BYTES_MAX / 2 + 1) } }, 413)
  await json({ path, method: 'PUT', key, body: { yaml: before } }, 200)
})

test('a key that is none is kept in the text and named nowhere', async () => {
  for (const yaml of ['key: "\\0"', 'key: "\\ud800"', `key: ${'a'.repeat(10_000)}`]) {
    const draft = await json({ path: '/v1/term-sheet-drafts', key: colleague, body: { yaml } }, 201)
    assert.equal(field(draft, 'key'), null)
    await json(
      { path: `/v1/term-sheet-drafts/${String(field(draft, 'id'))}`, key: colleague, method: 'DELETE' },
      200,
    )
  }
})

test('the same again changes nothing, and every change is in the audit log', async () => {
  const before = await audited()
  const draft = await json({ path, key }, 200)
  await json({ path, method: 'PUT', key, body: { yaml: field(draft, 'yaml') } }, 200)
  await edit([['asset.name', 'North Tower']])
  assert.deepEqual(await audited(), before)
  assert.equal(before[0], 'term-sheet-draft.created')
  assert.ok(before.includes('term-sheet-draft.saved'))
  assert.equal((await verifyAudit(db)).whole, true)
})

test('two drafts of one person never have one key', async () => {
  const second = await json({ path: '/v1/term-sheet-drafts', key, body: { yaml: 'key: south-tower\n' } }, 201)
  assert.equal(field(await edit([['key', 'south-tower']], 409), 'code'), 'DRAFT_KEY_TAKEN')
  assert.equal(
    field(
      await json({ path: '/v1/term-sheet-drafts', key, body: { yaml: 'key: south-tower' } }, 409),
      'code',
    ),
    'DRAFT_KEY_TAKEN',
  )
  const other = await json(
    { path: '/v1/term-sheet-drafts', key: colleague, body: { yaml: 'key: south-tower' } },
    201,
  )
  assert.equal(field(other, 'key'), 'south-tower')
  await json({ path: `/v1/term-sheet-drafts/${String(field(second, 'id'))}`, method: 'DELETE', key }, 200)
  assert.deepEqual(await drafts(), ['north-tower'])
  assert.deepEqual((await audited()).at(-1), 'term-sheet-draft.deleted')
})

test('nobody else sees a draft, not even somebody of the same issuer', async () => {
  assert.deepEqual(await drafts(colleague), ['south-tower'])
  await json({ path, key: colleague }, 404)
  await json({ path: `${path}/fields`, key: colleague, body: { edits: [] } }, 404)
  await json({ path, method: 'PUT', key: colleague, body: { yaml: '' } }, 404)
  await json({ path, method: 'DELETE', key: colleague }, 404)
  assert.deepEqual(await drafts(), ['north-tower'])
})

test('a draft is its person’s, with a key of theirs as well', async () => {
  const mine = { kind: 'user', id: 'usr_ada' } as const
  const withKey = { kind: 'key', id: 'key_one', owner: 'usr_ada' } as const
  const draft = await transaction(db, (tx) => createDraft({ db: tx, now: NOW, by: withKey }, 'key: a-key\n'))
  assert.ok(draft.ok)
  assert.deepEqual(
    (await draftsOf(db, personOf(mine))).map(({ id }) => id),
    [draft.value.id],
  )
  const gone = await transaction(db, (tx) => discardDraft({ db: tx, now: NOW, by: mine }, draft.value.id))
  assert.ok(gone.ok)
})

test('there are so many drafts and no more', async () => {
  for (let i = (await drafts()).length; i < DRAFTS_MAX; i++)
    await json({ path: '/v1/term-sheet-drafts', key, body: {} }, 201)
  const refused = await json({ path: '/v1/term-sheet-drafts', key, body: {} }, 409)
  assert.equal(field(refused, 'code'), 'DRAFTS_TOO_MANY')
})

test('drafts of one name that a person wrote with several keys are all theirs, and the last one keeps the name', async () => {
  await pool.query(
    `insert into api_key (id, label, prefix, hash, role, issuer, created_by, created_at, expires_at, owner)
       select id, id, id, '', 'officer', null, 'usr_w', now(), now(), 'usr_w' from unnest('{key_a,key_b,key_c}'::text[]) as id`,
  )
  await pool.query(
    `insert into term_sheet_draft (id, owner, key, yaml, created_at, saved_at) values
       ('1', 'key_a', 'mill', 'a', '2026-01-01', '2026-01-01'), ('2', 'key_b', 'mill', 'b', '2026-01-01', '2026-01-02'),
       ('3', 'key_a', null, '', '2026-01-01', '2026-01-01'), ('4', 'key_b', null, '', '2026-01-01', '2026-01-01'),
       ('5', 'usr_w', 'barn', 'w', '2026-01-01', '2026-01-01'), ('6', 'key_c', 'barn', 'c', '2026-01-01', '2026-01-02')`,
  )
  await pool.query(fs.readFileSync('migrations/0262-draft-owners.sql', 'utf8'))
  const { rows } = await pool.query<{ id: string; key: string | null }>(
    "select id, key from term_sheet_draft where owner = 'usr_w' order by id",
  )
  assert.deepEqual(
    rows.map(({ id, key }) => [id, key]),
    [
      ['1', null],
      ['2', 'mill'],
      ['3', null],
      ['4', null],
      ['5', 'barn'],
      ['6', null],
    ],
  )
})
