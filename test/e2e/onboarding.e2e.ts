import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { demoHome, startServer } from '../demo-server.ts'
import { axeViolations, DESKTOP, openPage, overflows, PHONE } from './browser.ts'

const server = await startServer(await demoHome())
after(() => server.stop())
const baseURL = server.url

const step = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
const save = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click()

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
    await clean(page, 'tax')
    await save(page)

    await step(page, 'Finances')
    await save(page)
    await page
      .getByText(/^This is none of the values/)
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
    await save(page)

    await step(page, 'Send in')
    await clean(page, 'review')
    await page.getByRole('button', { name: 'Show the paper now' }).click()
    await page.getByText('Sandbox: play the checking service').waitFor()
    await page.getByLabel('Everything is true and complete.').check()
    await page.getByRole('button', { name: 'Send the application in' }).click()
    await page.getByText('An officer looks at your application.').waitFor()
    await page.getByRole('button', { name: 'It says yes' }).click()
    await page.getByText('Approved', { exact: true }).waitFor()
    await clean(page, 'waiting')

    const desk = await openPage({ baseURL, viewport: DESKTOP })
    await desk.page.goto('/')
    await desk.page.getByRole('button', { name: /^Compliance officer/ }).click()
    await desk.page.getByRole('link', { name: 'Cases' }).first().click()
    await desk.page.getByRole('button', { name: 'New (1)' }).waitFor()
    await clean(desk.page, 'cases')
    await desk.page.getByRole('link', { name: 'Zoe Zamora' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'Zoe Zamora' }).waitFor()
    await desk.page.getByText('Rua das Flores 1').waitFor()
    await clean(desk.page, 'case')
    await desk.page.setViewportSize(PHONE)
    await clean(desk.page, 'case on a phone')
    await desk.page.emulateMedia({ colorScheme: 'dark' })
    await clean(desk.page, 'case in the dark')
    await desk.page.setViewportSize(DESKTOP)
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
    await page.goto('/')
    await page.getByRole('heading', { name: 'Good to see you, Zoe Zamora' }).waitFor()
    assert.deepEqual([...faults, ...desk.faults], [])
    await context.close()
  },
)
