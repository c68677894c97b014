import { useState } from 'react'
import { dayAfter, daysBetween } from '../days.ts'
import { dateText } from '../format.ts'
import { t } from '../text.ts'
import { Button } from './button.tsx'

/**
 * The day of which something is shown: by a date, or by a slider from its first day to today, which is undefined.
 *
 * @param first the first day that tells anything; without it there is no slider
 * @param note what is shown without a day, and with one
 */
export function AsOf({
  value,
  first,
  today,
  note,
  onChange,
}: {
  readonly value: string | undefined
  readonly first: string | null
  readonly today: string
  readonly note: { readonly now: string; readonly close: string }
  readonly onChange: (day: string | undefined) => void
}) {
  return (
    <div className="mb-6 flex flex-wrap items-end gap-3">
      <div>
        <label htmlFor="asOf" className="mb-1 block text-sm font-medium">
          {t('register.asOf')}
        </label>
        <input
          id="asOf"
          type="date"
          className="field w-44!"
          max={today}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
      </div>
      {value !== undefined && <Button onClick={() => onChange(undefined)}>{t('register.today')}</Button>}
      <p className="w-full text-sm text-ink-soft sm:w-auto sm:pb-2.5">
        {value === undefined ? note.now : note.close}
      </p>
      {first !== null && first < today && (
        <DaySlider
          first={first}
          today={today}
          day={value ?? today}
          onChange={(day) => onChange(day === today ? undefined : day)}
        />
      )}
    </div>
  )
}

/** Shows the day under the thumb while it moves, and asks for it once it rests. */
function DaySlider({
  first,
  today,
  day,
  onChange,
}: {
  readonly first: string
  readonly today: string
  readonly day: string
  readonly onChange: (day: string) => void
}) {
  const [moving, setMoving] = useState<number | null>(null)
  const shown = moving ?? daysBetween(first, day)
  const rest = () => {
    if (moving === null) return
    setMoving(null)
    onChange(dayAfter(first, moving))
  }
  return (
    <div className="flex w-full items-center gap-3">
      <span className="text-sm whitespace-nowrap text-ink-soft">{dateText(first)}</span>
      <input
        type="range"
        aria-label={t('register.asOfSlide')}
        aria-valuetext={dateText(dayAfter(first, shown))}
        className="min-w-0 flex-1 accent-accent"
        min={0}
        max={daysBetween(first, today)}
        value={shown}
        onChange={(event) => setMoving(event.target.valueAsNumber)}
        onPointerUp={rest}
        onKeyUp={rest}
        onBlur={rest}
      />
      <output className="w-28 text-end text-sm font-medium whitespace-nowrap">
        {dateText(dayAfter(first, shown))}
      </output>
    </div>
  )
}
