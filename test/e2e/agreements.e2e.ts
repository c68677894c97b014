import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeViolations,
  type DemoRole,
  DESKTOP,
  enterAs,
  injectWallet,
  overflows,
  PHONE,
  settleDoubts,
  settled,
} from './browser.ts'
import { ana, putOnSale, sheetOnSale } from './sale.ts'
import { browsedServer } from './server.ts'

/* An offering that asks for agreements: the investor reads and signs before paying, the issuer countersigns before closing. */

const server = await browsedServer()

const signedIn = (role: DemoRole, viewport = DESKTOP) => enterAs(role, { baseURL: server.url, viewport })

async function fits(page: Page): Promise<void> {
  await settled(page)
  const before = page.viewportSize() ?? DESKTOP
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport)
    assert.equal(await overflows(page), false, `wider than ${viewport.width}`)
  }
  assert.deepEqual(await axeViolations(page), [])
  await page.setViewportSize(before)
}

const SHEET = sheetOnSale('harbour-yard', 'Harbour Yard', 'YARD').replace(
  'closes: 2026-12-31',
  'closes: 2026-12-31\n  agreement: signed',
)

test(
  'an investor signs the agreement and pays; it closes once the issuer has countersigned',
  { timeout: 120_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const id = await putOnSale(issuer.page, SHEET, 'Harbour Yard Units')

    const { page, context, faults } = await signedIn('Investor', PHONE)
    await injectWallet(context, ana)
    await page.goto(`/offerings/${id}`)
    await page.getByRole('link', { name: 'Subscribe' }).click()
    await page.getByLabel('Your experience with such holdings').selectOption('More than 5 years')
    await page.getByLabel('How much of this money could you lose').selectOption('A part of it')
    await page.getByLabel('For how long can you do without').selectOption('More than 5 years')
    await page.getByLabel('What do you want to reach?').selectOption('Regular income')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Amount in USDX').fill('5.00')
    await page.getByRole('button', { name: 'Continue' }).click()
    // As many risks as the sheet and the platform tell, one by one.
    const place = page.getByText(/^Risk \d+ of \d+$/)
    await place.waitFor()
    const risks = Number(/of (\d+)/.exec(await place.innerText())?.[1])
    for (let n = 1; n <= risks; n++) {
      await page.getByText(`Risk ${n} of ${risks}`).waitFor()
      await page.getByRole('button', { name: 'I have read and understood this' }).click()
    }
    const read = page.getByRole('link', { name: 'Read the agreement (PDF)' })
    await read.waitFor()
    const saved = page.waitForEvent('download')
    await read.click()
    assert.match((await saved).suggestedFilename(), /^agreement-sub_\w+\.pdf$/)
    await page.getByLabel('Your legal name').fill('Anna Ruiz')
    await fits(page)
    await page.getByRole('button', { name: 'Sign with Test wallet' }).click()
    await page.getByText('This is not the name of record.').waitFor()
    await fits(page)
    await page.getByLabel('Your legal name').fill('ana ruiz')
    await page.getByRole('button', { name: 'Sign with Test wallet' }).click()
    await page.getByText('Your wallet shows the amount and the escrow that receives it.').waitFor()
    await settleDoubts(server.url)
    await page.getByRole('button', { name: 'Sign and pay with Test wallet' }).click()
    await page.getByText('Your money is in escrow.').first().waitFor({ timeout: 30_000 })

    await issuer.page.goto(`/offerings/${id}`)
    await issuer.page.getByRole('link', { name: 'Closing' }).click()
    await issuer.page.getByText('1 have an agreement that is not signed by both sides').waitFor()
    await issuer.page.goBack()
    await issuer.page.getByRole('link', { name: 'Agreements' }).click()
    await issuer.page.getByRole('link', { name: 'Ana Ruiz' }).waitFor()
    await fits(issuer.page)
    await issuer.page.getByRole('button', { name: 'Countersign 1' }).click()
    const dialog = issuer.page.getByRole('dialog')
    await dialog.getByText('With this you sign 1 agreement for the issuer.').waitFor()
    await fits(issuer.page)
    await dialog.getByRole('button', { name: 'Countersign 1' }).click()
    await issuer.page.getByText('1 agreement is countersigned.').waitFor()
    await issuer.page.getByRole('link', { name: 'Ana Ruiz' }).click()
    await issuer.page.getByText('Signed by both sides.').waitFor()
    await fits(issuer.page)
    await issuer.page.goBack()
    await issuer.page.goBack()
    await issuer.page.getByRole('link', { name: 'Closing' }).click()
    await issuer.page.getByText('Nothing is in its way.').waitFor()
    assert.deepEqual([...faults, ...issuer.faults], [])
    await Promise.all([context.close(), issuer.context.close()])
  },
)
