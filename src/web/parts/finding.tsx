import { Scale } from 'lucide-react'
import type { Finding } from '../../../sdk/src/operations.ts'
import { t } from '../text.ts'
import { ReviewMark } from './review-mark.tsx'

/** One rule that refuses a transfer: its sentence, its numbers, what to do and where it is written. */
export function FindingItem({ finding }: { readonly finding: Finding }) {
  return (
    <li className="px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium">{finding.detail}</p>
        <code className="font-mono text-xs text-ink-soft">{finding.reason}</code>
      </div>
      <p className="mt-1 text-ink-soft">{finding.fix}</p>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {finding.actual !== '' && (
          <div className="flex gap-2">
            <dt className="text-ink-soft">{t('transfer.actual')}</dt>
            <dd className="font-medium wrap-anywhere">{finding.actual}</dd>
          </div>
        )}
        {finding.limit !== '' && (
          <div className="flex gap-2">
            <dt className="text-ink-soft">{t('transfer.limit')}</dt>
            <dd className="font-medium wrap-anywhere">{finding.limit}</dd>
          </div>
        )}
        {finding.citation !== null && (
          <div className="flex items-center gap-2">
            <dt>
              <Scale className="size-4 text-ink-soft" aria-hidden />
              <span className="sr-only">{t('transfer.citation')}</span>
            </dt>
            <dd className="flex flex-wrap items-center gap-2">
              <bdi>{finding.citation}</bdi>
              {finding.legalReview !== null && <ReviewMark review={finding.legalReview} />}
            </dd>
          </div>
        )}
      </dl>
    </li>
  )
}
