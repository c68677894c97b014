/** The client in a real browser: bundled as a site bundles it, with the session of whoever is signed in there. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { test } from 'node:test'
import { build, type Rolldown } from 'vite'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { openPage } from '../../test/e2e/browser.ts'
import { investorRoutes } from '../../src/investor/investor.routes.ts'
import { openRpc } from '../../src/platform/chain/rpc.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openScreening } from '../../src/screening/engine.service.ts'
import { createClient } from '../src/client.ts'
import { SDK } from './installed.ts'

const PASSWORD = 'seven-lamps-of-architecture'

const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const world = await testApp(
  await testDatabase(),
  investorRoutes({
    publicUrl: 'http://aliquot.test',
    chainId: 31337,
    rpc,
    clock: systemClock,
    screening: openScreening(),
  }),
)
await world.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = world.app.server.address() as AddressInfo
const baseUrl = `http://127.0.0.1:${port}`

/** The client as one script that leaves `sdk` behind. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: path.join(SDK, 'src', 'client.ts'), name: 'sdk', formats: ['iife'] },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const [chunk] = (output as Rolldown.RolldownOutput).output
  return chunk.code
}

test('in a browser the client is whoever is signed in there', async () => {
  const administrator = createClient({ baseUrl, key: await world.keyFor('administrator') })
  const { link } = await administrator.call('POST /v1/users', {
    body: { displayName: 'Olu Officer', email: 'olu@example.org', role: 'officer' },
  })
  const token = new URL(link).searchParams.get('token') ?? ''
  await administrator.call('POST /v1/recovery', { body: { token, password: PASSWORD } })

  const { page, faults } = await openPage({ baseURL: baseUrl })
  await page.goto('/errors')
  await page.evaluate(`${await bundle()}\nglobalThis.sdk = sdk`)
  const said = await page.evaluate(async (password) => {
    const { createClient: create, Problem } = Reflect.get(globalThis, 'sdk')
    const aliquot = create({ baseUrl: location.origin })
    const before = await aliquot.call('GET /v1/investors').catch((error: unknown) => error)
    await aliquot.call('POST /v1/session', { body: { email: 'olu@example.org', password } })
    const body = { kind: 'individual', name: 'Ada Okafor', email: 'ada@example.org', country: 'US' }
    const { displayName } = await aliquot.call('POST /v1/investors', { body })
    const names: string[] = []
    for await (const item of aliquot.items('GET /v1/investors')) names.push(item.displayName)
    return [before instanceof Problem, before.code, displayName, ...names]
  }, PASSWORD)
  assert.deepEqual(said, [true, 'UNAUTHENTICATED', 'Ada Okafor', 'Ada Okafor'])
  assert.deepEqual(faults, [])
})
