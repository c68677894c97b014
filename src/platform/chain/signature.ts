import {
  encodeFunctionData,
  hashMessage,
  hashTypedData,
  parseAbi,
  recoverAddress,
  type Address,
  type Hex,
  type TypedDataDefinition,
} from 'viem'
import { revertData } from './revert.ts'
import { ChainUnavailable, RpcError, type Rpc } from './rpc.ts'
import { atHead, type State } from './state.ts'

const ERC1271 = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)'])
const ERC1271_MAGIC = '0x1626ba7e'
/** How many blocks a contract wallet is asked in, at most. */
const ATTEMPTS = 3
/** How nodes say that they do not have the block, or not its state: a newer one may be asked. */
const BLOCK_GONE = /block|header|state|trie/i
/** Half of secp256k1's order: a signature above it has a twin below it, and only that one counts (EIP-2). */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

/** Whether the holder of `address` signed `message` (EIP-191), by key or by contract (ERC-1271). */
export function signedMessage(
  rpc: Rpc,
  address: Address,
  message: string,
  signature: string,
): Promise<boolean> {
  return signedHash(rpc, address, hashMessage(message), signature)
}

/** Whether the holder of `address` signed this EIP-712 data, by key or by contract (ERC-1271). */
export function signedTypedData(
  rpc: Rpc,
  address: Address,
  data: TypedDataDefinition,
  signature: Hex,
): Promise<boolean> {
  return signedHash(rpc, address, hashTypedData(data), signature)
}

async function signedHash(rpc: Rpc, address: Address, hash: Hex, signature: string): Promise<boolean> {
  if (!isBytes(signature)) return false
  if (await recovered(address, hash, signature)) return true
  return atHead(rpc, (state) => isSignedBy(rpc, state, { address, hash, signature }), ATTEMPTS)
}

/** Asks the contract at an address, whoever wrote it: each time it may keep the node busy for as long as that lets it. */
async function isSignedBy(
  rpc: Rpc,
  { block }: State,
  { address, hash, signature }: { readonly address: Address; readonly hash: Hex; readonly signature: Hex },
): Promise<boolean> {
  const at = { blockHash: block.hash }
  if ((await rpc.call('eth_getCode', [address, at])) === '0x') return false
  const data = encodeFunctionData({ abi: ERC1271, functionName: 'isValidSignature', args: [hash, signature] })
  try {
    const answer = await rpc.call('eth_call', [{ to: address, data }, at])
    return typeof answer === 'string' && answer.length === 66 && answer.startsWith(ERC1271_MAGIC)
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    // A contract that reverts has not signed; a node that does not say has not asked it.
    if (revertData(error) !== null) return false
    if (BLOCK_GONE.test(error.message)) throw error
    throw new ChainUnavailable(`it did not ask the contract of a wallet: ${error.message}`, { cause: error })
  }
}

/** What a wallet gives: bytes, in hexadecimal. A key's are 65, a contract's (ERC-1271) any number. */
function isBytes(text: string): text is Hex {
  return /^0x([0-9a-fA-F]{2})+$/.test(text)
}

async function recovered(address: Address, hash: Hex, signature: Hex): Promise<boolean> {
  const parts = /^0x[0-9a-f]{64}([0-9a-f]{64})(1b|1c)$/i.exec(signature)
  if (parts === null || BigInt(`0x${parts[1]}`) > HALF_ORDER) return false
  try {
    return (await recoverAddress({ hash, signature })).toLowerCase() === address.toLowerCase()
  } catch {
    // No point of the curve: nobody's signature.
    return false
  }
}
