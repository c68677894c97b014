import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { AR } from '../../src/messages/ar/ar.ts'
import { DEEP } from '../deep.ts'
import {
  axeViolations,
  DESKTOP,
  looksRight,
  looksWell,
  openPage,
  overflows,
  PHONE,
  resize,
} from './browser.ts'
import { browsedServer } from './server.ts'
import { tour } from './tour.ts'

const server = await browsedServer()
const baseURL = server.url

/** Chooses Arabic at the door and signs in; the demo's people are named by what they do. */
async function enterInArabic(page: Page, role: keyof typeof AR.role): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'العربية' }).click()
  await page.getByRole('heading', { level: 1, name: AR.signIn.title }).waitFor()
  await page.getByRole('button', { name: new RegExp(`^${AR.role[role]}`) }).click()
  await page.getByRole('navigation').first().waitFor()
}

test('in Arabic every screen reads from the right and fits', async () => {
  const seen = new Set<string>()
  for (const role of ['issuer', 'investor', 'officer', 'administrator'] as const) {
    const { page, context, faults } = await openPage({ baseURL })
    await enterInArabic(page, role)
    seen.delete('/')
    await tour(page, seen, async (at) => {
      assert.deepEqual(
        await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).direction]),
        ['ar', 'rtl'],
      )
      // A screen of one thing is headed by its name.
      if (!/[0-9]|^.rules../.test(at))
        assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /[\u0600-\u06ff]/, at)
      // A quarter of them is looked at by axe, so that kinds of parts have all been; in the deep run each is.
      if (DEEP || seen.size % 4 === 0) return looksWell(page, at)
      for (const viewport of [PHONE, DESKTOP]) {
        await resize(page, viewport)
        assert.equal(await overflows(page), false, `${at} at ${viewport.width}`)
      }
    })
    assert.deepEqual(faults, [])
    await context.close()
  }
  assert.ok(seen.size >= 27, [...seen].join(' '))
})

test('the pages for everybody follow the language of the screens, and are one press away in the other', async () => {
  const { page, context, faults } = await openPage({ baseURL })
  await enterInArabic(page, 'issuer')
  const pages = [
    ['/offerings', AR.offer.link],
    ['/assets', AR.asset.proof],
  ] as const
  for (const [list, link] of pages) {
    await page.goto(list)
    await page.locator(`main a[href^="${list}/"]`).first().click()
    await page.getByRole('link', { name: link }).click()
    await page.getByRole('link', { name: 'English' }).waitFor()
    const direction = () => page.evaluate(() => document.documentElement.dir)
    assert.equal(await direction(), 'rtl')
    await looksRight(page, `public ${list.slice(1)}`)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('link', { name: 'العربية' }).waitFor()
    assert.equal(await direction(), 'ltr')
  }
  assert.deepEqual(faults, [])
  await context.close()
})

test('the language is changed back in the menu of the account, and stays', async () => {
  const { page, context } = await openPage({ baseURL })
  await enterInArabic(page, 'auditor')
  await page.getByRole('button', { name: new RegExp(AR.account.menu) }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { name: /^Good to see you/ }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: /^Good to see you/ }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'ltr')
  await context.close()
})

test('the wizard and what the server refuses are in Arabic, with the numbers and places', async () => {
  const { page, context, faults } = await openPage({ baseURL })
  await enterInArabic(page, 'issuer')
  await page.goto('/new-asset')
  await page.getByRole('button', { name: AR.newAsset.begin }).click()
  await page.getByRole('button', { name: AR.newAsset.fill }).click()
  const percent = page.getByLabel(AR.field['percent'] ?? '').first()
  await percent.waitFor()
  assert.match(await page.locator('form').innerText(), /من يجمع المال ويدير الأصل\./)
  await percent.fill('101')
  await percent.blur()
  await page.getByText('تُكتب الحصة نصًا بالنسبة المئوية').waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await page.setViewportSize(PHONE)
  assert.equal(await overflows(page), false)
  await page.setViewportSize(DESKTOP)

  await page.goto('/assets')
  await page
    .getByRole('link', { name: /Harbour Street/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: /Harbour Street/ }).waitFor()
  await page.getByRole('link', { name: AR.capTable.title, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: AR.capTable.title }).waitFor()
  const buffer = Buffer.from('stakeholder,security,class,quantity,issued\nBo,option,Common,-5,2024-01-01')
  await page.locator('input[type=file]').setInputFiles({ name: 'company.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: AR.capTable.show }).click()
  await page.getByText('القيمة «-5» غير صالحة.').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
