import { Link } from '@tanstack/react-router'
import { parseDecimal, formatDecimal } from '../../kernel/decimal.ts'
import type { Closing } from '../../../sdk/src/operations.ts'
import { useForm, type Field } from '../form.ts'
import { unitsText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Refused, TextField } from '../parts/field.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { UnitAmount } from '../parts/values.tsx'
import { t } from '../text.ts'

export type Allocation = Closing['allocations'][number]

/** Whose subscription it is, and the way to it. */
export const WHO: Column<Allocation> = {
  id: 'investor',
  header: t('raise.investor'),
  text: nameOf,
  cell: (row) => (
    <Link
      to="/subscriptions/$subscription"
      params={{ subscription: row.subscription }}
      search={{}}
      className="font-medium text-accent hover:underline"
    >
      {nameOf(row)}
    </Link>
  ),
}

/** The units that they paid for. */
export const ASKED: Column<Allocation> = {
  id: 'asked',
  header: t('closing.asked'),
  numeric: true,
  text: (row) => row.asked,
  cell: (row) => <UnitAmount units={row.asked} />,
}

function nameOf({ displayName, subscription }: Allocation): string {
  return displayName ?? subscription.slice(-8)
}

/** The issuer says who gets how many, with a reason for whoever gets less than they asked for. */
export function AllotmentForm({ closing }: { readonly closing: Closing }) {
  const { offering, allocations } = closing
  const places = new Map(allocations.map((row, i) => [row.subscription, `allotments.${i}`]))
  const place = (row: Allocation) => places.get(row.subscription) ?? ''
  const { form, field, values, problem, busy } = useForm<Record<string, string>, unknown>({
    initial: {
      reason: '',
      ...Object.fromEntries(
        allocations.flatMap((row) => [
          // Without a reason it is what was asked for, or nobody has decided yet.
          [`${place(row)}.units`, row.reason === null ? row.asked : row.units],
          [`${place(row)}.reason`, row.reason ?? ''],
        ]),
      ),
    },
    toWrite: (to) => ({
      path: `/v1/offerings/${offering.id}/allotment`,
      body: {
        allotments: allocations.map((row) => ({
          subscription: row.subscription,
          units: (to[`${place(row)}.units`] ?? '').trim(),
          ...given(to[`${place(row)}.reason`]),
        })),
        ...given(to['reason']),
      },
    }),
    onDone: () => toast(t('closing.saved')),
  })
  const columns: readonly Column<Allocation>[] = [
    WHO,
    ASKED,
    {
      id: 'units',
      header: t('closing.gets'),
      action: true,
      text: () => '',
      cell: (row) => (
        <Cell
          label={t('closing.unitsFor', { who: nameOf(row) })}
          field={field(`${place(row)}.units`)}
          className="min-w-28 text-end tabular-nums"
          inputMode="decimal"
        />
      ),
    },
    {
      id: 'reason',
      header: t('closing.reason'),
      action: true,
      text: () => '',
      cell: (row) => (
        <Cell
          label={t('closing.reasonFor', { who: nameOf(row) })}
          field={field(`${place(row)}.reason`)}
          className="sm:min-w-64"
          maxLength={300}
        />
      ),
    },
  ]
  const sum = sumOf(
    allocations.map((row) => values[`${place(row)}.units`] ?? ''),
    offering.unitsMax.split('.')[1]?.length ?? 0,
  )
  return (
    <Section title={t('closing.byHand')} note={t('closing.byHandNote')}>
      <form {...form} className="space-y-4">
        <DataTable
          name="hand-"
          label={t('closing.byHand')}
          columns={columns}
          rows={{ items: allocations, more: null, loading: false, error: null }}
          keyOf={(row) => row.subscription}
          empty={<Empty>{t('closing.empty')}</Empty>}
        />
        <div className="max-w-xl">
          <TextField label={t('closing.reasonForAll')} maxLength={300} {...field('reason')} />
        </div>
        <output className="block font-medium tabular-nums">
          {sum === null
            ? t('closing.sumOpen')
            : t('closing.sum', { units: unitsText(sum), max: unitsText(offering.unitsMax) })}
        </output>
        <ProblemNote error={problem} />
        <Button type="submit" look="primary" busy={busy}>
          {t('closing.save')}
        </Button>
      </form>
    </Section>
  )
}

function given(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }
}

/** What the rows come to together, as the server writes units; null while one of them is no number. */
function sumOf(rows: readonly string[], decimals: number): string | null {
  let sum = 0n
  for (const text of rows) {
    const units = parseDecimal(text.trim(), decimals)
    if (!units.ok || units.value < 0n) return null
    sum += units.value
  }
  return formatDecimal(sum, decimals)
}

function Cell({
  label,
  field: { error, ...field },
  className,
  ...input
}: {
  readonly label: string
  readonly field: Field
  readonly className: string
  readonly inputMode?: 'decimal'
  readonly maxLength?: number
}) {
  const message = `${field.name}-error`
  return (
    <>
      <input
        {...input}
        {...field}
        aria-label={label}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : message}
        autoComplete="off"
        className={`field ${className}`}
      />
      {error !== undefined && <Refused id={message} message={error} />}
    </>
  )
}
