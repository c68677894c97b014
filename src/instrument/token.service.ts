import type { InstrumentId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import {
  intentById,
  recordIntent,
  type Intent,
  type SettledHandler,
  type SettledHandlers,
} from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { gasFor } from './gas.chain.ts'
import type { Gas } from './gas.ts'
import type { Address, Instrument, TransferRules } from './instrument.ts'
import { instrumentById, instruments, markDeploying, markDraft, markLive } from './instrument.service.ts'
import { failureSentence, hasCode, type Call } from './protocol.chain.ts'
import { protocolAddresses, protocolSettled } from './protocol.service.ts'
import type { ProtocolAddresses } from './protocol.ts'
import {
  anchorCall,
  createTokenCall,
  offeringAddressOf,
  readSupply,
  readTokenFacts,
  setCountriesCall,
  setRulesCall,
  tokenAddressOf,
  type TokenBirth,
} from './token.chain.ts'
import { hashUri, TERM_SHEET, type AnchorState, type InstrumentDocument, type TokenFacts } from './token.ts'
import {
  insertDocument,
  insertStep,
  selectDocuments,
  selectStepByIntent,
  selectSteps,
  updateAnchored,
  updateStep,
  type TokenStep,
} from './token.store.ts'

const CREATE = 'instrument.create-token'
const RULES = 'instrument.set-rules'
const COUNTRIES = 'instrument.set-countries'
const ANCHOR = 'instrument.anchor-document'

export type { TokenBirth } from './token.chain.ts'
export { offeringAddressOf, saltOf } from './token.chain.ts'

/** Base units in holders' hands at the chain's head; none before there is a token. */
export async function unitsIssued(rpc: Rpc, { token }: Instrument): Promise<bigint> {
  return token === null ? 0n : atHead(rpc, (state) => readSupply(state, token))
}

/**
 * Whether this is a contract of the platform's own, also one that is still to be made: a token, an offering, a registry. Nobody
 * holds its key, and it holds no units.
 *
 * @param planned where contracts will be that the records do not know yet
 */
export async function isOwnContract(
  db: Db,
  address: Address,
  planned: ProtocolAddresses | null = null,
): Promise<boolean> {
  const protocol = planned ?? (await protocolAddresses(db))
  const known = await instruments(db)
  const own =
    protocol === null
      ? []
      : [
          protocol.registry,
          protocol.tokenImplementation,
          protocol.distributor,
          protocol.factory,
          protocol.assetFactory,
          protocol.offeringImplementation,
          protocol.redemption,
          protocol.stablecoin,
          ...known.flatMap(({ key }) => [tokenAddressOf(protocol, key), offeringAddressOf(protocol, key)]),
        ]
  return [...own, ...known.map(({ token }) => token)].some(
    (contract) => contract?.toLowerCase() === address.toLowerCase(),
  )
}

/** Every document of an instrument in every version: by name, the oldest version first. */
export function documentsOf(db: Db, instrument: InstrumentId): Promise<InstrumentDocument[]> {
  return selectDocuments(db, instrument)
}

/** Writes down a new version of a document, which is to be anchored. Nothing happens when it is the newest already. */
export async function recordDocument(
  work: Work,
  instrument: InstrumentId,
  document: { readonly name: string; readonly sha256: string },
): Promise<void> {
  const newest = (await selectDocuments(work.db, instrument))
    .filter(({ name }) => name === document.name)
    .at(-1)
  if (newest?.sha256 === document.sha256) return
  await insertDocument(work.db, instrument, {
    name: document.name,
    version: (newest?.version ?? 0) + 1,
    uri: hashUri(document.sha256),
    sha256: document.sha256,
    recordedAt: work.now,
  })
}

/**
 * Asks for the token of a draft. While the platform's own contracts are on their way it waits for them. Asking again
 * while it is under way changes nothing; what failed is tried once more.
 *
 * @param rules what it is to enforce: what the terms say, or stricter
 */
export async function requestToken(work: Work, id: InstrumentId, rules: TransferRules): Promise<void> {
  const [instrument, protocol] = [await sureInstrument(work.db, id), await protocolAddresses(work.db)]
  if (instrument.status !== 'draft' || protocol === null) return
  const call = createTokenCall(protocol, { ...instrument, rules })
  await ask(work, instrument, CREATE, protocol.operator, call)
  await markDeploying(work, id)
}

/** Asks for these rules to be written to a live token. The countries are a transaction of their own. */
export async function requestRules(
  work: Work,
  instrument: Instrument,
  rules: TransferRules,
  parts: { readonly rules: boolean; readonly countries: boolean },
): Promise<void> {
  const { token, operator } = await liveToken(work.db, instrument)
  // Countries first: switching the rule on before its list is there would refuse everybody for a moment.
  if (parts.countries) await ask(work, instrument, COUNTRIES, operator, setCountriesCall(token, rules))
  if (parts.rules) await ask(work, instrument, RULES, operator, setRulesCall(token, rules))
}

/** Asks for the newest version of a document to be anchored on a live token. */
export async function requestAnchor(work: Work, instrument: Instrument, name: string): Promise<void> {
  const newest = (await selectDocuments(work.db, instrument.id)).findLast(
    (document) => document.name === name,
  )
  if (newest === undefined) throw new Error(`${instrument.key} has no document ${name}`)
  await anchor(work, instrument, newest)
}

/**
 * Asks for every version of every document but the term sheet to be anchored that is not, the oldest first, so that
 * ERC-1643's view ends with the newest. Before there is a token they wait for it. Asking again changes nothing while a
 * transaction is under way; what failed is tried once more.
 */
export async function requestAnchors(work: Work, instrument: Instrument): Promise<void> {
  if (instrument.token === null || (await protocolAddresses(work.db)) === null) return
  for (const document of await selectDocuments(work.db, instrument.id))
    // A term sheet is anchored when it is applied; one that another has replaced since would undo that.
    if (document.name !== TERM_SHEET && document.anchored === null) await anchor(work, instrument, document)
}

async function anchor(work: Work, instrument: Instrument, document: InstrumentDocument): Promise<void> {
  const { token, operator } = await liveToken(work.db, instrument)
  const call = anchorCall(token, document.name, document.sha256)
  await ask(work, instrument, anchorStep(document), operator, call)
}

/** A document with how far its anchoring has come. */
export type AnchoredDocument = InstrumentDocument & {
  readonly state: AnchorState
  /** Why it failed, in one sentence. */
  readonly failure: string | null
}

/** As `documentsOf`, each with the state of its anchoring. */
export async function anchorsOf(db: Db, instrument: Instrument): Promise<AnchoredDocument[]> {
  const steps = await selectSteps(db, instrument.id)
  return (await selectDocuments(db, instrument.id)).map((document) => {
    const step = steps.find((each) => each.step === anchorStep(document))
    const failed = step?.status === 'failed'
    const open = step === undefined ? 'waiting' : failed ? 'failed' : 'pending'
    return {
      ...document,
      state: document.anchored === null ? open : 'anchored',
      failure: document.anchored === null && failed ? step.failure : null,
    }
  })
}

/** An instrument's transaction as it would be asked for, and whether it is on its way already. */
export type TokenCall = { readonly call: Call; readonly underWay: boolean; readonly failure: string | null }

/** Where a token stands, and the calls that would bring it to these terms. `facts` is null while there is none. */
export type TokenProgress = {
  readonly address: Address
  readonly facts: TokenFacts | null
  readonly create: TokenCall
  readonly rules: TokenCall
  readonly countries: TokenCall
  readonly anchor: TokenCall
  /** Documents of the data room that the chain does not vouch for yet, in the order in which they are asked for. */
  readonly documents: readonly (Pick<
    AnchoredDocument,
    'name' | 'version' | 'sha256' | 'state' | 'failure'
  > & {
    readonly call: Call
  })[]
}

/**
 * What the chain says about a token that is, or is to be, on these terms. Reads the head: what is not final yet shows
 * as well, and is also named as under way.
 */
export async function tokenProgress(
  db: Db,
  rpc: Rpc,
  protocol: ProtocolAddresses,
  wanted: TokenBirth,
  instrument: Instrument | null,
): Promise<TokenProgress> {
  const address = tokenAddressOf(protocol, wanted.key)
  const exists = await hasCode(rpc, address)
  const steps = instrument === null ? [] : await selectSteps(db, instrument.id)
  const documents = instrument === null ? [] : await anchorsOf(db, instrument)
  const asked = async (name: string, call: Call): Promise<TokenCall> => {
    const step = steps.findLast((each) => each.step === name || each.step.startsWith(`${name}:`))
    const same = step !== undefined && isCall(await intentById(db, step.intent), call)
    return {
      call,
      underWay: same && step.status === 'asked',
      failure: step?.status === 'failed' ? step.failure : null,
    }
  }
  return {
    address,
    facts: exists ? await atHead(rpc, (state) => readTokenFacts(state, address)) : null,
    create: await asked(CREATE, createTokenCall(protocol, wanted)),
    rules: await asked(RULES, setRulesCall(address, wanted.rules)),
    countries: await asked(COUNTRIES, setCountriesCall(address, wanted.rules)),
    anchor: await asked(`${ANCHOR}:${TERM_SHEET}`, anchorCall(address, TERM_SHEET, wanted.termSheetSha256)),
    documents: documents
      .filter(({ name, anchored }) => name !== TERM_SHEET && anchored === null)
      .map(({ name, version, sha256, state, failure }) => ({
        name,
        version,
        sha256,
        state,
        failure,
        call: anchorCall(address, name, sha256),
      })),
  }
}

/** Asks for a call, unless the same one is under way already. */
async function ask(
  work: Work,
  instrument: Instrument,
  name: string,
  operator: Address,
  call: Call,
): Promise<void> {
  const before = (await selectSteps(work.db, instrument.id)).find(({ step }) => step === name)
  if (before?.status === 'asked' && isCall(await intentById(work.db, before.intent), call)) return
  const attempt = (before?.attempt ?? 0) + 1
  const intent = await recordIntent(
    work.db,
    {
      key: `instrument:${instrument.id}:${name}:${attempt}`,
      purpose: name.startsWith(ANCHOR) ? ANCHOR : name,
      subject: instrument.id,
      from: operator,
      to: call.to,
      data: call.data,
    },
    work.now,
  )
  await insertStep(work.db, { instrument: instrument.id, step: name, attempt, intent: intent.id }, work.now)
}

function isCall(intent: Intent | null, call: Call): boolean {
  return intent !== null && intent.to === call.to.toLowerCase() && intent.data === call.data.toLowerCase()
}

async function sureInstrument(db: Db, id: InstrumentId): Promise<Instrument> {
  const instrument = await instrumentById(db, id)
  if (instrument === null) throw new Error(`there is no instrument ${id}`)
  return instrument
}

async function liveToken(
  db: Db,
  instrument: Instrument,
): Promise<{ readonly token: Address; readonly operator: Address }> {
  const protocol = await protocolAddresses(db)
  if (instrument.token === null || protocol === null) throw new Error(`${instrument.key} has no token yet`)
  return { token: instrument.token, operator: protocol.operator }
}

function anchorStep(document: { readonly name: string; readonly version: number }): string {
  return `${ANCHOR}:${document.name}:${document.version}`
}

/** What each call takes when all are sent in this order; the rows and the calls have the same order. */
export function gasOf(rpc: Rpc, from: Address, calls: readonly Call[]): Promise<Gas[]> {
  return gasFor(rpc, from, calls)
}

/* What became of them */

/**
 * What becomes of the platform's and the instruments' transactions. `whenLive` is told once for each instrument whose
 * token is on the chain for good, in the same database transaction. `rulesOf` says what a token that waited for the
 * platform's contracts is to enforce; null leaves it waiting until its sheet is applied again.
 */
export function instrumentSettled({
  whenLive,
  rulesOf,
}: {
  readonly whenLive: (work: Work, instrument: Instrument) => Promise<void>
  readonly rulesOf: (work: Work, instrument: Instrument) => Promise<TransferRules | null>
}): SettledHandlers {
  const done = settled(async () => {})
  return {
    ...protocolSettled(async (work) => {
      for (const instrument of await instruments(work.db)) {
        const rules = instrument.status === 'draft' ? await rulesOf(work, instrument) : null
        if (rules !== null) await requestToken(work, instrument.id, rules)
      }
    }),
    [CREATE]: {
      success: settled(async (work, intent, step) => {
        const protocol = await protocolAddresses(work.db)
        const instrument = await sureInstrument(work.db, step.instrument)
        if (protocol === null) throw new Error('a token was created by a platform that is not ready')
        const token = tokenAddressOf(protocol, instrument.key)
        await markLive(work, instrument.id, token)
        await anchored(work, intent, instrument.id, ({ name }) => name === TERM_SHEET)
        await appendAudit(work, { action: 'instrument.live', subject: instrument.id, detail: { token } })
        await whenLive(work, await sureInstrument(work.db, instrument.id))
      }),
      failure: failed(async (work, step) => markDraft(work, step.instrument)),
    },
    [RULES]: { success: done, failure: failed() },
    [COUNTRIES]: { success: done, failure: failed() },
    [ANCHOR]: {
      success: settled((work, intent, step) =>
        anchored(work, intent, step.instrument, (document) => anchorStep(document) === step.step),
      ),
      failure: failed(),
    },
  }
}

/** Marks the document whose hash the transaction carried. */
async function anchored(
  work: Work,
  intent: Intent,
  instrument: InstrumentId,
  isMeant: (document: InstrumentDocument) => boolean,
): Promise<void> {
  const document = (await selectDocuments(work.db, instrument)).findLast(
    (each) => isMeant(each) && intent.data.includes(each.sha256),
  )
  if (document === undefined || intent.block === null || intent.txHash === null)
    throw new Error(`intent ${intent.id} anchored nothing that is known`)
  const { number: block, at } = intent.block
  await updateAnchored(work.db, instrument, document, { block, tx: intent.txHash, at })
  await appendAudit(work, {
    action: 'document.anchored',
    subject: instrument,
    detail: { name: document.name, version: document.version, sha256: document.sha256, tx: intent.txHash },
  })
}

function settled(then: (work: Work, intent: Intent, step: TokenStep) => Promise<void>): SettledHandler {
  return async (work, intent) => {
    const step = await selectStepByIntent(work.db, intent.id)
    if (step === null) return
    await updateStep(work.db, step, { status: 'done', failure: null }, work.now)
    await then(work, intent, step)
  }
}

function failed(then: (work: Work, step: TokenStep) => Promise<void> = async () => {}): SettledHandler {
  return async (work, intent) => {
    const step = await selectStepByIntent(work.db, intent.id)
    if (step === null) return
    const failure = failureSentence(intent)
    await updateStep(work.db, step, { status: 'failed', failure }, work.now)
    await appendAudit(work, {
      action: 'instrument.transaction-failed',
      subject: step.instrument,
      detail: { step: step.step, failure },
    })
    await then(work, step)
  }
}
