import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { appendAudit, auditEntries, entryHash, latestAuditEntries, verifyAudit } from './audit.ts'
import { transaction } from './db/database.ts'
import { systemActor, type Work } from './work.ts'

const { db, pool } = await testDatabase()
// Finer than PostgreSQL keeps, and so close to the next millisecond that it would round into it.
const at = Temporal.Instant.from('2026-03-01T09:00:00.122999999Z')
const work: Work = { db, now: at, by: systemActor('test') }

/** Runs SQL as somebody who may switch the triggers off: what the chain of hashes is there for. */
async function tamper(...statements: string[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('alter table audit_entry disable trigger all')
    for (const statement of statements) await client.query(statement)
    await client.query('alter table audit_entry enable trigger all')
  } finally {
    client.release()
  }
}

test('an empty log is whole', async () => {
  assert.deepEqual(await verifyAudit(db), { whole: true, entries: 0, head: '0'.repeat(64) })
})

test('entries follow each other by hash, and fifty writers at once leave no gap', async () => {
  await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      appendAudit(work, {
        action: 'thing.done',
        subject: `thing_${i}`,
        detail: { i, amount: '3.60', ok: true, none: null },
      }),
    ),
  )
  const entries = await auditEntries(db, { after: 0, limit: 100 })
  assert.deepEqual(
    entries.map(({ seq }) => seq),
    Array.from({ length: 50 }, (_, i) => i + 1),
  )
  for (const [i, entry] of entries.entries()) {
    assert.equal(entry.previous, entries[i - 1]?.hash ?? '0'.repeat(64))
    assert.equal(entry.hash, entryHash(entry))
  }
  assert.deepEqual(await verifyAudit(db), { whole: true, entries: 50, head: entries.at(-1)?.hash })
  const latest = await latestAuditEntries(db, { before: 50, limit: 2, subject: null })
  assert.deepEqual(
    latest.map(({ seq }) => seq),
    [49, 48],
  )
})

test('what is rolled back was never said', async () => {
  await assert.rejects(
    transaction(db, async (tx) => {
      await appendAudit({ ...work, db: tx }, { action: 'thing.undone' })
      throw new Error('undo')
    }),
  )
  assert.deepEqual(await verifyAudit(db), {
    whole: true,
    entries: 50,
    head: (await auditEntries(db, { after: 49, limit: 1 }))[0]?.hash,
  })
})

test('the database itself refuses to change, remove or empty entries', async () => {
  for (const statement of [
    `update audit_entry set action = 'x' where seq = 3`,
    'delete from audit_entry where seq = 3',
    'truncate audit_entry',
  ])
    await assert.rejects(pool.query(statement), /only grows/)
})

const attacks: [string, string[], { seq: number; fault: string }][] = [
  [
    'a changed amount',
    [`update audit_entry set detail = '{"amount":"9.99"}' where seq = 7`],
    { seq: 7, fault: 'entry changed' },
  ],
  [
    'a changed actor',
    [`update audit_entry set actor = 'usr_other' where seq = 7`],
    { seq: 7, fault: 'entry changed' },
  ],
  [
    'a changed time',
    [`update audit_entry set at = at + interval '1 second' where seq = 7`],
    { seq: 7, fault: 'entry changed' },
  ],
  ['a removed entry', ['delete from audit_entry where seq = 7'], { seq: 7, fault: 'entry missing' }],
  ['a removed first entry', ['delete from audit_entry where seq = 1'], { seq: 1, fault: 'entry missing' }],
  ['a removed end', ['delete from audit_entry where seq > 45'], { seq: 46, fault: 'end missing' }],
  [
    'two entries that changed places',
    [
      'update audit_entry set seq = -7 where seq = 7',
      'update audit_entry set seq = 7 where seq = 8',
      'update audit_entry set seq = 8 where seq = -7',
    ],
    { seq: 7, fault: 'link broken' },
  ],
]

for (const [name, statements, expected] of attacks)
  test(`found: ${name}`, async () => {
    await pool.query('create table kept as select * from audit_entry')
    await tamper(...statements)
    assert.deepEqual(await verifyAudit(db), { whole: false, ...expected })
    await tamper('delete from audit_entry', 'insert into audit_entry select * from kept')
    await pool.query('drop table kept')
    assert.equal((await verifyAudit(db)).whole, true)
  })

test('found: an entry that was forged with a fitting hash, by the one that follows it', async () => {
  await pool.query('create table kept as select * from audit_entry')
  const [entry] = await auditEntries(db, { after: 6, limit: 1 })
  assert.ok(entry !== undefined)
  const forged = { ...entry, action: 'thing.forged' }
  await tamper(`update audit_entry set action = 'thing.forged', hash = '${entryHash(forged)}' where seq = 7`)
  assert.deepEqual(await verifyAudit(db), { whole: false, seq: 8, fault: 'link broken' })
  await tamper('delete from audit_entry', 'insert into audit_entry select * from kept')
})
