import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { activatePack } from '../../test/activated-pack.ts'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { UNITED_STATES_ZONE } from '../instrument/countries.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { newId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import { systemClock } from '../platform/clock.ts'

import { pdfOf } from '../platform/file/testing/samples.ts'
import { factsOfAccreditations } from './accreditation.service.ts'
import {
  ACCREDITATION_STATUSES,
  accreditationOn,
  claimRefusal,
  claimStatusOn,
  evidenceRefusal,
  expiryRefusal,
  verificationFacts,
  type AccreditationBasis,
  type ClaimStatus,
} from './accreditation.ts'
import { investorById } from './investor.service.ts'

const database = await testDatabase()
const { ask, officer, investor, keyFor } = await papersWorld(database)
const list = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
  'utf8',
)
await ask('/v1/screening/lists', officer, { list: 'HOUSE', publishedOn: '2026-11-01', files: { list } })

const now = systemClock.now()
const today = dateIn(now, UNITED_STATES_ZONE)
const date = (text: string) => Temporal.PlainDate.from(text)
const REJECTED = { decision: 'rejected', words: 'The letter names somebody else.' }
const accredited = (verifiedUntil: string) => ({ decision: 'accredited', verifiedUntil })
const verifiedFacts = async (id: InvestorId) =>
  (await factsOfAccreditations(database.db, [(await investorById(database.db, id))!], now)).get(id)
const noon = (text: string) => Temporal.Instant.from(`${text}T17:00:00Z`)

test('each of the six words has its case', () => {
  const word = (country: string, accreditedUntil: string | null, lastClaim: ClaimStatus | null) =>
    accreditationOn(
      { country, accreditedUntil: accreditedUntil === null ? null : date(accreditedUntil) },
      lastClaim,
      date('2026-11-21'),
    )
  const table = [
    ['US', null, null, 'not-verified'],
    ['PR', null, null, 'not-verified'],
    ['DE', null, null, 'not-applicable'],
    ['DE', null, 'pending', 'pending'],
    ['US', '2026-11-22', null, 'accredited'],
    ['US', '2026-11-22', 'pending', 'accredited'],
    ['US', '2026-11-22', 'rejected', 'accredited'],
    ['US', '2026-11-21', null, 'not-accredited'],
    ['DE', '2026-11-21', 'accredited', 'not-accredited'],
    ['US', null, 'accredited', 'not-accredited'],
    ['US', '2026-11-21', 'pending', 'pending'],
    ['US', '2026-11-21', 'rejected', 'rejected'],
  ] as const
  for (const [country, until, lastClaim, expected] of table)
    assert.equal(word(country, until, lastClaim), expected, `${country} ${until} ${lastClaim}`)
  assert.deepEqual(
    [...new Set(table.map(([, , , expected]) => expected))].sort(),
    [...ACCREDITATION_STATUSES].sort(),
  )
})

test('a claim that was verified and has run out makes nobody accredited', () => {
  const at = (expiresOn: string) =>
    claimStatusOn({ status: 'accredited', expiresOn: date(expiresOn) }, date('2026-11-21'))
  assert.deepEqual([at('2026-11-22'), at('2026-11-21')], ['accredited', 'not-accredited'])
  assert.equal(claimStatusOn({ status: 'pending', expiresOn: null }, date('2026-11-21')), 'pending')
})

test('evidence is verified on a day that has come where the rule is, whose pack counts in the same zone', () => {
  const letter = { basis: 'third-party-letter', kind: 'individual', evidenceOn: date('2026-11-21') } as const
  assert.equal(evidenceRefusal(letter, Temporal.Instant.from('2026-11-21T04:59:59Z')), 'EVIDENCE_AHEAD')
  assert.equal(evidenceRefusal(letter, Temporal.Instant.from('2026-11-21T05:00:00Z')), null)
  const pack = fs.readFileSync(
    path.join(import.meta.dirname, '..', 'restriction', 'packs', 'US-REGD.json'),
    'utf8',
  )
  assert.equal((JSON.parse(pack) as { timeZone: string }).timeZone, UNITED_STATES_ZONE)
})

test('evidence of a day that has come anywhere may be claimed, and waits for the day of the rule', () => {
  const letter = { basis: 'third-party-letter', kind: 'individual', evidenceOn: date('2026-11-21') } as const
  const at = (text: string) =>
    [claimRefusal, evidenceRefusal].map((of) => of(letter, Temporal.Instant.from(text)))
  assert.deepEqual(
    at('2026-11-20T09:59:59Z'),
    ['DATE_INVALID', 'EVIDENCE_AHEAD'],
    'it is the day before on Kiritimati',
  )
  assert.deepEqual(at('2026-11-20T10:00:00Z'), [null, 'EVIDENCE_AHEAD'])
  assert.deepEqual(at('2026-11-21T05:00:00Z'), [null, null], 'midnight in New York')
  assert.deepEqual(at('2027-02-22T05:00:00Z'), ['R506C_EVIDENCE_STALE', 'R506C_EVIDENCE_STALE'])
})

test('evidence must be dated, and some of it be young', () => {
  const refusal = (
    basis: AccreditationBasis,
    evidenceOn: string,
    kind: 'individual' | 'entity' = 'individual',
  ) => evidenceRefusal({ basis, kind, evidenceOn: date(evidenceOn) }, noon('2026-11-21'))
  assert.equal(refusal('third-party-letter', '2026-11-21'), null)
  assert.equal(refusal('third-party-letter', '2026-11-22'), 'EVIDENCE_AHEAD')
  assert.equal(refusal('third-party-letter', '2026-08-21'), null, 'three months')
  assert.equal(refusal('third-party-letter', '2026-08-20'), 'R506C_EVIDENCE_STALE', 'and a day')
  assert.equal(refusal('net-worth', '2026-08-20'), 'R506C_EVIDENCE_STALE')
  assert.equal(refusal('income', '2025-01-01'), null, 'of the two years before the last')
  assert.equal(refusal('income', '2024-12-31'), 'INCOME_EVIDENCE_STALE')
  assert.equal(refusal('income', '2026-11-22'), 'EVIDENCE_AHEAD')
  assert.equal(refusal('entity', '2026-11-01'), 'ACCREDITATION_BASIS')
  assert.equal(refusal('licence', '2026-11-01', 'entity'), 'ACCREDITATION_BASIS')
  assert.equal(refusal('minimum-investment', '2026-11-01', 'entity'), null)
})

test('a verification ends after today and within five years', () => {
  assert.equal(expiryRefusal(date('2026-11-21'), date('2026-11-21')), 'ACCREDITED_UNTIL_PAST')
  assert.equal(expiryRefusal(date('2031-11-21'), date('2026-11-21')), null)
  assert.equal(expiryRefusal(date('2031-11-22'), date('2026-11-21')), 'ACCREDITED_UNTIL_LATE')
})

test('a verified claim says how it was verified while it counts and its evidence is young enough, and nothing else does', () => {
  const claim = {
    basis: 'third-party-letter',
    status: 'accredited',
    evidenceOn: date('2026-08-21'),
    expiresOn: date('2027-08-21'),
    means: null,
  } as const
  const said = (more: object = {}, on = '2026-11-21', kind: 'individual' | 'entity' = 'individual') =>
    verificationFacts([{ ...claim, ...more }], kind, noon(on))
  const letter = { 'verification.method': 'THIRD_PARTY_LETTER', 'verification.date': '2026-08-21' }
  assert.deepEqual(said(), letter)
  assert.deepEqual(said({}, '2026-11-22'), {}, 'the letter is too old for a further purchase')
  assert.deepEqual(said({ status: 'pending', expiresOn: null }), {})
  assert.deepEqual(said({ expiresOn: date('2026-11-21') }), {})
  assert.deepEqual(said({ basis: 'licence' }), {}, 'the rule names no such method')
  assert.deepEqual(said({ basis: 'minimum-investment' }), {
    'verification.method': 'HIGH_MINIMUM',
    'verification.date': '2026-08-21',
    'verification.route': 'person',
  })
  const refused = { ...claim, basis: 'income', status: 'rejected', expiresOn: null } as const
  assert.deepEqual(verificationFacts([refused, claim], 'individual', noon('2026-11-21')), letter)
})

async function letter(id: InvestorId, key: string): Promise<string> {
  const body = {
    kind: 'accreditation-evidence',
    name: 'letter.pdf',
    content: pdfOf({ pages: 1 }).toString('base64'),
  }
  return String((await ask(`/v1/investors/${id}/files`, key, body)).json['id'])
}
const claimOf = (evidence: string, more: object = {}) => ({
  basis: 'third-party-letter',
  evidence,
  evidenceOn: today.toString(),
  statement: 'My accountant knows.',
  ...more,
})

test('a claim is made with its evidence, decided by an officer, and reaches the investor’s approval', async () => {
  const { id, key } = await investor({ country: 'US' })
  const at = `/v1/investors/${id}/accreditations`
  const evidence = await letter(id, key)
  for (const [more, code] of [
    [{ evidenceOn: today.add({ days: 3 }).toString() }, 'DATE_INVALID'],
    [{ evidenceOn: today.subtract({ months: 3, days: 1 }).toString() }, 'R506C_EVIDENCE_STALE'],
    [{ evidence: newId('fil') }, 'EVIDENCE_MISSING'],
    [{ basis: 'entity' }, 'ACCREDITATION_BASIS'],
  ] as const) {
    const refused = await ask(at, key, claimOf(evidence, more))
    assert.deepEqual([refused.status, refused.code], [422, code])
  }
  const claimed = await ask(at, key, claimOf(evidence))
  assert.deepEqual(
    [claimed.status, claimed.json['status'], claimed.json['statement']],
    [201, 'pending', 'My accountant knows.'],
    claimed.text,
  )
  assert.equal((await ask(at, key, claimOf(evidence))).code, 'ACCREDITATION_OPEN')
  const waits = await database.pool.query(
    `select 1 from outbox where subject = $1 and topic = 'investor.accreditation-claimed'`,
    [id],
  )
  assert.equal(waits.rowCount, 1, 'officers are told, once')

  const decision = `${at}/${String(claimed.json['id'])}/decision`
  const until = today.add({ years: 1 }).toString()
  assert.equal((await ask(decision, key, accredited(until))).status, 403)
  assert.equal((await ask(decision, officer, accredited(until))).code, 'INVESTOR_NOT_VERIFIED')
  const approval = { kycUntil: today.add({ years: 2 }).toString() }
  assert.equal((await ask(`/v1/investors/${id}/approval`, officer, approval)).status, 200)
  const late = await ask(decision, officer, accredited(today.add({ years: 6 }).toString()))
  assert.equal(late.code, 'ACCREDITED_UNTIL_LATE')
  // What they were asked for and answered still waits for an officer.
  const since = '2026-01-01T00:00:00Z'
  await database.pool.query(
    `update kyc_case set updates = 'answered', waiting_since = $2 where investor = $1`,
    [id, since],
  )
  const verified = await ask(decision, officer, accredited(until))
  assert.deepEqual(
    [verified.status, verified.json['status'], verified.json['expiresOn']],
    [200, 'accredited', until],
  )
  assert.equal((await ask(decision, officer, REJECTED)).code, 'ACCREDITATION_DECIDED')
  const told = await database.pool.query(
    `select 1 from outbox where subject = $1 and topic = 'investor.approved'`,
    [id],
  )
  assert.equal(told.rowCount, 1, 'a verified claim approves nobody anew')
  const toldThem = await database.pool.query(
    "select audience, facts from outbox where topic = 'investor.accreditation-verified' and subject = $1",
    [id],
  )
  assert.deepEqual(toldThem.rows, [{ audience: { investor: id }, facts: { until } }])
  const kept = await database.pool.query(
    'select updates from kyc_case where investor = $1 and waiting_since = $2',
    [id, since],
  )
  assert.deepEqual(kept.rows, [{ updates: 'answered' }])

  assert.deepEqual(await verifiedFacts(id), {
    'verification.method': 'THIRD_PARTY_LETTER',
    'verification.date': today.toString(),
  })

  const shown = await ask(`/v1/investors/${id}`, officer)
  assert.deepEqual(
    [shown.json['accreditation'], shown.json['accreditedUntil'], shown.json['kycUntil']],
    ['accredited', until, approval.kycUntil],
  )
  const renewed = async (body: { readonly accreditedUntil?: string | null }) => {
    await ask(`/v1/investors/${id}/approval`, officer, { kycUntil: until, ...body })
    return (await ask(`/v1/investors/${id}`, officer)).json['accreditedUntil']
  }
  assert.equal(await renewed({}), until, 'nothing is said of it, so it stays')
  assert.equal(await renewed({ accreditedUntil: null }), null)
  assert.equal(await renewed({ accreditedUntil: until }), until)
  const other = await investor()
  assert.equal((await ask(at, other.key)).status, 404)
})

test('what a basis asks of means is weighed, kept in the vault, and told to the packs', async () => {
  const { id, key } = await investor({ country: 'US' })
  const at = `/v1/investors/${id}/accreditations`
  const evidence = await letter(id, key)
  const claim = (basis: string, means: object | null) =>
    ask(at, key, { basis, evidence, evidenceOn: today.toString(), means })
  const silent = await claim('net-worth', null)
  assert.deepEqual([silent.status, silent.code], [422, 'ACCRED_FACT_MISSING'])
  assert.equal(Object(silent.json['errors'])[0].path, 'means.assets')
  const home = { homeValue: '500000', homeDebt: '500000', homeDebtAdded60d: '60000' }
  const short = await claim('net-worth', { assets: '1050000', ...home })
  assert.deepEqual([short.status, short.code], [422, 'ACCRED_NET_WORTH_NOT_OVER'])
  assert.match(String(short.json['detail']), /990,000\.00/)
  const minimum = { minimum: '200000', statesAccredited: true, statesNotFinanced: true }
  assert.equal(
    (await claim('minimum-investment', { ...minimum, minimum: '199999.99' })).code,
    'R506C_HIGH_MIN_NOT_MET',
  )
  const claimed = await claim('minimum-investment', minimum)
  assert.equal(claimed.status, 201, claimed.text)
  assert.equal(Object(claimed.json['means'])['minimum'], '200000.00')
  await ask(`/v1/investors/${id}/approval`, officer, { kycUntil: today.add({ years: 2 }).toString() })
  const verifiedUntil = today.add({ years: 1 }).toString()
  const decided = await ask(
    `${at}/${String(claimed.json['id'])}/decision`,
    officer,
    accredited(verifiedUntil),
  )
  assert.equal(decided.status, 200, decided.text)
  assert.deepEqual(await verifiedFacts(id), {
    'verification.method': 'HIGH_MINIMUM',
    'verification.date': today.toString(),
    'verification.route': 'person',
    'verification.statedAccredited': true,
    'verification.statedNotFinanced': true,
  })
  const { rows } = await database.pool.query<{ text: string }>(
    `select a::text as text from accreditation a union all select detail::text from audit_entry`,
  )
  assert.ok(rows.every(({ text }) => !text.includes('200000')))
})

test('a claim that is refused changes no approval, and another can be made', async () => {
  const { id, key } = await investor({ country: 'US' })
  const at = `/v1/investors/${id}/accreditations`
  const evidence = await letter(id, key)
  const claimed = await ask(at, key, claimOf(evidence))
  const refused = await ask(`${at}/${String(claimed.json['id'])}/decision`, officer, REJECTED)
  assert.deepEqual([refused.status, refused.json['status']], [200, 'rejected'])
  const [read] = (await ask(at, key)).json['items'] as { words: string }[]
  assert.equal(read?.words, REJECTED.words, 'whose claim was refused reads why')
  const { rows } = await database.pool.query(
    "select facts from outbox where topic like 'investor.accreditation%'",
  )
  assert.ok(!JSON.stringify(rows).includes(REJECTED.words), 'and nobody else is told')
  assert.equal((await ask(`/v1/investors/${id}`, officer)).json['accreditedUntil'], null)
  assert.equal((await ask(at, key, claimOf(evidence))).status, 201)
  assert.equal(((await ask(at, officer)).json['items'] as unknown[]).length, 2)
})

async function listed(query: string, key = officer) {
  const { items } = (await ask(`/v1/investors?limit=100${query}`, key)).json
  return items as { id: string; kycStatus: string; accreditation: string }[]
}

test('whose approval has run out is found as expired from that day on, and not as verified any more', async () => {
  for (const days of [0, 1]) {
    const { id } = await investor({ country: 'DE' })
    const until = dateIn(now, 'UTC').add({ days }).toString()
    await database.pool.query(`update investor set kyc_status = 'verified', kyc_until = $2 where id = $1`, [
      id,
      until,
    ])
    for (const word of ['verified', 'expired']) {
      const found = (await listed(`&status=${word}`)).filter((one) => one.id === id)
      assert.equal(found.length, word === (days === 0 ? 'expired' : 'verified') ? 1 : 0)
      for (const { kycStatus } of found) assert.equal(kycStatus, word)
    }
  }
})

test('investors are found by whether they are accredited, each by the word that they have themselves', async () => {
  const until = today.subtract({ days: 1 }).toString()
  const { id } = await investor({ country: 'US' })
  await database.pool.query('update investor set accredited_until = $2 where id = $1', [id, until])
  await investor({ country: 'US' })
  await investor({ country: 'DE' })
  for (const isRefused of [false, true]) {
    const claimer = await investor({ country: 'DE' })
    const at = `/v1/investors/${claimer.id}/accreditations`
    const claimed = await ask(at, claimer.key, claimOf(await letter(claimer.id, claimer.key)))
    const decision = `${at}/${String(claimed.json['id'])}/decision`
    if (isRefused) await ask(decision, officer, REJECTED)
  }
  const renews = await investor({ country: 'US' })
  const after = today.add({ days: 9 }).toString()
  await database.pool.query('update investor set accredited_until = $2 where id = $1', [renews.id, after])
  await ask(
    `/v1/investors/${renews.id}/accreditations`,
    renews.key,
    claimOf(await letter(renews.id, renews.key)),
  )
  const all = await listed('')
  for (const word of ACCREDITATION_STATUSES) {
    const found = await listed(`&accreditation=${word}`)
    assert.ok(found.length > 0, word)
    assert.deepEqual(
      found,
      all.filter(({ accreditation }) => accreditation === word),
    )
  }
  const waiting = all.filter(({ id, accreditation }) => accreditation === 'pending' || id === renews.id)
  assert.deepEqual(await listed('&claim=pending'), waiting)
  // Of claims, refused ones too, others learn nothing: neither in the list nor by asking for a word.
  const auditor = await keyFor('auditor')
  assert.deepEqual(await listed('&claim=pending', auditor), [])
  const told = await listed('', auditor)
  for (const [n, { accreditation }] of told.entries()) {
    const own = all[n]!.accreditation
    if (own === 'pending' || own === 'rejected')
      assert.ok(accreditation === 'not-applicable' || accreditation === 'not-verified', accreditation)
    else assert.equal(accreditation, own)
  }
  for (const word of ACCREDITATION_STATUSES)
    assert.deepEqual(
      await listed(`&accreditation=${word}`, auditor),
      told.filter(({ accreditation }) => accreditation === word),
    )
})

test('a claim is weighed by the limits of the packs in force', async () => {
  const { id, key } = await investor({ country: 'US' })
  const evidence = await letter(id, key)
  const claim = async (basis: string, means: object) => {
    const body = { basis, evidence, evidenceOn: today.toString(), means }
    const { status, code, json } = await ask(`/v1/investors/${id}/accreditations`, key, body)
    return [status, code, String(json['detail'] ?? '').match(/[\d,]{6,}\.00/g) ?? []]
  }
  const change = (pack: string, rule: string, params: object) =>
    activatePack(database, { pack, rule, params }, systemClock.now())
  await change('US-INVESTOR', 'ACCREDITED_NP', { netWorthGt: 2_500_000 })
  await change('US-REGD', '506C', { highMinNatural: 150_000 })
  const [refused, code, amounts] = await claim('net-worth', { assets: '2500000' })
  assert.deepEqual([refused, code], [422, 'ACCRED_NET_WORTH_NOT_OVER'])
  assert.ok((amounts as string[]).includes('2,500,000.00'), String(amounts))
  const minimum = { minimum: '150000', statesAccredited: true, statesNotFinanced: true }
  assert.equal((await claim('minimum-investment', minimum))[0], 201)
})

test('an entity is weighed by its form as the rule in force has it, and keeps what it said', async () => {
  const { id, key } = await investor({ country: 'US', kind: 'entity', name: 'Elm Trust' })
  const evidence = await letter(id, key)
  const claim = (means: object) =>
    ask(`/v1/investors/${id}/accreditations`, key, {
      ...{ basis: 'entity', evidence, evidenceOn: today.toString() },
      means: { allOwnersAccredited: false, formedForPurpose: false, ...means },
    })
  const silent = await claim({})
  assert.equal(Object(silent.json['errors'])[0].path, 'means.entityForm')
  const trust = { entityForm: 'trust', totalAssets: '5000001', directedBySophisticated: false }
  const undirected = await claim(trust)
  assert.deepEqual([undirected.status, undirected.code], [422, 'ACCRED_ENTITY_NOT_DIRECTED'])
  const params = { totalAssetsGt: 6_000_000 }
  const change = { pack: 'US-INVESTOR', rule: 'ACCREDITED_ENTITY', params, version: '2099.1.2' }
  await activatePack(database, change, systemClock.now())
  const small = await claim({ ...trust, directedBySophisticated: true })
  assert.deepEqual([small.status, small.code], [422, 'ACCRED_ENTITY_ASSETS'])
  assert.match(String(small.json['detail']), /5,000,001\.00.*6,000,000\.00/)
  const bank = await claim({ entityForm: 'regulated', regulatedKind: 'bank' })
  assert.equal(bank.status, 201, bank.text)
  const { entityForm, regulatedKind, totalAssets } = Object(bank.json['means'])
  assert.deepEqual([entityForm, regulatedKind, totalAssets], ['regulated', 'bank', null])
})
