import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { DEEP } from '../deep.ts'
import { axeViolations, DESKTOP, enterAs, openPage, overflows, PHONE, resize } from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()

/** Colours and widths that every screen has to look well in. */
const LOOKS = [
  { viewport: DESKTOP, colorScheme: 'light', paper: 'rgb(250, 249, 246)' },
  { viewport: DESKTOP, colorScheme: 'dark', paper: 'rgb(18, 20, 22)' },
  { viewport: PHONE, colorScheme: 'light', paper: 'rgb(250, 249, 246)' },
  { viewport: PHONE, colorScheme: 'dark', paper: 'rgb(18, 20, 22)' },
] as const

test('every screen is clean for axe and fits: wide and narrow, light and dark', async () => {
  const seen = new Set<string>()
  for (const role of ['Issuer', 'Administrator', 'Compliance officer', 'Investor'] as const) {
    const { page, context, faults } = await enterAs(role, { baseURL: server.url })
    const queue = ['/']
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      // The start page is another one for every role.
      const kind = at === '/' ? `/ ${role}` : kindOf(at)
      if (seen.has(kind)) continue
      seen.add(kind)
      if (at !== '/') await follow(page, at)
      await settled(page)
      queue.push(...(await linksOf(page)))
      // One of the four looks for each screen, so that neighbours together have all; in the deep run each has all.
      for (const look of DEEP ? LOOKS : [LOOKS[seen.size % 4]!]) {
        await page.emulateMedia({ colorScheme: look.colorScheme })
        await resize(page, look.viewport)
        await page.waitForFunction(
          (paper) => getComputedStyle(document.body).backgroundColor === paper,
          look.paper,
        )
        assert.deepEqual(await axeViolations(page), [], `${at} ${JSON.stringify(look)}`)
        for (const { width, height } of [look.viewport, PHONE]) {
          await resize(page, { width, height })
          assert.equal(await overflows(page), false, `${at} is wider than ${width}`)
        }
      }
      await page.setViewportSize(DESKTOP)
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
  assert.ok(seen.size >= 27, [...seen].join(' '))
})

test('anyone reads the public pages of an offering and of its proof, with scripts and without', async () => {
  const { page: issuer, context: own } = await enterAs('Issuer', { baseURL: server.url })
  const { items } = await issuer.evaluate(async () => (await fetch('/v1/offerings')).json())
  await own.close()
  const offering = items.find(({ instrument }: { instrument: { name: string } }) =>
    instrument.name.startsWith('Harbour Street'),
  )
  for (const javaScriptEnabled of [true, false]) {
    const { page, context, faults } = await openPage({ baseURL: server.url, javaScriptEnabled })
    for (const at of [`/offers/${offering.id}`, `/proof/${offering.instrument.id}`]) {
      await page.goto(at)
      await page.getByRole('heading', { level: 1 }).waitFor()
      for (const viewport of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport)
        assert.equal(await overflows(page), false, `${at} is wider than ${viewport.width}`)
        if (javaScriptEnabled) assert.deepEqual(await axeViolations(page), [], `${at} at ${viewport.width}`)
        const folder = process.env['ALIQUOT_PICTURES']
        if (folder !== undefined)
          await page.screenshot({
            path: path.join(folder, `${at.split('/')[1]}-${javaScriptEnabled}-${viewport.width}.png`),
            fullPage: true,
          })
      }
      await page.getByText('50,000,000').first().waitFor()
      assert.equal(await page.getByText('Ana Ruiz').count(), 0, 'a public page names nobody')
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
})

/** Goes to another screen as a link does, which loads only what that screen has of its own. */
async function follow(page: Page, at: string): Promise<void> {
  const left = await page.locator('h1').first().elementHandle()
  await page.evaluate((address) => {
    history.pushState(null, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, at)
  await page.waitForFunction((title) => title?.isConnected !== true, left)
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('.animate-pulse').first().waitFor({ state: 'detached' })
}

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
