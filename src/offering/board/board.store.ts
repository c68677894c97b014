import { sql, type ExpressionBuilder } from 'kysely'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { dateIn } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import type { BoardRow } from './board.ts'
import { hasConfirmed } from '../subscription/subscription-steps.store.ts'
import { isAtBank, isKept } from '../kept.store.ts'
import { raiseStatus } from '../subscription/raise-status.store.ts'
import { REPLACED, RESERVED_STATES, type SubscriptionState } from '../subscription/subscription-state.ts'

type Tables = {
  subscription: {
    id: string
    offering: string
    investor: string
    state: SubscriptionState
    units: bigint
    allotted: bigint | null
    amount: bigint
    currency: number
    since: Temporal.Instant
    valid_before: Temporal.Instant
    reminded_at: Temporal.Instant | null
    wire_at: Temporal.Instant | null
    reason: string | null
  }
  offering: { id: string; instrument: string }
  rule_decision: { instrument: string; investor: string; state: string }
}
const tables = (db: Db) => db.withTables<Tables>()

/** A doubt of the law about its investor and what they want waits for officers. */
function isDoubted(eb: ExpressionBuilder<Tables, 'subscription'>) {
  return eb.exists(
    eb
      .selectFrom('rule_decision')
      .innerJoin('offering', 'offering.instrument', 'rule_decision.instrument')
      .select(sql`1`.as('one'))
      .whereRef('offering.id', '=', 'subscription.offering')
      .whereRef('rule_decision.investor', '=', 'subscription.investor')
      .where('rule_decision.state', '=', 'waiting'),
  )
}

/** Subscriptions of an offering, those first that stand where they stand for the longest; reservations that ran out, or were replaced, are left out. */
export async function selectBoard(
  db: Db,
  filter: {
    readonly offering: OfferingId
    readonly states: readonly SubscriptionState[]
    /** What has to be confirmed before paying. */
    readonly texts: readonly string[]
    /** Beginnings or ends of ids, of subscriptions or investors; null is all. */
    readonly among: readonly string[] | null
    readonly after: { readonly since: Temporal.Instant; readonly id: string } | null
    readonly now: Temporal.Instant
    readonly limit: number
  },
): Promise<BoardRow[]> {
  let query = rows(db, filter)
    .where('offering', '=', filter.offering)
    .where('state', 'in', [...filter.states])
    .where('reason', 'is distinct from', REPLACED)
    .where((eb) => eb.or([eb('state', 'not in', [...RESERVED_STATES]), isKept(filter.now)]))
    .orderBy('since')
    .orderBy('id')
    .limit(filter.limit)
  const { among, after } = filter
  if (among !== null)
    query = query.where((eb) =>
      eb.or([
        ...among.flatMap((part) => [
          sql<boolean>`starts_with(id, ${part})`,
          sql<boolean>`right(id, ${part.length}) = ${part}`,
          sql<boolean>`right(investor, ${part.length}) = ${part}`,
        ]),
        // A text that can be in no id finds nothing.
        sql<boolean>`false`,
      ]),
    )
  if (after !== null)
    query = query.where(sql<boolean>`(since, id) > (${after.since}::timestamptz, ${after.id})`)
  return (await query.execute()).map(toRow)
}

export async function selectBoardRow(
  db: Db,
  id: SubscriptionId,
  filter: Pick<Parameters<typeof selectBoard>[1], 'texts' | 'now'>,
): Promise<BoardRow | null> {
  const row = await rows(db, filter).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toRow(row)
}

function rows(db: Db, { texts, now }: Parameters<typeof selectBoardRow>[2]) {
  return tables(db)
    .selectFrom('subscription')
    .select((eb) => [
      'id',
      'investor',
      'state',
      raiseStatus(dateIn(now, 'UTC')).as('raise'),
      eb.fn.coalesce('allotted', 'units').as('units'),
      'amount',
      'currency',
      'since',
      'valid_before as validBefore',
      'reminded_at as remindedAt',
      isAtBank.as('isAtBank'),
      isDoubted(eb).as('isDoubted'),
      sql<boolean>`not ${hasConfirmed(texts)}`.as('isRiskOpen'),
      eb('wire_at', 'is not', null).as('isWire'),
    ])
}

function toRow(row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): BoardRow {
  return {
    ...row,
    id: row.id as SubscriptionId,
    investor: row.investor as InvestorId,
    isAtBank: Boolean(row.isAtBank),
    isDoubted: Boolean(row.isDoubted),
    isWire: Boolean(row.isWire),
  }
}

/** Those reserved whose investors have not been reminded since `before`, held for the rest of the transaction. */
export async function takeToRemind(
  tx: Db,
  filter: {
    readonly offering: OfferingId
    readonly states: readonly SubscriptionState[]
    readonly before: Temporal.Instant
    readonly now: Temporal.Instant
    readonly texts: readonly string[]
    readonly limit: number
  },
): Promise<BoardRow[]> {
  const taken = await toRemind(tx, filter)
    .select('id')
    .orderBy('since')
    .orderBy('id')
    .limit(filter.limit)
    .forUpdate()
    .execute()
  const ids = taken.map(({ id }) => id)
  return ids.length === 0
    ? []
    : (await rows(tx, filter).where('id', 'in', ids).orderBy('since').orderBy('id').execute()).map(toRow)
}

/** How many still wait to be reminded, and how many were reminded since `before`. */
export async function countToRemind(
  db: Db,
  filter: Omit<Parameters<typeof takeToRemind>[1], 'limit'>,
): Promise<{ readonly due: number; readonly reminded: number }> {
  const due = await toRemind(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const reminded = await waiting(db, filter)
    .where('reminded_at', '>', filter.before)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { due: due.count, reminded: reminded.count }
}

function toRemind(db: Db, filter: Parameters<typeof countToRemind>[1]) {
  return waiting(db, filter).where((eb) =>
    eb.or([eb('reminded_at', 'is', null), eb('reminded_at', '<=', filter.before)]),
  )
}

/** Those that wait for their investors, and for no officer. */
function waiting(
  db: Db,
  { offering, states, now, texts }: Omit<Parameters<typeof countToRemind>[1], 'before'>,
) {
  return tables(db)
    .selectFrom('subscription')
    .where('offering', '=', offering)
    .where('state', 'in', [...states])
    .where('valid_before', '>', now)
    .where((eb) => eb.not(isAtBank))
    .where((eb) =>
      eb.or([eb.not(isDoubted(eb)), eb('state', '=', 'agreement'), sql<boolean>`not ${hasConfirmed(texts)}`]),
    )
}

/** Writes down that somebody is reminded; false when somebody else reminded them since `before`. */
export async function markReminded(
  db: Db,
  id: SubscriptionId,
  { at, before }: { readonly at: Temporal.Instant; readonly before: Temporal.Instant },
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('subscription')
    .set({ reminded_at: at })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('reminded_at', 'is', null), eb('reminded_at', '<=', before)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
