import { useState } from 'react'
import { ACCREDITATION_BASES } from '../../investor/accreditation.ts'
import { FILE_KINDS } from '../../investor/file.ts'
import type { Accreditation, Paper } from '../data.ts'
import { yearsLater } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField, TextArea, TextField } from '../parts/field.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, type List } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

/** The papers of an investor, for them and for officers. */
export function Papers({ investor }: { readonly investor: string }) {
  const { items } = useData<List<Paper>>(`/v1/investors/${investor}/files`)
  return (
    <Section title={t('profile.papers')} note={t('profile.papersNote')}>
      {items.length === 0 ? (
        <Empty>{t('profile.noPapers')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((paper) => (
            <li
              key={paper.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3"
            >
              <span className="min-w-0">
                <span className="block font-medium">{statusWord(paper.kind)}</span>
                <span className="block text-sm break-all text-ink-soft">
                  {paper.displayName ?? t('profile.erasedPaper')}, <DateText value={paper.receivedAt} />
                </span>
              </span>
              {paper.displayName !== null && (
                <a
                  className="link text-accent underline"
                  href={`/v1/investors/${investor}/files/${paper.id}`}
                  download={paper.displayName}
                >
                  {t('profile.save', { name: paper.displayName })}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4">
        <HandIn investor={investor} />
      </div>
    </Section>
  )
}

function HandIn({ investor }: { readonly investor: string }) {
  const [open, setOpen] = useState(false)
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null)
  const { form, field, problem, busy } = useForm<{ kind: string }, unknown>({
    initial: { kind: 'passport' },
    toWrite: ({ kind }) => ({
      path: `/v1/investors/${investor}/files`,
      body: { kind, name: file?.name ?? '', content: file?.content ?? '' },
    }),
    onDone: () => {
      setOpen(false)
      setFile(null)
      toast(t('profile.handedIn'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('profile.addPaper')}</Button>
      <Dialog title={t('profile.addPaper')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <SelectField
            label={t('profile.paperKind')}
            options={FILE_KINDS.map((kind) => [kind, statusWord(kind)] as const)}
            {...field('kind')}
          />
          <FileDrop
            label={t('profile.choose')}
            hint={file?.name ?? t('profile.chooseHint')}
            accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
            onFile={(chosen) =>
              void inBase64(chosen).then((content) => setFile({ name: chosen.name, content }))
            }
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy} disabled={file === null}>
              {t('profile.handIn')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** A file's bytes in base64: the browser writes them behind the comma of a data address. */
export function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error ?? new Error(file.name))
    reader.readAsDataURL(file)
  })
}

/** Claims to be accredited, and for officers the decision on them. */
export function Accreditations({ investor }: { readonly investor: string }) {
  const path = `/v1/investors/${investor}/accreditations`
  const { items } = useData<List<Accreditation>>(path)
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
                {claim.statement !== null && <span className="block break-words">{claim.statement}</span>}
              </span>
              <span className="flex flex-wrap items-center gap-2">
                <StatusChip status={claim.status} />
                {role === 'officer' && claim.status === 'claimed' && (
                  <>
                    <ReviewedAction
                      look="danger"
                      label={t('profile.refuse')}
                      title={t('profile.refuseTitle')}
                      review={<p>{t('profile.refuseReview')}</p>}
                      confirm={t('profile.refuse')}
                      write={{ path: `${path}/${claim.id}/decision`, body: { verifiedUntil: null } }}
                      onDone={() => toast(t('profile.refused'))}
                    />
                    <Verify path={`${path}/${claim.id}/decision`} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4">
        <Claim investor={investor} />
      </div>
    </Section>
  )
}

function Verify({ path }: { readonly path: string }) {
  const { now } = useSession()
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ verifiedUntil: string }, unknown>({
    initial: { verifiedUntil: yearsLater(now, 1) },
    toWrite: (body) => ({ path, body }),
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

function Claim({ investor }: { readonly investor: string }) {
  const { now } = useSession()
  const { items } = useData<List<Paper>>(`/v1/investors/${investor}/files`)
  const [open, setOpen] = useState(false)
  const evidence = items.filter(
    ({ kind, displayName }) => kind === 'accreditation-evidence' && displayName !== null,
  )
  const { form, field, values, problem, busy } = useForm<
    { basis: string; evidence: string; evidenceOn: string; statement: string },
    unknown
  >({
    initial: { basis: 'third-party-letter', evidence: '', evidenceOn: now.slice(0, 10), statement: '' },
    toWrite: (given) => ({
      path: `/v1/investors/${investor}/accreditations`,
      body: {
        ...given,
        evidence: given.evidence === '' ? evidence[0]?.id : given.evidence,
        statement: given.statement === '' ? null : given.statement,
      },
    }),
    fieldOf: { R506C_EVIDENCE_STALE: 'evidenceOn', DATE_INVALID: 'evidenceOn', ACCREDITATION_BASIS: 'basis' },
    onDone: () => {
      setOpen(false)
      toast(t('profile.claimed'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('profile.claim')}</Button>
      <Dialog title={t('profile.claim')} open={open} onClose={() => setOpen(false)}>
        {evidence.length === 0 ? (
          <p>{t('profile.needsEvidence')}</p>
        ) : (
          <form {...form} className="space-y-4">
            <SelectField
              label={t('profile.basis')}
              options={ACCREDITATION_BASES.map((basis) => [basis, statusWord(basis)] as const)}
              {...field('basis')}
            />
            <SelectField
              label={t('profile.evidence')}
              options={evidence.map(({ id, displayName }) => [id, displayName ?? ''] as const)}
              {...field('evidence')}
              value={values.evidence === '' ? evidence[0]?.id : values.evidence}
            />
            <TextField label={t('profile.evidenceOn')} type="date" {...field('evidenceOn')} />
            <TextArea label={t('profile.statement')} rows={3} {...field('statement')} />
            <ProblemNote error={problem} />
            <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
              <Button look="primary" type="submit" busy={busy}>
                {t('profile.claimSend')}
              </Button>
            </div>
          </form>
        )}
      </Dialog>
    </>
  )
}
