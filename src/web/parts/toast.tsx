import { Check, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { t } from '../text.ts'

type Toast = { readonly id: number; readonly text: string }

/** Long enough to be read twice. */
const SHOWN_MS = 6_000

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

/** Says in passing that something was done. Never the only place where a refusal is told. */
export function toast(text: string): void {
  const id = ++last
  change([...toasts, { id, text }])
  setTimeout(() => dismiss(id), SHOWN_MS)
}

function dismiss(id: number): void {
  change(toasts.filter((each) => each.id !== id))
}

function change(to: readonly Toast[]): void {
  toasts = to
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 lg:end-6 lg:bottom-6 lg:start-auto lg:items-end"
    >
      {shown.map(({ id, text }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-md items-start gap-3 rounded-lg border border-line bg-surface py-2.5 ps-4 pe-2 shadow-raised"
        >
          <Check className="mt-0.5 size-4.5 shrink-0 text-good" aria-hidden />
          <p className="min-w-0">{text}</p>
          <button
            type="button"
            onClick={() => dismiss(id)}
            aria-label={t('action.dismiss')}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded text-ink-soft hover:bg-sunken"
          >
            <X className="size-4" aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}
