import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { fetched, settleDoubts } from './browser.ts'

export const EXAMPLE = path.join(import.meta.dirname, '..', '..', 'examples', 'office-tower.yaml')

/** The wallet of the demo's investor, Ana Ruiz. */
export const ana = developmentAccount(20)

/** Reads again and again until it is so. */
export async function until<T>(page: Page, address: string, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await fetched<T>(page, address)
    if (isSo(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** A further building of the same issuer whose five units are on sale today, at $1. */
export function sheetOnSale(key = 'harbour-annex', name = 'Harbour Annex', symbol = 'ANNEX'): string {
  return fs
    .readFileSync(EXAMPLE, 'utf8')
    .replace('key: office-tower', `key: ${key}`)
    .replaceAll('harbour-street-tower', key)
    .replaceAll('Harbour Street Tower', name)
    .replace('symbol: TOWER', `symbol: ${symbol}`)
    .replace('opens: 2026-07-01', 'opens: 2026-10-01')
    .replace('closes: 2026-07-31', 'closes: 2026-12-31')
    .replace("ticketMin: '100.00'", "ticketMin: '1.00'")
    .replace("units: '50000000'", "units: '5'")
}

/** Brings a sheet in without a screen, and waits until its offering is open: its id. */
export async function putOnSale(page: Page, yaml: string, name: string): Promise<string> {
  await fetched(page, '/v1/term-sheets/apply', { yaml })
  type Offering = {
    readonly id: string
    readonly status: string
    readonly instrument: { readonly name: string }
  }
  const isOurs = ({ status, instrument }: Offering) => status === 'open' && instrument.name === name
  const { items } = await until<{ items: Offering[] }>(page, '/v1/offerings', (all) => all.items.some(isOurs))
  return items.find(isOurs)?.id ?? ''
}

type Order = {
  readonly offering: string
  readonly account?: typeof ana
  readonly amount?: string
}

/** Asks for units without a screen, up to where they are to be paid: Ana for five, where nothing else is said. */
export async function reserve(
  page: Page,
  { offering, account = ana, amount = '5.00' }: Order,
): Promise<string> {
  const steps = `/v1/offerings/${offering}`
  const suited = {
    experience: 'over-5-years',
    bearableLoss: 'all',
    horizon: 'over-5-years',
    objective: 'growth',
  }
  await fetched(page, `${steps}/suitability`, suited, 'PUT')
  const { risks } = await fetched<{ risks: { sha256: string }[] }>(page, `${steps}/steps`)
  for (const { sha256 } of risks) await fetched(page, `${steps}/risks`, { sha256 })
  const { user } = await fetched<{ user: { investor: string } }>(page, '/v1/session')
  const wanted = { investor: user.investor, wallet: account.address, amount }
  return (await fetched<{ id: string }>(page, `${steps}/subscriptions`, wanted)).id
}

/** Buys units without a screen, up to the money in escrow. */
export async function payFor(page: Page, { url, ...order }: Order & { readonly url: string }): Promise<void> {
  const id = await reserve(page, order)
  await settleDoubts(url)
  // Until when it can be paid is signed as well, and begins anew with the officers' word.
  const { authorization } = await fetched<{ authorization: Parameters<typeof ana.signTypedData>[0] }>(
    page,
    `/v1/offerings/${order.offering}/steps`,
  )
  const signature = await (order.account ?? ana).signTypedData(authorization)
  await fetched(page, `/v1/subscriptions/${id}/payment`, { signature })
  await until<{ state: string }>(page, `/v1/subscriptions/${id}`, ({ state }) => state === 'confirmed')
}
