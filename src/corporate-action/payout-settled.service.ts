import type { Instrument } from '../instrument/instrument.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Intent, SettledHandlers } from '../platform/chain/intents.ts'
import { lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
import { capitalPaid, load, sumsOf } from './distribution.service.ts'
import { insertEntitlements, selectEntitlements } from './entitlement.store.ts'
import { updateDistribution, updateRemitOpen, updateWaiting } from './distribution.store.ts'
import { capitalIn, entitlements, periodName, type Distribution } from './distribution.ts'
import { PURPOSE } from './payout-steps.service.ts'
import { ANNOUNCEMENT } from './record-date.service.ts'
import { REMIT } from './remittance.service.ts'

export type Found = { readonly distribution: Distribution; readonly instrument: Instrument }

/** Fixes who is owed what, from the register of the record date and the total that the chain declared. */
export async function fixEntitlements(
  work: Work,
  { distribution, instrument }: { distribution: Distribution; instrument: Instrument },
): Promise<void> {
  if (distribution.declared === null) throw new Error(`${distribution.id} has not been declared`)
  const holders = await holdersAt(work.db, instrument, { before: distribution.recordAt })
  const { owed } = must(entitlements(distribution.declared, holders))
  await insertEntitlements(work.db, distribution.id, owed)
}

/** What follows when a distribution's transaction is final. Everything else follows from asking for the next step. */
export const distributionSettled: SettledHandlers = {
  [PURPOSE.withhold]: { success: nothing, failure: noteFailure },
  [REMIT]: { success: nothing, failure: noteFailure },
  [ANNOUNCEMENT]: { success: nothing, failure: noteFailure },
  [PURPOSE.declare]: { success: announce, failure: noteFailure },
  [PURPOSE.approve]: { success: nothing, failure: noteFailure },
  [PURPOSE.fund]: { success: nothing, failure: noteFailure },
  [PURPOSE.push]: { success: nothing, failure: noteFailure },
  [PURPOSE.close]: { success: finish, failure: noteFailure },
}

function nothing(): Promise<void> {
  return Promise.resolve()
}

async function noteFailure(work: Work, intent: Intent): Promise<void> {
  await appendAudit(work, {
    action: 'distribution.transaction-failed',
    subject: intent.subject,
    detail: { purpose: intent.purpose, reason: intent.failure?.reason ?? null },
  })
}

async function announce(work: Work, intent: Intent): Promise<void> {
  await lockFor(work.db, subjectOf(intent))
  const found = await load(work.db, subjectOf(intent))
  if (found === null) return
  const { distribution, instrument } = found
  await fixEntitlements(work, found)
  await enqueueNotice(work, {
    topic: 'distribution.declared',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: {
      period: periodName(distribution),
      instrument: instrument.name,
      amount: displayMoney(money(distribution.declared ?? 0n, instrument.payment.currency)),
      recordDate: distribution.recordDate.toString(),
    },
  })
}

async function finish(work: Work, intent: Intent): Promise<void> {
  // Whoever is deciding the next step holds this lock, and must not overwrite what is said here.
  await lockFor(work.db, subjectOf(intent))
  const found = await load(work.db, subjectOf(intent))
  if (found !== null) await shutBooks(work, found)
}

/** Shuts the books and tells the issuer, and everybody who was paid or whose payment is waiting for them. */
export async function shutBooks(work: Work, found: Found): Promise<void> {
  const { distribution, instrument } = found
  await updateDistribution(work.db, distribution.id, { status: 'closed' })
  await updateWaiting(work.db, distribution.id, null)
  const sums = await sumsOf(work.db, distribution)
  await updateRemitOpen(work.db, distribution.id, sums.withheld > 0n)
  const amount = (minor: bigint) => displayMoney(money(minor, instrument.payment.currency))
  await appendAudit(work, {
    action: 'distribution.closed',
    subject: distribution.id,
    detail: {
      declared: String(distribution.declared),
      paid: sums.paid.toString(),
      parked: sums.parked.toString(),
      withheld: sums.withheld.toString(),
      unclaimed: sums.unclaimed.toString(),
      carried: String(sums.carried),
    },
  })
  await enqueueNotice(work, {
    topic: 'distribution.completed',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: {
      period: periodName(distribution),
      instrument: instrument.name,
      paid: amount(sums.paid),
      parked: amount(sums.parked),
    },
  })
  await tellHolders(work, found)
}

async function tellHolders(work: Work, { distribution, instrument }: Found): Promise<void> {
  const amount = (minor: bigint) => displayMoney(money(minor, instrument.payment.currency))
  const facts = { period: periodName(distribution), instrument: instrument.name }
  const capital = await capitalPaid(work.db, distribution)
  const rows = await selectEntitlements(work.db, distribution.id, distribution.chainId)
  const owners = await investorsOfWallets(
    work.db,
    rows.map((row) => row.wallet),
  )
  for (const row of rows) {
    const investor = owners.get(row.wallet.toLowerCase())
    if (investor === undefined || row.status === 'too-little-to-pay' || row.status === 'due') continue
    const withheld = row.withheld?.amount ?? 0n
    const topic = row.status === 'paid' ? 'distribution.paid' : 'distribution.parked'
    const told = { ...facts, amount: amount(row.amount - withheld) }
    const to = { subject: distribution.id, audience: { investor } } as const
    if (withheld === 0n) await enqueueNotice(work, { ...to, topic, facts: told })
    else
      await enqueueNotice(work, {
        ...to,
        topic: `${topic}-withheld`,
        facts: { ...told, withheld: amount(withheld) },
      })
    const returned = capitalIn(row.amount, { capital, declared: distribution.declared ?? 0n })
    if (returned === 0n) continue
    if (returned === row.amount)
      await enqueueNotice(work, {
        ...to,
        topic: 'distribution.capital-whole',
        facts: { ...facts, amount: amount(returned) },
      })
    else
      await enqueueNotice(work, {
        ...to,
        topic: 'distribution.capital-returned',
        facts: { ...facts, amount: amount(returned), total: amount(capital) },
      })
  }
}

function subjectOf(intent: Intent): DistributionId {
  if (intent.subject === null) throw new Error(`intent ${intent.id} names no distribution`)
  return intent.subject as DistributionId
}
