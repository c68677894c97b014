import { use, type ReactNode } from 'react'

type Component = () => ReactNode

/**
 * A screen whose code is fetched when it is first pointed at or shown. The router's own helper reloads the page when
 * that fails, which without a server leaves nothing on it; this one throws to the nearest error boundary and fetches
 * again when it is rendered again.
 */
export function screen<Name extends string>(
  load: () => Promise<Record<Name, Component>>,
  name: Name,
): Component & { readonly preload: () => Promise<void> } {
  let loaded: Component | null = null
  let loading: Promise<void> | null = null

  const preload = () => {
    loading ??= load().then(
      (module) => {
        loaded = module[name]
      },
      (error: unknown) => {
        loading = null
        throw error
      },
    )
    return loading
  }

  function Screen() {
    if (loaded === null) use(preload())
    const Loaded = loaded
    return Loaded === null ? null : <Loaded />
  }
  return Object.assign(Screen, { preload })
}
