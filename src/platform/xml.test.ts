import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXml } from './xml.ts'

test('an element has its text, its attributes and its children, in order', () => {
  assert.deepEqual(readXml('<?xml version="1.0"?><a k="v"> x <b>1 &amp; 2</b><b><![CDATA[<3>]]></b></a>'), {
    name: 'a',
    text: ' x ',
    attributes: { k: 'v' },
    children: [
      { name: 'b', text: '1 & 2', attributes: {}, children: [] },
      { name: 'b', text: '<3>', attributes: {}, children: [] },
    ],
  })
})

const BOMB = '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><lolz>&b;</lolz>'
const FETCHING = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
const REFUSED: readonly (readonly [what: string, text: string, refusal: string])[] = [
  ['entities that expand', BOMB, 'XML_DTD_FORBIDDEN'],
  ['a file to fetch', FETCHING, 'XML_DTD_FORBIDDEN'],
  ['a harmless document type', '<!DOCTYPE x><x/>', 'XML_DTD_FORBIDDEN'],
  ['an unknown entity', '<x>&f;</x>', 'XML_INVALID'],
  ['an element that is not closed', '<x><y></x>', 'XML_INVALID'],
  ['a document that ends early', '<x><y>', 'XML_INVALID'],
  ['nothing', '', 'XML_INVALID'],
  ['no XML', 'hello', 'XML_INVALID'],
  ['100,000 elements in each other', '<x>'.repeat(100_000), 'XML_TOO_DEEP'],
]
for (const [what, text, refusal] of REFUSED)
  test(`${what}: ${refusal}`, () => assert.equal(readXml(text), refusal))
