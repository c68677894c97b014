import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { JsonRefused, readJson } from './json.ts'

const refused: [string, string | Uint8Array, string][] = [
  ['a key twice', '{"amount":"1","amount":"2"}', 'JSON_DUPLICATE_KEY'],
  ['a key twice, once escaped', '{"amount":"1","amou\\u006et":"5"}', 'JSON_DUPLICATE_KEY'],
  ['a number above every float', '{"amount":1e400}', 'JSON_INVALID'],
  ['NaN', '{"amount":NaN}', 'JSON_INVALID'],
  ['Infinity', '[-Infinity]', 'JSON_INVALID'],
  ['a leading zero', '[012]', 'JSON_INVALID'],
  ['a hexadecimal number', '[0x10]', 'JSON_INVALID'],
  ['nothing', '', 'JSON_INVALID'],
  ['something after the end', '{} {}', 'JSON_INVALID'],
  ['a comma too many', '[1,]', 'JSON_INVALID'],
  ['a comment', '[1] // one', 'JSON_INVALID'],
  ['a raw line break in a string', '["a\nb"]', 'JSON_INVALID'],
  ['an unknown escape', '["\\x41"]', 'JSON_INVALID'],
  ['a string that does not end', '["a', 'JSON_INVALID'],
  ['100,000 arrays', '['.repeat(100_000), 'JSON_TOO_DEEP'],
  ['half a surrogate pair', '["\\ud800"]', 'ENCODING_INVALID'],
  ['half a surrogate pair as a key', '{"\\udc00":1}', 'ENCODING_INVALID'],
  ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xc3, 0x28, 0x22]), 'ENCODING_INVALID'],
  ['a byte order mark', '\ufeff{}', 'BODY_HAS_BOM'],
]

for (const [name, body, reason] of refused)
  test(`refused: ${name}`, () => {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    assert.throws(
      () => readJson(bytes),
      (error) => error instanceof JsonRefused && error.reason === reason,
    )
  })

test('__proto__ is a field like any other, and changes nothing else', () => {
  const value = readJson(
    Buffer.from('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'),
  )
  assert.deepEqual(Object.keys(Object(value)), ['__proto__', 'constructor'])
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.equal(Reflect.get({}, 'isAdmin'), undefined)
})

test('property: what JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value)
      if (!text.isWellFormed() || /\\ud[89a-f]/i.test(text)) return
      assert.deepEqual(readJson(new TextEncoder().encode(text)), JSON.parse(text))
    }),
  )
})

test('property: any text is either read as JSON.parse reads it, or refused', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[[\]{}":,0-9eE.\-+ tfn\\ua]{0,40}$/), (text) => {
      let value: unknown
      try {
        value = readJson(new TextEncoder().encode(text))
      } catch (error) {
        assert.ok(error instanceof JsonRefused)
        return
      }
      assert.deepEqual(value, JSON.parse(text))
    }),
    { numRuns: 2_000 },
  )
})
