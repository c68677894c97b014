import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { proofPage, type HashCheck, type ProofData } from './proof.ts'

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
  verify: {
    factory: `0x${'fa'.repeat(20)}`,
    distributor: `0x${'d1'.repeat(20)}`,
    fromBlock: 7,
    command: `npx aliquot verify --rpc NODE --factory 0x${'fa'.repeat(20)} --distributor 0x${'d1'.repeat(20)} --from-block 7`,
  },
  issuer: { name: 'Harbour Partners' },
  spv: { name: 'Tower SPV LLC' },
  asset: { name: 'Office tower', identityHash: 'ab'.repeat(32) },
  supply: '50,000,000',
  registerSum: '50,000,000',
  supplyEqualsRegister: true,
  holdersCount: 6,
  concentration: [{ largest: 1, share: '60.0000 %' }],
  documents: [
    {
      name: 'term-sheet',
      version: 1,
      sha256: 'ab'.repeat(32),
      anchored: { block: 12, tx: `0x${'cd'.repeat(32)}`, at: '2026-07-01T12:00:00Z' },
      href: null,
    },
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

test('the page holds the figures and the hashes, and no script that stands in it', () => {
  const page = proofPage(tower, null)
  for (const text of [
    '50,000,000\u00a0TWR',
    '359,999.28\u00a0USDX',
    'October 2026',
    'ab'.repeat(32),
    'Term sheet',
    'block 12',
    '/v1/proof/ins_1',
    '<span class="word">--from-block</span>',
    `0x${'d1'.repeat(20)}`,
  ])
    assert.ok(page.includes(text), text)
  const command = `<code dir="ltr">${tower.verify?.command}</code>`
  assert.ok(page.replaceAll(/<\/?span[^>]*>/g, '').includes(command), 'the command is copied whole')
  assert.deepEqual(page.match(/<script[^>]*>[^<]*/g), ['<script src="/check-file.js" defer>'])
  assert.doesNotMatch(page, /\son\w+=|javascript:/i)
})

test('what an issuer writes cannot become markup', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&'
  const page = proofPage(
    {
      ...tower,
      instrument: { ...tower.instrument, name: hostile },
      issuer: { name: hostile },
      documents: [{ name: hostile, version: 1, sha256: 'x', anchored: null, href: null }],
    },
    { asked: hostile, match: null },
  )
  assert.ok(!page.includes('<img'))
  assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'))
})

test('whoever asks about a hash is told which document it is, or since when, or that it is none', () => {
  const sha256 = 'ab'.repeat(32)
  const anchored = { block: 12, tx: `0x${'cd'.repeat(32)}`, at: '2026-07-01T12:00:00Z' }
  const told = (match: NonNullable<HashCheck['match']> | null) =>
    /role="status">([^<]*)</.exec(proofPage(tower, { asked: sha256, match }))?.[1]
  const known = { sha256, known: true, anchored }
  const since = 'On the chain since Jul 1, 2026, 12:00 UTC, block 12.'
  assert.equal(
    told({ ...known, document: { title: 'Appraisal', version: 2 } }),
    `✓ This is, to the byte, “Appraisal”, version 2. ${since}`,
  )
  assert.equal(
    told({ ...known, document: null }),
    `✓ This is, to the byte, a document that is not for everybody. ${since}`,
  )
  assert.match(told({ sha256, known: false, document: null, anchored: null }) ?? '', /^✗ No document/)
  assert.match(told(null) ?? '', /^✗ That is no SHA-256/)
})

test('a register that differs from the supply is said so', () => {
  const page = proofPage({ ...tower, registerSum: '49,999,999', supplyEqualsRegister: false }, null)
  assert.ok(page.includes('class="bad"'))
  assert.ok(!page.includes('class="good">✓ The register'))
})

test('markup inside markup is kept, text inside markup is escaped', () => {
  assert.equal(
    html`<p>${html`<b>${'a<b'}</b>`}${null}${[html`<i></i>`]}${7}</p>`.markup,
    '<p><b>a&lt;b</b><i></i>7</p>',
  )
})
