import { useState } from 'react'
import { BANK_CURRENCIES } from '../../ledger/bank-statement.ts'
import type { AssetSummary, BankAccount } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useList } from '../query.ts'
import { t } from '../text.ts'

/** A bank's statement, chosen as it was downloaded: every mistake is shown before anything is kept. */
export function BringBankStatement({ accounts }: { readonly accounts: readonly BankAccount[] }) {
  const [open, setOpen] = useState(false)
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  const { form, field, problem, busy } = useForm<{ account: string }, unknown>({
    initial: { account: accounts[0]?.id ?? '' },
    toWrite: ({ account }) => ({
      path: '/v1/bank-statements',
      body: {
        account,
        format: file?.text.trimStart().startsWith('<') === true ? 'camt.053' : 'csv',
        text: file?.text ?? '',
      },
    }),
    onDone: () => {
      setOpen(false)
      setFile(null)
      toast(t('bank.brought'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('bank.bring')}
      </Button>
      <Dialog title={t('bank.bring')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <SelectField
            label={t('bank.account')}
            options={accounts.map(({ id, name, currency }) => [id, `${name} (${currency})`] as const)}
            {...field('account')}
          />
          <TextFileDrop
            label={t('bank.choose')}
            hint={file?.name ?? t('bank.chooseHint')}
            accept=".xml,.csv,text/xml,text/csv"
            onText={(text, name) => setFile({ name, text })}
          />
          <ProblemNote error={problem} />
          <Buttons label={t('bank.bring')} busy={busy} onCancel={() => setOpen(false)} />
        </form>
      </Dialog>
    </>
  )
}

/** An issuer's account, into which investors will be told to pay. */
export function AddBankAccount() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('bank.add')}</Button>
      <Dialog title={t('bank.add')} open={open} onClose={() => setOpen(false)}>
        <AccountForm onEnd={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function AccountForm({ onEnd }: { readonly onEnd: () => void }) {
  const assets = useList<AssetSummary>('/v1/assets')
  const issuers = [...new Map(assets.items.map(({ issuer }) => [issuer.id, issuer])).values()]
  return assets.loading ? <p>{t('shell.loading')}</p> : <NewAccount issuers={issuers} onEnd={onEnd} />
}

function NewAccount({
  issuers,
  onEnd,
}: {
  readonly issuers: readonly AssetSummary['issuer'][]
  readonly onEnd: () => void
}) {
  const { form, field, problem, busy } = useForm<
    { issuer: string; name: string; number: string; currency: string },
    unknown
  >({
    initial: { issuer: issuers[0]?.id ?? '', name: '', number: '', currency: 'USD' },
    toWrite: (body) => ({ path: '/v1/bank-accounts', body }),
    fieldOf: { ACCOUNT_INVALID: 'number', BANK_ACCOUNT_TAKEN: 'number' },
    onDone: () => {
      onEnd()
      toast(t('bank.added'))
    },
  })
  return (
    <form {...form} className="space-y-4">
      <SelectField
        label={t('bank.issuer')}
        options={issuers.map(({ id, name }) => [id, name] as const)}
        {...field('issuer')}
      />
      <TextField label={t('bank.name')} {...field('name')} />
      <TextField label={t('bank.number')} {...field('number')} />
      <SelectField
        label={t('bank.currency')}
        options={[...BANK_CURRENCIES.keys()].map((code) => [code, code] as const)}
        {...field('currency')}
      />
      <ProblemNote error={problem} />
      <Buttons label={t('bank.add')} busy={busy} onCancel={onEnd} />
    </form>
  )
}

export function Buttons({
  label,
  busy,
  onCancel,
}: {
  readonly label: string
  readonly busy: boolean
  readonly onCancel: () => void
}) {
  return (
    <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
      <Button onClick={onCancel}>{t('action.cancel')}</Button>
      <Button look="primary" type="submit" busy={busy}>
        {label}
      </Button>
    </div>
  )
}
