import { useState } from 'react'
import { basesOf, type AccreditationBasis } from '../../investor/accreditation.ts'
import type { InvestorKind } from '../../investor/investor.ts'
import { asked } from '../../investor/means.ts'
import type { InvestorFile } from '../../../sdk/src/operations.ts'
import { useForm, type Field } from '../form.ts'
import { MEANS_FIELDS, meansChoices, meansSoFar, meansValue, type MeansField } from '../means.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextArea, TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useData, type List } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { HandInForm } from './papers.tsx'

/** A claim to be accredited: on what, shown by which paper, and what its basis asks. */
export function Claim({ investor, kind }: { readonly investor: string; readonly kind: InvestorKind }) {
  const { items } = useData<List<InvestorFile>>(`/v1/investors/${investor}/files`)
  const [open, setOpen] = useState(false)
  const evidence = items.filter(
    (paper) => paper.kind === 'accreditation-evidence' && paper.displayName !== null,
  )
  const bases = basesOf(kind)
  const choose = ['', t('onboarding.choose')] as const
  const { form, field, values, problem, busy } = useForm<Record<string, string>, unknown>({
    initial: {
      basis: '',
      evidence: '',
      evidenceOn: '',
      statement: '',
      ...Object.fromEntries(MEANS_FIELDS.map((name) => [`means.${name}`, ''])),
    },
    toWrite: (given) => {
      const basis = bases.find((one) => one === given['basis'])
      const fields = basis === undefined ? [] : asked(basis, kind, meansSoFar(given))
      return {
        path: `/v1/investors/${investor}/accreditations`,
        body: {
          basis: given['basis'],
          evidence: given['evidence'],
          evidenceOn: given['evidenceOn'],
          statement: given['statement'] === '' ? null : given['statement'],
          means:
            fields.length === 0
              ? null
              : Object.fromEntries(
                  fields.map((name) => [name, meansValue(name, given[`means.${name}`] ?? '')]),
                ),
        },
      }
    },
    fieldOf: {
      R506C_EVIDENCE_STALE: 'evidenceOn',
      INCOME_EVIDENCE_STALE: 'evidenceOn',
      DATE_INVALID: 'evidenceOn',
      ACCREDITATION_BASIS: 'basis',
    },
    onDone: () => {
      setOpen(false)
      toast(t('profile.claimed'))
    },
  })
  const basis: AccreditationBasis | undefined = bases.find((one) => one === values['basis'])
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('profile.claim')}</Button>
      <Dialog title={t('profile.claim')} open={open} onClose={() => setOpen(false)}>
        {evidence.length === 0 ? (
          <HandInForm
            investor={investor}
            kind="accreditation-evidence"
            note={t('profile.needsEvidence')}
            onDone={() => toast(t('profile.handedIn'))}
            onCancel={() => setOpen(false)}
          />
        ) : (
          <form {...form} className="space-y-4">
            <SelectField
              label={t('profile.basis')}
              options={[choose, ...bases.map((one) => [one, statusWord(one)] as const)]}
              {...field('basis')}
            />
            <SelectField
              label={t('profile.evidence')}
              options={[choose, ...evidence.map(({ id, displayName }) => [id, displayName ?? ''] as const)]}
              {...field('evidence')}
            />
            <TextField label={t('profile.evidenceOn')} type="date" {...field('evidenceOn')} />
            {basis !== undefined &&
              asked(basis, kind, meansSoFar(values)).map((name) => (
                <MeansInput key={name} name={name} field={field(`means.${name}`)} />
              ))}
            <TextArea label={t('profile.statement')} rows={3} {...field('statement')} />
            <ProblemNote error={problem} />
            <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
              <Button
                look="primary"
                type="submit"
                busy={busy}
                disabled={['basis', 'evidence', 'evidenceOn'].some((name) => values[name] === '')}
              >
                {t('profile.claimSend')}
              </Button>
            </div>
          </form>
        )}
      </Dialog>
    </>
  )
}

function MeansInput({ name, field }: { readonly name: MeansField; readonly field: Field }) {
  const label = t(`means.${name}`)
  const choices = meansChoices(name)
  return choices === null ? (
    <TextField label={label} inputMode={name === 'ownerCount' ? 'numeric' : 'decimal'} {...field} />
  ) : (
    <SelectField label={label} options={[['', t('onboarding.choose')], ...choices]} {...field} />
  )
}
