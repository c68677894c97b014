import type { Instrument } from '../../instrument/instrument.ts'
import { displayDecimal, displayMoney } from '../../kernel/decimal.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import {
  awaitedUntil,
  raiseProgress,
  remind,
  REMINDER_HOURS,
  type BoardRow,
  type RaiseProgress,
  type ReminderRefusal,
  type Sum,
} from './board.ts'
import { countToRemind, markReminded, selectBoard, selectBoardRow, takeToRemind } from './board.store.ts'
import { offeringView } from '../offering.service.ts'
import { selectSubscription } from '../subscription/subscription.store.ts'
import { selectRaiseTotals, selectTotals } from '../subscription/subscription-sums.store.ts'
import { idPrefixOf, referencesIn } from '../../bank/payment-reference.ts'
import { cashOf } from '../currency.ts'
import { tellStopped, unpayableRefusal } from '../subscription/currency-stop.service.ts'
import { riskHashes } from '../subscription/risk.service.ts'
import {
  RESERVED_STATES,
  type RaiseStatus,
  type SubscriptionState,
} from '../subscription/subscription-state.ts'
import { timesOf } from '../offering.ts'

/** So many are reminded in one go; asking again reminds the next. */
const AT_ONCE_MAX = 500
/** A shorter text is in nearly every id. */
const SEARCH_LENGTH_MIN = 4

type Totals = Awaited<ReturnType<typeof selectTotals>>

/** How far the raise of an instrument has come: by state, by what its investors wait for, and altogether. */
export async function boardOf(
  db: Db,
  offering: OfferingId,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<{
  readonly raise: readonly (Sum & { readonly status: RaiseStatus })[]
  readonly states: Totals
  readonly progress: RaiseProgress
}> {
  const states = await selectTotals(db, offering, now)
  return {
    raise: await selectRaiseTotals(db, offering, now),
    states,
    progress: raiseProgress(instrument, states),
  }
}

/**
 * A page of the board, whoever waits longest first.
 *
 * @param search an id of a subscription or an investor, or the beginning or end of one, or a payment reference as people
 *               write it; null is everybody
 */
export async function boardRows(
  db: Db,
  { id, instrument }: { readonly id: OfferingId; readonly instrument: Instrument },
  {
    search,
    ...filter
  }: {
    readonly states: readonly SubscriptionState[]
    readonly search: string | null
    readonly after: { readonly since: Temporal.Instant; readonly id: string } | null
    readonly now: Temporal.Instant
    readonly limit: number
  },
): Promise<readonly (BoardRow & { readonly until: Temporal.Instant | null })[]> {
  const among = search === null ? null : idsIn(search)
  const texts = await riskHashes(db, id)
  const rows = await selectBoard(db, { ...filter, offering: id, among, texts })
  const { finalBy } = timesOf(instrument)
  return rows.map((row) => ({ ...row, until: awaitedUntil(row, finalBy) }))
}

/** Parts of ids that a text may mean. */
function idsIn(search: string): readonly string[] {
  const typed = search.trim().toLowerCase()
  const { references } = referencesIn(search)
  return [
    ...references.map(idPrefixOf),
    ...(/^[a-z_0-9]+$/.test(typed) && typed.replace('_', '').length >= SEARCH_LENGTH_MIN ? [typed] : []),
  ]
}

/** Reminds the investor of one subscription; at most once a day. */
export async function remindOne(
  work: Work,
  id: SubscriptionId,
  instrument: Instrument,
): Promise<Result<Temporal.Instant, 'NOT_FOUND' | ReminderRefusal>> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  const row =
    subscription === null
      ? null
      : await selectBoardRow(work.db, id, {
          texts: await riskHashes(work.db, subscription.offering),
          now: work.now,
        })
  if (subscription === null || row === null) return refuse('NOT_FOUND')
  const due = remind(row, work.now)
  if (!due.ok) return due
  // Somebody who reminds everybody may have been faster.
  if (await tell(work, row, { instrument, id: subscription.offering })) return ok(work.now)
  const again = work.now.add({ hours: REMINDER_HOURS })
  return refuse('REMINDED_ALREADY', { at: work.now.toString(), again: again.toString() })
}

/**
 * Reminds everybody whose turn it is in these states, at most so many at once, longest waiting first. Who was reminded
 * within a day is passed over, and counted.
 */
export async function remindAll(
  work: Work,
  offering: OfferingId,
  state: SubscriptionState | null,
): Promise<
  Result<
    { readonly reminded: number; readonly before: number; readonly left: number },
    'NOT_FOUND' | 'REMINDER_NOT_DUE'
  >
> {
  const view = await offeringView(work.db, { id: offering }, work.now)
  if (view === null) return refuse('NOT_FOUND')
  const states = RESERVED_STATES.filter((one) => state === null || one === state)
  if (states.length === 0) return refuse('REMINDER_NOT_DUE', { status: state ?? '' })
  const before = work.now.subtract({ hours: REMINDER_HOURS })
  const texts = await riskHashes(work.db, offering)
  const filter = { offering, states, before, now: work.now, texts }
  const earlier = (await countToRemind(work.db, filter)).reminded
  const taken = await takeToRemind(work.db, { ...filter, limit: AT_ONCE_MAX })
  let reminded = 0
  for (const row of taken)
    if (await tell(work, row, { instrument: view.instrument, id: offering })) reminded++
  return ok({ reminded, before: earlier, left: (await countToRemind(work.db, filter)).due })
}

/** False when somebody else has just done so. */
async function tell(
  work: Work,
  row: BoardRow,
  { id, instrument }: { readonly id: OfferingId; readonly instrument: Instrument },
): Promise<boolean> {
  const before = work.now.subtract({ hours: REMINDER_HOURS })
  if (!(await markReminded(work.db, row.id, { at: work.now, before }))) return false
  if ((await unpayableRefusal(work, id, instrument, row)) !== null) await tellStopped(work, instrument, row)
  else
    await enqueueNotice(work, {
      topic: 'subscription.reminder',
      subject: row.id,
      audience: { investor: row.investor },
      facts: {
        instrument: instrument.name,
        units: displayDecimal(row.units, instrument.decimals),
        amount: displayMoney(cashOf(instrument, row, row.amount)),
        until: row.validBefore.toZonedDateTimeISO(instrument.timeZone).toPlainDate().toString(),
      },
    })
  await appendAudit(work, { action: 'subscription.reminded', subject: row.id })
  return true
}
