import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addressOf,
  database,
  drafts,
  INPUTS,
  nameOf,
  newInvestor,
  ourKeys,
  ours,
  routes,
  theirKeys,
  theirs,
  world,
  type Tenant,
} from '../../test/tenants-world.ts'
import { newId } from '../kernel/ids.ts'
import type { Role } from '../kernel/role.ts'
import type { Route } from '../platform/http/route.ts'

/*
 * Two issuers on one platform, each with everything that has an id. What belongs to the one does not exist for the
 * other: every route with an id in its path, asked by every role that may call it.
 */

const { pool } = database

async function ask(route: Route, of: Tenant, key: string) {
  const { body, query = '' } = INPUTS[nameOf(route)]?.(of) ?? {}
  const answer = await world.call({
    method: route.method,
    path: addressOf(route, of) + query,
    key,
    ...(body === undefined && route.body !== null ? { body: {} } : {}),
    ...(body === undefined ? {} : { body }),
  })
  return { status: answer.statusCode, said: `${answer.statusCode} ${answer.body.slice(0, 300)}` }
}

/** What every investor may see of any issuer: what is on offer, and the totals of what is there; and their own way to it. */
const OPEN_TO_INVESTORS =
  /^GET \/v1\/(assets|instruments|term-sheets|offerings)\/\{\w+\}(\/(register|register\.csv|movements(\.csv)?|income-statements|distributions|repayment|eligibility))?$|^GET \/v1\/distributions\/\{id\}(\/entitlements(\.csv)?)?$|^(GET|PUT|POST) \/v1\/offerings\/\{id\}\/(steps|quote|suitability(\/acknowledgement)?|risks|questions|changes)$/
const PUBLIC = routes.filter(({ access }) => access === 'public').map(nameOf)
/** Law is the same for all: packs and their versions belong to nobody. */
const SHARED = /^\/v1\/rule-(packs|proposals)\//
const isOfOneTenant = ({ access, path }: Route) =>
  !SHARED.test(path) &&
  access !== 'public' &&
  path.includes('{') &&
  access.some((role) => role !== 'administrator')

for (const route of routes.filter(isOfOneTenant)) {
  const name = nameOf(route)
  test(`${name}: another tenant’s is not there, whoever asks; one’s own is`, async () => {
    for (const [role, key] of Object.entries(ourKeys) as [Role, string][]) {
      if (!route.access.includes(role)) continue
      const { status, said } = await ask(route, theirs, key)
      if (role === 'investor' && OPEN_TO_INVESTORS.test(name))
        assert.notEqual(status, 404, `${role}: ${said}`)
      else if (role === 'investor' && /transfer-|}\/transfers$/.test(name))
        assert.equal(status, 403, `${role}: ${said}`)
      else assert.equal(status, 404, `${role}: ${said}`)

      // What is a person's is asked for by nobody here: a key has no notices, and made no keys.
      if (/\/(notices|keys)\//.test(name)) continue
      const control = await ask(route, theirs, theirKeys[role]!)
      const isHolder = name.includes('/holders/')
      if (!isHolder) assert.ok(![404, 500].includes(control.status), `their own ${role}: ${control.said}`)
    }
  })
}

/** Ids that say whose an answer is. */
const traces = (of: Tenant) => [
  of.issuer,
  of.asset,
  of.instrument,
  of.offering,
  of.investor,
  of.subscription,
  of.distribution,
  of.wallet,
  of.hit,
  of.decision,
  of.account,
  of.booking,
  drafts.get(of) ?? of.booking,
]

for (const route of routes.filter((one) => one.method === 'GET' && !one.path.includes('{')))
  test(`${nameOf(route)}: nothing in it is another tenant’s`, async () => {
    if (PUBLIC.includes(nameOf(route))) return
    for (const [role, key] of Object.entries(ourKeys) as [Role, string][]) {
      if (route.access === 'public' || !route.access.includes(role)) continue
      // What is on offer is for every investor.
      if (role === 'investor' && /\/(assets|instruments|offerings|browse)$/.test(route.path)) continue
      const { body, statusCode } = await world.call({ path: route.path, key })
      assert.ok([200, 404].includes(statusCode), `${role}: ${statusCode} ${body}`)
      for (const trace of traces(theirs))
        assert.ok(!body.toLowerCase().includes(trace.toLowerCase()), `${role} sees ${trace}: ${body}`)
    }
  })

test('an officer who acts for one issuer decides nothing about packs, which are everybody’s', async () => {
  for (const [path, body] of [
    ['/v1/rule-packs', { pack: {}, reason: 'Mine.' }],
    [`/v1/rule-proposals/${'ab'.repeat(32)}/decision`, { decision: 'active' }],
    [`/v1/rule-proposals/${'ab'.repeat(32)}`, { reason: 'It came with the software.' }],
  ] as const) {
    const answer = await world.call({ path, body, key: ourKeys.officer! })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'PLATFORM_OFFICER'])
  }
})

test('an issuer knows whom it took up, who subscribed, and who ever received its units; nobody else', async () => {
  const key = ourKeys.issuer!
  const seen = async () =>
    (await world.call({ path: '/v1/investors', key }))
      .json<{ items: { id: string }[] }>()
      .items.map(({ id }) => id)
  assert.deepEqual(await seen(), [ours.investor])

  const made = await world.call({
    path: '/v1/investors',
    key,
    body: { kind: 'individual', name: 'Taken Up', email: 'taken.up@example.org', country: 'PT' },
  })
  const { id } = made.json<{ id: string }>()
  assert.ok((await seen()).includes(id))
  assert.equal((await world.call({ path: `/v1/investors/${id}`, key: theirKeys.issuer! })).statusCode, 404)

  // Somebody to whom a holder moved units, and who moved them on since.
  const buyer = await newInvestor('Second Hand')
  const address = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
  await pool.query(`insert into wallet values ($1, $2, $3, 'ready', now())`, [
    newId('wal'),
    buyer,
    address.toLowerCase(),
  ])
  assert.ok(!(await seen()).includes(buyer))
  await pool.query(`update instrument set token = $2, status = 'live' where id = $1`, [
    ours.instrument,
    ours.token,
  ])
  const block = `0x${'ab'.repeat(32)}`
  await pool.query('insert into chain_block values ($1, 1, $1, now())', [block])
  for (const [index, from, to] of [
    [0, ours.wallet, address],
    [1, address, ours.wallet],
  ] as const)
    await pool.query(
      `insert into register_movement (block_hash, log_index, token, block, at, tx, kind, from_wallet, to_wallet, units)
       values ($1, $2, $3, 1, now(), 'x', 'transfer', $4, $5, 1)`,
      [block, index, ours.token, from, to],
    )
  assert.ok((await seen()).includes(buyer))
  assert.equal((await world.call({ path: `/v1/investors/${buyer}`, key })).statusCode, 200)
  assert.equal((await world.call({ path: `/v1/investors/${buyer}`, key: theirKeys.issuer! })).statusCode, 404)
})

test('officers, auditors and administrators of the platform see every investor', async () => {
  for (const role of ['officer', 'auditor', 'administrator'] as const) {
    const { items } = (await world.call({ path: '/v1/investors', key: await world.keyFor(role) })).json<{
      items: { id: string }[]
    }>()
    for (const { investor } of [ours, theirs])
      assert.ok(
        items.some(({ id }) => id === investor),
        role,
      )
  }
})
