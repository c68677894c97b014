import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { get } from './api.ts'
import type { Session, User } from './data/access.ts'

export const sessionQuery = queryOptions({
  queryKey: ['/v1/session'],
  queryFn: () => get<Session>('/v1/session'),
  staleTime: 30_000,
})

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

/** The person at the screen. Only screens behind the sign-in ask for it. */
export function useUser(): User {
  const { user } = useSession()
  if (user === null) throw new Error('no user behind the sign-in')
  return user
}
