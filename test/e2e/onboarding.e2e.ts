import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { jpegOf, pngOf } from '../../src/platform/file/testing/samples.ts'
import { answerSteps, PLAIN_ANSWERS, register } from './application.ts'
import {
  axeViolations,
  enterAs,
  enterAsSecondOfficer,
  looksWell,
  openPage,
  overflows,
  PHONE,
} from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()
const baseURL = server.url

const step = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
const save = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click()

/** A picture that a browser can show: forty pixels by thirty, all of one colour. */
const PICTURE = pngOf(40, 30, deflateSync(Buffer.alloc(30 * (40 * 4 + 1))))

/** Hands a paper in at its own place, as a phone would. */
async function give(page: Page, kind: string, name: string, buffer: Buffer): Promise<void> {
  const place = page.getByRole('group', { name: kind })
  await place.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'image/png', buffer })
}

async function clean(page: Page, where: string): Promise<void> {
  assert.equal(await overflows(page), false, `${where} is wider than the screen`)
  assert.deepEqual(await axeViolations(page), [], where)
}

test(
  'a stranger registers on a phone, fills in six steps, and an officer approves what the check confirmed',
  { timeout: 180_000 },
  async () => {
    const { page, faults, context } = await openPage({ baseURL, viewport: PHONE })
    await page.goto('/')
    await page.getByRole('link', { name: 'Become an investor' }).click()
    await page.getByRole('heading', { name: 'Become an investor' }).waitFor()
    await clean(page, 'registration')
    await page.getByLabel('Legal name').fill('Zoe Zamora')
    await page.getByLabel('Country of residence').selectOption('PT')
    await page.getByLabel('E-mail').fill('zoe@example.org')
    await page.getByLabel('Password').fill('short')
    await page.getByRole('button', { name: 'Create the account' }).click()
    await page.getByText(/^This password is too short/).waitFor()
    await page.getByLabel('Password').fill('three random words here')
    await page.getByRole('button', { name: 'Create the account' }).click()

    await step(page, 'Identity')
    await page.getByText('0 of 6 steps done').waitFor()
    await clean(page, 'identity')
    await page.getByLabel('Date of birth').fill('2020-01-01')
    await page.getByLabel('Legal name').fill('Zoe Zamora')
    await page.getByLabel('Citizenship', { exact: true }).selectOption('PT')
    await save(page)
    await page.getByText(/^Only people of 18 years or more/).waitFor()
    await page.getByLabel('Date of birth').fill('1985-04-12')
    await save(page)

    await step(page, 'Address')
    await page.goBack()
    await step(page, 'Identity')
    await page.goForward()
    await step(page, 'Address')
    await page.getByLabel('Country', { exact: true }).selectOption('PT')
    await page.getByLabel('Street and number').fill('Rua das Flores 1')
    await page.getByLabel('City').fill('Lisboa')
    await save(page)
    await step(page, 'Tax and funds')

    // Left and taken up again: everything saved is there, and what is left is said.
    await page.goto('/onboarding')
    await step(page, 'Tax and funds')
    await page.getByText('2 of 6 steps done').waitFor()
    await page.getByText('Left: Tax and funds, Finances, Papers, Send in').waitFor()
    await page.getByLabel('Are you a US person?').selectOption('false')
    await page.getByLabel('Country of tax residence').selectOption('PT')
    await page.getByLabel('Taxpayer identification number').fill('123456789')
    await page.getByLabel('Employment').selectOption('employed')
    await page.getByLabel('Where does the money come from?').selectOption('salary')
    await page.getByLabel('Do you hold a prominent public function').selectOption('no')
    await clean(page, 'tax')
    await save(page)

    await step(page, 'Finances')
    await save(page)
    await page
      .getByText(/^Choose one of the answers/)
      .first()
      .waitFor()
    for (const [label, value] of [
      ['Yearly income in US dollars', '50k-200k'],
      ['Net worth in US dollars', '200k-300k'],
      ['Experience with investments', 'none'],
      ['What do you want to reach?', 'income'],
      ['How much risk can you bear?', 'low'],
    ] as const)
      await page.getByLabel(label).selectOption(value)
    await save(page)

    await step(page, 'Papers')
    await page.getByLabel('Which paper will you show?').selectOption('passport')
    await page.getByLabel('Issued by which country?').selectOption('PT')
    await give(page, 'Passport', 'pass.pdf', Buffer.from('<svg onload="alert(1)"/>'))
    await page.getByText(/^The file is not taken/).waitFor()
    await page.getByRole('button', { name: 'FILE_TYPE_FORBIDDEN' }).waitFor()
    await clean(page, 'papers with a refusal')
    await give(page, 'Passport', 'wrong.jpg', jpegOf(20, 30))
    await page.getByRole('button', { name: 'Remove wrong.jpg' }).click()
    await page.getByText('wrong.jpg').waitFor({ state: 'hidden' })
    await give(page, 'Passport', 'passport.png', PICTURE)
    await page.getByText('passport.png').waitFor()
    await clean(page, 'papers')
    await save(page)

    await step(page, 'Send in')
    await page.getByText('Rua das Flores 1').waitFor()
    await page.getByText('200k – 300k').waitFor()
    await clean(page, 'review')
    await page.getByRole('button', { name: 'Show the paper now' }).click()
    await page.getByText('Sandbox: play the checking service').last().waitFor()
    await page.getByLabel('Everything is true and complete.').check()
    await page.getByRole('button', { name: 'Send the application in' }).click()
    await page.getByText('An officer looks at your application.').waitFor()
    await page.getByRole('button', { name: 'It says yes' }).click()
    await page.getByText('Approved', { exact: true }).waitFor()
    await clean(page, 'waiting')

    const desk = await enterAs('Compliance officer', { baseURL, at: '/cases' })
    await desk.page.getByRole('button', { name: 'New (1)' }).waitFor()
    await desk.page.getByRole('link', { name: 'Zoe Zamora' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'Zoe Zamora' }).waitFor()
    await desk.page.getByText('Rua das Flores 1').waitFor()
    await desk.page.getByRole('button', { name: 'Show passport.png' }).click()
    const picture = desk.page.getByRole('img', { name: 'passport.png' })
    await picture.waitFor()
    assert.equal(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), 40)
    await looksWell(desk.page, 'case')
    await desk.page.getByRole('button', { name: 'Take it' }).click()
    await desk.page.getByRole('button', { name: 'Put it back' }).waitFor()
    await desk.page.getByLabel('Remark').fill('Looks fine.')
    await desk.page.getByRole('button', { name: 'Add the remark' }).click()
    await desk.page.getByText('Looks fine.').first().waitFor()
    await desk.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await desk.page.getByRole('button', { name: 'Renew', exact: true }).waitFor()

    await page.reload()
    await page.getByText('You are approved and can invest.').waitFor()
    assert.equal(await page.getByText('Looks fine.').count(), 0, 'an internal remark is for officers')

    await desk.page.getByRole('button', { name: 'Ask for updates' }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByLabel('Remark').fill('Where do you live now?')
    await clean(desk.page, 'request')
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await desk.page.getByText('Something is asked of them').waitFor()
    await page.goto('/')
    await page.getByRole('link', { name: /^Answer an officer/ }).click()
    await page.getByText('Where do you live now?').waitFor()
    await clean(page, 'what is asked')
    await page.getByLabel('Your answer').fill('Where I did.')
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('Your answer is with an officer. Your approval stands.').waitFor()
    await desk.page.goto('/cases?tab=manual-review')
    await desk.page.getByRole('link', { name: 'Zoe Zamora' }).click()
    await desk.page.getByText('Where I did.').waitFor()
    await clean(desk.page, 'answered')
    await desk.page.getByRole('button', { name: 'Be content with the answer' }).click()
    await desk.page.getByRole('button', { name: 'Be content with the answer' }).waitFor({ state: 'hidden' })
    await page.goto('/')
    await page.getByRole('heading', { name: 'Good to see you, Zoe Zamora' }).waitFor()
    assert.deepEqual([...faults, ...desk.faults], [])
    await context.close()
  },
)

const TAX = { ...PLAIN_ANSWERS.tax, isUsPerson: false, residences: [{ country: 'PT', number: '123456789' }] }
const CHECK = { paper: 'passport', paperCountry: 'PT' }

async function sendIn(page: Page, people: readonly string[] = []): Promise<void> {
  await step(page, 'Send in')
  for (const name of people) {
    const check = page.getByRole('region', { name: `Check of ${name}` })
    await check.getByRole('button', { name: 'Begin this check' }).click()
    await check.getByRole('button', { name: 'It says yes' }).click()
    await check.getByText('Approved', { exact: true }).waitFor()
  }
  await page.getByRole('button', { name: 'Show the paper now' }).click()
  await page.getByText('Sandbox: play the checking service').last().waitFor()
  await page.getByLabel('Everything is true and complete.').check()
  await page.getByRole('button', { name: 'Send the application in' }).click()
  await page.getByText('An officer looks at your application.').waitFor()
  const own = page.getByRole('region', { name: 'Check of the identity' })
  await own.getByRole('button', { name: 'It says yes' }).click()
  await own.getByText('Approved', { exact: true }).waitFor()
}

async function decide(
  page: Page,
  investor: string,
  press: string,
  reason: string,
  label = 'Reason',
): Promise<void> {
  await page.goto('/screening')
  const match = page.getByRole('link', { name: investor }).first()
  await match.waitFor()
  await looksWell(page, 'screening')
  await match.click()
  await page.getByRole('heading', { level: 1, name: investor }).waitFor()
  await looksWell(page, 'match')
  await page.getByRole('button', { name: press }).click()
  await page.getByRole('dialog').getByLabel(label).fill(reason)
  await page.getByRole('dialog').getByRole('button', { name: press }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

test(
  'an entity names two owners on a phone, one of them through another entity; he is listed, and nobody approves it',
  { timeout: 180_000 },
  async () => {
    const name = 'Quiet Harbour Lda'
    const { page, faults, context } = await openPage({ baseURL, viewport: PHONE })
    await register(page, { kind: 'entity', name, email: 'harbour@example.org', country: 'PT' })
    await page.goto('/onboarding')
    await step(page, 'Entity')
    await page.getByLabel('Legal name').fill(name)
    await page.getByLabel('Legal form').selectOption('limited-liability-company')
    await page.getByLabel('Registry number').fill('508 000 000')
    await page.getByLabel('Formed on').fill('2015-05-05')
    await page.getByLabel('Country', { exact: true }).selectOption('PT')
    await page.getByLabel('Street and number').fill('Rua das Flores 1')
    await page.getByLabel('City').fill('Lisboa')
    await clean(page, 'entity')
    await save(page)
    await step(page, 'Tax and funds')
    await answerSteps(page, { tax: { ...TAX, fundsSource: 'business-income' } })

    await step(page, 'Owners and signers')
    await page.getByRole('button', { name: 'Add an entity that owns a part' }).click()
    const between = page.getByRole('group', { name: 'Entity in between 1' })
    await between.getByLabel('Legal name').fill('Ferryline Ceramics SA')
    await between.getByLabel('Country').selectOption('PT')
    await between.getByLabel('Its share in per cent').fill('60')
    const first = page.getByRole('group', { name: 'Person 1' })
    await first.getByLabel('Legal name').fill('Ines Falcao')
    await first.getByLabel('Date of birth').fill('1980-01-01')
    await first.getByLabel('Country').selectOption('PT')
    await first.getByLabel(/^Share of the equity/).fill('50')
    await first.getByLabel('Controls the entity').selectOption('true')
    await first.getByLabel('Signs for the entity').selectOption('true')
    await page.getByRole('button', { name: 'Add a person' }).click()
    const other = page.getByRole('group', { name: 'Person 2' })
    await other.getByLabel('Legal name').fill('Viktor Anatolyevich Morozenko')
    await other.getByLabel('Date of birth').fill('1968-03-14')
    await other.getByLabel('Country').selectOption('CY')
    await other.getByLabel(/^Share of the equity/).fill('80')
    await other.getByLabel('Owns a part of').selectOption({ label: 'Ferryline Ceramics SA' })
    await save(page)
    await page.getByText('The shares of the owners are more than the whole.').first().waitFor()
    await clean(page, 'owners')
    await first.getByLabel(/^Share of the equity/).fill('40')
    await save(page)

    await step(page, 'Finances')
    await answerSteps(page, { financial: PLAIN_ANSWERS.financial, check: CHECK })
    await step(page, 'Send in')
    await page.getByText(/^Still to be handed in: Company registration/).waitFor()
    await page.goto('/onboarding?step=check')
    await give(page, 'Company registration', 'extract.png', PICTURE)
    await page.getByText('extract.png').waitFor()
    await save(page)
    await sendIn(page, ['Ines Falcao', 'Viktor Anatolyevich Morozenko'])

    const desk = await enterAs('Compliance officer', { baseURL })
    await decide(desk.page, name, 'It is them', 'The same name, birth and country.')
    await desk.page.goto('/cases?tab=new')
    await desk.page.getByLabel(`Choose ${name}`).check()
    await looksWell(desk.page, 'cases chosen')
    await desk.page.getByRole('button', { name: 'Remind of the end' }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Remind of the end' }).click()
    await desk.page.getByText(/The approval does not run out within 90 days/).waitFor()
    await desk.page.getByRole('button', { name: 'Close' }).click()
    await desk.page.getByRole('button', { name: 'Take them' }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Take them' }).click()
    await desk.page.getByText('1 case is done.').waitFor()
    await desk.page.getByRole('link', { name }).click()
    await desk.page.getByText('Confirmed matches own 60.00 %: half or more blocks it.').waitFor()
    await desk.page.getByText('Viktor Anatolyevich Morozenko').first().waitFor()
    await looksWell(desk.page, 'case of an entity')
    await desk.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await desk.page.getByText(/SCREENING_OWNED/).waitFor()
    await page.reload()
    assert.equal(
      await page.getByText(/sanction|match|Morozenko/i).count(),
      0,
      'the applicant is told nothing',
    )
    assert.deepEqual([...faults, ...desk.faults], [])
    await context.close()
    await desk.context.close()
  },
)

test(
  'a namesake is cleared once and not asked again; who cleared them does not approve them',
  { timeout: 180_000 },
  async () => {
    const name = 'Helena Duarte Quintanilha'
    const { page, faults, context } = await openPage({ baseURL, viewport: PHONE })
    await register(page, { kind: 'individual', name, email: 'helena@example.org', country: 'PT' })
    await answerSteps(page, {
      identity: { name, born: '1999-12-31', citizenships: ['PT'] },
      address: { country: 'BR', line1: 'Rua das Flores 2', city: 'Lisboa' },
      tax: TAX,
      financial: PLAIN_ANSWERS.financial,
      check: CHECK,
    })
    await sendIn(page)

    const first = await enterAs('Compliance officer', { baseURL })
    const doubt = 'What you are not sure about'
    await decide(first.page, name, 'Ask a second officer', 'Is this her birth, or her paper’s?', doubt)
    await first.page.getByText('You handed it on; another officer decides.').waitFor()
    await first.page.getByText('Version of the list').waitFor()
    assert.equal(await first.page.getByRole('button', { name: 'It is somebody else' }).count(), 0)
    await looksWell(first.page, 'match-handed-on')
    const desk = await enterAsSecondOfficer(first.page, { baseURL })
    await desk.page.goto('/screening')
    await desk.page.getByText('Escalated', { exact: true }).first().waitFor()
    await decide(desk.page, name, 'It is somebody else', 'Born eighteen years later.')
    await desk.page.goto('/screening')
    await desk.page.getByRole('button', { name: 'Bring in a list' }).click()
    const dialog = desk.page.getByRole('dialog')
    const chooser = desk.page.waitForEvent('filechooser')
    await dialog.getByText('The list', { exact: true }).click()
    await (await chooser).setFiles('examples/lists/house.csv')
    await dialog.getByRole('button', { name: 'Bring in a list' }).click()
    await desk.page.getByText(/^The list is in force/).waitFor()
    await desk.page.goto('/cases?tab=hits')
    await desk.page.getByRole('button', { name: /^Hits/ }).waitFor()
    await looksWell(desk.page, 'cases')
    await desk.page.getByText('Nothing lies in this pile.').waitFor()
    assert.equal(await desk.page.getByRole('link', { name }).count(), 0, 'cleared is cleared')

    await desk.page.goto('/cases?tab=new')
    await desk.page.getByRole('link', { name }).click()
    await desk.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await desk.page.getByText(/FOUR_EYES/).waitFor()
    assert.deepEqual([...faults, ...first.faults, ...desk.faults], [])
    await context.close()
    await first.context.close()
    await desk.context.close()
  },
)
