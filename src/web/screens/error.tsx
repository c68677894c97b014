import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { ApiError } from '../api.ts'
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
  if (error instanceof ApiError && error.status === 404) return <NotFound />
  return (
    <Page title={t('error.title')} wide={false}>
      <div className="space-y-4">
        <ProblemNote error={error instanceof Error ? error : new Error(String(error))} />
        <Button
          onClick={() => {
            queries.reset()
            reset()
            void router.invalidate()
          }}
        >
          {t('action.tryAgain')}
        </Button>
      </div>
    </Page>
  )
}
