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
function ran(words: string, options: readonly string[] = [], args: readonly string[] = []) {
  const script = path.join(folder, 'script.ts')
  fs.writeFileSync(script, words)
  const { status, signal } = spawnSync(
    process.execPath,
    [path.join(root, 'tools', 'run.js'), ...options, path.relative(root, script), ...args],
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

test('options that stand before a script are Node’s, those after it its own', () => {
  const options = ['--max-semi-space-size=8', '--stack-size=900']
  const words = `const options = process.execArgv.filter((word) => word !== '--disable-warning=ExperimentalWarning')
    if (String(options) !== '${String(options)}' || String(process.argv.slice(2)) !== '--more') process.exitCode = 4`
  assert.deepEqual(ran(words, options, ['--more']), { status: 0, signal: null })
})

/** Room for new objects that \`npm start\` gives the server, in mebibytes: two halves, and what is being moved between them. */
const NEW_OBJECTS_MAX = 24

test('npm start gives the server little room for new objects: by itself Node gives 96 MiB on a large machine', () => {
  const { start } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).scripts
  const options = String(start).split(' ').slice(2, -1)
  // What V8 allows in all, beyond old objects of a size that is the same for both.
  const words = (most: number) => `import v8 from 'node:v8'
    const room = Math.round(v8.getHeapStatistics().heap_size_limit / 2 ** 20) - 1_000
    if (room > ${most}) process.exitCode = 5`
  const old = ['--max-old-space-size=1000']
  assert.deepEqual(ran(words(NEW_OBJECTS_MAX), [...old, ...options]), { status: 0, signal: null })
  assert.equal(ran(words(NEW_OBJECTS_MAX), [...old, '--max-semi-space-size=32']).status, 5, 'it can be seen')
})
