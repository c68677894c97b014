import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { accessRoutes } from '../access/access.routes.ts'
import { noticeRoutes } from '../access/notice.routes.ts'
import { newId } from '../kernel/ids.ts'
import { ROLES, type Role } from '../kernel/role.ts'
import { systemClock } from '../platform/clock.ts'
import type { Route } from '../platform/http/route.ts'
import { listedRoutes } from './routes.ts'

const nameOf = ({ method, path }: Route) => `${method} ${path}`
const routes = listedRoutes()
// The test's server brings these with it.
const own = [
  ...accessRoutes({ systemClock, publicUrl: PUBLIC_URL, sandbox: false, registration: false }),
  ...noticeRoutes(),
].map(nameOf)
const modules = routes.filter((route) => !own.includes(nameOf(route)))
const world = await testApp(await testDatabase(), modules)
const keys: Readonly<Record<Role, string>> = {
  administrator: await world.keyFor('administrator'),
  issuer: await world.keyFor('issuer', { issuer: newId('iss') }),
  officer: await world.keyFor('officer'),
  investor: await world.keyFor('investor', { investor: newId('inv') }),
  auditor: await world.keyFor('auditor'),
}

/** Ids of the right form that name nothing: what another tenant's id looks like from outside. */
const PLACES: Readonly<Record<string, string>> = { wallet: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' }
function address({ path }: Route): string {
  const prefix = path.split('/')[2] ?? ''
  const kind =
    {
      users: 'usr',
      keys: 'key',
      notices: 'ntc',
      investors: 'inv',
      cases: 'inv',
      assets: 'ast',
      instruments: 'ins',
      offerings: 'off',
      subscriptions: 'sub',
      distributions: 'dst',
      proof: 'ins',
      offers: 'off',
      transfers: 'trf',
      issuers: 'iss',
      'bank-entries': 'bke',
      'term-sheet-drafts': 'dft',
    }[prefix] ?? 'ins'
  return path.replace(/\{(\w+)\}/g, (_, name: string) => PLACES[name] ?? `${kind}_${'q'.repeat(26)}`)
}

const ask = (route: Route, key?: string) =>
  world.call({
    method: route.method,
    path: address(route),
    ...(key === undefined ? {} : { key }),
    ...(route.body === null ? {} : { body: {} }),
  })

test('every route is there', () => {
  assert.ok(routes.length > 50, String(routes.length))
  assert.equal(new Set(routes.map(nameOf)).size, routes.length)
})

for (const route of routes) {
  const name = nameOf(route)
  if (route.access === 'public') {
    test(`${name} is open to everybody`, async () => {
      const { statusCode, body } = await ask(route)
      assert.ok(![401, 403, 500].includes(statusCode), body)
    })
    continue
  }
  const access: readonly Role[] = route.access
  test(`${name} is for ${access.join(', ')}`, async () => {
    assert.equal((await ask(route)).statusCode, 401, 'nobody signed in')
    for (const role of ROLES) {
      const { statusCode, body } = await ask(route, keys[role])
      if (!access.includes(role)) assert.equal(statusCode, 403, role)
      else if (route.path.includes('{'))
        assert.ok([404, 422].includes(statusCode), `${role} on nothing: ${statusCode} ${body}`)
      else assert.ok(![401, 403, 500].includes(statusCode), `${role}: ${statusCode} ${body}`)
    }
  })
}
