import { useState } from 'react'

export type Theme = 'system' | 'light' | 'dark'

export const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** The chosen theme, kept in this browser. `system` follows the device, also when it changes at dusk. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(storedTheme)
  return [
    theme,
    (chosen) => {
      setTheme(chosen)
      if (chosen === 'system') {
        localStorage.removeItem('theme')
        delete document.documentElement.dataset.theme
      } else {
        localStorage.setItem('theme', chosen)
        document.documentElement.dataset.theme = chosen
      }
    },
  ]
}

function storedTheme(): Theme {
  const stored = localStorage.getItem('theme')
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
