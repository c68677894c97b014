import { useNavigate, useSearch } from '@tanstack/react-router'

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

/** What the address says, and how to change parts of it without a new entry in the history. */
export function useSearchState(): [Search, (changes: Search) => void] {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  return [
    search,
    (changes) =>
      void navigate({
        to: '.',
        search: (before: Search) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      }),
  ]
}
