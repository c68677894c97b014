import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { activatePack } from '../../test/activated-pack.ts'
import { papersWorld } from '../../test/papers.ts'
import { travelLawOf } from '../restriction/law-numbers.ts'
import { builtInPacks } from '../restriction/pack.service.ts'
import { systemClock } from '../platform/clock.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { isProtobufDialect, ivmsFaults } from './ivms101.ts'
import { needsOwnershipProof, travelRegime, travelRulesFor, worthUp } from './travel-rule.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ivms101')
const sample = (name: string): unknown =>
  JSON.parse(fs.readFileSync(path.join(FIXTURES, `${name}.json`), 'utf8'))
const today = Temporal.PlainDate.from('2026-11-29')
const pathsOf = (payload: unknown) => ivmsFaults(payload, today).map((fault) => fault.path)

/** A message that can be used, and a copy of it in which something is put at a path. */
const natural = sample('natural_person') as object
const legal = sample('legal_person') as object
function message(person: unknown, beneficiary: unknown = { legalPerson: legal }): unknown {
  return {
    originator: { originatorPersons: [person], accountNumber: ['0x1'] },
    beneficiary: { beneficiaryPersons: [beneficiary], accountNumber: ['0x2'] },
  }
}
const AT = 'originator.originatorPersons[0]'
const changed = (more: object) => message({ naturalPerson: { ...natural, ...more } })

const law = travelLawOf(builtInPacks().find(({ id }) => id === 'AML')!)

test('thresholds: the published cases', () => {
  const rules = (from: string, to: string, worth: Record<string, bigint>) =>
    travelRulesFor(law, {
      from: { country: from },
      to: { country: to },
      inCurrency: (code) => worth[code] ?? null,
    })
  assert.deepEqual(rules('US', 'US', { USD: 299_999n }), [])
  assert.deepEqual(rules('US', 'US', { USD: 300_000n }), ['US'])
  assert.deepEqual(rules('DE', 'DE', { EUR: 1n }), ['EU'])
  assert.deepEqual(rules('US', 'FR', { USD: 1n, EUR: 1n }), ['EU'], 'the lower of two')
  assert.deepEqual(rules('BR', 'BR', { USD: 99_999n }), [])
  assert.deepEqual(rules('BR', 'BR', { USD: 100_000n }), ['FATF'])
  assert.deepEqual(rules('SG', 'SG', { USD: 1n }), ['SG'], 'what cannot be told counts')
  assert.deepEqual(rules('JP', 'BR', { USD: 1n }), ['JP'], 'nor is anything known in yen')
  assert.deepEqual(rules('BR', 'BR', { EUR: 99_999n }), [], 'the FATF names dollars and euros')
  assert.deepEqual(rules('BR', 'BR', { EUR: 100_000n }), ['FATF'])
  assert.equal(needsOwnershipProof(law, 'DE', 100_000n), false)
  assert.equal(needsOwnershipProof(law, 'DE', 100_001n), true)
  assert.equal(needsOwnershipProof(law, 'US', 100_001n), false)
  assert.deepEqual(['US', 'AT', 'GB', 'FATF', 'EU', 'ZZ', 'toString'].map(travelRegime), [
    'US',
    'EU',
    'GB',
    'FATF',
    'FATF',
    'FATF',
    'FATF',
  ])
})

test('currencies are worth themselves, stablecoins their par, and nothing is rounded below a threshold', () => {
  for (const [currency, amount, code, cents] of [
    ['USD', 3_000_000_000n, 'USD', 300_000n],
    ['USDC', 2_999_990_000n, 'USD', 299_999n],
    ['USDX', 2_999_990_001n, 'USD', 300_000n],
    ['EURC', 1_000_000_000n, 'EUR', 100_000n],
    ['EUR', 1n, 'EUR', 1n],
    ['USDT', 1_000_000n, 'EUR', null],
    ['EUR', 1_000_000n, 'GBP', null],
    ['XSGD', 1_500_000_000n, 'SGD', 150_000n],
    ['GBP', 1_000_000n, 'GBP', 100n],
  ] as const)
    assert.equal(worthUp(amount, currency)(code), cents, `${amount} ${currency} in ${code}`)
})

test('a message as the standard has it can be used', () => {
  assert.deepEqual(pathsOf(message({ naturalPerson: natural })), [])
  assert.deepEqual(pathsOf(message({ legalPerson: legal }, { naturalPerson: natural })), [])
  assert.deepEqual(pathsOf(message({ legalPerson: legal })), [])
})

test('each fault is told with its path', () => {
  const name = (type: string) => ({
    nameIdentifier: [{ primaryIdentifier: 'Sanders', nameIdentifierType: type }],
  })
  const address = { addressType: 'HOME', country: 'US', addressLine: Array.from({ length: 8 }, () => 'x') }
  for (const [payload, at] of [
    [message(sample('person_both_persons')), [AT]],
    [message({}), [AT]],
    [changed({ name: name('ALIA') }), [`${AT}.naturalPerson.name.nameIdentifier`]],
    [
      changed({ name: name('NONE') }),
      [
        `${AT}.naturalPerson.name.nameIdentifier[0].nameIdentifierType`,
        `${AT}.naturalPerson.name.nameIdentifier`,
      ],
    ],
    [
      changed({ dateAndPlaceOfBirth: { dateOfBirth: '2026-11-29', placeOfBirth: 'Leeds' } }),
      [`${AT}.naturalPerson.dateAndPlaceOfBirth.dateOfBirth`],
    ],
    [
      changed({ dateAndPlaceOfBirth: { dateOfBirth: '1990-02-30', placeOfBirth: 'Leeds' } }),
      [`${AT}.naturalPerson.dateAndPlaceOfBirth.dateOfBirth`],
    ],
    [changed({ countryOfResidence: 'ZZ' }), [`${AT}.naturalPerson.countryOfResidence`]],
    [
      changed({ nationalIdentification: sample('national_identification') }),
      [`${AT}.naturalPerson.nationalIdentification.registrationAuthority`],
    ],
    [changed({ geographicAddress: [address] }), [`${AT}.naturalPerson.geographicAddress[0].addressLine`]],
    [
      changed({ geographicAddress: [{ addressType: 'HOME', country: 'US', streetName: 'Thorne Road' }] }),
      [`${AT}.naturalPerson.geographicAddress[0]`],
    ],
    [message({ naturalPerson: { name: name('LEGL') } }), [`${AT}.naturalPerson`]],
    [
      message({
        legalPerson: {
          ...legal,
          nationalIdentification: {
            nationalIdentifier: '283100RWUNF913WOJT03',
            nationalIdentifierType: 'LEIX',
          },
        },
      }),
      [`${AT}.legalPerson.nationalIdentification.nationalIdentifier`],
    ],
    [null, ['']],
    [[], ['']],
    ['text', ['']],
  ] as const)
    assert.deepEqual(pathsOf(payload), at)
})

test('the dialect of Protocol Buffers is told from a message with faults', () => {
  assert.ok(isProtobufDialect(sample('identity_payload.pb')))
  assert.ok(!isProtobufDialect(sample('identity_payload')))
  assert.ok(pathsOf(sample('identity_payload_alt')).length > 0)
  // The published sample gives natural persons a registration authority, which the standard gives to legal ones alone.
  assert.deepEqual(
    pathsOf(sample('identity_payload')).filter((at) => !at.endsWith('.registrationAuthority')),
    [],
  )
})

const database = await testDatabase()
const { ask, officer, investor, keyFor } = await papersWorld(database)
const LEI = '529900T8BM49AURSDO55'

test('a message of another platform is checked by the API', async () => {
  const check = (payload: unknown) => ask('/v1/travel-rule/validation', officer, { payload })
  assert.deepEqual((await check(message({ naturalPerson: natural }))).json, { valid: true })
  const both = await check(message(sample('person_both_persons')))
  assert.deepEqual([both.status, both.code], [422, 'IVMS_INVALID'])
  assert.equal((both.json['errors'] as { path: string }[])[0]?.path, AT)
  const dialect = await check(sample('identity_payload.pb'))
  assert.deepEqual([dialect.status, dialect.code], [422, 'IVMS_DIALECT'])
  assert.equal((await check(null)).code, 'IVMS_INVALID')
  assert.equal(
    (await ask('/v1/travel-rule/validation', await keyFor('auditor'), { payload: {} })).status,
    403,
  )
})

test('the message of a transfer is written from the vault, and says what is missing', async () => {
  const wallets = [
    '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  ] as const
  const sender = await investor({ name: 'Zoë Ünal', country: 'US' })
  const receiver = await investor({ kind: 'entity', name: 'Acme GmbH', country: 'DE' })
  const link = (id: InvestorId, address: string) =>
    database.pool.query(`insert into wallet values ($1, $2, $3, 'ready', now(), 0, false)`, [
      newId('wal'),
      id,
      address.toLowerCase(),
    ])
  const write = (more: object = {}) =>
    ask('/v1/travel-rule/messages', officer, {
      from: wallets[0],
      to: wallets[1],
      worth: '2999.99',
      platform: { name: 'Aliquot Example', lei: LEI },
      ...more,
    })
  assert.equal((await write()).code, 'WALLET_NOT_LINKED')
  await link(sender.id, wallets[0])
  await link(receiver.id, wallets[1])
  const missing = await write()
  assert.deepEqual([missing.status, missing.code], [422, 'TRAVEL_RULE_DATA_MISSING'])
  const form = await ask(`/v1/investors/${sender.id}/tax-form`, sender.key, {
    form: 'W-9',
    name: 'Zoë Ünal',
    address: { street: '1 Main Street', town: 'Detroit', postCode: '48201', country: 'US' },
    classification: 'individual',
    tin: { kind: 'ssn', number: '123-45-6789' },
    backupWithholding: false,
    signedBy: 'Zoë Ünal',
    signedOn: '2026-01-02',
  })
  assert.equal(form.status, 200, form.text)
  const written = await write()
  assert.equal(written.status, 200, written.text)
  assert.deepEqual(written.json['required'], [
    { regime: 'EU', citation: 'Regulation (EU) 2023/1113, article 14' },
  ])
  assert.equal(written.json['legalReview'], 'pending')
  const regimes = async (worth: string, currency: string) =>
    ((await write({ worth, currency })).json['required'] as { regime: string }[]).map(({ regime }) => regime)
  assert.deepEqual(await regimes('2999.990001', 'USDC'), ['US', 'EU'], 'rounded up')
  assert.deepEqual(await regimes('1', 'EURC'), ['US', 'EU'], 'what it is worth in dollars is not known')
  const proof = async (worth: string) => (await write({ worth, currency: 'EUR' })).json['ownershipProof']
  assert.deepEqual([await proof('1000.00'), await proof('1000.01')], [false, false], 'the sender is American')
  // What two officers activate counts from then on: the amounts are in the pack.
  const { thresholds } = builtInPacks().find(({ id }) => id === 'AML')!.rules[0]!.params
  const amounts = {
    thresholds: { ...Object(thresholds), US: 5000, EU: '1000.50' },
    ownershipProofAboveEur: 10,
  }
  const change = { pack: 'AML', rule: 'TRAVEL_RULE', params: amounts, signed: true }
  await activatePack(database, change, systemClock.now())
  assert.deepEqual(await regimes('4999.99', 'USD'), ['EU'], 'whose worth in euros is not known')
  assert.deepEqual(await regimes('5000', 'USD'), ['US', 'EU'])
  assert.deepEqual(await regimes('1000.49', 'EUR'), ['US'])
  assert.deepEqual(await regimes('1000.50', 'EUR'), ['US', 'EU'])
  assert.equal((await write()).json['legalReview'], 'signed')
  const payload = written.json['payload']
  assert.deepEqual(ivmsFaults(payload, today), [])
  assert.ok(written.text.includes('Zoë Ünal') && written.text.includes('1 Main Street'))
  assert.ok(!written.text.includes('123-45-6789'), 'a tax number is none of it')
  assert.deepEqual((await ask('/v1/travel-rule/validation', officer, { payload })).json, { valid: true })
  const elsewhere = await keyFor('officer', { issuer: newId('iss') })
  const body = { from: wallets[0], to: wallets[1], worth: '1.00', platform: { name: 'x', lei: LEI } }
  assert.equal((await ask('/v1/travel-rule/messages', elsewhere, body)).code, 'WALLET_NOT_LINKED')
  assert.equal((await write({ platform: { name: 'x', lei: `${LEI.slice(0, -1)}6` } })).code, 'IVMS_INVALID')
})
