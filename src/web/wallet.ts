import { useEffect, useState } from 'react'
import type { TypedData } from '../../sdk/src/operations.ts'

/** What a browser wallet offers (EIP-1193). Nothing here moves money: it signs, and the platform carries. */
type Provider = { request(call: { method: string; params?: readonly unknown[] }): Promise<unknown> }

/** A wallet that announced itself (EIP-6963). */
export type BrowserWallet = { readonly id: string; readonly name: string; readonly provider: Provider }

/** The person said no in the wallet: not an error to report. EIP-1193 gives it this number. */
const REFUSED_BY_PERSON = 4001

/** The wallets of this browser, as they announce themselves. */
export function useWallets(): readonly BrowserWallet[] {
  const [wallets, setWallets] = useState<readonly BrowserWallet[]>([])

  useEffect(() => {
    const found = (event: Event) => {
      const wallet = event instanceof CustomEvent ? announced(event.detail) : null
      if (wallet === null) return
      setWallets((before) => (before.some((each) => each.id === wallet.id) ? before : [...before, wallet]))
    }
    addEventListener('eip6963:announceProvider', found)
    dispatchEvent(new Event('eip6963:requestProvider'))
    return () => removeEventListener('eip6963:announceProvider', found)
  }, [])

  return wallets
}

/** Asks the person which account to use, in its mixed-case form. Null when they said no. */
export async function chooseAccount(wallet: BrowserWallet): Promise<string | null> {
  const accounts = await asked(wallet, 'eth_requestAccounts', [])
  const first: unknown = Array.isArray(accounts) ? accounts[0] : null
  if (typeof first !== 'string') return null
  // The checksum needs Keccak, which only people with a wallet load.
  const { getAddress } = await import('viem/utils')
  return getAddress(first)
}

/** A signature over a plain message (EIP-191), or null when the person said no. */
export async function signMessage(
  wallet: BrowserWallet,
  account: string,
  message: string,
): Promise<string | null> {
  const bytes = new TextEncoder().encode(message)
  const hex = `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
  return text(await asked(wallet, 'personal_sign', [hex, account]))
}

/** Has a text signed that is issued for the account that the person chooses; null when they said no. */
export async function signIssued(
  wallet: BrowserWallet,
  challenge: (address: string) => Promise<{ readonly message: string }>,
): Promise<{ readonly address: string; readonly message: string; readonly signature: string } | null> {
  const address = await chooseAccount(wallet)
  if (address === null) return null
  const { message } = await challenge(address)
  const signature = await signMessage(wallet, address, message)
  return signature === null ? null : { address, message, signature }
}

/** A signature over typed data (EIP-712), or null when the person said no. */
export async function signTypedData(
  wallet: BrowserWallet,
  account: string,
  data: TypedData,
): Promise<string | null> {
  return text(await asked(wallet, 'eth_signTypedData_v4', [account, JSON.stringify(withDomainType(data))]))
}

/** Wallets want the domain's own type spelled out; which fields it has is said by the domain (EIP-712). */
function withDomainType(data: TypedData): TypedData {
  const fields = DOMAIN_FIELDS.filter(({ name }) => name in data.domain)
  return { ...data, types: { EIP712Domain: fields, ...data.types } }
}

const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
]

async function asked(wallet: BrowserWallet, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await wallet.provider.request({ method, params })
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === REFUSED_BY_PERSON)
      return null
    throw error
  }
}

function text(answer: unknown): string | null {
  return typeof answer === 'string' ? answer : null
}

function announced(detail: unknown): BrowserWallet | null {
  if (typeof detail !== 'object' || detail === null || !('info' in detail) || !('provider' in detail))
    return null
  const { info, provider } = detail
  if (typeof info !== 'object' || info === null || !('uuid' in info) || !('name' in info)) return null
  if (typeof provider !== 'object' || provider === null || !('request' in provider)) return null
  // EIP-6963 gives the provider; its one method is checked above.
  return { id: String(info.uuid), name: String(info.name), provider: provider as Provider }
}
