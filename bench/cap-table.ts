/**
 * A cap table of a hundred thousand transactions in Open Cap Format, from the bytes of its ZIP to the fully diluted view, and
 * to the package that is kept of it beside the one before: how long each takes, and how much memory the process has at most meanwhile.
 */
import { performance } from 'node:perf_hooks'
import { openThread } from '../src/platform/thread.ts'
import { packCapTable, readCapTable } from '../src/cap-table/reading.service.ts'
import { writeOcfPackage } from '../src/cap-table/ocf-package.service.ts'

const TRANSACTIONS = 100_000
const HOLDERS = 5_000
const RUNS = 3
const LOOK_MS = 20
const ISSUER = { id: 'iss', name: 'Large LLC', jurisdiction: 'US-DE' }
const DAY = Temporal.PlainDate.from('2026-01-01')

/** Runs the benchmark. Seconds, the median of several runs, and megabytes of a million bytes, the most of all of them. */
export async function run(): Promise<Record<string, number>> {
  // In a thread that ends: what making the package takes is no part of what reading it does.
  const maker = openThread<{ readonly packageOf: typeof packageOf }>(import.meta.url)
  const bytes = new Uint8Array(await maker.call('packageOf'))
  await maker.close()
  let memory = 0
  const look = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss)
  }, LOOK_MS)
  const seconds: number[] = []
  const packing: number[] = []
  for (let n = 0; n < RUNS; n++) {
    const started = performance.now()
    const told = await readCapTable({ bytes, format: 'ocf' }, DAY, '2')
    seconds.push((performance.now() - started) / 1_000)
    const began = performance.now()
    const packed = await packCapTable({ bytes, format: 'ocf' }, ISSUER, bytes)
    packing.push((performance.now() - began) / 1_000)
    if (!packed.ok || !packed.value.bytes.equals(Buffer.from(bytes)))
      throw new Error('it was not packed as it was')
    if (!told.ok || !told.value.accepted || told.value.securities.length !== TRANSACTIONS / 2)
      throw new Error(`it was not read: ${JSON.stringify(told).slice(0, 400)}`)
  }
  clearInterval(look)
  return {
    'capTable.transactions100kSeconds': Math.round((median(seconds) ?? 0) * 10) / 10,
    'capTable.import100kSeconds': Math.round((median(packing) ?? 0) * 10) / 10,
    'capTable.memoryMB': Math.round(memory / 1e6),
    'capTable.zipMB': Math.round(bytes.length / 1e5) / 10,
  }
}

/** Half of the transactions issue stock, a quarter transfers some of it away, and a quarter issues what came of that. */
export function packageOf(): Buffer {
  const issued = TRANSACTIONS / 2
  const moved = TRANSACTIONS / 4
  const holder = (n: number) => `holder-${n % HOLDERS}`
  const issuance = (id: string, date: string, stakeholder: number, quantity: number) => ({
    object_type: 'TX_STOCK_ISSUANCE',
    id: `tx-${id}`,
    security_id: id,
    date,
    security_law_exemptions: [],
    stakeholder_id: holder(stakeholder),
    custom_id: `CS-${id}`,
    stock_class_id: 'common',
    share_price: { amount: '1.00', currency: 'USD' },
    quantity: String(quantity),
    stock_legend_ids: [],
  })
  const items = [
    ...Array.from({ length: issued }, (_, n) => issuance(`s${n}`, '2024-01-01', n, 100)),
    ...Array.from({ length: moved }, (_, n) => ({
      object_type: 'TX_STOCK_TRANSFER',
      id: `move-${n}`,
      security_id: `s${n}`,
      date: '2024-06-01',
      quantity: '100',
      resulting_security_ids: [`r${n}`],
    })),
    ...Array.from({ length: moved }, (_, n) => issuance(`r${n}`, '2024-06-01', n + 1, 100)),
  ]
  const file = (path: string, file_type: string, objects: object[]) => ({
    path,
    content: { file_type, items: objects as never },
  })
  return writeOcfPackage({
    manifest: {
      path: 'Manifest.ocf.json',
      content: {
        ocf_version: '1.2.0',
        file_type: 'OCF_MANIFEST_FILE',
        issuer: { object_type: 'ISSUER', id: 'issuer', legal_name: 'Large LLC' },
        stakeholders_files: [{ filepath: './Stakeholders.ocf.json', md5: '' }],
        stock_classes_files: [{ filepath: './StockClasses.ocf.json', md5: '' }],
        transactions_files: [{ filepath: './Transactions.ocf.json', md5: '' }],
      },
    },
    files: [
      file(
        'Stakeholders.ocf.json',
        'OCF_STAKEHOLDERS_FILE',
        Array.from({ length: HOLDERS }, (_, n) => ({
          object_type: 'STAKEHOLDER',
          id: holder(n),
          name: { legal_name: `Holder ${n}` },
          stakeholder_type: 'INDIVIDUAL',
        })),
      ),
      file('StockClasses.ocf.json', 'OCF_STOCK_CLASSES_FILE', [
        {
          object_type: 'STOCK_CLASS',
          id: 'common',
          name: 'Common',
          class_type: 'COMMON',
          initial_shares_authorized: '100000000',
        },
      ]),
      file('Transactions.ocf.json', 'OCF_TRANSACTIONS_FILE', items),
    ],
  })
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
