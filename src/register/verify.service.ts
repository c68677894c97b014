import type { Address } from '../instrument/instrument.ts'
import { atHead } from '../platform/chain/state.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { spelled } from './register.chain.ts'
import { selectMovedTokens, selectMovements } from './register.store.ts'
import { readDistributorEvidence, readMade, readTokenEvidence, readTokens } from './verify.chain.ts'
import {
  checkDistributions,
  checkStoredDistributions,
  deriveDistribution,
  type DerivedDistribution,
  type DistributorEvidence,
  type StoredDistribution,
} from './verify-distribution.ts'
import {
  checkStoredDocuments,
  checkStoredRegister,
  checkStoredTokens,
  checkToken,
  checkTokens,
  type CheckResult,
  type StoredDocument,
  type TokenEvidence,
} from './verify.ts'

export { kindOf } from './verify.chain.ts'

/** Where the platform's contracts are, and from which block on they can have said anything. */
export type Contracts = {
  readonly factory: Address
  readonly distributor: Address
  readonly fromBlock: number
}

/** What a database says, to be compared with the chain: all of it as of one moment, the block it has read up to. */
export type Stored = {
  /** A transaction that sees one moment: REPEATABLE READ. */
  readonly db: Db
  readonly upTo: number
  /** Every token that a share class is said to have. */
  readonly tokens: () => Promise<readonly Address[]>
  readonly distributionsOf: (token: Address) => Promise<readonly StoredDistribution[]>
  readonly documentsOf: (token: Address) => Promise<readonly StoredDocument[]>
}

/** Everything that was derived from the chain at one block, and every comparison made. */
export type Verification = {
  readonly block: { readonly number: number; readonly hash: string; readonly at: Temporal.Instant }
  /** How many tokens the factory has made by its own count, whenever that was. */
  readonly made: number
  readonly tokens: readonly TokenEvidence[]
  readonly distributor: DistributorEvidence
  readonly checks: readonly CheckResult[]
}

/**
 * Re-derives register, supply, lots, documents and every distribution from the chain's logs, and compares them with the
 * contracts' own state at the head, and with a database where one is given. Reads only.
 *
 * Throws `ChainUnavailable` when the chain cannot be asked, and `RegisterInconsistent` when its logs contradict
 * themselves.
 */
export function verify(
  rpc: Rpc,
  contracts: Contracts,
  { stored }: { readonly stored?: Stored } = {},
): Promise<Verification> {
  return atHead(rpc, async (state) => {
    const range = { from: contracts.fromBlock, to: state.block.number }
    const made = await readMade(rpc, state, contracts.factory)
    const addresses = await readTokens(rpc, contracts.factory, range)
    const tokens: TokenEvidence[] = []
    for (const token of addresses)
      tokens.push(await readTokenEvidence(rpc, state, token, contracts.fromBlock))
    const distributor = await readDistributorEvidence(
      rpc,
      state,
      contracts.distributor,
      new Set(addresses),
      contracts.fromBlock,
    )
    const checks = [
      checkTokens(addresses, made, contracts.fromBlock),
      ...tokens.flatMap(checkToken),
      ...checkDistributions(distributor, tokens),
    ]
    if (stored !== undefined) {
      checks.push(checkStoredTokens(await storedTokens(stored), addresses))
      for (const token of tokens) checks.push(...(await checkStored(stored, token, distributor)))
    }
    return { block: state.block, made, tokens, distributor, checks }
  })
}

async function storedTokens({ db, tokens }: Stored): Promise<Address[]> {
  return [...(await tokens()), ...(await selectMovedTokens(db))].map(spelled)
}

async function checkStored(
  { db, upTo, distributionsOf, documentsOf }: Stored,
  token: TokenEvidence,
  distributor: DistributorEvidence,
): Promise<CheckResult[]> {
  const rows = await selectMovements(db, token.token.toLowerCase())
  const logs = distributor.logs.filter(({ block }) => block <= upTo)
  return [
    checkStoredRegister(token, rows, upTo),
    ...checkStoredDistributions(await distributionsOf(token.token), logs, token),
    checkStoredDocuments(await documentsOf(token.token), token),
  ]
}

/** Every distribution of a token, derived from logs alone, in the order of their numbers. */
export function derivedDistributions(
  verification: Verification,
  token: TokenEvidence,
): readonly DerivedDistribution[] {
  const { distributor } = verification
  return distributor.states
    .filter((state) => state.token === token.token)
    .flatMap(({ id }) => deriveDistribution(id, distributor.logs, token) ?? [])
}
