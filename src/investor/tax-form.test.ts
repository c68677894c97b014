import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../test/database.ts'
import { activatePack } from '../../test/activated-pack.ts'
import { papersWorld } from '../../test/papers.ts'
import { formatDecimal, parseDecimal } from '../kernel/decimal.ts'
import { newId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { systemClock } from '../platform/clock.ts'
import { readPersonal } from '../platform/vault/vault.ts'
import { withholdingLawOf } from '../restriction/law-numbers.ts'
import { builtInPacks } from '../restriction/pack.service.ts'
import { isGiin } from './tax-status.ts'
import { isTin, taxFormFaults, validThrough, type TaxForm, type TaxFormRecord } from './tax-form.ts'
import { taxFormOf } from './tax-form.service.ts'
import { sourceOfDistribution, withhold, withholdingRate } from './withholding.ts'

const database = await testDatabase()
const { ask, officer, investor } = await papersWorld(database)
const date = (text: string) => Temporal.PlainDate.from(text)
const usd = (text: string) => must(parseDecimal(text, 2))
const shown = ({ withheld, net }: { withheld: bigint; net: bigint }) => [
  formatDecimal(withheld, 2),
  formatDecimal(net, 2),
]

const record = (more: Partial<TaxFormRecord>): TaxFormRecord => ({
  id: newId('txf'),
  investor: newId('inv'),
  form: 'W-8BEN',
  signedOn: date('2026-11-21'),
  validThrough: date('2029-12-31'),
  hasTin: true,
  backupWithholding: false,
  treatyCountry: null,
  classification: null,
  chapter4Status: null,
  ...more,
})
const w9 = record({ form: 'W-9', validThrough: null })
const payment = (more: object = {}) =>
  ({ country: 'GB', income: 'dividend', on: date('2027-01-01'), ...more }) as const

const law = withholdingLawOf(builtInPacks().find(({ id }) => id === 'TAX')!)

test('withholding: the published cases', () => {
  for (const [form, on, gross, expected] of [
    [null, payment(), '1000.00', ['300.00', '700.00']],
    [record({ treatyCountry: 'GB' }), payment(), '1000.00', ['150.00', '850.00']],
    [null, payment({ country: 'US' }), '1000.00', ['240.00', '760.00']],
    [w9, payment({ country: 'US' }), '1000.00', ['0.00', '1000.00']],
    [record({ ...w9, backupWithholding: true }), payment({ country: 'US' }), '1000.00', ['240.00', '760.00']],
    [record({ treatyCountry: 'GB' }), payment({ on: date('2029-12-31') }), '1000.00', ['150.00', '850.00']],
    [record({ treatyCountry: 'GB' }), payment({ on: date('2030-01-01') }), '1000.00', ['300.00', '700.00']],
    [record({}), payment(), '0.05', ['0.02', '0.03']],
    [record({}), payment({ income: 'portfolio-interest' }), '1000.00', ['0.00', '1000.00']],
    [null, payment({ income: 'portfolio-interest' }), '1000.00', ['300.00', '700.00']],
  ] as const)
    assert.deepEqual(shown(withhold(usd(gross), withholdingRate(law, form, on).bps)), expected)
  assert.deepEqual(
    withholdingRate(law, record({}), payment({ on: date('2030-01-01') })).note,
    'TAX_FORM_EXPIRED',
  )
  assert.deepEqual(withholdingRate(law, null, payment({ country: 'US' })).note, 'TAX_BACKUP')
})

test('property: what is withheld and what is paid add up, to the nearest minor unit', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 100n), fc.constantFrom(0, 1_000, 1_500, 2_400, 3_000), (gross, bps) => {
      const { withheld, net } = withhold(gross, bps)
      assert.equal(withheld + net, gross)
      assert.ok(withheld >= 0n && net >= 0n)
      const twice = 2n * (withheld * 10_000n - gross * BigInt(bps))
      assert.ok(twice <= 10_000n && twice > -10_000n, 'half up')
    }),
  )
})

test('a distribution is dividend first, then capital, then gain', () => {
  assert.deepEqual(sourceOfDistribution({ amount: 10_000n, earningsAndProfits: 6_000n, basis: 3_000n }), {
    dividend: 6_000n,
    returnOfCapital: 3_000n,
    gain: 1_000n,
  })
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 80n),
      fc.bigInt(0n, 2n ** 80n),
      fc.bigInt(0n, 2n ** 80n),
      (amount, earningsAndProfits, basis) => {
        const { dividend, returnOfCapital, gain } = sourceOfDistribution({
          amount,
          earningsAndProfits,
          basis,
        })
        assert.equal(dividend + returnOfCapital + gain, amount)
        assert.ok(dividend <= earningsAndProfits && returnOfCapital <= basis && gain >= 0n)
      },
    ),
  )
})

test('a W-8 counts until the end of the third year after its own', () => {
  assert.equal(validThrough({ form: 'W-8BEN', signedOn: date('2026-11-21') }, law)?.toString(), '2029-12-31')
  assert.equal(
    validThrough({ form: 'W-8BEN-E', signedOn: date('2026-01-01') }, law)?.toString(),
    '2029-12-31',
  )
  assert.equal(validThrough({ form: 'W-9', signedOn: date('2020-01-01') }, law), null)
})

test('numbers are told from numbers that nobody was given', () => {
  for (const [kind, number, holder, fits] of [
    ['ssn', '123-45-6789', 'individual', true],
    ['ssn', '123456789', 'individual', true],
    ['ssn', '000-45-6789', 'individual', false],
    ['ssn', '666-45-6789', 'individual', false],
    ['ssn', '900-45-6789', 'individual', false],
    ['ssn', '123-00-6789', 'individual', false],
    ['ssn', '123-45-0000', 'individual', false],
    ['ssn', '123-45-678', 'individual', false],
    ['ssn', '123-45-6789', 'entity', false],
    ['itin', '912-70-1234', 'individual', true],
    ['itin', '912-93-1234', 'individual', false],
    ['itin', '912-89-1234', 'individual', false],
    ['itin', '812-70-1234', 'individual', false],
    ['ein', '12-3456789', 'entity', true],
    ['ein', '07-3456789', 'entity', false],
    ['ein', '12-3456789', 'individual', false],
  ] as const)
    assert.equal(isTin({ kind, number }, holder), fits, `${kind} ${number} of ${holder}`)
})

const address = { street: '1 High Street', town: 'Leeds', postCode: 'LS1 1AA', country: 'GB' }
const w8: TaxForm = {
  form: 'W-8BEN',
  name: 'Ada Okafor',
  address,
  country: 'GB',
  usTin: null,
  foreignTin: 'AB123456C',
  treatyCountry: 'GB',
  signedBy: 'Ada Okafor',
  signedOn: date('2026-11-21'),
}

test('everything that is wrong with a form is told, field by field', () => {
  const faults = (more: object, kind: 'individual' | 'entity' = 'individual') =>
    taxFormFaults({ ...w8, ...more } as TaxForm, {
      kind,
      isGrantorTrust: false,
      today: date('2026-11-29'),
      formYears: 3,
    }).map(({ path, fault }) => `${path} ${fault}`)
  assert.deepEqual(faults({}), [])
  assert.deepEqual(faults({ address: { ...address, country: 'US' } }), [
    'address.country TAX_FORM_US_ADDRESS',
    'treatyCountry TAX_FORM_TREATY_RESIDENCE',
  ])
  assert.deepEqual(faults({ signedBy: null }), ['signedBy TAX_FORM_UNSIGNED'])
  assert.deepEqual(faults({ treatyCountry: 'BR', address: { ...address, country: 'BR' } }), [
    'treatyCountry TAX_FORM_TREATY_UNKNOWN',
  ])
  assert.deepEqual(faults({ foreignTin: null }), ['foreignTin TAX_FORM_TIN_MISSING'])
  assert.deepEqual(faults({ foreignTin: null, treatyCountry: null }), [])
  assert.deepEqual(faults({ country: 'US' }), ['country TAX_FORM_US_PERSON'])
  assert.deepEqual(faults({ usTin: { kind: 'ssn', number: '1' } }), ['usTin TAX_FORM_TIN_INVALID'])
  assert.deepEqual(faults({ signedOn: date('2026-11-30') }), ['signedOn TAX_FORM_DATE_FUTURE'])
  assert.deepEqual(faults({ signedOn: date('2022-12-31') }), ['signedOn TAX_FORM_EXPIRED'])
  assert.deepEqual(faults({}, 'entity'), ['form TAX_FORM_KIND'])
  assert.deepEqual(faults({ form: 'W-8BEN-E', ...entity }), ['form TAX_FORM_KIND'])
})

const entity = {
  chapter3Status: 'corporation',
  chapter4Status: 'active-nffe',
  giin: null,
  limitation: 'publicly-traded',
} as const
const GIIN = '98Q96B.00000.LE.250'

test('a form says what its holder is, as far as its lines go together', () => {
  const faultsOf = (form: object, kind: 'individual' | 'entity', isGrantorTrust = false) =>
    taxFormFaults(form as TaxForm, { kind, isGrantorTrust, today: date('2026-11-29'), formYears: 3 }).map(
      ({ path, fault }) => `${path} ${fault.replace('TAX_FORM_', '')}`,
    )
  const w8e = { ...w8, form: 'W-8BEN-E', ...entity }
  const noTreaty = { treatyCountry: null, limitation: null }
  const w9 = { ...w8, form: 'W-9', tin: { kind: 'ein', number: '12-3456789' }, backupWithholding: false }
  const own = { classification: 'individual', llcTaxedAs: null, tin: { kind: 'ssn', number: '123-45-6789' } }
  for (const [form, kind, ...expected] of [
    [w8e, 'entity'],
    [{ ...w8e, chapter3Status: null }, 'entity', 'chapter3Status LINE_MISSING'],
    [{ ...w8e, chapter4Status: null }, 'entity', 'chapter4Status LINE_MISSING'],
    [{ ...w8e, limitation: null }, 'entity', 'limitation LINE_MISSING'],
    [{ ...w8e, treatyCountry: null }, 'entity', 'limitation LINE_UNFIT'],
    [{ ...w8e, ...noTreaty }, 'entity'],
    // A hybrid claims a treaty and says honestly what it is for FATCA; without a treaty it gives another form.
    [
      { ...w8e, chapter3Status: 'partnership', chapter4Status: null },
      'entity',
      'chapter4Status LINE_MISSING',
    ],
    [{ ...w8e, chapter3Status: 'partnership' }, 'entity'],
    [{ ...w8e, chapter3Status: 'partnership', chapter4Status: 'nonparticipating-ffi' }, 'entity'],
    [{ ...w8e, chapter3Status: 'grantor-trust', ...noTreaty }, 'entity', 'chapter3Status INTERMEDIARY'],
    [{ ...w8e, chapter4Status: 'participating-ffi' }, 'entity', 'giin LINE_MISSING'],
    [{ ...w8e, chapter4Status: 'participating-ffi', giin: GIIN }, 'entity'],
    [{ ...w8e, chapter4Status: 'participating-ffi', giin: 'applied for' }, 'entity', 'giin GIIN_INVALID'],
    [{ ...w8e, chapter4Status: 'nonreporting-iga-ffi' }, 'entity'],
    [{ ...w8e, chapter4Status: 'nonparticipating-ffi' }, 'entity', 'treatyCountry NONPARTICIPATING'],
    [{ ...w8e, chapter4Status: 'nonparticipating-ffi', ...noTreaty }, 'entity'],
    [{ ...w9, classification: null, llcTaxedAs: null }, 'entity', 'classification LINE_MISSING'],
    [{ ...w9, classification: 'llc', llcTaxedAs: 'P' }, 'entity'],
    [{ ...w9, classification: 'llc', llcTaxedAs: null }, 'entity', 'llcTaxedAs LINE_MISSING'],
    [{ ...w9, classification: 'partnership', llcTaxedAs: 'P' }, 'entity', 'llcTaxedAs LINE_UNFIT'],
    [{ ...w9, classification: 'individual', llcTaxedAs: null }, 'entity', 'classification LINE_UNFIT'],
    [{ ...w9, ...own }, 'individual'],
    [{ ...w9, ...own, classification: 'other' }, 'individual', 'classification LINE_UNFIT'],
  ] as const)
    assert.deepEqual(faultsOf(form, kind), expected, JSON.stringify(form))
  assert.deepEqual(faultsOf({ ...w9, ...own }, 'entity', true), [], 'a trust that is taxed as its settlor')
})

test('a GIIN is told from what cannot be one', () => {
  for (const number of [GIIN, 'A1B2C3.99999.SL.840', '98Q96B.0000Z.ME.999']) assert.ok(isGiin(number), number)
  for (const number of [
    '98O96B.00000.LE.250',
    '98Q96B.00000.XX.250',
    '98q96b.00000.LE.250',
    '98Q96B00000LE250',
    ` ${GIIN}`,
  ])
    assert.ok(!isGiin(number), number)
})

test('a form is taken into the vault, and only its dates are told', async () => {
  const { id, key } = await investor()
  const at = `/v1/investors/${id}/tax-form`
  assert.deepEqual((await ask(at, key)).json, {
    form: null,
    signedOn: null,
    validThrough: null,
    hasTin: false,
    treatyCountry: null,
    classification: null,
    chapter4Status: null,
    dividendRate: '30.00',
    note: 'TAX_FORM_MISSING',
  })
  const signedOn = systemClock.now().toZonedDateTimeISO('America/New_York').toPlainDate()
  const body = { ...w8, signedOn: signedOn.toString() }
  const taken = await ask(at, key, body)
  assert.deepEqual(
    [taken.status, taken.json['form'], taken.json['dividendRate'], taken.json['validThrough']],
    [200, 'W-8BEN', '15.00', `${signedOn.year + 3}-12-31`],
    taken.text,
  )
  assert.ok(!taken.text.includes('AB123456C') && !taken.text.includes('High Street'))
  const kept = await taxFormOf(database.db, id)
  const field: string = `tax-form.${kept?.id ?? ''}`
  const content = (await readPersonal(database.db, id, [field]))[field]
  assert.equal((JSON.parse(String(content)) as { foreignTin: string }).foreignTin, 'AB123456C')

  const refused = await ask(at, officer, { ...body, signedBy: null, address: { ...address, country: 'US' } })
  assert.deepEqual([refused.status, refused.code], [422, 'TAX_FORM_US_ADDRESS'])
  assert.deepEqual(
    (refused.json['errors'] as { path: string; code: string }[]).map(({ path, code }) => [path, code]),
    [
      ['address.country', 'TAX_FORM_US_ADDRESS'],
      ['treatyCountry', 'TAX_FORM_TREATY_RESIDENCE'],
      ['signedBy', 'TAX_FORM_UNSIGNED'],
    ],
  )
  assert.equal((await taxFormOf(database.db, id))?.id, kept?.id, 'nothing changed')
  const company = await investor({ kind: 'entity' })
  const theirs = { ...body, ...entity, form: 'W-8BEN-E', chapter4Status: 'participating-ffi', giin: GIIN }
  const said = await ask(`/v1/investors/${company.id}/tax-form`, company.key, theirs)
  assert.deepEqual(
    [said.status, said.json['classification'], said.json['chapter4Status']],
    [200, 'corporation', 'participating-ffi'],
    said.text,
  )
  assert.ok(!said.text.includes(GIIN))
  const other = await investor()
  assert.equal((await ask(at, other.key)).status, 404)
  assert.equal((await ask(at, other.key, body)).status, 404)
})

test('what the law asks is as the pack of tax in force has it', async () => {
  const { id, key } = await investor({ country: 'US' })
  const asked = async (who: string, by: string) => {
    const { dividendRate, note, validThrough: end } = (await ask(`/v1/investors/${who}/tax-form`, by)).json
    return [dividendRate, note, ...(end === null ? [] : [end])]
  }
  const held = await investor()
  const { year } = systemClock.now().toZonedDateTimeISO('America/New_York')
  const body = { ...w8, signedOn: `${year - 2}-12-31` }
  const hand = () => ask(`/v1/investors/${held.id}/tax-form`, held.key, body)
  assert.equal((await hand()).status, 200)
  assert.deepEqual(await asked(held.id, held.key), ['15.00', null, `${year + 1}-12-31`])
  assert.deepEqual(await asked(id, key), ['24.00', 'TAX_BACKUP'])
  const params = { nonresident: '0.31', backup: '0.285', nonparticipating: '0.4', formYears: 1 }
  await activatePack(database, { pack: 'TAX', rule: 'US_WITHHOLD', params }, systemClock.now())
  assert.deepEqual(await asked(id, key), ['28.50', 'TAX_BACKUP'])
  const abroad = await investor()
  assert.deepEqual(await asked(abroad.id, abroad.key), ['31.00', 'TAX_FORM_MISSING'])
  // What a payment withholds of this form as well: its day is counted by the same pack.
  assert.deepEqual(await asked(held.id, held.key), ['31.00', 'TAX_FORM_EXPIRED', `${year - 1}-12-31`])
  assert.equal((await hand()).code, 'TAX_FORM_EXPIRED')
})
