import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { soldInstrument } from '../../../test/sold-instrument.ts'
import { createInvestor } from '../../investor/investor.service.ts'
import { dataRoomRoutes } from '../../issuer/data-room.routes.ts'
import { uploadDocument } from '../../issuer/data-room.service.ts'
import { newId, type IssuerId } from '../../kernel/ids.ts'
import { must } from '../../kernel/result.ts'
import { openRpc } from '../../platform/chain/rpc.ts'
import { transaction } from '../../platform/db/database.ts'
import { systemActor, type Work } from '../../platform/work.ts'
import { offerRoutes } from '../../server/offer.ts'
import { browseRoutes } from '../browse.routes.ts'
import { invitationRoutes } from './invitation.routes.ts'
import { isOfferedTo, isThereFor } from './invitation.service.ts'
import { offeringRoutes } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'
import { insertSubscription } from '../subscription/subscription.store.ts'
import { questionRoutes } from '../question/question.routes.ts'
import { subscriptionRoutes } from '../subscription/subscription.routes.ts'
import { termSheetRoutes } from '../../term-sheet/term-sheet.routes.ts'
import { subscriptionStepRoutes } from '../subscription/subscription-steps.routes.ts'

const database = await testDatabase()
const { db, pool } = database
const now = Temporal.Instant.from('2026-11-09T12:00:00Z')
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const never = () => Promise.reject(new Error('nothing is applied here'))
const app = await testApp(
  database,
  [
    ...offeringRoutes({ rpc }),
    ...browseRoutes(),
    ...questionRoutes(),
    ...subscriptionRoutes({ rpc, chainId: 31_337 }),
    ...subscriptionStepRoutes({ rpc, chainId: 31_337 }),
    ...invitationRoutes(),
    ...termSheetRoutes({ rpc, operator: ACCOUNT, accounts: { find: never, create: never } }),
    ...offerRoutes({ rpc }),
    ...dataRoomRoutes({ isApproved: () => Promise.resolve(true), isOfferedTo }),
  ],
  { clock: { now: () => now } },
)
const as = <T>(run: (work: Work) => Promise<T>) =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
const { instrument, offering } = await as((work) =>
  soldInstrument(work, 'club', 'none-needed', { invitedOnly: true }),
)
const other = await as((work) => soldInstrument(work, 'open', 'none-needed'))
const person = async (name: string, introducedBy: IssuerId) =>
  (
    await as((work) =>
      createInvestor(
        work,
        { kind: 'individual', country: 'US', name, email: `${name}@example.org` },
        introducedBy,
      ),
    )
  ).id
const [ada, bo] = [await person('ada', instrument.issuer), await person('bo', instrument.issuer)]
const theirs = await person('cleo', other.instrument.issuer)
const keys = {
  ada: await app.keyFor('investor', { investor: ada }),
  bo: await app.keyFor('investor', { investor: bo }),
  issuer: await app.keyFor('issuer', { issuer: instrument.issuer }),
  rival: await app.keyFor('issuer', { issuer: other.instrument.issuer }),
  officer: await app.keyFor('officer'),
  auditor: await app.keyFor('auditor'),
}
const path = `/v1/offerings/${offering}`
const SHEET = 'ab'.repeat(32)
await pool.query(`insert into term_sheet values ($1, $2, 'sheet: 1', now(), 'test')`, [SHEET, instrument.id])
const paper = {
  kind: 'other',
  title: 'Memorandum',
  visibility: 'investor',
  bytes: Buffer.from('Deal.'),
} as const
await as(async (work) => must(await uploadDocument(work, instrument, paper)))

type Listed = { readonly items: readonly { readonly id?: string; readonly offering?: { id: string } }[] }
/** Everywhere that an offering could be found. */
async function found(who: keyof typeof keys) {
  const key = keys[who]
  const statuses: number[] = []
  for (const part of ['', '/eligibility', '/steps', '/questions'])
    statuses.push((await app.call({ path: path + part, key })).statusCode)
  const list = (await app.call({ path: '/v1/offerings', key })).json<Listed>()
  const browsed = (await app.call({ path: '/v1/browse', key })).json<Listed>()
  const room = (await app.call({ path: `/v1/instruments/${instrument.id}/documents`, key })).json<Listed>()
  return {
    statuses,
    listed: list.items.some(({ id }) => id === offering),
    browsed: browsed.items.some((card) => card.offering?.id === offering),
    papers: room.items.length,
    sheet: (await app.call({ path: `/v1/term-sheets/${SHEET}`, key })).statusCode === 200,
  }
}
const HIDDEN = { statuses: [404, 404, 404, 404], listed: false, browsed: false, papers: 0, sheet: false }
const SEEN = { statuses: [200, 200, 200, 200], listed: true, browsed: true, papers: 1, sheet: true }
const invite = async (body: object, who: keyof typeof keys = 'issuer') =>
  (await app.call({ path: `${path}/invitations`, key: keys[who], body })).json<{
    code?: string
    investor?: string
  }>()
const remove = async (investor: string) =>
  (await app.call({ method: 'DELETE', path: `${path}/invitations/${investor}`, key: keys.issuer })).statusCode
const list = async (who: keyof typeof keys) =>
  (await app.call({ path: `${path}/invitations`, key: keys[who] })).json<{
    items: { investor: { id: string; displayName: string | null } }[]
  }>().items
const actions = async () => {
  const { rows } = await pool.query<{ action: string }>(
    "select action from audit_entry where subject = $1 and action like '%invited' order by seq",
    [offering],
  )
  return rows.map(({ action }) => action)
}

test('for whoever is not invited there is no such offering, nor a public page of it', async () => {
  for (const who of ['ada', 'bo'] as const) assert.deepEqual(await found(who), HIDDEN, who)
  const view = await offeringView(db, { id: offering }, now)
  assert.ok(view && !(await isThereFor(db, view, null)), 'nor for whoever is no investor yet')
  const body = { investor: ada, wallet: ACCOUNT, amount: '500.00' }
  assert.equal((await app.call({ path: `${path}/subscriptions`, key: keys.ada, body })).statusCode, 404)
  for (const page of [`/offers/${offering}`, `/v1/offers/${offering}`])
    assert.equal((await app.call({ path: page })).statusCode, 404, page)
  for (const who of ['issuer', 'officer', 'auditor'] as const)
    assert.equal((await app.call({ path, key: keys[who] })).statusCode, 200, who)
  assert.equal((await app.call({ path, key: keys.rival })).statusCode, 404)
})

test('the issuer invites by e-mail address, which is kept nowhere; again changes nothing', async () => {
  for (let i = 0; i < 2; i++) assert.equal((await invite({ email: 'ada@example.org' })).investor, ada)
  assert.deepEqual(await found('ada'), SEEN)
  assert.deepEqual(await found('bo'), HIDDEN)
  assert.deepEqual(await list('issuer'), await list('officer'))
  const [row, ...more] = await list('issuer')
  assert.deepEqual([row?.investor, more.length], [{ id: ada, displayName: 'ada' }, 0])
  assert.equal((await list('auditor'))[0]?.investor.displayName, null)
  assert.deepEqual(await actions(), ['offering.invited'])
  const { rows } = await pool.query<{ topic: string; audience: object }>(
    "select topic, audience from outbox where topic = 'offering.invited'",
  )
  assert.deepEqual(rows, [{ topic: 'offering.invited', audience: { investor: ada } }])
  for (const table of ['invitation', 'audit_entry', 'outbox', 'idempotency_answer'])
    assert.equal(
      (await pool.query(`select 1 from ${table} t where to_jsonb(t)::text like '%ada@example.org%'`))
        .rowCount,
      0,
      table,
    )
})

test('whom the issuer does not know is not there, with an account elsewhere or without', async () => {
  for (const who of [
    { email: 'cleo@example.org' },
    { email: 'nobody@example.org' },
    { investor: theirs },
    { investor: newId('inv') },
  ])
    assert.equal((await invite(who)).code, 'INVESTOR_UNKNOWN', JSON.stringify(who))
  const twin = await as((work) =>
    createInvestor(
      work,
      { kind: 'entity', country: 'US', name: 'ada inc', email: 'ada@example.org' },
      instrument.issuer,
    ),
  )
  assert.equal((await invite({ email: 'ada@example.org' })).code, 'INVESTOR_AMBIGUOUS')
  assert.equal((await invite({ investor: twin.id })).investor, twin.id)
  assert.equal((await invite({})).code, 'INVITE_ONE')
  assert.equal((await invite({ investor: ada, email: 'ada@example.org' })).code, 'INVITE_ONE')
  assert.equal((await invite({ investor: ada }, 'rival')).code, 'NOT_FOUND')
  assert.equal((await invite({ investor: ada }, 'officer')).code, 'FORBIDDEN')
  const elsewhere = `/v1/offerings/${other.offering}/invitations`
  const open = await app.call({ path: elsewhere, key: keys.rival, body: { investor: theirs } })
  assert.equal(open.json<{ code: string }>().code, 'NOT_BY_INVITATION')
})

test('an officer cannot subscribe for somebody who is not invited, and is told what to do', async () => {
  const body = { investor: bo, wallet: ACCOUNT, amount: '500.00' }
  const refused = await app.call({ path: `${path}/subscriptions`, key: keys.officer, body })
  const told = refused.json<{ code: string; fix: string }>()
  assert.deepEqual([refused.statusCode, told.code], [403, 'NOT_INVITED'])
  assert.match(told.fix, /list/)
})

test('whoever is taken off the list loses what they reserved, and still finds what they asked for', async () => {
  const id = newId('sub')
  const reserved = {
    id,
    offering,
    investor: ada,
    wallet: ACCOUNT,
    units: 5n,
    amount: 5_000_000n,
    state: 'eligible',
    number: null,
    isFiat: false,
    currency: 0,
    agreement: null,
    allotted: null,
    cost: null,
    createdAt: now,
    validBefore: now.add({ hours: 24 }),
    reason: null,
  } as const
  await as((work) => insertSubscription(work.db, reserved, 'test'))
  for (let i = 0; i < 2; i++) assert.equal(await remove(ada), 200)
  const ended = await subscriptionById(db, id)
  assert.deepEqual([ended?.state, ended?.reason], ['rejected', 'NOT_INVITED'])
  assert.deepEqual(await found('ada'), SEEN)
  const eligibility = await app.call({ path: `${path}/eligibility`, key: keys.ada })
  const { reasons } = eligibility.json<{ reasons: { code: string }[] }>()
  assert.ok(reasons.some(({ code }) => code === 'NOT_INVITED'))
  assert.deepEqual(await actions(), ['offering.invited', 'offering.invited', 'offering.uninvited'])
  await pool.query("update offering set status = 'closed' where id = $1", [offering])
  assert.equal((await invite({ investor: bo })).code, 'INVITED_TOO_LATE')
  assert.deepEqual(
    await found('bo'),
    { ...HIDDEN, papers: 1, sheet: true },
    'units may be held by anybody from now on',
  )
})

test('what may not be advertised is there for those alone whom its issuer knows', async () => {
  const { instrument: held, offering: quiet } = await as((work) =>
    soldInstrument(work, 'quiet', 'reg-d-506b'),
  )
  const known = await person('dana', held.issuer)
  const knows = await app.keyFor('investor', { investor: known })
  const found = async (key: string) =>
    (await app.call({ path: '/v1/offerings', key }))
      .json<{ items: { id: string }[] }>()
      .items.some(({ id }) => id === quiet)
  assert.deepEqual([await found(knows), await found(keys.bo)], [true, false])
  assert.equal((await app.call({ path: `/v1/offerings/${quiet}`, key: keys.bo })).statusCode, 404)
  assert.equal((await app.call({ path: `/v1/offerings/${quiet}`, key: knows })).statusCode, 200)
})

test('offerings come in pages that hold what the asker may see, and no other', async () => {
  const paged = async (key: string) => {
    const ids: string[] = []
    let cursor: string | null = ''
    do {
      const path = `/v1/offerings?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page: { items: { id: string }[]; next: string | null } = (await app.call({ path, key })).json()
      assert.equal(page.items.length, 1)
      ids.push(page.items[0]!.id)
      cursor = page.next
    } while (cursor !== null)
    return ids
  }
  const whole = async (key: string) =>
    (await app.call({ path: '/v1/offerings', key }))
      .json<{ items: { id: string }[] }>()
      .items.map(({ id }) => id)
  const [all, some] = [await paged(keys.officer), await paged(keys.rival)]
  assert.ok(some.length > 0 && some.length < all.length)
  assert.deepEqual([all, some], [await whole(keys.officer), await whole(keys.rival)])
})

test('before it is on sale nobody finds what will be by invitation', async () => {
  const { instrument: later } = await as((work) =>
    soldInstrument(work, 'later', 'none-needed', { invitedOnly: true }),
  )
  await pool.query('delete from offering where instrument = $1', [later.id])
  assert.equal(await as((work) => isOfferedTo(work, later.id, ada)), false)
  await pool.query('delete from offering where instrument = $1', [other.instrument.id])
  assert.equal(await as((work) => isOfferedTo(work, other.instrument.id, ada)), true)
})
