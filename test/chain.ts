import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { startEmbeddedChain, type EmbeddedChain } from '../src/platform/chain/embedded.ts'
import { openRpc, type Rpc } from '../src/platform/chain/rpc.ts'
import type { Clock } from '../src/platform/clock.ts'
import { startTestAnvil } from './anvil.ts'

export type TestChain = { readonly url: string; readonly rpc: Rpc }

/**
 * An anvil, gone when the test file ends. It answers `anvil_*` and `evm_*`, so that a test can reorganise it,
 * stop its mining and drop its transactions.
 */
export async function testChain(args: readonly string[] = []): Promise<TestChain> {
  const anvil = await startTestAnvil(['--hardfork', 'osaka', ...args])
  after(() => anvil.kill())
  return { url: `http://127.0.0.1:${anvil.port}`, rpc: anvil.rpc }
}

/** The embedded chain as the product runs it, in a folder of its own, gone when the test file ends. */
export async function testEmbeddedChain(clock: Clock): Promise<EmbeddedChain & { readonly rpc: Rpc }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-chain-'))
  const chain = await startEmbeddedChain({ folder, clock })
  after(async () => {
    await chain.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  return { ...chain, rpc: openRpc(chain.rpcUrl) }
}
