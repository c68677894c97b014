/**
 * Writes `sdk/src/operations.ts`: the API's operations as types, from the OpenAPI document that the server makes of its
 * routes. Nothing has to run. `--check` writes nothing and fails when the file is not what the routes say.
 */
import fs from 'node:fs'
import path from 'node:path'
import { openApi } from '../src/server/openapi.ts'
import { listedRoutes } from '../src/server/routes.ts'
import { formatted } from './format.ts'

const root = path.join(import.meta.dirname, '..')
const FILE = path.join(root, 'sdk', 'src', 'operations.ts')
const HEADER =
  '// Generated from the routes by `node tools/run.js tools/sdk.ts`. Edit the routes, not this file.\n'
const PROBLEM_SCHEMA = 'Problem'

type Schema = Readonly<Record<string, unknown>>
type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
}
type Content = Readonly<
  Record<string, { readonly schema?: Schema; readonly examples?: Readonly<Record<string, unknown>> }>
>
type Operation = {
  readonly summary: string
  readonly description?: string
  readonly 'x-roles'?: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content: Content }>>
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}
type Named = { readonly name: string; readonly operation: Operation }

/** The file's text. Throws when a schema uses a word that this has no type for. */
export async function operationsFile(document: Document): Promise<string> {
  const operations = Object.entries(document.paths)
    .flatMap(([address, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${address}`,
        operation,
      })),
    )
    .sort(byAddress)
  if (operations.length === 0) throw new Error('the document has no operation')
  const schemas = Object.entries(document.components.schemas)
    .filter(([name]) => name !== PROBLEM_SCHEMA)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const text = [
    HEADER,
    ...schemas.map(
      ([name, schema]) =>
        `${comment([schema['description']])}export type ${name} = ${typeOf(schema, 'answer')}\n`,
    ),
    '/** Every operation of the API, by its method and path. */',
    `export type Operations = {\n${operations.map(entry).join('\n')}}\n`,
    'export type OperationName = keyof Operations\n',
    '/** The operations that change something: each takes an `Idempotency-Key`, so that a retry does it once. */',
    `export const WRITES: ReadonlySet<OperationName> = new Set([${operations
      .filter(isWrite)
      .map(({ name }) => `'${name}'`)
      .join(', ')}] as const)\n`,
    '/** Every code that a refusal can carry; they are explained at `/errors` of each installation. */',
    `export type Code = ${codes(operations).map(literal).join(' | ') || 'never'}\n`,
  ].join('\n')
  return formatted(FILE, text)
}

/** By path, then in the order in which one meets the methods. */
function byAddress(a: Named, b: Named): number {
  const key = ({ name }: Named) => {
    const [method = '', address = ''] = name.split(' ')
    return `${address} ${['GET', 'POST', 'PUT', 'DELETE'].indexOf(method)}`
  }
  return key(a) < key(b) ? -1 : 1
}

function entry({ name, operation }: Named): string {
  const roles = operation['x-roles']
  const about = comment([
    `${operation.summary}.`,
    operation.description,
    roles === undefined ? 'Open to everybody.' : `For ${roles.join(', ')}.`,
  ])
  const body = operation.requestBody?.content['application/json']?.schema
  return `${about}'${name}': {
    readonly params: ${parametersType(operation, 'path')}
    readonly query: ${parametersType(operation, 'query')}
    readonly body: ${body === undefined ? 'undefined' : typeOf(body, 'input')}
    readonly answer: ${answerType(operation)}
    readonly writes: ${isWrite({ name, operation })}
  }\n`
}

function isWrite({ operation }: Named): boolean {
  return operation.parameters.some(({ name }) => name === 'Idempotency-Key')
}

/** Addresses are text; these parameters may be given as numbers too. */
const NUMBERS = ['limit', 'block']

/** The parameters of one place; `dryRun` is an option of the client's, for every write the same. */
function parametersType({ parameters }: Operation, place: 'path' | 'query'): string {
  const own = parameters.filter((parameter) => parameter.in === place && parameter.name !== 'dryRun')
  if (own.length === 0) return 'undefined'
  const fields = own.map(({ name, required, description, schema }) =>
    field(
      {
        name,
        required: required === true,
        description,
        schema: NUMBERS.includes(name) ? { ...schema, type: ['string', 'number'] } : schema,
      },
      'input',
    ),
  )
  return `{ ${fields.join('; ')} }`
}

function answerType({ responses }: Operation): string {
  const content = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content ?? {}
  if ('application/octet-stream' in content) return 'Uint8Array'
  const schema = content['application/json']?.schema
  return schema === undefined ? 'string' : typeOf(schema, 'answer')
}

/** What an application may leave out of what it sends, it may also send as undefined. */
type Direction = 'input' | 'answer'

/** What a schema says beyond its type: read by people, or checked by the server. */
const SAID_ELSEWHERE = [
  'additionalProperties',
  'default',
  'description',
  'examples',
  'format',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
  'propertyNames',
  'readOnly',
  'required',
]
const TYPE_WORDS = ['$ref', 'anyOf', 'const', 'enum', 'items', 'oneOf', 'properties', 'type']

function typeOf(schema: Schema, direction: Direction): string {
  const unknown = Object.keys(schema).find((word) => ![...SAID_ELSEWHERE, ...TYPE_WORDS].includes(word))
  if (unknown !== undefined) throw new Error(`there is no type for a schema with ${unknown}`)
  const { $ref, anyOf, oneOf, enum: values, type } = schema
  if (typeof $ref === 'string') return $ref.replace('#/components/schemas/', '')
  if ('const' in schema) return literal(schema['const'])
  if (Array.isArray(values)) return union(values.map(literal))
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return union(choices.map((choice) => typeOf(Object(choice), direction)))
  if (Array.isArray(type)) return union(type.map((one) => typeOf({ ...schema, type: one }, direction)))
  switch (type) {
    case undefined:
      return 'unknown'
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `readonly (${typeOf(Object(schema['items']), direction)})[]`
    case 'object':
      return objectType(schema, direction)
    default:
      throw new Error(`there is no type for a schema of type ${String(type)}`)
  }
}

function objectType(schema: Schema, direction: Direction): string {
  const { properties, additionalProperties } = schema
  if (properties === undefined) {
    const isMap = typeof additionalProperties === 'object' && additionalProperties !== null
    return `Readonly<Record<string, ${isMap ? typeOf(Object(additionalProperties), direction) : 'unknown'}>>`
  }
  const required: readonly string[] = Object(schema['required'] ?? [])
  const fields = Object.entries<Schema>(Object(properties)).map(([name, property]) =>
    field(
      { name, required: required.includes(name), description: property['description'], schema: property },
      direction,
    ),
  )
  return `{ ${fields.join('; ')} }`
}

type Field = {
  readonly name: string
  readonly required: boolean
  readonly description: unknown
  readonly schema: Schema
}

function field({ name, required, description, schema }: Field, direction: Direction): string {
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
  const type = typeOf(schema, direction)
  const absent = !required && direction === 'input' ? ' | undefined' : ''
  return `${comment([description])}readonly ${key}${required ? '' : '?'}: ${type}${absent}`
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : JSON.stringify(value)
}

const LINE_MAX = 110

function comment(parts: readonly unknown[]): string {
  const text = parts
    .filter((part) => typeof part === 'string')
    .join(' ')
    .replaceAll('*/', '* /')
  if (text === '') return ''
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length + 1 > LINE_MAX) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.length === 1
    ? `\n/** ${text} */\n`
    : `\n/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`
}

function codes(operations: readonly Named[]): string[] {
  const all = operations.flatMap(({ operation }) =>
    Object.values(operation.responses).flatMap(({ content }) =>
      Object.keys(content['application/problem+json']?.examples ?? {}),
    ),
  )
  return [...new Set(all)].sort()
}

if (process.argv[1] === import.meta.filename) {
  // The document is our own server's; its tests hold it to OpenAPI.
  const wanted = await operationsFile(openApi(listedRoutes(), { version: '' }) as Document)
  const name = path.relative(root, FILE)
  if (!process.argv.includes('--check')) {
    fs.writeFileSync(FILE, wanted)
    console.log(name)
  } else if (!fs.existsSync(FILE) || fs.readFileSync(FILE, 'utf8') !== wanted) {
    console.error(`${name} is not what the routes say: run node tools/run.js tools/sdk.ts`)
    process.exitCode = 1
  }
}
