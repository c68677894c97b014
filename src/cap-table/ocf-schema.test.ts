import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fastify, type FastifyError } from 'fastify'
import { fullyDiluted } from './fully-diluted.ts'
import { listPackage, type PackageIssuer } from './list-package.ts'
import type { OcfPackage } from './ocf.ts'
import { readOcfPackage, writeOcfPackage } from './ocf-package.service.ts'
import { positionsAt } from './position.ts'
import { packInThread } from './reading.service.ts'
import { registerPackage } from './register-export.ts'

const SCHEMAS = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ocf', 'schema')
/** Fastify carries a validator of JSON schemas: a route for each holds what is sent to it against one of them. */
const server = fastify({
  bodyLimit: 10_000_000,
  ajv: {
    customOptions: {
      strict: false,
      allErrors: true,
      coerceTypes: false,
      removeAdditional: false,
      useDefaults: false,
    },
  },
})
server.setErrorHandler((error: FastifyError, _request, reply) =>
  reply.status(422).send(error.validation ?? [{ instancePath: '', message: error.message }]),
)
/** By what an object or file of it calls itself. */
const schemas = new Map<string, string>()
for (const name of fs.readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.json')) continue
  const schema = JSON.parse(fs.readFileSync(path.join(SCHEMAS, name), 'utf8')) as {
    $id: string
    properties?: Record<string, { const?: string; enum?: string[] }>
  }
  server.addSchema(schema)
  const type = schema.properties?.['object_type'] ?? schema.properties?.['file_type']
  for (const each of type?.enum ?? [type?.const ?? '']) schemas.set(each, schema.$id)
}
for (const [type, $ref] of schemas)
  if (type !== '') server.post(`/${type}`, { schema: { body: { $ref } } }, () => [])

/** What the published schemas have against an object, each as `TYPE/place: what`. */
async function faultsOf(type: string, value: object): Promise<string[]> {
  const answer = await server.inject({ method: 'POST', url: `/${type}`, body: value })
  assert.ok(answer.statusCode === 200 || answer.statusCode === 422, `no schema of ${type}`)
  const errors = answer.json<{ instancePath: string; message: string }[]>()
  return errors.map((one) => `${type}${one.instancePath}: ${one.message}`)
}

async function faultsOfPackage(bytes: Uint8Array): Promise<string[]> {
  const read = readOcfPackage(Buffer.from(bytes))
  assert.ok(read.ok && read.value.ok, JSON.stringify(read))
  const { manifest, objects } = read.value.package
  const told = await Promise.all([
    faultsOf('OCF_MANIFEST_FILE', manifest.content),
    ...objects.map((object) => faultsOf(object.object_type, object)),
  ])
  return told.flat()
}

const issuer: PackageIssuer = { id: 'iss', name: 'Tower LLC', jurisdiction: 'US-DE', formedOn: '2019-05-04' }
const UNDATED: PackageIssuer = { id: 'iss', name: 'Tower LLC', jurisdiction: 'US-DE' }
const HEADER = [
  'stakeholder,security,class,quantity,issued,price,amount,currency,cap,discount,timing,holder,authorized,votes',
  'seniority,expires,mfn,interest,daycount,accrual,payout,compounding',
].join()
const ROWS = [
  'Ada Okafor,common,Common,6000000,2023-01-01,0.0001,,USD,,,,individual,unlimited,1,1',
  'Finch LP,preferred,Seed,2000000,2024-03-01,0.5,,USD,,,,institution,2000000,1.5,2',
  'Ada Okafor,option,Common,500000,2024-06-01,0.10,,USD,,,,,,,,2034-06-01',
  'Finch LP,option,Common,100,2024-06-01,0.10,,USD,,,,,,,,never',
  ',pool,Common,900000,2024-06-01',
  'Finch LP,warrant,Common,100000,2024-07-01,0.2,1.00,USD',
  'Kestrel LLC,safe,,,2024-08-01,,1000000,USD,10000000,+0.2,post-money,institution,,,1,,no',
  'Ada Okafor,note,,,2024-08-01,,1000,USD,5000000,00.1,pre-money,,,,1,,,0.08,actual/365,annual,deferred,simple',
]
const packed = (header: string, rows: readonly string[], of: PackageIssuer) => {
  const told = packInThread(Buffer.from([header, ...rows].join('\n')), 'csv', of, null)
  assert.ok(told.ok, JSON.stringify(told))
  return told.value
}

test('a list with all that Open Cap Format asks for is kept as a package that its schemas take', async () => {
  const { bytes, findings } = packed(HEADER, ROWS, issuer)
  assert.deepEqual(findings, [])
  assert.deepEqual(await faultsOfPackage(bytes), [])
  const read = readOcfPackage(bytes)
  assert.ok(read.ok && read.value.ok)
  const day = Temporal.PlainDate.from('2025-08-01')
  const { lines } = fullyDiluted(positionsAt(read.value.package.objects, day), null)
  assert.equal(lines.find(({ kind }) => kind === 'warrant')?.of, 'Common', 'by its trigger alone')
  assert.deepEqual(
    lines.filter(({ kind }) => kind === 'convertible').map(({ why }) => why),
    [
      { due: '1000000', cap: '10000000', timing: 'POST_MONEY', discount: '0.2' },
      { due: '1080', cap: '5000000', timing: 'PRE_MONEY', discount: '0.1' },
    ],
    'a note with the interest of a year',
  )
})

test('what a list does not say is told by row, in no object, and just that is what the schemas miss', async () => {
  const plain = HEADER.split(',').slice(0, 11).join()
  const { bytes, findings } = packed(
    plain,
    ROWS.map((row) => row.split(',').slice(0, 11).join()),
    UNDATED,
  )
  assert.deepEqual(
    findings.map(({ severity, path: at, what }) => `${severity} ${at}: ${what}`),
    [
      'warning line 2: holder, authorized, votes, seniority',
      'warning line 3: holder, authorized, votes, seniority',
      'warning line 4: expires',
      'warning line 5: expires',
      'warning line 8: holder, seniority, mfn',
      'warning line 9: seniority, interest, daycount, accrual, payout, compounding',
      'warning formedOn: formedOn',
    ],
  )
  const missing = (await faultsOfPackage(bytes)).flatMap((fault) => /'(\w+)'/.exec(fault)?.[1] ?? [])
  for (const field of [
    'formation_date',
    'stakeholder_type',
    'initial_shares_authorized',
    'votes_per_share',
    'expiration_date',
    'seniority',
    'conversion_mfn',
    'interest_rates',
    'day_count_convention',
  ])
    assert.ok(missing.includes(field), field)
})

test('a holder or class of which two rows say different things is refused', () => {
  const rows = [...ROWS, 'Ada Okafor,common,Common,5,2025-01-01,1,,USD,,,,institution,,10,1']
  const told = packInThread(Buffer.from([HEADER, ...rows].join('\n')), 'csv', issuer, null)
  assert.ok(!told.ok && 'findings' in told)
  assert.deepEqual(
    told.findings.map(({ code, path: at, what }) => `${at}: ${code} ${what}`),
    ['line 10, holder: CSV_SAID_OTHERWISE individual', 'line 10, votes: CSV_SAID_OTHERWISE 1'],
  )
})

test('a register leaves as a package that the schemas take; without its day of formation it says so', async () => {
  const exported = (of: PackageIssuer): Pick<OcfPackage, 'manifest' | 'files'> =>
    registerPackage({
      asOf: Temporal.PlainDate.from('2026-09-01'),
      issuer: of,
      instrument: {
        id: 'ins',
        name: 'Tower Units',
        unitsMax: '1000',
        unitPrice: { amount: '1.00', currency: 'USD' },
      },
      holdings: [
        {
          wallet: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
          investor: 'inv',
          name: 'Ada Okafor',
          isEntity: false,
          units: '500',
          since: Temporal.PlainDate.from('2026-07-08'),
        },
      ],
    })
  assert.deepEqual(await faultsOfPackage(writeOcfPackage(exported(issuer))), [])
  const undated = exported(UNDATED)
  assert.match(JSON.stringify(undated.manifest), /day of its formation.*was not given/)
  assert.deepEqual(await faultsOfPackage(writeOcfPackage(undated)), [
    "OCF_MANIFEST_FILE/issuer: must have required property 'formation_date'",
  ])
  const none = listPackage([], issuer, Temporal.PlainDate.from('2026-09-01'))
  assert.deepEqual(await faultsOfPackage(writeOcfPackage(none)), [])
})
