import {
  decodeFunctionResult,
  encodeFunctionData,
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type Hex,
} from 'viem'
import { instantOfSeconds } from '../../kernel/time.ts'
import { ChainUnavailable, field, hexOf, numberOf, RpcError, type Rpc } from './rpc.ts'

/** A view of a contract to be called, and how its answer is read. */
export type Question<T> = { readonly to: Address; readonly data: Hex; readonly decode: (answer: Hex) => T }

/** A view function of a contract as a question. */
export function question<const A extends Abi, const N extends ContractFunctionName<A, 'view' | 'pure'>>(
  to: Address,
  abi: A,
  functionName: N,
  args: ContractFunctionArgs<A, 'view' | 'pure', N>,
): Question<ContractFunctionReturnType<A, 'view' | 'pure', N>> {
  const general: { abi: Abi; functionName: string } = { abi, functionName }
  return {
    to,
    data: encodeFunctionData({ ...general, args: args as readonly unknown[] }),
    decode: (data) =>
      decodeFunctionResult({ ...general, data }) as ContractFunctionReturnType<A, 'view' | 'pure', N>,
  }
}

type Answers<Q extends readonly Question<unknown>[]> = {
  readonly [K in keyof Q]: Q[K] extends Question<infer T> ? T : never
}

/** The chain's state after one block: every answer is of that block, whatever happens meanwhile. */
export type State = {
  readonly block: { readonly number: number; readonly hash: Hex; readonly at: Temporal.Instant }
  /** Answers in the order of the questions. Throws `RpcError` when a contract refuses one. */
  readonly ask: <const Q extends readonly Question<unknown>[]>(questions: Q) => Promise<Answers<Q>>
}

/** A head that moves this often while one is read is not a head that moves. */
const ATTEMPTS = 25

/**
 * Reads what `read` asks for from the head's state. A node may forget a state as soon as there is a newer one (the
 * embedded chain does); then everything is asked again of the new head, so `read` may run several times.
 */
export async function atHead<T>(
  rpc: Rpc,
  read: (state: State) => Promise<T>,
  attempts = ATTEMPTS,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const block = await head(rpc)
    try {
      return await read({ block, ask: (questions) => answers(rpc, block.hash, questions) })
    } catch (error) {
      const moved = error instanceof RpcError && (await head(rpc)).hash !== block.hash
      if (!moved || attempt >= attempts) throw error
    }
  }
}

async function head(rpc: Rpc): Promise<State['block']> {
  const block = await rpc.call('eth_getBlockByNumber', ['latest', false])
  return {
    number: numberOf(field(block, 'number'), 'block number'),
    hash: hexOf(field(block, 'hash'), 'block hash'),
    at: instantOfSeconds(numberOf(field(block, 'timestamp'), 'block time')),
  }
}

async function answers<const Q extends readonly Question<unknown>[]>(
  rpc: Rpc,
  blockHash: Hex,
  questions: Q,
): Promise<Answers<Q>> {
  const results = await rpc.batch(
    questions.map(({ to, data }) => ({ method: 'eth_call', params: [{ to, data }, { blockHash }] })),
  )
  const decoded = questions.map((asked, i) => {
    const result = results[i]
    if (result instanceof RpcError) throw result
    const answer = hexOf(result, 'answer of a contract')
    if (answer === '0x') throw new ChainUnavailable(`there is no such contract at ${asked.to}`)
    return asked.decode(answer)
  })
  // One answer for each question, of its type: `decoded` was made from them one by one.
  return decoded as Answers<Q>
}
