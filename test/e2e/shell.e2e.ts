import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '../../src/kernel/ids.ts'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { openPool } from '../../src/platform/db/database.ts'
import { enterAs, fetched, injectWallet, looksRight, openPage, settled, type DemoRole } from './browser.ts'
import { browsedServer } from './server.ts'

/** The demo world's investor of $500: the twentieth account of everybody's development mnemonic. */
const ana = developmentAccount(20)
const EXAMPLE = path.join(import.meta.dirname, '..', '..', 'examples', 'office-tower.yaml')
const STRANGER = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'

const server = await browsedServer()
const baseURL = server.url

const signedIn = (role: DemoRole, at: string) => enterAs(role, { baseURL, at })

async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

test('each role finds its own places', async () => {
  const places: Record<DemoRole, readonly string[]> = {
    Administrator: [
      'Home',
      'Users',
      'API keys',
      'Investors',
      'Term sheet',
      'E-mails',
      'Webhooks',
      'Audit log',
    ],
    Issuer: [
      'Home',
      'Assets',
      'Distributions',
      'Investors',
      'Offerings',
      'Transfers',
      'Rules',
      'Bank',
      'Filings',
      'Term sheet',
      'Enforcement',
      'API keys',
    ],
    'Compliance officer': [
      'Home',
      'Cases',
      'Investors',
      'Screening',
      'Assets',
      'Distributions',
      'Offerings',
      'Transfers',
      'Rules',
      'Refusals',
      'Bank',
      'Filings',
      'Enforcement',
      'Recoveries',
      'Travel rule',
      'API keys',
    ],
    Investor: [
      'Home',
      'Holdings',
      'Income',
      'Assets',
      'Offerings',
      'My subscriptions',
      'Transfers',
      'Application',
      'Profile',
    ],
    Auditor: [
      'Home',
      'Assets',
      'Distributions',
      'Investors',
      'Offerings',
      'Transfers',
      'Screening',
      'Cases',
      'Rules',
      'Refusals',
      'Bank',
      'Filings',
      'Enforcement',
      'Recoveries',
      'Audit log',
      'API keys',
    ],
  }
  for (const [role, expected] of Object.entries(places) as [DemoRole, readonly string[]][]) {
    const { page, context } = await openPage({ baseURL })
    await page.goto('/')
    await page.getByRole('button', { name: new RegExp(`^${role}`) }).click()
    await heading(page, /^Good to see you/)
    const links = page.getByRole('navigation', { name: 'Main navigation' }).first().getByRole('link')
    assert.deepEqual(await links.allInnerTexts(), expected)
    await context.close()
  }
})

test('a wrong password is refused beside the form, and the address survives signing in', async () => {
  const { page, context } = await openPage({ baseURL })
  await page.goto('/transfers?sort=-at')
  await page.getByLabel('E-mail').fill('issuer@example.org')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('do not belong together').waitFor()

  await page.getByLabel('Password').fill('demo-demo-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await heading(page, 'Transfers')
  assert.equal(new URL(page.url()).search, '?sort=-at')
  await context.close()
})

test('the keyboard alone reaches the content, the menu and a dialog, and comes back', async () => {
  const { page, context } = await signedIn('Issuer', '/')
  await settled(page)
  await page.keyboard.press('Tab')
  assert.equal(await focused(page), 'Skip to the content')
  await page.keyboard.press('Enter')
  assert.match(await page.evaluate(() => location.hash), /content/)

  await page.goto('/')
  await page.getByRole('button', { name: /^Account of/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Change password' }).waitFor()
  await page.keyboard.press('End')
  await page.getByRole('menuitem', { name: 'Sign out' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.getByRole('menuitem', { name: 'Change password' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Change password' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Change password' }).waitFor({ state: 'hidden' })
  await context.close()
})

test('an administrator reads what became of the messages to a webhook, and one to this machine is refused', async () => {
  const { databaseUrl } = JSON.parse(fs.readFileSync(path.join(server.home, 'run.json'), 'utf8')) as {
    databaseUrl: string
  }
  const pool = openPool(databaseUrl)
  const id = newId('whk')
  await pool.query(
    `insert into webhook (id, url, events, created_at, removed_at, seen_seq)
     values ($1, 'https://hooks.example.org/aliquot', '{investor.*}', now(), now(), 0)`,
    [id],
  )
  await pool.query(
    `insert into webhook_delivery (webhook, seq, status, attempts, next_at, delivered_at, last_status, last_failure)
     values ($1, 1, 'delivered', 2, now(), now(), 204, null), ($1, 2, 'given-up', 10, now(), null, null, 'unreachable')`,
    [id],
  )
  await pool.end()
  const { page, context } = await signedIn('Administrator', '/webhooks')
  await page.getByRole('button', { name: 'New webhook' }).click()
  await page.getByLabel('Address').fill('https://localhost/aliquot')
  await page.getByRole('button', { name: 'Register it' }).click()
  await page.getByText('It names no host of the public internet').waitFor()
  await page.keyboard.press('Escape')
  await looksRight(page, 'webhooks')
  await page.getByRole('link', { name: 'https://hooks.example.org/aliquot' }).click()
  await page.getByRole('row', { name: /Delivered 2 HTTP 204/ }).waitFor()
  await page.getByRole('row', { name: /Given up 10 Not reached/ }).waitFor()
  await looksRight(page, 'webhook')
  await context.close()
})

function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.textContent ?? null)
}

test('filters and sort live in the address and ask the server, and so does the file', async () => {
  const { page, context } = await signedIn('Compliance officer', '/investors')
  await page.getByText('20 rows').waitFor()
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByLabel('Column').selectOption({ label: 'Kind' })
  await page.getByLabel('Value').selectOption('Entity')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByText('3 rows').waitFor()
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  // What was pressed is still there, to be pressed again.
  assert.equal(await focused(page), 'Name')
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await page.waitForURL(/kind=entity&sort=-name$/)

  await page.reload()
  await page.getByText('3 rows').waitFor()
  const sorted = ['Larkspur Real Estate Fund LP', 'Kestrel Pension Trust', 'Juniper Family Office LLC']
  assert.deepEqual(await page.getByRole('row').getByRole('link').allInnerTexts(), sorted)
  await looksRight(page, 'investors-filtered')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ])
  const [header, ...rows] = fs
    .readFileSync(await saved.path(), 'utf8')
    .trim()
    .split('\n')
  assert.match(header!, /"Name","Kind",/)
  assert.deepEqual(
    rows.map((row) => row.split('"')[1]),
    sorted,
  )
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Column').selectOption({ label: 'Name' })
  await page.getByLabel('Value').fill('kestrel')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByText('1 row', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Remove the filter Kind is Entity' }).click()
  await page.getByRole('button', { name: 'Remove the filter Name contains kestrel' }).click()
  await page.getByText('20 rows').waitFor()
  await context.close()
})

test('the server searches the audit log, and its file has what was found', async () => {
  const { page, context } = await signedIn('Auditor', '/audit')
  await page.getByText(/^200 of 200 loaded$/).waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Value').fill('instrument')
  await page.getByRole('button', { name: 'Add filter' }).click()
  // The entries of the first days, which the first page does not reach.
  await page
    .getByRole('cell', { name: /^instrument\./ })
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Column').selectOption({ label: 'Until' })
  await page.getByLabel('Value').fill('2020-01-31')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByText('No row passes the filters.').waitFor()
  await page.getByRole('button', { name: 'Remove the filter Until Jan 31, 2020' }).click()
  await page.getByRole('button', { name: 'When', exact: true }).click()
  await page.waitForURL(/action=instrument&sort=at$/)

  await page.reload()
  await page
    .getByRole('cell', { name: /^instrument\./ })
    .first()
    .waitFor()
  await looksRight(page, 'audit-searched')
  const shown = await page.getByRole('cell', { name: /^[a-z-]+\.[a-z-]+$/ }).allInnerTexts()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ])
  const [, ...rows] = fs
    .readFileSync(await saved.path(), 'utf8')
    .trim()
    .split('\n')
  assert.deepEqual(
    rows.map((row) => row.split('","')[1]),
    shown,
  )
  assert.ok(shown.length > 0 && shown.every((action) => action.startsWith('instrument.')), shown.join(' '))
  await page.getByRole('button', { name: 'Remove the filter What is instrument' }).click()
  await page.getByText(/^200 of 200 loaded$/).waitFor()
  await context.close()
})

test('the server narrows the movements of a register, beside its holders, the transfers, the subscriptions and who is paid', async () => {
  const { page, context } = await signedIn('Auditor', '/assets')
  await page
    .getByRole('link', { name: /Harbour Street/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Register', exact: true }).click()
  const movements = page.getByRole('region', { name: 'Movements' }).last()
  await movements.getByRole('cell', { name: 'Issuance' }).first().waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).last().click()
  await page.getByLabel('Value').selectOption('transfer-ok')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.waitForURL(/\?movements\.kind=transfer-ok$/)
  await movements.getByRole('cell', { name: 'Issuance' }).first().waitFor({ state: 'detached' })
  const href = await page.getByRole('link', { name: 'CSV' }).last().getAttribute('href')
  assert.match(href ?? '', /\/movements\.csv\?kind=transfer-ok$/)
  const register = page.url()

  await page.goto('/transfers?status=transfer-rejected&sort=-units')
  await page.getByRole('button', { name: /^Remove the filter Status is / }).waitFor()
  assert.equal(
    await page.getByRole('link', { name: 'CSV' }).getAttribute('href'),
    '/v1/transfers.csv?status=transfer-rejected&sort=-units',
  )
  await looksRight(page, 'transfers-refused')

  await page.goto('/offerings?state=issued&sort=-amount')
  const amounts = page.getByRole('region', { name: 'Subscriptions' }).getByRole('cell', { name: /USDX/ })
  await amounts.first().waitFor()
  const shown = (await amounts.allInnerTexts()).map((text) => Number(text.replace(/[^0-9.]/g, '')))
  assert.deepEqual(
    shown,
    shown.toSorted((a, b) => b - a),
  )
  await page.getByRole('button', { name: /^Remove the filter Status is / }).waitFor()
  assert.equal(
    await page.getByRole('link', { name: 'CSV' }).getAttribute('href'),
    '/v1/subscriptions.csv?state=issued&sort=-amount',
  )
  await looksRight(page, 'subscriptions-issued')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Value').selectOption({ label: 'Ravenswood 9415 Units' })
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByRole('cell', { name: 'Harbour Street Tower Units' }).first().waitFor({ state: 'detached' })

  const { items } = await fetched<{ items: { id: string; status: string }[] }>(
    page,
    `/v1/instruments/${new URL(register).pathname.split('/')[2]}/distributions`,
  )
  const { id } = items.find(({ status }) => status === 'closed')!
  await page.goto(`/distributions/${id}?status=paid&sort=-amount`)
  const owed = page.getByRole('region', { name: 'Entitlements' })
  await owed.getByRole('row').nth(2).waitFor()
  const file = page.getByRole('link', { name: 'CSV' })
  assert.match((await file.getAttribute('href')) ?? '', /\/entitlements\.csv\?status=paid&sort=-amount$/)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByLabel('Value').fill('kestrel')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByText('1 row', { exact: true }).waitFor()
  await owed.getByRole('link', { name: 'Kestrel Pension Trust' }).first().waitFor()

  await page.goto('/screening?status=escalated&sort=-score')
  await page.getByText('No row passes the filters.').waitFor()
  assert.equal(
    await page.getByRole('link', { name: 'CSV' }).getAttribute('href'),
    '/v1/screening/hits.csv?status=escalated&sort=-score',
  )
  await looksRight(page, 'hits-none')
  await page.getByRole('button', { name: 'Remove all filters' }).click()
  await page.waitForURL(/\/screening\?sort=-score$/)

  await page.goto('/decisions?outcome=ALLOW&sort=at')
  await page.getByRole('row').nth(1).waitFor()
  assert.equal(
    await page.getByRole('link', { name: 'CSV' }).getAttribute('href'),
    '/v1/rule-decisions.csv?outcome=ALLOW&sort=at',
  )
  await looksRight(page, 'decisions-allowed')

  await page.goto('/bank?e.status=settled&e.sort=-amount')
  await page.getByText('No row passes the filters.').waitFor()
  assert.equal(
    await page.getByRole('link', { name: 'CSV' }).getAttribute('href'),
    '/v1/bank-entries.csv?status=settled&sort=-amount',
  )
  await context.close()
})

test('a slider takes the register back to its first day, by the keyboard', async () => {
  const { page, context } = await signedIn('Auditor', '/assets')
  await page
    .getByRole('link', { name: /Harbour Street/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Register', exact: true }).click()
  await heading(page, /Harbour Street Tower Units/)
  const slider = page.getByRole('slider', { name: /^As of/ })
  await slider.focus()
  await page.keyboard.press('Home')
  await page.waitForURL(/asOf=.*2026-07-08/)
  await page.keyboard.press('ArrowRight')
  await page.waitForURL(/asOf=.*2026-07-09/)
  assert.equal(await slider.getAttribute('aria-valuetext'), 'Jul 9, 2026')
  // The close of that day is the first moment of the next one; what came later is not there yet.
  await page.locator('dl').getByText('Jul 9, 2026').waitFor()
  await page.getByText('up to the close of Jul 9, 2026').waitFor()
  assert.equal(await page.getByRole('row', { name: /Transferred/ }).count(), 0)
  await page.keyboard.press('End')
  await page.waitForURL((url) => !url.searchParams.has('asOf'))
  await context.close()
})

test('a transfer to a stranger is refused with its reasons, and one to a verified holder is signed and carried', async () => {
  const watched = await openPage({ baseURL })
  const { page, context } = watched
  await injectWallet(context, ana)
  await page.goto('/holdings')
  await enterAtAddress(page)
  await page.getByRole('link', { name: 'Harbour Street Tower Units' }).click()
  await page.getByRole('link', { name: 'Transfer units' }).click()
  await page.getByLabel('To wallet').fill(STRANGER)
  await page.getByLabel('Units').fill('1')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText(/^This transfer is refused/).waitFor()
  await page.getByText('RECEIVER_NOT_REGISTERED').waitFor()
  await page.getByText('No lawyer signed').first().waitFor()

  await page.getByLabel('To wallet').fill(developmentAccount(21).address)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText('This transfer would go through.').waitFor()
  await page.getByRole('button', { name: 'Sign and send with Test wallet' }).click()
  await page.getByText('The transfer is on its way to the chain.').waitFor()

  await page.getByRole('link', { name: 'Transfers' }).first().click()
  // Whose the other wallet is, is not theirs to know.
  const row = page.getByRole('row', { name: /Transferred.*Harbour Street Tower Units.*Ana Ruiz/ }).first()
  await row.waitFor()
  assert.equal(await page.getByText('Chloe Marsh').count(), 0)
  assert.deepEqual(watched.faults, [])
  await context.close()
})

async function enterAtAddress(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Investor/ }).click()
  await heading(page, 'Holdings')
}

test('a file is checked against the hash on the chain without leaving the browser', async () => {
  const { page, context } = await signedIn('Auditor', '/assets')
  await page.getByRole('link', { name: 'Harbour Street Tower', exact: true }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByText('Check a file').click()
  await (await chooser).setFiles(EXAMPLE)
  await page.getByText('is, to the byte, “Term sheet”, version 1').waitFor()
  await context.close()
})

test('a server that does not answer is said so, and its return is seen', async () => {
  const { page, context } = await signedIn('Auditor', '/')
  await heading(page, /^Good to see you/)
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Transfers' }).first().click()
  await page.getByText('This page asks again every few seconds.').waitFor()
  await context.setOffline(false)
  await heading(page, 'Transfers')
  await page.getByText('This page asks again every few seconds.').waitFor({ state: 'hidden' })
  await context.close()
})

test('what is done is said at once, though what was there cannot be read anew', async () => {
  const { page, context } = await signedIn('Auditor', '/keys')
  await page.getByRole('button', { name: 'New key' }).first().click()
  await page.getByLabel('Name').fill('nightly report')
  await page.route(/\/v1\//, (route, request) =>
    request.method() === 'GET' ? route.fulfill({ status: 503, json: {} }) : route.continue(),
  )
  await page.getByRole('button', { name: 'Make the key' }).click()
  // What is asked again for half a minute is not waited for.
  await page.getByRole('heading', { name: 'Your new key' }).waitFor({ timeout: 15_000 })
  await context.close()
})

test('scripts travel compressed', async () => {
  const html = await (await fetch(`${baseURL}/`, { headers: { accept: 'text/html' } })).text()
  const script = /src="(\/assets\/index-[^"]+\.js)"/.exec(html)?.[1]
  assert.ok(script !== undefined, html)
  for (const encoding of ['br', 'gzip']) {
    const answer: Response = await fetch(`${baseURL}${script}`, { headers: { 'accept-encoding': encoding } })
    assert.equal(answer.headers.get('content-encoding'), encoding)
    assert.match(answer.headers.get('content-type') ?? '', /javascript/)
    assert.match(await answer.text(), /import/)
  }
})

test('an address that leads nowhere says so', async () => {
  const { page, context } = await signedIn('Auditor', '/nowhere')
  await heading(page, 'Nothing here')
  await page.goto('/distributions/dst_00000000000000000000000000')
  await heading(page, 'Nothing here')
  await page.getByRole('link', { name: 'Go to the start page' }).click()
  await heading(page, /^Good to see you/)
  await context.close()
})
