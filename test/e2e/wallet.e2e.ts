import assert from 'node:assert/strict'
import { test } from 'node:test'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { pdfOf } from '../../src/platform/file/testing/samples.ts'
import { enterAs, fetched, injectWallet, looksRight, openPage, PHONE } from './browser.ts'
import { browsedServer } from './server.ts'

/* What people do with their wallets besides moving units, clicked: signing in, linking a second one, naming it. */

const account = developmentAccount
const [ana, second] = [account(20), account(60)]

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

test('a holder asks for a lost wallet’s units, the new wallet consents, an officer approves, the holder objects', async () => {
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

  const at = '/recoveries'
  const officer = await enterAs('Compliance officer', { baseURL: server.url, dark: true, at })
  await officer.page.getByRole('heading', { level: 1, name: 'Recoveries' }).waitFor()
  await looksRight(officer.page, 'recoveries')
  await officer.page.getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByText('1 of 2').waitFor()
  await officer.page.getByRole('dialog').waitFor({ state: 'detached' })
  await officer.page.getByRole('button', { name: 'Approve' }).click()
  await officer.page.getByText('Two different officers approve, and neither of them is who asked.').waitFor()

  await page.reload()
  await page.getByRole('button', { name: 'Object' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('Stopped', { exact: true }).waitFor()
  assert.deepEqual([...faults, ...officer.faults], [])
  await Promise.all([context.close(), officer.context.close()])
})

test('an officer freezes units: the document is asked for, before and after are shown, then it happens', async () => {
  const at = '/enforcement'
  const { page, context, faults } = await enterAs('Compliance officer', { baseURL: server.url, at })
  await page.getByText('No power was used.').waitFor()
  await looksRight(page, 'no power')
  const { items } = await fetched<{ items: { id: string }[] }>(page, '/v1/instruments')
  await page.goto(`/instruments/${items[0]?.id}/holders/${ana.address}`)
  await page.getByRole('button', { name: 'Use a power' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Units').fill('10')
  await dialog.getByRole('button', { name: 'Show what it changes' }).click()
  await dialog.getByText('This is neither a paper of the holder nor').waitFor()
  await looksRight(page, 'a document is missing')
  await dialog.getByLabel('Legal document').fill('1:26-cv-00417')
  await dialog.getByRole('button', { name: 'Show what it changes' }).click()
  await dialog.getByText('nothing has happened yet').waitFor()
  await looksRight(page, 'before and after')
  await dialog.getByRole('button', { name: 'Do it' }).click()
  await page.getByText('It is on its way to the chain.').waitFor()
  await page.goto('/enforcement')
  await page.getByText('Done', { exact: true }).waitFor({ timeout: 30_000 })
  await looksRight(page, 'powers')
  assert.deepEqual(faults, [])
  await context.close()
})
