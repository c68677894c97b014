import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { accessRoutes } from '../src/access/access.routes.ts'
import { noticeRoutes } from '../src/access/notice.routes.ts'
import { UNITED_STATES_ZONE } from '../src/instrument/countries.ts'
import { dateIn } from '../src/kernel/time.ts'
import { systemClock } from '../src/platform/clock.ts'
import { writeArchive } from '../src/platform/file/archive.ts'
import { jpegOf, pdfOf, pngOf } from '../src/platform/file/testing/samples.ts'
import { listedRoutes } from '../src/server/routes.ts'
import { PUBLIC_URL, testApp } from './app.ts'
import { testDatabase } from './database.ts'

/*
 * Inputs that were made to do harm or by mistake, by their numbers, each with the test that holds it. Those of this file are
 * sent to the real routes; each has to be refused with its code and a field, and to change nothing.
 */
const COVERED: Readonly<Record<string, string | readonly string[]>> = {
  ...Object.fromEntries(
    ['01', '02', '03', '04', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '18'].map(
      (n) => [`B${n}`, 'src/platform/http/serve.test.ts'] as const,
    ),
  ),
  ...Object.fromEntries(
    ['17', '19', '20', '21', '22', '45', '46', '47', '48', '51', '52', '55', '56', '57', '59'].map(
      (n) => [`B${n}`, 'test/bad-inputs.test.ts'] as const,
    ),
  ),
  B05: 'src/term-sheet/term-sheet.routes.test.ts',
  B23: 'src/platform/http/serve.test.ts',
  B24: 'src/platform/http/serve.test.ts',
  B25: 'src/access/wallet-sign-in.test.ts',
  B26: 'src/access/wallet-sign-in.test.ts',
  B27: 'src/access/wallet-sign-in.test.ts',
  B28: 'src/register/register.routes.test.ts',
  B29: 'src/access/access.test.ts',
  B30: 'src/access/access.test.ts',
  B31: 'src/platform/http/serve.test.ts',
  B32: 'src/platform/http/serve.test.ts',
  B33: 'src/platform/http/serve.test.ts',
  B34: 'src/investor/four-eyes.test.ts',
  B35: [
    'test/bad-inputs.test.ts',
    'src/offering/subscription/subscription-steps.test.ts',
    'src/offering/offering.test.ts',
  ],
  B41: 'test/bad-inputs.test.ts',
  B42: ['src/cap-table/cap-table.test.ts', 'src/cap-table/kept.test.ts'],
  B43: 'src/cap-table/cap-table.test.ts',
  B44: 'src/cap-table/kept.test.ts',
  B49: 'src/webhook/webhook.routes.test.ts',
  B50: 'src/investor/onboarding.routes.test.ts',
  B53: 'src/investor/hit.routes.test.ts',
  B54: 'src/restriction/rule.test.ts',
  B58: 'src/platform/http/serve.test.ts',
  B62: 'src/access/access.test.ts',
  B63: 'src/platform/http/serve.test.ts',
  B65: 'src/bank/bank.test.ts',
}

test('every number is held by a test that names it', () => {
  for (const [number, file] of Object.entries(COVERED).flatMap(([name, files]) =>
    [files].flat().map((each) => [name, each] as const),
  ))
    assert.match(
      fs.readFileSync(path.join(import.meta.dirname, '..', file), 'utf8'),
      new RegExp(`['"\`\\[ ]${number}\\b`),
      `${number} in ${file}`,
    )
})

const FIXTURES = path.join(import.meta.dirname, 'fixtures')
const fixture = (name: string) => fs.readFileSync(path.join(FIXTURES, 'bad-inputs', name))
const ivms = (name: string): unknown =>
  JSON.parse(fs.readFileSync(path.join(FIXTURES, 'ivms101', `${name}.json`), 'utf8'))

const own = [
  ...accessRoutes({ systemClock, publicUrl: PUBLIC_URL, sandbox: false, registration: false }),
  ...noticeRoutes(),
].map(({ method, path: at }) => `${method} ${at}`)
const routes = listedRoutes().filter(({ method, path: at }) => !own.includes(`${method} ${at}`))
const database = await testDatabase()
const world = await testApp(database, routes)
const officer = await world.keyFor('officer')
const administrator = await world.keyFor('administrator')

type Answer = {
  readonly status: number
  readonly code: unknown
  readonly paths: unknown[]
  readonly text: string
}
async function ask(at: string, body?: unknown, method?: 'PUT', key = officer): Promise<Answer> {
  const answer = await world.call({
    path: at,
    key,
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  })
  const json = answer.json<{ code?: unknown; errors?: { path: string; code: string }[] }>()
  assert.ok(answer.statusCode < 500, answer.body)
  assert.doesNotMatch(answer.body, /\bat .*\.ts:/)
  return {
    status: answer.statusCode,
    code: json.code,
    paths: (json.errors ?? []).map((error) => error.path),
    text: answer.body,
  }
}

let taken = 0
async function investor(kind: 'individual' | 'entity' = 'individual'): Promise<string> {
  taken += 1
  const email = `someone${taken}@example.org`
  const { status, text } = await ask('/v1/investors', {
    kind,
    country: 'PT',
    name: `Ines Falcao ${taken}`,
    email,
  })
  assert.equal(status, 201, text)
  const { id } = JSON.parse(text) as { id: string }
  await database.pool.query(`update investor set kyc_status = 'none' where id = $1`, [id])
  return id
}

const address = { country: 'PT', line1: 'Rua 1', city: 'Lisboa' }
const identity = { name: 'Ines Falcao', born: '1980-01-01', citizenships: ['PT'] }
const save = (id: string, step: string, body: unknown) =>
  ask(`/v1/investors/${id}/onboarding/${step}`, body, 'PUT')
const today = systemClock.now().toZonedDateTimeISO('UTC').toPlainDate()

test('B17 a birth in the future, or seventeen years ago', async () => {
  const id = await investor()
  for (const [born, status, code] of [
    [today.add({ days: 1 }), 422, 'DOB_IN_FUTURE'],
    [today.subtract({ years: 18 }).add({ days: 1 }), 403, 'UNDER_AGE'],
  ] as const) {
    const refused = await save(id, 'identity', { ...identity, born: born.toString() })
    assert.deepEqual([refused.status, refused.code, refused.paths], [status, code, ['born']])
  }
})

const SHEET = fs.readFileSync(path.join(import.meta.dirname, '..', 'examples', 'office-tower.yaml'), 'utf8')
/** The faults of the example with one change, each as its place and its code. */
async function sheetFaults(from: string | RegExp, to: string): Promise<string[]> {
  const yaml = SHEET.replace(from, to)
  assert.notEqual(yaml, SHEET, 'the sheet was changed')
  const { text } = await ask('/v1/term-sheets/plan', { yaml }, undefined, administrator)
  const { applicable, errors } = JSON.parse(text) as {
    applicable: boolean
    errors: { path: string; code: string }[]
  }
  assert.equal(applicable, false)
  return errors.map(({ path: at, code }) => `${at} ${code}`)
}
const identifierFaults = (scheme: string, value: string) =>
  sheetFaults(/^asset:\n/m, `asset:\n  identifiers:\n    - { scheme: ${scheme}, value: ${value} }\n`)

test('B19 a currency that ISO 4217 does not have', async () => {
  for (const currency of ['USDT', 'usd', 'XXX1', '840'])
    assert.ok(
      (await sheetFaults('currency: USD', `currency: ${currency}`)).includes('currency CURRENCY_UNKNOWN'),
      currency,
    )
})

test('B20 an ISIN with a wrong digit, in lower case, too short, of no country', async () => {
  for (const value of ['US0378331006', 'us0378331005', 'US037833100', 'ZZ0378331001'])
    assert.deepEqual(
      await identifierFaults('isin', value),
      ['asset.identifiers[0].value ISIN_INVALID'],
      value,
    )
})

test('B22 a market that is gone, and one that never was', async () => {
  for (const [value, code] of [
    ['XOCH', 'MIC_EXPIRED'],
    ['XXYZ', 'MIC_UNKNOWN'],
    ['xnys', 'MIC_UNKNOWN'],
  ] as const)
    assert.deepEqual(await identifierFaults('mic', value), [`asset.identifiers[0].value ${code}`], value)
})

test('B21 an LEI that fails its check, is too short, or has a sign that none has', async () => {
  const id = await investor('entity')
  const company = {
    name: 'Quiet Harbour Lda',
    entityType: 'corporation',
    registryNumber: '1',
    formedOn: '2015-05-05',
    ...address,
  }
  for (const lei of [
    '5493001KJTIIGC8Y1R13',
    '5493001KJTIIGC8Y1R1',
    '5493001KJTIIGC8Y!R12',
    '5493001kjtiigc8y1r12',
  ]) {
    const refused = await save(id, 'company', { ...company, lei })
    assert.deepEqual([refused.status, refused.code, refused.paths], [422, 'LEI_INVALID', ['lei']], lei)
  }
  assert.equal((await save(id, 'company', { ...company, lei: '5493001KJTIIGC8Y1R12' })).status, 200)
})

test('B35 a step before its turn', async () => {
  const id = await investor()
  const financial = {
    annualIncome: '0-50k',
    netWorth: '0-50k',
    experience: 'none',
    objective: 'income',
    tolerance: 'low',
  }
  assert.equal((await save(id, 'financial', financial)).code, 'STEP_ORDER')
  assert.equal(
    (await ask(`/v1/investors/${id}/onboarding/submission`, { confirmsAccuracy: true })).code,
    'STEP_ORDER',
  )
  const { rows } = await database.pool.query('select 1 from onboarding_step where investor = $1', [id])
  assert.deepEqual(rows, [])
})

const handIn = (id: string, bytes: Buffer, name = 'x.pdf') =>
  ask(`/v1/investors/${id}/files`, { kind: 'other', name, content: bytes.toString('base64') })

test('B45 B47 archives that are made to harm, and files that are something else than they say', async () => {
  const id = await investor()
  for (const [name, code] of [
    ['zip-slip.zip', 'ARCHIVE_UNSAFE'],
    ['bomb-20mb.zip', 'ARCHIVE_UNSAFE'],
    ['gzip-bomb-50mb.gz', 'ARCHIVE_UNSAFE'],
    ['polyglot.pdf', 'FILE_TYPE_FORBIDDEN'],
    ['svg-script.svg', 'FILE_TYPE_FORBIDDEN'],
    ['truncated.jpg', 'IMAGE_INVALID'],
  ] as const) {
    const refused = await handIn(id, fixture(name))
    assert.deepEqual([refused.status, refused.code], [422, code], name)
  }
  const many = new Map(Array.from({ length: 20_000 }, (_, n) => [String(n), new Uint8Array()]))
  assert.equal((await handIn(id, writeArchive(many))).code, 'ARCHIVE_UNSAFE')
  assert.equal(
    (await handIn(id, pngOf(30_000, 30_000, deflateSync(Buffer.alloc(10))))).code,
    'IMAGE_TOO_LARGE',
  )
  assert.equal((await handIn(id, jpegOf(30_000, 30_000))).code, 'IMAGE_TOO_LARGE')
  const { rows } = await database.pool.query('select 1 from investor_file where investor = $1', [id])
  assert.deepEqual(rows, [])
})

test('B10 a paper of eleven megabytes where ten are taken', async () => {
  const refused = await handIn(await investor(), Buffer.alloc(11 * 1024 * 1024))
  assert.deepEqual([refused.status, refused.code], [413, 'BODY_TOO_LARGE'])
})

test('B46 XML that declares a document type: a list, and a paper', async () => {
  for (const name of ['billion-laughs.xml', 'xxe-ivms.xml']) {
    const files = { list: fixture(name).toString('utf8') }
    const refused = await ask('/v1/screening/lists', { list: 'UN', publishedOn: '2026-11-01', files })
    assert.deepEqual([refused.status, refused.code], [422, 'XML_DTD_FORBIDDEN'], name)
    assert.equal((await handIn(await investor(), fixture(name))).code, 'FILE_TYPE_FORBIDDEN', name)
  }
})

test('B48 names that lead out of a folder, name a device, are too long or turn the text round', async () => {
  for (const [given, shown] of [
    ['../../x', 'x.pdf'],
    ['CON', 'document.pdf'],
    ['x'.repeat(300), `${'x'.repeat(100)}.pdf`],
    ['\u202efdp.exe', 'fdp.pdf'],
  ] as const) {
    const kept = await handIn(await investor(), pdfOf({ pages: 1 }), given)
    assert.deepEqual([kept.status, Object(JSON.parse(kept.text)).displayName], [201, shown])
  }
})

test('a message of a provider that is not set up here, whatever it is signed with', async () => {
  for (const provider of ['sumsub', 'persona', 'veriff', 'onfido', 'simulated', '..%2f..%2fx'])
    assert.equal(
      (await ask(`/v1/webhooks/kyc/${provider}`, { type: 'applicantReviewed' })).status,
      404,
      provider,
    )
})

test('B51 B52 messages of the travel rule with a fault, and in the other dialect', async () => {
  const check = (payload: unknown) => ask('/v1/travel-rule/validation', { payload })
  const both = {
    originator: { originatorPersons: [ivms('person_both_persons')], accountNumber: ['0x1'] },
    beneficiary: { beneficiaryPersons: [{ legalPerson: ivms('legal_person') }], accountNumber: ['0x2'] },
  }
  const refused = await check(both)
  assert.deepEqual([refused.status, refused.code], [422, 'IVMS_INVALID'])
  assert.ok(
    refused.paths.some((at) => String(at).includes('originator.originatorPersons[0]')),
    refused.text,
  )
  assert.equal((await check(ivms('identity_payload.pb'))).code, 'IVMS_DIALECT')
})

test('B55 somebody who is no US person and shows a US passport is looked at: US_PERSON_CONFLICT', async () => {
  const id = await investor()
  await save(id, 'identity', identity)
  await save(id, 'address', address)
  await save(id, 'tax', {
    isUsPerson: false,
    residences: [{ country: 'PT' }],
    fundsSource: 'salary',
    politicallyExposed: 'no',
  })
  await save(id, 'financial', {
    annualIncome: '0-50k',
    netWorth: '0-50k',
    experience: 'none',
    objective: 'income',
    tolerance: 'low',
  })
  assert.equal((await save(id, 'check', { paper: 'passport', paperCountry: 'US' })).status, 200)
  await ask(`/v1/investors/${id}/files`, {
    kind: 'passport',
    name: 'x.pdf',
    content: pdfOf({ pages: 1 }).toString('base64'),
  })
  const sent = await ask(`/v1/investors/${id}/onboarding/submission`, { confirmsAccuracy: true })
  assert.equal(sent.status, 200, sent.text)
  const { status, reviewReasons } = JSON.parse((await ask(`/v1/cases/${id}`)).text) as Record<string, unknown>
  assert.equal(status, 'manual-review')
  assert.ok((reviewReasons as string[]).includes('US_PERSON_CONFLICT'))
})

test('B56 a letter of tomorrow, and one of three months and a day ago', async () => {
  const id = await investor()
  const content = pdfOf({ pages: 1 }).toString('base64')
  const file = await ask(`/v1/investors/${id}/files`, {
    kind: 'accreditation-evidence',
    name: 'x.pdf',
    content,
  })
  const { id: evidence } = JSON.parse(file.text) as { id: string }
  // Tomorrow wherever one is, and where the rule is.
  const [day, last] = [
    dateIn(systemClock.now(), UNITED_STATES_ZONE),
    dateIn(systemClock.now(), 'Pacific/Kiritimati'),
  ]
  for (const [evidenceOn, code] of [
    [last.add({ days: 1 }), 'DATE_INVALID'],
    [day.subtract({ months: 3 }).subtract({ days: 1 }), 'R506C_EVIDENCE_STALE'],
  ] as const) {
    const claim = {
      basis: 'third-party-letter',
      evidence,
      evidenceOn: evidenceOn.toString(),
      statement: null,
    }
    const refused = await ask(`/v1/investors/${id}/accreditations`, claim)
    assert.deepEqual([refused.status, refused.code], [422, code])
  }
})

test('B57 a W-8 from the United States, without a signature, by a treaty that there is not', async () => {
  const id = await investor()
  const form = {
    form: 'W-8BEN',
    name: 'Ines Falcao',
    address: { street: 'Rua 1', town: 'Lisboa', postCode: '1200', country: 'PT' },
    country: 'PT',
    usTin: null,
    foreignTin: '123456789',
    treatyCountry: null,
    signedBy: 'Ines Falcao',
    signedOn: today.subtract({ days: 1 }).toString(),
  }
  for (const [change, code] of [
    [{ address: { ...form.address, country: 'US' } }, 'TAX_FORM_US_ADDRESS'],
    [{ signedBy: null }, 'TAX_FORM_UNSIGNED'],
    [{ treatyCountry: 'BR' }, /^TAX_FORM_/],
  ] as const) {
    const refused = await ask(`/v1/investors/${id}/tax-form`, { ...form, ...change })
    assert.equal(refused.status, 422, refused.text)
    assert.match(String(refused.code), new RegExp(code))
  }
})

test('B41 terms of a waterfall that cannot be: a cap below the preference, no shares, less than nothing accrued', async () => {
  const common = {
    id: 'Common',
    shares: '100',
    preference: '0',
    rank: 0,
    participation: 'full',
    convertible: false,
  }
  const seed = {
    id: 'Seed',
    shares: '100',
    preference: '100',
    rank: 1,
    participation: 'capped',
    cap: '200',
    convertible: true,
  }
  for (const [change, why] of [
    [{ cap: '99' }, 'cap is below its preference'],
    [{ shares: '0' }, 'and no shares'],
    [{ preference: '-1' }, 'is negative'],
  ] as const) {
    const refused = await ask('/v1/waterfalls', { amount: '1000', classes: [common, { ...seed, ...change }] })
    assert.deepEqual([refused.status, refused.code], [422, 'WATERFALL_TERMS_INVALID'], refused.text)
    assert.ok(refused.text.includes(why), refused.text)
  }
  const sound = await ask('/v1/waterfalls', { amount: '1000', classes: [common, seed] })
  assert.equal(sound.status, 200, sound.text)
  const { classes } = JSON.parse(sound.text) as {
    classes: { id: string; amount: string; converted: boolean }[]
  }
  // A hundred of preference and a hundred beside common is the cap; half of all as common is more.
  assert.deepEqual(
    classes.map(({ id, amount, converted }) => [id, amount, converted]),
    [
      ['Common', '500', false],
      ['Seed', '500', true],
    ],
  )
  const yaml = SHEET.replace(
    '\npayment:',
    "\npreference:\n  rank: 1\n  multiple: '2'\n  participation: capped\n  cap: '1.5'\n  convertible: true\n\npayment:",
  )
  const planned = await ask('/v1/term-sheets/plan', { yaml }, undefined, administrator)
  assert.match(
    planned.text,
    /"path":"preference\.cap","line":\d+,"column":\d+,"code":"WATERFALL_TERMS_INVALID"/,
  )
})

test('B59 a filter is taken by its letters, or refused', async () => {
  const auditor = await world.keyFor('auditor')
  for (const filter of ['/v1/audit?subject=', '/v1/refusals?reason=']) {
    for (const text of [`%' or '1'='1`, '%%%%%%%%%', '(a+)+$', `x'; drop table investor; --`]) {
      const found = await ask(filter + encodeURIComponent(text), undefined, undefined, auditor)
      assert.ok(found.status === 422 || (found.status === 200 && /"items":\[\]/.test(found.text)), found.text)
    }
    const long = await ask(filter + 'A'.repeat(10_000), undefined, undefined, auditor)
    assert.equal(long.status, 422)
  }
  const { rows } = await database.pool.query<{ n: number }>('select count(*)::int as n from investor')
  assert.ok(rows[0]!.n > 0)
})
