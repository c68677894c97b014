import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const TAB = 'inline-flex min-h-10 items-center border-b-2 px-1 whitespace-nowrap'

/** How a tab looks, be it a link or a button: the one that is shown, and the others. */
export function tabClass(current: boolean): string {
  return clsx(
    TAB,
    current ? 'border-accent font-semibold text-ink' : 'border-transparent text-ink-soft hover:text-ink',
  )
}

/**
 * Screens or piles side by side, each in an `li`. Where they do not all fit there is a second row; on a phone there is one, and
 * the one that is shown is in sight.
 */
export function TabBar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav
      ref={(nav) =>
        nav?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      }
      aria-label={label}
      className="mb-6 overflow-x-auto border-b border-line print:hidden"
    >
      <ul className="-mb-px flex gap-x-5 sm:flex-wrap">{children}</ul>
    </nav>
  )
}
