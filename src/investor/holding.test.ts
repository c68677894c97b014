import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { systemActor } from '../platform/work.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { openScreening } from '../screening/engine.service.ts'
import { listRoutes } from '../screening/list.routes.ts'
import { fileRoutes } from './file.routes.ts'
import { hitRoutes } from './hit.routes.ts'
import { custodyEndOf, holdingOf } from './holding.service.ts'
import { investorRoutes } from './investor.routes.ts'
import { kycCaseRoutes } from './kyc-case.routes.ts'
import { openKycProvider } from './kyc-provider.service.ts'
import { ANSWERS, putAnswer } from './onboarding-answers.service.ts'
import { onboardingRoutes } from './onboarding.routes.ts'

/* Joint holders, a custodian for a minor, and a trust: one application, and everybody in it compared and checked. */

const database = await testDatabase()
const screening = openScreening()
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const provider = openKycProvider(
  {
    provider: 'manual',
    apiKey: '',
    apiSecret: '',
    webhookSecret: '',
    levels: { individual: '', entity: '' },
    baseUrl: null,
  },
  { publicUrl: PUBLIC_URL },
)
const world = await testApp(database, [
  ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock: systemClock, screening }),
  ...onboardingRoutes({ publicUrl: PUBLIC_URL, screening, provider }),
  ...kycCaseRoutes,
  ...fileRoutes,
  ...hitRoutes({ screening }),
  ...listRoutes({ systemClock }),
])
const [desk, officer, second, auditor] = [
  await world.keyFor('officer'),
  await world.keyFor('officer'),
  await world.keyFor('officer'),
  await world.keyFor('auditor'),
]
async function ask(path: string, key: string, body?: unknown, method?: 'PUT') {
  const answer = await world.call({
    path,
    key,
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  })
  return { status: answer.statusCode, text: answer.body, json: answer.json<Record<string, unknown>>() }
}
const list = fs.readFileSync('examples/lists/house.csv', 'utf8')
await ask('/v1/screening/lists', officer, { list: 'HOUSE', publishedOn: '2026-11-01', files: { list } })

let taken = 0
async function applicant(kind: 'individual' | 'entity') {
  const person = { kind, country: 'US', name: 'Ada Okafor', email: `holds${++taken}@example.org` }
  const id = String((await ask('/v1/investors', desk, person)).json['id']) as InvestorId
  await database.pool.query(`update investor set kyc_status = 'none' where id = $1`, [id])
  return { id, key: await world.keyFor('investor', { investor: id }) }
}
type Applicant = Awaited<ReturnType<typeof applicant>>
const save = ({ id, key }: Applicant, step: string, body: unknown) =>
  ask(`/v1/investors/${id}/onboarding/${step}`, key, body, 'PUT')

const address = { country: 'US', line1: '1 Main Street', city: 'Dover', region: 'DE', postalCode: '19901' }
const identity = (registration: string) => ({
  name: 'Ada Okafor',
  born: '1980-01-01',
  citizenships: ['US'],
  registration,
})
const tax = (number: string) => ({
  isUsPerson: true,
  residences: [{ country: 'US', number }],
  employment: 'employed',
  fundsSource: 'savings',
  politicallyExposed: 'no',
})
const financial = {
  annualIncome: '1m-5m',
  netWorth: '1m-5m',
  experience: 'none',
  objective: 'income',
  tolerance: 'low',
}
const named = (name: string, more: object = {}) => ({ name, born: '1982-02-02', country: 'US', ...more })

async function saved(who: Applicant, steps: readonly (readonly [string, unknown])[]) {
  for (const [step, body] of steps) {
    const answer = await save(who, step, body)
    assert.equal(answer.status, 200, `${step}: ${answer.text}`)
  }
}
const holds = (who: Applicant, kind: 'individual' | 'entity') =>
  holdingOf(database.db, { id: who.id, kind, name: 'Ada Okafor' })
const rest = [
  ['address', address],
  ['tax', tax('123-45-6789')],
  ['financial', financial],
  ['check', { paper: 'passport', paperCountry: 'US' }],
] as const
/** Hands the papers in, and sends the application in. */
async function sentIn(who: Applicant, kinds: readonly string[] = ['passport']) {
  const content = pdfOf({ pages: 1 }).toString('base64')
  for (const kind of kinds)
    assert.equal(
      (await ask(`/v1/investors/${who.id}/files`, who.key, { kind, name: 'x.pdf', content })).status,
      201,
    )
  const sent = await ask(`/v1/investors/${who.id}/onboarding/submission`, who.key, { confirmsAccuracy: true })
  assert.equal(sent.status, 200, sent.text)
}
/** An officer looks at the papers of these, by their places; null is the applicant. */
async function lookedAt(who: Applicant, people: readonly (number | null)[]) {
  for (const person of people) {
    const seen = await ask(`/v1/cases/${who.id}/examination`, officer, { saw: 'Their passport.', person })
    assert.equal(seen.status, 200, seen.text)
  }
}
const approve = (who: Applicant, kycUntil = '2030-01-01') =>
  ask(`/v1/investors/${who.id}/approval`, second, { kycUntil })
const code = ({ status, json }: Awaited<ReturnType<typeof ask>>) =>
  status === 200 ? 'approved' : String(json['code'])

test('joint holders: the other is asked for, each is checked and compared, and each signs', async () => {
  const who = await applicant('individual')
  await saved(who, [['identity', identity('joint-survivorship')]])
  const left = (await ask(`/v1/investors/${who.id}/onboarding`, who.key)).json
  assert.deepEqual([left['standing'], left['next']], ['joint-survivorship', 'owners'])
  assert.equal((await save(who, 'address', address)).json['code'], 'STEP_ORDER')
  const minor = await save(who, 'owners', { people: [named('Grace Hopper', { born: '2020-01-01' })] })
  assert.equal(minor.json['code'], 'UNDER_AGE', minor.text)
  const aged = await save(who, 'owners', { people: [named('Grace Hopper', { custodyAge: 21 })] })
  assert.equal(aged.json['code'], 'CUSTODY_AGE_UNASKED')
  const oneself = await save(who, 'owners', { people: [named('Ada Okafor', { born: '1980-01-01' })] })
  assert.deepEqual(
    [oneself.json['code'], (oneself.json['errors'] as { path: string }[])[0]?.path],
    ['NAMED_TWICE', 'people[0].name'],
  )
  await saved(who, [['owners', { people: [named('Grace Hopper')] }], ...rest])
  const renamed = { ...identity('joint-survivorship'), name: 'Grace Hopper', born: '1982-02-02' }
  assert.equal((await save(who, 'identity', renamed)).json['code'], 'NAMED_TWICE')
  const { mark, ...held } = await holds(who, 'individual')
  assert.match(mark, /^[0-9a-f]{24}$/)
  assert.deepEqual(held, {
    standing: 'joint-survivorship',
    holders: ['Ada Okafor', 'Grace Hopper'],
    minor: null,
    isUnderUtma: false,
    signers: ['Ada Okafor', 'Grace Hopper'],
    allSign: true,
  })
  await sentIn(who)
  await lookedAt(who, [null])
  assert.equal(code(await approve(who)), 'PEOPLE_NOT_CHECKED')
  await lookedAt(who, [0])
  assert.equal(code(await approve(who)), 'approved')
})

test('how units are held is in the audit log when it changes, and names nobody there', async () => {
  const who = await applicant('individual')
  await saved(who, [
    ['identity', identity('joint-common')],
    ['owners', { people: [named('Grace Hopper')] }],
    ['identity', identity('joint-common')],
    ['identity', identity('alone')],
  ])
  const { rows } = await database.pool.query<{ detail: object }>(
    `select detail from audit_entry where subject = $1 and action = 'onboarding.saved' order by seq`,
    [who.id],
  )
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    [
      { step: 'identity', standing: 'joint-common', before: 'alone' },
      { step: 'owners' },
      { step: 'identity' },
      { step: 'identity', standing: 'alone', before: 'joint-common' },
    ],
  )
})

test('custody ends for whoever holds for a minor, not for an entity that was once asked at what age', async () => {
  const who = await applicant('entity')
  const child = { name: 'Ben Okafor', born: '2010-06-01', country: 'US', custodyAge: 18 }
  const work = { db: database.db, now: Temporal.Now.instant(), by: { kind: 'system', id: 'test' } } as const
  await putAnswer(work, who.id, 'owners', ANSWERS.owners.parse({ people: [child] }))
  assert.equal(await custodyEndOf(database.db, who.id), null)
})

test('whoever holds together with somebody is compared with the lists', async () => {
  const who = await applicant('individual')
  await saved(who, [
    ['identity', identity('joint-common')],
    ['owners', { people: [named('Viktor Anatolyevich Morozenko', { born: '1968-03-14', country: 'RU' })] }],
    ...rest,
  ])
  await sentIn(who)
  await lookedAt(who, [null, 0])
  assert.equal(code(await approve(who)), 'SCREENING_OPEN_HIT')
  const hits = (await ask(`/v1/screening/hits?investor=${who.id}`, officer)).json['items'] as { id: string }[]
  const { why } = (await ask(`/v1/screening/hits/${hits[0]?.id ?? ''}`, officer)).json
  assert.equal(Object(why).asked, 'Viktor Anatolyevich Morozenko')
})

test('an adult for a minor: approved until custody ends at the latest, and the custodian signs alone', async () => {
  const who = await applicant('individual')
  await saved(who, [['identity', identity('custodial')]])
  const child = named('Ben Okafor', { born: '2010-06-01' })
  assert.equal((await save(who, 'owners', { people: [child] })).json['code'], 'CUSTODY_AGE_MISSING')
  await saved(who, [['owners', { people: [{ ...child, custodyAge: 18 }] }], ...rest])
  const { holders, minor, signers, isUnderUtma } = await holds(who, 'individual')
  assert.deepEqual(
    [holders, minor, signers, isUnderUtma],
    [['Ada Okafor'], 'Ben Okafor', ['Ada Okafor'], true],
  )
  await sentIn(who)
  await lookedAt(who, [null, 0])
  const late = await approve(who, '2028-06-02')
  assert.equal(late.json['code'], 'CUSTODY_ENDS', late.text)
  assert.match(String(late.json['detail']), /2028-06-01/)
  assert.equal(code(await approve(who, '2028-06-01')), 'approved')
  const ends = async (key: string) => (await ask(`/v1/investors/${who.id}`, key)).json['custodyEnds']
  assert.deepEqual(await Promise.all([officer, who.key, auditor].map(ends)), [
    '2028-06-01',
    '2028-06-01',
    null,
  ])
})

test('a custodian is reminded that custody ends, not that somebody renews an approval', async () => {
  const who = await applicant('individual')
  const today = Temporal.Now.plainDateISO('UTC')
  const end = today.add({ days: 20 })
  const child = named('Ben Okafor', { born: end.subtract({ years: 21 }).toString(), custodyAge: 21 })
  await saved(who, [['identity', identity('custodial')], ['owners', { people: [child] }], ...rest])
  await sentIn(who)
  await lookedAt(who, [null, 0])
  const reminded = async (until: Temporal.PlainDate) => {
    assert.equal(code(await approve(who, until.toString())), 'approved')
    const remind = { action: 'remind', investors: [who.id] }
    await database.pool.query('delete from kyc_reminder where investor = $1', [who.id])
    assert.equal((await ask('/v1/case-actions', officer, remind)).status, 200)
    const told = await database.pool.query<{ topic: string }>(
      `select topic from outbox where subject = $1 order by at desc, id desc limit 1`,
      [who.id],
    )
    return told.rows[0]?.topic
  }
  assert.equal(
    await reminded(end.subtract({ days: 1 })),
    'investor.expiring',
    'until the end it can be renewed',
  )
  assert.equal(await reminded(end), 'investor.custody-ending')
})

test('whom the law would not let be named any more is not sent in', async () => {
  const who = await applicant('individual')
  const child = named('Ben Okafor', { born: '2010-06-01', custodyAge: 18 })
  await saved(who, [['identity', identity('custodial')], ['owners', { people: [child] }], ...rest])
  const work = { db: database.db, now: systemClock.now(), by: systemActor('test') }
  const then = ANSWERS.owners.parse({ people: [{ ...child, born: '2007-06-01' }] })
  await putAnswer(work, who.id, 'owners', then)
  const sent = await ask(`/v1/investors/${who.id}/onboarding/submission`, who.key, { confirmsAccuracy: true })
  assert.equal(sent.json['code'], 'CUSTODY_OVER', sent.text)
})

test('a trust names who acts, who gave and who gets; its settlor’s number serves while they may revoke it', async () => {
  const who = await applicant('entity')
  const company = { name: 'Okafor Family Trust', entityType: 'trust', formedOn: '2015-05-05', ...address }
  assert.equal((await save(who, 'company', company)).json['code'], 'TRUST_KIND_MISSING')
  const firm = { ...company, entityType: 'corporation' }
  assert.equal((await save(who, 'company', firm)).json['code'], 'REGISTRY_NUMBER_MISSING')
  await saved(who, [['company', { ...company, isRevocable: false }]])
  assert.equal((await save(who, 'tax', tax('123-45-6789'))).json['code'], 'TAX_NUMBER_INVALID')
  await saved(who, [
    ['company', { ...company, isRevocable: true }],
    ['tax', { ...tax('123-45-6789'), employment: null }],
  ])
  const read = async () => (await ask(`/v1/investors/${who.id}/onboarding`, who.key)).json
  assert.equal((await read())['next'], 'owners')
  await saved(who, [['company', { ...company, isRevocable: false }]])
  assert.equal((await read())['next'], 'tax', 'the settlor’s number serves no more')
  await saved(who, [
    ['company', { ...company, isRevocable: true }],
    ['tax', { ...tax('123-45-6789'), employment: null }],
  ])
  const trustee = named('Ada Okafor', {
    inTrust: ['settlor', 'trustee'],
    isControlPerson: true,
    isSigner: true,
  })
  assert.equal((await save(who, 'owners', { people: [trustee] })).json['code'], 'TRUST_ROLES_MISSING')
  const child = named('Ben Okafor', { born: '2015-01-01', inTrust: ['beneficiary'] })
  await saved(who, [['owners', { people: [trustee, child] }], ...rest.slice(2)])
  assert.deepEqual((await holds(who, 'entity')).signers, ['Ada Okafor'])
  await sentIn(who, ['trust-instrument', 'passport'])
  await lookedAt(who, [null, 0])
  assert.equal(code(await approve(who)), 'PEOPLE_NOT_CHECKED', 'who benefits too')
  await lookedAt(who, [1])
  assert.equal(code(await approve(who)), 'approved')
})

test('a firm in a trust is looked at by an officer before anybody approves, and again when it is another', async () => {
  const who = await applicant('entity')
  const company = { name: 'Okafor Legacy Trust', entityType: 'trust', formedOn: '2015-05-05', ...address }
  const signer = { isControlPerson: true, isSigner: true, inTrust: ['settlor', 'beneficiary'] }
  const people = [named('Ada Okafor', signer)]
  const trustees = (name: string) => ({ people, entities: [{ name, country: 'US', inTrust: ['trustee'] }] })
  await saved(who, [
    ['company', { ...company, isRevocable: true }],
    ['tax', { ...tax('123-45-6789'), employment: null }],
    ['owners', trustees('Quiet Trust Company')],
    ...rest.slice(2),
  ])
  await sentIn(who, ['trust-instrument', 'passport'])
  await lookedAt(who, [null, 0])
  const unchecked = async () => (await ask(`/v1/cases/${who.id}`, officer)).json['unchecked']
  assert.deepEqual(await unchecked(), ['entities[0]'])
  assert.equal(code(await approve(who)), 'PEOPLE_NOT_CHECKED')
  const look = (of: object) =>
    ask(`/v1/cases/${who.id}/examination`, officer, { saw: 'Its extract of the register.', ...of })
  assert.equal((await look({ entity: 1 })).json['code'], 'PERSON_UNKNOWN')
  assert.equal((await look({ person: 0, entity: 0 })).json['code'], 'ONE_AT_A_TIME')
  assert.equal(code(await look({ entity: 0 })), 'approved')
  assert.deepEqual(await unchecked(), [])
  const { checks } = (await ask(`/v1/cases/${who.id}`, officer)).json
  assert.equal((checks as { of: string }[]).filter(({ of }) => of === 'entities[0]').length, 1)
  assert.equal(code(await approve(who)), 'approved')
  await database.pool.query(`update investor set kyc_status = 'updates-required' where id = $1`, [who.id])
  await saved(who, [['owners', trustees('Another Trust Company')]])
  assert.deepEqual(await unchecked(), ['entities[0]'])
})

test('what was not looked at before an approval is looked at when it is renewed', async () => {
  const who = await applicant('individual')
  await saved(who, [
    ['identity', identity('joint-common')],
    ['owners', { people: [named('Grace Hopper')] }],
    ...rest,
  ])
  await sentIn(who)
  await database.pool.query(
    `update investor set kyc_status = 'verified', kyc_until = '2027-06-01' where id = $1`,
    [who.id],
  )
  await lookedAt(who, [null])
  assert.equal(code(await approve(who)), 'PEOPLE_NOT_CHECKED')
  await lookedAt(who, [0])
  assert.equal(code(await approve(who)), 'approved')
})

test('who was named is forgotten when the units are held otherwise', async () => {
  const who = await applicant('individual')
  await saved(who, [
    ['identity', identity('joint-common')],
    ['owners', { people: [named('Grace Hopper')] }],
    ['identity', identity('joint-common')],
  ])
  const read = async () => (await ask(`/v1/investors/${who.id}/onboarding`, who.key)).json
  assert.equal((await read())['next'], 'address', 'nothing changed')
  await saved(who, [['identity', identity('alone')]])
  const { answers, next, standing } = await read()
  assert.deepEqual([Object(answers)['owners'], next, standing], [null, 'address', 'alone'])
  await saved(who, [['identity', identity('custodial')]])
  assert.equal((await read())['next'], 'owners')
})
