import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { get } from './api.ts'
import type { Session } from '../../sdk/src/operations.ts'
import type { SignedIn } from './data.ts'

export const sessionQuery = queryOptions({
  queryKey: ['/v1/session'],
  queryFn: () => get<Session>('/v1/session'),
  staleTime: 30_000,
})

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

/** The person at the screen. Only screens behind the sign-in ask for it. */
export function useUser(): SignedIn {
  const { user } = useSession()
  if (user === null) throw new Error('no user behind the sign-in')
  return user
}
