import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../../test/database.ts'
import { systemActor, type Work } from '../work.ts'
import { masterKey, VaultKeyUnusable } from './master-key.ts'
import { derivedKey, open, seal, SealBroken, unlockVault } from './seal.ts'
import {
  checkMasterKey,
  findByPersonal,
  putFile,
  putPersonal,
  readFile,
  readPersonal,
  readPersonalOf,
  shred,
  SubjectShredded,
} from './vault.ts'

unlockVault(randomBytes(32))
const { db, pool } = await testDatabase()
const work: Work = { db, now: Temporal.Instant.from('2026-03-01T09:00:00Z'), by: systemActor('test') }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-vault-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

test('what was put is read, a field at a time or of many at once', async () => {
  await putPersonal(work, 'usr_a', { name: 'Zoë Ünal', email: { value: 'zoe@example.org', lookup: true } })
  await putPersonal(work, 'usr_b', { name: 'Li Wei' })
  await putPersonal(work, 'usr_a', { name: 'Zoë Ünal-Park' })
  assert.deepEqual(await readPersonal(db, 'usr_a', ['name', 'email', 'phone']), {
    name: 'Zoë Ünal-Park',
    email: 'zoe@example.org',
    phone: null,
  })
  const both = await readPersonalOf(db, ['usr_a', 'usr_b', 'usr_c', 'usr_a'], ['name'])
  assert.deepEqual([...both].sort(), [
    ['usr_a', { name: 'Zoë Ünal-Park' }],
    ['usr_b', { name: 'Li Wei' }],
  ])
})

test('a hundred thousand people can be asked for at once', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => `usr_${i}`)
  const found = await readPersonalOf(db, [...many, 'usr_b'], ['name'])
  assert.deepEqual([...found], [['usr_b', { name: 'Li Wei' }]])
})

test('a field kept for look-up is found by its exact value, and by no part of it', async () => {
  assert.deepEqual(await findByPersonal(db, 'email', 'zoe@example.org'), ['usr_a'])
  assert.deepEqual(await findByPersonal(db, 'email', 'zoe@example'), [])
  assert.deepEqual(await findByPersonal(db, 'name', 'Li Wei'), [], 'kept without look-up')
})

test('nothing in the tables shows what is kept', async () => {
  const { rows } = await pool.query<{ text: string }>(
    "select v::text || encode(v.sealed, 'escape') as text from vault_field v union all select s::text from vault_subject s",
  )
  const dump = rows.map(({ text }) => text).join('\n')
  for (const secret of ['Zoë', 'zoe@example.org', 'Li Wei']) {
    assert.ok(!dump.includes(secret))
    assert.ok(!dump.includes(Buffer.from(secret).toString('hex')))
  }
})

test('a value that was moved to another person or field does not open', async () => {
  await putPersonal(work, 'usr_m', { name: 'Mo', note: 'a note' })
  await pool.query(
    `update vault_field set sealed = (select sealed from vault_field where subject = 'usr_m' and field = 'note')
     where subject = 'usr_m' and field = 'name'`,
  )
  await assert.rejects(readPersonal(db, 'usr_m', ['name']), SealBroken)
  await pool.query(
    `update vault_subject set wrapped_key = (select wrapped_key from vault_subject where subject = 'usr_b')
     where subject = 'usr_m'`,
  )
  await assert.rejects(readPersonal(db, 'usr_m', ['note']), SealBroken)
})

test('an erased person cannot be read, found or written again, even with the old rows back in place', async () => {
  await putPersonal(work, 'usr_e', { name: 'Eve', email: { value: 'eve@example.org', lookup: true } })
  const { rows } = await pool.query(`select * from vault_field where subject = 'usr_e'`)
  await shred(work, 'usr_e')
  await shred(work, 'usr_e')
  for (const row of rows)
    await pool.query('insert into vault_field values ($1, $2, $3, null)', [
      row.subject,
      row.field,
      row.sealed,
    ])
  assert.deepEqual(await readPersonal(db, 'usr_e', ['name', 'email']), { name: null, email: null })
  assert.deepEqual(await findByPersonal(db, 'email', 'eve@example.org'), [])
  await assert.rejects(putPersonal(work, 'usr_e', { name: 'Eve' }), SubjectShredded)
})

test('property: what is sealed opens with its key and context, and with nothing else', () => {
  const key = derivedKey('test/a')
  const other = derivedKey('test/b')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, at) => {
      const sealed = seal(key, Buffer.from(bytes), 'here')
      assert.deepEqual(open(key, sealed, 'here'), Buffer.from(bytes))
      assert.throws(() => open(other, sealed, 'here'), SealBroken)
      assert.throws(() => open(key, sealed, 'there'), SealBroken)
      const bent = Buffer.from(sealed)
      bent[at % bent.length]! ^= 1
      assert.throws(() => open(key, bent, 'here'), SealBroken)
    }),
  )
})

test('files are read back by their keyed name, and are gone with the person', async () => {
  const bytes = randomBytes(100_000)
  const name = await putFile(work, 'usr_f', bytes)
  assert.match(name, /^[0-9a-f]{64}$/)
  assert.notEqual(name, createHash('sha256').update(bytes).digest('hex'), 'no plain hash of what is in it')
  assert.equal(await putFile(work, 'usr_f', bytes), name)
  assert.notEqual(await putFile(work, 'usr_g', bytes), name, 'two people with one file')
  assert.deepEqual(await readFile(db, 'usr_f', name), bytes)
  assert.equal(await readFile(db, 'usr_g', name), null)
  await pool.query(`update vault_file set subject = 'usr_b' where subject = 'usr_f'`)
  await assert.rejects(readFile(db, 'usr_b', name), SealBroken, 'moved to another person')
  await pool.query(`update vault_file set subject = 'usr_f' where subject = 'usr_b'`)
  await shred(work, 'usr_f')
  assert.equal(await readFile(db, 'usr_f', name), null)
  const { rows } = await pool.query(`select 1 from vault_file where subject = 'usr_f'`)
  assert.deepEqual(rows, [])
})

test('a master key that did not seal what is here stops the start', async () => {
  await checkMasterKey(db)
  await checkMasterKey(db)
  const right = randomBytes(32)
  await pool.query('delete from vault_key_mark')
  unlockVault(right)
  await assert.rejects(checkMasterKey(db), VaultKeyUnusable, 'before there is a mark, a sealed key tells')
  await pool.query('delete from vault_field')
  await pool.query('delete from vault_file')
  await pool.query('delete from vault_subject')
  await checkMasterKey(db)
  unlockVault(randomBytes(32))
  await assert.rejects(checkMasterKey(db), /not the one that this database was encrypted with/)
  unlockVault(right)
  await checkMasterKey(db)
})

test('the master key is made once, readable by its owner alone, and the same at the next start', async () => {
  const file = path.join(folder, 'vault.key')
  const first = await masterKey({ file, fromEnvironment: null, keyService: null })
  assert.equal(first.length, 32)
  assert.equal(fs.statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(await masterKey({ file, fromEnvironment: null, keyService: null }), first)
})

test('a key from the environment is used as it is, and nothing is written', async () => {
  const file = path.join(folder, 'absent.key')
  const key = randomBytes(32)
  const given = await masterKey({ file, fromEnvironment: key.toString('hex'), keyService: null })
  assert.deepEqual(given, key)
  assert.ok(!fs.existsSync(file))
})

test('a master key that is damaged, or that others can read, stops the start with a sentence', async () => {
  const damaged = path.join(folder, 'damaged.key')
  fs.writeFileSync(damaged, 'abc\n', { mode: 0o600 })
  const keyOf = (file: string) => masterKey({ file, fromEnvironment: null, keyService: null })
  await assert.rejects(keyOf(damaged), VaultKeyUnusable)
  const shown = path.join(folder, 'shown.key')
  fs.writeFileSync(shown, `${randomBytes(32).toString('hex')}\n`)
  fs.chmodSync(shown, 0o644)
  await assert.rejects(keyOf(shown), /chmod 600/)
})
