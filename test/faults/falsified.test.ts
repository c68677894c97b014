/* Every figure that a holder reads of a paid month can be derived from the chain, or from what the audit log saw come in. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql, type RawBuilder } from 'kysely'
import { correctDistribution } from '../../src/corporate-action/correction.service.ts'
import { distributions } from '../../src/corporate-action/distribution.service.ts'
import { must } from '../../src/kernel/result.ts'
import type { Platform } from '../../src/server/platform.ts'
import { inWork, moveClock } from '../../src/server/sandbox.ts'
import { verifyInstallation } from '../../src/server/verification.ts'
import { buildWorld, livePayout, NEXT_PAY_MORNING, open, QUIET, theInstrument } from './world.ts'

const world = await buildWorld()
let platform: Platform
let paid = ''
let statement = ''

before(async () => {
  platform = await open(world.copy())
  await livePayout(platform)
  const instrument = await theInstrument(platform)
  const [first] = (await distributions(platform.db, instrument)).filter(
    ({ distribution }) => distribution.status === 'closed',
  )
  paid = first!.distribution.id
  statement = first!.distribution.statement!
  assert.deepEqual(await differing(), [])

  // More rent than was said, then less: the second is set off from the next month.
  for (const rent of ['1600.00', '1500.00']) {
    const csv = `date,account,amount\n2026-08-01,Rent,${rent}\n2026-08-31,Insurance,55.01\n`
    await inWork(platform, 'world', async (work) =>
      must(
        await correctDistribution(work, first!.distribution.id, {
          reason: 'a lease was misread',
          month: null,
          csv,
          others: [],
        }),
      ),
    )
  }
  await platform.settle()
  const next = 'date,account,amount\n2026-09-01,Rent,1555.00\n'
  must(await moveClock(platform, { ...QUIET, statementOf: () => next }, NEXT_PAY_MORNING))
})
after(async () => {
  await platform.stop()
  world.remove()
})

/** What verifying finds: the check, and of what, each once. */
async function differing(): Promise<string[]> {
  const { checks } = must(await verifyInstallation(platform))
  return [
    ...new Set(
      checks.flatMap(({ check, differences }) => differences.map(({ what }) => `${check}: ${what}`)),
    ),
  ]
}

test('a month that was paid, corrected up and down, and set off from the next one is clean', async () => {
  const all = await distributions(platform.db, await theInstrument(platform))
  assert.deepEqual(
    all.map(({ distribution: { kind, status, setOff } }) => `${kind} ${status} ${setOff}`).sort(),
    [
      'correction closed 0',
      'correction set-off 0',
      'regular closed 0',
      'regular scheduled 0',
      'regular underfunded 100000000',
    ],
  )
  assert.deepEqual(await differing(), [])
})

/** Of the paid month's row, or of its statement's: the column, what is put there, and what is found to differ then. */
const falsified: readonly (readonly [Table, string, string, readonly string[]])[] = [
  ['distribution', 'status', `'scheduled'`, ['stored-distribution: status']],
  ['distribution', 'status', `'paying'`, ['stored-distribution: status']],
  ['distribution', 'status', `'nothing-to-pay'`, ['stored-distribution: status', 'stored-income: status']],
  [
    'distribution',
    'record_at',
    `record_at + interval '1 day'`,
    ['stored-distribution: record date', 'stored-income: record date'],
  ],
  ['distribution', 'record_date', 'record_date + 1', ['stored-income: record date']],
  ['distribution', 'net', 'net + 1000000', ['stored-income: net income']],
  ['distribution', 'payout_bps', 'payout_bps - 1', ['stored-income: payable amount']],
  [
    'distribution',
    'amount',
    'amount + 900000',
    ['stored-distribution: amount', 'stored-income: payable amount'],
  ],
  [
    'distribution',
    'amount',
    'null',
    [
      'stored-distribution: amount',
      'stored-income: net income',
      'stored-income: statement',
      'stored-income: payable amount',
    ],
  ],
  [
    'distribution',
    'set_off',
    'set_off + 1',
    [
      'stored-income: corrections downwards, beside what was set off',
      'stored-income: set off, by what it was taken of',
      'stored-income: payable amount',
    ],
  ],
  [
    'distribution',
    'period',
    `'2026-07'`,
    [
      'stored-income: payable amount',
      'stored-income: month of the statement',
      'stored-income: distributions of 2026-07',
      'stored-income: distributions of 2026-08',
    ],
  ],
  ['distribution', 'statement', 'null', ['stored-income: statement']],
  [
    'income_statement',
    'sha256',
    `repeat('a', 64)`,
    ['stored-income: hash of the file of 2026-08 (version 1)'],
  ],
  ['income_statement', 'period', `'2026-07'`, ['stored-income: month of the statement']],
  [
    'income_statement_line',
    'amount',
    'amount + 100',
    [
      'stored-income: hash of the lines of 2026-08 (version 1)',
      'stored-income: net income',
      'stored-income: payable amount',
    ],
  ],
  [
    'income_statement_line',
    'account',
    `'Parking'`,
    ['stored-income: hash of the lines of 2026-08 (version 1)'],
  ],
]
for (const [table, column, value, found] of falsified)
  test(`${column} of ${table} set to ${value} is found and named`, async () => {
    const { rows } = await change(table, column, sql.raw(value))
    assert.equal(rows.length, 1)
    const { kept } = rows[0]!
    assert.deepEqual(await differing(), found)
    await change(table, column, sql`${kept}`)
  })

test('falsified figures that fit each other are found: the chain has another amount, the audit log other lines', async () => {
  const changes = [
    ['income_statement_line', 'amount', 'amount + 100'],
    ['distribution', 'net', 'net + 1000000'],
    ['distribution', 'amount', 'amount + 100 * payout_bps'],
  ] as const
  for (const [table, column, value] of changes) await change(table, column, sql.raw(value))
  const found = await differing()
  assert.ok(found.includes('stored-distribution: amount'))
  assert.ok(found.includes('stored-income: hash of the lines of 2026-08 (version 1)'))
})

type Table = 'distribution' | 'income_statement' | 'income_statement_line'
const OF_MONTH: Record<Table, () => RawBuilder<unknown>> = {
  distribution: () => sql`id = ${paid}`,
  income_statement: () => sql`id = ${statement}`,
  income_statement_line: () => sql`statement = ${statement} and line = 1`,
}

/** Puts a value into a column of the month's, and answers with what stood there. */
function change(table: Table, column: string, value: RawBuilder<unknown>) {
  const name = sql.raw(table)
  return sql<{ kept: string }>`
    with before as (select ${sql.raw(column)}::text as kept from ${name} where ${OF_MONTH[table]()})
    update ${name} set ${sql.raw(column)} = ${value} from before where ${OF_MONTH[table]()} returning kept`.execute(
    platform.db,
  )
}
