import type { Instrument } from '../instrument/instrument.ts'
import { ownersOf } from '../register/register.service.ts'
import { refusedTransfers } from '../register/transfer-order.service.ts'
import type { TransferOrder } from '../register/transfer-order.ts'
import { displayDecimal, displayMoney } from '../kernel/decimal.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { Db } from '../platform/db/database.ts'
import { explained } from '../restriction/transfer.problems.ts'
import { refusingReasons } from '../restriction/rule.service.ts'
import { selectRefusedSubscriptions } from './refusal.store.ts'
import { fits, youngestFirst, type Refused } from './refusal.ts'

export type RefusalFilter = {
  readonly instruments: readonly Instrument[]
  readonly reason: string | null
  readonly investor: InvestorId | null
  /** From this instant on, and before that one. */
  readonly from: Temporal.Instant | null
  readonly to: Temporal.Instant | null
  readonly before: { readonly at: Temporal.Instant; readonly id: string } | null
  readonly limit: number
}

const BATCH = 200

/** Every attempt that was refused, the youngest first: subscriptions and transfers in one list. */
export async function refusals(db: Db, filter: RefusalFilter): Promise<Refused[]> {
  const byId = new Map<string, Instrument>(filter.instruments.map((one) => [one.id, one]))
  const found: Refused[] = []
  let { before } = filter
  while (found.length < filter.limit) {
    const page = {
      instruments: filter.instruments.map(({ id }) => id),
      from: filter.from,
      to: filter.to,
      before,
      limit: BATCH,
    }
    const subscriptions = (await selectRefusedSubscriptions(db, page)).map((one): Refused => {
      const { currency } = byId.get(one.instrument)!.payment
      return {
        id: one.id,
        kind: 'subscription',
        at: one.askedAt,
        instrument: one.instrument,
        investor: one.investor,
        receiver: null,
        asked: displayMoney(money(one.amount, currency)),
        reasons: one.reasons,
        decision: one.decision,
      }
    })
    const orders = await refusedTransfers(db, page)
    const transfers = await Promise.all(orders.map((one) => ofTransfer(db, one, byId.get(one.instrument)!)))
    const merged = [...subscriptions, ...transfers].sort(youngestFirst).slice(0, BATCH)
    found.push(...merged.filter((one) => fits(one, filter)))
    const last = merged.at(-1)
    if (last === undefined || merged.length < BATCH) break
    before = last
  }
  return found.slice(0, filter.limit)
}

async function ofTransfer(db: Db, one: TransferOrder, instrument: Instrument): Promise<Refused> {
  const owners = await ownersOf(db, [{ wallet: one.from }, { wallet: one.to }])
  const law = await refusingReasons(db, one.decision)
  return {
    id: one.id,
    kind: 'transfer',
    at: one.askedAt,
    instrument: one.instrument,
    investor: owners.get(one.from) ?? null,
    receiver: owners.get(one.to) ?? null,
    asked: displayDecimal(one.units, instrument.decimals),
    reasons: [
      ...one.findings.map((finding) => {
        const { reason, detail } = explained(finding, instrument.decimals)
        return { reason, detail, facts: {} }
      }),
      ...law.map(({ code, detail }) => ({ reason: code, detail, facts: {} })),
    ],
    decision: one.decision,
  }
}
