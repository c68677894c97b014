import type { InvestorKind } from '../../investor/investor.ts'
import type { ReviewReason, Updates } from '../../investor/kyc-case.ts'
import type { OwnersAnswer, StepAnswer, StepName } from './investor.ts'

type ActorName = { readonly id: string; readonly displayName: string | null }

export type Case = {
  readonly investor: {
    readonly id: string
    readonly displayName: string
    readonly kind: InvestorKind
    readonly country: string
  }
  readonly status: string
  readonly kycUntil: string | null
  readonly reviewReasons: readonly ReviewReason[]
  readonly updates: Updates | null
  readonly assignee: ActorName | null
  readonly waitingSince: string
  readonly dueAt: string | null
  readonly isOverdue: boolean
}

export type CaseDetail = Case & {
  readonly email: string | null
  readonly submittedBy: ActorName | null
  readonly submittedAt: string | null
  readonly examinedBy: ActorName | null
  readonly checks: readonly {
    /** `applicant`, `people[0]`, `entities[0]` or `former`. */
    readonly of: string
    readonly provider: string
    readonly ref: string
    readonly startedAt: string
    readonly result: string
    readonly resultAt: string | null
    readonly labels: readonly string[]
  }[]
  /** Of whom nobody has seen enough yet: `people[0]`, `entities[0]`. */
  readonly unchecked: readonly string[]
  readonly answers: Readonly<Record<Exclude<StepName, 'owners'>, StepAnswer>> & {
    readonly owners: OwnersAnswer | null
  }
  readonly comments: readonly {
    readonly id: string
    readonly visibility: 'public' | 'internal'
    readonly by: ActorName
    readonly at: string
    readonly text: string
  }[]
  readonly timeline: readonly { readonly at: string; readonly by: ActorName; readonly action: string }[]
}

export type Ownership = {
  readonly percent: string
  readonly isBlocked: boolean
  readonly listed: readonly string[]
  readonly blocked: readonly string[]
}
