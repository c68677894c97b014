import { clsx } from 'clsx'
import { CheckCircle2, XCircle } from 'lucide-react'
import type { Money as AmountValue } from '../../../sdk/src/operations.ts'
import { t } from '../text.ts'
import { Amount } from './values.tsx'

// Drawn, not written: a screen reader hears the names and the amounts.
const OPERATORS = {
  none: '',
  equals:
    "sm:before:me-4 sm:before:self-end sm:before:text-lg sm:before:text-ink-faint sm:before:content-['=']",
  plus: "sm:before:me-4 sm:before:self-end sm:before:text-lg sm:before:text-ink-faint sm:before:content-['+']",
} as const

/** `declared = paid + parked + carried`, as a sum that anyone can add up, with the verdict beside it. */
export function Equation({
  total,
  parts,
  balanced,
}: {
  readonly total: readonly [string, AmountValue]
  readonly parts: readonly (readonly [string, AmountValue])[]
  readonly balanced: boolean
}) {
  const Verdict = balanced ? CheckCircle2 : XCircle
  return (
    <div className="card px-5 py-5">
      <dl className="grid gap-y-2 sm:flex sm:flex-wrap sm:gap-x-4 sm:gap-y-4">
        <Term label={total[0]} value={total[1]} operator="none" />
        {parts.map(([label, value], i) => (
          <Term key={label} label={label} value={value} operator={i === 0 ? 'equals' : 'plus'} />
        ))}
      </dl>
      <p
        className={clsx(
          'mt-4 flex items-center gap-2 border-t border-line pt-4 text-sm font-medium',
          balanced ? 'text-good' : 'text-bad',
        )}
      >
        <Verdict className="size-4.5 shrink-0" aria-hidden />
        {balanced ? t('equation.balanced') : t('equation.open')}
      </p>
    </div>
  )
}

function Term({
  label,
  value,
  operator,
}: {
  readonly label: string
  readonly value: AmountValue
  readonly operator: keyof typeof OPERATORS
}) {
  return (
    <div
      className={clsx(
        'flex items-baseline justify-between gap-4 sm:grid sm:grid-flow-col sm:grid-rows-2 sm:justify-start sm:gap-0',
        operator !== 'none' && 'sm:before:row-start-2',
        OPERATORS[operator],
      )}
    >
      <dt className="text-sm text-ink-soft sm:row-start-1">{label}</dt>
      <dd className={clsx('text-lg sm:row-start-2', operator === 'none' && 'font-semibold')}>
        <Amount value={value} />
      </dd>
    </div>
  )
}
