import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { crowd, erisa, erisaClass, offshore, person, resale, type RuleCase } from '../../test/rule-cases.ts'
import { must } from '../kernel/result.ts'
import { builtInFiles, readPack } from './pack.service.ts'
import { steps, weigh } from './rule.ts'

const packs = builtInFiles().map(({ pack }) => must(readPack(pack, null)))
const read = (name: string): unknown =>
  JSON.parse(fs.readFileSync(`test/fixtures/rules/${name}.json`, 'utf8'))

function answer(id: string, { action, on, facts }: RuleCase) {
  const pack = packs.find(({ rules }) => rules.some((rule) => rule.id === id))!
  const ask = { action, asOf: Temporal.Instant.from(`${on}T17:00:00Z`), facts }
  const only = { ...pack, compiled: pack.compiled.filter(({ rule }) => rule.id === id) }
  return { ...weigh([only], ask), steps: steps(pack, id, ask) }
}

type Accredited = {
  readonly vectors: readonly {
    readonly input: {
      readonly nw?: number
      readonly jnw?: number
      readonly inc?: readonly [number, number]
      readonly jinc?: readonly [number, number]
      readonly exp?: boolean
      readonly certs?: readonly string[]
    }
    readonly why: readonly string[]
  }[]
  readonly net_worth: readonly {
    readonly assetsExHome: number
    readonly liabilitiesExHome: number
    readonly homeFmv: number
    readonly homeDebt: number
    readonly homeDebtAddedLast60d: number
    readonly netWorth: number
    readonly accredited: boolean
  }[]
}
const WAYS: Readonly<Record<string, string>> = {
  byNetWorth: '501(a)(5) individual net worth',
  byJointNetWorth: '501(a)(5) joint net worth',
  byIncome: '501(a)(6) individual income',
  byJointIncome: '501(a)(6) joint income',
  byCertificate: '501(a)(10) professional certification',
}

test('accredited investors, by every way and by net worth', () => {
  const { vectors, net_worth: netWorths } = read('accredited') as Accredited
  assert.deepEqual([vectors.length, netWorths.length], [11, 5])
  for (const { input, why } of vectors) {
    const { nw = 0, jnw = 0, inc = [0, 0], jinc = [0, 0], exp = true, certs = [] } = input
    const said = answer(
      'ACCREDITED_NP',
      person.allow({
        'investor.assetsWithoutHome': nw,
        'investor.jointNetWorth': jnw,
        'investor.incomeYear1': inc[0],
        'investor.incomeYear2': inc[1],
        'investor.jointIncomeYear1': jinc[0],
        'investor.jointIncomeYear2': jinc[1],
        'investor.expectsSameIncome': exp,
        'investor.certificates': certs,
      }),
    )
    const ways = Object.entries(WAYS).flatMap(([step, way]) => (said.steps[step] === 'true' ? [way] : []))
    assert.deepEqual(ways, why, JSON.stringify(input))
    assert.equal(said.outcome, why.length > 0 ? 'ALLOW' : 'BLOCK')
  }
  for (const vector of netWorths) {
    const said = answer(
      'ACCREDITED_NP',
      person.allow({
        'investor.assetsWithoutHome': vector.assetsExHome,
        'investor.liabilitiesWithoutHome': vector.liabilitiesExHome,
        'investor.homeValue': vector.homeFmv,
        'investor.homeDebt': vector.homeDebt,
        'investor.homeDebtAdded60d': vector.homeDebtAddedLast60d,
      }),
    )
    assert.equal(said.steps['netWorth'], String(vector.netWorth))
    assert.equal(said.outcome === 'ALLOW', vector.accredited)
  }
})

type RegS = {
  readonly vectors: readonly {
    readonly issuerForeign: boolean
    readonly reporting: boolean
    readonly kind: string
    readonly susmi: boolean
    readonly category: number
    readonly start: string
    readonly dcpEndsInclusive: string | null
  }[]
}

test('Regulation S: category, last day blocked, first day open', () => {
  const { vectors } = read('reg-s') as RegS
  assert.equal(vectors.length, 8)
  for (const vector of vectors) {
    const facts = {
      'issuer.foreign': vector.issuerForeign,
      'issuer.reporting': vector.reporting,
      'issuer.susmi': vector.susmi,
      'class.kind': vector.kind,
      'offering.distributionStart': vector.start,
    }
    const on = (date: string) => answer('REGS', offshore.allow(facts, { on: date }))
    assert.equal(on(vector.start).steps['category'], String(vector.category))
    if (vector.dcpEndsInclusive === null) {
      assert.equal(on(vector.start).steps['hasPeriod'], 'false')
      assert.equal(on(vector.start).outcome, 'ALLOW')
      continue
    }
    assert.equal(on(vector.start).steps['periodEnds'], vector.dcpEndsInclusive)
    assert.equal(on(vector.dcpEndsInclusive).outcome, 'BLOCK')
    const next = Temporal.PlainDate.from(vector.dcpEndsInclusive).add({ days: 1 }).toString()
    assert.equal(on(next).outcome, 'ALLOW')
    const abroad = { ...facts, 'investor.usPerson': false }
    assert.equal(answer('REGS', offshore.allow(abroad, { on: vector.start })).outcome, 'ALLOW')
  }
})

type RegCf = {
  readonly vectors: readonly {
    readonly annualIncome: number
    readonly netWorth: number
    readonly accredited: boolean
    readonly limit: string | null
  }[]
}

test('Regulation Crowdfunding: the limit, and a cent above it', () => {
  const { vectors } = read('reg-cf') as RegCf
  assert.equal(vectors.length, 12)
  for (const { annualIncome, netWorth, accredited, limit } of vectors) {
    const invest = (amount: string) =>
      answer(
        'REGCF',
        crowd.allow({
          'investor.annualIncome': annualIncome,
          'investor.netWorth': netWorth,
          'investor.accredited': accredited,
          'subscription.amount': amount,
        }),
      )
    if (limit === null) {
      assert.equal(invest('5000000').outcome, 'ALLOW')
      continue
    }
    const dollars = limit.replace(/\.0$/, '')
    assert.equal(invest('0').steps['limit'], dollars)
    assert.equal(invest(dollars).outcome, 'ALLOW')
    assert.equal(invest(`${dollars}.01`).outcome, 'BLOCK')
  }
})

type Rule144 = {
  readonly vectors: readonly {
    readonly acquired: string
    readonly on: string
    readonly reporting: boolean
    readonly affiliate: boolean
    readonly currentInfo: boolean
    readonly result: readonly [boolean, string | null, string | null]
  }[]
}

test('Rule 144: allowed or not, with which reason and from when', () => {
  const { vectors } = read('rule-144') as Rule144
  assert.equal(vectors.length, 10)
  for (const { acquired, on, reporting, affiliate, currentInfo, result } of vectors) {
    const [allowed, code, from] = result
    const said = answer(
      'R144',
      resale.allow(
        {
          'holder.lots': [{ units: 100, clockStart: acquired }],
          'issuer.reporting': reporting,
          'holder.affiliate': affiliate,
          'issuer.currentInformation': currentInfo,
        },
        { on },
      ),
    )
    assert.equal(said.outcome, allowed ? 'ALLOW' : 'BLOCK')
    if (code === 'R144_AFFILIATE_LIMITS') assert.equal(said.steps['affiliateLimits'], 'true')
    else assert.equal(said.reasons[0]?.code ?? null, code)
    assert.equal(said.reasons[0]?.earliestOkAt ?? null, from)
  }
})

type Erisa = {
  readonly vectors: readonly {
    readonly classes: Readonly<
      Record<
        string,
        { readonly benefitPlan: number; readonly total: number; readonly controllingNonBpi: number }
      >
    >
    readonly pass_: boolean
  }[]
}

test('ERISA: the 25 % test of each class', () => {
  const { vectors } = read('erisa25') as Erisa
  assert.equal(vectors.length, 6)
  for (const { classes, pass_: passes } of vectors) {
    const after = Object.entries(classes).map(([id, { benefitPlan, total, controllingNonBpi }]) =>
      erisaClass(id, benefitPlan, total, controllingNonBpi),
    )
    assert.equal(
      answer('ERISA25', erisa.allow({ 'classes.after': after })).outcome,
      passes ? 'ALLOW' : 'BLOCK',
    )
  }
})
