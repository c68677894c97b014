import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { readArchive } from '../../src/platform/file/archive.ts'
import { pdfOf } from '../../src/platform/file/testing/samples.ts'
import {
  axeViolations,
  type DemoRole,
  DESKTOP,
  enterAs,
  fetched,
  openPage,
  overflows,
  PHONE,
} from './browser.ts'
import { browsedServer } from './server.ts'

/*
 * A document's way, clicked: the issuer uploads it and a second version, the investor saves it, the issuer sees who did,
 * anybody drops a copy on the public page and learns since when it is on the chain.
 */

const server = await browsedServer()
const baseURL = server.url

const signedIn = (role: DemoRole, viewport = DESKTOP) => enterAs(role, { baseURL, viewport })

const file = (pages: number) => ({
  name: 'lease.pdf',
  mimeType: 'application/pdf',
  buffer: pdfOf({ pages }),
})
const sha256 = (pages: number) => createHash('sha256').update(pdfOf({ pages })).digest('hex')

async function fits(page: Page): Promise<void> {
  assert.deepEqual(await axeViolations(page), [])
  assert.equal(await overflows(page), false)
}

let instrument = ''

test('the issuer uploads a document and a newer version, and both come onto the chain', async () => {
  const { page, context, faults } = await signedIn('Issuer')
  const all = await fetched<{ items: { id: string; key: string }[] }>(page, '/v1/instruments')
  instrument = all.items.find(({ key }) => key === 'office-tower')?.id ?? ''
  await page.goto(`/instruments/${instrument}/data-room`)
  await page.getByRole('button', { name: 'Upload a document' }).click()
  const dialog = page.getByRole('dialog')
  await fits(page)
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Lease of the ground floor')
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Other' })
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<html></html>') })
  await dialog.getByText('page.html').waitFor()
  await dialog.getByRole('button', { name: 'Upload a document' }).click()
  await dialog.getByText('FILE_TYPE_FORBIDDEN').waitFor()
  await dialog.locator('input[type=file]').setInputFiles(file(1))
  await dialog.getByText('lease.pdf').waitFor()
  await dialog.getByRole('button', { name: 'Upload a document' }).click()
  await page.getByRole('link', { name: 'Lease of the ground floor', exact: true }).click()

  await page.getByRole('heading', { name: 'Lease of the ground floor' }).waitFor()
  await page.getByText('Nobody who is signed in has opened it.').waitFor()
  await page.getByRole('button', { name: 'New version' }).click()
  await dialog.locator('input[type=file]').setInputFiles(file(2))
  await dialog.getByText('lease.pdf').waitFor()
  await dialog.getByRole('button', { name: 'New version' }).click()
  const versions = page.getByRole('region', { name: 'Versions' })
  await versions.getByText('version 2').waitFor()
  await versions
    .getByText(/^On the chain since/)
    .nth(1)
    .waitFor({ timeout: 60_000 })
  await fits(page)
  assert.deepEqual(faults, [])
  await context.close()
})

test('an investor finds it at the offering and saves it; the issuer sees by whose id', async () => {
  const investor = await signedIn('Investor', PHONE)
  await investor.page.goto('/offerings')
  await investor.page
    .getByRole('article')
    .getByRole('link', { name: /Harbour Street/ })
    .click()
  await investor.page.waitForURL(/\/offerings\/off_/)
  const link = investor.page.getByRole('link', { name: 'Save “Lease of the ground floor”, version 2' })
  await link.waitFor()
  await fits(investor.page)
  const saved = investor.page.waitForEvent('download')
  await link.click()
  assert.equal((await saved).suggestedFilename(), 'lease-of-the-ground-floor-v2.pdf')
  const { user } = await fetched<{ user: { id: string } }>(investor.page, '/v1/session')
  assert.deepEqual(investor.faults, [])
  await investor.context.close()

  const { page, context, faults } = await signedIn('Issuer', PHONE)
  await page.goto(`/instruments/${instrument}/data-room`)
  await page.getByRole('link', { name: 'Lease of the ground floor', exact: true }).click()
  await page.getByText(user.id).waitFor()
  await fits(page)
  assert.deepEqual(faults, [])
  await context.close()
})

test('anybody learns of a copy since when it is on the chain, and its title once it is for everybody', async () => {
  const stranger = await openPage({ baseURL })
  await stranger.page.goto(`/proof/${instrument}`)
  await stranger.page.getByLabel('Choose a file, or drop it here').setInputFiles(file(1))
  const said = stranger.page.getByRole('status')
  await said.getByText(/a document that is not for everybody\. On the chain since .* block \d+/).waitFor()
  await fits(stranger.page)

  const issuer = await signedIn('Issuer')
  await issuer.page.goto(`/instruments/${instrument}/data-room`)
  await issuer.page.getByRole('link', { name: 'Lease of the ground floor', exact: true }).click()
  await issuer.page.getByRole('button', { name: 'Change who may read it' }).click()
  const dialog = issuer.page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'For whom' }).selectOption({ label: 'Everybody' })
  await dialog.getByRole('button', { name: 'Change who may read it' }).click()
  await issuer.page.getByText('Who may read it is changed.').waitFor()

  await stranger.page.setViewportSize(PHONE)
  await stranger.page.goto(`/proof/${instrument}?sha256=${sha256(1).toUpperCase()}`)
  await said.getByText(/“Lease of the ground floor”, version 1\. On the chain since/).waitFor()
  await stranger.page.getByRole('link', { name: 'Lease of the ground floor' }).first().waitFor()
  await fits(stranger.page)
  await stranger.page.goto(`/proof/${instrument}?sha256=nonsense`)
  await said.getByText('That is no SHA-256').waitFor()
  await stranger.page.getByLabel('Choose a file, or drop it here').setInputFiles(file(9))
  await said.getByText('No document of this instrument has this hash').waitFor()
  // And without a script: the same answer from the address alone.
  const plain = await (await fetch(`${baseURL}/proof/${instrument}?sha256=0x${sha256(2)}`)).text()
  assert.match(plain, /“Lease of the ground floor”, version 2/)
  assert.deepEqual(stranger.faults, [])

  await issuer.page.getByRole('button', { name: 'Withdraw' }).click()
  await dialog.getByRole('button', { name: 'Withdraw' }).click()
  await issuer.page.getByText('The document is withdrawn.').waitFor()
  await fits(issuer.page)
  const after = await (await fetch(`${baseURL}/proof/${instrument}?sha256=${sha256(2)}`)).text()
  assert.ok(!after.includes('Lease of the ground floor'))
  assert.match(after, /a document that is not for everybody\. On the chain since/)
  assert.deepEqual(issuer.faults, [])
  await issuer.context.close()
  await stranger.context.close()
})

test('the issuer saves the binder of a closing, with an index of what is in it', async () => {
  const { page, context, faults } = await signedIn('Issuer', PHONE)
  await page.goto('/offerings')
  await page
    .getByRole('article')
    .getByRole('link', { name: /Harbour Street/ })
    .click()
  await page.getByRole('link', { name: 'Closing' }).click()
  const link = page.getByRole('link', { name: 'Closing binder (ZIP)' })
  await link.waitFor()
  await fits(page)
  const saved = page.waitForEvent('download')
  await link.click()
  const download = await saved
  assert.equal(download.suggestedFilename(), 'closing-office-tower.zip')
  const files = readArchive(fs.readFileSync(await download.path()), {
    entries: 1_000,
    unpackedBytes: 50_000_000,
    ratio: 1_000,
  })
  assert.ok(files.ok)
  for (const name of ['index.pdf', 'term-sheet.yaml', 'allotments.csv', 'anchors.csv', 'audit.csv'])
    assert.ok((files.value.get(name)?.length ?? 0) > 100, name)
  assert.deepEqual(faults, [])
  await context.close()
})
