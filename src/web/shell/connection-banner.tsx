import { CloudOff } from 'lucide-react'
import { useEffect } from 'react'
import { get } from '../api.ts'
import { useConnection } from '../connection.ts'
import { queryClient } from '../query.ts'
import { t } from '../text.ts'

const ASK_AGAIN_MS = 3_000

/** Says that the server does not answer, asks it again on its own, and brings the screen up to date when it does. */
export function ConnectionBanner() {
  const connection = useConnection()
  const down = connection !== 'up'

  useEffect(() => {
    addEventListener('offline', ask)
    return () => removeEventListener('offline', ask)
  }, [])
  useEffect(() => {
    if (!down) return
    const timer = setInterval(ask, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [down])

  return (
    <div aria-live="polite">
      {down && (
        <p className="flex items-center gap-3 bg-warn-soft px-4 py-2 text-sm font-medium text-warn sm:px-6 lg:px-10">
          <CloudOff className="size-4 shrink-0" aria-hidden />
          {t(connection === 'offline' ? 'shell.offline' : 'shell.unavailable')}
        </p>
      )}
    </div>
  )
}

/** The answer changes the connection by itself; see api.ts. */
function ask(): void {
  get('/health').then(
    () => void queryClient.invalidateQueries(),
    () => undefined,
  )
}
