import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId, parseId } from '../kernel/ids.ts'
import { idPrefixOf, paymentReference, printedReference, referencesIn } from './payment-reference.ts'

const id = parseId('sub', 'sub_7k3m9qz2ab0123456789abcdef')!
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

test('a reference leads back to its subscription however it is written', () => {
  const reference = paymentReference(id)
  assert.match(reference, /^RF\d\d7K3M9QZ2AB$/)
  assert.ok(id.startsWith(idPrefixOf(reference)))
  for (const text of [
    reference,
    printedReference(reference),
    reference.toLowerCase(),
    `Subscription of A. Okafor, ref ${printedReference(reference)}.`,
    `${reference.slice(0, 5)}\n${reference.slice(5)}`,
    `${reference.slice(0, 7)}-${reference.slice(7)}`,
    `${reference} and again ${reference}`,
  ])
    assert.deepEqual(referencesIn(text), { references: [reference], mistyped: false }, text)
})

test('letters that look like digits are read as meant', () => {
  const reference = paymentReference(parseId('sub', 'sub_0011abcdef0123456789abcdef')!)
  assert.deepEqual(referencesIn(reference.slice(0, 4) + 'OOILABCDEF').references, [reference])
})

test('two references are both found, and a text without one has none', () => {
  const [a, b] = [paymentReference(id), paymentReference(newId('sub'))]
  assert.deepEqual(referencesIn(`${a} ${b}`).references, [a, b])
  assert.deepEqual(referencesIn('rent for march, thanks'), { references: [], mistyped: false })
  assert.deepEqual(referencesIn(''), { references: [], mistyped: false })
})

test('property: no wrong digit or letter and no two swapped ones make another reference', () => {
  const sameKind = (x: string, y: string) => /[0-9]/.test(x) === /[0-9]/.test(y)
  fc.assert(
    fc.property(fc.nat({ max: 9 }), fc.constantFrom(...ALPHABET), (place, character) => {
      const reference = paymentReference(newId('sub'))
      const at = 4 + place
      const [x, y] = [reference[at]!, reference[at + 1] ?? '']
      const wrong = reference.slice(0, at) + character + reference.slice(at + 1)
      const swapped = reference.slice(0, at) + y + x + reference.slice(at + 2)
      const tries = [...(sameKind(x, character) ? [wrong] : []), ...(sameKind(x, y) ? [swapped] : [])]
      for (const text of tries.filter((one) => one !== reference))
        assert.deepEqual(referencesIn(text), { references: [], mistyped: true }, `${reference} ${text}`)
    }),
  )
})
