import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openApi } from '../src/server/openapi.ts'
import { listedRoutes } from '../src/server/routes.ts'

type Schema = { readonly enum?: readonly string[]; readonly anyOf?: readonly Schema[] }
type Document = {
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties: Readonly<Record<string, Schema>> }>>
  }
}

const page = fs.readFileSync(
  path.join(import.meta.dirname, '..', 'docs', 'reference', 'vocabulary.md'),
  'utf8',
)
const { schemas } = (openApi(listedRoutes(), { version: '0' }) as Document).components

/** The words that a field of an answer can say; those of one that may be null, without null. */
function wordsOf(field: string): readonly string[] {
  const [name = '', property = ''] = field.split('.')
  const schema = schemas[name]?.properties[property]
  const words = schema?.enum ?? schema?.anyOf?.flatMap((each) => each.enum ?? [])
  assert.ok(words !== undefined && words.length > 0, `${field} says no words`)
  return words.filter((word) => word !== null)
}

test('docs/reference/vocabulary.md lists the words that answers are made of, no more and no fewer', () => {
  const sections = page.split('\n## ').slice(1)
  assert.equal(sections.length, 12)
  for (const section of sections) {
    const listed = [...section.matchAll(/^- `([a-z-]+)`/gm)].map(([, word]) => word)
    const [, told = ''] = section.split('\n\n')
    const fields = [...told.split(/[;(]/)[0]!.matchAll(/`([A-Z]\w+\.\w+)`/g)].map(([, field]) => field!)
    assert.ok(fields.length > 0, section)
    for (const field of fields) assert.deepEqual([...wordsOf(field)].toSorted(), listed.toSorted(), field)
  }
})
