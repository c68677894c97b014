import type { Instrument } from '../instrument/instrument.ts'
import { sanctionsOf } from '../investor/investor-screening.service.ts'
import { investorById, walletByAddress } from '../investor/investor.service.ts'
import type { DecisionId, InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { investorFacts } from '../restriction/investor-facts.service.ts'
import {
  ASKED_OF_PLATFORM,
  begunFacts,
  knownFacts,
  lotFacts,
  type Known,
} from '../restriction/known-facts.ts'
import { isOfSeller, moveFacts, sellerFacts } from '../restriction/resale-facts.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import { packsOpening } from '../restriction/lot.ts'
import { advise, judge, NOT_ASKED, rulesLock, type Judgement } from '../restriction/rule.service.ts'
import { factsFor, recordedFacts, recordedFactsOf } from '../restriction/rule-facts.service.ts'
import { packsOf, type AskedPacks } from '../restriction/pack-version.service.ts'
import { isInScope, type RuleFacts } from '../restriction/rule.ts'
import { ownersAmong } from './owners.service.ts'
import { holderHistory } from './history.service.ts'
import { distributionBegan, registerAt } from './register.service.ts'
import { lotsTaken } from './register.ts'
import { stoppedThisAlone } from './transfer-order.store.ts'

/** A rule that reads this asks the register for all movements: it is asked only where the rule is about the transfer. */
const ASKS_HISTORY = 'holder.lots'

type Move = { readonly from: `0x${string}`; readonly to: `0x${string}`; readonly units: bigint }

/**
 * What the rules of law say to a transfer, kept as a decision about its receiver. Two transfers of one issuer are asked one
 * after the other: the last place under a limit goes to one of them.
 */
export async function judgeTransfer(work: Work, instrument: Instrument, move: Move): Promise<Judgement> {
  const asked = await packsOf(work.db, instrument, work.now)
  if (asked.packs.length > 0) await lockFor(work.db, rulesLock(instrument.issuer))
  const about = await receiverFacts(work.db, instrument, asked, move, work.now)
  if (about === null) return NOT_ASKED
  // What was doubted of another sender or of more units is not answered by this.
  const isAbout = (doubt: DecisionId) => stoppedThisAlone(work.db, doubt, move)
  return judge(work, { actions: ['transfer'], putsDoubts: false, isAbout, instrument, ...about })
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
  return about === null
    ? []
    : advise(about.asked, {
        action: 'transfer',
        asOf: now,
        facts: { ...about.facts, ...about.seller?.facts },
      })
}

/**
 * What the rules are asked with, and of which packs doubts stop: of those too by whose exceptions the units move before
 * their lock ends. Null where no rule of law has a say: no pack is asked, nobody is known to receive, or units stay
 * with their owner.
 */
async function receiverFacts(
  db: Db,
  instrument: Instrument,
  asked: AskedPacks,
  { from, to, units }: Move,
  now: Temporal.Instant,
): Promise<{
  readonly asked: AskedPacks
  readonly investor: InvestorId
  readonly facts: RuleFacts
  /** What is about whoever gives units away; it overlays the others. */
  readonly seller: { readonly investor: InvestorId; readonly facts: RuleFacts } | null
} | null> {
  if (asked.packs.length === 0) return null
  const receiver = (await walletByAddress(db, to))?.investor ?? null
  const sender = (await walletByAddress(db, from))?.investor ?? null
  const investor = receiver === null || receiver === sender ? null : await investorById(db, receiver)
  if (investor === null) return null
  const { holders } = await registerAt(db, instrument, { newest: true, at: now })
  const owners = await ownersAmong(db, instrument, holders, now)
  const lots = lotsTaken(
    holders.find(({ wallet }) => wallet.toLowerCase() === from.toLowerCase()),
    units,
  )
  const offering = await recordedFacts(db, instrument.id, null)
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
    bought: null,
    sanctions: await sanctionsOf(db, investor.id, now),
    statements: await recordedFactsOf(db, instrument.id, [...owners.keys(), investor.id]),
    recorded: offering,
  }
  const ofReceiver = await investorFacts(
    db,
    investor,
    await recordedFacts(db, instrument.id, investor.id),
    now,
  )
  // The path of a resale may be that of the class; whether somebody is an affiliate is said of them alone.
  const recorded = {
    offering: only(offering, (name) => !name.startsWith('holder.')),
    investor: only(ofReceiver, (name) => !isOfSeller(name)),
  }
  const facts = factsFor(instrument, recorded, {
    ...knownFacts(known),
    ...moveFacts(instrument, units),
    ...lotFacts(lots),
    ...begunFacts(await distributionBegan(db, instrument)),
  })
  const pinned = new Set([...asked.pinned, ...lots.flatMap(({ legend }) => packsOpening(legend))])
  const about = { asked: { ...asked, pinned: [...pinned] }, investor: investor.id, facts }
  if (sender === null) return { ...about, seller: null }
  const said = only(known.statements.get(sender) ?? {}, isOfSeller)
  const history = isHistoryAsked(asked, { ...facts, ...said }, now)
    ? sellerFacts(instrument, await holderHistory(db, instrument, sender, now), {
        recorded: offering,
        today: known.today,
      })
    : {}
  return { ...about, seller: { investor: sender, facts: { ...said, ...history } } }
}

/** Facts as they were recorded, of these names; what the platform works out now counts alone, whatever was recorded once. */
function only(facts: RuleFacts, isWanted: (name: string) => boolean): RuleFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => isWanted(name) && !ASKED_OF_PLATFORM.has(name)),
  )
}

/** Whether a rule reads since when the seller has held. */
function isHistoryAsked({ packs }: AskedPacks, facts: RuleFacts, now: Temporal.Instant): boolean {
  return packs.some((pack) =>
    pack.rules.some(
      ({ id, appliesTo, facts: declared }) =>
        appliesTo.includes('transfer') &&
        ASKS_HISTORY in declared &&
        isInScope(pack, id, { action: 'transfer', asOf: now, facts }),
    ),
  )
}
