import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { Button } from './parts/button.tsx'
import { Page, Waiting } from './parts/page.tsx'
import { ProblemNote } from './parts/problem-note.tsx'
import { Toasts } from './parts/toast.tsx'
import { sessionQuery } from './session.ts'
import { Shell } from './shell/shell.tsx'
import { t } from './text.ts'

const SignIn = lazy(() => import('./screens/sign-in.tsx').then((module) => ({ default: module.SignIn })))

/** Screens for people who are not signed in yet. */
const DOORS: readonly string[] = ['/setup', '/recovery', '/registration']

/** Where no shell is yet that would have a `main` to wait in. */
const AWAITED = (
  <main>
    <Waiting />
  </main>
)

/** Decides between the sign-in and the product. The address stays, so a link works after signing in. */
export function Root() {
  // Of what is shown, not of where one is going: until the next screen is there, the outlet holds the one before.
  const path = useRouterState({
    select: ({ matches, location }) => matches.at(-1)?.pathname ?? location.pathname,
  })
  return (
    <>
      {DOORS.includes(path) ? (
        <Suspense fallback={AWAITED}>
          <Outlet />
        </Suspense>
      ) : (
        <SignedIn />
      )}
      <Toasts />
    </>
  )
}

function SignedIn() {
  const session = useQuery(sessionQuery)
  if (session.isPending) return AWAITED
  if (session.isError)
    return (
      <main>
        <Page title={t('error.title')} wide={false}>
          <div className="space-y-4">
            <ProblemNote error={session.error} />
            <Button onClick={() => void session.refetch()}>{t('action.tryAgain')}</Button>
          </div>
        </Page>
      </main>
    )
  if (session.data.user === null)
    return (
      <Suspense fallback={AWAITED}>
        <SignIn session={session.data} />
      </Suspense>
    )
  return (
    <Shell>
      <Outlet />
    </Shell>
  )
}
