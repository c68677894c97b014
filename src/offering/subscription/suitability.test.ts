import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SUITED } from '../../../test/ready-to-pay.ts'
import { EXPERIENCES, OBJECTIVES } from '../../investor/onboarding.ts'
import {
  BEARABLE_LOSSES,
  HORIZONS,
  SUITABILITY_WARNINGS,
  weighSuitability,
  type SuitabilityAnswers,
  type SuitabilityWarning,
} from './suitability.ts'

const warnings = (change: Partial<SuitabilityAnswers>, lockUpDays = 0) =>
  weighSuitability({ ...SUITED, ...change }, lockUpDays).warnings

test('each answer that speaks against a purchase warns for itself', () => {
  const rows: readonly (readonly [Partial<SuitabilityAnswers>, number, SuitabilityWarning])[] = [
    [{ bearableLoss: 'none' }, 0, 'LOSS_NOT_BEARABLE'],
    [{ horizon: 'under-1-year' }, 0, 'HORIZON_TOO_SHORT'],
    [{ horizon: '1-to-5-years' }, 366, 'HORIZON_TOO_SHORT'],
    [{ objective: 'preservation' }, 0, 'OBJECTIVE_OTHER'],
    [{ experience: 'none' }, 0, 'NO_EXPERIENCE'],
  ]
  for (const [change, lockUpDays, warning] of rows) assert.deepEqual(warnings(change, lockUpDays), [warning])
  assert.deepEqual(new Set(rows.map(([, , warning]) => warning)), new Set(SUITABILITY_WARNINGS))
  assert.deepEqual(warnings({ horizon: '1-to-5-years' }, 365), [])
})

test('whoever is warned of nothing is suited, and nobody else, whatever they answer', () => {
  for (const experience of EXPERIENCES)
    for (const bearableLoss of BEARABLE_LOSSES)
      for (const horizon of HORIZONS)
        for (const objective of OBJECTIVES) {
          const weighed = weighSuitability({ experience, bearableLoss, horizon, objective }, 400)
          assert.equal(weighed.outcome, weighed.warnings.length === 0 ? 'suitable' : 'warned')
          const order = weighed.warnings.map((warning) => SUITABILITY_WARNINGS.indexOf(warning))
          assert.deepEqual(
            order,
            [...order].sort((a, b) => a - b),
          )
        }
})
