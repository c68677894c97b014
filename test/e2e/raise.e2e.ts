import assert from 'node:assert/strict'
import { test } from 'node:test'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import {
  axeViolations,
  chooseByLink,
  type DemoRole,
  enterAs,
  enterAsSecondOfficer,
  fetched,
  injectWallet,
  looksRight,
  openPage,
  PHONE,
} from './browser.ts'
import { ana, payFor, putOnSale, sheetOnSale as sheetOfFive, until } from './sale.ts'
import { browsedServer } from './server.ts'

/*
 * A raise, clicked from both sides: an investor on a phone looks through what is on offer, subscribes step by step and pays
 * from a wallet; the issuer sees the board move and reminds another one; who is not let in reads why.
 */

const [ben, chloe] = [developmentAccount(21), developmentAccount(22)]
const NAME = 'Quay House Units'

const server = await browsedServer()

const signedIn = (role: DemoRole, options: Partial<Parameters<typeof openPage>[0]> = {}) =>
  enterAs(role, { baseURL: server.url, ...options })

/** A further building of the same issuer: 20 units at $1 on sale, of which eight have to be sold. */
const sheetOnSale = () =>
  sheetOfFive('quay-house', 'Quay House', 'QUAY')
    .replace("ticketMin: '1.00'", "ticketMin: '1.00'\n  softCap: '8'\n  coolingOffHours: 24")
    .replace("units: '5'", "units: '20'")

type Person = { readonly id: string; readonly displayName: string }

test(
  'a raise from both sides: subscribed step by step on a phone, seen on the board, another one reminded',
  { timeout: 180_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const id = await putOnSale(issuer.page, sheetOnSale(), NAME)

    // Another investor's units are reserved, by an officer for them; they have not gone on since.
    const officer = await signedIn('Compliance officer')
    const people = await fetched<{ items: Person[] }>(officer.page, '/v1/investors?limit=200')
    const named = (name: string) => people.items.find(({ displayName }) => displayName === name)!.id
    const reserved = await fetched<{ id: string }>(officer.page, `/v1/offerings/${id}/subscriptions`, {
      investor: named('Ben Okafor'),
      wallet: ben.address,
      amount: '4.00',
    })
    assert.match(reserved.id, /^sub_/)

    const { page, context, faults } = await signedIn('Investor', { viewport: PHONE })
    await injectWallet(context, ana)
    await page.goto('/offerings')
    const own = page.getByRole('article').filter({ hasText: NAME })
    await own.getByText('An officer looks first').waitFor()
    await own.getByText('0 % of 20 units are paid for: 0.00 USDX raised. It needs 40 % to close.').waitFor()
    await looksRight(page, 'browse')
    await own.getByRole('link', { name: NAME }).click()
    await page.getByRole('heading', { name: 'You may not be able to sell' }).waitFor()
    await page.getByRole('heading', { name: 'One tenant pays half of the rent' }).waitFor()
    await page.getByLabel('Your question').fill('May investors visit the house?')
    await page.getByRole('button', { name: 'Send the question' }).click()
    await page.getByText('Waits for an answer').waitFor()
    await looksRight(page, 'offering-page')
    await page.getByRole('link', { name: 'Subscribe', exact: true }).click()

    // What speaks against it is said, and can be acknowledged.
    await page.getByLabel('Your experience with such holdings').selectOption('None')
    await page.getByLabel('How much of this money could you lose').selectOption('A part of it')
    await page.getByLabel('For how long can you do without').selectOption('More than 5 years')
    await page.getByLabel('What do you want to reach?').selectOption('Regular income')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('You have never held anything like it.').waitFor()
    const heading = (name: string) =>
      page.getByRole('heading', { name, exact: true }).and(page.locator(':focus'))
    await heading('Does it suit you?').waitFor()
    await looksRight(page, 'suitability-warned')
    await page.getByRole('button', { name: 'I understand the warning and go on' }).press('Enter')
    await heading('How much?').waitFor()
    await page.getByLabel('Amount in USDX').fill('5.50')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Try 5.00 USDX for 5 units, or 6.00 USDX for 6.').first().waitFor()
    await looksRight(page, 'amount-that-does-not-fit')
    await page.getByRole('button', { name: '6.00 USDX for 6 units' }).click()
    await page.getByText('That is 6 units.').waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Risk 1 of 6').waitFor()

    // Another window takes another amount: this one says so, and goes on with it only when told to.
    const other = await context.newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: 'Change the amount' }).click()
    await other.getByLabel('Amount in USDX').fill('4.00')
    await other.getByRole('button', { name: 'Continue' }).click()
    await other.getByText('Risk 1 of 6').waitFor()
    await other.close()
    await page.getByRole('button', { name: 'I have read and understood this' }).click()
    await page.getByText('Meanwhile 4 units for 4.00 USDX were reserved for you').waitFor()
    await looksRight(page, 'reserved-elsewhere')
    await page.getByRole('button', { name: 'Change the amount' }).click()
    await page.getByLabel('Amount in USDX').fill('6.00')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Risk 2 of 6').waitFor()

    // Gone and come back, it goes on where it was.
    await page.goto('/subscriptions')
    await page.getByText('Reserved; to be paid').waitFor()
    await looksRight(page, 'my-subscriptions')
    await page.getByRole('link', { name: 'Go on subscribing' }).click()
    for (const n of [2, 3, 4, 5, 6]) {
      await page.getByText(`Risk ${n} of 6`).waitFor()
      await page.getByRole('button', { name: 'I have read and understood this' }).click()
    }
    // Before any money is taken, two officers have settled what nobody has recorded for the exemption.
    await page.getByText('An officer has to decide on this before anything is paid').waitFor()
    await page.getByRole('button', { name: 'Sign and pay with Test wallet' }).click()
    await page.getByText('Compliance officers have to look at this first').first().waitFor()
    await looksRight(page, 'pay-in-doubt')
    await issuer.page.goto(`/offerings/${id}/raise`)
    await issuer.page
      .getByRole('row')
      .filter({ hasText: 'Ana Ruiz' })
      .getByText('an officer', { exact: true })
      .waitFor()
    const second = await enterAsSecondOfficer(officer.page, { baseURL: server.url })
    for (const [n, by] of [officer.page, second.page].entries()) {
      await by.goto('/')
      await by
        .getByRole('link', {
          name: `Decide on Ana Ruiz${n === 0 ? '' : ' as the second officer'}: a rule of law could not by itself`,
        })
        .first()
        .click()
      await by.getByText('Bad-actor check').first().waitFor()
      await by
        .getByText(n === 0 ? /Yours would be the first word/ : /Yours would be the second word/)
        .waitFor()
      if (n === 1) await looksRight(by, 'doubt')
      await by.getByLabel('Reason').fill('Papers on file.')
      await by.getByRole('button', { name: 'Clear' }).click()
      await by
        .getByText(n === 0 ? /You have cleared this already/ : 'Your decision is kept.')
        .first()
        .waitFor()
    }
    await second.context.close()
    await page.getByRole('button', { name: 'Sign and pay with Test wallet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor()
    await page.getByText('Your money is in escrow.').first().waitFor({ timeout: 30_000 })
    await looksRight(page, 'receipt')

    await page.getByRole('link', { name: 'My subscriptions' }).click()
    await page.getByText(/^You may take it back until Nov 3, 2026/).waitFor()

    // The issuer sees who waits for what, and reminds the one who has to do something.
    await issuer.page.goto(`/offerings/${id}/raise`)
    await issuer.page.getByText('6 of 20 units are funded or issued, 30 %.').waitFor()
    await issuer.page.getByText('2 more units have to be paid for until it may close with 8.').waitFor()
    const row = (name: string) => issuer.page.getByRole('row').filter({ hasText: name })
    await row('Ana Ruiz').getByText('the closing').waitFor()
    await row('Ben Okafor').getByText('the investor, to confirm the risks').waitFor()
    await looksRight(issuer.page, 'board')
    // One is found by what stands on the investor's wire, or by the end of an id; what is found nowhere is said to be.
    const find = async (text: string) => {
      await issuer.page.getByLabel('Find a subscription').fill(text)
      await issuer.page.getByRole('button', { name: 'Find', exact: true }).click()
    }
    const { reference } = await fetched<{ reference: string }>(
      issuer.page,
      `/v1/subscriptions/${reserved.id}`,
    )
    await find(reference)
    await row('Ana Ruiz').waitFor({ state: 'detached' })
    await row('Ben Okafor').waitFor()
    await find('RF00 nothing')
    await issuer.page.getByText('No subscription here fits that.').waitFor()
    await looksRight(issuer.page, 'board-found-nothing')
    await issuer.page.getByRole('button', { name: 'Show all' }).click()
    await row('Ana Ruiz').waitFor()
    await find(reserved.id.slice(-8))
    await row('Ana Ruiz').waitFor({ state: 'detached' })
    await find('')
    await row('Ana Ruiz').waitFor()
    await row('Ben Okafor').getByRole('button', { name: 'Remind' }).click()
    await issuer.page.getByRole('button', { name: 'Send the reminder' }).click()
    await issuer.page.getByText('The investor is reminded.').waitFor()
    await row('Ben Okafor').getByRole('button', { name: 'Remind' }).click()
    await issuer.page.getByText(/^The investor was reminded of this subscription at /).waitFor()
    await issuer.page.getByRole('button', { name: 'Cancel' }).click()
    // Of many at once each is answered for itself.
    for (const name of ['Ana Ruiz', 'Ben Okafor'])
      await issuer.page.getByRole('checkbox', { name: `Choose the subscription of ${name}` }).check()
    await issuer.page.getByText('2 subscriptions', { exact: true }).waitFor()
    await issuer.page.getByRole('button', { name: 'Remind them' }).click()
    const many = issuer.page.getByRole('dialog')
    await many.getByText('Ana Ruiz, Ben Okafor').or(many.getByText('Ben Okafor, Ana Ruiz')).waitFor()
    await many.getByRole('button', { name: 'Remind them' }).click()
    await many.getByText(/^The investor was reminded of this subscription at /).waitFor()
    await looksRight(issuer.page, 'board-many')
    await many.getByRole('button', { name: 'Close' }).click()
    await issuer.page.getByRole('button', { name: 'Paid, in escrow (1)' }).click()
    await row('Ben Okafor').waitFor({ state: 'detached' })
    assert.match(issuer.page.url(), /state=confirmed/)
    const csv = await issuer.page.getByRole('link', { name: 'CSV' }).getAttribute('href')
    assert.match(csv ?? '', /board\.csv\?state=confirmed$/)

    // The first sale begins the time for Form D; who files it writes down when, and what it is found by.
    await issuer.page.goto('/filings')
    const duty = row('Quay House').filter({ hasText: 'Form D, notice of sales' })
    await duty.getByText('Due', { exact: true }).waitFor()
    await duty.getByRole('button', { name: 'Mark as filed' }).click()
    const dialog = issuer.page.getByRole('dialog')
    await dialog.getByLabel('Day of filing').fill('2099-01-01')
    await dialog.getByLabel('What it is found by').fill('021-543210')
    await dialog.getByRole('button', { name: 'Mark as filed' }).click()
    await dialog.getByText(/^The day of filing is after today/).waitFor()
    assert.deepEqual(await axeViolations(issuer.page), [])
    await dialog.getByLabel('Day of filing').fill('2026-11-02')
    await dialog.getByRole('button', { name: 'Mark as filed' }).click()
    await issuer.page.getByText('The filing is written down.').waitFor()
    await duty.getByText('021-543210').waitFor()
    assert.equal(await duty.getByRole('button').count(), 0)

    // The answer to the question is for everybody.
    await issuer.page.goto(`/offerings/${id}`)
    await issuer.page.getByRole('button', { name: 'Answer' }).click()
    await issuer.page.getByLabel('The answer').fill('Yes, on the first Monday of each month.')
    await issuer.page.getByRole('button', { name: 'Publish the answer' }).click()
    await issuer.page.getByText('Yes, on the first Monday of each month.').waitFor()
    await looksRight(issuer.page, 'offering-answered')

    // For more, the way is shorter: what was answered and confirmed stands. This time the money comes from a bank.
    const { issuer: company } = await fetched<{ issuer: { id: string } }>(
      officer.page,
      `/v1/assets/${(await fetched<{ asset: string }>(officer.page, `/v1/offerings/${id}`)).asset}`,
    )
    const account = { issuer: company.id, name: 'Quay House escrow', number: 'GB82 WEST 1234 5698 7654 32' }
    await fetched(officer.page, '/v1/bank-accounts', { ...account, currency: 'USD' })
    await page.goto(`/offerings/${id}/subscribe`)
    await page.getByLabel('Amount in USDX').fill('2.00')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Show where to pay' }).click()
    await page.getByText('GB82WEST12345698765432').waitFor()
    await looksRight(page, 'pay-at-a-bank')
    await page.goto('/')
    await page.getByRole('link', { name: /^Go on subscribing to Quay House Units: 2 units/ }).waitFor()
    await issuer.page.goto('/')
    await issuer.page.getByRole('link', { name: NAME }).click()
    await row('Ana Ruiz').getByText('the bank: the investor wires').waitFor()
    await issuer.page.getByRole('button', { name: 'Remind everybody who has to pay' }).click()
    await issuer.page.getByRole('button', { name: 'Send the reminders' }).click()
    await issuer.page.getByText('1 reminded; 1 within the last day already, 0 more to remind.').waitFor()

    // What is not paid is taken back at once, and what is paid with a signature.
    await page.goto('/subscriptions')
    await page.getByRole('link', { name: 'Details, and take it back' }).click()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('The subscription is taken back.').waitFor()
    await page.goto('/subscriptions')
    await page.getByRole('link', { name: /^You may take it back until Nov 3, 2026/ }).click()
    const takeBack = page.getByRole('button', { name: 'Sign and take it back with Test wallet' })
    await takeBack.waitFor()
    await looksRight(page, 'take-back')
    await takeBack.click()
    await page.getByText('The money is on its way back. There is nothing to do.').waitFor()
    await takeBack.waitFor({ state: 'detached' })
    await page.getByText('Paid back', { exact: true }).first().waitFor({ timeout: 30_000 })
    await looksRight(page, 'taken-back')

    // An officer refuses one for itself, then two at once, each for a reason.
    await officer.page.goto(`/subscriptions/${reserved.id}`)
    await officer.page.getByRole('button', { name: 'Refuse', exact: true }).click()
    await officer.page.getByLabel('Reason, for the records').fill('Asked for by mistake.')
    await officer.page.getByRole('button', { name: 'Refuse it' }).click()
    await officer.page.getByText('Asked for by mistake.').waitFor()
    for (const [name, { address: wallet }] of [
      ['Ben Okafor', ben],
      ['Chloe Marsh', chloe],
    ] as const)
      await fetched(officer.page, `/v1/offerings/${id}/subscriptions`, {
        investor: named(name),
        wallet,
        amount: '1.00',
      })
    await officer.page.goto(`/offerings/${id}/raise`)
    for (const name of ['Ben Okafor', 'Chloe Marsh'])
      await officer.page.getByRole('checkbox', { name: `Choose the subscription of ${name}` }).check()
    await officer.page.getByRole('button', { name: 'Refuse them' }).click()
    const refusing = officer.page.getByRole('dialog')
    await refusing.getByRole('button', { name: 'Refuse them' }).click()
    await refusing.getByText('Add a reason; each of the investors reads it.').waitFor()
    await looksRight(officer.page, 'refuse-many')
    await refusing
      .getByLabel('Reason; each of the investors reads it')
      .fill('The house is not sold after all.')
    await refusing.getByRole('button', { name: 'Refuse them' }).click()
    await officer.page.getByText('2 subscriptions are done.').waitFor()
    await officer.page.getByRole('button', { name: 'Refused (3)' }).waitFor()

    for (const seen of [issuer, officer, { page, faults }]) {
      assert.deepEqual(seen.faults, [])
      await seen.page.close()
    }
  },
)

test('who is not let in reads why, and what to do', { timeout: 120_000 }, async () => {
  const admin = await signedIn('Administrator')
  const officer = await signedIn('Compliance officer')
  const people = await fetched<{ items: Person[] }>(officer.page, '/v1/investors?limit=200')
  const investor = people.items.find(({ displayName }) => displayName === 'Mateo Silva')!.id
  const first = await fetched<{ link: string }>(admin.page, '/v1/users', {
    displayName: 'Mateo Silva',
    email: 'mateo@example.org',
    role: 'investor',
    investor,
  })
  // They lost the link that came with the account: the administrator gives them another one.
  await admin.page.goto('/users')
  await admin.page.getByRole('button', { name: 'New link Mateo Silva' }).click()
  const link = await admin.page.getByRole('dialog', { name: 'One-time link' }).locator('code').innerText()
  assert.notEqual(link, first.link)
  const { page, faults } = await openPage({ baseURL: server.url, viewport: PHONE })
  await page.goto(new URL(link).pathname + new URL(link).search)
  await page.getByLabel('New password').fill('a long enough password')
  await page.getByRole('button', { name: 'Save the password' }).click()
  await page.getByRole('heading', { name: /^Good to see you/ }).waitFor()
  await page.goto('/offerings')
  const card = page.getByRole('article').filter({ hasText: NAME })
  await card.getByText('Needs accreditation').waitFor()
  await looksRight(page, 'browse-refused')
  await card.getByRole('link', { name: NAME }).click()
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
  await page.getByRole('heading', { name: 'Questions and answers' }).waitFor()
  await page.getByText('Only accredited investors can hold these units.').first().waitFor()
  await page.getByText('Claim your accreditation in your profile').first().waitFor()
  assert.equal(await page.getByRole('link', { name: 'Subscribe', exact: true }).count(), 0)
  await looksRight(page, 'offering-refused')
  assert.deepEqual(faults, [])
})

test(
  'others pay first and the price moves: nothing is signed before the new one is taken',
  { timeout: 180_000 },
  async () => {
    const issuer = await signedIn('Issuer')
    const tiers = "  priceTiers: [{ upTo: '2', price: '0.50' }]\n  ticketMin: '1.00'"
    const yaml = sheetOfFive('tier-house', 'Tier House', 'TIER')
      .replace('reg-d-506c', 'reg-cf')
      .replace("  ticketMin: '1.00'", tiers)
    const offering = await putOnSale(issuer.page, yaml, 'Tier House Units')
    const officer = await signedIn('Compliance officer')
    const { instrument } = await fetched<{ instrument: { id: string } }>(
      officer.page,
      `/v1/offerings/${offering}`,
    )
    const facts = { 'offering.intermediaryRegistered': true }
    await fetched(officer.page, `/v1/instruments/${instrument.id}/rule-facts`, { facts }, 'PUT')

    const { page, context, faults } = await signedIn('Investor', { viewport: PHONE })
    await injectWallet(context, ana)
    const steps = `/v1/offerings/${offering}`
    await fetched(
      page,
      `${steps}/suitability`,
      { experience: 'over-5-years', bearableLoss: 'all', horizon: 'over-5-years', objective: 'growth' },
      'PUT',
    )
    const { risks } = await fetched<{ risks: { sha256: string }[] }>(page, `${steps}/steps`)
    for (const { sha256 } of risks) await fetched(page, `${steps}/risks`, { sha256 })
    await page.goto(`/offerings/${offering}/subscribe`)
    await page.getByLabel('Amount in USDX').fill('1.00')
    await page.getByText('That is 2 units.').waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    const pay = page.getByRole('button', { name: 'Sign and pay with Test wallet' })
    await pay.waitFor()

    const admin = await signedIn('Administrator')
    const people = await fetched<{ items: Person[] }>(officer.page, '/v1/investors?limit=200')
    const investor = people.items.find(({ displayName }) => displayName === 'Ben Okafor')!.id
    const account = { displayName: 'Ben Okafor', email: 'ben@example.org', role: 'investor', investor }
    const { link } = await fetched<{ link: string }>(admin.page, '/v1/users', account)
    const other = await openPage({ baseURL: server.url })
    await chooseByLink(other.context.request, link, 'a long enough password')
    await payFor(other.page, { url: server.url, offering, account: ben, amount: '1.00' })

    await pay.click()
    await page.getByRole('alert').filter({ hasText: '2.00 USDX' }).waitFor()
    await looksRight(page, 'price-moved')
    await page.getByRole('button', { name: 'Take them for 2.00 USDX' }).click()
    await pay.click()
    await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor()
    await page.getByText('Your money is in escrow.').first().waitFor({ timeout: 30_000 })
    await page.getByText('2.00 USDX').first().waitFor()

    // A change is told: who had agreed goes on with it, and may still take the money back by law.
    await issuer.page.goto(`/offerings/${offering}`)
    await issuer.page.getByRole('button', { name: 'Tell of a change' }).click()
    await issuer.page.getByLabel('What has changed').fill('The roof has to be renewed.')
    await looksRight(issuer.page, 'tell-a-change')
    await issuer.page.getByRole('button', { name: 'Tell every subscriber' }).click()
    await issuer.page.getByText(/or is paid back: 0 have, 2 have not\.$/).waitFor()
    await page.goto('/subscriptions')
    await page.getByRole('link', { name: /^You may take it back/ }).click()
    await page.getByText('The roof has to be renewed.').waitFor()
    await looksRight(page, 'changed')
    await page.getByRole('button', { name: 'Go on with my subscription' }).click()
    await page.getByText(/^You went on with it on Nov 2, 2026/).waitFor()
    await page.getByRole('button', { name: 'Take the money back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Paid back', { exact: true }).first().waitFor({ timeout: 30_000 })

    // Nobody builds it: who is left is paid back as well.
    await issuer.page.goto(`/offerings/${offering}`)
    await issuer.page.getByRole('button', { name: 'Give the offering up' }).click()
    await issuer.page.getByLabel('Why').fill('The permit was refused.')
    await looksRight(issuer.page, 'give-up')
    await issuer.page.getByRole('button', { name: 'Give it up and pay everybody back' }).click()
    await issuer.page.getByText('Everybody is being paid back.').waitFor()
    await until<{ status: string }>(issuer.page, steps, ({ status }) => status === 'refunded')
    await issuer.page.goto(`/offerings/${offering}/closing`)
    await issuer.page.getByText(/^Given up on .*: “The permit was refused\.”$/).waitFor()
    await looksRight(issuer.page, 'given-up')
    assert.deepEqual([...faults, ...issuer.faults], [])
  },
)
