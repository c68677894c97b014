import { useState } from 'react'
import type { Withholding as Answer } from '../../../sdk/src/operations.ts'
import { percentText } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Empty, Facts, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { HashText } from '../parts/values.tsx'
import { loaded, useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

type Policy = NonNullable<Answer['inForce']>

const COLUMNS: readonly Column<Answer['holders'][number]>[] = [
  {
    id: 'holder',
    header: t('register.holder'),
    text: (row) => row.investor?.displayName ?? row.wallet,
    cell: (row) => row.investor?.displayName ?? <HashText value={row.wallet} label={t('register.wallet')} />,
  },
  {
    id: 'rate',
    header: t('withholding.rate'),
    numeric: true,
    text: (row) => String(row.bps / 100),
    order: (row) => row.bps,
    cell: (row) => percentText(row.bps / 100),
  },
  {
    id: 'reason',
    header: t('withholding.reason'),
    text: (row) => t(`explained.${row.reason}`),
    cell: (row) => t(`explained.${row.reason}`),
  },
]

/** What a share class withholds for the tax of the United States: two people say so, and each holder’s form says how much. */
export function Withholding({ instrument }: { readonly instrument: string }) {
  const path = `/v1/instruments/${instrument}/withholding`
  const { inForce, proposed, holders } = useData<Answer>(path)
  const maySet = useUser().role !== 'auditor'
  return (
    <Section
      title={t('withholding.title')}
      note={t(inForce === null ? 'withholding.nothingSaid' : 'withholding.note')}
      actions={maySet && <Propose path={path} />}
    >
      {inForce !== null && <Said policy={inForce} />}
      {proposed !== null && <Proposed path={path} policy={proposed} maySet={maySet} />}
      <DataTable
        label={t('withholding.holders')}
        columns={COLUMNS}
        name="withheld"
        rows={loaded(holders)}
        keyOf={(row) => row.wallet}
        empty={<Empty>{t('withholding.nobody')}</Empty>}
      />
    </Section>
  )
}

function Said({ policy }: { readonly policy: Policy }) {
  return (
    <Facts
      columns={2}
      items={[
        [t('withholding.income'), t(`withholding.${policy.income}`)],
        ...(policy.taxAccount === null
          ? []
          : [[t('withholding.taxAccount'), <HashText key="account" value={policy.taxAccount} />] as const]),
      ]}
    />
  )
}

/** What waits for a second person: who proposed it waits too. */
function Proposed({
  path,
  policy,
  maySet,
}: {
  readonly path: string
  readonly policy: Policy
  readonly maySet: boolean
}) {
  const isOwn = useUser().id === policy.proposedBy
  const confirm = useWrite()
  return (
    <div className="my-4 rounded-[7px] border border-line-strong p-4">
      <p className="mb-3 font-medium">{t(isOwn ? 'withholding.waitsForOther' : 'withholding.waits')}</p>
      <Said policy={policy} />
      <ProblemNote error={confirm.error} />
      {maySet && !isOwn && (
        <Button
          look="primary"
          className="mt-3"
          busy={confirm.isPending}
          onClick={() => confirm.mutate({ path: `${path}/confirmation`, body: { policy: policy.id } })}
        >
          {t('withholding.confirm')}
        </Button>
      )}
    </div>
  )
}

function Propose({ path }: { readonly path: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, values, problem, busy } = useForm<{ income: string; taxAccount: string }, unknown>({
    initial: { income: 'dividend', taxAccount: '' },
    toWrite: ({ income, taxAccount }) => ({
      path,
      body: { income, taxAccount: income === 'none' || taxAccount === '' ? null : taxAccount },
    }),
    onDone: () => setOpen(false),
    fieldOf: { TAX_ACCOUNT_NEEDED: 'taxAccount', TAX_ACCOUNT_UNFIT: 'taxAccount' },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('withholding.propose')}</Button>
      <Dialog title={t('withholding.propose')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <SelectField
            label={t('withholding.income')}
            hint={t('withholding.incomeHint')}
            options={(['dividend', 'interest', 'none'] as const).map((kind) => [
              kind,
              t(`withholding.${kind}`),
            ])}
            {...field('income')}
          />
          {values.income !== 'none' && (
            <TextField
              label={t('withholding.taxAccount')}
              hint={t('withholding.taxAccountHint')}
              spellCheck={false}
              {...field('taxAccount')}
            />
          )}
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('withholding.propose')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
