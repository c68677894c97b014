import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDigits, maskedAccount, readAccount, readIban } from './iban.ts'

// The examples of the IBAN registry (SWIFT), where each country publishes one.
const EXAMPLES = [
  'DE89 3704 0044 0532 0130 00',
  'GB29 NWBK 6016 1331 9268 19',
  'FR14 2004 1010 0505 0001 3M02 606',
  'CH93 0076 2011 6238 5295 7',
  'NL91 ABNA 0417 1643 00',
  'MT84 MALT 0110 0001 2345 MTLC AST0 01S',
  'NO93 8601 1117 947',
]

test('the published account numbers are read, in any spelling', () => {
  for (const iban of EXAMPLES) {
    assert.equal(readIban(iban), iban.replaceAll(' ', ''))
    assert.equal(readIban(iban.toLowerCase()), iban.replaceAll(' ', ''))
  }
})

test('a wrong digit, two swapped ones, a wrong length and a country without IBAN are refused', () => {
  for (const iban of [
    'DE88370400440532013000',
    'DE89370400440532010300',
    'DE8937040044053201300',
    'US89370400440532013000',
    'DE89',
    '',
  ])
    assert.equal(readIban(iban), null, iban)
})

test('an account of a country without IBAN is taken as it is, and what begins like an IBAN has to be one', () => {
  assert.equal(readAccount('021000021-123456789'), '021000021123456789')
  assert.equal(readAccount('DE88 3704 0044 0532 0130 00'), null)
  assert.equal(readAccount('<script>'), null)
  assert.equal(maskedAccount('DE89370400440532013000'), '…3000')
})

test('check digits are those of the example in ISO 11649', () => {
  assert.equal(checkDigits('RF', '539007547034'), '18')
})
