import type { Instrument } from '../instrument/instrument.ts'
import { sanctionsOf } from '../investor/investor-screening.service.ts'
import { investorById, walletByAddress } from '../investor/investor.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { investorFacts } from '../restriction/investor-facts.service.ts'
import { knownFacts, type Known } from '../restriction/known-facts.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import {
  advise,
  factsFor,
  judge,
  packsOf,
  recordedFacts,
  recordedFactsOf,
  rulesLock,
  type AskedPacks,
  type Judgement,
} from '../restriction/rule.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { ownersOfClass } from './owners.service.ts'

type Move = { readonly from: `0x${string}`; readonly to: `0x${string}`; readonly units: bigint }

/**
 * What the rules of law say to a transfer, kept as a decision about its receiver. Two transfers of one issuer are asked one
 * after the other: the last place under a limit goes to one of them.
 */
export async function judgeTransfer(work: Work, instrument: Instrument, move: Move): Promise<Judgement> {
  const asked = await packsOf(work.db, instrument, work.now)
  if (asked.packs.length > 0) await lockFor(work.db, rulesLock(instrument.issuer))
  const about = await receiverFacts(work.db, instrument, asked, move, work.now)
  return about === null
    ? { outcome: 'ALLOW', decision: null, reasons: [] }
    : judge(work, { actions: ['transfer'], putsDoubts: false, instrument, asked, ...about })
}

/** The same as advice: nothing is kept, and nothing promised. */
export async function adviseTransfer(
  db: Db,
  instrument: Instrument,
  move: Move,
  now: Temporal.Instant,
): Promise<readonly ExplainedReason[]> {
  const asked = await packsOf(db, instrument, now)
  const about = await receiverFacts(db, instrument, asked, move, now)
  return about === null ? [] : advise(asked, { action: 'transfer', asOf: now, facts: about.facts })
}

/** Null where no rule of law has a say: no pack is asked, nobody is known to receive, or units stay with their owner. */
async function receiverFacts(
  db: Db,
  instrument: Instrument,
  asked: AskedPacks,
  { from, to, units }: Move,
  now: Temporal.Instant,
): Promise<{ readonly investor: InvestorId; readonly facts: RuleFacts } | null> {
  if (asked.packs.length === 0) return null
  const receiver = (await walletByAddress(db, to))?.investor ?? null
  const sender = (await walletByAddress(db, from))?.investor ?? null
  const investor = receiver === null || receiver === sender ? null : await investorById(db, receiver)
  if (investor === null) return null
  const owners = await ownersOfClass(db, instrument, now)
  const known: Known = {
    instrument,
    investor,
    units,
    amount: (units * instrument.unitPrice.minor) / 10n ** BigInt(instrument.decimals),
    today: dateIn(now, 'UTC'),
    owners,
    from: sender,
    leaving: sender !== null && (owners.get(sender)?.units ?? 0n) <= units ? sender : null,
    sales: null,
    sanctions: await sanctionsOf(db, investor.id, now),
    statements: await recordedFactsOf(db, instrument.id, [...owners.keys(), investor.id]),
  }
  const recorded = {
    offering: await recordedFacts(db, instrument.id, null),
    investor: await investorFacts(
      db,
      investor,
      await recordedFacts(db, instrument.id, investor.id),
      dateIn(now, 'UTC'),
    ),
  }
  return { investor: investor.id, facts: factsFor(instrument, recorded, knownFacts(known)) }
}
