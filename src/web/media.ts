import { useCallback, useRef, useSyncExternalStore, type RefObject } from 'react'

const narrow = matchMedia('(max-width: 767px)')

/**
 * Whether the screen is a phone's: tables become cards. While a dialog stands open in `within` it stays as it was, as whoever turns
 * their phone would lose the dialog, and what they have written in it, with the row that it stands in.
 */
export function useNarrow(within: RefObject<HTMLElement | null>): boolean {
  const last = useRef(narrow.matches)
  const subscribe = useCallback((listener: () => void) => {
    narrow.addEventListener('change', listener)
    // A dialog's end does not bubble; on its way down it is heard.
    document.addEventListener('close', listener, true)
    return () => {
      narrow.removeEventListener('change', listener)
      document.removeEventListener('close', listener, true)
    }
  }, [])
  return useSyncExternalStore(subscribe, () => {
    if (within.current?.querySelector('dialog[open]') == null) last.current = narrow.matches
    return last.current
  })
}
