import { parseTransaction, recoverTransactionAddress, type Address, type Hex } from 'viem'
import type { PrivateKeyAccount, HDAccount } from 'viem/accounts'
import { lowerAddress, lowerHex } from './intents.ts'

/** An EIP-1559 transaction to be signed. A `to` of null creates a contract. */
export type UnsignedTransaction = {
  readonly chainId: number
  readonly nonce: number
  readonly to: Address | null
  readonly data: Hex
  readonly value: bigint
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** Holds one key, or knows who does. `sign` throws `SignerUnavailable` when there is no signature to be had now. */
export type Signer = {
  /** Lower case. */
  readonly address: Address
  readonly sign: (transaction: UnsignedTransaction) => Promise<Hex>
}

/** Nothing was signed. It may be asked again later; there is no other key to fall back to. */
export class SignerUnavailable extends Error {}

/** What came back is not what was asked for: another key, another transaction, or no transaction at all. */
export class WrongSignature extends Error {}

/** Signs with a key in this process. */
export function localSigner(account: PrivateKeyAccount | HDAccount): Signer {
  return {
    address: lowerAddress(account.address),
    sign: ({ to, ...transaction }) => account.signTransaction({ ...transaction, to, type: 'eip1559' }),
  }
}

/** Throws `WrongSignature` unless `raw` is exactly `asked`, signed by `address`. Trusts nobody who signs elsewhere. */
export async function checkSigned(raw: Hex, asked: UnsignedTransaction, address: Address): Promise<void> {
  const signed = parsed(raw)
  if (signed === null)
    throw new WrongSignature('The signer answered with something that is no EIP-1559 transaction.')
  const differing = Object.entries(comparable(asked)).find(([name, value]) => signed.fields[name] !== value)
  if (differing !== undefined)
    throw new WrongSignature(
      `The signer signed another transaction: its ${differing[0]} is not the one asked for.`,
    )
  const by = await recoverTransactionAddress({ serializedTransaction: signed.raw }).catch(() => null)
  if (by === null || lowerAddress(by) !== address)
    throw new WrongSignature(`The signer used the key of ${by ?? 'nobody'} and not of ${address}.`)
}

type Fields = Readonly<Record<string, string>>

function parsed(raw: Hex): { readonly raw: `0x02${string}`; readonly fields: Fields } | null {
  const lower = lowerHex(raw)
  if (!isType2(lower)) return null
  try {
    const { chainId, nonce, to, data, value, gas, maxFeePerGas, maxPriorityFeePerGas, accessList } =
      parseTransaction(lower)
    if (accessList !== undefined && accessList.length > 0) return null
    const fields = comparable({
      chainId,
      nonce: nonce ?? 0,
      to: to ?? null,
      data: data ?? '0x',
      value: value ?? 0n,
      gas: gas ?? 0n,
      maxFeePerGas: maxFeePerGas ?? 0n,
      maxPriorityFeePerGas: maxPriorityFeePerGas ?? 0n,
    })
    return { raw: lower, fields }
  } catch {
    return null
  }
}

function isType2(raw: Hex): raw is `0x02${string}` {
  return raw.startsWith('0x02')
}

function comparable(transaction: UnsignedTransaction): Fields {
  return Object.fromEntries(
    Object.entries(transaction).map(([name, value]) => [name, String(value).toLowerCase()]),
  )
}
