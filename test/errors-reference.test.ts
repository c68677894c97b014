import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { ERRORS_FILE, errorsReference } from '../tools/errors.ts'

test('docs/reference/errors.md is what the problem tables say: node tools/run.js tools/errors.ts writes it anew', async () => {
  const reference = await errorsReference()
  assert.ok(reference.split('\n- `').length > 80)
  assert.equal(fs.readFileSync(ERRORS_FILE, 'utf8'), reference)
})
