import { getRouteApi, Link } from '@tanstack/react-router'
import type { RulePackVersion } from '../../../sdk/src/operations.ts'
import type { Proposal } from '../data.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t, textIn } from '../text.ts'
import { ImpactList } from './rule-parts.tsx'

const route = getRouteApi('/rule-proposals/$sha256')

/** A proposed version: where it differs, whom it would treat otherwise, and the second officer’s word. */
export function RuleProposal() {
  const { sha256 } = route.useParams()
  const { version, changes, impact } = useData<Proposal>(`/v1/rule-proposals/${sha256}`)
  const { role } = useUser()
  const write = useWrite<RulePackVersion>({ onDone: () => toast(t('law.decided')) })
  const decide = (decision: 'active' | 'rejected') =>
    write.mutate({ path: `/v1/rule-proposals/${sha256}/decision`, body: { decision } })
  return (
    <Page
      title={`${version.pack} ${version.version}`}
      eyebrow={
        <Link to="/rules" search={{}}>
          {t('nav.rules')}
        </Link>
      }
      lede={textIn(version.reason)}
      actions={
        role === 'officer' &&
        version.state === 'proposed' && (
          <>
            <Button look="danger" busy={write.isPending} onClick={() => decide('rejected')}>
              {t('law.reject')}
            </Button>
            <Button look="primary" busy={write.isPending} onClick={() => decide('active')}>
              {t('law.activate')}
            </Button>
          </>
        )
      }
    >
      <ProblemNote error={write.error} />
      {role === 'officer' && version.state === 'delivered' && <ProposeDelivered sha256={sha256} />}
      <div className="mt-4">
        <Facts
          columns={4}
          items={[
            [t('law.state'), <StatusChip key="state" status={version.state} />],
            [t('law.effectiveFrom'), <DateText key="from" value={version.effectiveFrom} />],
            [t('law.legalReview'), <ReviewMark key="review" review={version.legalReview} />],
            [t('law.proposedAt'), <DateText key="at" value={version.proposedAt} time />],
          ]}
        />
      </div>
      <Section title={t('law.impact')} note={t('law.impactNote')} className="mt-10!">
        <ImpactList impact={impact} />
      </Section>
      <Section title={t('law.changes')}>
        <div className="card overflow-x-auto">
          <table className="w-full text-sm">
            <thead className="text-ink-soft">
              <tr>
                {(['place', 'before', 'after'] as const).map((column) => (
                  <th key={column} scope="col" className="px-5 py-2 font-normal">
                    {t(`law.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line border-t border-line">
              {changes.map(({ path, before, after }) => (
                <tr key={path}>
                  <th scope="row" className="px-5 py-2 font-mono font-normal break-all">
                    {path}
                  </th>
                  <td className="px-5 py-2 break-words">{before}</td>
                  <td className="px-5 py-2 font-medium break-words">{after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Page>
  )
}

/** The first officer’s word on a version that came with the software: from then on another one can activate it. */
function ProposeDelivered({ sha256 }: { readonly sha256: string }) {
  const { form, field, problem, busy } = useForm<{ reason: string }, RulePackVersion>({
    initial: { reason: '' },
    toWrite: (body) => ({ path: `/v1/rule-proposals/${sha256}`, body }),
    onDone: () => toast(t('law.proposed')),
  })
  return (
    <form {...form} className="card mt-4 max-w-2xl space-y-4 p-5">
      <p>{t('law.deliveredNote')}</p>
      <TextArea label={t('law.reason')} rows={2} {...field('reason')} />
      <ProblemNote error={problem} />
      <Button look="primary" type="submit" busy={busy}>
        {t('law.proposeThis')}
      </Button>
    </form>
  )
}
