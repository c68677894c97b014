import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 767px)')

/** Whether the screen is a phone's: tables become cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
