/** The sign of the house: a whole, and one exact part of it. */
export function Mark({ className = 'size-7' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <path className="fill-accent" d="M15 4.05A12 12 0 1 0 27.95 17H15Z" />
      <path className="fill-gold" d="M18 2.04A12 12 0 0 1 29.96 14H18Z" />
    </svg>
  )
}
