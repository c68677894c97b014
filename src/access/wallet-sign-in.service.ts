import { randomBytes } from 'node:crypto'
import { getAddress } from 'viem'
import { walletByAddress } from '../investor/investor.service.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { readSiwe, siweText, type SiweRefusal } from '../kernel/siwe.ts'
import { ChainUnavailable, RpcError, type Rpc } from '../platform/chain/rpc.ts'
import { signedMessage } from '../platform/chain/signature.ts'
import type { Work } from '../platform/work.ts'
import { attemptBucket } from './secret.service.ts'
import { begin, waitSeconds, type SignedIn } from './session.service.ts'
import { FAILURES_MAX } from './user.ts'
import { activeUsersOf } from './user.service.ts'
import { insertFailures } from './user.store.ts'
import { insertNonce, selectNonce, selectNonceEnds, useNonce } from './wallet-sign-in.store.ts'

/** Where people sign in: what the text that they sign is about. */
export type SignInSite = { readonly publicUrl: string; readonly chainId: number; readonly rpc: Rpc }

export const SIGN_IN_STATEMENT = 'Sign in to Aliquot with this wallet. This moves nothing and costs nothing.'
const NONCE_MINUTES = 5
/** More unused ones at a time are given to no peer. */
const NONCES_MAX = 60

/** Issues the text that a wallet signs to sign in: good once, for five minutes. It says nothing of whether it is known. */
export async function challengeSignIn(
  work: Work,
  site: SignInSite,
  given: { readonly address: `0x${string}`; readonly peer: string },
  systemNow: Temporal.Instant,
): Promise<
  Result<
    { readonly message: string; readonly nonce: string; readonly expiresAt: Temporal.Instant },
    'RATE_LIMITED'
  >
> {
  const bucket = attemptBucket('peer', given.peer)
  const open = await selectNonceEnds(work.db, bucket, systemNow)
  const free = open.at(-NONCES_MAX)
  if (free !== undefined)
    return refuse('RATE_LIMITED', { seconds: String(Math.ceil(free.since(systemNow).total('seconds'))) })
  const expiresAt = systemNow.add({ minutes: NONCE_MINUTES })
  const nonce = randomBytes(16).toString('hex')
  await insertNonce(work.db, { nonce, bucket, expiresAt })
  const message = siweText({
    ...expectedAt(site),
    address: given.address,
    nonce,
    issuedAt: systemNow,
    expiresAt,
  })
  return ok({ message, nonce, expiresAt })
}

/**
 * Signs in whoever signed such a text with a wallet that is linked to an investor (EIP-4361; by key, or by contract as
 * ERC-1271 has it). A wrong signature counts for the peer: comparing it is work. So does one about which the node says
 * nothing: only a contract is asked there, and whoever wrote it may keep the node busy with it.
 */
export async function signInWithWallet(
  work: Work,
  site: SignInSite,
  given: {
    readonly message: string
    readonly signature: string
    readonly peer: string
    readonly token: string | null
  },
  systemNow: Temporal.Instant,
): Promise<
  Result<
    SignedIn,
    | SiweRefusal
    | 'NONCE_USED'
    | 'SIGNATURE_INVALID'
    | 'CHAIN_UNAVAILABLE'
    | 'WALLET_UNKNOWN'
    | 'WALLET_SHARED'
    | 'RATE_LIMITED'
  >
> {
  const bucket = attemptBucket('peer', given.peer)
  const wait = await waitSeconds(work.db, [{ bucket, max: FAILURES_MAX.peer }], systemNow)
  if (wait > 0) return refuse('RATE_LIMITED', { seconds: String(wait) })
  const user = await userOf(work, site, given, systemNow)
  if (user.ok) return ok(await begin(work, user.value, given.token, systemNow))
  if (user.reason === 'SIGNATURE_INVALID' || user.reason === 'CHAIN_UNAVAILABLE')
    await insertFailures(work.db, [bucket], systemNow)
  return user
}

async function userOf(
  work: Work,
  site: SignInSite,
  given: { readonly message: string; readonly signature: string },
  systemNow: Temporal.Instant,
) {
  const read = readSiwe(given.message, expectedAt(site), systemNow)
  if (typeof read === 'string') return refuse(read)
  if (getAddress(read.address) !== read.address) return refuse('SIWE_FIELD_ADDRESS')
  const issued = await selectNonce(work.db, read.nonce)
  if (issued === null || Temporal.Instant.compare(issued.expiresAt, systemNow) <= 0)
    return refuse('SIWE_FIELD_NONCE')
  if (issued.used) return refuse('NONCE_USED')
  const isSigned = await isSignedAsFarAsKnown(site.rpc, getAddress(read.address), given)
  if (isSigned === null) return refuse('CHAIN_UNAVAILABLE')
  if (!isSigned) return refuse('SIGNATURE_INVALID')
  if (!(await useNonce(work.db, read.nonce, systemNow))) return refuse('NONCE_USED')

  const wallet = await walletByAddress(work.db, read.address)
  if (wallet === null || wallet.status === 'cancelled') return refuse('WALLET_UNKNOWN')
  const [user, another] = await activeUsersOf(work.db, wallet.investor)
  if (user === undefined) return refuse('WALLET_UNKNOWN')
  return another === undefined ? ok(user) : refuse('WALLET_SHARED')
}

/** Null when the node does not say. It is a refusal and no error, so that the attempt counts: an error would take that back. */
async function isSignedAsFarAsKnown(
  rpc: Rpc,
  wallet: `0x${string}`,
  { message, signature }: { readonly message: string; readonly signature: string },
): Promise<boolean | null> {
  try {
    return await signedMessage(rpc, wallet, message, signature)
  } catch (error) {
    if (error instanceof ChainUnavailable || error instanceof RpcError) return null
    throw error
  }
}

function expectedAt({ publicUrl, chainId }: SignInSite) {
  return { domain: new URL(publicUrl).host, uri: publicUrl, statement: SIGN_IN_STATEMENT, chainId }
}
