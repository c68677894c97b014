import { useQuery } from '@tanstack/react-query'
import { send } from '../api.ts'
import { t } from '../text.ts'
import { Door } from './door.tsx'

/** Whether a one-time link can still be used, asked before anything is typed; `unknown` until it is answered. */
export function useLink(path: string, token: string): 'open' | 'over' | 'unknown' {
  const { data } = useQuery({
    queryKey: [path, token],
    queryFn: () => send<{ open: boolean }>({ path, body: { token } }),
    enabled: token !== '',
    staleTime: Infinity,
  })
  return data === undefined ? 'unknown' : data.open ? 'open' : 'over'
}

/** What whoever opens a link that leads nowhere is told. */
export function DeadLink({ title, lede }: { readonly title: string; readonly lede: string }) {
  return (
    <Door title={title} lede={lede}>
      <a className="font-medium text-accent hover:underline" href="/">
        {t('signIn.submit')}
      </a>
    </Door>
  )
}
