import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withholdingRate } from '../investor/withholding.ts'
import { TAX_FORMS, type TaxFormRecord } from '../investor/tax-form.ts'
import { newId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { withholdingLawOf } from '../restriction/law-numbers.ts'
import { builtInPacks, canonicalHash, readPack } from '../restriction/pack.service.ts'
import type { RulePack } from '../restriction/rule-pack.ts'
import { dueRate, ratesToTell, type IncomeKind, type TaxHolder } from './withholding.ts'

const pack = builtInPacks().find(({ id }) => id === 'TAX')!
const ON = Temporal.PlainDate.from('2026-11-21')
const asOf = ON.toZonedDateTime({ timeZone: 'America/New_York', plainTime: '12:00' }).toInstant()

function form(kind: TaxFormRecord['form'], change: Partial<TaxFormRecord> = {}): TaxFormRecord {
  return {
    id: newId('txf'),
    investor: newId('inv'),
    form: kind,
    signedOn: ON,
    validThrough: kind === 'W-9' ? null : Temporal.PlainDate.from('2029-12-31'),
    hasTin: true,
    backupWithholding: false,
    treatyCountry: null,
    classification: null,
    chapter4Status: null,
    ...change,
  }
}
const due = (holder: Partial<TaxHolder>, income: IncomeKind = 'dividend', by = pack) => {
  const { bps, reason } = dueRate(
    by,
    { wallet: '0x1', form: null, country: 'GB', units: 1n, supply: 100n, ...holder },
    { income, asOf },
  )
  return [bps, reason]
}

test('what is withheld, and why, by the form that there is', () => {
  const old = { signedOn: ON.subtract({ years: 4 }), validThrough: ON.subtract({ years: 1 }) }
  assert.deepEqual(due({ form: form('W-9'), country: 'US' }), [0, null])
  assert.deepEqual(due({ form: form('W-9', { backupWithholding: true }) }), [2_400, 'TAX_BACKUP'])
  assert.deepEqual(due({ country: 'US' }), [2_400, 'TAX_BACKUP'])
  assert.deepEqual(due({}), [3_000, 'TAX_FORM_MISSING'])
  assert.deepEqual(due({ country: null }), [3_000, 'TAX_FORM_MISSING'])
  assert.deepEqual(due({ form: form('W-8BEN', old) }), [3_000, 'TAX_FORM_EXPIRED'])
  assert.deepEqual(due({ form: form('W-8BEN') }), [3_000, 'TAX_FOREIGN'])
  assert.deepEqual(due({ form: form('W-8BEN', { treatyCountry: 'GB' }) }), [1_500, 'TAX_TREATY'])
  assert.deepEqual(due({ form: form('W-8BEN-E', { treatyCountry: 'JP' }) }), [1_000, 'TAX_TREATY'])
  assert.deepEqual(due({ form: form('W-8BEN') }, 'interest'), [0, null])
  assert.deepEqual(due({ form: form('W-8BEN'), units: 10n }, 'interest'), [3_000, 'TAX_FOREIGN'])
  assert.deepEqual(due({ form: form('W-8BEN', old) }, 'interest'), [3_000, 'TAX_FORM_EXPIRED'])
  const ffi = form('W-8BEN-E', { classification: 'corporation', chapter4Status: 'nonparticipating-ffi' })
  assert.deepEqual(due({ form: ffi }), [3_000, 'TAX_NONPARTICIPATING'])
  assert.deepEqual(due({ form: ffi }, 'interest'), [3_000, 'TAX_NONPARTICIPATING'])
  assert.deepEqual(due({ form: { ...ffi, chapter4Status: 'active-nffe' } }, 'interest'), [0, null])
  assert.deepEqual(due({ form: ffi }, 'none'), [0, null])
  // A partnership that hides behind an empty line 5 is an institution outside of FATCA.
  const hybrid = { classification: 'partnership', treatyCountry: 'GB' } as const
  assert.deepEqual(due({ form: form('W-8BEN-E', hybrid) }), [3_000, 'TAX_NONPARTICIPATING'])
  assert.deepEqual(due({ form: form('W-8BEN-E', hybrid) }, 'interest'), [3_000, 'TAX_NONPARTICIPATING'])
  const known = form('W-8BEN-E', { ...hybrid, chapter4Status: 'active-nffe' })
  assert.deepEqual(due({ form: known }), [1_500, 'TAX_TREATY'])
  assert.deepEqual(due({ form: known }, 'interest'), [3_000, 'TAX_FOREIGN'])
  assert.deepEqual(due({ form: { ...known, ...old } }, 'interest'), [3_000, 'TAX_FORM_EXPIRED'])
  assert.deepEqual(due({ form: form('W-9', { classification: 'partnership' }) }, 'interest'), [0, null])
  assert.deepEqual(due({}, 'none'), [0, null])
})

/** The pack as an officer may change it. */
function changed(change: (rule: RulePack['rules'][number]) => object): typeof pack {
  const { compiled: _, sha256: __, ...content } = pack
  const [rule] = content.rules
  const next = { ...content, rules: [{ ...rule!, ...change(rule!) }] }
  return must(readPack(next, canonicalHash(next)))
}

test('rates are those of the pack in force, one from before it knew chapter 4 too', () => {
  const ffi = form('W-8BEN-E', { classification: 'corporation', chapter4Status: 'nonparticipating-ffi' })
  const hybrid = form('W-8BEN-E', { classification: 'partnership', chapter4Status: 'active-nffe' })
  const dearer = changed(({ params }) => ({
    params: { ...params, nonresident: '0.31', nonparticipating: '0.4' },
  }))
  assert.deepEqual(due({ form: ffi }, 'dividend', dearer), [4_000, 'TAX_NONPARTICIPATING'])
  assert.deepEqual(due({ form: ffi }, 'interest', dearer), [4_000, 'TAX_NONPARTICIPATING'])
  assert.deepEqual(due({ form: hybrid }, 'interest', dearer), [3_100, 'TAX_FOREIGN'])
  assert.deepEqual(due({}, 'dividend', dearer), [3_100, 'TAX_FORM_MISSING'])

  const before = changed((rule) => {
    const { nonparticipating: _, ...params } = rule.params
    const { 'holder.nonparticipating': __, 'holder.hybrid': ___, ...facts } = rule.facts
    const rate = rule.let['rate']!.replace('if holder.nonparticipating then nonparticipating else ', '')
    const portfolioInterest = rule.let['portfolioInterest']!.replace('not holder.hybrid and ', '')
    const predicates = rule.predicates.filter(({ code }) => code !== 'TAX_NONPARTICIPATING')
    const { TAX_NONPARTICIPATING: ____, ...en } = rule.messages.en
    return {
      params: { ...params, nonresident: '0.31' },
      facts,
      let: { ...rule.let, rate, portfolioInterest },
      predicates,
      messages: { en },
    }
  })
  for (const income of ['dividend', 'interest'] as const)
    assert.deepEqual(due({ form: ffi }, income, before), [3_100, 'TAX_NONPARTICIPATING'])
  assert.deepEqual(due({ form: hybrid }, 'interest', before), [3_100, 'TAX_FOREIGN'])
  assert.deepEqual(due({ form: { ...hybrid, treatyCountry: 'GB' } }, 'dividend', before), [
    1_500,
    'TAX_TREATY',
  ])
  assert.deepEqual(due({ form: form('W-8BEN') }, 'interest', before), [0, null])
})

test('property: the pack asks what the profile of a holder says that the law asks', () => {
  const forms = fc.option(
    fc
      .record({
        kind: fc.constantFrom(...TAX_FORMS),
        years: fc.integer({ min: 0, max: 6 }),
        backup: fc.boolean(),
        treaty: fc.option(fc.constantFrom('GB', 'JP', 'BR')),
        chapter4Status: fc.constantFrom('active-nffe', 'nonparticipating-ffi', null),
        classification: fc.constantFrom('corporation', 'partnership', null),
      })
      .map(({ kind, years, backup, treaty, chapter4Status, classification }) => {
        const signedOn = ON.subtract({ years })
        return form(kind, {
          signedOn,
          validThrough:
            kind === 'W-9' ? null : Temporal.PlainDate.from({ year: signedOn.year + 3, month: 12, day: 31 }),
          backupWithholding: kind === 'W-9' && backup,
          treatyCountry: kind === 'W-9' ? null : treaty,
          chapter4Status: kind === 'W-8BEN-E' ? chapter4Status : null,
          classification: kind === 'W-8BEN' ? null : classification,
        })
      }),
  )
  const packs = fc.constantFrom(
    pack,
    changed(({ params }) => ({ params: { ...params, formYears: 1 } })),
  )
  fc.assert(
    fc.property(forms, packs, fc.constantFrom('US', 'GB'), fc.boolean(), (held, by, country, isInterest) => {
      const asked = withholdingRate(withholdingLawOf(by), held, {
        country,
        income: isInterest ? 'portfolio-interest' : 'dividend',
        on: ON,
      })
      const [bps, reason] = due({ form: held, country }, isInterest ? 'interest' : 'dividend', by)
      assert.equal(bps, asked.bps)
      if (asked.note !== null) assert.equal(reason, asked.note)
    }),
  )
})

test('only rates that differ from the distributor’s own are told, those that end too', () => {
  const rates = [
    { wallet: 'a', bps: 3_000, reason: 'TAX_FOREIGN' },
    { wallet: 'b', bps: 0, reason: null },
    { wallet: 'c', bps: 1_500, reason: 'TAX_TREATY' },
    { wallet: 'd', bps: 0, reason: null },
  ] as const
  const told = new Map([
    ['b', 3_000],
    ['c', 1_500],
  ])
  assert.deepEqual(
    ratesToTell(rates, told).map(({ wallet, bps }) => [wallet, bps]),
    [
      ['a', 3_000],
      ['b', 0],
    ],
  )
})
