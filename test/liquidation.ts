import fs from 'node:fs'
import path from 'node:path'
import { parseDecimal } from '../src/kernel/decimal.ts'
import { must } from '../src/kernel/result.ts'
import type { ClassClaim } from '../src/corporate-action/waterfall.ts'

type Golden = {
  readonly cases: readonly {
    readonly name: string
    readonly classes: readonly {
      readonly name: string
      readonly shares: number
      readonly pref: number
      readonly rank: number
      readonly part: 'none' | 'full' | 'cap'
      readonly cap?: number
    }[]
    readonly exits: readonly {
      readonly exit: number
      readonly expect: Readonly<Record<string, string>>
      readonly converted: readonly string[]
    }[]
  }[]
}

/** Millionths of the currency, so that what is expected to the cent can be told from a unit too many. */
const micros = (whole: number) => BigInt(whole) * 1_000_000n

/** The stacks and exits of test/golden/liquidation.json, in millionths; what is expected, in cents. */
export function liquidations() {
  const file = path.join(import.meta.dirname, 'golden', 'liquidation.json')
  const golden = JSON.parse(fs.readFileSync(file, 'utf8')) as Golden
  return golden.cases.map(({ name, classes, exits }) => ({
    name,
    claims: classes.map((of): ClassClaim => ({
      id: of.name,
      shares: BigInt(of.shares),
      preference: micros(of.pref),
      rank: of.rank,
      participation: of.part === 'cap' ? 'capped' : of.part,
      cap: of.cap === undefined ? null : micros(of.cap),
      convertible: true,
    })),
    exits: exits.map(({ exit, expect, converted }) => ({
      amount: micros(exit),
      cents: classes.map((of) => must(parseDecimal(expect[of.name]!, 2))),
      converted,
    })),
  }))
}

/** Rounded to the cent. */
export function centsOf(minor: bigint): bigint {
  return (minor + 5_000n) / 10_000n
}
