import type { Result } from '../kernel/result.ts'
import type { InvestorKind } from './investor.ts'
import type { CheckResult } from './kyc-case.ts'
import type { VerifiedIdentity } from './verified-identity.ts'

/** Who checks identities. `manual`: an officer looks at the papers; `simulated`: a sandbox's own, with invented results. */
export const KYC_PROVIDERS = ['sumsub', 'persona', 'veriff', 'onfido', 'manual', 'simulated'] as const
export type KycProviderName = (typeof KYC_PROVIDERS)[number]

/** What an operator sets to use a provider; each names these things differently in its dashboard. */
export type KycSettings = {
  readonly provider: KycProviderName
  /** Sumsub: app token. Persona: API key. Veriff: API key. Onfido: API token. */
  readonly apiKey: string
  /** Sumsub: secret key. Others sign nothing that they are sent but Veriff, with the secret of its webhooks. */
  readonly apiSecret: string
  readonly webhookSecret: string
  /** Sumsub: level name. Persona: inquiry template id. Onfido: workflow id. What a firm shows is not what a person does. */
  readonly levels: Readonly<Record<InvestorKind, string>>
  /** Null: the provider's own address. */
  readonly baseUrl: string | null
}

/**
 * What a provider is told to begin with: the applicant, or somebody behind an entity. The id is how its messages name them;
 * it is no personal data.
 */
export type CheckSubject = {
  readonly id: string
  readonly kind: InvestorKind
  readonly name: string
  /** Null where it is not known: that of who applies for an entity is not that of its owners. */
  readonly email: string | null
  readonly country: string
  /** Where the applicant comes back to. */
  readonly returnUrl: string
}

/** A check that was begun: the provider's name for it, and where the applicant shows their papers. */
export type StartedCheck = { readonly ref: string; readonly url: string }

/** One message of a provider about a check, in our words. */
export type ProviderEvent = {
  /** The same for every delivery of one message. */
  readonly id: string
  readonly ref: string
  readonly result: CheckResult
  /** By the provider's clock: what is older than what is known changes nothing. */
  readonly at: Temporal.Instant
  /** The provider's codes for its reasons. They name no person. */
  readonly labels: readonly string[]
  /** What the applicant may be told, and what only an officer may read; both go to the vault. */
  readonly publicComment: string | null
  readonly internalComment: string | null
  /** The message is the provider's, and says its result in words that are not known here. */
  readonly isStrange: boolean
  /** What was read off the papers, where the message has it. */
  readonly verified: VerifiedIdentity | null
  /** The provider sends such messages of checks too that were not begun here: one that is unknown never becomes known. */
  readonly mayBeOther: boolean
}

/** A message that is the provider's and says no result: what it calls what it tells of, which names no person. */
export type UnusedMessage = {
  /** The same for every delivery of one message. */
  readonly id: string
  readonly unused: string
}

export type WebhookRefusal =
  | 'NOT_FOUND'
  | 'WEBHOOK_SIGNATURE'
  | 'WEBHOOK_STALE'
  | 'WEBHOOK_EVENT'
  | 'WEBHOOK_CHECK_UNKNOWN'
  | 'KYC_PROVIDER_UNAVAILABLE'

export type WebhookMessage = {
  /** The bytes as they came: what is signed. */
  readonly raw: Uint8Array
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** A signed time may differ from ours by this much: what is older may be a recording. */
export const REPLAY_WINDOW_MINUTES = 5

/** Which pending checks a provider is to be asked about. All are moments. */
export type FetchCutoffs = {
  /** Nobody takes a check up again that was begun before. */
  readonly begunAfter: Temporal.Instant
  /** What was begun since is asked about often. */
  readonly isNewAfter: Temporal.Instant
  readonly newAskedBefore: Temporal.Instant
  readonly otherAskedBefore: Temporal.Instant
}

/**
 * Whose message has not come is asked about a quarter of an hour after the check began, again every quarter of an hour
 * through its first day, and every six hours through its first thirty.
 */
export function fetchCutoffs(now: Temporal.Instant): FetchCutoffs {
  return {
    begunAfter: now.subtract({ hours: 24 * 30 }),
    isNewAfter: now.subtract({ hours: 24 }),
    newAskedBefore: now.subtract({ minutes: 15 }),
    otherAskedBefore: now.subtract({ hours: 6 }),
  }
}

/** One interface for all of them. */
export type KycProvider = {
  readonly name: KycProviderName
  /** Begins a check, or the one that there is. Null when it does not answer, or not as it should. */
  readonly start: (subject: CheckSubject) => Promise<StartedCheck | null>
  /**
   * Makes sure that a message is the provider's and fresh, and reads it. Null: a step on the way to a result. Whatever else
   * the provider tells is unused, not refused: it would send it again for a day.
   */
  readonly receive: (
    message: WebhookMessage,
    now: Temporal.Instant,
  ) => Result<ProviderEvent | UnusedMessage | null, WebhookRefusal>
  /**
   * Whom the papers of a check name, of a provider whose messages do not say it: asked before a yes is taken in. Null when it does
   * not answer.
   */
  readonly identify?: (ref: string) => Promise<VerifiedIdentity | null>
  /**
   * What has become of a check, for where its message never came: as the message would have said it. Null while nothing is
   * decided, and when it does not answer, or not as it should.
   */
  readonly fetch: (ref: string) => Promise<ProviderEvent | null>
}
