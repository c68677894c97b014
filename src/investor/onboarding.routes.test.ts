import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { getAddress, type Address } from 'viem'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import { recordedInstrument } from '../../test/recorded-instrument.ts'
import { recordProtocol } from '../../test/recorded-protocol.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { offeringAddressOf } from '../instrument/token.service.ts'
import { assertInvariants } from '../../test/faults/invariants.ts'
import { newId, parseId } from '../kernel/ids.ts'
import { deliverNotices } from '../access/notice.service.ts'
import { appendAudit } from '../platform/audit.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { openScreening } from '../screening/engine.service.ts'
import { listRoutes } from '../screening/list.routes.ts'
import { factsOfApplications } from './due-diligence.service.ts'
import { investorById } from './investor.service.ts'
import { erasureRoutes } from './erasure.routes.ts'
import { fileRoutes } from './file.routes.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { hitRoutes } from './hit.routes.ts'
import { investorRoutes } from './investor.routes.ts'
import { kycCaseRoutes } from './kyc-case.routes.ts'
import { remindInvestors } from './kyc-expiry.job.ts'
import type { KycProvider } from './kyc-provider.ts'
import { personalDataRoutes } from './personal-data.routes.ts'
import { openKycProvider } from './kyc-provider.service.ts'
import { simulatedMessage } from './kyc-simulated.service.ts'
import { kycWebhookRoutes } from './kyc-webhook.routes.ts'
import { onboardingRoutes } from './onboarding.routes.ts'
import { SAVES_A_DAY_MAX } from './onboarding.ts'

const SECRET = 'a secret of the simulated provider'
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const database = await testDatabase()
const { db } = database
const screening = openScreening()
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
let daysLater = 0
const clock: Clock = { now: () => systemClock.now().add({ hours: 24 * daysLater }) }
const world = await testApp(
  database,
  [
    ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock: systemClock, screening }),
    ...onboardingRoutes({ publicUrl: PUBLIC_URL, screening, provider }),
    ...kycCaseRoutes,
    ...kycWebhookRoutes({ provider, clock: systemClock }),
    ...listRoutes({ systemClock }),
    ...hitRoutes({ screening }),
    ...fileRoutes,
    ...personalDataRoutes,
    ...erasureRoutes({ eraseUsers: () => Promise.resolve() }),
  ],
  { clock, systemClock, registration: true },
)
const officer = await world.keyFor('officer')
const second = await world.keyFor('officer')
const HOUSE = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
  'utf8',
)
await world.call({
  path: '/v1/screening/lists',
  key: officer,
  body: { list: 'HOUSE', publishedOn: '2026-11-01', files: { list: HOUSE } },
})

const ANSWERS = {
  identity: { name: 'Ada Okafor', born: '1985-04-12', citizenships: ['PT'], birthCountry: 'PT' },
  address: { country: 'PT', line1: 'Rua das Flores 1', city: 'Lisboa', postalCode: '1200-001' },
  tax: {
    isUsPerson: false,
    residences: [{ country: 'PT', number: '123456789' }],
    employment: 'employed',
    occupation: 'Engineer',
    fundsSource: 'salary',
    politicallyExposed: 'no',
  },
  financial: {
    annualIncome: '50k-200k',
    netWorth: '200k-300k',
    experience: 'under-2-years',
    objective: 'income',
    tolerance: 'low',
  },
  check: { paper: 'passport', paperCountry: 'PT' },
} as const
type Step = keyof typeof ANSWERS
const codeOf = (answer: { json: () => unknown }): unknown => Object(answer.json())['code']
type Application = {
  status: string
  next: string | null
  isOpen: boolean
  updates: string | null
  comments: { text: string; isOwn: boolean }[]
}

async function invest(more: object = {}): Promise<{ id: string; key: string }> {
  const answer = await world.call({
    path: '/v1/registration',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: {
      kind: 'individual',
      name: 'Ada Okafor',
      country: 'PT',
      email: `${Math.random()}@example.org`,
      password: 'three random words here',
      ...more,
    },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  const { user } = answer.json<{ user: { investor: string; role: string } }>()
  assert.equal(user.role, 'investor')
  return { id: user.investor, key: await world.keyFor('investor', { investor: user.investor as never }) }
}
const save = (who: { id: string; key: string }, step: string, body: object) =>
  world.call({ method: 'PUT', path: `/v1/investors/${who.id}/onboarding/${step}`, key: who.key, body })
const submit = (who: { id: string; key: string }) =>
  world.call({
    path: `/v1/investors/${who.id}/onboarding/submission`,
    key: who.key,
    body: { confirmsAccuracy: true },
  })
const read = async (who: { id: string; key: string }): Promise<Application> =>
  (await world.call({ path: `/v1/investors/${who.id}/onboarding`, key: who.key })).json<Application>()
const startCheck = (who: { id: string; key: string }) =>
  world.call({ method: 'POST', path: `/v1/investors/${who.id}/onboarding/check-session`, key: who.key })
type Case = {
  status: string
  reviewReasons: string[]
  assignee: { id: string } | null
  checks: { ref: string; result: string }[]
  comments: { visibility: string; text: string }[]
  timeline: { action: string }[]
  answers: { identity: { name: string } | null }
}
const caseOf = async (id: string, key = officer): Promise<Case> =>
  (await world.call({ path: `/v1/cases/${id}`, key })).json<Case>()
const approve = (id: string, key: string, reason: string | null = null) =>
  world.call({ path: `/v1/investors/${id}/approval`, key, body: { kycUntil: '2030-01-01', reason } })

const handIn = (who: { id: string; key: string }, kind: string) =>
  world.call({
    path: `/v1/investors/${who.id}/files`,
    key: who.key,
    body: { kind, name: 'paper.pdf', content: pdfOf({ pages: 1 }).toString('base64') },
  })

async function applied(more: Partial<Record<Step, object>> = {}, withCheck = true) {
  const who = await invest()
  for (const step of Object.keys(ANSWERS) as Step[]) {
    const saved = await save(who, step, { ...ANSWERS[step], ...more[step] })
    assert.equal(saved.statusCode, 200, saved.body)
  }
  if (withCheck) assert.equal((await startCheck(who)).statusCode, 201)
  else assert.equal((await handIn(who, 'passport')).statusCode, 201)
  const sent = await submit(who)
  assert.equal(sent.statusCode, 200, sent.body)
  return { ...who, status: sent.json<Application>().status }
}

let tick = 0
async function told(id: string, result: string, more: { at?: Temporal.Instant; comment?: string } = {}) {
  const check = (await caseOf(id)).checks[0]!.ref
  const at = more.at ?? systemClock.now().add({ milliseconds: ++tick })
  const message = simulatedMessage(SECRET, {
    check,
    result: result as 'approved',
    at,
    comment: more.comment ?? null,
  })
  return { message, answer: await deliver(message) }
}
const deliver = (message: { body: string; headers: Readonly<Record<string, string>> }) =>
  world.call({
    path: '/v1/webhooks/kyc/simulated',
    body: message.body,
    headers: message.headers,
  })
const outcomeOf = (answer: { json: () => unknown }): unknown => Object(answer.json())['outcome']

test('nobody registers where registration is closed, and one address is one person', async () => {
  const body = {
    kind: 'individual',
    name: 'Eve Short',
    country: 'PT',
    email: 'eve@example.org',
    password: 'three random words here',
  }
  const headers = { 'sec-fetch-site': 'same-origin' }
  const closed = await testApp(database)
  assert.equal(codeOf(await closed.call({ path: '/v1/registration', headers, body })), 'REGISTRATION_CLOSED')
  const first = await world.call({ path: '/v1/registration', headers, body })
  assert.equal(first.statusCode, 201, first.body)
  assert.equal(codeOf(await world.call({ path: '/v1/registration', headers, body })), 'EMAIL_TAKEN')
  const weak = { ...body, email: 'eve2@example.org', password: 'short' }
  assert.equal(codeOf(await world.call({ path: '/v1/registration', headers, body: weak })), 'PASSWORD_WEAK')
  const bad = { ...body, name: 'A\u202eB', country: 'UK' }
  const refused = await world.call({ path: '/v1/registration', headers, body: bad })
  assert.equal(refused.statusCode, 422)
})

test('an application is saved step by step, taken up again where it was left, and sent in', async () => {
  const who = await invest()
  assert.equal((await read(who)).next, 'identity')
  assert.equal(codeOf(await save(who, 'tax', ANSWERS.tax)), 'STEP_ORDER')
  assert.equal((await save(who, 'identity', ANSWERS.identity)).statusCode, 200)
  assert.equal((await read(who)).next, 'address')
  assert.equal(codeOf(await submit(who)), 'STEP_ORDER')
  assert.equal((await save(who, 'address', ANSWERS.address)).statusCode, 200)
  const { politicallyExposed: _, ...silent } = ANSWERS.tax
  const unanswered = await save(who, 'tax', silent)
  assert.deepEqual([unanswered.statusCode, codeOf(unanswered)], [422, 'EXPOSURE_UNANSWERED'])
  for (const step of ['tax', 'financial', 'check'] as const)
    assert.equal((await save(who, step, ANSWERS[step])).statusCode, 200, step)
  assert.equal((await startCheck(who)).statusCode, 201)
  const sent = await submit(who)
  assert.deepEqual([sent.statusCode, sent.json<Application>().status], [200, 'processing'])
  assert.equal(codeOf(await save(who, 'identity', ANSWERS.identity)), 'ONBOARDING_CLOSED')
  assert.equal(codeOf(await submit(who)), 'ONBOARDING_CLOSED')
})

test('the papers that are needed are said, can be taken back until it is sent in, and are kept then', async () => {
  const who = await invest()
  for (const step of Object.keys(ANSWERS) as Step[]) await save(who, step, ANSWERS[step])
  const papers = async () =>
    (await world.call({ path: `/v1/investors/${who.id}/onboarding`, key: who.key })).json<{
      papers: unknown
    }>().papers
  assert.deepEqual(await papers(), [{ kind: 'passport', isThere: false }])
  assert.equal(codeOf(await submit(who)), 'PAPERS_MISSING')
  const unknown = await save(who, 'check', { ...ANSWERS.check, documents: [`fil_${'0'.repeat(26)}`] })
  assert.equal(codeOf(unknown), 'DOCUMENT_UNKNOWN')
  assert.equal(unknown.json<{ errors: { path: string }[] }>().errors[0]?.path, 'documents[0]')

  const one = async () => (await handIn(who, 'passport')).json<{ id: string }>().id
  const path = async () => `/v1/investors/${who.id}/files/${await one()}`
  const other = await world.call({
    path: '/v1/investors',
    key: officer,
    body: { kind: 'individual', country: 'PT', name: 'Rui Alves', email: 'rui@example.org' },
  })
  const stranger = await world.keyFor('investor', { investor: other.json<{ id: never }>().id })
  const at = await path()
  const remove = (file: string, key: string) => world.call({ method: 'DELETE', path: file, key })
  assert.equal((await remove(at, stranger)).statusCode, 404)
  assert.equal((await remove(at, who.key)).statusCode, 200)
  assert.equal((await world.call({ path: at, key: who.key })).statusCode, 404)
  const { rows } = await database.pool.query(`select 1 from vault_file where subject = $1`, [who.id])
  assert.deepEqual(rows, [], 'its bytes are gone')

  const kept = await path()
  assert.deepEqual(await papers(), [{ kind: 'passport', isThere: true }])
  assert.equal((await submit(who)).statusCode, 200)
  assert.equal(codeOf(await remove(kept, who.key)), 'FILE_KEPT')
  await world.call({
    path: `/v1/cases/${who.id}/updates-request`,
    key: officer,
    body: { comment: 'Sharper.' },
  })
  assert.equal(codeOf(await remove(kept, who.key)), 'FILE_KEPT', 'an officer saw it')

  const handed = (await handIn(who, 'other')).json<{ id: string }>().id
  const order = { ground: 'authority', reason: 'An order of a court.' }
  const held = await world.call({ path: `/v1/investors/${who.id}/holds`, key: officer, body: order })
  assert.equal(held.statusCode, 201, held.body)
  assert.equal((await remove(`/v1/investors/${who.id}/files/${handed}`, who.key)).statusCode, 200)
  await world.call({ method: 'POST', path: `/v1/investors/${who.id}/erasure`, key: who.key })
  assert.equal(codeOf(await save(who, 'address', ANSWERS.address)), 'INVESTOR_RESTRICTED')
  assert.equal(codeOf(await submit(who)), 'INVESTOR_RESTRICTED')
})

test('under a hold of which they are not told, what an investor replaces or takes back is kept until it is lifted', async () => {
  const who = await invest()
  const at = `/v1/investors/${who.id}`
  const hold = await world.call({
    path: `${at}/holds`,
    key: officer,
    body: { ground: 'authority', reason: 'An order of a court.' },
  })
  const together = { ...ANSWERS.identity, registration: 'joint-survivorship' }
  const spouse = { name: 'Rui Alves', born: '1984-01-02', country: 'PT' }
  assert.equal((await save(who, 'identity', { ...together, name: 'Ada Alves' })).statusCode, 200)
  assert.equal((await save(who, 'identity', together)).statusCode, 200)
  assert.equal((await save(who, 'identity', together)).statusCode, 200, 'which loses nothing')
  assert.equal((await save(who, 'owners', { people: [spouse] })).statusCode, 200)
  assert.equal((await save(who, 'identity', ANSWERS.identity)).statusCode, 200, 'who was named goes with it')
  const paper = (await handIn(who, 'passport')).json<{ id: string }>().id
  const gone = { method: 'DELETE', path: `${at}/files/${paper}`, key: who.key } as const
  assert.equal((await world.call(gone)).statusCode, 200)

  const erasure = async (key: string) =>
    (await world.call({ path: `${at}/erasure`, key })).json<{
      blockers: { code: string }[]
      holds: unknown[]
      former: {
        answers: {
          name: string
          answers: { identity: { name: string } | null; owners: { people: { name: string }[] } | null }
        }[]
        papers: { id: string; displayName: string }[]
      } | null
    }>()
  const seen = await erasure(officer)
  assert.deepEqual(
    seen.former?.answers.map(({ name, answers: { identity, owners } }) => [
      name,
      identity?.name ?? null,
      owners?.people.map((person) => person.name) ?? null,
    ]),
    [
      ['Ada Okafor', null, null],
      ['Ada Alves', 'Ada Alves', null],
      ['Ada Okafor', 'Ada Okafor', ['Rui Alves']],
    ],
  )
  assert.deepEqual(
    seen.former?.papers.map(({ id }) => id),
    [paper],
  )
  const path = `${at}/files/${paper}`
  assert.equal((await world.call({ path, key: officer })).statusCode, 200)

  const told = await erasure(who.key)
  assert.deepEqual(
    [told.blockers.map(({ code }) => code), told.holds, told.former],
    [['ERASURE_KEPT'], [], null],
  )
  assert.equal((await world.call({ path, key: who.key })).statusCode, 404)
  const auditor = await erasure(await world.keyFor('auditor'))
  assert.deepEqual([auditor.holds.length, auditor.former], [1, null])
  const data = await world.call({ path: `${at}/data`, key: who.key })
  assert.ok(data.statusCode === 200 && !/former|hold|Alves/.test(data.body), data.body)
  const actions = data.json<{ history: { action: string }[] }>().history.map(({ action }) => action)
  assert.ok(actions.includes('file.withdrawn') && !actions.includes('file.opened'), 'nor that it was opened')

  const lift = { method: 'DELETE', path: `${at}/holds/${hold.json<{ id: string }>().id}` } as const
  for (const key of [officer, second]) assert.equal((await world.call({ ...lift, key })).statusCode, 200)
  assert.deepEqual((await erasure(officer)).former, { answers: [], facts: [], papers: [] })
  const { rows } = await database.pool.query(`select 1 from vault_file where subject = $1`, [who.id])
  assert.deepEqual(rows, [], 'nothing asks for its bytes any more')
})

test('answers are saved so often within a day', async () => {
  const who = await invest()
  await transaction(db, async (tx) => {
    const work = { db: tx, now: systemClock.now(), by: systemActor('test') }
    for (let n = 0; n < SAVES_A_DAY_MAX; n++)
      await appendAudit(work, { action: 'onboarding.saved', subject: who.id })
  })
  const refused = await save(who, 'identity', ANSWERS.identity)
  assert.deepEqual([refused.statusCode, codeOf(refused)], [429, 'ANSWERS_TOO_OFTEN'])
})

test('bad answers are refused beside their field, and change nothing', async () => {
  const who = await invest()
  for (const [change, status, code, at] of [
    [{ born: '2026-02-30' }, 422, 'DATE_INVALID', 'born'],
    [{ born: '2027-02-29' }, 422, 'DATE_INVALID', 'born'],
    [{ born: '0000-01-01' }, 422, 'DATE_INVALID', 'born'],
    [{ born: '9999-01-01' }, 422, 'DATE_INVALID', 'born'],
    [{ born: '2026-13-01' }, 422, 'DATE_INVALID', 'born'],
    [{ born: '2199-01-01' }, 422, 'DOB_IN_FUTURE', 'born'],
    [{ born: systemClock.now().toString().slice(0, 10) }, 403, 'UNDER_AGE', 'born'],
    [{ name: ' ' }, 422, 'FIELD_REQUIRED', 'name'],
    [{ name: 'A\u202eB' }, 422, 'NAME_INVALID', 'name'],
    [{ name: 'A\u0000B' }, 422, 'NAME_INVALID', 'name'],
    [{ name: '\u200b\u200b' }, 422, 'NAME_INVALID', 'name'],
    [{ name: 'Ada 😀' }, 422, 'PICTURE_IN_ANSWER', 'name'],
    [{ name: 'Ada \u2764\ufe0f' }, 422, 'PICTURE_IN_ANSWER', 'name'],
    [{ name: 'Ada 1\u20e3' }, 422, 'PICTURE_IN_ANSWER', 'name'],
    [{ name: 'x'.repeat(10_000) }, 422, 'NAME_INVALID', 'name'],
    [{ citizenships: ['UK'] }, 422, 'COUNTRY_UNKNOWN', 'citizenships[0]'],
    [{ citizenships: ['XX'] }, 422, 'COUNTRY_UNKNOWN', 'citizenships[0]'],
    [{ citizenships: ['usa'] }, 422, 'COUNTRY_UNKNOWN', 'citizenships[0]'],
    [{ citizenships: ['AN'] }, 422, 'COUNTRY_UNKNOWN', 'citizenships[0]'],
  ] as const) {
    const answer = await save(who, 'identity', { ...ANSWERS.identity, ...change })
    assert.deepEqual([answer.statusCode, codeOf(answer)], [status, code], JSON.stringify(change))
    assert.equal(answer.json<{ errors: { path: string }[] }>().errors[0]?.path, at)
  }
  const residences = [{ country: 'DE', number: '123😀' }]
  const pictured = await save(who, 'tax', { ...ANSWERS.tax, residences })
  assert.equal(
    pictured.json<{ errors: { path: string }[] }>().errors[0]?.path,
    'residences[0].number',
    'it stands at its field',
  )
  assert.equal((await read(who)).next, 'identity')
  for (const name of ['محمد بن سلمان', '王小明', 'Виктор Иванов']) {
    const answer = await save(who, 'identity', { ...ANSWERS.identity, name })
    assert.equal(answer.statusCode, 200, answer.body)
  }
})

test('an entity names its owners, and a share is per cent with two digits', async () => {
  const who = await invest({ kind: 'entity', name: 'Okafor Holding Lda' })
  const company = {
    name: 'Okafor Holding Lda',
    entityType: 'limited-liability-company',
    registryNumber: '508 000 000',
    formedOn: '2015-05-05',
    country: 'PT',
    line1: 'Rua das Flores 1',
    city: 'Lisboa',
  }
  assert.equal(codeOf(await save(who, 'company', { ...company, formedOn: '2199-01-01' })), 'DATE_IN_FUTURE')
  assert.equal((await save(who, 'company', company)).statusCode, 200)
  const tax = {
    isUsPerson: true,
    residences: [{ country: 'US' }],
    fundsSource: 'business-income',
    politicallyExposed: 'no',
  }
  assert.equal(codeOf(await save(who, 'tax', tax)), 'TAX_NUMBER_MISSING')
  for (const number of ['abc', '123-45-6789', '07-1234567']) {
    const wrong = await save(who, 'tax', {
      ...tax,
      residences: [{ country: 'PT' }, { country: 'US', number }],
    })
    assert.equal(codeOf(wrong), 'TAX_NUMBER_INVALID', number)
    assert.equal(wrong.json<{ errors: { path: string }[] }>().errors[0]?.path, 'residences[1].number')
  }
  assert.equal(
    (await save(who, 'tax', { ...tax, residences: [{ country: 'US', number: '12-3456789' }] })).statusCode,
    200,
  )
  const foreign = { ...tax, isUsPerson: false, residences: [{ country: 'PT', number: '508000000' }] }
  assert.equal((await save(who, 'tax', foreign)).statusCode, 200)
  const owner = {
    name: 'Ada Okafor',
    born: '1985-04-12',
    country: 'PT',
    isControlPerson: true,
    isSigner: true,
  }
  assert.equal(
    codeOf(await save(who, 'owners', { people: [{ ...owner, share: '24.99' }] })),
    'OWNER_BELOW_THRESHOLD',
  )
  const saved = await save(who, 'owners', { people: [{ ...owner, share: '66.67' }] })
  assert.equal(saved.statusCode, 200, saved.body)
  const { answers } = saved.json<{ answers: { owners: { people: { share: string }[] } } }>()
  assert.equal(answers.owners.people[0]?.share, '66.67')
})

test('whoever controls an entity is compared with the lists too, and a match says whom it is about', async () => {
  const who = await invest({ kind: 'entity', name: 'Quiet Harbour Lda' })
  const steps = {
    company: {
      name: 'Quiet Harbour Lda',
      entityType: 'corporation',
      registryNumber: '1',
      formedOn: '2015-05-05',
      country: 'PT',
      line1: 'Rua 1',
      city: 'Lisboa',
    },
    tax: {
      isUsPerson: false,
      residences: [{ country: 'PT' }],
      fundsSource: 'business-income',
      politicallyExposed: 'no',
    },
    owners: {
      people: [
        {
          name: 'Viktor Anatolyevich Morozenko',
          born: '1968-03-14',
          country: 'RU',
          share: '30',
          isControlPerson: true,
          isSigner: true,
        },
      ],
    },
    financial: ANSWERS.financial,
    check: ANSWERS.check,
  }
  for (const [step, body] of Object.entries(steps)) {
    const saved = await save(who, step, body)
    assert.equal(saved.statusCode, 200, saved.body)
  }
  assert.equal((await startCheck(who)).statusCode, 201)
  assert.equal(codeOf(await submit(who)), 'PAPERS_MISSING', 'nothing shows that the company exists')
  assert.equal((await handIn(who, 'company-registration')).statusCode, 201)
  assert.equal((await submit(who)).statusCode, 200)
  const found = await world.call({ path: `/v1/screening/hits?investor=${who.id}`, key: officer })
  const [hit, ...others] = found.json<{ items: { id: string; ref: string }[] }>().items
  assert.deepEqual([hit?.ref, others.length], ['H-001', 0])
  const detail = await world.call({ path: `/v1/screening/hits/${hit!.id}`, key: officer })
  assert.equal(detail.json<{ why: { asked: string } }>().why.asked, 'Viktor Anatolyevich Morozenko')
  const pile = await world.call({ path: '/v1/cases?tab=hits', key: officer })
  assert.ok(pile.body.includes(who.id))
  await told(who.id, 'approved')
  assert.equal(codeOf(await approve(who.id, officer)), 'PEOPLE_NOT_CHECKED')
  const seen = { saw: 'His passport.', person: 0 }
  await world.call({ path: `/v1/cases/${who.id}/examination`, key: second, body: seen })
  assert.equal(codeOf(await approve(who.id, officer)), 'SCREENING_OPEN_HIT')
})

test('another investor’s application is not there, and an issuer has no business with one', async () => {
  const [one, other] = [await invest(), await invest()]
  for (const call of [
    world.call({ path: `/v1/investors/${one.id}/onboarding`, key: other.key }),
    save({ id: one.id, key: other.key }, 'identity', ANSWERS.identity),
    submit({ id: one.id, key: other.key }),
    startCheck({ id: one.id, key: other.key }),
  ])
    assert.deepEqual([(await call).statusCode, codeOf(await call)], [404, 'NOT_FOUND'])
  assert.equal((await world.call({ path: `/v1/cases/${one.id}`, key: one.key })).statusCode, 403)
})

test('facts that speak against “no US person” put the case before a person', async () => {
  const who = await applied({ check: { paperCountry: 'US' } })
  assert.equal(who.status, 'manual-review')
  assert.deepEqual((await caseOf(who.id)).reviewReasons, ['US_PERSON_CONFLICT'])
})

test('a case is found in its pile, taken, remarked on, sent back, and comes again', async () => {
  const who = await applied()
  const pile = async (tab: string) =>
    (await world.call({ path: `/v1/cases?tab=${tab}&limit=200`, key: officer })).json<{
      items: { investor: { id: string }; dueAt: string | null; isOverdue: boolean }[]
    }>().items
  const mine = (await pile('new')).find(({ investor }) => investor.id === who.id)
  assert.deepEqual([typeof mine?.dueAt, mine?.isOverdue], ['string', false])
  const { counts } = (await world.call({ path: '/v1/cases/counts', key: officer })).json<{
    counts: Record<string, number>
  }>()
  assert.equal(counts['new'], (await pile('new')).length)

  const post = (what: string, body: object) =>
    world.call({ path: `/v1/cases/${who.id}/${what}`, key: officer, body })
  assert.equal((await post('assignment', { take: true })).statusCode, 200)
  assert.ok((await caseOf(who.id)).assignee !== null)
  assert.equal((await post('comments', { visibility: 'internal', text: 'Looks odd.' })).statusCode, 200)
  assert.equal((await post('updates-request', { comment: 'The passport is cut off.' })).statusCode, 200)
  assert.equal(codeOf(await post('updates-request', { comment: 'Again.' })), 'CASE_NOT_WAITING')
  assert.equal(codeOf(await approve(who.id, officer)), 'APPLICANT_FIRST')

  const seen = await read(who)
  assert.deepEqual([seen.status, seen.isOpen], ['updates-required', true])
  assert.deepEqual(
    seen.comments.map(({ text }) => text),
    ['The passport is cut off.'],
    'an internal remark is not for the applicant',
  )
  assert.deepEqual(
    (await caseOf(who.id)).comments.map(({ visibility }) => visibility),
    ['internal', 'public'],
  )
  assert.equal((await pile('updates-required')).find(({ investor }) => investor.id === who.id)?.dueAt, null)
  assert.equal((await save(who, 'check', ANSWERS.check)).statusCode, 200)
  assert.equal((await submit(who)).json<Application>().status, 'processing')
  const actions = (await caseOf(who.id)).timeline.map(({ action }) => action)
  for (const action of ['onboarding.submitted', 'case.taken', 'case.updates-requested', 'check.started'])
    assert.ok(actions.includes(action), action)
})

test('an approved investor is asked for something: the approval stands while they answer, unless an officer suspends it', async () => {
  const who = await applied()
  await told(who.id, 'approved')
  assert.equal((await approve(who.id, second)).statusCode, 200)
  const path = (what: string) => `/v1/cases/${who.id}/${what}`
  const ask = (body: object) => world.call({ path: path('updates-request'), key: officer, body })
  const reply = (text: string) =>
    world.call({ path: `/v1/investors/${who.id}/onboarding/updates-answer`, key: who.key, body: { text } })
  const close = () => world.call({ method: 'POST', path: path('updates-acceptance'), key: officer })
  const isIn = async (tab: string) =>
    (await world.call({ path: `/v1/cases?tab=${tab}&limit=200`, key: officer }))
      .json<{ items: { investor: { id: string }; dueAt: string | null }[] }>()
      .items.find(({ investor }) => investor.id === who.id)?.dueAt
  const isAsked = async () =>
    (await world.call({ path: `/v1/investors/${who.id}`, key: who.key })).json<{ updatesAsked: boolean }>()
      .updatesAsked

  assert.equal(codeOf(await reply('Here.')), 'NOTHING_ASKED')
  assert.equal(codeOf(await close()), 'NOTHING_ASKED')
  assert.equal((await ask({ comment: 'Your passport ran out.' })).statusCode, 200)
  assert.equal((await ask({ comment: 'And your address, please.' })).statusCode, 200)
  const asked = await read(who)
  assert.deepEqual(
    [asked.status, asked.isOpen, asked.updates, await isAsked()],
    ['verified', false, 'asked', true],
  )
  assert.equal(await isIn('updates-required'), null, 'the clock stands while it waits for them')
  assert.equal(codeOf(await save(who, 'check', ANSWERS.check)), 'ONBOARDING_CLOSED')
  assert.equal((await handIn(who, 'passport')).statusCode, 201)

  assert.equal((await reply('Both are here.')).statusCode, 200)
  const other = await world.keyFor('investor', { investor: who.id as never })
  assert.equal((await read({ id: who.id, key: other })).comments.at(-1)?.isOwn, true, 'by whichever key')
  assert.equal(codeOf(await reply('Again.')), 'NOTHING_ASKED')
  assert.equal(typeof (await isIn('manual-review')), 'string')
  assert.deepEqual([await isIn('updates-required'), await isAsked()], [undefined, false])
  assert.equal((await close()).statusCode, 200)
  assert.deepEqual([(await read(who)).updates, (await read(who)).status], [null, 'verified'])

  assert.equal((await ask({ comment: 'Once more.' })).statusCode, 200)
  assert.equal((await approve(who.id, second)).statusCode, 200)
  assert.equal((await read(who)).updates, null, 'a decision answers what was asked')

  assert.equal((await ask({ comment: 'Where do you live now?', suspend: true })).statusCode, 200)
  const suspended = await read(who)
  assert.deepEqual([suspended.status, suspended.isOpen, suspended.updates], ['updates-required', true, null])
  assert.equal(codeOf(await approve(who.id, second)), 'APPLICANT_FIRST')
  assert.equal((await approve(who.id, second, 'It came by mail.')).statusCode, 200)
  assert.equal((await caseOf(who.id)).comments.at(-1)?.text, 'It came by mail.')
  assert.equal((await ask({ comment: 'And now?', suspend: true })).statusCode, 200)
  assert.equal((await save(who, 'check', ANSWERS.check)).statusCode, 200)
  assert.equal(codeOf(await approve(who.id, second, 'Let it be.')), 'ANSWERS_UNSENT')
  assert.equal((await submit(who)).json<Application>().status, 'processing')
  assert.equal((await approve(who.id, second)).statusCode, 200)

  const actions = (await caseOf(who.id)).timeline.map(({ action }) => action)
  for (const action of [
    'case.updates-requested',
    'case.updates-answered',
    'case.updates-accepted',
    'case.updates-waived',
    'investor.held',
  ])
    assert.ok(actions.includes(action), action)

  const until = (day: string) =>
    database.pool.query('update investor set kyc_until = $2 where id = $1', [who.id, day])
  await until('2020-01-01')
  const ended = await read(who)
  assert.deepEqual(
    [ended.status, ended.isOpen],
    ['expired', false],
    'whoever may not buy is not told that they may',
  )
  assert.equal((await ask({ comment: 'Apply again.' })).statusCode, 200)
  const again = await read(who)
  assert.deepEqual([again.status, again.isOpen], ['updates-required', true], 'no approval stands any more')
  assert.equal((await submit(who)).statusCode, 200)
  assert.equal((await approve(who.id, second)).statusCode, 200)
})

test('somebody who was taken up by hand and has no account is approved anew after a suspension, by two', async () => {
  const { id } = (
    await world.call({
      path: '/v1/investors',
      key: officer,
      body: { kind: 'individual', country: 'PT', name: 'Rui Alves', email: 'rui.alves@example.org' },
    })
  ).json<{ id: string }>()
  assert.equal((await approve(id, second)).statusCode, 200)
  const path = `/v1/cases/${id}/updates-request`
  const suspended = await world.call({ path, key: second, body: { comment: 'Which paper?', suspend: true } })
  assert.equal(suspended.statusCode, 200)
  assert.equal(codeOf(await approve(id, officer, 'A mistake.')), 'FOUR_EYES', 'who took them up does not')
  assert.equal((await approve(id, second, 'A mistake.')).statusCode, 200)
  assert.equal((await caseOf(id)).status, 'verified')
})

test('a pile comes in pages, those that have waited longest first', async () => {
  const all: string[] = []
  let cursor: string | null = null
  do {
    const at: string = cursor === null ? '' : `&cursor=${cursor}`
    const answer = await world.call({ path: `/v1/cases?tab=new&limit=1${at}`, key: officer })
    const list = answer.json<{
      items: { investor: { id: string }; waitingSince: string }[]
      next: string | null
    }>()
    all.push(...list.items.map(({ waitingSince, investor }) => `${waitingSince} ${investor.id}`))
    cursor = list.next
  } while (cursor !== null)
  assert.ok(all.length >= 2)
  assert.equal(new Set(all).size, all.length)
  assert.deepEqual(
    all.map((text) => text.split(' ')[1]),
    [...all]
      .sort((a, b) => Temporal.Instant.compare(a.split(' ')[0]!, b.split(' ')[0]!))
      .map((text) => text.split(' ')[1]),
  )
})

test('the provider’s yes clears the way, and an officer approves', async () => {
  const who = await applied()
  assert.equal(codeOf(await approve(who.id, officer)), 'CHECK_NOT_PASSED')
  const { answer } = await told(who.id, 'approved')
  assert.deepEqual([answer.statusCode, outcomeOf(answer)], [200, 'applied'], answer.body)
  assert.equal((await caseOf(who.id)).status, 'processing', 'no message approves anybody')
  const approved = await approve(who.id, officer)
  assert.deepEqual([approved.statusCode, approved.json<{ kycStatus: string }>().kycStatus], [200, 'verified'])
})

test('a yes is of the name that was checked: whoever gives another one afterwards is checked anew', async () => {
  const who = await applied()
  await told(who.id, 'approved')
  const back = { comment: 'Please correct your name.' }
  await world.call({ path: `/v1/cases/${who.id}/updates-request`, key: officer, body: back })
  const saved = await save(who, 'identity', { ...ANSWERS.identity, name: 'Bea Clean' })
  assert.equal(saved.statusCode, 200, saved.body)
  assert.equal(codeOf(await submit(who)), 'PAPERS_MISSING', 'nobody was shown papers of this name')
  assert.equal((await handIn(who, 'passport')).statusCode, 201)
  assert.equal((await submit(who)).statusCode, 200)
  assert.deepEqual((await caseOf(who.id)).reviewReasons, ['CHECK_NOT_STARTED'])
  assert.equal(codeOf(await approve(who.id, officer)), 'CHECK_NOT_PASSED')
  // A no stays whatever they are named; a yes under the present name clears the way.
  await told(who.id, 'rejected')
  assert.equal(codeOf(await approve(who.id, officer)), 'CHECK_NOT_PASSED')
  assert.equal((await startCheck(who)).statusCode, 201)
  await told(who.id, 'approved')
  assert.equal((await approve(who.id, officer)).statusCode, 200)
})

test('a provider whose messages do not say whom it saw is asked before its yes is taken, and again when it did not answer', async () => {
  let seen: { names: string[]; born: null } | null = null
  const asking: KycProvider = { ...provider, identify: () => Promise.resolve(seen) }
  const app = await testApp(database, kycWebhookRoutes({ provider: asking, clock: systemClock }), { clock })
  const who = await applied()
  const { ref } = (await caseOf(who.id)).checks[0]!
  const { body, headers } = simulatedMessage(SECRET, {
    check: ref,
    result: 'approved',
    at: systemClock.now(),
    comment: null,
  })
  const send = () => app.call({ path: '/v1/webhooks/kyc/simulated', body, headers })
  const silent = await send()
  assert.deepEqual([silent.statusCode, codeOf(silent)], [503, 'KYC_PROVIDER_UNAVAILABLE'])
  assert.equal(codeOf(await approve(who.id, officer)), 'CHECK_NOT_PASSED', 'the yes was not taken')
  seen = { names: ['Evelina Quux'], born: null }
  assert.equal(outcomeOf(await send()), 'applied', 'the same message, sent again')
  const found = await caseOf(who.id)
  assert.deepEqual([found.status, found.reviewReasons], ['manual-review', ['PROVIDER_DIFFERS']])
  assert.equal(outcomeOf(await send()), 'duplicate')
})

test('whoever sent an application in for somebody does not approve it', async () => {
  const who = await invest()
  const acting = { id: who.id, key: officer }
  for (const step of Object.keys(ANSWERS) as Step[])
    assert.equal((await save(acting, step, ANSWERS[step])).statusCode, 200)
  assert.equal((await startCheck(acting)).statusCode, 201)
  assert.equal((await submit(acting)).statusCode, 200)
  await told(who.id, 'approved')
  assert.deepEqual(
    [(await approve(who.id, officer)).statusCode, codeOf(await approve(who.id, officer))],
    [409, 'FOUR_EYES'],
  )
  assert.equal((await approve(who.id, second)).statusCode, 200)
})

test('the provider’s no needs an officer who looked and another who approves', async () => {
  const who = await applied()
  await told(who.id, 'rejected')
  const before = await caseOf(who.id)
  assert.deepEqual([before.status, before.reviewReasons], ['manual-review', ['PROVIDER_REJECTED']])
  assert.equal(codeOf(await approve(who.id, officer)), 'CHECK_NOT_PASSED')
  const saw = { saw: 'The passport is genuine: seen in person.' }
  await world.call({ path: `/v1/cases/${who.id}/examination`, key: officer, body: saw })
  assert.equal(codeOf(await approve(who.id, officer)), 'FOUR_EYES')
  // A further no voids what was seen before it.
  await told(who.id, 'rejected')
  assert.equal(codeOf(await approve(who.id, second)), 'CHECK_NOT_PASSED')
  await world.call({ path: `/v1/cases/${who.id}/examination`, key: officer, body: saw })
  assert.equal((await approve(who.id, second)).statusCode, 200)
  assert.deepEqual((await caseOf(who.id)).reviewReasons, [])
})

test('who is politically exposed is looked at by one officer and approved by another, though the provider said yes', async () => {
  const exposed = await applied({ tax: { ...ANSWERS.tax, politicallyExposed: 'related' } })
  assert.equal(exposed.status, 'manual-review')
  assert.deepEqual((await caseOf(exposed.id)).reviewReasons, ['HIGH_RISK'])
  await told(exposed.id, 'approved')
  assert.equal(codeOf(await approve(exposed.id, second)), 'ENHANCED_LOOK_MISSING')
  const saw = { saw: 'Salary of a ministry; slips and tax return agree.' }
  await world.call({ path: `/v1/cases/${exposed.id}/examination`, key: second, body: saw })
  assert.equal(codeOf(await approve(exposed.id, second)), 'FOUR_EYES')
  assert.equal((await approve(exposed.id, officer)).statusCode, 200)

  // What they answered is what the packs are asked with.
  const investor = await investorById(db, parseId('inv', exposed.id)!)
  assert.deepEqual((await factsOfApplications(db, [investor!])).get(investor!.id), {
    'kyc.risk': 'HIGH',
    'kyc.triggered': false,
    'kyc.reviewedOn': systemClock.now().toZonedDateTimeISO('UTC').toPlainDate().toString(),
    'entity.owners': [],
    'holder.usPerson': false,
  })
})

test('while the provider is down, an application can be sent in and is looked at by a person', async () => {
  const who = await applied({}, false)
  const found = await caseOf(who.id)
  assert.deepEqual([found.status, found.reviewReasons], ['manual-review', ['CHECK_NOT_STARTED']])
  assert.equal(codeOf(await approve(who.id, officer)), 'CHECK_NOT_PASSED')
})

test('F22 a provider that is slow or silent holds nothing up: it is asked once at a time, and again when it failed', async () => {
  const asked: string[] = []
  let answer = Promise.withResolvers<{ ref: string; url: string } | null>()
  const slow: KycProvider = {
    ...provider,
    start: ({ id }) => {
      asked.push(id)
      return answer.promise
    },
  }
  const other = await testApp(database, [
    ...onboardingRoutes({ publicUrl: PUBLIC_URL, screening, provider: slow }),
    ...kycCaseRoutes,
  ])
  const taken = await world.call({
    path: '/v1/investors',
    key: officer,
    body: { kind: 'individual', country: 'PT', name: 'Ines Falcao', email: 'ines@example.org' },
  })
  const { id } = taken.json<{ id: string }>()
  const key = await other.keyFor('officer')
  const path = `/v1/investors/${id}/onboarding/check-session`
  const idempotency = { 'idempotency-key': 'one key for one wish of mine'.replaceAll(' ', '-') }
  const begin = (headers: Readonly<Record<string, string>> = {}) =>
    other.call({ method: 'POST', path, key, headers })
  const dry = await other.call({ method: 'POST', path: `${path}?dryRun=true`, key })
  assert.deepEqual([dry.statusCode, asked], [201, []], 'a dry run asks nobody')

  const first = begin(idempotency)
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  // The transaction is over: the same investor can be worked on while the provider thinks.
  const meanwhile = {
    path: `/v1/cases/${id}/comments`,
    key,
    body: { visibility: 'internal', text: 'Meanwhile.' },
  }
  assert.equal((await other.call(meanwhile)).statusCode, 200)
  assert.equal(codeOf(await begin()), 'CHECK_IN_PROGRESS')
  answer.resolve(null)
  assert.deepEqual([(await first).statusCode, codeOf(await first)], [503, 'KYC_PROVIDER_UNAVAILABLE'])
  const checks = async () => (await caseOf(id)).checks.map(({ ref }) => ref)
  assert.deepEqual(await checks(), [])

  answer = Promise.withResolvers()
  answer.resolve({ ref: 'slow-1', url: 'https://provider.test/1' })
  const again = await begin(idempotency)
  assert.deepEqual([again.statusCode, again.json<{ url: string }>().url], [201, 'https://provider.test/1'])
  const replayed = await begin(idempotency)
  assert.deepEqual([replayed.statusCode, replayed.headers['idempotency-replayed']], [201, 'true'])
  assert.deepEqual([asked.length, await checks()], [2, ['slow-1']])
  await assertInvariants(database)
})

test('B50: forged, stale, repeated, re-serialised and reordered messages change nothing', async () => {
  const who = await applied()
  const { message, answer } = await told(who.id, 'approved')
  assert.equal(outcomeOf(answer), 'applied')
  assert.equal(outcomeOf(await deliver(message)), 'duplicate')
  const sign = (headers: object) => ({ ...message, headers: { ...message.headers, ...headers } })
  const forged = await deliver(sign({ 'simulated-signature': `t=1,v1=${'0'.repeat(64)}` }))
  assert.deepEqual([forged.statusCode, codeOf(forged)], [401, 'WEBHOOK_SIGNATURE'])
  const spaced = await deliver({ ...message, body: JSON.stringify(JSON.parse(message.body), null, 1) })
  assert.deepEqual([spaced.statusCode, codeOf(spaced)], [401, 'WEBHOOK_SIGNATURE'])
  const old = await told(who.id, 'rejected', { at: systemClock.now().subtract({ minutes: 10 }) })
  assert.deepEqual([old.answer.statusCode, codeOf(old.answer)], [400, 'WEBHOOK_STALE'])
  const late = await told(who.id, 'rejected', { at: systemClock.now().subtract({ minutes: 2 }) })
  assert.deepEqual([late.answer.statusCode, outcomeOf(late.answer)], [200, 'out-of-order'])
  const elsewhere = simulatedMessage(SECRET, {
    check: 'sim_of_nobody',
    result: 'approved',
    at: systemClock.now(),
    comment: null,
  })
  assert.equal(codeOf(await deliver(elsewhere)), 'WEBHOOK_CHECK_UNKNOWN')
  assert.equal((await caseOf(who.id)).checks[0]?.result, 'approved')
  assert.equal((await approve(who.id, officer)).statusCode, 200)
  const other = await world.call({ path: '/v1/webhooks/kyc/sumsub', body: {} })
  assert.equal(other.statusCode, 404, 'a provider that is not in use')
})

test('F21 messages that come a day late, again or in another order change nothing that was decided since', async () => {
  const who = await applied()
  const yes = await told(who.id, 'approved')
  assert.equal(outcomeOf(yes.answer), 'applied')
  assert.equal((await approve(who.id, officer)).statusCode, 200)
  const state = async () => {
    const { status, checks, timeline } = await caseOf(who.id)
    return { status, checks, events: timeline.length }
  }
  const before = await state()
  // A day later the provider delivers everything once more: signed then, signed now, and what is older than what is known.
  const { check } = JSON.parse(yes.message.body) as { check: string }
  const dayAgo = systemClock.now().subtract({ hours: 24 })
  const stale = simulatedMessage(SECRET, { check, result: 'rejected', at: dayAgo, comment: null })
  assert.equal(codeOf(await deliver(stale)), 'WEBHOOK_STALE')
  assert.equal(outcomeOf(await deliver(yes.message)), 'duplicate')
  const old = systemClock.now().subtract({ minutes: 4 })
  const reordered = simulatedMessage(SECRET, { check, result: 'rejected', at: old, comment: null })
  assert.equal(outcomeOf(await deliver(reordered)), 'out-of-order')
  assert.deepEqual(await state(), before)
  await assertInvariants(database)
})

test('F22 two stories of one moment are a contradiction, which a person decides', async () => {
  const who = await applied()
  const at = systemClock.now().add({ seconds: 1 })
  await told(who.id, 'approved', { at })
  await told(who.id, 'rejected', { at })
  const found = await caseOf(who.id)
  assert.deepEqual([found.status, found.checks[0]?.result], ['manual-review', 'review'])
  assert.ok(found.reviewReasons.includes('PROVIDER_CONTRADICTION'))
  await assertInvariants(database)
})

test('a later no takes an approval back at once', async () => {
  const who = await applied()
  await told(who.id, 'approved')
  assert.equal((await approve(who.id, officer)).statusCode, 200)
  await told(who.id, 'rejected', { comment: 'The document was reported stolen.' })
  const now = await world.call({ path: `/v1/investors/${who.id}`, key: officer })
  assert.equal(now.json<{ kycStatus: string }>().kycStatus, 'manual-review')
  assert.equal((await listIntents(db, { limit: 1 })).length, 0, 'no wallet, nothing to write')
})

test('an investor is reminded 90, 60 and 30 days before the end and when it has come, once each', async () => {
  const who = await applied()
  await told(who.id, 'approved')
  const until = Temporal.Now.plainDateISO('UTC').add({ days: 100 })
  await world.call({
    path: `/v1/investors/${who.id}/approval`,
    key: officer,
    body: { kycUntil: until.toString() },
  })
  const topics = async () => {
    await remindInvestors({ db, clock })
    await deliverNotices({ db, clock, mailer: null, publicUrl: PUBLIC_URL })
    const { rows } = await database.pool.query<{ topic: string }>(
      `select topic from outbox where subject = $1 and topic like 'investor.expir%' order by at, id`,
      [who.id],
    )
    return rows.map(({ topic }) => topic)
  }
  const expiring = 'investor.expiring'
  for (const [days, expected] of [
    [9, []],
    [10, [expiring]],
    [11, [expiring]],
    [40, [expiring, expiring]],
    [70, [expiring, expiring, expiring]],
    [100, [expiring, expiring, expiring, 'investor.expired']],
    [140, [expiring, expiring, expiring, 'investor.expired']],
  ] as const) {
    daysLater = days
    assert.deepEqual(await topics(), expected, `${days} days later`)
  }
  const now = await world.call({ path: `/v1/investors/${who.id}`, key: officer })
  assert.equal(now.json<{ kycStatus: string }>().kycStatus, 'expired')
  const pile = await world.call({ path: '/v1/cases?tab=expiring-30', key: officer })
  assert.ok(pile.body.includes(who.id))
  const endsBy = async (day: Temporal.PlainDate) => {
    const list = await world.call({ path: `/v1/investors?endsBy=${day.toString()}`, key: officer })
    return list.json<{ items: { id: string }[] }>().items.some(({ id }) => id === who.id)
  }
  assert.deepEqual([await endsBy(until.subtract({ days: 1 })), await endsBy(until)], [false, true])
  daysLater = 0
})

test('many cases are done at once, each for itself: what is refused stays as it was and says why', async () => {
  const [one, two] = [await applied(), await applied()]
  const person = { kind: 'individual', country: 'PT', name: 'Ben Silva', email: 'silva@example.org' }
  const id = (await world.call({ path: '/v1/investors', key: second, body: person })).json<{ id: string }>()
    .id
  const open = { id, key: await world.keyFor('investor', { investor: id as never }) }
  const many = (body: object, key = officer) => world.call({ path: '/v1/case-actions', key, body })
  type Items = { items: { investor: string; refusal: { code: string; detail: string } | null }[] }
  const said = (answer: Awaited<ReturnType<typeof many>>) =>
    Object.fromEntries(
      answer.json<Items>().items.map(({ investor, refusal }) => [investor, refusal?.code ?? 'done']),
    )
  const stranger = newId('inv')
  const taken = await many({ action: 'take', investors: [one.id, two.id, one.id, stranger] })
  assert.deepEqual(said(taken), { [one.id]: 'done', [two.id]: 'done', [stranger]: 'NOT_FOUND' })
  assert.notEqual((await caseOf(two.id)).assignee, null)

  const comment = 'The passport has expired.'
  const sendBack = (investors: string[], more: object = { comment }) =>
    many({ action: 'request-updates', investors, ...more })
  assert.equal(codeOf(await sendBack([one.id], {})), 'COMMENT_MISSING')
  assert.deepEqual(said(await sendBack([one.id])), { [one.id]: 'done' })
  const again = await sendBack([one.id, open.id])
  assert.deepEqual(said(again), { [one.id]: 'CASE_NOT_WAITING', [open.id]: 'done' })
  assert.match(again.body, /The case does not wait for a decision/)
  for (const who of [one, open])
    assert.deepEqual(
      (await read(who)).comments.map(({ text }) => text),
      [comment],
    )

  await told(two.id, 'approved')
  const soon = systemClock.now().toZonedDateTimeISO('UTC').toPlainDate().add({ days: 45 }).toString()
  const approval = { path: `/v1/investors/${two.id}/approval`, key: second, body: { kycUntil: soon } }
  assert.equal((await world.call(approval)).statusCode, 200)
  const remind = () => many({ action: 'remind', investors: [two.id, open.id] })
  assert.deepEqual(said(await remind()), { [two.id]: 'done', [open.id]: 'NOT_EXPIRING' })
  assert.equal(said(await remind())[two.id], 'REMINDED_TODAY')
  const told2 = (await caseOf(two.id)).timeline.filter(({ action }) => action === 'case.reminded')
  assert.equal(told2.length, 1)
  assert.equal((await many({ action: 'take', investors: [one.id] }, one.key)).statusCode, 403)
  assert.equal((await many({ action: 'take', investors: [] })).statusCode, 422)
})

test('answers and remarks are in the vault alone', async () => {
  const { rows: names } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  for (const { name } of names) {
    const { rows } = await database.pool.query<Record<string, unknown>>(`select * from "${name}"`)
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
      .join('\n')
    for (const canary of ['Okafor', 'Rua das Flores', '123456789', 'passport is cut off', 'reported stolen'])
      assert.ok(!text.includes(canary), `${canary} is in ${name}`)
  }
  assert.ok(!world.log().includes('Rua das Flores'))
})

test('B23: no contract of the platform’s own is linked as a wallet, nor one that it is still to make', async () => {
  const part = (n: number) => getAddress(`0x${String(n).padStart(40, '5')}`)
  const [operator, registry, office, implementation, distributor, factory, stablecoin] = [
    1, 2, 3, 4, 5, 6, 7,
  ].map(part) as [Address, Address, Address, Address, Address, Address, Address]
  await recordProtocol(database.pool, {
    ...{ operator, registry, office, implementation, distributor, factory, stablecoin },
  })
  const work = { db, now: clock.now(), by: systemActor('test') }
  await recordedInstrument(work, {
    key: 'tower',
    treasury: operator,
    terms: instrumentTerms('tower', stablecoin),
  })
  const protocol = await protocolAddresses(db)
  assert.ok(protocol)
  const answer = await world.call({
    path: '/v1/investors',
    key: officer,
    body: { kind: 'individual', country: 'GB', name: 'Ada Okafor', email: 'wallets@example.org' },
  })
  const link = async (address: string) => {
    const path = `/v1/investors/${answer.json<{ id: string }>().id}/wallet-challenges`
    const asked = await world.call({ path, key: officer, body: { address } })
    return [asked.statusCode, asked.json<{ errors?: { code: string }[] }>().errors?.[0]?.code]
  }
  for (const contract of [registry, stablecoin, offeringAddressOf(protocol, 'tower')])
    assert.deepEqual(await link(contract), [422, 'ADDRESS_FORBIDDEN'])
  assert.deepEqual(await link(part(8)), [201, undefined])
})
