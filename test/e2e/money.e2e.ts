import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { encodeFunctionData, getAddress } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { protocolAddresses } from '../../src/instrument/protocol.service.ts'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { listIntents, recordIntent } from '../../src/platform/chain/intents.ts'
import { openDatabase, openPool, transaction } from '../../src/platform/db/database.ts'
import { euroDeployData } from '../second-stablecoin.ts'
import { type DemoRole, enterAs, fetched, injectWallet, looksRight, PHONE, settleDoubts } from './browser.ts'
import { ana, EXAMPLE, payFor, putOnSale, sheetOnSale, until } from './sale.ts'
import { browsedServer } from './server.ts'

/*
 * Where money moves, clicked: an investor subscribes with a wallet and gets the units, a payout that lacks money gets it
 * and pays, a parked payment is tried again and arrives. Phones and desktops alike.
 */

const emi = developmentAccount(24)

const server = await browsedServer()
const { databaseUrl } = JSON.parse(fs.readFileSync(path.join(server.home, 'run.json'), 'utf8')) as {
  databaseUrl: string
}
const pool = openPool(databaseUrl)
after(() => pool.end())

const signedIn = (role: DemoRole, options: Partial<Parameters<typeof enterAs>[1]> = {}) =>
  enterAs(role, { baseURL: server.url, ...options })

/** The stablecoin's issuer does something, which the platform knows nothing of beforehand. */
async function stablecoinIssuer(key: string, data: `0x${string}`, to?: `0x${string}`): Promise<void> {
  const db = openDatabase(pool)
  const protocol = await protocolAddresses(db)
  assert.ok(protocol?.stablecoin)
  const call = { from: protocol.operator, to: to ?? protocol.stablecoin, data }
  const now = Temporal.Instant.from('2026-11-02T14:00:00Z')
  await transaction(db, (tx) => recordIntent(tx, { key: `outside:${key}`, purpose: 'outside', ...call }, now))
}

async function secondStablecoin(): Promise<`0x${string}`> {
  const db = openDatabase(pool)
  const { operator } = (await protocolAddresses(db))!
  const now = Temporal.Instant.from('2026-11-02T14:00:00Z')
  const intent = {
    key: 'outside:euros',
    purpose: 'outside',
    from: operator,
    to: null,
    data: euroDeployData(operator),
  }
  await transaction(db, (tx) => recordIntent(tx, intent, now))
  for (;;) {
    const [made] = await listIntents(db, { purpose: 'outside', limit: 1 })
    if (made?.status === 'success' && made.contract !== null) return getAddress(made.contract)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test(
  'an investor pays into escrow on a phone in euros, two people close the offering, and the units arrive',
  { timeout: 120_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const euro = await secondStablecoin()
    await stablecoinIssuer(
      'euros-for-ana',
      encodeFunctionData({ abi: devStablecoinAbi, functionName: 'mint', args: [ana.address, 4_600_000n] }),
      euro,
    )
    const taken = `currencies: [{ token: '${euro}', code: EURX, decimals: 6, exchangeRate: '0.92' }]`
    const yaml = sheetOnSale().replace('\n  lockUpDays:', `\n  ${taken}\n  lockUpDays:`)
    const id = await putOnSale(issuer.page, yaml, 'Harbour Annex Units')

    const { page, context, faults } = await signedIn('Investor', { viewport: PHONE })
    await injectWallet(context, ana)
    await page.goto(`/offerings/${id}`)
    await page.getByRole('link', { name: 'Subscribe' }).click()
    await page.getByLabel('Your experience with such holdings').selectOption('More than 5 years')
    await page.getByLabel('How much of this money could you lose').selectOption('A part of it')
    await page.getByLabel('For how long can you do without').selectOption('More than 5 years')
    await page.getByLabel('What do you want to reach?').selectOption('Regular income')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Amount in USDX').fill('0.50')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('The smallest subscription is 1.00 USDX.').first().waitFor()
    await page.getByLabel('Amount in USDX').fill('5.00')
    await page.getByLabel('Pay with').selectOption('EURX, 0.92 EURX for 1 USDX')
    await page.getByText('That is 5 units. You pay 4.60 EURX.').waitFor()
    await looksRight(page, 'subscribe')
    await page.getByRole('button', { name: 'Continue' }).click()
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await page.getByText(`Risk ${n} of 6`).waitFor()
      await page.getByRole('button', { name: 'I have read and understood this' }).click()
    }
    await page.getByText('Your wallet shows the amount and the escrow that receives it.').waitFor()
    await page.getByText('4.60 EURX (counts as 5.00 USDX)').waitFor()
    await settleDoubts(server.url)
    await page.getByRole('button', { name: 'Sign and pay with Test wallet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor()
    await page.getByText('Your money is in escrow.').first().waitFor({ timeout: 30_000 })
    await page.getByText('4.60 EURX (counts as 5.00 USDX)').waitFor()

    // Everything is sold: nobody need wait for the end of the window.
    await issuer.page.goto(`/offerings/${id}`)
    await issuer.page.getByText('1 subscription', { exact: true }).waitFor()
    await issuer.page.getByRole('link', { name: 'Raise board' }).click()
    await issuer.page.getByText('5 of 5 units are funded or issued, 100 %.').waitFor()
    await issuer.page.getByRole('cell', { name: 'the closing' }).waitFor()
    await issuer.page.getByRole('cell', { name: '4.60 EURX (counts as 5.00 USDX)' }).waitFor()
    await issuer.page.goBack()
    await issuer.page.getByText('Also paid in EURX').waitFor()
    await issuer.page.getByRole('button', { name: 'Stop a currency' }).click()
    await issuer.page.getByRole('combobox', { name: 'Currency' }).selectOption('EURX')
    await issuer.page.getByLabel('Why; investors read it').fill('It has lost its peg.')
    await looksRight(issuer.page, 'stop-currency')
    await issuer.page.getByRole('button', { name: 'Stop it' }).click()
    await issuer.page.getByText('No more paid in EURX: It has lost its peg.').waitFor()
    await issuer.page.getByRole('link', { name: 'Closing' }).click()
    await issuer.page.getByText('Nothing is in its way.').waitFor()
    await issuer.page.getByRole('button', { name: 'Prepare the closing' }).click()
    await issuer.page.getByRole('button', { name: 'Prepare it' }).click()
    await issuer.page.getByText('You have prepared it: somebody else confirms it.').waitFor()
    const officer = await signedIn('Compliance officer', { at: '/' })
    await officer.page.getByText('Confirm the closing of Harbour Annex Units').click()
    await officer.page.getByRole('button', { name: 'Confirm the closing' }).click()
    await officer.page.getByRole('button', { name: 'Close it' }).click()
    await officer.page.getByText('Closed', { exact: true }).first().waitFor({ timeout: 30_000 })
    await officer.page.getByText('Sent to the treasury').waitFor({ timeout: 30_000 })
    await looksRight(officer.page, 'closed')

    // What was raised pays the seller once a second person has said so, and no address where it would be lost.
    await issuer.page.reload()
    await issuer.page.getByText('Nothing was paid out of it yet.').waitFor()
    await issuer.page.getByRole('button', { name: 'Pay out of it' }).click()
    const paying = issuer.page.getByRole('dialog')
    const treasury = await fetched<{ others: { released: { treasury: string } }[] }>(
      issuer.page,
      `/v1${new URL(issuer.page.url()).pathname.replace('closing', 'escrow')}`,
    )
    await paying.getByLabel('To', { exact: true }).fill(treasury.others[0]?.released.treasury ?? '')
    await paying.getByLabel('What it is found by').fill('Purchase agreement 7')
    await paying.getByRole('button', { name: 'Prepare the payment' }).click()
    await paying.getByText(/^This address is the treasury itself/).waitFor()
    await paying.getByLabel('To', { exact: true }).fill(developmentAccount(40).address)
    await paying.getByRole('button', { name: 'Prepare the payment' }).click()
    await paying.waitFor({ state: 'detached' })
    await looksRight(issuer.page, 'proceeds-prepared')
    await officer.page.reload()
    await officer.page.getByRole('button', { name: 'Confirm', exact: true }).click()
    const confirming = officer.page.getByRole('dialog')
    await confirming.getByText('4.60 EURX leaves the treasury. This cannot be undone.').waitFor()
    for (const said of ['The asset', developmentAccount(40).address, 'Purchase agreement 7'])
      await confirming.getByText(said, { exact: true }).waitFor()
    await officer.page.getByRole('button', { name: 'Pay it' }).click()
    await officer.page.getByText('Paid', { exact: true }).waitFor({ timeout: 30_000 })
    await looksRight(officer.page, 'proceeds-paid')

    await page.goto('/holdings')
    await page.getByRole('link', { name: 'Harbour Annex Units' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ana Ruiz' }).waitFor()
    await page.getByText('5', { exact: true }).first().waitFor()
    assert.deepEqual([...faults, ...issuer.faults, ...officer.faults], [])
    await Promise.all([context.close(), issuer.context.close(), officer.context.close()])
  },
)

/** October with a further rent of a million, of which nine tenths are the holders’. */
const MORE_RENT = (csv: string) => `${csv}\n2026-10-31,Base rent,1000000.00`

test(
  'a payout that lacks money says how much, to the base unit, and pays when the last one is there',
  { timeout: 120_000 },
  async () => {
    const { page, context, faults } = await signedIn('Issuer', { at: '/' })
    await page.getByRole('link', { name: 'Distributions' }).first().click()
    await page
      .getByRole('link', { name: /October 2026/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Correct' }).click()
    const csv = fs
      .readFileSync(EXAMPLE.replace('.yaml', '.income.csv'), 'utf8')
      .trim()
      .split('\n')
      .filter((line, i) => i === 0 || line.startsWith('2026-10-'))
      .join('\n')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('A tenant’s rent for October was booked in November.')
    await dialog.getByLabel('Statement (CSV)').fill(MORE_RENT(csv))
    await dialog.getByRole('button', { name: 'Add the correction' }).click()
    await page.getByRole('link', { name: 'Correction of October 2026' }).click()

    await page.getByText(/^The treasury lacks/).waitFor({ timeout: 30_000 })
    await looksRight(page, 'underfunded')
    const {
      waiting,
      treasury,
      missing,
      lacking: lacks,
    } = await fetched<{
      waiting: { detail: string }
      treasury: `0x${string}`
      missing: { amount: string }
      lacking: { amount: string }
    }>(page, `/v1${new URL(page.url()).pathname}`)
    const lacking = /lacks ([\d.,]+) USDX/.exec(waiting.detail)?.[1] ?? ''
    assert.equal(missing.amount, '900000.000000')

    // What the screen refuses before anybody confirms, and why.
    await page.getByRole('button', { name: 'Fund' }).click()
    await page.getByRole('dialog').getByText(`The treasury lacks ${lacking} USDX.`).waitFor()
    await looksRight(page, 'underfunded-dialog')
    await page.keyboard.press('Escape')

    assert.equal(lacking, '780,000.00')
    assert.equal(lacks.amount, '780000.000000')
    await page.getByRole('button', { name: 'Sandbox: put 780,000.00' }).waitFor()
    const payout = page.url()
    const { items: owed } = await fetched<{ items: readonly { wallet: string }[] }>(
      page,
      `/v1${new URL(payout).pathname}/entitlements?limit=1`,
    )
    await page.goto(`${payout}/${owed[0]?.wallet}`)
    await page.getByText('Not paid yet. The treasury lacks 780,000.00 USDX.').waitFor()
    await looksRight(page, 'entitlement-unpaid')
    await page.goto(payout)
    const units = 780_000_000_000n
    const mint = (key: string, amount: bigint) =>
      stablecoinIssuer(
        key,
        encodeFunctionData({ abi: devStablecoinAbi, functionName: 'mint', args: [treasury, amount] }),
      )
    await mint('all but one', units - 1n)
    await page.getByText('The treasury lacks 0.000001 USDX.').waitFor({ timeout: 30_000 })
    await mint('the last', 1n)
    await page.getByText('Balances to the base unit').waitFor({ timeout: 30_000 })
    await page.getByText('Closed').first().waitFor({ timeout: 30_000 })
    assert.deepEqual(faults, [])
    await context.close()
  },
)

test(
  'a parked payment is tried again on the screen, and arrives once its payee may be paid',
  { timeout: 120_000 },
  async () => {
    const { page, context, faults } = await signedIn('Issuer', { at: '/' })
    await page
      .getByRole('link', { name: /Retry the parked payments of October 2026/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Income of October 2026' }).waitFor()
    const retry = async () => {
      await page.getByRole('button', { name: 'Retry parked' }).click()
      await looksRight(page, 'retry')
      await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
      await page.getByText('The parked payments are tried again.').waitFor()
    }
    await stablecoinIssuer(
      'forgiven',
      encodeFunctionData({
        abi: devStablecoinAbi,
        functionName: 'setBlacklisted',
        args: [emi.address, false],
      }),
    )
    await retry()
    const row = page.getByRole('row', { name: /Emi Tanaka/ })
    await row.getByText('Paid').waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Retry parked' }).waitFor({ state: 'detached' })
    await page.getByText('Balances to the base unit').waitFor()
    await looksRight(page, 'retried')
    assert.deepEqual(faults, [])
    await context.close()
  },
)

test(
  'an offering by invitation is found by whom the issuer puts on its list, and by nobody else',
  { timeout: 120_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const yaml = sheetOnSale('harbour-club', 'Harbour Club', 'CLUB').replace(
      'lockUpDays:',
      'invitedOnly: true\n  lockUpDays:',
    )
    const id = await putOnSale(issuer.page, yaml, 'Harbour Club Units')
    const investor = await signedIn('Investor', { viewport: PHONE })
    await investor.page.goto('/offerings')
    await investor.page.getByRole('link', { name: 'Harbour Annex Units' }).first().waitFor()
    assert.equal(await investor.page.getByText('Harbour Club Units').count(), 0)

    const { page } = issuer
    await page.goto(`/offerings/${id}`)
    await page.getByText('Nobody is invited yet.').waitFor()
    await page.getByLabel('E-mail address or id of an investor').fill('somebody@example.org')
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByText('The issuer knows no such investor.').waitFor()
    await looksRight(page, 'invitation-refused')
    await page.getByLabel('E-mail address or id of an investor').fill('ana.ruiz@example.org')
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('cell', { name: 'Ana Ruiz' }).waitFor()
    await looksRight(page, 'invited')
    await investor.page.reload()
    await investor.page.getByRole('link', { name: 'Harbour Club Units' }).first().click()
    await investor.page.getByText('An officer looks first').waitFor()
    await investor.page.goto('/offerings')
    await page.getByRole('button', { name: 'Take off' }).click()
    await page.getByRole('button', { name: 'Take off the list' }).click()
    await page.getByText('Nobody is invited yet.').waitFor()
    await investor.page.reload()
    await investor.page.getByRole('link', { name: 'Harbour Annex Units' }).first().waitFor()
    assert.equal(await investor.page.getByText('Harbour Club Units').count(), 0)
    assert.deepEqual([...issuer.faults, ...investor.faults], [])
    await Promise.all([issuer.context.close(), investor.context.close()])
  },
)

test(
  'the issuer allots by hand after the window, says why, and two people close what the list says',
  { timeout: 180_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const yaml = sheetOnSale('harbour-loft', 'Harbour Loft', 'LOFT')
      .replace('closes: 2026-12-31', 'closes: 2026-11-04')
      .replace('lockUpDays:', 'allocation: by-hand\n  lockUpDays:')
    const id = await putOnSale(issuer.page, yaml, 'Harbour Loft Units')
    const investor = await signedIn('Investor')
    await payFor(investor.page, { url: server.url, offering: id })
    await fetched(issuer.page, '/v1/sandbox/clock', { to: '2026-11-06T12:00:00Z' })
    await until<{ moving: boolean }>(issuer.page, '/v1/sandbox/clock', ({ moving }) => !moving)

    const { page } = issuer
    await page.goto(`/offerings/${id}/closing`)
    await page.getByText('5 of 5 units are allotted.').waitFor()
    await page.getByLabel('Units for Ana Ruiz').fill('3')
    await page.getByText('3 of 5 units are allotted.').waitFor()
    await page.getByRole('button', { name: 'Save the list' }).click()
    await page.getByText('no reason is given').waitFor()
    await looksRight(page, 'allotment-refused')
    await page.getByLabel('Reason for Ana Ruiz').fill('Kept for the tenants.')
    await page.getByRole('button', { name: 'Save the list' }).click()
    await page.getByText('Nothing is in its way.').waitFor()
    await page.getByRole('button', { name: 'Prepare the closing' }).click()
    await page.getByRole('button', { name: 'Prepare it' }).click()
    await page.getByText('You have prepared it: somebody else confirms it.').waitFor()
    const officer = await signedIn('Compliance officer')
    await officer.page.goto(`/offerings/${id}/closing`)
    await officer.page.getByRole('cell', { name: 'Kept for the tenants.' }).waitFor()
    await officer.page.getByRole('button', { name: 'Confirm the closing' }).click()
    await officer.page.getByRole('button', { name: 'Close it' }).click()
    await officer.page.getByText('Closed', { exact: true }).first().waitFor({ timeout: 30_000 })
    await officer.page.getByRole('row', { name: 'Ana Ruiz 5 3 Kept for the tenants.' }).waitFor()
    await officer.page.getByText('1 of 1 subscriptions have their units, 0 are paid back.').waitFor()
    await looksRight(officer.page, 'allotted')
    assert.deepEqual([...issuer.faults, ...investor.faults, ...officer.faults], [])
    await Promise.all([issuer.context.close(), investor.context.close(), officer.context.close()])
  },
)

test(
  'a raise that misses its least is paid back, and issuer and investor see that everybody was',
  { timeout: 180_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const yaml = sheetOnSale('harbour-yard', 'Harbour Yard', 'YARD')
      .replace('closes: 2026-12-31', 'closes: 2026-11-20')
      .replace("units: '5'", "units: '10'")
      .replace('lockUpDays:', "softCap: '8'\n  lockUpDays:")
    const id = await putOnSale(issuer.page, yaml, 'Harbour Yard Units')
    const investor = await signedIn('Investor', { viewport: PHONE })
    await payFor(investor.page, { url: server.url, offering: id })
    await issuer.page.goto(`/offerings/${id}/closing`)
    await issuer.page.getByRole('cell', { name: 'Ana Ruiz' }).waitFor()
    // Her wallet cannot be paid at the time.
    const stop = (blacklisted: boolean) =>
      stablecoinIssuer(
        blacklisted ? 'stopped' : 'let go',
        encodeFunctionData({
          abi: devStablecoinAbi,
          functionName: 'setBlacklisted',
          args: [ana.address, blacklisted],
        }),
      )
    await stop(true)
    await fetched(issuer.page, '/v1/sandbox/clock', { to: '2026-11-23T12:00:00Z' })
    await until<{ moving: boolean }>(issuer.page, '/v1/sandbox/clock', ({ moving }) => !moving)

    await issuer.page.goto(`/offerings/${id}/closing`)
    await issuer.page.getByText('1 of 1 subscriptions are paid back.').waitFor({ timeout: 60_000 })
    await issuer.page.getByText('Refunded', { exact: true }).first().waitFor()
    await issuer.page.getByText('Both say the same, to the base unit.').first().waitFor()
    assert.equal(await issuer.page.getByText('The contract and the books differ.').count(), 0)
    await looksRight(issuer.page, 'paid-back')
    await investor.page.goto('/subscriptions')
    const own = investor.page.getByRole('listitem').filter({ hasText: 'Harbour Yard Units' })
    await own.getByText('Paid back').first().waitFor()
    await own.getByRole('link', { name: 'Details' }).click()
    const claim = investor.page.getByRole('button', { name: 'Send the refund again' })
    await claim.waitFor()
    await investor.page
      .getByText('The money could not be sent to the wallet, and waits in the escrow')
      .first()
      .waitFor()
    await looksRight(investor.page, 'refund-waits')
    await stop(false)
    await claim.click()
    await investor.page.getByRole('dialog').getByRole('button', { name: 'Send the refund again' }).click()
    await investor.page.getByText('The money is on its way back. There is nothing to do.').waitFor()
    await investor.page
      .getByText('The money is on its way back. There is nothing to do.')
      .waitFor({ state: 'detached', timeout: 30_000 })
    await looksRight(investor.page, 'paid-back-to-me')
    assert.deepEqual([...issuer.faults, ...investor.faults], [])
    await Promise.all([issuer.context.close(), investor.context.close()])
  },
)
