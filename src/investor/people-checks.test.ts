import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { openScreening } from '../screening/engine.service.ts'
import { listRoutes } from '../screening/list.routes.ts'
import { fileRoutes } from './file.routes.ts'
import { investorRoutes } from './investor.routes.ts'
import { kycCaseRoutes } from './kyc-case.routes.ts'
import { openKycProvider } from './kyc-provider.service.ts'
import { simulatedMessage } from './kyc-simulated.service.ts'
import { kycWebhookRoutes } from './kyc-webhook.routes.ts'
import { onboardingRoutes } from './onboarding.routes.ts'

/* An entity's owners, control persons and signers are checked each for themselves: 31 CFR 1010.230(b)(2). */

const SECRET = 'a secret of the simulated provider'
const database = await testDatabase()
const screening = openScreening()
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const provider = openKycProvider(
  {
    provider: 'simulated',
    apiKey: '',
    apiSecret: '',
    webhookSecret: SECRET,
    levels: { individual: '', entity: '' },
    baseUrl: null,
  },
  { publicUrl: PUBLIC_URL },
)
const world = await testApp(database, [
  ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock: systemClock, screening }),
  ...onboardingRoutes({ publicUrl: PUBLIC_URL, screening, provider }),
  ...kycCaseRoutes,
  ...kycWebhookRoutes({ provider, clock: systemClock }),
  ...listRoutes({ systemClock }),
  ...fileRoutes,
])
const [desk, officer, second] = [
  await world.keyFor('officer'),
  await world.keyFor('officer'),
  await world.keyFor('officer'),
]

async function called(path: string, key: string, body?: unknown, method?: 'PUT' | 'POST') {
  const answer = await world.call({
    path,
    key,
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  })
  return { status: answer.statusCode, text: answer.body, json: answer.json<Record<string, unknown>>() }
}
async function done(...request: Parameters<typeof called>) {
  const answer = await called(...request)
  assert.ok(answer.status < 300, answer.text)
  return answer.json
}

await done('/v1/screening/lists', officer, {
  list: 'HOUSE',
  publishedOn: '2026-11-01',
  files: { list: fs.readFileSync('examples/lists/house.csv', 'utf8') },
})

const person = (name: string, more: object = {}) => ({
  name,
  born: '1980-01-01',
  country: 'PT',
  isControlPerson: false,
  isSigner: true,
  ...more,
})
const PEOPLE = [person('Ines Falcao', { isControlPerson: true }), person('Rui Teixeira', { share: '30' })]

let taken = 0
/** An entity whose application is filled in, with these people behind it. */
async function filledIn(people: readonly object[] = PEOPLE): Promise<string> {
  const name = `Quiet Harbour ${++taken} Lda`
  const applicant = { kind: 'entity', country: 'PT', name, email: `entity${taken}@example.org` }
  const id = String((await done('/v1/investors', desk, applicant))['id'])
  await database.pool.query(`update investor set kyc_status = 'none' where id = $1`, [id])
  const address = { country: 'PT', line1: 'Rua 1', city: 'Lisboa' }
  const steps = {
    company: {
      name,
      entityType: 'corporation',
      registryNumber: '500100200',
      formedOn: '2015-05-05',
      ...address,
    },
    tax: {
      isUsPerson: false,
      residences: [{ country: 'PT' }],
      fundsSource: 'business-income',
      politicallyExposed: 'no',
    },
    owners: { people },
    financial: {
      annualIncome: '1m-5m',
      netWorth: '1m-5m',
      experience: 'none',
      objective: 'income',
      tolerance: 'low',
    },
    check: { paper: 'passport', paperCountry: 'PT' },
  }
  for (const [step, answer] of Object.entries(steps))
    await done(`/v1/investors/${id}/onboarding/${step}`, desk, answer, 'PUT')
  const content = pdfOf({ pages: 1 }).toString('base64')
  for (const kind of ['company-registration', 'passport'])
    await done(`/v1/investors/${id}/files`, desk, { kind, name: 'x.pdf', content })
  return id
}
const begin = (id: string, of: number | null) =>
  called(
    `/v1/investors/${id}/onboarding/${of === null ? '' : `people/${of}/`}check-session`,
    desk,
    undefined,
    'POST',
  )
const submit = (id: string) =>
  done(`/v1/investors/${id}/onboarding/submission`, desk, { confirmsAccuracy: true })
const application = (id: string) => done(`/v1/investors/${id}/onboarding`, desk)
type Check = { of: string; ref: string; result: string }
async function caseOf(id: string) {
  const { status, reviewReasons, checks } = await done(`/v1/cases/${id}`, officer)
  return { status, reviewReasons: reviewReasons as string[], checks: checks as Check[] }
}

let tick = 0
/** Has the provider say this of the newest check of one of them. */
async function told(id: string, of: string, result: 'approved' | 'rejected' | 'updates-required') {
  const { ref } = (await caseOf(id)).checks.find((check) => check.of === of)!
  const at = systemClock.now().add({ milliseconds: ++tick })
  const { body, headers } = simulatedMessage(SECRET, { check: ref, result, at, comment: null })
  const answer = await world.call({ path: '/v1/webhooks/kyc/simulated', body, headers })
  assert.equal(answer.json<{ outcome: string }>().outcome, 'applied', answer.body)
}
async function approve(id: string, key: string) {
  const { status, json } = await called(`/v1/investors/${id}/approval`, key, { kycUntil: '2030-01-01' })
  return status === 200 ? 'approved' : `${String(json['code'])}: ${String(json['detail'])}`
}
const examine = (id: string, of: number | null) =>
  called(`/v1/cases/${id}/examination`, officer, { saw: 'Their passport.', person: of })

test('an entity is approved once the applicant and everybody behind it passed', async () => {
  const id = await filledIn()
  assert.deepEqual(Object(await application(id))['peopleChecks'], [
    { result: 'pending', begun: false, canStart: true },
    { result: 'pending', begun: false, canStart: true },
  ])
  for (const who of [null, 0, 1]) assert.equal((await begin(id, who)).status, 201)
  const refs = (await caseOf(id)).checks.map(({ ref }) => ref)
  assert.equal(new Set(refs).size, 3)
  await submit(id)
  await told(id, 'applicant', 'approved')
  await told(id, 'people[0]', 'approved')
  assert.match(await approve(id, second), /^PEOPLE_NOT_CHECKED/)
  assert.deepEqual((await done(`/v1/cases/${id}`, officer))['unchecked'], ['people[1]'])
  await told(id, 'people[1]', 'approved')
  assert.deepEqual((await caseOf(id)).reviewReasons, [])
  assert.equal(await approve(id, second), 'approved')
})

test('an application that begins not every check is looked at by a person', async () => {
  const id = await filledIn()
  for (const who of [null, 0]) await begin(id, who)
  await submit(id)
  const { status, reviewReasons } = await caseOf(id)
  assert.deepEqual([status, reviewReasons], ['manual-review', ['CHECK_NOT_STARTED']])
  await told(id, 'applicant', 'approved')
  assert.deepEqual((await caseOf(id)).reviewReasons, ['CHECK_NOT_STARTED'], 'one is still to begin')
  assert.equal((await begin(id, 2)).json['code'], 'PERSON_UNKNOWN')
  assert.equal((await examine(id, 2)).json['code'], 'PERSON_UNKNOWN')
})

test('a no to one of them takes the approval back, and what was seen of them before', async () => {
  const id = await filledIn()
  for (const who of [null, 0]) await begin(id, who)
  await submit(id)
  await told(id, 'applicant', 'approved')
  await told(id, 'people[0]', 'approved')
  assert.equal((await examine(id, 1)).status, 200)
  assert.equal(await approve(id, officer), 'approved')
  await told(id, 'people[0]', 'rejected')
  const { status, reviewReasons } = await caseOf(id)
  assert.deepEqual([status, reviewReasons], ['manual-review', ['PROVIDER_REJECTED']])
  assert.match(await approve(id, second), /^PEOPLE_NOT_CHECKED/)
  await examine(id, 0)
  assert.match(await approve(id, officer), /^FOUR_EYES/)
  assert.equal(await approve(id, second), 'approved')
})

test('whoever has to show better papers keeps the application with its applicant until they did', async () => {
  const id = await filledIn()
  for (const who of [null, 0, 1]) await begin(id, who)
  await submit(id)
  await told(id, 'people[0]', 'updates-required')
  await told(id, 'people[1]', 'updates-required')
  await told(id, 'people[0]', 'approved')
  assert.deepEqual(Object(await caseOf(id)).status, 'updates-required')
  await told(id, 'people[1]', 'approved')
  assert.deepEqual(Object(await caseOf(id)).status, 'processing')
})

test('a check is of the person, not of their place in the list', async () => {
  const id = await filledIn()
  await begin(id, 1)
  await told(id, 'people[1]', 'approved')
  const people = [PEOPLE[1]!, { ...PEOPLE[0]!, name: 'Ines Falcao Neves' }]
  await done(`/v1/investors/${id}/onboarding/owners`, desk, { people }, 'PUT')
  assert.deepEqual(
    (await caseOf(id)).checks.map(({ of, result }) => [of, result]),
    [['people[0]', 'approved']],
  )
  await done(`/v1/investors/${id}/onboarding/owners`, desk, { people: [people[1]] }, 'PUT')
  assert.deepEqual(
    (await caseOf(id)).checks.map(({ of }) => of),
    ['former'],
  )
})
