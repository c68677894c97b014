import { Link } from '@tanstack/react-router'
import type { Decision, Impact, LegalReview } from '../law.ts'
import { Empty } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { t } from '../text.ts'

/** Whether a lawyer has signed what a rule says: shown wherever a rule speaks. */
export function ReviewMark({ review }: { readonly review: LegalReview }) {
  return <StatusChip status={review === 'signed' ? 'lawyer-signed' : 'no-lawyer-signed'} />
}

/** Why rules refuse or doubt, each with what can be done and its source. */
export function ReasonList({ reasons }: { readonly reasons: Decision['reasons'] }) {
  return (
    <ul className="space-y-3">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.detail}`}>
          <p className="font-medium">{reason.detail}</p>
          <p className="text-ink-soft">{reason.fix}</p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            {reason.citation} <ReviewMark review={reason.legalReview} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Whom a change would treat otherwise: how many, and each by name and reason. */
export function ImpactList({ impact }: { readonly impact: Impact }) {
  return (
    <div className="mt-6" aria-live="polite">
      {impact.holders === 0 ? (
        <Empty>{t('law.nobodyAffected')}</Empty>
      ) : (
        <>
          <ul className="space-y-1 text-lg font-semibold">
            {impact.changes.map(({ from, to, holders }) => (
              <li key={`${from} ${to}`}>
                {t('law.change', {
                  count: holders,
                  from: t(`law.outcome${from}`),
                  to: t(`law.outcome${to}`),
                })}
              </li>
            ))}
          </ul>
          <ul className="card mt-3 divide-y divide-line">
            {impact.affected.map((one) => (
              <li
                key={`${one.instrument} ${one.investor.id} ${one.action}`}
                className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-3"
              >
                <Link
                  to="/investors/$investor"
                  params={{ investor: one.investor.id }}
                  search={{}}
                  className="font-medium text-accent hover:underline"
                >
                  {one.investor.displayName}
                </Link>
                <span className="text-ink-soft">{t(`law.${one.action}`)}</span>
                <span className="w-full text-sm text-ink-soft">
                  {one.reasons.map(({ code, detail }) => `${code}: ${detail}`).join(' ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
