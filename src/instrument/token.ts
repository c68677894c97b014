import type { Address, TransferRules } from './instrument.ts'

/** The name under which an instrument's term sheet is anchored on its token. */
export const TERM_SHEET = 'term-sheet'

/** What a token says about itself, as far as a term sheet has a say in it. */
export type TokenFacts = {
  readonly address: Address
  readonly name: string
  readonly symbol: string
  readonly decimals: number
  readonly supply: bigint
  readonly holders: number
  readonly rules: TransferRules
  /** SHA-256 of the term sheet anchored last, lower-case hex; null when there is none. */
  readonly termSheetSha256: string | null
}

/** A document that belongs to an instrument: where it is, its hash, and since when the chain vouches for it. */
export type InstrumentDocument = {
  readonly name: string
  readonly version: number
  readonly uri: string
  /** Lower-case hex. */
  readonly sha256: string
  readonly recordedAt: Temporal.Instant
  readonly anchored: Anchor | null
}

/** Where a hash was written to the chain for good. `at` is its block's time; null where that was not kept. */
export type Anchor = { readonly block: number; readonly tx: string; readonly at: Temporal.Instant | null }

/** `waiting`: there is no token yet. `pending`: a transaction is on its way. `failed`: it has to be asked for again. */
export type AnchorState = 'waiting' | 'pending' | 'anchored' | 'failed'

/** Whether two country rules let the same receivers in. */
export function isSameCountries(a: TransferRules['countries'], b: TransferRules['countries']): boolean {
  if (a === 'any' || b === 'any') return a === b
  return a.length === b.length && a.every((country) => b.includes(country))
}

/**
 * A name for content by its hash alone, as RFC 6920 writes it: `ni:///sha-256;…`. It says what a document is without
 * saying where it is kept, so it stays true when that changes.
 */
export function hashUri(sha256: string): string {
  const bytes = sha256.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
  const base64 = btoa(String.fromCharCode(...bytes))
  return `ni:///sha-256;${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}
