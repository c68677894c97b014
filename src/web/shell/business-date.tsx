import { useQuery } from '@tanstack/react-query'
import { CalendarDays, FastForward } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useState } from 'react'
import { get } from '../api.ts'
import type { Distribution, InstrumentSummary } from '../data.ts'
import { dateText, monthAhead, monthText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount } from '../parts/values.tsx'
import { queryClient, useWrite, type List } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { isSettled } from '../status.ts'
import { t } from '../text.ts'

const MONTHS_MAX = 12
const LOOK_AGAIN_MS = 1_000

/** The date the product works with. In a sandbox it can be moved ahead, and the rents that fall due are seen to pay. */
export function BusinessDate() {
  const { now, sandbox } = useSession()
  const date = (
    <>
      <CalendarDays className="size-4 text-ink-faint" strokeWidth={1.75} aria-hidden />
      <span className="sr-only">{t('clock.businessDate')}</span>
      <time dateTime={now}>{dateText(now)}</time>
    </>
  )
  if (!sandbox) return <p className="flex items-center gap-2 px-2 text-sm text-ink-soft">{date}</p>
  return (
    <Popover.Root>
      <Popover.Trigger className="inline-flex min-h-10 items-center gap-2 rounded-md px-2.5 text-sm font-medium hover:bg-sunken">
        {date}
        <FastForward className="size-4 text-gold" aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t('clock.title')}
          className="card z-40 w-[min(24rem,calc(100vw-1.5rem))] p-5 shadow-raised"
        >
          <TimeMachine now={now} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function TimeMachine({ now }: { readonly now: string }) {
  const [months, setMonths] = useState(1)
  const [movedFrom, setMovedFrom] = useState<string | null>(null)
  const canMove = useUser().role !== 'auditor'
  const move = useWrite<unknown>()
  const to = monthAhead(now, months)

  return (
    <div className="space-y-4">
      <div>
        <h2 className="font-semibold">{t('clock.title')}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t('clock.explain')}</p>
      </div>
      <div>
        <label htmlFor="months" className="flex justify-between text-sm">
          <span>{t('clock.moveTo')}</span>
          <output className="font-medium">{dateText(to)}</output>
        </label>
        <input
          id="months"
          type="range"
          min={1}
          max={MONTHS_MAX}
          value={months}
          onChange={(event) => setMonths(Number(event.target.value))}
          aria-valuetext={dateText(to)}
          className="mt-2 w-full accent-(--accent)"
        />
      </div>
      <ProblemNote error={move.error} />
      <Button
        look="primary"
        className="w-full"
        disabled={!canMove}
        busy={move.isPending}
        onClick={() => {
          setMovedFrom(now)
          move.mutate({ path: '/v1/sandbox/clock', body: { to } }, { onSuccess: () => setMonths(1) })
        }}
      >
        {t('clock.move', { date: dateText(to) })}
      </Button>
      {movedFrom !== null && move.isSuccess && <Rents now={now} />}
    </div>
  )
}

type Rent = { readonly instrument: InstrumentSummary; readonly newest: Distribution | null }

/** What the newest distribution of every instrument is doing, until nothing moves any more. */
function Rents({ now }: { readonly now: string }) {
  const { data: rents } = useQuery({
    queryKey: ['rents', now],
    queryFn: newestRents,
    refetchInterval: (query) => (query.state.data?.every(isDone) === true ? false : LOOK_AGAIN_MS),
  })
  const done = rents?.every(isDone) === true
  useEffect(() => {
    // The screen behind shows the new state as soon as there is one.
    if (done) void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'rents' })
  }, [done])

  if (rents === undefined) return null
  return (
    <div aria-live="polite" className="space-y-2 border-t border-line pt-4">
      <p className="text-sm font-medium">{done ? t('clock.done') : t('clock.working')}</p>
      <ul className="space-y-2">
        {rents.map(({ instrument, newest }) => (
          <li
            key={instrument.id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm"
          >
            <span className="min-w-0 truncate">
              {instrument.name}
              {newest !== null && <span className="text-ink-soft"> · {monthText(newest.period)}</span>}
            </span>
            {newest === null ? (
              <span className="text-ink-soft">{t('clock.noRent')}</span>
            ) : (
              <span className="flex items-center gap-2">
                <Amount value={newest.declared} />
                <StatusChip status={newest.status} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function isDone({ newest }: Rent): boolean {
  return newest === null || isSettled(newest.status)
}

async function newestRents(): Promise<readonly Rent[]> {
  const instruments = await get<List<InstrumentSummary>>('/v1/instruments')
  return Promise.all(
    instruments.items.map(async (instrument) => {
      const list = await get<List<Distribution>>(`/v1/instruments/${instrument.id}/distributions`)
      const newest = list.items.toSorted((a, b) => b.period.localeCompare(a.period))[0] ?? null
      return { instrument, newest }
    }),
  )
}
