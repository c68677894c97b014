import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { enterAs, enterInArabic, fetched, inArabic, looksRight, PHONE, settled } from './browser.ts'
import { putOnSale, sheetOnSale } from './sale.ts'
import { browsedServer } from './server.ts'

/* What can be done about an offering before anybody can subscribe: interest is told, and Form C is drafted. */

const server = await browsedServer()

test(
  'an investor tells interest in an offering that opens later, for an amount that fits, and finds it again',
  { timeout: 120_000 },
  async () => {
    const issuer = await enterAs('Issuer', { baseURL: server.url })
    const yaml = sheetOnSale('harbour-later', 'Harbour Later', 'LATER').replace(
      'opens: 2026-10-01',
      'opens: 2026-12-01',
    )
    const id = await putOnSale(issuer.page, yaml, 'Harbour Later Units')
    const at = `/offerings/${id}`
    const { page, faults } = await enterAs('Investor', { baseURL: server.url, viewport: PHONE, at })
    await page.getByRole('heading', { name: 'Are you interested?' }).waitFor()
    await page.getByLabel('Amount in USDX').fill('0.50')
    await page.getByRole('button', { name: 'I am interested' }).click()
    await page.getByText('The smallest subscription is 1.00 USDX.').first().waitFor()
    await page.getByLabel('Amount in USDX').fill('3.00')
    await looksRight(page, 'interest')
    await page.getByRole('button', { name: 'I am interested' }).click()
    const told = page.getByRole('link', { name: 'You are interested for 3.00 USDX.' })
    await told.waitFor()
    await told.click()
    await settled(page)
    await looksRight(page, 'interest-told')
    assert.deepEqual([...issuer.faults, ...faults], [])
  },
)

test(
  'an issuer opens the draft of Form C of a crowdfunding in Arabic, and what people have to fill in is counted',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await enterInArabic('Issuer', { baseURL: server.url })
    const yaml = sheetOnSale('harbour-crowd', 'Harbour Crowd', 'CROWD').replace('reg-d-506c', 'reg-cf')
    const id = await putOnSale(page, yaml, 'Harbour Crowd Units')
    await page.goto(`/offerings/${id}/form-c`)
    await page.getByRole('heading', { level: 1, name: 'Harbour Crowd Units' }).waitFor()
    const { open } = await fetched<{ open: readonly string[] }>(page, `/v1/offerings/${id}/form-c`)
    assert.ok(open.length > 0)
    await page
      .getByText(inArabic('filings.openParts', { count: open.length, parts: open.join(', ') }))
      .waitFor()
    await looksRight(page, 'ar-form-c')
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: inArabic('filings.save') }).click(),
    ])
    assert.match(fs.readFileSync(await saved.path(), 'utf8'), /Harbour Crowd/)
    assert.deepEqual(faults, [])
  },
)
