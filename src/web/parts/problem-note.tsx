import { CircleAlert } from 'lucide-react'
import { ApiError, Unreachable } from '../api.ts'
import { t } from '../text.ts'

/** What went wrong, what to do, and the source where a law stands behind it. */
export function ProblemNote({ error }: { readonly error: Error | null }) {
  if (error === null) return null
  return (
    <div role="alert" className="flex gap-3 rounded-[8px] bg-bad-soft px-4 py-3 text-bad">
      <CircleAlert className="mt-0.5 size-4.5 shrink-0" aria-hidden />
      <div className="min-w-0 text-sm">
        <p className="font-medium">{sentenceOf(error)}</p>
        {error instanceof ApiError && <Details error={error} />}
      </div>
    </div>
  )
}

function Details({ error }: { readonly error: ApiError }) {
  return (
    <>
      {error.fix !== null && <p className="mt-1">{error.fix}</p>}
      {error.fields.length > 0 && (
        <ul className="mt-1 list-disc ps-4">
          {error.fields.map((field) => (
            <li key={`${field.path} ${field.code} ${field.message}`}>
              {field.path !== '' && <span className="font-medium">{field.path} </span>}
              {field.message}
            </li>
          ))}
        </ul>
      )}
      {error.citation !== null && (
        <p className="mt-1">
          <bdi>{error.citation}</bdi>
        </p>
      )}
      <p className="mt-1 font-mono text-xs">
        {error.code}
        {error.requestId !== null && ` · ${error.requestId}`}
      </p>
    </>
  )
}

export function sentenceOf(error: Error): string {
  if (error instanceof Unreachable) return t(error.mayBeDone ? 'error.unanswered' : 'error.unreachable')
  if (error instanceof ApiError)
    return error.message === '' ? t('error.status', { status: error.status }) : error.message
  return t('error.screen')
}
