import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { accessRoutes } from '../access/access.routes.ts'
import { noticeRoutes } from '../access/notice.routes.ts'
import { distributionRoutes } from '../corporate-action/distribution.routes.ts'
import { incomeRoutes } from '../corporate-action/income.routes.ts'
import { investorRoutes } from '../investor/investor.routes.ts'
import { assetRoutes } from '../issuer/asset.routes.ts'
import { instrumentRoutes } from '../issuer/instrument.routes.ts'
import { newId } from '../kernel/ids.ts'
import { ROLES, type Role } from '../kernel/role.ts'
import { offeringRoutes } from '../offering/offering.routes.ts'
import type { ManagedAccounts } from '../offering/plan.service.ts'
import { termSheetRoutes } from '../offering/term-sheet.routes.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import type { Route } from '../platform/http/route.ts'
import { registerRoutes } from '../register/register.routes.ts'
import { proofRoutes } from './proof.ts'
import { transferOrderRoutes } from '../register/transfer-order.routes.ts'

// Nobody gets as far as the chain here: there is none at this address.
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const OPERATOR = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const accounts: ManagedAccounts = { find: async () => null, create: async () => OPERATOR }
const modules: Route[] = [
  ...investorRoutes({ publicUrl: 'http://aliquot.test', chainId: 31337, rpc, clock: systemClock }),
  ...assetRoutes({ rpc }),
  ...instrumentRoutes({ rpc }),
  ...termSheetRoutes({ rpc, operator: OPERATOR, accounts }),
  ...offeringRoutes({ rpc, chainId: 31337 }),
  ...registerRoutes({ rpc }),
  ...transferOrderRoutes({ rpc }),
  ...incomeRoutes,
  ...distributionRoutes({ rpc }),
  ...proofRoutes({ rpc, chainId: 31337 }),
]
const routes: Route[] = [
  ...accessRoutes({ systemClock, publicUrl: 'http://aliquot.test', sandbox: false }),
  ...noticeRoutes(),
  ...modules,
]
const world = await testApp(await testDatabase(), modules)
const keys: Readonly<Record<Role, string>> = {
  administrator: await world.keyFor('administrator'),
  issuer: await world.keyFor('issuer', { issuer: newId('iss') }),
  officer: await world.keyFor('officer'),
  investor: await world.keyFor('investor', { investor: newId('inv') }),
  auditor: await world.keyFor('auditor'),
}

/** Ids of the right form that name nothing: what another tenant's id looks like from outside. */
const PLACES: Readonly<Record<string, string>> = { wallet: OPERATOR }
function address({ path }: Route): string {
  const prefix = path.split('/')[2] ?? ''
  const kind =
    {
      users: 'usr',
      keys: 'key',
      notices: 'ntc',
      investors: 'inv',
      assets: 'ast',
      instruments: 'ins',
      offerings: 'off',
      subscriptions: 'sub',
      distributions: 'dst',
      proof: 'ins',
      transfers: 'trf',
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
  assert.equal(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size, routes.length)
})

for (const route of routes) {
  const name = `${route.method} ${route.path}`
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
