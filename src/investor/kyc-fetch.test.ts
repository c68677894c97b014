import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { storedTexts } from '../../test/tables.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { createInvestor, investorById } from './investor.service.ts'
import type { CheckResult } from './kyc-case.ts'
import { selectCase } from './kyc-case.store.ts'
import { openReasons, receiveEvent, saveCheck } from './kyc-check.service.ts'
import { selectChecks } from './kyc-check.store.ts'
import { fetchMissed } from './kyc-fetch.job.ts'
import type { KycProvider, ProviderEvent } from './kyc-provider.ts'
import { markOfApplicant } from './person-behind.service.ts'

/* A provider whose messages do not come, and which answers when it is asked. */

unlockVault(randomBytes(32))
const database = await testDatabase()
const { db, pool } = database
let now = Temporal.Instant.from('2026-11-29T12:00:00Z')
const clock = { now: () => now }
const later = (duration: Temporal.DurationLike) => {
  now = now.add(duration)
}
const asked: string[] = []
let known: Readonly<Record<string, ProviderEvent>> = {}
const provider: KycProvider = {
  name: 'onfido',
  start: () => Promise.resolve(null),
  receive: () => {
    throw new Error('no message of this provider ever comes')
  },
  fetch: (ref) => {
    asked.push(ref)
    return Promise.resolve(known[ref] ?? null)
  },
}
const work = () => ({ db, now, by: systemActor('test') })
const run = async () => {
  asked.length = 0
  const answered = await fetchMissed({ db, clock, provider })
  return { answered, asked: [...asked] }
}
const said = (ref: string, result: CheckResult, at = now, id: string = newId('ntc')): ProviderEvent => ({
  id,
  ref,
  at,
  result,
  labels: [],
  publicComment: null,
  internalComment: null,
  isStrange: false,
  verified: null,
  mayBeOther: false,
})

let count = 0
async function begun(ref: string): Promise<InvestorId> {
  const email = `someone${++count}@example.org`
  const person = {
    kind: 'individual',
    country: 'PT',
    name: 'Ada Okafor',
    email,
    born: null,
    issuer: null,
  } as const
  const { id } = await createInvestor(work(), person)
  const subject = { id, kind: 'individual', name: '', email: null, country: 'PT', returnUrl: '' } as const
  const saved = await saveCheck(
    work(),
    { id, person: null, applicant: null, provider, subject },
    { ref, url: 'https://x' },
  )
  assert.ok(saved.ok)
  return id
}
const resultOf = async (id: InvestorId) => (await selectChecks(db, id))[0]!.result

test('a provider is asked often at first, then now and then, and not for ever', async () => {
  await begun('quiet')
  assert.deepEqual((await run()).asked, [], 'its message may still come')
  later({ minutes: 15 })
  assert.deepEqual((await run()).asked, ['quiet'])
  later({ minutes: 14 })
  assert.deepEqual((await run()).asked, [])
  later({ minutes: 1 })
  assert.deepEqual((await run()).asked, ['quiet'])
  later({ hours: 24 })
  assert.deepEqual((await run()).asked, ['quiet'])
  later({ minutes: 15 })
  assert.deepEqual((await run()).asked, [])
  later({ hours: 6 })
  assert.deepEqual((await run()).asked, ['quiet'])
  later({ hours: 24 * 30 })
  assert.deepEqual((await run()).asked, [])
})

test('what it answers is taken in once, and not asked for again', async () => {
  const id = await begun('missed')
  later({ minutes: 20 })
  known = { missed: said('missed', 'rejected') }
  assert.deepEqual(await run(), { answered: 1, asked: ['missed'] })
  assert.equal(await resultOf(id), 'rejected')
  later({ hours: 1 })
  assert.deepEqual(await run(), { answered: 0, asked: [] })
  const events = await pool.query<{ applied: boolean }>(`select applied from kyc_event where ref = 'missed'`)
  assert.deepEqual(events.rows, [{ applied: true }])
})

test('a message that comes late after all, and an answer older than a message, change nothing', async () => {
  const id = await begun('late')
  later({ minutes: 20 })
  known = { late: said('late', 'approved') }
  await run()
  const message = said('late', 'approved', now.subtract({ seconds: 1 }))
  assert.deepEqual(await receiveEvent(work(), 'onfido', message), { ok: true, value: 'out-of-order' })

  const other = await begun('raced')
  later({ minutes: 20 })
  const old = said('raced', 'approved', now.subtract({ seconds: 5 }))
  // Its message comes while it is being asked.
  const racing: KycProvider = {
    ...provider,
    fetch: async (ref) => {
      await receiveEvent(work(), 'onfido', said(ref, 'rejected'))
      return old
    },
  }
  await fetchMissed({ db, clock, provider: racing })
  assert.deepEqual([await resultOf(id), await resultOf(other)], ['approved', 'rejected'])
})

test('papers that name somebody else are a reason for review until others are shown, and what they say is kept nowhere', async () => {
  const id = await begun('else')
  const mark = await markOfApplicant(db, (await investorById(db, id))!)
  await pool.query("update kyc_check set applicant = $1 where ref = 'else'", [mark])
  const reads = async (...names: string[]) => {
    later({ minutes: 1 })
    const event = { ...said('else', 'approved'), verified: { names, born: '1980-01-01' } }
    await transaction(db, (tx) => receiveEvent({ ...work(), db: tx }, provider.name, event))
    return (await selectCase(db, id))?.reviewReasons
  }
  assert.deepEqual(await reads('Evelina Quux'), ['PROVIDER_DIFFERS'])
  assert.deepEqual(
    await openReasons(db, id),
    ['PROVIDER_DIFFERS'],
    'also of an application that is sent in later',
  )
  const told = [...(await storedTexts(database))].filter(([, text]) => text.includes('Quux'))
  assert.deepEqual(told, [])
  assert.deepEqual(await reads(), ['PROVIDER_DIFFERS'], 'what says no name clears none')
  assert.deepEqual(await reads('OKAFOR, Ada'), [])
})
