import { instruments } from '../instrument/instrument.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { IssuerId } from '../kernel/ids.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import type { Db } from '../platform/db/database.ts'
import { readBalances, readPayees } from './recovery.chain.ts'
import { tokensEverHeldBy } from './register.service.ts'

/** Tokens, in small letters, that somebody has subscribed for from a wallet: offerings know. */
export type SubscribedTokens = (db: Db, wallet: Address) => Promise<ReadonlySet<string>>

/** How what a lost wallet holds and is owed is found out. */
export type LostWalletSite = { readonly rpc: Rpc; readonly subscribedTokens: SubscribedTokens }

type Live = { readonly instrument: Instrument; readonly token: Address }
type Held = Live & { readonly units: bigint }

async function liveTokens(db: Db): Promise<Live[]> {
  return (await instruments(db)).flatMap((instrument) =>
    instrument.token === null ? [] : [{ instrument, token: instrument.token }],
  )
}

/** What a wallet holds of each token at the chain's head; tokens of which it holds nothing are left out. */
export async function heldBy(db: Db, rpc: Rpc, wallet: Address): Promise<Held[]> {
  const live = await liveTokens(db)
  if (live.length === 0) return []
  const tokens = live.map(({ token }) => token)
  const balances = await atHead(rpc, (state) => readBalances(state, tokens, wallet))
  return live.map((one, i) => ({ ...one, units: balances[i] ?? 0n })).filter(({ units }) => units > 0n)
}

/**
 * The tokens whose money still goes to this wallet itself. Asked of every token of which it holds or ever held any, as it may
 * be on a record date from before it sold; and of those it has subscribed for, which owe it units or what it paid.
 */
async function payersOf(
  db: Db,
  rpc: Rpc,
  given: {
    readonly distributor: Address
    readonly wallet: Address
    readonly held: readonly Held[]
    readonly subscribed: ReadonlySet<string>
  },
): Promise<Live[]> {
  const { distributor, wallet, subscribed } = given
  const ever = (await tokensEverHeldBy(db, wallet)).union(subscribed)
  const now = new Set(given.held.map(({ token }) => token))
  const live = (await liveTokens(db)).filter(({ token }) => now.has(token) || ever.has(token.toLowerCase()))
  if (live.length === 0) return []
  const tokens = live.map(({ token }) => token)
  const payees = await atHead(rpc, (state) => readPayees(state, distributor, tokens, wallet))
  return live.filter((_, i) => payees[i] === wallet)
}

/** What a lost wallet holds, and the tokens whose money still goes to it. Without a protocol no money does. */
export async function ledAway(
  db: Db,
  { rpc, subscribedTokens }: LostWalletSite,
  wallet: Address,
): Promise<{ readonly held: readonly Held[]; readonly payers: readonly Live[] }> {
  const held = await heldBy(db, rpc, wallet)
  const protocol = await protocolAddresses(db)
  if (protocol === null) return { held, payers: [] }
  const subscribed = await subscribedTokens(db, wallet)
  const payers = await payersOf(db, rpc, { distributor: protocol.distributor, wallet, held, subscribed })
  return { held, payers }
}

export function issuersOf({ held, payers }: Awaited<ReturnType<typeof ledAway>>): readonly IssuerId[] {
  return [...held, ...payers].map(({ instrument }) => instrument.issuer)
}
