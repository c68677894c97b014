import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { BUDGETS, isMet } from '../bench/budgets.ts'

const FILE = path.join(import.meta.dirname, '..', 'bench', 'results.json')

test('the measurements that are published keep their budgets', () => {
  const { numbers } = JSON.parse(fs.readFileSync(FILE, 'utf8')) as { numbers: Record<string, number> }
  const missed = Object.entries(BUDGETS)
    .filter(([name, budget]) => !isMet(numbers[name] ?? NaN, budget))
    .map(([name]) => `${name}: ${numbers[name]}`)
  assert.deepEqual(missed, [])
})
