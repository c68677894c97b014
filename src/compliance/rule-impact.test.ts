import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import { UNITED_STATES_ZONE } from '../instrument/countries.ts'
import { newId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { Json } from '../restriction/rule-pack.ts'
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
