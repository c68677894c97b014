import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { enterAs, fetched, follow } from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()
const baseURL = server.url

test('a term sheet has become a security that pays its rent: clicked through as its people would', async (t) => {
  const issuer = await enterAs('Issuer', { baseURL, at: '/' })

  await t.test('the issuer sees October’s books balance to the last base unit', async () => {
    await issuer.page.getByRole('link', { name: 'Distributions' }).first().click()
    await issuer.page
      .getByRole('link', { name: /October 2026/ })
      .first()
      .click()
    await issuer.page.getByRole('heading', { name: 'Income of October 2026' }).waitFor()
    await issuer.page.getByText('Balances to the base unit').waitFor()
    assert.match(await issuer.page.locator('main').innerText(), /Declared\s+360,000\.00\sUSDX/)
  })

  await t.test('why the $500 investor received $3.60 can be read, step by step', async () => {
    await issuer.page
      .getByRole('row', { name: /Ana Ruiz/ })
      .getByRole('link', { name: 'Explain' })
      .click()
    await issuer.page.getByRole('heading', { name: 'Why 3.60 USDX' }).waitFor()
    const text = await issuer.page.locator('main').innerText()
    for (const step of [
      '400,000.00\u00a0USDX',
      '90\u00a0%',
      '360,000.00\u00a0USDX × 500 ÷ 50,000,000',
      '3.60\u00a0USDX',
    ])
      assert.ok(text.includes(step), `the explanation lacks ${step}`)
  })

  await t.test('the time slider moves to the next month, and the next rent pays itself', async () => {
    await issuer.page.getByRole('button', { name: /Nov 2, 2026/ }).click()
    await issuer.page.getByRole('button', { name: 'One day on, to Nov 3, 2026' }).dblclick()
    await issuer.page.getByText('Nothing more is due.').waitFor({ timeout: 60_000 })
    assert.equal(await issuer.page.getByRole('alert').count(), 0, 'a double press is one')
    await issuer.page.getByRole('button', { name: /Move/ }).click()
    await issuer.page
      .getByText(/Dec 1, 2026/)
      .first()
      .waitFor({ timeout: 60_000 })
    await issuer.page.keyboard.press('Escape')
    await issuer.page.getByRole('link', { name: 'Distributions' }).first().click()
    await issuer.page
      .getByRole('link', { name: /November 2026/ })
      .first()
      .click()
    await issuer.page.getByText('Balances to the base unit').waitFor({ timeout: 30_000 })
    assert.deepEqual(issuer.faults, [])
  })

  const investor = await enterAs('Investor', { baseURL, at: '/income' })
  await t.test('the $500 investor reads of their $3.60, and why', async () => {
    await investor.page.getByRole('link', { name: /^Explain October 2026/ }).click()
    await investor.page.getByRole('heading', { name: 'Why 3.60 USDX' }).waitFor()
    await investor.page.getByText('360,000.00 USDX × 500 ÷ 50,000,000').waitFor()
    // One row alone is nothing to sort, and a file all the same.
    await follow(investor.page, '/holdings')
    const [file] = await Promise.all([
      investor.page.waitForEvent('download'),
      investor.page.getByRole('button', { name: 'CSV' }).click(),
    ])
    assert.match(fs.readFileSync(await file.path(), 'utf8'), /"Harbour Street Tower Units","500"/)
    assert.deepEqual(investor.faults, [])
  })

  const all = await fetched<{ items: { id: string; key: string }[] }>(investor.page, '/v1/instruments')
  const instrument = all.items.find(({ key }) => key === 'office-tower')?.id ?? ''

  await t.test(
    'an unverified stranger’s transfer is refused with every reason; a verified one would go through',
    async () => {
      await investor.page.goto(`/instruments/${instrument}/transfer`)
      await investor.page.getByLabel('To wallet').fill('0x000000000000000000000000000000000000dEaD')
      await investor.page.getByLabel('Units').fill('900')
      await investor.page.getByRole('button', { name: 'Check' }).click()
      await investor.page.getByText('This transfer is refused, for 2 reasons.').waitFor()
      const text = await investor.page.locator('main').innerText()
      assert.match(text, /RECEIVER_NOT_REGISTERED[\s\S]*INSUFFICIENT_BALANCE/)

      await investor.page
        .getByLabel('To wallet')
        .fill(getAddress('0x08135da0a343e492fa2d4282f2ae34c6c5cc1bbe'))
      await investor.page.getByLabel('Units').fill('100')
      await investor.page.getByRole('button', { name: 'Check' }).click()
      await investor.page.getByText('This transfer would go through.').waitFor()
      assert.deepEqual(investor.faults, [])
    },
  )

  await t.test('a statement with a mistake is told where, and imported once it is mended', async () => {
    const { page } = issuer
    await page.goto(`/instruments/${instrument}/distributions`)
    await page.getByRole('button', { name: 'Import a statement' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Month').fill('2026-06')
    const bring = async (amount: string) => {
      const buffer = Buffer.from(`date,account,amount\n2026-06-01,Base rent,${amount}\n`)
      await dialog
        .locator('input[type=file]')
        .setInputFiles({ name: 'june.csv', mimeType: 'text/csv', buffer })
      await dialog.getByLabel('Statement (CSV)').and(page.getByText(amount)).waitFor()
      await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    }
    await bring('480 000')
    await dialog
      .getByText(/line 2/i)
      .first()
      .waitFor()
    await bring('480000.00')
    await page.getByText('The statement is imported.').waitFor()
    const { items } = await fetched<{ items: { period: string; net: { amount: string } }[] }>(
      page,
      `/v1/instruments/${instrument}/income-statements`,
    )
    assert.equal(items.find(({ period }) => period === '2026-06')?.net.amount, '480000.000000')
    assert.deepEqual(issuer.faults, [])
  })

  await t.test('anyone can check the proof without signing in and without JavaScript', async () => {
    const answer = await fetch(`${baseURL}/proof/${instrument}`)
    const text = await answer.text()
    assert.equal(answer.status, 200)
    for (const part of ['50,000,000', '360,000.00\u00a0USDX', 'Term sheet'])
      assert.ok(text.includes(part), `the page lacks ${part}`)
    assert.deepEqual(text.match(/<script[^>]*>[^<]*/g), ['<script src="/check-file.js" defer>'])
    assert.ok(!text.includes('Ana Ruiz'))
  })
})
