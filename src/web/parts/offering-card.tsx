import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { StatusChip } from './status-chip.tsx'

/** An offering among others: its name, how it stands, and whatever else its readers look for. */
export function OfferingCard({
  offering: { id, instrument, status },
  about,
  children,
}: {
  readonly offering: {
    readonly id: string
    readonly instrument: { readonly name: string }
    readonly status: string
  }
  /** Below the name. */
  readonly about: ReactNode
  readonly children: ReactNode
}) {
  return (
    <article className="card flex h-full flex-col gap-4 p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">
            <Link
              to="/offerings/$offering"
              params={{ offering: id }}
              search={{}}
              className="text-accent hover:underline"
            >
              {instrument.name}
            </Link>
          </h2>
          <p className="text-sm text-ink-soft">{about}</p>
        </div>
        <StatusChip status={status} />
      </div>
      {children}
    </article>
  )
}

/** How much of it is paid for, in whole per cent, with a mark where it may close; the words below say the same. */
export function TakenBar({
  percent,
  softCapPercent = 0,
  children,
}: {
  readonly percent: number
  readonly softCapPercent?: number
  readonly children: ReactNode
}) {
  return (
    <div>
      <div className="relative h-2 overflow-hidden rounded-full bg-sunken" aria-hidden>
        <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
        {softCapPercent > 0 && (
          <div
            className="absolute inset-y-0 w-0.5 bg-ink"
            style={{ insetInlineStart: `min(${softCapPercent}%, calc(100% - 2px))` }}
          />
        )}
      </div>
      <p className="mt-1 text-sm">{children}</p>
    </div>
  )
}
