import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../api.ts'
import type { BankEntry, BankEntryDetail, Operations } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextArea, TextField } from '../parts/field.tsx'
import { Facts } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount } from '../parts/values.tsx'
import { useRows, useWrite } from '../query.ts'
import { t } from '../text.ts'
import { Buttons } from './bank-bring.tsx'

type Confirmed = Operations['POST /v1/bank-entries/confirmations']['answer']

/** All proposed deposits at once, seen by a second person; then what was not taken, each with the reason. */
export function ConfirmDeposits({ entries }: { readonly entries: readonly BankEntry[] }) {
  const [open, setOpen] = useState(false)
  // What was asked for: it leaves the list once it is decided.
  const [asked, setAsked] = useState<readonly BankEntry[]>([])
  const confirm = useWrite<Confirmed>({
    onDone: ({ funded, refused }) => {
      if (refused.length === 0) setOpen(false)
      toast(t('bank.confirmed', { funded: funded.length, refused: refused.length }))
    },
  })
  const refused = confirm.data?.refused ?? []
  return (
    <>
      {entries.length > 0 && (
        <Button
          look="primary"
          onClick={() => {
            confirm.reset()
            setOpen(true)
          }}
        >
          {t('bank.confirm', { count: entries.length })}
        </Button>
      )}
      <Dialog title={t('bank.confirmTitle')} open={open} onClose={() => setOpen(false)}>
        {refused.length > 0 ? (
          <div className="space-y-4">
            <p>{t('bank.refusedNote')}</p>
            <ul className="card divide-y divide-line">
              {refused.map(({ subscription, entries: ids, reason, detail, fix }) => (
                <li key={subscription} className="px-4 py-2">
                  {asked.flatMap((entry) =>
                    ids.includes(entry.id) ? <Deposit key={entry.id} entry={entry} /> : [],
                  )}
                  <p>{detail}</p>
                  <p className="text-ink-soft">{fix}</p>
                  <code className="font-mono text-xs text-ink-soft">{reason}</code>
                </li>
              ))}
            </ul>
            <div className="flex justify-end">
              <Button onClick={() => setOpen(false)}>{t('action.close')}</Button>
            </div>
          </div>
        ) : (
          <form
            className="space-y-4"
            onSubmit={(event) => {
              event.preventDefault()
              if (confirm.isPending) return
              setAsked(entries)
              confirm.mutate({
                path: '/v1/bank-entries/confirmations',
                body: { entries: entries.map(({ id }) => id) },
              })
            }}
          >
            <p className="text-ink-soft">{t('bank.confirmNote')}</p>
            <ul className="card divide-y divide-line">
              {entries.map((entry) => (
                <li key={entry.id} className="px-4 py-2">
                  <Deposit entry={entry} />
                </li>
              ))}
            </ul>
            <ProblemNote error={confirm.error} />
            <Buttons label={t('bank.doConfirm')} busy={confirm.isPending} onCancel={() => setOpen(false)} />
          </form>
        )}
      </Dialog>
    </>
  )
}

function Deposit({ entry: { payer, reference, open } }: { readonly entry: BankEntry }) {
  return (
    <div className="flex justify-between gap-4">
      <span className="min-w-0 break-words">
        {payer}
        <code className="block font-mono text-xs text-ink-soft">{reference}</code>
      </span>
      <Amount value={open} />
    </div>
  )
}

type What =
  | 'acceptance'
  | 'claim-payment'
  | 'match'
  | 'return'
  | 'return-cancellation'
  | 'assignment'
  | 'fee'
  | 'write-off'
  | 'write-off-confirmation'
  | 'write-off-cancellation'

/** What an officer can do about one booking, with what the bank says about it. */
export function DecideEntry({ entry }: { readonly entry: BankEntry }) {
  const [open, setOpen] = useState(false)
  const about = t('bank.decideAbout', { amount: entry.amount.display })
  if (choicesOf(entry).length === 0) return null
  return (
    <>
      <Button small onClick={() => setOpen(true)} aria-label={about}>
        {t('bank.decide')}
      </Button>
      <Dialog title={about} open={open} onClose={() => setOpen(false)}>
        <Decision entry={entry} onEnd={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Decision({ entry, onEnd }: { readonly entry: BankEntry; readonly onEnd: () => void }) {
  const path = `/v1/bank-entries/${entry.id}`
  const detail = useQuery({ queryKey: [path], queryFn: () => get<BankEntryDetail>(path) }).data
  // What was proposed once and has ended is no reason now.
  const proposed =
    detail?.writeOff === 'proposed'
      ? detail.events.findLast(({ what }) => what === 'write-off-proposed')
      : undefined
  const choices = choicesOf(entry)
  const { form, field, values, problem, busy } = useForm<
    { what: string; reference: string; bankReference: string; deposit: string; reason: string },
    unknown
  >({
    initial: { what: choices[0] ?? 'return', reference: '', bankReference: '', deposit: '', reason: '' },
    toWrite: ({ what, reference, bankReference, deposit, reason }) => ({
      path: `${path}/${what}`,
      body: {
        reason,
        ...(what === 'match' || what === 'claim-payment' ? { reference } : {}),
        ...(what === 'return' ? { bankReference } : {}),
        ...(what === 'assignment' ? { deposit } : {}),
        ...(what === 'write-off' || what === 'write-off-confirmation' ? { amount: entry.owed?.amount } : {}),
      },
    }),
    fieldOf: {
      REFERENCE_UNKNOWN: 'reference',
      SUBSCRIPTION_NOT_PAYABLE: 'reference',
      NOTHING_OWED: 'reference',
      DEPOSIT_OTHER: 'deposit',
    },
    onDone: () => {
      onEnd()
      toast(t('bank.decided'))
    },
  })
  return (
    <form {...form} className="space-y-4">
      <Facts
        columns={2}
        items={[
          [t('bank.payer'), entry.payer],
          [t('bank.payerAccount'), detail?.payerAccount],
          [t('bank.text'), detail?.text],
          [t('bank.why'), entry.explanation],
          [t('bank.owed'), entry.owed?.display],
          [t('bank.proposedBecause'), proposed?.words],
        ]}
      />
      <SelectField
        label={t('bank.what')}
        options={choices.map((what) => [what, t(`bank.${what}`)] as const)}
        {...field('what')}
      />
      {(values.what === 'match' || values.what === 'claim-payment') && (
        <TextField label={t('bank.paymentReference')} {...field('reference')} />
      )}
      {values.what === 'return' && <TextField label={t('bank.bankReference')} {...field('bankReference')} />}
      {values.what === 'assignment' && <Deposits entry={entry} field={field('deposit')} />}
      <TextArea label={t('bank.reason')} rows={3} {...field('reason')} />
      <ProblemNote error={problem} />
      <Buttons label={t('bank.decide')} busy={busy} onCancel={onEnd} />
    </form>
  )
}

/** What can be done about money that came in, or went out. */
function choicesOf({ status, reason, amount, writeOff }: BankEntry): readonly What[] {
  if (writeOff === 'proposed') return ['write-off-confirmation', 'write-off-cancellation']
  if (status === 'claim') return writeOff === 'possible' ? ['write-off'] : []
  if (amount.amount.startsWith('-')) return ['assignment', 'fee']
  if (status === 'returning') return ['return-cancellation']
  if (status !== 'suspense') return ['return']
  return reason === 'PRICE_MOVED' ? ['acceptance', 'return'] : ['match', 'claim-payment', 'return']
}

/** Deposits of the same account of which something may have been sent or taken back; first those whose amount it is. */
function Deposits({
  entry,
  field,
}: {
  readonly entry: BankEntry
  readonly field: ReturnType<ReturnType<typeof useForm>['field']>
}) {
  const rows = useRows<BankEntry>('/v1/bank-entries', { account: entry.account.id })
  const isGone = ({ status, amount, returnAmount }: BankEntry) =>
    status === 'returned' && (returnAmount === null || returnAmount.amount === amount.amount)
  const deposits = rows.items.filter((one) => !one.amount.amount.startsWith('-') && !isGone(one))
  const fits = ({ amount, returnAmount }: BankEntry) =>
    [amount.amount, returnAmount?.amount].includes(entry.open.amount)
  const options = [...deposits.filter(fits), ...deposits.filter((one) => !fits(one))].map(
    ({ id, bookedOn, payer, amount }) => [id, `${bookedOn} ${amount.display} ${payer ?? ''}`] as const,
  )
  return (
    <SelectField
      label={t('bank.deposit')}
      options={[['', options.length === 0 ? t('bank.noDeposit') : '–'], ...options]}
      {...field}
    />
  )
}
