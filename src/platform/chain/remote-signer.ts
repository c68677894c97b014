import type { Address } from 'viem'
import { lowerAddress } from './intents.ts'
import { field, hexOf, openRpc, quantity, ChainUnavailable, RpcError, type Rpc } from './rpc.ts'
import { checkSigned, SignerUnavailable, type Signer, type UnsignedTransaction } from './signer.ts'

const TIMEOUT_MS = 15_000

/**
 * A key that lives elsewhere (Web3Signer, Clef, a bridge to a KMS or HSM), asked with `eth_signTransaction`.
 *
 * What comes back is checked: the very fields that were asked for, and the right key. Until a signature passes, the
 * intent stays unsigned; there is no key here to fall back to. `sign` throws `SignerUnavailable` when the signer does
 * not answer or declines, and `WrongSignature` when it answers with something else.
 */
export function remoteSigner(options: {
  readonly url: string
  readonly address: Address
  readonly timeoutMs?: number
}): Signer {
  const address = lowerAddress(options.address)
  const rpc = openRpc(options.url, { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, retries: 0 })
  return {
    address,
    sign: async (transaction) => {
      const answer = await ask(rpc, address, transaction)
      // Web3Signer answers with the bytes, Clef and geth with an object that holds them.
      const raw = hexOfSigned(typeof answer === 'string' ? answer : field(answer, 'raw'))
      await checkSigned(raw, transaction, address)
      return raw
    },
  }
}

async function ask(rpc: Rpc, from: Address, transaction: UnsignedTransaction): Promise<unknown> {
  const { to, data } = transaction
  try {
    return await rpc.call('eth_signTransaction', [
      {
        from,
        ...(to === null ? {} : { to }),
        data,
        // Clef reads `input`, Web3Signer `data`.
        input: data,
        type: '0x2',
        chainId: quantity(transaction.chainId),
        nonce: quantity(transaction.nonce),
        value: quantity(transaction.value),
        gas: quantity(transaction.gas),
        maxFeePerGas: quantity(transaction.maxFeePerGas),
        maxPriorityFeePerGas: quantity(transaction.maxPriorityFeePerGas),
      },
    ])
  } catch (cause) {
    if (cause instanceof ChainUnavailable)
      throw new SignerUnavailable(`The signer at ${rpc.host} is not answering; nothing was signed.`, {
        cause,
      })
    if (cause instanceof RpcError)
      throw new SignerUnavailable(`The signer at ${rpc.host} declined: ${cause.message}`, { cause })
    throw cause
  }
}

function hexOfSigned(value: unknown) {
  try {
    return hexOf(value, 'signature')
  } catch (cause) {
    throw new SignerUnavailable('The signer answered with no signature.', { cause })
  }
}
