import type { Clock } from '../clock.ts'
import { openChainFiles } from './chain-files.ts'
import { startEngine } from './engine.ts'
import { startGateway } from './gateway.ts'

export type EmbeddedChain = {
  /** The only door: reads pass, signed transactions are journaled, everything else is refused. */
  readonly rpcUrl: string
  readonly chainId: number
  /** Mines an empty block at this time, or one second after the last block where that is later. */
  readonly mine: (at: Temporal.Instant) => Promise<void>
  /** Writes the whole state now and shortens the journal. */
  readonly snapshot: () => Promise<void>
  /** To copy them while the chain runs, copy the journal first. */
  readonly files: { readonly state: string; readonly journal: string }
  readonly stop: () => Promise<void>
  /** Settles when the chain ended and could not be brought back, with the reason. */
  readonly died: Promise<string>
}

export type EmbeddedChainOptions = {
  readonly folder: string
  /** Blocks are stamped with its time, and at least a second after their parent. */
  readonly clock: Clock
  readonly port?: number
}

export const EMBEDDED_CHAIN_ID = 31337

/**
 * Runs an EVM chain in `folder` that survives kill -9 of this process and of its own: each block is written to a
 * journal, on the disk itself, before it is made, and anvil makes the same blocks from the same journal. After a start
 * the hashes of all blocks that anybody was told of are compared.
 *
 * Throws `ChainFilesDamaged` when the chain cannot come back exactly as it was.
 */
export async function startEmbeddedChain(options: EmbeddedChainOptions): Promise<EmbeddedChain> {
  const files = openChainFiles(options.folder)
  try {
    const engine = await startEngine(files, options.clock)
    const gateway = await startGateway(engine, options.port ?? 0)
    let stopped: Promise<void> | undefined
    return {
      rpcUrl: gateway.url,
      chainId: EMBEDDED_CHAIN_ID,
      mine: engine.mine,
      snapshot: engine.snapshot,
      files: { state: files.state, journal: files.journal },
      died: engine.died,
      stop: () => (stopped ??= stop()),
    }

    async function stop(): Promise<void> {
      await gateway.stop()
      try {
        await engine.stop()
      } finally {
        files.close()
      }
    }
  } catch (error) {
    files.close()
    throw error
  }
}
