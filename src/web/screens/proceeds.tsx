import { useState } from 'react'
import { PROCEEDS_USES } from '../../offering/closing/proceeds.ts'
import type { Proceeds, ProceedsPayment } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { isAbove } from '../format.ts'
import { ABOUT_THE_AMOUNT } from '../parts/amount-field.tsx'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Empty, Facts, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, HashText } from '../parts/values.tsx'
import { loaded, useData } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<ProceedsPayment>[] = [
  {
    id: 'use',
    header: t('proceeds.use'),
    text: (row) => t(`proceeds.${row.use}`),
    cell: (row) => t(`proceeds.${row.use}`),
  },
  {
    id: 'amount',
    header: t('subscription.amount'),
    numeric: true,
    text: (row) => row.amount.amount,
    cell: (row) => <Amount value={row.amount} />,
  },
  {
    id: 'recipient',
    header: t('proceeds.recipient'),
    text: (row) => row.recipient ?? '',
    cell: (row) =>
      row.recipient === null ? (
        t(row.distribution === null ? 'proceeds.toNobody' : 'proceeds.toHolders')
      ) : (
        <HashText value={row.recipient} label={t('proceeds.recipient')} />
      ),
  },
  {
    id: 'document',
    header: t('proceeds.document'),
    text: (row) => row.document,
    cell: (row) => row.document,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    text: (row) => statusWord(row.status),
    cell: (row) => (
      <>
        <StatusChip status={row.status} />
        {row.failure !== null && <p className="mt-1 text-sm text-bad">{row.failure}</p>}
      </>
    ),
  },
  {
    id: 'decide',
    header: t('proceeds.confirm'),
    action: true,
    text: () => '',
    cell: (row) =>
      row.status === 'prepared' ? (
        <ProceedsDecision payment={row.id} amount={row.amount} paid={row} distribution={row.distribution} />
      ) : null,
  },
]

/** What of a raise is in the treasury, and what two people have paid out of it. */
export function UseOfProceeds({ offering }: { readonly offering: string }) {
  const path = `/v1/offerings/${offering}`
  const { managed, held, payments } = useData<Proceeds>(`${path}/proceeds`, {}, (read) =>
    read.payments.some(({ status }) => status === 'sending'),
  )
  const { role } = useUser()
  const left = held.map(({ unspoken }) => unspoken).filter(isAbove)
  return (
    <Section
      title={t('proceeds.title')}
      note={t(managed ? 'proceeds.note' : 'proceeds.notManaged')}
      actions={managed && role === 'issuer' && left.length > 0 && <Pay path={path} left={left} />}
    >
      {managed && (
        <>
          <Facts
            columns={2}
            items={held.flatMap(({ inTreasury, unspoken }) => [
              [t('proceeds.inTreasury'), <Amount key="in" value={inTreasury} />] as const,
              [t('proceeds.unspoken'), <Amount key="left" value={unspoken} />] as const,
            ])}
          />
          <div className="mt-4">
            <DataTable
              label={t('proceeds.payments')}
              name="proceeds"
              columns={COLUMNS}
              rows={loaded(payments)}
              keyOf={(row) => row.id}
              empty={<Empty>{t('proceeds.empty')}</Empty>}
            />
          </div>
        </>
      )}
    </Section>
  )
}

/** What somebody can do about a payment that waits: confirm it as another person, or give it up. */
export function ProceedsDecision({
  payment,
  amount: { display: amount },
  paid = null,
  distribution,
}: {
  readonly payment: string
  readonly amount: ProceedsPayment['amount']
  /** What it is paid for and to whom: nobody, where it was paid past the platform and nothing is sent. */
  readonly paid?: Pick<ProceedsPayment, 'use' | 'recipient' | 'document'> | null
  /** What it is a part of, which is where it is confirmed. */
  readonly distribution: string | null
}) {
  const { role } = useUser()
  const booked = distribution === null && paid?.recipient === null
  const review = booked ? 'bookReview' : distribution === null ? 'confirmReview' : 'capitalReview'
  const confirmation =
    distribution === null
      ? `/v1/proceeds-payments/${payment}/confirmation`
      : `/v1/distributions/${distribution}/capital/confirmation`
  if (role !== 'issuer' && role !== 'officer') return null
  return (
    <div className="flex flex-wrap gap-2">
      <ReviewedAction
        label={t('proceeds.confirm')}
        title={t('proceeds.confirmTitle')}
        review={
          <>
            <p>{t(`proceeds.${review}`, { amount })}</p>
            {paid !== null && (
              <Facts
                items={[
                  [t('proceeds.use'), t(`proceeds.${paid.use}`)],
                  ...(paid.recipient === null
                    ? []
                    : [
                        [
                          t('proceeds.recipient'),
                          <code key="to" className="font-mono break-all">
                            {paid.recipient}
                          </code>,
                        ] as const,
                      ]),
                  [t('proceeds.document'), paid.document],
                ]}
              />
            )}
          </>
        }
        confirm={t(booked ? 'proceeds.bookConfirm' : 'proceeds.confirmConfirm')}
        write={{ path: confirmation, body: {} }}
        onDone={() => toast(t(booked ? 'proceeds.booked' : 'proceeds.confirmed'))}
      />
      {role === 'issuer' && (
        <ReviewedAction
          look="secondary"
          label={t('proceeds.withdraw')}
          title={t('proceeds.withdrawTitle')}
          review={<p>{t('proceeds.withdrawReview', { amount })}</p>}
          confirm={t('proceeds.withdraw')}
          write={{ path: `/v1/proceeds-payments/${payment}/withdrawal`, body: {} }}
          onDone={() => toast(t('proceeds.withdrawn'))}
        />
      )}
    </div>
  )
}

function Pay({ path, left }: { readonly path: string; readonly left: readonly ProceedsPayment['amount'][] }) {
  const [open, setOpen] = useState(false)
  const [first] = left
  const { form, field, values, problem, busy } = useForm<
    { how: string; use: string; recipient: string; amount: string; currency: string; document: string },
    unknown
  >({
    initial: {
      how: 'send',
      use: 'asset',
      recipient: '',
      amount: first?.amount ?? '',
      currency: first?.currency ?? '',
      document: '',
    },
    toWrite: ({ how, recipient, ...rest }) => ({
      path: `${path}/proceeds-payments`,
      body: { ...rest, recipient: how === 'book' ? null : recipient },
    }),
    fieldOf: {
      ...ABOUT_THE_AMOUNT,
      PROCEEDS_SHORT: 'amount',
      RECIPIENT_UNFIT: 'recipient',
      RECIPIENT_LISTED: 'recipient',
    },
    onDone: () => {
      setOpen(false)
      toast(t('proceeds.prepared'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('proceeds.pay')}
      </Button>
      <Dialog title={t('proceeds.payTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('proceeds.payNote')}</p>
          <SelectField
            label={t('proceeds.how')}
            options={[
              ['send', t('proceeds.send')],
              ['book', t('proceeds.book')],
            ]}
            {...field('how')}
          />
          <SelectField
            label={t('proceeds.use')}
            options={PROCEEDS_USES.map((use) => [use, t(`proceeds.${use}`)] as const)}
            {...field('use')}
          />
          <TextField
            label={t('subscription.amount')}
            inputMode="decimal"
            autoComplete="off"
            {...field('amount')}
          />
          <SelectField
            label={t('proceeds.currency')}
            options={left.map(({ currency, display }) => [currency, display] as const)}
            {...field('currency')}
          />
          {values.how === 'send' && (
            <TextField label={t('proceeds.recipient')} autoComplete="off" {...field('recipient')} />
          )}
          <TextField
            label={t('proceeds.document')}
            hint={t('proceeds.documentHint')}
            autoComplete="off"
            {...field('document')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('proceeds.prepare')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
