/** How often income or interest is paid. */
export type Frequency = (typeof FREQUENCIES)[number]
export const FREQUENCIES = ['monthly', 'quarterly', 'semi-annual', 'annual'] as const

/** Months between two payments: they divide a year. */
export const MONTHS_BETWEEN: Readonly<Record<Frequency, number>> = {
  monthly: 1,
  quarterly: 3,
  'semi-annual': 6,
  annual: 12,
}
