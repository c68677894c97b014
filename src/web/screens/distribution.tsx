import { getRouteApi, Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { PAYMENT_STATUSES } from '../../corporate-action/distribution.ts'
import { useAsked } from '../address.ts'
import { withParams } from '../api.ts'
import { correctionBody, otherFields } from '../correction-body.ts'
import type { Distribution, DistributionSummary, Entitlement } from '../../../sdk/src/operations.ts'
import { dateText, isAbove, periodText, percentText } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { capitalColumn } from '../parts/capital-column.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { Equation } from '../parts/equation.tsx'
import { TextArea, TextField } from '../parts/field.tsx'
import { Empty, Facts, Figures, Page, Section } from '../parts/page.tsx'
import { holderColumn, STATUS_COLUMN, TRANSACTION_COLUMN, UNITS_COLUMN } from '../parts/payee-columns.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { SandboxMoney } from '../parts/sandbox-money.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, HashText } from '../parts/values.tsx'
import { queryClient, useData, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { distributionStanding, isSettled, statusWord } from '../status.ts'
import { t } from '../text.ts'
import type { Ask } from '../table-state.ts'
import { OutOfCapital } from './capital.tsx'

const route = getRouteApi('/distributions/$distribution')

export function DistributionScreen() {
  const { distribution: id } = route.useParams()
  const distribution = useData<Distribution>(`/v1/distributions/${id}`, {}, isMoving)
  const { instrument, reconciliation } = distribution

  return (
    <Page
      title={t(distribution.correctionOf === null ? 'distribution.title' : 'distribution.correctionTitle', {
        month: periodText(distribution),
      })}
      eyebrow={
        <Link to="/instruments/$instrument/distributions" params={{ instrument: instrument.id }} search={{}}>
          {instrument.name}
        </Link>
      }
      lede={<StatusChip status={distributionStanding(distribution)} />}
      actions={<Actions distribution={distribution} />}
    >
      <Waiting distribution={distribution} />
      {reconciliation === null ? (
        <Empty>{t('distribution.notDeclared')}</Empty>
      ) : (
        <Equation
          total={[t('distribution.declared'), reconciliation.declared]}
          parts={[
            [t('distribution.paid'), reconciliation.paid],
            [t('distribution.parked'), reconciliation.parked],
            ...(isAbove(reconciliation.withheld)
              ? [[t('distribution.withheld'), reconciliation.withheld] as const]
              : []),
            ...(isAbove(reconciliation.unclaimed)
              ? [[t('distribution.unclaimed'), reconciliation.unclaimed] as const]
              : []),
            [t('distribution.carried'), reconciliation.carried],
            ...(isAbove(reconciliation.open) ? [[t('distribution.open'), reconciliation.open] as const] : []),
          ]}
          balanced={reconciliation.balanced}
        />
      )}
      <div className="mt-8">
        <Figures
          items={[
            [
              t(distribution.coupon === null ? 'distribution.netIncome' : 'coupon.title'),
              <Amount key="net" value={distribution.netIncome} />,
              distribution.coupon === null
                ? periodText(distribution)
                : t('coupon.days', {
                    start: dateText(distribution.coupon.start),
                    end: dateText(distribution.coupon.end),
                  }),
            ],
            [
              t('distribution.payout'),
              percentText(distribution.payoutBps / 100),
              t(distribution.coupon === null ? 'distribution.ofNetIncome' : 'coupon.ofInterest'),
            ],
            [
              t('distribution.recordDate'),
              <DateText key="record" value={distribution.recordDate} />,
              t('distribution.recordNote'),
            ],
            [
              t('distribution.payDate'),
              <DateText key="pay" value={distribution.payDate} />,
              t('distribution.holders', { count: distribution.holders }),
            ],
          ]}
        />
      </div>
      <Section title={t('distribution.details')}>
        <Facts
          columns={4}
          items={[
            [t('distribution.reason'), distribution.reason],
            [t('distribution.carriedIn'), <Amount key="in" value={distribution.carriedIn} />],
            [t('distribution.funded'), <Amount key="funded" value={distribution.funded} />],
            [
              t('distribution.carriedOut'),
              distribution.carriedOut === null ? null : <Amount key="out" value={distribution.carriedOut} />,
            ],
            [
              t('distribution.setOff'),
              isAbove(distribution.setOff) ? <Amount key="setOff" value={distribution.setOff} /> : null,
            ],
            [
              t('proceeds.capital'),
              isAbove(distribution.capital.paid) ? (
                <>
                  <Amount value={distribution.capital.paid} /> {t('proceeds.capitalNote')}
                </>
              ) : null,
            ],
            [
              t('distribution.treasury'),
              <HashText key="treasury" value={distribution.treasury} label={t('distribution.treasury')} />,
            ],
            [t('distribution.recordAt'), <DateText key="at" value={distribution.recordAt} time />],
            [t('distribution.chainId'), distribution.chain.distributionId],
            [
              t('movements.tx'),
              distribution.chain.tx === null ? null : (
                <HashText key="tx" value={distribution.chain.tx} label={t('movements.tx')} />
              ),
            ],
          ]}
        />
      </Section>
      <Corrections distribution={distribution} />
      <Entitlements distribution={distribution} />
    </Page>
  )
}

/** What keeps it from going on, and what to do about it. */
function Waiting({ distribution }: { readonly distribution: DistributionSummary }) {
  const { waiting, missing, lacking, treasury } = distribution
  if (waiting === null && !isAbove(missing)) return null
  const [what, then] =
    waiting === null
      ? [t('distribution.missingIs', { amount: missing.display }), t('distribution.missingNote')]
      : [waiting.detail, waiting.fix]
  return (
    <div className="mb-6 flex items-start gap-3 rounded-[10px] bg-warn-soft px-5 py-4 text-warn">
      <TriangleAlert className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="min-w-0 space-y-3">
        <p className="wrap-anywhere">
          <span className="font-semibold">{what}</span> {then}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          {isAbove(missing) && <SandboxMoney to={treasury} amount={lacking ?? missing} />}
          <OutOfCapital distribution={distribution} />
        </div>
      </div>
    </div>
  )
}

function Corrections({ distribution }: { readonly distribution: Distribution }) {
  const { correctionOf, corrections } = distribution
  if (correctionOf === null && corrections.length === 0) return null
  return (
    <Section title={t('distribution.corrections')} note={t('distribution.correctionsNote')}>
      <ul className="card divide-y divide-line">
        {correctionOf !== null && (
          <li className="px-5 py-3">
            <Link
              to="/distributions/$distribution"
              params={{ distribution: correctionOf }}
              search={{}}
              className="font-medium text-accent hover:underline"
            >
              {t('distribution.theFirst')}
            </Link>
          </li>
        )}
        {corrections.map((correction) => (
          <li
            key={correction.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3"
          >
            <Link
              to="/distributions/$distribution"
              params={{ distribution: correction.id }}
              search={{}}
              className="font-medium text-accent hover:underline"
            >
              {t('distribution.correctionTitle', { month: periodText(correction) })}
            </Link>
            <span className="flex items-center gap-4">
              <Amount value={correction.declared ?? correction.amount} />
              <StatusChip status={correction.status} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** By what the server sorts. */
const SORTED_COLUMNS = ['units', 'amount']
const PAYEE_ASKS: readonly Ask[] = [
  { param: 'holder', label: t('register.holder'), kind: 'text', has: true },
  { param: 'wallet', label: t('register.wallet'), kind: 'text' },
  {
    param: 'status',
    label: t('distribution.status'),
    kind: 'choice',
    choices: PAYMENT_STATUSES.map((status) => [status, statusWord(status)] as const),
  },
]

function Entitlements({ distribution }: { readonly distribution: Distribution }) {
  const path = `/v1/distributions/${distribution.id}/entitlements`
  const asked = useAsked(PAYEE_ASKS, SORTED_COLUMNS)
  const rows = useRows<Entitlement>(path, asked, () => isMoving(distribution))
  const { status } = distribution
  const parked = distribution.parked.amount
  useEffect(() => {
    // The list is read once more after the last step: who was due before it is paid now.
    void queryClient.invalidateQueries({ queryKey: [path] })
  }, [path, status, parked])
  const columns: readonly Column<Entitlement>[] = [
    holderColumn((row, name) => (
      <Link
        to="/distributions/$distribution/$wallet"
        params={{ distribution: distribution.id, wallet: row.wallet }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {name}
      </Link>
    )),
    UNITS_COLUMN,
    {
      id: 'amount',
      header: t('entitlement.amount'),
      numeric: true,
      text: (row) => row.amount.amount,
      cell: (row) => <Amount value={row.amount} />,
    },
    ...capitalColumn(rows.items, (row) => row.capital),
    {
      ...STATUS_COLUMN,
      cell: (row) => (
        <>
          <StatusChip status={row.status} />
          {row.parkedBecause !== null && (
            <p className="mt-1 min-w-48 text-sm text-ink-soft">{t(`entitlement.${row.parkedBecause}`)}</p>
          )}
        </>
      ),
    },
    TRANSACTION_COLUMN,
    {
      id: 'why',
      header: t('entitlement.why'),
      action: true,
      text: () => '',
      cell: (row) => (
        <Link
          to="/distributions/$distribution/$wallet"
          params={{ distribution: distribution.id, wallet: row.wallet }}
          search={{}}
          className="whitespace-nowrap text-accent hover:underline"
        >
          {t('entitlement.explain')}
          <span className="sr-only"> {row.investor?.displayName ?? row.wallet}</span>
        </Link>
      ),
    },
  ]
  return (
    <Section title={t('entitlements.title')} note={t('entitlements.note')}>
      <DataTable
        label={t('entitlements.title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.wallet}
        sorts={SORTED_COLUMNS}
        asks={PAYEE_ASKS}
        csv={withParams(`${path}.csv`, asked)}
        empty={<Empty>{t('entitlements.empty')}</Empty>}
      />
    </Section>
  )
}

function Actions({ distribution }: { readonly distribution: DistributionSummary }) {
  const { role } = useUser()
  if (role !== 'issuer') return null
  const path = `/v1/distributions/${distribution.id}`
  const month = periodText(distribution)
  return (
    <>
      {UNANNOUNCED.has(distribution.waiting?.code ?? '') && <RecordDate distribution={distribution} />}
      {/* What was raised pays no income: only what lies below does, or income that comes in. */}
      {isAbove(distribution.missing) && distribution.waiting?.code !== 'PROCEEDS_PAY_NO_INCOME' && (
        <ReviewedAction
          label={t('distribution.fund')}
          title={t('distribution.fundTitle', { month })}
          review={
            <Facts
              columns={1}
              items={[
                [t('distribution.declared'), <Amount key="declared" value={distribution.declared} />],
                [t('distribution.funded'), <Amount key="funded" value={distribution.funded} />],
                [t('distribution.missing'), distribution.missing.display],
              ]}
            />
          }
          confirm={t('distribution.fundConfirm')}
          write={{ path: `${path}/funding`, body: {} }}
          onDone={() => toast(t('distribution.fundDone'))}
        />
      )}
      {distribution.status === 'paying' && (
        <ReviewedAction
          label={t('distribution.push')}
          title={t('distribution.pushTitle', { month })}
          review={
            <p>
              {t('distribution.pushReview', {
                count: distribution.holders,
                amount: distribution.declared?.display ?? '–',
              })}
            </p>
          }
          confirm={t('distribution.pushConfirm')}
          write={{ path: `${path}/push`, body: {} }}
          onDone={() => toast(t('distribution.pushDone'))}
        />
      )}
      {isAbove(distribution.parked) && (
        <ReviewedAction
          look="secondary"
          label={t('distribution.retry')}
          title={t('distribution.retryTitle', { month })}
          review={<p>{t('distribution.retryReview', { amount: distribution.parked.display })}</p>}
          confirm={t('distribution.retryConfirm')}
          write={{ path: `${path}/retries`, body: {} }}
          onDone={() => toast(t('distribution.retryDone'))}
        />
      )}
      {distribution.status === 'closed' && distribution.correctionOf === null && (
        <Correct distribution={distribution} />
      )}
    </>
  )
}

const UNANNOUNCED: ReadonlySet<string> = new Set(['ANNOUNCEMENT_FAILED', 'RECORD_DATE_MISSED'])

/** Has a record date announced that could not be, on the same day or on another. */
function RecordDate({ distribution }: { readonly distribution: DistributionSummary }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ recordDate: string }, unknown>({
    initial: { recordDate: distribution.recordDate },
    toWrite: (body) => ({ path: `/v1/distributions/${distribution.id}/record-date`, body }),
    onDone: () => {
      setOpen(false)
      toast(t('distribution.announced'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('distribution.announce')}
      </Button>
      <Dialog
        title={t('distribution.announceTitle', { month: periodText(distribution) })}
        open={open}
        onClose={() => setOpen(false)}
      >
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('distribution.announceNote')}</p>
          <TextField label={t('distribution.recordDate')} type="date" {...field('recordDate')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('distribution.announceSubmit')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

function Correct({ distribution }: { readonly distribution: DistributionSummary }) {
  const [open, setOpen] = useState(false)
  const [others, setOthers] = useState(0)
  const { form, field, set, problem, busy } = useForm<Record<string, string>, unknown>({
    initial: { reason: '', month: distribution.period, csv: '' },
    toWrite: (values) => ({
      path: `/v1/distributions/${distribution.id}/corrections`,
      body: correctionBody(values),
    }),
    onDone: () => {
      setOpen(false)
      toast(t('distribution.corrected'))
    },
  })
  const months = monthsBetween(distribution.firstMonth, distribution.period) + 1
  const files = [['month', 'csv'] as const, ...Array.from({ length: others }, (_, i) => otherFields(i))]
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('distribution.correct')}</Button>
      <Dialog
        title={t('distribution.correctTitle', { month: periodText(distribution) })}
        open={open}
        onClose={() => setOpen(false)}
      >
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('distribution.correctNote')}</p>
          <TextField label={t('distribution.reason')} {...field('reason')} />
          {files.map(([month, csv], i) => (
            <div key={month} className="space-y-4">
              {months > 1 && (
                <TextField
                  label={t('distribution.correctMonth')}
                  type="month"
                  min={distribution.firstMonth}
                  max={distribution.period}
                  {...field(month)}
                />
              )}
              <TextArea
                label={t('statement.csv')}
                className="font-mono text-sm"
                hint={i === 0 ? t('statement.hint') : undefined}
                rows={8}
                spellCheck={false}
                {...field(csv)}
              />
            </div>
          ))}
          {files.length < months && (
            <Button
              onClick={() => {
                for (const name of otherFields(others)) set(name, '')
                setOthers(others + 1)
              }}
            >
              {t('distribution.correctMore')}
            </Button>
          )}
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('distribution.correctSubmit')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** How many months one is after the other, each as `2026-10`. */
function monthsBetween(first: string, last: string): number {
  const [from, to] = [first, last].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)))
  return to! - from!
}

/** Whether it goes on by itself, at once or as soon as money or a parked payment arrives. A correction waits for no day. */
function isMoving(distribution: Distribution): boolean {
  return [distribution, ...distribution.corrections].some(
    ({ status, kind, parked }) =>
      !isSettled(status) ||
      status === 'underfunded' ||
      (status === 'scheduled' && kind === 'correction') ||
      isAbove(parked),
  )
}
