import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { generatePrivateKey, privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts'
import { pngOf } from '../../src/platform/file/testing/samples.ts'
import { runCli } from '../../src/cli/cli.ts'
import { unitsText } from '../../src/web/format.ts'
import { DEEP } from '../deep.ts'
import { answerSteps, PLAIN_ANSWERS } from './application.ts'
import { chooseByLink, fetched, injectWallet, looksRight, openPage, PHONE, type Watched } from './browser.ts'
import { browsedServer } from './server.ts'

/*
 * From an empty installation to a closed offering: the people are let in, the office tower goes from its appraisal into a
 * share class on sale, twelve investors come (one with $500 on a phone, one who is refused), two people close. In the deep run all
 * twelve work with the screens, else ten of them with the interface.
 */

const server = await browsedServer({ isEmpty: true })
/** A picture that a browser can show: forty pixels by thirty, all of one colour. */
const PICTURE = pngOf(40, 30, deflateSync(Buffer.alloc(30 * (40 * 4 + 1))))
const PASSWORD = 'three random words here'
const baseURL = server.url

/** Who is let in below, in the order in which they come. */
let issuer: Watched
let officer: Watched
let second: Watched
let offering: string
let zoe: Page

const admin = await openPage({ baseURL })

/** The administrator lets somebody of a company in, who chooses a password by the link. */
async function letIn(name: string, role: string, company: string): Promise<Watched> {
  const { page } = admin
  await page.goto('/users')
  await page.getByRole('button', { name: 'New user' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('E-mail').fill(`${name.split(' ')[0]!.toLowerCase()}@example.org`)
  await dialog.getByLabel('Role').selectOption({ label: role })
  await dialog.getByLabel('Issuer').selectOption({ label: company })
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const link = await page.getByRole('dialog', { name: 'One-time link' }).locator('code').innerText()
  const person = await openPage({ baseURL })
  await person.page.goto(link)
  await person.page.getByLabel('New password').fill(PASSWORD)
  await person.page.getByRole('button', { name: 'Save the password' }).click()
  await person.page.getByRole('heading', { name: `Good to see you, ${name}` }).waitFor()
  return person
}

test('an empty installation: people are let in', { timeout: 120_000 }, async () => {
  const { page } = admin
  await page.goto('/')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await page.getByText('Look around').count(), 0, 'an empty installation has no demo accounts')
  await page.goto(/\/setup\?token=\S+/.exec(server.output())?.[0] ?? '')
  await page.getByLabel('Your name').fill('Ada Okafor')
  await page.getByLabel('E-mail').fill('ada@example.org')
  await page.getByLabel('New password').fill('aaaa')
  await page.getByRole('button', { name: 'Make the administrator' }).click()
  await page.getByText(/^This password is too short/).waitFor()
  assert.equal(await page.getByLabel('New password').getAttribute('aria-invalid'), 'true')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make the administrator' }).click()
  await page.getByRole('heading', { name: 'Good to see you, Ada Okafor' }).waitFor()
  await looksRight(page, 'empty-administrator')
  await page.goto('/users')
  await page.getByRole('button', { name: 'New issuer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Harbour Street Partners LLC')
  await dialog.getByLabel('Key').fill('harbour-street-partners')
  await dialog.getByLabel('Legal form').fill('LLC')
  await dialog.getByLabel('Jurisdiction').fill('Delaware')
  await dialog.getByRole('button', { name: 'Add the issuer' }).click()
  await dialog.getByText('This is no country, nor a part of one.').waitFor()
  await looksRight(page, 'new-issuer')
  await dialog.getByLabel('Jurisdiction').fill('US-DE')
  await dialog.getByRole('button', { name: 'Add the issuer' }).click()
  await page.getByText('The issuer is added.').waitFor()
  issuer = await letIn('Iris Issuer', 'Issuer', 'Harbour Street Partners LLC')
  const admitted = async (displayName: string) => {
    const email = `${displayName.split(' ')[0]!.toLowerCase()}@example.org`
    const account = { displayName, email, role: 'officer', issuer: null, investor: null }
    const { link } = await fetched<{ link: string }>(page, '/v1/users', account)
    const person = await openPage({ baseURL })
    await chooseByLink(person.context.request, link, PASSWORD)
    return person
  }
  officer = await admitted('Omar Officer')
  second = await admitted('Olive Officer')
  await officer.page.goto('/')
  await looksRight(issuer.page, 'empty-issuer')
  await looksRight(officer.page, 'empty-officer')

  await officer.page.getByRole('link', { name: /^Bring in a sanctions list/ }).click()
  await officer.page.getByRole('button', { name: 'Bring in a list' }).click()
  const brought = officer.page.getByRole('dialog')
  const chooser = officer.page.waitForEvent('filechooser')
  await brought.getByText('The list', { exact: true }).click()
  await (await chooser).setFiles('examples/lists/house.csv')
  await brought.getByRole('button', { name: 'Bring in a list' }).click()
  await officer.page.getByText(/^The list is in force/).waitFor()
  await looksRight(officer.page, 'screening')
})

test(
  'the issuer takes the tower from its appraisal to a share class on sale',
  { timeout: 180_000 },
  async () => {
    const { page, faults } = issuer
    await page.goto('/')
    await page.getByRole('link', { name: 'Bring your first asset: begin its term sheet' }).click()
    await page.getByRole('button', { name: 'Begin with an empty form' }).click()
    await at('Type and legal shell')
    await page.getByRole('button', { name: 'Fill with example' }).click()
    await page.locator('[name="asset.name"][value="Harbour Street Tower"]').waitFor()
    for (const name of ['Valuation', 'Units and offering'])
      await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name }).click()
    await at('Units and offering')
    const { now } = await fetched<{ now: string }>(page, '/v1/session')
    await fill('offering.opens', dayOf(now))
    await fill('offering.closes', '2099-12-31')
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Review' }).click()
    await page.getByText('on chain: token TOWER').waitFor()
    await looksRight(page, 'tower-review')
    const yaml = await page.getByLabel('YAML', { exact: true }).inputValue()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('heading', { level: 1, name: 'Harbour Street Tower' }).waitFor()
    await page.getByText('50,000,000.00').first().waitFor()
    await page.getByText('The file, the records and the chain say the same.').waitFor({ timeout: 60_000 })
    const opened = () => fetched<{ items: { id: string; status: string }[] }>(page, '/v1/offerings')
    while ((await opened()).items[0]?.status !== 'open')
      await new Promise((resolve) => setTimeout(resolve, 250))
    offering = (await opened()).items[0]!.id

    // While it is on sale, the file is saved as it was applied.
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as a file' }).click()
    assert.equal(fs.readFileSync(await (await saved).path(), 'utf8'), yaml)
    await page.getByText('This is the file that was applied last, byte for byte.').waitFor()

    // The file says the same: with a mistake it is refused at its place, without one there is nothing to do.
    await page.getByRole('link', { name: 'Term sheet' }).first().click()
    const sheet = page.getByLabel('Term sheet (YAML)')
    await sheet.fill(yaml.replace('jurisdiction: US-DE', 'jurisdiction: Delaware'))
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.getByRole('heading', { name: '1 mistake' }).waitFor()
    await page.getByText('issuer.jurisdiction').waitFor()
    await sheet.fill(yaml)
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.getByText('Nothing to change.').waitFor()
    assert.deepEqual(faults, [])

    async function at(step: string): Promise<void> {
      await page.getByRole('heading', { level: 2, name: step }).waitFor()
    }
    async function fill(name: string, value: string): Promise<void> {
      await page.locator(`[name="${name}"]`).fill(value)
      await page.locator(`[name="${name}"]`).blur()
    }
  },
)

/** The issuer’s day, which begins later than that of Greenwich: its offerings open by it, and its rules count by it. */
function dayOf(now: string): string {
  return Temporal.Instant.from(now).toZonedDateTimeISO('America/New_York').toPlainDate().toString()
}

/** Somebody who works with the interface instead of the screens, signed in by a cookie as a browser is. */
type Client = <T>(address: string, body?: unknown, method?: string) => Promise<T>

/** Chooses a password by a one-time link, and is signed in by that. */
async function enterBy(link: string): Promise<Client> {
  let cookie = ''
  const client: Client = async (address, body, method = 'POST') => {
    const answer = await fetch(baseURL + address, {
      headers: {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        origin: baseURL,
        cookie,
      },
      ...(body === undefined ? {} : { method, body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${address}: ${text}`)
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return JSON.parse(text)
  }
  await client('/v1/recovery', { token: new URL(link).searchParams.get('token'), password: PASSWORD })
  return client
}

type Buyer = {
  readonly id: string
  readonly wallet: PrivateKeyAccount
  /** Buys for `amount`, up to the signed payment. */
  readonly buy: (amount: string) => Promise<unknown>
}

/** An investor whom one officer takes up and another approves: their id, and the link to their account. */
async function approved(
  name: string,
  isAccredited: boolean,
): Promise<{ readonly id: string; readonly link: string }> {
  const email = `${name.toLowerCase().replace(' ', '.')}@example.org`
  const about = { kind: 'individual', name, email, country: 'US' }
  const { id } = await fetched<{ id: string }>(officer.page, '/v1/investors', about)
  const kycUntil = '2028-01-31'
  await fetched(second.page, `/v1/investors/${id}/approval`, {
    kycUntil,
    accreditedUntil: isAccredited ? kycUntil : null,
  })
  const account = { displayName: name, email, role: 'investor', issuer: null, investor: id }
  const { link } = await fetched<{ link: string }>(admin.page, '/v1/users', account)
  return { id, link }
}

/** As above, with a wallet: they work with the interface, in the deep run with the screens. */
async function buyer(name: string): Promise<Buyer> {
  const { id, link } = await approved(name, true)
  const wallet = privateKeyToAccount(generatePrivateKey())
  if (DEEP) {
    const { page, context, faults } = await openPage({ baseURL })
    await injectWallet(context, wallet)
    await chooseByLink(context.request, link, PASSWORD)
    await page.goto('/profile')
    await linkWallet(page, wallet)
    // Nine others come before it is their turn: what a screen asks for meanwhile would only keep those waiting.
    await page.goto('about:blank')
    const buyOnScreen = async (amount: string) => {
      await toSubscribe(page)
      await choose(page, { amount, units: unitsText(amount) })
      await pay(page, `${unitsText(amount)}.00`)
      assert.deepEqual(faults, [])
      await context.close()
    }
    return { id, wallet, buy: buyOnScreen }
  }
  const ask = await enterBy(link)
  const { address } = wallet
  const challenge = { address }
  const { message } = await ask<{ message: string }>(`/v1/investors/${id}/wallet-challenges`, challenge)
  const signature = await wallet.signMessage({ message })
  await ask(`/v1/investors/${id}/wallets`, { address, signature })
  return { id, wallet, buy: (amount) => buyWithoutScreen({ id, ask, wallet }, amount) }
}

async function linkWallet(page: Page, { address }: PrivateKeyAccount): Promise<void> {
  await page.getByRole('button', { name: 'Link a wallet with Test wallet' }).click()
  await page.getByRole('button', { name: `Name ${address}` }).waitFor()
}

/** From all that is on offer to the first step of a subscription, once they may invest. */
async function toSubscribe(page: Page): Promise<void> {
  await page.goto('/offerings')
  await page.getByText('You can invest').waitFor()
  await page.getByRole('article').getByRole('link', { name: 'Harbour Street Tower Units' }).first().click()
  await page.getByRole('link', { name: 'Subscribe', exact: true }).click()
}

/** What suits them, how much they want, and each risk, up to the payment, for which their wallet lacks the money. */
async function choose(
  page: Page,
  { amount, units }: { readonly amount: string; readonly units: string },
): Promise<void> {
  for (const [label, value] of [
    ['Your experience with such holdings', 'over-5-years'],
    ['How much of this money could you lose', 'a-part'],
    ['For how long can you do without', 'over-5-years'],
    ['What do you want to reach?', 'income'],
  ] as const)
    await page.getByLabel(label).selectOption(value)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Amount in USDX').fill(amount)
  await page.getByText(`That is ${units} units.`).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  for (const n of [1, 2, 3, 4, 5, 6]) {
    await page.getByText(`Risk ${n} of 6`).waitFor()
    await page.getByRole('button', { name: 'I have read and understood this' }).click()
  }
  await page.getByText('It lacks').waitFor()
}

/** Puts the money into the wallet and signs, up to the receipt. */
async function pay(page: Page, amount: string): Promise<void> {
  await page.getByRole('button', { name: `Sandbox: put ${amount} USDX there` }).click()
  await page.getByText('It lacks').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Sign and pay with Test wallet' }).click()
  await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor()
  await page.getByText('Your money is in escrow.').first().waitFor({ timeout: 30_000 })
}

/** Buys for `amount`, up to the signed payment. */
async function buyWithoutScreen(
  { id, ask, wallet }: { readonly id: string; readonly ask: Client; readonly wallet: PrivateKeyAccount },
  amount: string,
): Promise<void> {
  const steps = `/v1/offerings/${offering}`
  const isReady = ({ wallets }: { wallets: { status: string }[] }) => wallets[0]?.status === 'ready'
  while (!isReady(await ask(`/v1/investors/${id}`))) await new Promise((resolve) => setTimeout(resolve, 250))
  const suited = {
    experience: 'over-5-years',
    bearableLoss: 'all',
    horizon: 'over-5-years',
    objective: 'growth',
  }
  await ask(`${steps}/suitability`, suited, 'PUT')
  const made = await ask<{ id: string; authorization: Parameters<typeof wallet.signTypedData>[0] }>(
    `${steps}/subscriptions`,
    { investor: id, wallet: wallet.address, amount },
  )
  const { risks } = await ask<{ risks: { sha256: string }[] }>(`${steps}/steps`)
  for (const { sha256 } of risks) await ask(`${steps}/risks`, { sha256 })
  await ask('/v1/sandbox/money', { to: wallet.address, amount })
  while (
    (await ask<{ wallet: { missing: { amount: string } } }>(`${steps}/steps`)).wallet.missing.amount !==
    '0.000000'
  )
    await new Promise((resolve) => setTimeout(resolve, 250))
  await ask(`/v1/subscriptions/${made.id}/payment`, {
    signature: await wallet.signTypedData(made.authorization),
  })
}

test('ten investors with much to invest subscribe', { timeout: DEEP ? 900_000 : 180_000 }, async () => {
  const { now } = await fetched<{ now: string }>(officer.page, '/v1/session')
  const { instrument } = await fetched<{ instrument: { id: string } }>(
    officer.page,
    `/v1/offerings/${offering}`,
  )
  const recorded = (facts: object, investor: string | null = null) =>
    fetched(officer.page, `/v1/instruments/${instrument.id}/rule-facts`, { investor, facts }, 'PUT')
  // What the exemption asks and nobody else can know: who stands behind the issuer, and how these ten were verified.
  const signed = { votingPct: null, hasQuestionnaire: true, signedOn: dayOf(now), hasEvent: false }
  const person = { role: 'director', ...signed, eventOn: null, disclosed: null }
  await recorded({ 'issuer.coveredPersons': [person] })
  const buyers: Buyer[] = []
  for (const letter of 'ABCDEFGHIJ') buyers.push(await buyer(`${letter} Capital`))
  const verified = { 'verification.method': 'THIRD_PARTY_LETTER', 'verification.date': dayOf(now) }
  for (const { id } of buyers) await recorded(verified, id)
  const all = buyers.map(({ buy }) => buy)
  if (DEEP) for (const buy of all) await buy('4999950')
  else await Promise.all(all.map((buy) => buy('4999950.00')))
  const { items } = await fetched<{ items: { state: string }[] }>(
    officer.page,
    `/v1/subscriptions?offering=${offering}`,
  )
  assert.equal(items.length, 10)
})

test(
  'one who is not accredited is refused, and reads which rule it is and what to do',
  { timeout: 60_000 },
  async () => {
    const { link } = await approved('Mateo Silva', false)
    const { page, faults } = await openPage({ baseURL, viewport: PHONE })
    await chooseByLink(page.context().request, link, PASSWORD)
    await page.goto('/offerings')
    await page.getByText('Needs accreditation').waitFor()
    await page.getByRole('article').getByRole('link', { name: 'Harbour Street Tower Units' }).first().click()
    await page.getByText('Only accredited investors can hold these units.').first().waitFor()
    await page.getByText('Claim your accreditation in your profile').first().waitFor()
    assert.equal(await page.getByRole('link', { name: 'Subscribe', exact: true }).count(), 0)
    assert.deepEqual(faults, [])
  },
)

test(
  'one more comes on a phone, is verified and accredited, and pays $500',
  { timeout: 240_000 },
  async () => {
    const { page, context, faults } = await openPage({ baseURL, viewport: PHONE })
    const wallet = privateKeyToAccount(generatePrivateKey())
    await injectWallet(context, wallet)
    const save = () => page.getByRole('button', { name: 'Save and go on' }).click()
    const select = async (choices: readonly (readonly [string, string])[]) => {
      for (const [label, value] of choices)
        await page.getByLabel(new RegExp(`^${label.replace('?', '\\?')}`)).selectOption(value)
    }
    const write = async (entries: readonly (readonly [string, string])[]) => {
      for (const [label, text] of entries) await page.getByLabel(label).fill(text)
    }
    await page.goto('/')
    await page.getByRole('link', { name: 'Become an investor' }).click()
    await write([
      ['Legal name', 'Zoe Zamora'],
      ['E-mail', 'zoe@example.org'],
      ['Password', PASSWORD],
    ])
    await select([['Country of residence', 'US']])
    await page.getByRole('button', { name: 'Create the account' }).click()

    await step('Identity')
    await write([
      ['Date of birth', '1985-04-12'],
      ['Legal name', 'Zoe Zamora'],
    ])
    await select([['Citizenship', 'US']])
    await save()
    await step('Address')
    const { check, ...answers } = PLAIN_ANSWERS
    await answerSteps(page, answers)
    await step('Papers')
    await select([
      ['Which paper will you show?', check.paper],
      ['Issued by which country?', check.paperCountry],
    ])
    await page
      .getByRole('group', { name: 'Passport' })
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'passport.png', mimeType: 'image/png', buffer: PICTURE })
    await page.getByText('passport.png').waitFor()
    await save()
    await step('Send in')
    await page.getByRole('button', { name: 'Show the paper now' }).click()
    await page.getByText('Sandbox: play the checking service').waitFor()
    await page.getByLabel('Everything is true and complete.').check()
    await page.getByRole('button', { name: 'Send the application in' }).click()
    await page.getByText('An officer looks at your application.').waitFor()
    await page.getByRole('button', { name: 'It says yes' }).click()
    await page.getByText('Approved', { exact: true }).waitFor()

    await officer.page.goto('/')
    await officer.page.getByRole('link', { name: 'Decide about Zoe Zamora' }).click()
    await officer.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await officer.page.getByRole('button', { name: 'Renew', exact: true }).waitFor()

    // Verified, and not accredited yet: the offering says what is missing.
    await page.goto('/offerings')
    await page.getByText('Needs accreditation').waitFor()
    await looksRight(page, 'needs-accreditation')
    await page.goto('/profile')
    await linkWallet(page, wallet)
    await page.getByRole('button', { name: 'Hand in a paper' }).click()
    await page.getByLabel('What it is').selectOption({ label: 'Accreditation evidence' })
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'letter.png', mimeType: 'image/png', buffer: PICTURE })
    await page.getByRole('button', { name: 'Hand in', exact: true }).click()
    await page.getByRole('link', { name: 'Save letter.png' }).waitFor()
    await page.getByRole('button', { name: 'Claim accreditation' }).click()
    const { now } = await fetched<{ now: string }>(page, '/v1/session')
    await page.getByLabel('Basis').selectOption('third-party-letter')
    await page.getByLabel('Evidence', { exact: true }).selectOption({ index: 1 })
    await page.getByLabel('Date on the evidence').fill(dayOf(now))
    await page.getByRole('button', { name: 'Send the claim' }).click()
    await page.getByText('The claim was sent to an officer.').waitFor()
    await officer.page.goto('/investors')
    await officer.page.getByRole('link', { name: 'Zoe Zamora' }).click()
    await officer.page.getByRole('button', { name: 'Verify' }).click()
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click()
    await officer.page.getByText('The claim was verified.').waitFor()

    await toSubscribe(page)
    await choose(page, { amount: '500.00', units: '500' })
    await looksRight(page, 'wallet-lacks')
    await pay(page, '500.00')
    assert.deepEqual(faults, [])
    zoe = page

    async function step(name: string): Promise<void> {
      await page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
    }
  },
)

test(
  'two people close, the units arrive, the books balance, and the chain says the same',
  { timeout: 180_000 },
  async () => {
    await issuer.page.goto(`/offerings/${offering}/closing`)
    await issuer.page.getByText('Nothing is in its way.').waitFor({ timeout: 60_000 })
    await issuer.page.getByRole('button', { name: 'Prepare the closing' }).click()
    await issuer.page.getByRole('button', { name: 'Prepare it' }).click()
    await issuer.page.getByText('You have prepared it: somebody else confirms it.').waitFor()
    await officer.page.goto('/')
    await officer.page.getByText('Confirm the closing of Harbour Street Tower Units').click()
    await officer.page.getByRole('button', { name: 'Confirm the closing' }).click()
    await officer.page.getByRole('button', { name: 'Close it' }).click()
    await officer.page.getByText('Closed', { exact: true }).first().waitFor({ timeout: 60_000 })
    await looksRight(officer.page, 'tower-closed')
    await zoe.goto('/holdings')
    await zoe.getByRole('link', { name: 'Harbour Street Tower Units' }).click()
    await zoe.getByText('500', { exact: true }).first().waitFor()
    await looksRight(zoe, 'zoe-holds')

    type Escrow = { balances: boolean; minted: string; escrow: { amount: string } }
    const escrow = await fetched<Escrow>(issuer.page, `/v1/offerings/${offering}/escrow`)
    assert.deepEqual(
      [escrow.balances, escrow.minted, escrow.escrow.amount],
      [true, '50000000', '0.000000'],
      'the books and the escrow',
    )
    const { instrument } = await fetched<{ instrument: { id: string } }>(
      issuer.page,
      `/v1/offerings/${offering}`,
    )
    const proof = await (await fetch(`${baseURL}/proof/${instrument.id}`)).text()
    assert.ok(!proof.includes('Zoe'), 'a public page names nobody')
    const derived = await verified()
    assert.deepEqual(derived, { ok: true, supply: '50000000', holders: 11 })
    type Proof = {
      readonly instrument: { readonly symbol: string }
      readonly supply: string
      readonly registerSum: string
      readonly holdersCount: number
      readonly supplyEqualsRegister: boolean
    }
    const told = await fetched<Proof>(issuer.page, `/v1/proof/${instrument.id}`)
    for (const sum of [told.supply, told.registerSum])
      assert.equal(sum, Number(derived.supply).toLocaleString('en'))
    assert.deepEqual([told.supplyEqualsRegister, told.holdersCount], [derived.ok, derived.holders])
    for (const shown of [`${told.supply}\u00a0${told.instrument.symbol}`, String(told.holdersCount)])
      assert.ok(proof.includes(`<dd><bdi>${shown}</bdi></dd>`), shown)
    assert.deepEqual([...issuer.faults, ...officer.faults, ...admin.faults], [])
  },
)

/** What `aliquot verify` derives from the chain alone. */
async function verified(): Promise<{
  readonly ok: unknown
  readonly supply: unknown
  readonly holders: unknown
}> {
  let out = ''
  await runCli({
    args: ['verify', '--json'],
    folder: path.join(import.meta.dirname, '..', '..'),
    environment: { ALIQUOT_HOME: server.home },
    out: (text) => void (out += text),
    err: (text) => void (out += text),
    colours: false,
  })
  const { ok, tokens } = JSON.parse(out) as { ok: unknown; tokens: { supply: unknown; holders: unknown }[] }
  return { ok, supply: tokens[0]?.supply, holders: tokens[0]?.holders }
}
