// Generated from the routes by `node tools/run.js tools/sdk.ts`. Edit the routes, not this file.

export type Accreditation = {
  readonly id: string
  readonly basis: 'income' | 'net-worth' | 'licence' | 'entity' | 'minimum-investment' | 'third-party-letter'
  readonly evidence: string
  readonly evidenceOn: string
  readonly statement: string | null
  /** Of one that was refused: what the officer wrote to the investor. */
  readonly words: string | null
  readonly means: Means | null
  /** US dollars, as 17 CFR 230.501(a)(5)(i) counts it; null of another basis. */
  readonly netWorth: string | null
  /** Of one that was verified and has run out: `not-accredited`. */
  readonly status: 'pending' | 'accredited' | 'rejected' | 'not-accredited'
  readonly claimedAt: string
  readonly decidedAt: string | null
  /** The first day on which it no longer counts. */
  readonly expiresOn: string | null
}

export type AddressAnswer = {
  readonly country: string
  readonly line1: string
  readonly line2?: string | null
  readonly city: string
  readonly region?: string | null
  readonly postalCode?: string | null
}

export type AffectedInvestor = {
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly action: 'subscribe' | 'transfer'
  readonly from: 'ALLOW' | 'BLOCK' | 'REVIEW'
  readonly to: 'ALLOW' | 'BLOCK' | 'REVIEW'
  readonly reasons: readonly { readonly code: string; readonly detail: string }[]
}

export type Agreement = {
  readonly subscription: string
  readonly status: 'none' | 'sent' | 'signed' | 'confirmed' | 'rejected'
  readonly sha256: string
  readonly bytes: number
  readonly madeAt: string
  readonly signedAt: string | null
  readonly countersignedAt: string | null
  /** Joint holders, each of whom signs; empty where one signature is all, and for auditors. */
  readonly holders: readonly { readonly name: string; readonly signedAt: string | null }[]
  /** What the investor’s wallet signs; null where nothing is to be signed. */
  readonly authorization: TypedData | null
}

export type AnchoredDocument = {
  readonly name: string
  readonly version: number
  readonly uri: string
  readonly sha256: string
  /** Where the hash was written to the chain, once that is final. */
  readonly anchored: { readonly block: number; readonly tx: string; readonly at: string | null } | null
}

export type Application = {
  readonly investor: string
  /** Where the applicant lives or is registered. */
  readonly country: string
  readonly kind: 'individual' | 'entity'
  /** Decides whom the step “owners” asks for. */
  readonly standing:
    | 'alone'
    | 'joint-survivorship'
    | 'joint-common'
    | 'community-property'
    | 'custodial'
    | 'entity'
    | 'trust'
  readonly status:
    | 'none'
    | 'processing'
    | 'updates-required'
    | 'manual-review'
    | 'verified'
    | 'rejected'
    | 'expired'
  readonly steps: readonly {
    readonly step: 'identity' | 'company' | 'address' | 'tax' | 'owners' | 'financial' | 'check'
    readonly saved: boolean
  }[]
  /** The first step that is missing; null when none is. */
  readonly next: 'identity' | 'company' | 'address' | 'tax' | 'owners' | 'financial' | 'check' | null
  /** Whether answers can be changed now. */
  readonly isOpen: boolean
  /** While the approval stands: what an officer asks for, in the last comments, and whether it was answered. */
  readonly updates: 'asked' | 'answered' | null
  readonly submittedAt: string | null
  /** Null where identities are checked by officers alone. */
  readonly check: {
    readonly result: 'pending' | 'approved' | 'rejected' | 'updates-required' | 'review'
    readonly begun: boolean
    readonly canStart: boolean
  } | null
  /** Those of everybody named in “owners”, in their order; as `check`, or empty. */
  readonly peopleChecks: readonly {
    readonly result: 'pending' | 'approved' | 'rejected' | 'updates-required' | 'review'
    readonly begun: boolean
    readonly canStart: boolean
  }[]
  readonly comments: readonly {
    readonly at: string
    readonly text: string
    /** Written by the investor, by whichever of their users or keys. */
    readonly isOwn: boolean
  }[]
  /** Papers that have to be handed in before it can be sent in. */
  readonly papers: readonly {
    readonly kind:
      | 'passport'
      | 'identity-card'
      | 'driving-licence'
      | 'residence-permit'
      | 'proof-of-address'
      | 'company-registration'
      | 'partnership-agreement'
      | 'trust-instrument'
      | 'accreditation-evidence'
      | 'tax-form'
      | 'other'
    readonly isThere: boolean
  }[]
  readonly answers: ApplicationAnswers
}

export type ApplicationAnswers = {
  readonly identity: IdentityAnswer | null
  readonly company: CompanyAnswer | null
  readonly address: AddressAnswer | null
  readonly tax: TaxAnswer | null
  readonly owners: OwnersAnswer | null
  readonly financial: FinancialAnswer | null
  readonly check: CheckAnswer | null
}

export type AppliedTermSheet = {
  readonly changes: readonly PlannedChange[]
  /** What of the law the token enforces by itself, beside what the sheet asks: of several limits the strictest. */
  readonly law: readonly PlannedLaw[]
  /** What is left to others once the sheet is applied. */
  readonly later: readonly LaterStep[]
  /** Of all transactions together. */
  readonly gas: string
  /** Whether the gas of every transaction is known. */
  readonly gasComplete: boolean
  readonly applicable: boolean
  readonly warnings: readonly TermSheetFinding[]
  /** Every mistake of the sheet; then there are no changes. */
  readonly errors: readonly TermSheetFinding[]
  readonly instrument: string
  readonly asset: string
  readonly changed: boolean
  readonly sha256: string
}

export type Asset = {
  readonly id: string
  readonly name: string
  readonly kind:
    | 'office-building'
    | 'residential-building'
    | 'retail-building'
    | 'industrial-building'
    | 'land'
    | 'venture-fund'
    | 'startup-equity'
    | 'bond'
    | 'film-revenue'
    | 'collectible'
  readonly issuer: {
    readonly name: string
    readonly form: string
    readonly jurisdiction: string
    readonly registryNumber: string | null
    readonly lei: string | null
    readonly formedOn: string | null
    readonly id: string
  }
  readonly spv: {
    readonly name: string
    readonly form: string
    readonly jurisdiction: string
    readonly registryNumber: string | null
    readonly lei: string | null
    readonly formedOn: string | null
    readonly id: string
    readonly owners: readonly { readonly name: string; readonly percent: string }[]
    readonly holds: string | null
    readonly ringFence: string | null
  }
  /** Of several share classes, the first by key. */
  readonly instrument: InstrumentSummary | null
  readonly latestValuation: {
    readonly date: string
    readonly amount: Money
    readonly method:
      | 'income-approach'
      | 'sales-comparison'
      | 'cost-approach'
      | 'purchase-price'
      | 'issuer-price'
    readonly appraiser: string
  } | null
  readonly key: string
  readonly country: string
  readonly address: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** In the issuer’s own words. */
  readonly risks: readonly { readonly title: string; readonly text: string }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  /** SHA-256 of the canonical JSON (RFC 8785) of kind, country, address and sorted identifiers. */
  readonly identityHash: string
  readonly valuations: readonly Valuation[]
  readonly instruments: readonly InstrumentSummary[]
  readonly rules: TransferRules | null
  readonly income: IncomePolicy | null
  /** Interest that is paid by itself on its dates. */
  readonly coupon: Coupon | null
  /** How a fund’s manager shares in what comes back. */
  readonly carry: Carry | null
  /** What a class of shares gets before others when the company is sold. */
  readonly preference: Preference | null
  readonly offering: OfferingTerms | null
  /** More is asked for than the newest valuation and the stated costs come to; null where it is not. */
  readonly aboveValuation: { readonly raised: Money; readonly valuation: Money; readonly costs: Money } | null
  readonly documents: readonly AnchoredDocument[]
}

export type AssetSummary = {
  readonly id: string
  readonly name: string
  readonly kind:
    | 'office-building'
    | 'residential-building'
    | 'retail-building'
    | 'industrial-building'
    | 'land'
    | 'venture-fund'
    | 'startup-equity'
    | 'bond'
    | 'film-revenue'
    | 'collectible'
  readonly issuer: { readonly id: string; readonly name: string }
  readonly spv: { readonly name: string }
  /** Of several share classes, the first by key. */
  readonly instrument: InstrumentSummary | null
  readonly latestValuation: {
    readonly date: string
    readonly amount: Money
    readonly method:
      | 'income-approach'
      | 'sales-comparison'
      | 'cost-approach'
      | 'purchase-price'
      | 'issuer-price'
    readonly appraiser: string
  } | null
}

export type BankAccount = {
  readonly id: string
  readonly issuer: string
  readonly name: string
  readonly number: string
  readonly currency: string
}

export type BankEntry = {
  readonly id: string
  readonly account: { readonly id: string; readonly name: string }
  readonly statement: string
  readonly bookedOn: string
  readonly amount: Money
  readonly open: Money
  /** Of a claim: what its investor still owes. */
  readonly owed: Money | null
  /** Of a claim: whether it may be given up; null before its units are issued. */
  readonly writeOff: 'possible' | 'proposed' | null
  readonly bankReference: string | null
  readonly isReturn: boolean
  readonly status:
    | 'suspense'
    | 'part'
    | 'proposed'
    | 'matched'
    | 'returning'
    | 'returned'
    | 'settled'
    | 'claim'
  readonly reason:
    | 'REFERENCE_MISSING'
    | 'REFERENCE_MISTYPED'
    | 'REFERENCES_SEVERAL'
    | 'REFERENCE_UNKNOWN'
    | 'CURRENCY_OTHER'
    | 'SUBSCRIPTION_FUNDED'
    | 'SUBSCRIPTION_NOT_PAYABLE'
    | 'INTEREST_ONLY'
    | 'RISKS_NOT_CONFIRMED'
    | 'AGREEMENT_NOT_SIGNED'
    | 'PAYER_UNNAMED'
    | 'PAYER_OTHER'
    | 'OVERPAID'
    | 'PAYMENT_CAME_BACK'
    | 'FUNDING_REVERSED'
    | 'FUNDING_REFUSED'
    | 'PRICE_MOVED'
    | 'OUTGOING_UNKNOWN'
    | 'RETURN_UNKNOWN'
    | 'RETURN_AMOUNT_OTHER'
    | 'RETURN_CALLED_OFF'
    | 'SECOND_PERSON_NEEDED'
    | null
  readonly explanation: string | null
  readonly subscription: string | null
  readonly reference: string | null
  readonly returnReference: string | null
  /** How much of it is on its way back, or went. */
  readonly returnAmount: Money | null
  readonly waitingDays: number | null
  /** The bank’s name of who paid or was paid; for officers. */
  readonly payer: string | null
}

export type BankEntryDetail = {
  readonly id: string
  readonly account: { readonly id: string; readonly name: string }
  readonly statement: string
  readonly bookedOn: string
  readonly amount: Money
  readonly open: Money
  /** Of a claim: what its investor still owes. */
  readonly owed: Money | null
  /** Of a claim: whether it may be given up; null before its units are issued. */
  readonly writeOff: 'possible' | 'proposed' | null
  readonly bankReference: string | null
  readonly isReturn: boolean
  readonly status:
    | 'suspense'
    | 'part'
    | 'proposed'
    | 'matched'
    | 'returning'
    | 'returned'
    | 'settled'
    | 'claim'
  readonly reason:
    | 'REFERENCE_MISSING'
    | 'REFERENCE_MISTYPED'
    | 'REFERENCES_SEVERAL'
    | 'REFERENCE_UNKNOWN'
    | 'CURRENCY_OTHER'
    | 'SUBSCRIPTION_FUNDED'
    | 'SUBSCRIPTION_NOT_PAYABLE'
    | 'INTEREST_ONLY'
    | 'RISKS_NOT_CONFIRMED'
    | 'AGREEMENT_NOT_SIGNED'
    | 'PAYER_UNNAMED'
    | 'PAYER_OTHER'
    | 'OVERPAID'
    | 'PAYMENT_CAME_BACK'
    | 'FUNDING_REVERSED'
    | 'FUNDING_REFUSED'
    | 'PRICE_MOVED'
    | 'OUTGOING_UNKNOWN'
    | 'RETURN_UNKNOWN'
    | 'RETURN_AMOUNT_OTHER'
    | 'RETURN_CALLED_OFF'
    | 'SECOND_PERSON_NEEDED'
    | null
  readonly explanation: string | null
  readonly subscription: string | null
  readonly reference: string | null
  readonly returnReference: string | null
  /** How much of it is on its way back, or went. */
  readonly returnAmount: Money | null
  readonly waitingDays: number | null
  /** The bank’s name of who paid or was paid; for officers. */
  readonly payer: string | null
  readonly payerAccount: string | null
  readonly text: string | null
  readonly events: readonly {
    readonly what: string
    readonly used: Money
    readonly subscription: string | null
    readonly other: string | null
    readonly reason: string | null
    /** What whoever did it said: for officers alone. */
    readonly words: string | null
    readonly at: string
    readonly by: string
  }[]
}

export type BankStatement = {
  readonly id: string
  readonly account: string
  readonly format: 'camt.053' | 'csv'
  readonly sha256: string
  readonly opening: Money | null
  readonly closing: Money | null
  readonly taken: number
  readonly known: number
  readonly pending: number
  /** Where it does not follow the account’s other statements; empty where it does, or has no balances. */
  readonly breaks: readonly {
    readonly what: 'missing' | 'repeated'
    /** The last day before what is missing. */
    readonly after: string | null
    /** The day of the statement after it. */
    readonly before: string | null
    /** By how much the account changed in between. */
    readonly amount: Money | null
  }[]
  readonly importedAt: string
}

export type CapTableReading = {
  /** Whether the package could be read as a whole. */
  readonly accepted: boolean
  readonly asOf: string
  readonly findings: readonly {
    readonly severity: 'error' | 'warning'
    readonly code: string
    readonly path: string
    readonly detail: string
  }[]
  readonly stakeholders: readonly { readonly id: string; readonly name: string }[]
  readonly securities: readonly CapTableSecurity[]
  readonly plans: readonly {
    readonly id: string
    readonly name: string
    /** A plain decimal with at most ten decimals. */
    readonly reserved: string
    /** A plain decimal with at most ten decimals. */
    readonly available: string
  }[]
  readonly fullyDiluted: FullyDiluted
}

export type CapTableSecurity = {
  readonly id: string
  readonly kind: 'stock' | 'compensation' | 'warrant' | 'convertible'
  readonly stakeholder: string
  readonly stockClass: string | null
  readonly plan: string | null
  readonly issuedOn: string
  /** A plain decimal with at most ten decimals. */
  readonly issued: string
  /** A plain decimal with at most ten decimals. */
  readonly quantity: string
  readonly vested: string | null
  readonly principal: {
    /** A plain decimal with at most ten decimals. */
    readonly amount: string
    readonly currency: string
  } | null
}

export type Carry = {
  /** Parts of 10,000. */
  readonly preferredBps: number
  /** Parts of 10,000. */
  readonly catchUpBps: number
  /** Parts of 10,000. */
  readonly carryBps: number
}

export type Case = {
  readonly investor: {
    readonly id: string
    readonly displayName: string
    readonly kind: 'individual' | 'entity'
    readonly country: string
  }
  readonly status:
    | 'none'
    | 'processing'
    | 'updates-required'
    | 'manual-review'
    | 'verified'
    | 'rejected'
    | 'expired'
  readonly kycUntil: string | null
  readonly reviewReasons: readonly (
    | 'US_PERSON_CONFLICT'
    | 'CHECK_NOT_STARTED'
    | 'PROVIDER_REJECTED'
    | 'PROVIDER_RETRY'
    | 'PROVIDER_REVIEW'
    | 'PROVIDER_CONTRADICTION'
    | 'PROVIDER_SCHEMA'
    | 'PROVIDER_DIFFERS'
    | 'OWNED_BY_LISTED'
    | 'HIGH_RISK'
  )[]
  /** Of somebody whose approval stands: what was asked of them, and whether they answered. */
  readonly updates: 'asked' | 'answered' | null
  readonly assignee: { readonly id: string; readonly displayName: string | null } | null
  readonly waitingSince: string
  /** When it is to be answered at the latest; null while it does not wait for us. */
  readonly dueAt: string | null
  readonly isOverdue: boolean
}

export type CaseDetail = {
  readonly investor: {
    readonly id: string
    readonly displayName: string
    readonly kind: 'individual' | 'entity'
    readonly country: string
  }
  readonly status:
    | 'none'
    | 'processing'
    | 'updates-required'
    | 'manual-review'
    | 'verified'
    | 'rejected'
    | 'expired'
  readonly kycUntil: string | null
  readonly reviewReasons: readonly (
    | 'US_PERSON_CONFLICT'
    | 'CHECK_NOT_STARTED'
    | 'PROVIDER_REJECTED'
    | 'PROVIDER_RETRY'
    | 'PROVIDER_REVIEW'
    | 'PROVIDER_CONTRADICTION'
    | 'PROVIDER_SCHEMA'
    | 'PROVIDER_DIFFERS'
    | 'OWNED_BY_LISTED'
    | 'HIGH_RISK'
  )[]
  /** Of somebody whose approval stands: what was asked of them, and whether they answered. */
  readonly updates: 'asked' | 'answered' | null
  readonly assignee: { readonly id: string; readonly displayName: string | null } | null
  readonly waitingSince: string
  /** When it is to be answered at the latest; null while it does not wait for us. */
  readonly dueAt: string | null
  readonly isOverdue: boolean
  readonly email: string | null
  readonly submittedBy: { readonly id: string; readonly displayName: string | null } | null
  readonly submittedAt: string | null
  readonly examinedBy: { readonly id: string; readonly displayName: string | null } | null
  readonly checks: readonly {
    /**
     * `applicant`, `people[0]` or `entities[0]` as in the answer “owners”, or `former`: not known to be anybody who
     * is named now.
     */
    readonly of: string
    readonly provider: string
    readonly ref: string
    readonly startedAt: string
    readonly result: 'pending' | 'approved' | 'rejected' | 'updates-required' | 'review'
    readonly resultAt: string | null
    readonly labels: readonly string[]
  }[]
  /** Of whom nobody has seen enough yet, as `people[0]` or `entities[0]` of the answer “owners”. */
  readonly unchecked: readonly string[]
  readonly answers: ApplicationAnswers
  readonly comments: readonly {
    readonly id: string
    readonly visibility: 'public' | 'internal'
    readonly by: { readonly id: string; readonly displayName: string | null }
    readonly at: string
    readonly text: string
  }[]
  readonly timeline: readonly {
    readonly at: string
    readonly by: { readonly id: string; readonly displayName: string | null }
    readonly action: string
  }[]
}

export type CheckAnswer = {
  readonly paper: 'passport' | 'national-id' | 'driving-licence' | 'residence-permit'
  /** Of the authority that issued it. */
  readonly paperCountry: string
  /** Compared with the numbers on sanctions lists. May be left out. */
  readonly paperNumber?: string | null
  /** Ids of files that belong to this application. */
  readonly documents?: readonly string[]
}

export type Classification = {
  readonly instrument: string
  readonly questions: readonly { readonly name: string; readonly text: string }[]
  readonly answers: Readonly<Record<string, boolean | null>> | null
  readonly maturityMonths: number | null
  readonly answeredAt: string | null
  readonly packSha256: string | null
  readonly opinionSha256: string | null
  readonly approvers: number
  readonly result: {
    readonly outcome: 'ALLOW' | 'BLOCK' | 'REVIEW'
    readonly result: string
    readonly category: string | null
    /** Whether a lawyer has signed the pack that this comes from. */
    readonly legalReview: 'pending' | 'signed'
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

export type Closing = {
  readonly offering: Offering
  readonly prepared: { readonly by: string; readonly at: string } | null
  readonly confirmed: { readonly by: string; readonly at: string } | null
  /** Who gave it up, and why; its reason is null for an auditor. */
  readonly cancellation: { readonly by: string; readonly at: string; readonly reason: string | null } | null
  /** Why it cannot close now. */
  readonly refusal: {
    readonly code: string
    readonly detail: string
    readonly fix: string
    /** What the rules ask and nobody has recorded. */
    readonly missing: readonly {
      readonly name: string
      readonly about: string
      readonly of: 'investor' | 'issuer' | 'platform'
    }[]
  } | null
  readonly allocations: readonly {
    readonly subscription: string
    readonly investor: string
    /** Null for an auditor, and once erased. */
    readonly displayName: string | null
    readonly asked: string
    readonly units: string
    /** Why it is not what was asked for: allotted by hand. */
    readonly reason: string | null
  }[]
}

export type CompanyAnswer = {
  /** The registered name. */
  readonly name: string
  readonly entityType:
    | 'corporation'
    | 'limited-liability-company'
    | 'limited-partnership'
    | 'general-partnership'
    | 'trust'
    | 'foundation'
    | 'fund'
    | 'other'
  /** A trust may have none. */
  readonly registryNumber?: string | null
  /** Legal entity identifier, ISO 17442. */
  readonly lei?: string | null
  readonly formedOn: string
  /** Of a trust: whether its settlor may take it back; null of others. */
  readonly isRevocable?: boolean | null
  readonly country: string
  readonly line1: string
  readonly line2?: string | null
  readonly city: string
  readonly region?: string | null
  readonly postalCode?: string | null
}

export type Coupon = {
  /** Percent of the face value a year. */
  readonly rate: string
  /** Of one unit. */
  readonly faceValue: Money
  readonly dayCount:
    | '30/360-BOND'
    | '30E/360'
    | '30E/360-ISDA'
    | '30/360-US'
    | 'ACT/ACT-ICMA'
    | 'ACT/ACT-ISDA'
    | 'ACT/365F'
    | 'ACT/360'
  readonly frequency: 'monthly' | 'quarterly' | 'semi-annual' | 'annual'
  readonly from: string
  readonly maturity: string
}

export type Delivery = {
  readonly event: {
    /** The message’s id, the same at each attempt: `webhook-id`. */
    readonly id: string
    readonly type: string
    readonly at: string
    readonly seq: number
    readonly subject: string | null
  }
  readonly status: 'waiting' | 'delivered' | 'given-up'
  readonly attempts: number
  readonly nextAt: string | null
  readonly deliveredAt: string | null
  /** The HTTP status of the last answer. */
  readonly lastStatus: number | null
  /** Why the last attempt had no answer. */
  readonly lastFailure: 'address-forbidden' | 'timeout' | 'unreachable' | null
}

export type Distribution = {
  readonly id: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  /** The month whose income it pays, or the last of several; of a coupon, the month of its date. */
  readonly period: string
  /** The first month whose income it pays: mostly `period` itself. */
  readonly firstMonth: string
  readonly kind: 'regular' | 'correction'
  readonly correctionOf: string | null
  readonly reason: string | null
  readonly status:
    | 'scheduled'
    | 'declaring'
    | 'underfunded'
    | 'funding'
    | 'paying'
    | 'closing'
    | 'closed'
    | 'nothing-to-pay'
    | 'set-off'
  /** What keeps it from going on; null while it goes on by itself. Investors are told of a missing statement alone. */
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly recordDate: string
  readonly recordAt: string
  readonly payDate: string
  /** Of its last month; of a correction, the first that came in for it. */
  readonly statement: string | null
  /** Months whose income statement has to come in before it is declared. */
  readonly monthsMissing: readonly string[]
  /** The days that interest is for; null of income that a statement told. */
  readonly coupon: { readonly start: string; readonly end: string } | null
  readonly netIncome: Money | null
  readonly payoutBps: number
  readonly amount: Money | null
  /** What earlier corrections downwards took from it; of a correction, those of the same months. */
  readonly setOff: Money
  readonly declared: Money | null
  readonly carriedIn: Money | null
  readonly funded: Money
  readonly missing: Money
  /** Of what is missing, what the treasury does not have; null while it waits for no money. */
  readonly lacking: Money | null
  /** What is paid out of what was raised: no income, a return of capital. */
  readonly capital: {
    readonly paid: Money
    /** What waits for a second person. */
    readonly open: { readonly payment: string; readonly amount: Money; readonly at: string } | null
  }
  readonly paid: Money
  readonly parked: Money
  /** Kept back for the tax authority from what holders are owed. */
  readonly withheld: Money
  /** Of what was withheld, what has gone to the tax account. */
  readonly remitted: Money
  /** Parked once, and handed over since nobody claimed it. */
  readonly unclaimed: Money
  readonly carriedOut: Money | null
  readonly holders: number
  readonly treasury: string
  readonly reconciliation: {
    readonly balanced: boolean
    readonly declared: Money
    readonly paid: Money
    readonly parked: Money
    readonly withheld: Money
    readonly unclaimed: Money
    readonly open: Money
    readonly carried: Money
  } | null
  readonly chain: {
    readonly distributionId: string | null
    readonly recordId: number | null
    readonly tx: string | null
  }
  readonly corrections: readonly DistributionSummary[]
}

export type DistributionSummary = {
  readonly id: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  /** The month whose income it pays, or the last of several; of a coupon, the month of its date. */
  readonly period: string
  /** The first month whose income it pays: mostly `period` itself. */
  readonly firstMonth: string
  readonly kind: 'regular' | 'correction'
  readonly correctionOf: string | null
  readonly reason: string | null
  readonly status:
    | 'scheduled'
    | 'declaring'
    | 'underfunded'
    | 'funding'
    | 'paying'
    | 'closing'
    | 'closed'
    | 'nothing-to-pay'
    | 'set-off'
  /** What keeps it from going on; null while it goes on by itself. Investors are told of a missing statement alone. */
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly recordDate: string
  readonly recordAt: string
  readonly payDate: string
  /** Of its last month; of a correction, the first that came in for it. */
  readonly statement: string | null
  /** Months whose income statement has to come in before it is declared. */
  readonly monthsMissing: readonly string[]
  /** The days that interest is for; null of income that a statement told. */
  readonly coupon: { readonly start: string; readonly end: string } | null
  readonly netIncome: Money | null
  readonly payoutBps: number
  readonly amount: Money | null
  /** What earlier corrections downwards took from it; of a correction, those of the same months. */
  readonly setOff: Money
  readonly declared: Money | null
  readonly carriedIn: Money | null
  readonly funded: Money
  readonly missing: Money
  /** Of what is missing, what the treasury does not have; null while it waits for no money. */
  readonly lacking: Money | null
  /** What is paid out of what was raised: no income, a return of capital. */
  readonly capital: {
    readonly paid: Money
    /** What waits for a second person. */
    readonly open: { readonly payment: string; readonly amount: Money; readonly at: string } | null
  }
  readonly paid: Money
  readonly parked: Money
  /** Kept back for the tax authority from what holders are owed. */
  readonly withheld: Money
  /** Of what was withheld, what has gone to the tax account. */
  readonly remitted: Money
  /** Parked once, and handed over since nobody claimed it. */
  readonly unclaimed: Money
  readonly carriedOut: Money | null
  readonly holders: number
  readonly treasury: string
  readonly reconciliation: {
    readonly balanced: boolean
    readonly declared: Money
    readonly paid: Money
    readonly parked: Money
    readonly withheld: Money
    readonly unclaimed: Money
    readonly open: Money
    readonly carried: Money
  } | null
  readonly chain: {
    readonly distributionId: string | null
    readonly recordId: number | null
    readonly tx: string | null
  }
}

export type Document = {
  readonly id: string
  readonly kind:
    | 'memorandum'
    | 'operating-agreement'
    | 'appraisal'
    | 'insurance'
    | 'deed'
    | 'risk-factors'
    | 'other'
  readonly title: string
  readonly visibility: 'public' | 'investor' | 'auditor'
  readonly withdrawn: boolean
  readonly versions: readonly {
    readonly version: number
    /** Null where the version says that the document is withdrawn. */
    readonly sha256: string | null
    readonly media:
      | 'application/pdf'
      | 'image/png'
      | 'image/jpeg'
      | 'text/plain'
      | 'text/csv'
      | 'application/zip'
      | null
    readonly bytes: number | null
    readonly at: string
    /** Who brought it, for the issuer and the auditor. */
    readonly by: string | null
    readonly anchor: {
      readonly state: 'waiting' | 'pending' | 'anchored' | 'failed'
      readonly block: number | null
      readonly at: string | null
      readonly tx: string | null
      readonly failure: string | null
    } | null
  }[]
}

export type Eligibility = {
  readonly eligible: boolean
  readonly reasons: readonly { readonly code: string; readonly detail: string; readonly fix: string }[]
  /** Doubts that keep nobody from reserving; officers have to clear them before anything is paid. */
  readonly beforePayment: readonly { readonly code: string; readonly detail: string; readonly fix: string }[]
  /**
   * As what they may invest: whether they are accredited, where the offering asks it.
   * `not-qualified-but-can-invest`: they are not, and its exemption admits them all the same. `no`: it would admit
   * them, but for their approval, a limit of the offering, or a rule of law. `pending`: officers decide. Null once
   * the offering is over.
   */
  readonly qualification:
    | 'not-verified'
    | 'pending'
    | 'accredited'
    | 'rejected'
    | 'not-accredited'
    | 'not-applicable'
    | 'not-qualified-but-can-invest'
    | 'no'
    | null
}

export type Enforcement = {
  readonly id: string
  readonly instrument: { readonly id: string; readonly name: string }
  readonly kind: 'freeze-wallet' | 'unfreeze-wallet' | 'freeze-units' | 'unfreeze-units' | 'forced-transfer'
  readonly wallet: string
  readonly holder: string | null
  readonly to: string | null
  readonly units: string | null
  readonly reason:
    | 'court-order'
    | 'regulator-order'
    | 'sanctions'
    | 'estate'
    | 'fraud'
    | 'error-correction'
    | 'agreement'
  readonly document: string
  readonly status: 'waiting' | 'pending' | 'done' | 'failed' | 'declined'
  /** What each wallet has before and after it. */
  readonly effects: readonly {
    readonly wallet: string
    readonly before: { readonly units: string; readonly frozen: string; readonly walletFrozen: boolean }
    readonly after: { readonly units: string; readonly frozen: string; readonly walletFrozen: boolean }
  }[]
  readonly askedAt: string
  readonly tx: string | null
  readonly failure: string | null
}

export type Entitlement = {
  readonly wallet: string
  readonly investor: { readonly id: string; readonly displayName: string } | null
  readonly units: string
  readonly unitsDisplay: string
  /** Their share, before anything is withheld. */
  readonly amount: Money
  /** What of it came out of what investors had paid in: no income, a return of capital. */
  readonly capital: Money
  /** What of it was kept back for the tax authority, at which rate, and why. */
  readonly withheld: {
    readonly amount: Money
    readonly bps: number
    readonly reason:
      | 'TAX_FORM_EXPIRED'
      | 'TAX_FORM_MISSING'
      | 'TAX_BACKUP'
      | 'TAX_NONPARTICIPATING'
      | 'TAX_TREATY'
      | 'TAX_FOREIGN'
      | null
  } | null
  readonly status: 'due' | 'paid' | 'parked' | 'unclaimed' | 'too-little-to-pay'
  /**
   * Why it is parked: `blocked`, the registry blocks the wallet, because of its holder or because it was taken out
   * of use, or `refused`, the payment token did not let it reach the wallet.
   */
  readonly parkedBecause: 'blocked' | 'refused' | null
  readonly tx: string | null
}

export type Erasure = {
  readonly status: 'none' | 'restricted' | 'erased'
  readonly askedAt: string | null
  readonly erasedAt: string | null
  readonly blockers: readonly { readonly code: string; readonly detail: string; readonly fix: string }[]
  /** For officers and auditors. An investor is not told of a hold. */
  readonly holds: readonly LegalHold[]
  /** What holds keep that was replaced or taken back. For officers alone. */
  readonly former: {
    readonly answers: readonly FormerAnswers[]
    readonly facts: readonly FormerFacts[]
    readonly papers: readonly FormerPaper[]
  } | null
}

export type Escrow = {
  readonly stage: 'none' | 'open' | 'closed' | 'refunding'
  readonly subscriptions: string
  readonly subscribed: string
  readonly minted: string
  readonly escrow: Money
  /** What open subscriptions paid, by the books. */
  readonly booked: Money
  readonly proceeds: Money
  readonly parked: Money
  /** The money of issued units that went to the treasury; null until it has for good. */
  readonly released: {
    readonly amount: Money
    readonly treasury: string
    readonly at: string
    /** Null where somebody else released it. */
    readonly tx: string | null
  } | null
  /** In every currency. */
  readonly balances: boolean
  /** The same in each other currency that is taken. */
  readonly others: readonly {
    readonly escrow: Money
    /** What open subscriptions paid, by the books. */
    readonly booked: Money
    readonly proceeds: Money
    readonly parked: Money
    /** The money of issued units that went to the treasury; null until it has for good. */
    readonly released: {
      readonly amount: Money
      readonly treasury: string
      readonly at: string
      /** Null where somebody else released it. */
      readonly tx: string | null
    } | null
    readonly balances: boolean
  }[]
  /** Money paid at a bank, which the contract counts; null where none is taken. */
  readonly fiat: {
    /** Attested for open subscriptions. */
    readonly held: Money
    /** The same, by the books. */
    readonly booked: Money
    /** Of issued units, and not yet released. */
    readonly proceeds: Money
    /** To be given back at the bank, as the contract knows. */
    readonly due: Money
    /** The same, by the books. */
    readonly dueBooked: Money
    readonly balances: boolean
  } | null
}

export type FinancialAnswer = {
  readonly annualIncome: '0-50k' | '50k-200k' | '200k-300k' | '300k-1m' | '1m-5m' | 'over-5m'
  /** Without the home one lives in. */
  readonly netWorth: '0-50k' | '50k-200k' | '200k-300k' | '300k-1m' | '1m-5m' | 'over-5m'
  readonly experience: 'none' | 'under-2-years' | '2-to-5-years' | 'over-5-years'
  readonly objective: 'income' | 'growth' | 'preservation' | 'speculation'
  readonly tolerance: 'low' | 'medium' | 'high'
}

export type Finding = {
  readonly reason: string
  readonly detail: string
  readonly fix: string
  readonly citation: string | null
  /** Whether a lawyer has signed what is made of the law; null where none is cited. */
  readonly legalReview: 'pending' | 'signed' | null
  readonly actual: string
  readonly limit: string
}

export type FormC = {
  readonly citation: string
  readonly items: readonly {
    readonly title: string
    /** Null is for people to fill in. */
    readonly fields: Readonly<Record<string, string | null>>
  }[]
  /** The parts that somebody has to complete. */
  readonly open: readonly string[]
}

export type FormD = {
  readonly citation: string
  readonly items: readonly {
    readonly number: number
    readonly title: string
    /** Null is for people to fill in. */
    readonly fields: Readonly<Record<string, string | null>>
  }[]
  /** The items that somebody has to complete. */
  readonly open: readonly number[]
}

export type FormerAnswers = {
  /** When they were replaced. */
  readonly until: string
  /** By which they were known until then. */
  readonly name: string | null
  readonly born: string | null
  /** The steps that were replaced; null for the others. */
  readonly answers: ApplicationAnswers
}

export type FormerFacts = {
  /** When they were replaced. */
  readonly until: string
  readonly instrument: string
  /** As they were, each as JSON. */
  readonly facts: Readonly<Record<string, string>>
}

export type FormerPaper = {
  readonly id: string
  readonly kind:
    | 'passport'
    | 'identity-card'
    | 'driving-licence'
    | 'residence-permit'
    | 'proof-of-address'
    | 'company-registration'
    | 'partnership-agreement'
    | 'trust-instrument'
    | 'accreditation-evidence'
    | 'tax-form'
    | 'other'
  readonly displayName: string | null
  readonly takenBackAt: string
}

export type FullyDiluted = {
  /** A plain decimal with at most ten decimals. */
  readonly shares: string
  readonly isOverpromised: boolean
  readonly lines: readonly {
    readonly kind: 'common' | 'preferred' | 'as-converted' | 'granted' | 'pool' | 'warrant' | 'convertible'
    /** Whether it is held as units of a token; all the rest is not on the chain. */
    readonly isToken: boolean
    readonly security: string | null
    readonly stakeholder: string | null
    readonly of: string
    readonly shares: string | null
    readonly percent: string | null
    readonly why: Readonly<Record<string, string>>
  }[]
}

export type Hit = {
  readonly id: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
  /** The publication in which it was found last, until somebody decided. */
  readonly listVersion: {
    readonly publishedOn: string
    readonly loadedAt: string
    readonly sha256: string
  } | null
  readonly ref: string
  /** From 0.000 to 1.000. */
  readonly score: string
  readonly status: 'open' | 'cleared' | 'confirmed' | 'gone'
  readonly foundAt: string
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly reason: string | null
  /** So close that it takes two people to clear it. */
  readonly isSure: boolean
  /** The first of two who clear it; it stays open until the second. */
  readonly firstCleared: { readonly by: string; readonly at: string; readonly reason: string } | null
  /** Who was not sure and handed it to a second officer, who decides. */
  readonly escalated: { readonly by: string; readonly at: string; readonly reason: string } | null
}

export type HitDetail = {
  readonly id: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
  /** The publication in which it was found last, until somebody decided. */
  readonly listVersion: {
    readonly publishedOn: string
    readonly loadedAt: string
    readonly sha256: string
  } | null
  readonly ref: string
  /** From 0.000 to 1.000. */
  readonly score: string
  readonly status: 'open' | 'cleared' | 'confirmed' | 'gone'
  readonly foundAt: string
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly reason: string | null
  /** So close that it takes two people to clear it. */
  readonly isSure: boolean
  /** The first of two who clear it; it stays open until the second. */
  readonly firstCleared: { readonly by: string; readonly at: string; readonly reason: string } | null
  /** Who was not sure and handed it to a second officer, who decides. */
  readonly escalated: { readonly by: string; readonly at: string; readonly reason: string } | null
  readonly entry: {
    readonly party: 'person' | 'entity'
    readonly names: readonly { readonly text: string; readonly strength: 'primary' | 'strong' | 'weak' }[]
    readonly births: readonly { readonly from: string; readonly to: string }[]
    readonly countries: readonly string[]
    readonly gender: 'male' | 'female' | null
    readonly identifiers: readonly {
      readonly kind: string
      readonly number: string
      readonly country: string | null
    }[]
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

export type Holding = {
  readonly wallet: string
  readonly investor: { readonly id: string; readonly displayName: string } | null
  readonly units: string
  readonly unitsDisplay: string
  /** Percent of all units, rounded down. */
  readonly share: string
  readonly shareDisplay: string
  readonly frozen: string
  readonly locked: string
  readonly free: string
  readonly walletFrozen: boolean
  readonly since: string | null
}

export type IdentityAnswer = {
  /** The legal name, in any script, as in the passport. */
  readonly name: string
  readonly born: string
  readonly citizenships: readonly string[]
  readonly birthCountry?: string | null
  /** As the paper says; it tells apart people of one name. May be left out. */
  readonly gender?: 'female' | 'male' | null
  /** How the units are held. Who holds together, or the minor, is named in the step “owners”. */
  readonly registration?: 'alone' | 'joint-survivorship' | 'joint-common' | 'community-property' | 'custodial'
}

export type IncomePolicy = {
  readonly frequency: 'monthly' | 'quarterly' | 'semi-annual' | 'annual'
  /** The month that a year of periods begins with: 1 is January. */
  readonly firstMonth: number
  readonly payoutBps: number
  /** Day of the month after a period. */
  readonly payDay: number
  readonly record: 'close-of-last-day' | 'days-before-pay-day'
  /** Days before the pay day; null with another rule. */
  readonly recordDays: number | null
  readonly incomeAccounts: readonly string[]
  readonly expenseAccounts: readonly string[]
}

export type IncomeStatement = {
  readonly id: string
  readonly period: string
  readonly version: number
  readonly sha256: string
  readonly importedAt: string
  /** Keys and jobs have no name. Null for investors. */
  readonly importedBy: { readonly id: string; readonly displayName: string | null } | null
  readonly net: Money
  /** What came of it; null until its pay date, and where a later version replaced it. */
  readonly distribution: {
    readonly id: string
    readonly kind: 'regular' | 'correction'
    readonly status:
      | 'scheduled'
      | 'declaring'
      | 'underfunded'
      | 'funding'
      | 'paying'
      | 'closing'
      | 'closed'
      | 'nothing-to-pay'
      | 'set-off'
  } | null
}

export type Instrument = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly symbol: string
  readonly token: string | null
  readonly status: 'draft' | 'deploying' | 'live'
  readonly decimals: number
  readonly unitsIssued: string
  readonly unitsIssuedDisplay: string
  readonly unitsMax: string
  readonly unitsMaxDisplay: string
  readonly unitPrice: Money
  readonly issuer: string
  readonly asset: string
  readonly treasury: string
  readonly payment: { readonly token: string; readonly currency: string; readonly decimals: number }
  readonly timeZone: string
  readonly rules: TransferRules
  readonly income: IncomePolicy | null
  /** Null for an investor to whom it is not offered. */
  readonly offering: OfferingTerms | null
  readonly termSheetSha256: string
  readonly version: number
}

export type InstrumentRules = {
  readonly instrument: string
  readonly packs: readonly {
    readonly pack: string
    readonly version: string
    readonly sha256: string
    /** Pinned packs stop in doubt at once; others before money is taken. */
    readonly pinned: boolean
    /** Whether a lawyer has signed the pack that this comes from. */
    readonly legalReview: 'pending' | 'signed'
  }[]
  readonly counters: readonly LegalCounter[]
  /** What these packs ask and somebody may record, each with what it may be. */
  readonly asked: readonly {
    readonly name: string
    readonly about: string
    /** Who can say it; “platform” works it out itself. */
    readonly of: 'investor' | 'issuer' | 'platform'
    readonly kind: 'yes-no' | 'choice' | 'number' | 'date' | 'instant' | 'text' | 'texts' | 'other'
    readonly choices: readonly string[]
  }[]
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** What the issuer has to bring, and an officer to record, before anybody can pay, or units are issued. */
  readonly missing: readonly {
    readonly name: string
    readonly about: string
    /** Who can say it; “platform” works it out itself. */
    readonly of: 'investor' | 'issuer' | 'platform'
    readonly rule: string
    readonly citation: string
  }[]
  /** Why nobody may buy, whoever they are, by what is recorded of the issuer and the offering. */
  readonly blocked: readonly LegalReason[]
}

export type InstrumentSummary = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly symbol: string
  readonly token: string | null
  readonly status: 'draft' | 'deploying' | 'live'
  readonly decimals: number
  readonly unitsIssued: string
  readonly unitsIssuedDisplay: string
  readonly unitsMax: string
  readonly unitsMaxDisplay: string
  readonly unitPrice: Money
}

export type Investor = {
  readonly id: string
  readonly displayName: string
  readonly kind: 'individual' | 'entity'
  readonly country: string
  readonly kycStatus:
    | 'none'
    | 'processing'
    | 'updates-required'
    | 'manual-review'
    | 'verified'
    | 'rejected'
    | 'expired'
  readonly kycUntil: string | null
  /**
   * `accredited`: verified, and it counts. `pending`: claimed. `rejected`: the last claim was refused.
   * `not-accredited`: it has run out, or was taken back. `not-verified`: never claimed. `not-applicable`: nor
   * asked, outside the United States. Whoever is neither an officer nor the investor reads it as if nothing had
   * been claimed.
   */
  readonly accreditation:
    | 'not-verified'
    | 'pending'
    | 'accredited'
    | 'rejected'
    | 'not-accredited'
    | 'not-applicable'
  readonly accreditedUntil: string | null
  /** Until when a custodian is approved at most: then the units are the minor’s. For officers and the custodian. */
  readonly custodyEnds: string | null
  /** Whether an officer asks something of them while their approval stands. */
  readonly updatesAsked: boolean
  readonly wallets: readonly Wallet[]
}

export type InvestorFile = {
  readonly id: string
  readonly kind:
    | 'passport'
    | 'identity-card'
    | 'driving-licence'
    | 'residence-permit'
    | 'proof-of-address'
    | 'company-registration'
    | 'partnership-agreement'
    | 'trust-instrument'
    | 'accreditation-evidence'
    | 'tax-form'
    | 'other'
  readonly displayName: string | null
  readonly media: 'application/pdf' | 'image/jpeg' | 'image/png'
  readonly bytes: number
  readonly receivedAt: string
}

export type Invitation = {
  readonly investor: {
    readonly id: string
    /** Null for an auditor, and once erased. */
    readonly displayName: string | null
  }
  readonly invitedAt: string
}

export type Issuer = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly form: string
  readonly jurisdiction: string
  readonly registryNumber: string | null
  readonly lei: string | null
  readonly formedOn: string | null
}

export type JournalEntry = {
  readonly id: string
  readonly at: string
  readonly event: string
  readonly subject: string
  readonly by: string
  readonly reverses: string | null
  readonly postings: readonly {
    readonly account:
      | 'bank'
      | 'escrow-chain'
      | 'treasury'
      | 'fees'
      | 'claims'
      | 'written-off'
      | 'proceeds-used'
      | 'capital-returned'
      | 'subscriptions-received'
      | 'suspense'
      | 'refunds-due'
    readonly offering: string | null
    readonly bankAccount: string | null
    readonly debit: Money | null
    readonly credit: Money | null
  }[]
}

export type Key = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
  readonly issuer: string | null
  readonly investor: string | null
  readonly owner: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}

export type LaterStep = {
  readonly step:
    | 'reconfirm-subscriptions'
    | 'withdraw-subscriptions'
    | 'record-covered-persons'
    | 'close-offering'
    | 'fund-distributions'
  /**
   * `subscribers`: whoever had agreed to buy before. `elsewhere`: whoever holds a key that the platform does not
   * have.
   */
  readonly who: 'subscribers' | 'officer' | 'two-people' | 'elsewhere'
  readonly text: string
}

export type LegalCounter = {
  readonly pack: string
  readonly rule: string
  readonly what:
    | 'recordHolders'
    | 'nonAccreditedHolders'
    | 'beneficialOwners'
    | 'nonAccreditedPurchasers'
    | 'personsInState'
    | 'benefitPlan'
    | 'nonQualifiedPersons'
    | 'persons'
    | 'investors'
    | 'raised'
  readonly country: string | null
  readonly used: string | null
  readonly limit: string
  readonly left: string | null
  /** Holders of record who are not counted, since all their units are exempt (17 CFR 240.12g-6, 12g5-1(a)(7), (8)). */
  readonly leftOut: number
  readonly unit: 'count' | 'money' | 'percent'
  /** Whether the instrument is under this rule, by a pack or by law; others are counted all the same. */
  readonly asked: boolean
  readonly citation: string
  /** Whether a lawyer has signed the pack that this comes from. */
  readonly legalReview: 'pending' | 'signed'
}

export type LegalHold = {
  readonly id: string
  readonly ground: 'dispute' | 'authority'
  /** For officers alone. */
  readonly reason: string | null
  readonly placedAt: string
  /** The first of two has asked to lift it. */
  readonly liftAskedAt: string | null
  readonly liftedAt: string | null
}

export type LegalReason = {
  readonly code: string
  readonly severity: 'BLOCK' | 'REVIEW' | 'WARN'
  readonly detail: string
  readonly fix: string
  readonly citation: string
  readonly earliestOkAt: string | null
  /** Whether a lawyer has signed the pack that this comes from. */
  readonly legalReview: 'pending' | 'signed'
  /** The title of the rule; empty where a pack as a whole says it. */
  readonly rule: string
  readonly missing: readonly MissingFact[]
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
    readonly severity: 'BLOCK' | 'REVIEW' | 'WARN'
    readonly condition: string | null
    readonly requires: string
    readonly says: string
    readonly fix: string
    readonly citation: string
  }[]
}

export type ListVersion = {
  readonly id: string
  readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
  readonly sha256: string
  readonly publishedOn: string
  readonly entries: number
  readonly loadedAt: string
  readonly confirmedAt: string
}

export type Lot = {
  readonly id: string
  readonly units: string
  readonly unitsDisplay: string
  readonly acquired: string | null
  /** The first day it is free; null when it is. */
  readonly lockedUntil: string | null
  /** Why it is locked. */
  readonly legends: readonly ('lock-up' | 'rule-144' | 'reg-s' | 'reg-cf' | 'sfa-272a' | 'other')[]
}

export type Means = {
  /** US dollars, in the first of the two years before this one. */
  readonly incomeYear1?: string | null
  /** US dollars, last year. */
  readonly incomeYear2?: string | null
  /** Whether the income is that of both spouses or partners. */
  readonly incomeIsJoint?: boolean | null
  /** Whether as much is expected this year. */
  readonly expectsSameIncome?: boolean | null
  /** US dollars, without the primary residence. */
  readonly assets?: string | null
  /** US dollars, without what is owed on the primary residence; null: none. */
  readonly liabilities?: string | null
  /** What the primary residence is worth; null: none is owned. */
  readonly homeValue?: string | null
  /** What is owed on it; null: nothing. */
  readonly homeDebt?: string | null
  /** How much more is owed on it than 60 days ago, other than for having bought it; null: nothing. */
  readonly homeDebtAdded60d?: string | null
  readonly certificate?: 'SERIES_7' | 'SERIES_65' | 'SERIES_82' | null
  /** What an entity is. */
  readonly entityForm?:
    | 'corporation'
    | 'partnership'
    | 'llc'
    | '501c3'
    | 'trust'
    | 'family-office'
    | 'regulated'
    | 'other'
    | null
  /** Of `regulated`: what it is that counts whatever it owns. */
  readonly regulatedKind?:
    | 'bank'
    | 'broker-dealer'
    | 'adviser'
    | 'insurer'
    | 'investment-company'
    | 'bdc'
    | 'sbic'
    | 'benefit-plan'
    | null
  /** US dollars, of a company or trust. */
  readonly totalAssets?: string | null
  /** US dollars, of an entity of another form. */
  readonly investments?: string | null
  /** US dollars that a family office manages. */
  readonly familyOfficeAssets?: string | null
  /** Whether somebody decides on the purchase of a trust or family office who can judge it. */
  readonly directedBySophisticated?: boolean | null
  /** Whether the entity was formed for this purchase. */
  readonly formedForPurpose?: boolean | null
  /** Whether everybody who owns a part of the entity is accredited. */
  readonly allOwnersAccredited?: boolean | null
  /** How many natural persons own an entity that is accredited through them alone. */
  readonly ownerCount?: number | null
  /** US dollars that the investor commits to invest at least. */
  readonly minimum?: string | null
  /** States in writing to be accredited, by income, net worth or assets. */
  readonly statesAccredited?: boolean | null
  /** States in writing that nobody else finances the minimum for this purchase. */
  readonly statesNotFinanced?: boolean | null
}

export type MissingFact = {
  readonly name: string
  readonly about: string
  /** Who can say it; “platform” works it out itself. */
  readonly of: 'investor' | 'issuer' | 'platform'
}

export type Money = { readonly amount: string; readonly currency: string; readonly display: string }

export type Movement = {
  readonly id: string
  readonly kind: 'issuance' | 'reallocation' | 'transfer-ok' | 'reclaim' | 'destroy' | 'freeze' | 'unfreeze'
  readonly processType: 'routine' | 'non-routine'
  /** `wallet` when a whole wallet is frozen or released. */
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

export type ObligationCalendar = {
  readonly items: readonly {
    readonly code:
      | 'FORM_D'
      | 'FORM_D_AMENDMENT'
      | 'FORM_C'
      | 'FORM_C_U_HALF'
      | 'FORM_C_U_WHOLE'
      | 'FORM_C_U_FINAL'
      | 'FORM_C_AR'
      | 'FORM_C_TR'
    readonly citation: string
    readonly since: string
    readonly due: string
    readonly filedOn: string | null
    readonly status: 'due' | 'overdue' | 'filed'
    readonly offering: string
    readonly instrument: { readonly id: string; readonly name: string }
    /** What the filing is found by. */
    readonly reference: string | null
  }[]
  readonly next: null
  readonly legalReview: 'pending'
}

export type Obligations = {
  readonly items: readonly {
    readonly code:
      | 'FORM_D'
      | 'FORM_D_AMENDMENT'
      | 'FORM_C'
      | 'FORM_C_U_HALF'
      | 'FORM_C_U_WHOLE'
      | 'FORM_C_U_FINAL'
      | 'FORM_C_AR'
      | 'FORM_C_TR'
    readonly citation: string
    readonly since: string
    readonly due: string
    readonly filedOn: string | null
    readonly status: 'due' | 'overdue' | 'filed'
  }[]
  readonly filings: readonly {
    readonly code:
      | 'FORM_D'
      | 'FORM_D_AMENDMENT'
      | 'FORM_C'
      | 'FORM_C_U_HALF'
      | 'FORM_C_U_WHOLE'
      | 'FORM_C_U_FINAL'
      | 'FORM_C_AR'
      | 'FORM_C_TR'
    readonly filedOn: string
    readonly reference: string
  }[]
  readonly legalReview: 'pending'
}

export type Offer = {
  readonly asOf: string
  readonly offering: {
    readonly id: string
    readonly status: 'opening' | 'open' | 'closing' | 'closed' | 'refunding' | 'refunded'
    readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
    readonly asset: string
    readonly exemption:
      | 'reg-d-506b'
      | 'reg-d-506c'
      | 'reg-s'
      | 'reg-a-tier-1'
      | 'reg-a-tier-2'
      | 'reg-cf'
      | 'eu-qualified'
      | 'eu-150'
      | 'eu-ticket'
      | 'eu-small'
      | 'eu-crowdfunding'
      | 'none-needed'
    readonly opens: string
    readonly closes: string
    /** Of a unit that no price tier is for. */
    readonly unitPrice: Money
    /** What the first units cost: up to how many, counted from the first one sold. */
    readonly priceTiers: readonly { readonly upTo: string; readonly price: Money }[]
    /** Of the next unit, by what is paid for until now. */
    readonly priceNow: Money
    readonly ticketMin: Money
    readonly ticketMax: Money | null
    readonly lockUpDays: number
    /** Units; "0" where any number will do. */
    readonly softCap: string
    readonly allocation: 'first-come' | 'pro-rata' | 'by-hand'
    readonly coolingOffHours: number
    /** What wallets pay with: first the currency of all amounts, then others at fixed rates. */
    readonly currencies: readonly OfferingCurrency[]
    /** What each investor of a kind may invest in all; the first that fits counts. */
    readonly limits: readonly {
      readonly standing: 'accredited' | 'not-accredited' | null
      readonly kind: 'individual' | 'entity' | null
      /** Of residence. */
      readonly countries: readonly string[] | null
      readonly investmentMax: Money
    }[]
    readonly agreementRequired: boolean
    /** Only whom the issuer has invited sees it and subscribes. */
    readonly invitedOnly: boolean
    /** Units on sale. */
    readonly unitsMax: string
    /** Paid for, or kept for whoever asked for them: the others can be asked for. */
    readonly unitsTaken: string
    /** In escrow for good, or there when the units were issued. */
    readonly raised: Money
    /** Asked for, and not in escrow for good. */
    readonly reserved: Money
    readonly target: Money
    /** Where the money is until the closing. */
    readonly contract: string | null
    /** When the last day of the window has ended. */
    readonly closesAt: string
    /**
     * What the law locks units for that are issued today, besides `lockUpDays`. While it is not known, `legends` are
     * the laws that may.
     */
    readonly legalLock: {
      readonly isKnown: boolean
      readonly legends: readonly ('lock-up' | 'rule-144' | 'reg-s' | 'reg-cf' | 'sfa-272a' | 'other')[]
      readonly until: string | null
    }
  }
  readonly asset: Asset
  readonly risks: readonly { readonly title: string; readonly text: string }[]
}

export type Offering = {
  readonly id: string
  readonly status: 'opening' | 'open' | 'closing' | 'closed' | 'refunding' | 'refunded'
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly asset: string
  readonly exemption:
    | 'reg-d-506b'
    | 'reg-d-506c'
    | 'reg-s'
    | 'reg-a-tier-1'
    | 'reg-a-tier-2'
    | 'reg-cf'
    | 'eu-qualified'
    | 'eu-150'
    | 'eu-ticket'
    | 'eu-small'
    | 'eu-crowdfunding'
    | 'none-needed'
  readonly opens: string
  readonly closes: string
  /** Of a unit that no price tier is for. */
  readonly unitPrice: Money
  /** What the first units cost: up to how many, counted from the first one sold. */
  readonly priceTiers: readonly { readonly upTo: string; readonly price: Money }[]
  /** Of the next unit, by what is paid for until now. */
  readonly priceNow: Money
  readonly ticketMin: Money
  readonly ticketMax: Money | null
  readonly lockUpDays: number
  /** Units; "0" where any number will do. */
  readonly softCap: string
  readonly allocation: 'first-come' | 'pro-rata' | 'by-hand'
  readonly coolingOffHours: number
  /** What wallets pay with: first the currency of all amounts, then others at fixed rates. */
  readonly currencies: readonly OfferingCurrency[]
  /** What each investor of a kind may invest in all; the first that fits counts. */
  readonly limits: readonly {
    readonly standing: 'accredited' | 'not-accredited' | null
    readonly kind: 'individual' | 'entity' | null
    /** Of residence. */
    readonly countries: readonly string[] | null
    readonly investmentMax: Money
  }[]
  readonly agreementRequired: boolean
  /** Only whom the issuer has invited sees it and subscribes. */
  readonly invitedOnly: boolean
  /** Units on sale. */
  readonly unitsMax: string
  /** Paid for, or kept for whoever asked for them: the others can be asked for. */
  readonly unitsTaken: string
  /** In escrow for good, or there when the units were issued. */
  readonly raised: Money
  /** Asked for, and not in escrow for good. */
  readonly reserved: Money
  readonly target: Money
  /** Where the money is until the closing. */
  readonly contract: string | null
  /** What went wrong last on the chain. */
  readonly failure: string | null
  /** A second person has to confirm the closing. */
  readonly closingPrepared: boolean
  /** When the last day of the window has ended. */
  readonly closesAt: string
  /**
   * What the law locks units for that are issued today, besides `lockUpDays`. While it is not known, `legends` are
   * the laws that may.
   */
  readonly legalLock: {
    readonly isKnown: boolean
    readonly legends: readonly ('lock-up' | 'rule-144' | 'reg-s' | 'reg-cf' | 'sfa-272a' | 'other')[]
    readonly until: string | null
  }
  /** How much the rules ask of the issuer and nobody has recorded; 0 once it is over. */
  readonly factsMissing: number
}

export type OfferingCard = {
  readonly offering: Offering
  readonly kind:
    | 'office-building'
    | 'residential-building'
    | 'retail-building'
    | 'industrial-building'
    | 'land'
    | 'venture-fund'
    | 'startup-equity'
    | 'bond'
    | 'film-revenue'
    | 'collectible'
  /** The name of what is owned. */
  readonly asset: string
  /** Of the units on sale that are paid for, rounded down. */
  readonly paidPercent: number
  /** Of the units on sale, rounded down. */
  readonly softCapPercent: number
  /** Null where nothing can be subscribed for, and for somebody who is no investor yet. */
  readonly eligibility: Eligibility | null
}

export type OfferingChange = {
  readonly id: string
  readonly what: string
  readonly at: string
  /** Of whoever had agreed before, paid or not: what they may, or have to do. */
  readonly right: 'reconfirm' | 'withdraw' | null
  readonly until: string | null
  readonly reconfirmed: number
  /** Who had agreed before, has to reconfirm, and has not. */
  readonly waiting: number
}

export type OfferingCurrency = {
  readonly code: string
  readonly token: string
  /** What one unit of the first currency costs in it; "1" of the first. */
  readonly rate: string
  /** Since when the issuer takes no more payments in it, and why. */
  readonly stopped: { readonly reason: string; readonly at: string } | null
}

export type OfferingTerms = {
  readonly exemption:
    | 'reg-d-506b'
    | 'reg-d-506c'
    | 'reg-s'
    | 'reg-a-tier-1'
    | 'reg-a-tier-2'
    | 'reg-cf'
    | 'eu-qualified'
    | 'eu-150'
    | 'eu-ticket'
    | 'eu-small'
    | 'eu-crowdfunding'
    | 'none-needed'
  readonly opens: string
  readonly closes: string
  readonly ticketMin: Money
  readonly ticketMax: Money | null
  readonly lockUpDays: number
  /** What the money raised pays for beside the asset. */
  readonly costs: readonly { readonly name: string; readonly amount: Money }[]
}

export type OwnersAnswer = {
  readonly people: readonly {
    readonly name: string
    readonly born: string
    readonly country: string
    /** Per cent of the equity; null of one who owns less than a quarter. */
    readonly share?: string | null
    readonly isControlPerson?: boolean
    /** Joint holders all sign, whatever is said here. */
    readonly isSigner?: boolean
    /** The place in `entities` of what the share is of; null: the applicant itself. */
    readonly of?: number | null
    /** What they are in a trust; empty where the applicant is none. */
    readonly inTrust?: readonly ('trustee' | 'settlor' | 'protector' | 'beneficiary')[]
    /** Of a minor: with how many years custody ends by the law of their state. */
    readonly custodyAge?: number | null
  }[]
  /** Entities in between, each before those who own it. */
  readonly entities?: readonly {
    readonly name: string
    readonly country: string
    /** Per cent of the equity of what it owns; null only of one that is part of a trust. */
    readonly share?: string | null
    /** The place in `entities` of what the share is of; null: the applicant itself. */
    readonly of?: number | null
    /** What they are in a trust; empty where the applicant is none. */
    readonly inTrust?: readonly ('trustee' | 'settlor' | 'protector' | 'beneficiary')[]
  }[]
}

export type PersonalData = {
  readonly investor: string
  readonly kind: string
  readonly country: string
  readonly kycUntil: string | null
  readonly accreditedUntil: string | null
  /** The address by which the registry on the chain knows them. */
  readonly identity: string
  /** What is kept in the vault, by its field. */
  readonly personal: Readonly<Record<string, string>>
  readonly wallets: readonly string[]
  readonly papers: readonly {
    readonly id: string
    readonly kind:
      | 'passport'
      | 'identity-card'
      | 'driving-licence'
      | 'residence-permit'
      | 'proof-of-address'
      | 'company-registration'
      | 'partnership-agreement'
      | 'trust-instrument'
      | 'accreditation-evidence'
      | 'tax-form'
      | 'other'
    readonly displayName: string | null
    readonly bytes: number
    readonly receivedAt: string
  }[]
  readonly taxForm: {
    readonly form: 'W-9' | 'W-8BEN' | 'W-8BEN-E'
    readonly signedOn: string
    readonly validThrough: string | null
    readonly treatyCountry: string | null
    readonly classification: string | null
    readonly chapter4Status: string | null
  } | null
  readonly accreditations: readonly {
    readonly basis:
      | 'income'
      | 'net-worth'
      | 'licence'
      | 'entity'
      | 'minimum-investment'
      | 'third-party-letter'
    readonly evidenceOn: string
    readonly status: string
    readonly expiresOn: string | null
  }[]
  readonly erasureAskedAt: string | null
  readonly history: readonly { readonly at: string; readonly action: string }[]
}

export type PlannedChange = {
  /** `!` cannot be had, and then nothing is applied. */
  readonly sign: '+' | '~' | '-' | '=' | '!'
  readonly what: string
  /** What about it is different, field by field. */
  readonly details: readonly string[]
  /** Null where there is no transaction, or the node would not say. */
  readonly gas: string | null
  readonly gasBasis: 'estimated' | 'simulated' | null
  /** Why it cannot be had. */
  readonly code: string | null
}

export type PlannedLaw = {
  readonly pack: string
  readonly rule: string
  readonly title: string
  readonly setting: 'accreditedOnly' | 'holdersMax' | 'usHoldersMax' | 'nonAccreditedHoldersMax' | 'countries'
  readonly value: string
  readonly citation: string
  readonly text: string
}

export type Preference = {
  readonly rank: number
  /** Parts of 10,000. */
  readonly multipleBps: number
  readonly participation: 'none' | 'full' | 'capped'
  readonly capBps: number | null
  /** Parts of 10,000. */
  readonly dividendBps: number
  readonly convertible: boolean
}

export type Proceeds = {
  /** Whether the platform pays out of this treasury. */
  readonly managed: boolean
  /** In each currency that the offering is paid in, the payment currency first. */
  readonly held: readonly {
    /** What of the raise is in the treasury, by the books. */
    readonly inTreasury: Money
    /** Of it, what no payment was prepared of. */
    readonly unspoken: Money
  }[]
  readonly payments: readonly ProceedsPayment[]
}

export type ProceedsPayment = {
  readonly id: string
  readonly use: 'asset' | 'works' | 'costs' | 'other' | 'return-of-capital'
  /** Null where it pays holders with a distribution, or was paid past the platform and is booked alone. */
  readonly recipient: string | null
  readonly distribution: string | null
  readonly amount: Money
  readonly document: string
  readonly status: 'prepared' | 'sending' | 'paid' | 'failed' | 'withdrawn'
  readonly prepared: { readonly by: string; readonly at: string }
  readonly confirmed: { readonly by: string; readonly at: string } | null
  readonly failure: string | null
}

export type Qualification = {
  readonly instrument: string
  readonly name: string
  readonly offering: string
  /**
   * As what they may invest: whether they are accredited, where the offering asks it.
   * `not-qualified-but-can-invest`: they are not, and its exemption admits them all the same. `no`: it would admit
   * them, but for their approval, a limit of the offering, or a rule of law. `pending`: officers decide. Null once
   * the offering is over.
   */
  readonly qualification:
    | 'not-verified'
    | 'pending'
    | 'accredited'
    | 'rejected'
    | 'not-accredited'
    | 'not-applicable'
    | 'not-qualified-but-can-invest'
    | 'no'
    | null
  /**
   * Whether units may come to them now. `expired`: their approval or accreditation has run out. `no`: a country is
   * closed, a rule of law bars them, they have asked to be erased, no wallet of theirs is ready, or the token
   * itself refuses: a pause, a freeze, most holders or balances, or a module. `pending`: officers decide. Once the
   * offering is over the law is not asked.
   */
  readonly tokenQualification:
    | 'none'
    | 'pending'
    | 'verified'
    | 'rejected'
    | 'no'
    | 'expired'
    | 'updates-required'
    | 'not-accredited'
  /**
   * All that keeps them from subscribing, from paying or from receiving units now. It tells what is on record of
   * them: null for whoever is neither an officer nor the investor.
   */
  readonly reasons: readonly { readonly code: string; readonly detail: string; readonly fix: string }[] | null
}

export type Question = {
  readonly id: string
  readonly askedAt: string
  /** The asker is told so, and nobody else. */
  readonly isOwn: boolean
  /** As it was published; while it waits, for its asker and whoever answers. */
  readonly question: string | null
  readonly answer: string | null
  readonly answeredAt: string | null
}

export type Quote = {
  /** Whether the amount itself buys whole units: then it is `below`. */
  readonly exact: boolean
  /** Null where the amount buys nothing. */
  readonly below: {
    readonly units: string
    readonly unitsDisplay: string
    readonly amount: Money
    /** The same, in what it is to be paid in. */
    readonly cash: Money
  } | null
  readonly above: {
    readonly units: string
    readonly unitsDisplay: string
    readonly amount: Money
    /** The same, in what it is to be paid in. */
    readonly cash: Money
  }
}

export type RaiseBoard = {
  readonly raise: readonly {
    readonly status:
      | 'pending-kyc'
      | 'pending-accreditation'
      | 'pending-investor-signature'
      | 'pending-issuer-signature'
      | 'pending-funding'
      | 'ready'
    readonly count: number
    readonly units: string
    readonly amount: Money
  }[]
  readonly states: readonly {
    readonly state:
      | 'interest'
      | 'eligible'
      | 'agreement'
      | 'signed'
      | 'funded'
      | 'confirmed'
      | 'allocated'
      | 'issued'
      | 'rejected'
      | 'withdrawn'
      | 'refunded'
      | 'expired'
    readonly count: number
    readonly units: string
    readonly amount: Money
  }[]
  /** By those who cannot subscribe yet; it binds nobody. */
  readonly interested: { readonly count: number; readonly units: string; readonly amount: Money }
  /** Reserved, signed, funded and issued together. */
  readonly pledged: { readonly count: number; readonly units: string; readonly amount: Money }
  readonly reserved: { readonly count: number; readonly units: string; readonly amount: Money }
  readonly signed: { readonly count: number; readonly units: string; readonly amount: Money }
  readonly funded: { readonly count: number; readonly units: string; readonly amount: Money }
  readonly issued: { readonly count: number; readonly units: string; readonly amount: Money }
  /** Units; "0" where any number will do. */
  readonly softCap: string
  /** Units on sale. */
  readonly hardCap: string
  /** Units that are funded or issued. */
  readonly paid: string
  /** Of the hard cap, rounded down. */
  readonly paidPercent: number
  /** Of the hard cap, rounded down. */
  readonly softCapPercent: number
  /** Units that have to be paid for before it may close. */
  readonly toSoftCap: string
}

export type RaiseBoardRow = {
  readonly id: string
  /** What a payment at a bank has to name (ISO 11649). */
  readonly reference: string
  readonly investor: {
    readonly id: string
    /** Null for an auditor, and once erased. */
    readonly displayName: string | null
  }
  readonly state:
    | 'interest'
    | 'eligible'
    | 'agreement'
    | 'signed'
    | 'funded'
    | 'confirmed'
    | 'allocated'
    | 'issued'
    | 'rejected'
    | 'withdrawn'
    | 'refunded'
    | 'expired'
  readonly status: 'in-progress' | 'pending' | 'confirmed' | 'cancelled' | 'refunded'
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Money
  /** The same, in what it is paid in. */
  readonly cash: Money
  /** Null when it is over. */
  readonly waitsFor:
    | 'identity'
    | 'accreditation'
    | 'eligibility'
    | 'risks'
    | 'signature'
    | 'investor'
    | 'bank'
    | 'officer'
    | 'settlement'
    | 'issuer'
    | 'closing'
    | null
  readonly since: string
  readonly until: string | null
  readonly remindedAt: string | null
}

export type Receivable = {
  readonly eligible: boolean
  readonly reasons: readonly { readonly code: string; readonly detail: string; readonly fix: string }[]
  /** Doubts that keep nobody from reserving; officers have to clear them before anything is paid. */
  readonly beforePayment: readonly { readonly code: string; readonly detail: string; readonly fix: string }[]
  /**
   * As what they may invest: whether they are accredited, where the offering asks it.
   * `not-qualified-but-can-invest`: they are not, and its exemption admits them all the same. `no`: it would admit
   * them, but for their approval, a limit of the offering, or a rule of law. `pending`: officers decide. Null once
   * the offering is over.
   */
  readonly qualification:
    | 'not-verified'
    | 'pending'
    | 'accredited'
    | 'rejected'
    | 'not-accredited'
    | 'not-applicable'
    | 'not-qualified-but-can-invest'
    | 'no'
    | null
  /**
   * Whether units may come to them now. `expired`: their approval or accreditation has run out. `no`: a country is
   * closed, a rule of law bars them, they have asked to be erased, no wallet of theirs is ready, or the token
   * itself refuses: a pause, a freeze, most holders or balances, or a module. `pending`: officers decide. Once the
   * offering is over the law is not asked.
   */
  readonly tokenQualification:
    | 'none'
    | 'pending'
    | 'verified'
    | 'rejected'
    | 'no'
    | 'expired'
    | 'updates-required'
    | 'not-accredited'
  /** All that keeps units from them now; what the token says has the codes of its `explain`. */
  readonly tokenReasons: readonly { readonly code: string; readonly detail: string; readonly fix: string }[]
}

export type Recovery = {
  readonly id: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly lost: string
  readonly fresh: string
  readonly evidence: string
  readonly status: 'asked' | 'consented' | 'approved' | 'running' | 'done' | 'stopped'
  /** What the new wallet signs to consent. */
  readonly message: string
  readonly askedAt: string
  readonly approvals: number
  /** Until then the holder may object, and nothing moves. */
  readonly notBefore: string | null
  readonly endedAt: string | null
  readonly moves: readonly {
    readonly instrument: { readonly id: string; readonly name: string }
    /** What the lost wallet holds, or whatever distributions owe to it. */
    readonly kind: 'units' | 'payouts'
    /** Of `payouts` none. */
    readonly units: string | null
    readonly status: 'asked' | 'done' | 'failed'
    readonly tx: string | null
    readonly failure: string | null
  }[]
}

export type Refusal = {
  readonly id: string
  readonly kind:
    | 'subscription'
    | 'transfer'
    | 'approval'
    | 'accreditation'
    | 'enforcement'
    | 'recovery'
    | 'payment'
  readonly at: string
  /** Null where it was about somebody and no units. */
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string } | null
  readonly investor: { readonly id: string; readonly displayName: string } | null
  readonly receiver: { readonly id: string; readonly displayName: string } | null
  readonly asked: string
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[]
  readonly decision: string | null
}

export type Reminder = { readonly remindedAt: string }

export type Reminders = { readonly reminded: number; readonly before: number; readonly left: number }

export type Repayment = {
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  /** ahead: until a week before maturity nobody has to do anything. */
  readonly status: 'due' | 'paying' | 'closed' | 'ahead'
  readonly maturity: string
  /** The first day on which two people may order it. */
  readonly opens: string
  readonly faceValue: Money
  readonly units: string
  readonly unitsDisplay: string
  /** The principal of every unit. */
  readonly amount: Money
  readonly prepared: { readonly by: string; readonly at: string } | null
  readonly confirmed: { readonly by: string; readonly at: string } | null
  /** What keeps it from going on; null while it goes on by itself, and for investors. */
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  /** Null for investors. */
  readonly treasury: {
    readonly address: string
    readonly balance: Money
    /** What the treasury lacks of what is still to be funded. */
    readonly missing: Money
  } | null
  readonly funded: Money
  readonly paid: Money
  readonly parked: Money
  readonly returned: Money
  /** At the contract: funded, and not paid, parked or returned yet. */
  readonly held: Money
  readonly balanced: boolean
  readonly holders: number
  readonly lines: readonly {
    readonly wallet: string
    readonly investor: { readonly id: string; readonly displayName: string } | null
    readonly units: string
    readonly unitsDisplay: string
    readonly amount: Money
    /** How the amount comes about. */
    readonly formula: string
    readonly status: 'due' | 'paid' | 'parked'
    readonly tx: string | null
  }[]
  /** Of principal that is held, what waits for a second officer; for officers alone. */
  readonly releases: readonly {
    readonly wallet: string
    readonly document: string
    readonly by: string
    readonly at: string
  }[]
  /** The transaction that announced it. */
  readonly tx: string | null
}

export type RuleDecision = {
  readonly id: string
  readonly action: string
  readonly state: 'passed' | 'refused' | 'waiting' | 'cleared'
  readonly outcome: 'ALLOW' | 'BLOCK' | 'REVIEW'
  readonly instrument: string
  readonly investor: { readonly id: string; readonly displayName: string }
  /** Who would give units away, where the rules read facts about them: those named “holder.”. */
  readonly seller: { readonly id: string; readonly displayName: string } | null
  readonly decidedAt: string
  readonly reasons: readonly LegalReason[]
  readonly packHashes: readonly string[]
  readonly factsHash: string
  readonly clearedBy: string | null
  readonly reviewedBy: string | null
  readonly reviewReason: string | null
  /** The first of two who clear it; it waits until the second. */
  readonly firstCleared: { readonly by: string; readonly at: string; readonly reason: string } | null
}

export type RuleImpact = {
  /** How many people are affected, each once. */
  readonly investors: number
  readonly changes: readonly {
    readonly from: 'ALLOW' | 'BLOCK' | 'REVIEW'
    readonly to: 'ALLOW' | 'BLOCK' | 'REVIEW'
    readonly investors: number
  }[]
  /** What changes for whom, at most 1000 of it; the sums are of all. */
  readonly affected: readonly AffectedInvestor[]
  /** How much of what changes is not among those. */
  readonly unnamed: number
}

export type RulePackVersion = {
  readonly sha256: string
  readonly pack: string
  readonly version: string
  readonly state: 'delivered' | 'proposed' | 'scheduled' | 'active' | 'superseded' | 'rejected'
  readonly jurisdiction: string
  readonly effectiveFrom: string
  /** Whether a lawyer has signed the pack that this comes from. */
  readonly legalReview: 'pending' | 'signed'
  readonly proposedBy: string
  readonly proposedAt: string
  readonly reason: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly rules: readonly { readonly id: string; readonly title: string }[]
}

export type Session = {
  readonly user: {
    readonly id: string
    readonly displayName: string
    readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
    readonly issuer: string | null
    readonly investor: string | null
    /** Of their screens, and so of their mails. */
    readonly language: 'en' | 'ar'
  } | null
  readonly sandbox: boolean
  /** Whether strangers may register themselves. */
  readonly registration: boolean
  /** The business clock. */
  readonly now: string
  /** Demo accounts that a sandbox offers. */
  readonly demo: readonly {
    readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
    readonly email: string
    readonly displayName: string
  }[]
}

export type Subscription = {
  readonly id: string
  readonly offering: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly investor: string
  /** Where its units go; null while it is an interest. */
  readonly wallet: string | null
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Money
  /** The same, in what it is paid in, at the rate of the offering. */
  readonly cash: Money
  readonly state:
    | 'interest'
    | 'eligible'
    | 'agreement'
    | 'signed'
    | 'funded'
    | 'confirmed'
    | 'allocated'
    | 'issued'
    | 'rejected'
    | 'withdrawn'
    | 'refunded'
    | 'expired'
  readonly status: 'in-progress' | 'pending' | 'confirmed' | 'cancelled' | 'refunded'
  readonly agreement: 'none' | 'sent' | 'signed' | 'confirmed' | 'rejected'
  readonly raise:
    | 'pending-kyc'
    | 'pending-accreditation'
    | 'pending-investor-signature'
    | 'pending-issuer-signature'
    | 'pending-funding'
    | 'ready'
    | null
  readonly issuance: 'pending' | 'processing' | 'success' | 'failure' | null
  /** The units that the closing gives it. */
  readonly allotted: string | null
  readonly createdAt: string
  readonly validBefore: string
  readonly reason: string | null
  /** What a payment at a bank has to name (ISO 11649). */
  readonly reference: string
  /** Null while nothing came. */
  readonly paidBy: 'wallet' | 'bank' | null
}

export type SubscriptionDetail = {
  readonly id: string
  readonly offering: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly investor: string
  /** Where its units go; null while it is an interest. */
  readonly wallet: string | null
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Money
  /** The same, in what it is paid in, at the rate of the offering. */
  readonly cash: Money
  readonly state:
    | 'interest'
    | 'eligible'
    | 'agreement'
    | 'signed'
    | 'funded'
    | 'confirmed'
    | 'allocated'
    | 'issued'
    | 'rejected'
    | 'withdrawn'
    | 'refunded'
    | 'expired'
  readonly status: 'in-progress' | 'pending' | 'confirmed' | 'cancelled' | 'refunded'
  readonly agreement: 'none' | 'sent' | 'signed' | 'confirmed' | 'rejected'
  readonly raise:
    | 'pending-kyc'
    | 'pending-accreditation'
    | 'pending-investor-signature'
    | 'pending-issuer-signature'
    | 'pending-funding'
    | 'ready'
    | null
  readonly issuance: 'pending' | 'processing' | 'success' | 'failure' | null
  /** The units that the closing gives it. */
  readonly allotted: string | null
  readonly createdAt: string
  readonly validBefore: string
  readonly reason: string | null
  /** What a payment at a bank has to name (ISO 11649). */
  readonly reference: string
  /** Null while nothing came. */
  readonly paidBy: 'wallet' | 'bank' | null
  /** What whoever refused it said; null for auditors. */
  readonly words: string | null
  readonly events: readonly {
    readonly from:
      | 'interest'
      | 'eligible'
      | 'agreement'
      | 'signed'
      | 'funded'
      | 'confirmed'
      | 'allocated'
      | 'issued'
      | 'rejected'
      | 'withdrawn'
      | 'refunded'
      | 'expired'
      | null
    readonly to:
      | 'interest'
      | 'eligible'
      | 'agreement'
      | 'signed'
      | 'funded'
      | 'confirmed'
      | 'allocated'
      | 'issued'
      | 'rejected'
      | 'withdrawn'
      | 'refunded'
      | 'expired'
    readonly reason: string | null
    readonly at: string
  }[]
  /** How it is taken back once it is paid, while that is possible. */
  readonly withdrawal: {
    readonly until: string
    readonly ground: 'cooling-off' | 'law' | 'change'
    /** What to sign; null where it is taken back without. */
    readonly authorization: TypedData | null
  } | null
  /** Whether its money was asked back and has not come yet. */
  readonly isLeaving: boolean
  /**
   * What is still to be wired for issued units since the bank took their payment back, and where to; null where
   * nothing is owed.
   */
  readonly owed: {
    readonly amount: Money
    readonly accounts: readonly {
      readonly name: string
      readonly number: string
      readonly currency: string
    }[]
  } | null
  /** What its units are bound by, once the offering has closed. */
  readonly lot: {
    /** The first day on which the token lets them go; null where nothing locks them. */
    readonly lockedUntil: string | null
    readonly legends: readonly ('lock-up' | 'rule-144' | 'reg-s' | 'reg-cf' | 'sfa-272a' | 'other')[]
    /** What the packs of law say. */
    readonly texts: readonly {
      readonly text: string
      readonly lockUntil: string
      readonly citation: string
      /** Whether a lawyer had signed the pack that this is from. */
      readonly legalReview: 'pending' | 'signed'
    }[]
  } | null
  /** What changed about the offering since it was made. */
  readonly changes: readonly {
    readonly id: string
    readonly what: string
    readonly at: string
    /** Of whoever had agreed before, paid or not: what they may, or have to do. */
    readonly right: 'reconfirm' | 'withdraw' | null
    readonly until: string | null
    readonly isToReconfirm: boolean
    readonly reconfirmedAt: string | null
  }[]
}

export type SubscriptionSteps = {
  /** The first that is not done. */
  readonly step: 'suitability' | 'amount' | 'risks' | 'agreement' | 'pay'
  /** Null while nothing is answered. */
  readonly suitability: {
    /** Which of the asker’s answers: the first is 1. */
    readonly version: number
    readonly outcome: 'suitable' | 'warned'
    readonly warnings: readonly (
      | 'LOSS_NOT_BEARABLE'
      | 'HORIZON_TOO_SHORT'
      | 'OBJECTIVE_OTHER'
      | 'NO_EXPERIENCE'
    )[]
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
  /** What is reserved and can be paid. */
  readonly subscription: Subscription | null
  /** What the asker may invest in all and what of it is left, before what is reserved. */
  readonly limit: { readonly most: Money; readonly left: Money } | null
  /** What it costs now, where that is not its amount any more: then it is asked for again. */
  readonly costNow: Money | null
  /** What a wallet signs to pay; null before it may. */
  readonly authorization: TypedData | null
  /** What the wallet has to pay with, and lacks; null before it may pay. */
  readonly wallet: { readonly holds: Money; readonly missing: Money } | null
  /** Why the issuer takes no more payments in what it is to be paid in; null while they are taken. */
  readonly stopped: string | null
  /** Whether what is to be paid in the currency of the offering can be paid at a bank too. */
  readonly wires: boolean
  /** The last day on which it is told where to pay at a bank; null where nothing is taken there. */
  readonly lastWireDay: string | null
}

export type TaxAnswer = {
  /** By the applicant’s own word: 17 CFR 230.902(k). */
  readonly isUsPerson: boolean
  readonly residences: readonly { readonly country: string; readonly number?: string | null }[]
  /** Of a person; null of an entity. */
  readonly employment?: 'employed' | 'self-employed' | 'retired' | 'student' | 'not-employed' | null
  readonly occupation?: string | null
  readonly fundsSource:
    | 'salary'
    | 'business-income'
    | 'savings'
    | 'investments'
    | 'sale-of-property'
    | 'inheritance'
    | 'gift'
    | 'pension'
    | 'other'
  /**
   * Whether the applicant, or of an entity anybody who owns, controls or signs for it, holds a prominent public
   * function, or is family or a close associate of somebody who does. Asked for; null only of answers from before
   * it was.
   */
  readonly politicallyExposed?: 'no' | 'self' | 'related' | null
}

export type TaxStatus = {
  readonly form: 'W-9' | 'W-8BEN' | 'W-8BEN-E' | null
  readonly signedOn: string | null
  /** The last day on which it counts; a W-9 counts until it is replaced. */
  readonly validThrough: string | null
  readonly hasTin: boolean
  readonly treatyCountry: string | null
  /** What the holder is for tax; null of a W-8BEN, and of a form taken before this was asked. */
  readonly classification:
    | 'individual'
    | 'c-corporation'
    | 's-corporation'
    | 'partnership'
    | 'trust-estate'
    | 'llc'
    | 'other'
    | 'corporation'
    | 'simple-trust'
    | 'complex-trust'
    | 'grantor-trust'
    | 'estate'
    | 'disregarded-entity'
    | 'tax-exempt-organization'
    | 'private-foundation'
    | 'government-controlled'
    | 'government-integral'
    | 'central-bank'
    | 'international-organization'
    | null
  readonly chapter4Status:
    | 'nonparticipating-ffi'
    | 'participating-ffi'
    | 'reporting-model-1-ffi'
    | 'reporting-model-2-ffi'
    | 'registered-deemed-compliant-ffi'
    | 'sponsored-ffi'
    | 'local-bank'
    | 'low-value-accounts-ffi'
    | 'sponsored-closely-held-vehicle'
    | 'limited-life-debt-entity'
    | 'investment-entity-without-accounts'
    | 'owner-documented-ffi'
    | 'restricted-distributor'
    | 'nonreporting-iga-ffi'
    | 'foreign-government'
    | 'international-organization'
    | 'retirement-plan'
    | 'owned-by-exempt-owners'
    | 'territory-institution'
    | 'nonfinancial-group-entity'
    | 'start-up'
    | 'liquidation-bankruptcy'
    | '501c-organization'
    | 'nonprofit-organization'
    | 'publicly-traded-nffe'
    | 'territory-nffe'
    | 'active-nffe'
    | 'passive-nffe'
    | 'inter-affiliate-ffi'
    | 'direct-reporting-nffe'
    | 'sponsored-direct-reporting-nffe'
    | 'no-financial-account'
    | null
  /**
   * What the law asks to be withheld of a dividend from the United States today, in percent. The issuer sets what
   * is.
   */
  readonly dividendRate: string
  readonly note: 'TAX_FORM_EXPIRED' | 'TAX_FORM_MISSING' | 'TAX_BACKUP' | 'TAX_NONPARTICIPATING' | null
}

export type TermSheetDraft = {
  readonly id: string
  readonly key: string | null
  /** What it calls the asset. */
  readonly name: string | null
  readonly savedAt: string
  readonly yaml: string
  /** Of the text: what is published is what was looked at. */
  readonly sha256: string
  /** The text of each field that it has, by path; null when its fields cannot be read. */
  readonly values: Readonly<Record<string, string>> | null
  readonly findings: readonly {
    readonly severity: 'error' | 'warning'
    readonly path: string
    readonly line: number
    readonly column: number
    readonly code: string
    readonly message: string
  }[]
}

export type TermSheetFinding = {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}

export type TermSheetPlan = {
  readonly changes: readonly PlannedChange[]
  /** What of the law the token enforces by itself, beside what the sheet asks: of several limits the strictest. */
  readonly law: readonly PlannedLaw[]
  /** What is left to others once the sheet is applied. */
  readonly later: readonly LaterStep[]
  /** Of all transactions together. */
  readonly gas: string
  /** Whether the gas of every transaction is known. */
  readonly gasComplete: boolean
  readonly applicable: boolean
  readonly warnings: readonly TermSheetFinding[]
  /** Every mistake of the sheet; then there are no changes. */
  readonly errors: readonly TermSheetFinding[]
}

export type Transfer = {
  readonly id: string
  readonly instrument: string
  readonly from: string
  readonly to: string
  /** Whose wallet it comes from. Null where nobody has linked it, and where the reader may not know who did. */
  readonly sender: { readonly id: string; readonly displayName: string } | null
  /** Whose wallet it goes to; null in the same way. */
  readonly receiver: { readonly id: string; readonly displayName: string } | null
  readonly units: string
  readonly unitsDisplay: string
  readonly status: 'pending' | 'transfer-ok' | 'transfer-rejected' | 'failed'
  readonly findings: readonly Finding[]
  readonly at: string
  readonly tx: string | null
  readonly failure: string | null
}

export type TransferRules = {
  readonly countries: 'any' | readonly string[]
  readonly accreditedOnly: boolean
  readonly holdersMax: number | null
  readonly usHoldersMax: number | null
  readonly nonAccreditedHoldersMax: number | null
  readonly balanceMax: string | null
}

export type TrialBalance = {
  readonly at: string
  readonly accounts: readonly {
    readonly account:
      | 'bank'
      | 'escrow-chain'
      | 'treasury'
      | 'fees'
      | 'claims'
      | 'written-off'
      | 'proceeds-used'
      | 'capital-returned'
      | 'subscriptions-received'
      | 'suspense'
      | 'refunds-due'
    readonly offering: string | null
    readonly bankAccount: string | null
    readonly debit: Money | null
    readonly credit: Money | null
  }[]
  readonly totals: readonly {
    readonly currency: string
    /** Zero, or the books are broken. */
    readonly sum: string
  }[]
}

export type TypedData = {
  readonly domain: {
    readonly name: string
    readonly version: string
    readonly chainId: number
    readonly verifyingContract: string
  }
  readonly primaryType: string
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>
  readonly message: Readonly<Record<string, string>>
}

export type User = {
  readonly id: string
  readonly displayName: string
  readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
  readonly issuer: string | null
  readonly investor: string | null
  /** Of their screens, and so of their mails. */
  readonly language: 'en' | 'ar'
  readonly email: string
  readonly status: 'invited' | 'active' | 'disabled' | 'erased'
}

export type Valuation = {
  readonly date: string
  readonly amount: Money
  readonly method:
    | 'income-approach'
    | 'sales-comparison'
    | 'cost-approach'
    | 'purchase-price'
    | 'issuer-price'
  readonly appraiser: string
  /** The appraisal itself. */
  readonly document: {
    readonly sha256: string
    /** Null while it is not there for whoever asks. */
    readonly title: string | null
    /** Where it is saved from, for whoever may read it. */
    readonly path: string | null
  } | null
}

export type Wallet = {
  readonly id: string
  readonly address: string
  /** What its holder calls it. */
  readonly name: string | null
  readonly status: 'pending' | 'syncing' | 'ready' | 'rejected' | 'cancelled'
}

export type Waterfall = {
  readonly classes: readonly {
    readonly id: string
    readonly preference: string
    readonly participation: string
    readonly converted: boolean
    readonly amount: string
    readonly steps: readonly {
      readonly key: string
      readonly label: string
      readonly formula: string | null
      readonly value: string
    }[]
  }[]
}

export type Webhook = {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly createdAt: string
  readonly removedAt: string | null
}

export type WireInstructions = {
  readonly accounts: readonly { readonly name: string; readonly number: string; readonly currency: string }[]
  readonly due: Money
  /** What the payment has to name (ISO 11649). */
  readonly reference: string
  /** When the money has to be at the bank. */
  readonly until: string
  /** When the window ends: what two people have not confirmed before is sent back. */
  readonly closesAt: string
}

export type Withholding = {
  /** What two people have said; null: nothing is withheld by the platform. */
  readonly inForce: {
    readonly id: string
    /** What the issuer takes its payments to be for the tax of the United States. */
    readonly income: 'none' | 'dividend' | 'interest'
    readonly taxAccount: string | null
    readonly proposedBy: string
    readonly proposedAt: string
  } | null
  /** What waits for a second person. */
  readonly proposed: {
    readonly id: string
    /** What the issuer takes its payments to be for the tax of the United States. */
    readonly income: 'none' | 'dividend' | 'interest'
    readonly taxAccount: string | null
    readonly proposedBy: string
    readonly proposedAt: string
  } | null
  /** From whom the next declaration would withhold as things stand, of dividends where nothing is in force. */
  readonly holders: readonly {
    readonly wallet: string
    readonly investor: { readonly id: string; readonly displayName: string } | null
    readonly bps: number
    readonly reason:
      | 'TAX_FORM_EXPIRED'
      | 'TAX_FORM_MISSING'
      | 'TAX_BACKUP'
      | 'TAX_NONPARTICIPATING'
      | 'TAX_TREATY'
      | 'TAX_FOREIGN'
  }[]
}

/** Every operation of the API, by its method and path. */
export type Operations = {
  /** The public offering as a page. Open to everybody. */
  'GET /offers/{offering}': {
    readonly params: { readonly offering: string }
    readonly query: {
      /** A language, like `ar` (BCP 47). */
      readonly lang?: string | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * The public proof as a page. With a SHA-256, it says whether that is the hash of a document, and since when it
   * is anchored. Open to everybody.
   */
  'GET /proof/{instrument}': {
    readonly params: { readonly instrument: string }
    readonly query: {
      readonly sha256?: string | undefined
      /** A language, like `ar` (BCP 47). */
      readonly lang?: string | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** List the assets. For issuer, officer, auditor, investor. */
  'GET /v1/assets': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly AssetSummary[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Read an asset with its companies, valuations, share class and documents. For issuer, officer, auditor,
   * investor.
   */
  'GET /v1/assets/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Asset
    readonly writes: false
  }

  /** List the audit log, newest first. For administrator, auditor. */
  'GET /v1/audit': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** What was done, like `investor.approved`; or all of a noun, like `investor`. */
      readonly action?: string | undefined
      /** Of what kind whoever did it is. */
      readonly kind?: 'user' | 'key' | 'system' | undefined
      /** The id of who did it. */
      readonly by?: string | undefined
      /** The id of what it was done to. */
      readonly subject?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly seq: number
        readonly id: string
        readonly at: string
        readonly by: { readonly kind: 'user' | 'key' | 'system'; readonly id: string }
        readonly action: string
        readonly subject: string | null
        readonly detail: Readonly<Record<string, string | number | boolean | null>>
        readonly previous: string
        readonly hash: string
      }[]
      readonly next: string | null
    }
    readonly writes: false
  }

  /**
   * Download the audit log as CSV. All of it that the filters leave, however much there is. For administrator,
   * auditor.
   */
  'GET /v1/audit.csv': {
    readonly params: undefined
    readonly query: {
      /** What was done, like `investor.approved`; or all of a noun, like `investor`. */
      readonly action?: string | undefined
      /** Of what kind whoever did it is. */
      readonly kind?: 'user' | 'key' | 'system' | undefined
      /** The id of who did it. */
      readonly by?: string | undefined
      /** The id of what it was done to. */
      readonly subject?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Check that the audit log is whole. For administrator, auditor. */
  'GET /v1/audit/verification': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly whole: boolean
      readonly entries?: number
      readonly head?: string
      /** The first entry that is wrong. */
      readonly seq?: number
      readonly fault?: string
    }
    readonly writes: false
  }

  /** List the accounts at banks. For officer, issuer, auditor. */
  'GET /v1/bank-accounts': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly BankAccount[]; readonly next: null }
    readonly writes: false
  }

  /** Take up an issuer’s account at a bank. For officer. */
  'POST /v1/bank-accounts': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly issuer: string
      readonly name: string
      readonly number: string
      readonly currency: string
    }
    readonly answer: BankAccount
    readonly writes: true
  }

  /** List bookings and what became of them. For officer, issuer, auditor. */
  'GET /v1/bank-entries': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly account?: string | undefined
      readonly statement?: string | undefined
      /** `waiting` is what somebody has to do something about. */
      readonly status?:
        | 'suspense'
        | 'part'
        | 'proposed'
        | 'matched'
        | 'returning'
        | 'returned'
        | 'settled'
        | 'claim'
        | 'waiting'
        | undefined
      /** The reference of a subscription, as somebody may write it. */
      readonly reference?: string | undefined
      /** A part of the bank’s name of who paid or was paid. For officers: others find nothing. */
      readonly payer?: string | undefined
      /** Booked by the bank from this day on. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-bookedOn' | 'bookedOn' | '-amount' | 'amount' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly BankEntry[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download bookings and what became of them. All of them that the filters leave, however many. For officer,
   * issuer, auditor.
   */
  'GET /v1/bank-entries.csv': {
    readonly params: undefined
    readonly query: {
      readonly account?: string | undefined
      readonly statement?: string | undefined
      /** `waiting` is what somebody has to do something about. */
      readonly status?:
        | 'suspense'
        | 'part'
        | 'proposed'
        | 'matched'
        | 'returning'
        | 'returned'
        | 'settled'
        | 'claim'
        | 'waiting'
        | undefined
      /** The reference of a subscription, as somebody may write it. */
      readonly reference?: string | undefined
      /** A part of the bank’s name of who paid or was paid. For officers: others find nothing. */
      readonly payer?: string | undefined
      /** Booked by the bank from this day on. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-bookedOn' | 'bookedOn' | '-amount' | 'amount' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * Let proposed deposits pay for their subscriptions. Not by whoever brought them in or matched them by hand. For
   * officer.
   */
  'POST /v1/bank-entries/confirmations': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly entries: readonly string[] }
    readonly answer: {
      readonly funded: readonly string[]
      /** Subscriptions that took no money, with the bookings of it. */
      readonly refused: readonly {
        readonly subscription: string
        readonly entries: readonly string[]
        readonly reason: string
        readonly detail: string
        readonly fix: string
      }[]
    }
    readonly writes: true
  }

  /** Show a booking with everything that was done with it. For officer, issuer, auditor. */
  'GET /v1/bank-entries/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: BankEntryDetail
    readonly writes: false
  }

  /** Take all that was wired for a subscription whose price has moved for what it buys now. For officer. */
  'POST /v1/bank-entries/{id}/acceptance': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Say which deposit money that went out sent or took back. For officer. */
  'POST /v1/bank-entries/{id}/assignment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly deposit: string; readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Say that money pays what is owed for issued units whose payment the bank took back. For officer. */
  'POST /v1/bank-entries/{id}/claim-payment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reference: string; readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Say that money that went out is a fee of the bank. For officer. */
  'POST /v1/bank-entries/{id}/fee': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Say for which subscription money is. For officer. */
  'POST /v1/bank-entries/{id}/match': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reference: string; readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Send back what is open of a deposit. For officer. */
  'POST /v1/bank-entries/{id}/return': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** Under which name the bank carries it out. */
      readonly bankReference: string
      readonly reason: string
    }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Call off a return that the bank has not carried out. For officer. */
  'POST /v1/bank-entries/{id}/return-cancellation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Propose to give up what is owed for issued units whose payment the bank took back. For officer. */
  'POST /v1/bank-entries/{id}/write-off': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** What is owed, as it was read: another sum is refused. */
      readonly amount: string
      readonly reason: string
    }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Withdraw a proposal to give up what is owed. For officer. */
  'POST /v1/bank-entries/{id}/write-off-cancellation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** Give up what another officer proposed to. For officer. */
  'POST /v1/bank-entries/{id}/write-off-confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** What is owed, as it was read: another sum is refused. */
      readonly amount: string
      readonly reason: string
    }
    readonly answer: BankEntryDetail
    readonly writes: true
  }

  /** List the statements that were brought in. For officer, issuer, auditor. */
  'GET /v1/bank-statements': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly account?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly BankStatement[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Bring in a bank’s statement. A file camt.053 of ISO 20022, or CSV with the header
   * date,amount,currency,reference,counterparty,account,bank reference. Every mistake is listed; with one, nothing
   * is taken. Bookings that came before are known again. For officer.
   */
  'POST /v1/bank-statements': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly account: string; readonly format: 'camt.053' | 'csv'; readonly text: string }
    readonly answer: BankStatement
    readonly writes: true
  }

  /**
   * List what is on offer, each with whether the asker could invest. Open ones first, those that close next before
   * others. For investor.
   */
  'GET /v1/browse': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly OfferingCard[]; readonly next: null }
    readonly writes: false
  }

  /**
   * Read a cap table, in Open Cap Format or as a list: positions and the fully diluted view on a day. Every
   * transaction is told in turn. A cap table holds names: nothing of this reading is kept, except that the answer
   * is kept sealed for a day, for whoever asks again with the same key. For issuer, officer, auditor.
   */
  'POST /v1/cap-tables/reading': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** A ZIP with a manifest and the files that it names, or a list, in base64. */
      readonly content: string
      /**
       * `csv` is a list, a row for each security: stakeholder, security, quantity, issued, class, price, amount,
       * currency, cap, discount, timing, holder, authorized, votes, seniority, expires, mfn, interest, daycount,
       * accrual, payout, compounding.
       */
      readonly format?: 'ocf' | 'csv' | undefined
      readonly asOf: string
      /** Of one share in the next round, for convertibles. */
      readonly price?: string | undefined
    }
    readonly answer: CapTableReading
    readonly writes: true
  }

  /**
   * Do one thing to many cases. Each case is answered for itself: done, or refused with its reason while the
   * others go on. `take` and `release` assign, `request-updates` sends back with one comment (an approval stands),
   * `remind` tells of an approval that runs out. For officer.
   */
  'POST /v1/case-actions': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly action: 'take' | 'release' | 'request-updates' | 'remind'
      readonly investors: readonly string[]
      /** Of `request-updates`: what has to be changed; each applicant reads it. */
      readonly comment?: string | null | undefined
    }
    readonly answer: {
      readonly items: readonly {
        readonly investor: string
        readonly refusal: { readonly code: string; readonly detail: string; readonly fix: string } | null
      }[]
    }
    readonly writes: true
  }

  /** List a pile of the queue, those that have waited longest first. For officer, auditor. */
  'GET /v1/cases': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly tab?:
        | 'new'
        | 'updates-required'
        | 'manual-review'
        | 'hits'
        | 'expiring-30'
        | 'expiring-60'
        | 'expiring-90'
        | 'wallets'
        | undefined
      readonly mine?: 'true' | 'false' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Case[]; readonly next: string | null }
    readonly writes: false
  }

  /** Count the cases in each pile of the queue. For officer, auditor. */
  'GET /v1/cases/counts': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly counts: {
        readonly new: number
        readonly 'updates-required': number
        readonly 'manual-review': number
        readonly hits: number
        readonly 'expiring-30': number
        readonly 'expiring-60': number
        readonly 'expiring-90': number
        readonly wallets: number
      }
    }
    readonly writes: false
  }

  /** Read a case: identity, checks, remarks and what happened. For officer. */
  'GET /v1/cases/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: CaseDetail
    readonly writes: false
  }

  /** Take a case, or put it back. For officer. */
  'POST /v1/cases/{id}/assignment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly take: boolean }
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /**
   * Add a remark to a case. A public one is shown to the applicant; an internal one to officers alone. For
   * officer.
   */
  'POST /v1/cases/{id}/comments': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly visibility: 'public' | 'internal'; readonly text: string }
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /**
   * Write down that the evidence was looked at by hand. Of the applicant where neither `person` nor `entity` is
   * given. Where a provider said no, another officer then approves. For officer.
   */
  'POST /v1/cases/{id}/examination': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** Which papers were seen, and why they are enough. */
      readonly saw: string
      /** Whose papers, of the people in the answer “owners”, counted from 0. */
      readonly person?: number | null | undefined
      /** Which firm’s papers, of the entities in the answer “owners” that are part of a trust. */
      readonly entity?: number | null | undefined
    }
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /** Be content with what somebody who is approved answered, or take back what was asked. For officer. */
  'POST /v1/cases/{id}/updates-acceptance': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /**
   * Send an application back to its applicant, or ask somebody who is approved for something more. An approval
   * stands meanwhile, and its holder hands in papers and writes back. Suspended, it is taken back at once, on the
   * chain too; answers can be changed, and an officer approves anew. For officer.
   */
  'POST /v1/cases/{id}/updates-request': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** What has to be changed: the applicant reads it. */
      readonly comment: string
      /** Of somebody who is approved: take the approval back meanwhile. */
      readonly suspend?: boolean | undefined
    }
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /**
   * Ask whom it would affect if residents of a country could hold, or could not; nothing is applied. For officer,
   * auditor.
   */
  'POST /v1/country-what-if': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly country: string; readonly isAllowed?: boolean | undefined }
    readonly answer: RuleImpact
    readonly writes: false
  }

  /** Read one distribution with its reconciliation and corrections. For issuer, officer, auditor, investor. */
  'GET /v1/distributions/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: false
  }

  /**
   * Ask that what is lacking be paid out of what was raised, as the first of two people. Exactly what the treasury
   * lacks of income: holders are told that it is a return of capital. For issuer.
   */
  'POST /v1/distributions/{id}/capital': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** Who decided it: the id of a paper, or a file number, without names of people. */
      readonly document: string
    }
    readonly answer: Distribution
    readonly writes: true
  }

  /** Confirm that what is lacking is paid out of what was raised, as the second person. For issuer, officer. */
  'POST /v1/distributions/{id}/capital/confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /** Shut the books and carry what rounding left. For issuer. */
  'POST /v1/distributions/{id}/close': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /**
   * Correct a distribution by a further entry. The right statement of a month is kept beside the wrong one. More
   * is paid out, once it has made up for what an earlier correction of the same months is still to set off; less
   * is set off against the next. Where months of loss leave nothing to pay either way, it is kept with an amount
   * of 0 (`nothing-to-pay`). For issuer.
   */
  'POST /v1/distributions/{id}/corrections': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly reason: string
      /** Of which month the statement is; needed where the distribution pays several. */
      readonly month?: string | null | undefined
      readonly csv: string
      /**
       * Right statements of further months that it pays. What goes from one to another is paid to nobody and taken
       * from nobody; one after the other, it might be paid first.
       */
      readonly others?: readonly { readonly month: string; readonly csv: string }[] | undefined
    }
    readonly answer: Distribution
    readonly writes: true
  }

  /** Declare what is paid, once it is told what is withheld. For issuer. */
  'POST /v1/distributions/{id}/declaration': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /** List who is owed what, and whether it was paid. For issuer, officer, auditor, investor. */
  'GET /v1/distributions/{id}/entitlements': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?: 'due' | 'paid' | 'parked' | 'unclaimed' | 'too-little-to-pay' | undefined
      readonly wallet?: string | undefined
      /** A part of a holder’s name, in any case and without the marks on its letters too. */
      readonly holder?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: 'wallet' | '-wallet' | '-units' | 'units' | '-amount' | 'amount' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Entitlement[]; readonly next: string | null }
    readonly writes: false
  }

  /** Download who is owed what. For issuer, officer, auditor, investor. */
  'GET /v1/distributions/{id}/entitlements.csv': {
    readonly params: { readonly id: string }
    readonly query: {
      readonly status?: 'due' | 'paid' | 'parked' | 'unclaimed' | 'too-little-to-pay' | undefined
      readonly wallet?: string | undefined
      /** A part of a holder’s name, in any case and without the marks on its letters too. */
      readonly holder?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: 'wallet' | '-wallet' | '-units' | 'units' | '-amount' | 'amount' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Explain one holder’s amount, step by step. For issuer, officer, auditor, investor. */
  'GET /v1/distributions/{id}/entitlements/{wallet}': {
    readonly params: { readonly id: string; readonly wallet: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly wallet: string
      readonly investor: { readonly id: string; readonly displayName: string } | null
      readonly units: string
      readonly unitsDisplay: string
      /** Their share, before anything is withheld. */
      readonly amount: Money
      /** What of it came out of what investors had paid in: no income, a return of capital. */
      readonly capital: Money
      /** What of it was kept back for the tax authority, at which rate, and why. */
      readonly withheld: {
        readonly amount: Money
        readonly bps: number
        readonly reason:
          | 'TAX_FORM_EXPIRED'
          | 'TAX_FORM_MISSING'
          | 'TAX_BACKUP'
          | 'TAX_NONPARTICIPATING'
          | 'TAX_TREATY'
          | 'TAX_FOREIGN'
          | null
      } | null
      readonly status: 'due' | 'paid' | 'parked' | 'unclaimed' | 'too-little-to-pay'
      /**
       * Why it is parked: `blocked`, the registry blocks the wallet, because of its holder or because it was taken out
       * of use, or `refused`, the payment token did not let it reach the wallet.
       */
      readonly parkedBecause: 'blocked' | 'refused' | null
      readonly tx: string | null
      readonly steps: readonly {
        readonly key: string
        readonly label: string
        readonly formula: string | null
        readonly value: string
      }[]
    }
    readonly writes: false
  }

  /** Send what is missing from the treasury to the distributor. For issuer. */
  'POST /v1/distributions/{id}/funding': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /** Pay everybody who is due. For issuer. */
  'POST /v1/distributions/{id}/push': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /**
   * Announce the record date again, or another day. For one that could not be announced. Without a day the same is
   * announced now; the month is paid to who holds units when the chosen day ends. For issuer.
   */
  'POST /v1/distributions/{id}/record-date': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly recordDate?: string | null | undefined }
    readonly answer: Distribution
    readonly writes: true
  }

  /** Try again to pay the holders whose payment is parked, and to send on what was withheld. For issuer. */
  'POST /v1/distributions/{id}/retries': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /** List what officers did to units. For officer, issuer, auditor. */
  'GET /v1/enforcements': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly instrument?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Enforcement[]; readonly next: string | null }
    readonly writes: false
  }

  /** Agree to a forced transfer as the second officer. For officer. */
  'POST /v1/enforcements/{id}/approval': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Enforcement
    readonly writes: true
  }

  /** Decline a forced transfer that waits, or take it back. For officer. */
  'POST /v1/enforcements/{id}/rejection': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Enforcement
    readonly writes: true
  }

  /** List your notices, newest first. For administrator, issuer, officer, investor, auditor. */
  'GET /v1/inbox': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly id: string
        readonly at: string
        readonly topic: string
        /** In the language that `Accept-Language` asks for. */
        readonly title: string
        readonly text: string
        /** The page that shows what it is about. */
        readonly link: string | null
        readonly readAt: string | null
      }[]
      readonly next: string | null
      readonly unread: number
    }
    readonly writes: false
  }

  /** List the share classes. For issuer, officer, auditor, investor. */
  'GET /v1/instruments': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Instrument[]; readonly next: string | null }
    readonly writes: false
  }

  /** Read a share class. For issuer, officer, auditor, investor. */
  'GET /v1/instruments/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Instrument
    readonly writes: false
  }

  /**
   * Read the cap table that is kept: positions and the fully diluted view on a day. An auditor reads positions,
   * and no names. For issuer, officer, auditor.
   */
  'GET /v1/instruments/{id}/cap-table': {
    readonly params: { readonly id: string }
    readonly query: {
      readonly asOf?: string | undefined
      /** Of one share in the next round, for convertibles. */
      readonly price?: string | undefined
    }
    readonly body: undefined
    readonly answer: {
      /** Whether the package could be read as a whole. */
      readonly accepted: boolean
      readonly asOf: string
      readonly findings: readonly {
        readonly severity: 'error' | 'warning'
        readonly code: string
        readonly path: string
        readonly detail: string
      }[]
      readonly stakeholders: readonly { readonly id: string; readonly name: string }[]
      readonly securities: readonly CapTableSecurity[]
      readonly plans: readonly {
        readonly id: string
        readonly name: string
        /** A plain decimal with at most ten decimals. */
        readonly reserved: string
        /** A plain decimal with at most ten decimals. */
        readonly available: string
      }[]
      readonly fullyDiluted: FullyDiluted
      /** Every one there has been, the newest first. */
      readonly versions: readonly {
        readonly version: number
        /** Of the package as it is given back. */
        readonly sha256: string
        /** Objects and transactions in it. */
        readonly objects: number
        /** The stock class whose shares are the units of the token; null where none of them is. */
        readonly tokenClass: string | null
        readonly at: string
        /** Who brought it, for the issuer and the auditor. */
        readonly by: string | null
      }[]
      /** Of the class of units: what the table says, and what the register does, which counts. */
      readonly units: {
        /** A plain decimal with at most ten decimals. */
        readonly shares: string
        /** A plain decimal with at most ten decimals. */
        readonly units: string
        readonly agree: boolean
      } | null
    }
    readonly writes: false
  }

  /**
   * Keep a cap table, and show what it changes. The whole package is kept, also what is not known here, and given
   * back as it was. With a mistake in it, nothing is. The same again changes nothing; `dryRun=true` shows what
   * would. For issuer.
   */
  'POST /v1/instruments/{id}/cap-table': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** A ZIP with a manifest and the files that it names, or a list, in base64. */
      readonly content: string
      /**
       * `csv` is a list, a row for each security: stakeholder, security, quantity, issued, class, price, amount,
       * currency, cap, discount, timing, holder, authorized, votes, seniority, expires, mfn, interest, daycount,
       * accrual, payout, compounding.
       */
      readonly format?: 'ocf' | 'csv' | undefined
      /**
       * When the company was formed; the day of its sheet where left out. Without either the package is not valid Open
       * Cap Format, and says so.
       */
      readonly formedOn?: string | undefined
      /** The stock class whose shares are the units of the token, by its id or name. */
      readonly tokenClass?: string | undefined
    }
    readonly answer: {
      readonly version: number
      /** Of the package as it is given back. */
      readonly sha256: string
      /** Objects and transactions in it. */
      readonly objects: number
      /** The stock class whose shares are the units of the token; null where none of them is. */
      readonly tokenClass: string | null
      readonly at: string
      /** Who brought it, for the issuer and the auditor. */
      readonly by: string | null
      /** Whether there is a next version of it. */
      readonly isNew: boolean
      readonly findings: readonly {
        readonly severity: 'error' | 'warning'
        readonly code: string
        readonly path: string
        readonly detail: string
      }[]
      /** Beside the table that was kept before, object by object. */
      readonly changes: {
        readonly added: number
        readonly removed: number
        readonly changed: number
        /** The first of them. */
        readonly shown: readonly {
          readonly change: 'added' | 'removed' | 'changed'
          readonly type: string
          readonly id: string
          readonly fields: readonly string[]
        }[]
      }
    }
    readonly writes: true
  }

  /** Download the register of a day in Open Cap Format. For issuer, officer, auditor. */
  'GET /v1/instruments/{id}/cap-table.zip': {
    readonly params: { readonly id: string }
    readonly query: {
      readonly asOf?: string | undefined
      /**
       * When the company was formed; the day of its sheet where left out. Without either the package is not valid Open
       * Cap Format, and says so.
       */
      readonly formedOn?: string | undefined
    }
    readonly body: undefined
    readonly answer: Uint8Array
    readonly writes: false
  }

  /**
   * Download the cap table that is kept, in Open Cap Format. The same bytes each time: those whose SHA-256 the
   * version has. For issuer, officer.
   */
  'GET /v1/instruments/{id}/cap-table/package': {
    readonly params: { readonly id: string }
    readonly query: { readonly version?: string | undefined }
    readonly body: undefined
    readonly answer: Uint8Array
    readonly writes: false
  }

  /**
   * Read the classification questionnaire, its answers and what they come to. A reasoned result to work with and
   * to review. It is no legal advice. For officer, auditor, issuer.
   */
  'GET /v1/instruments/{id}/classification': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Classification
    readonly writes: false
  }

  /**
   * Answer the classification questionnaire. Null is “unknown”. New answers take back what was approved before.
   * For issuer, officer.
   */
  'PUT /v1/instruments/{id}/classification': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly answers: Readonly<Record<string, boolean | null>>
      readonly maturityMonths?: number | null | undefined
    }
    readonly answer: Classification
    readonly writes: true
  }

  /**
   * Say that a token is no security: two officers and a legal opinion. It switches nothing off: identity checks,
   * sanctions and the log of transfers stay. For officer.
   */
  'POST /v1/instruments/{id}/classification/not-security': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly opinionSha256: string }
    readonly answer: Classification
    readonly writes: true
  }

  /**
   * List an instrument’s distributions, with the chart of accounts its statements use. For issuer, officer,
   * auditor, investor.
   */
  'GET /v1/instruments/{id}/distributions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly items: readonly DistributionSummary[]
      readonly next: null
      readonly policy: {
        readonly payoutBps: number
        readonly incomeAccounts: readonly string[]
        readonly expenseAccounts: readonly string[]
      } | null
    }
    readonly writes: false
  }

  /**
   * Announce the record date of a distribution. Named by the month whose income it pays, or by the last of
   * several. For issuer.
   */
  'POST /v1/instruments/{id}/distributions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly period: string }
    readonly answer: Distribution
    readonly writes: true
  }

  /**
   * List the documents of an instrument that you may read. Whoever is not signed in finds those that are for
   * everybody. Open to everybody.
   */
  'GET /v1/instruments/{id}/documents': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly Document[] }
    readonly writes: false
  }

  /**
   * Upload a document, or a new version of one. A PDF, PNG, JPEG, plain text, CSV or ZIP of at most 10 MB; what it
   * is, is read from its bytes. A title that is there already gets a new version; the same bytes again are the
   * version that is there. Pictures are kept without what they tell beside themselves, such as where and when they
   * were taken. For issuer.
   */
  'POST /v1/instruments/{id}/documents': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly kind:
        | 'memorandum'
        | 'operating-agreement'
        | 'appraisal'
        | 'insurance'
        | 'deed'
        | 'risk-factors'
        | 'other'
      readonly title: string
      readonly visibility: 'public' | 'investor' | 'auditor'
      /** The bytes, in base64. */
      readonly content: string
    }
    readonly answer: Document
    readonly writes: true
  }

  /** Ask again for the hashes of a document to be anchored that could not be. For issuer. */
  'POST /v1/instruments/{id}/documents/{document}/anchoring': {
    readonly params: { readonly id: string; readonly document: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Document
    readonly writes: true
  }

  /** List who opened which version of a document, newest first. For issuer, auditor. */
  'GET /v1/instruments/{id}/documents/{document}/readings': {
    readonly params: { readonly id: string; readonly document: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly items: readonly { readonly reader: string; readonly version: number; readonly at: string }[]
      readonly next: string | null
    }
    readonly writes: false
  }

  /** Save one version of a document. Who is signed in and opens it, is kept. Open to everybody. */
  'GET /v1/instruments/{id}/documents/{document}/versions/{version}': {
    readonly params: { readonly id: string; readonly document: string; readonly version: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Uint8Array
    readonly writes: false
  }

  /** Say anew who may read a document. For issuer. */
  'PUT /v1/instruments/{id}/documents/{document}/visibility': {
    readonly params: { readonly id: string; readonly document: string }
    readonly query: undefined
    readonly body: { readonly visibility: 'public' | 'investor' | 'auditor' }
    readonly answer: Document
    readonly writes: true
  }

  /** Withdraw a document; its versions stay kept and provable. For issuer. */
  'POST /v1/instruments/{id}/documents/{document}/withdrawal': {
    readonly params: { readonly id: string; readonly document: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Document
    readonly writes: true
  }

  /**
   * Say what differs between the term sheet applied last, the records and the chain. Compares what a plan
   * compares, and what the token and the offering’s contract were made with. Writes nothing. For issuer, officer,
   * auditor.
   */
  'GET /v1/instruments/{id}/drift': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      /** `records`: the sheet has a layout that is no longer read, and the records stand in for it. */
      readonly against: 'applied' | 'records'
      readonly sha256: string
      readonly differences: readonly {
        readonly where: 'records' | 'chain'
        readonly what: string
        /** Null for a thing as a whole. */
        readonly field: string | null
        readonly sheet: string | null
        readonly world: string | null
        /** A transaction that ends it is on its way. */
        readonly underWay: boolean
        /** Why applying the sheet would not end it. */
        readonly code: string | null
        readonly text: string
      }[]
    }
    readonly writes: false
  }

  /**
   * Freeze, thaw, or move units by force. Needs a reason and a legal document. With `dryRun` it says what each
   * wallet would have afterwards and does nothing. A forced transfer waits for a second officer. Holders are told.
   * For officer.
   */
  'POST /v1/instruments/{id}/enforcements': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly kind:
        | 'freeze-wallet'
        | 'unfreeze-wallet'
        | 'freeze-units'
        | 'unfreeze-units'
        | 'forced-transfer'
      readonly wallet: string
      /** Of a forced transfer: who receives the units. */
      readonly to?: string | undefined
      /** Units as a decimal string; none of a whole wallet. */
      readonly units?: string | undefined
      readonly reason:
        | 'court-order'
        | 'regulator-order'
        | 'sanctions'
        | 'estate'
        | 'fraud'
        | 'error-correction'
        | 'agreement'
      /** The legal document: the id of a paper of the holder, or a file number. */
      readonly document: string
    }
    readonly answer: Enforcement
    readonly writes: true
  }

  /** Read one holder: lots and movements. For issuer, officer, auditor, investor. */
  'GET /v1/instruments/{id}/holders/{wallet}': {
    readonly params: { readonly id: string; readonly wallet: string }
    readonly query: {
      /** A date, at its close in the issuer’s time zone, or an instant, which is half-open. */
      readonly asOf?: string | undefined
      /** The register after this block. */
      readonly block?: string | number | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly wallet: string
      readonly investor: { readonly id: string; readonly displayName: string } | null
      readonly units: string
      readonly unitsDisplay: string
      /** Percent of all units, rounded down. */
      readonly share: string
      readonly shareDisplay: string
      readonly frozen: string
      readonly locked: string
      readonly free: string
      readonly walletFrozen: boolean
      readonly since: string | null
      readonly lots: readonly Lot[]
      readonly movements: readonly Movement[]
    }
    readonly writes: false
  }

  /** List an instrument’s income statements. For issuer, officer, auditor, investor. */
  'GET /v1/instruments/{id}/income-statements': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly IncomeStatement[]; readonly next: null }
    readonly writes: false
  }

  /**
   * Import a month’s income statement. A CSV file with the header date,account,amount. Every mistake is listed;
   * with one, nothing is taken. A further one replaces it until the month’s distribution is declared; from then on
   * that distribution is corrected. Where several months are paid together, the header alone tells of a month
   * without bookings. For issuer.
   */
  'POST /v1/instruments/{id}/income-statements': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly period: string; readonly csv: string }
    readonly answer: IncomeStatement
    readonly writes: true
  }

  /** Download an instrument’s income statements. For issuer, officer, auditor. */
  'GET /v1/instruments/{id}/income-statements.csv': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** List the movements of the register, the youngest first. For issuer, officer, auditor, investor. */
  'GET /v1/instruments/{id}/movements': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** On either side. */
      readonly wallet?: string | undefined
      readonly kind?:
        | 'issuance'
        | 'reallocation'
        | 'transfer-ok'
        | 'reclaim'
        | 'destroy'
        | 'freeze'
        | 'unfreeze'
        | undefined
      /** From this day on, in the issuer’s time zone. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-units' | 'units' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Movement[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download the movements of the register as CSV. All of them, however many there are. For issuer, officer,
   * auditor, investor.
   */
  'GET /v1/instruments/{id}/movements.csv': {
    readonly params: { readonly id: string }
    readonly query: {
      /** On either side. */
      readonly wallet?: string | undefined
      readonly kind?:
        | 'issuance'
        | 'reallocation'
        | 'transfer-ok'
        | 'reclaim'
        | 'destroy'
        | 'freeze'
        | 'unfreeze'
        | undefined
      /** From this day on, in the issuer’s time zone. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-units' | 'units' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * Read the register of holders as of any moment. An investor sees their own wallets, and how many units there
   * are in all. For issuer, officer, auditor, investor.
   */
  'GET /v1/instruments/{id}/register': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** A date, at its close in the issuer’s time zone, or an instant, which is half-open. */
      readonly asOf?: string | undefined
      /** The register after this block. */
      readonly block?: string | number | undefined
      /** A part of a holder’s name, in any case and without the marks on its letters too. */
      readonly holder?: string | undefined
      readonly wallet?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-units' | 'units' | '-since' | 'since' | 'wallet' | '-wallet' | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly items: readonly Holding[]
      readonly next: string | null
      readonly asOf: string
      readonly block: { readonly number: number; readonly hash: string } | null
      readonly supply: string
      readonly supplyDisplay: string
      readonly holdersCount: number
      /** When the first units moved. */
      readonly begins: string | null
    }
    readonly writes: false
  }

  /** Download the register of holders as CSV. For issuer, officer, auditor, investor. */
  'GET /v1/instruments/{id}/register.csv': {
    readonly params: { readonly id: string }
    readonly query: {
      /** A date, at its close in the issuer’s time zone, or an instant, which is half-open. */
      readonly asOf?: string | undefined
      /** The register after this block. */
      readonly block?: string | number | undefined
      /** A part of a holder’s name, in any case and without the marks on its letters too. */
      readonly holder?: string | undefined
      readonly wallet?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-units' | 'units' | '-since' | 'since' | 'wallet' | '-wallet' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * Read what of a bond’s principal is due, paid, or kept for holders. An investor sees their own units. At most
   * 1000 holders are listed, those first whose money is kept for them; the sums are of all. For issuer, officer,
   * auditor, investor.
   */
  'GET /v1/instruments/{id}/repayment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Repayment
    readonly writes: false
  }

  /** Prepare the repayment of a bond’s principal, as the first of two people. For issuer. */
  'POST /v1/instruments/{id}/repayment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Repayment
    readonly writes: true
  }

  /**
   * Confirm the repayment, as the second person. Its redemption is then announced; at maturity it is funded from
   * the treasury, and every unit is redeemed. For issuer, officer.
   */
  'POST /v1/instruments/{id}/repayment/confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Repayment
    readonly writes: true
  }

  /**
   * Ask that a holder’s principal be released, as the first of two officers. The principal of units that were
   * frozen when they were redeemed is held until that is over; asked again, it is asked anew. For officer.
   */
  'POST /v1/instruments/{id}/repayment/releases': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly wallet: string
      /** What ends it: the id of a paper, or a file number, without names of people. */
      readonly document: string
    }
    readonly answer: Repayment
    readonly writes: true
  }

  /** Release a holder’s principal, as the second officer. For officer. */
  'POST /v1/instruments/{id}/repayment/releases/confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly wallet: string
      /** The one that it was asked for by, as it was seen. */
      readonly document: string
    }
    readonly answer: Repayment
    readonly writes: true
  }

  /** Try again to pay the holders whose principal is kept for them. For issuer. */
  'POST /v1/instruments/{id}/repayment/retries': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Repayment
    readonly writes: true
  }

  /** Read what officers recorded about an investor for the rules of an instrument. For officer. */
  'GET /v1/instruments/{id}/rule-facts': {
    readonly params: { readonly id: string }
    readonly query: { readonly investor: string }
    readonly body: undefined
    readonly answer: { readonly facts: readonly { readonly name: string; readonly value: string }[] }
    readonly writes: false
  }

  /**
   * Record facts that rules ask for and the platform cannot know. Of the instrument, or with “investor” of an
   * investor: those are kept in the vault. Null takes one back. For officer.
   */
  'PUT /v1/instruments/{id}/rule-facts': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly investor?: string | null | undefined
      readonly facts: Readonly<Record<string, unknown>>
    }
    readonly answer: { readonly facts: readonly { readonly name: string; readonly value: string }[] }
    readonly writes: true
  }

  /**
   * Put an instrument under a rule pack. Its doubts stop from then on, and wait for an officer. An instrument is
   * not taken off a pack. For officer.
   */
  'POST /v1/instruments/{id}/rule-packs': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly pack: string }
    readonly answer: InstrumentRules
    readonly writes: true
  }

  /** Read which rules an instrument is under, and how near their limits it is. For officer, auditor, issuer. */
  'GET /v1/instruments/{id}/rules': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: InstrumentRules
    readonly writes: false
  }

  /**
   * Write the term sheet of a share class from what the platform holds now. While the sheet that was applied last
   * still says the same, it is answered byte for byte, comments and all. For issuer, officer, auditor.
   */
  'GET /v1/instruments/{id}/term-sheet': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly key: string
      readonly yaml: string
      /** `applied`: the bytes that were applied last. `records`: written anew from the records. */
      readonly source: 'applied' | 'records'
    }
    readonly writes: false
  }

  /**
   * Get the data that the holder signs for a transfer. EIP-712 data in the form of ERC-3009, good for an hour and
   * usable once. For investor, issuer, officer.
   */
  'GET /v1/instruments/{id}/transfer-authorization': {
    readonly params: { readonly id: string }
    readonly query: {
      readonly from: string
      readonly to: string
      /** Units as a decimal string. */
      readonly units: string
    }
    readonly body: undefined
    readonly answer: TypedData
    readonly writes: false
  }

  /**
   * Ask which rules would refuse a transfer. Every rule that would refuse it now, with its numbers. Nothing is
   * written and nothing is promised. For issuer, officer, auditor, investor.
   */
  'POST /v1/instruments/{id}/transfer-preview': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly from: string
      readonly to: string
      /** Units as a decimal string. */
      readonly units: string
    }
    readonly answer: {
      readonly allowed: boolean
      readonly findings: readonly Finding[]
      readonly block: number
    }
    readonly writes: false
  }

  /**
   * Have a signed transfer carried to the chain. The holder signs and the platform pays the gas. A refused attempt
   * is kept, with every rule that refused it. For investor, issuer, officer.
   */
  'POST /v1/instruments/{id}/transfers': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly from: string
      readonly to: string
      /** Units as a decimal string. */
      readonly units: string
      /** Seconds since 1970, as a string. */
      readonly validAfter: string
      /** Seconds since 1970, as a string. */
      readonly validBefore: string
      readonly nonce: string
      /** Of the data that transfer-authorization gives. */
      readonly signature: string
    }
    readonly answer: Transfer
    readonly writes: true
  }

  /** Read what is withheld of payments, and from whom the law asks it now. For issuer, officer, auditor. */
  'GET /v1/instruments/{id}/withholding': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Withholding
    readonly writes: false
  }

  /**
   * Propose what is withheld of payments. Whether payments are dividends or interest from the United States is the
   * issuer’s position. A second person confirms it; declarations after that withhold from each holder what the
   * pack of tax asks by their form. For issuer, officer.
   */
  'POST /v1/instruments/{id}/withholding': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly income: 'none' | 'dividend' | 'interest'; readonly taxAccount: string | null }
    readonly answer: Withholding
    readonly writes: true
  }

  /** Confirm what is withheld of payments. For issuer, officer. */
  'POST /v1/instruments/{id}/withholding/confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly policy: string }
    readonly answer: Withholding
    readonly writes: true
  }

  /** List the investors. For officer, issuer, auditor, administrator. */
  'GET /v1/investors': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** A part of it, in any case and without the marks on its letters too. */
      readonly name?: string | undefined
      readonly kind?: 'individual' | 'entity' | undefined
      readonly country?: string | undefined
      readonly status?:
        | 'none'
        | 'processing'
        | 'updates-required'
        | 'manual-review'
        | 'verified'
        | 'rejected'
        | 'expired'
        | undefined
      readonly accreditation?:
        | 'not-verified'
        | 'pending'
        | 'accredited'
        | 'rejected'
        | 'not-accredited'
        | 'not-applicable'
        | undefined
      /**
       * Only those whose claim to be accredited waits for an officer; whoever is accredited may have made another. For
       * officers: others find nobody.
       */
      readonly claim?: 'pending' | undefined
      /** Only those whose approval ends by this day, or has ended. */
      readonly endsBy?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?:
        | 'id'
        | '-id'
        | 'kind'
        | '-kind'
        | 'country'
        | '-country'
        | 'kycUntil'
        | '-kycUntil'
        | 'accreditedUntil'
        | '-accreditedUntil'
        | 'name'
        | '-name'
        | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Investor[]; readonly next: string | null }
    readonly writes: false
  }

  /** Take up an investor, who then waits for approval. For officer, issuer. */
  'POST /v1/investors': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly kind: 'individual' | 'entity'
      readonly name: string
      readonly email: string
      readonly country: string
      /** Of a person: it tells namesakes apart. */
      readonly born?: string | null | undefined
    }
    readonly answer: Investor
    readonly writes: true
  }

  /**
   * Download the investors as CSV. All of them that the filters leave, however many. For officer, issuer, auditor,
   * administrator.
   */
  'GET /v1/investors.csv': {
    readonly params: undefined
    readonly query: {
      /** A part of it, in any case and without the marks on its letters too. */
      readonly name?: string | undefined
      readonly kind?: 'individual' | 'entity' | undefined
      readonly country?: string | undefined
      readonly status?:
        | 'none'
        | 'processing'
        | 'updates-required'
        | 'manual-review'
        | 'verified'
        | 'rejected'
        | 'expired'
        | undefined
      readonly accreditation?:
        | 'not-verified'
        | 'pending'
        | 'accredited'
        | 'rejected'
        | 'not-accredited'
        | 'not-applicable'
        | undefined
      /**
       * Only those whose claim to be accredited waits for an officer; whoever is accredited may have made another. For
       * officers: others find nobody.
       */
      readonly claim?: 'pending' | undefined
      /** Only those whose approval ends by this day, or has ended. */
      readonly endsBy?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?:
        | 'id'
        | '-id'
        | 'kind'
        | '-kind'
        | 'country'
        | '-country'
        | 'kycUntil'
        | '-kycUntil'
        | 'accreditedUntil'
        | '-accreditedUntil'
        | 'name'
        | '-name'
        | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Read one investor. For administrator, officer, issuer, auditor, investor. */
  'GET /v1/investors/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Investor
    readonly writes: false
  }

  /** List the claims of an investor to be accredited. For officer, investor. */
  'GET /v1/investors/{id}/accreditations': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly Accreditation[] }
    readonly writes: false
  }

  /**
   * Claim to be an accredited investor. The evidence is a paper that was handed in. Letters of third parties and
   * evidence of net worth may be three months old. For officer, investor.
   */
  'POST /v1/investors/{id}/accreditations': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly basis:
        | 'income'
        | 'net-worth'
        | 'licence'
        | 'entity'
        | 'minimum-investment'
        | 'third-party-letter'
      readonly evidence: string
      /** The date that stands on the evidence. */
      readonly evidenceOn: string
      /** What the basis asks; null of a letter of a third party. */
      readonly means?: Means | null | undefined
      readonly statement?: string | null | undefined
    }
    readonly answer: Accreditation
    readonly writes: true
  }

  /** Decide whether an investor is accredited, and until when. For officer. */
  'POST /v1/investors/{id}/accreditations/{claim}/decision': {
    readonly params: { readonly id: string; readonly claim: string }
    readonly query: undefined
    readonly body:
      | {
          readonly decision: 'accredited'
          /** The first day on which it no longer counts, at most five years ahead. */
          readonly verifiedUntil: string
        }
      | {
          readonly decision: 'rejected'
          /** What the investor reads: why, and what would show it. */
          readonly words: string
        }
    readonly answer: Accreditation
    readonly writes: true
  }

  /**
   * Approve an investor until a day. Also of a case that waits for its applicant, and so of an approval that is
   * suspended: with a reason, and while no answer was changed. For officer.
   */
  'POST /v1/investors/{id}/approval': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly kycUntil: string
      /** Null takes an accreditation off; left out it stays as it is, also one that has lapsed. */
      readonly accreditedUntil?: string | null | undefined
      /** Why it is decided before the applicant answered; officers read it. */
      readonly reason?: string | null | undefined
    }
    readonly answer: Investor
    readonly writes: true
  }

  /** Read everything that is kept of an investor. For officer, investor. */
  'GET /v1/investors/{id}/data': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: PersonalData
    readonly writes: false
  }

  /** Read whether an investor is to be erased, and what stands in the way. For officer, auditor, investor. */
  'GET /v1/investors/{id}/erasure': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Erasure
    readonly writes: false
  }

  /**
   * Ask that an investor is erased. From then on nothing is added to what is kept of them. They are erased when
   * they hold nothing, are owed nothing, and the law does not ask to keep the record any more. For officer,
   * investor.
   */
  'POST /v1/investors/{id}/erasure': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Erasure
    readonly writes: true
  }

  /** Take back the request to be erased. For officer, investor. */
  'DELETE /v1/investors/{id}/erasure': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Erasure
    readonly writes: true
  }

  /**
   * Erase an investor who asked for it. Happens by itself as well. Refused with the first thing that stands in the
   * way. For officer.
   */
  'POST /v1/investors/{id}/erasure/completion': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Erasure
    readonly writes: true
  }

  /** List the papers of an investor. For officer, auditor, investor. */
  'GET /v1/investors/{id}/files': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly InvestorFile[] }
    readonly writes: false
  }

  /**
   * Hand in a paper of an investor. A PDF, JPEG or PNG of at most 10 MB. What it is, is read from its bytes, never
   * from its name. The same paper twice is one paper. For officer, investor.
   */
  'POST /v1/investors/{id}/files': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly kind:
        | 'passport'
        | 'identity-card'
        | 'driving-licence'
        | 'residence-permit'
        | 'proof-of-address'
        | 'company-registration'
        | 'partnership-agreement'
        | 'trust-instrument'
        | 'accreditation-evidence'
        | 'tax-form'
        | 'other'
      /** What its owner calls it. Folders and odd signs are taken off. */
      readonly name: string
      /** The bytes, in base64. */
      readonly content: string
    }
    readonly answer: InvestorFile
    readonly writes: true
  }

  /** Save a paper of an investor. For officer, investor. */
  'GET /v1/investors/{id}/files/{file}': {
    readonly params: { readonly id: string; readonly file: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Uint8Array
    readonly writes: false
  }

  /** Take a paper back that nobody has decided anything by. For officer, investor. */
  'DELETE /v1/investors/{id}/files/{file}': {
    readonly params: { readonly id: string; readonly file: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /** Keep an investor’s record from being erased. For officer. */
  'POST /v1/investors/{id}/holds': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly ground: 'dispute' | 'authority'
      /** Kept with the investor’s data, and erased with them. */
      readonly reason: string
    }
    readonly answer: LegalHold
    readonly writes: true
  }

  /**
   * Lift a legal hold, with another officer. The first asks; it keeps everything until another does the same. For
   * officer.
   */
  'DELETE /v1/investors/{id}/holds/{hold}': {
    readonly params: { readonly id: string; readonly hold: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: LegalHold
    readonly writes: true
  }

  /** Read an application: what is saved, and what is left. For investor, officer. */
  'GET /v1/investors/{id}/onboarding': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Application
    readonly writes: false
  }

  /** Say where the applicant lives. For investor, officer. */
  'PUT /v1/investors/{id}/onboarding/address': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: AddressAnswer
    readonly answer: Application
    readonly writes: true
  }

  /** Say with which papers the identity is proved. For investor, officer. */
  'PUT /v1/investors/{id}/onboarding/check': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: CheckAnswer
    readonly answer: Application
    readonly writes: true
  }

  /**
   * Begin the check of the identity with the provider. The answer holds the address at which the applicant shows
   * their papers. For investor, officer.
   */
  'POST /v1/investors/{id}/onboarding/check-session': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly provider: string; readonly url: string }
    readonly writes: true
  }

  /** Say what entity applies. For investor, officer. */
  'PUT /v1/investors/{id}/onboarding/company': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: CompanyAnswer
    readonly answer: Application
    readonly writes: true
  }

  /** Say what the applicant has, knows and wants. For investor, officer. */
  'PUT /v1/investors/{id}/onboarding/financial': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: FinancialAnswer
    readonly answer: Application
    readonly writes: true
  }

  /** Say who the applicant is. For investor, officer. */
  'PUT /v1/investors/{id}/onboarding/identity': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: IdentityAnswer
    readonly answer: Application
    readonly writes: true
  }

  /**
   * Name who owns, controls and signs for an entity, is part of a trust, or holds together with a person. For
   * investor, officer.
   */
  'PUT /v1/investors/{id}/onboarding/owners': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: OwnersAnswer
    readonly answer: Application
    readonly writes: true
  }

  /**
   * Begin the check of somebody who stands behind the applicant, or holds together with them. The answer holds the
   * address at which that person shows their papers; the applicant hands it on. For investor, officer.
   */
  'POST /v1/investors/{id}/onboarding/people/{person}/check-session': {
    readonly params: {
      readonly id: string
      /** Their place in the answer “owners”, counted from 0. */
      readonly person: string
    }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly provider: string; readonly url: string }
    readonly writes: true
  }

  /** Send an application in. For investor, officer. */
  'POST /v1/investors/{id}/onboarding/submission': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** That everything is true and complete. */
      readonly confirmsAccuracy: true
    }
    readonly answer: Application
    readonly writes: true
  }

  /** Say where the applicant pays taxes and where the money comes from. For investor, officer. */
  'PUT /v1/investors/{id}/onboarding/tax': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: TaxAnswer
    readonly answer: Application
    readonly writes: true
  }

  /**
   * Answer what an officer asks of somebody who is approved. Papers are handed in beforehand, as files. An officer
   * looks at both; the approval stands. For investor, officer.
   */
  'POST /v1/investors/{id}/onboarding/updates-answer': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly text: string }
    readonly answer: Application
    readonly writes: true
  }

  /**
   * Read how much of an entity confirmed matches own. Half or more, in sum and through entities that are blocked
   * for the same reason, blocks the entity (OFAC, FAQ 401). For officer, auditor.
   */
  'GET /v1/investors/{id}/ownership': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly percent: string
      readonly isBlocked: boolean
      /** Places in the answer “owners”: people[0], entities[1]. */
      readonly listed: readonly string[]
      /** Entities in between that are blocked by ownership. */
      readonly blocked: readonly string[]
    }
    readonly writes: false
  }

  /**
   * Say of each instrument as what an investor may invest in it, and whether its units may come to them. For
   * officer, issuer, auditor, investor.
   */
  'GET /v1/investors/{id}/qualifications': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly Qualification[]; readonly next: null }
    readonly writes: false
  }

  /**
   * Ask for the units of a lost wallet in another one. The new wallet then signs `message` to consent. Two
   * officers who did not ask decide. For investor, officer.
   */
  'POST /v1/investors/{id}/recoveries': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly lost: string
      /** A linked wallet of the same investor. */
      readonly fresh: string
      /** A paper of the investor that tells of the loss. */
      readonly evidence: string
    }
    readonly answer: Recovery
    readonly writes: true
  }

  /** Decline an investor, or take an approval back. For officer. */
  'POST /v1/investors/{id}/rejection': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Investor
    readonly writes: true
  }

  /**
   * Read which tax form an investor has, and what the law asks to be withheld by it. For officer, auditor,
   * investor.
   */
  'GET /v1/investors/{id}/tax-form': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: TaxStatus
    readonly writes: false
  }

  /** Hand in a tax form. What stands in it is kept in the vault. The newest form counts. For officer, investor. */
  'POST /v1/investors/{id}/tax-form': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body:
      | {
          readonly form: 'W-9'
          readonly name: string
          readonly address: {
            readonly street: string
            readonly town: string
            readonly postCode: string
            readonly country: string
          }
          readonly signedBy?: string | null | undefined
          readonly signedOn: string
          /** Line 3a. */
          readonly classification?:
            | 'individual'
            | 'c-corporation'
            | 's-corporation'
            | 'partnership'
            | 'trust-estate'
            | 'llc'
            | 'other'
            | null
            | undefined
          /** Line 3a, of an LLC. */
          readonly llcTaxedAs?: 'C' | 'S' | 'P' | null | undefined
          readonly tin: { readonly kind: 'ssn' | 'itin' | 'ein'; readonly number: string }
          readonly backupWithholding: boolean
        }
      | {
          readonly form: 'W-8BEN'
          readonly name: string
          readonly address: {
            readonly street: string
            readonly town: string
            readonly postCode: string
            readonly country: string
          }
          readonly signedBy?: string | null | undefined
          readonly signedOn: string
          /** Citizenship, or where the entity was organized. */
          readonly country: string
          readonly usTin?:
            | { readonly kind: 'ssn' | 'itin' | 'ein'; readonly number: string }
            | null
            | undefined
          readonly foreignTin?: string | null | undefined
          readonly treatyCountry?: string | null | undefined
        }
      | {
          readonly form: 'W-8BEN-E'
          readonly name: string
          readonly address: {
            readonly street: string
            readonly town: string
            readonly postCode: string
            readonly country: string
          }
          readonly signedBy?: string | null | undefined
          readonly signedOn: string
          /** Citizenship, or where the entity was organized. */
          readonly country: string
          readonly usTin?:
            | { readonly kind: 'ssn' | 'itin' | 'ein'; readonly number: string }
            | null
            | undefined
          readonly foreignTin?: string | null | undefined
          readonly treatyCountry?: string | null | undefined
          /** Line 4. */
          readonly chapter3Status?:
            | 'corporation'
            | 'partnership'
            | 'simple-trust'
            | 'complex-trust'
            | 'grantor-trust'
            | 'estate'
            | 'disregarded-entity'
            | 'tax-exempt-organization'
            | 'private-foundation'
            | 'government-controlled'
            | 'government-integral'
            | 'central-bank'
            | 'international-organization'
            | null
            | undefined
          /** Line 5, FATCA. */
          readonly chapter4Status?:
            | 'nonparticipating-ffi'
            | 'participating-ffi'
            | 'reporting-model-1-ffi'
            | 'reporting-model-2-ffi'
            | 'registered-deemed-compliant-ffi'
            | 'sponsored-ffi'
            | 'local-bank'
            | 'low-value-accounts-ffi'
            | 'sponsored-closely-held-vehicle'
            | 'limited-life-debt-entity'
            | 'investment-entity-without-accounts'
            | 'owner-documented-ffi'
            | 'restricted-distributor'
            | 'nonreporting-iga-ffi'
            | 'foreign-government'
            | 'international-organization'
            | 'retirement-plan'
            | 'owned-by-exempt-owners'
            | 'territory-institution'
            | 'nonfinancial-group-entity'
            | 'start-up'
            | 'liquidation-bankruptcy'
            | '501c-organization'
            | 'nonprofit-organization'
            | 'publicly-traded-nffe'
            | 'territory-nffe'
            | 'active-nffe'
            | 'passive-nffe'
            | 'inter-affiliate-ffi'
            | 'direct-reporting-nffe'
            | 'sponsored-direct-reporting-nffe'
            | 'no-financial-account'
            | null
            | undefined
          /** Line 9a. */
          readonly giin?: string | null | undefined
          /** Line 14b, where a treaty is claimed. */
          readonly limitation?:
            | 'government'
            | 'pension-trust'
            | 'other-tax-exempt'
            | 'publicly-traded'
            | 'subsidiary-of-publicly-traded'
            | 'ownership-base-erosion'
            | 'derivative-benefits'
            | 'active-trade'
            | 'discretionary-determination'
            | 'no-article'
            | null
            | undefined
        }
    readonly answer: TaxStatus
    readonly writes: true
  }

  /** Issue the text that a wallet signs to be linked. For investor, officer. */
  'POST /v1/investors/{id}/wallet-challenges': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly address: string }
    readonly answer: { readonly message: string; readonly expiresAt: string }
    readonly writes: true
  }

  /** Link a wallet by its signature. For investor, officer. */
  'POST /v1/investors/{id}/wallets': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly address: string; readonly signature: string }
    readonly answer: Wallet
    readonly writes: true
  }

  /** Name a wallet. For investor, officer. */
  'PUT /v1/investors/{id}/wallets/{wallet}': {
    readonly params: { readonly id: string; readonly wallet: string }
    readonly query: undefined
    readonly body: { readonly name: string }
    readonly answer: Wallet
    readonly writes: true
  }

  /** List the issuers. For administrator, issuer, officer, auditor. */
  'GET /v1/issuers': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly Issuer[] }
    readonly writes: false
  }

  /** Take up a company as an issuer, before its first term sheet. For administrator. */
  'POST /v1/issuers': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** The name that its term sheets will have for it. */
      readonly key: string
      readonly name: string
      /** Its legal form, in the words of its jurisdiction: LLC, GmbH. */
      readonly form: string
      /** Country, or country and part: LU, US-DE. */
      readonly jurisdiction: string
    }
    readonly answer: Issuer
    readonly writes: true
  }

  /**
   * List the journal of an issuer. The newest first. An entry is never edited: one that takes it back names it.
   * For officer, issuer, auditor.
   */
  'GET /v1/issuers/{id}/journal': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly JournalEntry[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download the journal of an issuer. All of it, the newest first; a line for each posting. For officer, issuer,
   * auditor.
   */
  'GET /v1/issuers/{id}/journal.csv': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Show what the accounts of an issuer hold. For officer, issuer, auditor. */
  'GET /v1/issuers/{id}/trial-balance': {
    readonly params: { readonly id: string }
    readonly query: {
      /** As of this moment; without it, of now. */
      readonly at?: string | undefined
    }
    readonly body: undefined
    readonly answer: TrialBalance
    readonly writes: false
  }

  /** List your API keys; an administrator sees everybody’s. For administrator, issuer, officer, investor, auditor. */
  'GET /v1/keys': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Key[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Make an API key. The answer holds the key, this once. It is yours: where two people are asked for, you and
   * your keys are one. Who is no administrator makes keys that may what they may, and is signed in to do so. For
   * administrator, issuer, officer, investor, auditor.
   */
  'POST /v1/keys': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly name: string
      readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
      readonly issuer?: string | null | undefined
      readonly investor?: string | null | undefined
      readonly expiresAt: string
    }
    readonly answer: {
      readonly id: string
      readonly name: string
      readonly prefix: string
      readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
      readonly issuer: string | null
      readonly investor: string | null
      readonly owner: string | null
      readonly createdAt: string
      readonly expiresAt: string
      readonly revokedAt: string | null
      readonly lastUsedAt: string | null
      readonly key: string
    }
    readonly writes: true
  }

  /** Revoke an API key; an administrator revokes anybody’s. For administrator, issuer, officer, investor, auditor. */
  'DELETE /v1/keys/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Key
    readonly writes: true
  }

  /** List the e-mails and what became of them, the newest first. For administrator. */
  'GET /v1/mails': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?: 'waiting' | 'sent' | 'refused' | 'not-configured' | undefined
      readonly topic?: string | undefined
      /** To whom it goes. */
      readonly user?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly id: string
        readonly user: string
        readonly topic: string
        readonly at: string
        readonly status: 'waiting' | 'sent' | 'refused' | 'not-configured'
        readonly attempts: number
        readonly sentAt: string | null
        readonly lastAnswer: string | null
      }[]
      readonly next: string | null
    }
    readonly writes: false
  }

  /** Mark a notice as read. For administrator, issuer, officer, investor, auditor. */
  'POST /v1/notices/{id}/read': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly id: string; readonly readAt: string }
    readonly writes: true
  }

  /**
   * List what is to be filed because of all offerings, and by when. The next due first; what was filed last. No
   * lawyer has reviewed it. For issuer, officer, auditor.
   */
  'GET /v1/obligations': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: ObligationCalendar
    readonly writes: false
  }

  /** List the offerings. The newest first. For issuer, officer, auditor, investor. */
  'GET /v1/offerings': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Offering[]; readonly next: string | null }
    readonly writes: false
  }

  /** Read one offering. For issuer, officer, auditor, investor. */
  'GET /v1/offerings/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Offering
    readonly writes: false
  }

  /** List the agreements of an offering. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/agreements': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly subscription: string
        readonly status: 'none' | 'sent' | 'signed' | 'confirmed' | 'rejected'
        readonly sha256: string
        readonly bytes: number
        readonly madeAt: string
        readonly signedAt: string | null
        readonly countersignedAt: string | null
        readonly investor: {
          readonly id: string
          /** For the issuer and officers. */
          readonly name: string | null
        }
        /** Whether it names others than hold by now, or not as they hold: it is not countersigned. */
        readonly holdersChanged: boolean
        readonly units: string
        readonly unitsDisplay: string
        readonly amount: Money
        /** The same, in what it is paid in. */
        readonly cash: Money
      }[]
      readonly next: string | null
    }
    readonly writes: false
  }

  /**
   * Propose how many units each paid subscription gets, where they are allotted by hand. A draft until the closing
   * is confirmed; another one takes its place. Subscriptions that are not named get nothing. Whoever gets less
   * than they asked for needs a reason. For issuer.
   */
  'POST /v1/offerings/{id}/allotment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly allotments: readonly {
        readonly subscription: string
        /** At most what was asked for; "0" is none. */
        readonly units: string
        readonly reason?: string | undefined
      }[]
      /** For everybody who gets less than they asked for and has no reason of their own. */
      readonly reason?: string | undefined
    }
    readonly answer: Closing
    readonly writes: true
  }

  /**
   * Save the binder of a closing: sheet, agreements, allotments, anchors and log in one ZIP. The same binder asked
   * for again is the same bytes. The auditor’s copy has no names and no agreements, but their hashes. For issuer,
   * officer, auditor.
   */
  'GET /v1/offerings/{id}/binder': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Uint8Array
    readonly writes: false
  }

  /** Count who waits for what in a raise, and how far it has come. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/board': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: RaiseBoard
    readonly writes: false
  }

  /**
   * Download the board of a raise. All of them that the filters leave, whoever waits longest first. For issuer,
   * officer, auditor.
   */
  'GET /v1/offerings/{id}/board.csv': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Without it, those that wait for something. */
      readonly state?:
        | 'interest'
        | 'eligible'
        | 'agreement'
        | 'signed'
        | 'funded'
        | 'confirmed'
        | 'allocated'
        | 'issued'
        | 'rejected'
        | 'withdrawn'
        | 'refunded'
        | 'expired'
        | undefined
      /** An id of a subscription or an investor, its beginning or end, or a payment reference. */
      readonly search?: string | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** List the subscriptions of a raise, whoever waits longest first. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/board/rows': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** Without it, those that wait for something. */
      readonly state?:
        | 'interest'
        | 'eligible'
        | 'agreement'
        | 'signed'
        | 'funded'
        | 'confirmed'
        | 'allocated'
        | 'issued'
        | 'rejected'
        | 'withdrawn'
        | 'refunded'
        | 'expired'
        | undefined
      /** An id of a subscription or an investor, its beginning or end, or a payment reference. */
      readonly search?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly RaiseBoardRow[]; readonly next: string | null }
    readonly writes: false
  }

  /** Give an offering up: everybody is paid back. For issuer. */
  'POST /v1/offerings/{id}/cancellation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: Offering
    readonly writes: true
  }

  /** List what changed about an offering since it opened. For investor, issuer, officer, auditor. */
  'GET /v1/offerings/{id}/changes': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly OfferingChange[]; readonly next: null }
    readonly writes: false
  }

  /**
   * Tell every subscriber of a material change. What a term sheet changes while an offering is open is told by
   * itself. Whoever had agreed may withdraw, or has to reconfirm, as the law of the offering has it; else its
   * cooling-off begins anew. For issuer.
   */
  'POST /v1/offerings/{id}/changes': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly what: string }
    readonly answer: OfferingChange
    readonly writes: true
  }

  /** Preview the closing of an offering: who gets how many, and what is in its way. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/closing': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Closing
    readonly writes: false
  }

  /** Prepare the closing, as the first of two people. For issuer. */
  'POST /v1/offerings/{id}/closing': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Closing
    readonly writes: true
  }

  /**
   * Confirm the closing, as the second person. Units are then issued in batches, the money goes to the treasury,
   * and what is not issued is paid back. For issuer, officer.
   */
  'POST /v1/offerings/{id}/closing/confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Closing
    readonly writes: true
  }

  /**
   * Countersign agreements that investors have signed. All that are given or none, save those that do not name who
   * holds by now: they are left out and answered. For issuer.
   */
  'POST /v1/offerings/{id}/countersignatures': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly subscriptions: readonly string[] }
    readonly answer: { readonly countersigned: number; readonly holdersChanged: readonly string[] }
    readonly writes: true
  }

  /**
   * Take no more payments in one of the currencies of an offering, with a reason. What was paid in it stays, and
   * goes back in it. Whoever has reserved units to pay in it is told. It is not taken back. For issuer.
   */
  'POST /v1/offerings/{id}/currency-stops': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly currency: string; readonly reason: string }
    readonly answer: readonly OfferingCurrency[]
    readonly writes: true
  }

  /**
   * Say whether the asker could invest, with every reason why not. Asked with the smallest amount. Nothing is
   * kept, and nothing promised. For investor.
   */
  'GET /v1/offerings/{id}/eligibility': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Receivable
    readonly writes: false
  }

  /** Compare the escrow on the chain with the books. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/escrow': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Escrow
    readonly writes: false
  }

  /** Say that something was filed, and what it is found by. For issuer. */
  'POST /v1/offerings/{id}/filings': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly code:
        | 'FORM_D'
        | 'FORM_D_AMENDMENT'
        | 'FORM_C'
        | 'FORM_C_U_HALF'
        | 'FORM_C_U_WHOLE'
        | 'FORM_C_U_FINAL'
        | 'FORM_C_AR'
        | 'FORM_C_TR'
      readonly filedOn: string
      readonly reference: string
    }
    readonly answer: {
      readonly code:
        | 'FORM_D'
        | 'FORM_D_AMENDMENT'
        | 'FORM_C'
        | 'FORM_C_U_HALF'
        | 'FORM_C_U_WHOLE'
        | 'FORM_C_U_FINAL'
        | 'FORM_C_AR'
        | 'FORM_C_TR'
      readonly filedOn: string
      readonly reference: string
    }
    readonly writes: true
  }

  /**
   * Draft Form C or an update of it from what is known of a crowdfunding. A draft for the person who files it;
   * nothing is sent to anybody. For issuer, officer, auditor.
   */
  'GET /v1/offerings/{id}/form-c': {
    readonly params: { readonly id: string }
    readonly query: {
      /** The offering statement, or an update of the progress. */
      readonly filing?: 'FORM_C' | 'FORM_C_U_HALF' | 'FORM_C_U_WHOLE' | 'FORM_C_U_FINAL' | undefined
    }
    readonly body: undefined
    readonly answer: FormC
    readonly writes: false
  }

  /**
   * Download the draft of Form C. A line for each field; one that is for people to fill in is empty. For issuer,
   * officer, auditor.
   */
  'GET /v1/offerings/{id}/form-c.csv': {
    readonly params: { readonly id: string }
    readonly query: {
      /** The offering statement, or an update of the progress. */
      readonly filing?: 'FORM_C' | 'FORM_C_U_HALF' | 'FORM_C_U_WHOLE' | 'FORM_C_U_FINAL' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * Draft Form D from what is known of an offering. A draft for the person who files it; nothing is sent to
   * anybody. For issuer, officer, auditor.
   */
  'GET /v1/offerings/{id}/form-d': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: FormD
    readonly writes: false
  }

  /**
   * Download the draft of Form D. A line for each field; one that is for people to fill in is empty. For issuer,
   * officer, auditor.
   */
  'GET /v1/offerings/{id}/form-d.csv': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * Say that an investor who cannot subscribe yet would. It binds nobody. Units are kept for them as soon as the
   * offering is open and they may subscribe. For investor, officer.
   */
  'POST /v1/offerings/{id}/interest': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly investor: string; readonly amount: string }
    readonly answer: Subscription
    readonly writes: true
  }

  /** List who is invited to an offering. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/invitations': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Invitation[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Invite an investor whom the issuer knows, by id or by e-mail address. They are told. Whoever is on the list
   * already stays on it. For issuer.
   */
  'POST /v1/offerings/{id}/invitations': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly investor?: string | undefined; readonly email?: string | undefined }
    readonly answer: { readonly investor: string }
    readonly writes: true
  }

  /**
   * Take an investor off the list of an offering. What they have reserved and not paid ends with it; what is paid
   * stays. For issuer.
   */
  'DELETE /v1/offerings/{id}/invitations/{investor}': {
    readonly params: { readonly id: string; readonly investor: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly investor: string }
    readonly writes: true
  }

  /**
   * List the journal of an offering. The newest first. An entry is never edited: one that takes it back names it.
   * For officer, issuer, auditor.
   */
  'GET /v1/offerings/{id}/journal': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly JournalEntry[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download the journal of an offering. All of it, the newest first; a line for each posting. For officer,
   * issuer, auditor.
   */
  'GET /v1/offerings/{id}/journal.csv': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /**
   * List what is to be filed because of an offering, and by when. Counted from what was sold. No lawyer has
   * reviewed it. For issuer, officer, auditor.
   */
  'GET /v1/offerings/{id}/obligations': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Obligations
    readonly writes: false
  }

  /** Read what of a raise is in the treasury, and what was paid out of it. For issuer, officer, auditor. */
  'GET /v1/offerings/{id}/proceeds': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Proceeds
    readonly writes: false
  }

  /** Prepare a payment out of what was raised, as the first of two people. For issuer. */
  'POST /v1/offerings/{id}/proceeds-payments': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly use: 'asset' | 'works' | 'costs' | 'other'
      /** Null where it was paid past the platform already: it is booked, and nothing is sent. */
      readonly recipient: string | null
      readonly amount: string
      /** The payment currency where left out. */
      readonly currency?: string | undefined
      /** What it is paid for: the id of a paper, a file number or the hash of a transaction, without names of people. */
      readonly document: string
    }
    readonly answer: ProceedsPayment
    readonly writes: true
  }

  /** List the questions about an offering, with their answers. For investor, issuer, officer, auditor. */
  'GET /v1/offerings/{id}/questions': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Question[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Ask the issuer about an offering. The issuer publishes what is answered, and nobody is told who asked. At most
   * five may wait. For investor.
   */
  'POST /v1/offerings/{id}/questions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly question: string }
    readonly answer: Question
    readonly writes: true
  }

  /**
   * Answer a question to everybody. With the question as it is published: leave out what is about the asker. For
   * issuer.
   */
  'POST /v1/offerings/{id}/questions/{question}/answer': {
    readonly params: { readonly id: string; readonly question: string }
    readonly query: undefined
    readonly body: { readonly question: string; readonly answer: string }
    readonly answer: Question
    readonly writes: true
  }

  /** Say how many units an amount buys, and which amounts next to it fit. For investor, officer. */
  'GET /v1/offerings/{id}/quote': {
    readonly params: { readonly id: string }
    readonly query: {
      readonly amount: string
      /** What it is to be paid in, of what the offering takes; its payment token where left out. */
      readonly currency?: string | undefined
    }
    readonly body: undefined
    readonly answer: Quote
    readonly writes: false
  }

  /**
   * Remind everybody who has to pay, at most once a day each. Up to 500 at once, whoever waits longest first;
   * `left` says how many more are due. Who was reminded within a day is counted in `before` and passed over. For
   * issuer, officer.
   */
  'POST /v1/offerings/{id}/reminders': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly state?:
        | 'interest'
        | 'eligible'
        | 'agreement'
        | 'signed'
        | 'funded'
        | 'confirmed'
        | 'allocated'
        | 'issued'
        | 'rejected'
        | 'withdrawn'
        | 'refunded'
        | 'expired'
        | undefined
    }
    readonly answer: Reminders
    readonly writes: true
  }

  /** Confirm to have read one risk, as it is told now. For investor. */
  'POST /v1/offerings/{id}/risks': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** Of the text, as the steps have it. */
      readonly sha256: string
    }
    readonly answer: SubscriptionSteps
    readonly writes: true
  }

  /** Say at which step of subscribing the asker is, with what it needs. For investor. */
  'GET /v1/offerings/{id}/steps': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: SubscriptionSteps
    readonly writes: false
  }

  /**
   * Do one thing to many subscriptions of a raise. Each is answered for itself: done, or refused with its reason
   * while the others go on. `remind` reminds its investor, at most once a day; `reject` refuses it, and its money
   * goes back. For issuer, officer.
   */
  'POST /v1/offerings/{id}/subscription-actions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly action: 'remind' | 'reject'
      readonly subscriptions: readonly string[]
      /** Of `reject`: each of the investors reads it. */
      readonly reason?: string | null | undefined
    }
    readonly answer: {
      readonly items: readonly {
        readonly subscription: string
        readonly refusal: { readonly code: string; readonly detail: string; readonly fix: string } | null
      }[]
    }
    readonly writes: true
  }

  /**
   * Subscribe; the answer holds the payment to sign. A refused attempt is kept, with every reason. For investor,
   * officer.
   */
  'POST /v1/offerings/{id}/subscriptions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly investor: string
      readonly wallet: string
      readonly amount: string
      /** What the wallet pays with, of what the offering takes; its payment token where left out. */
      readonly currency?: string | undefined
      /**
       * The reservation whose place it is to take, null for none: another one is not given up. Whatever is there,
       * where left out.
       */
      readonly replaces?: string | null | undefined
    }
    readonly answer: {
      readonly id: string
      readonly offering: string
      readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
      readonly investor: string
      /** Where its units go; null while it is an interest. */
      readonly wallet: string | null
      readonly units: string
      readonly unitsDisplay: string
      readonly amount: Money
      /** The same, in what it is paid in, at the rate of the offering. */
      readonly cash: Money
      readonly state:
        | 'interest'
        | 'eligible'
        | 'agreement'
        | 'signed'
        | 'funded'
        | 'confirmed'
        | 'allocated'
        | 'issued'
        | 'rejected'
        | 'withdrawn'
        | 'refunded'
        | 'expired'
      readonly status: 'in-progress' | 'pending' | 'confirmed' | 'cancelled' | 'refunded'
      readonly agreement: 'none' | 'sent' | 'signed' | 'confirmed' | 'rejected'
      readonly raise:
        | 'pending-kyc'
        | 'pending-accreditation'
        | 'pending-investor-signature'
        | 'pending-issuer-signature'
        | 'pending-funding'
        | 'ready'
        | null
      readonly issuance: 'pending' | 'processing' | 'success' | 'failure' | null
      /** The units that the closing gives it. */
      readonly allotted: string | null
      readonly createdAt: string
      readonly validBefore: string
      readonly reason: string | null
      /** What a payment at a bank has to name (ISO 11649). */
      readonly reference: string
      /** Null while nothing came. */
      readonly paidBy: 'wallet' | 'bank' | null
      readonly authorization: TypedData
    }
    readonly writes: true
  }

  /**
   * Answer whether an offering suits the asker. The answers are kept in the vault, each time beside those from
   * before. The last ones count. For investor.
   */
  'PUT /v1/offerings/{id}/suitability': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** With such holdings. */
      readonly experience: 'none' | 'under-2-years' | '2-to-5-years' | 'over-5-years'
      /** Of the amount, without living otherwise. */
      readonly bearableLoss: 'none' | 'a-part' | 'all'
      /** For how long the money is not needed. */
      readonly horizon: 'under-1-year' | '1-to-5-years' | 'over-5-years'
      readonly objective: 'income' | 'growth' | 'preservation' | 'speculation'
    }
    readonly answer: SubscriptionSteps
    readonly writes: true
  }

  /** Go on in spite of the warning that an offering may not suit. For investor. */
  'POST /v1/offerings/{id}/suitability/acknowledgement': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: SubscriptionSteps
    readonly writes: true
  }

  /** Show what the accounts of an offering hold. For officer, issuer, auditor. */
  'GET /v1/offerings/{id}/trial-balance': {
    readonly params: { readonly id: string }
    readonly query: {
      /** As of this moment; without it, of now. */
      readonly at?: string | undefined
    }
    readonly body: undefined
    readonly answer: TrialBalance
    readonly writes: false
  }

  /** Read what anyone may know of an offering. Open to everybody. */
  'GET /v1/offers/{offering}': {
    readonly params: { readonly offering: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Offer
    readonly writes: false
  }

  /** Change your password. For administrator, issuer, officer, investor, auditor. */
  'POST /v1/password': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly current: string; readonly password: string }
    readonly answer: Session
    readonly writes: false
  }

  /** List the payments out of what was raised that wait for a second person. For issuer, officer, auditor. */
  'GET /v1/proceeds-payments': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly id: string
        readonly use: 'asset' | 'works' | 'costs' | 'other' | 'return-of-capital'
        /** Null where it pays holders with a distribution, or was paid past the platform and is booked alone. */
        readonly recipient: string | null
        readonly distribution: string | null
        readonly amount: Money
        readonly document: string
        readonly status: 'prepared' | 'sending' | 'paid' | 'failed' | 'withdrawn'
        readonly prepared: { readonly by: string; readonly at: string }
        readonly confirmed: { readonly by: string; readonly at: string } | null
        readonly failure: string | null
        readonly offering: string
        readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
      }[]
      readonly next: null
    }
    readonly writes: false
  }

  /** Confirm a payment out of what was raised, as the second person. For issuer, officer. */
  'POST /v1/proceeds-payments/{id}/confirmation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: ProceedsPayment
    readonly writes: true
  }

  /** Give up a payment out of what was raised that waits for a second person. For issuer. */
  'POST /v1/proceeds-payments/{id}/withdrawal': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: ProceedsPayment
    readonly writes: true
  }

  /** Read what anyone may check of an instrument. Open to everybody. */
  'GET /v1/proof/{instrument}': {
    readonly params: { readonly instrument: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly asOf: string
      readonly block: { readonly number: number; readonly hash: string } | null
      readonly instrument: {
        readonly id: string
        readonly name: string
        readonly symbol: string
        readonly token: string | null
        readonly chainId: number
      }
      /** What it takes to derive all of this from the chain; null until the contracts are there. */
      readonly verify: {
        readonly factory: string
        readonly distributor: string
        /** Where the contracts’ history begins. */
        readonly fromBlock: number
        /** In a clone of the program, with a node of the chain in place of NODE. */
        readonly command: string
      } | null
      readonly issuer: { readonly name: string }
      readonly spv: { readonly name: string }
      readonly asset: { readonly name: string; readonly identityHash: string | null }
      readonly supply: string
      readonly registerSum: string
      readonly supplyEqualsRegister: boolean
      readonly holdersCount: number
      readonly concentration: readonly { readonly largest: number; readonly share: string }[]
      readonly documents: readonly {
        readonly name: string
        readonly version: number
        readonly sha256: string
        /** Where the hash was written to the chain, once that is final. */
        readonly anchored: { readonly block: number; readonly tx: string; readonly at: string | null } | null
        /** Where everybody can save it. */
        readonly href: string | null
      }[]
      readonly distributions: readonly {
        readonly id: string
        /** A month, or the first and the last of several: `2026-10/2026-12`. */
        readonly period: string
        readonly kind: 'regular' | 'correction'
        readonly status: string
        readonly recordDate: string
        readonly declared: Money
        readonly paid: Money
        readonly parked: Money
        readonly carried: Money
        readonly balanced: boolean
        readonly tx: string | null
      }[]
    }
    readonly writes: false
  }

  /**
   * Ask whether a file is a document of an instrument, by its SHA-256. Every version that ever was is found, also
   * one that was superseded or withdrawn. Of a document that is not for everybody the answer says since when it is
   * anchored, and nothing else. Open to everybody.
   */
  'GET /v1/proof/{instrument}/documents': {
    readonly params: { readonly instrument: string }
    readonly query: { readonly sha256: string }
    readonly body: undefined
    readonly answer: {
      readonly sha256: string
      readonly known: boolean
      /** Null also where the document is not for everybody. */
      readonly document: { readonly title: string; readonly version: number } | null
      /** Where the hash was written to the chain, once that is final. */
      readonly anchored: { readonly block: number; readonly tx: string; readonly at: string | null } | null
    }
    readonly writes: false
  }

  /** List the recoveries. For officer, auditor, investor. */
  'GET /v1/recoveries': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly investor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Recovery[]; readonly next: string | null }
    readonly writes: false
  }

  /** Read one recovery. For officer, auditor, investor. */
  'GET /v1/recoveries/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Recovery
    readonly writes: false
  }

  /** Approve a recovery as one of two officers. For officer. */
  'POST /v1/recoveries/{id}/approval': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Recovery
    readonly writes: true
  }

  /** Consent to a recovery with the new wallet’s signature. For investor, officer. */
  'POST /v1/recoveries/{id}/consent': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly signature: string }
    readonly answer: Recovery
    readonly writes: true
  }

  /**
   * Begin a recovery whose time has come, or try again. It begins by itself as well. What the chain refused is
   * asked for once more. For officer.
   */
  'POST /v1/recoveries/{id}/execution': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Recovery
    readonly writes: true
  }

  /** Object to a recovery, which stops it. For investor, officer. */
  'POST /v1/recoveries/{id}/objection': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Recovery
    readonly writes: true
  }

  /** Choose a password by a one-time link. Open to everybody. */
  'POST /v1/recovery': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly token: string; readonly password: string }
    readonly answer: Session
    readonly writes: false
  }

  /** Ask whether a one-time link still lets somebody choose a password. Open to everybody. */
  'POST /v1/recovery/link': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly token: string }
    readonly answer: { readonly open: boolean }
    readonly writes: false
  }

  /** List attempts that were refused, with every reason. For officer, auditor. */
  'GET /v1/refusals': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** A stable code, as in the list of reasons. */
      readonly reason?: string | undefined
      readonly investor?: string | undefined
      readonly instrument?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Refusal[]; readonly next: string | null }
    readonly writes: false
  }

  /** Download the refused attempts. All of them that the filters leave, the youngest first. For officer, auditor. */
  'GET /v1/refusals.csv': {
    readonly params: undefined
    readonly query: {
      /** A stable code, as in the list of reasons. */
      readonly reason?: string | undefined
      readonly investor?: string | undefined
      readonly instrument?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Register yourself as an investor. Open to everybody. */
  'POST /v1/registration': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly kind: 'individual' | 'entity'
      readonly name: string
      readonly country: string
      readonly email: string
      readonly password: string
    }
    readonly answer: Session
    readonly writes: false
  }

  /** List what was decided by rules of law. For officer, auditor. */
  'GET /v1/rule-decisions': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly state?: 'passed' | 'refused' | 'waiting' | 'cleared' | undefined
      readonly instrument?: string | undefined
      readonly action?:
        | 'classify'
        | 'onboard'
        | 'offer'
        | 'subscribe'
        | 'issue'
        | 'transfer'
        | 'resale'
        | 'redeem'
        | 'order'
        | 'admit'
        | 'withdraw'
        | 'distribute'
        | 'liquidate'
        | 'vote'
        | 'review'
        | undefined
      readonly outcome?: 'ALLOW' | 'BLOCK' | 'REVIEW' | undefined
      /** A part of the investor’s name, in any case and without the marks on its letters too. */
      readonly name?: string | undefined
      /** A part of the title of a rule, or a reason’s code. */
      readonly rule?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly RuleDecision[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download what was decided by rules of law as CSV. All of it that the filters leave, however much. For officer,
   * auditor.
   */
  'GET /v1/rule-decisions.csv': {
    readonly params: undefined
    readonly query: {
      readonly state?: 'passed' | 'refused' | 'waiting' | 'cleared' | undefined
      readonly instrument?: string | undefined
      readonly action?:
        | 'classify'
        | 'onboard'
        | 'offer'
        | 'subscribe'
        | 'issue'
        | 'transfer'
        | 'resale'
        | 'redeem'
        | 'order'
        | 'admit'
        | 'withdraw'
        | 'distribute'
        | 'liquidate'
        | 'vote'
        | 'review'
        | undefined
      readonly outcome?: 'ALLOW' | 'BLOCK' | 'REVIEW' | undefined
      /** A part of the investor’s name, in any case and without the marks on its letters too. */
      readonly name?: string | undefined
      /** A part of the title of a rule, or a reason’s code. */
      readonly rule?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Read what was decided by rules of law. For officer, auditor. */
  'GET /v1/rule-decisions/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: RuleDecision
    readonly writes: false
  }

  /** Make a decision again, and compare it byte by byte. For officer, auditor. */
  'GET /v1/rule-decisions/{id}/replay': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      /** Null where the facts were erased with their person. */
      readonly same: boolean | null
      readonly packs: readonly {
        readonly recorded: string
        readonly now: string | null
        readonly pack: string
        readonly version: string
      }[]
      readonly facts: { readonly recorded: string; readonly now: string | null }
      /** Of the record in its canonical form (RFC 8785). */
      readonly result: { readonly recorded: string; readonly now: string | null }
      readonly record: string
    }
    readonly writes: false
  }

  /**
   * Clear or refuse what a rule has put before an officer. Two different people clear doubts, which wait for the
   * second; one refuses. What is cleared passes for thirty days, as long as its reasons and their numbers stay the
   * same. For officer.
   */
  'POST /v1/rule-decisions/{id}/review': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly decision: 'cleared' | 'refused'; readonly reason: string }
    readonly answer: RuleDecision
    readonly writes: true
  }

  /** List the rule packs and their versions. For officer, auditor, issuer. */
  'GET /v1/rule-packs': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly RulePackVersion[]; readonly next: null }
    readonly writes: false
  }

  /**
   * Propose a version of a rule pack. The pack is read whole. One that is not sound is refused with the path of
   * every fault, and nothing changes. It counts from its effective date on, once another officer has activated it.
   * For officer.
   */
  'POST /v1/rule-packs': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** As docs/reference/rule-pack.schema.json has it. */
      readonly pack: Readonly<Record<string, unknown>>
      /** Of the pack’s canonical form (RFC 8785), to be sure that it arrived as it left. */
      readonly sha256?: string | null | undefined
      readonly reason: string
    }
    readonly answer: RulePackVersion
    readonly writes: true
  }

  /** Read the rules of the version in force. For officer, auditor, issuer. */
  'GET /v1/rule-packs/{pack}': {
    readonly params: { readonly pack: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly version: RulePackVersion; readonly rules: readonly LegalRule[] }
    readonly writes: false
  }

  /** Read what a version would change, and for whom. For officer, auditor. */
  'GET /v1/rule-proposals/{sha256}': {
    readonly params: { readonly sha256: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly version: RulePackVersion
      readonly changes: readonly { readonly path: string; readonly before: string; readonly after: string }[]
      readonly impact: RuleImpact
    }
    readonly writes: false
  }

  /** Propose a version that came with the software. It counts once another officer has activated it. For officer. */
  'POST /v1/rule-proposals/{sha256}': {
    readonly params: { readonly sha256: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: RulePackVersion
    readonly writes: true
  }

  /** Activate or reject a proposed version. Whoever proposed it cannot activate it. For officer. */
  'POST /v1/rule-proposals/{sha256}/decision': {
    readonly params: { readonly sha256: string }
    readonly query: undefined
    readonly body: { readonly decision: 'active' | 'rejected' }
    readonly answer: RulePackVersion
    readonly writes: true
  }

  /** Ask whom another parameter of a rule would affect; nothing is applied. For officer, auditor. */
  'POST /v1/rule-what-if': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly pack: string
      readonly rule: string
      readonly param: string
      /** As the pack would write it. */
      readonly value: unknown
    }
    readonly answer: RuleImpact
    readonly writes: false
  }

  /** Say where the sandbox’s business clock stands. Open to everybody. */
  'GET /v1/sandbox/clock': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly now: string; readonly moving: boolean }
    readonly writes: false
  }

  /**
   * Move the sandbox’s business clock; every month on the way is lived through. For administrator, issuer,
   * officer, investor, auditor.
   */
  'POST /v1/sandbox/clock': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly to: string }
    readonly answer: { readonly now: string; readonly moving: boolean }
    readonly writes: true
  }

  /** Have the simulated provider send a result, by its webhook. For officer, investor. */
  'POST /v1/sandbox/identity-checks': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly investor: string
      /** Of whom, of those in the answer “owners”, counted from 0; null: of the applicant. */
      readonly person?: number | null | undefined
      readonly result: 'pending' | 'approved' | 'rejected' | 'updates-required' | 'review'
      readonly comment?: string | null | undefined
    }
    readonly answer: { readonly outcome: string }
    readonly writes: true
  }

  /** Make development stablecoin: the only money a sandbox has. For administrator, issuer, officer, investor. */
  'POST /v1/sandbox/money': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly to: string
      /** A decimal number as a string, at most 6 digits after the point. */
      readonly amount: string
    }
    readonly answer: { readonly to: string; readonly amount: Money }
    readonly writes: true
  }

  /** List possible matches with sanctions lists. For officer, auditor. */
  'GET /v1/screening/hits': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      /** `escalated` is open, and handed to a second officer. */
      readonly status?: 'open' | 'cleared' | 'confirmed' | 'gone' | 'escalated' | undefined
      readonly list?: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE' | undefined
      readonly investor?: string | undefined
      /** A part of the investor’s name, in any case and without the marks on its letters too. */
      readonly name?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-found' | 'found' | '-score' | 'score' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Hit[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download possible matches with sanctions lists as CSV. All of them that the filters leave, however many. For
   * officer, auditor.
   */
  'GET /v1/screening/hits.csv': {
    readonly params: undefined
    readonly query: {
      /** `escalated` is open, and handed to a second officer. */
      readonly status?: 'open' | 'cleared' | 'confirmed' | 'gone' | 'escalated' | undefined
      readonly list?: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE' | undefined
      readonly investor?: string | undefined
      /** A part of the investor’s name, in any case and without the marks on its letters too. */
      readonly name?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-found' | 'found' | '-score' | 'score' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Read a possible match, field by field. For officer, auditor. */
  'GET /v1/screening/hits/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: HitDetail
    readonly writes: false
  }

  /**
   * Decide whether a possible match is the one who is listed. A sure match (`isSure`) stays open until two
   * different people have cleared it. For officer.
   */
  'POST /v1/screening/hits/{id}/decision': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** cleared: somebody else; confirmed: the same. */
      readonly decision: 'cleared' | 'confirmed'
      readonly reason: string
    }
    readonly answer: Hit
    readonly writes: true
  }

  /**
   * Hand a possible match to a second officer. It stays open. Whoever hands it on cannot decide on it any more.
   * For officer.
   */
  'POST /v1/screening/hits/{id}/escalation': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: Hit
    readonly writes: true
  }

  /** List the sanctions lists in force, and their last publications. For officer, administrator, auditor. */
  'GET /v1/screening/lists': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly id: string
        readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
        readonly sha256: string
        readonly publishedOn: string
        readonly entries: number
        readonly loadedAt: string
        readonly confirmedAt: string
        readonly isStale: boolean
      }[]
      readonly history: readonly ListVersion[]
    }
    readonly writes: false
  }

  /**
   * Bring in a publication of a sanctions list. The publisher’s files as they were downloaded. The same
   * publication again says that it is still the newest. OFAC’s lists are four files (primary, aliases, addresses,
   * comments), every other is one (list). For officer, administrator.
   */
  'POST /v1/screening/lists': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
      readonly publishedOn: string
      readonly files: {
        readonly primary?: string | undefined
        readonly aliases?: string | undefined
        readonly addresses?: string | undefined
        readonly comments?: string | undefined
        readonly list?: string | undefined
      }
      /** A tenth of the entries or more is gone, and the publisher says so. */
      readonly allowShrink?: boolean | undefined
    }
    readonly answer: ListVersion
    readonly writes: true
  }

  /** Say who is signed in. Open to everybody. */
  'GET /v1/session': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: Session
    readonly writes: false
  }

  /** Sign in. Open to everybody. */
  'POST /v1/session': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly email?: string | undefined
      readonly password?: string | undefined
      readonly demo?: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor' | undefined
    }
    readonly answer: Session
    readonly writes: false
  }

  /** Sign out. Open to everybody. */
  'DELETE /v1/session': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: Session
    readonly writes: false
  }

  /** Choose the language of your mails. For administrator, issuer, officer, investor, auditor. */
  'PUT /v1/session/language': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly language: 'en' | 'ar' }
    readonly answer: {
      /** Of their screens, and so of their mails. */
      readonly language: 'en' | 'ar'
    }
    readonly writes: true
  }

  /** Sign in with a linked wallet. Open to everybody. */
  'POST /v1/session/wallet': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** The text that was issued, as it was signed. */
      readonly message: string
      readonly signature: string
    }
    readonly answer: Session
    readonly writes: false
  }

  /** Issue the text that a wallet signs to sign in. Open to everybody. */
  'POST /v1/session/wallet-challenges': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly address: string }
    readonly answer: { readonly message: string; readonly nonce: string; readonly expiresAt: string }
    readonly writes: false
  }

  /** Sign out everywhere. For administrator, issuer, officer, investor, auditor. */
  'DELETE /v1/sessions': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: Session
    readonly writes: false
  }

  /** Make the first administrator. Open to everybody. */
  'POST /v1/setup': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly token: string
      readonly name: string
      readonly email: string
      readonly password: string
    }
    readonly answer: Session
    readonly writes: false
  }

  /** Ask whether a set-up link still makes the first administrator. Open to everybody. */
  'POST /v1/setup/link': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly token: string }
    readonly answer: { readonly open: boolean }
    readonly writes: false
  }

  /** List subscriptions. For issuer, officer, auditor, investor. */
  'GET /v1/subscriptions': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly offering?: string | undefined
      readonly investor?: string | undefined
      /** Where its units go. */
      readonly wallet?: string | undefined
      readonly state?:
        | 'interest'
        | 'eligible'
        | 'agreement'
        | 'signed'
        | 'funded'
        | 'confirmed'
        | 'allocated'
        | 'issued'
        | 'rejected'
        | 'withdrawn'
        | 'refunded'
        | 'expired'
        | undefined
      readonly raise?:
        | 'pending-kyc'
        | 'pending-accreditation'
        | 'pending-investor-signature'
        | 'pending-issuer-signature'
        | 'pending-funding'
        | 'ready'
        | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-units' | 'units' | '-amount' | 'amount' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Subscription[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download subscriptions as CSV. All of them that the filters leave, however many. For issuer, officer, auditor,
   * investor.
   */
  'GET /v1/subscriptions.csv': {
    readonly params: undefined
    readonly query: {
      readonly offering?: string | undefined
      readonly investor?: string | undefined
      /** Where its units go. */
      readonly wallet?: string | undefined
      readonly state?:
        | 'interest'
        | 'eligible'
        | 'agreement'
        | 'signed'
        | 'funded'
        | 'confirmed'
        | 'allocated'
        | 'issued'
        | 'rejected'
        | 'withdrawn'
        | 'refunded'
        | 'expired'
        | undefined
      readonly raise?:
        | 'pending-kyc'
        | 'pending-accreditation'
        | 'pending-investor-signature'
        | 'pending-issuer-signature'
        | 'pending-funding'
        | 'ready'
        | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-units' | 'units' | '-amount' | 'amount' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Read one subscription. For issuer, officer, auditor, investor. */
  'GET /v1/subscriptions/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: SubscriptionDetail
    readonly writes: false
  }

  /**
   * Read how far the agreement of a subscription has come, and what is to be signed. For issuer, officer, auditor,
   * investor.
   */
  'GET /v1/subscriptions/{id}/agreement': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Agreement
    readonly writes: false
  }

  /** Save the agreement of a subscription as PDF. For issuer, officer, investor. */
  'GET /v1/subscriptions/{id}/agreement/document': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Uint8Array
    readonly writes: false
  }

  /**
   * Sign the agreement of a subscription. With the legal name, which has to be the name of record, and the
   * wallet’s signature. Of joint holders each signs, the last with the wallet of the subscription. For investor.
   */
  'POST /v1/subscriptions/{id}/agreement/signature': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly name: string
      /** Of a joint holder who signs before the last; null: the wallet of the subscription. */
      readonly wallet?: string | null | undefined
      readonly signature: string
    }
    readonly answer: Agreement
    readonly writes: true
  }

  /** Send a refund again that could not be sent. For investor, issuer, officer. */
  'POST /v1/subscriptions/{id}/claim': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: SubscriptionDetail
    readonly writes: true
  }

  /**
   * Hand in the signed payment of a subscription. What the law doubts or refuses is kept as a decision, and a
   * doubt is put before an officer. For investor, officer.
   */
  'POST /v1/subscriptions/{id}/payment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly signature: string }
    readonly answer: Subscription
    readonly writes: true
  }

  /** Go on with a subscription in spite of a material change. For investor, officer. */
  'POST /v1/subscriptions/{id}/reconfirmations': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly change: string }
    readonly answer: SubscriptionDetail
    readonly writes: true
  }

  /** Refuse a subscription, with a reason; its money goes back. For issuer, officer. */
  'POST /v1/subscriptions/{id}/rejection': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string }
    readonly answer: SubscriptionDetail
    readonly writes: true
  }

  /** Remind the investor of one subscription, at most once a day. For issuer, officer. */
  'POST /v1/subscriptions/{id}/reminder': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Reminder
    readonly writes: true
  }

  /**
   * Choose to pay a subscription at a bank, and read where. What the law doubts or refuses is kept as a decision,
   * and a doubt is put before an officer. For investor.
   */
  'POST /v1/subscriptions/{id}/wire': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: WireInstructions
    readonly writes: true
  }

  /**
   * Take a subscription back. At once while nothing is paid; within its cooling-off with a signature, and where
   * the law or a change gives the time, without. For investor, officer.
   */
  'POST /v1/subscriptions/{id}/withdrawal': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly signature?: string | undefined }
    readonly answer: SubscriptionDetail
    readonly writes: true
  }

  /** List your drafts of term sheets. For administrator, issuer. */
  'GET /v1/term-sheet-drafts': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly items: readonly {
        readonly id: string
        readonly key: string | null
        /** What it calls the asset. */
        readonly name: string | null
        readonly savedAt: string
      }[]
      readonly next: null
    }
    readonly writes: false
  }

  /** Begin a draft. For administrator, issuer. */
  'POST /v1/term-sheet-drafts': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** The text so far, whatever is wrong with it. */
      readonly yaml?: string | undefined
    }
    readonly answer: TermSheetDraft
    readonly writes: true
  }

  /** Read a draft, field by field, with what is wrong with it. For administrator, issuer. */
  'GET /v1/term-sheet-drafts/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: TermSheetDraft
    readonly writes: false
  }

  /** Write the text of a draft anew. For administrator, issuer. */
  'PUT /v1/term-sheet-drafts/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** The text so far, whatever is wrong with it. */
      readonly yaml: string
    }
    readonly answer: TermSheetDraft
    readonly writes: true
  }

  /** Delete a draft. For administrator, issuer. */
  'DELETE /v1/term-sheet-drafts/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {}
    readonly writes: true
  }

  /**
   * Fill a draft with an example. In the place of what it says, with keys that nobody has and days from today on.
   * For administrator, issuer.
   */
  'POST /v1/term-sheet-drafts/{id}/example': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly example:
        | 'office-tower'
        | 'residential-building'
        | 'venture-fund'
        | 'startup-equity'
        | 'bond'
        | 'film-revenue'
        | 'collectible'
    }
    readonly answer: TermSheetDraft
    readonly writes: true
  }

  /**
   * Change fields of a draft. What the form does not know of, comments and the order stay as they are. For
   * administrator, issuer.
   */
  'POST /v1/term-sheet-drafts/{id}/fields': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly edits: readonly {
        /** As in the form, with the index: `valuations[0].date`. */
        readonly path: string
        /** Null or empty leaves the field out; null takes an item of a list away. */
        readonly value: string | null
      }[]
    }
    readonly answer: TermSheetDraft
    readonly writes: true
  }

  /**
   * Apply a draft. As a term sheet is applied; with it the draft is gone. What is refused leaves it as it is. For
   * administrator, issuer.
   */
  'POST /v1/term-sheet-drafts/{id}/publication': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      /** Of the text that was planned: one that has changed since is refused. */
      readonly sha256: string
    }
    readonly answer: AppliedTermSheet
    readonly writes: true
  }

  /**
   * List the fields of a term sheet. Made of the schema that reads term sheets, by the steps in which one is
   * written. For administrator, issuer.
   */
  'GET /v1/term-sheet-form': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      readonly groups: readonly {
        readonly path: string
        readonly step: 'shell' | 'valuation' | 'offering' | 'rules'
        readonly isList: boolean
        readonly isNeeded: boolean
        readonly hint: string
        readonly fields: readonly {
          readonly path: string
          readonly kind:
            | 'text'
            | 'long-text'
            | 'amount'
            | 'date'
            | 'integer'
            | 'yes-no'
            | 'choice'
            | 'lines'
            | 'pairs'
          readonly isNeeded: boolean
          readonly hint: string
          readonly choices: readonly string[]
        }[]
      }[]
    }
    readonly writes: false
  }

  /**
   * Apply a term sheet. Does what the plan shows: records at once, transactions as intents. Applying it again
   * changes nothing, except that what failed since is tried once more. For administrator, issuer.
   */
  'POST /v1/term-sheets/apply': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** The term sheet, as docs/reference/term-sheet.md describes it. */
      readonly yaml: string
    }
    readonly answer: AppliedTermSheet
    readonly writes: true
  }

  /**
   * Show what applying a term sheet would change. Compares the sheet with the records and the chain, and writes
   * nothing. For administrator, issuer.
   */
  'POST /v1/term-sheets/plan': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** The term sheet, as docs/reference/term-sheet.md describes it. */
      readonly yaml: string
    }
    readonly answer: TermSheetPlan
    readonly writes: false
  }

  /**
   * Read a term sheet that was applied. Byte for byte: its SHA-256 is the one in the path, and the one on the
   * chain. For issuer, officer, auditor, investor.
   */
  'GET /v1/term-sheets/{sha256}': {
    readonly params: { readonly sha256: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** List the transfers that were asked for, refused ones included. For issuer, officer, auditor, investor. */
  'GET /v1/transfers': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly instrument?: string | undefined
      readonly status?: 'pending' | 'transfer-ok' | 'transfer-rejected' | 'failed' | undefined
      /** On either side. */
      readonly wallet?: string | undefined
      /** Asked for from this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-units' | 'units' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Transfer[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download the transfers that were asked for as CSV. All of them that the filters leave, however many. For
   * issuer, officer, auditor, investor.
   */
  'GET /v1/transfers.csv': {
    readonly params: undefined
    readonly query: {
      readonly instrument?: string | undefined
      readonly status?: 'pending' | 'transfer-ok' | 'transfer-rejected' | 'failed' | undefined
      /** On either side. */
      readonly wallet?: string | undefined
      /** Asked for from this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
      /** A minus sorts downwards. */
      readonly sort?: '-at' | 'at' | '-units' | 'units' | undefined
    }
    readonly body: undefined
    readonly answer: string
    readonly writes: false
  }

  /** Read one transfer, and how far it has come. For issuer, officer, auditor, investor. */
  'GET /v1/transfers/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Transfer
    readonly writes: false
  }

  /**
   * Write the IVMS101 message of a transfer between two wallets. The answer says which rules ask for it. Who asked
   * stands in the audit log. For officer.
   */
  'POST /v1/travel-rule/messages': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly from: string
      readonly to: string
      /** What the units are worth. */
      readonly worth: string
      /** In what; a stablecoin counts at par. Rules in other currencies count as met. */
      readonly currency?:
        | 'USD'
        | 'USDX'
        | 'USDC'
        | 'USDT'
        | 'PYUSD'
        | 'USDP'
        | 'RLUSD'
        | 'EUR'
        | 'EURC'
        | 'EURI'
        | 'EURCV'
        | 'GBP'
        | 'tGBP'
        | 'CHF'
        | 'VCHF'
        | 'SGD'
        | 'XSGD'
        | undefined
      readonly platform: { readonly name: string; readonly lei: string }
    }
    readonly answer: {
      readonly required: readonly { readonly regime: string; readonly citation: string }[]
      readonly ownershipProof: boolean
      /** Whether a lawyer has signed the pack that the amounts come from. */
      readonly legalReview: 'pending' | 'signed'
      readonly payload: unknown
    }
    readonly writes: false
  }

  /**
   * Check an IVMS101 message of another platform. Nothing of it is kept. A message that cannot be used is refused
   * with every fault and its path. For officer.
   */
  'POST /v1/travel-rule/validation': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly payload: unknown }
    readonly answer: { readonly valid: true }
    readonly writes: false
  }

  /** List the users. For administrator. */
  'GET /v1/users': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly User[]; readonly next: string | null }
    readonly writes: false
  }

  /** Invite a user. The answer holds a link with which they choose a password. For administrator. */
  'POST /v1/users': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      readonly displayName: string
      readonly email: string
      readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
      readonly issuer?: string | null | undefined
      readonly investor?: string | null | undefined
    }
    readonly answer: {
      readonly id: string
      readonly displayName: string
      readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
      readonly issuer: string | null
      readonly investor: string | null
      /** Of their screens, and so of their mails. */
      readonly language: 'en' | 'ar'
      readonly email: string
      readonly status: 'invited' | 'active' | 'disabled' | 'erased'
      /** For one use; shown this once. Hand it over by a way that you trust. */
      readonly link: string
      readonly expiresAt: string
    }
    readonly writes: true
  }

  /** Show a user. For administrator. */
  'GET /v1/users/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: User
    readonly writes: false
  }

  /** Change a user. For administrator. */
  'PUT /v1/users/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: {
      readonly displayName: string
      readonly email: string
      readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
      readonly issuer?: string | null | undefined
      readonly investor?: string | null | undefined
      readonly status: 'active' | 'disabled'
    }
    readonly answer: User
    readonly writes: true
  }

  /**
   * Erase a user. Their name and address are destroyed; what they did stays in the audit log under their id. For
   * administrator.
   */
  'DELETE /v1/users/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly id: string }
    readonly writes: true
  }

  /**
   * Recover an account. Ends all their sessions, voids their password, and answers with a link to choose a new
   * one. For administrator.
   */
  'POST /v1/users/{id}/recovery': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: {
      /** For one use; shown this once. Hand it over by a way that you trust. */
      readonly link: string
      readonly expiresAt: string
    }
    readonly writes: true
  }

  /**
   * Preview who gets how much of proceeds by the order of share classes, and why. Terms are given and nothing is
   * written. Amounts are minor units of one currency, as text. For issuer, officer, auditor, investor.
   */
  'POST /v1/waterfalls': {
    readonly params: undefined
    readonly query: undefined
    readonly body: {
      /** Proceeds, in minor units of their currency. */
      readonly amount: string
      readonly classes: readonly {
        /** What the class is called. */
        readonly id: string
        /** As if converted to common. */
        readonly shares: string
        /** Owed before lower ranks, accrued dividends included; common has 0. */
        readonly preference: string
        readonly rank: number
        readonly participation: 'none' | 'full' | 'capped'
        /** Of a capped class: the most that it gets without converting. */
        readonly cap?: string | null | undefined
        readonly convertible: boolean
      }[]
    }
    readonly answer: Waterfall
    readonly writes: false
  }

  /** List the webhooks. For administrator. */
  'GET /v1/webhooks': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Webhook[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Register a webhook. From now on each entry of the audit log that it wants is sent to this address, signed as
   * Standard Webhooks 1.0.0 has it: at least once, in no promised order, and with no personal data. The answer
   * holds what it is signed with, this once. For administrator.
   */
  'POST /v1/webhooks': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly url: string; readonly events: readonly string[] }
    readonly answer: {
      readonly id: string
      readonly url: string
      readonly events: readonly string[]
      readonly createdAt: string
      readonly removedAt: string | null
      readonly secret: string
    }
    readonly writes: true
  }

  /**
   * Take in a result of the provider that checks identities. Signed by the provider over the bytes as they are
   * sent. A message that came before, that is older than what is known, or that says no result is answered with
   * 200 and changes nothing. Open to everybody.
   */
  'POST /v1/webhooks/kyc/{provider}': {
    readonly params: { readonly provider: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly outcome: 'applied' | 'duplicate' | 'out-of-order' | 'ignored' }
    readonly writes: false
  }

  /** Read a webhook. For administrator. */
  'GET /v1/webhooks/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Webhook
    readonly writes: false
  }

  /**
   * Remove a webhook. Nothing more is sent to it, what waits included. What became of its messages stays to be
   * seen. For administrator.
   */
  'DELETE /v1/webhooks/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Webhook
    readonly writes: true
  }

  /** List what was sent to a webhook, newest first. For administrator. */
  'GET /v1/webhooks/{id}/deliveries': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?: 'waiting' | 'delivered' | 'given-up' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Delivery[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Send a webhook a message to try it. Its type is `webhook.pinged`. One that is not taken is sent again as
   * others are; an address that leads inwards or answers with a redirect is refused. For administrator.
   */
  'POST /v1/webhooks/{id}/ping': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Delivery
    readonly writes: true
  }
}

export type OperationName = keyof Operations

/** The operations that change something: each takes an `Idempotency-Key`, so that a retry does it once. */
export const WRITES: ReadonlySet<OperationName> = new Set([
  'POST /v1/bank-accounts',
  'POST /v1/bank-entries/confirmations',
  'POST /v1/bank-entries/{id}/acceptance',
  'POST /v1/bank-entries/{id}/assignment',
  'POST /v1/bank-entries/{id}/claim-payment',
  'POST /v1/bank-entries/{id}/fee',
  'POST /v1/bank-entries/{id}/match',
  'POST /v1/bank-entries/{id}/return',
  'POST /v1/bank-entries/{id}/return-cancellation',
  'POST /v1/bank-entries/{id}/write-off',
  'POST /v1/bank-entries/{id}/write-off-cancellation',
  'POST /v1/bank-entries/{id}/write-off-confirmation',
  'POST /v1/bank-statements',
  'POST /v1/cap-tables/reading',
  'POST /v1/case-actions',
  'POST /v1/cases/{id}/assignment',
  'POST /v1/cases/{id}/comments',
  'POST /v1/cases/{id}/examination',
  'POST /v1/cases/{id}/updates-acceptance',
  'POST /v1/cases/{id}/updates-request',
  'POST /v1/distributions/{id}/capital',
  'POST /v1/distributions/{id}/capital/confirmation',
  'POST /v1/distributions/{id}/close',
  'POST /v1/distributions/{id}/corrections',
  'POST /v1/distributions/{id}/declaration',
  'POST /v1/distributions/{id}/funding',
  'POST /v1/distributions/{id}/push',
  'POST /v1/distributions/{id}/record-date',
  'POST /v1/distributions/{id}/retries',
  'POST /v1/enforcements/{id}/approval',
  'POST /v1/enforcements/{id}/rejection',
  'POST /v1/instruments/{id}/cap-table',
  'PUT /v1/instruments/{id}/classification',
  'POST /v1/instruments/{id}/classification/not-security',
  'POST /v1/instruments/{id}/distributions',
  'POST /v1/instruments/{id}/documents',
  'POST /v1/instruments/{id}/documents/{document}/anchoring',
  'PUT /v1/instruments/{id}/documents/{document}/visibility',
  'POST /v1/instruments/{id}/documents/{document}/withdrawal',
  'POST /v1/instruments/{id}/enforcements',
  'POST /v1/instruments/{id}/income-statements',
  'POST /v1/instruments/{id}/repayment',
  'POST /v1/instruments/{id}/repayment/confirmation',
  'POST /v1/instruments/{id}/repayment/releases',
  'POST /v1/instruments/{id}/repayment/releases/confirmation',
  'POST /v1/instruments/{id}/repayment/retries',
  'PUT /v1/instruments/{id}/rule-facts',
  'POST /v1/instruments/{id}/rule-packs',
  'POST /v1/instruments/{id}/transfers',
  'POST /v1/instruments/{id}/withholding',
  'POST /v1/instruments/{id}/withholding/confirmation',
  'POST /v1/investors',
  'POST /v1/investors/{id}/accreditations',
  'POST /v1/investors/{id}/accreditations/{claim}/decision',
  'POST /v1/investors/{id}/approval',
  'POST /v1/investors/{id}/erasure',
  'DELETE /v1/investors/{id}/erasure',
  'POST /v1/investors/{id}/erasure/completion',
  'POST /v1/investors/{id}/files',
  'DELETE /v1/investors/{id}/files/{file}',
  'POST /v1/investors/{id}/holds',
  'DELETE /v1/investors/{id}/holds/{hold}',
  'PUT /v1/investors/{id}/onboarding/address',
  'PUT /v1/investors/{id}/onboarding/check',
  'POST /v1/investors/{id}/onboarding/check-session',
  'PUT /v1/investors/{id}/onboarding/company',
  'PUT /v1/investors/{id}/onboarding/financial',
  'PUT /v1/investors/{id}/onboarding/identity',
  'PUT /v1/investors/{id}/onboarding/owners',
  'POST /v1/investors/{id}/onboarding/people/{person}/check-session',
  'POST /v1/investors/{id}/onboarding/submission',
  'PUT /v1/investors/{id}/onboarding/tax',
  'POST /v1/investors/{id}/onboarding/updates-answer',
  'POST /v1/investors/{id}/recoveries',
  'POST /v1/investors/{id}/rejection',
  'POST /v1/investors/{id}/tax-form',
  'POST /v1/investors/{id}/wallet-challenges',
  'POST /v1/investors/{id}/wallets',
  'PUT /v1/investors/{id}/wallets/{wallet}',
  'POST /v1/issuers',
  'POST /v1/keys',
  'DELETE /v1/keys/{id}',
  'POST /v1/notices/{id}/read',
  'POST /v1/offerings/{id}/allotment',
  'POST /v1/offerings/{id}/cancellation',
  'POST /v1/offerings/{id}/changes',
  'POST /v1/offerings/{id}/closing',
  'POST /v1/offerings/{id}/closing/confirmation',
  'POST /v1/offerings/{id}/countersignatures',
  'POST /v1/offerings/{id}/currency-stops',
  'POST /v1/offerings/{id}/filings',
  'POST /v1/offerings/{id}/interest',
  'POST /v1/offerings/{id}/invitations',
  'DELETE /v1/offerings/{id}/invitations/{investor}',
  'POST /v1/offerings/{id}/proceeds-payments',
  'POST /v1/offerings/{id}/questions',
  'POST /v1/offerings/{id}/questions/{question}/answer',
  'POST /v1/offerings/{id}/reminders',
  'POST /v1/offerings/{id}/risks',
  'POST /v1/offerings/{id}/subscription-actions',
  'POST /v1/offerings/{id}/subscriptions',
  'PUT /v1/offerings/{id}/suitability',
  'POST /v1/offerings/{id}/suitability/acknowledgement',
  'POST /v1/proceeds-payments/{id}/confirmation',
  'POST /v1/proceeds-payments/{id}/withdrawal',
  'POST /v1/recoveries/{id}/approval',
  'POST /v1/recoveries/{id}/consent',
  'POST /v1/recoveries/{id}/execution',
  'POST /v1/recoveries/{id}/objection',
  'POST /v1/rule-decisions/{id}/review',
  'POST /v1/rule-packs',
  'POST /v1/rule-proposals/{sha256}',
  'POST /v1/rule-proposals/{sha256}/decision',
  'POST /v1/sandbox/clock',
  'POST /v1/sandbox/identity-checks',
  'POST /v1/sandbox/money',
  'POST /v1/screening/hits/{id}/decision',
  'POST /v1/screening/hits/{id}/escalation',
  'POST /v1/screening/lists',
  'PUT /v1/session/language',
  'POST /v1/subscriptions/{id}/agreement/signature',
  'POST /v1/subscriptions/{id}/claim',
  'POST /v1/subscriptions/{id}/payment',
  'POST /v1/subscriptions/{id}/reconfirmations',
  'POST /v1/subscriptions/{id}/rejection',
  'POST /v1/subscriptions/{id}/reminder',
  'POST /v1/subscriptions/{id}/wire',
  'POST /v1/subscriptions/{id}/withdrawal',
  'POST /v1/term-sheet-drafts',
  'PUT /v1/term-sheet-drafts/{id}',
  'DELETE /v1/term-sheet-drafts/{id}',
  'POST /v1/term-sheet-drafts/{id}/example',
  'POST /v1/term-sheet-drafts/{id}/fields',
  'POST /v1/term-sheet-drafts/{id}/publication',
  'POST /v1/term-sheets/apply',
  'POST /v1/users',
  'PUT /v1/users/{id}',
  'DELETE /v1/users/{id}',
  'POST /v1/users/{id}/recovery',
  'POST /v1/webhooks',
  'DELETE /v1/webhooks/{id}',
  'POST /v1/webhooks/{id}/ping',
] as const)

/** Every code that a refusal can carry; they are explained at `/errors` of each installation. */
export type Code =
  | 'ACCOUNT_INVALID'
  | 'ACCREDITATION_BASIS'
  | 'ACCREDITATION_DECIDED'
  | 'ACCREDITATION_NEEDED'
  | 'ACCREDITATION_OPEN'
  | 'ACCREDITATION_PENDING'
  | 'ACCREDITED_UNTIL_LATE'
  | 'ACCREDITED_UNTIL_PAST'
  | 'ACCRED_ENTITY_ASSETS'
  | 'ACCRED_ENTITY_FORMED_FOR_PURPOSE'
  | 'ACCRED_ENTITY_INVESTMENTS'
  | 'ACCRED_ENTITY_NOT_DIRECTED'
  | 'ACCRED_FACT_MISSING'
  | 'ACCRED_FAMILY_OFFICE_ASSETS'
  | 'ACCRED_INCOME_NOT_OVER'
  | 'ACCRED_NET_WORTH_NOT_OVER'
  | 'ACTORS_MISSING'
  | 'ACTOR_UNDER_AGE'
  | 'ADDRESS_CASE'
  | 'ADDRESS_CHAIN'
  | 'ADDRESS_CHECKSUM'
  | 'ADDRESS_FORBIDDEN'
  | 'AGREEMENTS_OF_OTHERS'
  | 'AGREEMENTS_OPEN'
  | 'AGREEMENT_NOT_SIGNED'
  | 'AGREEMENT_UNSIGNED'
  | 'ALLOTMENTS_ABOVE_UNITS'
  | 'ALLOTMENT_ABOVE_ASKED'
  | 'ALLOTMENT_MISSING'
  | 'ALLOTMENT_TOO_SMALL'
  | 'ALLOTMENT_TWICE'
  | 'ALLOTMENT_UNITS'
  | 'ALLOTMENT_UNKNOWN'
  | 'ALLOTMENT_WITHOUT_REASON'
  | 'ALREADY_SCHEDULED'
  | 'AMOUNT_FORMAT'
  | 'AMOUNT_MUST_BE_STRING'
  | 'AMOUNT_NOT_TAKEN'
  | 'AMOUNT_NOT_WHOLE_UNITS'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'AMOUNT_OVERFLOW'
  | 'AMOUNT_PRECISION'
  | 'ANNOUNCEMENT_FAILED'
  | 'ANSWERS_TOO_OFTEN'
  | 'ANSWERS_UNSENT'
  | 'APPLICANT_FIRST'
  | 'ARCHIVE_DAMAGED'
  | 'ARCHIVE_UNSAFE'
  | 'AS_OF_FUTURE'
  | 'AS_OF_TWICE'
  | 'ATTEMPTS_TOO_MANY'
  | 'BALANCE_CAP'
  | 'BANK_ACCOUNT_TAKEN'
  | 'BLOCK_UNKNOWN'
  | 'BODY_HAS_BOM'
  | 'BODY_TOO_LARGE'
  | 'CAMT_ENTRY'
  | 'CAMT_INVALID'
  | 'CAMT_TOO_LARGE'
  | 'CAPITAL_ASKED'
  | 'CAPITAL_CHANGED'
  | 'CAPITAL_NOT_ASKED'
  | 'CAP_TABLE_MISSING'
  | 'CAP_TABLE_TOO_LARGE'
  | 'CARRIED_TODAY_MAX'
  | 'CASE_NOT_WAITING'
  | 'CHAIN_CHANGED'
  | 'CHAIN_HALTED'
  | 'CHAIN_REFUSES'
  | 'CHAIN_UNAVAILABLE'
  | 'CHALLENGES_TOO_MANY'
  | 'CHALLENGE_EXPIRED'
  | 'CHALLENGE_UNKNOWN'
  | 'CHECK_ABSENT'
  | 'CHECK_IN_PROGRESS'
  | 'CHECK_NOT_PASSED'
  | 'CLASSIFICATION_MISSING'
  | 'CLOCK_BACKWARDS'
  | 'CLOCK_MOVING'
  | 'CLOCK_TOO_FAR'
  | 'CLOSING_NOT_PREPARED'
  | 'COMMENT_MISSING'
  | 'CONTROL_PERSON_MISSING'
  | 'COOLING_OFF_OVER'
  | 'COOLING_OFF_RUNS'
  | 'COUNTERSIGNER_IS_INVESTOR'
  | 'COUNTRY_BLOCKED'
  | 'COUNTRY_NOT_OPEN'
  | 'COUNTRY_UNKNOWN'
  | 'CSRF'
  | 'CSV_EMPTY'
  | 'CSV_INVALID'
  | 'CSV_ROW'
  | 'CSV_TOO_LARGE'
  | 'CURRENCY_NOT_TAKEN'
  | 'CURRENCY_OTHER'
  | 'CURRENCY_STOPPED'
  | 'CURRENCY_UNKNOWN'
  | 'CURSOR_INVALID'
  | 'CUSTODY_AGE_MISSING'
  | 'CUSTODY_AGE_UNASKED'
  | 'CUSTODY_ENDS'
  | 'CUSTODY_OVER'
  | 'DATABASE_UNAVAILABLE'
  | 'DATE_INVALID'
  | 'DATE_IN_FUTURE'
  | 'DEADLINE_PASSED'
  | 'DECISION_NOT_WAITING'
  | 'DEMO_ABSENT'
  | 'DEPLOYER_MISSING'
  | 'DEPOSIT_LEAVING'
  | 'DEPOSIT_OTHER'
  | 'DEPOSIT_USED'
  | 'DEPOSIT_WAITS'
  | 'DOB_IN_FUTURE'
  | 'DOCUMENT_KIND'
  | 'DOCUMENT_UNKNOWN'
  | 'DOCUMENT_VISIBILITY'
  | 'DOCUMENT_WITHDRAWN'
  | 'DRAFTS_TOO_MANY'
  | 'DRAFT_CHANGED'
  | 'DRAFT_FIELD_UNKNOWN'
  | 'DRAFT_KEY_TAKEN'
  | 'DRAFT_TOO_LARGE'
  | 'DRAFT_UNREADABLE'
  | 'EMAIL_INVALID'
  | 'EMAIL_TAKEN'
  | 'ENCODING_INVALID'
  | 'ENFORCEMENT_STATUS'
  | 'ENFORCEMENT_UNDER_WAY'
  | 'ENHANCED_LOOK_MISSING'
  | 'ENTRY_INCOMING'
  | 'ENTRY_NOT_OPEN'
  | 'ENTRY_NOT_PROPOSED'
  | 'ENTRY_OUTGOING'
  | 'ERASURE_DISPUTE_OPEN'
  | 'ERASURE_KEPT'
  | 'ERASURE_LEGAL_HOLD'
  | 'ERASURE_NOT_ASKED'
  | 'ERASURE_OPEN_POSITION'
  | 'ERASURE_ORDER_OPEN'
  | 'ERASURE_PAYMENT_PENDING'
  | 'ERASURE_RETAINED'
  | 'ESCALATED_BY_YOU'
  | 'EVIDENCE_AHEAD'
  | 'EVIDENCE_MISSING'
  | 'EVIDENCE_UNKNOWN'
  | 'EXPOSURE_UNANSWERED'
  | 'FACTS_UNFIT'
  | 'FIELD_REQUIRED'
  | 'FIELD_TYPE'
  | 'FIELD_UNKNOWN'
  | 'FILES_TOO_LARGE'
  | 'FILES_TOO_OFTEN'
  | 'FILE_EMPTY'
  | 'FILE_ENCODING'
  | 'FILE_KEPT'
  | 'FILE_TOO_LARGE'
  | 'FILE_TOO_MANY_PAGES'
  | 'FILE_TYPE_FORBIDDEN'
  | 'FILING_KNOWN'
  | 'FINAL_DAY_PASSED'
  | 'FORBIDDEN'
  | 'FORBIDDEN_WALLET'
  | 'FORM_C_NOT_ASKED'
  | 'FORM_D_NOT_ASKED'
  | 'FOUR_EYES'
  | 'FROZEN_ABOVE_BALANCE'
  | 'FUNDING_MISSING'
  | 'FUND_AMOUNT_NEGATIVE'
  | 'FUND_TERMS_INVALID'
  | 'HEX_INVALID'
  | 'HIT_DECIDED'
  | 'HIT_ESCALATED'
  | 'HIT_GONE'
  | 'HOLDERS_CHANGED'
  | 'HOLDERS_COUNT'
  | 'HOLDERS_UNSIGNED'
  | 'HOLDER_CAP'
  | 'HOLDER_SIGNED'
  | 'HOLDER_UNKNOWN'
  | 'HOLD_LIFTED'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REQUIRED'
  | 'IDEMPOTENCY_MISMATCH'
  | 'ID_INVALID'
  | 'IMAGE_INVALID'
  | 'IMAGE_TOO_LARGE'
  | 'INCOME_EVIDENCE_STALE'
  | 'INCOME_NOT_SHORT'
  | 'INSTANT_INVALID'
  | 'INSTRUMENT_NOT_LIVE'
  | 'INSUFFICIENT_BALANCE'
  | 'INTEREST_UNFIXED'
  | 'INTERNAL'
  | 'INVESTOR_AMBIGUOUS'
  | 'INVESTOR_ERASED'
  | 'INVESTOR_LIMIT'
  | 'INVESTOR_NOT_VERIFIED'
  | 'INVESTOR_RESTRICTED'
  | 'INVESTOR_UNKNOWN'
  | 'INVITED_TOO_LATE'
  | 'INVITE_ONE'
  | 'ISSUER_KNOWN'
  | 'IVMS_DIALECT'
  | 'IVMS_INVALID'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_INVALID'
  | 'JSON_TOO_DEEP'
  | 'JURISDICTION_UNKNOWN'
  | 'KEY_BY_KEY'
  | 'KEY_FORMAT'
  | 'KEY_INVALID'
  | 'KEY_IN_URL'
  | 'KEY_LIFETIME'
  | 'KYC_PROVIDER_NONE'
  | 'KYC_PROVIDER_UNAVAILABLE'
  | 'KYC_UNTIL_PAST'
  | 'LAST_ADMINISTRATOR'
  | 'LEI_INVALID'
  | 'LIMIT'
  | 'LINK_INVALID'
  | 'LIST_EMPTY'
  | 'LIST_FILE_MISSING'
  | 'LIST_FORMAT'
  | 'LIST_OLDER'
  | 'LIST_REJECTED'
  | 'LIST_SHRUNK'
  | 'LOT_FACTS_MISSING'
  | 'MAY_SUBSCRIBE'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'MODULE_REFUSED'
  | 'MONTH_DECLARED'
  | 'MONTH_NOT_PAID_BY_IT'
  | 'MONTH_TWICE'
  | 'MONTH_WITHIN_PERIOD'
  | 'MORE_THAN_IS_LEFT'
  | 'NAMED_TWICE'
  | 'NAME_INVALID'
  | 'NAME_MISMATCH'
  | 'NONCE_USED'
  | 'NON_ACCREDITED_HOLDER_CAP'
  | 'NOTHING_ASKED'
  | 'NOTHING_HELD'
  | 'NOTHING_LEFT_TO_DO'
  | 'NOTHING_OWED'
  | 'NOTHING_PARKED'
  | 'NOTHING_PROPOSED'
  | 'NOTHING_TO_ACKNOWLEDGE'
  | 'NOTHING_TO_CORRECT'
  | 'NOTHING_TO_DISTRIBUTE'
  | 'NOT_ALLOTTED_BY_HAND'
  | 'NOT_BY_INVITATION'
  | 'NOT_DUE'
  | 'NOT_EXPIRING'
  | 'NOT_FOUND'
  | 'NOT_FROZEN'
  | 'NOT_INVITED'
  | 'NOT_YET_DECLARED'
  | 'NOT_YET_VALID'
  | 'NO_CHANGE'
  | 'NO_COUPON_IN_MONTH'
  | 'NO_ELIGIBLE_HOLDERS'
  | 'NO_INCOME_POLICY'
  | 'NO_PRINCIPAL'
  | 'NO_UNITS_OUTSTANDING'
  | 'OBLIGATION_NOT_DUE'
  | 'OCF_CASH_SETTLED'
  | 'OCF_CYCLE'
  | 'OCF_DATE_INVALID'
  | 'OCF_EXPIRED'
  | 'OCF_FILE_MISSING'
  | 'OCF_FILE_UNNAMED'
  | 'OCF_ID_TWICE'
  | 'OCF_JSON_INVALID'
  | 'OCF_MANIFEST_MISSING'
  | 'OCF_MD5_MISMATCH'
  | 'OCF_NOT_COUNTED'
  | 'OCF_NUMBER'
  | 'OCF_OBJECT_INVALID'
  | 'OCF_OBJECT_UNKNOWN'
  | 'OCF_OTHER_CURRENCY'
  | 'OCF_REFERENCE_MISSING'
  | 'OCF_RESULT_MISSING'
  | 'OCF_SECURITY_TWICE'
  | 'OCF_SECURITY_UNKNOWN'
  | 'OCF_TOO_MANY_UNITS'
  | 'OFFERING_CLOSED'
  | 'OFFERING_NOT_CLOSED'
  | 'OFFERING_NOT_OPEN'
  | 'OFFERING_NOT_READY'
  | 'OFFERING_WINDOW_OVER'
  | 'OFFER_NOT_PUBLIC'
  | 'ONBOARDING_CLOSED'
  | 'ONE_AT_A_TIME'
  | 'OPERATOR_CHANGED'
  | 'OTHER_ISSUERS'
  | 'OWNED_UNKNOWN'
  | 'OWNERS_EXCEED_WHOLE'
  | 'OWNER_BELOW_THRESHOLD'
  | 'OWNER_SHARE_MISSING'
  | 'PACK_INVALID'
  | 'PACK_KNOWN'
  | 'PACK_UNKNOWN'
  | 'PAPERS_MISSING'
  | 'PASSWORD_WEAK'
  | 'PASSWORD_WRONG'
  | 'PAUSED'
  | 'PAYMENT_DECIDED'
  | 'PAYMENT_SENT_BEFORE'
  | 'PDF_INVALID'
  | 'PEOPLE_NOT_CHECKED'
  | 'PERIOD_BEFORE_FIRST'
  | 'PERIOD_NOT_OVER'
  | 'PERIOD_OUT_OF_ORDER'
  | 'PERSON_UNKNOWN'
  | 'PICTURE_IN_ANSWER'
  | 'PLAN_REFUSED'
  | 'PLATFORM_OFFICER'
  | 'PRICE_MOVED'
  | 'PRICE_NOT_MOVED'
  | 'PRINCIPAL_HELD'
  | 'PRINCIPAL_NOT_DUE'
  | 'PROCEEDS_NOT_THERE'
  | 'PROCEEDS_PAY_NO_INCOME'
  | 'PROCEEDS_SHORT'
  | 'PROPOSAL_DECIDED'
  | 'PROPOSAL_OPEN'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'QUESTIONS_WAITING'
  | 'QUESTION_ANSWERED'
  | 'R506C_EVIDENCE_STALE'
  | 'R506C_HIGH_MIN_NOT_MET'
  | 'R506C_NOT_VERIFIED'
  | 'R506C_THIRD_PARTY_FINANCED'
  | 'RATE_LIMITED'
  | 'REASON_MISSING'
  | 'RECEIVER_BLOCKED'
  | 'RECEIVER_FROZEN'
  | 'RECEIVER_KYC_EXPIRED'
  | 'RECEIVER_LOTS_FULL'
  | 'RECEIVER_NOT_ACCREDITED'
  | 'RECEIVER_NOT_REGISTERED'
  | 'RECEIVER_TOPIC_MISSING'
  | 'RECIPIENT_LISTED'
  | 'RECIPIENT_UNFIT'
  | 'RECONFIRMATIONS_LAPSED'
  | 'RECONFIRMATION_NOT_ASKED'
  | 'RECONFIRMATION_OVER'
  | 'RECORD_DATE_ANNOUNCED'
  | 'RECORD_DATE_EARLY'
  | 'RECORD_DATE_FUTURE'
  | 'RECORD_DATE_MISSED'
  | 'RECORD_DATE_OUT_OF_ORDER'
  | 'RECORD_DATE_PAST'
  | 'RECORD_DATE_TOO_FAR'
  | 'RECORD_DATE_TOO_SOON'
  | 'RECOVERY_OPEN'
  | 'RECOVERY_STATUS'
  | 'REFERENCE_UNKNOWN'
  | 'REFUND_NOT_DUE'
  | 'REGISTRATION_CLOSED'
  | 'REGISTRY_NUMBER_MISSING'
  | 'REJECTION_TOO_LATE'
  | 'RELEASE_BY_ONE'
  | 'RELEASE_CHANGED'
  | 'RELEASE_NOT_ASKED'
  | 'REMINDED_ALREADY'
  | 'REMINDED_TODAY'
  | 'REMINDER_NOT_DUE'
  | 'REPAYMENT_FAILED'
  | 'REPAYMENT_NOT_DUE'
  | 'REPAYMENT_NOT_PREPARED'
  | 'REPAYMENT_ORDERED'
  | 'REPAYMENT_UNFUNDED'
  | 'REQUEST_INVALID'
  | 'RESERVATIONS_UNPAID'
  | 'RESERVED_OTHERWISE'
  | 'RISKS_NOT_CONFIRMED'
  | 'RISK_UNKNOWN'
  | 'RULES_BLOCK'
  | 'RULES_REVIEW'
  | 'SAME_WALLET'
  | 'SCOPE_INVALID'
  | 'SCOPE_OTHER'
  | 'SCREENING_LISTED'
  | 'SCREENING_NO_LIST'
  | 'SCREENING_OPEN_HIT'
  | 'SCREENING_OWNED'
  | 'SCREENING_PENDING'
  | 'SCREENING_STALE'
  | 'SECOND_PERSON_NEEDED'
  | 'SENDER_BLOCKED'
  | 'SENDER_FROZEN'
  | 'SESSION_EXPIRED'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_SCOPE'
  | 'SIGNER_MISSING'
  | 'SIGN_IN_FAILED'
  | 'SIWE_FIELD_ADDRESS'
  | 'SIWE_FIELD_CHAIN_ID'
  | 'SIWE_FIELD_DOMAIN'
  | 'SIWE_FIELD_EXPIRATION_TIME'
  | 'SIWE_FIELD_ISSUED_AT'
  | 'SIWE_FIELD_NONCE'
  | 'SIWE_FIELD_NOT_BEFORE'
  | 'SIWE_FIELD_RESOURCES'
  | 'SIWE_FIELD_STATEMENT'
  | 'SIWE_FIELD_URI'
  | 'SIWE_FIELD_VERSION'
  | 'SOFT_CAP_MISSED'
  | 'STATEMENT_MISSING'
  | 'STATEMENT_OTHER_ACCOUNT'
  | 'STATEMENT_UNBALANCED'
  | 'STATEMENT_UNCHANGED'
  | 'STEP_ORDER'
  | 'STEP_UNKNOWN'
  | 'SUBSCRIPTIONS_LEAVING'
  | 'SUBSCRIPTIONS_UNSETTLED'
  | 'SUBSCRIPTION_NOT_PAYABLE'
  | 'SUBSCRIPTION_UNSETTLED'
  | 'SUITABILITY_OPEN'
  | 'TAX_ACCOUNT_NEEDED'
  | 'TAX_ACCOUNT_UNFIT'
  | 'TAX_FORM_DATE_FUTURE'
  | 'TAX_FORM_EXPIRED'
  | 'TAX_FORM_GIIN_INVALID'
  | 'TAX_FORM_INTERMEDIARY'
  | 'TAX_FORM_KIND'
  | 'TAX_FORM_LINE_MISSING'
  | 'TAX_FORM_LINE_UNFIT'
  | 'TAX_FORM_NONPARTICIPATING'
  | 'TAX_FORM_TIN_INVALID'
  | 'TAX_FORM_TIN_MISSING'
  | 'TAX_FORM_TREATY_RESIDENCE'
  | 'TAX_FORM_TREATY_UNKNOWN'
  | 'TAX_FORM_UNSIGNED'
  | 'TAX_FORM_US_ADDRESS'
  | 'TAX_FORM_US_PERSON'
  | 'TAX_NUMBER_INVALID'
  | 'TAX_NUMBER_MISSING'
  | 'TERM_SHEET_INVALID'
  | 'TEXT_INVALID'
  | 'TICKET_TOO_LARGE'
  | 'TICKET_TOO_SMALL'
  | 'TOKEN_CLASS_UNKNOWN'
  | 'TOKEN_INVALID'
  | 'TOO_EARLY'
  | 'TOO_MANY_DOCUMENTS'
  | 'TOO_MANY_FILES'
  | 'TOO_MANY_VERSIONS'
  | 'TOO_MANY_WALLETS'
  | 'TRANSACTIONS_FAILED'
  | 'TRANSACTION_UNDER_WAY'
  | 'TRANSFER_TOO_COSTLY'
  | 'TRANSFER_UNDER_WAY'
  | 'TRAVEL_RULE_DATA_MISSING'
  | 'TREASURY_NOT_MANAGED'
  | 'TRUST_KIND_MISSING'
  | 'TRUST_ROLES_MISSING'
  | 'UNAUTHENTICATED'
  | 'UNDERFUNDED'
  | 'UNDER_AGE'
  | 'UNITS_ABOVE_BALANCE'
  | 'UNITS_FROZEN'
  | 'UNITS_LOCKED'
  | 'UNITS_NOT_ISSUED'
  | 'UNITS_SOLD_OUT'
  | 'UNITS_UNCOVERED'
  | 'UNKNOWN_DECLARATION'
  | 'US_HOLDER_CAP'
  | 'WALLET_BALANCE_SHORT'
  | 'WALLET_NOT_LINKED'
  | 'WALLET_NOT_READY'
  | 'WALLET_OF_ANOTHER'
  | 'WALLET_REFUSED'
  | 'WALLET_SHARED'
  | 'WALLET_TAKEN'
  | 'WALLET_UNKNOWN'
  | 'WATERFALL_AMOUNT_INVALID'
  | 'WATERFALL_TERMS_INVALID'
  | 'WEBHOOK_CHECK_UNKNOWN'
  | 'WEBHOOK_EVENT'
  | 'WEBHOOK_EVENT_UNKNOWN'
  | 'WEBHOOK_LIMIT'
  | 'WEBHOOK_SIGNATURE'
  | 'WEBHOOK_STALE'
  | 'WEBHOOK_URL_FORBIDDEN'
  | 'WEBHOOK_URL_FORM'
  | 'WEBHOOK_URL_FRAGMENT'
  | 'WEBHOOK_URL_HOST'
  | 'WEBHOOK_URL_INWARDS'
  | 'WEBHOOK_URL_PORT'
  | 'WEBHOOK_URL_REDIRECT'
  | 'WEBHOOK_URL_SCHEME'
  | 'WEBHOOK_URL_UNRESOLVED'
  | 'WEBHOOK_URL_USER'
  | 'WHAT_IF_NUMBER'
  | 'WHAT_IF_SHAPE'
  | 'WHAT_IF_UNFIT'
  | 'WINDOW_OPEN'
  | 'WIRES_NOT_TAKEN'
  | 'WIRE_TOO_LATE'
  | 'WITHDRAWAL_RUNS'
  | 'WRITE_OFF_OTHER'
  | 'XML_DTD_FORBIDDEN'
  | 'XML_INVALID'
  | 'XML_TOO_DEEP'
