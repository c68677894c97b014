import { isBusinessDay, businessDaysLater } from '../instrument/business-day.ts'

/** What an issuer owes an authority because of an offering. */
export type ObligationCode = (typeof OBLIGATION_CODES)[number]
export const OBLIGATION_CODES = [
  'FORM_D',
  'FORM_D_AMENDMENT',
  'FORM_C',
  'FORM_C_U_HALF',
  'FORM_C_U_WHOLE',
  'FORM_C_U_FINAL',
  'FORM_C_AR',
  'FORM_C_TR',
] as const

/** What an offering has sold so far, as its duties are counted from. */
export type Raise = {
  /** Of the term sheet: `reg-d-506c`. */
  readonly exemption: string
  /** Sales in the order of their days; amounts are minor units of the payment currency. A sale that was undone is none. */
  readonly sales: readonly { readonly on: Temporal.PlainDate; readonly amount: bigint }[]
  /** What is sought: the target of a crowdfunding, without which it does not close. */
  readonly target: bigint
  /** More than the target may be sold. */
  readonly mayExceedTarget: boolean
  /** The first day and the last day of the window. */
  readonly opens: Temporal.PlainDate
  readonly closes: Temporal.PlainDate
  /** Holders of record of the class today. */
  readonly holders: number
  readonly isOpen: boolean
  /** What was filed already, by duty: the last day of filing. */
  readonly filed: ReadonlyMap<ObligationCode, Temporal.PlainDate>
  readonly today: Temporal.PlainDate
}

export type Obligation = {
  readonly code: ObligationCode
  readonly citation: string
  /** The day on which what it is counted from happened. */
  readonly since: Temporal.PlainDate
  readonly due: Temporal.PlainDate
  readonly filedOn: Temporal.PlainDate | null
  readonly status: 'due' | 'overdue' | 'filed'
}

type Duty = {
  /** Of a yearly duty each filing begins the next year; of another one any filing is enough, whenever it was. */
  readonly isYearly?: true
  readonly exemptions: readonly string[]
  readonly citation: string
  /** The day that it is counted from and the last day for it; null while there is nothing to file. */
  readonly days: (
    raise: Raise,
  ) => { readonly since: Temporal.PlainDate; readonly due: Temporal.PlainDate } | null
}

const REG_D = ['reg-d-506b', 'reg-d-506c'] as const
const REG_CF = ['reg-cf'] as const
/** With fewer holders of record, and a report filed since the last sale, reports end (17 CFR 227.202(b)(2)). */
const HOLDERS_OF_RECORD_MIN = 300

/** Every duty, with the law it stands in. Its days are counted by the calendar of the federal government. */
const DUTIES: Readonly<Record<ObligationCode, Duty>> = {
  /** The notice of sales: 15 calendar days after the first sale, or the next business day. */
  FORM_D: {
    exemptions: REG_D,
    citation: '17 CFR 230.503(a)(1)',
    days: ({ sales }) => from(sales[0]?.on, (first) => onBusinessDay(first.add({ days: 15 }))),
  },
  /** While the offering goes on, a year after the notice that was filed last. */
  FORM_D_AMENDMENT: {
    isYearly: true,
    exemptions: REG_D,
    citation: '17 CFR 230.503(a)(3)(iii)',
    days: ({ isOpen, filed }) =>
      isOpen
        ? from(filed.get('FORM_D_AMENDMENT') ?? filed.get('FORM_D'), (on) => on.add({ years: 1 }))
        : null,
  },
  /** The offering statement, before anything is offered. */
  FORM_C: {
    exemptions: REG_CF,
    citation: '17 CFR 227.203(a)(1)',
    days: ({ opens }) => ({ since: opens, due: opens }),
  },
  /** The progress of a crowdfunding, within five business days of half of the target. */
  FORM_C_U_HALF: {
    exemptions: REG_CF,
    citation: '17 CFR 227.203(a)(3)(i)',
    days: (raise) => from(reachedOn(raise, 1n, 2n), (on) => businessDaysLater(on, 5)),
  },
  FORM_C_U_WHOLE: {
    exemptions: REG_CF,
    citation: '17 CFR 227.203(a)(3)(i)',
    days: (raise) => from(reachedOn(raise, 1n, 1n), (on) => businessDaysLater(on, 5)),
  },
  /** How much was sold in the end, where more than the target might be. */
  FORM_C_U_FINAL: {
    exemptions: REG_CF,
    citation: '17 CFR 227.203(a)(3)(ii)',
    days: ({ mayExceedTarget, sales, closes, today }) =>
      mayExceedTarget && sales.length > 0 && Temporal.PlainDate.compare(today, closes) > 0
        ? from(closes, (on) => businessDaysLater(on, 5))
        : null,
  },
  /** The annual report, 120 days after the end of each fiscal year from the first sale on until reports end. */
  FORM_C_AR: {
    isYearly: true,
    exemptions: REG_CF,
    citation: '17 CFR 227.202(a)',
    days: (raise) =>
      endsReports(raise)
        ? null
        : from(reportedYearEnd(raise), (end) => onBusinessDay(end.add({ days: 120 }))),
  },
  /** The end of reports, within five business days of when they end. */
  FORM_C_TR: {
    exemptions: REG_CF,
    citation: '17 CFR 227.203(b)(2)',
    days: (raise) =>
      endsReports(raise) ? from(reportSinceLastSale(raise), (on) => businessDaysLater(on, 5)) : null,
  },
}

/** The last annual report that was filed after the last sale. */
function reportSinceLastSale({ sales, filed }: Raise): Temporal.PlainDate | undefined {
  const [report, sale] = [filed.get('FORM_C_AR'), sales.at(-1)?.on]
  if (report === undefined || sale === undefined) return undefined
  return Temporal.PlainDate.compare(report, sale) > 0 ? report : undefined
}

/**
 * Whether reports have ended: said so, or a report was filed since the last sale and few hold units. The other ends, such as
 * three reports and total assets of at most $10,000,000, the platform does not know.
 */
function endsReports(raise: Raise): boolean {
  const isFew = raise.holders < HOLDERS_OF_RECORD_MIN && reportSinceLastSale(raise) !== undefined
  return isFew || raise.filed.has('FORM_C_TR')
}

/** The end of the fiscal year that the next annual report is about; the fiscal year is taken to be the calendar year. */
function reportedYearEnd({ sales, filed }: Raise): Temporal.PlainDate | undefined {
  const year = filed.get('FORM_C_AR')?.year ?? sales[0]?.on.year
  return year === undefined ? undefined : Temporal.PlainDate.from({ year, month: 12, day: 31 })
}

/** Whether something may be filed for an offering under this exemption; also before it is due. */
export function mayBeFiled(code: ObligationCode, exemption: string): boolean {
  return DUTIES[code].exemptions.includes(exemption)
}

/** What an issuer owes for an offering, the next due first; what was filed last. Pure. */
export function obligations(raise: Raise): Obligation[] {
  return OBLIGATION_CODES.flatMap((code): Obligation[] => {
    const duty = DUTIES[code]
    const days = duty.exemptions.includes(raise.exemption) ? duty.days(raise) : null
    if (days === null) return []
    const last = raise.filed.get(code) ?? null
    const isDone =
      duty.isYearly !== true || (last !== null && Temporal.PlainDate.compare(last, days.since) > 0)
    const filedOn = isDone ? last : null
    const late = Temporal.PlainDate.compare(raise.today, days.due) > 0
    const status = filedOn !== null ? 'filed' : late ? 'overdue' : 'due'
    return [{ code, citation: duty.citation, ...days, filedOn, status }]
  }).toSorted(byDueDate)
}

/** The next due first; what was filed last. */
export function byDueDate(a: Obligation, b: Obligation): number {
  return (
    Number(a.status === 'filed') - Number(b.status === 'filed') || Temporal.PlainDate.compare(a.due, b.due)
  )
}

/** The day on which sales came to a part of the target, or null while they have not. */
function reachedOn({ sales, target }: Raise, num: bigint, den: bigint): Temporal.PlainDate | undefined {
  let sold = 0n
  return sales.find(({ amount }) => (sold += amount) * den >= target * num)?.on
}

function from(
  since: Temporal.PlainDate | undefined,
  due: (since: Temporal.PlainDate) => Temporal.PlainDate,
): { readonly since: Temporal.PlainDate; readonly due: Temporal.PlainDate } | null {
  return since === undefined ? null : { since, due: due(since) }
}

/** The day itself, or the first business day after it. */
function onBusinessDay(day: Temporal.PlainDate): Temporal.PlainDate {
  return isBusinessDay(day) ? day : onBusinessDay(day.add({ days: 1 }))
}
