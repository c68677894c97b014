import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { pdfOf } from '../../src/platform/file/testing/samples.ts'
import {
  axeViolations,
  DESKTOP,
  enterAs,
  enterInArabic,
  fetched,
  inArabic,
  looksRight,
  overflows,
  PHONE,
} from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()

const LETTER = {
  name: 'letter of my accountant.pdf',
  mimeType: 'application/pdf',
  buffer: pdfOf({ pages: 1 }),
}

test('an investor hands in papers, signs a tax form, claims accreditation, and has their data, on a phone', async () => {
  const at = '/profile'
  const { page, context, faults } = await enterAs('Investor', { baseURL: server.url, viewport: PHONE, at })
  const clean = async (where: string) => {
    assert.deepEqual(await axeViolations(page), [], where)
    assert.equal(await overflows(page), false, where)
  }
  await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
  await page.getByText('No paper was handed in.').waitFor()
  await clean('empty')

  await page.getByRole('button', { name: 'Claim accreditation' }).click()
  await page.getByText('Hand in the evidence first').waitFor()
  await page.getByLabel('Choose a file').setInputFiles({ ...LETTER, buffer: Buffer.from('<svg/>') })
  await page.getByText(LETTER.name).waitFor()
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByText('The file is not taken').waitFor()
  await clean('a refused paper')
  await page.getByLabel('Choose a file').setInputFiles(LETTER)
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByLabel('Basis').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  const save = page.getByRole('link', { name: `Save ${LETTER.name}` })
  await save.waitFor()
  const download = page.waitForEvent('download')
  await save.click()
  assert.deepEqual(fs.readFileSync(await (await download).path()), LETTER.buffer)

  await page.getByRole('button', { name: 'Fill in a tax form' }).click()
  // What is missing of an entity's form stands at its lines; a GIIN is asked for where the status has one.
  await page.getByLabel('Form', { exact: true }).selectOption('W-8BEN-E')
  await page.getByLabel('chapter 4 status').selectOption('Participating FFI')
  await page.getByLabel('Treaty claimed').fill('GB')
  for (const label of ['Street and number', 'Post code', 'Town']) await page.getByLabel(label).fill('1')
  await page.getByLabel('Citizenship').fill('GB')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await page.getByText('A line that has to be filled in is empty.').nth(2).waitFor()
  for (const label of ['chapter 3 status', 'GIIN (line 9a)', 'limitation on benefits'])
    assert.equal(await page.getByLabel(label).getAttribute('aria-invalid'), 'true', label)
  await clean('an entity’s form')
  await page.getByLabel('Form', { exact: true }).selectOption('W-9')
  await page.getByLabel('Street and number').fill('1 Main Street')
  await page.getByLabel('Post code').fill('48201')
  await page.getByLabel('Town').fill('Detroit')
  await page.getByLabel('Country of residence').fill('US')
  await page.getByLabel('Taxpayer identification number').fill('000-12-3456')
  await page.getByLabel('Signed by').fill('Ana')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await page.getByText('cannot be a taxpayer identification number').waitFor()
  await clean('a refused tax form')
  await page.getByLabel('Taxpayer identification number').fill('123-45-6789')
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await page.getByText('The tax form was taken.').waitFor()
  await page.getByText('Until it is replaced').waitFor()

  await page.getByRole('button', { name: 'Claim accreditation' }).click()
  const { now } = await fetched<{ now: string }>(page, '/v1/session')
  const day = Temporal.Instant.from(now).toZonedDateTimeISO('America/New_York').toPlainDate()
  const sendClaim = page.getByRole('button', { name: 'Send the claim' })
  assert.ok(await sendClaim.isDisabled(), 'nothing is chosen beforehand')
  await page.getByLabel('Basis').selectOption('net-worth')
  await page.getByLabel('Evidence', { exact: true }).selectOption({ index: 1 })
  await page.getByLabel('Date on the evidence').fill(day.toString())
  await page.getByRole('button', { name: 'Send the claim' }).click()
  await page.getByText('is open: assets is not said').waitFor()
  await page.getByLabel('What you own, in US dollars').fill('1050000')
  await page.getByLabel('What the home you live in is worth').fill('500000')
  await page.getByLabel('What is owed on it').fill('500000')
  await page.getByLabel('borrowed in the last 60 days').fill('60000')
  await clean('a claim by net worth')
  await page.getByRole('button', { name: 'Send the claim' }).click()
  await page.getByText('Net worth without the main home is 990,000.00 USD').waitFor()
  await page.getByLabel('Basis').selectOption('income')
  await page.getByLabel('Date on the evidence').fill('2020-01-01')
  await page.getByRole('button', { name: 'Send the claim' }).click()
  await page.getByText('cannot show the income of the two most recent years').waitFor()
  await page.getByLabel('Basis').selectOption('third-party-letter')
  await page.getByRole('button', { name: 'Send the claim' }).click()
  await page.getByText('is older than 3 months').waitFor()
  await page.getByLabel('Date on the evidence').fill(day.toString())
  await page.getByRole('button', { name: 'Send the claim' }).click()
  await page.getByText('The claim was sent to an officer.').waitFor()
  await page.getByLabel('Qualification').waitFor()
  await looksRight(page, 'own-profile')
  await page.setViewportSize(PHONE)

  const data = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save everything as a file' }).click()
  const everything = JSON.parse(fs.readFileSync(await (await data).path(), 'utf8')) as {
    papers: unknown[]
    accreditations: unknown[]
    personal: Record<string, string>
  }
  assert.deepEqual([everything.papers.length, everything.accreditations.length], [1, 1])
  assert.ok(JSON.stringify(everything.personal).includes('1 Main Street'))

  await page.getByRole('button', { name: 'Ask to be erased' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ask to be erased' }).click()
  await page.getByText('The investor holds units').waitFor()
  await clean('waiting to be erased')
  await page.getByRole('button', { name: 'Take the request back' }).click()
  await page.getByRole('button', { name: 'Ask to be erased' }).waitFor()
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'dark' })
  await clean('wide and dark')
  // The refusals above are answers; everything else that a browser complains of is a fault.
  assert.deepEqual(
    faults.filter((fault) => !/\b4(09|22)\b/.test(fault)),
    [],
  )
  await context.close()
})

type Person = { readonly id: string; readonly displayName: string }

test('an officer decides the claim beside its evidence', async () => {
  const { page, context } = await enterAs('Compliance officer', { baseURL: server.url })
  const { items } = await fetched<{ items: Person[] }>(page, '/v1/investors?limit=200')
  const at = `/investors/${items.find(({ displayName }) => displayName === 'Ana Ruiz')?.id}`
  await page.goto(at)
  await page.getByText('Third party letter').waitFor()
  await page.getByRole('button', { name: 'Refuse' }).click()
  const refusal = page.getByRole('dialog')
  await refusal.getByLabel('Why').fill('The letter is not signed.')
  await refusal.getByRole('button', { name: 'Refuse' }).click()
  await page.getByText('Why it was refused: The letter is not signed.').waitFor()

  const claims = `/v1${at}/accreditations`
  type Claims = { readonly items: readonly { readonly evidence: string; readonly evidenceOn: string }[] }
  const [{ evidence, evidenceOn } = assert.fail()] = (await fetched<Claims>(page, claims)).items
  await fetched(page, claims, {
    basis: 'third-party-letter',
    evidence,
    evidenceOn,
    statement: null,
    means: null,
  })
  await page.goto(at)
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click()
  await page.getByText('The claim was verified.').waitFor()
  await page
    .getByRole('definition')
    .filter({ hasText: /^Accredited$/ })
    .waitFor()
  await looksRight(page, 'officer-investor')
  await context.close()
})

test('an entity is asked what its form needs, field by field, on a phone and in Arabic', async () => {
  const officer = await enterAs('Compliance officer', { baseURL: server.url, viewport: PHONE })
  const { page } = officer
  const { items } = await fetched<{ items: Person[] }>(page, '/v1/investors?limit=200')
  const trust = items.find(({ displayName }) => displayName === 'Kestrel Pension Trust')?.id
  await page.goto(`/investors/${trust}`)
  await page.getByRole('button', { name: 'Claim accreditation' }).click()
  await page.getByLabel('Choose a file').setInputFiles(LETTER)
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const { now } = await fetched<{ now: string }>(page, '/v1/session')
  await dialog.getByLabel('Basis').selectOption('entity')
  await dialog.getByLabel('Evidence', { exact: true }).selectOption({ index: 1 })
  await dialog.getByLabel('Date on the evidence').fill(now.slice(0, 10))
  const labels = async () => (await dialog.locator('label').allInnerTexts()).slice(3, -1)
  const form = dialog.getByLabel('What the entity is')
  assert.deepEqual(await labels(), ['What the entity is'])
  await form.selectOption('regulated')
  assert.deepEqual(await labels(), ['What the entity is', 'Which of these'])
  await form.selectOption('trust')
  const owners = 'Is everybody who owns a part of it accredited?'
  assert.deepEqual(await labels(), ['What the entity is', owners])
  await dialog.getByLabel(owners).selectOption('false')
  const directed = dialog.getByLabel('Does somebody decide on the purchase')
  await dialog.getByLabel('Total assets').fill('5000001')
  await directed.selectOption('false')
  await dialog.getByLabel('formed for this purchase').selectOption('false')
  const send = dialog.getByRole('button', { name: 'Send the claim' })
  await send.click()
  await dialog.getByText('only when somebody decides on its purchase').waitFor()
  await looksRight(page, 'entity-claim')
  await page.setViewportSize(PHONE)
  await directed.selectOption('true')
  await send.click()
  await page.getByText('The claim was sent to an officer.').waitFor()
  await page.getByText('What the entity is: Trust').waitFor()
  await page.getByText('Total assets, in US dollars: 5000001.00').waitFor()
  await officer.context.close()

  const arabic = await enterInArabic('Compliance officer', { baseURL: server.url, viewport: PHONE })
  const said = `${inArabic('means.entityForm')}: ${inArabic('entityForm.trust')}`
  await arabic.page.goto(`/investors/${trust}`)
  await arabic.page.getByText(said).waitFor()
  await looksRight(arabic.page, 'entity-claim-arabic')
  await arabic.context.close()
})
