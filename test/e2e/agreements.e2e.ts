import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enterInArabic, inArabic, injectWallet, looksRight, PHONE, settleDoubts } from './browser.ts'
import { ana, putOnSale, sheetOnSale } from './sale.ts'
import { browsedServer } from './server.ts'

/*
 * An offering that asks for agreements: the investor reads and signs before paying, the issuer countersigns before closing.
 * All of it in Arabic; other files subscribe in English.
 */

const server = await browsedServer()

const SHEET = sheetOnSale('harbour-yard', 'Harbour Yard', 'YARD').replace(
  'closes: 2026-12-31',
  'closes: 2026-12-31\n  agreement: signed',
)

test(
  'an investor subscribes on a phone in Arabic, signs the agreement and pays; it closes once the issuer has countersigned',
  { timeout: 120_000 },
  async () => {
    const issuer = await enterInArabic('Issuer', { baseURL: server.url })
    const id = await putOnSale(issuer.page, SHEET, 'Harbour Yard Units')

    const { page, context, faults } = await enterInArabic('Investor', {
      baseURL: server.url,
      viewport: PHONE,
    })
    await injectWallet(context, ana)
    await page.goto(`/offerings/${id}`)
    await page.getByRole('link', { name: inArabic('steps.link'), exact: true }).click()
    await page.getByLabel(inArabic('suitability.experience')).selectOption('over-5-years')
    await page.getByLabel(inArabic('suitability.bearableLoss')).selectOption('a-part')
    await page.getByLabel(inArabic('suitability.horizon')).selectOption('over-5-years')
    await page.getByLabel(inArabic('suitability.objective')).selectOption('income')
    await looksRight(page, 'ar-suitability')
    await page.getByRole('button', { name: inArabic('suitability.send') }).click()
    await page.getByLabel(inArabic('subscribe.amount', { currency: 'USDX' })).fill('4.50')
    await page
      .getByRole('button', { name: inArabic('quote.use', { amount: '5.00 USDX', units: 5 }) })
      .waitFor()
    await looksRight(page, 'ar-amount')
    await page.getByRole('button', { name: inArabic('quote.use', { amount: '5.00 USDX', units: 5 }) }).click()
    await page.getByText(inArabic('quote.exact', { units: 5 })).waitFor()
    await page.getByRole('button', { name: inArabic('subscribe.continue') }).click()
    // As many risks as the sheet and the platform tell, one by one.
    for (let n = 1; n <= 6; n++) {
      await page.getByText(inArabic('risk.place', { n, all: 6 })).waitFor()
      if (n === 2) await looksRight(page, 'ar-risks')
      await page.getByRole('button', { name: inArabic('risk.confirm') }).click()
    }
    const read = page.getByRole('link', { name: inArabic('signing.read') })
    await read.waitFor()
    const saved = page.waitForEvent('download')
    await read.click()
    assert.match((await saved).suggestedFilename(), /^agreement-sub_\w+\.pdf$/)
    const withWallet = (action: string) => inArabic('wallet.with', { action, wallet: 'Test wallet' })
    await page.getByLabel(inArabic('signing.name')).fill('Anna Ruiz')
    await page.getByRole('button', { name: withWallet(inArabic('signing.sign')) }).click()
    await page.getByText('ليس هذا هو الاسم المسجَّل.').waitFor()
    await looksRight(page, 'ar-agreement')
    await page.getByLabel(inArabic('signing.name')).fill('ana ruiz')
    await page.getByRole('button', { name: withWallet(inArabic('signing.sign')) }).click()
    await page.getByText(inArabic('subscribe.signNote')).waitFor()
    await looksRight(page, 'ar-pay')
    await settleDoubts(server.url)
    await page.getByRole('button', { name: withWallet(inArabic('subscribe.sign')) }).click()
    await page.getByRole('heading', { level: 1, name: inArabic('receipt.title') }).waitFor()
    await page.getByText(inArabic('next.confirmed')).waitFor({ timeout: 30_000 })
    await looksRight(page, 'ar-receipt')

    // What is in the way of the closing leads to what removes it.
    await issuer.page.goto(`/offerings/${id}/closing`)
    await issuer.page.getByRole('link', { name: inArabic('signing.toList') }).click()
    await issuer.page.getByRole('link', { name: 'Ana Ruiz' }).waitFor()
    await issuer.page.getByRole('button', { name: inArabic('signing.countersign', { count: 1 }) }).click()
    const dialog = issuer.page.getByRole('dialog')
    await dialog.getByText(inArabic('signing.countersignReview', { count: 1 })).waitFor()
    await looksRight(issuer.page, 'ar-countersign')
    await dialog.getByRole('button', { name: inArabic('signing.countersign', { count: 1 }) }).click()
    await issuer.page.getByText(inArabic('signing.countersigned', { count: 1 })).waitFor()
    await looksRight(issuer.page, 'ar-agreements')
    await issuer.page.getByRole('link', { name: 'Ana Ruiz' }).click()
    await issuer.page.getByText(inArabic('signing.bothSigned')).waitFor()
    await looksRight(issuer.page, 'ar-agreement-countersigned')
    await issuer.page.goto(`/offerings/${id}/closing`)
    await issuer.page.getByText(inArabic('closing.ready')).waitFor()
    assert.deepEqual([...faults, ...issuer.faults], [])
    await Promise.all([context.close(), issuer.context.close()])
  },
)
