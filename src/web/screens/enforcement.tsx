import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ENFORCEMENT_KINDS, ENFORCEMENT_REASONS, type EnforcementKind } from '../../register/enforcement.ts'
import type { Enforcement } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Empty, Facts, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData, useWrite, type List } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

const isUnderWay = ({ items }: List<Enforcement>) => items.some(({ status }) => status === 'pending')

/** What officers did to units, and what waits for a second one. */
export function Enforcements() {
  const { items } = useData<List<Enforcement>>('/v1/enforcements', {}, isUnderWay)
  const { role } = useUser()
  return (
    <Page title={t('nav.enforcement')} lede={t('enforcement.lede')}>
      {items.length === 0 ? (
        <Empty>{t('enforcement.none')}</Empty>
      ) : (
        <ul className="space-y-4">
          {items.map((one) => (
            <li key={one.id} className="card space-y-4 px-5 py-4">
              <div className="flex flex-wrap items-center justify-between gap-3">
                <span className="font-medium">
                  {statusWord(one.kind)}: {one.holder ?? t('register.unknownHolder')}
                </span>
                <StatusChip status={one.status} />
              </div>
              <Facts
                columns={2}
                items={[
                  [
                    t('enforcement.instrument'),
                    <Link
                      key="instrument"
                      to="/instruments/$instrument/holders/$wallet"
                      params={{ instrument: one.instrument.id, wallet: one.wallet }}
                      search={{}}
                      className="text-accent hover:underline"
                    >
                      {one.instrument.name}
                    </Link>,
                  ],
                  [t('enforcement.asked'), <DateText key="asked" value={one.askedAt} time />],
                  [t('enforcement.reason'), statusWord(one.reason)],
                  [t('enforcement.document'), one.document],
                  [t('enforcement.failure'), one.failure],
                ]}
              />
              <Effects enforcement={one} />
              {role === 'officer' && one.status === 'waiting' && <Decisions enforcement={one} />}
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

function Decisions({ enforcement }: { readonly enforcement: Enforcement }) {
  const path = `/v1/enforcements/${enforcement.id}`
  return (
    <div className="flex flex-wrap gap-2">
      <ReviewedAction
        look="danger"
        label={t('enforcement.approve')}
        title={t('enforcement.approve')}
        review={
          <div className="space-y-4">
            <p>{t('enforcement.approveReview')}</p>
            <Effects enforcement={enforcement} />
          </div>
        }
        confirm={t('enforcement.approve')}
        write={{ path: `${path}/approval`, body: {} }}
        onDone={() => toast(t('enforcement.pending'))}
      />
      <ReviewedAction
        look="secondary"
        label={t('enforcement.decline')}
        title={t('enforcement.decline')}
        review={<p>{t('enforcement.declineReview')}</p>}
        confirm={t('enforcement.decline')}
        write={{ path: `${path}/rejection`, body: {} }}
        onDone={() => toast(t('enforcement.declined'))}
      />
    </div>
  )
}

/** What each wallet has before and after. */
function Effects({ enforcement }: { readonly enforcement: Enforcement }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('enforcement.effects')}</caption>
        <thead className="text-ink-soft">
          <tr>
            {(['wallet', 'what', 'before', 'after'] as const).map((column) => (
              <th key={column} scope="col" className="py-1.5 pe-4 font-normal">
                {t(`enforcement.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line tabular-nums">
          {enforcement.effects.flatMap(({ wallet, before, after }) =>
            (['units', 'frozen', 'walletFrozen'] as const)
              .filter((what) => what === 'units' || before[what] !== after[what])
              .map((what) => (
                <tr key={`${wallet} ${what}`}>
                  <td className="py-1.5 pe-4">
                    <HashText value={wallet} label={t('register.wallet')} />
                  </td>
                  <td className="py-1.5 pe-4">{t(`enforcement.${what}`)}</td>
                  <td className="py-1.5 pe-4">{shown(before[what])}</td>
                  <td className="py-1.5 pe-4 font-medium">{shown(after[what])}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </div>
  )
}

function shown(value: string | boolean): string {
  return typeof value === 'string' ? value : t(value ? 'enforcement.yes' : 'enforcement.no')
}

type Values = {
  readonly kind: string
  readonly units: string
  readonly to: string
  readonly reason: string
  readonly document: string
}

/** An officer's powers over one holding: what, on what ground, then what it would do, then the press that does it. */
export function Enforce({ instrument, wallet }: { readonly instrument: string; readonly wallet: string }) {
  const path = `/v1/instruments/${instrument}/enforcements`
  const [open, setOpen] = useState(false)
  const [rehearsed, setRehearsed] = useState<{
    readonly body: unknown
    readonly enforcement: Enforcement
  } | null>(null)
  const close = () => {
    setOpen(false)
    setRehearsed(null)
  }
  const act = useWrite<Enforcement>({
    onDone: ({ status }) => {
      close()
      toast(t(status === 'waiting' ? 'enforcement.waits' : 'enforcement.pending'))
    },
  })
  const { form, field, values, problem, busy } = useForm<Values, Enforcement>({
    initial: { kind: 'freeze-units', units: '', to: '', reason: 'court-order', document: '' },
    toWrite: (given) => ({ path, body: bodyOf(wallet, given), dryRun: true }),
    fieldOf: {
      UNITS_ABOVE_BALANCE: 'units',
      FROZEN_ABOVE_BALANCE: 'units',
      NOT_FROZEN: 'units',
      SAME_WALLET: 'to',
      CHAIN_REFUSES: 'to',
      DOCUMENT_UNKNOWN: 'document',
      NO_CHANGE: 'kind',
    },
    onDone: (enforcement) => setRehearsed({ body: bodyOf(wallet, values), enforcement }),
  })
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        {t('enforcement.use')}
      </Button>
      <Dialog title={t('enforcement.use')} open={open} onClose={close}>
        {rehearsed === null ? (
          <form {...form} className="space-y-4">
            <SelectField
              label={t('enforcement.kind')}
              options={ENFORCEMENT_KINDS.map((kind) => [kind, statusWord(kind)] as const)}
              {...field('kind')}
            />
            {hasUnits(values.kind) && (
              <TextField label={t('register.units')} inputMode="decimal" {...field('units')} />
            )}
            {values.kind === 'forced-transfer' && (
              <TextField label={t('enforcement.to')} autoComplete="off" {...field('to')} />
            )}
            <SelectField
              label={t('enforcement.reason')}
              options={ENFORCEMENT_REASONS.map((reason) => [reason, statusWord(reason)] as const)}
              {...field('reason')}
            />
            <TextField
              label={t('enforcement.document')}
              hint={t('enforcement.documentHint')}
              required
              {...field('document')}
            />
            <ProblemNote error={problem} />
            <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button onClick={close}>{t('action.cancel')}</Button>
              <Button look="primary" type="submit" busy={busy}>
                {t('enforcement.rehearse')}
              </Button>
            </div>
          </form>
        ) : (
          <div className="space-y-4">
            <p>{t('enforcement.review', { kind: statusWord(rehearsed.enforcement.kind) })}</p>
            <Effects enforcement={rehearsed.enforcement} />
            <ProblemNote error={act.error} />
            <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button onClick={() => setRehearsed(null)}>{t('enforcement.back')}</Button>
              <Button
                look="danger"
                busy={act.isPending}
                onClick={() => act.mutate({ path, body: rehearsed.body })}
              >
                {t(values.kind === 'forced-transfer' ? 'enforcement.askSecond' : 'enforcement.confirm')}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  )
}

function hasUnits(kind: string): boolean {
  const whole: readonly EnforcementKind[] = ['freeze-wallet', 'unfreeze-wallet']
  return !whole.some((one) => one === kind)
}

function bodyOf(wallet: string, { kind, units, to, reason, document }: Values) {
  return {
    kind,
    wallet,
    reason,
    document: document.trim(),
    ...(hasUnits(kind) ? { units } : {}),
    ...(kind === 'forced-transfer' ? { to } : {}),
  }
}
