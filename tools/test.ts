/**
 * `npm test`: the checks, then every test. `--deep` runs the long profiles. Arguments that are files run these alone.
 * The last line is always `N passed, N failed`; the exit code is 0 only when nothing failed and something ran.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../src/platform/db/embedded.ts'
import { makeTemplate } from '../test/database.ts'
import { buildDemoHome, temporaryHome } from '../test/demo-server.ts'
import { buildWorlds } from '../test/faults/world.ts'
import { check } from './check.ts'
import { foundryBin } from './foundry.ts'
import { scratchFolder } from './scratch.ts'
import { ensureWeb } from './web.ts'

const root = path.join(import.meta.dirname, '..')
const deep = process.argv.includes('--deep')
const named = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const CORES = os.availableParallelism()
/**
 * One more than there are cores: whoever waits for a block, a poll or a browser leaves one idle. Two more were no faster. With a
 * browser and a server each takes 1.5 GB, so six are the most.
 */
const AT_ONCE = Math.min(CORES + 1, 6)
/** For those that end with a file that spoils its process: `kill.test.ts`, and the two of `tenants-world.ts`. */
const SPARE = 3
const SLOWEST = 10
/** So many files that failed beside others are tested once more, alone (decision 740); in the deep run those for browsers alone. */
const AGAIN = 2
const WORKER = path.join(import.meta.dirname, 'test-worker.ts')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** What passed and failed, by the file of a test, or by what else was tested. */
const results = new Map<string, { passed: number; failed: number }>()
const started = performance.now()

if (deep) process.env['ALIQUOT_DEEP'] = '1'
// npm's scripts put node_modules/.bin first; tests that start programs find the same Node.
process.env['PATH'] = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`

const list = named.length > 0 ? named.map((file) => path.resolve(file)) : files()
// The compiler of the contracts has one thread, and so have the making of the world that tests copy and most checks: they work
// beside each other, and what the contracts' tests say waits for its turn.
const contracts = named.length === 0 ? contractTests() : null
const world = makeWorld(list).catch((error: unknown) => {
  say(`✖ what the tests share could not be made: ${error instanceof Error ? error.message : String(error)}`)
  count('tests', false)
  return null
})
if (contracts !== null) {
  section('Checks')
  for (const outcome of await check(say, Math.max(1, CORES - 1))) count('checks', outcome.ok)
}
section('Tests')
const database = await world
const times = database === null ? [] : await tests(list)
const again = [...results]
  .filter(
    ([file, { failed }]) => failed > 0 && (deep ? isBrowsed(file) : list.includes(path.join(root, file))),
  )
  .map(([file]) => file)
if (again.length > 0 && again.length <= AGAIN) {
  section('Once more, alone')
  for (const file of again) results.delete(file)
  await tests(again.map((file) => path.join(root, file)))
}
await database?.stop()
if (contracts !== null) {
  section('Contracts')
  const total = await contracts
  say(total.output)
  results.set('contracts', total)
}

if (times.length > SLOWEST) {
  section('Slowest files')
  for (const { file, seconds } of times.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST))
    say(`${seconds.toFixed(1).padStart(6)} s  ${file}`)
}
for (const file of again) say(`↻ ${file} failed beside other tests`)
say(`\n${Math.round((performance.now() - started) / 1000)} s`)
const [passed, failed] = [sum('passed'), sum('failed')]
say(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

function count(file: string, ok: boolean): void {
  const { passed, failed } = results.get(file) ?? { passed: 0, failed: 0 }
  results.set(file, ok ? { passed: passed + 1, failed } : { passed, failed: failed + 1 })
}

function sum(outcome: 'passed' | 'failed'): number {
  return [...results.values()].reduce((total, result) => total + result[outcome], 0)
}

function section(name: string): void {
  say(`\n── ${name}`)
}

/** Forge's tests of the contracts: what it printed, and the counts of its last line. */
async function contractTests(): Promise<{ output: string; passed: number; failed: number }> {
  const output = await new Promise<string>((resolve) => {
    let text = ''
    const child = spawn(foundryBin('forge'), ['test', '--threads', '1'], {
      cwd: root,
      env: { ...process.env, ALIQUOT_NODE: process.execPath, FOUNDRY_PROFILE: deep ? 'deep' : 'test' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (chunk: Buffer) => void (text += chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('close', () => resolve(text))
    child.on('error', (error) => resolve(error.message))
  })
  const total = /(\d+) tests passed, (\d+) failed/.exec(
    output.split('\n').findLast((line) => line.includes('tests passed')) ?? '',
  )
  return { output, passed: Number(total?.[1] ?? 0), failed: Number(total?.[2] ?? 1) }
}

function files(): string[] {
  return ['src', 'test', 'sdk', 'tools']
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => path.join(root, folder, file)),
    )
    .filter((file) => /\.(test|e2e)\.ts$/.test(file) && !file.includes('node_modules'))
    .sort((a, b) => Number(isLong(b)) - Number(isLong(a)) || (a < b ? -1 : 1))
}

/** Those that browse, kill, cut off and restore take ten times as long as others: begun last, they would run alone. */
function isLong(file: string): boolean {
  return isBrowsed(file) || isOfFaults(file)
}

function isBrowsed(file: string): boolean {
  return file.endsWith('.e2e.ts')
}

function isOfFaults(file: string): boolean {
  return path.basename(path.dirname(file)) === 'faults'
}

type FileTime = { readonly file: string; readonly seconds: number }
type TestEnd = {
  readonly name: string
  readonly file?: string
  readonly nesting: number
  readonly details: { readonly type?: string; readonly duration_ms: number; readonly error?: Error }
}

/**
 * What the tests share: a database server with a migrated database to copy, the screens, for browsers the demo world and for
 * faults their own, built by the product itself. Returns the server.
 */
async function makeWorld(list: readonly string[]): Promise<EmbeddedDatabase> {
  ensureWeb()
  const folder = scratchFolder()
  process.env['TMPDIR'] = folder
  const database = await startEmbeddedDatabase(path.join(folder, 'database'), { fast: true })
  await makeTemplate(database.url)
  process.env['ALIQUOT_TEST_DATABASE_URL'] = database.url
  if (list.some(isBrowsed)) {
    const home = temporaryHome()
    await buildDemoHome(home)
    process.env['ALIQUOT_TEST_DEMO_HOME'] = home
  }
  if (list.some(isOfFaults)) {
    const worlds = path.join(folder, 'worlds')
    await buildWorlds(worlds)
    process.env['ALIQUOT_TEST_WORLDS'] = worlds
  }
  return database
}

/** Every file in one of a few processes, each of which tests one file after the other; returns how long each took. */
async function tests(list: readonly string[]): Promise<FileTime[]> {
  const folder = fs.mkdtempSync(path.join(process.env['TMPDIR'] ?? '', 'files-'))
  fs.writeFileSync(path.join(folder, 'files.json'), JSON.stringify(list))
  const times: FileTime[] = []
  const stream = run({
    files: Array.from({ length: Math.min(AT_ONCE + SPARE, list.length) }, () => WORKER),
    argv: [folder],
    concurrency: AT_ONCE,
    timeout: deep ? 24 * 3_600_000 : 3_600_000,
  })
  const ended = (end: TestEnd, ok: boolean) => {
    const { name, nesting, details } = end
    if (nesting === 0 && details.type === 'suite')
      times.push({ file: name, seconds: details.duration_ms / 1000 })
    // A suite is its tests, unless it failed of itself, and a worker that found nothing left to test counts as a test.
    const isCounted = ok
      ? details.type !== 'suite' && name !== WORKER
      : Reflect.get(details.error ?? {}, 'failureType') !== 'subtestsFailed'
    if (isCounted) count(nesting === 0 ? name : path.relative(root, end.file ?? name), ok)
  }
  stream.on('test:pass', (end) => ended(end, true))
  stream.on('test:fail', (end) => ended(end, false))
  await new Promise<void>((resolve) => {
    stream.compose(spec).pipe(process.stdout, { end: false })
    stream.on('end', () => resolve())
  })
  const tested = new Set(times.map(({ file }) => file))
  for (const file of list.map((at) => path.relative(root, at)).filter((at) => !tested.has(at))) {
    say(`✖ ${file} did not come to its end: its process ended`)
    count(file, false)
  }
  return times
}
