import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { SUITED } from '../../test/ready-to-pay.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import { UNITED_STATES_ZONE } from '../instrument/countries.ts'
import { approvedInvestorsOf, wholeInvestorsById } from '../investor/investor.service.ts'
import { newId, type IssuerId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { answerSuitability } from '../offering/subscription/subscription-steps.service.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { Json } from '../restriction/rule-pack.ts'
import { buyerFacts, buyersFacts, ruleWorld } from '../offering/subscription/subscription-rules.service.ts'
import { whatIf } from './rule-impact.service.ts'

const database = await testDatabase()
const { db, pool } = database
const { ask, officer, investor } = await papersWorld(database)
const list = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
  'utf8',
)
await ask('/v1/screening/lists', officer, { list: 'HOUSE', publishedOn: '2026-11-01', files: { list } })

const now = systemClock.now()
const today = dateIn(now, UNITED_STATES_ZONE)
const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))

/** Somebody whose letter, a month old, an officer has verified. */
async function accreditedByLetter() {
  const { id, key } = await investor({ country: 'US' })
  const made = async (at: string, by: string, body: object) => {
    const { status, json, text } = await ask(`/v1/investors/${id}/${at}`, by, body)
    assert.ok(status < 300, text)
    return String(json['id'])
  }
  const evidence = await made('files', key, {
    kind: 'accreditation-evidence',
    name: 'letter.pdf',
    content: pdfOf({ pages: 1 }).toString('base64'),
  })
  const evidenceOn = today.subtract({ months: 1 }).toString()
  const claim = await made('accreditations', key, { basis: 'third-party-letter', evidence, evidenceOn })
  await made('approval', officer, { kycUntil: today.add({ years: 2 }).toString() })
  await made(`accreditations/${claim}/decision`, officer, {
    decision: 'accredited',
    verifiedUntil: today.add({ years: 1 }).toString(),
  })
  return id
}

test('a preview weighs what a purchase is weighed by: a verified claim, and what the sanctions lists say', async () => {
  const { instrument, offering } = await inWork((work) => soldInstrument(work, 'letters', 'reg-d-506c'))
  await inWork(async (work) => {
    const about = { instrument: instrument.id, investor: null }
    must(await recordFacts(work, about, { 'issuer.coveredPersons': [] }))
    must(await pinPack(work, instrument.id, 'AML'))
  })
  const buyer = await accreditedByLetter()
  const wallet = `0x${'a1'.repeat(20)}` as const
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), buyer, wallet],
  )
  const bought = await inWork((work) =>
    createSubscription(work, { offering, investor: buyer, wallet, amount: UNIT_PRICE, stops: [] }),
  )
  assert.ok(bought.ok, bought.ok ? '' : bought.reason)

  const affected = async (pack: string, rule: string, param: string, value: Json) =>
    must(await whatIf(db, { pack, rule, param, value }, [instrument], now)).map(
      ({ investor: who, action, from, to, reasons }) => [
        who,
        action,
        `${from} ${to}`,
        reasons.map(({ code }) => code),
      ],
    )
  const ages = { NET_WORTH_DOCUMENTS: 3, THIRD_PARTY_LETTER: 0, PRIOR_VERIFICATION: 60 }
  assert.deepEqual(await affected('US-REGD', '506C', 'maxAgeMonths', ages), [
    [buyer, 'subscribe', 'ALLOW BLOCK', ['R506C_EVIDENCE_STALE']],
    [buyer, 'transfer', 'ALLOW BLOCK', ['R506C_EVIDENCE_STALE']],
  ])
  assert.deepEqual(await affected('AML', 'SANCTIONS', 'reviewAt', '0.00'), [
    [buyer, 'subscribe', 'ALLOW REVIEW', ['COMPLIANCE_HOLD']],
    [buyer, 'transfer', 'ALLOW REVIEW', ['COMPLIANCE_HOLD']],
  ])
})

/** Approved people whom an issuer took up, each with a wallet, and every fifth with units. */
async function takenUp(issuer: IssuerId, offering: string, count: number) {
  for (let n = 0; n < count; n++) {
    const id = newId('inv')
    const wallet = `0x${id
      .slice(4)
      .replace(/[^0-9a-f]/g, '0')
      .padStart(40, '0')
      .slice(-40)}`
    await pool.query(
      `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at, introduced_by)
       values ($1, 'individual', 'US', 'verified', $2, $3, now(), $4)`,
      [id, today.add({ years: 2 }).toString(), wallet, issuer],
    )
    await pool.query(
      `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
      [newId('wal'), id, wallet],
    )
    if (n % 5 === 0)
      await pool.query(
        `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
         values ($1, $2, $3, $4, 1, $5, 'pending', 'confirmed', now() + interval '1 day', now(), now())`,
        [newId('sub'), offering, id, wallet, UNIT_PRICE],
      )
  }
}

test('a preview asks the database as often about fifty people as about five', async () => {
  const { instrument, offering } = await inWork((work) => soldInstrument(work, 'many', 'reg-d-506b'))
  let asked = 0
  // Outside of transactions each question takes a connection from the pool.
  pool.on('acquire', () => asked++)
  const preview = async () => {
    asked = 0
    const change = { pack: 'US-REGD', rule: '506B', param: 'maxNonAccreditedPurchasers', value: 0 }
    const affected = must(await whatIf(db, change, [instrument], now))
    return { asked, affected: new Set(affected.map(({ investor: who }) => who)).size }
  }
  await takenUp(instrument.issuer, offering, 5)
  const few = await preview()
  await takenUp(instrument.issuer, offering, 45)
  const many = await preview()
  assert.deepEqual([few.affected, many.affected], [5, 50])
  assert.equal(many.asked, few.asked)
})

test('what is read of many buyers at once is of each what it is of them alone', async () => {
  const { instrument, offering } = await inWork((work) => soldInstrument(work, 'each', 'reg-cf'))
  await takenUp(instrument.issuer, offering, 10)
  const known = (await approvedInvestorsOf(db, instrument.issuer, today)).map(({ id }) => id)
  const [first] = known
  await inWork(async (work) => {
    const facts = { 'investor.household': 'Elm Street', 'investor.benefitPlanPct': '10' }
    must(await recordFacts(work, { instrument: instrument.id, investor: first! }, facts))
    await answerSuitability(work, { offering, investor: known[1]! }, SUITED, instrument)
  })
  const world = await ruleWorld(db, instrument, now, { besides: known })
  const buyers = [...(await wholeInvestorsById(db, known)).values()]
  const one = { units: 1n, amount: UNIT_PRICE }
  const told = new Set<string>()
  for await (const { buyer, facts } of buyersFacts(db, world, buyers, one, now)) {
    assert.deepEqual(facts, await buyerFacts(db, world, buyer, one, now))
    told.add(JSON.stringify(facts))
  }
  assert.equal(told.size, 4, 'those who bought, the household, who answered, and the others')
})
