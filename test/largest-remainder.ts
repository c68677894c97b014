import fs from 'node:fs'
import path from 'node:path'

type Golden = {
  readonly cases: readonly {
    readonly total: number
    readonly weights: readonly (readonly [id: string, weight: number])[]
    readonly expect?: Readonly<Record<string, number>>
    readonly error?: string
  }[]
}

/** The totals and weights of test/golden/largest-remainder.json, each with its parts or with why there are none. */
export function largestRemainders(): Golden['cases'] {
  const file = path.join(import.meta.dirname, 'golden', 'largest-remainder.json')
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as Golden).cases
}
