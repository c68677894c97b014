import {
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ApiError, get, newKey, send, Unreachable, type Params, type Write } from './api.ts'

/** A page of a list, as the server answers it. */
export type List<T> = { readonly items: readonly T[]; readonly next: string | null }

/** The most rows the server gives at once. */
const PAGE_LIMIT = 200

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The server may be this very machine: it is there whether or not the browser thinks that it is online.
      networkMode: 'always',
      // A refusal stays a refusal; only silence and "not now" are worth asking again.
      retry: (failures, error) => waitable(error) && failures < 20,
      retryDelay: 1_500,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const READ_ANEW_MS = 3_000
/** How often something that is still moving is looked at again. */
export const LOOK_AGAIN_MS = 2_000

/**
 * Reads `path` before the screen shows. A refusal goes to the nearest error boundary.
 *
 * @param moving whether what was read will change by itself: it is then read again and again until it does not
 */
export function useData<T>(path: string, params: Params = {}, moving: (data: T) => boolean = () => false): T {
  return useSuspenseQuery({
    queryKey: [path, params],
    queryFn: () => get<T>(path, params),
    refetchInterval: ({ state }) => (state.data !== undefined && moving(state.data) ? LOOK_AGAIN_MS : false),
  }).data
}

/** The rows of a list, and how to get more of them. */
export type Rows<T> = {
  readonly items: readonly T[]
  readonly more: (() => void) | null
  readonly loading: boolean
  readonly error: Error | null
  /** Whether they are still those of what was asked before. */
  readonly stale?: boolean
}

/** Reads a list that comes as a whole. */
export function useList<T>(path: string, params: Params = {}): Rows<T> {
  const query = useQuery({ queryKey: [path, params], queryFn: () => get<List<T>>(path, params) })
  return { items: query.data?.items ?? [], more: null, loading: query.isPending, error: query.error }
}

/**
 * Reads a list page by page.
 *
 * @param moving whether a row will change by itself: the list is then read again and again until none does
 */
export function useRows<T>(
  path: string,
  params: Params = {},
  moving: (row: T) => boolean = () => false,
): Rows<T> {
  const query = useInfiniteQuery({
    queryKey: [path, params, 'rows'],
    queryFn: ({ pageParam }) => get<List<T>>(path, { limit: PAGE_LIMIT, ...params, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    // What was asked of the same list before stays until the answer is there, and with it what was pressed.
    placeholderData: (before, asked) => (asked?.queryKey[0] === path ? before : undefined),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(moving)) === true ? LOOK_AGAIN_MS : false,
  })
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    loading: query.isPlaceholderData || (query.isFetching && !query.isRefetching),
    error: query.error,
    stale: query.isPlaceholderData,
  }
}

/** Reads a list page by page until all of it is there: it is loading as long. */
export function useAllRows<T>(path: string, params: Params = {}): Rows<T> {
  const rows = useRows<T>(path, params)
  const { more, loading, error } = rows
  useEffect(() => {
    if (!loading && error === null) more?.()
  }, [more, loading, error])
  return { ...rows, more: null, loading: loading || (more !== null && error === null) }
}

/**
 * Sends writes. A second press, or a second try after a lost answer, carries the same `Idempotency-Key` as long as
 * nothing in it changed; a new submission, or one after a refusal, carries a new one.
 */
export function useWrite<T>(options: { readonly onDone?: (answer: T) => void } = {}) {
  const client = useQueryClient()
  const submission = useRef<{ text: string; key: string } | null>(null)
  // A press before the button knows that it was pressed waits for the answer to the first.
  const running = useRef(new Map<string, Promise<T>>())

  return useMutation<T, Error, Write>({
    mutationFn: (write) => {
      const text = textOf(write)
      const first = running.current.get(text)
      if (first !== undefined) return first
      if (submission.current?.text !== text) submission.current = { text, key: newKey() }
      const answer = send<T>({ ...write, key: submission.current.key })
      running.current.set(text, answer)
      return answer
    },
    onSuccess: async (answer, write) => {
      if (!running.current.delete(textOf(write))) return
      submission.current = null
      await readAnew(client)
      options.onDone?.(answer)
    },
    onError: async (error, write) => {
      running.current.delete(textOf(write))
      if (!waitable(error)) submission.current = null
      // Something is not, or not any more, as the screen shows it.
      if (error instanceof ApiError && error.status === 409 && !waitable(error)) await readAnew(client)
    },
  })
}

/** Reads anew what the screen shows, and waits for it a moment: what cannot be read now holds up nothing that is done. */
function readAnew(client: QueryClient): Promise<unknown> {
  const waited = new Promise((resolve) => setTimeout(resolve, READ_ANEW_MS))
  return Promise.race([client.invalidateQueries(), waited])
}

/** What makes two writes the same. */
function textOf({ method, path, body }: Write): string {
  return JSON.stringify([method, path, body])
}

/** Whether the same request may succeed later without any change. */
function waitable(error: Error): boolean {
  return (
    error instanceof Unreachable ||
    (error instanceof ApiError && (error.status === 503 || error.code === 'IDEMPOTENCY_IN_PROGRESS'))
  )
}

/** Rows that came with something else and are all there. */
export function loaded<T>(items: readonly T[]): Rows<T> {
  return { items, more: null, loading: false, error: null }
}
