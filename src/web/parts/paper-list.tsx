import type { ReactNode } from 'react'
import type { InvestorFile } from '../../../sdk/src/operations.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { Empty } from './page.tsx'
import { DateText } from './values.tsx'

/** Papers that were handed in, each with what can be done with it as long as it is not erased. */
export function PaperList({
  papers,
  action,
}: {
  readonly papers: readonly InvestorFile[]
  readonly action: (paper: InvestorFile, name: string) => ReactNode
}) {
  if (papers.length === 0) return <Empty>{t('profile.noPapers')}</Empty>
  return (
    <ul className="card divide-y divide-line">
      {papers.map((paper) => (
        <li key={paper.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3">
          <span className="min-w-0">
            <span className="block font-medium">{statusWord(paper.kind)}</span>
            <span className="block text-sm break-all text-ink-soft">
              {paper.displayName ?? t('profile.erasedPaper')}, <DateText value={paper.receivedAt} />
            </span>
          </span>
          {paper.displayName !== null && action(paper, paper.displayName)}
        </li>
      ))}
    </ul>
  )
}
