import type { Address } from './instrument.ts'

/** Why a deployment from the command line stops. */
export type DeploymentRefusal =
  | 'MANIFEST_OF_ANOTHER'
  | 'MANIFEST_CODE_DIFFERS'
  | 'DEPLOYER_NOT_TAKEN'
  | 'OWNER_UNEXPECTED'
  | 'FEES_TOO_HIGH'
  | 'STEP_REFUSED'
  | 'STEP_FAILED'
  | 'STEP_NOT_MINED'

/** Who has the slow powers, and how long each call waits, in seconds. */
export type GovernancePeople = {
  readonly governor: Address
  readonly enforcer: Address
  readonly guardian: Address
  readonly governorDelay: number
  readonly enforcerDelay: number
}

/** The transaction that did a step, or nulls where it was done before and nobody remembers by which. */
export type StepRecord = {
  readonly step: string
  readonly transaction: `0x${string}` | null
  readonly block: number | null
  readonly gasUsed: number | null
}

export type ContractRecord = StepRecord & {
  readonly address: Address
  /** Keccak-256 of the code at the address. */
  readonly codeHash: `0x${string}`
  readonly creationCodeHash: `0x${string}`
  readonly constructorArguments: readonly {
    readonly name: string
    readonly type: string
    readonly value: string
  }[]
  readonly compiler: { readonly version: string; readonly evmVersion: string; readonly optimizerRuns: number }
}

/** What a deployment leaves behind for whoever has to check or use it, and what it goes on from after a crash. */
export type Manifest = {
  readonly chainId: number
  readonly operator: Address
  readonly deployer: Address
  readonly governance: GovernancePeople | null
  readonly contracts: readonly ContractRecord[]
  readonly steps: readonly StepRecord[]
  /** Signed and perhaps sent, not yet known to be in a block. */
  readonly pending: {
    readonly step: string
    readonly transaction: `0x${string}`
    readonly raw: `0x${string}`
  } | null
  /** Whether every step is done. */
  readonly complete: boolean
}
