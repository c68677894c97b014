import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ApiError, get, Unreachable } from '../api.ts'
import { useConnection } from '../connection.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { t } from '../text.ts'

export function NotFound() {
  return (
    <Page title={t('notFound.title')} lede={t('notFound.text')} wide={false}>
      <Link to="/" search={{}} className={buttonClass('primary')}>
        {t('notFound.home')}
      </Link>
    </Page>
  )
}

/** A screen that could not be shown. The rest of the product stays where it is. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const queries = useQueryErrorResetBoundary()
  const connection = useConnection()
  const lost = isLost(error)
  const [wasDown, setWasDown] = useState(false)

  function again() {
    queries.reset()
    reset()
    void router.invalidate()
  }

  useEffect(() => {
    // With no server, asking shows the banner; with one, the code that is missing is of a version that is gone.
    if (lost) get('/health').then(reloadOnce, () => undefined)
  }, [lost])
  // What failed for want of a server is tried again when it is back.
  if (connection !== 'up' && !wasDown) setWasDown(true)
  useEffect(() => {
    if (connection === 'up' && wasDown) again()
  })

  if (error instanceof ApiError && error.status === 404) return <NotFound />
  return (
    <Page title={t('error.title')} wide={false}>
      <div className="space-y-4">
        <ProblemNote
          error={lost ? new Unreachable(false) : error instanceof Error ? error : new Error(String(error))}
        />
        <Button onClick={again}>{t('action.tryAgain')}</Button>
      </div>
    </Page>
  )
}

/** Browsers have no type for a screen's code that could not be fetched; Chrome, Firefox and Safari say it like this. */
function isLost(error: unknown): boolean {
  return (
    error instanceof Unreachable ||
    (error instanceof TypeError &&
      /dynamically imported module|importing a module script/i.test(error.message))
  )
}

/** Fetches the page of the version that the server has now, at most once for each address: it must not go round. */
function reloadOnce(): void {
  if (sessionStorage.getItem('reloaded') === location.pathname) return
  sessionStorage.setItem('reloaded', location.pathname)
  location.reload()
}
