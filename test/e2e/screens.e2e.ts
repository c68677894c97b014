import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  DESKTOP,
  enterAs,
  fetched,
  follow,
  looksRight,
  looksWell,
  openPage,
  overflows,
  PHONE,
  settled,
} from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()

test('every screen is clean for axe and fits: wide and narrow, light and dark', async () => {
  const seen = new Set<string>()
  for (const role of ['Issuer', 'Administrator', 'Compliance officer', 'Investor'] as const) {
    const { page, context, faults } = await enterAs(role, { baseURL: server.url, at: '/' })
    const queue = ['/']
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      // The start page is another one for every role.
      const kind = at === '/' ? `/ ${role}` : kindOf(at)
      if (seen.has(kind)) continue
      seen.add(kind)
      if (at !== '/') await follow(page, at)
      await settled(page)
      queue.push(...(await linksOf(page)))
      await looksWell(page, at)
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
  assert.ok(seen.size >= 27, [...seen].join(' '))
})

test('anyone reads the public pages of an offering and of its proof, with scripts and without', async () => {
  const { page: issuer, context: own } = await enterAs('Issuer', { baseURL: server.url })
  type Offering = { readonly id: string; readonly instrument: { readonly id: string; readonly name: string } }
  const { items } = await fetched<{ items: Offering[] }>(issuer, '/v1/offerings')
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
      }
      if (javaScriptEnabled) await looksRight(page, `public-${at.split('/')[1]}`)
      await page.getByText('50,000,000').first().waitFor()
      assert.equal(await page.getByText('Ana Ruiz').count(), 0, 'a public page names nobody')
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
})

/** Screens that differ only in what they show are one. */
function kindOf(address: string): string {
  return address
    .replace(/\?.*$/, '')
    .replace(/[a-z]{3}_[0-9a-z]{26}/g, 'id')
    .replace(/0x[0-9a-fA-F]{40}/g, 'wallet')
    .replace(/^\/rules\/.+/, '/rules/pack')
}

async function linksOf(page: Page): Promise<string[]> {
  const links = await page
    .locator('a[href^="/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  return links.filter((link) => !/^\/(v1|proof|offers)\//.test(link))
}
