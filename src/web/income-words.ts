import type { IncomePolicy } from '../../sdk/src/operations.ts'
import { joined, monthName } from './format.ts'
import { t } from './text.ts'

type Calendar = Pick<IncomePolicy, 'frequency' | 'firstMonth' | 'payDay' | 'record' | 'recordDays'>

/** How often income is paid, and on which day. */
export function whenPaid({ frequency, payDay }: Calendar): string {
  return t(`income.${frequency}On`, { day: payDay })
}

/** Whose units count. */
export function whoIsPaid({ frequency, recordDays }: Calendar): string {
  if (recordDays !== null) return t('income.daysBefore', { count: recordDays })
  return t(frequency === 'monthly' ? 'income.closeOfLastDay' : 'income.closeOfPeriod')
}

const PERIODS = { monthly: 12, quarterly: 4, 'semi-annual': 2, annual: 1 } as const

/** The months that periods end with, in the order of a year of them; null where each month is one. */
export function periodEnds({ frequency, firstMonth }: Calendar): string | null {
  if (frequency === 'monthly') return null
  const count = PERIODS[frequency]
  const ends = Array.from({ length: count }, (_, i) => ((firstMonth - 2 + ((i + 1) * 12) / count) % 12) + 1)
  return joined(ends.map(monthName))
}

/** The policy in sentences, for whoever thinks about buying units. */
export function incomeSentences(income: Calendar & Pick<IncomePolicy, 'payoutBps'>): string {
  const percent = income.payoutBps / 100
  const { frequency, payDay: day, recordDays } = income
  if (frequency === 'monthly' && day === 1 && recordDays === null) return t('offer.incomeNote', { percent })
  const months = periodEnds(income)
  return [
    t(SENTENCES[frequency], { percent, day }),
    ...(months === null ? [] : [t('offer.incomeEnds', { months })]),
    recordDays === null ? t('offer.incomeLastDay') : t('offer.incomeDaysBefore', { count: recordDays }),
  ].join(' ')
}

const SENTENCES = {
  monthly: 'offer.incomeMonthly',
  quarterly: 'offer.incomeQuarterly',
  'semi-annual': 'offer.incomeSemi-annual',
  annual: 'offer.incomeAnnual',
} as const
