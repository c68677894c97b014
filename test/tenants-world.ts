import assert from 'node:assert/strict'
import { PUBLIC_URL, testApp } from './app.ts'
import { testDatabase } from './database.ts'
import { instrumentTerms } from './instrument-terms.ts'
import { spoilProcess } from './shared.ts'
import { accessRoutes } from '../src/access/access.routes.ts'
import { noticeRoutes } from '../src/access/notice.routes.ts'
import { deliverNotices } from '../src/access/notice.service.ts'
import { createDemoUser } from '../src/access/user.service.ts'
import { instrumentById } from '../src/instrument/instrument.service.ts'
import { createInvestor } from '../src/investor/investor.service.ts'
import { uploadDocument } from '../src/issuer/data-room.service.ts'
import { newId, type InvestorId, type IssuerId } from '../src/kernel/ids.ts'
import { must } from '../src/kernel/result.ts'
import type { Role } from '../src/kernel/role.ts'
import { openOffering } from '../src/offering/escrow/escrow-opening.service.ts'
import { offeringView } from '../src/offering/offering.service.ts'
import { paymentReference } from '../src/bank/payment-reference.ts'
import { systemClock } from '../src/platform/clock.ts'
import type { Route } from '../src/platform/http/route.ts'
import { judge } from '../src/restriction/rule.service.ts'
import { packsOf, pinPack } from '../src/restriction/pack-version.service.ts'
import { putFile } from '../src/platform/vault/vault.ts'
import { systemActor, type Work } from '../src/platform/work.ts'
import { listedRoutes } from '../src/server/routes.ts'
import { recordedInstrument } from './recorded-instrument.ts'

/*
 * Two issuers on one platform, each with everything that has an id.
 */

// What is made here ends with the file that loads it: no other one can have it from the same process.
spoilProcess()

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`
const own = [
  ...accessRoutes({ systemClock, publicUrl: PUBLIC_URL, sandbox: false, registration: false }),
  ...noticeRoutes(),
].map(nameOf)
export const routes = listedRoutes()
export const database = await testDatabase()
const { db, pool } = database
export const world = await testApp(
  database,
  routes.filter((route) => !own.includes(nameOf(route))),
)
const NOW = systemClock.now()
const work: Work = { db, now: NOW, by: systemActor('test') }

const SOME_WALLET = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

/** A whole tenant; `number` tells their addresses apart. */
async function tenant(number: number) {
  const key = `tenant-${number}`
  const address = (what: number) => `0x${String(number).repeat(2)}${String(what).padStart(38, '0')}` as const
  const { issuer, asset, id } = await recordedInstrument(work, {
    key,
    treasury: address(1),
    termSheetSha256: String(number).repeat(64),
    terms: instrumentTerms(key, address(2), {
      symbol: `T${number}`,
      income: {
        frequency: 'monthly',
        firstMonth: 1,
        payoutBps: 9_000,
        payDay: 1,
        record: 'close-of-last-day',
        recordDays: null,
        incomeAccounts: ['Rent'],
        expenseAccounts: ['Tax'],
      },
    }),
  })
  const instrument = await instrumentById(db, id)
  assert.ok(instrument)
  await openOffering(work, instrument)
  const view = await offeringView(db, { instrument: id }, NOW)
  assert.ok(view)
  const ids = { issuer, asset, instrument: id, offering: view.offering.id, sheet: String(number).repeat(64) }
  await pool.query('insert into term_sheet values ($1, $2, $3, now(), $4)', [ids.sheet, id, 'sheet: 1', key])
  const paper = { kind: 'other', title: key, visibility: 'auditor', bytes: Buffer.from(key) } as const
  const document = must(await uploadDocument(work, instrument, paper))
  const { investor, ...about } = await people(number, ids, address)
  must(await pinPack(work, id, 'US-COUNTS'))
  const { decision } = await judge(work, {
    actions: ['subscribe'],
    putsDoubts: false,
    isAbout: () => Promise.resolve(false),
    instrument,
    investor,
    asked: await packsOf(db, instrument, NOW),
    facts: {},
  })
  assert.ok(decision)
  return { ...ids, ...about, investor, decision, document, token: address(3) }
}

/** An investor who subscribed, holds units and is owed money; a month's income; and the issuer's user with a notice. */
async function people(
  number: number,
  ids: { readonly issuer: IssuerId; readonly instrument: string; readonly offering: string },
  address: (what: number) => `0x${string}`,
) {
  const investor = await newInvestor(`Person ${number}`)
  const [wallet, subscription, distribution, statement] = [
    address(4),
    newId('sub'),
    newId('dst'),
    newId('stm'),
  ]
  await pool.query(`insert into wallet values ($1, $2, $3, 'ready', now())`, [newId('wal'), investor, wallet])
  await pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, status, issuance, state, valid_before, created_at, since)
     values ($1, $2, $3, $4, 1, 1000000, 'confirmed', 'success', 'issued', now(), now(), now())`,
    [subscription, ids.offering, investor, wallet],
  )
  const paper = await putFile(work, investor, Buffer.from(`agreement of ${subscription}`))
  await pool.query(`insert into subscription_agreement values ($1, $2, $3, 1, now())`, [
    subscription,
    String(number).repeat(64),
    paper,
  ])
  await pool.query(`insert into income_statement values ($1, $2, '2026-08', 1, 'x', now(), 'test')`, [
    statement,
    ids.instrument,
  ])
  await pool.query(
    `insert into distribution (id, instrument, period, kind, status, record_date, record_at, pay_at, statement, payout_bps, created_at)
     values ($1, $2, '2026-08', 'regular', 'scheduled', '2026-08-31', now(), now(), $3, 9000, now())`,
    [distribution, ids.instrument, statement],
  )
  await pool.query('insert into distribution_entitlement values ($1, $2, 1, 1000)', [distribution, wallet])
  const transfer = newId('trf')
  await pool.query(
    `insert into register_transfer (id, instrument, from_wallet, to_wallet, units, nonce, status, findings, decided_block, asked_by, asked_at, settled_at)
     values ($1, $2, $3, $3, 1, $4, 'transfer-rejected', '[{"reason":"PAUSED","actual":"0","limit":"0"}]', 1, 'test', now(), now())`,
    [transfer, ids.instrument, wallet, `0x${String(number).repeat(64)}`],
  )
  const hit = newId('hit')
  await pool.query(
    `insert into screening_hit (id, subject, list, ref, entry_hash, score, status, found_at, comparison) values ($1, $2, 'UN', 'x', 'x', 900, 'open', now(), 1)`,
    [hit, investor],
  )
  const [file, claim, hold] = [newId('fil'), newId('acc'), newId('hld')]
  await pool.query(
    `insert into investor_file values ($1, $2, 'accreditation-evidence', $3, 'application/pdf', 1, now(), 'test')`,
    [file, investor, String(number).repeat(64)],
  )
  await pool.query(
    `insert into accreditation (id, investor, basis, evidence, evidence_on, status, claimed_at, claimed_by)
     values ($1, $2, 'income', $3, '2026-01-01', 'pending', now(), 'test')`,
    [claim, investor, file],
  )
  await pool.query(`insert into legal_hold values ($1, $2, 'dispute', now(), 'test')`, [hold, investor])
  const question = newId('qst')
  await pool.query(`insert into question (id, offering, investor, asked_at) values ($1, $2, $3, now())`, [
    question,
    ids.offering,
    investor,
  ])
  const [recovery, enforcement] = [newId('rec'), newId('enf')]
  await pool.query(
    `insert into enforcement (id, instrument, kind, wallet, to_wallet, units, reason, document, status, effects, asked_by, asked_at)
     values ($1, $2, 'forced-transfer', $3, $3, 1, 'court-order', '1:26-cv-00417', 'waiting', '[]', 'test', now())`,
    [enforcement, ids.instrument, wallet],
  )
  await pool.query(
    `insert into wallet_recovery (id, investor, lost, fresh, evidence, status, message, asked_at, asked_by)
     values ($1, $2, $3, $3, $4, 'consented', 'x', now(), 'test')`,
    [recovery, investor, wallet, file],
  )
  const [account, booked, booking] = [newId('bac'), newId('bst'), newId('bke')]
  await pool.query(`insert into bank_account values ($1, $2, 'Account', $3, 'USD', now(), 'test')`, [
    account,
    ids.issuer,
    String(number).repeat(9),
  ])
  await pool.query(
    `insert into bank_statement values ($1, $2, 'csv', $3, null, null, 1, 0, 0, now(), 'test', 'test')`,
    [booked, account, String(number).repeat(64)],
  )
  await pool.query(
    `insert into bank_entry (id, account, statement, booked_on, amount, fingerprint, is_return, status, reason, open, changed_at)
     values ($1, $2, $3, '2026-08-31', 100, 'x', false, 'suspense', 'REFERENCE_MISSING', 100, now())`,
    [booking, account, booked],
  )
  const outgoing = newId('prp')
  await pool.query(
    `insert into proceeds_payment (id, offering, use, recipient, amount, currency, decimals, document, status, prepared_by, prepared_at)
     values ($1, $2, 'asset', $3, 1, 'USDX', 6, 'Deed 1', 'prepared', 'test', now())`,
    [outgoing, ids.offering, wallet],
  )
  const email = `issuer.${number}@example.org`
  const user = { name: `Issuer ${number}`, role: 'issuer', issuer: ids.issuer, investor: null } as const
  must(await createDemoUser(work, { ...user, email, password: 'a password for tests' }))
  return {
    investor,
    wallet,
    subscription,
    question,
    distribution,
    statement,
    transfer,
    hit,
    file,
    claim,
    hold,
    recovery,
    enforcement,
    account,
    booking,
    outgoing,
  }
}

export async function newInvestor(name: string, introducedBy: IssuerId | null = null): Promise<InvestorId> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`
  return (await createInvestor(work, { name, email, kind: 'individual', country: 'PT' }, introducedBy)).id
}

export const [ours, theirs] = [await tenant(1), await tenant(2)]
// Theirs has come further: only what is on the chain has distributions to show.
await pool.query(`update instrument set token = $2, status = 'live' where id = $1`, [
  theirs.instrument,
  theirs.token,
])
await deliverNotices({ db, clock: systemClock, mailer: null, publicUrl: PUBLIC_URL })
export type Tenant = typeof ours

/** A key of each role that is bound to a tenant; an administrator belongs to none. */
async function keysOf({ issuer, investor }: Tenant): Promise<Readonly<Partial<Record<Role, string>>>> {
  return {
    issuer: await world.keyFor('issuer', { issuer }),
    officer: await world.keyFor('officer', { issuer }),
    auditor: await world.keyFor('auditor', { issuer }),
    investor: await world.keyFor('investor', { investor }),
  }
}
export const [ourKeys, theirKeys] = [await keysOf(ours), await keysOf(theirs)]

/** What each tenant's issuer writes: a term sheet, theirs alone whoever else acts for the same issuer, and a cap table. */
const CAP_TABLE = Buffer.from(
  'stakeholder,security,class,quantity,issued\nHolder,common,Common,1,2026-01-01',
).toString('base64')
export const drafts = new Map<Tenant, string>()
for (const [of, { issuer: key = '' }] of [
  [ours, ourKeys],
  [theirs, theirKeys],
] as const) {
  const made = await world.call({ path: '/v1/term-sheet-drafts', key, body: {} })
  drafts.set(of, made.json<{ id: string }>().id)
  const path = `/v1/instruments/${of.instrument}/cap-table`
  const kept = await world.call({ path, key, body: { content: CAP_TABLE, format: 'csv' } })
  assert.equal(kept.statusCode, 200, kept.body)
}

/** The path of a route with a tenant's ids in it. */
export function addressOf({ path }: Route, of: Tenant): string {
  const subject = path.split('/').find((part) => part !== '' && part !== 'v1') ?? ''
  const id: Readonly<Record<string, string>> = {
    investors: of.investor,
    assets: of.asset,
    instruments: of.instrument,
    'term-sheets': of.sheet,
    offerings: of.offering,
    subscriptions: of.subscription,
    distributions: of.distribution,
    transfers: of.transfer,
    notices: newId('ntc'),
    keys: newId('key'),
    screening: of.hit,
    cases: of.investor,
    'rule-decisions': of.decision,
    recoveries: of.recovery,
    enforcements: of.enforcement,
    issuers: of.issuer,
    'bank-entries': of.booking,
    'proceeds-payments': of.outgoing,
    'term-sheet-drafts': drafts.get(of) ?? '',
  }
  const known = id[subject]
  assert.ok(known !== undefined, `a tenant of this test has none of /${subject}`)
  const parts: Readonly<Record<string, string>> = {
    wallet: of.wallet,
    file: of.file,
    claim: of.claim,
    hold: of.hold,
    question: of.question,
    document: of.document,
    investor: of.investor,
    person: '0',
  }
  return path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? known)
}

/** A body, or query, that passes every check of its form, so that what answers is whether the thing is there. */
export const INPUTS: Readonly<
  Record<string, (of: Tenant) => { readonly body?: unknown; readonly query?: string }>
> = {
  'POST /v1/offerings/{id}/proceeds-payments': ({ wallet: recipient }) => ({
    body: { use: 'asset', recipient, amount: '1', document: 'Deed 2' },
  }),
  'POST /v1/distributions/{id}/capital': () => ({ body: { document: 'Resolution 1' } }),
  'POST /v1/investors/{id}/approval': () => ({ body: { kycUntil: '2100-01-01' } }),
  'PUT /v1/investors/{id}/onboarding/identity': () => ({
    body: { name: 'Ada Okafor', born: '1985-04-12', citizenships: ['PT'] },
  }),
  'PUT /v1/investors/{id}/onboarding/company': () => ({
    body: {
      name: 'Okafor Lda',
      entityType: 'corporation',
      registryNumber: '1',
      formedOn: '2015-05-05',
      country: 'PT',
      line1: 'Rua 1',
      city: 'Lisboa',
    },
  }),
  'PUT /v1/investors/{id}/onboarding/address': () => ({
    body: { country: 'PT', line1: 'Rua 1', city: 'Lisboa' },
  }),
  'PUT /v1/investors/{id}/onboarding/tax': () => ({
    body: {
      isUsPerson: false,
      residences: [{ country: 'PT' }],
      fundsSource: 'salary',
      politicallyExposed: 'no',
    },
  }),
  'PUT /v1/investors/{id}/onboarding/owners': () => ({
    body: {
      people: [{ name: 'Ada', born: '1985-04-12', country: 'PT', isControlPerson: true, isSigner: true }],
    },
  }),
  'PUT /v1/investors/{id}/onboarding/financial': () => ({
    body: {
      annualIncome: '0-50k',
      netWorth: '0-50k',
      experience: 'none',
      objective: 'income',
      tolerance: 'low',
    },
  }),
  'PUT /v1/investors/{id}/onboarding/check': () => ({ body: { paper: 'passport', paperCountry: 'PT' } }),
  'POST /v1/investors/{id}/onboarding/submission': () => ({ body: { confirmsAccuracy: true } }),
  'POST /v1/cases/{id}/assignment': () => ({ body: { take: true } }),
  'POST /v1/cases/{id}/comments': () => ({ body: { visibility: 'internal', text: 'A remark.' } }),
  'POST /v1/cases/{id}/updates-request': () => ({ body: { comment: 'More, please.' } }),
  'POST /v1/cases/{id}/updates-acceptance': () => ({}),
  'POST /v1/investors/{id}/onboarding/updates-answer': () => ({ body: { text: 'Here it is.' } }),
  'POST /v1/cases/{id}/examination': () => ({ body: { saw: 'The passport.' } }),
  'POST /v1/investors/{id}/files': () => ({ body: { kind: 'other', name: 'x', content: 'eA==' } }),
  'POST /v1/investors/{id}/accreditations': ({ file }) => ({
    body: { basis: 'income', evidence: file, evidenceOn: '2026-01-01' },
  }),
  'POST /v1/investors/{id}/accreditations/{claim}/decision': () => ({
    body: { decision: 'rejected', words: 'Too old.' },
  }),
  'POST /v1/investors/{id}/holds': () => ({ body: { ground: 'dispute', reason: 'A case.' } }),
  'POST /v1/investors/{id}/tax-form': () => ({
    body: {
      form: 'W-9',
      name: 'Somebody',
      address: { street: 'x', town: 'x', postCode: 'x', country: 'US' },
      classification: 'individual',
      tin: { kind: 'ssn', number: '123-45-6789' },
      backupWithholding: false,
      signedOn: '2026-01-01',
    },
  }),
  'POST /v1/screening/hits/{id}/decision': () => ({ body: { decision: 'cleared', reason: 'Another.' } }),
  'POST /v1/screening/hits/{id}/escalation': () => ({ body: { reason: 'Not sure.' } }),
  'POST /v1/investors/{id}/wallet-challenges': () => ({ body: { address: SOME_WALLET } }),
  'POST /v1/investors/{id}/wallets': () => ({
    body: { address: SOME_WALLET, signature: `0x${'11'.repeat(65)}` },
  }),
  'POST /v1/instruments/{id}/enforcements': ({ wallet }) => ({
    body: { kind: 'freeze-wallet', wallet, reason: 'court-order', document: '1:26-cv-00417' },
  }),
  'POST /v1/instruments/{id}/repayment/releases': ({ wallet }) => ({
    body: { wallet, document: '1:26-cv-00417' },
  }),
  'POST /v1/instruments/{id}/repayment/releases/confirmation': ({ wallet }) => ({
    body: { wallet, document: '1:26-cv-00417' },
  }),
  'POST /v1/investors/{id}/recoveries': ({ wallet, file }) => ({
    body: { lost: wallet, fresh: SOME_WALLET, evidence: file },
  }),
  'POST /v1/recoveries/{id}/consent': () => ({ body: { signature: `0x${'11'.repeat(65)}` } }),
  'PUT /v1/investors/{id}/wallets/{wallet}': () => ({ body: { name: 'Savings' } }),
  'POST /v1/offerings/{id}/subscriptions': ({ investor, wallet }) => ({
    body: { investor, wallet, amount: '1.00' },
  }),
  'POST /v1/offerings/{id}/interest': ({ investor }) => ({ body: { investor, amount: '1.00' } }),
  'POST /v1/subscriptions/{id}/payment': () => ({ body: { signature: `0x${'11'.repeat(65)}` } }),
  'POST /v1/subscriptions/{id}/agreement/signature': () => ({
    body: { name: 'Somebody', signature: `0x${'11'.repeat(65)}` },
  }),
  'POST /v1/offerings/{id}/countersignatures': ({ subscription }) => ({
    body: { subscriptions: [subscription] },
  }),
  'POST /v1/subscriptions/{id}/withdrawal': () => ({ body: {} }),
  'POST /v1/subscriptions/{id}/rejection': () => ({ body: { reason: 'No.' } }),
  'POST /v1/offerings/{id}/reminders': () => ({ body: {} }),
  'POST /v1/offerings/{id}/subscription-actions': ({ subscription }) => ({
    body: { action: 'remind', subscriptions: [subscription] },
  }),
  'PUT /v1/offerings/{id}/suitability': () => ({
    body: { experience: 'none', bearableLoss: 'none', horizon: 'over-5-years', objective: 'growth' },
  }),
  'POST /v1/offerings/{id}/changes': () => ({ body: { what: 'The roof was renewed.' } }),
  'POST /v1/subscriptions/{id}/reconfirmations': () => ({ body: { change: newId('chg') } }),
  'POST /v1/offerings/{id}/questions': () => ({ body: { question: 'Who lives there?' } }),
  'POST /v1/offerings/{id}/questions/{question}/answer': () => ({
    body: { question: 'Who lives there?', answer: 'Nobody.' },
  }),
  'GET /v1/offerings/{id}/quote': () => ({ query: '?amount=1.00' }),
  'POST /v1/offerings/{id}/risks': () => ({ body: { sha256: 'ab'.repeat(32) } }),
  'POST /v1/cap-tables/reading': () => ({ body: { content: '', asOf: '2026-01-01' } }),
  'POST /v1/term-sheet-drafts/{id}/publication': () => ({ body: { sha256: 'ab'.repeat(32) } }),
  'POST /v1/instruments/{id}/cap-table': () => ({ body: { content: '' } }),
  'POST /v1/offerings/{id}/invitations': ({ investor }) => ({ body: { investor } }),
  'POST /v1/offerings/{id}/allotment': () => ({ body: { allotments: [] } }),
  'POST /v1/offerings/{id}/cancellation': () => ({ body: { reason: 'No.' } }),
  // A currency that is taken would be stopped for the tests after it.
  'POST /v1/offerings/{id}/currency-stops': () => ({ body: { currency: 'NONE', reason: 'No.' } }),
  'POST /v1/offerings/{id}/filings': () => ({
    body: { code: 'FORM_D', filedOn: '2026-07-01', reference: '021-000001' },
  }),
  'POST /v1/instruments/{id}/transfer-preview': ({ wallet }) => ({
    body: { from: wallet, to: SOME_WALLET, units: '1' },
  }),
  'GET /v1/instruments/{id}/transfer-authorization': ({ wallet }) => ({
    query: `?from=${wallet}&to=${SOME_WALLET}&units=1`,
  }),
  'POST /v1/instruments/{id}/transfers': ({ wallet }) => ({
    body: {
      from: wallet,
      to: SOME_WALLET,
      units: '1',
      validAfter: '0',
      validBefore: '9999999999',
      nonce: `0x${'11'.repeat(32)}`,
      signature: `0x${'11'.repeat(65)}`,
    },
  }),
  'POST /v1/bank-entries/{id}/match': ({ subscription }) => ({
    body: { reference: paymentReference(subscription), reason: 'Hers.' },
  }),
  'POST /v1/bank-entries/{id}/claim-payment': ({ subscription }) => ({
    body: { reference: paymentReference(subscription), reason: 'Again.' },
  }),
  'POST /v1/bank-entries/{id}/acceptance': () => ({ body: { reason: 'It fits.' } }),
  'POST /v1/bank-entries/{id}/return': () => ({ body: { bankReference: 'OUT-1', reason: 'Not ours.' } }),
  'POST /v1/bank-entries/{id}/return-cancellation': () => ({ body: { reason: 'It never went.' } }),
  'POST /v1/bank-entries/{id}/assignment': ({ booking }) => ({ body: { deposit: booking, reason: 'It.' } }),
  'POST /v1/bank-entries/{id}/write-off': () => ({ body: { amount: '1', reason: 'Nobody pays it.' } }),
  'POST /v1/bank-entries/{id}/write-off-confirmation': () => ({ body: { amount: '1', reason: 'Nor will.' } }),
  'POST /v1/bank-entries/{id}/write-off-cancellation': () => ({ body: { reason: 'She may pay.' } }),
  'POST /v1/bank-entries/{id}/fee': () => ({ body: { reason: 'A fee.' } }),
  'POST /v1/rule-decisions/{id}/review': () => ({ body: { decision: 'cleared', reason: 'Another.' } }),
  'PUT /v1/term-sheet-drafts/{id}': () => ({ body: { yaml: '' } }),
  'POST /v1/term-sheet-drafts/{id}/fields': () => ({ body: { edits: [] } }),
  'POST /v1/term-sheet-drafts/{id}/example': () => ({ body: { example: 'office-tower' } }),
  'POST /v1/instruments/{id}/rule-packs': () => ({ body: { pack: 'US-COUNTS' } }),
  'GET /v1/instruments/{id}/rule-facts': ({ investor }) => ({ query: `?investor=${investor}` }),
  'PUT /v1/instruments/{id}/rule-facts': () => ({ body: { facts: {} } }),
  'PUT /v1/instruments/{id}/classification': () => ({ body: { answers: {} } }),
  'POST /v1/instruments/{id}/classification/not-security': () => ({
    body: { opinionSha256: 'ab'.repeat(32) },
  }),
  'POST /v1/instruments/{id}/income-statements': () => ({ body: { period: '2026-08', csv: 'x' } }),
  'POST /v1/instruments/{id}/documents': () => ({
    body: { kind: 'other', title: 'x', visibility: 'auditor', content: 'eA==' },
  }),
  'PUT /v1/instruments/{id}/documents/{document}/visibility': () => ({ body: { visibility: 'auditor' } }),
  'POST /v1/instruments/{id}/distributions': () => ({ body: { period: '2026-08' } }),
  'POST /v1/instruments/{id}/withholding': () => ({ body: { income: 'none', taxAccount: null } }),
  'POST /v1/instruments/{id}/withholding/confirmation': () => ({ body: { policy: newId('whp') } }),
  'POST /v1/distributions/{id}/corrections': () => ({ body: { reason: 'wrong', csv: 'x' } }),
}
