import type { Action, FactType, Json, RulePack } from '../src/restriction/rule-pack.ts'
import type { RuleFacts } from '../src/restriction/rule.ts'

/** Marsaglia's xorshift32: the same cases on every machine. */
export function chance(seed: number) {
  let state = seed
  const below = (n: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % n
  }
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)]! }
}
export type Chance = ReturnType<typeof chance>

const EDGES = [
  '0',
  '0.01',
  '1',
  '9.99',
  '10',
  '25',
  '99',
  '100',
  '1999',
  '2000',
  '124000',
  '199999.99',
  '200000',
  '5000000',
  '24/95',
  '1/3',
]

/** Any facts of the types that a pack declares; one in ten is missing, and now and then one is of a wrong type. */
export function anyFacts(pack: RulePack, { below, pick }: Chance): RuleFacts {
  const words = wordsOf(pack)
  const day = () =>
    Temporal.PlainDate.from('2024-01-01')
      .add({ days: below(1_500) })
      .toString()
  const plain = (type: string): Json => {
    if (type === 'number') return pick([pick(EDGES), below(3_000), String(below(3_000_000))])
    if (type === 'boolean') return below(2) === 0
    if (type === 'date') return day()
    if (type === 'instant') return `${day()}T${String(below(24)).padStart(2, '0')}:00:00Z`
    return pick(words)
  }
  const value = (type: FactType): Json => {
    const many = <T>(make: () => T): T[] => Array.from({ length: below(5) }, make)
    if (typeof type === 'object')
      return many(() =>
        Object.fromEntries(
          Object.entries(type.listOf).flatMap(([name, field]) =>
            below(12) === 0 ? [] : [[name, plain(field)]],
          ),
        ),
      )
    if (type === 'numbers' || type === 'texts' || type === 'dates')
      return many(() => plain({ numbers: 'number', texts: 'text', dates: 'date' }[type]))
    return plain(type)
  }
  const facts: Record<string, Json> = {}
  for (const { facts: declared } of pack.rules)
    for (const [name, { type }] of Object.entries(declared)) {
      const luck = below(100)
      if (luck >= 10) facts[name] = luck === 10 ? { odd: true } : value(type)
    }
  return facts
}

export function anyAction(pack: RulePack, { pick }: Chance): Action {
  return pick(pack.rules.flatMap(({ appliesTo }) => appliesTo))
}

/** Texts that the pack's expressions compare with: the ones that matter. */
function wordsOf(pack: RulePack): readonly string[] {
  const known = WORDS.get(pack.id)
  if (known !== undefined) return known
  const words = [...JSON.stringify(pack.rules).matchAll(/'([^']*)'/g)].map(([, word = '']) => word)
  const found = words.length === 0 ? ['anything'] : words
  WORDS.set(pack.id, found)
  return found
}
const WORDS = new Map<string, readonly string[]>()
