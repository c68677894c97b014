/** What 10,000 holders of a record date are owed, exact to the base unit: the first time, and the median after it. */
import { entitlements, type Holding } from '../src/corporate-action/distribution.ts'

const HOLDERS = 10_000
const RUNS = 51
/** $400,000 with six decimals, and 50,000,000 units with eighteen. */
const DECLARED = 400_000_000_000n
const UNIT = 10n ** 18n

/** Runs the benchmark. Milliseconds. */
export function run(): Record<string, number> {
  const holders = Array.from({ length: HOLDERS }, (_, i): Holding => {
    const wallet = `0x${(i + 1).toString(16).padStart(40, '0')}`
    return { wallet, units: BigInt(1 + ((i * 7_919) % 9_973)) * UNIT + BigInt(i) }
  })
  const times = Array.from({ length: RUNS }, () => timed(holders))
  const [first = NaN, ...later] = times
  later.sort((a, b) => a - b)
  return { firstTimeMs: first, tenThousandHoldersMs: later[Math.floor(later.length / 2)] ?? NaN }
}

function timed(holders: readonly Holding[]): number {
  const started = performance.now()
  const owed = entitlements(DECLARED, holders)
  const ms = performance.now() - started
  if (!owed.ok) throw new Error(owed.reason)
  const paid = owed.value.owed.reduce((sum, { amount }) => sum + amount, 0n)
  if (owed.value.owed.length !== HOLDERS || paid + owed.value.carried !== DECLARED)
    throw new Error('what was measured is wrong')
  return Math.round(ms * 1_000) / 1_000
}

if (import.meta.main) console.log(JSON.stringify(run(), null, 2))
