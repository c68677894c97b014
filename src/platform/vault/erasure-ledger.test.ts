import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { newId } from '../../kernel/ids.ts'
import { addErasures, LedgerDamaged, readErasures } from './erasure-ledger.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-ledger-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))
const erasure = () => ({ subject: newId('inv'), at: '2026-11-29T01:00:00Z' })

test('a ledger is added to, says each erasure once, and is for its owner alone', () => {
  const file = path.join(folder, 'below', 'ledger')
  assert.equal(readErasures(file), null)
  addErasures(file, [])
  assert.deepEqual(readErasures(file), [])
  const [a, b] = [erasure(), erasure()]
  addErasures(file, [a])
  addErasures(file, [a, b])
  assert.deepEqual(readErasures(file), [a, b])
  assert.equal(fs.statSync(file).mode & 0o777, 0o600)
})

test('a line that a crash cut off is written again; a damaged one stops everything', () => {
  const file = path.join(folder, 'cut')
  const [a, b] = [erasure(), erasure()]
  addErasures(file, [a])
  fs.appendFileSync(file, JSON.stringify(b).slice(0, 20))
  assert.deepEqual(readErasures(file), [a])
  addErasures(file, [a, b])
  assert.deepEqual(readErasures(file), [a, b])
  fs.appendFileSync(file, 'rubbish\n')
  assert.throws(() => readErasures(file), LedgerDamaged)
  assert.throws(() => addErasures(file, [erasure()]), /Line 3 of/)
})
