import { instrumentById } from '../instrument/instrument.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { fileById } from '../investor/file.service.ts'
import { mayDealNow } from '../investor/investor-screening.service.ts'
import { walletByAddress } from '../investor/investor.service.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import { newId, parseId, type InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { personOf, type Work } from '../platform/work.ts'
import { enforcementCall, readPosition, refusalOf } from './enforcement.chain.ts'
import {
  DOCUMENT,
  effectsOf,
  needsSecond,
  type Effect,
  type EffectRefusal,
  type Enforcement,
  type EnforcementId,
  type EnforcementOrder,
  type EnforcementReason,
} from './enforcement.ts'
import {
  hasOpenEnforcement,
  insertEnforcement,
  selectByIntent,
  selectEnforcement,
  selectEnforcements,
  updateDecided,
  updateEnded,
  type EnforcementFilter,
} from './enforcement.store.ts'
import { revertReason } from './transfer-order.chain.ts'

const PURPOSE = 'register.enforcement'

type Weighed = Result<
  readonly Effect[],
  | EffectRefusal
  | 'CHAIN_REFUSES'
  | 'HOLDER_UNKNOWN'
  | 'INSTRUMENT_NOT_LIVE'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'SCREENING_STALE'
>

export function enforcementById(db: Db, id: EnforcementId): Promise<Enforcement | null> {
  return selectEnforcement(db, id)
}

/** Measures of officers, the youngest first. */
export function enforcements(db: Db, filter: EnforcementFilter): Promise<Enforcement[]> {
  return selectEnforcements(db, filter)
}

/**
 * Uses a power over units, with a reason and a legal document: at once, ahead of every transaction that waits; a forced
 * transfer when a second officer has agreed. The answer says what each wallet has before and after.
 */
export async function enforce(
  work: Work,
  rpc: Rpc,
  instrument: Instrument,
  given: {
    readonly order: EnforcementOrder
    readonly reason: EnforcementReason
    readonly document: string
  },
) {
  const { order } = given
  for (const wallet of walletsIn(order)) await lockFor(work.db, `enforcement:${instrument.id}:${wallet}`)
  if (!(await isDocument(work.db, order.wallet, given.document))) return refuse('DOCUMENT_UNKNOWN')
  if (await hasOpenEnforcement(work.db, instrument.id, walletsIn(order)))
    return refuse('ENFORCEMENT_UNDER_WAY')
  const id: EnforcementId = newId('enf')
  const effects = await weigh(work.db, rpc, instrument, { ...given, id })
  if (!effects.ok) return effects
  const waits = needsSecond(order.kind)
  const enforcement: Enforcement = {
    ...given,
    id,
    instrument: instrument.id,
    status: waits ? 'waiting' : 'pending',
    effects: effects.value,
    askedBy: personOf(work.by),
    askedAt: work.now,
    decidedBy: null,
    tx: null,
    failure: null,
  }
  const intent = waits ? null : await carryOut(work, instrument, enforcement)
  await insertEnforcement(work.db, enforcement, intent?.id ?? null)
  await appendAudit(work, { action: 'enforcement.asked', subject: id, detail: auditDetail(enforcement) })
  if (waits)
    await enqueueNotice(work, {
      topic: 'enforcement.waiting',
      subject: id,
      audience: { role: 'officer', issuer: instrument.issuer },
      facts: { instrument: instrument.name },
    })
  return ok(enforcement)
}

/** A second officer agrees to a forced transfer: it is weighed again, as things stand now, and carried out. */
export async function approveEnforcement(work: Work, rpc: Rpc, instrument: Instrument, id: EnforcementId) {
  const enforcement = await locked(work, id)
  if (enforcement.status !== 'waiting') return refuse('ENFORCEMENT_STATUS', { status: enforcement.status })
  if (enforcement.askedBy === personOf(work.by)) return refuse('FOUR_EYES')
  const effects = await weigh(work.db, rpc, instrument, enforcement)
  if (!effects.ok) return effects
  const intent = await carryOut(work, instrument, enforcement)
  const decided = {
    status: 'pending',
    by: personOf(work.by),
    intent: intent.id,
    effects: effects.value,
  } as const
  await updateDecided(work.db, id, decided)
  await appendAudit(work, { action: 'enforcement.approved', subject: id })
  return ok({
    ...enforcement,
    status: 'pending',
    effects: effects.value,
    decidedBy: personOf(work.by),
  } as const)
}

/** An officer declines a forced transfer that waits; who asked may take it back so. */
export async function declineEnforcement(
  work: Work,
  id: EnforcementId,
): Promise<Result<Enforcement, 'ENFORCEMENT_STATUS'>> {
  const enforcement = await locked(work, id)
  if (enforcement.status !== 'waiting') return refuse('ENFORCEMENT_STATUS', { status: enforcement.status })
  // Who asked takes it back: that is no decision of a second officer.
  await updateDecided(work.db, id, { status: 'declined', by: personOf(work.by), at: work.now })
  await appendAudit(work, { action: 'enforcement.declined', subject: id })
  return ok({ ...enforcement, status: 'declined', decidedBy: personOf(work.by) })
}

/** What a measure would do at the chain's head, or why it cannot be. */
async function weigh(
  db: Db,
  rpc: Rpc,
  instrument: Instrument,
  enforcement: Pick<Enforcement, 'id' | 'order' | 'reason' | 'document'>,
): Promise<Weighed> {
  const { order } = enforcement
  const { token } = instrument
  const protocol = await protocolAddresses(db)
  if (token === null) return refuse('INSTRUMENT_NOT_LIVE')
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const { before, receiver } = await atHead(rpc, async (state) => ({
    before: await readPosition(state, token, order.wallet),
    receiver: 'to' in order ? await readPosition(state, token, order.to) : null,
  }))
  const isKnown = before.units > 0n || before.walletFrozen
  if (!isKnown && (await walletByAddress(db, order.wallet)) === null) return refuse('HOLDER_UNKNOWN')
  const effects = effectsOf(order, before, receiver)
  if ('ok' in effects) return effects
  // A freeze takes from nobody; what gives units to somebody asks who they are.
  if ('to' in order && !(await mayDealNow(db))) return refuse('SCREENING_STALE')
  const call = { from: protocol.operator, to: token, data: enforcementCall(enforcement) }
  const reason = await refusalOf(rpc, call)
  return reason === null ? ok(effects) : refuse('CHAIN_REFUSES', { reason })
}

async function carryOut(work: Work, instrument: Instrument, enforcement: Enforcement): Promise<Intent> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null || instrument.token === null) throw new Error('weighed without a token')
  return recordIntent(
    work.db,
    {
      key: `${enforcement.id}:${PURPOSE}`,
      purpose: PURPOSE,
      subject: enforcement.id,
      from: protocol.operator,
      to: instrument.token,
      data: enforcementCall(enforcement),
      urgent: true,
    },
    work.now,
  )
}

/** Whether this is a paper of the wallet's holder, or looks like what a document is known by. */
async function isDocument(db: Db, wallet: Address, document: string): Promise<boolean> {
  const file = parseId('fil', document)
  if (file === null) return DOCUMENT.test(document)
  const investor = (await walletByAddress(db, wallet))?.investor
  return investor !== undefined && (await fileById(db, investor, file)) !== null
}

function walletsIn(order: EnforcementOrder): readonly Address[] {
  // Always in the same order, so that two measures never wait for each other.
  return ('to' in order ? [order.wallet, order.to] : [order.wallet]).toSorted()
}

function auditDetail({ instrument, order, reason, document, effects }: Enforcement) {
  return {
    instrument,
    kind: order.kind,
    units: 'units' in order ? order.units.toString() : null,
    reason,
    document,
    before: effects.map(({ before }) => before.units.toString()).join(', '),
    after: effects.map(({ after }) => after.units.toString()).join(', '),
  }
}

async function locked(work: Work, id: EnforcementId): Promise<Enforcement> {
  await lockFor(work.db, id)
  const enforcement = await selectEnforcement(work.db, id)
  if (enforcement === null) throw new Error(`there is no enforcement ${id}`)
  return enforcement
}

/** What follows when the token has done it for good, or refused to. */
export const enforcementSettled: SettledHandlers = {
  [PURPOSE]: {
    success: async (work, intent) => {
      const enforcement = await selectByIntent(work.db, intent.id)
      if (enforcement === null) return
      const { id } = enforcement
      await updateEnded(work.db, id, { status: 'done', tx: intent.txHash, failure: null, at: work.now })
      await appendAudit(work, { action: 'enforcement.done', subject: id, detail: { tx: intent.txHash } })
      await tellHolders(work, enforcement)
    },
    failure: async (work, intent) => {
      const enforcement = await selectByIntent(work.db, intent.id)
      if (enforcement === null) return
      const { id } = enforcement
      const failure = revertReason(intent.failure?.data ?? null)
      await updateEnded(work.db, id, { status: 'failed', tx: intent.txHash, failure, at: work.now })
      await appendAudit(work, { action: 'enforcement.failed', subject: id, detail: { reason: failure } })
    },
  },
}

/** Each holder whose units it was about is told, on what ground and by which document. */
async function tellHolders(
  work: Work,
  { instrument: id, order, reason, document }: Enforcement,
): Promise<void> {
  const instrument = await instrumentById(work.db, id)
  if (instrument === null) throw new Error(`there is no instrument ${id}`)
  const facts = {
    instrument: instrument.name,
    units: 'units' in order ? displayDecimal(order.units, instrument.decimals) : '',
    reason: reason.replaceAll('-', ' '),
    // Which paper of theirs it was, they see among their papers.
    document: parseId('fil', document) === null ? document : 'one of your papers',
  }
  const told = new Set<InvestorId>()
  for (const wallet of walletsIn(order)) {
    const investor = (await walletByAddress(work.db, wallet))?.investor
    if (investor === undefined || told.has(investor)) continue
    told.add(investor)
    await enqueueNotice(work, {
      topic: `enforcement.${order.kind}`,
      subject: id,
      audience: { investor },
      facts,
    })
  }
}
