import { useEffect, useState, type ReactNode } from 'react'
import type { InvestorFile } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/page.tsx'
import { PaperList } from '../parts/paper-list.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useData, type List } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

/** What the applicant said beside the papers that are to prove it. A paper is fetched when it is asked for: that is on record. */
export function CasePapers({ investor, said }: { readonly investor: string; readonly said: ReactNode }) {
  const { items } = useData<List<InvestorFile>>(`/v1/investors/${investor}/files`)
  const [shown, setShown] = useState<InvestorFile | null>(null)
  return (
    <Section title={t('case.papers')} note={t('case.papersNote')}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="min-w-0 space-y-4">{said}</div>
        <div className="min-w-0 space-y-4">
          <PaperList
            papers={items}
            action={(paper, name) => (
              <Button
                small
                aria-pressed={shown?.id === paper.id}
                aria-label={t(shown?.id === paper.id ? 'case.hidePaper' : 'case.showPaper', { name })}
                onClick={() => setShown(shown?.id === paper.id ? null : paper)}
              >
                {t(shown?.id === paper.id ? 'case.hide' : 'case.show')}
              </Button>
            )}
          />
          {shown !== null && <PaperView key={shown.id} investor={investor} paper={shown} />}
        </div>
      </div>
    </Section>
  )
}

/**
 * A paper in the page. Its bytes come by the guarded download and become an address of this page alone, with the media type
 * that the server read from them: whatever is inside, it is shown as a picture or a PDF and never as a page.
 */
function PaperView({ investor, paper }: { readonly investor: string; readonly paper: InvestorFile }) {
  const [address, setAddress] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const path = `/v1/investors/${investor}/files/${paper.id}`
  const { media } = paper
  useEffect(() => {
    const gone = new AbortController()
    let made: string | null = null
    fetch(path, { credentials: 'same-origin', signal: gone.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(t('error.status', { status: response.status }))
        const bytes = await response.arrayBuffer()
        if (gone.signal.aborted) return
        made = URL.createObjectURL(new Blob([bytes], { type: media }))
        setAddress(made)
      })
      .catch((caught: unknown) => {
        if (!gone.signal.aborted) setError(caught instanceof Error ? caught : new Error(path))
      })
    return () => {
      gone.abort()
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [path, media])

  const name = paper.displayName ?? statusWord(paper.kind)
  return (
    <figure className="card overflow-hidden">
      <ProblemNote error={error} />
      {address === null && error === null && (
        <p className="p-5 text-ink-soft" aria-live="polite">
          {t('shell.loading')}
        </p>
      )}
      {address !== null &&
        (media === 'application/pdf' ? (
          <iframe src={address} title={name} className="h-[70vh] w-full border-0 bg-sunken" />
        ) : (
          <img src={address} alt={name} className="mx-auto max-h-[70vh] w-auto max-w-full bg-sunken" />
        ))}
      <figcaption className="border-t border-line px-5 py-3 text-sm">
        <a className="link text-accent underline" href={path} download={name}>
          {t('profile.save', { name })}
        </a>
      </figcaption>
    </figure>
  )
}
