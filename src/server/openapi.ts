import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Problem } from '../kernel/problem.ts'
import { INPUT_PROBLEMS, type InputReason } from '../platform/http/input.problems.ts'
import { PLATFORM_PROBLEMS, type PlatformReason } from '../platform/http/platform.problems.ts'
import { INTERNAL, problemType } from '../platform/http/answer.ts'
import type { Route } from '../platform/http/route.ts'

type Json = { readonly [name: string]: unknown }

/** The OpenAPI 3.1 document of these routes: every parameter, every answer, and every code it can be refused with. */
export function openApi(routes: readonly Route[], { version }: { readonly version: string }): Json {
  const names = namesOf(routes)
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, names) }
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort()
  const named: Record<string, unknown> = {}
  const described = hoisted(paths, named)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aliquot',
      version,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths: described,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, which begins with alq_. Make one under API keys, or with POST /v1/keys.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'aliquot',
          description:
            'Who is signed in with this browser is signed in here too; nothing needs to be entered.',
        },
      },
      schemas: { Problem: PROBLEM_SCHEMA, ...named },
      examples: Object.fromEntries(
        [...names].map(([problem, name]) => [name, example(name.replace(/\.\d+$/, ''), problem)]),
      ),
    },
  }
}

/**
 * The same document with its named schemas in `named`: zod writes them beside each use, where a reference, which is
 * resolved from the document's root, does not find them.
 */
function hoisted(node: unknown, named: Record<string, unknown>): unknown {
  if (Array.isArray(node)) return node.map((item) => hoisted(item, named))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      if (key === '$defs') {
        for (const [name, schema] of Object.entries(Object(value))) keep(named, name, hoisted(schema, named))
        return []
      }
      const isReference = key === '$ref' && typeof value === 'string'
      return [[key, isReference ? value.replace('#/$defs/', '#/components/schemas/') : hoisted(value, named)]]
    }),
  )
}

function keep(named: Record<string, unknown>, name: string, schema: unknown): void {
  if (name in named && !isDeepStrictEqual(named[name], schema))
    throw new Error(`two schemas are called ${name}`)
  named[name] = schema
}

const INTRODUCTION = `Amounts and units are decimal strings, moments are ISO 8601 in UTC, dates are YYYY-MM-DD.

Every request that changes something carries an \`Idempotency-Key\`: a retry with the same key is answered with the first
answer. With \`dryRun=true\` it is carried out, answered, and undone.

Refusals are problems (RFC 9457): \`code\` is stable, \`detail\` says what is wrong, \`fix\` what to do,
\`errors\` which fields. Lists come in pages: follow \`next\` as \`cursor\`.`

const PROBLEM_SCHEMA: Json = {
  type: 'object',
  description: 'Why a request was refused (RFC 9457).',
  required: ['type', 'title', 'status', 'code', 'detail', 'fix', 'errors', 'requestId'],
  properties: {
    type: { type: 'string', description: 'Where the code is explained.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: programs may decide by it.' },
    detail: { type: 'string' },
    fix: { type: 'string' },
    citation: { type: 'string', description: 'The law or standard behind the refusal.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
}

function operation(route: Route, names: Names): Json {
  const params = schemaOf(route.params)
  const query = schemaOf(route.query)
  const body = schemaOf(route.body)
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description === null ? {} : { description: route.description }),
    tags: [route.tag],
    ...(route.access === 'public' ? {} : { 'x-roles': route.access }),
    security: route.access === 'public' ? [] : [{ key: [] }, { session: [] }],
    parameters: [
      ...parameters('path', params),
      ...parameters('query', query),
      ...(route.kind === 'write' ? WRITE_PARAMETERS : []),
    ],
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: shown(body) } } } }),
    responses: { ...success(route), ...refusals(route, [params, query, body], names) },
  }
}

/** `GET /v1/assets/{id}` is getAssetsById; a name that generators of clients can use. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/v1/, '')
    .split(/[/.\-_]+/)
    .filter((word) => word !== '')
  const name = words.map((word) => {
    const parameter = /^\{(\w+)\}$/.exec(word)?.[1]
    return parameter === undefined ? capital(word) : `By${capital(parameter)}`
  })
  return method.toLowerCase() + name.join('')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** What the samples of requests that change something show. */
export const SAMPLE_IDEMPOTENCY_KEY = '0f8fad5b-d9cb-469f-a165-70867728950e'

const WRITE_PARAMETERS: readonly Json[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'A new random value for each new request, the same for its retries. Not needed with dryRun=true.',
    schema: { type: 'string', minLength: 16, maxLength: 200 },
    example: SAMPLE_IDEMPOTENCY_KEY,
  },
  {
    name: 'dryRun',
    in: 'query',
    description: 'Carry it out, answer, and undo it.',
    schema: { type: 'string', enum: ['false', 'true'], default: 'false' },
  },
]

/** As it goes over the wire, which is the input side of a codec: answers are encoded. */
function schemaOf(schema: z.ZodType | null): Json | null {
  if (schema === null) return null
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}

function parameters(place: 'path' | 'query', schema: Json | null): Json[] {
  const properties = Object.entries(Object(schema?.['properties']) as Readonly<Record<string, Json>>)
  const required = Object(schema?.['required'] ?? []) as readonly string[]
  return properties.map(([name, property]) => {
    const { description, ...rest } = property
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: shown(rest),
    }
  })
}

/** The codes that fields can be refused with, found in their schema. */
function codesOf(schema: unknown): InputReason[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own: unknown = Reflect.get(schema, 'x-codes')
  const codes = Array.isArray(own) ? own.filter((code): code is InputReason => code in INPUT_PROBLEMS) : []
  return [...codes, ...Object.values(schema).flatMap(codesOf)]
}

/** A schema as readers see it: our own marks turned into OpenAPI's words, or left out. */
function shown(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shown)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) => {
      if (name === 'x-codes') return []
      return name === 'x-example' ? [['examples', [value]]] : [[name, shown(value)]]
    }),
  )
}

function success(route: Route): Json {
  if ('media' in route.response)
    return {
      [route.status]: {
        description: route.response.media === 'application/octet-stream' ? 'The file' : 'The text',
        content: {
          [route.response.media]:
            route.response.media === 'application/octet-stream' ? {} : { schema: { type: 'string' } },
        },
      },
    }
  const schema = shown(schemaOf(route.response))
  return { [route.status]: { description: 'Done', content: { 'application/json': { schema } } } }
}

const SIGNED_IN: readonly PlatformReason[] = [
  'UNAUTHENTICATED',
  'SESSION_EXPIRED',
  'KEY_INVALID',
  'TOKEN_INVALID',
  'FORBIDDEN',
]
const WITH_BODY: readonly PlatformReason[] = [
  'JSON_INVALID',
  'JSON_DUPLICATE_KEY',
  'JSON_TOO_DEEP',
  'ENCODING_INVALID',
  'BODY_HAS_BOM',
  'BODY_TOO_LARGE',
  'MEDIA_TYPE_UNSUPPORTED',
]
const RETRIED: readonly PlatformReason[] = [
  'IDEMPOTENCY_KEY_REQUIRED',
  'IDEMPOTENCY_KEY_INVALID',
  'IDEMPOTENCY_MISMATCH',
  'IDEMPOTENCY_IN_PROGRESS',
]
const ANY_FIELD: readonly InputReason[] = ['FIELD_UNKNOWN', 'FIELD_REQUIRED', 'FIELD_TYPE']

function refusals(route: Route, schemas: readonly (Json | null)[], names: Names): Json {
  const platform: readonly PlatformReason[] = [
    'REQUEST_INVALID',
    'KEY_IN_URL',
    'DATABASE_UNAVAILABLE',
    'CHAIN_UNAVAILABLE',
    ...(route.params === null ? [] : (['NOT_FOUND'] as const)),
    ...(route.access === 'public' ? [] : SIGNED_IN),
    ...(route.method === 'GET' ? [] : (['CSRF'] as const)),
    ...(route.body === null ? [] : WITH_BODY),
    ...(route.kind === 'write' ? RETRIED : []),
  ]
  const found = codesOf(schemas)
  const fields = schemas.every((schema) => schema === null) ? [] : [...ANY_FIELD, ...found]
  const problems = new Map<string, Problem>([
    ...platform.map((code) => [code, PLATFORM_PROBLEMS[code]] as const),
    ...fields.map((code) => [code, INPUT_PROBLEMS[code]] as const),
    ...Object.entries(route.problems),
  ])
  const statuses = [...new Set([...problems.values()].map(({ status }) => status))].sort((a, b) => a - b)
  return {
    ...Object.fromEntries(
      statuses.map((status) => [
        status,
        refusal(
          [...problems].filter(([, problem]) => problem.status === status),
          names,
        ),
      ]),
    ),
    500: refusal([[INTERNAL.code, INTERNAL]], names),
  }
}

/** A problem as the reference shows it; unlike a refusal's, its status may be 500. */
export type ShownProblem = Omit<Problem, 'status'> & { readonly status: number }

function refusal(problems: readonly (readonly [string, ShownProblem])[], names: Names): Json {
  return {
    description: problems.map(([code, { detail }]) => `\`${code}\`: ${detail}`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          problems.map(([code, problem]) => [code, { $ref: `#/components/examples/${names.get(problem)}` }]),
        ),
      },
    },
  }
}

/** Under which name each problem is written, once, however many routes answer it. */
type Names = ReadonlyMap<ShownProblem, string>

/** The problems' own codes; where two modules say one code in different words, the second has a number. */
function namesOf(routes: readonly Route[]): Names {
  const names = new Map<ShownProblem, string>()
  const taken = new Set<string>()
  for (const [code, problem] of [COMMON, ...routes.map(({ problems }) => problems)].flatMap(
    Object.entries<ShownProblem>,
  )) {
    if (names.has(problem)) continue
    let name = code
    for (let n = 2; taken.has(name); n++) name = `${code}.${n}`
    names.set(problem, name)
    taken.add(name)
  }
  return names
}

function example(code: string, { status, detail, fix, citation }: ShownProblem): Json {
  const value = { type: problemType(code), status, code, detail, fix }
  return { summary: detail, value: citation === undefined ? value : { ...value, citation } }
}

const COMMON: Readonly<Record<string, ShownProblem>> = {
  ...PLATFORM_PROBLEMS,
  ...INPUT_PROBLEMS,
  [INTERNAL.code]: INTERNAL,
}

/** Every code that these routes can answer with, sorted. */
export function allProblems(routes: readonly Route[]): Readonly<Record<string, ShownProblem>> {
  const all: Record<string, ShownProblem> = { ...COMMON }
  for (const { problems } of routes) Object.assign(all, problems)
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
}
