import { instrumentById } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { walletByAddress, walletsOf } from '../../investor/investor.service.ts'
import { enforcementById } from '../../register/enforcement.service.ts'
import { recoveryById } from '../../register/recovery.service.ts'
import { ownersOf } from '../../register/register.service.ts'
import { refusedTransfers } from '../../register/transfer-order.service.ts'
import type { TransferOrder } from '../../register/transfer-order.ts'
import { displayDecimal, displayMoney } from '../../kernel/decimal.ts'
import { newId, parseId, type InstrumentId, type InvestorId, type IssuerId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Place } from '../../platform/db/page.ts'
import type { Work } from '../../platform/work.ts'
import { explained } from '../../restriction/transfer.problems.ts'
import { refusingReasons } from '../../restriction/stored-decision.service.ts'
import { offeringView } from '../offering.service.ts'
import {
  insertAttempt,
  selectAttempts,
  selectRefusedSubscriptions,
  type AttemptRefused,
} from '../refusal.store.ts'
import { fits, youngestFirst, type Refused } from './refusal.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'

export type RefusalFilter = {
  readonly instruments: readonly Instrument[]
  /** Whose attempts; null for everybody’s. */
  readonly issuer: IssuerId | null
  /** Only what is about this one; null for all, and for what is about none. */
  readonly instrument: InstrumentId | null
  readonly reason: string | null
  readonly investor: InvestorId | null
  /** From this instant on, and before that one. */
  readonly from: Temporal.Instant | null
  readonly to: Temporal.Instant | null
  readonly before: Place | null
  readonly limit: number
}

const BATCH = 200

/** Every attempt that was refused, the youngest first: subscriptions, transfers and all others in one list. */
export async function refusals(db: Db, filter: RefusalFilter): Promise<Refused[]> {
  const byId = new Map<string, Instrument>(filter.instruments.map((one) => [one.id, one]))
  const { reason, investor } = filter
  const wallets =
    investor === null ? null : (await walletsOf(db, investor)).map(({ address }) => address.toLowerCase())
  const found: Refused[] = []
  let { before } = filter
  while (found.length < filter.limit) {
    const page = {
      instruments: filter.instruments.map(({ id }) => id),
      reason,
      from: filter.from,
      to: filter.to,
      before,
      limit: BATCH,
    }
    const subscriptions = (await selectRefusedSubscriptions(db, { ...page, investor })).map(
      (one): Refused => {
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
      },
    )
    const orders = await refusedTransfers(db, { ...page, wallets })
    const owners = await ownersOf(
      db,
      orders.flatMap((one) => [{ wallet: one.from }, { wallet: one.to }]),
    )
    const transfers = await Promise.all(
      orders.map((one) => ofTransfer(db, one, byId.get(one.instrument)!, owners)),
    )
    const { issuer, instrument } = filter
    const attempts = (await selectAttempts(db, { ...page, issuer, instrument, investor })).map(ofAttempt)
    const merged = [...subscriptions, ...transfers, ...attempts].sort(youngestFirst).slice(0, BATCH)
    found.push(...merged.filter((one) => fits(one, filter)))
    const last = merged.at(-1)
    if (last === undefined || merged.length < BATCH) break
    before = last
  }
  return found.slice(0, filter.limit)
}

function ofAttempt({ askedAt, reasons, ...one }: AttemptRefused): Refused {
  const { id, kind, instrument, investor, asked } = one
  return {
    id,
    kind,
    at: askedAt,
    instrument,
    investor,
    receiver: null,
    asked,
    reasons: reasons.map((reason) => ({ ...reason, facts: {} })),
    decision: null,
  }
}

/** What an attempt is about, by the path of its write and the id in it. */
export type AttemptSubject = { readonly path: string; readonly id: string }

/** Keeps that somebody was refused what they wanted to do. */
export async function keepAttempt(
  work: Work,
  attempt: Pick<AttemptRefused, 'kind' | 'asked' | 'reasons'>,
  subject: AttemptSubject,
  callersIssuer: IssuerId | null,
): Promise<void> {
  const about = await aboutOf(work, subject)
  const instrument = about.instrument === null ? null : await instrumentById(work.db, about.instrument)
  const id = newId('rfs')
  const issuer = callersIssuer ?? instrument?.issuer ?? null
  const asked = { askedBy: work.by.id, askedAt: work.now }
  await insertAttempt(work.db, { ...attempt, ...about, ...asked, id, issuer })
  await appendAudit(work, {
    action: 'attempt.refused',
    subject: id,
    detail: { kind: attempt.kind, of: subject.id, reason: attempt.reasons[0]?.reason ?? '' },
  })
}

async function aboutOf(
  work: Work,
  { path, id }: AttemptSubject,
): Promise<{ readonly instrument: InstrumentId | null; readonly investor: InvestorId | null }> {
  const { db, now } = work
  switch (path.split('/')[2]) {
    case 'investors':
      return { instrument: null, investor: parseId('inv', id) }
    case 'instruments':
      return { instrument: parseId('ins', id), investor: null }
    case 'enforcements': {
      const known = parseId('enf', id)
      const found = known && (await enforcementById(db, known))
      const holder = found === null ? null : await walletByAddress(db, found.order.wallet)
      return { instrument: found?.instrument ?? null, investor: holder?.investor ?? null }
    }
    case 'recoveries': {
      const known = parseId('rec', id)
      return { instrument: null, investor: (known && (await recoveryById(db, known)))?.investor ?? null }
    }
    case 'subscriptions': {
      const known = parseId('sub', id)
      const found = known && (await subscriptionById(db, known))
      const view = found === null ? null : await offeringView(db, { id: found.offering }, now)
      return { instrument: view?.instrument.id ?? null, investor: found?.investor ?? null }
    }
    default:
      throw new Error(`it is not known what ${path} is about`)
  }
}

async function ofTransfer(
  db: Db,
  one: TransferOrder,
  instrument: Instrument,
  owners: Awaited<ReturnType<typeof ownersOf>>,
): Promise<Refused> {
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
      ...(one.failure === 'SCREENING_STALE' ? [{ reason: one.failure, detail: null, facts: {} }] : []),
      ...law.map(({ code, detail }) => ({ reason: code, detail, facts: {} })),
    ],
    decision: one.decision,
  }
}
