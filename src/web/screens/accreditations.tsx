import { useState } from 'react'
import type { Accreditation, Investor } from '../../../sdk/src/operations.ts'
import { yearsLater } from '../days.ts'
import { dateText } from '../format.ts'
import { useForm } from '../form.ts'
import { MEANS_FIELDS, meansWord } from '../means.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea, TextField } from '../parts/field.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, type List } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { Claim } from './accreditation-claim.tsx'

/** Claims to be accredited, and for officers the decision on them. */
export function Accreditations({ investor }: { readonly investor: string }) {
  const path = `/v1/investors/${investor}/accreditations`
  const { items } = useData<List<Accreditation>>(path)
  const { kind, accreditation, accreditedUntil } = useData<Investor>(`/v1/investors/${investor}`)
  const isUnderOther =
    accreditation === 'accredited' && items[0] !== undefined && items[0].status !== 'accredited'
  const { role } = useUser()
  return (
    <Section title={t('profile.accreditation')} note={t('profile.accreditationNote')}>
      {items.length === 0 ? (
        <Empty>{t('profile.noClaims')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((claim) => (
            <li
              key={claim.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3"
            >
              <span className="min-w-0">
                <span className="block font-medium">{statusWord(claim.basis)}</span>
                <span className="block text-sm text-ink-soft">
                  {t('profile.evidenceOn')}: <DateText value={claim.evidenceOn} />
                </span>
                {claim.expiresOn !== null && (
                  <span className="block text-sm text-ink-soft">
                    {t('profile.expiresOn')}: <DateText value={claim.expiresOn} />
                  </span>
                )}
                <MeansSaid claim={claim} />
                {claim.statement !== null && <span className="block break-words">{claim.statement}</span>}
                {claim.words !== null && (
                  <span className="block break-words">{t('profile.refusedFor', { words: claim.words })}</span>
                )}
              </span>
              <span className="flex flex-wrap items-center gap-2">
                <StatusChip status={claim.status} />
                {role === 'officer' && claim.status === 'pending' && (
                  <>
                    <Refuse path={`${path}/${claim.id}/decision`} />
                    <Verify path={`${path}/${claim.id}/decision`} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isUnderOther && accreditedUntil !== null && (
        <p className="mt-3">{t('profile.stillAccredited', { date: dateText(accreditedUntil) })}</p>
      )}
      {!items.some(({ status }) => status === 'pending') && (
        <div className="mt-4">
          <Claim investor={investor} kind={kind} />
        </div>
      )}
    </Section>
  )
}

function Refuse({ path }: { readonly path: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ words: string }, unknown>({
    initial: { words: '' },
    toWrite: (body) => ({ path, body: { decision: 'rejected', ...body } }),
    onDone: () => {
      setOpen(false)
      toast(t('profile.refused'))
    },
  })
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        {t('profile.refuse')}
      </Button>
      <Dialog title={t('profile.refuseTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextArea
            label={t('profile.refuseWords')}
            hint={t('profile.refuseWordsHint')}
            rows={3}
            {...field('words')}
          />
          <ProblemNote error={problem} />
          <Button look="danger" type="submit" busy={busy}>
            {t('profile.refuse')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}

function Verify({ path }: { readonly path: string }) {
  const { now } = useSession()
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ verifiedUntil: string }, unknown>({
    initial: { verifiedUntil: yearsLater(now, 1) },
    toWrite: (body) => ({ path, body: { decision: 'accredited', ...body } }),
    fieldOf: { ACCREDITED_UNTIL_PAST: 'verifiedUntil', ACCREDITED_UNTIL_LATE: 'verifiedUntil' },
    onDone: () => {
      setOpen(false)
      toast(t('profile.verified'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('profile.verify')}
      </Button>
      <Dialog title={t('profile.verifyTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextField label={t('profile.verifiedUntil')} type="date" {...field('verifiedUntil')} />
          <ProblemNote error={problem} />
          <Button look="primary" type="submit" busy={busy}>
            {t('profile.verify')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}

/** What a claim says of means, and what the rule makes of it. */
function MeansSaid({ claim: { means, netWorth } }: { readonly claim: Accreditation }) {
  if (means === null) return null
  const said = MEANS_FIELDS.flatMap((field) => {
    const value = means[field] ?? null
    return value === null ? [] : [`${t(`means.${field}`)}: ${meansWord(field, String(value))}`]
  })
  return (
    <span className="block text-sm break-words text-ink-soft">
      {[...said, ...(netWorth === null ? [] : [t('means.netWorth', { amount: netWorth })])].map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </span>
  )
}
