import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import * as z from 'zod'
import { formatted } from '../../tools/format.ts'
import { PLAN_PROBLEMS } from '../term-sheet/plan.problems.ts'
import { SHEET_PROBLEMS } from '../term-sheet/term-sheet.problems.ts'
import { termSheetReference } from './term-sheet-reference.ts'
import { termSheetJsonSchema } from '../term-sheet/term-sheet-schema.service.ts'

const root = path.join(import.meta.dirname, '..', '..')
const reference = path.join(root, 'docs', 'reference')

const pages: [string, () => string][] = [
  ['term-sheet.schema.json', () => JSON.stringify(termSheetJsonSchema(), null, 2)],
  ['term-sheet.md', termSheetReference],
]
for (const [name, make] of pages)
  test(`docs/reference/${name} is what the code makes`, async () => {
    assert.equal(
      fs.readFileSync(path.join(reference, name), 'utf8'),
      await formatted(name, make()),
      'print it with `npx aliquot schema` (or `schema --markdown`) into the file, then run `npm run fix`',
    )
  })

test('the examples fit the published schema, and editors find it from where they are', () => {
  const schema = z.fromJSONSchema(termSheetJsonSchema())
  for (const name of ['office-tower', 'ravenswood']) {
    const file = path.join(root, 'examples', `${name}.yaml`)
    const text = fs.readFileSync(file, 'utf8')
    const sheet: object = parse(text)
    assert.ok(schema.safeParse(sheet).success, name)
    assert.ok(!schema.safeParse({ ...sheet, colour: 'red' }).success, name)
    const [, pointed = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? []
    assert.equal(path.resolve(path.dirname(file), pointed), path.join(reference, 'term-sheet.schema.json'))
  }
})

test('every code that a sheet or a plan can be answered with is on the page', () => {
  const page = termSheetReference()
  for (const code of Object.keys({ ...SHEET_PROBLEMS, ...PLAN_PROBLEMS }))
    assert.ok(page.includes(`| \`${code}\` |`), code)
})

test('every field says what it holds, or its name does', () => {
  const page = termSheetReference()
  for (const name of ['lockUpDays', 'payoutBps', 'ticketMin', 'countries', 'treasury', 'timeZone'])
    assert.match(page, new RegExp(`\\| \`${name}\` \\| [^|]+ \\| (yes|no) \\| [A-Z][^|]{10,} \\|`))
})
