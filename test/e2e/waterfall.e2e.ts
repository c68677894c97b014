import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enterAs, fetched, looksRight } from './browser.ts'
import { sheetOnSale, until } from './sale.ts'
import { browsedServer } from './server.ts'

/* What a sheet says of how its units share, seen on the asset’s page, with what would come of it. */

const server = await browsedServer()

const CARRY = "carry:\n  preferredReturn: '8'\n  catchUp: '100'\n  carriedInterest: '20'\n"
const PREFERENCE =
  "preference:\n  rank: 1\n  multiple: '1'\n  participation: capped\n  cap: '3'\n  dividend: '5'\n  convertible: true\n"

test(
  'a fund’s tiers and a class’s preference are shown for proceeds that are typed',
  { timeout: 120_000 },
  async () => {
    const { page, faults } = await enterAs('Issuer', { baseURL: server.url })
    const pageOf = async (name: string, key: string, symbol: string, terms: string) => {
      const yaml = sheetOnSale(key, name, symbol).replace('\npayment:', `\n${terms}\npayment:`)
      await fetched(page, '/v1/term-sheets/apply', { yaml })
      type Assets = { items: { id: string; name: string }[] }
      const isOurs = (one: { name: string }) => one.name === name
      const { items } = await until<Assets>(page, '/v1/assets', (all) => all.items.some(isOurs))
      await page.goto(`/assets/${items.find(isOurs)?.id}`)
      await page.getByRole('heading', { name: 'Waterfall' }).waitFor()
    }
    // Five units at a dollar; five years of 8 % are two dollars, and the manager catches up with fifty cents.
    await pageOf('Harbour Fund', 'harbour-fund', 'HFUND', CARRY)
    await page.getByLabel('Proceeds in USDX').fill('10.00')
    await page.getByRole('row', { name: 'Preferred return 2.00 USDX 0.00 USDX' }).waitFor()
    await page.getByRole('row', { name: 'Catch-up 0.00 USDX 0.50 USDX' }).waitFor()
    await page.getByRole('row', { name: 'In all 9.00 USDX 1.00 USDX' }).waitFor()
    await looksRight(page, 'waterfall-fund')
    // A dollar each and five years of 5 % on it, then with fifteen common shares until three times the price, and what accrued.
    await pageOf('Harbour Seed', 'harbour-seed', 'HSEED', PREFERENCE)
    await page.getByLabel('Common shares beside it').fill('15')
    await page.getByLabel('Proceeds in USDX').fill('26.25')
    await page.getByRole('row', { name: 'This class 6.25 USDX 5.00 USDX 11.25 USDX' }).waitFor()
    await looksRight(page, 'waterfall-preference')
    await page.getByLabel('Proceeds in USDX').fill('a lot')
    await page.getByRole('row', { name: /^This class/ }).waitFor({ state: 'detached' })
    assert.deepEqual(faults, [])
  },
)
