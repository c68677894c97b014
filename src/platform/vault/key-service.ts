import * as z from 'zod'

/**
 * A service that keeps a key to itself and wraps others with it. What it wraps is worthless without it, so a master key
 * that lies wrapped on the disk can be read only while the service says so.
 */
export type KeyService = {
  readonly wrap: (key: Buffer) => Promise<string>
  readonly unwrap: (wrapped: string) => Promise<Buffer>
}

/** The key service did not do what was asked. The message is one sentence, without the token and without any key. */
export class KeyServiceFailed extends Error {}

/** A start waits so long for an answer. */
const TIMEOUT_MS = 5_000
/** Longer than any answer that this asks for. */
const ANSWER_BYTES_MAX = 64 * 1024

const encrypted = z.object({ data: z.object({ ciphertext: z.string().regex(/^vault:v\d+:/) }) })
const decrypted = z.object({ data: z.object({ plaintext: z.base64() }) })
const refused = z.object({ errors: z.array(z.string()) })

export type TransitKey = {
  /** Where the service answers: `https://bao.example.org:8200`. */
  readonly url: string
  /** The engine's mount and the key's name: `transit/aliquot`. */
  readonly key: string
  readonly token: string
  readonly timeoutMs?: number
}

/**
 * The transit engine of OpenBao and of HashiCorp Vault (`POST /v1/{mount}/encrypt/{key}` and `…/decrypt/{key}`). Keys
 * are rotated there: what an older version wrapped is unwrapped as long as the service keeps that version.
 */
export function transitKeyService({ url, key, token, timeoutMs = TIMEOUT_MS }: TransitKey): KeyService {
  const [mount, name] = key.split('/') as [string, string]
  const ask = async <T>(verb: 'encrypt' | 'decrypt', body: object, answer: z.ZodType<T>): Promise<T> => {
    const failed = (why: string, cause?: unknown) =>
      new KeyServiceFailed(`The key service at ${new URL(url).origin} ${why}`, { cause })
    let response: Response
    let text: string
    try {
      response = await fetch(`${url.replace(/\/$/, '')}/v1/${mount}/${verb}/${name}`, {
        method: 'POST',
        headers: { 'x-vault-token': token, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        // Whoever redirects a key elsewhere is not the service.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
    } catch (cause) {
      const late = cause instanceof Error && cause.name === 'TimeoutError'
      throw failed(late ? `did not answer within ${timeoutMs} ms.` : 'cannot be reached.', cause)
    }
    const read = parsed(text)
    if (!response.ok) {
      const said = refused.safeParse(read)
      const why = said.success ? said.data.errors.join('; ').slice(0, 200) : 'without a reason'
      throw failed(`refused to ${verb} with ${key} (${response.status}: ${why}).`)
    }
    const found = answer.safeParse(read)
    if (!found.success) throw failed(`answered ${verb} with something else than a transit engine does.`)
    return found.data
  }
  return {
    wrap: async (plain) => {
      const { data } = await ask('encrypt', { plaintext: plain.toString('base64') }, encrypted)
      return data.ciphertext
    },
    unwrap: async (wrapped) => {
      const { data } = await ask('decrypt', { ciphertext: wrapped }, decrypted)
      return Buffer.from(data.plaintext, 'base64')
    },
  }
}

function parsed(text: string): unknown {
  if (text.length > ANSWER_BYTES_MAX) return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
