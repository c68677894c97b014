import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { pdfOf } from '../../src/platform/file/testing/samples.ts'
import {
  enterAs,
  enterAsSecondOfficer,
  fetched,
  injectWallet,
  looksRight,
  openPage,
  PHONE,
} from './browser.ts'
import { until } from './sale.ts'
import { browsedServer } from './server.ts'

/* What people do with their wallets besides moving units, clicked: signing in, linking a second one, naming it. */

const account = developmentAccount
const [ana, ben, second] = [account(20), account(21), account(60)]

const server = await browsedServer()

test('a wallet that is linked to nobody is refused at the door; a linked one lets its holder in', async () => {
  const stranger = await openPage({ baseURL: server.url, viewport: PHONE })
  await injectWallet(stranger.context, second)
  await stranger.page.goto('/')
  await stranger.page.getByRole('button', { name: 'Sign in with Test wallet' }).click()
  await stranger.page.getByText('Nobody signs in with this wallet.').waitFor()
  await looksRight(stranger.page, 'refused')

  const holder = await openPage({ baseURL: server.url, dark: true })
  await injectWallet(holder.context, ana)
  await holder.page.goto('/profile')
  await holder.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await looksRight(holder.page, 'sign-in')
  await holder.page.getByRole('button', { name: 'Sign in with Test wallet' }).click()
  await holder.page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
  assert.deepEqual([...stranger.faults, ...holder.faults], [])
  await Promise.all([stranger.context.close(), holder.context.close()])
})

test('an investor links a second wallet, names it, and signs in with it', async () => {
  const { page, context, faults } = await enterAs('Investor', { baseURL: server.url, viewport: PHONE })
  await injectWallet(context, second)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Link a wallet with Test wallet' }).click()
  await page.getByRole('button', { name: `Name ${second.address}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name of the wallet').fill('\u0007')
  await dialog.getByRole('button', { name: 'Keep the name' }).click()
  await dialog.getByText('This text holds invisible').waitFor()
  await looksRight(page, 'rename')
  await dialog.getByLabel('Name of the wallet').fill('Savings')
  await dialog.getByRole('button', { name: 'Keep the name' }).click()
  await page.getByText('Savings', { exact: true }).waitFor()
  await looksRight(page, 'two wallets')
  assert.deepEqual(faults, [])
  await context.close()

  const again = await openPage({ baseURL: server.url })
  await injectWallet(again.context, second)
  await again.page.goto('/')
  await again.page.getByRole('button', { name: 'Sign in with Test wallet' }).click()
  await again.page.getByRole('heading', { name: /^Good to see you/ }).waitFor()
  await again.context.close()
})

test('an officer freezes units at once; units are taken away once a second officer has agreed', async () => {
  const at = '/enforcement'
  const { page, context, faults } = await enterAs('Compliance officer', { baseURL: server.url, at })
  await page.getByText('No power was used.').waitFor()
  await looksRight(page, 'no power')
  const { items } = await fetched<{ items: { id: string }[] }>(page, '/v1/instruments')
  const register = `/instruments/${items[0]?.id}`
  await page.goto(`${register}/holders/${ana.address}`)
  await page.getByRole('button', { name: 'Use a power' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Units').fill('10')
  await dialog.getByRole('button', { name: 'Show what it changes' }).click()
  await dialog.getByText('This is neither a paper of the holder nor').waitFor()
  await looksRight(page, 'a document is missing')
  await dialog.getByLabel('Legal document').fill('1:26-cv-00417')
  await dialog.getByRole('button', { name: 'Show what it changes' }).click()
  await dialog.getByText('nothing has happened yet').waitFor()
  await dialog.getByRole('button', { name: 'Do it' }).click()
  await page.getByText('It is on its way to the chain.').waitFor()
  await page.goto('/enforcement')
  await page.getByText('Done', { exact: true }).waitFor({ timeout: 30_000 })

  await page.goBack()
  await page.getByRole('button', { name: 'Use a power' }).click()
  await dialog.getByLabel('Measure').selectOption('Forced transfer')
  await dialog.getByLabel('Units').fill('4')
  await dialog.getByLabel('To wallet').fill(ben.address)
  await dialog.getByLabel('Legal document').fill('1:26-cv-00417')
  await dialog.getByRole('button', { name: 'Show what it changes' }).click()
  await dialog.getByText('nothing has happened yet').waitFor()
  await looksRight(page, 'before and after')
  await dialog.getByRole('button', { name: 'Ask a second officer' }).click()
  await page.getByText('It waits for a second officer.').waitFor()
  const agreeing = await enterAsSecondOfficer(page, { baseURL: server.url, viewport: PHONE })
  await agreeing.page.goto('/enforcement')
  await agreeing.page.getByRole('button', { name: 'Agree to it' }).click()
  await agreeing.page.getByText('You have read the document.').waitFor()
  await looksRight(agreeing.page, 'powers')
  await agreeing.page.getByRole('dialog').getByRole('button', { name: 'Agree to it' }).click()
  await agreeing.page.getByText('Done', { exact: true }).nth(1).waitFor({ timeout: 30_000 })
  await page.goto(`${register}/register`)
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await row('Ana Ruiz').getByText('496', { exact: true }).waitFor()
  await row('Ben Okafor').getByText('254', { exact: true }).first().waitFor()
  assert.deepEqual([...faults, ...agreeing.faults], [])
  await Promise.all([context.close(), agreeing.context.close()])
})

test('a holder asks for a lost wallet’s units and objects; asked again, two officers approve, and after three days they move', async () => {
  const { page, context, faults } = await enterAs('Investor', { baseURL: server.url, viewport: PHONE })
  await injectWallet(context, second)
  await page.goto('/profile')
  await page.getByText('Link a second wallet and hand in a paper about the loss first.').waitFor()
  await page.getByRole('button', { name: 'Hand in a paper' }).click()
  await page.getByLabel('What it is').selectOption({ label: 'Other' })
  const buffer = pdfOf({ pages: 1 })
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'affidavit.pdf', mimeType: 'application/pdf', buffer })
  await page.getByText('affidavit.pdf').waitFor()
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByRole('button', { name: 'Recover a lost wallet' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Lost wallet').selectOption({ label: 'Savings' })
  await dialog.getByLabel('New wallet').selectOption({ label: ana.address })
  await dialog.getByRole('button', { name: 'Ask for it' }).click()
  await dialog.getByText('The lost wallet holds no units and never held any.').waitFor()
  await looksRight(page, 'ask for a recovery')
  await dialog.getByLabel('Lost wallet').selectOption({ label: ana.address })
  await dialog.getByLabel('New wallet').selectOption({ label: 'Savings' })
  await dialog.getByRole('button', { name: 'Ask for it' }).click()
  await page.getByRole('button', { name: 'Sign for the new wallet with Test wallet' }).click()
  await page.getByText('The new wallet has consented.').waitFor()
  await page.getByText('Consented', { exact: true }).waitFor()
  await looksRight(page, 'consented')

  await page.getByRole('button', { name: 'Object' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('Stopped', { exact: true }).waitFor()

  // Asked for anew, nobody objects.
  const { user } = await fetched<{ user: { investor: string } }>(page, '/v1/session')
  const investor = `/v1/investors/${user.investor}`
  const papers = await fetched<{ items: { id: string }[] }>(page, `${investor}/files`)
  const { id, message } = await fetched<{ id: string; message: string }>(page, `${investor}/recoveries`, {
    lost: ana.address,
    fresh: second.address,
    evidence: papers.items[0]?.id,
  })
  const signature = await second.signMessage({ message })
  await fetched(page, `/v1/recoveries/${id}/consent`, { signature })

  const at = '/recoveries'
  const officer = await enterAs('Compliance officer', { baseURL: server.url, dark: true, at })
  await officer.page.getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByText('1 of 2').waitFor()
  await officer.page.getByRole('dialog').waitFor({ state: 'detached' })
  await officer.page.getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByText('Two different officers approve, and neither of them is who asked.').waitFor()
  const agreeing = await enterAsSecondOfficer(officer.page, { baseURL: server.url })
  await agreeing.page.goto(at)
  await agreeing.page.getByRole('button', { name: 'Approve' }).click()
  await agreeing.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await agreeing.page.getByText('Nov 5, 2026').waitFor()
  await fetched(officer.page, '/v1/sandbox/clock', { to: '2026-11-06T14:00:00Z' })
  await until<{ status: string }>(page, `/v1/recoveries/${id}`, ({ status }) => status === 'done')
  await officer.page.goto(at)
  await officer.page.getByText('496 units of Harbour Street Tower Units').waitFor()
  await looksRight(officer.page, 'recovered')
  await page.goto('/holdings')
  await page.getByText('496').first().waitFor()

  // What was refused on the way is found again, and kept as a file.
  await officer.page.goto('/refusals')
  await officer.page.getByRole('button', { name: 'Filter' }).click()
  await officer.page.getByLabel('Column').selectOption('Reasons')
  await officer.page.getByLabel('Value').fill('NOTHING_HELD')
  await officer.page.getByRole('button', { name: 'Add filter' }).click()
  await officer.page.getByText(/^1 of \d+$/).waitFor()
  const refused = officer.page.getByRole('row').filter({ hasText: 'The lost wallet holds no units' })
  await refused.getByRole('link', { name: 'Ana Ruiz' }).waitFor()
  await looksRight(officer.page, 'refusals')
  await officer.page.getByRole('link', { name: 'CSV of all rows' }).waitFor()
  await officer.page.getByRole('button', { name: 'CSV of these rows' }).waitFor()
  // By a reason's code and by whom it was about, the server finds it among all that were ever refused, and so does the file.
  await refused.getByRole('button', { name: 'NOTHING_HELD' }).click()
  await officer.page.getByRole('button', { name: 'Remove the filter Reasons contains NOTHING_HELD' }).click()
  await refused.getByRole('link', { name: 'Ana Ruiz' }).click()
  await officer.page.getByRole('link', { name: 'What was refused to them' }).click()
  await officer.page.getByRole('button', { name: 'Remove the filter Ana Ruiz' }).waitFor()
  await refused.getByRole('button', { name: 'NOTHING_HELD' }).click()
  await officer.page.getByRole('button', { name: 'Remove the filter NOTHING_HELD' }).waitFor()
  await officer.page.getByText(/^1 row$/).waitFor()
  await officer.page.getByLabel('Instrument').selectOption('Ravenswood 9415 Units')
  await officer.page.getByText('Nothing was refused that fits all of this.').waitFor()
  await officer.page.getByLabel('Instrument').selectOption('All')
  await looksRight(officer.page, 'refusals-narrowed')
  const [saved] = await Promise.all([
    officer.page.waitForEvent('download'),
    officer.page.getByRole('link', { name: 'CSV' }).click(),
  ])
  const file = fs.readFileSync(await saved.path(), 'utf8')
  assert.match(file, /"recovery","","Ana Ruiz",.*"NOTHING_HELD"/)
  assert.equal(file.trim().split('\n').length, 2, 'nothing else is in the file')
  assert.deepEqual([...faults, ...officer.faults, ...agreeing.faults], [])
  await Promise.all([context.close(), officer.context.close(), agreeing.context.close()])
})
