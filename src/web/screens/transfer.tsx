import { getRouteApi } from '@tanstack/react-router'
import { CheckCircle2, XCircle } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useSearchState } from '../address.ts'
import { ApiError, get, send } from '../api.ts'
import type { Instrument, Investor, TypedData } from '../../../sdk/src/operations.ts'
import type { Preview } from '../data.ts'
import { unitsText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { FindingItem } from '../parts/finding.tsx'
import { Facts, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { HashText } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { chooseAccount, signTypedData, type BrowserWallet } from '../wallet.ts'
import { InstrumentTabs } from './instrument-tabs.tsx'

const route = getRouteApi('/instruments/$instrument/transfer')

type Transfer = { readonly from: string; readonly to: string; readonly units: string }
type Checked = { readonly transfer: Transfer; readonly preview: Preview }

/** What would happen to a transfer: every rule that would refuse it, before anything is signed. */
export function TransferScreen() {
  const { instrument: id } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const [search] = useSearchState()
  const { investor } = useUser()
  const [checked, setChecked] = useState<Checked | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])

  async function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const transfer = { from: text(data, 'from'), to: text(data, 'to'), units: text(data, 'units') }
    setBusy(true)
    setError(null)
    try {
      const preview = await send<Preview>({ path: `/v1/instruments/${id}/transfer-preview`, body: transfer })
      setChecked({ transfer, preview })
    } catch (caught) {
      setChecked(null)
      setError(caught instanceof Error ? caught : new Error(t('error.screen')))
    } finally {
      setBusy(false)
    }
  }

  const message = (path: string) => {
    const refused =
      error instanceof ApiError ? error.fields.find((field) => field.path.endsWith(path)) : undefined
    return refused && { code: refused.code, text: refused.message }
  }
  return (
    <Page title={instrument.name} eyebrow={t('transfer.tab')} lede={t('transfer.lede')}>
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <div className="grid items-start gap-8 lg:grid-cols-[22rem_1fr]">
        <form ref={form} onSubmit={(event) => void check(event)} noValidate className="card space-y-4 p-5">
          {investor === null ? (
            <TextField
              label={t('transfer.from')}
              name="from"
              defaultValue={search['from']}
              spellCheck={false}
              autoComplete="off"
              className="font-mono text-sm"
              error={message('from')}
            />
          ) : (
            <OwnWallet investor={investor} chosen={search['from']} />
          )}
          <TextField
            label={t('transfer.to')}
            name="to"
            defaultValue={search['to']}
            spellCheck={false}
            autoComplete="off"
            className="font-mono text-sm"
            error={message('to')}
          />
          <TextField
            label={t('transfer.units')}
            name="units"
            defaultValue={search['units']}
            inputMode="decimal"
            autoComplete="off"
            error={message('units')}
          />
          {error instanceof ApiError && error.fields.length > 0 ? null : <ProblemNote error={error} />}
          <Button look="primary" type="submit" busy={busy} className="w-full">
            {t('transfer.check')}
          </Button>
        </form>
        <div aria-live="polite" className="min-w-0">
          {checked === null ? (
            <p className="rounded-[10px] border border-dashed border-line-strong px-6 py-10 text-center text-ink-soft">
              {t('transfer.nothingYet')}
            </p>
          ) : (
            <Verdict instrument={instrument} checked={checked} />
          )}
        </div>
      </div>
    </Page>
  )
}

/** An investor asks about their own wallets alone. */
function OwnWallet({
  investor: id,
  chosen,
}: {
  readonly investor: string
  readonly chosen: string | undefined
}) {
  const investor = useData<Investor>(`/v1/investors/${id}`)
  return (
    <SelectField
      label={t('transfer.from')}
      name="from"
      defaultValue={chosen}
      options={investor.wallets.map(({ address }) => [address, address] as const)}
    />
  )
}

function Verdict({ instrument, checked }: { readonly instrument: Instrument; readonly checked: Checked }) {
  const { preview, transfer } = checked
  if (preview.allowed)
    return (
      <div className="card overflow-hidden">
        <p className="flex items-center gap-3 bg-good-soft px-5 py-4 font-semibold text-good">
          <CheckCircle2 className="size-5 shrink-0" aria-hidden />
          {t('transfer.allowed')}
        </p>
        <div className="space-y-5 p-5">
          <Facts
            columns={3}
            items={[
              [t('transfer.from'), <HashText key="from" value={transfer.from} label={t('transfer.from')} />],
              [t('transfer.to'), <HashText key="to" value={transfer.to} label={t('transfer.to')} />],
              [t('transfer.units'), unitsText(transfer.units)],
            ]}
          />
          <SignAndSend instrument={instrument} transfer={transfer} />
        </div>
      </div>
    )
  return (
    <div className="card overflow-hidden">
      <p className="flex items-center gap-3 bg-bad-soft px-5 py-4 font-semibold text-bad">
        <XCircle className="size-5 shrink-0" aria-hidden />
        {t('transfer.refused', { count: preview.findings.length })}
      </p>
      <ol className="divide-y divide-line">
        {preview.findings.map((finding) => (
          <FindingItem key={finding.reason} finding={finding} />
        ))}
      </ol>
    </div>
  )
}

/** The holder signs; the platform pays the gas and carries it to the chain. */
function SignAndSend({
  instrument,
  transfer,
}: {
  readonly instrument: Instrument
  readonly transfer: Transfer
}) {
  const path = `/v1/instruments/${instrument.id}`
  const carry = useWrite<unknown>({ onDone: () => toast(t('transfer.sent')) })
  const [wrongAccount, setWrongAccount] = useState<string | null>(null)

  async function sign(wallet: BrowserWallet) {
    const account = await chooseAccount(wallet)
    if (account === null) return
    setWrongAccount(account === transfer.from ? null : account)
    if (account !== transfer.from) return
    const data = await get<TypedData>(`${path}/transfer-authorization`, transfer)
    const signature = await signTypedData(wallet, account, data)
    if (signature === null) return
    const { validAfter, validBefore, nonce } = data.message
    carry.mutate({
      path: `${path}/transfers`,
      body: { ...transfer, validAfter, validBefore, nonce, signature },
    })
  }

  return (
    <div className="space-y-3 border-t border-line pt-5">
      <p className="text-sm text-ink-soft">{t('transfer.signNote')}</p>
      {wrongAccount !== null && (
        <p role="alert" className="text-sm font-medium text-bad">
          {t('transfer.wrongAccount', { account: wrongAccount })}
        </p>
      )}
      <ProblemNote error={carry.error} />
      <WalletButtons label={t('transfer.sign')} busy={carry.isPending} onUse={sign} />
    </div>
  )
}

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
