/** A status as a person reads it: `pending-investor-signature` is "Pending investor signature". */
export function statusWord(status: string): string {
  const words = status
    .toLowerCase()
    .replaceAll(/[-_]/g, ' ')
    .replace(/\bkyc\b/g, 'KYC')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Distributions with nothing left to happen by itself: done, or waiting for a person. */
const SETTLED: ReadonlySet<string> = new Set([
  'closed',
  'nothing-to-pay',
  'set-off',
  'underfunded',
  'scheduled',
])

export function isSettled(status: string): boolean {
  return SETTLED.has(status)
}
