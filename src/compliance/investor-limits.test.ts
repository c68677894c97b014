import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import type { Exemption } from '../instrument/instrument.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { USDX, type Currency } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'

const { db, pool } = await testDatabase()
unlockVault(Buffer.alloc(32, 7))
const now = Temporal.Instant.from('2026-11-02T12:00:00Z')
const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
await inWork((work) => loadSandboxList(work, systemClock.now()))

let people = 0
async function investor(country: string) {
  const id: InvestorId = newId('inv')
  const wallet = `0x${(0xc000 + ++people).toString(16).padStart(40, '1')}` as const
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', $2, 'verified', '2030-01-01', $3, now())`,
    [id, country, wallet],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, wallet],
  )
  return { id, wallet }
}

/** An offering of an issuer of its own, of which officers have said this. */
async function sale(key: string, exemption: Exemption, facts: RuleFacts, currency: Currency = USDX) {
  const { instrument, offering } = await inWork((work) => soldInstrument(work, key, exemption, {}, currency))
  const record = async (of: InvestorId | null, said: RuleFacts) =>
    must(await inWork((work) => recordFacts(work, { instrument: instrument.id, investor: of }, said)))
  await record(null, facts)
  return {
    record,
    /** Reserves and, where that is taken, pays: the codes of why it is not, or nothing. */
    buy: async ({ id, wallet }: Awaited<ReturnType<typeof investor>>, units: bigint) => {
      const asked = await inWork((work) =>
        createSubscription(work, {
          ...{ offering, investor: id, wallet, amount: units * UNIT_PRICE },
          stops: [],
        }),
      )
      if (!asked.ok) return [asked.reason, ...(asked.errors ?? []).map(({ code }) => code)]
      await pool.query(
        "update subscription set state = 'confirmed', status = 'confirmed' where investor = $1 and offering = $2",
        [id, offering],
      )
      return []
    },
  }
}

test('what a backer bought here, of any issuer, uses up the limit for all crowdfunding within twelve months', async () => {
  const portal = { 'offering.intermediaryRegistered': true }
  const [mill, brewery] = [await sale('mill', 'reg-cf', portal), await sale('brewery', 'reg-cf', portal)]
  const backer = await investor('US')
  const about = {
    'investor.annualIncome': '60000',
    'investor.netWorth': '20000',
    'investor.crowdfunded12m': '1000',
  }
  for (const { record } of [mill, brewery]) await record(backer.id, about)
  const over = ['RULES_BLOCK', 'REGCF_INVESTOR_LIMIT']
  // 5 % of the larger is 3,000, of which 1,000 are used elsewhere (17 CFR 227.100(a)(2)).
  assert.deepEqual(await mill.buy(backer, 1_000n), [])
  assert.deepEqual(await mill.buy(backer, 1_001n), over)
  assert.deepEqual(await brewery.buy(backer, 1_001n), over)
  assert.deepEqual(await brewery.buy(backer, 1_000n), [])
  assert.deepEqual(await mill.buy(backer, 1n), over)
  await pool.query(
    "update subscription set created_at = created_at - interval '366 days' where investor = $1",
    [backer.id],
  )
  assert.deepEqual(await mill.buy(backer, 2_000n), [], 'a year later they count no more')
})
