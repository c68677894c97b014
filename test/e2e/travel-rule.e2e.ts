import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { enterAs, fetched, looksRight } from './browser.ts'
import { browsedServer } from './server.ts'

const server = await browsedServer()

const LEI = '529900T8BM49AURSDO55'

test('an officer writes the record of a transfer, keeps its file, and checks those of others', async () => {
  const { page, context, faults } = await enterAs('Compliance officer', { baseURL: server.url })
  type Investor = { id: string; kind: string; displayName: string; wallets: { address: string }[] }
  const { items } = await fetched<{ items: Investor[] }>(page, '/v1/investors?limit=50')
  const [sender, receiver] = items.filter(
    ({ kind, wallets }) => kind === 'individual' && wallets.length > 0,
  ) as [Investor, Investor]
  await fetched(page, `/v1/investors/${sender.id}/tax-form`, {
    form: 'W-9',
    name: sender.displayName,
    address: { street: '1 Main Street', town: 'Detroit', postCode: '48201', country: 'US' },
    classification: 'individual',
    tin: { kind: 'ssn', number: '123-45-6789' },
    backupWithholding: false,
    signedBy: sender.displayName,
    signedOn: '2026-01-02',
  })
  await page.goto('/travel-rule')
  await page.getByLabel('Sending wallet').fill(sender.wallets[0]!.address)
  await page.getByLabel('Receiving wallet').fill(receiver.wallets[0]!.address)
  await page.getByLabel('What the units are worth').fill('5000')
  await page.getByLabel('In which money').selectOption('USDC')
  await page.getByLabel('Name of this platform').fill('Aliquot Example')
  await page.getByLabel('Its LEI').fill('5299')
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.getByText('platform.lei').waitFor()
  await page.getByLabel('Its LEI').fill(LEI)
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.getByRole('heading', { name: 'The record' }).waitFor()
  await page.getByText('No lawyer signed').waitFor()
  await looksRight(page, 'travel-rule')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save it as a file' }).click()
  const file = await (await download).path()
  const record = JSON.parse(fs.readFileSync(file, 'utf8')) as { originator: { accountNumber: string[] } }
  assert.ok(JSON.stringify(record.originator).includes(sender.displayName))

  await page.getByLabel('Choose the file').setInputFiles(file)
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByText('It is as IVMS101 has it').waitFor()
  await page.getByLabel('Or paste it').fill(JSON.stringify({ ...record, originator: {} }))
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByText('originator.originatorPersons', { exact: true }).waitFor()
  await page.getByLabel('Or paste it').fill('{')
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByText('This is no JSON.').waitFor()
  // The refusals above are answers; everything else that a browser complains of is a fault.
  assert.deepEqual(
    faults.filter((fault) => !/\b422\b/.test(fault)),
    [],
  )
  await context.close()
})
