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
import { hitRoutes } from './hit.routes.ts'
import { investorRoutes } from './investor.routes.ts'
import { manual } from './kyc-provider.service.ts'
import { onboardingRoutes } from './onboarding.routes.ts'

/* What an application says of somebody, beside what the lists say: examples/lists/house.csv, H-001, H-003 and H-004. */

const database = await testDatabase()
const screening = openScreening()
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const world = await testApp(database, [
  ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock: systemClock, screening }),
  ...onboardingRoutes({ publicUrl: PUBLIC_URL, screening, provider: manual }),
  ...listRoutes({ systemClock }),
  ...hitRoutes({ screening }),
  ...fileRoutes,
])
const officer = await world.keyFor('officer')

async function done(path: string, body?: unknown, method?: 'PUT') {
  const answer = await world.call({
    path,
    key: officer,
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  })
  assert.ok(answer.statusCode < 300, answer.body)
  return answer.json<Record<string, unknown>>()
}

await done('/v1/screening/lists', {
  list: 'HOUSE',
  publishedOn: '2026-11-01',
  files: { list: fs.readFileSync('examples/lists/house.csv', 'utf8') },
})

const ADDRESS = { country: 'PT', line1: 'Rua 1', city: 'Lisboa' }
const TAX = {
  isUsPerson: false,
  residences: [{ country: 'PT', number: '900111222' }],
  fundsSource: 'savings',
  politicallyExposed: 'no',
}
const MEANS = { annualIncome: '1m-5m', netWorth: '1m-5m', experience: 'none' }
const FINANCIAL = { ...MEANS, objective: 'income', tolerance: 'low' }
const CHECK = { paper: 'passport', paperCountry: 'PT' }
const HEAD = { name: 'Ines Falcao', born: '1980-01-01', country: 'PT', isControlPerson: true, isSigner: true }

let taken = 0
/** Sends in an application with these answers, and reads whom it was found to be like. */
async function sentIn(
  kind: 'individual' | 'entity',
  steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
) {
  const { name } = (steps['identity'] ?? steps['company'])!
  const person = { kind, country: 'PT', name, email: `someone${++taken}@example.org` }
  const id = String((await done('/v1/investors', person))['id'])
  await database.pool.query(`update investor set kyc_status = 'none' where id = $1`, [id])
  const order =
    kind === 'individual'
      ? ['identity', 'address', 'tax', 'financial', 'check']
      : ['company', 'tax', 'owners', 'financial', 'check']
  for (const step of order) await done(`/v1/investors/${id}/onboarding/${step}`, steps[step], 'PUT')
  const content = pdfOf({ pages: 1 }).toString('base64')
  for (const paper of kind === 'entity' ? ['company-registration', 'passport'] : ['passport'])
    await done(`/v1/investors/${id}/files`, { kind: paper, name: 'x.pdf', content })
  await done(`/v1/investors/${id}/onboarding/submission`, { confirmsAccuracy: true })
  return { id, hits: await hitsOf(id) }
}

async function hitsOf(id: string) {
  const { items } = await done(`/v1/screening/hits?investor=${id}&status=open`)
  return Promise.all(
    (items as { id: string }[]).map(async (hit) => {
      const { ref, score, why } = await done(`/v1/screening/hits/${hit.id}`)
      return { ref, score, findings: (why as { findings: Finding[] }).findings.map(spoken) }
    }),
  )
}
type Finding = { qualifier: string; agrees: boolean; effect: string; asked: string; listed: string }
const spoken = ({ qualifier, agrees, effect, asked, listed }: Finding) =>
  `${qualifier} ${agrees ? 'agrees' : 'differs'} ${effect}: ${asked} / ${listed}`

const person = (identity: object, more: { tax?: object; check?: object } = {}) =>
  sentIn('individual', {
    identity: {
      name: 'Viktor Anatolyevich Morozenko',
      born: '1968-03-14',
      citizenships: ['PT'],
      ...identity,
    },
    address: ADDRESS,
    tax: { ...TAX, ...more.tax },
    financial: FINANCIAL,
    check: { ...CHECK, ...more.check },
  })

test('a citizenship speaks for the one who is listed, wherever the applicant lives', async () => {
  const { hits } = await person({ citizenships: ['PT', 'CY'] })
  assert.deepEqual(hits, [
    {
      ref: 'H-001',
      score: '1.000',
      findings: ['born agrees 0.05: 1968-03-14 / 1968-03-14', 'country agrees 0.02: PT, CY / RU, CY'],
    },
  ])
})

test('gender and birth tell a namesake apart, and a match that is found again is open again', async () => {
  const said = { born: '1994-09-09', citizenships: ['CY'] }
  const { hits } = await person({ ...said, gender: 'male' })
  assert.equal(hits[0]?.findings.at(-1), 'gender agrees 0.00: male / male')
  const { id, hits: none } = await person({ ...said, gender: 'female' })
  assert.deepEqual(none, [])
  await database.pool.query(`update investor set kyc_status = 'updates-required' where id = $1`, [id])
  const name = 'Viktor Anatolyevich Morozenko'
  await done(`/v1/investors/${id}/onboarding/identity`, { name, ...said, gender: 'male' }, 'PUT')
  await done(`/v1/investors/${id}/onboarding/submission`, { confirmsAccuracy: true })
  assert.equal((await hitsOf(id))[0]?.ref, 'H-001')
})

test('the number of a paper finds its owner under any name', async () => {
  const {
    hits: [hit, ...others],
  } = await person({ name: 'Ines Falcao', born: '1981-07-02' }, { check: { paperNumber: 'BR-FQ 884120' } })
  assert.deepEqual(
    [hit?.ref, hit?.score, hit?.findings, others.length],
    ['H-003', '0.950', ['identifier agrees 0.95: BR-FQ 884120 / Identifier BR FQ884120'], 0],
  )
})

test('so does a tax number', async () => {
  const residences = [
    { country: 'PT', number: '900111222' },
    { country: 'RU', number: 'ru712204518' },
  ]
  const { hits } = await person({ name: 'Ines Falcao' }, { tax: { residences } })
  assert.deepEqual(hits[0]?.findings, ['identifier agrees 0.95: ru712204518 / Identifier RU 71 2204518'])
})

test('an entity is found by its registry number, and by its LEI', async () => {
  const apply = async (company: object) => {
    const { hits } = await sentIn('entity', {
      company: {
        name: 'Quiet Harbour Lda',
        entityType: 'corporation',
        formedOn: '2015-05-05',
        ...ADDRESS,
        ...company,
      },
      tax: TAX,
      owners: { people: [HEAD] },
      financial: FINANCIAL,
      check: CHECK,
    })
    return hits
  }
  assert.deepEqual(await apply({ registryNumber: '500100200' }), [])
  const [hit] = await apply({ registryNumber: 'TL 558120' })
  assert.deepEqual(
    [hit?.ref, hit?.findings],
    ['H-004', ['identifier agrees 0.95: TL 558120 / Identifier TL-558120']],
  )
  const lei = '5493001KJTIIGC8Y1R12'
  const list = fs.readFileSync('examples/lists/house.csv', 'utf8').replace('TL-558120', lei)
  await done('/v1/screening/lists', { list: 'HOUSE', publishedOn: '2026-11-02', files: { list } })
  const [byLei] = await apply({ registryNumber: '500100200', lei })
  assert.deepEqual(byLei?.findings, [`identifier agrees 0.95: ${lei} / Identifier ${lei}`])
})
