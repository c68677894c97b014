import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { newId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import { systemActor, type Actor } from '../platform/work.ts'

const database = await testDatabase()
const world = await testApp(database, [])
const key = await world.keyFor('auditor')
const ofOne = await world.keyFor('auditor', { issuer: newId('iss') })

const ann: Actor = { kind: 'user', id: newId('usr') }
const SAID: readonly (readonly [at: string, by: Actor, action: string, subject: string | null])[] = [
  ['2026-03-01T23:59:59Z', ann, 'thing.made', 'thing_1'],
  ['2026-03-02T00:00:00Z', systemActor('nightly'), 'thing.counted', 'thing_1'],
  ['2026-03-02T12:00:00Z', ann, 'thing.made', 'thing_2'],
  ['2026-03-03T00:00:00Z', ann, 'thing-two.made', '=1+1'],
]
for (const [at, by, action, subject] of SAID)
  await appendAudit(
    { db: database.db, now: Temporal.Instant.from(at), by },
    { action, subject, detail: { units: '5' } },
  )

type Entry = { seq: number; at: string; action: string; subject: string | null }
type Page = { items: Entry[]; next: string | null }
const list = async (query: string) => (await world.call({ path: `/v1/audit?${query}`, key })).json<Page>()
const subjects = async (query: string) => (await list(query)).items.map(({ subject }) => subject)

test('the log is narrowed by what was done, by whom, to what, and on which days', async () => {
  for (const [query, found] of [
    ['action=thing.made', ['thing_2', 'thing_1']],
    ['action=thing', ['thing_2', 'thing_1', 'thing_1']],
    ['action=thing-two', ['=1+1']],
    ['action=thin', []],
    [`by=${ann.id}`, ['=1+1', 'thing_2', 'thing_1']],
    ['kind=system&action=thing', ['thing_1']],
    ['subject=thing_1', ['thing_1', 'thing_1']],
    ['action=thing&from=2026-03-02', ['thing_2', 'thing_1']],
    ['action=thing&until=2026-03-01', ['thing_1']],
    ['action=thing&sort=at', ['thing_1', 'thing_1', 'thing_2']],
  ] as const)
    assert.deepEqual(await subjects(query), found, query)
})

test('pages of one search follow one another, and a cursor of another is refused', async () => {
  const whole = (await list('sort=at')).items
  const first = await list('sort=at&limit=2')
  const second = await list(`sort=at&limit=200&cursor=${first.next}`)
  assert.deepEqual([...first.items, ...second.items], whole)
  for (const other of ['sort=-at', 'sort=at&kind=user', '']) {
    const answer = await world.call({ path: `/v1/audit?${other}&limit=2&cursor=${first.next}`, key })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [422, 'CURSOR_INVALID'])
  }
})

test('what a search cannot be by is refused, and the field named', async () => {
  for (const [query, path] of [
    ['from=yesterday', 'from'],
    ['kind=nobody', 'kind'],
    ['sort=hash', 'sort'],
    ['actor=x', 'actor'],
  ] as const) {
    const answer = await world.call({ path: `/v1/audit?${query}`, key })
    const { errors } = answer.json<{ errors: { path: string }[] }>()
    assert.deepEqual([answer.statusCode, errors.map((one) => one.path)], [422, [path]], query)
  }
})

test('the file has all that a search finds, more than any page, and runs nowhere as a formula', async () => {
  await database.pool.query(`
    insert into audit_entry (seq, id, at, actor_kind, actor, action, subject, detail, previous, hash)
      select 1000 + n, 'aud_' || n, '2026-04-01', 'system', 'many', 'row.made', 'row_' || n, '{}',
        repeat('0', 64), md5(n::text) || md5((-n)::text)
      from generate_series(1, 2500) n`)
  const file = async (query: string) => (await world.call({ path: `/v1/audit.csv?${query}`, key })).body
  const rows = (await file('action=row&sort=at')).trim().split('\n').slice(1)
  assert.deepEqual(
    rows.map((row) => row.split(',')[4]),
    Array.from({ length: 2500 }, (_, i) => `"row_${i + 1}"`),
  )
  const [columns, row] = (await file('action=thing-two')).replace('\uFEFF', '').split('\n')
  assert.equal(columns, '"Time","Action","Kind","By","Subject","Hash","Detail","Previous","Number","Id"')
  assert.match(row!, new RegExp(`^"2026-03-03T00:00:00Z","thing-two.made","user","${ann.id}","'=1\\+1",`))
  assert.match(row!, /"\{""units"":""5""\}"/)
})

test('neither is for an auditor of one issuer', async () => {
  for (const path of ['/v1/audit', '/v1/audit.csv'])
    assert.equal((await world.call({ path, key: ofOne })).statusCode, 404)
})
