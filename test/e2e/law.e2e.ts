import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Route } from 'playwright-core'
import { DEMO_INVESTORS } from '../../src/server/demo-people.ts'
import {
  axeViolations,
  DESKTOP,
  enterAs,
  enterAsSecondOfficer,
  fetched,
  looksRight,
  PHONE,
  settled,
} from './browser.ts'
import { putOnSale } from './sale.ts'
import { browsedServer } from './server.ts'

const PACK = path.join(import.meta.dirname, '..', '..', 'src', 'restriction', 'packs', 'US-REGD.json')
const example = (name: string) =>
  fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'examples', name), 'utf8')
const ISSUER = /^issuer:\n(?: {2}.*\n)+/m
/** A further house, of the issuer that people here act for, sold under Regulation S; nobody has recorded anything of it. */
const LAKESIDE = example('ravenswood.yaml')
  .replace(ISSUER, ISSUER.exec(example('office-tower.yaml'))![0])
  .replace('key: ravenswood\n', 'key: lakeside\n')
  .replaceAll('ravenswood-9415', 'lakeside')
  .replace('name: Ravenswood 9415 Units', 'name: Lakeside Units')
  .replace('symbol: RAVEN', 'symbol: LAKE')
  .replace('opens: 2026-07-01', 'opens: 2026-10-01')
  .replace('closes: 2026-07-31', 'closes: 2026-12-31')

const server = await browsedServer()
const baseURL = server.url

const officer = (options: { viewport?: typeof DESKTOP; dark?: boolean } = {}) =>
  enterAs('Compliance officer', { baseURL, ...options })

async function tower(): Promise<string> {
  const { page, context } = await officer()
  type Asset = { readonly name: string; readonly instrument: { readonly id: string } }
  const { items } = await fetched<{ items: Asset[] }>(page, '/v1/assets')
  await context.close()
  return items.find(({ name }) => name.includes('Tower'))!.instrument.id
}

test('an officer reads rules and their sources, asks what if, and proposes a version that they cannot activate', async () => {
  const { page, context, faults } = await officer()
  await page.goto('/rules')
  await page.getByRole('link', { name: 'US-REGD', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'US-REGD' }).waitFor()
  await page.getByRole('heading', { name: 'Rule 506(b) private placement' }).waitFor()
  await page.getByText('R506B_NONACCREDITED_LIMIT').waitFor()
  await page.getByText('No lawyer signed').first().waitFor()

  await page.goto('/rules')
  await page.getByRole('textbox', { name: 'Country' }).fill('us')
  await page.getByRole('button', { name: 'Ask about this country' }).click()
  const answer = page.getByText(/investors? changes? from allowed to blocked/)
  await answer.waitFor()
  // By name and reason: whoever lives there and holds units of the tower could neither buy nor receive more.
  const affected = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'What if' }) })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link') })
  const residents = DEMO_INVESTORS.filter(({ country }) => country === 'US').map(({ name }) => name)
  assert.equal(residents.length, 6)
  await affected.getByText('Buying: Harbour Street Tower Units').first().waitFor()
  const named = await affected.getByRole('link').allTextContents()
  assert.deepEqual(named.toSorted(), [...residents, ...residents].sort())
  const reason = 'COUNTRY_BLOCKED: Residents of the receiver’s country (US) may not hold this instrument.'
  for (const text of await affected.allTextContents()) assert.ok(text.endsWith(reason), text)
  await page.getByRole('textbox', { name: 'Country' }).fill('zz')
  await page.getByRole('button', { name: 'Ask about this country' }).click()
  await page.getByText('Choose a country.').waitFor()
  assert.equal(await answer.count(), 0)
  await page.getByText('Now: 35').waitFor()
  await page.getByLabel('Parameter', { exact: true }).selectOption('windowDays')
  await page.getByText('Now: 90').waitFor()
  await page.getByLabel('Rule', { exact: true }).selectOption('506D')
  await page.getByText('Now: 20').waitFor()
  await page.getByLabel('Value', { exact: true }).fill('120')
  await page.getByRole('button', { name: 'Ask about this value' }).click()
  await page.getByText('is a number from 0 to 100; now it is 20').waitFor()
  await page.getByLabel('Value', { exact: true }).fill('30')
  await page.getByRole('button', { name: 'Ask about this value' }).click()
  await page.getByText('Nobody would be treated otherwise.').waitFor()

  const pack = JSON.parse(fs.readFileSync(PACK, 'utf8'))
  const send = async (changed: object, name: string) => {
    await page.getByRole('button', { name: 'Propose a version' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(changed)),
    })
    await dialog.getByText(name).waitFor()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Counsel asked for it.')
    await dialog.getByRole('button', { name: 'Propose a version' }).click()
    return dialog
  }
  const refused = await send({ ...pack, version: '2026.12.1', effectiveTo: '1999-01-01' }, 'broken.json')
  await refused.getByText('effectiveTo').first().waitFor()
  await refused.getByText('PACK_INVALID').waitFor()
  await refused.getByRole('button', { name: 'Cancel' }).click()

  await send({ ...pack, version: '2026.12.1', effectiveFrom: '2027-01-01' }, 'next.json')
  await page.getByRole('link', { name: 'US-REGD 2026.12.1' }).click()
  await page.getByRole('heading', { level: 1, name: 'US-REGD 2026.12.1' }).waitFor()
  await page.getByRole('cell', { name: '2027-01-01' }).waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await page.getByRole('button', { name: 'Activate' }).click()
  await page.getByText('Two people are needed').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('every pile of cases is in sight on a desk, and on a phone the one that is shown', async () => {
  const { page, context } = await officer()
  await page.goto('/cases')
  const piles = page.getByRole('navigation', { name: 'Piles' }).getByRole('button')
  await piles.first().waitFor()
  for (const pile of await piles.all()) {
    const box = await pile.boundingBox()
    assert.ok(box !== null && box.x + box.width <= DESKTOP.width, await pile.innerText())
  }
  await context.close()
  const phone = await officer({ viewport: PHONE })
  await phone.page.goto('/cases?tab=wallets')
  const last = phone.page.getByRole('button', { name: /^Wallets/ })
  await last.waitFor()
  const box = await last.boundingBox()
  assert.ok(box !== null && box.x >= 0 && box.x + box.width <= PHONE.width)
  await phone.context.close()
})

test('limits of an instrument are shown, a pack is pinned, and the questionnaire has its result', async () => {
  const id = await tower()
  const { page, context, faults } = await officer()
  await page.goto(`/instruments/${id}/rules`)
  // Rule 506(c) counts nobody; holders of record are limited by law, and of other laws nobody asks until somebody looks.
  await page.getByText(/of 1,999/).waitFor()
  await page.getByText('1,987 left').waitFor()
  await page.getByText('Other limits, not asked here').click()
  // Who owns ten per cent of the tower and is no person might be a fund: nobody has said so yet.
  await page.getByText(/^100 at most$/).waitFor()
  await page.getByText('US-REGD 2026').waitFor()
  await page.getByRole('combobox', { name: 'Pack' }).selectOption('US-COUNTS')
  await page.getByRole('button', { name: 'Put under this pack' }).click()
  await page.getByText('Pinned').waitFor()

  // What the pack asks is answered in fields of its kind.
  const facts = page.locator('#record')
  await page.getByLabel('Which exclusion of the Investment Company Act').selectOption('3(c)(1)')
  await facts.getByRole('button', { name: 'Record' }).click()
  await page.getByText('The fact is recorded.').waitFor()
  // What follows from an answer is asked next.
  await page.getByLabel('Qualifying venture capital fund').selectOption('Yes')
  await facts.getByRole('button', { name: 'Record' }).click()
  const capital = page.getByLabel('Aggregate contributions and commitments, in USD')
  await capital.fill('much')
  await facts.getByRole('button', { name: 'Record' }).click()
  await facts.getByText('Give a number, as 40 or 1250.50.').waitFor()
  assert.equal(await capital.getAttribute('aria-invalid'), 'true')
  await capital.fill('5000000')
  await looksRight(page, 'facts')
  await facts.getByRole('button', { name: 'Record' }).click()
  await page.getByText('The fact is recorded.').last().waitFor()
  await page.reload()
  assert.equal(await capital.inputValue(), '5000000')
  await page.getByText('Another fact, by its key').click()
  await page.getByLabel('Fact', { exact: true }).fill('no.such')
  await page.getByLabel('Value', { exact: true }).fill('1')
  await page.getByRole('button', { name: 'Record' }).last().click()
  await page.getByText('No rule asks for it.').waitFor()

  await page.goto(`/instruments/${id}/classification`)
  for (const name of ['E1', 'E2'])
    await page
      .getByRole('group', { name: new RegExp(`^${name}`) })
      .getByLabel(name === 'E1' ? 'Yes' : 'No', { exact: true })
      .check()
  await page.getByRole('button', { name: 'Save the answers' }).click()
  await page.getByRole('heading', { name: 'Prong by prong' }).waitFor()
  await page.getByRole('button', { name: 'Print' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('what Regulation S asks of an issuer is a task until it is recorded, and its lock stands on the offering', async () => {
  const issuer = await enterAs('Issuer', { baseURL })
  const offering = await putOnSale(issuer.page, LAKESIDE, 'Lakeside Units')

  const { page, context, faults } = await officer()
  const task = page.getByRole('link', { name: 'Record what the rules ask about Lakeside Units' })
  await page.goto(`/offerings/${offering}`)
  await page
    .getByText('By its own terms: none. By law (Regulation S): not yet known, it may be longer.')
    .waitFor()
  await page.goto('/')
  await task.click()
  const facts = page.locator('#record')
  await facts.getByLabel('Directed into a single country other than the United States').selectOption('Yes')
  await facts.getByLabel('Foreign issuer').selectOption('No')
  await facts.getByLabel('What the class is').selectOption('equity')
  await facts.getByRole('button', { name: 'Record' }).click()
  // Shares of a domestic issuer are locked however they are offered; for how long follows from one more answer.
  await facts.getByLabel('Reports under the Exchange Act').selectOption('No')
  await looksRight(page, 'regulation-s-facts')
  await facts.getByRole('button', { name: 'Record' }).click()
  await page.goto(`/offerings/${offering}`)
  await page
    .getByText(/^By its own terms: none\. By law \(Regulation S\): until .* 2027 for units issued today\.$/)
    .waitFor()
  await page.goto('/')
  await page.getByRole('heading', { name: /^Good to see you/ }).waitFor()
  await page.getByRole('heading', { name: 'Raises' }).waitFor()
  assert.equal(await task.count(), 0)
  assert.deepEqual([...faults, ...issuer.faults], [])
  await issuer.context.close()
  await context.close()
})

test('an officer records who is covered by the bad-actor check, person by person', async () => {
  const id = await tower()
  const { page, context, faults } = await officer()
  await page.goto(`/instruments/${id}/rules`)
  const covered = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Bad-actor check: who is covered' }) })
  await covered.getByRole('listitem').filter({ hasText: 'Executive officer' }).waitFor()
  const before = await covered.getByRole('listitem').count()
  await covered.getByRole('button', { name: 'Add a person' }).click()
  const added = covered.getByRole('group', { name: `Person ${before + 1}` })
  await added.getByLabel('Role').selectOption('owner')
  await added.getByLabel('Votes in per cent').fill('much')
  await covered.getByRole('button', { name: 'Record' }).click()
  await covered.getByText('It is not of the kind that the rule reads.').first().waitFor()
  await added.getByLabel('Votes in per cent').fill('25')
  await added.getByLabel('Questionnaire answered on').fill('2031-05-05')
  await covered.getByRole('button', { name: 'Record' }).click()
  await added.getByText('Give a day from 1900 on that is not to come').waitFor()
  await added.getByLabel('Questionnaire answered on').fill('')
  await added.getByLabel('Reported an event that may disqualify?').selectOption('true')
  await added.getByLabel('Day of the event').fill('2010-05-05')
  await added.getByLabel('Disclosed to investors?').selectOption('true')
  await looksRight(page, 'covered-persons')
  await covered.getByRole('button', { name: 'Record' }).click()
  const owner = covered.getByRole('listitem').filter({ hasText: 'Owner of votes (25 % of the votes)' })
  await owner.getByText(/^not answered · event of .*, disclosed$/).waitFor()
  assert.equal(await page.getByText('hasQuestionnaire').count(), 0, 'nobody reads JSON')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a decision is opened and made again: packs, facts and result are what was written down', async () => {
  const { page, context, faults } = await enterAs('Auditor', { baseURL })
  await page.goto('/rules')
  await page.getByRole('link', { name: 'Everything that was decided' }).click()
  await page.getByRole('heading', { level: 1, name: 'Decisions' }).waitFor()
  await looksRight(page, 'decisions')
  await page.locator('a[href^="/decisions/dec_"]').first().click()
  await page.getByRole('heading', { level: 1, name: 'Decision', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Replay' }).click()
  await page.getByText('Packs, facts and result are what was written down, byte for byte.').waitFor()
  assert.ok((await page.getByText('Agrees', { exact: true }).count()) >= 3)
  await looksRight(page, 'decision')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a legal hold keeps somebody from being erased until two officers lift it', async () => {
  const { page, context } = await enterAs('Compliance officer', { baseURL })
  const held = await fetched<{ id: string }>(page, '/v1/investors', {
    kind: 'individual',
    name: 'Hanna Held',
    country: 'PT',
    email: 'hanna.held@example.org',
  })
  const place = `/investors/${held.id}`
  await page.goto(place)
  await page.getByRole('button', { name: 'Put a hold' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Ground').selectOption('authority')
  await dialog.getByLabel('Reason').fill('Order 17 of the court.')
  const loseAnswer = async (asked: Route) => {
    await asked.fetch()
    await asked.abort('connectionreset')
  }
  await page.route('**/holds', loseAnswer, { times: 1 })
  await dialog.getByRole('button', { name: 'Put a hold' }).click()
  await dialog.getByText('it is not known whether this was done').waitFor()
  await dialog.getByRole('button', { name: 'Put a hold' }).click()
  await dialog.waitFor({ state: 'hidden' })
  assert.equal(await page.getByText('Order 17 of the court.').count(), 1)
  await page.getByText('An authority ordered that the record is kept.').waitFor()
  await fetched(page, `/v1/cases/${held.id}/updates-request`, { comment: 'Your name, please.' })
  for (const name of ['Hanna Held', 'Hanna Holm']) {
    const identity = { name, born: '1985-04-12', citizenships: ['PT'] }
    await fetched(page, `/v1/investors/${held.id}/onboarding/identity`, identity, 'PUT')
  }
  const { items } = await fetched<{ items: { id: string }[] }>(page, '/v1/instruments')
  for (const household of ['Held', 'Holm']) {
    const recorded = { investor: held.id, facts: { 'investor.household': household } }
    await fetched(page, `/v1/instruments/${items[0]!.id}/rule-facts`, recorded, 'PUT')
  }
  await page.goto(place)
  await page.getByRole('region', { name: 'Identity of Hanna Held, until' }).last().waitFor()
  await page.getByText('investor.household: "Held", until').waitFor()
  await looksRight(page, 'legal-holds')

  const lift = async (by: typeof page, said: string) => {
    await by.getByRole('button', { name: 'Lift' }).click()
    await by.getByRole('dialog').getByRole('button', { name: 'Lift' }).click()
    await by.getByText(said).waitFor()
  }
  await lift(page, 'Your word is kept. It waits for a second officer.')
  await page.getByText('Lift asked').waitFor()
  await page.getByRole('button', { name: 'Lift' }).click()
  await page.getByText('You have asked to lift this hold').waitFor()

  const other = await enterAsSecondOfficer(page, { baseURL })
  await other.page.goto(place)
  await lift(other.page, 'The hold is lifted.')
  await other.page.getByText('Lifted', { exact: true }).waitFor()
  assert.deepEqual(other.faults, [])
  await other.context.close()
  await context.close()
})

test('an issuer sees what was filed, and reads and saves the draft of Form D', async () => {
  const { page, context, faults } = await enterAs('Issuer', { baseURL, at: '/' })
  await page.getByRole('heading', { name: /^Good to see you/ }).waitFor()
  await page.getByRole('heading', { name: 'Raises' }).waitFor()
  await settled(page)
  assert.equal(await page.getByRole('link', { name: /^File for/ }).count(), 0)
  await page.goto('/filings')
  await page.getByRole('heading', { level: 1, name: 'Filings' }).waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Form D, notice of sales' })
  await row.getByText('021-000001').waitFor()
  assert.equal(await row.getByRole('button').count(), 0)

  await page.getByRole('link', { name: /^Draft of Form D/ }).click()
  await page.getByRole('heading', { name: '13. Offering and sales amounts' }).waitFor()
  await page.getByText('Total amount sold').waitFor()
  await page.getByText('7 items have to be completed').waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save the draft (CSV)' }).click()
  assert.match(
    fs.readFileSync(await (await saved).path(), 'utf8'),
    /^"13","Offering and sales amounts","Total amount sold","50000000\.000000"$/m,
  )
  assert.deepEqual(faults, [])
  await context.close()
})

test('what is withheld is said by two people, and shown with whose form asks it', async () => {
  const instrument = await tower()
  const account = `0x${'70997970C51812dc3A010C7d01b50e0d17dc79C8'}`
  const issuer = await enterAs('Issuer', { baseURL })
  await issuer.page.goto(`/instruments/${instrument}/distributions`)
  await issuer.page.getByText(/Nothing is withheld: nobody has said/).waitFor()
  await issuer.page.getByRole('row', { name: /Daniel Weiss.*30 %.*No form W-8 is on file/ }).waitFor()
  await issuer.page.getByRole('row', { name: /Ana Ruiz.*24 %.*No certified taxpayer number/ }).waitFor()
  await looksRight(issuer.page, 'withholding')
  await issuer.page.getByRole('button', { name: 'Say what is withheld' }).click()
  const dialog = issuer.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Say what is withheld' }).click()
  await dialog.getByText(/says where it goes/).waitFor()
  await dialog.getByLabel('Withheld money goes to').fill(account)
  await dialog.getByRole('button', { name: 'Say what is withheld' }).click()
  await issuer.page.getByText('What you proposed waits for a second person.').waitFor()
  assert.equal(await issuer.page.getByRole('button', { name: 'Confirm it' }).count(), 0)
  await issuer.context.close()

  const { page, context } = await officer()
  await page.goto(`/instruments/${instrument}/distributions`)
  await page.getByText('This waits for a second person.').waitFor()
  await looksRight(page, 'withholding-proposed')
  await page.getByRole('button', { name: 'Confirm it' }).click()
  await page.getByText(/the distributor is told what the law asks/).waitFor()
  await page.getByText('dividends from the United States').waitFor()
  await context.close()
})
