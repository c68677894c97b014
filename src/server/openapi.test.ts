import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { INPUT_PROBLEMS } from '../platform/http/input.problems.ts'
import { PLATFORM_PROBLEMS } from '../platform/http/platform.problems.ts'
import { openApi } from './openapi.ts'
import { listedRoutes } from './routes.ts'

type Operation = {
  operationId: string
  summary: string
  security: unknown[]
  parameters: { name: string; in: string; required?: boolean; schema: unknown }[]
  requestBody?: { content: { 'application/json': { schema: { properties: Record<string, unknown> } } } }
  responses: Record<
    string,
    { description: string; content: Record<string, { examples?: Record<string, unknown> }> }
  >
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: object }
}

const world = await testApp(await testDatabase())
const document = (await world.call({ path: '/openapi.json' })).json<Document>()
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('the document is OpenAPI 3.1, and every operation has a summary, a name of its own and its security', () => {
  assert.equal(document.openapi, '3.1.0')
  assert.ok(operations.length > 15)
  for (const { path, operation } of operations) {
    assert.ok(operation.summary.length > 5, path)
    assert.ok(Array.isArray(operation.security), path)
  }
  assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
  assert.deepEqual(Object.keys(document.components.securitySchemes), ['key', 'session'])
})

test('every operation documents each code that it can answer, with its sentence', () => {
  for (const { path, method, operation } of operations) {
    const codes = Object.values(operation.responses).flatMap(({ content }) =>
      Object.keys(content['application/problem+json']?.examples ?? {}),
    )
    assert.ok(codes.includes('INTERNAL') && codes.includes('DATABASE_UNAVAILABLE'), path)
    assert.equal(codes.includes('UNAUTHENTICATED'), operation.security.length > 0, path)
    const keyed = operation.parameters.some(({ name }) => name === 'Idempotency-Key')
    assert.equal(codes.includes('IDEMPOTENCY_MISMATCH'), keyed, `${method} ${path}`)
  }
  const invite = document.paths['/v1/users']?.['post']
  const codes = (status: string) =>
    Object.keys(invite?.responses[status]?.content['application/problem+json']?.examples ?? {})
  assert.deepEqual(codes('409').sort(), ['EMAIL_TAKEN', 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_MISMATCH'])
  assert.ok(
    ['EMAIL_INVALID', 'NAME_INVALID', 'FIELD_UNKNOWN', 'SCOPE_INVALID'].every((code) =>
      codes('422').includes(code),
    ),
  )
})

test('a code has one status, whichever operation answers with it', () => {
  const statuses = new Map<string, Set<number>>()
  for (const { problems } of listedRoutes())
    for (const [code, { status }] of Object.entries({ ...PLATFORM_PROBLEMS, ...INPUT_PROBLEMS, ...problems }))
      statuses.set(code, (statuses.get(code) ?? new Set()).add(status))
  assert.ok(statuses.size > 400)
  assert.deepEqual(
    [...statuses].filter(([, told]) => told.size > 1),
    [],
  )
})

test('bodies and answers are described field by field', () => {
  const invite = document.paths['/v1/users']?.['post']
  const schema = invite?.requestBody?.content['application/json'].schema
  assert.deepEqual(Object.keys(schema?.properties ?? {}), [
    'displayName',
    'email',
    'role',
    'issuer',
    'investor',
  ])
  assert.doesNotMatch(JSON.stringify(document), /x-codes/)
})

test('every reference finds its schema', () => {
  const all = openApi(listedRoutes(), { version: '0' })
  const references = [...JSON.stringify(all).matchAll(/"\$ref":"#([^"]+)"/g)].map((match) => match[1]!)
  assert.ok(references.includes('/components/schemas/Money'))
  for (const reference of new Set(references)) {
    const found = reference
      .slice(1)
      .split('/')
      .reduce<unknown>((node, name) => Reflect.get(Object(node), name), all)
    assert.equal(typeof found, 'object', reference)
  }
})

test('the reference is served from this machine alone, without inline scripts', async () => {
  const page = await world.call({ path: '/docs' })
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /<script(?![^>]*src="\/)/)
  assert.doesNotMatch(page.body, /https?:/)
  const script = await world.call({ path: '/docs/scalar.js' })
  assert.equal(script.headers['content-encoding'], 'gzip')
  assert.ok(script.rawPayload.length > 500_000)
})

test('every code has its place on the page that problems point to', async () => {
  const page = await world.call({ path: '/errors' })
  for (const { operation } of operations)
    for (const { content } of Object.values(operation.responses))
      for (const code of Object.keys(content['application/problem+json']?.examples ?? {}))
        assert.ok(page.body.includes(`id="${code}"`), code)
})
