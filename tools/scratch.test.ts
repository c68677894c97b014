import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

/** Has a process of its own make its folder, write into it and end like this; says where it was. */
function folderOf(ending: string): string {
  const module = JSON.stringify(path.join(import.meta.dirname, 'scratch.ts'))
  const words = `
    import fs from 'node:fs'
    import { scratchFolder } from ${module}
    const folder = scratchFolder()
    fs.mkdirSync(folder + '/a/b', { recursive: true })
    fs.writeSync(1, folder)
    ${ending}`
  return spawnSync(process.execPath, ['--input-type=module', '-e', words], { encoding: 'utf8' }).stdout
}

test('what a run makes is gone with it, and what a killed one has left is gone with the next', () => {
  const killed = folderOf(`process.kill(process.pid, 'SIGKILL')`)
  assert.ok(fs.existsSync(path.join(killed, 'a', 'b')))
  // Only some accounts may mount one.
  spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', path.join(killed, 'a', 'b')])
  const ended = folderOf('process.exit(1)')
  assert.notEqual(ended, killed)
  assert.deepEqual([killed, ended].filter(fs.existsSync), [])
})
