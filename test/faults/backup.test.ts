import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import tar from 'tar-stream'
import { inbox } from '../../src/access/notice.service.ts'
import { signIn } from '../../src/access/session.service.ts'
import { userByEmail } from '../../src/access/user.service.ts'
import { distributions } from '../../src/corporate-action/distribution.service.ts'
import { advanceDistribution } from '../../src/corporate-action/payout.service.ts'
import { sentence } from '../../src/kernel/problem.ts'
import { must } from '../../src/kernel/result.ts'
import { createKey, unlockKey } from '../../src/platform/chain/keystore.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { dumpTable, tablesInOrder } from '../../src/platform/db/dump.ts'
import { restore } from '../../src/server/backup.ts'
import { BACKUP_PROBLEMS } from '../../src/server/backup.problems.ts'
import type { Platform } from '../../src/server/platform.ts'
import { inWork, moveClock } from '../../src/server/sandbox.ts'
import { testDatabase } from '../database.ts'
import { ENVIRONMENT } from '../home.ts'
import { generator } from './generator.ts'
import { killedAt } from './killed.ts'
import { assertSound, outcome } from './outcome.ts'
import { buildWorld, livePayout, NEXT_PAY_MORNING, OFFICER, open, QUIET, theInstrument } from './world.ts'

const SEED = Number(process.env['ALIQUOT_FAULT_SEED'] ?? randomInt(2 ** 31))
const KEY_PASSWORD = 'a password for keys'

const world = await buildWorld()
after(() => world.remove())
let made = 0
/** A name in the test's folder that nothing has yet. */
const place = (name: string) => path.join(world.folder, `${name}-${++made}`)

/** Runs the command as an operator does, in a process of its own. */
function aliquot(home: string, ...args: string[]) {
  const script = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...ENVIRONMENT, ALIQUOT_HOME: home },
  })
  return { status, out: stdout, err: stderr }
}

function backedUp(home: string): string {
  const archive = `${place('backup')}.tar.gz`
  const { status, err } = aliquot(home, 'backup', archive)
  assert.deepEqual([status, err], [0, ''])
  return archive
}

function restored(archive: string): string {
  const home = place('restored')
  const { status, err } = aliquot(home, 'restore', archive, '--without-erasures')
  assert.deepEqual([status, err], [0, ''])
  return home
}

/** Opens an installation, does something, closes it. */
async function within<T>(home: string, work: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = await open(home)
  try {
    return await work(platform)
  } finally {
    await platform.stop()
  }
}

// Before the first test: a file whose tests have all ended is over, whatever it is still waiting for.
const archiveOfWorld = backedUp(world.home)
const undisturbed = await (async () => {
  const home = world.copy()
  return within(home, async (platform) => {
    await livePayout(platform)
    return outcome(platform)
  })
})()

/** A hash of the rows of every table; what only says who is at work at the moment is left out. */
async function everything({ pool }: Platform): Promise<Record<string, string>> {
  const client = await pool.connect()
  try {
    const tables: Record<string, string> = {}
    for (const name of await tablesInOrder(client)) {
      if (['chain_lease', 'schema_migration'].includes(name)) continue
      const rows = (await dumpTable(client, name)).rows.toString('utf8').split('\n').sort()
      tables[name] = createHash('sha256').update(rows.join('\n')).digest('hex')
    }
    return tables
  } finally {
    client.release()
  }
}

async function settled(home: string) {
  return within(home, async (platform) => {
    await platform.settle()
    return { rows: await everything(platform), outcome: await outcome(platform) }
  })
}

test('what is restored is what was backed up: rows, keys, sign-in, inbox, and the chain to go on with', async () => {
  const home = world.copy()
  must(await createKey(path.join(home, 'keys'), 'treasury', KEY_PASSWORD, 1024))
  await within(home, livePayout)
  const archive = backedUp(home)
  assert.equal(fs.statSync(archive).mode & 0o077, 0)
  const copy = restored(archive)
  assert.deepEqual(await settled(copy), await settled(home))
  assert.ok((await unlockKey(path.join(copy, 'keys'), 'treasury', KEY_PASSWORD)).ok)
  await within(copy, async (platform) => {
    await assertSound(platform)
    const officer = await userByEmail(platform.db, OFFICER.email)
    assert.ok(officer !== null)
    const signedIn = await inWork(platform, 'test', (work) =>
      signIn(work, { ...OFFICER, peer: '127.0.0.1', token: null }, systemClock.now()),
    )
    assert.ok(signedIn.ok)
    assert.ok(Array.isArray(await inbox(platform.db, officer.id, { before: null, limit: 10 })))
  })
})

test('a backup while the server runs is as good', async () => {
  const home = world.copy()
  const platform = await open(home)
  let archive: string
  try {
    archive = backedUp(home)
    await livePayout(platform)
  } finally {
    await platform.stop()
  }
  const copy = restored(archive)
  await within(copy, async (late) => {
    await livePayout(late)
    await assertSound(late)
  })
})

/** The chain says who was paid; who asked for it how often is the books' own story. */
function onChain({ status, declared, sums, entitlements, balances, register }: typeof undisturbed) {
  return { status, declared, sums, entitlements, balances, register }
}

/** Before the declaration is sent, while the funds are on their way, and before anybody is paid. */
const MOMENTS = [
  { label: 'rpc eth_sendRawTransaction', occurrence: 1, when: 'before' },
  { label: 'rpc eth_sendRawTransaction', occurrence: 3, when: 'after' },
  { label: 'rpc eth_sendRawTransaction', occurrence: 4, when: 'before' },
] as const

// One of them by the seed, all of them in the deep run.
for (const point of process.env['ALIQUOT_DEEP'] === '1' ? MOMENTS : [MOMENTS[SEED % MOMENTS.length]!])
  test(`restored from ${point.when} transaction ${point.occurrence} beside a chain that finished: nobody is paid twice (seed ${SEED})`, async () => {
    const killed = await killedAt(world, point, 'payout')
    assert.ok(killed !== null, 'the point did not come')
    const { home, occurrence } = killed
    assert.equal(occurrence, point.occurrence, 'how many transactions a payout sends is no matter of timing')
    const archive = backedUp(home)
    await within(home, livePayout)
    const copy = restored(archive)
    // The chain did not stop for the backup.
    fs.rmSync(path.join(copy, 'chain'), { recursive: true })
    fs.cpSync(path.join(home, 'chain'), path.join(copy, 'chain'), { recursive: true })
    await within(copy, async (platform) => {
      await livePayout(platform)
      await assertSound(platform, 'older')
      assert.deepEqual(onChain(await outcome(platform)), onChain(undisturbed))
    })
  })

const UNERASED = { withoutErasures: true, now: systemClock.now() }
const config = (home: string) => readConfig({ ALIQUOT_HOME: home }, home)

async function assertRefused(bytes: Buffer, sentenceIs: RegExp, what: string): Promise<void> {
  const file = place('damaged')
  fs.writeFileSync(file, bytes)
  const home = place('never')
  const done = await restore(config(home), file, UNERASED)
  assert.ok(!done.ok, what)
  assert.match(sentence(BACKUP_PROBLEMS[done.reason].detail, done.facts), sentenceIs, what)
  assert.ok(!fs.existsSync(home), what)
  fs.rmSync(file)
}

test(`one wrong bit or a missing end is refused before anything is touched (seed ${SEED})`, async () => {
  const bytes = fs.readFileSync(archiveOfWorld)
  const next = generator(SEED)
  for (let i = 0; i < 60; i++) {
    const damaged = Buffer.from(bytes)
    // Before byte 10 there are two of gzip's own on which nothing depends.
    const at = 10 + next(bytes.length - 10)
    damaged[at] = damaged[at]! ^ (1 << next(8))
    await assertRefused(damaged, /is damaged at/, `byte ${at}`)
  }
  for (const length of [0, 1, 9, 10, 100, next(bytes.length), bytes.length - 8, bytes.length - 1])
    await assertRefused(bytes.subarray(0, length), /is damaged at|cannot be read/, `${length} bytes`)
  await assertRefused(Buffer.concat([bytes, Buffer.from('more')]), /is damaged at/, 'more')
  await assertRefused(Buffer.concat([bytes, bytes]), /is damaged at/, 'twice')
  await assertRefused(gzipSync('no archive at all'), /is damaged at|cannot be read/, 'not ours')
})

type Entry = { readonly name: string; readonly bytes: Buffer; readonly link?: string }

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks = await Array.fromAsync(stream)
  return Buffer.concat(chunks.filter((chunk) => chunk instanceof Uint8Array))
}

async function unpacked(bytes: Buffer): Promise<Entry[]> {
  const extract = tar.extract()
  extract.end(gunzipSync(bytes))
  const entries: Entry[] = []
  for await (const entry of extract) entries.push({ name: entry.header.name, bytes: await bytesOf(entry) })
  return entries
}

async function packed(entries: readonly Entry[]): Promise<Buffer> {
  const pack = tar.pack()
  for (const { name, bytes, link } of entries)
    if (link === undefined) pack.entry({ name }, bytes)
    else pack.entry({ name, type: 'symlink', linkname: link })
  pack.finalize()
  return gzipSync(await bytesOf(pack))
}

test('an archive that was put together anew is refused by the name of the wrong entry', async () => {
  const entries = await unpacked(fs.readFileSync(archiveOfWorld))
  const bytes = Buffer.from('anything')
  const without = (name: string) => entries.filter((entry) => entry.name !== name)
  for (const [wrong, said] of [
    [without('home/vault.key'), /at home\/vault\.key: it is missing/],
    [without('database/investor'), /at database\/investor: it is missing/],
    [without('manifest.json'), /it has no manifest/],
    [[...entries, { name: 'home/keys/extra.json', bytes }], /at home\/keys\/extra\.json: it was added/],
    [[...entries, { name: 'home/vault.key', bytes }], /at home\/vault\.key: it is there twice/],
    [[...entries, { name: '../x', bytes }], /a backup has no such entry/],
    [[...entries, { name: 'home/../../x', bytes }], /a backup has no such entry/],
    [[...entries, { name: '/etc/x', bytes }], /a backup has no such entry/],
    [[...entries, { name: 'home/keys/x.json', bytes, link: '/etc/passwd' }], /a backup has no such entry/],
    [[...without('home/vault.key'), { name: 'home/vault.key', bytes }], /it is not what was written/],
  ] as const)
    await assertRefused(await packed(wrong), said, said.source)
  const again = await restore(config(place('again')), fileOf(await packed(entries)), UNERASED)
  assert.ok(again.ok, 'put together anew without a change, it is whole')
})

function fileOf(bytes: Buffer): string {
  const file = place('archive')
  fs.writeFileSync(file, bytes)
  return file
}

test('nothing is overwritten: not a file by a backup, not an installation by a restore', () => {
  const before = fs.readFileSync(archiveOfWorld)
  const second = aliquot(world.home, 'backup', archiveOfWorld)
  assert.deepEqual([second.status, second.out], [1, ''])
  assert.match(second.err, /exists already\. Name another file: a backup never replaces one\.\n$/)
  assert.ok(fs.readFileSync(archiveOfWorld).equals(before))

  const home = place('taken')
  fs.mkdirSync(home)
  fs.writeFileSync(path.join(home, 'mine.txt'), 'mine')
  const onto = aliquot(home, 'restore', archiveOfWorld, '--without-erasures')
  assert.equal(onto.status, 1)
  assert.match(onto.err, /^.* is not empty: it holds mine\.txt\. .*nothing was restored\.\n$/)
  assert.deepEqual(fs.readdirSync(home), ['mine.txt'])

  const nowhere = aliquot(place('nowhere'), 'backup', place('none'))
  assert.equal(nowhere.status, 1)
  assert.match(nowhere.err, /^There is no installation in .*\n$/)
})

test('a database of one’s own is filled when it is empty, and refused when it is not', async () => {
  const { url, pool } = await testDatabase()
  const into = (home: string) => readConfig({ ALIQUOT_HOME: home, DATABASE_URL: url }, home)
  const first = await restore(into(place('own')), archiveOfWorld, UNERASED)
  assert.ok(first.ok)
  const { rows } = await pool.query('select count(*)::text as investors from investor')
  assert.deepEqual(rows, [{ investors: '12' }])
  const home = place('second')
  const second = await restore(into(home), archiveOfWorld, UNERASED)
  assert.ok(!second.ok)
  assert.equal(second.reason, 'DATABASE_NOT_EMPTY')
  assert.ok(!fs.existsSync(home))
})

test('a restore that was interrupted leaves nothing that opens', async () => {
  const home = place('interrupted')
  fs.mkdirSync(home)
  fs.writeFileSync(path.join(home, 'restore.unfinished'), '')
  await assert.rejects(open(home), /The restore into .* was interrupted\. Empty that folder/)
})

test('a distribution that the chain holds and the restored books do not know stops payment', async () => {
  const home = world.copy()
  const archive = backedUp(home)
  await within(home, async (platform) => {
    await livePayout(platform)
    must(await moveClock(platform, QUIET, NEXT_PAY_MORNING))
  })
  const copy = restored(archive)
  fs.rmSync(path.join(copy, 'chain'), { recursive: true })
  fs.cpSync(path.join(home, 'chain'), path.join(copy, 'chain'), { recursive: true })
  await within(copy, async (platform) => {
    await livePayout(platform)
    await assertSound(platform, 'older')
    must(await moveClock(platform, QUIET, NEXT_PAY_MORNING))
    const instrument = await theInstrument(platform)
    const [september, august] = (await distributions(platform.db, instrument)).slice(-2)
    assert.equal(august?.distribution.status, 'closed')
    assert.equal(september?.distribution.period.toString(), '2026-09')
    assert.equal(september.distribution.declared, null)
    const id = september.distribution.id
    const next = await inWork(platform, 'test', (work) =>
      advanceDistribution(work, platform.rpc, id, ['declare']),
    )
    assert.ok(!next.ok)
    assert.equal(next.reason, 'UNKNOWN_DECLARATION')
  })
})
