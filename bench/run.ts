/**
 * `npm run bench`: runs each file of this folder that exports `run`, or those that are named, each in a process of its
 * own, and prints what was measured beside its budget. `--json` prints the numbers alone; `--write` keeps them, with
 * the machine they were measured on, in results.json. The exit code says whether every budget was met.
 */
import { fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BUDGETS, isMet } from './budgets.ts'

const RESULTS = path.join(import.meta.dirname, 'results.json')

type Numbers = Record<string, number>

/** The benchmarks here, without loading them: to load gas.ts is to run it. */
function benchmarks(): string[] {
  return fs
    .readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /^export (async )?function run\(/m.test(fs.readFileSync(path.join(import.meta.dirname, file), 'utf8')),
    )
    .map((file) => file.replace(/\.ts$/, ''))
    .sort()
}

/** What one benchmark measured, under `benchmark.number` unless it gave full names itself. */
async function measured(benchmark: string): Promise<Numbers> {
  const child = fork(import.meta.filename, ['--one', benchmark], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let numbers: Numbers | null = null
  child.on('message', (message: Numbers) => {
    numbers = message
  })
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  if (numbers === null || code !== 0) throw new Error(`${benchmark} ended with ${code} and measured nothing`)
  return Object.fromEntries(
    Object.entries<number>(numbers).map(([name, value]) => [
      name.includes('.') ? name : `${benchmark}.${name}`,
      value,
    ]),
  )
}

async function runOne(benchmark: string): Promise<void> {
  const module: unknown = await import(`./${benchmark}.ts`)
  const numbers: unknown = await Object(module).run()
  process.send?.(numbers)
  process.disconnect?.()
}

function printTable(numbers: Numbers): void {
  const shown = (value: number) =>
    value < 100 ? String(Number(value.toPrecision(3))) : Math.round(value).toLocaleString('en-US')
  const width = Math.max(...Object.keys(numbers).map((name) => name.length)) + 2
  for (const [name, value] of Object.entries(numbers)) {
    const budget = BUDGETS[name]
    const limit =
      budget === undefined
        ? ''
        : `  ${'atLeast' in budget ? `≥ ${shown(budget.atLeast)}` : `≤ ${shown(budget.atMost)}`}`.padEnd(14)
    const verdict = budget === undefined ? '' : isMet(value, budget) ? 'met' : 'missed'
    console.log(`${name.padEnd(width)}${shown(value).padStart(12)}${limit}${verdict}`)
  }
}

function machine() {
  const [cpu] = os.cpus()
  return {
    cores: os.cpus().length,
    cpu: cpu?.model.trim() ?? '',
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    // Above the number of cores, others were at work too, and the numbers are worse than the machine's own.
    loadBefore: os.loadavg()[0],
  }
}

async function main(args: readonly string[]): Promise<void> {
  const all = benchmarks()
  const named = args.filter((arg) => !arg.startsWith('--'))
  const unknown = named.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}; there are ${all.join(', ')}.`)
  if (named.length > 0 && args.includes('--write'))
    throw new Error('--write keeps one run of everything: name no benchmark with it.')

  const on = machine()
  const numbers: Numbers = {}
  for (const benchmark of named.length === 0 ? all : named) {
    process.stderr.write(`${benchmark} …\n`)
    Object.assign(numbers, await measured(benchmark))
  }
  const unmeasured = Object.keys(BUDGETS).filter((name) => !(name in numbers))
  if (named.length === 0 && unmeasured.length > 0)
    throw new Error(`Nothing measures ${unmeasured.join(', ')}, which has a budget.`)

  if (args.includes('--json')) console.log(JSON.stringify(numbers, null, 2))
  else printTable(numbers)
  if (args.includes('--write')) {
    const date = Temporal.Now.plainDateISO('UTC').toString()
    fs.writeFileSync(RESULTS, `${JSON.stringify({ date, machine: on, numbers }, null, 2)}\n`)
  }
  const missed = Object.entries(BUDGETS).filter(([name, budget]) => !isMet(numbers[name] ?? NaN, budget))
  if (missed.some(([name]) => name in numbers)) process.exitCode = 1
}

const [flag, benchmark] = process.argv.slice(2)
if (flag === '--one' && benchmark !== undefined) await runOne(benchmark)
else
  await main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  })
