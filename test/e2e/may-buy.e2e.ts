import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { enterAs, enterAsSecondOfficer, fetched, injectWallet, looksRight, PHONE } from './browser.ts'
import { putOnSale, sheetOnSale, until } from './sale.ts'
import { browsedServer } from './server.ts'

/* Who may buy and who may sell changes while they hold: by a list of sanctions, and by the end of an accreditation. */

const [ana, ben] = [developmentAccount(20), developmentAccount(21)]
const ROOT = path.join(import.meta.dirname, '..', '..')
const NAME = 'Quay Yard Units'
const server = await browsedServer()
const baseURL = server.url

/** To accredited investors alone. */
const own = await enterAs('Issuer', { baseURL })
const id = await putOnSale(own.page, sheetOnSale('quay-yard', 'Quay Yard', 'QUAY'), NAME)
await own.context.close()

async function openOffering(page: Page): Promise<void> {
  await page.goto(`/offerings/${id}`)
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
  await page.getByRole('heading', { name: 'Questions and answers' }).waitFor()
}
const subscribeLink = (page: Page) => page.getByRole('link', { name: 'Subscribe', exact: true })

/** Asks what would happen to one unit of the tower that goes from here to there. */
async function check(page: Page, transfer: { to: string }): Promise<void> {
  await page.goto('/holdings')
  await page.getByRole('link', { name: 'Harbour Street Tower Units' }).click()
  await page.getByRole('link', { name: 'Transfer units' }).click()
  await page.getByLabel('To wallet').fill(transfer.to)
  await page.getByLabel('Units').fill('1')
  await page.getByRole('button', { name: 'Check' }).click()
}

async function bringIn(page: Page, csv: string): Promise<void> {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-list-')), 'house.csv')
  fs.writeFileSync(file, csv)
  await page.goto('/screening')
  await page.getByRole('button', { name: 'Bring in a list' }).click()
  const dialog = page.getByRole('dialog')
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByText('The list', { exact: true }).click()
  await (await chooser).setFiles(file)
  await dialog.getByRole('button', { name: 'Bring in a list' }).click()
  await page.getByText(/^The list is in force/).waitFor()
}

async function approve(page: Page, name: string, until?: string): Promise<void> {
  await page.goto('/investors')
  await page.getByRole('link', { name: 'Ana Ruiz' }).first().click()
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  if (until !== undefined) await dialog.getByLabel('Accredited until').fill(until)
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test(
  'whoever a new list may name neither buys nor sells until an officer has cleared them, once',
  { timeout: 240_000 },
  async () => {
    const investor = await enterAs('Investor', { baseURL, viewport: PHONE })
    await injectWallet(investor.context, ana)
    await openOffering(investor.page)
    await subscribeLink(investor.page).waitFor()

    const officer = await enterAs('Compliance officer', { baseURL })
    const list = fs.readFileSync(path.join(ROOT, 'examples', 'lists', 'house.csv'), 'utf8').trimEnd()
    const named = `${list}\nH-900,person,Ana Ruiz,,12 Mar 1951,Cuba,F,,,invented for the test\n`
    await bringIn(officer.page, named)
    // Everybody is compared with it at once, one page of investors after the other.
    type Hits = { items: { investor: { displayName: string } }[] }
    await until<Hits>(officer.page, '/v1/screening/hits', ({ items }) =>
      items.some(({ investor }) => investor.displayName === 'Ana Ruiz'),
    )
    await officer.page.goto('/cases?tab=hits')
    await officer.page.getByRole('link', { name: 'Ana Ruiz' }).waitFor()
    await openOffering(investor.page)
    await looksRight(investor.page, 'listed')
    assert.equal(await subscribeLink(investor.page).count(), 0)
    assert.equal(await investor.page.getByText(/sanction|match/i).count(), 0, 'she is told nothing of it')
    await check(investor.page, { to: ben.address })
    await investor.page.getByText(/^This transfer is refused/).waitFor()

    // The whole name is hers, and her birth is not known: two clear her.
    const second = await enterAsSecondOfficer(officer.page, { baseURL })
    for (const { page } of [officer, second]) {
      await page.goto('/screening')
      await page.getByRole('link', { name: 'Ana Ruiz' }).first().click()
      await page.getByRole('button', { name: 'It is somebody else' }).click()
      await page.getByRole('dialog').getByLabel('Reason').fill('Born thirty years before her.')
      await page.getByRole('dialog').getByRole('button', { name: 'It is somebody else' }).click()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    // The same entry again asks nobody anew.
    await bringIn(officer.page, `${named}H-901,person,Somebody Else,,1950,Cuba,F,,,invented for the test\n`)
    await officer.page.goto('/cases?tab=hits')
    await officer.page.getByRole('button', { name: /^Hits/ }).waitFor()
    await officer.page.getByText('Nothing lies in this pile.').waitFor()

    await approve(second.page, 'Approve')
    await openOffering(investor.page)
    await subscribeLink(investor.page).waitFor()
    for (const one of [investor, officer, second]) {
      assert.deepEqual(one.faults, [])
      await one.context.close()
    }
  },
)

test('a lapsed accreditation may sell and not buy', { timeout: 240_000 }, async () => {
  const officer = await enterAs('Compliance officer', { baseURL })
  const { now } = await fetched<{ now: string }>(officer.page, '/v1/session')
  const today = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate()
  await approve(officer.page, 'Renew', today.add({ days: 1 }).toString())
  const to = Temporal.Instant.from(now).add({ hours: 72 }).toString()
  await fetched(officer.page, '/v1/sandbox/clock', { to })
  await until<{ moving: boolean }>(officer.page, '/v1/sandbox/clock', ({ moving }) => !moving)

  const { page, context, faults } = await enterAs('Investor', { baseURL, viewport: PHONE })
  await injectWallet(context, ana)
  await page.goto('/offerings')
  await page.getByRole('article').filter({ hasText: NAME }).getByText('Needs accreditation').waitFor()
  await openOffering(page)
  await page.getByText('Only accredited investors can hold these units.').first().waitFor()
  assert.equal(await subscribeLink(page).count(), 0)
  await page.getByText('Expired', { exact: true }).waitFor()
  await looksRight(page, 'lapsed')
  await check(page, { to: ben.address })
  await page.getByText('This transfer would go through.').waitFor()
  await page.getByRole('button', { name: 'Sign and send with Test wallet' }).click()
  await page.getByText('The transfer is on its way to the chain.').waitFor()
  await page.goto('/transfers')
  await page.getByText('Transferred').first().waitFor()

  // Nor does she get units from others.
  const { items } = await fetched<{ items: { name: string; instrument: { id: string } }[] }>(
    officer.page,
    '/v1/assets',
  )
  const tower = items.find(({ name }) => name === 'Harbour Street Tower')!.instrument.id
  await officer.page.goto(`/instruments/${tower}/transfer?from=${ben.address}&to=${ana.address}`)
  await officer.page.getByLabel('Units').fill('1')
  await officer.page.getByRole('button', { name: 'Check' }).click()
  await officer.page.getByText('RECEIVER_NOT_ACCREDITED').waitFor()
  assert.deepEqual([...faults, ...officer.faults], [])
  await Promise.all([context.close(), officer.context.close()])
})
