/*
 * Sign-in with Ethereum (EIP-4361). Wallets show such a text as a sign-in, and warn when its domain is not the one in the
 * address bar.
 */

/** What such a text says. `statement` is one sentence in words that people understand. */
export type SiweFacts = {
  readonly domain: string
  readonly uri: string
  readonly address: string
  readonly statement: string
  readonly chainId: number
  readonly nonce: string
  readonly issuedAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
}

export function siweText(facts: SiweFacts): string {
  return [
    `${facts.domain}${OPENING}`,
    facts.address,
    '',
    facts.statement,
    '',
    `URI: ${facts.uri}`,
    'Version: 1',
    `Chain ID: ${facts.chainId}`,
    `Nonce: ${facts.nonce}`,
    `Issued At: ${facts.issuedAt.toString({ smallestUnit: 'second' })}`,
    `Expiration Time: ${facts.expiresAt.toString({ smallestUnit: 'second' })}`,
  ].join('\n')
}

const OPENING = ' wants you to sign in with your Ethereum account:'

/** The part of a signed text that is not as it must be. */
export type SiweRefusal = (typeof SIWE_REFUSALS)[number]
export const SIWE_REFUSALS = [
  'SIWE_FIELD_DOMAIN',
  'SIWE_FIELD_ADDRESS',
  'SIWE_FIELD_STATEMENT',
  'SIWE_FIELD_URI',
  'SIWE_FIELD_VERSION',
  'SIWE_FIELD_CHAIN_ID',
  'SIWE_FIELD_NONCE',
  'SIWE_FIELD_ISSUED_AT',
  'SIWE_FIELD_EXPIRATION_TIME',
  'SIWE_FIELD_NOT_BEFORE',
  'SIWE_FIELD_RESOURCES',
] as const

/** Clocks of honest machines differ by less. */
const SKEW_SECONDS = 60

/**
 * Reads a text that a wallet has signed and compares every field with what is expected, in the order of EIP-4361; the first
 * that differs refuses it. A text may end earlier than ours and begin later, and may say nothing else besides: a line that
 * the person did not see as a part of the sign-in is none. Whether the nonce was issued is for the caller.
 */
export function readSiwe(
  text: string,
  expected: Pick<SiweFacts, 'domain' | 'uri' | 'statement' | 'chainId'>,
  now: Temporal.Instant,
): { readonly address: string; readonly nonce: string } | SiweRefusal {
  const lines = text.split('\n')
  const next = (prefix: string) =>
    lines[0]?.startsWith(prefix) === true ? lines.shift()!.slice(prefix.length) : null
  if (lines.shift() !== `${expected.domain}${OPENING}`) return 'SIWE_FIELD_DOMAIN'
  const address = lines.shift() ?? ''
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return 'SIWE_FIELD_ADDRESS'
  if (lines.splice(0, 3).join('\n') !== `\n${expected.statement}\n`) return 'SIWE_FIELD_STATEMENT'

  const uri = next('URI: ')
  // A further line of the statement stands where the address of the site belongs.
  if (uri === null)
    return lines.some((line) => line.startsWith('URI: ')) ? 'SIWE_FIELD_STATEMENT' : 'SIWE_FIELD_URI'
  if (uri !== expected.uri) return 'SIWE_FIELD_URI'
  if (next('Version: ') !== '1') return 'SIWE_FIELD_VERSION'
  if (next('Chain ID: ') !== String(expected.chainId)) return 'SIWE_FIELD_CHAIN_ID'
  const nonce = next('Nonce: ') ?? ''
  if (!/^[0-9a-zA-Z]{8,64}$/.test(nonce)) return 'SIWE_FIELD_NONCE'
  const issuedAt = instant(next('Issued At: '))
  if (issuedAt === null || isAfter(issuedAt, now.add({ seconds: SKEW_SECONDS })))
    return 'SIWE_FIELD_ISSUED_AT'
  const ends = next('Expiration Time: ')
  const expiresAt = instant(ends)
  if (ends !== null && (expiresAt === null || !isAfter(expiresAt, now))) return 'SIWE_FIELD_EXPIRATION_TIME'
  const begins = next('Not Before: ')
  const notBefore = instant(begins)
  if (begins !== null && (notBefore === null || isAfter(notBefore, now))) return 'SIWE_FIELD_NOT_BEFORE'
  return lines.length === 0 ? { address, nonce } : 'SIWE_FIELD_RESOURCES'
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}

function instant(text: string | null): Temporal.Instant | null {
  // RFC 3339, as EIP-4361 asks: `Temporal` alone reads more.
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text))
    return null
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}
