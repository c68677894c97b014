import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { mnemonicToAccount } from 'viem/accounts'
import { demoHome, startServer } from '../demo-server.ts'
import { axeViolations, DESKTOP, injectWallet, openPage, overflows, PHONE } from './browser.ts'

/* What people do with their wallets besides moving units, clicked: signing in, linking a second one, naming it. */

const account = (addressIndex: number) =>
  mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex })
const [ana, second] = [account(20), account(60)]

const home = await demoHome()
const server = await startServer(home)
after(async () => {
  await server.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

/** At both widths nothing sticks out, and axe finds nothing. */
async function looksRight(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESKTOP
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport)
    assert.equal(await overflows(page), false, `${name} is wider than ${viewport.width}`)
  }
  assert.deepEqual(await axeViolations(page), [], name)
  await page.setViewportSize(before)
}

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
  const { page, context, faults } = await openPage({ baseURL: server.url, viewport: PHONE })
  await injectWallet(context, second)
  await page.goto('/profile')
  await page.getByRole('button', { name: /^Investor/ }).click()
  await page.getByRole('button', { name: 'Link a wallet with Test wallet' }).click()
  await page.getByRole('button', { name: `Name ${second.address}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name of the wallet').fill('\u0007')
  await dialog.getByRole('button', { name: 'Keep the name' }).click()
  await dialog.getByText('This text is empty, too long, or holds control characters.').waitFor()
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
