import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { enterAs, fetched, looksRight, looksWell } from './browser.ts'
import { sheetOnSale } from './sale.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()

const asIssuer = () => enterAs('Issuer', { baseURL: server.url })

/** Leaves a field, and waits until what was typed is kept. */
async function fill(page: Page, name: string, value: string): Promise<void> {
  const kept = page.waitForResponse('**/fields')
  await page.locator(`[name="${name}"]`).fill(value)
  await page.locator(`[name="${name}"]`).blur()
  assert.equal((await kept).status(), 200)
}
async function choose(page: Page, name: string, value: string): Promise<void> {
  const kept = page.waitForResponse('**/fields')
  await page.locator(`[name="${name}"]`).selectOption(value)
  await page.locator(`[name="${name}"]`).blur()
  assert.equal((await kept).status(), 200)
}
const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click()
const at = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor()

test('an issuer goes from an empty form to an asset, mending what is wrong on the way', async () => {
  const { page, context, faults } = await asIssuer()
  await page.goto('/assets')
  await page.getByRole('link', { name: 'New asset' }).first().click()
  await page.getByText('No drafts.').waitFor()
  await page.getByRole('button', { name: 'Begin with an empty form' }).click()

  await at(page, 'Type and legal shell')
  await looksWell(page, 'the empty form')
  // Nothing is said to be missing before one has tried to go on.
  assert.equal(await page.locator('[aria-invalid="true"]').count(), 0)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.locator('[name="key"][aria-invalid="true"]').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'key')
  await looksWell(page, 'a form with what is missing')

  await page.getByRole('button', { name: 'Fill with example' }).click()
  await page.locator('[name="asset.name"][value="Harbour Street Tower"]').waitFor()
  await fill(page, 'asset.name', 'North Quay House')
  await page.getByRole('heading', { level: 1, name: 'North Quay House' }).waitFor()
  await looksWell(page, 'a form that is filled')
  await page.getByRole('button', { name: 'Continue' }).click()

  await at(page, 'Valuation')
  await fill(page, 'valuations[0].amount', '60,000,000')
  const amount = page.locator('[name="valuations[0].amount"]')
  await page.locator('[name="valuations[0].amount"][aria-invalid="true"]').waitFor()
  const said = page.locator(
    `[id="${String(await amount.getAttribute('aria-describedby'))
      .split(' ')
      .at(-1)}"]`,
  )
  assert.match(await said.innerText(), /^This is not a plain decimal number\./)
  await page.getByRole('button', { name: 'AMOUNT_FORMAT' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  assert.equal(await amount.evaluate((each) => document.activeElement === each), true)
  await looksWell(page, 'a form with a mistake')
  await fill(page, 'valuations[0].amount', '60000000.00')
  await page.locator('[name="valuations[0].amount"]:not([aria-invalid])').waitFor()

  await page.getByRole('button', { name: 'Add to valuations' }).click()
  await fill(page, 'valuations[1].date', '2026-09-30')
  await page.getByRole('button', { name: 'Remove Valuation 2' }).click()
  await page.locator('[name="valuations[1].date"]').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Continue' }).click()

  await at(page, 'Units and offering')
  await fill(page, 'shareClass.name', 'North Quay Units')
  await fill(page, 'shareClass.symbol', 'QUAY')
  // The chain keeps its own time, whatever day the sandbox has.
  await fill(page, 'offering.closes', '2099-12-31')
  await step(page, 'Rules and income')
  await at(page, 'Rules and income')
  await looksWell(page, 'the rules')
  await choose(page, 'income.frequency', 'quarterly')
  await fill(page, 'income.firstMonth', '2')
  await fill(page, 'income.payDay', '20')
  await choose(page, 'income.record', 'days-before-pay-day')
  await page.getByRole('button', { name: 'RECORD_DAYS', exact: true }).waitFor()
  await fill(page, 'income.recordDays', '5')
  await page.locator('[name="income.recordDays"]:not([aria-invalid])').waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()

  await at(page, 'Review')
  await page.getByText('on chain: token QUAY').waitFor()
  await page.getByText('Two people').waitFor()
  await looksWell(page, 'the review')
  const text = await page.getByLabel('YAML', { exact: true }).inputValue()
  assert.match(text, /# Rule 506\(c\): every purchaser is accredited\./)
  assert.match(text, /amount: '60000000\.00'/)

  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('heading', { level: 1, name: 'North Quay House' }).waitFor()
  await page.waitForURL('**/assets/ast_*')
  await page.getByText('60,000,000.00').first().waitFor()
  await page.getByText('Quarterly, on day 20 of the month after').waitFor()
  await page.getByText('April, July, October, January').waitFor()
  await page.getByText('Close of the day 5 days before it is paid').waitFor()
  await page.getByText('The file, the records and the chain say the same.').waitFor()

  // The same steps change what is in force: the plan shows the difference, and nothing else.
  await page.getByRole('button', { name: 'Change the terms' }).click()
  await at(page, 'Type and legal shell')
  await fill(page, 'asset.address', '2 North Quay, New York, NY')
  await step(page, 'Review')
  await at(page, 'Review')
  const plan = page.getByRole('listitem').filter({ hasText: '2 North Quay, New York, NY' })
  await plan.getByText('~').waitFor()
  await looksWell(page, 'the review of a change')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  await page.waitForURL('**/assets/ast_*')
  await page.getByText('2 North Quay, New York, NY').first().waitFor()

  // Another building of the same company says a number of it that this file does not know: the difference is shown, and the file
  // that is saved now is written from the records.
  const other = sheetOnSale().replace(
    'jurisdiction: US-DE',
    "jurisdiction: US-DE\n  registryNumber: '7654321'",
  )
  await fetched(page, '/v1/term-sheets/apply', { yaml: other })
  await page.reload()
  const difference = page.getByRole('listitem').filter({ hasText: 'registry number' })
  await difference.getByText('The records say').waitFor()
  await difference.getByText('7654321').waitFor()
  await difference.getByText('nothing', { exact: true }).waitFor()
  await looksRight(page, 'drift')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  assert.match(fs.readFileSync(await (await saved).path(), 'utf8'), /registryNumber: '7654321'/)
  await page.getByText(/^Written anew from the records/).waitFor()

  await page.goto('/new-asset')
  await page.getByText('No drafts.').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a file that was written by hand becomes a draft, is mended as text, and is found again', async () => {
  const { page, context, faults } = await asIssuer()
  await page.goto('/new-asset')
  await page.locator('input[type="file"]').setInputFiles({
    name: 'tower.png',
    mimeType: 'image/png',
    buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\r'),
  })
  await page.getByText('“tower.png” is no text.').waitFor()
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'mine.yaml', mimeType: 'text/yaml', buffer: Buffer.from('key: [\n') })
  // Without fields there is only the text.
  await at(page, 'Review')
  await page.getByRole('heading', { name: '1 mistake' }).waitFor()
  assert.equal(
    await page
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('button', { name: 'Valuation' })
      .isDisabled(),
    true,
  )
  await page.getByLabel('YAML', { exact: true }).fill('# Mine.\nkey: mine\nbroker: somebody\n')
  await page.getByRole('button', { name: 'Save the text' }).click()
  await step(page, 'Type and legal shell')
  await fill(page, 'asset.name', 'My House')
  await step(page, 'Review')
  const text = page.getByLabel('YAML', { exact: true })
  await page.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some(({ value }) => value.includes('My House')),
  )
  assert.match(await text.inputValue(), /^# Mine\.\n/)
  assert.match(await text.inputValue(), /broker: somebody\n/)

  await page.getByRole('link', { name: 'Drafts' }).click()
  await page.getByRole('link', { name: 'My House' }).waitFor()
  await looksWell(page, 'the drafts')
  await page.getByRole('link', { name: 'My House' }).click()
  await page.locator('[name="key"][value="mine"]').waitFor()
  await page.getByRole('link', { name: 'Drafts' }).click()
  await page.getByRole('button', { name: /^Delete ?: My House/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No drafts.').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
