import { keccak256, type Address, type Hex } from 'viem'

const BYTES = 256

/**
 * Whether a block's bloom filter allows for a log of `address`: false is certain, true is likely
 * (Ethereum yellow paper, section 4.3.1: three of 2,048 bits, from the first six bytes of the Keccak-256 hash).
 */
export function mayHoldLogsOf(bloom: Hex, address: Address): boolean {
  if (bloom.length !== 2 + 2 * BYTES) return true
  return bitsOf(address).every((bit) => {
    const at = BYTES - 1 - (bit >> 3)
    const byte = Number.parseInt(bloom.slice(2 + 2 * at, 4 + 2 * at), 16)
    return (byte & (1 << (bit & 7))) !== 0
  })
}

const bitsByAddress = new Map<Address, readonly number[]>()
const REMEMBERED_MAX = 10_000

function bitsOf(address: Address): readonly number[] {
  const remembered = bitsByAddress.get(address)
  if (remembered !== undefined) return remembered
  const hash = keccak256(address)
  const bits = [0, 2, 4].map((byte) => Number.parseInt(hash.slice(2 + 2 * byte, 6 + 2 * byte), 16) & 2047)
  if (bitsByAddress.size >= REMEMBERED_MAX) bitsByAddress.clear()
  bitsByAddress.set(address, bits)
  return bits
}
