import type { AccreditationBasis, AccreditationStatus } from '../investor/accreditation.ts'
import type { InvestorKind } from '../investor/investor.ts'
import type { Means } from '../investor/means.ts'
import type { Standing, TrustRole } from '../investor/onboarding.ts'
import type { IncomeKind, WithholdingReason } from '../corporate-action/withholding.ts'
import type { Exemption } from '../instrument/instrument.ts'
import type { AssetKind } from '../issuer/issuer.ts'
import type { ReviewReason, Updates } from '../investor/kyc-case.ts'
import type { Role } from '../kernel/role.ts'
import type { Language } from '../messages/message.ts'
import type { AwaitedParty } from '../offering/board/board.ts'
import type { ProceedsStatus, ProceedsUse } from '../offering/closing/proceeds.ts'
import type { SubscriptionStep } from '../offering/subscription/subscription-steps.ts'
import type { SubscriptionState } from '../offering/subscription/subscription-state.ts'
import type { Legend } from '../restriction/lot.ts'
import type { MissingFact } from './law.ts'
import type { SuitabilityWarning } from '../offering/subscription/suitability.ts'

/** The answers of the server that screens read, as its published schema has them. Money and units are text. */

export type Amount = { readonly amount: string; readonly currency: string; readonly display: string }

export type User = {
  readonly id: string
  readonly displayName: string
  readonly role: Role
  readonly issuer: string | null
  readonly investor: string | null
  readonly language: Language
}

export type Session = {
  readonly user: User | null
  readonly sandbox: boolean
  /** Whether strangers may register themselves. */
  readonly registration: boolean
  /** The business clock. */
  readonly now: string
  readonly demo: readonly DemoAccount[]
}

export type DemoAccount = { readonly role: Role; readonly email: string; readonly displayName: string }

export type Named = { readonly id: string; readonly name: string }

export type InstrumentSummary = {
  readonly id: string
  readonly name: string
  readonly symbol: string
  readonly token: string | null
  readonly status: string
  readonly decimals: number
  readonly unitsIssued: string
  readonly unitsIssuedDisplay: string
  readonly unitsMax: string
  readonly unitsMaxDisplay: string
  readonly unitPrice: Amount
}

export type Valuation = {
  readonly date: string
  readonly amount: Amount
  readonly appraiser: string
  readonly method: string
  /** The appraisal: its hash, and where it is for whoever may read it. */
  readonly document: {
    readonly sha256: string
    readonly title: string | null
    readonly path: string | null
  } | null
}

export type IssuerCompany = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly form: string
  readonly jurisdiction: string
}

export type AssetSummary = {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly issuer: Named
  readonly spv: { readonly name: string }
  readonly instrument: InstrumentSummary | null
  readonly latestValuation: Omit<Valuation, 'document'> | null
}

export type AssetDocument = {
  readonly name: string
  readonly version: number
  readonly uri: string
  readonly sha256: string
  readonly anchored: { readonly block: number; readonly tx: string; readonly at: string | null } | null
}

export type Company = {
  readonly name: string
  readonly form: string
  readonly jurisdiction: string
  readonly registryNumber: string | null
  readonly lei: string | null
}

export type TransferRules = {
  readonly countries: 'any' | readonly string[]
  readonly accreditedOnly: boolean
  readonly holdersMax: number | null
  readonly usHoldersMax: number | null
  readonly nonAccreditedHoldersMax: number | null
  readonly balanceMax: string | null
}

export type IncomePolicy = {
  readonly frequency: string
  readonly payoutBps: number
  readonly payDay: number
  readonly record: string
}

export type Coupon = {
  readonly rate: string
  readonly faceValue: Amount
  readonly dayCount: string
  readonly frequency: 'monthly' | 'quarterly' | 'semi-annual' | 'annual'
  readonly from: string
  readonly maturity: string
}

export type Carry = {
  readonly preferredBps: number
  readonly catchUpBps: number
  readonly carryBps: number
}

export type Preference = {
  readonly rank: number
  readonly multipleBps: number
  readonly participation: 'none' | 'full' | 'capped'
  readonly capBps: number | null
  readonly dividendBps: number
  readonly convertible: boolean
}

export type OfferingTerms = {
  readonly exemption: Exemption
  readonly opens: string
  readonly closes: string
  readonly ticketMin: Amount
  readonly ticketMax: Amount | null
  readonly lockUpDays: number
  readonly costs: readonly { readonly name: string; readonly amount: Amount }[]
}

export type Asset = Omit<AssetSummary, 'issuer' | 'spv'> & {
  readonly country: string
  readonly address: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly issuer: Company & { readonly id: string }
  readonly spv: Company & {
    readonly owners: readonly { readonly name: string; readonly percent: string }[]
    readonly holds: string | null
    readonly ringFence: string | null
  }
  readonly risks: readonly { readonly title: string; readonly text: string }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  readonly identityHash: string
  readonly valuations: readonly Valuation[]
  readonly rules: TransferRules | null
  readonly income: IncomePolicy | null
  readonly coupon: Coupon | null
  readonly carry: Carry | null
  readonly preference: Preference | null
  readonly documents: readonly AssetDocument[]
  readonly offering: OfferingTerms | null
  readonly aboveValuation: {
    readonly raised: Amount
    readonly valuation: Amount
    readonly costs: Amount
  } | null
}

export type Instrument = InstrumentSummary & {
  readonly asset: string
  readonly issuer: string
  readonly timeZone: string
}

export type Party = { readonly id: string; readonly displayName: string }

export type Holding = {
  readonly wallet: string
  readonly investor: Party | null
  readonly units: string
  readonly unitsDisplay: string
  readonly share: string
  readonly frozen: string
  readonly locked: string
  readonly free: string
  readonly walletFrozen: boolean
  readonly since: string | null
}

export type RegisterHead = {
  readonly asOf: string
  readonly block: { readonly number: number; readonly hash: string } | null
  readonly supply: string
  readonly supplyDisplay: string
  readonly holdersCount: number
  /** When the first units moved. */
  readonly begins: string | null
}

/** What a file of a cap table says on a day. Shares and parts are plain decimals. */
export type CapTableReading = {
  readonly accepted: boolean
  readonly findings: readonly {
    readonly severity: 'error' | 'warning'
    readonly code: string
    readonly path: string
    readonly detail: string
  }[]
  readonly stakeholders: readonly { readonly id: string; readonly name: string }[]
  readonly securities: readonly { readonly id: string; readonly issuedOn: string }[]
  readonly fullyDiluted: {
    readonly shares: string
    readonly isOverpromised: boolean
    readonly lines: readonly {
      readonly kind: 'common' | 'preferred' | 'as-converted' | 'granted' | 'pool' | 'warrant' | 'convertible'
      /** Whether it is held as units of the token. */
      readonly isToken: boolean
      readonly security: string | null
      readonly stakeholder: string | null
      readonly of: string
      readonly shares: string | null
      readonly percent: string | null
    }[]
  }
}

export type CapTableVersion = {
  readonly version: number
  readonly sha256: string
  readonly objects: number
  readonly tokenClass: string | null
  readonly at: string
}

/** The cap table that is kept beside a register. */
export type KeptCapTable = CapTableReading & {
  readonly asOf: string
  readonly versions: readonly CapTableVersion[]
  readonly units: { readonly shares: string; readonly units: string; readonly agree: boolean } | null
}

/** What keeping a cap table does, or would do. */
export type KeptCapTableAnswer = CapTableVersion & {
  readonly isNew: boolean
  readonly changes: {
    readonly added: number
    readonly removed: number
    readonly changed: number
    readonly shown: readonly {
      readonly change: 'added' | 'removed' | 'changed'
      readonly type: string
      readonly id: string
      readonly fields: readonly string[]
    }[]
  }
}

export type Lot = {
  readonly id: string
  readonly units: string
  readonly unitsDisplay: string
  readonly acquired: string | null
  readonly lockedUntil: string | null
  readonly legends: readonly Legend[]
}

export type Movement = {
  readonly id: string
  readonly kind: string
  readonly processType: string
  readonly scope: 'units' | 'wallet'
  readonly from: string | null
  readonly to: string | null
  readonly units: string
  readonly unitsDisplay: string
  readonly at: string
  readonly block: number
  readonly tx: string
  readonly ref: string | null
}

export type Holder = Holding & { readonly lots: readonly Lot[]; readonly movements: readonly Movement[] }

export type Finding = {
  readonly reason: string
  readonly detail: string
  readonly fix: string
  readonly citation: string | null
  readonly actual: string
  readonly limit: string
}

export type Preview = { readonly allowed: boolean; readonly findings: readonly Finding[] }

export type Transfer = {
  readonly id: string
  readonly instrument: string
  readonly from: string
  readonly to: string
  readonly units: string
  readonly unitsDisplay: string
  readonly status: string
  readonly findings: readonly Finding[]
  readonly at: string
  readonly tx: string | null
  readonly failure: string | null
}

export type TypedData = {
  readonly domain: Record<string, unknown>
  readonly types: Record<string, readonly { readonly name: string; readonly type: string }[]>
  readonly primaryType: string
  readonly message: Record<string, unknown>
}

export type Reconciliation = {
  readonly balanced: boolean
  readonly declared: Amount
  readonly paid: Amount
  readonly parked: Amount
  readonly withheld: Amount
  readonly unclaimed: Amount
  readonly open: Amount
  readonly carried: Amount
}

/** What a share class withholds, and from whom the law asks it now. */
export type Withholding = {
  readonly inForce: WithholdingPolicy | null
  readonly proposed: WithholdingPolicy | null
  readonly holders: readonly {
    readonly wallet: string
    readonly investor: { readonly id: string; readonly displayName: string } | null
    readonly bps: number
    readonly reason: WithholdingReason
  }[]
}

type WithholdingPolicy = {
  readonly id: string
  readonly income: IncomeKind
  readonly taxAccount: string | null
  readonly proposedBy: string
}

export type Distribution = {
  readonly id: string
  readonly instrument: InstrumentName
  readonly period: string
  readonly kind: 'regular' | 'correction'
  readonly correctionOf: string | null
  readonly reason: string | null
  readonly status: string
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly recordDate: string
  readonly recordAt: string
  readonly payDate: string
  readonly coupon: { readonly start: string; readonly end: string } | null
  readonly netIncome: Amount | null
  readonly payoutBps: number
  readonly amount: Amount | null
  readonly setOff: Amount
  readonly declared: Amount | null
  readonly carriedIn: Amount | null
  readonly funded: Amount
  readonly missing: Amount
  readonly lacking: Amount | null
  readonly capital: {
    readonly paid: Amount
    readonly open: { readonly payment: string; readonly amount: Amount; readonly at: string } | null
  }
  readonly paid: Amount
  readonly parked: Amount
  readonly carriedOut: Amount | null
  readonly holders: number
  readonly treasury: string
  readonly reconciliation: Reconciliation | null
  readonly chain: {
    readonly distributionId: string | null
    readonly recordId: number | null
    readonly tx: string | null
  }
}

export type Repayment = {
  readonly instrument: InstrumentName
  readonly status: 'ahead' | 'due' | 'paying' | 'closed'
  readonly maturity: string
  readonly opens: string
  readonly faceValue: Amount
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly prepared: { readonly by: string; readonly at: string } | null
  readonly confirmed: { readonly by: string; readonly at: string } | null
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly treasury: { readonly address: string; readonly balance: Amount; readonly missing: Amount }
  readonly funded: Amount
  readonly paid: Amount
  readonly parked: Amount
  readonly returned: Amount
  readonly held: Amount
  readonly balanced: boolean
  readonly lines: readonly {
    readonly wallet: string
    readonly investor: Party | null
    readonly units: string
    readonly unitsDisplay: string
    readonly amount: Amount
    readonly formula: string
    readonly status: 'due' | 'paid' | 'parked'
    readonly tx: string | null
  }[]
  /** Of principal that is held; for officers alone. */
  readonly releases: readonly { readonly wallet: string; readonly document: string; readonly by: string }[]
  readonly tx: string | null
}

export type DistributionWithCorrections = Distribution & { readonly corrections: readonly Distribution[] }

export type Entitlement = {
  readonly wallet: string
  readonly investor: Party | null
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly status: string
  readonly tx: string | null
}

export type ExplanationStep = {
  readonly key: string
  readonly label: string
  readonly formula: string | null
  readonly value: string
}

export type EntitlementExplained = Entitlement & { readonly steps: readonly ExplanationStep[] }

export type Wallet = {
  readonly id: string
  readonly address: string
  /** What its holder calls it. */
  readonly name: string | null
  readonly status: string
}

export type Investor = {
  readonly id: string
  readonly displayName: string
  readonly kind: InvestorKind
  readonly country: string
  readonly kycStatus: string
  readonly kycUntil: string | null
  readonly accreditedUntil: string | null
  /** For officers and the custodian: from this day the units are the minor's. */
  readonly custodyEnds: string | null
  /** Something is asked of them while their approval stands. */
  readonly updatesAsked: boolean
  readonly wallets: readonly Wallet[]
}

/** What an applicant said in one step, as the server keeps it: its fields are those of the step's form. */
export type StepAnswer = Readonly<Record<string, unknown>> | null

export type Application = {
  readonly investor: string
  readonly country: string
  readonly kind: InvestorKind
  readonly standing: Standing
  readonly status: string
  readonly steps: readonly { readonly step: StepName; readonly saved: boolean }[]
  readonly next: StepName | null
  readonly isOpen: boolean
  readonly submittedAt: string | null
  readonly check: IdentityCheck | null
  /** Those of everybody named in “owners”, in their order; empty where officers alone check. */
  readonly peopleChecks: readonly IdentityCheck[]
  /** What an officer asks while the approval stands, and whether it was answered. */
  readonly updates: Updates | null
  readonly comments: readonly { readonly at: string; readonly text: string; readonly isOwn: boolean }[]
  readonly papers: readonly { readonly kind: string; readonly isThere: boolean }[]
  readonly answers: Readonly<Record<StepName, StepAnswer>>
}
export type IdentityCheck = { readonly result: string; readonly begun: boolean; readonly canStart: boolean }
export type StepName = 'identity' | 'company' | 'address' | 'tax' | 'owners' | 'financial' | 'check'

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

/** The answer of the step “owners”. `of` is the place of the entity that is owned; null: the applicant. */
export type OwnersAnswer = {
  readonly people: readonly {
    readonly name: string
    readonly born: string
    readonly country: string
    readonly share: string | null
    readonly isControlPerson: boolean
    readonly isSigner: boolean
    readonly of: number | null
    readonly inTrust: readonly TrustRole[]
    readonly custodyAge: number | null
  }[]
  readonly entities: readonly {
    readonly name: string
    readonly country: string
    readonly share: string | null
    readonly of: number | null
    readonly inTrust: readonly TrustRole[]
  }[]
}

export type Ownership = {
  readonly percent: string
  readonly isBlocked: boolean
  readonly listed: readonly string[]
  readonly blocked: readonly string[]
}

type InstrumentName = Named & { readonly symbol: string }

export type InvestmentLimit = {
  readonly standing: 'accredited' | 'not-accredited' | null
  readonly kind: InvestorKind | null
  readonly countries: readonly string[] | null
  readonly investmentMax: Amount
}

export type PriceTier = { readonly upTo: string; readonly price: Amount }

export type Offering = {
  readonly id: string
  readonly status: string
  readonly instrument: InstrumentName
  readonly asset: string
  readonly exemption: Exemption
  readonly opens: string
  readonly closes: string
  readonly unitPrice: Amount
  readonly priceTiers: readonly PriceTier[]
  readonly priceNow: Amount
  readonly ticketMin: Amount
  readonly ticketMax: Amount | null
  readonly lockUpDays: number
  readonly softCap: string
  readonly allocation: 'first-come' | 'pro-rata' | 'by-hand'
  /** First the currency of all amounts. */
  readonly currencies: readonly {
    readonly code: string
    readonly token: string
    readonly rate: string
    readonly stopped: { readonly reason: string; readonly at: string } | null
  }[]
  readonly limits: readonly InvestmentLimit[]
  readonly invitedOnly: boolean
  readonly coolingOffHours: number
  readonly agreementRequired: boolean
  readonly unitsMax: string
  readonly unitsTaken: string
  readonly raised: Amount
  readonly reserved: Amount
  readonly target: Amount
  readonly contract: string | null
  readonly failure: string | null
  readonly closingPrepared: boolean
  readonly closesAt: string
  readonly legalLock: LegalLock
  readonly factsMissing: number
}

/** What the law locks units for that are issued now; while it is not known, `legends` are the laws that may. */
export type LegalLock = {
  readonly isKnown: boolean
  readonly legends: readonly Legend[]
  readonly until: string | null
}

export type Invitation = {
  readonly investor: { readonly id: string; readonly displayName: string | null }
  readonly invitedAt: string
}

export type Eligibility = {
  readonly eligible: boolean
  readonly reasons: readonly EligibilityReason[]
  readonly beforePayment: readonly EligibilityReason[]
}
type EligibilityReason = { readonly code: string; readonly detail: string; readonly fix: string }

type RaiseSum = { readonly count: number; readonly units: string; readonly amount: Amount }
export type RaiseBoard = {
  readonly raise: readonly (RaiseSum & { readonly status: string })[]
  readonly states: readonly (RaiseSum & { readonly state: SubscriptionState })[]
  readonly interested: RaiseSum
  readonly pledged: RaiseSum
  readonly reserved: RaiseSum
  readonly signed: RaiseSum
  readonly funded: RaiseSum
  readonly issued: RaiseSum
  readonly softCap: string
  readonly hardCap: string
  readonly toSoftCap: string
  readonly paid: string
  readonly paidPercent: number
  readonly softCapPercent: number
}

export type OfferingCard = {
  readonly offering: Offering
  readonly kind: string
  readonly asset: string
  readonly paidPercent: number
  readonly softCapPercent: number
  readonly eligibility: Eligibility | null
}

export type Question = {
  readonly id: string
  readonly askedAt: string
  readonly isOwn: boolean
  readonly question: string | null
  readonly answer: string | null
  readonly answeredAt: string | null
}

export type RaiseRow = {
  readonly id: string
  readonly reference: string
  readonly investor: { readonly id: string; readonly displayName: string | null }
  readonly state: SubscriptionState
  readonly status: string
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly cash: Amount
  readonly waitsFor: AwaitedParty | null
  readonly since: string
  readonly until: string | null
  readonly remindedAt: string | null
}

type ByWhom = { readonly by: string; readonly at: string } | null
export type Closing = {
  readonly offering: Offering
  readonly prepared: ByWhom
  readonly confirmed: ByWhom
  readonly refusal: {
    readonly code: string
    readonly detail: string
    readonly fix: string
    readonly missing: readonly MissingFact[]
  } | null
  readonly allocations: readonly {
    readonly subscription: string
    readonly investor: string
    readonly displayName: string | null
    readonly asked: string
    readonly units: string
    readonly reason: string | null
  }[]
}

export type ProceedsPayment = {
  readonly id: string
  readonly use: ProceedsUse | 'return-of-capital'
  readonly recipient: string | null
  readonly distribution: string | null
  readonly amount: Amount
  readonly document: string
  readonly status: ProceedsStatus
  readonly prepared: { readonly by: string; readonly at: string }
  readonly failure: string | null
}

export type Proceeds = {
  readonly managed: boolean
  readonly held: readonly { readonly inTreasury: Amount; readonly unspoken: Amount }[]
  readonly payments: readonly ProceedsPayment[]
}

/** What lies in an escrow in one currency. */
export type HeldMoney = {
  readonly escrow: Amount
  readonly booked: Amount
  readonly proceeds: Amount
  readonly parked: Amount
  readonly released: {
    readonly amount: Amount
    readonly treasury: string
    readonly at: string
    readonly tx: string | null
  } | null
}

export type Escrow = HeldMoney & {
  readonly balances: boolean
  readonly others: readonly HeldMoney[]
  readonly fiat: {
    readonly held: Amount
    readonly booked: Amount
    readonly proceeds: Amount
    readonly due: Amount
    readonly dueBooked: Amount
    readonly balances: boolean
  } | null
}

export type Subscription = {
  readonly id: string
  readonly offering: string
  readonly instrument: InstrumentName
  readonly investor: string
  readonly wallet: string | null
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  /** The same, in what it is paid in. */
  readonly cash: Amount
  readonly state: SubscriptionState
  readonly status: string
  /** Where its agreement is: `none` where none was asked for. */
  readonly agreement: string
  readonly raise: string | null
  readonly issuance: string | null
  readonly allotted: string | null
  readonly validBefore: string
  readonly createdAt: string
  readonly reason: string | null
  readonly reference: string
  readonly paidBy: 'wallet' | 'bank' | null
}

type Change = {
  readonly id: string
  readonly what: string
  readonly at: string
  readonly right: 'reconfirm' | 'withdraw' | null
  readonly until: string | null
}
export type OfferingChange = Change & { readonly reconfirmed: number; readonly waiting: number }

export type SubscriptionDetail = Subscription & {
  /** What whoever refused it said. */
  readonly words: string | null
  readonly events: readonly {
    readonly from: SubscriptionState | null
    readonly to: SubscriptionState
    readonly reason: string | null
    readonly at: string
  }[]
  readonly withdrawal: {
    readonly until: string
    readonly ground: 'cooling-off' | 'law' | 'change'
    readonly authorization: TypedData | null
  } | null
  readonly lot: {
    readonly lockedUntil: string | null
    readonly legends: readonly Legend[]
    readonly texts: readonly {
      readonly text: string
      readonly lockUntil: string
      readonly citation: string
    }[]
  } | null
  readonly changes: readonly (Change & {
    readonly isToReconfirm: boolean
    readonly reconfirmedAt: string | null
  })[]
}

export type SubscriptionSteps = {
  readonly step: SubscriptionStep
  readonly suitability: {
    readonly outcome: 'suitable' | 'warned'
    readonly warnings: readonly SuitabilityWarning[]
    readonly acknowledged: boolean
  } | null
  readonly risks: readonly {
    readonly risk: string
    readonly version: number
    readonly title: string
    readonly text: string
    readonly sha256: string
    readonly confirmedAt: string | null
  }[]
  readonly subscription: Subscription | null
  readonly limit: { readonly most: Amount; readonly left: Amount } | null
  readonly costNow: Amount | null
  readonly authorization: TypedData | null
  readonly wallet: { readonly holds: Amount; readonly missing: Amount } | null
  /** Why nothing can be paid in what was chosen any more. */
  readonly stopped: string | null
  readonly wires: boolean
}

type Fitting = {
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly cash: Amount
}
export type Quote = { readonly exact: boolean; readonly below: Fitting | null; readonly above: Fitting }

export type WireInstructions = {
  readonly accounts: readonly { readonly name: string; readonly number: string; readonly currency: string }[]
  readonly due: Amount
  readonly reference: string
  readonly until: string
}

export type UserAccount = {
  readonly id: string
  readonly displayName: string
  readonly email: string
  readonly role: Role
  readonly issuer: string | null
  readonly investor: string | null
  readonly status: string
}

export type ApiKey = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly role: Role
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}

export type AuditEntry = {
  readonly seq: number
  readonly id: string
  readonly at: string
  readonly by: { readonly kind: 'user' | 'key' | 'system'; readonly id: string }
  readonly action: string
  readonly subject: string | null
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
  readonly hash: string
}

export type AuditVerification = {
  readonly whole: boolean
  readonly entries?: number
  readonly seq?: number
  readonly fault?: string
}

export type Mail = {
  readonly id: string
  readonly user: string
  readonly topic: string
  readonly at: string
  readonly status: string
  readonly attempts: number
  readonly sentAt: string | null
  readonly lastAnswer: string | null
}

export type Inbox = {
  readonly items: readonly Notice[]
  readonly next: string | null
  readonly unread: number
}

export type Notice = {
  readonly id: string
  readonly at: string
  readonly title: string
  readonly text: string
  readonly link: string | null
  readonly readAt: string | null
}

export type PlanChange = {
  readonly sign: '+' | '~' | '-' | '=' | '!'
  readonly what: string
  readonly details: readonly string[]
  readonly gas: string | null
  readonly code: string | null
}

export type SheetFinding = {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}

export type SheetDrift = {
  readonly against: 'applied' | 'records'
  readonly differences: readonly {
    readonly where: 'records' | 'chain'
    readonly what: string
    readonly field: string | null
    readonly sheet: string | null
    readonly world: string | null
    readonly underWay: boolean
  }[]
}

export type ExportedSheet = {
  readonly key: string
  readonly yaml: string
  readonly source: 'applied' | 'records'
}

export type DraftSummary = {
  readonly id: string
  readonly key: string | null
  readonly name: string | null
  readonly savedAt: string
}

export type DraftFinding = SheetFinding & { readonly severity: 'error' | 'warning' }

export type SheetDraft = DraftSummary & {
  readonly yaml: string
  readonly sha256: string
  /** Null when the text has no fields that can be read. */
  readonly values: Readonly<Record<string, string>> | null
  readonly findings: readonly DraftFinding[]
}

export type Plan = {
  readonly changes: readonly PlanChange[]
  readonly law: readonly { readonly rule: string; readonly text: string }[]
  readonly later: readonly {
    readonly step: string
    readonly who: 'subscribers' | 'two-people' | 'elsewhere'
    readonly text: string
  }[]
  readonly gas: string
  readonly gasComplete: boolean
  readonly applicable: boolean
  readonly warnings: readonly SheetFinding[]
  readonly errors: readonly SheetFinding[]
}

export type ListVersion = {
  readonly id: string
  readonly list: string
  readonly sha256: string
  readonly publishedOn: string
  readonly entries: number
  readonly loadedAt: string
  readonly confirmedAt: string
}

export type Hit = {
  readonly id: string
  readonly investor: Party
  readonly list: string
  readonly ref: string
  readonly score: string
  readonly status: string
  readonly foundAt: string
  readonly decidedAt: string | null
  readonly reason: string | null
  readonly isSure: boolean
  readonly firstCleared: FirstWord | null
}

/** What the first of two people said, before the second. */
export type FirstWord = { readonly by: string; readonly at: string; readonly reason: string }

export type HitDetail = Hit & {
  readonly entry: {
    readonly names: readonly { readonly text: string; readonly strength: string }[]
    readonly births: readonly { readonly from: string; readonly to: string }[]
    readonly countries: readonly string[]
    readonly identifiers: readonly { readonly kind: string; readonly number: string }[]
    readonly wallets: readonly string[]
    readonly programs: readonly string[]
  } | null
  readonly why: {
    readonly asked: string | null
    readonly listed: string | null
    readonly parts: readonly { readonly asked: string; readonly listed: string; readonly likeness: string }[]
    readonly unmatchedAsked: readonly string[]
    readonly unmatchedListed: readonly string[]
    readonly findings: readonly {
      readonly qualifier: 'born' | 'country' | 'gender' | 'identifier' | 'wallet' | 'weak-alias'
      readonly agrees: boolean
      readonly effect: string
      readonly asked: string
      readonly listed: string
    }[]
  } | null
}

export type Paper = {
  readonly id: string
  readonly kind: string
  readonly media: string
  readonly displayName: string | null
  readonly bytes: number
  readonly receivedAt: string
}

type Position = { readonly units: string; readonly frozen: string; readonly walletFrozen: boolean }

export type Enforcement = {
  readonly id: string
  readonly instrument: { readonly id: string; readonly name: string }
  readonly kind: string
  readonly wallet: string
  readonly holder: string | null
  readonly reason: string
  readonly document: string
  readonly status: string
  readonly effects: readonly {
    readonly wallet: string
    readonly before: Position
    readonly after: Position
  }[]
  readonly askedAt: string
  readonly failure: string | null
}

export type Recovery = {
  readonly id: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly lost: string
  readonly fresh: string
  readonly evidence: string
  readonly status: string
  readonly message: string
  readonly askedAt: string
  readonly approvals: number
  readonly notBefore: string | null
  readonly moves: readonly {
    readonly instrument: { readonly id: string; readonly name: string }
    readonly units: string
    readonly status: string
    readonly failure: string | null
  }[]
}

export type TaxStatus = {
  readonly form: string | null
  readonly signedOn: string | null
  readonly validThrough: string | null
  readonly dividendRate: string
  readonly note: 'TAX_FORM_EXPIRED' | 'TAX_FORM_MISSING' | 'TAX_BACKUP' | null
}

export type Accreditation = {
  readonly id: string
  readonly basis: AccreditationBasis
  readonly evidence: string
  readonly evidenceOn: string
  readonly statement: string | null
  readonly means: Readonly<Record<keyof Means, string | boolean | number | null>> | null
  /** US dollars, as the rule counts it; null of another basis. */
  readonly netWorth: string | null
  readonly status: AccreditationStatus
  readonly expiresOn: string | null
}

export type LegalHold = {
  readonly id: string
  readonly ground: 'dispute' | 'authority'
  readonly reason: string | null
  readonly placedAt: string
  readonly liftAskedAt: string | null
  readonly liftedAt: string | null
}

export type Erasure = {
  readonly status: 'none' | 'restricted' | 'erased'
  readonly askedAt: string | null
  readonly blockers: readonly { readonly code: string; readonly detail: string }[]
  readonly holds: readonly LegalHold[]
}
