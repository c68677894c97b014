/**
 * Comparing names with a sanctions list: what is found of names written otherwise, what is found wrongly, and how fast. Per
 * cent of each kind of variant (`screening.found.KIND`; of a negative kind none should be) and of kinds together, names a
 * second, seconds and megabytes.
 */
import fs from 'node:fs'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parse } from 'csv-parse/sync'
import { toLatin } from '../src/platform/latin.ts'
import { buildEngine, screenSubject, type Engine } from '../src/screening/engine.ts'
import type { ListedParty, ListedName } from '../src/screening/list.ts'
import type { Party } from '../src/screening/name.ts'
import type { Subject } from '../src/screening/screening.ts'

/** The list padded with made-up names to what all lists together have. */
const NAMES = 40_000
const INVESTORS = 100_000
const SIMPLE: readonly string[] = ['reorder', 'upper', 'hyphen', 'typo', 'dropmiddle']

type Variant = {
  readonly kind: string
  readonly query: string
  readonly expected: string
  readonly type: Party
}
type Row = {
  readonly ref: string
  readonly party: Party
  readonly name: string
  readonly strength: ListedName['strength']
}

/** Runs the benchmark. */
export function run(): Record<string, number> {
  const listed = partiesOf(rowsOf<Row>('ofac-names-2021-07.csv'))
  const variants = rowsOf<Variant>('name-variants.csv')
  const known = buildEngine(listed, toLatin)
  const quality = { ...qualityOf(known, variants), ...byHandOf(known), ...madeOf(known) }

  const before = memory()
  const engine = buildEngine(padded(listed), toLatin)
  const indexMB = (memory() - before) / 2 ** 20
  return { ...quality, indexMB, ...speedOf(engine, variants) }
}

function rowsOf<T>(file: string): T[] {
  return parse(fs.readFileSync(path.join(import.meta.dirname, 'data', file)), { columns: true })
}

function partiesOf(rows: readonly Row[]): ListedParty[] {
  const parties = new Map<string, ListedParty & { readonly names: ListedName[] }>()
  for (const { ref, party, name, strength } of rows) {
    const known = parties.get(ref)
    if (known !== undefined) known.names.push({ text: name, strength })
    else parties.set(ref, partyOf(ref, party, [{ text: name, strength }]))
  }
  return [...parties.values()]
}

function partyOf(ref: string, party: Party, names: ListedName[]) {
  const unknown = { births: [], countries: [], gender: null, identifiers: [], wallets: [], programs: [] }
  return { list: 'OFAC-SDN' as const, ref, party, names, ...unknown }
}

function subjectOf(name: string, party: Party): Subject {
  return { party, names: [name], born: null, countries: [], gender: null, identifiers: [], wallets: [] }
}

type Count = { asked: number; found: number }

function countsOf(engine: Engine, variants: readonly Variant[]): Map<string, Count> {
  const kinds = new Map<string, Count>()
  for (const { kind, query, expected, type } of variants) {
    const count = kinds.get(kind) ?? { asked: 0, found: 0 }
    kinds.set(kind, count)
    const hits = screenSubject(engine, subjectOf(query, type))
    count.asked++
    if (expected === '' ? hits.length > 0 : hits.some(({ entry }) => entry.ref === expected)) count.found++
  }
  return kinds
}

function percentOf(counts: readonly Count[]): number {
  return (
    (100 * counts.reduce((sum, { found }) => sum + found, 0)) /
    counts.reduce((sum, { asked }) => sum + asked, 0)
  )
}

function qualityOf(engine: Engine, variants: readonly Variant[]): Record<string, number> {
  const kinds = countsOf(engine, variants)
  const percent = (names: readonly string[]) =>
    percentOf(names.map((name) => kinds.get(name) ?? { asked: 0, found: 0 }))
  return {
    ...Object.fromEntries([...kinds.keys()].map((kind) => [`screening.found.${kind}`, percent([kind])])),
    simplePercent: percent(SIMPLE),
    twoTyposPercent: percent(['typo2']),
    initialsPercent: percent(['initial']),
    falsePeoplePercent: percent(['negative-congress']),
    falseEntitiesPercent: percent(['negative-mic-entity']),
  }
}

/**
 * The same of names that were written by hand for this, of entries that no other variant is of. What is held out was written
 * before the comparison was last changed, and nothing is set by it; what is missed of the others was looked at.
 */
function byHandOf(engine: Engine): Record<string, number> {
  const percent = (kinds: ReadonlyMap<string, Count>, of: RegExp) =>
    percentOf([...kinds].filter(([kind]) => of.test(kind)).map(([, count]) => count))
  const heldOut = countsOf(engine, rowsOf<Variant>('name-held-out.csv'))
  const lookedAt = countsOf(engine, rowsOf<Variant>('name-by-hand.csv'))
  return {
    heldOutLatinPercent: percent(heldOut, /latin|turkish|spanish/),
    heldOutCyrillicPercent: percent(heldOut, /^cyrillic$/),
    heldOutArabicPercent: percent(heldOut, /script/),
    heldOutEastAsianPercent: percent(heldOut, /chinese|korean/),
    heldOutFalsePercent: percent(heldOut, /negative/),
    lookedAtPercent: percent(lookedAt, /^(?!negative)/),
    lookedAtFalsePercent: percent(lookedAt, /negative/),
  }
}

/** The same of names made by chance, of the half that the comparison was not made with. */
function madeOf(engine: Engine): Record<string, number> {
  const kinds = countsOf(engine, rowsOf<Variant>('name-made.csv'))
  return Object.fromEntries([...kinds].map(([kind, count]) => [`screening.made.${kind}`, percentOf([count])]))
}

/** The list with further people: given names of some and surnames of others. */
function padded(listed: readonly ListedParty[]): ListedParty[] {
  const people = listed
    .filter(({ party }) => party === 'person')
    .map(({ names }) => names[0]!.text.split(', '))
  const count = listed.reduce((sum, { names }) => sum + names.length, 0)
  const made = Array.from({ length: Math.max(0, NAMES - count) }, (_, n) => {
    const [surname] = people[(n * 7_919) % people.length]!
    const given = people[(n * 104_729 + 13) % people.length]!.at(-1)
    return partyOf(`made-${n}`, 'person', [{ text: `${surname}, ${given}`, strength: 'primary' }])
  })
  return [...listed, ...made]
}

/** People of an ordinary register: the names that are on no list, each many times, given names and surnames mixed. */
function speedOf(engine: Engine, variants: readonly Variant[]): Record<string, number> {
  const asked = variants.filter(({ type }) => type === 'person').map(({ query }) => query)
  const others = variants
    .filter(({ kind }) => kind === 'negative-congress')
    .map(({ query }) => query.split(' '))
  const investors = Array.from({ length: INVESTORS }, (_, n) => {
    const given = others[n % others.length]![0]
    return `${given} ${others[(n * 31 + Math.floor(n / others.length)) % others.length]!.at(-1)}`
  })
  return {
    namesPerSecond: asked.length / secondsFor(engine, asked),
    rescreen100kSeconds: secondsFor(engine, investors),
  }
}

function secondsFor(engine: Engine, names: readonly string[]): number {
  const started = performance.now()
  for (const name of names) screenSubject(engine, subjectOf(name, 'person'))
  return (performance.now() - started) / 1000
}

/** What is in use once what is not has been given back. */
function memory(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
