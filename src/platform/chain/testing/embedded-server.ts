/** A process for tests to kill: runs the chain in the folder named, adds blocks without end, and says which it was told of. */
import { startEmbeddedChain } from '../embedded.ts'
import { developmentSigner } from '../keystore.ts'
import { field, openRpc } from '../rpc.ts'

const START = Temporal.Instant.from('2026-01-01T00:00:00Z')
const signer = developmentSigner(0)
const chain = await startEmbeddedChain({ folder: process.argv[2] ?? '', clock: { now: () => START } })
const rpc = openRpc(chain.rpcUrl)

for (let nonce = Number(await rpc.call('eth_getTransactionCount', [signer.address, 'latest'])); ; nonce++) {
  const raw = await signer.sign({
    chainId: 31337,
    nonce,
    to: '0x00000000000000000000000000000000000000aa',
    data: '0x',
    value: 1n,
    gas: 21_000n,
    maxFeePerGas: 2_000_000_000n,
    maxPriorityFeePerGas: 1n,
  })
  await rpc.call('eth_sendRawTransaction', [raw])
  const block = await rpc.call('eth_getBlockByNumber', ['latest', false])
  process.stdout.write(`${Number(field(block, 'number'))} ${String(field(block, 'hash'))}\n`)
}
