import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { HitDetail } from '../../../sdk/src/operations.ts'
import { countryName } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

const route = getRouteApi('/screening/$hit')

export function HitScreen() {
  const { hit: id } = route.useParams()
  const hit = useData<HitDetail>(`/v1/screening/hits/${id}`)
  const { id: own, role } = useUser()
  const isWaiting = hit.status === 'open' && hit.escalated !== null
  const isOwn = hit.escalated?.by === own
  return (
    <Page
      title={hit.investor.displayName}
      eyebrow={
        <Link to="/screening" search={{}}>
          {t('nav.screening')}
        </Link>
      }
      lede={
        <span className="flex flex-wrap gap-2">
          <StatusChip status={hit.status} />
          {isWaiting && <StatusChip status="escalated" />}
        </span>
      }
      actions={role === 'officer' && hit.status === 'open' && !isOwn && <Decisions hit={hit} />}
    >
      <Facts
        columns={4}
        items={[
          [t('screening.list'), hit.list],
          ...versionFacts(hit),
          [t('screening.ref'), hit.ref],
          [t('screening.score'), hit.score],
          [t('screening.found'), <DateText key="found" value={hit.foundAt} time />],
          [t('screening.decided'), hit.decidedAt && <DateText key="decided" value={hit.decidedAt} time />],
          [t('screening.reason'), hit.reason],
          [
            t('screening.escalated'),
            hit.escalated && (
              <>
                <DateText value={hit.escalated.at} time />
                <span className="block">{hit.escalated.reason}</span>
              </>
            ),
          ],
          [
            t('screening.firstCleared'),
            hit.firstCleared && (
              <>
                <DateText key="first" value={hit.firstCleared.at} time /> {hit.firstCleared.reason}
              </>
            ),
          ],
        ]}
      />
      {isWaiting && isOwn && <p className="mt-5 text-ink-soft">{t('screening.escalatedOwn')}</p>}
      <Why hit={hit} />
      <Entry hit={hit} />
    </Page>
  )
}

/** Which publication of the list was compared with: by its day and its hash. */
function versionFacts({ listVersion: version }: HitDetail): [string, ReactNode][] {
  if (version === null) return []
  return [
    [t('screening.published'), <DateText key="published" value={version.publishedOn} />],
    [t('screening.broughtIn'), <DateText key="brought" value={version.loadedAt} time />],
    [t('screening.version'), <HashText key="version" value={version.sha256} label={t('screening.hash')} />],
  ]
}

/** The comparison, field by field: what they say of themselves beside what the list says. */
function Why({ hit: { why } }: { readonly hit: HitDetail }) {
  if (why === null)
    return (
      <Section title={t('screening.why')}>
        <p className="text-ink-soft">{t('screening.noWhy')}</p>
      </Section>
    )
  return (
    <Section title={t('screening.why')} note={t('screening.whyNote')}>
      <div className="card">
        <table className="w-full table-fixed text-sm sm:table-auto sm:text-base">
          <thead className="text-sm text-ink-soft">
            <tr>
              {(['field', 'ours', 'theirs', 'effect'] as const).map((column) => (
                <th key={column} scope="col" className="px-2 py-2 font-normal wrap-anywhere sm:px-5">
                  {t(`screening.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {why.asked !== null && (
              <Row field={t('screening.name')} ours={why.asked} theirs={why.listed ?? ''} effect="" />
            )}
            {why.parts.map((part) => (
              <Row
                key={`${part.asked} ${part.listed}`}
                field={t('screening.part')}
                ours={part.asked}
                theirs={part.listed}
                effect={part.likeness}
              />
            ))}
            {[
              ...why.unmatchedAsked.map((text) => [text, ''] as const),
              ...why.unmatchedListed.map((text) => ['', text] as const),
            ].map(([ours, theirs]) => (
              <Row
                key={`${ours} ${theirs}`}
                field={t('screening.unmatched')}
                ours={ours || '–'}
                theirs={theirs || '–'}
                effect="–"
              />
            ))}
            {why.findings.map((finding) => (
              <Row
                key={`${finding.qualifier} ${finding.listed}`}
                field={t(`screening.${finding.qualifier}`)}
                ours={finding.asked || '–'}
                theirs={finding.listed}
                effect={`${t(finding.agrees ? 'screening.agrees' : 'screening.differs')} ${finding.effect}`}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Row({
  field,
  ours,
  theirs,
  effect,
}: {
  readonly field: ReactNode
  readonly ours: string
  readonly theirs: string
  readonly effect: string
}) {
  return (
    <tr>
      <th scope="row" className="px-2 py-2 font-normal text-ink-soft wrap-anywhere sm:px-5">
        {field}
      </th>
      <td className="px-2 py-2 font-medium wrap-anywhere sm:px-5">{ours}</td>
      <td className="px-2 py-2 font-medium wrap-anywhere sm:px-5">{theirs}</td>
      <td className="px-2 py-2 wrap-anywhere tabular-nums sm:px-5">{effect}</td>
    </tr>
  )
}

function Entry({ hit: { entry } }: { readonly hit: HitDetail }) {
  if (entry === null)
    return (
      <Section title={t('screening.entry')}>
        <p className="text-ink-soft">{t('screening.noEntry')}</p>
      </Section>
    )
  const joined = (texts: readonly string[]) => texts.join(', ')
  return (
    <Section title={t('screening.entry')}>
      <Facts
        columns={2}
        items={[
          [
            t('screening.names'),
            joined(
              entry.names.map(({ text, strength }) =>
                strength === 'weak' ? `${text} (${t('screening.weak')})` : text,
              ),
            ),
          ],
          [
            t('screening.born'),
            joined(entry.births.map(({ from, to }) => (from === to ? from : `${from} – ${to}`))),
          ],
          [t('screening.country'), joined(entry.countries.map(countryName))],
          [
            t('screening.identifier'),
            joined(entry.identifiers.map(({ kind, number }) => `${kind} ${number}`)),
          ],
          [t('screening.wallet'), joined(entry.wallets)],
          [t('screening.programs'), joined(entry.programs)],
        ]}
      />
    </Section>
  )
}

function Decisions({ hit }: { readonly hit: HitDetail }) {
  return (
    <>
      <Decide hit={hit} decision="confirmed" />
      <Decide hit={hit} decision="cleared" />
      {hit.escalated === null && <Escalate hit={hit} />}
    </>
  )
}

const DONE = { cleared: 'screening.clearedDone', confirmed: 'screening.confirmedDone' } as const

function Decide({ hit, decision }: { readonly hit: HitDetail; readonly decision: 'cleared' | 'confirmed' }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ reason: string }, HitDetail>({
    initial: { reason: '' },
    toWrite: ({ reason }) => ({ path: `/v1/screening/hits/${hit.id}/decision`, body: { decision, reason } }),
    onDone: (decided) => {
      setOpen(false)
      toast(t(decided.status === 'open' ? 'screening.clearedFirst' : DONE[decision]))
    },
  })
  const look = decision === 'cleared' ? 'primary' : 'danger'
  const label = t(decision === 'cleared' ? 'screening.clear' : 'screening.confirm')
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog title={label} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">
            {t(decision === 'cleared' ? 'screening.clearNote' : 'screening.confirmNote')}{' '}
            {decision === 'cleared' && hit.isSure && t('screening.clearTwo')}
          </p>
          <TextArea label={t('screening.reason')} rows={3} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look={look} type="submit" busy={busy}>
              {label}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** Leaves the decision to somebody else, with what one is not sure about. */
function Escalate({ hit }: { readonly hit: HitDetail }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ reason: string }, HitDetail>({
    initial: { reason: '' },
    toWrite: ({ reason }) => ({ path: `/v1/screening/hits/${hit.id}/escalation`, body: { reason } }),
    onDone: () => {
      setOpen(false)
      toast(t('screening.escalatedDone'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('screening.escalate')}</Button>
      <Dialog title={t('screening.escalate')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('screening.escalateNote')}</p>
          <TextArea label={t('screening.escalateDoubt')} rows={3} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('screening.escalate')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
