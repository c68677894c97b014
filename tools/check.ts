/** `npm run check`: format, types, lint, architecture, unused code, fresh generated files. Prints a line a check. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { foundryBin } from './foundry.ts'

const root = path.join(import.meta.dirname, '..')
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name)

type Check = {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const CHECKS: readonly Check[] = [
  {
    name: 'format',
    command: bin('oxfmt'),
    args: ['--check', '.'],
  },
  { name: 'format (Solidity)', command: foundryBin('forge'), args: ['fmt', '--check'] },
  {
    name: 'types',
    command: bin('tsc'),
    args: ['--noEmit', '-p', 'tsconfig.json', '--checkers', '1'],
    // It needs 1.6 GB and ends: Go collects nothing before that, which is a quarter of its time.
    env: { GOGC: 'off', GOMEMLIMIT: '2GiB' },
  },
  { name: 'lint', command: bin('oxlint'), args: ['--deny-warnings', 'src', 'sdk', 'tools', 'test', 'bench'] },
  { name: 'unused code', command: bin('knip'), args: ['--no-progress'] },
  {
    name: 'architecture',
    command: process.execPath,
    args: ['--test', '--test-reporter=dot', 'test/architecture.test.ts'],
  },
  { name: 'contracts fresh', command: process.execPath, args: ['tools/contracts.ts', '--check'] },
  { name: 'gas table fresh', command: process.execPath, args: ['bench/gas.ts', '--check'] },
  { name: 'sdk fresh', command: process.execPath, args: ['tools/sdk.ts', '--check'] },
]

type Outcome = {
  readonly name: string
  readonly ok: boolean
  readonly output: string
  readonly seconds: number
}

/** Runs every check, so many at a time, and returns how each ended. */
export async function check(say: (line: string) => void, atOnce = 2): Promise<Outcome[]> {
  const waiting = [...CHECKS]
  const outcomes: Outcome[] = []
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await run(next)
      outcomes.push(outcome)
      say(`${outcome.ok ? '✔' : '✖'} ${outcome.name} (${outcome.seconds.toFixed(1)} s)`)
      if (!outcome.ok) say(outcome.output)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outcomes
}

function run({ name, command, args, env }: Check): Promise<Outcome> {
  const started = performance.now()
  return new Promise((resolve) => {
    let output = ''
    const end = (ok: boolean) => resolve({ name, ok, output, seconds: (performance.now() - started) / 1000 })
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...env,
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      },
    })
    const keep = (chunk: Buffer) => void (output += chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => {
      output += `${name} could not be started: ${error.message}`
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

if (process.argv[1] === import.meta.filename) {
  const outcomes = await check((line) => process.stdout.write(`${line}\n`))
  process.exit(outcomes.every((outcome) => outcome.ok) ? 0 : 1)
}
