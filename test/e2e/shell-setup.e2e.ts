import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { startServer, temporaryHome } from '../demo-server.ts'
import { axeViolations, openPage } from './browser.ts'

const SHEET = path.join(import.meta.dirname, '..', '..', 'examples', 'office-tower.yaml')

const home = temporaryHome()
const server = await startServer(home, ['--empty'])
after(async () => {
  await server.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

test(
  'an empty installation: its first administrator, a term sheet applied, and nothing left to change',
  { timeout: 120_000 },
  async () => {
    const link = /\/setup\?token=\S+/.exec(server.output())?.[0] ?? ''
    const { page, faults } = await openPage({ baseURL: server.url })

    await page.goto('/')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await page.getByText('Look around').count(), 0, 'an empty installation has no demo accounts')

    await page.goto(link)
    await page.getByLabel('Your name').fill('Ada Okafor')
    await page.getByLabel('E-mail').fill('ada@example.org')
    await page.getByLabel('New password').fill('aaaa')
    await page.getByRole('button', { name: 'Make the administrator' }).click()
    await page.getByText(/^This password is too short/).waitFor()
    assert.equal(await page.getByLabel('New password').getAttribute('aria-invalid'), 'true')
    assert.deepEqual(await axeViolations(page), [])

    await page.getByLabel('New password').fill('correct horse battery staple')
    await page.getByRole('button', { name: 'Make the administrator' }).click()
    await page.getByRole('heading', { name: 'Good to see you, Ada Okafor' }).waitFor()

    await page.getByRole('link', { name: 'Term sheet' }).first().click()
    const yaml = fs.readFileSync(SHEET, 'utf8')
    await page
      .getByLabel('Term sheet (YAML)')
      .fill(yaml.replace('jurisdiction: US-DE', 'jurisdiction: Delaware'))
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.getByRole('heading', { name: '1 mistake' }).waitFor()
    await page.getByText('issuer.jurisdiction').waitFor()

    await page.getByLabel('Term sheet (YAML)').fill(yaml)
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await page.getByText('The term sheet is being applied.').waitFor()
    // Until its transactions are final, the plan shows what is under way.
    while (!(await page.getByText('Nothing to change.').isVisible())) {
      const planned = page.waitForResponse('**/v1/term-sheets/plan')
      await page.getByRole('button', { name: 'Show the plan' }).click()
      await planned
    }
    assert.deepEqual(faults, [])
  },
)
