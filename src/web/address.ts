import { useNavigate, useSearch } from '@tanstack/react-router'
import { readAsked, type Ask, type Asked } from './table-state.ts'

/** The query of the address: plain texts, so that `?period=2026-10` stays readable and is never taken for a number. */
export type Search = Readonly<Record<string, string | undefined>>

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text))
}

export function searchText(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/**
 * What the address says, and how to change parts of it.
 *
 * @param entry `push`: each change is an entry of the history, to go back to; `replace`: none is
 */
export function useSearchState(entry: 'push' | 'replace' = 'replace'): [Search, (changes: Search) => void] {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  return [
    search,
    (changes) =>
      void navigate({
        to: '.',
        search: (before: Search) => ({ ...before, ...changes }),
        replace: entry === 'replace',
        resetScroll: false,
      }),
  ]
}

/**
 * What the address asks the server of a table that says `asks` and `sorts`: parameters of its list, and of its file.
 *
 * @param name as of the table
 */
export function useAsked(asks: readonly Ask[], sorts: readonly string[], name = ''): Asked {
  const [search] = useSearchState()
  return readAsked(search, name, asks, sorts)
}
