import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import { verifiedBuyer } from '../../test/verified-buyer.ts'
import type { InvestorId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'

/*
 * Packs that no exemption of a sheet brings along: the sheet says `none-needed`, an officer puts the share class under the pack,
 * and sales are weighed by it.
 */

const database = await testDatabase()
const { db, pool } = database
unlockVault(Buffer.alloc(32, 7))
const now = Temporal.Instant.from('2026-11-02T12:00:00Z')
const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
await inWork((work) => loadSandboxList(work, systemClock.now()))

const investor = (country: string) => verifiedBuyer(pool, country)

/** A share class under a pack and under nothing else, paid in the currency that the law counts in. */
async function saleUnder(pack: string, code: string) {
  const currency: Currency = { code, decimals: 6 }
  const { instrument, offering } = await inWork((work) =>
    soldInstrument(work, pack.toLowerCase(), 'none-needed', {}, currency),
  )
  must(await inWork((work) => pinPack(work, instrument.id, pack)))
  return {
    record: async (facts: RuleFacts, of: InvestorId | null = null) =>
      must(await inWork((work) => recordFacts(work, { instrument: instrument.id, investor: of }, facts))),
    /** How a sale is answered: each code with its source, or nothing where it is taken. */
    buy: async ({ id, wallet }: Awaited<ReturnType<typeof investor>>, units: bigint) => {
      const asked = await inWork((work) =>
        createSubscription(work, {
          ...{ offering, investor: id, wallet, amount: units * UNIT_PRICE },
          stops: [],
        }),
      )
      if (asked.ok) return []
      return [asked.reason, ...(asked.errors ?? []).map(({ code: why, message }) => `${why} ${message}`)]
    },
  }
}

/** Expects a refusal by the law for these reasons, each with its source. */
function refusedBy(answer: readonly string[], ...reasons: readonly RegExp[]): void {
  const [first, ...told] = answer
  assert.equal(first, 'RULES_BLOCK', answer.join('\n'))
  assert.equal(told.length, reasons.length, told.join('\n'))
  for (const [i, reason] of reasons.entries()) assert.match(told[i] ?? '', reason)
}

test('under the law of the United Kingdom retail clients buy by an approved promotion, a day after they signed up, and with a tenth of what they own', async () => {
  const { buy, record } = await saleUnder('UK-POATR', 'GBP')
  const retail = await investor('GB')
  const about = {
    'investor.qualified': false,
    'investor.retail': true,
    'investor.firstPurchase': true,
    'investor.signedUpAt': '2026-11-02T09:00:00Z',
    'investor.restricted': true,
    'investor.invested12mGbp': '500',
    'investor.netAssetsGbp': '10000',
    'investor.appropriate': true,
  }
  const offer = { 'offering.denominationGbp': '1', 'offering.onPlatform': false }
  await record({ ...offer, 'promotion.approved': false })
  await record(about, retail.id)
  refusedBy(
    await buy(retail, 600n),
    /^UK_PROMOTION_NOT_APPROVED .*\(FSMA 2000, s\. 21/,
    /^UK_COOLING_OFF A first investment waits 24 hours, until .*2026-11-03T09:00:00Z.*\(COBS 4\.12A/,
    /^UK_RESTRICTED_10PCT .* at most 10 % of net assets\. .*\(COBS 4\.12A/,
  )
  await record({ 'promotion.approved': true })
  await record({ 'investor.signedUpAt': '2026-11-01T12:00:00Z' }, retail.id)
  refusedBy(await buy(retail, 501n), /^UK_RESTRICTED_10PCT /)
  assert.deepEqual(await buy(retail, 500n), [], 'a tenth of 10,000 with what they had')
  await pool.query("update subscription set state = 'confirmed', status = 'confirmed' where investor = $1", [
    retail.id,
  ])
  refusedBy(await buy(retail, 1n), /^UK_RESTRICTED_10PCT /)
})

test('under the Swiss law an offer from 100,000 francs a ticket takes no smaller one', async () => {
  const { buy, record } = await saleUnder('CH-FINSA', 'CHF')
  const who = await investor('CH')
  await record({ 'offering.chBases': ['ticket'], 'offering.denominationChf': '1' })
  await record({ 'investor.professional': false }, who.id)
  refusedBy(
    await buy(who, 99_999n),
    /^CH_OFFER_LIMIT This offer would leave its exemption \(ticket\).*\(FinSA \(SR 950\.1\), art\. 36\(1\)/,
  )
  assert.deepEqual(await buy(who, 100_000n), [])
})

test('under the law of Singapore an offer by section 275 is for accredited investors, or from 200,000 dollars', async () => {
  const { buy, record } = await saleUnder('SG-SFA', 'SGD')
  const [plain, accredited] = [await investor('SG'), await investor('SG')]
  await record({ 'offering.sgSection': '275' })
  for (const { id } of [plain, accredited])
    await record({ 'investor.institutional': false, 'investor.accreditedSg': id === accredited.id }, id)
  refusedBy(await buy(plain, 199_999n), /^SG_INVESTOR_CLASS .* from 200,000 SGD\. .*\(SFA 2001, s\. 275\(1\)/)
  assert.deepEqual(await buy(plain, 200_000n), [])
  assert.deepEqual(await buy(accredited, 10n), [])
})
