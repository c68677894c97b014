import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import {
  axeViolations,
  enterAs,
  enterAsSecondOfficer,
  fetched,
  looksRight,
  looksWell,
  settleDoubts,
} from './browser.ts'
import { printedReference } from '../../src/bank/payment-reference.ts'
import { putOnSale, reserve, sheetOnSale, until } from './sale.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()
const baseURL = server.url

const HEADER = 'date,amount,currency,reference,counterparty,account,bank reference'
const GOOD = [
  HEADER,
  '2026-06-02,500.00,USD,for the tower,Ada Okafor,GB29 NWBK 6016 1331 9268 19,B-1',
  '2026-06-02,-500.00,USD,,Ada Okafor,,B-2',
  '2026-06-02,-4.50,USD,monthly fee,Example Bank,,B-3',
  '2026-06-02,30.00,USD,,Eve Adams,,B-5',
]

test('an officer adds an account, mends a statement by its listed mistakes, and decides about what waits', async () => {
  const { page, context, faults } = await enterAs('Compliance officer', { baseURL, at: '/bank' })
  await page.getByText('No account at a bank is known').waitFor()
  assert.deepEqual(await axeViolations(page), [])

  await page.getByRole('button', { name: 'Add an account' }).click()
  const add = page.getByRole('dialog')
  await add.getByRole('textbox', { name: 'Name' }).fill('Collection account')
  await add.getByRole('textbox', { name: 'IBAN or account number' }).fill('DE88 3704 0044 0532 0130 00')
  await add.getByRole('button', { name: 'Add an account' }).click()
  await add.getByText('ACCOUNT_INVALID').waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await add.getByRole('textbox', { name: 'IBAN or account number' }).fill('DE89 3704 0044 0532 0130 00')
  await add.getByRole('button', { name: 'Add an account' }).click()
  await page.getByText('DE89370400440532013000').waitFor()

  const bring = async (lines: readonly string[]) => {
    await page.getByRole('button', { name: 'Bring in a statement' }).click()
    const dialog = page.getByRole('dialog')
    const file = { name: 'bookings.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
    await dialog.locator('input[type=file]').setInputFiles(file)
    await dialog.getByText('bookings.csv').waitFor()
    await dialog.getByRole('button', { name: 'Bring in a statement' }).click()
    return dialog
  }
  const refused = await bring([...GOOD, '2026-06-31,"1.000,00",USD,,,,B-4'])
  await refused.getByText('line 6, date').waitFor()
  await refused.getByText('line 6, amount').waitFor()
  await refused.getByRole('button', { name: 'Cancel' }).click()
  await (await bring(GOOD)).waitFor({ state: 'detached' })
  const waiting = page.getByRole('region', { name: 'Waiting' })
  await waiting.getByText('No payment reference was written on the transfer.').first().waitFor()
  assert.deepEqual(await axeViolations(page), [])

  const decide = async (amount: string, what: string) => {
    await waiting.getByRole('button', { name: `Decide about ${amount}`, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'What is to be done' }).selectOption({ label: what })
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('As the bank wrote.')
    return dialog
  }
  const match = await decide('500.00 USD', 'It is for a subscription')
  await match.getByText('for the tower').waitFor()
  await match.getByRole('textbox', { name: 'Payment reference' }).fill('RF18 5390 0754 70')
  await match.getByRole('button', { name: 'Decide' }).click()
  await match.getByText('REFERENCE_UNKNOWN').waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await match.getByRole('button', { name: 'Cancel' }).click()

  // Money that left is seen by two: whoever brought the statement in cannot alone say that it was a fee.
  const fee = await decide('-4.50 USD', 'It is a fee of the bank')
  await fee.getByRole('button', { name: 'Decide' }).click()
  await fee.getByText('Ask an officer who did none of this.').waitFor()
  await fee.getByRole('button', { name: 'Cancel' }).click()
  const back = await decide('500.00 USD', 'Send it back')
  await back.getByRole('textbox', { name: 'Reference under which' }).fill('B-2')
  await back.getByRole('button', { name: 'Decide' }).click()
  await waiting.getByText('Money left, and one person alone says so.').waitFor()
  const never = await decide('30.00 USD', 'Send it back')
  await never.getByRole('textbox', { name: 'Reference under which' }).fill('OUT-5')
  await never.getByRole('button', { name: 'Decide' }).click()
  await waiting
    .getByRole('button', { name: 'Decide about 30.00 USD', exact: true })
    .waitFor({ state: 'detached' })
  const own = await decide('-500.00 USD', 'It sent or took back a deposit')
  await own.getByRole('combobox', { name: 'Deposit' }).selectOption({ index: 1 })
  await own.getByRole('button', { name: 'Decide' }).click()
  await own.getByText('Ask an officer who did none of this.').waitFor()
  assert.deepEqual(await axeViolations(page), [])
  await own.getByRole('button', { name: 'Cancel' }).click()

  const statement = (day: number, opening: number, closing: number) => {
    const balance = (code: string, amount: number) =>
      `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="USD">${amount}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-0${day}</Dt></Dt></Bal>`
    return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
      <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${balance('OPBD', opening)}${balance('CLBD', closing)}
      <Ntry><Amt Ccy="USD">${closing - opening}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-0${day}</Dt></BookgDt></Ntry>
      </Stmt></BkToCstmrStmt></Document>`
  }
  await (await bring([statement(3, 100, 110)])).waitFor({ state: 'detached' })
  await page.getByText('from 100.00 USD to 110.00 USD').waitFor()
  await bring([statement(5, 150, 151)])
  await page.getByText('A statement is missing between Jun 3, 2026 and Jun 5, 2026').waitFor()
  assert.deepEqual(await axeViolations(page), [])
  assert.deepEqual(faults, [])
  const other = await enterAsSecondOfficer(page, { baseURL })
  await context.close()
  await other.page.goto('/bank')
  await other.page.getByRole('button', { name: 'Decide about -4.50 USD', exact: true }).click()
  const seen = other.page.getByRole('dialog')
  await seen
    .getByRole('combobox', { name: 'What is to be done' })
    .selectOption({ label: 'It is a fee of the bank' })
  await seen.getByRole('textbox', { name: 'Reason' }).fill('As the bank wrote.')
  await seen.getByRole('button', { name: 'Decide' }).click()
  await seen.waitFor({ state: 'detached' })

  // The bank never sent what was ordered: another officer calls it off, and the money waits again.
  const all = other.page.getByRole('region', { name: 'All bookings' })
  await all.getByRole('button', { name: 'Decide about 30.00 USD', exact: true }).click()
  const off = other.page.getByRole('dialog')
  await off.getByRole('textbox', { name: 'Reason' }).fill('The bank knows nothing of it.')
  assert.deepEqual(await axeViolations(other.page), [])
  await off.getByRole('button', { name: 'Decide' }).click()
  await off.waitFor({ state: 'detached' })
  await other.page.getByText('Its return was called off: the bank had not carried it out.').waitFor()
  await looksWell(other.page, 'bank')
  assert.deepEqual(other.faults, [])
  await other.context.close()
})

test('an auditor goes from the bank to the books: they sum to zero on every day, and each entry is found', async () => {
  const { page, context, faults } = await enterAs('Auditor', { baseURL })
  await page.goto('/bank')
  await page.getByRole('link', { name: /^Books of Harbour Street/ }).click()
  await page.getByRole('heading', { level: 1, name: /^Books of Harbour Street/ }).waitFor()
  const trial = page.getByRole('region', { name: 'Trial balance' })
  await trial.getByRole('cell', { name: 'Bank: Collection account' }).waitFor()
  await page.getByText('Debits and credits in USD sum to zero.').waitFor()
  await page.getByText('Debits and credits in USDX sum to zero.').waitFor()
  const journal = page.getByRole('region', { name: 'Journal' })
  await journal.getByRole('cell', { name: 'Bank fee' }).first().waitFor()
  await journal.getByRole('cell', { name: '4.50 USD' }).first().waitFor()
  await looksRight(page, 'books')

  await page.getByLabel('As of').fill('2026-06-30')
  await page.getByText('No account holds anything yet', { exact: false }).waitFor()
  await page.getByLabel('As of').fill('2026-07-10')
  await trial.getByRole('cell', { name: '50,000,000.00 USDX' }).first().waitFor()
  await page.getByText('Debits and credits in USDX sum to zero.').waitFor()

  await page.getByRole('button', { name: 'Filter' }).last().click()
  await page.getByLabel('Column').selectOption({ label: 'What happened' })
  await page.getByLabel('Value').selectOption('Escrow release')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await journal.getByRole('cell', { name: 'Escrow deposit' }).first().waitFor({ state: 'detached' })
  await journal.getByRole('cell', { name: 'Treasury' }).first().waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  assert.match(fs.readFileSync(await (await saved).path(), 'utf8'), /"bank-fee"/)

  await page.goto('/offerings')
  await page.getByRole('article').getByRole('link', { name: 'Harbour Street Tower Units' }).first().click()
  await page.getByRole('link', { name: 'Closing' }).click()
  await page.getByRole('link', { name: 'Books' }).click()
  await page.getByRole('heading', { level: 1, name: 'Books of Harbour Street Tower Units' }).waitFor()
  await page.getByText('Debits and credits in USDX sum to zero.').waitFor()
  assert.equal(await trial.getByRole('cell', { name: 'Bank: Collection account' }).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test(
  'what the bank takes back of issued units is owed until a further wire is booked on it',
  { timeout: 180_000 },
  async () => {
    const [issuer, officer, investor] = [
      await enterAs('Issuer', { baseURL }),
      await enterAs('Compliance officer', { baseURL }),
      await enterAs('Investor', { baseURL }),
    ]
    const second = await enterAsSecondOfficer(officer.page, { baseURL })
    const offering = await putOnSale(issuer.page, sheetOnSale(), 'Harbour Annex Units')
    const { asset } = await fetched<{ asset: string }>(officer.page, `/v1/offerings/${offering}`)
    const of = await fetched<{ issuer: { id: string } }>(officer.page, `/v1/assets/${asset}`)
    const { id: account } = await fetched<{ id: string }>(officer.page, '/v1/bank-accounts', {
      issuer: of.issuer.id,
      name: 'Annex account',
      number: 'GB82 WEST 1234 5698 7654 32',
      currency: 'USD',
    })
    const id = await reserve(investor.page, { offering })
    await settleDoubts(baseURL)
    const { reference } = await fetched<{ reference: string }>(investor.page, `/v1/subscriptions/${id}`)

    type Entry = { readonly id: string; readonly bankReference: string }
    const bring = async (amount: string, bankReference: string, words = reference) => {
      const line = `2026-06-08,${amount},USD,${words},Ana Ruiz,,${bankReference}`
      const text = [HEADER, line].join('\n')
      await fetched(officer.page, '/v1/bank-statements', { account, format: 'csv', text })
      const { items } = await fetched<{ items: Entry[] }>(officer.page, '/v1/bank-entries?limit=200')
      return items.find((one) => one.bankReference === bankReference)!.id
    }
    // Nobody wrote a reference on it: an officer says whose it is, and another one sees that.
    const deposit = await bring('5.00', 'C-1', '')
    await officer.page.goto('/bank')
    await officer.page.getByRole('button', { name: 'Decide about 5.00 USD', exact: true }).click()
    const match = officer.page.getByRole('dialog')
    await match
      .getByRole('combobox', { name: 'What is to be done' })
      .selectOption({ label: 'It is for a subscription' })
    await match.getByRole('textbox', { name: 'Payment reference' }).fill(reference)
    await match.getByRole('textbox', { name: 'Reason' }).fill('She told the amount and the day.')
    await match.getByRole('button', { name: 'Decide' }).click()
    await match.waitFor({ state: 'detached' })
    await second.page.goto('/bank')
    await second.page.getByRole('button', { name: /^Confirm 1 / }).click()
    const confirming = second.page.getByRole('dialog')
    await looksRight(second.page, 'confirm-deposits')
    await confirming.getByRole('button', { name: 'Confirm', exact: true }).click()
    await confirming.waitFor({ state: 'detached' })
    await until<{ state: string }>(
      investor.page,
      `/v1/subscriptions/${id}`,
      ({ state }) => state === 'confirmed',
    )
    await fetched(issuer.page, `/v1/offerings/${offering}/closing`, {})
    await fetched(officer.page, `/v1/offerings/${offering}/closing/confirmation`, {})
    await until<{ state: string }>(
      investor.page,
      `/v1/subscriptions/${id}`,
      ({ state }) => state === 'issued',
    )
    await investor.page.goto(`/subscriptions/${id}`)
    await investor.page.getByText('Units issued').first().waitFor()
    const owed = investor.page
      .locator('section')
      .filter({ has: investor.page.getByRole('heading', { name: 'Owed for these units' }) })
    assert.equal(await owed.count(), 0)

    const gone = await bring('-5.00', 'C-2')
    await fetched(second.page, `/v1/bank-entries/${gone}/assignment`, {
      deposit,
      reason: 'As the bank wrote.',
    })
    for (const screen of ['', '/receipt']) {
      await investor.page.goto(`/subscriptions/${id}${screen}`)
      await owed.getByText('5.00 USD').waitFor()
      await owed.getByText(printedReference(reference)).waitFor()
      await looksRight(investor.page, `owed${screen.replace('/', '-')}`)
    }

    await bring('5.00', 'C-3')
    const pay = async ({ page }: typeof officer) => {
      await page.goto('/bank')
      const waiting = page.getByRole('region', { name: 'Waiting' })
      await waiting.getByText('Its investor owes this', { exact: false }).waitFor()
      if (page === officer.page) {
        const isWider = await waiting
          .locator('table')
          .evaluate((table) => table.scrollWidth > table.parentElement!.clientWidth)
        assert.equal(isWider, false, 'a desk shows what waits without scrolling')
        await looksRight(page, 'claim')
      }
      await waiting.getByRole('button', { name: 'Decide about 5.00 USD', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog
        .getByRole('combobox', { name: 'What is to be done' })
        .selectOption({ label: 'It pays what is owed since the bank took a payment back' })
      await dialog.getByRole('textbox', { name: 'Payment reference' }).fill(printedReference(reference))
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('They wired it again.')
      await dialog.getByRole('button', { name: 'Decide' }).click()
      return { waiting, dialog }
    }
    const own = await pay(officer)
    await own.dialog.getByText('Ask an officer who did none of this.').waitFor()
    await looksRight(officer.page, 'claim-payment')
    const { waiting, dialog } = await pay(second)
    await dialog.waitFor({ state: 'detached' })
    await waiting.getByText('Its investor owes this', { exact: false }).waitFor({ state: 'detached' })
    await investor.page.reload()
    await investor.page.getByText('by bank transfer').waitFor()
    assert.equal(await owed.count(), 0)

    // The bank takes that back too, and nobody ever pays it: two officers give it up.
    const wire = (await fetched<{ items: Entry[] }>(officer.page, '/v1/bank-entries?limit=200')).items.find(
      (one) => one.bankReference === 'C-3',
    )!.id
    const again = await bring('-5.00', 'C-4')
    await fetched(second.page, `/v1/bank-entries/${again}/assignment`, { deposit: wire, reason: 'Again.' })
    const giveUp = async ({ page }: typeof officer, seen: string | null) => {
      await page.goto('/bank')
      await page.getByRole('button', { name: 'Decide about -5.00 USD', exact: true }).click()
      const asked = page.getByRole('dialog')
      if (seen !== null) await asked.getByText(seen).waitFor()
      await asked.getByRole('textbox', { name: 'Reason' }).fill('Ana Ruiz is bankrupt.')
      return { asked, decide: () => asked.getByRole('button', { name: 'Decide' }).click() }
    }
    // Nothing is given up that may have come; and nobody proposes what another one has proposed meanwhile.
    const late = await bring('5.00', 'C-5')
    const [first, behind] = [await giveUp(second, null), await giveUp(officer, null)]
    await first.decide()
    await first.asked.getByText('Money waits in suspense that names this subscription').waitFor()
    await looksRight(second.page, 'write-off-refused')
    const order = { bankReference: 'C-6', reason: 'Somebody else’s.' }
    await fetched(second.page, `/v1/bank-entries/${late}/return`, order)
    await first.decide()
    await first.asked.waitFor({ state: 'detached' })
    await behind.decide()
    await behind.asked.getByText('is no longer what you saw').waitFor()
    const last = await giveUp(officer, 'Ana Ruiz is bankrupt.')
    // Whoever turns their phone keeps what is open, and what they have written.
    await looksRight(officer.page, 'write-off')
    await last.decide()
    await last.asked.waitFor({ state: 'detached' })
    const settled = await fetched<{ status: string }>(officer.page, `/v1/bank-entries/${again}`)
    assert.equal(settled.status, 'settled')
    for (const one of [issuer, officer, second, investor]) {
      assert.deepEqual(one.faults, [])
      await one.context.close()
    }
  },
)
