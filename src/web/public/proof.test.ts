import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { proofPage, type ProofData } from './proof.ts'

const amount = (text: string) => ({ amount: text, currency: 'USDX', display: `${text} USDX` })

const tower: ProofData = {
  asOf: '2026-11-03T12:00:00Z',
  block: { number: 812, hash: `0x${'12'.repeat(32)}` },
  instrument: {
    id: 'ins_1',
    name: 'Tower units',
    symbol: 'TWR',
    token: `0x${'a1'.repeat(20)}`,
    chainId: 31337,
  },
  issuer: { name: 'Harbour Partners' },
  spv: { name: 'Tower SPV LLC' },
  asset: { name: 'Office tower' },
  supply: '50,000,000',
  registerSum: '50,000,000',
  supplyEqualsRegister: true,
  holdersCount: 6,
  concentration: [{ largest: 1, share: '60.0000 %' }],
  documents: [
    { name: 'term-sheet', sha256: 'ab'.repeat(32), anchored: { block: 12, tx: `0x${'cd'.repeat(32)}` } },
  ],
  distributions: [
    {
      id: 'dst_1',
      period: '2026-10',
      kind: 'regular',
      status: 'closed',
      recordDate: '2026-10-31',
      declared: amount('360,000.00'),
      paid: amount('359,999.28'),
      parked: amount('0.72'),
      carried: amount('0.00'),
      balanced: true,
      tx: null,
    },
  ],
}

test('the page holds the figures, the hashes and no script', () => {
  const page = proofPage(tower)
  for (const text of [
    '50,000,000 TWR',
    '359,999.28 USDX',
    'October 2026',
    'ab'.repeat(32),
    '/v1/proof/ins_1',
  ])
    assert.ok(page.includes(text), text)
  assert.doesNotMatch(page, /<script|\son\w+=|javascript:/i)
})

test('what an issuer writes cannot become markup', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&'
  const page = proofPage({
    ...tower,
    instrument: { ...tower.instrument, name: hostile },
    issuer: { name: hostile },
    documents: [{ name: hostile, sha256: 'x', anchored: null }],
  })
  assert.ok(!page.includes('<img'))
  assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'))
})

test('a register that differs from the supply is said so', () => {
  const page = proofPage({ ...tower, registerSum: '49,999,999', supplyEqualsRegister: false })
  assert.ok(page.includes('class="bad"'))
  assert.ok(!page.includes('class="good">✓ The register'))
})

test('markup inside markup is kept, text inside markup is escaped', () => {
  assert.equal(
    html`<p>${html`<b>${'a<b'}</b>`}${null}${[html`<i></i>`]}${7}</p>`.markup,
    '<p><b>a&lt;b</b><i></i>7</p>',
  )
})
