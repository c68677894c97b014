import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { meansLawOf } from '../restriction/law-numbers.ts'
import { builtInPacks } from '../restriction/pack.service.ts'
import {
  asked,
  CERTIFICATES,
  meansRefusal,
  minimumOf,
  netWorth,
  NO_MEANS,
  type EntityForm,
  type Means,
} from './means.ts'

type Input = {
  readonly nw?: number
  readonly jnw?: number
  readonly inc?: readonly [number, number]
  readonly jinc?: readonly [number, number]
  readonly exp?: boolean
  readonly certs?: readonly string[]
}
const { vectors, net_worth: netWorths } = JSON.parse(
  fs.readFileSync(
    path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'rules', 'accredited.json'),
    'utf8',
  ),
) as {
  readonly vectors: readonly { readonly input: Input; readonly why: readonly string[] }[]
  readonly net_worth: readonly Readonly<Record<string, number | boolean>>[]
}
const packOf = (name: string) => builtInPacks().find(({ id }) => id === name)!
const law = meansLawOf(
  { investors: packOf('US-INVESTOR'), offerings: packOf('US-REGD') },
  Temporal.Instant.from('2026-11-30T17:00:00Z'),
)
const cents = (dollars: number) => BigInt(Math.round(dollars * 100))
const means = (said: Partial<Means>): Means => ({ ...NO_MEANS, ...said })
const isEnough = (basis: Parameters<typeof meansRefusal>[1], said: Partial<Means>) =>
  meansRefusal(law, basis, 'individual', means(said)) === null

test('accredited.json: every way in which a natural person is accredited', () => {
  assert.deepEqual([vectors.length, netWorths.length], [11, 5])
  for (const { input, why } of vectors) {
    const { nw = 0, jnw = 0, inc = [0, 0], jinc = [0, 0], exp = true, certs = [] } = input
    const income = ([y1, y2]: readonly [number, number], incomeIsJoint: boolean) => ({
      incomeYear1: cents(y1),
      incomeYear2: cents(y2),
      incomeIsJoint,
      expectsSameIncome: exp,
    })
    const ways = [
      ...(isEnough('net-worth', { assets: cents(nw) }) ? ['501(a)(5) individual net worth'] : []),
      ...(isEnough('net-worth', { assets: cents(jnw) }) ? ['501(a)(5) joint net worth'] : []),
      ...(isEnough('income', income(inc, false)) ? ['501(a)(6) individual income'] : []),
      ...(isEnough('income', income(jinc, true)) ? ['501(a)(6) joint income'] : []),
      ...(certs.some((one) => CERTIFICATES.some((known) => known === one))
        ? ['501(a)(10) professional certification']
        : []),
    ]
    assert.deepEqual(ways, why, JSON.stringify(input))
  }
})

test('accredited.json: net worth without the home, its debt beyond its value, and what was borrowed lately', () => {
  for (const vector of netWorths) {
    const said = means({
      assets: cents(Number(vector['assetsExHome'])),
      liabilities: cents(Number(vector['liabilitiesExHome'])),
      homeValue: cents(Number(vector['homeFmv'])),
      homeDebt: cents(Number(vector['homeDebt'])),
      homeDebtAdded60d: cents(Number(vector['homeDebtAddedLast60d'])),
    })
    assert.equal(netWorth(said), cents(Number(vector['netWorth'])))
    assert.equal(meansRefusal(law, 'net-worth', 'individual', said) === null, vector['accredited'])
  }
})

test('the letter of March 2025: a person commits 200,000, an entity a million, or 200,000 for each of four owners', () => {
  const said = { statesAccredited: true, statesNotFinanced: true, ownerCount: null }
  for (const [kind, dollars, more, reason] of [
    ['individual', 200_000, {}, null],
    ['individual', 199_999.99, {}, 'R506C_HIGH_MIN_NOT_MET'],
    ['individual', 200_000, { statesNotFinanced: false }, 'R506C_THIRD_PARTY_FINANCED'],
    ['individual', 200_000, { statesAccredited: false }, 'R506C_NOT_VERIFIED'],
    ['individual', 200_000, { statesAccredited: null }, 'ACCRED_FACT_MISSING'],
    ['individual', 200_000, { ownerCount: 1 }, null],
    ['entity', 1_000_000, {}, null],
    ['entity', 999_999, {}, 'R506C_HIGH_MIN_NOT_MET'],
    ['entity', 800_000, { ownerCount: 4 }, null],
    ['entity', 900_000, { ownerCount: 5 }, 'R506C_HIGH_MIN_NOT_MET'],
  ] as const) {
    const answer = meansRefusal(
      law,
      'minimum-investment',
      kind,
      means({ ...said, minimum: cents(dollars), ...more }),
    )
    assert.equal(answer?.reason ?? null, reason, `${kind} ${dollars} ${JSON.stringify(more)}`)
  }
  assert.equal(minimumOf(law, 'entity', { ownerCount: 3 }), 600_000_00n)
})

test('an entity is accredited by what its form has to have, by its owners, or by being supervised', () => {
  const [over, enough] = [cents(5_000_001), cents(5_000_000)]
  const [directed, not] = [{ directedBySophisticated: true }, { directedBySophisticated: false }]
  const reason = (entityForm: EntityForm, more: Partial<Means>) => {
    const all = { entityForm, allOwnersAccredited: false, formedForPurpose: false, ...more }
    const refusal = meansRefusal(law, 'entity', 'entity', means(all))
    return refusal?.missing ?? refusal?.reason ?? null
  }
  for (const form of ['corporation', 'partnership', 'llc', '501c3'] as const)
    assert.deepEqual(
      [{ totalAssets: over }, { totalAssets: enough }].map((more) => reason(form, more)),
      [null, 'ACCRED_ENTITY_ASSETS'],
      form,
    )
  for (const [form, more, expected] of [
    ['trust', { totalAssets: over, ...directed }, null],
    ['trust', { totalAssets: over, ...not }, 'ACCRED_ENTITY_NOT_DIRECTED'],
    ['trust', { totalAssets: enough, ...not }, 'ACCRED_ENTITY_ASSETS'],
    ['trust', { totalAssets: over }, 'directedBySophisticated'],
    ['family-office', { familyOfficeAssets: over, ...directed }, null],
    ['family-office', { familyOfficeAssets: over, ...not }, 'ACCRED_ENTITY_NOT_DIRECTED'],
    ['family-office', { familyOfficeAssets: enough, ...directed }, 'ACCRED_FAMILY_OFFICE_ASSETS'],
    ['family-office', { totalAssets: over, ...directed }, 'familyOfficeAssets'],
    ['other', { investments: over }, null],
    ['other', { investments: enough }, 'ACCRED_ENTITY_INVESTMENTS'],
    ['other', { totalAssets: over }, 'investments'],
    ['llc', { totalAssets: over, formedForPurpose: true }, 'ACCRED_ENTITY_FORMED_FOR_PURPOSE'],
    ['llc', { totalAssets: null }, 'totalAssets'],
    ['llc', { totalAssets: over, formedForPurpose: null }, 'formedForPurpose'],
    ['llc', { totalAssets: over, allOwnersAccredited: null }, 'allOwnersAccredited'],
    ['llc', { formedForPurpose: true, allOwnersAccredited: true }, null],
    ['regulated', { regulatedKind: 'bank' }, null],
    ['regulated', {}, 'regulatedKind'],
  ] as const)
    assert.equal(reason(form, more), expected, `${form} ${Object.keys(more).join()}`)
  assert.equal(meansRefusal(law, 'entity', 'entity', NO_MEANS)?.missing, 'entityForm')
})

test('an entity is asked what its form needs, and no more', () => {
  const fields = (entityForm: EntityForm | null, allOwnersAccredited: boolean | null) =>
    asked('entity', 'entity', { entityForm, allOwnersAccredited })
  assert.deepEqual(fields(null, null), ['entityForm'])
  assert.deepEqual(fields('regulated', null), ['entityForm', 'regulatedKind'])
  assert.deepEqual(fields('trust', null), ['entityForm', 'allOwnersAccredited'])
  assert.deepEqual(fields('trust', true), ['entityForm', 'allOwnersAccredited'])
  assert.deepEqual(fields('trust', false), [
    'entityForm',
    'allOwnersAccredited',
    'totalAssets',
    'directedBySophisticated',
    'formedForPurpose',
  ])
})

test('what a basis needs and nobody said is missing, the first of it by name', () => {
  assert.deepEqual(meansRefusal(law, 'income', 'individual', NO_MEANS), {
    reason: 'ACCRED_FACT_MISSING',
    amounts: {},
    missing: 'incomeYear1',
  })
  assert.equal(meansRefusal(law, 'licence', 'individual', NO_MEANS)?.missing, 'certificate')
  assert.equal(meansRefusal(law, 'third-party-letter', 'individual', NO_MEANS), null)
  assert.ok(!asked('minimum-investment', 'individual', NO_MEANS).includes('ownerCount'))
})
