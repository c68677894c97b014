import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { isRunning, processMark } from './process-mark.ts'

test('a process is told from one that has ended, and from a later one with its number', () => {
  assert.ok(isRunning(processMark()))
  const { pid } = spawnSync('true')
  assert.equal(isRunning(processMark(pid)), false)
  assert.equal(isRunning(`${process.pid} 1`), false)
  for (const nonsense of ['', 'x', '-1 1', '0 ']) assert.equal(isRunning(nonsense), false, nonsense)
})
