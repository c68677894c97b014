import { randomBytes } from 'node:crypto'
import type { Reason } from '../../contracts/abi/reasons.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { mayDealNow } from '../investor/investor-screening.service.ts'
import { walletByAddress, walletsOf } from '../investor/investor.service.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import { newId, type DecisionId, type InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { epochSeconds } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import {
  CARRIED_GAS_MAX,
  recordIntent,
  type Intent,
  type SettledHandlers,
} from '../platform/chain/intents.ts'
import { knownBlock } from '../platform/chain/known-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { signedTypedData } from '../platform/chain/signature.ts'
import { atHead } from '../platform/chain/state.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Placed, Slice } from '../platform/db/page.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { CLEARED_DAYS } from '../restriction/judgement.ts'
import { explained, factsOf } from '../restriction/transfer.problems.ts'
import { ruleRefusal } from '../restriction/rule.service.ts'
import { weighTransfer, type Decision } from '../restriction/transfer.service.ts'
import {
  carriedIn,
  carryCall,
  isTooCostly,
  readDomain,
  readNonceUsed,
  revertReason,
  transferTypedData,
} from './transfer-order.chain.ts'
import { judgeTransfer } from './transfer-rules.service.ts'
import {
  AUTHORIZATION_SECONDS,
  orderRefusal,
  type OrderRefusal,
  type TransferAuthorization,
  type TransferId,
  type TransferOrder,
  type TransferSort,
} from './transfer-order.ts'
import {
  countFailed,
  insertTransfer,
  selectCarried,
  selectCarriedSince,
  selectRefused,
  selectStoppedSenders,
  selectTransfer,
  selectTransfers,
  selectUnderWay,
  updateSettled,
  type TransferFilter,
} from './transfer-order.store.ts'

export type { TransferFilter } from './transfer-order.store.ts'

const PURPOSE = 'register.transfer'

type Move = { readonly from: Address; readonly to: Address; readonly units: bigint }

/** Every rule that would refuse this transfer at `now`. It promises nothing: the chain decides when it is carried. */
export async function previewTransfer(
  { db, rpc }: { readonly db: Db; readonly rpc: Rpc },
  instrument: Pick<Instrument, 'token'>,
  move: Move,
  now: Temporal.Instant,
): Promise<Result<Decision, 'INSTRUMENT_NOT_LIVE'>> {
  if (instrument.token === null) return refuse('INSTRUMENT_NOT_LIVE')
  return ok(await weighTransfer({ db, rpc }, { token: instrument.token, ...move }, now))
}

/** What the holder signs for this transfer: good for an hour from `now`, usable once. */
export async function transferToSign(
  rpc: Rpc,
  instrument: Pick<Instrument, 'token'>,
  move: Move,
  now: Temporal.Instant,
): Promise<Result<ReturnType<typeof transferTypedData>, 'INSTRUMENT_NOT_LIVE'>> {
  const { token } = instrument
  if (token === null) return refuse('INSTRUMENT_NOT_LIVE')
  const domain = await atHead(rpc, (state) => readDomain(state, token))
  return ok(
    transferTypedData(domain, {
      from: move.from,
      to: move.to,
      value: move.units,
      validAfter: 0n,
      validBefore: BigInt(epochSeconds(now) + AUTHORIZATION_SECONDS),
      nonce: `0x${randomBytes(32).toString('hex')}`,
    }),
  )
}

/**
 * Carries a transfer that its holder has signed, so that they need no gas: checked here first with the rules and facts
 * the token itself will apply. A refused attempt is kept with every rule that refused it; `work` must commit for that.
 */
export async function carryTransfer(
  work: Work,
  rpc: Rpc,
  instrument: Instrument,
  signed: { readonly authorization: TransferAuthorization; readonly signature: `0x${string}` },
): Promise<
  Result<
    TransferOrder,
    | OrderRefusal
    | Reason
    | 'TRANSFER_TOO_COSTLY'
    | 'SCREENING_STALE'
    | 'INSTRUMENT_NOT_LIVE'
    | 'PROTOCOL_NOT_DEPLOYED'
    | 'RULES_BLOCK'
    | 'RULES_REVIEW'
  >
> {
  const { token } = instrument
  if (token === null) return refuse('INSTRUMENT_NOT_LIVE')
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')

  const { authorization } = signed
  const { from, to, value: units, nonce } = authorization
  await lockFor(work.db, `transfer:${token}:${from}`)
  const carried = await carriedOf(work, from)
  const here = await selectUnderWay(work.db, instrument.id, from, nonce)
  const { domain, usedOnChain } = await atHead(rpc, async (state) => ({
    domain: await readDomain(state, token),
    usedOnChain: await readNonceUsed(state, token, from, nonce),
  }))
  const refusal = orderRefusal(authorization, {
    now: epochSeconds(work.now),
    signed: await signedTypedData(rpc, from, transferTypedData(domain, authorization), signed.signature),
    nonceUsed: here.nonceUsed || usedOnChain,
    underWay: here.underWay,
    carried,
  })
  if (refusal !== null) return refusal
  const data = carryCall(authorization, signed.signature)
  if (await isTooCostly(rpc, { from: protocol.operator, to: token, data }, CARRIED_GAS_MAX))
    return refuse('TRANSFER_TOO_COSTLY', { gas: CARRIED_GAS_MAX.toLocaleString('en') })

  const decision = await weighTransfer({ db: work.db, rpc }, { token, from, to, units }, work.now)
  const attempt = {
    id: newId('trf'),
    instrument: instrument.id,
    from,
    to,
    units,
    nonce,
    findings: decision.findings,
    decision: null,
    decidedBlock: decision.block.number,
    tx: null,
    failure: null,
    askedAt: work.now,
  }
  if (decision.findings.length > 0)
    return reject(work, instrument, { ...attempt, status: 'transfer-rejected' })
  if (!(await mayDealNow(work.db))) {
    const order: TransferOrder = { ...attempt, status: 'transfer-rejected', failure: 'SCREENING_STALE' }
    await keepRefused(work, instrument, order, 'SCREENING_STALE')
    return refuse('SCREENING_STALE')
  }
  const judged = await judgeTransfer(work, instrument, { from, to, units })
  if (judged.outcome !== 'ALLOW') {
    const order: TransferOrder = { ...attempt, status: 'transfer-rejected', decision: judged.decision }
    await keepRefused(work, instrument, order, judged.reasons[0]?.code ?? '')
    return ruleRefusal(judged)
  }

  const intent = await recordIntent(
    work.db,
    {
      key: `${attempt.id}:${PURPOSE}`,
      purpose: PURPOSE,
      subject: attempt.id,
      from: protocol.operator,
      to: token,
      data,
      gasMax: CARRIED_GAS_MAX,
    },
    work.now,
  )
  const order: TransferOrder = { ...attempt, status: 'pending' }
  await insertTransfer(work.db, order, { by: work.by.id, intent: intent.id })
  await appendAudit(work, {
    action: 'transfer.asked',
    subject: order.id,
    detail: { instrument: instrument.id, units: units.toString() },
  })
  return ok(order)
}

/** Held until the end of the transaction: an investor has many wallets, and one number of transfers a day. */
async function carriedOf(work: Work, wallet: Address): Promise<readonly Temporal.Instant[]> {
  const investor = (await walletByAddress(work.db, wallet))?.investor
  if (investor === undefined) return []
  await lockFor(work.db, `carried:${investor}`)
  const wallets = (await walletsOf(work.db, investor)).map(({ address }) => address)
  return selectCarriedSince(work.db, wallets, work.now.subtract({ hours: 24 }))
}

async function reject(
  work: Work,
  instrument: Instrument,
  order: TransferOrder,
): Promise<Result<never, Reason>> {
  const [first] = order.findings
  if (first === undefined) throw new Error('a transfer is refused by no rule')
  await keepRefused(work, instrument, order, first.reason)
  return refuse(
    first.reason,
    factsOf(first, instrument.decimals),
    order.findings.map((finding) => {
      const { reason, detail } = explained(finding, instrument.decimals)
      return { path: 'transfer', code: reason, message: detail }
    }),
  )
}

async function keepRefused(
  work: Work,
  instrument: Instrument,
  order: TransferOrder,
  reason: string,
): Promise<void> {
  await insertTransfer(work.db, order, { by: work.by.id, intent: null })
  await appendAudit(work, {
    action: 'transfer.refused',
    subject: order.id,
    detail: { instrument: instrument.id, units: order.units.toString(), reason },
  })
  await enqueueNotice(work, {
    topic: 'transfer.refused',
    subject: order.id,
    audience: { role: 'officer', issuer: instrument.issuer },
    facts: { units: displayDecimal(order.units, instrument.decimals), instrument: instrument.name },
  })
}

/** Tells whoever wanted to transfer what officers decided about the doubt that stopped them; of the receiver they learn nothing. */
export async function tellSenders(
  work: Work,
  { name }: Instrument,
  decision: DecisionId,
  state: 'cleared' | 'refused',
): Promise<void> {
  const senders = new Set<InvestorId>()
  for (const wallet of await selectStoppedSenders(work.db, decision)) {
    const investor = (await walletByAddress(work.db, wallet))?.investor
    if (investor !== undefined) senders.add(investor)
  }
  for (const investor of senders) {
    const about = { subject: null, audience: { investor } } as const
    if (state === 'cleared')
      await enqueueNotice(work, {
        topic: 'transfer.cleared',
        ...about,
        facts: { instrument: name, days: String(CLEARED_DAYS) },
      })
    else await enqueueNotice(work, { topic: 'transfer.declined', ...about, facts: { instrument: name } })
  }
}

/** Refused transfers, the youngest first. */
export function refusedTransfers(
  db: Db,
  filter: Parameters<typeof selectRefused>[1],
): Promise<TransferOrder[]> {
  return selectRefused(db, filter)
}

/** Transfers that were asked for. */
export function transfers(
  db: Db,
  filter: TransferFilter,
  slice: Slice<TransferSort>,
): Promise<Placed<TransferOrder>[]> {
  return selectTransfers(db, filter, slice)
}

export function transferById(db: Db, id: TransferId): Promise<TransferOrder | null> {
  return selectTransfer(db, id)
}

/**
 * How often the chain refused what was allowed here: a class of defect, measured and kept at zero. A holder who moves
 * the same units elsewhere in the meantime causes one as well.
 */
export function transferDisagreements(db: Db): Promise<number> {
  return countFailed(db)
}

/** More than the clocks of a chain and of this machine differ. */
const CLOCKS_APART = { hours: 1 } as const

/** Anyone may carry a signed transfer to the chain; then ours fails, and the units are where they were sent all the same. */
async function carriedByOthers({ db }: Work, rpc: Rpc, { id, to }: Intent): Promise<`0x${string}` | null> {
  const order = await selectCarried(db, id)
  if (order === null || to === null) throw new Error(`intent ${id} carries no transfer`)
  const before = await knownBlock(db, { before: order.askedAt.subtract(CLOCKS_APART) })
  return carriedIn(rpc, to, order, before?.number ?? 0)
}

/** Told by the chain how carried transfers ended. */
export function transferSettled(rpc: Rpc): SettledHandlers {
  return {
    [PURPOSE]: {
      success: async (work, { id, txHash }) => {
        await updateSettled(work.db, id, { status: 'transfer-ok', tx: txHash, failure: null, at: work.now })
      },
      failure: async (work, intent) => {
        const at = work.now
        const tx = await carriedByOthers(work, rpc, intent)
        const failure = tx === null ? revertReason(intent.failure?.data ?? null) : null
        await updateSettled(
          work.db,
          intent.id,
          tx === null
            ? { status: 'failed', tx: intent.txHash, failure, at }
            : { status: 'transfer-ok', tx, failure, at },
        )
        await appendAudit(work, {
          action: tx === null ? 'transfer.failed' : 'transfer.carried-by-others',
          subject: intent.subject,
          detail: tx === null ? { reason: failure } : { tx },
        })
      },
    },
  }
}
