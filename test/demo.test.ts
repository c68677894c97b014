import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { distributions, entitlementsOf } from '../src/corporate-action/distribution.service.ts'
import { instruments } from '../src/instrument/instrument.service.ts'
import { trialBalance } from '../src/ledger/journal.service.ts'
import { holdersAt } from '../src/register/register.service.ts'
import { DEEP } from './deep.ts'
import { buildDemoHome, startServer, temporaryHome } from './demo-server.ts'
import { open } from './faults/world.ts'

/**
 * What a demo world built now shows: its contracts, who holds what, who was paid how much, and the books. Not by which
 * transaction: whose is sent first where two rents are paid on a day is the machine's.
 */
async function built() {
  const home = temporaryHome()
  await buildDemoHome(home)
  const platform = await open(home)
  try {
    const { db, clock } = platform
    const shown = []
    for (const instrument of await instruments(db)) {
      const { id, key, token, treasury, issuer } = instrument
      const holders = await holdersAt(db, instrument, { newest: true, at: clock.now() })
      const paid = []
      for (const { distribution, sums } of await distributions(db, instrument)) {
        const to = (await entitlementsOf(db, distribution)).map((one) => ({
          ...one,
          txHash: one.txHash !== null,
        }))
        paid.push({ id: distribution.id, sums, to })
      }
      const books = await trialBalance(db, { issuer }, clock.now())
      shown.push({ id, key, token, treasury, holders, paid, books })
    }
    return { now: clock.now().toString(), shown }
  } finally {
    await platform.stop()
  }
}

test(
  'the demo world is the same each time it is built',
  { skip: !DEEP && 'only in the deep run' },
  async () => {
    const first = await built()
    assert.deepEqual(
      first.shown.map(({ key, holders, paid }) => [
        key,
        holders.length > 5,
        paid.filter(({ sums }) => sums.paid > 0n).length,
      ]),
      [
        ['office-tower', true, 3],
        ['ravenswood', true, 3],
      ],
    )
    assert.deepEqual(await built(), first)
  },
)

/** The process that builds the demo world in `home`, once it does: not the server, which would keep what building takes. */
async function builderOf(home: string): Promise<number> {
  const of = (pid: string, file: string) => {
    try {
      return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
    } catch {
      return []
    }
  }
  for (;;) {
    const found = fs
      .readdirSync('/proc')
      .find(
        (pid) =>
          of(pid, 'environ').includes(`ALIQUOT_HOME=${home}`) &&
          of(pid, 'cmdline').some((word) => word.endsWith('demo-main.ts')) &&
          !of(pid, 'cmdline')[0]?.endsWith('sh'),
      )
    if (found !== undefined) return Number(found)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test(
  'the demo world is built by a process of its own; where that ends too soon, the start says so',
  { timeout: 60_000 },
  async () => {
    const home = temporaryHome()
    const starting = startServer(home)
    starting.catch(() => {})
    process.kill(await builderOf(home), 'SIGKILL')
    await assert.rejects(starting, {
      message: 'the server did not start:\nBuilding the demo world was interrupted. Start again.\n',
    })
  },
)
