import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { newId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { jpegOf, pdfOf, pngOf } from '../platform/file/testing/samples.ts'
import { APPLICANT_FILES_MAX, FILES_A_DAY_MAX, FILES_MAX, roomRefusal, safeName } from './file.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'bad-inputs')
const database = await testDatabase()
const world = await papersWorld(database)
const { ask, officer } = world
const { db } = database

const paper = (bytes: Buffer, more: object = {}) => ({
  kind: 'passport',
  name: 'pass.pdf',
  content: bytes.toString('base64'),
  ...more,
})

test('a paper is handed in, listed, and saved again as it was, by its owner and an officer', async () => {
  const { id, key } = await world.investor()
  const bytes = pdfOf({ pages: 2 })
  const taken = await ask(`/v1/investors/${id}/files`, key, paper(bytes, { name: '../../Zoë passport.exe' }))
  assert.equal(taken.status, 201, taken.text)
  assert.deepEqual(
    [taken.json['displayName'], taken.json['media'], taken.json['bytes']],
    ['Zoë passport.pdf', 'application/pdf', bytes.length],
  )
  assert.ok(!('name' in taken.json), 'where it is kept stays inside')
  const again = await ask(`/v1/investors/${id}/files`, officer, paper(bytes))
  assert.equal(again.json['id'], taken.json['id'], 'the same paper twice is one')

  for (const reader of [key, officer]) {
    const saved = await world.call({
      path: `/v1/investors/${id}/files/${String(taken.json['id'])}`,
      key: reader,
    })
    assert.deepEqual(saved.rawPayload, bytes)
    assert.equal(saved.headers['content-type'], 'application/octet-stream')
    assert.match(
      String(saved.headers['content-disposition']),
      /^attachment; filename="[A-Za-z0-9._-]+\.pdf"$/,
    )
    assert.equal(saved.headers['x-content-type-options'], 'nosniff')
    assert.equal(saved.headers['cache-control'], 'no-store')
  }
  const opened = await database.pool.query(
    `select count(*)::int as n from audit_entry where action = 'file.opened' and subject = $1`,
    [id],
  )
  assert.deepEqual(opened.rows, [{ n: 2 }])
})

test('nobody else reads a paper: not another investor, an auditor or an issuer', async () => {
  const owner = await world.investor()
  const other = await world.investor()
  const taken = await ask(`/v1/investors/${owner.id}/files`, owner.key, paper(pngOf(3, 3)))
  const at = `/v1/investors/${owner.id}/files`
  const one = `${at}/${String(taken.json['id'])}`
  for (const place of [at, one]) assert.equal((await ask(place, other.key)).status, 404)
  assert.equal((await ask(at, other.key, paper(pngOf(3, 3)))).status, 404)
  assert.equal(
    (await ask(`/v1/investors/${other.id}/files/${String(taken.json['id'])}`, other.key)).status,
    404,
  )
  for (const role of ['auditor', 'issuer', 'administrator'] as const)
    assert.equal(
      (await ask(one, await world.keyFor(role, role === 'issuer' ? { issuer: newId('iss') } : {}))).status,
      403,
      role,
    )
})

test('what is no document is refused by what it is, and nothing is kept', async () => {
  const { id, key } = await world.investor()
  for (const [name, code] of [
    ['polyglot.pdf', 'FILE_TYPE_FORBIDDEN'],
    ['svg-script.svg', 'FILE_TYPE_FORBIDDEN'],
    ['truncated.jpg', 'IMAGE_INVALID'],
    ['zip-slip.zip', 'ARCHIVE_UNSAFE'],
    ['bomb-20mb.zip', 'ARCHIVE_UNSAFE'],
    ['gzip-bomb-50mb.gz', 'ARCHIVE_UNSAFE'],
    ['xxe-ivms.xml', 'FILE_TYPE_FORBIDDEN'],
  ] as const) {
    const bytes = fs.readFileSync(path.join(FIXTURES, name))
    const answer = await ask(`/v1/investors/${id}/files`, key, paper(bytes, { name: 'passport.pdf' }))
    assert.deepEqual([answer.status, answer.code], [422, code], name)
  }
  const huge = await ask(`/v1/investors/${id}/files`, key, paper(jpegOf(30_000, 30_000)))
  assert.deepEqual([huge.status, huge.code], [422, 'IMAGE_TOO_LARGE'])
  for (const content of ['not base64!', 'YQ', 'YR=='])
    assert.equal(
      (await ask(`/v1/investors/${id}/files`, key, paper(Buffer.of(), { content }))).code,
      'FILE_ENCODING',
    )
  const large = await ask(`/v1/investors/${id}/files`, key, paper(Buffer.alloc(10 * 1024 * 1024 + 1)))
  assert.deepEqual([large.status, large.code], [422, 'FILE_TOO_LARGE'])
  assert.equal(
    (await ask(`/v1/investors/${id}/files`, key, paper(Buffer.alloc(12 * 1024 * 1024)))).status,
    413,
  )
  assert.deepEqual((await ask(`/v1/investors/${id}/files`, key)).json['items'], [])
})

test('at its limit of papers an investor is told so; whoever nobody has approved has less room', async () => {
  const { id, key } = await world.investor()
  await database.pool.query(
    `insert into investor_file select 'fil_' || n, $1, 'other', encode(sha256(n::text::bytea), 'hex'), 'image/png', 1, now(), 'x'
     from generate_series(1, ${APPLICANT_FILES_MAX}) n`,
    [id],
  )
  const taken = async () => (await ask(`/v1/investors/${id}/files`, key, paper(pngOf(2, 2)))).code
  assert.equal(await taken(), 'TOO_MANY_FILES')
  await database.pool.query(`update investor set kyc_until = '2030-01-01' where id = $1`, [id])
  assert.equal(await taken(), '')

  const files = (count: number, bytes: number) => Array(count).fill({ bytes })
  const refusal = (count: number, bytes: number, more: number, wasApproved: boolean) =>
    roomRefusal(files(count, bytes), more, wasApproved)?.reason ?? null
  const mb = 2 ** 20
  assert.deepEqual(
    [
      refusal(19, mb, mb, false),
      refusal(20, 1, 1, false),
      refusal(4, 10 * mb, 1, false),
      refusal(3, 10 * mb, 10 * mb, false),
      refusal(99, 10 * mb, 10 * mb, true),
      refusal(FILES_MAX, 1, 1, true),
    ],
    [null, 'TOO_MANY_FILES', 'FILES_TOO_LARGE', null, null, 'TOO_MANY_FILES'],
  )
})

test('papers are handed in so often within a day, whatever became of them', async () => {
  const { id, key } = await world.investor()
  const received = (hours: number, times: number) =>
    transaction(db, async (tx) => {
      const at = { db: tx, now: systemClock.now().subtract({ hours }), by: systemActor('test') }
      for (let n = 0; n < times; n++) await appendAudit(at, { action: 'file.received', subject: id })
    })
  const hand = (bytes: Buffer) => ask(`/v1/investors/${id}/files`, key, paper(bytes, { name: 'a.png' }))
  await received(25, FILES_A_DAY_MAX)
  await received(1, FILES_A_DAY_MAX - 1)
  assert.equal((await hand(pngOf(2, 2))).status, 201)
  const refused = await hand(pngOf(2, 3))
  assert.deepEqual([refused.status, refused.code], [429, 'FILES_TOO_OFTEN'])
})

test('a name to show has no folders, no tricks and the right ending', () => {
  for (const [given, shown] of [
    ['../../x', 'x.pdf'],
    ['C:\\Users\\ada\\pass.PDF', 'pass.pdf'],
    ['CON', 'document.pdf'],
    ['con.pdf', 'document.pdf'],
    ['', 'document.pdf'],
    ['...', 'document.pdf'],
    ['\u202efdp.exe', 'fdp.pdf'],
    ['a\u0000b\u200b.pdf', 'ab.pdf'],
    ['x'.repeat(300), `${'x'.repeat(100)}.pdf`],
    ['паспорт Ада.jpeg', 'паспорт Ада.pdf'],
    ['a<script>.pdf', 'ascript.pdf'],
  ] as const)
    assert.equal(safeName(given, 'application/pdf'), shown, given)
})
