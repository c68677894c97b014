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
import { kycCaseRoutes } from './kyc-case.routes.ts'
import { manual } from './kyc-provider.service.ts'
import { onboardingRoutes } from './onboarding.routes.ts'

/*
 * OFAC's rule of 50 per cent from an application to its refusal: the published shapes, each entity of them in turn as the
 * applicant, with the people and entities above it as its owners.
 */

type Vector = {
  readonly case: string
  readonly edges: Readonly<Record<string, readonly (readonly [owned: string, percent: number])[]>>
  readonly listed: readonly string[]
  readonly blockedEntities: readonly string[]
}
const { vectors } = JSON.parse(fs.readFileSync('test/fixtures/rules/ofac50.json', 'utf8')) as {
  readonly vectors: readonly Vector[]
}

const database = await testDatabase()
const screening = openScreening()
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const world = await testApp(database, [
  ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock: systemClock, screening }),
  ...onboardingRoutes({ publicUrl: PUBLIC_URL, screening, provider: manual }),
  ...kycCaseRoutes,
  ...listRoutes({ systemClock }),
  ...hitRoutes({ screening }),
  ...fileRoutes,
])
const officer = await world.keyFor('officer')
const second = await world.keyFor('officer')
const desk = await world.keyFor('officer')

/** People of no list, and the two who are on the platform's own. */
const PEOPLE: Readonly<
  Record<string, { readonly name: string; readonly born: string; readonly country: string }>
> = {
  X: { name: 'Viktor Anatolyevich Morozenko', born: '1968-03-14', country: 'RU' },
  Y: { name: 'Helena Duarte Quintanilha', born: '1981-07-02', country: 'BR' },
}
const HEAD = { name: 'Ines Falcao', born: '1980-01-01', country: 'PT', isControlPerson: true, isSigner: true }

async function called(path: string, key: string, body?: unknown, method?: 'PUT') {
  const answer = await world.call({
    path,
    key,
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  })
  return { status: answer.statusCode, text: answer.body, json: answer.json<Record<string, never>>() }
}
async function done(...request: Parameters<typeof called>) {
  const answer = await called(...request)
  assert.ok(answer.status < 300, answer.text)
  return answer.json as Record<string, unknown>
}

await done('/v1/screening/lists', officer, {
  list: 'HOUSE',
  publishedOn: '2026-11-01',
  files: { list: fs.readFileSync('examples/lists/house.csv', 'utf8') },
})

/** The answer about owners that `applicant` gives: entities above it, each before its own owners, and who owns them. */
function ownersOf(vector: Vector, applicant: string) {
  const order = [applicant]
  for (const owned of order)
    for (const [owner, stakes] of Object.entries(vector.edges))
      if (!(owner in PEOPLE) && stakes.some(([entity]) => entity === owned) && !order.includes(owner))
        order.push(owner)
  const stakes = order.flatMap((owned, place) =>
    Object.entries(vector.edges).flatMap(([owner, all]) =>
      all
        .filter(([entity]) => entity === owned)
        .map(([, percent]) => ({ owner, share: String(percent), of: place === 0 ? null : place - 1 })),
    ),
  )
  return {
    people: [
      HEAD,
      ...stakes
        .filter(({ owner }) => owner in PEOPLE)
        .map(({ owner, ...share }) => ({
          ...PEOPLE[owner]!,
          ...share,
          isControlPerson: false,
          isSigner: false,
        })),
    ],
    entities: order.slice(1).map((name) => {
      const { owner: _, ...share } = stakes.find(({ owner }) => owner === name)!
      return { name: `${name} Ferryline Ceramics`, country: 'PT', ...share }
    }),
  }
}

let taken = 0
async function applicant(owners: object) {
  taken += 1
  const email = `entity${taken}@example.org`
  const name = `Quiet Harbour ${taken} Lda`
  const person = { kind: 'entity', country: 'PT', name, email }
  const id = String((await done('/v1/investors', desk, person))['id'])
  await database.pool.query(`update investor set kyc_status = 'none' where id = $1`, [id])
  const address = { country: 'PT', line1: 'Rua 1', city: 'Lisboa' }
  const company = { name, entityType: 'corporation', registryNumber: '1', formedOn: '2015-05-05', ...address }
  const tax = {
    isUsPerson: false,
    residences: [{ country: 'PT' }],
    fundsSource: 'business-income',
    politicallyExposed: 'no',
  }
  const at = `/v1/investors/${id}`
  await done(`${at}/onboarding/company`, desk, company, 'PUT')
  await done(`${at}/onboarding/tax`, desk, tax, 'PUT')
  return { id, at, saved: await called(`${at}/onboarding/owners`, desk, owners, 'PUT') }
}

async function sentIn(owners: object): Promise<{ readonly id: string; readonly at: string }> {
  const { id, at, saved } = await applicant(owners)
  assert.equal(saved.status, 200, saved.text)
  const means = { annualIncome: '1m-5m', netWorth: '1m-5m' }
  const wants = { experience: 'none', objective: 'income', tolerance: 'low' }
  await done(`${at}/onboarding/financial`, desk, { ...means, ...wants }, 'PUT')
  await done(`${at}/onboarding/check`, desk, { paper: 'passport', paperCountry: 'PT' }, 'PUT')
  const content = pdfOf({ pages: 1 }).toString('base64')
  for (const kind of ['company-registration', 'passport'])
    await done(`${at}/files`, desk, { kind, name: 'x.pdf', content })
  await done(`${at}/onboarding/submission`, desk, { confirmsAccuracy: true })
  return { id, at }
}

/** Confirms every match of the investor, and returns what an approval is then answered with. */
async function judged({ id, at }: { readonly id: string; readonly at: string }) {
  const { items } = await done(`/v1/screening/hits?investor=${id}`, officer)
  for (const { id: hit } of items as { id: string }[])
    await done(`/v1/screening/hits/${hit}/decision`, officer, {
      decision: 'confirmed',
      reason: 'The same birth.',
    })
  await done(`/v1/cases/${id}/examination`, officer, { saw: 'The extract and the passport.' })
  const { answers } = await done(`/v1/cases/${id}`, officer)
  const { people } = Object(answers)['owners'] as { people: unknown[] }
  for (const person of people.keys())
    await done(`/v1/cases/${id}/examination`, officer, { saw: 'Their passport.', person })
  const approval = await called(`${at}/approval`, second, { kycUntil: '2030-01-01' })
  const ownership = await done(`${at}/ownership`, officer)
  const { reviewReasons } = await done(`/v1/cases/${id}`, officer)
  return { approval, ownership, reasons: reviewReasons as string[] }
}

for (const vector of vectors) {
  const entities = [...new Set(Object.values(vector.edges).flatMap((owned) => owned.map(([name]) => name)))]
  const runsInCircle = vector.case.startsWith('cycle')
  for (const entity of entities)
    test(`${vector.case}: ${entity} applies`, async () => {
      const owners = ownersOf(vector, entity)
      if (runsInCircle) {
        const first = owners.entities[0]!
        const circle = [{ ...first, of: 0 }]
        const { saved } = await applicant({ ...owners, entities: circle })
        assert.deepEqual([saved.status, saved.json['code']], [422, 'OWNED_UNKNOWN'], 'ownership in a circle')
      }
      const { approval, ownership, reasons } = await judged(await sentIn(owners))
      const blocked = vector.blockedEntities.includes(entity)
      assert.equal(ownership['isBlocked'], blocked, JSON.stringify(ownership))
      assert.equal(approval.status, 409)
      // Below half, the owner who is listed still keeps an officer from approving.
      assert.equal(approval.json['code'], blocked ? 'SCREENING_OWNED' : 'SCREENING_LISTED', approval.text)
      assert.equal(reasons.includes('OWNED_BY_LISTED'), blocked)
      if (blocked)
        assert.match(String(approval.json['detail']), new RegExp(` ${String(ownership['percent'])} per cent`))
    })
}

test('half is counted to the hundredth of a per cent, and said in the audit log', async () => {
  const owners = (share: string) => ({
    people: [HEAD, { ...PEOPLE['X']!, share, isControlPerson: false, isSigner: false }],
  })
  const below = await judged(await sentIn(owners('49.99')))
  assert.deepEqual([below.ownership['percent'], below.ownership['isBlocked']], ['49.99', false])
  const half = await judged(await sentIn(owners('50.00')))
  assert.deepEqual([half.ownership['percent'], half.ownership['listed']], ['50.00', ['people[1]']])
  const { rows } = await database.pool.query<{ n: number }>(
    `select count(*)::int as n from audit_entry where action = 'ownership.blocked' and detail->>'percent' = '50.00'`,
  )
  assert.ok(rows[0]!.n >= 1)
})

test('an owner of an entity that is not named before it is refused at its field', async () => {
  for (const [owners, path] of [
    [{ people: [{ ...HEAD, of: 0 }] }, 'people[0].of'],
    [{ people: [HEAD], entities: [{ name: 'A', country: 'PT', share: '50', of: 0 }] }, 'entities[0].of'],
  ] as const) {
    const { saved } = await applicant(owners)
    assert.deepEqual([saved.status, saved.json['code']], [422, 'OWNED_UNKNOWN'])
    assert.equal(Object(saved.json['errors'])[0].path, path)
  }
  const twice = { name: 'A', country: 'PT', share: '60', of: null }
  const { saved } = await applicant({ people: [HEAD], entities: [twice, twice] })
  assert.equal(saved.json['code'], 'OWNERS_EXCEED_WHOLE')
})
