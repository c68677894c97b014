import { useState } from 'react'
import type { Investor, InvestorFile, Recovery, Wallet } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField } from '../parts/field.tsx'
import { Empty, Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useData, useWrite, type List } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { chooseAccount, signMessage, type BrowserWallet } from '../wallet.ts'

const OPEN = ['asked', 'consented', 'approved']
const isUnderWay = ({ items }: List<Recovery>) => items.some(({ status }) => status === 'running')

/** Lost wallets whose units are asked for in another, for the officers who decide. */
export function Recoveries() {
  const { items } = useData<List<Recovery>>('/v1/recoveries', {}, isUnderWay)
  return (
    <Page title={t('nav.recoveries')} lede={t('lost.lede')}>
      <Cards items={items} />
    </Page>
  )
}

/** The recoveries of one investor, and how to ask for one. Investors see their own alone. */
export function LostWallet({ investor }: { readonly investor: Investor }) {
  const { items } = useData<List<Recovery>>('/v1/recoveries', { investor: investor.id }, isUnderWay)
  const isOpen = items.some(({ status }) => status === 'running' || OPEN.includes(status))
  return (
    <Section title={t('lost.lostWallet')} note={t('lost.note')}>
      <Cards items={items} />
      {!isOpen && (
        <div className="mt-4">
          <Ask investor={investor} />
        </div>
      )}
    </Section>
  )
}

function Cards({ items }: { readonly items: readonly Recovery[] }) {
  if (items.length === 0) return <Empty>{t('lost.none')}</Empty>
  return (
    <ul className="space-y-4">
      {items.map((recovery) => (
        <li key={recovery.id} className="card space-y-4 px-5 py-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span className="font-medium">{recovery.investor.displayName}</span>
            <StatusChip status={recovery.status} />
          </div>
          <Facts
            columns={2}
            items={[
              [t('lost.lost'), <HashText key="lost" value={recovery.lost} label={t('lost.lost')} />],
              [t('lost.fresh'), <HashText key="fresh" value={recovery.fresh} label={t('lost.fresh')} />],
              [t('lost.asked'), <DateText key="asked" value={recovery.askedAt} time />],
              [t('lost.approvals'), t('lost.ofTwo', { count: String(recovery.approvals) })],
              [
                t('lost.notBefore'),
                recovery.notBefore && <DateText key="until" value={recovery.notBefore} time />,
              ],
            ]}
          />
          {recovery.moves.length > 0 && (
            <ul className="divide-y divide-line border-t border-line">
              {recovery.moves.map((move, i) => (
                <li
                  key={`${move.instrument.id} ${i}`}
                  className="flex flex-wrap items-center justify-between gap-3 py-2"
                >
                  <span>
                    {move.units === null
                      ? t('lost.payouts', { instrument: move.instrument.name })
                      : t('lost.move', { units: move.units, instrument: move.instrument.name })}
                  </span>
                  <span className="flex flex-wrap items-center gap-2">
                    {move.failure !== null && <span className="text-sm text-bad">{move.failure}</span>}
                    <StatusChip status={move.status} />
                  </span>
                </li>
              ))}
            </ul>
          )}
          <Actions recovery={recovery} />
        </li>
      ))}
    </ul>
  )
}

function Actions({ recovery }: { readonly recovery: Recovery }) {
  const { role } = useUser()
  const path = `/v1/recoveries/${recovery.id}`
  const { status } = recovery
  if (role !== 'officer' && role !== 'investor') return null
  return (
    <div className="flex flex-wrap items-start gap-2">
      {status === 'asked' && <Consent recovery={recovery} />}
      {role === 'officer' && (
        <a
          className="inline-flex min-h-11 items-center text-accent underline sm:min-h-9"
          href={`/v1/investors/${recovery.investor.id}/files/${recovery.evidence}`}
          download
        >
          {t('lost.evidence')}
        </a>
      )}
      {role === 'officer' && status === 'consented' && (
        <ReviewedAction
          label={t('lost.approve')}
          title={t('lost.approve')}
          review={<p>{t('lost.approveReview', { fresh: recovery.fresh })}</p>}
          confirm={t('lost.approve')}
          write={{ path: `${path}/approval`, body: {} }}
          onDone={() => toast(t('lost.approved'))}
        />
      )}
      {role === 'officer' &&
        status === 'running' &&
        recovery.moves.some((move) => move.status === 'failed') && (
          <ReviewedAction
            label={t('lost.retry')}
            title={t('lost.retry')}
            review={<p>{t('lost.retryReview')}</p>}
            confirm={t('lost.retry')}
            write={{ path: `${path}/execution`, body: {} }}
            onDone={() => toast(t('lost.retried'))}
          />
        )}
      {OPEN.includes(status) && (
        <ReviewedAction
          look="danger"
          label={t(role === 'officer' ? 'lost.decline' : 'lost.object')}
          title={t(role === 'officer' ? 'lost.decline' : 'lost.object')}
          review={<p>{t('lost.stopReview')}</p>}
          confirm={t('lost.stop')}
          write={{ path: `${path}/objection`, body: {} }}
          onDone={() => toast(t('lost.stopped'))}
        />
      )}
    </div>
  )
}

/** The new wallet signs that it agrees: only who has its key can. */
function Consent({ recovery }: { readonly recovery: Recovery }) {
  const consent = useWrite<unknown>({ onDone: () => toast(t('lost.consented')) })
  const [wrong, setWrong] = useState<string | null>(null)
  async function sign(wallet: BrowserWallet) {
    const account = await chooseAccount(wallet)
    if (account === null) return
    setWrong(account === recovery.fresh ? null : account)
    if (account !== recovery.fresh) return
    const signature = await signMessage(wallet, account, recovery.message)
    if (signature !== null)
      consent.mutate({ path: `/v1/recoveries/${recovery.id}/consent`, body: { signature } })
  }
  return (
    <div className="space-y-2">
      <WalletButtons label={t('lost.consent')} busy={consent.isPending} onUse={sign} />
      {wrong !== null && (
        <p role="alert" className="text-sm break-all text-bad">
          {t('transfer.wrongAccount', { account: wrong })}
        </p>
      )}
      <ProblemNote error={consent.error} />
    </div>
  )
}

function Ask({ investor }: { readonly investor: Investor }) {
  const { items: papers } = useData<List<InvestorFile>>(`/v1/investors/${investor.id}/files`)
  const wallets = investor.wallets.filter(({ status }) => status !== 'cancelled')
  if (wallets.length < 2 || papers.length === 0)
    return <p className="text-sm text-ink-soft">{t('lost.needs')}</p>
  return <AskForm investor={investor.id} wallets={wallets} papers={papers} />
}

function AskForm({
  investor,
  wallets,
  papers,
}: {
  readonly investor: string
  readonly wallets: readonly Wallet[]
  readonly papers: readonly InvestorFile[]
}) {
  const [open, setOpen] = useState(false)
  const options = wallets.map(({ address, name }) => [address, name ?? address] as const)
  const { form, field, problem, busy } = useForm<{ lost: string; fresh: string; evidence: string }, unknown>({
    initial: {
      lost: wallets[0]?.address ?? '',
      fresh: wallets[1]?.address ?? '',
      evidence: papers[0]?.id ?? '',
    },
    toWrite: (body) => ({ path: `/v1/investors/${investor}/recoveries`, body }),
    fieldOf: {
      SAME_WALLET: 'fresh',
      WALLET_OF_ANOTHER: 'fresh',
      WALLET_NOT_READY: 'fresh',
      NOTHING_HELD: 'lost',
      EVIDENCE_UNKNOWN: 'evidence',
    },
    onDone: () => {
      setOpen(false)
      toast(t('lost.askedDone'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('lost.ask')}</Button>
      <Dialog title={t('lost.ask')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('lost.askNote')}</p>
          <SelectField label={t('lost.lost')} options={options} {...field('lost')} />
          <SelectField label={t('lost.fresh')} options={options} {...field('fresh')} />
          <SelectField
            label={t('lost.evidence')}
            options={papers.map(
              ({ id, displayName, kind }) => [id, displayName ?? statusWord(kind)] as const,
            )}
            {...field('evidence')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('lost.askConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
