import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

const root = path.join(import.meta.dirname, '..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-run-'))
after(() => fs.rmSync(folder, { recursive: true }))

/** Runs a script of these words as npm's scripts do, and says how that ended. */
function ran(words: string) {
  const script = path.join(folder, 'script.ts')
  fs.writeFileSync(script, words)
  const { status, signal } = spawnSync(
    process.execPath,
    [path.join(root, 'tools', 'run.js'), path.relative(root, script)],
    { timeout: 60_000 },
  )
  return { status, signal }
}

test('a script that was killed is no success, whatever killed it, and another ends with its own code', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)
    assert.deepEqual(ran(`setTimeout(() => {}, 60_000); process.kill(process.pid, '${signal}')`), {
      status: null,
      signal,
    })
  assert.deepEqual(ran('process.exitCode = 3'), { status: 3, signal: null })
  assert.deepEqual(ran(''), { status: 0, signal: null })
})
