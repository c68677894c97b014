import { clsx } from 'clsx'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { t } from '../text.ts'
import { dateText, instantText, isDate, shortHash, unitsText } from '../format.ts'
import type { Money as AmountValue } from '../../../sdk/src/operations.ts'

/** Money, as the server formatted it. The full precision is in the title. */
export function Amount({ value }: { readonly value: AmountValue | null | undefined }) {
  if (value === null || value === undefined) return <span className="text-ink-faint">–</span>
  return (
    <bdi dir="ltr" className="whitespace-nowrap tabular-nums" title={`${value.amount} ${value.currency}`}>
      {value.display}
    </bdi>
  )
}

/** Units of an instrument. `display` is the server's; without it the plain decimal is separated here. */
export function UnitAmount({
  units,
  display,
}: {
  readonly units: string
  readonly display?: string | undefined
}) {
  return (
    <bdi dir="ltr" className="whitespace-nowrap tabular-nums" title={units}>
      {display ?? unitsText(units)}
    </bdi>
  )
}

/** A legal date, or an instant in UTC. Legal dates have no zone and are never shifted. */
export function DateText({
  value,
  time = false,
}: {
  readonly value: string | null | undefined
  readonly time?: boolean
}) {
  if (value === null || value === undefined) return <span className="text-ink-faint">–</span>
  const isInstant = time && !isDate(value)
  return (
    <time
      dateTime={value}
      title={value}
      // A day with its time is too long for half of a phone: it may go onto a second line.
      className={clsx('tabular-nums [unicode-bidi:isolate]', !isInstant && 'whitespace-nowrap')}
    >
      {isInstant ? instantText(value) : dateText(value)}
    </time>
  )
}

/** A hash or an address: short to the eye, whole to the clipboard and to the screen reader's title. */
export function HashText({ value, label }: { readonly value: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false)
  const name = label ?? t('value.hash')

  async function copy() {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }

  return (
    <span className="inline-flex items-center gap-1 align-middle whitespace-nowrap">
      <code dir="ltr" className="font-mono text-[0.8125rem]" title={value}>
        {shortHash(value)}
      </code>
      <button
        type="button"
        onClick={() => void copy()}
        className="relative z-10 inline-flex size-6 items-center justify-center rounded text-ink-faint hover:bg-sunken hover:text-ink"
        aria-label={copied ? t('value.copied') : t('value.copy', { name })}
      >
        {copied ? (
          <Check className="size-3.5 text-good" aria-hidden />
        ) : (
          <Copy className="size-3.5" aria-hidden />
        )}
      </button>
    </span>
  )
}
