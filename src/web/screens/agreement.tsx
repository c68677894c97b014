import { useState } from 'react'
import type { Agreement, Subscription, TypedData } from '../../../sdk/src/operations.ts'
import { ApiError } from '../api.ts'
import { buttonClass } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { Facts } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { chooseAccount, signTypedData, type BrowserWallet } from '../wallet.ts'

/** The agreement of a subscription that has one, beneath the caller's heading: to read, for its investor to sign, and who signed it. */
export function AgreementOf({ subscription }: { readonly subscription: Subscription }) {
  const agreement = useData<Agreement>(`/v1/subscriptions/${subscription.id}/agreement`)
  const { role } = useUser()
  const { authorization } = agreement
  return (
    <>
      <Facts
        columns={2}
        items={[
          [t('signing.status'), <StatusChip key="status" status={agreement.status} />],
          [
            t('signing.sha256'),
            <HashText key="sha256" value={agreement.sha256} label={t('signing.sha256')} />,
          ],
          [
            t('signing.signedAt'),
            agreement.signedAt === null ? null : <DateText key="signed" value={agreement.signedAt} time />,
          ],
          [
            t('signing.countersignedAt'),
            agreement.countersignedAt === null ? null : (
              <DateText key="countersigned" value={agreement.countersignedAt} time />
            ),
          ],
        ]}
      />
      {role !== 'auditor' && (
        <p className="mt-4">
          <a
            className={buttonClass('secondary')}
            href={`/v1/subscriptions/${subscription.id}/agreement/document`}
            download
          >
            {t('signing.read')}
          </a>
        </p>
      )}
      {agreement.holders.length > 0 && (
        <section aria-labelledby="holders" className="mt-4 space-y-1">
          <h3 id="holders" className="font-semibold">
            {t('signing.holders')}
          </h3>
          <p className="text-sm text-ink-soft">{t('signing.holdersNote')}</p>
          <ul className="list-disc ps-5">
            {agreement.holders.map(({ name, signedAt }, n) => (
              <li key={n}>
                {name}: {t(signedAt === null ? 'signing.holderLeft' : 'signing.holderSigned')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {role === 'investor' && authorization !== null && (
        <Sign subscription={subscription} holders={agreement.holders} authorization={authorization} />
      )}
      {agreement.status === 'signed' && <p className="mt-4">{t('signing.waitsForIssuer')}</p>}
      {agreement.status === 'confirmed' && <p className="mt-4">{t('signing.bothSigned')}</p>}
    </>
  )
}

/** The legal name, then the wallet: both are the signature. */
function Sign({
  subscription,
  holders,
  authorization,
}: {
  readonly subscription: Subscription
  readonly holders: Agreement['holders']
  readonly authorization: TypedData
}) {
  const [wrongAccount, setWrongAccount] = useState<string | null>(null)
  const [name, setName] = useState('')
  const signing = useWrite<Agreement>({
    onDone: ({ signedAt }) => {
      setName('')
      toast(t(signedAt === null ? 'signing.holderSaved' : 'signing.signed'))
    },
  })
  // Of joint holders all but the last sign with wallets of their own.
  const mayBeAnother = holders.filter(({ signedAt }) => signedAt === null).length > 1
  const { error } = signing
  const wrongName =
    error instanceof ApiError ? error.fields.find(({ path }) => path.endsWith('name')) : undefined

  async function sign(wallet: BrowserWallet) {
    const account = await chooseAccount(wallet)
    if (account === null) return
    const isOther = account !== subscription.wallet
    setWrongAccount(isOther && !mayBeAnother ? account : null)
    if (isOther && !mayBeAnother) return
    const signature = await signTypedData(wallet, account, authorization)
    if (signature !== null)
      signing.mutate({
        path: `/v1/subscriptions/${subscription.id}/agreement/signature`,
        body: { name, wallet: isOther ? account : null, signature },
      })
  }

  return (
    <div className="card mt-4 space-y-4 p-5 sm:p-6">
      <TextField
        label={t('signing.name')}
        hint={t('signing.nameHint')}
        name="name"
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={wrongName && { code: wrongName.code, text: wrongName.message }}
      />
      {wrongAccount !== null && (
        <p role="alert" className="font-medium text-bad">
          {t('transfer.wrongAccount', { account: wrongAccount })}
        </p>
      )}
      <ProblemNote error={wrongName === undefined ? error : null} />
      <WalletButtons label={t('signing.sign')} busy={signing.isPending} onUse={sign} />
    </div>
  )
}
