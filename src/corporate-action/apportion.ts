/**
 * Shares out base units one by one, so that a larger total gives nobody less.
 *
 * Every claimant has places 0, 1, 2, … in one order: place `k` of a claimant of weight `w` ranks by `w ÷ (2k + 1)`, the
 * larger first; on a tie the larger weight, then the earlier claimant. A total goes to that many first places. This is
 * the method of Webster, or Sainte-Laguë: each share is the exact one, rounded to the nearest.
 *
 * Largest remainder (`allocate`) is no substitute here. It can give a claimant less when the total grows: 10 over
 * 6 : 6 : 2 is 4, 4, 2, and 11 is 5, 5, 1.
 */

/** One place of a claimant: the `seat`th base unit, from 0, of the claimant at `index`. */
export type Place = { readonly weight: bigint; readonly seat: bigint; readonly index: number }

/** Whether `a` is served before `b`. */
export function isBefore(a: Place, b: Place): boolean {
  const left = a.weight * (2n * b.seat + 1n)
  const right = b.weight * (2n * a.seat + 1n)
  if (left !== right) return left > right
  return a.weight === b.weight ? a.index < b.index : a.weight > b.weight
}

/** How many places of the claimant at `index` are served before `place`, which has a weight above zero. */
export function countBefore(weight: bigint, index: number, place: Place): bigint {
  if (weight === 0n) return 0n
  const product = weight * (2n * place.seat + 1n)
  const tiesFirst = weight === place.weight ? index < place.index : weight > place.weight
  const odd = tiesFirst ? product / place.weight : (product - 1n) / place.weight
  return (odd + 1n) / 2n
}

/**
 * The first `total` places of the order, counted for each claimant.
 *
 * @param weights zero or more each, with a sum above zero
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  // Rounded to the nearest, halves up, these are the first places for some total at most half the claimants off.
  const seats = weights.map((weight) => (2n * total * weight + sum) / (2n * sum))
  let given = seats.reduce((a, b) => a + b, 0n)
  for (; given < total; given++) {
    const next = weights.map((weight, index) => ({ weight, seat: seats[index]!, index }))
    seats[next.reduce((a, b) => (isBefore(b, a) ? b : a)).index]! += 1n
  }
  for (; given > total; given--) {
    const last = weights
      .map((weight, index) => ({ weight, seat: seats[index]! - 1n, index }))
      .filter(({ seat }) => seat >= 0n)
    seats[last.reduce((a, b) => (isBefore(a, b) ? b : a)).index]! -= 1n
  }
  return seats
}
