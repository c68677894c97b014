import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { after, test } from 'node:test'
import { createKey } from '../../src/access/key.service.ts'
import { newKey } from '../../src/access/secret.service.ts'
import { must } from '../../src/kernel/result.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { freePort } from '../../src/platform/db/embedded.ts'
import { inWork } from '../../src/server/sandbox.ts'
import { testChain } from '../chain.ts'
import { testDatabase } from '../database.ts'
import { ENVIRONMENT } from '../home.ts'
import { assertSound, outcome } from './outcome.ts'
import { buildWorld, livePayout, open, PAY_MORNING } from './world.ts'

const MAIN = path.join(import.meta.dirname, '..', '..', 'src', 'server', 'main.ts')
const FULL_DISK = path.join(import.meta.dirname, 'full-disk.ts')
const PATIENCE_MS = 60_000
/** An API key of the right form: whether it is one, only the database knows. */
const { key: KEY } = newKey()

const world = await buildWorld()
after(() => world.remove())
let made = 0
const place = (name: string) => path.join(world.folder, `${name}-${++made}`)

const undisturbed = await (async () => {
  const platform = await open(world.copy())
  await livePayout(platform)
  const result = await outcome(platform)
  await platform.stop()
  return result
})()

type Server = {
  readonly url: string
  readonly pid: number
  /** Everything on the error stream. */
  readonly said: () => string
  readonly exited: Promise<number | null>
  /** Its log among it. */
  readonly printed: () => string
  readonly ready: () => Promise<void>
  readonly stop: () => Promise<number | null>
}

/** The product in a process of its own, without the demo world. */
async function start(
  home: string,
  environment: Readonly<Record<string, string>> = {},
  before: readonly string[] = [],
  options: readonly string[] = ['--empty'],
): Promise<Server> {
  const port = environment['PORT'] ?? String(await freePort())
  const node = ['--disable-warning=ExperimentalWarning', ...before.flatMap((file) => ['--import', file])]
  const child = spawn(process.execPath, [...node, MAIN, ...options], {
    env: { ...ENVIRONMENT, PORT: port, ALIQUOT_HOME: home, LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  after(() => child.kill('SIGKILL'))
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    said: () => err,
    printed: () => out,
    exited,
    ready: () =>
      until(() => {
        assert.equal(child.exitCode, null, err)
        return out.includes('Aliquot is ready at')
      }),
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, 'it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** It ended by itself, with one sentence and not with a stack. */
async function assertEnds(server: Server, sentence: RegExp): Promise<void> {
  assert.equal(await server.exited, 1)
  assert.match(server.said(), sentence)
  assert.equal(server.said().trim().split('\n').length, 1, server.said())
  assert.doesNotMatch(server.said(), /\bat .*\.ts:\d+/)
}

/** Carries connections to this place until it is cut, and again once it is mended. */
async function proxyTo(place: net.NetConnectOpts) {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((here) => {
    const there = net.connect(place)
    for (const socket of [here, there]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    here.pipe(there)
    there.pipe(here)
  })
  const at = await freePort()
  const mend = () => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', () => resolve()))
  const cut = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  await mend()
  after(cut)
  return { port: at, cut, mend }
}

async function health(server: Server): Promise<number> {
  return (await fetch(`${server.url}/health`)).status
}

test('a port that is taken is named', async () => {
  const taken = net.createServer()
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    }),
  )
  after(() => taken.close())
  const server = await start(place('home'), { PORT: String(port) })
  await assertEnds(server, new RegExp(`^Port ${port} is taken by another program\\.`))
})

test('a database or a chain that does not answer at the start is one sentence', async () => {
  const nowhere = await freePort()
  const noDatabase = await start(place('home'), { DATABASE_URL: `postgres://x@127.0.0.1:${nowhere}/x` })
  await assertEnds(
    noDatabase,
    /^Nothing answers at 127\.0\.0\.1:\d+\. Is the database at DATABASE_URL running\?/,
  )

  const { url } = await testDatabase()
  const noChain = await start(place('home'), {
    DATABASE_URL: url,
    CHAIN_RPC_URL: `http://127.0.0.1:${nowhere}`,
    KEYSTORE_PASSWORD: 'a password for keys',
  })
  await assertEnds(noChain, /^The chain is not answering: /)
})

test('a database or a chain that goes away is 503 until it is back', async () => {
  const database = await testDatabase()
  const chain = await testChain()
  const { hostname: socket, pathname } = new URL(database.url)
  const toDatabase = await proxyTo({ path: path.join(decodeURIComponent(socket), '.s.PGSQL.5432') })
  const toChain = await proxyTo({ port: Number(new URL(chain.url).port), host: '127.0.0.1' })
  const server = await start(place('home'), {
    DATABASE_URL: `postgres://aliquot@127.0.0.1:${toDatabase.port}${pathname}`,
    CHAIN_RPC_URL: `http://127.0.0.1:${toChain.port}`,
    CHAIN_CONFIRMATIONS: '0',
    KEYSTORE_PASSWORD: 'a password for keys',
    LOG_LEVEL: 'info',
  })
  await server.ready()
  await until(async () => (await health(server)) === 200)
  for (const [proxy, code, began, ended] of [
    [toChain, null, 'The chain does not answer.', 'The chain answers again.'],
    [toDatabase, 'DATABASE_UNAVAILABLE', 'The database does not answer.', 'The database answers again.'],
  ] as const) {
    const before = server.printed().length
    proxy.cut()
    await until(async () => (await health(server)) === 503)
    // Long enough for every worker and job to have met it several times.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    if (code !== null) {
      const answer = await fetch(`${server.url}/v1/investors`, {
        headers: { authorization: `Bearer ${KEY}` },
      })
      assert.deepEqual([answer.status, Reflect.get(Object(await answer.json()), 'code')], [503, code])
    }
    await proxy.mend()
    await until(async () => (await health(server)) === 200)
    await until(() => server.printed().includes(ended))
    // What was asked before it was back may fail later.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const told = logged(server.printed().slice(before)).filter(({ msg }) => msg !== 'request')
    assert.deepEqual(
      told.map(({ level, msg }) => [level, msg.split('. ')[0]]),
      [
        ['warn', began.replace(/\.$/, '')],
        ['info', ended],
      ],
    )
    assert.doesNotMatch(server.printed(), /"stack"/)
  }
  assert.equal(await server.stop(), 0)
  assert.equal(server.said(), '')
})

function logged(text: string): { readonly level: string; readonly msg: string }[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

/** A copy of the world in which the pay date has come and nothing of it has been done yet. */
async function due(): Promise<string> {
  const home = world.copy()
  const platform = await open(home)
  await platform.sandbox?.moveTo(PAY_MORNING)
  await platform.embeddedChain?.mine(PAY_MORNING)
  await platform.stop()
  return home
}

/** The process below `parent` whose command names `program`. */
function processBelow(parent: number, program: string): number {
  const children = new Map<number, number[]>()
  for (const name of fs.readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const stat = fs.existsSync(`/proc/${name}/stat`) ? fs.readFileSync(`/proc/${name}/stat`, 'utf8') : ''
    const above = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    children.set(above, [...(children.get(above) ?? []), Number(name)])
  }
  const below = (pid: number): number[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)])
  const found = below(parent).find((pid) =>
    path.basename(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '').startsWith(program),
  )
  if (found === undefined) throw new Error(`the server has no ${program}`)
  return found
}

async function assertPaidAsEver(home: string): Promise<void> {
  const platform = await open(home)
  try {
    await livePayout(platform)
    await assertSound(platform)
    const { entitlements, balances, sums } = await outcome(platform)
    assert.deepEqual(
      { entitlements, balances, sums },
      { entitlements: undisturbed.entitlements, balances: undisturbed.balances, sums: undisturbed.sums },
    )
  } finally {
    await platform.stop()
  }
}

test('the embedded chain is killed in the middle of a payout: the server brings it back and goes on', async () => {
  const home = await due()
  const server = await start(home)
  await server.ready()
  const killed = processBelow(server.pid, 'anvil')
  process.kill(killed, 'SIGKILL')
  await until(() => {
    try {
      return processBelow(server.pid, 'anvil') !== killed
    } catch {
      return false
    }
  })
  await until(async () => (await health(server)) === 200)
  assert.equal(await server.stop(), 0)
  assert.equal(server.said(), '')
  await assertPaidAsEver(home)
})

test('the embedded database is killed in the middle of a payout: one sentence, and the next start goes on', async () => {
  const home = await due()
  const server = await start(home, { LOG_LEVEL: 'warn' })
  await server.ready()
  process.kill(processBelow(server.pid, 'postgres'), 'SIGKILL')
  await assertEnds(server, /^PostgreSQL ended/)
  assert.ok(logged(server.printed()).length <= 2, server.printed())
  assert.doesNotMatch(server.printed(), /"stack"/)
  await assertPaidAsEver(home)
})

test('one folder is one installation: a second server is told who holds it, and a killed one holds nothing', async () => {
  const home = await due()
  const first = await start(home)
  await first.ready()
  const second = await start(home)
  await assertEnds(second, new RegExp(`^Another process \\(${first.pid}\\) is using ${home}\\.`))
  assert.equal((await fetch(`${first.url}/health`)).status, 200)
  await killed(first)
})

test('a server killed three times while rent is paid: everybody is paid as ever, and nothing differs from the chain', async () => {
  const home = await due()
  for (const lived of [0, 100, 300]) {
    const server = await start(home)
    await server.ready()
    await new Promise((resolve) => setTimeout(resolve, lived))
    await killed(server)
  }
  await assertPaidAsEver(home)
})

test('a move of the clock that a kill cut off goes on to where it was to end at the next start', async () => {
  const home = world.copy()
  const platform = await open(home)
  const from = platform.clock.now()
  const key = await inWork(platform, 'test', async (work) => {
    const auditor = { role: 'auditor', issuer: null, investor: null, label: 'clock' } as const
    const now = systemClock.now()
    return must(await createKey(work, { ...auditor, expiresAt: now.add({ hours: 24 }) }, now)).secret
  })
  await platform.stop()
  const to = from.add({ hours: 24 * 40 })
  const stands = async (server: Server) => {
    const answer = Object(await (await fetch(`${server.url}/v1/sandbox/clock`)).json())
    return { now: Temporal.Instant.from(answer.now), moving: answer.moving === true }
  }

  const first = await start(home)
  await first.ready()
  await until(async () => !(await stands(first)).moving)
  const asked = await fetch(`${first.url}/v1/sandbox/clock`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': 'the-clock-is-moved-once',
    },
    body: JSON.stringify({ to: to.toString() }),
  })
  assert.equal(asked.status, 202)
  await until(async () => Temporal.Instant.compare((await stands(first)).now, from) > 0)
  const { now: reached } = await stands(first)
  await killed(first)
  assert.ok(Temporal.Instant.compare(reached, to) < 0, 'it was cut off on the way')

  const second = await start(home)
  await second.ready()
  await until(async () => !(await stands(second)).moving)
  assert.equal((await stands(second)).now.toString(), to.toString())
  assert.equal(await second.stop(), 0)
})

async function killed(server: Server): Promise<void> {
  process.kill(server.pid, 'SIGKILL')
  await server.exited
}

test('an option that npm start does not know is named, and nothing is made', async () => {
  const home = path.join(world.folder, 'never')
  const server = await start(home, {}, [], ['--emtpy'])
  await assertEnds(server, /^npm start knows no option --emtpy\./)
  assert.ok(!fs.existsSync(home))
})

/** A small disk of its own; null where this account may not have one. */
function smallDisk(megabytes: number): string | null {
  const folder = place('disk')
  fs.mkdirSync(folder, { mode: 0o755 })
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])
  if (status !== 0) return null
  after(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

test('a disk that is full at the start is one sentence', async (t) => {
  const disk = smallDisk(30)
  if (disk === null) return t.skip('this account may not mount a small disk')
  const server = await start(path.join(disk, 'home'))
  await assertEnds(server, /The disk is full|No space left/)
})

/** While its disk is full a server refuses every write in one sentence, and says at /health why. */
async function assertSaysFull(server: Server): Promise<void> {
  for (const [method, address] of [
    ['POST', '/v1/investors'],
    ['POST', '/v1/session'],
    ['POST', `/v1/offerings/off_${'a'.repeat(26)}/subscriptions?dryRun=true`],
  ] as const) {
    const answer = await fetch(`${server.url}${address}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: '{}',
    })
    const problem = Object(await answer.json())
    assert.deepEqual([answer.status, problem.code], [503, 'DISK_FULL'], address)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    assert.equal(answer.headers.get('retry-after'), '10')
    assert.match(problem.detail, /^[^.\n]+\.$/)
    assert.match(problem.fix, /make room/)
    assert.doesNotMatch(JSON.stringify(problem), /\bat .*\.ts|ENOSPC|53100/)
  }
  const answer = await fetch(`${server.url}/health`)
  const { status, disk } = Object(await answer.json())
  assert.deepEqual([answer.status, status, disk], [503, 'unavailable', { status: 'full' }])
}

/** There is room again: it takes writes, and has said at most one line about all of it. */
async function assertRecovers(server: Server, home: string): Promise<void> {
  await until(async () => (await health(server).catch(() => 0)) === 200)
  const answer = await fetch(`${server.url}/v1/investors`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}` },
  })
  assert.equal(answer.status, 401, 'it looks at who asks again')
  assert.equal(await server.stop(), 0)
  assert.equal(server.said(), '')
  await assertPaidAsEver(home)
}

test('a full disk: every write is 503 with what to do, nothing is paid, and all goes on when there is room', async () => {
  const home = await due()
  const flag = path.join(home, 'full')
  fs.writeFileSync(flag, '')
  const server = await start(home, { FULL_WHILE: flag }, [FULL_DISK])
  await server.ready()
  const journal = path.join(home, 'chain', 'journal')
  const before = fs.readFileSync(journal, 'utf8')
  await assertSaysFull(server)
  // Long enough for what is due to have been tried.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await assertSaysFull(server)
  assert.equal(fs.readFileSync(journal, 'utf8'), before)
  fs.rmSync(flag)
  await assertRecovers(server, home)
})

test('a disk that really fills up: the database may end, and comes back with the room', async (t) => {
  const disk = smallDisk(400)
  if (disk === null) return t.skip('this account may not mount a small disk')
  const home = path.join(disk, 'home')
  execFileSync('cp', ['-a', await due(), home])
  const server = await start(home)
  await server.ready()
  spawnSync('dd', ['if=/dev/zero', `of=${path.join(disk, 'filler')}`, 'bs=64k'])
  assert.equal(fs.statfsSync(disk).bavail, 0)
  await assertSaysFull(server)
  // Long enough for whatever is under way to meet it.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  await assertSaysFull(server)
  fs.rmSync(path.join(disk, 'filler'))
  await assertRecovers(server, home)
})
