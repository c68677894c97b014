import { useState } from 'react'
import type { Repayment } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { HashText } from '../parts/values.tsx'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

/** Principal of units that were frozen when they were redeemed: two officers release it. Nothing where none is kept. */
export function Releases({ repayment: { instrument, lines, releases } }: { readonly repayment: Repayment }) {
  const { role, id } = useUser()
  const kept = lines.filter(({ status }) => status === 'parked')
  if (role !== 'officer' || kept.length === 0) return null
  const path = `/v1/instruments/${instrument.id}/repayment/releases`
  const nameOf = (wallet: string) =>
    kept.find((line) => line.wallet === wallet)?.investor?.displayName ?? wallet
  return (
    <div className="mt-4 space-y-4">
      {releases.map(({ wallet, document, by }) => (
        <div key={wallet} className="rounded-[7px] border border-line-strong p-4">
          <p className="font-medium">{t('repayment.releaseOf', { who: nameOf(wallet), document })}</p>
          <p className="mb-3 text-sm text-ink-soft">
            <HashText value={wallet} label={t('register.wallet')} />
          </p>
          {by === id ? (
            <p className="text-ink-soft">{t('repayment.releaseWaits')}</p>
          ) : (
            <ReviewedAction
              label={t('repayment.release')}
              title={t('repayment.releaseTitle', { who: nameOf(wallet) })}
              review={<p>{t('repayment.releaseReview', { document })}</p>}
              confirm={t('repayment.release')}
              write={{ path: `${path}/confirmation`, body: { wallet, document } }}
              onDone={() => toast(t('repayment.released'))}
            />
          )}
        </div>
      ))}
      <Ask path={path} kept={kept} />
    </div>
  )
}

function Ask({ path, kept }: { readonly path: string; readonly kept: Repayment['lines'] }) {
  const [open, setOpen] = useState(false)
  const wallets = new Map(kept.map(({ wallet, investor }) => [wallet, investor?.displayName ?? wallet]))
  const { form, field, problem, busy } = useForm<{ wallet: string; document: string }, unknown>({
    initial: { wallet: kept[0]?.wallet ?? '', document: '' },
    toWrite: (body) => ({ path, body }),
    fieldOf: { NOTHING_HELD: 'wallet' },
    onDone: () => {
      setOpen(false)
      toast(t('repayment.releaseAsked'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('repayment.releaseAsk')}</Button>
      <Dialog title={t('repayment.releaseAsk')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('repayment.releaseNote')}</p>
          <SelectField label={t('register.holder')} options={[...wallets]} {...field('wallet')} />
          <TextField
            label={t('repayment.releaseDocument')}
            hint={t('repayment.releaseDocumentHint')}
            autoComplete="off"
            {...field('document')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('repayment.releaseSubmit')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
