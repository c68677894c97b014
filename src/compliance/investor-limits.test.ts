import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import { verifiedBuyer } from '../../test/verified-buyer.ts'
import type { Exemption } from '../instrument/instrument.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { USDX, type Currency } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'

const { db, pool } = await testDatabase()
unlockVault(Buffer.alloc(32, 7))
const now = Temporal.Instant.from('2026-11-02T12:00:00Z')
const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
await inWork((work) => loadSandboxList(work, systemClock.now()))

const investor = (country: string) => verifiedBuyer(pool, country)

const EURC: Currency = { code: 'EURC', decimals: 6 }

/** An offering of an issuer of its own, of which officers have said this. */
async function sale(key: string, exemption: Exemption, facts: RuleFacts, currency: Currency = USDX) {
  const { instrument, offering } = await inWork((work) => soldInstrument(work, key, exemption, {}, currency))
  const record = async (of: InvestorId | null, said: RuleFacts) =>
    must(await inWork((work) => recordFacts(work, { instrument: instrument.id, investor: of }, said)))
  await record(null, facts)
  return {
    record,
    pin: async (pack: string) => must(await inWork((work) => pinPack(work, instrument.id, pack))),
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

test('under Tier 2 of Regulation A a tenth of income or net worth is for the offering, not for each purchase', async () => {
  const { buy, record } = await sale('mini-ipo', 'reg-a-tier-2', {
    'offering.qualified': true,
    'offering.listed': false,
    'offering.affiliateSold12m': '0',
    'offering.affiliateAmount': '0',
    'offering.firstYear': true,
    'offering.secondary': '0',
    'offering.aggregate': '1000000',
    'issuer.country': 'US',
    'issuer.eligible': true,
  })
  const buyer = await investor('US')
  await record(buyer.id, { 'investor.annualIncome': '80000', 'investor.netWorth': '50000' })
  const over = ['RULES_BLOCK', 'REGA_INVESTOR_10PCT']
  assert.deepEqual(await buy(buyer, 8_001n), over)
  assert.deepEqual(await buy(buyer, 5_000n), [])
  assert.deepEqual(await buy(buyer, 3_001n), over)
  await pool.query(
    "update subscription set created_at = created_at - interval '400 days' where investor = $1",
    [buyer.id],
  )
  assert.deepEqual(await buy(buyer, 3_001n), over, 'an offering may take longer than a year')
  assert.deepEqual(await buy(buyer, 3_000n), [])
})

test('whoever puts more than a twentieth of their net worth into a crowdfunding offer is warned, in however many parts', async () => {
  const { buy, record } = await sale('solar', 'eu-crowdfunding', { 'owner.raised12mEur': '0' }, EURC)
  const backer = await investor('DE')
  await record(backer.id, {
    'investor.sophisticated': false,
    'investor.netWorthEur': '100000',
    'investor.testPassedOn': '2026-06-01',
    'investor.simulationOn': '2026-06-01',
    'investor.keyFactsRead': true,
    'investor.riskConsent': false,
    'subscription.acceptedAt': '2026-10-01T12:00:00Z',
  })
  assert.deepEqual(await buy(backer, 4_000n), [])
  assert.deepEqual(await buy(backer, 1_001n), ['RULES_BLOCK', 'ECSPR_WARNING_REQUIRED'])
  assert.deepEqual(await buy(backer, 1_000n), [])
})

test('from 100,000 euros for each investor, whoever bought for that much may buy a little more of the same offer', async () => {
  const { buy, record } = await sale('bond', 'eu-ticket', {}, EURC)
  const buyer = await investor('DE')
  await record(buyer.id, { 'investor.qualified': false })
  assert.deepEqual(await buy(buyer, 60_000n), ['RULES_BLOCK', 'EU_MIN_TICKET'])
  assert.deepEqual(await buy(buyer, 100_000n), [])
  assert.deepEqual(await buy(buyer, 60_000n), [])
})

test('a crowdfunding sells no more than its owner may still raise, with what was raised elsewhere', async () => {
  const { buy, record } = await sale('wind', 'eu-crowdfunding', { 'owner.raised12mEur': '4400000' }, EURC)
  const [first, second] = [await investor('DE'), await investor('FR')]
  for (const { id } of [first, second])
    await record(id, {
      'investor.sophisticated': true,
      'investor.netWorthEur': '9000000',
      'subscription.acceptedAt': '2026-10-01T12:00:00Z',
    })
  assert.deepEqual(await buy(first, 500_000n), [])
  assert.deepEqual(await buy(second, 100_001n), ['RULES_BLOCK', 'ECSPR_OWNER_LIMIT'])
  assert.deepEqual(await buy(second, 100_000n), [])
  assert.deepEqual(await buy(first, 1n), ['RULES_BLOCK', 'ECSPR_OWNER_LIMIT'])
})

test('an exemption that an officer recorded counts as one of the sheet', async () => {
  const { buy, record, pin } = await sale('orchard', 'none-needed', {
    'offering.exemptions': ['REGCF'],
    'offering.intermediaryRegistered': true,
  })
  await pin('US-REGCF')
  const backer = await investor('US')
  await record(backer.id, {
    'investor.annualIncome': '0',
    'investor.netWorth': '0',
    'investor.crowdfunded12m': '0',
  })
  assert.deepEqual(await buy(backer, 2_500n), [])
  assert.deepEqual(await buy(backer, 1n), ['RULES_BLOCK', 'REGCF_INVESTOR_LIMIT'])
})
