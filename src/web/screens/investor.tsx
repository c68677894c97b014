import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../api.ts'
import type { Investor, Wallet } from '../../../sdk/src/operations.ts'
import { yearsLater } from '../days.ts'
import { countryName, dateText, joined } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { CustodyLaw } from '../parts/custody-law.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { CheckField, TextArea, TextField } from '../parts/field.tsx'
import { Empty, Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useData, useWrite } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { signIssued, type BrowserWallet } from '../wallet.ts'
import { Accreditations } from './accreditations.tsx'
import { DataAndHolds } from './legal-holds.tsx'
import { Papers } from './papers.tsx'
import { Qualifications } from './qualifications.tsx'
import { LostWallet } from './recoveries.tsx'

const route = getRouteApi('/investors/$investor')

export function InvestorScreen() {
  const { investor: id } = route.useParams()
  const investor = useData<Investor>(`/v1/investors/${id}`, {}, hasWalletUnderWay)
  const { role } = useUser()
  return (
    <Page
      title={investor.displayName}
      eyebrow={
        role !== 'investor' && (
          <Link to="/investors" search={{}}>
            {t('nav.investors')}
          </Link>
        )
      }
      lede={<StatusChip status={investor.kycStatus} />}
      actions={role === 'officer' && <Decisions investor={investor} />}
    >
      <Facts
        columns={4}
        items={[
          [t('investor.kind'), statusWord(investor.kind)],
          [t('investor.country'), countryName(investor.country)],
          [t('investor.kycUntil'), <DateText key="kyc" value={investor.kycUntil} />],
          [t('investor.accreditation'), <StatusChip key="accreditation" status={investor.accreditation} />],
          [t('investor.accreditedUntil'), <DateText key="accredited" value={investor.accreditedUntil} />],
        ]}
      />
      {(role === 'officer' || role === 'auditor') && (
        <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2 font-medium text-accent">
          {role === 'officer' && (
            <Link to="/cases/$case" params={{ case: investor.id }} search={{}} className="hover:underline">
              {t('case.open')}
            </Link>
          )}
          <Link to="/refusals" search={{ investor: investor.id }} className="hover:underline">
            {t('refusals.ofInvestor')}
          </Link>
        </p>
      )}
      <Wallets investor={investor} />
      {role === 'officer' && (
        <>
          <LostWallet investor={investor} />
          <Papers investor={id} />
          <Accreditations investor={id} />
        </>
      )}
      {role !== 'administrator' && <Qualifications investor={id} />}
      {(role === 'officer' || role === 'auditor') && (
        <DataAndHolds investor={id} kind={investor.kind} canAct={role === 'officer'} />
      )}
    </Page>
  )
}

export function Decisions({
  investor,
  unchecked = [],
}: {
  readonly investor: Investor
  /** The names of those behind the investor of whom nobody has seen enough, where they are known. */
  readonly unchecked?: readonly string[]
}) {
  return (
    <>
      {investor.kycStatus !== 'rejected' && (
        <ReviewedAction
          look="danger"
          label={t('investor.reject')}
          title={t('investor.rejectTitle', { name: investor.displayName })}
          review={<p>{t('investor.rejectReview')}</p>}
          confirm={t('investor.rejectConfirm')}
          write={{ path: `/v1/investors/${investor.id}/rejection`, body: {} }}
          onDone={() => toast(t('investor.rejected'))}
        />
      )}
      <Approve investor={investor} unchecked={unchecked} />
    </>
  )
}

function Approve({
  investor,
  unchecked,
}: {
  readonly investor: Investor
  readonly unchecked: readonly string[]
}) {
  const { now } = useSession()
  const [open, setOpen] = useState(false)
  const ahead = (day: string | null) => (day !== null && day > now.slice(0, 10) ? day : null)
  const accreditedNow = ahead(investor.accreditedUntil)
  const [accredited, setAccredited] = useState(accreditedNow !== null)
  const { custodyEnds } = investor
  const inAYear = yearsLater(now, 1)
  const until = custodyEnds !== null && custodyEnds < inAYear ? custodyEnds : inAYear
  const isAsked = investor.kycStatus === 'updates-required'
  const { form, field, problem, busy } = useForm<
    { kycUntil: string; accreditedUntil: string; reason: string },
    unknown
  >({
    initial: {
      // An approval that was suspended comes back as it was, and none makes an accreditation last longer by itself.
      kycUntil: (isAsked ? ahead(investor.kycUntil) : null) ?? until,
      accreditedUntil: accreditedNow ?? inAYear,
      reason: '',
    },
    toWrite: ({ kycUntil, accreditedUntil, reason }) => ({
      path: `/v1/investors/${investor.id}/approval`,
      body: {
        kycUntil,
        ...(accredited ? { accreditedUntil } : accreditedNow === null ? {} : { accreditedUntil: null }),
        reason: reason === '' ? null : reason,
      },
    }),
    fieldOf: {
      KYC_UNTIL_PAST: 'kycUntil',
      CUSTODY_ENDS: 'kycUntil',
      ACCREDITED_UNTIL_PAST: 'accreditedUntil',
      APPLICANT_FIRST: 'reason',
    },
    onDone: () => {
      setOpen(false)
      toast(t('investor.approved'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t(investor.kycStatus === 'verified' ? 'investor.renew' : 'investor.approve')}
      </Button>
      <Dialog
        title={t('investor.approveTitle', { name: investor.displayName })}
        open={open}
        onClose={() => setOpen(false)}
      >
        {custodyEnds !== null && custodyEnds <= now.slice(0, 10) ? (
          <p>{t('case.custodyOver', { until: dateText(custodyEnds) })}</p>
        ) : (
          <form {...form} className="space-y-4">
            <p className="text-ink-soft">{t('investor.approveNote')}</p>
            {custodyEnds !== null && (
              <>
                <p className="text-ink-soft">{t('case.custodyNote', { until: dateText(custodyEnds) })}</p>
                <CustodyLaw />
              </>
            )}
            {unchecked.length > 0 && (
              <p className="font-medium">{t('case.unchecked', { names: joined(unchecked) })}</p>
            )}
            <TextField label={t('investor.kycUntil')} type="date" {...field('kycUntil')} />
            <CheckField
              label={t('investor.isAccredited')}
              hint={t('investor.isAccreditedHint')}
              checked={accredited}
              onChange={(event) => setAccredited(event.target.checked)}
            />
            {accredited && (
              <TextField label={t('investor.accreditedUntil')} type="date" {...field('accreditedUntil')} />
            )}
            {!accredited && accreditedNow !== null && (
              <p className="font-medium">
                {t('investor.accreditationEnds', { until: dateText(accreditedNow) })}
              </p>
            )}
            {isAsked && <TextArea label={t('case.waive')} rows={3} {...field('reason')} />}
            <ProblemNote error={problem} />
            <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
              <Button look="primary" type="submit" busy={busy}>
                {t('investor.approveConfirm')}
              </Button>
            </div>
          </form>
        )}
      </Dialog>
    </>
  )
}

/** The wallets that a holder proved to be theirs by signing a message with them, which only they can. */
export function Wallets({ investor }: { readonly investor: Investor }) {
  const { role } = useUser()
  const path = `/v1/investors/${investor.id}`
  const link = useWrite<unknown>({ onDone: () => toast(t('investor.linked')) })

  async function prove(wallet: BrowserWallet) {
    const signed = await signIssued(wallet, (address) =>
      send<{ message: string }>({ path: `${path}/wallet-challenges`, body: { address } }),
    )
    if (signed !== null)
      link.mutate({ path: `${path}/wallets`, body: { address: signed.address, signature: signed.signature } })
  }

  return (
    <Section title={t('investor.wallets')} note={t('investor.walletsNote')}>
      {investor.wallets.length === 0 ? (
        <Empty>{t('investor.noWallets')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {investor.wallets.map((wallet) => (
            <li
              key={wallet.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3"
            >
              <span className="flex min-w-0 flex-wrap items-center gap-x-3">
                {wallet.name !== null && <span className="font-medium break-words">{wallet.name}</span>}
                <HashText value={wallet.address} label={t('register.wallet')} />
              </span>
              <span className="flex items-center gap-2">
                <StatusChip status={wallet.status} />
                {(role === 'officer' || role === 'investor') && (
                  <Rename wallet={wallet} path={`${path}/wallets/${wallet.address}`} />
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {role === 'investor' && (
        <div className="mt-4 space-y-3">
          <ProblemNote error={link.error} />
          <WalletButtons label={t('investor.link')} busy={link.isPending} onUse={prove} />
        </div>
      )}
    </Section>
  )
}

function Rename({ wallet, path }: { readonly wallet: Wallet; readonly path: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ name: string }, unknown>({
    initial: { name: wallet.name ?? '' },
    toWrite: (body) => ({ method: 'PUT', path, body }),
    onDone: () => setOpen(false),
  })
  return (
    <>
      <Button
        aria-label={t('investor.renameOf', { wallet: wallet.name ?? wallet.address })}
        onClick={() => setOpen(true)}
      >
        {t('investor.rename')}
      </Button>
      <Dialog title={t('investor.rename')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextField
            label={t('investor.walletName')}
            hint={t('investor.walletNameHint')}
            {...field('name')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('investor.renameConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** A linked wallet is on its way to the registry. */
export function hasWalletUnderWay({ wallets }: Investor): boolean {
  return wallets.some(({ status }) => status === 'pending' || status === 'syncing')
}
