import { clsx } from 'clsx'
import type { EntitlementExplained } from '../data.ts'

/** How a figure came about, step by step. The step named `result` is the figure itself, between the bookkeeper's lines. */
export function Explanation({
  steps,
  result,
}: {
  readonly steps: EntitlementExplained['steps']
  readonly result: string
}) {
  return (
    <ol className="card px-4 py-2 sm:px-6">
      {steps.map((step) => (
        <li
          key={step.key}
          className={clsx(
            'grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 py-3',
            step.key === result ? 'sum my-1 font-semibold' : 'not-last:border-b not-last:border-line',
          )}
        >
          <div>
            <p>{step.label}</p>
            {step.formula !== null && (
              <p className="mt-0.5 text-sm font-normal break-words text-ink-soft">
                <bdi>{step.formula}</bdi>
              </p>
            )}
          </div>
          <bdi dir="ltr" className="text-end whitespace-nowrap tabular-nums">
            {step.value}
          </bdi>
        </li>
      ))}
    </ol>
  )
}
