import { CheckCircle2, XCircle } from 'lucide-react'
import { Fragment } from 'react'
import type { Amount as AmountValue } from '../data.ts'
import { t } from '../text.ts'
import { Amount } from './values.tsx'

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
  return (
    <div className="card flex flex-col gap-4 px-5 py-5 lg:flex-row lg:items-end lg:gap-6">
      <dl className="grid flex-1 gap-x-5 gap-y-2 sm:flex sm:flex-wrap sm:items-end">
        <Term label={total[0]} value={total[1]} strong />
        {parts.map(([label, value], i) => (
          <Fragment key={label}>
            <div aria-hidden className="hidden pb-0.5 text-lg text-ink-faint sm:block">
              {i === 0 ? '=' : '+'}
            </div>
            <Term label={label} value={value} />
          </Fragment>
        ))}
      </dl>
      <p
        className={
          balanced
            ? 'inline-flex items-center gap-2 self-start rounded-full bg-good-soft px-3 py-1 text-sm font-medium text-good lg:self-end'
            : 'inline-flex items-center gap-2 self-start rounded-full bg-bad-soft px-3 py-1 text-sm font-medium text-bad lg:self-end'
        }
      >
        {balanced ? (
          <CheckCircle2 className="size-4" aria-hidden />
        ) : (
          <XCircle className="size-4" aria-hidden />
        )}
        {balanced ? t('equation.balanced') : t('equation.open')}
      </p>
    </div>
  )
}

function Term({
  label,
  value,
  strong = false,
}: {
  readonly label: string
  readonly value: AmountValue
  readonly strong?: boolean
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 sm:block">
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className={strong ? 'text-lg font-semibold' : 'text-lg'}>
        <Amount value={value} />
      </dd>
    </div>
  )
}
