import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const ROOT = path.join(import.meta.dirname, '..')
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8')
/** The quickest benchmark: all of them would take minutes. */
const BENCHMARK = 'entitlements'

/** What the command that the README names prints, through npm itself. Whether a budget is met is not asked here. */
function printed(script: string, ...more: readonly string[]): unknown {
  const command = [...README.matchAll(/`(npm run [^`]*--json)`/g)]
    .map(([, text]) => (text ?? '').split(' '))
    .find((words) => words.includes(script))
  assert.ok(command !== undefined, `the README says how ${script} is had as JSON`)
  const [npm = '', ...args] = command
  const { stdout } = spawnSync(npm, [...args, ...more], { cwd: ROOT, encoding: 'utf8' })
  return JSON.parse(stdout)
}

test('gas is printed by npm as JSON and nothing else: what each operation of ours uses', () => {
  const { ours } = JSON.parse(fs.readFileSync(path.join(ROOT, 'bench', 'gas.json'), 'utf8'))
  assert.deepEqual(printed('gas'), ours)
})

test('measurements are printed by npm as JSON and nothing else', () => {
  const names = Object.keys(Object(printed('bench', BENCHMARK)))
  assert.ok(names.length > 0 && names.every((name) => name.startsWith(`${BENCHMARK}.`)), names.join(', '))
})
