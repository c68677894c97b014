import { dateText, monthText } from '../messages/dates.ts'
import { t, unbroken } from '../messages/message.ts'
import { capitalIn, monthsOf, periodName, type Distribution } from './distribution.ts'
import { netIncome, type StatementLine } from './income.ts'
import type { WithholdingReason } from './withholding.ts'

/** One line of an explanation: what was computed, from what, and what came out. */
export type Step = {
  readonly key: string
  readonly label: string
  readonly formula: string | null
  readonly value: string
}

type Withheld = {
  readonly amount: bigint
  readonly bps: number
  /** Why, where the platform told the rate; null where the issuer did so itself. */
  readonly reason: WithholdingReason | null
}

/**
 * Why a holder gets this amount, from the month's bookings to the last base unit, in the order in which it was computed.
 * Every figure is one that was used; nothing is computed anew. The words are of the language that is being written.
 *
 * @param facts.lines  the statement's bookings in minor units of the payment currency
 * @param facts.supply units in existence at the record date
 */
export function explanation(facts: {
  readonly distribution: Distribution
  readonly row: {
    readonly units: bigint
    readonly amount: bigint
    readonly withheld: Withheld | null
  }
  readonly supply: bigint
  readonly carried: bigint
  /** Of what is declared, what is paid out of what investors had paid in. */
  readonly capital: bigint
  readonly lines: readonly StatementLine[]
  /** Of interest: for which days, and how it comes about; null of income that a statement told. */
  readonly coupon: { readonly start: string; readonly end: string; readonly formula: string } | null
  readonly shown: (minor: bigint) => string
  readonly units: (units: bigint) => string
}): Step[] {
  const { distribution: d, row, lines, shown, units } = facts
  const sum = (kind: StatementLine['kind']) =>
    lines.filter((line) => line.kind === kind).reduce((total, line) => total + line.amount, 0n)
  const percent = percentText(d.payoutBps)
  const declared = d.declared ?? 0n
  const carriedIn = d.carriedIn ?? 0n
  const pays = (d.amount ?? 0n) + d.setOff

  const net: Step[] =
    d.net === null
      ? []
      : facts.coupon !== null
        ? [
            {
              key: 'interest',
              label: t('explained.interest', {
                from: dateText(facts.coupon.start),
                to: dateText(facts.coupon.end),
              }),
              formula: facts.coupon.formula,
              value: shown(d.net),
            },
          ]
        : [
            {
              key: 'income',
              label: t('explained.income', { month: monthText(periodName(d)) }),
              formula: null,
              value: shown(sum('income')),
            },
            { key: 'expenses', label: t('explained.expenses'), formula: null, value: shown(sum('expense')) },
            ...monthSteps(d, lines, shown),
            {
              key: 'net',
              label: t('explained.net'),
              formula: t('explained.netFormula'),
              value: shown(d.net),
            },
          ]
  const share: Step[] =
    d.kind === 'correction'
      ? [
          {
            key: 'correction',
            label: t('explained.correction', { reason: d.reason ?? '' }),
            formula: t('explained.correctionFormula', { percent }),
            value: shown(pays),
          },
        ]
      : facts.coupon !== null
        ? []
        : [
            {
              key: 'payable',
              label: t('explained.payable', { percent }),
              formula: `${shown(d.net ?? 0n)} × ${percent}`,
              value: shown(pays),
            },
          ]
  const adjustments: Step[] = [
    ...(d.setOff === 0n
      ? []
      : [
          {
            key: 'set-off',
            label: t(d.kind === 'correction' ? 'explained.setOffBack' : 'explained.setOff'),
            formula: null,
            value: `−${shown(d.setOff)}`,
          },
        ]),
    ...(carriedIn === 0n
      ? []
      : [
          {
            key: 'carried-in',
            label: t('explained.carriedIn'),
            formula: null,
            value: shown(carriedIn),
          },
        ]),
  ]
  return [
    ...net,
    ...share,
    ...adjustments,
    { key: 'declared', label: t('explained.declared'), formula: null, value: shown(declared) },
    ...(facts.capital === 0n
      ? []
      : [{ key: 'capital', label: t('explained.capital'), formula: null, value: shown(facts.capital) }]),
    {
      key: 'units',
      label: t('explained.units', { day: dateText(d.recordDate.toString()) }),
      formula: t('explained.unitsFormula', { units: units(facts.supply) }),
      value: units(row.units),
    },
    {
      key: 'amount',
      label: t('explained.amount'),
      formula: `${shown(declared)} × ${units(row.units)} ÷ ${units(facts.supply)}`,
      value: shown(row.amount),
    },
    ...(facts.capital === 0n
      ? []
      : [
          {
            key: 'capital-share',
            label: t('explained.capitalShare'),
            formula: `${shown(row.amount)} × ${shown(facts.capital)} ÷ ${shown(declared)}`,
            value: shown(capitalIn(row.amount, { capital: facts.capital, declared })),
          },
        ]),
    ...withholding(row.amount, row.withheld, shown),
    {
      key: 'carried',
      label: t('explained.carried'),
      formula: null,
      value: shown(facts.carried),
    },
  ]
}

/** Of several months, what each left: a month of loss takes from the others. */
function monthSteps(
  distribution: Distribution,
  lines: readonly StatementLine[],
  shown: (minor: bigint) => string,
): Step[] {
  if (distribution.months === 1) return []
  return monthsOf(distribution).map((month) => ({
    key: `net-${month.toString()}`,
    label: t('explained.netOfMonth', { month: monthText(month.toString()) }),
    formula: null,
    value: shown(netIncome(lines.filter(({ date }) => date.toPlainYearMonth().equals(month)))),
  }))
}

/** Gross, less what is withheld at the rate that stood when the distribution was declared, is net. */
function withholding(gross: bigint, withheld: Withheld | null, shown: (minor: bigint) => string): Step[] {
  if (withheld === null) return []
  const percent = percentText(withheld.bps)
  return [
    {
      key: 'withheld',
      label: t('explained.withheld', { percent }),
      formula: [
        t('explained.withheldFormula', { gross: shown(gross), percent }),
        ...(withheld.reason === null ? [] : [t(`explained.${withheld.reason}`)]),
      ].join('. '),
      value: `−${shown(withheld.amount)}`,
    },
    {
      key: 'net-amount',
      label: t('explained.netAmount'),
      formula: `${shown(gross)} − ${shown(withheld.amount)}`,
      value: shown(gross - withheld.amount),
    },
  ]
}

function percentText(bps: number): string {
  return unbroken(`${(bps / 100).toLocaleString('en-US')} %`)
}
