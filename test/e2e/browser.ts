import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import {
  request as playwright,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type Page,
} from 'playwright-core'
import type { LocalAccount } from 'viem/accounts'
import { type MessageKey, t } from '../../src/messages/message.ts'
import { writeIn } from '../../src/messages/reader.ts'
import { DEMO_PASSWORD } from '../../src/server/demo.ts'
import { DEEP } from '../deep.ts'
import { atEndOfTests } from '../shared.ts'
import { DESKTOP, launch, PHONE } from './launch.ts'

export { DESKTOP, PHONE }

const MODULES = path.join(import.meta.dirname, '..', '..', 'node_modules')
const AXE = path.join(MODULES, 'axe-core', 'axe.min.js')
let browser: Promise<Browser> | null = null

/** A page in a browser profile of its own. The browser starts with the first one and ends with the tests of this process. */
export async function openPage(options: {
  readonly baseURL: string
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly dark?: boolean
  /** Whether pages may run scripts; they may without it being said. */
  readonly javaScriptEnabled?: boolean
}): Promise<Watched> {
  browser ??= launchShared()
  const context = await (
    await browser
  ).newContext({
    baseURL: options.baseURL,
    viewport: options.viewport ?? DESKTOP,
    javaScriptEnabled: options.javaScriptEnabled ?? true,
    colorScheme: options.dark === true ? 'dark' : 'light',
    // A colour on its way from light to dark is neither.
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/New_York',
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // A refusal is an answer: the browser writes 4xx to the console, and the screen shows it.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  return { page, context, faults }
}

function launchShared(): Promise<Browser> {
  const launched = launch()
  const gone = () => void (browser = null)
  launched.then((one) => one.once('disconnected', gone), gone)
  // One that could not be started has failed its test already.
  atEndOfTests(async () => (await launched.catch(() => null))?.close())
  return launched
}

/** Closes every page that is open. */
export async function leavePages(): Promise<void> {
  for (const context of (await browser?.catch(() => null))?.contexts() ?? []) await context.close()
}

/** The demo's people by what they do, as the screens name it. */
const DEMO_ROLES = {
  Administrator: 'administrator',
  Issuer: 'issuer',
  'Compliance officer': 'officer',
  Investor: 'investor',
  Auditor: 'auditor',
} as const
export type DemoRole = keyof typeof DEMO_ROLES

/**
 * A page as one of the demo world's people, who is at no address yet or `at` this one. Signs in without the screen, which
 * the shell's tests press: it is asked for more than a hundred times.
 */
export async function enterAs(
  role: DemoRole,
  options: Parameters<typeof openPage>[0] & { readonly at?: string },
): Promise<Watched> {
  const watched = await openPage(options)
  await signIn(watched.context.request, { demo: DEMO_ROLES[role] })
  if (options.at !== undefined) await watched.page.goto(options.at)
  return watched
}

/** As `enterAs`, with the screens in Arabic. */
export async function enterInArabic(
  role: DemoRole,
  options: Parameters<typeof openPage>[0],
): Promise<Watched> {
  const watched = await enterAs(role, options)
  await watched.context.addInitScript(() => localStorage.setItem('language', 'ar'))
  return watched
}

/** A text of the screens in Arabic. */
export function inArabic<K extends MessageKey>(...text: Parameters<typeof t<K>>): string {
  return writeIn('ar', () => t(...text))
}

type Who = { readonly demo: string } | { readonly email: string; readonly password: string }

/** From here on requests are this person's, and so is the browser that they share their cookies with. */
export async function signIn(request: APIRequestContext, who: Who): Promise<void> {
  await ask(request, '/v1/session', who)
}

/** Chooses a password by a one-time link, which signs in as well. */
export async function chooseByLink(
  request: APIRequestContext,
  link: string,
  password: string,
): Promise<void> {
  await ask(request, '/v1/recovery', { token: new URL(link).searchParams.get('token'), password })
}

/** The demo's other officer, where one alone may not decide: whoever is signed in as the first on `page` is not it. */
export async function enterAsSecondOfficer(
  page: Page,
  options: Parameters<typeof openPage>[0],
): Promise<Watched> {
  const { user } = await fetched<{ user: { displayName: string } }>(page, '/v1/session')
  const email = user.displayName === 'Omar Officer' ? 'officer2@example.org' : 'officer@example.org'
  const watched = await openPage(options)
  await signIn(watched.context.request, { email, password: DEMO_PASSWORD })
  return watched
}

/** Two officers clear every doubt of the law that waits, as they would after having read what was handed in. */
export async function settleDoubts(baseURL: string): Promise<void> {
  let left: readonly unknown[] = []
  for (const email of ['officer@example.org', 'officer2@example.org']) {
    const officer = await playwright.newContext({ baseURL })
    await signIn(officer, { email, password: DEMO_PASSWORD })
    const waiting = async () =>
      (await ask<{ items: { id: string }[] }>(officer, '/v1/rule-decisions?state=waiting&limit=200')).items
    for (const { id } of await waiting()) {
      const word = { decision: 'cleared', reason: 'Papers on file.' }
      await ask(officer, `/v1/rule-decisions/${id}/review`, word)
    }
    left = await waiting()
    await officer.dispose()
  }
  if (left.length > 0) throw new Error(`${left.length} doubts wait still`)
}

/** Reads JSON, or sends it, as whoever the requests are. Throws what was refused. */
async function ask<T>(
  request: APIRequestContext,
  address: string,
  data?: unknown,
  method = 'POST',
): Promise<T> {
  const headers = { 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() }
  const answer = await request.fetch(address, data === undefined ? {} : { method, headers, data })
  if (!answer.ok()) throw new Error(`${address}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** A page, and everything that went wrong in it: uncaught errors, and what the browser itself complains about. */
export type Watched = {
  readonly page: Page
  readonly context: BrowserContext
  readonly faults: readonly string[]
}

/** Goes to another screen as a link does, which loads only what that screen has of its own. */
export async function follow(page: Page, at: string): Promise<void> {
  const left = await page.locator('h1').first().elementHandle()
  await page.evaluate((address) => {
    history.pushState(null, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, at)
  await page.waitForFunction((title) => title?.isConnected !== true, left)
}

/** Waits until the screen and its lists are there. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('.animate-pulse').first().waitFor({ state: 'detached' })
}

/** What axe finds on the page as it stands, one line each; empty is what a screen has to be. */
export async function axeViolations(page: Page): Promise<string[]> {
  // By the debugger's door: the page's own content security policy would refuse a script of ours.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(fs.readFileSync(AXE, 'utf8'))
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(globalThis, 'axe')
    const run = axe as {
      run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>
    }
    const { violations } = await run.run({ resultTypes: ['violations'] })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  })
}

/** Whether the page is wider than its screen, which on a phone makes everything slide about. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

/** Sentences of the page in which a line may end between an amount and its currency. */
function brokenAmounts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const broken: string[] = []
    while (texts.nextNode()) {
      const { textContent: text, parentElement: around } = texts.currentNode
      const mayBreak =
        around?.checkVisibility() === true && getComputedStyle(around).whiteSpace.startsWith('normal')
      if (mayBreak && text !== null && /\d (?:USD|EUR)[XC]?\b/.test(text)) broken.push(text)
    }
    return broken
  })
}

/** Makes the screen as wide and high as this, and waits until the page has been drawn so. */
export async function resize(page: Page, viewport: typeof DESKTOP): Promise<void> {
  await page.setViewportSize(viewport)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/**
 * At both widths nothing sticks out, amounts stay whole, and axe finds nothing. With a folder to keep pictures in (`ALIQUOT_PICTURES`), one is
 * taken of each.
 */
export async function looksRight(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESKTOP
  await settled(page)
  for (const viewport of [DESKTOP, PHONE]) {
    await resize(page, viewport)
    const folder = process.env['ALIQUOT_PICTURES']
    if (folder !== undefined)
      await page.screenshot({ path: path.join(folder, `${name}-${viewport.width}.png`), fullPage: true })
    assert.equal(await overflows(page), false, `${name} is wider than ${viewport.width}`)
  }
  await settled(page)
  assert.deepEqual(await brokenAmounts(page), [], name)
  assert.deepEqual(await axeViolations(page), [], name)
  await page.setViewportSize(before)
}

/** Colours and widths that every screen has to look well in. */
const LOOKS = [
  { viewport: DESKTOP, colorScheme: 'light', paper: 'rgb(250, 249, 246)' },
  { viewport: DESKTOP, colorScheme: 'dark', paper: 'rgb(18, 20, 22)' },
  { viewport: PHONE, colorScheme: 'light', paper: 'rgb(250, 249, 246)' },
  { viewport: PHONE, colorScheme: 'dark', paper: 'rgb(18, 20, 22)' },
] as const

/**
 * At both widths nothing sticks out, and axe finds nothing in one of the four looks, chosen by the length of the name, so that
 * screens together have all. In the deep run each has all.
 */
export async function looksWell(page: Page, name: string): Promise<void> {
  for (const look of DEEP ? LOOKS : [LOOKS[name.length % LOOKS.length]!]) {
    await page.emulateMedia({ colorScheme: look.colorScheme })
    for (const viewport of look.viewport === PHONE ? [DESKTOP, PHONE] : [PHONE, DESKTOP]) {
      await resize(page, viewport)
      assert.equal(await overflows(page), false, `${name} is wider than ${viewport.width}`)
    }
    await page.waitForFunction(
      (paper) => getComputedStyle(document.body).backgroundColor === paper,
      look.paper,
    )
    assert.deepEqual(await axeViolations(page), [], `${name} ${JSON.stringify(look)}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(DESKTOP)
}

/** Reads JSON as the person who is signed in, or sends it, wherever their page is. Throws what was refused. */
export function fetched<T>(page: Page, address: string, body?: unknown, method = 'POST'): Promise<T> {
  return ask<T>(page.context().request, address, body, method)
}

/** Puts a wallet into the browser that announces itself (EIP-6963) and signs with `account` whatever it is asked to. */
export async function injectWallet(
  context: BrowserContext,
  account: LocalAccount,
  name = 'Test wallet',
): Promise<void> {
  await context.exposeFunction('__walletRequest', (method: string, params: readonly unknown[]) =>
    answer(account, method, params),
  )
  await context.addInitScript((walletName) => {
    const ask: unknown = Reflect.get(globalThis, '__walletRequest')
    const provider = {
      request: ({ method, params }: { method: string; params?: unknown[] }) =>
        (ask as (method: string, params: unknown[]) => Promise<unknown>)(method, params ?? []),
    }
    const info = {
      uuid: '11111111-1111-4111-8111-111111111111',
      name: walletName,
      icon: 'data:image/svg+xml,<svg/>',
      rdns: 'test.wallet',
    }
    addEventListener('eip6963:requestProvider', () =>
      dispatchEvent(
        new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
      ),
    )
  }, name)
}

async function answer(account: LocalAccount, method: string, params: readonly unknown[]): Promise<unknown> {
  switch (method) {
    case 'eth_requestAccounts':
    case 'eth_accounts':
      // Wallets answer in lower case; a screen has to write the checksum itself.
      return [account.address.toLowerCase()]
    case 'personal_sign':
      return account.signMessage({ message: { raw: params[0] as `0x${string}` } })
    case 'eth_signTypedData_v4': {
      const { types, domain, primaryType, message } = JSON.parse(String(params[1])) as Parameters<
        LocalAccount['signTypedData']
      >[0]
      return account.signTypedData({ types, domain, primaryType, message } as Parameters<
        LocalAccount['signTypedData']
      >[0])
    }
    default:
      throw new Error(`the test wallet does not know ${method}`)
  }
}
