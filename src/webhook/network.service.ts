import { Resolver } from 'node:dns/promises'
import https from 'node:https'
import { isIPv6 } from 'node:net'
import type { Attempt } from './webhook.ts'
import { isPublicAddress } from './webhook.ts'

/** How an address of somebody's own choice is reached. */
export type Network = {
  /** Every IP address of a name. */
  readonly resolve: (name: string) => Promise<readonly string[]>
  /** Whether something may be sent to this IP address. */
  readonly isAllowed: (address: string) => boolean
  readonly port: number
  /** The certificate authority to trust; undefined for those that Node trusts. */
  readonly ca: string | undefined
}

// Asked without the system's own look-up, which holds one of Node's few threads for as long as nobody answers, and knows
// names of this machine's.
const resolver = new Resolver({ timeout: 2_000, tries: 2 })

/** The public internet, and nothing of whoever runs this. */
export const PUBLIC_INTERNET: Network = {
  resolve: async (name) => {
    const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  },
  isAllowed: isPublicAddress,
  port: 443,
  ca: undefined,
}

const TIMEOUT_MS = 5_000
const ENDED = Symbol('the time is over')

/** What is wrong with where a name leads: not to allowed addresses alone, or to none; null when nothing is. */
export async function whereItLeads(
  network: Network,
  { hostname }: URL,
): Promise<'WEBHOOK_URL_INWARDS' | 'WEBHOOK_URL_UNRESOLVED' | null> {
  const found = await outwards(network, hostname)
  if ('addresses' in found) return null
  return found.failure === 'address-forbidden' ? 'WEBHOOK_URL_INWARDS' : 'WEBHOOK_URL_UNRESOLVED'
}

type Message = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

/**
 * Sends a message, once, within five seconds. The connection goes to the very IP addresses that were looked at, so that a
 * name which answers differently the next time leads nowhere else. No redirect is followed, and of the answer the status alone is
 * read.
 */
export async function post(network: Network, url: URL, message: Message): Promise<Attempt> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const found = await outwards(network, url.hostname)
  return 'failure' in found
    ? found
    : request(network, url, { ...message, addresses: found.addresses, signal })
}

async function outwards(
  { resolve, isAllowed }: Network,
  name: string,
): Promise<
  | { readonly addresses: readonly string[] }
  | { readonly failure: 'address-forbidden' | 'timeout' | 'unreachable' }
> {
  let timer: NodeJS.Timeout | undefined
  const ended = new Promise<typeof ENDED>((end) => {
    timer = setTimeout(() => end(ENDED), TIMEOUT_MS)
  })
  try {
    const addresses = await Promise.race([resolve(name), ended])
    if (addresses === ENDED) return { failure: 'timeout' }
    if (addresses.length === 0) return { failure: 'unreachable' }
    return addresses.every(isAllowed) ? { addresses } : { failure: 'address-forbidden' }
  } catch {
    return { failure: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

function request(
  { port, ca }: Network,
  url: URL,
  {
    addresses,
    headers,
    body,
    signal,
  }: Message & { readonly addresses: readonly string[]; readonly signal: AbortSignal },
): Promise<Attempt> {
  const looked = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return new Promise((resolve) => {
    const outgoing = https.request(url, {
      method: 'POST',
      port,
      ca,
      signal,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: one that was kept could be of another look-up.
      agent: false,
      lookup: (_, { all }, found) => {
        const [first] = looked
        if (all === true || first === undefined) found(null, looked)
        else found(null, first.address, first.family)
      },
    })
    outgoing.on('error', () => resolve({ failure: signal.aborted ? 'timeout' : 'unreachable' }))
    outgoing.on('response', (answer) => {
      resolve({ status: answer.statusCode ?? 0 })
      answer.destroy()
    })
    // It changed to another protocol, say: what ends without an answer has none.
    outgoing.on('close', () => resolve({ failure: 'unreachable' }))
    outgoing.end(body)
  })
}
