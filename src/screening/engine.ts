import { identifierKey, walletKey, type ListedName, type ListedParty } from './list.ts'
import { buildNameIndex, type NameIndex } from './name-index.ts'
import { searchNames } from './name-search.ts'
import type { Party } from './name.ts'
import { comparedFrom, weigh, type Hit, type Subject } from './screening.ts'

/** Entries of lists, ready to be asked about somebody. */
export type Engine = {
  readonly entries: readonly ListedParty[]
  readonly people: PartyIndex
  readonly entities: PartyIndex
  /** Entries by the papers and wallets they are listed with. */
  readonly byIdentifier: ReadonlyMap<string, readonly number[]>
  readonly byWallet: ReadonlyMap<string, readonly number[]>
  readonly toLatin: ToLatin
}

/** Text of any script in Latin letters. */
type ToLatin = (text: string) => string
type PartyIndex = { readonly index: NameIndex; readonly names: readonly ListedName[] }

export function buildEngine(entries: readonly ListedParty[], toLatin: ToLatin): Engine {
  return {
    entries,
    people: indexOf(entries, 'person', toLatin),
    entities: indexOf(entries, 'entity', toLatin),
    byIdentifier: groupBy(entries, (entry) => entry.identifiers.map(({ number }) => identifierKey(number))),
    byWallet: groupBy(entries, (entry) => entry.wallets.map(walletKey)),
    toLatin,
  }
}

function indexOf(entries: readonly ListedParty[], party: Party, toLatin: ToLatin): PartyIndex {
  const named = entries.flatMap((entry, n) =>
    entry.party === party ? entry.names.map((name) => ({ entry: n, name })) : [],
  )
  return {
    index: buildNameIndex(
      party,
      named.map(({ entry, name }) => ({ entry, latin: toLatin(name.text) })),
    ),
    names: named.map(({ name }) => name),
  }
}

function groupBy(
  entries: readonly ListedParty[],
  keysOf: (entry: ListedParty) => readonly string[],
): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [n, entry] of entries.entries())
    for (const key of new Set(keysOf(entry))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [n])
      else group.push(n)
    }
  return groups
}

/**
 * Every entry that may be the subject, the likeliest first, each once with the name that fits best. A person is compared
 * with people, a company with companies, ships and aircraft; papers and wallets with every entry.
 */
export function screenSubject(engine: Engine, subject: Subject): Hit[] {
  const best = new Map<number, Hit>()
  const consider = (n: number, name: Hit['name']) => {
    const hit = weigh(subject, engine.entries[n]!, name)
    if (hit !== null && hit.score > (best.get(n)?.score ?? 0)) best.set(n, hit)
  }
  const { index, names } = subject.party === 'person' ? engine.people : engine.entities
  for (const asked of subject.names)
    for (const { name, at, result } of searchNames(index, engine.toLatin(asked), comparedFrom(subject)))
      consider(name.entry, { asked, listed: names[at]!, result })
  for (const number of subject.identifiers)
    for (const n of engine.byIdentifier.get(identifierKey(number)) ?? []) if (!best.has(n)) consider(n, null)
  for (const wallet of subject.wallets)
    for (const n of engine.byWallet.get(walletKey(wallet)) ?? []) consider(n, best.get(n)?.name ?? null)
  return [...best.values()].sort((a, b) => b.score - a.score || compare(a.entry.ref, b.entry.ref))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
