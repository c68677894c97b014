import { getAddress } from 'viem'
import { appendAudit } from '../platform/audit.ts'
import { nextTry } from '../platform/chain/again.ts'
import { listIntents, recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { lockFor } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Address } from './instrument.ts'
import {
  DEPLOYER,
  failureSentence,
  hasCode,
  protocolAddressesOf,
  protocolDeployments,
  registryAgentCall,
  type Call,
  type Recorded,
} from './protocol.chain.ts'
import { contractsFor, type ProtocolAddresses, type ProtocolRefusal, type ProtocolStep } from './protocol.ts'
import {
  insertProtocol,
  selectProtocol,
  selectStepByIntent,
  selectSteps,
  updateReady,
  updateStepDone,
  updateStepFailed,
  upsertStep,
  type ProtocolRow,
  type StepRow,
} from './protocol.store.ts'

export { failureSentence, hasCode } from './protocol.chain.ts'

const DEPLOY = 'protocol.deploy'
const AGENT = 'protocol.agent'
const LOCK = 'protocol'

/** Where the platform's contracts are, or null until every one of them is on the chain for good. */
export async function protocolAddresses(db: Db): Promise<ProtocolAddresses | null> {
  const row = await selectProtocol(db)
  return row === null || row.readyAt === null ? null : recordedAddresses(db, row)
}

async function recordedAddresses(
  db: Db,
  { chainId, operator }: Pick<ProtocolRow, 'chainId' | 'operator'>,
): Promise<ProtocolAddresses> {
  return protocolAddressesOf(chainId, operator, recordedOf(await selectSteps(db)))
}

/**
 * Where the contracts were put. The addresses follow from the contracts' code, and a later version of this program has
 * other code: what exists stays where it is, and what came with that version looks for it there. What failed is nowhere.
 */
function recordedOf(steps: readonly StepRow[]): Recorded {
  return new Map(
    steps.flatMap(({ step, address, failure }) => (failure === null ? [[step, address] as const] : [])),
  )
}

/** One thing that has to be on the chain before an instrument can be, and how far it has come. */
export type ProtocolProgress = {
  readonly step: ProtocolStep
  readonly address: Address
  readonly state: 'missing' | 'under-way' | 'failed' | 'done'
  /** Why the newest attempt failed, in one sentence. */
  readonly failure: string | null
  readonly call: Call
}

/**
 * How far the platform's contracts have come, asked for or not, and where they are or will be; or why they cannot be
 * put on this chain by this operator.
 */
export async function protocolProgress(
  db: Db,
  rpc: Rpc,
  operator: Address,
): Promise<
  Result<
    { readonly addresses: ProtocolAddresses; readonly steps: readonly ProtocolProgress[] },
    ProtocolRefusal
  >
> {
  const checked = await checkChain(db, rpc, operator)
  if (!checked.ok) return checked
  const addresses = checked.value
  const all = await selectSteps(db)
  const rows = new Map(all.map((row) => [row.step, row]))
  const steps = [
    ...protocolDeployments(addresses.chainId, operator, recordedOf(all)).map(({ name, address, call }) => ({
      step: name,
      address,
      call,
    })),
    { step: 'registry-agent' as const, address: addresses.registry, call: registryAgentCall(addresses) },
  ]
  const progress = steps.map(({ step, address, call }) => {
    const row = rows.get(step)
    const state = stateOf(row, rows.size > 0)
    return { step, address: row?.address ?? address, call, state, failure: row?.failure ?? null }
  })
  return ok({ addresses, steps: progress })
}

/** A step of a deployment that was asked for follows by itself, once those before it are done. */
function stateOf(row: StepRow | undefined, isAsked: boolean): ProtocolProgress['state'] {
  if (row === undefined) return isAsked ? 'under-way' : 'missing'
  if (row.doneAt !== null) return 'done'
  return row.failure === null ? 'under-way' : 'failed'
}

async function checkChain(
  db: Db,
  rpc: Rpc,
  operator: Address,
): Promise<Result<ProtocolAddresses, ProtocolRefusal>> {
  const chainId = Number(await rpc.call('eth_chainId', []))
  const known = await selectProtocol(db)
  if (known !== null && known.chainId !== chainId)
    return refuse('CHAIN_CHANGED', { known: String(known.chainId), chain: String(chainId) })
  if (known !== null && getAddress(known.operator) !== getAddress(operator))
    return refuse('OPERATOR_CHANGED', { known: known.operator, operator })
  if (!(await hasCode(rpc, DEPLOYER))) return refuse('DEPLOYER_MISSING', { deployer: DEPLOYER })
  return ok(await recordedAddresses(db, { chainId, operator }))
}

/**
 * Asks for every contract of the platform that is not there yet. Asking again changes nothing, except that what failed
 * is tried once more. It is done when `protocolAddresses` answers.
 *
 * Each contract is one transaction through the deterministic deployer. What an earlier installation of the same operator
 * left on the chain is found by its address and used again.
 */
export async function deployProtocol(
  work: Work,
  rpc: Rpc,
  operator: Address,
): Promise<Result<ProtocolAddresses, ProtocolRefusal>> {
  await lockFor(work.db, LOCK)
  const checked = await checkChain(work.db, rpc, operator)
  if (!checked.ok) return checked
  const addresses = checked.value
  const { chainId } = addresses
  const known = await selectProtocol(work.db)
  if (known === null) {
    await insertProtocol(work.db, { chainId, operator }, work.now)
    await appendAudit(work, { action: 'protocol.requested', detail: { chainId, operator } })
  }

  const all = await selectSteps(work.db)
  const steps = new Map(all.map((row) => [row.step, row]))
  for (const { name, address, call } of protocolDeployments(chainId, operator, recordedOf(all))) {
    const step = steps.get(name)
    if (step !== undefined && step.failure === null) continue
    if (await hasCode(rpc, address))
      await upsertStep(
        work.db,
        { step: name, address, intent: null, attempt: step?.attempt ?? 0, doneAt: work.now },
        work.now,
      )
    else await ask(work, operator, { step: name, address, call, purpose: DEPLOY }, step)
  }
  const agent = steps.get('registry-agent')
  if (agent !== undefined && agent.failure !== null) await askForAgent(work, addresses, agent)
  await advance(work)
  return ok(addresses)
}

/** So many of the newest attempts tell when the next is made. */
const ATTEMPTS_MAX = 100

/** When a contract whose deployment failed is asked for again by itself, later each time; null where none failed since one succeeded. */
export async function nextDeployment(db: Db): Promise<Temporal.Instant | null> {
  return nextTry(await listIntents(db, { purpose: DEPLOY, limit: ATTEMPTS_MAX }))
}

type Step = {
  readonly step: ProtocolStep
  readonly address: Address
  readonly call: Call
  readonly purpose: string
}

async function ask(work: Work, operator: Address, step: Step, before: StepRow | undefined): Promise<void> {
  const attempt = (before?.attempt ?? 0) + 1
  const intent = await recordIntent(
    work.db,
    {
      key: `protocol:${step.step}:${attempt}`,
      purpose: step.purpose,
      subject: step.step,
      from: operator,
      to: step.call.to,
      data: step.call.data,
    },
    work.now,
  )
  await upsertStep(
    work.db,
    { step: step.step, address: step.address, intent: intent.id, attempt, doneAt: null },
    work.now,
  )
}

function askForAgent(work: Work, addresses: ProtocolAddresses, before: StepRow | undefined): Promise<void> {
  const step = {
    step: 'registry-agent',
    address: addresses.registry,
    call: registryAgentCall(addresses),
    purpose: AGENT,
  } as const
  return ask(work, addresses.operator, step, before)
}

/** Takes the next step when all that it waits for is done. True when this made the platform ready. */
async function advance(work: Work): Promise<boolean> {
  const known = await selectProtocol(work.db)
  if (known === null || known.readyAt !== null) return false
  const steps = new Map((await selectSteps(work.db)).map((row) => [row.step, row]))
  if (!contractsFor(known.chainId).every((name) => steps.get(name)?.doneAt != null)) return false

  const agent = steps.get('registry-agent')
  if (agent === undefined) {
    await askForAgent(work, await recordedAddresses(work.db, known), undefined)
    return false
  }
  if (agent.doneAt === null) return false
  await updateReady(work.db, work.now)
  await appendAudit(work, { action: 'protocol.ready', detail: { chainId: known.chainId } })
  return true
}

/** What becomes of the deployment's transactions. `whenReady` is told once, in the same database transaction. */
export function protocolSettled(whenReady: (work: Work) => Promise<void>): SettledHandlers {
  const success = async (work: Work, intent: Intent): Promise<void> => {
    await lockFor(work.db, LOCK)
    const step = await selectStepByIntent(work.db, intent.id)
    if (step === null) return
    await updateStepDone(work.db, step.step, work.now)
    if (await advance(work)) await whenReady(work)
  }
  const failure = async (work: Work, intent: Intent): Promise<void> => {
    const step = await selectStepByIntent(work.db, intent.id)
    if (step === null) return
    const sentence = failureSentence(intent)
    await updateStepFailed(work.db, step.step, sentence)
    await appendAudit(work, { action: 'protocol.failed', detail: { step: step.step, failure: sentence } })
  }
  return { [DEPLOY]: { success, failure }, [AGENT]: { success, failure } }
}
