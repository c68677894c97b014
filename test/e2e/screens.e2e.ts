import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEEP } from '../deep.ts'
import {
  axeViolations,
  DESKTOP,
  enterAs,
  fetched,
  looksRight,
  looksWell,
  openPage,
  overflows,
  PHONE,
  settled,
} from './browser.ts'
import { browsedServer } from './server.ts'
import { tour } from './tour.ts'

const server = await browsedServer()

test('every screen is clean for axe and fits: wide and narrow, light and dark', async () => {
  const seen = new Set<string>()
  for (const role of ['Issuer', 'Administrator', 'Compliance officer', 'Investor'] as const) {
    const { page, context, faults } = await enterAs(role, { baseURL: server.url, at: '/' })
    seen.delete('/')
    await tour(page, seen, (at) => looksWell(page, at))
    assert.deepEqual(faults, [])
    await context.close()
  }
  assert.ok(seen.size >= 27, [...seen].join(' '))
})

/** What these show is there before anything has been read. */
const READS_NOTHING = new Set(['/term-sheet', '/travel-rule'])
/** How many places of each role are looked at; in the deep run all of them are. */
const LOOKED_AT = { Issuer: 3, 'Compliance officer': 1, Investor: 1 } as const

test('a screen whose data are awaited says so, and one whose data are refused says why', async () => {
  for (const role of ['Issuer', 'Compliance officer', 'Investor'] as const) {
    const { page, context, faults } = await enterAs(role, { baseURL: server.url, at: '/' })
    await settled(page)
    const places = await page
      .getByRole('navigation')
      .first()
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    for (const at of places
      .filter((place) => !READS_NOTHING.has(place))
      .slice(0, DEEP ? undefined : LOOKED_AT[role])) {
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      await page.route(/\/v1\/(?!session)/, async (route) => {
        await held
        const problem = { code: 'CONFLICT', detail: 'It cannot be read at the moment.', fix: 'Come again.' }
        await route.fulfill({ status: 409, contentType: 'application/problem+json', json: problem })
      })
      // What other screens have loaded already would be shown at once.
      await page.goto(at)
      await page.getByRole('main').getByText('Loading').first().waitFor({ state: 'attached' })
      await looksWell(page, `${at} awaited`)
      release()
      await page.getByRole('alert').filter({ hasText: 'It cannot be read at the moment.' }).first().waitFor()
      await looksWell(page, `${at} refused`)
      await page.unroute(/\/v1\/(?!session)/)
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('a page that does not know yet who is there says that it is awaited', async () => {
  const { page, context, faults } = await openPage({ baseURL: server.url })
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/v1/session', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/')
  await page.getByRole('main').getByText('Loading').waitFor({ state: 'attached' })
  assert.deepEqual(await axeViolations(page), [])
  release()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('anyone reads the public pages of an offering and of its proof, with scripts and without', async () => {
  const { page: officer, context: own } = await enterAs('Compliance officer', { baseURL: server.url })
  type Offering = { readonly id: string; readonly instrument: { readonly id: string; readonly name: string } }
  const { items } = await fetched<{ items: Offering[] }>(officer, '/v1/offerings')
  // Behind the doors the way from one valuation to the next is drawn too.
  const duplex = items.find(({ instrument }) => instrument.name.startsWith('Ravenswood'))!
  const { asset } = await fetched<{ asset: string }>(officer, `/v1/offerings/${duplex.id}`)
  await officer.goto(`/assets/${asset}`)
  await officer.getByRole('img', { name: '2 valuations over time' }).waitFor()
  // Home reads on until it has every offering, however few come at once.
  await officer.route(/\/v1\/offerings\?/, (route, request) =>
    route.continue({ url: request.url().replace(/limit=\d+/, 'limit=1') }),
  )
  await Promise.all([officer.waitForResponse(/\/v1\/offerings\?.*cursor=/), officer.goto('/')])
  await own.close()
  const offering = items.find(({ instrument }) => instrument.name.startsWith('Harbour Street'))!
  for (const javaScriptEnabled of [true, false]) {
    const { page, context, faults } = await openPage({ baseURL: server.url, javaScriptEnabled })
    for (const at of [`/offers/${offering.id}`, `/proof/${offering.instrument.id}`]) {
      await page.goto(at)
      await page.getByRole('heading', { level: 1 }).waitFor()
      for (const viewport of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport)
        assert.equal(await overflows(page), false, `${at} is wider than ${viewport.width}`)
        const hidden = page
          .locator('.scroll')
          .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth))
        assert.equal(
          (await hidden).length,
          0,
          `a table of ${at} is wider than its place at ${viewport.width}`,
        )
      }
      if (javaScriptEnabled) await looksRight(page, `public-${at.split('/')[1]}`)
      await page.getByText('50,000,000').first().waitFor()
      assert.equal(await page.getByText('Ana Ruiz').count(), 0, 'a public page names nobody')
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
})
