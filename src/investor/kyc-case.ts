import type { KycStatus } from './investor.ts'

/** Why a person has to look at a case. */
export const REVIEW_REASONS = [
  'US_PERSON_CONFLICT',
  'CHECK_NOT_STARTED',
  'PROVIDER_REJECTED',
  'PROVIDER_RETRY',
  'PROVIDER_REVIEW',
  'PROVIDER_CONTRADICTION',
  'PROVIDER_SCHEMA',
  'PROVIDER_DIFFERS',
  'OWNED_BY_LISTED',
  'HIGH_RISK',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

/** The piles of an officer's queue. A case may lie in several. */
export const CASE_TABS = [
  'new',
  'updates-required',
  'manual-review',
  'hits',
  'expiring-30',
  'expiring-60',
  'expiring-90',
  'wallets',
] as const
export type CaseTab = (typeof CASE_TABS)[number]

/** Days before the end of an approval at which its holder is reminded and an officer sees it. */
export const EXPIRY_DAYS = [90, 60, 30] as const

/** What an officer does to many cases at once. */
export const BULK_ACTIONS = ['take', 'release', 'request-updates', 'remind'] as const
export type BulkAction = (typeof BULK_ACTIONS)[number]
/** So many cases at most: each is locked until all are done. */
export const BULK_MAX = 100

/** What was asked of somebody whose approval stands: they have not answered yet, or an officer has not looked. */
export const UPDATES = ['asked', 'answered'] as const
export type Updates = (typeof UPDATES)[number]

/**
 * In how many hours a waiting case is to be answered. An applicant's own delay is not ours: while updates are asked for,
 * no clock runs.
 */
export const ANSWER_HOURS = { processing: 48, 'manual-review': 24 } as const

/** When a case that has waited since then is to be answered at the latest, or null when it does not wait for us. */
export function dueAt(
  status: KycStatus,
  updates: Updates | null,
  waitingSince: Temporal.Instant,
): Temporal.Instant | null {
  const waits = updates === 'answered' ? 'manual-review' : status
  return waits === 'processing' || waits === 'manual-review'
    ? waitingSince.add({ hours: ANSWER_HOURS[waits] })
    : null
}

/** What a provider's look at somebody has come to. `updates-required`: they may try again, with better papers. */
export type CheckResult = 'pending' | 'approved' | 'rejected' | 'updates-required' | 'review'
export const CHECK_RESULTS = ['pending', 'approved', 'rejected', 'updates-required', 'review'] as const

export type KycCheck = {
  /** `manual`: an officer looked at the papers. */
  readonly provider: string
  readonly ref: string
  /** The mark of whom it is of, of those who stand behind an entity; null: the applicant. */
  readonly person: string | null
  /** The applicant's mark when it was begun; null: of somebody behind them, or it was not kept yet. */
  readonly applicant: string | null
  readonly startedAt: Temporal.Instant
  readonly result: CheckResult
  readonly resultAt: Temporal.Instant | null
  readonly labels: readonly string[]
  /** The officer, of a manual check. */
  readonly by: string | null
  /** Whether the provider read another name or birth off the papers than was answered. */
  readonly differs: boolean
}

export type KycCase = {
  readonly reviewReasons: readonly ReviewReason[]
  readonly submittedBy: string | null
  readonly submittedAt: Temporal.Instant | null
  readonly assignee: string | null
  readonly waitingSince: Temporal.Instant
  readonly examinedBy: string | null
  readonly examinedAt: Temporal.Instant | null
  readonly updates: Updates | null
}

export type CaseApprovalRefusal =
  | 'FOUR_EYES'
  | 'CHECK_NOT_PASSED'
  | 'PEOPLE_NOT_CHECKED'
  | 'ENHANCED_LOOK_MISSING'
export type CaseRefusal =
  | CaseApprovalRefusal
  | 'NOT_FOUND'
  | 'INVESTOR_ERASED'
  | 'PERSON_UNKNOWN'
  | 'CASE_NOT_WAITING'
  | 'APPLICANT_FIRST'
  | 'ANSWERS_UNSENT'
  | 'NOT_EXPIRING'
  | 'REMINDED_TODAY'

/**
 * Says why no officer may approve now, or null. Where the applicant has to act first, an officer may decide without them,
 * saying why: what was asked was not needed, came another way, or was a mistake. Not where they have changed an answer
 * since: what nobody has sent in, nobody has weighed.
 */
export function earlyApprovalRefusal(
  status: KycStatus,
  { reason, isUnsent }: { readonly reason: string | null; readonly isUnsent: boolean },
): 'CASE_NOT_WAITING' | 'APPLICANT_FIRST' | 'ANSWERS_UNSENT' | null {
  if (status === 'none') return 'CASE_NOT_WAITING'
  if (status !== 'updates-required') return null
  if (isUnsent) return 'ANSWERS_UNSENT'
  return reason === null ? 'APPLICANT_FIRST' : null
}

/**
 * Of `checks`, those that still say something where the applicant has this mark. Under another name or birth a yes, and what
 * is still open, are of somebody else; a no stays, whoever they say that they are now.
 */
export function standingChecks(checks: readonly KycCheck[], applicant: string): KycCheck[] {
  return checks.filter(
    (check) =>
      check.person !== null ||
      check.applicant === applicant ||
      (check.result !== 'approved' && check.result !== 'pending'),
  )
}

/** What a rule asks of the checks of one person: the newest of each provider. */
export type PersonChecks = readonly Pick<KycCheck, 'provider' | 'result' | 'by'>[]

/** Of `checks`, the newest first, those that count for this person: the newest of each provider. */
export function checksOfPerson<C extends Pick<KycCheck, 'provider' | 'person'>>(
  checks: readonly C[],
  mark: string | null,
): C[] {
  const seen = new Set<string>()
  return checks.filter(
    ({ provider, person }) => person === mark && !seen.has(provider) && seen.add(provider) !== null,
  )
}

/**
 * Says why `approver` may not approve this case, or null. Nobody approves what they sent in themselves, nor alone
 * somebody whose possible match with a list they cleared. Where a provider did not say yes, an officer first looks at
 * the evidence, and where it said no, another one then approves; so with everybody who owns, controls or signs for an
 * entity, and with each firm that is part of a trust. Of a high risk one writes down what they found, and another approves, whatever a provider says.
 */
export function caseApprovalRefusal(
  facts: {
    readonly file: Pick<KycCase, 'submittedBy' | 'submittedAt' | 'examinedBy' | 'reviewReasons'>
    /** The applicant's own that still stand. */
    readonly checks: PersonChecks
    /** Whether a provider was ever asked about the applicant, under whichever name. */
    readonly wasChecked: boolean
    /** Those of everybody behind an entity, and of each firm in a trust. */
    readonly people: readonly PersonChecks[]
    /** Who cleared possible matches of this investor. */
    readonly clearedBy: readonly string[]
  },
  approver: string,
): CaseApprovalRefusal | null {
  const { file, checks, wasChecked, people, clearedBy } = facts
  if (file.submittedBy === approver || clearedBy.includes(approver)) return 'FOUR_EYES'
  if (file.reviewReasons.includes('HIGH_RISK')) {
    if (file.examinedBy === null) return 'ENHANCED_LOOK_MISSING'
    if (file.examinedBy === approver) return 'FOUR_EYES'
  }
  const needsCheck = wasChecked || file.submittedAt !== null
  if (needsCheck && !hasPassed(checks)) {
    if (file.examinedBy === null) return 'CHECK_NOT_PASSED'
    if (isRefused(checks) && file.examinedBy === approver) return 'FOUR_EYES'
  }
  if (people.some(isUnchecked)) return 'PEOPLE_NOT_CHECKED'
  const overridden = people.filter((one) => !hasPassed(byProviders(one)) && isRefused(byProviders(one)))
  return overridden.some((one) => examinerOf(one) === approver) ? 'FOUR_EYES' : null
}

/** Whether somebody behind an entity was passed by no provider and seen by no officer. */
export function isUnchecked(checks: PersonChecks): boolean {
  return !hasPassed(byProviders(checks)) && examinerOf(checks) === null
}

function byProviders(checks: PersonChecks): PersonChecks {
  return checks.filter(({ provider }) => provider !== 'manual')
}

function hasPassed(checks: PersonChecks): boolean {
  return checks.length > 0 && checks.every(({ result }) => result === 'approved')
}

/** Whether a provider has spoken against them, or asks for more. */
function isRefused(checks: PersonChecks): boolean {
  return checks.some(({ result }) => result !== 'approved' && result !== 'pending')
}

/** Who looked at their papers, as long as no provider said something else since. */
function examinerOf(checks: PersonChecks): string | null {
  return checks.find(({ provider, result }) => provider === 'manual' && result === 'approved')?.by ?? null
}

/** How a provider's message changes where an investor stands. */
export type CheckEffect = {
  /** `hold` takes an approval back at once; null leaves the status. */
  readonly status: 'processing' | 'updates-required' | 'manual-review' | 'hold' | null
  readonly add: ReviewReason | null
  readonly drop: readonly ReviewReason[]
}

const REASON: Readonly<Record<Exclude<CheckResult, 'pending' | 'approved'>, ReviewReason>> = {
  rejected: 'PROVIDER_REJECTED',
  'updates-required': 'PROVIDER_RETRY',
  review: 'PROVIDER_REVIEW',
}

/** What the newest results of everybody who is to be checked give a person to look at; null: no check was begun. */
export function checkReasons(results: readonly (CheckResult | null)[]): ReviewReason[] {
  const reasons = results.flatMap((result) =>
    result === null
      ? (['CHECK_NOT_STARTED'] as const)
      : result === 'pending' || result === 'approved'
        ? []
        : [REASON[result]],
  )
  return [...new Set(reasons)]
}

/**
 * What follows from a provider's result. It never approves: a yes only clears the way for an officer. Anything else takes
 * an approval back at once. A yes after a final no is a contradiction, which a person decides.
 *
 * @param former what the same check said before
 * @param schema whether the message could not be read as it should
 * @param open what is still open of everybody who is to be checked, this result counted in
 * @param isUnsent whether an answer was changed since the application was sent in: it stays with its applicant
 */
export function effectOf(
  status: KycStatus,
  reasons: readonly ReviewReason[],
  {
    former,
    result,
    schema,
    open,
    isUnsent,
  }: {
    readonly former: CheckResult
    readonly result: CheckResult
    readonly schema: boolean
    readonly open: readonly ReviewReason[]
    readonly isUnsent: boolean
  },
): CheckEffect {
  const waits = status === 'processing' || status === 'updates-required' || status === 'manual-review'
  if (result === 'pending') return { status: null, add: null, drop: [] }
  if (result === 'approved') {
    if (former === 'rejected')
      return { status: waits ? 'manual-review' : null, add: 'PROVIDER_CONTRADICTION', drop: [] }
    // Only what the provider itself asked for is answered by its yes.
    const drop = (['PROVIDER_RETRY', 'CHECK_NOT_STARTED'] as const).filter((reason) => !open.includes(reason))
    const asked = status === 'updates-required' && !isUnsent && reasons.includes('PROVIDER_RETRY')
    return { status: asked && drop.includes('PROVIDER_RETRY') ? 'processing' : null, add: null, drop }
  }
  const add = schema ? 'PROVIDER_SCHEMA' : REASON[result]
  if (status === 'verified') return { status: 'hold', add, drop: [] }
  if (!waits) return { status: null, add, drop: [] }
  const retry = result === 'updates-required' && status !== 'manual-review'
  return { status: retry ? 'updates-required' : 'manual-review', add, drop: [] }
}
