import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import { inviteUser } from '../access/user.service.ts'
import { askErasure, completeErasure, erasureOf } from '../investor/erasure.service.ts'
import { takeFile } from '../investor/file.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { must } from '../kernel/result.ts'
import { verifyAudit } from '../platform/audit.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { transaction } from '../platform/db/database.ts'
import { pngOf } from '../platform/file/testing/samples.ts'
import { readErasures } from '../platform/vault/erasure-ledger.ts'
import { masterKey } from '../platform/vault/master-key.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { readFile, readPersonal } from '../platform/vault/vault.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { eraseUsersOf } from '../access/user.service.ts'
import { backup, restore } from './backup.ts'
import { noteErasures } from './erasures.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-erasures-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const source = await testDatabase()
const home = path.join(folder, 'home')
const config = readConfig({ ALIQUOT_HOME: home, DATABASE_URL: source.url }, folder)
unlockVault(await masterKey({ file: path.join(home, 'vault.key'), fromEnvironment: null, keyService: null }))
const now = systemClock.now()
const within = <T>(db: typeof source.db, job: (work: Work) => Promise<T>) =>
  transaction(db, (tx) => job({ db: tx, now: systemClock.now(), by: systemActor('test') }))

const person = {
  kind: 'individual',
  country: 'GB',
  name: 'Erased Later',
  email: 'erased@example.org',
} as const
const { id, staying, user, file, offering } = await within(source.db, async (work) => {
  const investor = await createInvestor(work, person)
  const other = await createInvestor(work, { ...person, name: 'Stays Here', email: 'stays@example.org' })
  const signIn = { name: 'Erased Later', email: 'e@example.org', role: 'investor', issuer: null } as const
  const invited = must(await inviteUser(work, { ...signIn, investor: investor.id }, now))
  const paper = must(
    await takeFile(work, investor.id, { kind: 'passport', name: 'p.png', bytes: pngOf(3, 3) }),
  )
  const { offering } = await soldInstrument(work, 'allotted', 'none-needed')
  return { id: investor.id, staying: other.id, user: invited.user.id, file: paper.name, offering }
})
// Words of an allotment as they were kept before the vault had them.
for (const [whose, words] of [
  [id, 'Of who is erased'],
  [staying, 'Of who stays'],
]) {
  await source.pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, state, status, created_at, valid_before, since)
     values ('sub_' || $1, $2, $1, '0x', 1, 1, 'withdrawn', 'cancelled', now(), now(), now())`,
    [whose, offering],
  )
  await source.pool.query(
    `insert into allotment (subscription, offering, units, reason, proposed_at, proposed_by)
     values ('sub_' || $1, $2, 0, $3, now(), 'test')`,
    [whose, offering, words],
  )
}

const archive = path.join(folder, 'before.tar.gz')
must(await backup(config, archive, now))
// What is kept of a subscription for years would stand in the erasure's way.
await source.pool.query('delete from allotment')
await source.pool.query('delete from subscription')
await within(source.db, async (work) => {
  must(await askErasure(work, id))
  must(await completeErasure(work, eraseUsersOf, id))
})
await noteErasures(source.db, config)

/** An empty place to restore into, with the same ledger or another. */
async function place(name: string, erasuresFile: string) {
  const database = await testDatabase()
  const settings = { ALIQUOT_HOME: path.join(folder, name), DATABASE_URL: database.url }
  return { ...database, config: { ...readConfig(settings, folder), erasuresFile } }
}

test('the ledger names those who were erased, outside of the installation and of the backup', () => {
  assert.equal(config.erasuresFile, `${home}.erasures`)
  const subjects = readErasures(config.erasuresFile)?.map(({ subject }) => subject)
  assert.deepEqual(subjects?.sort(), [id, user].sort())
})

test('without a ledger nothing is restored, and one that is damaged is not passed over', async () => {
  const target = await place('none', path.join(folder, 'no-ledger'))
  const refused = await restore(target.config, archive, { now })
  assert.ok(!refused.ok)
  assert.equal(refused.reason, 'ERASURES_MISSING')
  const damaged = path.join(folder, 'damaged')
  fs.writeFileSync(damaged, 'rubbish\n')
  const again = await restore({ ...target.config, erasuresFile: damaged }, archive, {
    withoutErasures: true,
    now,
  })
  assert.ok(!again.ok)
  assert.equal(again.reason, 'ERASURES_DAMAGED')
  assert.ok(!fs.existsSync(target.config.home))
})

test('F40 an older backup that is restored cannot read who was erased since, and reads everybody else', async () => {
  const target = await place('restored', config.erasuresFile)
  const done = must(await restore(target.config, archive, { now }))
  assert.equal(done.erasedAgain, 2)
  assert.equal(done.files, 1, 'with the very key that sealed them')
  assert.deepEqual(await readPersonal(target.db, id, ['name', 'email']), { name: null, email: null })
  assert.deepEqual(await readPersonal(target.db, user, ['name', 'email']), { name: null, email: null })
  assert.equal(await readFile(target.db, id, file), null)
  assert.equal((await readPersonal(target.db, staying, ['name'])).name, 'Stays Here')
  const { rows } = await target.pool.query(
    `select s.wrapped_key, (select count(*)::int from vault_field f where f.subject = s.subject) as fields,
       (select count(*)::int from vault_file f where f.subject = s.subject) as files
     from vault_subject s where s.subject = any($1)`,
    [[id, user]],
  )
  assert.deepEqual(rows, [
    { wrapped_key: null, fields: 0, files: 0 },
    { wrapped_key: null, fields: 0, files: 0 },
  ])
  assert.equal((await erasureOf(target.db, id, now)).request?.status, 'erased')
  const account = await target.pool.query('select status from user_account where id = $1', [user])
  assert.deepEqual(account.rows, [{ status: 'erased' }])
  const said = await target.pool.query('select reason from allotment order by reason')
  assert.deepEqual(said.rows, [{ reason: 'Of who stays' }, { reason: null }])
  assert.ok((await verifyAudit(target.db)).whole)
})

test('who says that nobody was erased gets the backup as it was', async () => {
  const target = await place('as-it-was', path.join(folder, 'no-ledger'))
  const done = must(await restore(target.config, archive, { withoutErasures: true, now }))
  assert.equal(done.erasedAgain, 0)
  assert.equal((await readPersonal(target.db, id, ['name'])).name, 'Erased Later')
})
