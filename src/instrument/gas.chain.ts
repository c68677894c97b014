import { hexToBigInt, isHex } from 'viem'
import { field, RpcError, type Rpc } from '../platform/chain/rpc.ts'
import type { Gas } from './gas.ts'
import type { Address } from './instrument.ts'
import type { Call } from './protocol.chain.ts'

/**
 * What each call takes when all are sent in this order. A call that works on the chain as it is gets the node's
 * estimate, any other what a simulation of the whole row says.
 */
export async function gasFor(rpc: Rpc, from: Address, calls: readonly Call[]): Promise<Gas[]> {
  if (calls.length === 0) return []
  const answers = await rpc.batch([
    ...calls.map((call) => ({ method: 'eth_estimateGas', params: [{ from, ...call }] })),
    ...calls.map(({ to }) => ({ method: 'eth_getCode', params: [to, 'latest'] })),
  ])
  // A call of an address without code succeeds and does nothing: its estimate would be of that.
  const estimates = calls.map((_, i) => (answers[calls.length + i] === '0x' ? null : estimated(answers[i])))
  if (estimates.every((estimate) => estimate !== null)) return estimates
  const simulated = await simulate(rpc, from, calls)
  return estimates.map((estimate, i) => estimate ?? simulated[i] ?? null)
}

function estimated(answer: unknown): Gas {
  return isHex(answer) ? { used: hexToBigInt(answer), basis: 'estimated' } : null
}

async function simulate(rpc: Rpc, from: Address, calls: readonly Call[]): Promise<Gas[]> {
  try {
    const blocks = await rpc.call('eth_simulateV1', [
      { blockStateCalls: [{ calls: calls.map((call) => ({ from, ...call })) }] },
      'latest',
    ])
    const results = Array.isArray(blocks) ? field(blocks[0], 'calls') : undefined
    return Array.isArray(results) ? results.map(simulated) : []
  } catch (error) {
    // Not every node knows the method; then the plan says that the gas is unknown.
    if (error instanceof RpcError) return []
    throw error
  }
}

function simulated(result: unknown): Gas {
  const used = field(result, 'gasUsed')
  return field(result, 'status') === '0x1' && isHex(used)
    ? { used: hexToBigInt(used), basis: 'simulated' }
    : null
}
