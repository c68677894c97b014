import { useSuspenseQuery } from '@tanstack/react-query'
import { ApiError, get } from './api.ts'
import type { Distribution, Entitlement, Holder, InstrumentSummary, Investor } from './data.ts'
import type { List } from './query.ts'

export type OwnHolding = { readonly instrument: InstrumentSummary; readonly holder: Holder }
export type OwnIncome = { readonly distribution: Distribution; readonly entitlement: Entitlement }

/** What an investor holds, over all their wallets and all instruments. */
export function useOwnHoldings(investor: string): readonly OwnHolding[] {
  return useSuspenseQuery({ queryKey: ['own-holdings', investor], queryFn: () => ownHoldings(investor) }).data
}

/** What an investor was and will be paid, newest month first. */
export function useOwnIncome(investor: string): readonly OwnIncome[] {
  return useSuspenseQuery({ queryKey: ['own-income', investor], queryFn: ownIncome }).data
}

async function ownHoldings(id: string): Promise<OwnHolding[]> {
  const [investor, instruments] = await Promise.all([
    get<Investor>(`/v1/investors/${id}`),
    get<List<InstrumentSummary>>('/v1/instruments'),
  ])
  const found = await Promise.all(
    instruments.items.flatMap((instrument) =>
      investor.wallets.map(async ({ address }) => {
        const holder = await holderOrNull(instrument.id, address)
        return holder === null || /^[0.]*$/.test(holder.units) ? [] : [{ instrument, holder }]
      }),
    ),
  )
  return found.flat()
}

async function holderOrNull(instrument: string, wallet: string): Promise<Holder | null> {
  try {
    return await get<Holder>(`/v1/instruments/${instrument}/holders/${wallet}`)
  } catch (error) {
    // A wallet that never held anything is not in the register.
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
}

async function ownIncome(): Promise<OwnIncome[]> {
  const instruments = await get<List<InstrumentSummary>>('/v1/instruments')
  const lists = await Promise.all(
    instruments.items.map(({ id }) => get<List<Distribution>>(`/v1/instruments/${id}/distributions`)),
  )
  const declared = lists
    .flatMap((list) => list.items)
    .filter((distribution) => distribution.declared !== null)
  const own = await Promise.all(
    declared.map(async (distribution) => {
      const list = await get<List<Entitlement>>(`/v1/distributions/${distribution.id}/entitlements`)
      return list.items.map((entitlement) => ({ distribution, entitlement }))
    }),
  )
  return own.flat().toSorted((a, b) => b.distribution.period.localeCompare(a.distribution.period))
}
