/** The reference of each contract's entry points, one page a contract: who may call, what it promises and costs, why it refuses. */
import { committedEntryPoints } from '../bench/gas/entry-points.ts'
import { committed, RECEIPTS } from '../bench/gas/table.ts'
import { entryPoints, type EntryPoint } from './entry-points.ts'

const FOLDER = 'docs/reference/contracts'
const SIGN = { once: '', maybe: '?', each: '\\*' } as const

/** A Markdown table as the formatter lays it out. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const widths = header.map((title, n) =>
    Math.max(3, title.length, ...rows.map((row) => row[n]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, n) => (right.includes(n) ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, n) => (right.includes(n) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return [line(header), line(rule), ...rows.map(line)].join('\n')
}

/** The pages by their paths, and what is missing in them. */
export function entryPointPages(names: readonly string[]): { pages: Map<string, string>; missing: string[] } {
  const points = [...entryPoints(names)]
  return {
    pages: new Map(points.map(([contract, all]) => [`${FOLDER}/${contract}.md`, page(contract, all)])),
    missing: points.flatMap(([contract, all]) => all.flatMap((one) => lacking(contract, one))),
  }
}

/** What nobody has said of an entry point: its promise, who may call it, its cost. */
export function lacking(contract: string, one: EntryPoint): string[] {
  const name = `${contract}.${one.title}`
  return [
    ...(one.promise === '' ? [`what ${name} promises (@notice)`] : []),
    ...(!one.isView && one.by === '' ? [`who may call ${name} (@custom:by)`] : []),
    ...(!one.isView && costOf(contract, one).length === 0
      ? [`what ${name} costs (npm run gas -- --entry-points)`]
      : []),
  ]
}

/** Where no test calls what two contracts have from the same base. */
const SAME_CODE: Readonly<Record<string, string>> = { Tender: 'Redemption', Split: 'Redemption' }

/** What a call costs: each case that receipts tell of, or the middle one of the tests' calls. */
function costOf(contract: string, { title, by, isOurs }: EntryPoint): string[] {
  const { ours } = committed()
  const { alone, within } = committedEntryPoints()
  const told = RECEIPTS[`${contract}.${title}`]
  if (told) return told.map((operation) => `${grouped(ours[operation] ?? 0)} (${operation})`)
  const [whole, part] = [alone[contract]?.[title], within[contract]?.[title]]
  if (whole !== undefined) return [`≈ ${grouped(whole)}`]
  if (part !== undefined) return [`≈ ${grouped(part)} within a call`]
  const same = SAME_CODE[contract]
  const theirs = same === undefined ? undefined : alone[same]?.[title]
  if (theirs !== undefined) return [`≈ ${grouped(theirs)} (of a ${same}, the same code)`]
  if (by === 'nobody') return ['none (it always refuses)']
  return isOurs ? [] : ["not measured (OpenZeppelin's)"]
}

const grouped = (gas: number) => gas.toLocaleString('en-US')
const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')

/** What GitHub makes of the heading. */
const slug = ({ title }: EntryPoint) => title.toLowerCase().replace(/\W/g, '')

function page(contract: string, all: readonly EntryPoint[]): string {
  const [views, calls] = [all.filter(({ isView }) => isView), all.filter(({ isView }) => !isView)]
  const first = (one: EntryPoint) => costOf(contract, one)[0]?.replace(/ \(.*/, '') ?? ''
  const overview = calls.map((one) => [`[\`${one.title}\`](#${slug(one)})`, one.by, first(one)])
  const answers = views.map(({ name, inputs, promise }) => [
    `\`${name}(${inputs})\``,
    promise.replaceAll('|', '\\|'),
  ])
  return (
    [
      `# ${contract}: entry points`,
      'Generated from `contracts/src` by `npm run contracts`. What the contract is for, and when each reason is given:\n' +
        `[contracts](../contracts.md#${contract.toLowerCase()}).`,
      '- **Gas**: of receipts, with the operation in brackets, of batches for each entry (`npm run gas`); ≈ is the middle one of the\n' +
        "  calls that the contracts' own tests make, each a transaction of its own, to a thousand (`npm run gas -- --entry-points`).\n" +
        '- **Events**: in the order of the code; ? where it applies, \\* for each entry of a list that it applies to.\n' +
        '- **Refuses with**: every reason on any path of the code, in its order. What it calls can refuse too, and has events of its own.',
      table(['entry point', 'who may call it', 'gas'], overview, [2]),
      ...calls.map((each) => entry(contract, each)),
      '## Views',
      table(['view', 'answers'], answers, []),
    ].join('\n\n') + '\n'
  )
}

function entry(contract: string, one: EntryPoint): string {
  const { name, title, inputs, promise, by, events, reasons, calls } = one
  const facts = [
    ['Who', by],
    ['Gas', costOf(contract, one).join(', ')],
    ['Events', events.map(({ name, often }) => `\`${name}\`${SIGN[often]}`).join(', ') || 'none'],
    ['Refuses with', code(reasons) || 'nothing of its own'],
    ...(calls.length === 0 ? [] : [['Calls', code(calls)]]),
  ].map(([title, said]) => `- **${title}**: ${said}`)
  return [`## ${title}`, `\`${name}(${inputs})\``, promise, facts.join('\n')].join('\n\n')
}
