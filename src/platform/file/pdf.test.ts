import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { readContent } from './content.ts'
import { printable, writePdf, type PdfDocument } from './pdf.ts'

const letter: PdfDocument = {
  title: 'A letter to Łukasz Żółć',
  author: 'Aliquot',
  at: Temporal.Instant.from('2026-07-01T12:00:00.750Z'),
  blocks: [
    { kind: 'heading', text: 'Why' },
    { kind: 'text', text: 'Because “quotes”, €uros and Нургалиев are shown. '.repeat(40) },
    { kind: 'facts', items: Array.from({ length: 60 }, (_, i) => [`Name ${i}`, `Value ${i} `.repeat(20)]) },
  ],
  footer: 'A letter',
}

test('the same document is the same bytes, whole, and of more than one page', async () => {
  const [first, second] = [await writePdf(letter), await writePdf(letter)]
  assert.ok(first.equals(second))
  const content = readContent(first)
  assert.ok(content.ok, JSON.stringify(content))
  assert.equal(content.value.media, 'application/pdf')
  assert.ok((content.value.pages ?? 0) > 1)
})

test('its bytes stay what they are from version to version: hashes of them are signed', async () => {
  const small: PdfDocument = { ...letter, blocks: [{ kind: 'text', text: 'Signed once, shown for ever.' }] }
  const sha256 = createHash('sha256')
    .update(await writePdf(small))
    .digest('hex')
  assert.equal(sha256, '1636a04fc795932ab4d47f7edbf8f91b600cf058261c0fec235f371cff0de428')
})

test('another word, and another second, are other bytes', async () => {
  const small: PdfDocument = { ...letter, blocks: [{ kind: 'text', text: 'One.' }] }
  const other: PdfDocument = { ...small, blocks: [{ kind: 'text', text: 'Two.' }] }
  const later: PdfDocument = { ...small, at: small.at.add({ seconds: 1 }) }
  const bytes = await Promise.all([small, other, later].map(writePdf))
  assert.equal(new Set(bytes.map((each) => each.toString('base64'))).size, 3)
  const withinTheSecond = await writePdf({ ...small, at: small.at.add({ milliseconds: 100 }) })
  assert.ok(withinTheSecond.equals(bytes[0]!))
})

test('names of scripts that the fonts lack are put into Latin letters, which is said', () => {
  assert.deepEqual(printable('Łukasz O’Żółć'), { text: 'Łukasz O’Żółć', isTransliterated: false })
  assert.deepEqual(printable('Nguyễn Thị Ánh'), { text: 'Nguyễn Thị Ánh', isTransliterated: false })
  assert.deepEqual(printable('习近平'), { text: 'Xi Jin Ping', isTransliterated: true })
  assert.deepEqual(printable('محمد'), { text: 'mhmd', isTransliterated: true })
})
