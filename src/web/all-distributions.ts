import { useQuery } from '@tanstack/react-query'
import { get } from './api.ts'
import type { DistributionSummary, InstrumentSummary } from '../../sdk/src/operations.ts'
import type { List, Rows } from './query.ts'

/** The distributions of every instrument that the person may see, newest month first. */
export function useAllDistributions(): Rows<DistributionSummary> {
  const query = useQuery({ queryKey: ['all-distributions'], queryFn: allDistributions })
  return { items: query.data ?? [], more: null, loading: query.isPending, error: query.error }
}

async function allDistributions(): Promise<DistributionSummary[]> {
  const instruments = await get<List<InstrumentSummary>>('/v1/instruments')
  const lists = await Promise.all(
    instruments.items.map(async ({ id }) => {
      const list = await get<List<DistributionSummary>>(`/v1/instruments/${id}/distributions`)
      return list.items
    }),
  )
  return lists.flat().toSorted((a, b) => b.period.localeCompare(a.period))
}
