import {
  changeTerms,
  createInstrument,
  instrumentById,
  instrumentByKey,
} from '../instrument/instrument.service.ts'
import type { Address, Instrument, InstrumentTerms } from '../instrument/instrument.ts'
import { deployProtocol } from '../instrument/protocol.service.ts'
import type { ProtocolRefusal } from '../instrument/protocol.ts'
import {
  recordDocument,
  requestAnchor,
  requestAnchors,
  requestRules,
  requestToken,
} from '../instrument/token.service.ts'
import { TERM_SHEET } from '../instrument/token.ts'
import {
  recordAppraisal,
  recordAsset,
  recordIssuer,
  recordSpv,
  recordValuation,
} from '../issuer/issuer.service.ts'
import { isSameValuation } from '../issuer/issuer.ts'
import type { AssetId, InstrumentId, IssuerId, SpvId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { planTermSheet, treasuryName, type Plan, type SheetContext } from './plan.service.ts'
import { openOffering } from '../offering/escrow/escrow-opening.service.ts'
import { holdOffering, tellChange } from '../offering/change/offering-change.service.ts'
import { keepSheetText } from '../instrument/sheet-text.service.ts'
import { enforced } from './plan-facts.ts'
import { isApplicable, isSettledPlan, toldLines } from './plan.ts'
import type { Change } from './plan-change.ts'
import { readTermSheet } from './term-sheet.service.ts'
import type { SheetFinding, TermSheet } from './term-sheet.ts'

export type Applied = { readonly plan: Plan; readonly instrument: InstrumentId; readonly changed: boolean }

/** The plan holds a refused change, so nothing of it was done. */
export type PlanRefused = { readonly ok: false; readonly reason: 'PLAN_REFUSED'; readonly plan: Plan }

/**
 * Does what `planTermSheet` shows, in the caller's transaction: rows at once, transactions as intents that the chain
 * carries out later, each after those it needs. A sheet that was applied already changes nothing; whatever failed
 * since is asked for again, so applying once more is how one resumes.
 */
export async function applyTermSheet(
  context: SheetContext,
  work: Work,
  sheet: TermSheet,
  callersIssuer: IssuerId | null,
): Promise<{ readonly ok: true; readonly value: Applied } | Refusal<ProtocolRefusal> | PlanRefused> {
  // One sheet at a time: two that share an issuer would otherwise both create it.
  await lockFor(work.db, 'term-sheet')
  // What is open when it is planned is open when its subscribers are told.
  const before = await instrumentByKey(work.db, sheet.terms.key)
  if (before !== null) await holdOffering(work.db, { instrument: before.id })
  const planned = await planTermSheet(context, work.db, sheet, callersIssuer, work.now)
  if (!planned.ok) return planned
  const plan = planned.value
  if (!isApplicable(plan.changes)) return { ok: false, reason: 'PLAN_REFUSED', plan }

  const deployed = await deployProtocol(work, context.rpc, context.operator)
  if (!deployed.ok) return deployed
  if (isSettledPlan(plan.changes)) {
    const known = await instrumentByKey(work.db, sheet.terms.key)
    if (known === null) throw new Error(`nothing is to be done for ${sheet.terms.key}, which does not exist`)
    return ok({ plan, instrument: known.id, changed: false })
  }

  const parents = await applyRecords(work, plan)
  const instrument = await applyInstrument(context, work, plan, parents)
  await recordDocument(work, instrument.id, { name: TERM_SHEET, sha256: sheet.sha256 })
  await keepSheetText(work, { sha256: sheet.sha256, instrument: instrument.id, text: sheet.text })
  await applyToken(work, plan, instrument)
  await tellSubscribers(work, plan, instrument)
  await appendAudit(work, {
    action: 'term-sheet.applied',
    subject: instrument.id,
    detail: { key: sheet.terms.key, sha256: sheet.sha256, version: instrument.version },
  })
  return ok({ plan, instrument: instrument.id, changed: true })
}

/** The text is no sound term sheet; with everything that is wrong with it. */
type SheetInvalid = Refusal<'TERM_SHEET_INVALID'> & { readonly findings: readonly SheetFinding[] }

/** As `applyTermSheet`, from the text of a sheet. */
export async function applySheetText(
  context: SheetContext,
  work: Work,
  yaml: string,
  callersIssuer: IssuerId | null,
): Promise<Awaited<ReturnType<typeof applyTermSheet>> | SheetInvalid> {
  const sheet = readTermSheet(new TextEncoder().encode(yaml), work.now)
  return sheet.ok
    ? applyTermSheet(context, work, sheet.value, callersIssuer)
    : { ...refuse('TERM_SHEET_INVALID', sheet.facts), findings: sheet.findings }
}

type Parents = { readonly issuer: IssuerId; readonly spv: SpvId; readonly asset: AssetId }

async function applyRecords(work: Work, { sheet, changes, facts }: Plan): Promise<Parents> {
  const touched = (subject: string) => changes.some((each) => each.subject === subject && isWritten(each))
  const issuer =
    facts.issuer !== null && !touched('issuer') ? facts.issuer.id : await recordIssuer(work, sheet.issuer)
  const spv = facts.spv !== null && !touched('SPV') ? facts.spv.id : await recordSpv(work, issuer, sheet.spv)
  const asset =
    facts.asset !== null && !touched('asset') ? facts.asset.id : await recordAsset(work, spv, sheet.asset)
  for (const valuation of sheet.valuations) {
    const known = facts.valuations.find((each) => isSameValuation(each, valuation))
    if (known === undefined) await recordValuation(work, asset, valuation)
    else if (known.document === null && valuation.document !== null)
      await recordAppraisal(work, asset, known, valuation.document)
  }
  return { issuer, spv, asset }
}

async function applyInstrument(
  context: SheetContext,
  work: Work,
  { sheet, facts }: Plan,
  parents: Parents,
): Promise<Instrument> {
  const terms = termsOf(sheet, facts.payment.address)
  const known = facts.instrument
  if (known === null) {
    const treasury =
      sheet.treasury === 'managed'
        ? await context.accounts.create(treasuryName(sheet.terms.key))
        : sheet.treasury
    const id = await createInstrument(work, {
      ...parents,
      treasury,
      terms,
      termSheetSha256: sheet.sha256,
    })
    return sureInstrument(work.db, id)
  }
  if (known.termSheetSha256 !== sheet.sha256) await changeTerms(work, known, terms, sheet.sha256)
  return sureInstrument(work.db, known.id)
}

async function applyToken(
  work: Work,
  { sheet, changes, facts }: Plan,
  instrument: Instrument,
): Promise<void> {
  const asked = (step: Change['step']) => changes.some((each) => each.step === step && isWritten(each))
  const { rules } = enforced(sheet, facts)
  if (instrument.status !== 'live') return requestToken(work, instrument.id, rules)
  await requestRules(work, instrument, rules, {
    countries: asked('set-countries'),
    rules: asked('set-rules'),
  })
  if (asked('anchor-term-sheet')) await requestAnchor(work, instrument, TERM_SHEET)
  if (asked('create-offering')) await openOffering(work, instrument)
  if (asked('anchor-document')) await requestAnchors(work, instrument)
}

const TOLD_LENGTH_MAX = 4_000

async function tellSubscribers(work: Work, { changes, facts }: Plan, { id }: Instrument): Promise<void> {
  if (facts.escrow.status !== 'open') return
  const lines = toldLines(changes)
  if (lines.length === 0) return
  const told = await tellChange(work, { instrument: id }, lines.join('\n').slice(0, TOLD_LENGTH_MAX))
  if (!told.ok) throw new Error(`nobody was told what changes about ${id}: ${told.reason}`)
}

function isWritten({ action }: Change): boolean {
  return action === 'create' || action === 'change'
}

function termsOf(sheet: TermSheet, token: Address | null): InstrumentTerms {
  if (token === null) throw new Error('a plan without a payment token was let through')
  const { paymentCurrency, ...terms } = sheet.terms
  return { ...terms, payment: { token, currency: paymentCurrency } }
}

async function sureInstrument(db: Db, id: InstrumentId): Promise<Instrument> {
  const instrument = await instrumentById(db, id)
  if (instrument === null) throw new Error(`there is no instrument ${id}`)
  return instrument
}
