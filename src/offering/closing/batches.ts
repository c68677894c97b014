/** A unit that is issued in a lot costs about 120,000 gas, and the contract wants two million left for each. */
export const BATCH = 50

type Waiting = {
  /** As the contract counts subscriptions. */
  readonly number: bigint
  /** As the contract counts currencies. */
  readonly currency: number
}

/**
 * Which subscriptions go into one transaction: those that were paid in one currency, the payment currency's first, so that a
 * token that fails keeps nobody waiting who paid in another. Whatever was in a transaction that failed goes into one of half
 * its size, so that in the end what fails stands alone. Pure.
 *
 * @param failed the numbers of each transaction that failed
 */
export function batchesOf(
  waiting: readonly Waiting[],
  failed: readonly (readonly bigint[])[],
): readonly (readonly bigint[])[] {
  const most = new Map<bigint, number>()
  for (const batch of failed)
    for (const number of batch)
      most.set(number, Math.min(most.get(number) ?? BATCH, Math.ceil(batch.length / 2)))
  const sizeOf = ({ number }: Waiting) => most.get(number) ?? BATCH
  const inOrder = waiting.toSorted((a, b) => a.currency - b.currency || sizeOf(b) - sizeOf(a))
  return [...Map.groupBy(inOrder, (one) => `${one.currency} ${sizeOf(one)}`).values()].flatMap((alike) => {
    const size = sizeOf(alike[0]!)
    return Array.from({ length: Math.ceil(alike.length / size) }, (_, i) =>
      alike.slice(i * size, (i + 1) * size).map(({ number }) => number),
    )
  })
}
