import { keccak256, toHex } from 'viem'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { DEFAULT_FEE_POLICY, suggestedFees } from '../platform/chain/fees.ts'
import { field, hexOf, numberOf, bigintOf, RpcError, type Rpc } from '../platform/chain/rpc.ts'
import { market } from '../platform/chain/sender.ts'
import type { Signer } from '../platform/chain/signer.ts'
import {
  checksummed,
  codeHashOf,
  DEPLOYER_TRANSACTION,
  deploymentSteps,
  ownerOf,
  refusalSentence,
  type Step,
} from './deployment.chain.ts'
import type { DeploymentRefusal, GovernancePeople, Manifest, StepRecord } from './deployment.ts'
import type { Address } from './instrument.ts'
import { DEPLOYER, hasCode, protocolAddressesOf } from './protocol.chain.ts'

/** EIP-7825: no transaction may ask for more gas since Osaka. */
const GAS_MAX = 16_777_216n
/** How long one transaction may take to get into a block. */
const PATIENCE_MS = 10 * 60_000
const LOOK_MS = 250

type Outcome<T> = Result<T, DeploymentRefusal>

/** Where the manifest is kept between steps; `save` returns when it is safe from a crash. */
export type ManifestStore = {
  readonly load: () => Manifest | null
  readonly save: (manifest: Manifest) => void
}

export type DeploymentOptions = {
  readonly rpc: Rpc
  /** The operator, who pays, and whom the contracts belong to until they are given to a governance. */
  readonly signer: Signer
  readonly people: GovernancePeople | null
  readonly store: ManifestStore
  readonly say: (line: string) => void
  readonly patienceMs?: number
  readonly lookMs?: number
}

/** What has been done so far, and with what it goes on. */
type Work = DeploymentOptions & {
  readonly chainId: number
  manifest: Manifest
}

/**
 * Puts the protocol on a chain, one transaction a step, and says in the manifest what is where. Killed at any moment and
 * run again, it goes on where it was: a step is done when the chain says so, and a transaction is written down before it
 * is sent, so that it is never made twice. Run when all is done, it sends nothing and compares the code with the manifest.
 */
export async function deploy(options: DeploymentOptions): Promise<Outcome<Manifest>> {
  const { rpc, signer, people } = options
  const chainId = numberOf(await rpc.call('eth_chainId', []), 'chain id')
  const operator = checksummed(signer.address)
  const steps = deploymentSteps(chainId, operator, people)
  const begun = begin(options.store.load(), { chainId, operator, people, steps })
  if (!begun.ok) return begun
  const work: Work = { ...options, chainId, manifest: begun.value }

  const owned = await checkOwners(work, operator)
  if (!owned.ok) return owned
  const placed = await placeDeployer(work)
  if (!placed.ok) return placed
  for (const step of steps) {
    const done = await carryOut(work, step)
    if (!done.ok) return done
  }
  if (!work.manifest.complete) save(work, { complete: true })
  return ok(work.manifest)
}

function begin(
  found: Manifest | null,
  asked: {
    readonly chainId: number
    readonly operator: Address
    readonly people: GovernancePeople | null
    readonly steps: readonly Step[]
  },
): Outcome<Manifest> {
  const { chainId, operator, people, steps } = asked
  if (found === null)
    return ok({
      chainId,
      operator,
      deployer: DEPLOYER,
      governance: people,
      contracts: [],
      steps: [],
      pending: null,
      complete: false,
    })
  const differs = (what: string, known: string, mine: string) =>
    known === mine ? null : refuse('MANIFEST_OF_ANOTHER', { what, known, asked: mine })
  const contracts = found.contracts.map(({ step, address }) => {
    const expected = steps.find(({ name }) => name === step)?.contract?.address ?? 'none'
    return differs(step, address, expected)
  })
  const differing = [
    differs('chain', String(found.chainId), String(chainId)),
    differs('operator', found.operator, operator),
    differs('governance', JSON.stringify(found.governance), JSON.stringify(people)),
    ...contracts,
  ]
  return differing.find((refusal) => refusal !== null) ?? ok(found)
}

/** A governance is given what belongs to the operator, or has it already. */
async function checkOwners(work: Work, operator: Address): Promise<Outcome<null>> {
  if (work.people === null) return ok(null)
  const steps = deploymentSteps(work.chainId, operator, work.people)
  const governance = steps.find(({ name }) => name === 'Governance')?.contract?.address
  const { registry, factory } = protocolAddressesOf(work.chainId, operator)
  for (const [step, address] of [
    ['InvestorRegistry', registry],
    ['Factory', factory],
  ] as const) {
    const owner = await ownerOf(work.rpc, address)
    if (owner !== null && owner !== operator && owner !== governance)
      return refuse('OWNER_UNEXPECTED', { step, address, owner })
  }
  return ok(null)
}

/** The deterministic deployer, where the chain has none: its maker is given what it costs, then its transaction is sent. */
async function placeDeployer(work: Work): Promise<Outcome<null>> {
  const { rpc, say } = work
  if (await hasCode(rpc, DEPLOYER)) return ok(null)
  say(`There is no deterministic deployer at ${DEPLOYER}: making it.`)
  const { sender, cost, raw } = DEPLOYER_TRANSACTION
  const balance = bigintOf(await rpc.call('eth_getBalance', [sender, 'latest']), 'balance')
  if (balance < cost) {
    const funding: Step = {
      name: 'deployer-funding',
      call: { to: sender, data: '0x' },
      isDone: async () => false,
      contract: null,
    }
    const funded = await transact(work, funding, cost - balance)
    if (!funded.ok) return funded
    save(work, { pending: null })
  }
  try {
    await rpc.call('eth_sendRawTransaction', [raw])
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    if (!isTaken(error)) return refuse('DEPLOYER_NOT_TAKEN', { deployer: DEPLOYER })
  }
  const isThere = await waited(work, () => hasCode(rpc, DEPLOYER).then((code) => (code ? true : null)))
  return isThere === null ? refuse('DEPLOYER_NOT_TAKEN', { deployer: DEPLOYER }) : ok(null)
}

async function carryOut(work: Work, step: Step): Promise<Outcome<null>> {
  const recorded = work.manifest.steps.find((record) => record.step === step.name) ?? null
  if (!(await step.isDone(work.rpc))) {
    const done = await transact(work, step, 0n)
    return done.ok ? await record(work, step, done.value) : done
  }
  if (recorded !== null) return await compare(work, step)
  // Done, and not written down: by the transaction that was under way when the last run ended, or by somebody before.
  const { pending } = work.manifest
  const found = pending?.step === step.name ? await receiptOf(work, step, pending.transaction) : null
  return await record(work, step, found === null || found === 'reverted' ? nobodyRemembers(step) : found)
}

const nobodyRemembers = ({ name }: Step): StepRecord => ({
  step: name,
  transaction: null,
  block: null,
  gasUsed: null,
})

async function compare({ rpc, manifest }: Work, step: Step): Promise<Outcome<null>> {
  const contract = manifest.contracts.find((one) => one.step === step.name)
  if (contract === undefined || (await codeHashOf(rpc, contract.address)) === contract.codeHash)
    return ok(null)
  return refuse('MANIFEST_CODE_DIFFERS', { step: step.name, address: contract.address })
}

async function record(work: Work, step: Step, done: StepRecord): Promise<Outcome<null>> {
  const { contracts, steps } = work.manifest
  const others = contracts.filter((one) => one.step !== step.name)
  const added =
    step.contract === null
      ? others
      : [
          ...others,
          { ...done, ...step.contract, codeHash: await codeHashOf(work.rpc, step.contract.address) },
        ]
  save(work, {
    contracts: added,
    steps: [...steps.filter((one) => one.step !== step.name), done],
    pending: null,
  })
  work.say(done.block === null ? `${step.name}: was there` : `${step.name}: block ${done.block}`)
  return ok(null)
}

/** Sends the step's transaction, or the one that was signed for it before, and waits until it is in a block. */
async function transact(work: Work, step: Step, value: bigint): Promise<Outcome<StepRecord>> {
  const before = work.manifest.pending
  const again = before?.step === step.name ? await resend(work, before) : null
  const signed = again ?? (await sign(work, step, value))
  if (!signed.ok) return signed
  const transaction = signed.value
  const found = await waited(work, () => receiptOf(work, step, transaction))
  if (found === null) {
    const seconds = String(Math.round((work.patienceMs ?? PATIENCE_MS) / 1000))
    return refuse('STEP_NOT_MINED', { step: step.name, transaction, seconds })
  }
  if (found !== 'reverted') return ok(found)
  save(work, { pending: null })
  return refuse('STEP_FAILED', { step: step.name, transaction })
}

/** The transaction that was signed before, if it can still come to a block; else null. */
async function resend(
  work: Work,
  pending: NonNullable<Manifest['pending']>,
): Promise<Outcome<`0x${string}`> | null> {
  try {
    await work.rpc.call('eth_sendRawTransaction', [pending.raw])
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    const receipt = await work.rpc.call('eth_getTransactionReceipt', [pending.transaction])
    // Its nonce went to another transaction, or it offers too little: a new one is made.
    if (receipt === null && !isTaken(error)) return null
  }
  return ok(pending.transaction)
}

async function sign(work: Work, step: Step, value: bigint): Promise<Outcome<`0x${string}`>> {
  const { rpc, signer, chainId } = work
  const call = { from: signer.address, ...step.call, value: toHex(value) }
  try {
    const estimate = bigintOf(await rpc.call('eth_estimateGas', [call]), 'estimate')
    const gas = smaller((estimate * 5n) / 4n, GAS_MAX)
    const fees = suggestedFees(await market(rpc), DEFAULT_FEE_POLICY)
    if (fees === null)
      return refuse('FEES_TOO_HIGH', { most: String(DEFAULT_FEE_POLICY.maxFeeCap / 1_000_000_000n) })
    const nonce = numberOf(
      await rpc.call('eth_getTransactionCount', [signer.address, 'pending']),
      'transaction count',
    )
    const raw = await signer.sign({ chainId, nonce, ...step.call, value, gas, ...fees })
    const transaction = keccak256(raw)
    // Written down before it is sent: whatever happens now, this one is found again.
    save(work, { pending: { step: step.name, transaction, raw }, complete: false })
    await rpc.call('eth_sendRawTransaction', [raw])
    return ok(transaction)
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    return refuse('STEP_REFUSED', { step: step.name, why: refusalSentence(error) })
  }
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function isTaken(error: RpcError): boolean {
  return /already (known|imported)/i.test(error.message)
}

async function receiptOf(
  { rpc }: Work,
  { name }: Step,
  transaction: `0x${string}`,
): Promise<StepRecord | 'reverted' | null> {
  const receipt = await rpc.call('eth_getTransactionReceipt', [transaction])
  if (receipt === null) return null
  if (field(receipt, 'status') !== '0x1') return 'reverted'
  return {
    step: name,
    transaction: hexOf(field(receipt, 'transactionHash'), 'transaction hash'),
    block: numberOf(field(receipt, 'blockNumber'), 'block number'),
    gasUsed: numberOf(field(receipt, 'gasUsed'), 'gas used'),
  }
}

async function waited<T>(work: Work, look: () => Promise<T | null>): Promise<T | null> {
  const deadline = performance.now() + (work.patienceMs ?? PATIENCE_MS)
  for (;;) {
    const found = await look()
    if (found !== null || performance.now() > deadline) return found
    await new Promise((resolve) => setTimeout(resolve, work.lookMs ?? LOOK_MS))
  }
}

function save(work: Work, change: Partial<Manifest>): void {
  work.manifest = { ...work.manifest, ...change }
  work.store.save(work.manifest)
}
