import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { ruleFiles } from '../tools/rules.ts'

for (const [file, text] of await ruleFiles())
  test(`${file} is what the rule packs say: node tools/run.js tools/rules.ts writes it anew`, () =>
    assert.equal(fs.readFileSync(file, 'utf8'), text))
