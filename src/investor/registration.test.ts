import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { registrationFault, type Party, type Registration } from './registration.ts'

const today = Temporal.PlainDate.from('2026-11-29')
const one = (role: Party['role'], born: string | null = '1980-01-01'): Party => ({
  role,
  name: 'Somebody',
  country: 'US',
  born: born === null ? null : Temporal.PlainDate.from(born),
})

test('each registration has its parties, and their ages', () => {
  for (const [registration, kind, parties, fault] of [
    ['joint-survivorship', 'individual', [one('joint-holder'), one('joint-holder')], null],
    ['joint-survivorship', 'individual', [one('joint-holder')], 'REGISTRATION_PARTIES'],
    ['joint-common', 'individual', [one('joint-holder'), one('minor')], 'REGISTRATION_PARTIES'],
    ['joint-common', 'entity', [one('joint-holder'), one('joint-holder')], 'REGISTRATION_KIND'],
    ['community-property', 'individual', [one('joint-holder'), one('joint-holder')], null],
    ['community-property', 'individual', Array(3).fill(one('joint-holder')), 'REGISTRATION_PARTIES'],
    ['custodial', 'individual', [one('custodian'), one('minor', '2015-01-01')], null],
    ['custodial', 'individual', [one('custodian'), one('minor', '2005-11-30')], null],
    ['custodial', 'individual', [one('custodian'), one('minor', '2005-11-29')], 'REGISTRATION_MINOR_AGE'],
    ['custodial', 'individual', [one('custodian'), one('minor', null)], 'REGISTRATION_MINOR_AGE'],
    [
      'custodial',
      'individual',
      [one('custodian', '2008-11-30'), one('minor', '2015-01-01')],
      'REGISTRATION_ADULT_AGE',
    ],
    ['custodial', 'individual', [one('custodian')], 'REGISTRATION_PARTIES'],
    ['trust', 'entity', [one('trustee', null)], null],
    ['trust', 'individual', [one('trustee')], 'REGISTRATION_KIND'],
  ] as readonly [Registration, 'individual' | 'entity', Party[], string | null][])
    assert.equal(registrationFault({ registration, parties }, { kind, today }), fault, registration)
})

const database = await testDatabase()
const { ask, officer, investor } = await papersWorld(database)
const list = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
  'utf8',
)
await ask('/v1/screening/lists', officer, { list: 'HOUSE', publishedOn: '2026-11-01', files: { list } })

test('joint holders are one investor, named to those who may know, and each is compared with the lists', async () => {
  const { id, key } = await investor({ country: 'US' })
  const at = `/v1/investors/${id}/registration`
  assert.deepEqual((await ask(at, key)).json, { registration: null, parties: [] })
  const party = (name: string) => ({ role: 'joint-holder', name, born: '1980-01-01', country: 'US' })
  const alone = { registration: 'joint-common', parties: [party('Ada Okafor')] }
  assert.deepEqual([(await ask(at, officer, alone, 'PUT')).code], ['REGISTRATION_PARTIES'])
  assert.equal((await ask(at, key, alone, 'PUT')).status, 403)
  const both = { registration: 'joint-common', parties: [party('Ada Okafor'), party('Grace Hopper')] }
  const done = await ask(at, officer, both, 'PUT')
  assert.equal(done.status, 200, done.text)
  assert.deepEqual((await ask(at, key)).json, both)
  const approval = { kycUntil: '2030-01-01' }
  assert.equal((await ask(`/v1/investors/${id}/approval`, officer, approval)).status, 200)

  const listed = { ...party('Viktor Anatolyevich Morozenko'), born: '1968-03-14', country: 'RU' }
  await ask(at, officer, { ...both, parties: [party('Ada Okafor'), listed] }, 'PUT')
  assert.equal((await ask(`/v1/investors/${id}`, officer)).json['kycStatus'], 'manual-review', 'held at once')
  assert.equal((await ask(`/v1/investors/${id}/approval`, officer, approval)).code, 'SCREENING_OPEN_HIT')
  const hits = (await ask(`/v1/screening/hits?investor=${id}`, officer)).json['items'] as {
    id: string
    ref: string
  }[]
  assert.deepEqual(
    hits.map(({ ref }) => ref),
    ['H-001'],
  )
  const detail = await ask(`/v1/screening/hits/${hits[0]?.id ?? ''}`, officer)
  assert.equal((detail.json['why'] as { asked: string }).asked, 'Viktor Anatolyevich Morozenko')
  const other = await investor()
  assert.equal((await ask(at, other.key)).status, 404)
})

test('a trustee is found as a person too', async () => {
  const { id } = await investor({ kind: 'entity', name: 'Family Trust', country: 'US' })
  const trustee = { role: 'trustee', name: 'Viktor Anatolyevich Morozenko', born: null, country: 'RU' }
  const done = await ask(
    `/v1/investors/${id}/registration`,
    officer,
    { registration: 'trust', parties: [trustee] },
    'PUT',
  )
  assert.equal(done.status, 200, done.text)
  const hits = (await ask(`/v1/screening/hits?investor=${id}`, officer)).json['items'] as { ref: string }[]
  assert.deepEqual(
    hits.map(({ ref }) => ref),
    ['H-001'],
  )
})
