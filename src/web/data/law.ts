import type { CounterName } from '../../compliance/rule-counters.ts'
import type { REFUSED_KINDS } from '../../offering/refusal/refusal.ts'
import type { FactKind } from '../../restriction/asked-facts.ts'
import type { FirstWord } from './screening.ts'
import type { Party } from './named.ts'

/** The answers about rules of law that screens read, as the server's published schema has them. */

export type LegalReview = 'pending' | 'signed'
export type Outcome = 'ALLOW' | 'BLOCK' | 'REVIEW'

export type PackVersion = {
  readonly sha256: string
  readonly pack: string
  readonly version: string
  readonly state: string
  readonly jurisdiction: string
  readonly effectiveFrom: string
  readonly legalReview: LegalReview
  readonly proposedBy: string
  readonly proposedAt: string
  readonly reason: string
  readonly decidedAt: string | null
  readonly rules: readonly { readonly id: string; readonly title: string }[]
}

export type LegalRule = {
  readonly id: string
  readonly title: string
  readonly appliesTo: readonly string[]
  readonly scope: string | null
  readonly inForce: string
  readonly provenance: string
  readonly citations: readonly string[]
  readonly params: readonly { readonly name: string; readonly value: string }[]
  readonly steps: readonly { readonly name: string; readonly expression: string }[]
  readonly facts: readonly { readonly name: string; readonly about: string }[]
  readonly predicates: readonly {
    readonly code: string
    readonly severity: string
    readonly condition: string | null
    readonly requires: string
    readonly says: string
    readonly fix: string
    readonly citation: string
  }[]
}

export type Impact = {
  readonly holders: number
  readonly changes: readonly { readonly from: Outcome; readonly to: Outcome; readonly holders: number }[]
  readonly affected: readonly {
    readonly investor: Party
    readonly instrument: string
    readonly action: 'subscribe' | 'transfer'
    readonly from: Outcome
    readonly to: Outcome
    readonly reasons: readonly { readonly code: string; readonly detail: string }[]
  }[]
}

export type Proposal = {
  readonly version: PackVersion
  readonly changes: readonly { readonly path: string; readonly before: string; readonly after: string }[]
  readonly impact: Impact
}

export type Decision = {
  readonly id: string
  readonly action: string
  readonly state: string
  readonly outcome: Outcome
  readonly instrument: string
  readonly investor: Party
  readonly decidedAt: string
  readonly firstCleared: FirstWord | null
  readonly reasons: readonly LegalReason[]
}

export type LegalReason = {
  readonly code: string
  readonly detail: string
  readonly fix: string
  readonly citation: string
  readonly legalReview: LegalReview
  readonly rule: string
  readonly missing: readonly MissingFact[]
}

export type MissingFact = {
  readonly name: string
  readonly about: string
  readonly of: 'investor' | 'issuer' | 'platform'
}

export type AskedFact = MissingFact & { readonly kind: FactKind; readonly choices: readonly string[] }

export type Counter = {
  readonly pack: string
  readonly rule: string
  readonly what: CounterName
  readonly country: string | null
  readonly used: string | null
  readonly limit: string
  readonly left: string | null
  readonly unit: 'count' | 'money' | 'percent'
  readonly asked: boolean
  readonly citation: string
  readonly legalReview: LegalReview
}

export type InstrumentRules = {
  readonly packs: readonly {
    readonly pack: string
    readonly version: string
    readonly pinned: boolean
    readonly legalReview: LegalReview
  }[]
  readonly counters: readonly Counter[]
  readonly asked: readonly AskedFact[]
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  readonly missing: readonly (MissingFact & { readonly rule: string; readonly citation: string })[]
  readonly blocked: readonly LegalReason[]
}

export type Compared = { readonly recorded: string; readonly now: string | null }
export type Replayed = {
  readonly same: boolean | null
  readonly packs: readonly (Compared & { readonly pack: string; readonly version: string })[]
  readonly facts: Compared
  readonly result: Compared
}

export type Refusal = {
  readonly id: string
  readonly kind: (typeof REFUSED_KINDS)[number]
  readonly at: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string } | null
  readonly investor: Party | null
  readonly receiver: Party | null
  readonly asked: string
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[]
  readonly decision: string | null
}

export type Classification = {
  readonly questions: readonly { readonly name: string; readonly text: string }[]
  readonly answers: Readonly<Record<string, boolean | null>> | null
  readonly maturityMonths: number | null
  readonly answeredAt: string | null
  readonly packSha256: string | null
  readonly opinionSha256: string | null
  readonly approvers: number
  readonly result: {
    readonly outcome: Outcome
    readonly result: string
    readonly category: string | null
    readonly legalReview: LegalReview
    readonly prongs: readonly {
      readonly id: string
      readonly title: string
      readonly met: boolean | null
      readonly sentence: string
      readonly citation: string
      readonly answers: readonly { readonly name: string; readonly yes: boolean | null }[]
    }[]
    readonly reasons: readonly string[]
  } | null
}
