import { useSuspenseQuery } from '@tanstack/react-query'
import { get } from './api.ts'
import type {
  DistributionSummary,
  Entitlement,
  Holding,
  InstrumentSummary,
} from '../../sdk/src/operations.ts'
import type { List } from './query.ts'

export type OwnHolding = { readonly instrument: InstrumentSummary; readonly holder: Holding }
export type OwnIncome = { readonly distribution: DistributionSummary; readonly entitlement: Entitlement }

/** What an investor holds, over all their wallets and all instruments. */
export function useOwnHoldings(investor: string): readonly OwnHolding[] {
  return useSuspenseQuery({ queryKey: ['own-holdings', investor], queryFn: ownHoldings }).data
}

/** What an investor was and will be paid, newest month first. */
export function useOwnIncome(investor: string): readonly OwnIncome[] {
  return useSuspenseQuery({ queryKey: ['own-income', investor], queryFn: ownIncome }).data
}

/** An investor's register of an instrument is their own part of it. */
async function ownHoldings(): Promise<OwnHolding[]> {
  const instruments = await get<List<InstrumentSummary>>('/v1/instruments')
  const lists = await Promise.all(
    instruments.items.map(async (instrument) => {
      const { items } = await get<List<Holding>>(`/v1/instruments/${instrument.id}/register`)
      return items.map((holder) => ({ instrument, holder }))
    }),
  )
  return lists.flat()
}

async function ownIncome(): Promise<OwnIncome[]> {
  const instruments = await get<List<InstrumentSummary>>('/v1/instruments')
  const lists = await Promise.all(
    instruments.items.map(({ id }) => get<List<DistributionSummary>>(`/v1/instruments/${id}/distributions`)),
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
