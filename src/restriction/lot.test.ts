import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goldenLocks } from '../../test/golden-locks.ts'
import { must } from '../kernel/result.ts'
import { lotTerms } from './lot.ts'
import { builtInPacks } from './pack.service.ts'
import type { OpensTo } from './rule-pack.ts'
import type { RuleFacts } from './rule.ts'

const packs = (...ids: readonly string[]) => builtInPacks().filter(({ id }) => ids.includes(id))
const asOf = Temporal.Instant.from('2026-01-31T17:00:00Z')

const RESTRICTED: RuleFacts = {
  'units.restricted': true,
  'units.fullyPaidOn': '2026-01-31',
  'issuer.reporting': false,
}
const OFFSHORE: RuleFacts = {
  ...RESTRICTED,
  'units.regS': true,
  'issuer.foreign': false,
  'issuer.susmi': true,
  'offering.overseasDirected': false,
  'class.kind': 'equity',
  'offering.distributionStart': '2026-01-31',
}
const DIRECTED_DEBT: RuleFacts = {
  'offering.overseasDirected': true,
  'class.kind': 'debt',
  'class.debtWithoutDollars': true,
}

/** The first free day of each exemption, and by how many legends the units are bound; more of them in test/golden. */
const CASES: readonly (readonly [string, readonly string[], RuleFacts, string | null, number])[] = [
  [
    'F20 a year from a leap day',
    ['US-R144'],
    { ...RESTRICTED, 'units.fullyPaidOn': '2028-02-29' },
    '2029-02-28',
    1,
  ],
  [
    'F20 six months to a leap day',
    ['US-R144'],
    { ...RESTRICTED, 'issuer.reporting': true, 'units.fullyPaidOn': '2027-08-31' },
    '2028-02-29',
    1,
  ],
  ['not restricted', ['US-R144'], { 'units.restricted': false }, null, 0],
  // A lock was left off where somebody recorded that shares of a domestic issuer were directed overseas.
  [
    'Regulation S, category 3: no offering of domestic equity is overseas directed (17 CFR 230.903(b)(1)(ii))',
    ['US-REGS'],
    { ...OFFSHORE, 'offering.overseasDirected': true },
    '2027-02-01',
    1,
  ],
  [
    'Regulation S, category 3: domestic debt in dollars',
    ['US-REGS'],
    { ...OFFSHORE, ...DIRECTED_DEBT, 'class.debtWithoutDollars': false },
    '2026-03-13',
    1,
  ],
  [
    'Regulation S, category 1: domestic debt overseas',
    ['US-REGS'],
    { ...OFFSHORE, ...DIRECTED_DEBT },
    null,
    0,
  ],
  [
    'Regulation S, category 1: foreign equity overseas',
    ['US-REGS'],
    { ...OFFSHORE, 'offering.overseasDirected': true, 'issuer.foreign': true },
    null,
    0,
  ],
  ['of two locks the later counts', ['US-REGS', 'US-R144'], OFFSHORE, '2027-02-01', 2],
  [
    'Regulation Crowdfunding',
    ['US-REGCF'],
    { 'units.crowdfunded': true, 'units.issuedOn': '2026-01-31' },
    '2027-01-31',
    1,
  ],
  [
    'section 272A',
    ['SG-SFA'],
    { 'offering.sgSection': '272A', 'units.issuedOn': '2026-08-31' },
    '2027-02-28',
    1,
  ],
  ['a pack without locks', ['CORP'], {}, null, 0],
]

for (const [name, ids, facts, lockUntil, legends] of CASES)
  test(`units are locked at issuance: ${name}`, () => {
    const terms = must(lotTerms(packs(...ids), { asOf, facts }))
    assert.equal(terms.lockUntil?.toString() ?? null, lockUntil)
    assert.equal(terms.legends.length, legends)
    for (const { citation, text } of terms.legends) assert.ok(citation !== '' && text !== '')
  })

for (const { name, pack, facts, days } of goldenLocks())
  test(`independent results: ${name}`, () => {
    const { lockUntil, legends } = must(lotTerms(packs(pack), { asOf, facts }))
    for (const { on, locked } of days)
      assert.equal(lockUntil !== null && Temporal.PlainDate.compare(on, lockUntil) < 0, locked)
    assert.equal(legends.length, lockUntil === null ? 0 : 1)
  })

test('a lot without its lock is not issued: what is missing is named', () => {
  const refused = lotTerms(packs('US-R144'), { asOf, facts: { 'units.restricted': true } })
  assert.deepEqual(refused.ok ? null : [refused.reason, refused.facts['missing']], [
    'LOT_FACTS_MISSING',
    'units.fullyPaidOn, issuer.reporting',
  ])
})

test('a lot has the legend of its pack while the token opens it to whom the pack says, and is locked for everybody otherwise', () => {
  const [pack] = packs('US-REGS')
  const told = (opensTo: OpensTo | undefined) => {
    const compiled = pack!.compiled.map((rule) => ({
      ...rule,
      lots: rule.lots.map((one) => ({ ...one, lot: { ...one.lot, opensTo } })),
    }))
    return must(lotTerms([{ ...pack!, compiled }], { asOf, facts: OFFSHORE })).legends[0]?.legend
  }
  assert.deepEqual([told('offshore'), told('accredited'), told(undefined)], ['reg-s', 'other', 'other'])
})
