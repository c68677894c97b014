import type { InvestorKind } from '../../investor/investor.ts'
import { answerRows } from '../answers.ts'

/** What somebody answered in a step of their application: each question as it was asked, and the answer in words. */
export function AnswerCard({
  title,
  answer,
  kind,
}: {
  readonly title: string
  readonly answer: Parameters<typeof answerRows>[0] | null
  readonly kind: InvestorKind
}) {
  if (answer === null) return null
  return (
    <section aria-label={title} className="card min-w-0 p-5">
      <h3 className="mb-3 font-semibold">{title}</h3>
      <dl className="space-y-2">
        {answerRows(answer, kind).map(([path, label, value]) => (
          <div key={path} className="flex flex-wrap justify-between gap-x-6">
            <dt className="text-sm text-ink-soft">{label}</dt>
            <dd className="ms-auto min-w-0 text-end font-medium break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
