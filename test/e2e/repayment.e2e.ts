import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type DemoRole, enterAs, enterAsSecondOfficer, fetched, looksRight, PHONE } from './browser.ts'
import { ana, payFor, putOnSale, sheetOnSale, until } from './sale.ts'
import { browsedServer } from './server.ts'

/*
 * The principal of a note, clicked: prepared by the issuer, confirmed by an officer, and repaid on its day; what was frozen then is
 * held until two officers release it.
 */

const server = await browsedServer()

const signedIn = (role: DemoRole, options: { readonly viewport?: typeof PHONE } = {}) =>
  enterAs(role, { baseURL: server.url, ...options })

/** Five units of a note of $100 each, which matures on the 20th of November. */
function note(): string {
  const yaml = sheetOnSale('harbour-note', 'Harbour Note', 'NOTE')
  const [before, after] = [yaml.slice(0, yaml.indexOf('\nincome:')), yaml.slice(yaml.indexOf('\npayment:'))]
  const coupon = [
    "rate: '6'",
    "faceValue: '100'",
    'dayCount: 30/360-BOND',
    'frequency: annual',
    'from: 2026-10-20',
    'maturity: 2026-11-20',
  ]
  return `${before}\ncoupon:\n  ${coupon.join('\n  ')}\n${after}`
}

async function moveTo(page: Page, to: string): Promise<void> {
  await fetched(page, '/v1/sandbox/clock', { to })
  await until<{ moving: boolean }>(page, '/v1/sandbox/clock', ({ moving }) => !moving)
}

test(
  'a principal is prepared by one, confirmed by another, and repaid on its day',
  { timeout: 240_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const officer = await signedIn('Compliance officer')
    const investor = await signedIn('Investor', { viewport: PHONE })
    const { page } = issuer
    const id = await putOnSale(page, note(), 'Harbour Note Units')
    await payFor(investor.page, { url: server.url, offering: id })
    await fetched(page, `/v1/offerings/${id}/closing`, {})
    await fetched(officer.page, `/v1/offerings/${id}/closing/confirmation`, {})
    await until<{ status: string }>(page, `/v1/offerings/${id}`, ({ status }) => status === 'closed')

    await moveTo(page, '2026-11-13T12:00:00Z')
    type Asset = { id: string; name: string }
    const assets = await fetched<{ items: Asset[] }>(page, '/v1/assets')
    const asset = `/assets/${assets.items.find(({ name }) => name === 'Harbour Note')?.id}`
    await page.goto(asset)
    await page.getByRole('heading', { name: 'Principal', exact: true }).waitFor()
    await looksRight(page, 'principal-due')
    await page.getByRole('button', { name: 'Prepare the repayment' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Prepare the repayment' }).click()
    await page.getByText('It is prepared. Somebody else confirms it.').waitFor()

    await officer.page.goto(asset)
    await officer.page.getByRole('button', { name: 'Confirm the repayment' }).click()
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Confirm the repayment' }).click()
    await officer.page.getByText('It is ordered').waitFor()
    await officer.page.goto(asset)
    await officer.page.getByText('Paying').waitFor()
    await looksRight(officer.page, 'principal-ordered')

    const { instrument } = await fetched<{ instrument: { id: string } }>(page, `/v1/offerings/${id}`)
    const power = { kind: 'freeze-units', wallet: ana.address, units: '2', reason: 'court-order' }
    await fetched(officer.page, `/v1/instruments/${instrument.id}/enforcements`, {
      ...power,
      document: '1:26-cv-00417',
    })
    await until<{ items: { status: string }[] }>(officer.page, '/v1/enforcements', ({ items }) =>
      items.some(({ status }) => status === 'done'),
    )
    await moveTo(page, '2026-11-20T12:00:00Z')
    await page.goto(asset)
    await page.getByText('Balances to the base unit').waitFor({ timeout: 60_000 })
    await looksRight(page, 'principal-held')

    const second = await enterAsSecondOfficer(officer.page, { baseURL: server.url })
    await officer.page.goto(asset)
    await officer.page.getByRole('button', { name: 'Release what is held' }).click()
    const asking = officer.page.getByRole('dialog')
    await asking.getByLabel('What ends it').fill('1:26-cv-00417 closed')
    await asking.getByRole('button', { name: 'Ask a second officer' }).click()
    await officer.page.getByText('You have asked for it. Another officer releases it.').waitFor()
    await looksRight(officer.page, 'principal-release-asked')
    await until<{ items: { title: string }[] }>(second.page, '/v1/inbox', ({ items }) =>
      items.some(({ title }) => title === 'A principal waits to be released'),
    )
    await second.page.goto(asset)
    await second.page.getByRole('button', { name: 'Release it' }).click()
    const dialog = second.page.getByRole('dialog')
    await dialog.getByText('It is paid to the holder then, and cannot be taken back.').waitFor()
    await dialog.getByRole('button', { name: 'Release it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await until<{ parked: { amount: string } }>(
      page,
      `/v1/instruments/${instrument.id}/repayment`,
      ({ parked }) => !/[1-9]/.test(parked.amount),
    )
    await second.context.close()
    await page.goto(asset)
    await page.getByText('Balances to the base unit').waitFor()
    await looksRight(page, 'principal-repaid')
    await investor.page.goto(asset)
    await investor.page.getByText('500.00 USDX').first().waitFor()
    await looksRight(investor.page, 'principal-mine')
    assert.deepEqual([...issuer.faults, ...officer.faults, ...investor.faults], [])
  },
)
