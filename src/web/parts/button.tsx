import { clsx } from 'clsx'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-bad border-bad hover:bg-bad-soft',
} as const

export type Look = keyof typeof LOOKS

export function buttonClass(look: Look, small = false): string {
  return clsx(
    'inline-flex items-center justify-center gap-2 rounded-[7px] border font-medium whitespace-nowrap transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed',
    small ? 'min-h-8 px-2.5 text-sm' : 'min-h-10 px-4',
    LOOKS[look],
  )
}

/** While `busy`, it keeps its place and its focus but does nothing: a second press is not a second order. */
export function Button({
  look = 'secondary',
  small = false,
  busy = false,
  children,
  className,
  type = 'button',
  onClick,
  ...rest
}: ComponentProps<'button'> & {
  readonly look?: Look
  readonly small?: boolean
  readonly busy?: boolean
  readonly children: ReactNode
}) {
  return (
    <button
      {...rest}
      type={type}
      className={clsx(buttonClass(look, small), className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy && <LoaderCircle className="size-4 animate-spin" aria-hidden />}
      {children}
    </button>
  )
}
