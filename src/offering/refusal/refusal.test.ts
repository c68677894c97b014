import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { soldInstrument } from '../../../test/sold-instrument.ts'
import { newId } from '../../kernel/ids.ts'
import { verifyAudit } from '../../platform/audit.ts'
import { transaction } from '../../platform/db/database.ts'
import { systemActor } from '../../platform/work.ts'
import { listedRoutes } from '../../server/routes.ts'
import { ATTEMPTS } from './refusal.ts'

const routes = listedRoutes()
const database = await testDatabase()
const { db, pool } = database
const world = await testApp(
  database,
  routes.filter(({ path }) => /^\/v1\/(investors|instruments|enforcements|recoveries|refusals)/.test(path)),
)
const now = Temporal.Instant.from('2026-09-01T12:00:00Z')
const sold = await transaction(db, (tx) =>
  soldInstrument({ db: tx, now, by: systemActor('test') }, 'tower', 'reg-d-506b'),
)
const { id: instrument, issuer } = sold.instrument
const WALLET = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

type Row = {
  readonly id: string
  readonly kind: string
  readonly asked: string
  readonly instrument: { readonly symbol: string } | null
  readonly investor: { readonly id: string } | null
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[]
}
const keys = {
  officer: await world.keyFor('officer'),
  theirs: await world.keyFor('officer', { issuer }),
  auditor: await world.keyFor('auditor'),
}
const list = async (query = '', key = keys.auditor) =>
  (await world.call({ path: `/v1/refusals?${query}`, key })).json<{ items: Row[] }>().items

/** Taken up by one officer; another decides. */
async function applicant(): Promise<string> {
  const body = { kind: 'individual', name: 'Ines Falcao', email: 'ines@example.org', country: 'PT' }
  const answer = await world.call({ path: '/v1/investors', key: await world.keyFor('officer'), body })
  return answer.json<{ id: string }>().id
}
const investor = await applicant()
const approve = (id: string, query = '') =>
  world.call({
    path: `/v1/investors/${id}/approval${query}`,
    key: keys.officer,
    body: { kycUntil: '2030-01-01' },
  })
const freeze = (document: string) =>
  world.call({
    path: `/v1/instruments/${instrument}/enforcements`,
    key: keys.officer,
    body: { kind: 'freeze-units', units: '5', wallet: WALLET, reason: 'court-order', document },
  })

test('every write whose refusals are kept is there, and keeps them', () => {
  const keeping = routes.filter(({ onRefused }) => onRefused !== null)
  assert.deepEqual(keeping.map(({ method, path }) => `${method} ${path}`).sort(), [...ATTEMPTS.keys()].sort())
})

test('a refused approval and a refused measure are kept with their reasons, though nothing else of them is', async () => {
  assert.equal((await approve(investor)).statusCode, 409)
  assert.equal((await freeze('1:26-cv-00417')).statusCode, 409)
  const [measure, approval, ...others] = await list()
  assert.deepEqual(others, [])
  assert.deepEqual([approval?.kind, approval?.asked, approval?.instrument], ['approval', '2030-01-01', null])
  assert.equal(approval?.investor?.id, investor)
  assert.deepEqual(
    approval?.reasons.map(({ reason }) => reason),
    ['SCREENING_NO_LIST'],
  )
  assert.match(approval!.reasons[0]!.detail, /list/)
  assert.deepEqual(
    [measure?.kind, measure?.asked, measure?.instrument?.symbol],
    ['enforcement', 'freeze-units 5', sold.instrument.symbol],
  )
  const { rows } = await pool.query('select 1 from enforcement')
  assert.deepEqual(rows, [])
  const kept = await pool.query<{ text: string }>('select refused_attempt::text as text from refused_attempt')
  assert.ok(kept.rows.every(({ text }) => !text.includes('Falcao')))
})

test('they are found by reason, person, units and day, and written into the file', async () => {
  assert.equal((await list('reason=SCREENING_NO_LIST')).length, 1)
  assert.equal((await list(`investor=${investor}`)).length, 1)
  assert.deepEqual(
    (await list(`instrument=${instrument}`)).map(({ kind }) => kind),
    ['enforcement'],
  )
  assert.deepEqual(await list('until=2020-01-01'), [])
  const file = await world.call({ path: '/v1/refusals.csv', key: keys.auditor })
  assert.match(file.body, /"approval"[^\n]*"SCREENING_NO_LIST"/)
  assert.match(file.body, /"enforcement"[^\n]*"freeze-units 5"/)
})

test('who answers for one issuer sees what is about it', async () => {
  assert.deepEqual(
    (await list('', keys.theirs)).map(({ kind }) => kind),
    ['enforcement'],
  )
})

test('a rehearsal, a malformed request and one about what is not there are no attempts', async () => {
  const before = (await list()).length
  assert.equal((await approve(investor, '?dryRun=true')).statusCode, 409)
  assert.equal((await approve(newId('inv'))).statusCode, 404)
  assert.equal((await freeze('')).statusCode, 422, 'no such document is an attempt')
  const malformed = {
    path: `/v1/investors/${investor}/approval`,
    key: keys.officer,
    body: { kycUntil: 'soon' },
  }
  assert.equal((await world.call(malformed)).statusCode, 422)
  assert.equal((await list()).length, before + 1)
  assert.equal((await verifyAudit(db)).whole, true)
})

test('a refused transfer is found by each of its reasons, and by who would have sent or received', async () => {
  const stranger = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, lower($3), 'ready', now())`,
    [newId('wal'), investor, WALLET],
  )
  const refused = async (from: string, to: string, findings: object[], failure: string | null) => {
    const id = newId('trf')
    await pool.query(
      `insert into register_transfer (id, instrument, from_wallet, to_wallet, units, nonce, status, findings, decided_block,
         failure, asked_by, asked_at, settled_at)
       values ($1, $2, $3, $4, 1, '0x' || repeat('1', 64), 'transfer-rejected', $5, 1, $6, 'test', $7, now())`,
      [id, instrument, from, to, JSON.stringify(findings), failure, now.toString()],
    )
    return id
  }
  const zero = { actual: '0', limit: '0' }
  const [sent, received, byLists] = [
    await refused(WALLET, stranger, [{ reason: 'PAUSED', ...zero }], null),
    await refused(
      stranger,
      WALLET,
      [
        { reason: 'SENDER_FROZEN', ...zero },
        { reason: 'PAUSED', ...zero },
      ],
      null,
    ),
    await refused(stranger, stranger, [], 'SCREENING_STALE'),
  ]
  const found = async (query: string) =>
    (await list(query))
      .filter(({ kind }) => kind === 'transfer')
      .map(({ id }) => id)
      .sort()
  assert.deepEqual(await found(''), [sent, received, byLists].sort())
  assert.deepEqual(await found('reason=PAUSED'), [sent, received].sort())
  assert.deepEqual(await found('reason=SENDER_FROZEN'), [received])
  assert.deepEqual(await found('reason=SCREENING_STALE'), [byLists])
  assert.deepEqual(await found(`investor=${investor}`), [sent, received].sort())
  assert.deepEqual(await found(`investor=${investor}&reason=SENDER_FROZEN`), [received])
  assert.deepEqual(await found(`investor=${newId('inv')}`), [])
})
