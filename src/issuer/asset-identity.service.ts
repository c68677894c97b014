import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AssetFacts } from './issuer.ts'

type Identity = Pick<AssetFacts, 'kind' | 'country' | 'address' | 'identifiers'>

/**
 * What an asset is known by, whatever it is called: the SHA-256, in lower-case hex, of the canonical JSON (RFC 8785) of its
 * kind, country, address and identifiers, the identifiers by scheme and value. Anybody who knows these computes the same;
 * another order of identifiers changes nothing, another character anything.
 */
export function assetIdentityHash({ kind, country, address, identifiers }: Identity): string {
  const sorted = identifiers
    .map(({ scheme, value }) => ({ scheme, value }))
    .toSorted((a, b) => compare(a.scheme, b.scheme) || compare(a.value, b.value))
  const text = canonicalize({ kind, country, address, identifiers: sorted })
  if (text === undefined) throw new Error('an asset is a JSON value')
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Whether two descriptions may be of one thing: kind, country and address are the same, whatever identifiers either gives or
 * leaves out, or one identifier of the same country is.
 */
export function isSameThing(one: Identity, other: Identity): boolean {
  const shared = one.identifiers.some(({ scheme, value }) =>
    other.identifiers.some((each) => each.scheme === scheme && each.value === value),
  )
  const isSamePlace = one.kind === other.kind && one.address === other.address
  return one.country === other.country && (shared || isSamePlace)
}

/** By UTF-16 code units, as RFC 8785 orders names: the same wherever it is computed. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
