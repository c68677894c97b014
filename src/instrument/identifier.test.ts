import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COUNTRIES } from '../kernel/countries.ts'
import { countriesExcept, countriesOfBitmap, countryBitmap, UNITED_STATES } from './countries.ts'
import { identifierFault, type IdentifierScheme } from './identifier.ts'

// Identifiers in public use: facts, from the registries that gave them.
const published: Readonly<Record<'isin' | 'lei' | 'figi' | 'cusip', readonly string[]>> = {
  isin: ['US0378331005', 'AU0000XVGZA3', 'AN8068571086', 'BE0003796134', 'BMG4209T1009', 'AU000000TAG0'],
  lei: ['1VUV7VQFKUOQSJ21A208', '1YTX3EVB2EG3PFFYOI09', '0W2PZJM8XOY22M4GG883', '097900BFDY0000023584'],
  figi: ['BBG000002KG4', 'BBG00002MG40', 'BBG0000BYL37', 'BBG0000Z40Y9', 'BBG00011QNR7'],
  cusip: ['00141V267', '00142K500', '024524746', '068278704', '140543828'],
}

const SLIPS: Readonly<Partial<Record<IdentifierScheme, string>>> = {
  isin: 'ISIN_INVALID',
  lei: 'LEI_INVALID',
  figi: 'IDENTIFIER_CHECKSUM',
  cusip: 'IDENTIFIER_CHECKSUM',
}

for (const [scheme, values] of Object.entries(published) as [IdentifierScheme, readonly string[]][]) {
  test(`${scheme}: identifiers in public use are right`, () => {
    for (const value of values) assert.equal(identifierFault(scheme, value), null, value)
  })

  test(`${scheme}: any other last digit is a slip that is seen`, () => {
    for (const value of values)
      for (let digit = 0; digit <= 9; digit++) {
        const slipped = value.slice(0, -1) + String(digit)
        if (slipped !== value) assert.equal(identifierFault(scheme, slipped), SLIPS[scheme], slipped)
      }
  })
}

const faults: [IdentifierScheme, string, string][] = [
  ['isin', 'US0378331006', 'ISIN_INVALID'],
  ['isin', 'US037833100', 'ISIN_INVALID'],
  ['isin', 'us0378331005', 'ISIN_INVALID'],
  ['isin', 'US03783310O5', 'ISIN_INVALID'],
  ['isin', '', 'ISIN_INVALID'],
  ['isin', 'ZZ0378331001', 'ISIN_INVALID'],
  ['lei', '1YTX3EVB2EG3PFFYOI00', 'LEI_INVALID'],
  ['lei', '2138001CY61HDFJ5ZA2', 'LEI_INVALID'],
  ['lei', '21380!DIH9U9264UW504', 'LEI_INVALID'],
  ['lei', ' 1YTX3EVB2EG3PFFYOI09', 'LEI_INVALID'],
  ['figi', 'BSG000002KG4', 'IDENTIFIER_FORMAT'],
  ['vin', '1M8GDM9AXKP04278', 'IDENTIFIER_FORMAT'],
  ['vin', '1M8GDM9AXKPO42788', 'IDENTIFIER_FORMAT'],
  ['vin', '1M8GDM9AXKP042789', 'IDENTIFIER_CHECKSUM'],
  ['mic', 'XNYSE', 'MIC_UNKNOWN'],
  ['mic', 'xnys', 'MIC_UNKNOWN'],
  ['mic', 'ZZZZ', 'MIC_UNKNOWN'],
  ['mic', 'constructor', 'MIC_UNKNOWN'],
  ['mic', 'XOCH', 'MIC_EXPIRED'],
  ['parcel', '', 'IDENTIFIER_FORMAT'],
  ['deed', 'l 54321', 'IDENTIFIER_FORMAT'],
  ['parcel', 'A\nB', 'IDENTIFIER_FORMAT'],
]
for (const [scheme, value, fault] of faults)
  test(`${scheme} ${JSON.stringify(value)} is refused with ${fault}`, () => {
    assert.equal(identifierFault(scheme, value), fault)
  })

test('the number of a recorded deed is taken as its registry writes it', () => {
  assert.equal(identifierFault('deed', 'L 54321 P 12'), null)
})

test('a vehicle of North America has a check digit in the ninth place, one of elsewhere need not', () => {
  // The first is the worked example of the rule that 49 CFR 565.15 lays down.
  for (const vin of ['1M8GDM9AXKP042788', '1HGCM82633A004352', '5GZCZ43D13S812715', '11111111111111111']) {
    assert.equal(identifierFault('vin', vin), null, vin)
    for (const digit of '0123456789X') {
      const slipped = `${vin.slice(0, 8)}${digit}${vin.slice(9)}`
      if (slipped !== vin) assert.equal(identifierFault('vin', slipped), 'IDENTIFIER_CHECKSUM', slipped)
    }
  }
  assert.equal(identifierFault('vin', 'WVWZZZ1JZXW000001'), null)
})

test('a market is one of the list, and an ISIN begins with a country or with what stands for one', () => {
  for (const mic of ['XNYS', 'XPAR', 'XLON', 'DRSP']) assert.equal(identifierFault('mic', mic), null, mic)
  // One of the ten check digits fits, whatever the prefix.
  for (const [prefix, right] of [
    ['XS', 1],
    ['XC', 1],
    ['EU', 1],
    ['AN', 1],
    ['ZZ', 0],
    ['QZ', 0],
  ] as const) {
    const found = Array.from({ length: 10 }, (_, digit) =>
      identifierFault('isin', `${prefix}037833100${digit}`),
    )
    assert.equal(found.filter((each) => each === null).length, right, prefix)
  }
})

test('two letters swapped in an LEI are seen', () => {
  assert.equal(identifierFault('lei', '1YTX3EVB2GE3PFFYOI09'), 'LEI_INVALID')
})

test('there are 249 countries, each with its own number that fits the bitmap', () => {
  assert.equal(COUNTRIES.size, 249)
  assert.equal(new Set(COUNTRIES.values()).size, 249)
  assert.ok([...COUNTRIES].every(([alpha2, numeric]) => /^[A-Z]{2}$/.test(alpha2) && numeric < 1_000))
  assert.deepEqual(
    ['AF', 'DE', 'NA', 'US', 'ZW'].map((country) => COUNTRIES.get(country)),
    [4, 276, 516, 840, 716],
  )
})

test('a bitmap says which countries it was made of', () => {
  const allowed = countriesExcept(UNITED_STATES)
  assert.equal(allowed.length, 249 - 7)
  assert.deepEqual(countriesOfBitmap(countryBitmap(allowed)), allowed)
  assert.deepEqual(countryBitmap([]), [0n, 0n, 0n, 0n])
  // 840 is bit 72 of the fourth word.
  assert.deepEqual(countryBitmap(['US']), [0n, 0n, 0n, 1n << 72n])
  assert.throws(() => countryBitmap(['XX']), /XX is no ISO/)
})
