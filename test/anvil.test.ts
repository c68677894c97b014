import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hex } from 'viem'
import { developmentAccount } from '../src/platform/chain/development-account.ts'
import { openRpc, RpcError } from '../src/platform/chain/rpc.ts'
import { startTestAnvil } from './anvil.ts'

const account = developmentAccount(0)
const raw = (nonce: number): Promise<Hex> =>
  account.signTransaction({
    ...{ chainId: 31_337, nonce, to: developmentAccount(1).address, value: 1n, gas: 21_000n },
    ...{ maxFeePerGas: 5_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n },
  })

test('what is sent is in a block when it is answered, and whatever is asked beside it is answered', async (t) => {
  const anvil = await startTestAnvil([])
  t.after(() => anvil.kill())
  const rpc = openRpc(`http://127.0.0.1:${anvil.port}`)
  const count = async () => Number(await rpc.call('eth_getTransactionCount', [account.address, 'latest']))
  const send = (nonces: readonly Hex[]) =>
    rpc.batch(nonces.map((one) => ({ method: 'eth_sendRawTransaction', params: [one] })))
  for (let round = 0; round < 5; round++) {
    const signed = await Promise.all(Array.from({ length: 60 }, (_, i) => raw(round * 60 + i)))
    const sent = [signed.slice(0, 20), signed.slice(20, 40), signed.slice(40)].map(send)
    const read = Array.from({ length: 10 }, () =>
      anvil.call('eth_call', [{ to: account.address, data: '0x' }, 'latest']),
    )
    const answers = (await Promise.all(sent)).flat()
    assert.deepEqual(
      answers.filter((answer) => answer instanceof RpcError),
      [],
    )
    assert.equal(await count(), (round + 1) * 60)
    assert.deepEqual(new Set(await Promise.all(read)), new Set(['0x']))
  }
})

test('nothing is mined while mining is off, what waits is when it is turned on, and a gap makes no block', async (t) => {
  const anvil = await startTestAnvil([])
  t.after(() => anvil.kill())
  const rpc = openRpc(`http://127.0.0.1:${anvil.port}`)
  const state = async () =>
    Promise.all([
      rpc.call('eth_blockNumber', []),
      rpc.call('eth_getTransactionCount', [account.address, 'latest']),
    ])
  assert.equal(await rpc.call('evm_setAutomine', [false]), null)
  await rpc.call('eth_sendRawTransaction', [await raw(0)])
  await rpc.call('eth_sendRawTransaction', [await raw(2)])
  assert.deepEqual(await state(), ['0x0', '0x0'])
  await anvil.call('evm_setAutomine', [true])
  assert.deepEqual(await state(), ['0x1', '0x1'])
  await rpc.call('eth_sendRawTransaction', [await raw(3)])
  assert.deepEqual(await state(), ['0x1', '0x1'])
  await anvil.rpc.call('eth_sendRawTransaction', [await raw(1)])
  assert.deepEqual(await state(), ['0x2', '0x4'])
})
