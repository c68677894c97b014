import { TriangleAlert } from 'lucide-react'
import type { Repayment } from '../../../sdk/src/operations.ts'
import { isAbove } from '../format.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { Equation } from '../parts/equation.tsx'
import { Empty, Facts, Section } from '../parts/page.tsx'
import { holderColumn, STATUS_COLUMN, TRANSACTION_COLUMN, UNITS_COLUMN } from '../parts/payee-columns.tsx'
import { SandboxMoney } from '../parts/sandbox-money.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useUser } from '../session.ts'
import { decimalOrder } from '../table-state.ts'
import { t } from '../text.ts'
import { Releases } from './repayment-releases.tsx'

type Line = Repayment['lines'][number]

const COLUMNS: readonly Column<Line>[] = [
  holderColumn((_, name) => name),
  UNITS_COLUMN,
  {
    id: 'amount',
    header: t('repayment.amount'),
    numeric: true,
    text: (row) => row.amount.amount,
    order: (row) => decimalOrder(row.amount.amount),
    cell: (row) => (
      <div>
        <Amount value={row.amount} />
        <div className="text-sm font-normal text-ink-soft">{row.formula}</div>
      </div>
    ),
  },
  STATUS_COLUMN,
  TRANSACTION_COLUMN,
]

/** The principal of a bond: when it is due, who has ordered its repayment, what is missing, and what each holder gets. */
export function RepaymentSection({ instrument }: { readonly instrument: string }) {
  const repayment = useData<Repayment>(
    `/v1/instruments/${instrument}/repayment`,
    {},
    ({ status, waiting }) => status === 'paying' && waiting === null,
  )
  const { status, treasury, prepared, confirmed } = repayment
  const isOver = status === 'closed'
  return (
    <Section title={t('repayment.title')} note={t('repayment.note')}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <StatusChip status={status} />
        {status !== 'ahead' && <Actions repayment={repayment} />}
      </div>
      <Waiting repayment={repayment} />
      {isAbove(repayment.funded) && (
        <Equation
          total={[t('repayment.funded'), repayment.funded]}
          parts={[
            [t('distribution.paid'), repayment.paid],
            [t('distribution.parked'), repayment.parked],
            [t('repayment.returned'), repayment.returned],
            ...(isAbove(repayment.held) ? [[t('repayment.held'), repayment.held] as const] : []),
          ]}
          balanced={repayment.balanced}
        />
      )}
      <div className="mt-4">
        <Facts
          columns={4}
          items={[
            [t('repayment.maturity'), <DateText key="maturity" value={repayment.maturity} />],
            [t('repayment.faceValue'), <Amount key="face" value={repayment.faceValue} />],
            [t('repayment.all'), <Amount key="all" value={repayment.amount} />],
            [
              t('repayment.treasury'),
              isOver || treasury === null ? null : <Amount key="treasury" value={treasury.balance} />,
            ],
            [
              t('repayment.missing'),
              isOver || treasury === null ? null : <Amount key="missing" value={treasury.missing} />,
            ],
            [
              t('repayment.opens'),
              status === 'ahead' ? <DateText key="opens" value={repayment.opens} /> : null,
            ],
            [
              t('repayment.prepared'),
              prepared === null ? null : <DateText key="prepared" value={prepared.at} />,
            ],
            [
              t('repayment.confirmed'),
              confirmed === null ? null : <DateText key="confirmed" value={confirmed.at} />,
            ],
            [
              t('repayment.announced'),
              repayment.tx === null ? null : (
                <HashText key="tx" value={repayment.tx} label={t('movements.tx')} />
              ),
            ],
          ]}
        />
      </div>
      <Releases repayment={repayment} />
      {status !== 'ahead' && (
        <div className="mt-6">
          <DataTable
            label={t('repayment.holders')}
            columns={COLUMNS}
            rows={{ items: repayment.lines, more: null, loading: false, error: null }}
            keyOf={(row) => `${row.wallet} ${row.tx ?? ''}`}
            empty={<Empty>{t('repayment.empty')}</Empty>}
          />
        </div>
      )}
    </Section>
  )
}

/** What keeps it from going on, and what to do about it. */
function Waiting({ repayment: { waiting, treasury } }: { readonly repayment: Repayment }) {
  if (waiting === null || treasury === null) return null
  return (
    <div className="mb-6 flex items-start gap-3 rounded-[10px] bg-warn-soft px-5 py-4 text-warn">
      <TriangleAlert className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="min-w-0 space-y-3">
        <p className="wrap-anywhere">
          <span className="font-semibold">{waiting.detail}</span> {waiting.fix}
        </p>
        {isAbove(treasury.missing) && <SandboxMoney to={treasury.address} amount={treasury.missing} />}
      </div>
    </div>
  )
}

function Actions({ repayment }: { readonly repayment: Repayment }) {
  const { role } = useUser()
  const { status, treasury, prepared, parked } = repayment
  const path = `/v1/instruments/${repayment.instrument.id}/repayment`
  const review = (
    <Facts
      columns={1}
      items={[
        [t('repayment.all'), <Amount key="all" value={repayment.amount} />],
        [
          t('register.units'),
          <UnitAmount key="units" units={repayment.units} display={repayment.unitsDisplay} />,
        ],
        [t('repayment.maturity'), <DateText key="maturity" value={repayment.maturity} />],
        [
          t('repayment.missing'),
          treasury === null ? null : <Amount key="missing" value={treasury.missing} />,
        ],
      ]}
    />
  )
  if (status === 'due' && prepared === null)
    return role === 'issuer' ? (
      <ReviewedAction
        label={t('repayment.prepare')}
        title={t('repayment.prepareTitle')}
        review={review}
        confirm={t('repayment.prepare')}
        write={{ path, body: {} }}
        onDone={() => toast(t('repayment.prepareDone'))}
      />
    ) : null
  if (status === 'due')
    return role === 'issuer' || role === 'officer' ? (
      <ReviewedAction
        label={t('repayment.confirm')}
        title={t('repayment.confirmTitle')}
        review={review}
        confirm={t('repayment.confirm')}
        write={{ path: `${path}/confirmation`, body: {} }}
        onDone={() => toast(t('repayment.confirmDone'))}
      />
    ) : null
  if (role !== 'issuer' || !isAbove(parked)) return null
  return (
    <ReviewedAction
      label={t('repayment.retry')}
      title={t('repayment.retry')}
      look="secondary"
      review={<p>{t('repayment.retryNote')}</p>}
      confirm={t('repayment.retry')}
      write={{ path: `${path}/retries`, body: {} }}
      onDone={() => toast(t('repayment.retryDone'))}
    />
  )
}
