import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import type { LocalAccount } from 'viem/accounts'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { AR } from '../../src/messages/ar/ar.ts'
import { AR_SENTENCES } from '../../src/messages/ar/sentences.ts'
import { pngOf } from '../../src/platform/file/testing/samples.ts'
import { answerSteps, PLAIN_ANSWERS, register } from './application.ts'
import {
  axeViolations,
  enterAs,
  fetched,
  injectWallet,
  looksWell,
  openPage,
  overflows,
  PHONE,
  signIn,
} from './browser.ts'
import { putOnSale, sheetOnSale, until } from './sale.ts'
import { browsedServer } from './server.ts'

/* Who does not stand alone applies on a phone: joint holders, a trust, a custodian; officers see everybody in the case. */

const server = await browsedServer()
const baseURL = server.url
const PICTURE = pngOf(40, 30, deflateSync(Buffer.alloc(30 * (40 * 4 + 1))))

const step = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
const save = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click()

async function clean(page: Page, where: string): Promise<void> {
  assert.equal(await overflows(page), false, `${where} is wider than the screen`)
  assert.deepEqual(await axeViolations(page), [], where)
}

async function applies(who: Parameters<typeof register>[1]) {
  const opened = await openPage({ baseURL, viewport: PHONE })
  await register(opened.page, who)
  await opened.page.goto('/onboarding')
  return opened
}

async function fillIdentity(page: Page, name: string, held: string): Promise<void> {
  await step(page, 'Identity')
  await page.getByLabel('Legal name').fill(name)
  await page.getByLabel('Date of birth').fill('1980-04-12')
  await page.getByLabel('Citizenship', { exact: true }).selectOption('US')
  await page.getByLabel('How do you hold the units?').selectOption({ label: held })
  await clean(page, 'identity')
  await save(page)
}

async function fillPerson(page: Page, place: string, name: string, born: string) {
  const person = page.getByRole('group', { name: place })
  await person.getByLabel('Legal name').fill(name)
  await person.getByLabel('Date of birth').fill(born)
  await person.getByLabel('Country').selectOption('US')
  return person
}

/** Every check says yes: the applicant's own, and those of these people. */
async function sendIn(page: Page, people: readonly string[], signers = 0): Promise<void> {
  await step(page, 'Send in')
  for (const name of people) await page.getByText(name).first().waitFor()
  assert.equal(
    await page.getByText('Signs for the entity').count(),
    signers,
    'what nobody was asked is not there',
  )
  await page.getByText('Still to be handed in: Passport').first().waitFor()
  assert.equal(await page.getByText('Everything is filled in.').count(), 0)
  for (const name of people) {
    const check = page.getByRole('region', { name: `Check of ${name}` })
    await check.getByRole('button', { name: 'Begin this check' }).click()
    await check.getByRole('button', { name: 'It says yes' }).click()
    await check.getByText('Approved', { exact: true }).waitFor()
  }
  const own = page.getByRole('region', { name: 'Check of the identity' })
  await own.getByRole('button', { name: 'Show the paper now' }).click()
  await own.getByRole('button', { name: 'It says yes' }).click()
  await own.getByText('Approved', { exact: true }).waitFor()
  await page.getByText('Everything is filled in.').waitFor()
  await page.getByLabel('Everything is true and complete.').check()
  await page.getByRole('button', { name: 'Send the application in' }).click()
  await page.getByText('An officer looks at your application.').waitFor()
}

/** The officer of the demo world opens the case of this investor, and sees who is in it. */
async function openCase(
  investor: string,
  people: readonly (readonly [name: string, role: string | RegExp])[],
) {
  const desk = await enterAs('Compliance officer', { baseURL })
  await desk.page.goto('/cases?tab=new')
  await desk.page.getByRole('link', { name: investor }).click()
  const title = desk.page.getByRole('heading', { name: 'Who stands behind the investor' })
  const behind = desk.page.locator('section').filter({ has: title })
  for (const [name, role] of people) {
    const one = behind.getByRole('listitem').filter({ hasText: name })
    await one.getByText(role).waitFor()
    await one.getByText('Approved', { exact: true }).waitFor()
  }
  await looksWell(desk.page, 'case')
  return desk
}

/** By an agreement. */
const SHEET = sheetOnSale('pier-house', 'Pier House', 'PIER').replace(
  'closes: 2026-12-31',
  'closes: 2026-12-31\n  agreement: signed',
)

/** The account of the joint holders, on the phone of one of them. */
async function signsIn(email: string, wallet: LocalAccount) {
  const opened = await openPage({ baseURL, viewport: PHONE })
  await injectWallet(opened.context, wallet)
  await signIn(opened.context.request, { email, password: 'three random words here' })
  return opened
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
}

test(
  'two hold jointly: each is named, checked and seen in the case, and an officer approves both',
  { timeout: 180_000 },
  async () => {
    const { page, faults, context } = await applies({
      kind: 'individual',
      name: 'June Hollis',
      email: 'june@example.org',
      country: 'US',
    })
    await fillIdentity(page, 'June Hollis', 'Jointly; what one leaves is the others’')
    await step(page, 'Who holds with you')
    await page.getByText('1 of 7 steps done').waitFor()
    await fillPerson(page, 'Person 1', 'Max Hollis', '2015-01-01')
    await save(page)
    await page.getByText(/^Only people of 18 years or more/).waitFor()
    await clean(page, 'holders')
    await fillPerson(page, 'Person 1', 'Max Hollis', '1979-01-01')
    await save(page)
    await step(page, 'Address')
    await answerSteps(page, PLAIN_ANSWERS)
    await step(page, 'Send in')
    await clean(page, 'review')
    await sendIn(page, ['Max Hollis'])
    const desk = await openCase('June Hollis', [['Max Hollis', /^United States/]])
    await desk.page.getByText('Jointly; what one leaves is the others’').waitFor()
    await approve(desk.page)
    await desk.page.getByRole('button', { name: 'Renew', exact: true }).waitFor()
    assert.deepEqual([...faults, ...desk.faults], [])
    await Promise.all([context.close(), desk.context.close()])
  },
)

test(
  'joint holders each sign the agreement with a wallet of their own, and then it is signed',
  { timeout: 240_000 },
  async () => {
    const issuer = await enterAs('Issuer', { baseURL })
    const offering = await putOnSale(issuer.page, SHEET, 'Pier House Units')

    const officer = await enterAs('Compliance officer', { baseURL })
    await officer.page.goto('/investors')
    await officer.page.getByRole('link', { name: 'June Hollis' }).click()
    const investor = officer.page.url().split('/').at(-1)!
    await officer.page.getByRole('button', { name: 'Renew', exact: true }).click()
    await officer.page.getByRole('dialog').getByLabel('Accredited investor').check()
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await officer.page.getByRole('dialog').waitFor({ state: 'hidden' })

    // June links her wallet and reserves units; the signing is what is clicked here.
    const [june, max] = [developmentAccount(50), developmentAccount(51)]
    const own = await signsIn('june@example.org', june)
    const challenge = await fetched<{ message: string }>(
      own.page,
      `/v1/investors/${investor}/wallet-challenges`,
      { address: june.address },
    )
    const signature = await june.signMessage({ message: challenge.message })
    await fetched(own.page, `/v1/investors/${investor}/wallets`, { address: june.address, signature })
    await until<{ wallets: { status: string }[] }>(
      own.page,
      `/v1/investors/${investor}`,
      ({ wallets }) => wallets[0]?.status === 'ready',
    )
    const steps = `/v1/offerings/${offering}`
    const suited = { experience: 'over-5-years', bearableLoss: 'all', horizon: 'over-5-years' }
    await fetched(own.page, `${steps}/suitability`, { ...suited, objective: 'growth' }, 'PUT')
    const asked = { investor, wallet: june.address, amount: '5.00' }
    const { id } = await fetched<{ id: string }>(own.page, `${steps}/subscriptions`, asked)
    const { risks } = await fetched<{ risks: { sha256: string }[] }>(own.page, `${steps}/steps`)
    for (const { sha256 } of risks) await fetched(own.page, `${steps}/risks`, { sha256 })

    const other = await signsIn('june@example.org', max)
    for (const { page } of [own, other]) {
      await page.goto(`/subscriptions/${id}`)
      await page.getByText('Max Hollis: still to sign').waitFor()
    }
    await clean(own.page, 'agreement of two')
    const sign = async (page: Page, name: string) => {
      await page.getByLabel('Your legal name').fill(name)
      await page.getByRole('button', { name: 'Sign with Test wallet' }).click()
    }
    await sign(own.page, 'June Hollis')
    await own.page.getByText(/^Joint holders each sign for themselves/).waitFor()
    await sign(other.page, 'Max Hollis')
    await other.page.getByText('Max Hollis: signed').waitFor()
    await own.page.goto(`/subscriptions/${id}`)
    await own.page.getByText('Max Hollis: signed').waitFor()
    await sign(own.page, 'June Hollis')
    await own.page.getByText('June Hollis: signed').waitFor()
    await clean(own.page, 'signed by two')
    for (const one of [issuer, officer, own, other]) {
      assert.deepEqual(one.faults, [])
      await one.context.close()
    }
  },
)

test(
  'a trust names trustee, settlor and beneficiary, and says whether it can be revoked',
  { timeout: 180_000 },
  async () => {
    const name = 'Hollis Family Trust'
    const { page, faults, context } = await applies({
      kind: 'entity',
      name,
      email: 'trust@example.org',
      country: 'US',
    })
    await step(page, 'Entity')
    await page.getByLabel('Legal name').fill(name)
    await page.getByLabel('Legal form').selectOption('trust')
    assert.equal(await page.getByLabel('Registry number').count(), 0)
    await page.getByLabel('Formed on').fill('2015-05-05')
    await page.getByLabel('Country', { exact: true }).selectOption('US')
    await page.getByLabel('Street and number').fill('1 Main Street')
    await page.getByLabel('City').fill('Dover')
    await save(page)
    await page.getByText('It is not said whether the settlor may revoke the trust.').waitFor()
    await clean(page, 'trust')
    await page.getByLabel('May the settlor revoke the trust?').selectOption('true')
    await save(page)
    await step(page, 'Tax and funds')
    const { financial, check } = PLAIN_ANSWERS
    await answerSteps(page, { tax: { ...PLAIN_ANSWERS.tax, fundsSource: 'savings' } })
    await step(page, 'Who is in the trust')
    const first = await fillPerson(page, 'Person 1', 'Ruth Hollis', '1950-01-01')
    await first.getByLabel('Trustee').selectOption('true')
    await first.getByLabel('Settlor').selectOption('true')
    await save(page)
    await page.getByText('A trust has a trustee, a settlor and a beneficiary').waitFor()
    await page.getByRole('button', { name: 'Add a person' }).click()
    const child = await fillPerson(page, 'Person 2', 'Ben Hollis', '2016-01-01')
    await child.getByLabel('Beneficiary').selectOption('true')
    await page.getByRole('button', { name: 'Add a trustee that is a firm' }).click()
    const firm = page.getByRole('group', { name: 'Trustee 1 that is a firm' })
    await firm.getByLabel('Legal name').fill('Quiet Trust Company')
    await firm.getByLabel('Country').selectOption('US')
    await clean(page, 'who is in the trust')
    await save(page)
    await step(page, 'Finances')
    await answerSteps(page, { financial })
    await step(page, 'Papers')
    const deed = { name: 'deed.png', mimeType: 'image/png', buffer: PICTURE }
    await page
      .getByRole('group', { name: 'Trust instrument' })
      .getByLabel('Choose a file')
      .setInputFiles(deed)
    await page.getByText('deed.png').waitFor()
    await answerSteps(page, { check })
    await page.getByText('Trustee 1 that is a firm: Legal name').waitFor()
    await sendIn(page, ['Ruth Hollis', 'Ben Hollis'], 1)
    const desk = await openCase(name, [
      ['Ruth Hollis', 'Trustee · Settlor'],
      ['Ben Hollis', 'Beneficiary'],
    ])
    await desk.page.getByText('Yes, it is revocable').waitFor()
    await desk.page.getByText(/^Not checked yet: Quiet Trust Company\./).waitFor()
    await approve(desk.page)
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByText('Not everybody who stands behind the investor is checked.').waitFor()
    await dialog.getByText(/^Not checked yet: Quiet Trust Company\./).waitFor()
    await clean(desk.page, 'a firm nobody looked at')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await desk.page.getByRole('button', { name: 'Write down what you saw of Quiet Trust Company' }).click()
    await desk.page.getByLabel('Which papers did you see, and why are they enough?').fill('Its charter.')
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Write it down' }).click()
    await desk.page.getByText(/^Not checked yet/).waitFor({ state: 'detached' })
    await approve(desk.page)
    await desk.page.getByRole('button', { name: 'Renew', exact: true }).waitFor()
    assert.deepEqual([...faults, ...desk.faults], [])
    await Promise.all([context.close(), desk.context.close()])
  },
)

test(
  'where custody ends soon, the approval begins with that day, and nobody is asked to renew it',
  { timeout: 180_000 },
  async () => {
    const name = 'Cora Hollis'
    const email = 'cora@example.org'
    const { page, faults, context } = await applies({ kind: 'individual', name, email, country: 'PT' })
    await fillIdentity(page, name, 'For a minor, as custodian')
    await step(page, 'The minor')
    await page.getByText('You act for them until custody ends, by the law you act under.').waitFor()
    const session = await fetched<{ now: string; user: { investor: string } }>(page, '/v1/session')
    const end = Temporal.Instant.from(session.now).toZonedDateTimeISO('UTC').toPlainDate().add({ days: 20 })
    const child = await fillPerson(page, 'The minor', 'Pia Hollis', end.subtract({ years: 21 }).toString())
    await child.getByLabel('Country').selectOption('PT')
    await child.getByLabel('With how many years').selectOption('21')
    await clean(page, 'a minor elsewhere')
    await save(page)
    await step(page, 'Address')
    await answerSteps(page, PLAIN_ANSWERS)
    await page.getByText('The minor: Legal name').waitFor()
    await sendIn(page, ['Pia Hollis'])
    const desk = await openCase(name, [['Pia Hollis', 'Minor, until 21 years of age']])
    await desk.page.getByRole('button', { name: 'Approve', exact: true }).click()
    const dialog = desk.page.getByRole('dialog')
    assert.equal(await dialog.getByLabel('Verified until').inputValue(), end.toString())
    await clean(desk.page, 'approval of a custodian')
    await dialog.getByRole('button', { name: 'Approve' }).click()
    await desk.page.getByRole('button', { name: 'Renew', exact: true }).waitFor()
    await desk.page.goto('/')
    await desk.page.getByText(`Custody of ${name} ends on`).waitFor()
    await page.goto('/')
    await page.getByRole('link', { name: 'Link a wallet: you are approved' }).click()
    await page.getByRole('heading', { name: 'Wallets' }).waitFor()
    assert.deepEqual([...faults, ...desk.faults], [])
    await Promise.all([context.close(), desk.context.close()])
  },
)

test('an adult applies for a minor, in Arabic and from the right', { timeout: 120_000 }, async () => {
  const { page, faults, context } = await openPage({ baseURL, viewport: PHONE })
  const { onboarding, registration, signIn } = AR
  await page.goto('/')
  await page.getByRole('button', { name: 'العربية' }).click()
  await page.getByRole('link', { name: registration.link }).click()
  await page.getByLabel(registration.name).fill('Nora Hollis')
  await page.getByLabel(registration.country).selectOption('US')
  await page.getByLabel(signIn.email).fill('nora@example.org')
  await page.getByLabel(signIn.password).fill('three random words here')
  await page.getByRole('button', { name: registration.submit }).click()
  await step(page, onboarding.identity)
  await page.getByLabel(onboarding.name).fill('Nora Hollis')
  await page.getByLabel(onboarding.born).fill('1980-04-12')
  await page.getByLabel(onboarding.citizenship, { exact: true }).selectOption('US')
  await page.getByLabel(onboarding.registration).selectOption({ label: onboarding.custodial })
  await clean(page, 'identity in Arabic')
  await page.getByRole('button', { name: onboarding.save }).click()
  await step(page, onboarding.minor)
  const child = page.getByRole('group', { name: onboarding.minor })
  await child.getByLabel(onboarding.name).fill('Tom Hollis')
  await child.getByLabel(onboarding.born).fill('2018-02-02')
  await child.getByLabel(onboarding.country).selectOption('US')
  await page.getByRole('button', { name: onboarding.save }).click()
  await page.getByText(AR_SENTENCES['It is not said at what age custody ends.']!).waitFor()
  await clean(page, 'minor in Arabic')
  await child.getByLabel(onboarding.custodyAge).selectOption('21')
  await page.getByRole('button', { name: onboarding.save }).click()
  await step(page, onboarding.address)
  assert.deepEqual(faults, [])
  await context.close()
})
