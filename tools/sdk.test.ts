import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationsFile } from './sdk.ts'

function documentOf(answer: object) {
  const operation = {
    summary: 'Read it',
    parameters: [],
    responses: { 200: { content: { 'application/json': { schema: { ...answer } } } } },
  }
  return { paths: { '/v1/it': { get: operation } }, components: { schemas: {} } }
}

test('a schema with a word that has no type is a fault of the generator, and not a guess', async () => {
  await assert.rejects(
    operationsFile(documentOf({ type: 'object', patternProperties: {} })),
    /patternProperties/,
  )
  await assert.rejects(operationsFile(documentOf({ type: 'decimal' })), /decimal/)
})

test('what may be null, one of several, a list or a map is written as such', async () => {
  const text = await operationsFile(
    documentOf({
      type: 'object',
      required: ['units', 'status', 'lots'],
      properties: {
        units: { type: ['string', 'null'] },
        status: { type: 'string', enum: ['open', "seller's"] },
        lots: { type: 'array', items: { type: 'integer' } },
        notes: { type: 'object', additionalProperties: { type: 'string' } },
      },
    }),
  )
  assert.ok(text.includes('readonly units: string | null'))
  assert.ok(text.includes(`readonly status: 'open' | "seller's"`))
  assert.ok(text.includes('readonly lots: readonly number[]'))
  assert.ok(text.includes('readonly notes?: Readonly<Record<string, string>>'))
})

test('a document without operations is no document', async () => {
  await assert.rejects(operationsFile({ paths: {}, components: { schemas: {} } }), /no operation/)
})
