import { useSyncExternalStore } from 'react'

/** Whether the server answers: `unavailable` is its own 503, `offline` is no answer at all. */
export type Connection = 'up' | 'unavailable' | 'offline'

let state: Connection = 'up'
const listeners = new Set<() => void>()

export function connectionLost(to: 'unavailable' | 'offline'): void {
  change(to)
}

export function connectionBack(): void {
  change('up')
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state)
}

function change(to: Connection): void {
  if (state === to) return
  state = to
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
