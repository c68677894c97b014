import { useQuery } from '@tanstack/react-query'
import { CalendarDays, FastForward } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { ApiError, get } from '../api.ts'
import type { DistributionSummary, InstrumentSummary } from '../../../sdk/src/operations.ts'
import { dayAhead, monthAhead } from '../days.ts'
import { dateText, periodText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount } from '../parts/values.tsx'
import { queryClient, useWrite, type List } from '../query.ts'
import { useSession } from '../session.ts'
import { isSettled } from '../status.ts'
import { t } from '../text.ts'

const MONTHS_MAX = 12
const LOOK_AGAIN_MS = 1_000
const FOLLOW_EVERY_MS = 3_000

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
  useFollowedClock(sandbox)
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

/** Whoever moves a sandbox's clock, and wherever the dialog for it went: every screen goes along. */
function useFollowedClock(sandbox: boolean): void {
  const { data } = useQuery({
    queryKey: ['clock'],
    queryFn: () => get<Clock>('/v1/sandbox/clock'),
    enabled: sandbox,
    refetchInterval: ({ state }) => (state.data?.moving === true ? LOOK_AGAIN_MS : FOLLOW_EVERY_MS),
  })
  const seen = data === undefined ? null : `${data.now} ${String(data.moving)}`
  const before = useRef(seen)
  useEffect(() => {
    if (before.current !== null && seen !== before.current) refreshScreens()
    before.current = seen
  }, [seen])
}

/** Reads everything again but the clock itself, which would go round. */
function refreshScreens(): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [of] }) => of !== 'clock' && of !== 'arrival',
  })
}

type Clock = { readonly now: string; readonly moving: boolean }
type Trip = { readonly from: string; readonly to: string }

function TimeMachine({ now }: { readonly now: string }) {
  const [months, setMonths] = useState(1)
  const [trip, setTrip] = useState<Trip | null>(null)
  const to = monthAhead(now, months)
  const { data: payDay } = useQuery({ queryKey: ['pay-day', now], queryFn: () => nextPayDay(now) })
  const move = useWrite<Clock>({ onDone: () => setMonths(1) })
  const go = (until: string) => {
    if (move.isPending) return
    move.mutate(
      { path: '/v1/sandbox/clock', body: { to: until } },
      { onSuccess: () => setTrip({ from: now, to: until }) },
    )
  }

  return (
    <div className="space-y-4">
      <div>
        <h2 className="font-semibold">{t('clock.title')}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t('clock.explain')}</p>
        <p className="mt-1 text-sm text-warn">{t('clock.lapses')}</p>
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
      <Button look="primary" className="w-full" busy={move.isPending} onClick={() => go(to)}>
        {t('clock.move', { date: dateText(to) })}
      </Button>
      <Button className="w-full" busy={move.isPending} onClick={() => go(dayAhead(now))}>
        {t('clock.moveDay', { date: dateText(dayAhead(now)) })}
      </Button>
      {payDay !== undefined && payDay !== null && (
        <Button className="w-full" busy={move.isPending} onClick={() => go(`${payDay}T12:00:00Z`)}>
          {t('clock.movePayDay', { date: dateText(payDay) })}
        </Button>
      )}
      {trip !== null && <Arrival key={trip.to} trip={trip} />}
    </div>
  )
}

/** How far time has come, and what the newest distribution of every instrument is doing, until nothing moves any more. */
function Arrival({ trip }: { readonly trip: Trip }) {
  const { data } = useQuery({
    queryKey: ['arrival', trip.to],
    queryFn: arrival,
    refetchInterval: (query) => (isThere(query.state.data) ? false : LOOK_AGAIN_MS),
  })
  const there = isThere(data)
  useEffect(() => {
    // The screen behind shows what the last rent did.
    if (there) refreshScreens()
  }, [there])

  if (data === undefined) return null
  const length = Date.parse(trip.to) - Date.parse(trip.from)
  const done = there ? length : Math.max(0, Date.parse(data.clock.now) - Date.parse(trip.from))
  return (
    <div className="space-y-3 border-t border-line pt-4">
      <p aria-live="polite" className="flex justify-between text-sm font-medium">
        <span>{there ? t('clock.done') : t('clock.working')}</span>
        <span>{dateText(data.clock.now)}</span>
      </p>
      <progress
        aria-label={t('clock.title')}
        max={length}
        value={done}
        className="h-1.5 w-full overflow-hidden rounded-full accent-(--accent)"
      />
      <ul className="space-y-2">
        {data.rents.map(({ instrument, newest }) => (
          <li
            key={instrument.id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm"
          >
            <span className="min-w-0">
              {instrument.name}
              {newest !== null && <span className="text-ink-soft"> · {periodText(newest)}</span>}
            </span>
            {newest === null ? (
              <span className="text-ink-soft">{t('clock.noRent')}</span>
            ) : (
              <span className="flex items-center gap-2">
                <Amount value={newest.declared ?? newest.amount} />
                <StatusChip status={newest.status} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

type Rent = { readonly instrument: InstrumentSummary; readonly newest: DistributionSummary | null }
type Seen = { readonly clock: Clock; readonly rents: readonly Rent[] }

function isThere(seen: Seen | undefined): boolean {
  return (
    seen !== undefined &&
    !seen.clock.moving &&
    seen.rents.every(({ newest }) => newest === null || isSettled(newest.status))
  )
}

async function arrival(): Promise<Seen> {
  const [clock, all] = await Promise.all([get<Clock>('/v1/sandbox/clock'), distributionsByInstrument()])
  const rents = all.map(({ instrument, distributions }) => {
    // The month that is still running is announced already; what was paid last is the one before.
    const newest =
      distributions
        .filter(({ status }) => status !== 'scheduled')
        .toSorted((a, b) => b.period.localeCompare(a.period))[0] ?? null
    return { instrument, newest }
  })
  return { clock, rents }
}

/** The day on which something is paid next, where that is not the first of next month: the months lead there. */
async function nextPayDay(now: string): Promise<string | null> {
  const all = await distributionsByInstrument()
  const days = all
    .flatMap(({ distributions }) => distributions)
    .flatMap(({ status, payDate }) => (status === 'scheduled' && `${payDate}T12:00:00Z` > now ? payDate : []))
  const next = days.toSorted()[0] ?? null
  return next === monthAhead(now, 1).slice(0, 10) ? null : next
}

/** An administrator sees the time pass and no business. */
async function distributionsByInstrument() {
  try {
    const instruments = await get<List<InstrumentSummary>>('/v1/instruments')
    return await Promise.all(
      instruments.items.map(async (instrument) => {
        const path = `/v1/instruments/${instrument.id}/distributions`
        return { instrument, distributions: (await get<List<DistributionSummary>>(path)).items }
      }),
    )
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return []
    throw error
  }
}
