import { createTransport } from 'nodemailer'
import type { NoticeText } from './notice.ts'

export type Letter = NoticeText & {
  /** The same for every attempt, so that a mail that arrived twice is shown once. */
  readonly messageId: string
  readonly to: { readonly name: string; readonly address: string }
}

/** What the mail server made of it: `later` may succeed another time, `never` will not. */
export type Delivery = { readonly outcome: 'sent' | 'later' | 'never'; readonly answer: string }

/** Takes letters to wherever they go. */
export type Mailer = { readonly send: (letter: Letter) => Promise<Delivery>; readonly close: () => void }

const TIMEOUT_MS = 15_000
const ANSWER_LENGTH_MAX = 200

/** Sends by SMTP. `url` is `smtp://user:password@host:port` or `smtps://…`; a pool keeps one connection open. */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    host: hostname,
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    secure: protocol === 'smtps:',
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  return {
    send: async ({ messageId, to, title, body }) => {
      try {
        const { response } = await transport.sendMail({ from, to, subject: title, text: body, messageId })
        return { outcome: 'sent', answer: withoutAddresses(response) }
      } catch (error) {
        return failure(error)
      }
    },
    close: () => transport.close(),
  }
}

function failure(error: unknown): Delivery {
  if (!(error instanceof Error)) return { outcome: 'later', answer: 'unknown' }
  const code: unknown = Reflect.get(error, 'responseCode')
  // RFC 5321, 4.2.1: 5yz is a permanent refusal. A refused sign-in (535) is ours to mend, so the mail stays.
  const permanent = typeof code === 'number' && code >= 500 && code !== 535 && code !== 530
  const answer = typeof code === 'number' ? String(Reflect.get(error, 'response') ?? code) : error.message
  return { outcome: permanent ? 'never' : 'later', answer: withoutAddresses(answer) }
}

/** What a server says often quotes the address; what is kept outside of the vault must not. */
function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"']+@[^\s<>"']+/g, '[address]').slice(0, ANSWER_LENGTH_MAX)
}
