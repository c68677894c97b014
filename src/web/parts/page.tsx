import { clsx } from 'clsx'
import { useEffect, useRef, type ReactNode } from 'react'
import { t } from '../text.ts'

/** A screen: one heading, what can be done, and the content. The heading is the document's title too. */
export function Page({
  title,
  eyebrow,
  lede,
  actions,
  wide = true,
  children,
}: {
  readonly title: string
  readonly eyebrow?: ReactNode
  readonly lede?: ReactNode
  readonly actions?: ReactNode
  readonly wide?: boolean
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = t('shell.documentTitle', { title })
  }, [title])

  return (
    <div
      className={clsx(
        'mx-auto w-full px-4 pt-6 pb-16 sm:px-6 lg:px-10 lg:pt-8',
        wide ? 'max-w-6xl' : 'max-w-2xl',
      )}
    >
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 lg:mb-8">
        <div className="min-w-0">
          {eyebrow !== undefined && <div className="eyebrow mb-1">{eyebrow}</div>}
          <h1 className="text-2xl leading-tight font-semibold tracking-tight text-balance lg:text-[1.75rem]">
            <bdi>{title}</bdi>
          </h1>
          {lede !== undefined && <p className="mt-1.5 max-w-prose text-ink-soft">{ownWay(lede)}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** The heading of one step of several. When another is shown it takes the focus: keyboard and screen reader go on there. */
export function StepHeading({ step, children }: { readonly step: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus()
    shown.current = step
  }, [step])
  return (
    <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold tracking-tight outline-none">
      {children}
    </h2>
  )
}

/** @param step of a section that shows one step after another: which one it shows */
export function Section({
  title,
  step,
  note,
  actions,
  children,
  className,
}: {
  readonly title: string
  readonly step?: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <section className={clsx('mt-10 first:mt-0', className)}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        {step === undefined ? (
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
        ) : (
          <StepHeading step={step}>{title}</StepHeading>
        )}
        {actions}
      </div>
      {note !== undefined && <p className="-mt-2 mb-3 max-w-prose text-sm text-ink-soft">{note}</p>}
      {children}
    </section>
  )
}

/** A name runs its own way, whichever way the screen is read. */
function ownWay(value: ReactNode): ReactNode {
  return typeof value === 'string' ? <bdi>{value}</bdi> : value
}

/** More than stands well in half of a phone. */
function isLong(value: ReactNode): boolean {
  return typeof value === 'string' && value.length > 45
}

/** Name and value pairs. Those without a value are left out: an empty line says nothing. */
export function Facts({
  items,
  columns = 3,
}: {
  readonly items: readonly (readonly [string, ReactNode])[]
  readonly columns?: 1 | 2 | 3 | 4
}) {
  const grid = { 1: '', 2: 'grid-cols-2', 3: 'grid-cols-2 lg:grid-cols-3', 4: 'grid-cols-2 lg:grid-cols-4' }
  const shown = items.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return (
    <dl className={clsx('grid gap-x-8 gap-y-5', grid[columns])}>
      {shown.map(([label, value]) => (
        <div key={label} className={clsx('min-w-0', isLong(value) && 'max-sm:col-span-full')}>
          <dt className="text-sm text-ink-soft">{label}</dt>
          <dd className="mt-0.5 font-medium break-words max-sm:[&_:is(time,.chip)]:whitespace-normal">
            {ownWay(value)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The figures a screen is opened for, large. */
export function Figures({
  items,
}: {
  readonly items: readonly (readonly [string, ReactNode, ReactNode?])[]
}) {
  return (
    <dl
      className={clsx(
        'card grid divide-y divide-line sm:grid-cols-2 sm:divide-y-0',
        // So many amounts of millions do not stand in one row.
        items.length > 4 ? 'lg:grid-cols-3' : 'lg:flex lg:divide-x',
      )}
    >
      {items.map(([label, value, note]) => (
        <div
          key={label}
          className="flex min-w-0 grow items-baseline justify-between gap-4 px-5 py-3 sm:block sm:py-4"
        >
          <dt className="text-sm text-ink-soft">{label}</dt>
          <dd className="text-end sm:text-start">
            <div className="text-lg sm:mt-1 sm:text-xl font-semibold tracking-tight whitespace-nowrap">
              {value}
            </div>
            {note !== undefined && note !== null && (
              <div className="mt-0.5 text-sm text-ink-soft">{ownWay(note)}</div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What will appear here, and the one thing to do next. */
export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="rounded-[10px] border border-dashed border-line-strong px-6 py-10 text-center">
      <p className="mx-auto max-w-md text-ink-soft">{children}</p>
      {action !== undefined && <div className="mt-4 flex justify-center">{action}</div>}
    </div>
  )
}

export function Waiting() {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-8 sm:px-6 lg:px-10" aria-live="polite">
      <h1 className="sr-only">{t('shell.loading')}</h1>
      <div className="h-7 w-56 animate-pulse rounded bg-line" />
      <div className="mt-8 h-24 animate-pulse rounded-[10px] bg-line" />
      <div className="mt-6 h-64 animate-pulse rounded-[10px] bg-line" />
    </div>
  )
}
