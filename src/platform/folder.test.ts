import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { FolderHeld, lockFolder, makeFolder } from './folder.ts'
import { processMark } from './process-mark.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-folder-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))
const lock = path.join(folder, 'lock')

test('who holds a folder is named to everybody else, and leaves nothing behind', () => {
  const unlock = lockFolder(folder)
  const held = (error: unknown) =>
    error instanceof FolderHeld &&
    error.message.startsWith(`Another process (${process.pid}) is using ${folder}.`)
  assert.throws(() => lockFolder(folder), held)
  unlock()
  assert.deepEqual(fs.readdirSync(folder), [])
})

test('the lock of a process that was killed is taken over, and its own end does not open the new one', () => {
  const { pid } = spawnSync('true')
  for (const gone of [processMark(pid), `${process.pid} 1`, '']) {
    fs.writeFileSync(lock, gone)
    const unlock = lockFolder(folder)
    assert.equal(fs.readFileSync(lock, 'utf8'), processMark())
    assert.deepEqual(fs.readdirSync(folder), ['lock'])
    fs.writeFileSync(lock, 'somebody else')
    unlock()
    assert.equal(fs.readFileSync(lock, 'utf8'), 'somebody else')
    fs.rmSync(lock)
  }
})

test('folders are made down to the last, and where none can be made the system says so at once', () => {
  makeFolder(path.join(folder, 'a', 'b'))
  makeFolder(path.join(folder, 'a', 'b'))
  assert.ok(fs.statSync(path.join(folder, 'a', 'b')).isDirectory())
  assert.throws(() => makeFolder('/proc/nope/below'), { code: 'ENOENT' })
})
