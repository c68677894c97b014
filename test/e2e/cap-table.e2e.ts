import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { axeViolations, enterAs, overflows, PHONE } from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()

const HEADER = 'stakeholder,security,class,quantity,issued,price,amount,currency,cap'
const ROWS = [
  'Ada Okafor,common,Common,6000000,2023-01-01,0.0001,,USD,',
  'Finch LP,preferred,Seed,2000000,2024-03-01,0.5,,USD,',
  'Kestrel LLC,safe,,,2024-08-01,,1000000,USD,10000000',
]

test('a list of a company is mended by its rows, read, and counted fully diluted, on a desk and on a phone', async () => {
  const { page, context, faults } = await enterAs('Issuer', { baseURL: server.url, at: '/assets' })
  await page
    .getByRole('link', { name: /Harbour Street/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Cap table', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Cap table' }).waitFor()
  const read = async (rows: readonly string[]) => {
    const buffer = Buffer.from([HEADER, ...rows].join('\n'))
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'company.csv', mimeType: 'text/csv', buffer })
    await page.getByText('company.csv').waitFor()
    await page.getByRole('button', { name: 'Read it' }).click()
  }
  await read([...ROWS, 'Bo,option,Common,-5,2024-13-01,,,,'])
  await page.getByText('The file could not be read as a whole.', { exact: false }).waitFor()
  await page.getByText('line 5, quantity').waitFor()
  await page.getByText('line 5, issued').waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await read(ROWS)
  await page.getByText('8,888,888').waitFor()
  await page.getByRole('cell', { name: 'Kestrel LLC' }).waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await page.getByLabel('Day on which the company was formed').fill('2022-05-04')
  const register = page.getByRole('link', { name: 'Download' }).first()
  assert.match((await register.getAttribute('href')) ?? '', /cap-table\.zip\?formedOn=2022-05-04$/)
  await page.getByLabel('Class whose shares are the units').fill('Common')
  await page.getByRole('button', { name: 'Show what it changes' }).click()
  await page.getByText('8 added, 0 changed, 0 removed.').waitFor()
  await page.getByRole('button', { name: 'Keep as the next version' }).click()
  await page.getByText('They differ: the register counts').waitFor()
  await page.getByRole('cell', { name: 'Units of the token' }).waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Version 1' }).click()
  const buffer = fs.readFileSync(await (await saved).path())
  assert.deepEqual(await axeViolations(page), [])

  // By the slider, the day after the first security: one line is there, and it is all of it.
  const slider = page.getByRole('slider', { name: 'As of, from the first day to today' })
  await slider.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.waitForURL(/asOf=2023-01-02/)
  await page.getByText('As it was on that day.').waitFor()
  await page.getByText('8,888,888').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Now', exact: true }).click()
  await page.getByText('8,888,888').waitFor()

  await page.getByText('Left empty, caps alone count.').first().waitFor()
  // What the next round costs says how many shares a convertible becomes: it takes the lower price.
  const kept = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'The cap table that is kept' }) })
  await kept.getByLabel('Price of a share in the next round').fill('0.50')
  await kept.getByRole('button', { name: 'Show', exact: true }).click()
  await page.getByText('10,000,000').first().waitFor()
  await page.getByText('8,888,888').waitFor({ state: 'detached' })
  await kept.getByLabel('Price of a share in the next round').fill('')
  await kept.getByRole('button', { name: 'Show', exact: true }).click()
  await page.getByText('8,888,888').waitFor()

  // The package that was given back is read like any other, and says the same.
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'kept.ocf.zip', mimeType: 'application/zip', buffer })
  await page.getByText('kept.ocf.zip').waitFor()
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByLabel('Class whose shares are the units').fill('Common')
  await page.getByRole('button', { name: 'Show what it changes' }).click()
  await page.getByText('It says the same as what is kept. Nothing changes.').first().waitFor()
  await page.setViewportSize(PHONE)
  assert.equal(await overflows(page), false)
  assert.deepEqual(await axeViolations(page), [])
  assert.deepEqual(faults, [])
  await context.close()
})
