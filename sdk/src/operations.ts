// Generated from the routes by `node tools/run.js tools/sdk.ts`. Edit the routes, not this file.

export type AffectedInvestor = {
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly instrument: string
  readonly action: 'subscribe' | 'transfer'
  readonly from: 'ALLOW' | 'BLOCK' | 'REVIEW'
  readonly to: 'ALLOW' | 'BLOCK' | 'REVIEW'
  readonly reasons: readonly { readonly code: string; readonly detail: string }[]
}

export type AnchoredDocument = {
  readonly name: string
  readonly version: number
  readonly uri: string
  readonly sha256: string
  /** Where the hash was written to the chain, once that is final. */
  readonly anchored: { readonly block: number; readonly tx: string } | null
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
  readonly issuer: {
    readonly name: string
    readonly form: string
    readonly jurisdiction: string
    readonly registryNumber: string | null
    readonly lei: string | null
    readonly id: string
  }
  readonly spv: {
    readonly name: string
    readonly form: string
    readonly jurisdiction: string
    readonly registryNumber: string | null
    readonly lei: string | null
    readonly id: string
  }
  /** Of several share classes, the first by key. */
  readonly instrument: InstrumentSummary | null
  readonly latestValuation: Valuation | null
  readonly key: string
  readonly country: string
  readonly address: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  readonly valuations: readonly Valuation[]
  readonly instruments: readonly InstrumentSummary[]
  readonly rules: {
    readonly countries: 'any' | readonly string[]
    readonly accreditedOnly: boolean
    readonly holdersMax: number | null
    readonly usHoldersMax: number | null
    readonly nonAccreditedHoldersMax: number | null
    readonly balanceMax: string | null
  } | null
  readonly income: IncomePolicy | null
  readonly offering: {
    readonly exemption: 'reg-d-506b' | 'reg-d-506c' | 'reg-s' | 'none-needed'
    readonly opens: string
    readonly closes: string
    readonly ticketMin: Money
    readonly ticketMax: Money | null
    readonly lockUpDays: number
  } | null
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
  readonly issuer: { readonly id: string; readonly name: string }
  readonly spv: { readonly name: string }
  /** Of several share classes, the first by key. */
  readonly instrument: InstrumentSummary | null
  readonly latestValuation: Valuation | null
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

export type Distribution = {
  readonly id: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly period: string
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
  /** What keeps it from going on; null while it goes on by itself. */
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly recordDate: string
  readonly recordAt: string
  readonly payDate: string
  readonly statement: string | null
  readonly netIncome: Money | null
  readonly payoutBps: number
  readonly amount: Money | null
  readonly setOff: Money
  readonly declared: Money | null
  readonly carriedIn: Money | null
  readonly funded: Money
  readonly missing: Money
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
  readonly period: string
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
  /** What keeps it from going on; null while it goes on by itself. */
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly recordDate: string
  readonly recordAt: string
  readonly payDate: string
  readonly statement: string | null
  readonly netIncome: Money | null
  readonly payoutBps: number
  readonly amount: Money | null
  readonly setOff: Money
  readonly declared: Money | null
  readonly carriedIn: Money | null
  readonly funded: Money
  readonly missing: Money
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

export type Entitlement = {
  readonly wallet: string
  readonly investor: { readonly id: string; readonly displayName: string } | null
  readonly units: string
  readonly unitsDisplay: string
  /** Their share, before anything is withheld. */
  readonly amount: Money
  /** What of it was kept back for the tax authority, and at which rate. */
  readonly withheld: { readonly amount: Money; readonly bps: number } | null
  readonly status: 'due' | 'paid' | 'parked' | 'unclaimed'
  readonly tx: string | null
}

export type Finding = {
  readonly reason: string
  readonly detail: string
  readonly fix: string
  readonly citation: string | null
  readonly actual: string
  readonly limit: string
}

export type Hit = {
  readonly id: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
  readonly ref: string
  /** From 0.000 to 1.000. */
  readonly score: string
  readonly status: 'open' | 'cleared' | 'confirmed' | 'gone'
  readonly foundAt: string
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly reason: string | null
}

export type HitDetail = {
  readonly id: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly list: 'OFAC-SDN' | 'OFAC-CONSOLIDATED' | 'UN' | 'EU' | 'UK' | 'HOUSE'
  readonly ref: string
  /** From 0.000 to 1.000. */
  readonly score: string
  readonly status: 'open' | 'cleared' | 'confirmed' | 'gone'
  readonly foundAt: string
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly reason: string | null
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
  readonly share: string
  readonly frozen: string
  readonly locked: string
  readonly free: string
  readonly walletFrozen: boolean
  readonly since: string | null
}

export type IncomePolicy = {
  readonly frequency: 'monthly'
  readonly payoutBps: number
  readonly payDay: number
  readonly record: 'close-of-last-day'
  readonly incomeAccounts: readonly string[]
  readonly expenseAccounts: readonly string[]
}

export type IncomeStatement = {
  readonly id: string
  readonly period: string
  readonly version: number
  readonly sha256: string
  readonly importedAt: string
  readonly net: Money
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
  readonly rules: {
    readonly countries: 'any' | readonly string[]
    readonly accreditedOnly: boolean
    readonly holdersMax: number | null
    readonly usHoldersMax: number | null
    readonly nonAccreditedHoldersMax: number | null
    readonly balanceMax: string | null
  }
  readonly income: IncomePolicy | null
  readonly offering: {
    readonly exemption: 'reg-d-506b' | 'reg-d-506c' | 'reg-s' | 'none-needed'
    readonly opens: string
    readonly closes: string
    readonly ticketMin: Money
    readonly ticketMax: Money | null
    readonly lockUpDays: number
  }
  readonly termSheetSha256: string
  readonly version: number
}

export type InstrumentRules = {
  readonly instrument: string
  readonly packs: readonly {
    readonly pack: string
    readonly version: string
    readonly sha256: string
    /** Pinned packs stop in doubt; implied ones only where they block. */
    readonly pinned: boolean
    /** Whether a lawyer has signed the pack that this comes from. */
    readonly legalReview: 'pending' | 'signed'
  }[]
  readonly counters: readonly LegalCounter[]
  readonly facts: readonly { readonly name: string; readonly value: string }[]
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
  readonly accreditedUntil: string | null
  readonly wallets: readonly Wallet[]
}

export type Key = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly role: 'administrator' | 'issuer' | 'officer' | 'investor' | 'auditor'
  readonly issuer: string | null
  readonly investor: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
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
  readonly unit: 'count' | 'money' | 'percent'
  readonly citation: string
  /** Whether a lawyer has signed the pack that this comes from. */
  readonly legalReview: 'pending' | 'signed'
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

export type Offering = {
  readonly id: string
  readonly status: 'open' | 'closed'
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly asset: string
  readonly exemption: string
  readonly opens: string
  readonly closes: string
  readonly unitPrice: Money
  readonly ticketMin: Money
  readonly ticketMax: Money | null
  readonly lockUpDays: number
  readonly unitsMax: string
  readonly unitsTaken: string
  readonly raised: Money
  readonly target: Money
}

export type Refusal = {
  readonly id: string
  readonly kind: 'subscription' | 'transfer'
  readonly at: string
  readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
  readonly investor: { readonly id: string; readonly displayName: string } | null
  readonly receiver: { readonly id: string; readonly displayName: string } | null
  readonly asked: string
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[]
  readonly decision: string | null
}

export type RuleDecision = {
  readonly id: string
  readonly action: string
  readonly state: 'passed' | 'refused' | 'waiting' | 'cleared'
  readonly outcome: 'ALLOW' | 'BLOCK' | 'REVIEW'
  readonly instrument: string
  readonly investor: { readonly id: string; readonly displayName: string }
  readonly decidedAt: string
  readonly reasons: readonly LegalReason[]
  readonly packHashes: readonly string[]
  readonly factsHash: string
  readonly clearedBy: string | null
  readonly reviewedBy: string | null
  readonly reviewReason: string | null
}

export type RulePackVersion = {
  readonly sha256: string
  readonly pack: string
  readonly version: string
  readonly state: 'proposed' | 'scheduled' | 'active' | 'superseded' | 'rejected'
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
  } | null
  readonly sandbox: boolean
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
  readonly wallet: string
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Money
  readonly status: 'in-progress' | 'pending' | 'confirmed' | 'cancelled' | 'refunded'
  readonly issuance: 'pending' | 'processing' | 'success' | 'failure' | null
  readonly validBefore: string
  readonly reason: string | null
  /** Null unless the units could not be issued. */
  readonly refund: {
    /** Who has the key of the treasury. */
    readonly payer: 'platform' | 'issuer'
    readonly settled: boolean
    readonly from: string
    readonly to: string
    readonly token: string
    readonly amount: Money
    readonly baseUnits: string
    /** What the treasury sends to the token: the call, exactly. */
    readonly data: string
    readonly tx: string | null
    readonly evidence: string | null
  } | null
}

export type Transfer = {
  readonly id: string
  readonly instrument: string
  readonly from: string
  readonly to: string
  readonly units: string
  readonly unitsDisplay: string
  readonly status: 'pending' | 'transfer-ok' | 'transfer-rejected' | 'failed'
  readonly findings: readonly Finding[]
  readonly at: string
  readonly tx: string | null
  readonly failure: string | null
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
}

export type Wallet = {
  readonly id: string
  readonly address: string
  readonly status: 'pending' | 'syncing' | 'ready' | 'rejected' | 'cancelled'
}

/** Every operation of the API, by its method and path. */
export type Operations = {
  /** The public proof as a page. Open to everybody. */
  'GET /proof/{instrument}': {
    readonly params: { readonly instrument: string }
    readonly query: undefined
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
      readonly subject?: string | undefined
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

  /** Ask whom it would affect if residents of a country could not hold; nothing is applied. For officer, auditor. */
  'POST /v1/country-what-if': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly country: string }
    readonly answer: {
      /** How many people are affected, each once. */
      readonly holders: number
      readonly changes: readonly { readonly from: string; readonly to: string; readonly holders: number }[]
      readonly affected: readonly AffectedInvestor[]
    }
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

  /** Shut the books and carry what rounding left. For issuer. */
  'POST /v1/distributions/{id}/close': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
    readonly writes: true
  }

  /**
   * Correct a distribution by a further entry. The right statement is kept beside the wrong one. More is paid out;
   * less is set off against the next. For issuer.
   */
  'POST /v1/distributions/{id}/corrections': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly reason: string; readonly csv: string }
    readonly answer: Distribution
    readonly writes: true
  }

  /** Declare what the month pays. For issuer. */
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
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Entitlement[]; readonly next: string | null }
    readonly writes: false
  }

  /** Download who is owed what. For issuer, officer, auditor, investor. */
  'GET /v1/distributions/{id}/entitlements.csv': {
    readonly params: { readonly id: string }
    readonly query: undefined
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
      /** What of it was kept back for the tax authority, and at which rate. */
      readonly withheld: { readonly amount: Money; readonly bps: number } | null
      readonly status: 'due' | 'paid' | 'parked' | 'unclaimed'
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

  /** Try again to pay the holders whose payment is parked. For issuer. */
  'POST /v1/distributions/{id}/retries': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Distribution
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

  /** Announce the record date of a month’s distribution. For issuer. */
  'POST /v1/instruments/{id}/distributions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly period: string }
    readonly answer: Distribution
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
      readonly share: string
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
   * with one, nothing is taken. For issuer.
   */
  'POST /v1/instruments/{id}/income-statements': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly period: string; readonly csv: string }
    readonly answer: IncomeStatement
    readonly writes: true
  }

  /** List the movements of the register, the youngest first. For issuer, officer, auditor, investor. */
  'GET /v1/instruments/{id}/movements': {
    readonly params: { readonly id: string }
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
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
      readonly from?: string | undefined
      /** The last day, which belongs to it. */
      readonly until?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Movement[]; readonly next: string | null }
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
      /** A minus sorts downwards. */
      readonly sort?: '-units' | 'units' | '-since' | 'since' | 'wallet' | '-wallet' | undefined
    }
    readonly body: undefined
    readonly answer: string
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

  /** List the investors. For officer, issuer, auditor, administrator. */
  'GET /v1/investors': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?:
        | 'none'
        | 'processing'
        | 'updates-required'
        | 'manual-review'
        | 'verified'
        | 'rejected'
        | 'expired'
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

  /** Read one investor. For administrator, officer, issuer, auditor, investor. */
  'GET /v1/investors/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Investor
    readonly writes: false
  }

  /** Approve an investor until a day. For officer. */
  'POST /v1/investors/{id}/approval': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly kycUntil: string; readonly accreditedUntil?: string | null | undefined }
    readonly answer: Investor
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

  /** List the API keys. For administrator. */
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

  /** Make an API key. The answer holds the key, this once. For administrator. */
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
      readonly createdAt: string
      readonly expiresAt: string
      readonly revokedAt: string | null
      readonly lastUsedAt: string | null
      readonly key: string
    }
    readonly writes: true
  }

  /** Revoke an API key. For administrator. */
  'DELETE /v1/keys/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Key
    readonly writes: true
  }

  /** List the e-mails and what became of them. For administrator. */
  'GET /v1/mails': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?: 'waiting' | 'sent' | 'refused' | 'not-configured' | undefined
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

  /** List the offerings. For issuer, officer, auditor, investor. */
  'GET /v1/offerings': {
    readonly params: undefined
    readonly query: undefined
    readonly body: undefined
    readonly answer: { readonly items: readonly Offering[]; readonly next: null }
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

  /** Close an offering. For issuer. */
  'POST /v1/offerings/{id}/close': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Offering
    readonly writes: true
  }

  /**
   * Subscribe; the answer holds the payment to sign. A refused attempt is kept, with every reason. For investor,
   * officer.
   */
  'POST /v1/offerings/{id}/subscriptions': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly investor: string; readonly wallet: string; readonly amount: string }
    readonly answer: {
      readonly id: string
      readonly offering: string
      readonly instrument: { readonly id: string; readonly name: string; readonly symbol: string }
      readonly investor: string
      readonly wallet: string
      readonly units: string
      readonly unitsDisplay: string
      readonly amount: Money
      readonly status: 'in-progress' | 'pending' | 'confirmed' | 'cancelled' | 'refunded'
      readonly issuance: 'pending' | 'processing' | 'success' | 'failure' | null
      readonly validBefore: string
      readonly reason: string | null
      /** Null unless the units could not be issued. */
      readonly refund: {
        /** Who has the key of the treasury. */
        readonly payer: 'platform' | 'issuer'
        readonly settled: boolean
        readonly from: string
        readonly to: string
        readonly token: string
        readonly amount: Money
        readonly baseUnits: string
        /** What the treasury sends to the token: the call, exactly. */
        readonly data: string
        readonly tx: string | null
        readonly evidence: string | null
      } | null
      readonly authorization: TypedData
    }
    readonly writes: true
  }

  /** Change your password. For administrator, issuer, officer, investor, auditor. */
  'POST /v1/password': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly current: string; readonly password: string }
    readonly answer: Session
    readonly writes: false
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
      readonly issuer: { readonly name: string }
      readonly spv: { readonly name: string }
      readonly asset: { readonly name: string }
      readonly supply: string
      readonly registerSum: string
      readonly supplyEqualsRegister: boolean
      readonly holdersCount: number
      readonly concentration: readonly { readonly largest: number; readonly share: string }[]
      readonly documents: readonly {
        readonly name: string
        readonly sha256: string
        readonly anchored: { readonly block: number; readonly tx: string } | null
      }[]
      readonly distributions: readonly {
        readonly id: string
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

  /** Choose a password by a one-time link. Open to everybody. */
  'POST /v1/recovery': {
    readonly params: undefined
    readonly query: undefined
    readonly body: { readonly token: string; readonly password: string }
    readonly answer: Session
    readonly writes: false
  }

  /** List subscriptions and transfers that were refused, with every reason. For officer, auditor. */
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
      /** To this day, itself included. */
      readonly to?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Refusal[]; readonly next: string | null }
    readonly writes: false
  }

  /**
   * Download the refused subscriptions and transfers. At most 50000 rows, the youngest first. For officer,
   * auditor.
   */
  'GET /v1/refusals.csv': {
    readonly params: undefined
    readonly query: {
      /** A stable code, as in the list of reasons. */
      readonly reason?: string | undefined
      readonly investor?: string | undefined
      readonly instrument?: string | undefined
      /** From this day on, in Coordinated Universal Time. */
      readonly from?: string | undefined
      /** To this day, itself included. */
      readonly to?: string | undefined
    }
    readonly body: undefined
    readonly answer: string
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
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly RuleDecision[]; readonly next: string | null }
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
      readonly record: string
    }
    readonly writes: false
  }

  /**
   * Clear or refuse what a rule has put before an officer. What is cleared passes for thirty days, as long as its
   * reasons and their numbers stay the same. For officer.
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
      readonly impact: {
        /** How many people are affected, each once. */
        readonly holders: number
        readonly changes: readonly { readonly from: string; readonly to: string; readonly holders: number }[]
        readonly affected: readonly AffectedInvestor[]
      }
    }
    readonly writes: false
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
    readonly answer: {
      /** How many people are affected, each once. */
      readonly holders: number
      readonly changes: readonly { readonly from: string; readonly to: string; readonly holders: number }[]
      readonly affected: readonly AffectedInvestor[]
    }
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

  /** List possible matches with sanctions lists. For officer, auditor. */
  'GET /v1/screening/hits': {
    readonly params: undefined
    readonly query: {
      /** Rows of the page, 1 to 200. */
      readonly limit?: string | number | undefined
      /** The `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?: 'open' | 'cleared' | 'confirmed' | 'gone' | undefined
      readonly investor?: string | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Hit[]; readonly next: string | null }
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

  /** Decide whether a possible match is the one who is listed. For officer. */
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
      /** More than a tenth of the entries is gone, and the publisher says so. */
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
      readonly refund?: 'due' | undefined
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Subscription[]; readonly next: string | null }
    readonly writes: false
  }

  /** Read one subscription. For issuer, officer, auditor, investor. */
  'GET /v1/subscriptions/{id}': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: undefined
    readonly answer: Subscription
    readonly writes: false
  }

  /** Hand in the signed payment of a subscription. For investor, officer. */
  'POST /v1/subscriptions/{id}/payment': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly signature: string }
    readonly answer: Subscription
    readonly writes: true
  }

  /**
   * Say that a refund was paid another way, and what shows it. The audit log keeps who said so and the evidence: a
   * reference, nobody’s name. For officer.
   */
  'POST /v1/subscriptions/{id}/refund-settlement': {
    readonly params: { readonly id: string }
    readonly query: undefined
    readonly body: { readonly evidence: string }
    readonly answer: Subscription
    readonly writes: true
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
    readonly answer: {
      readonly changes: readonly {
        /** `!` cannot be had, and then nothing is applied. */
        readonly sign: '+' | '~' | '-' | '=' | '!'
        readonly what: string
        readonly detail: string
        /** Null where there is no transaction, or the node would not say. */
        readonly gas: string | null
        readonly gasBasis: 'estimated' | 'simulated' | null
        /** Why it cannot be had. */
        readonly code: string | null
      }[]
      /** Of all transactions together. */
      readonly gas: string
      /** Whether the gas of every transaction is known. */
      readonly gasComplete: boolean
      readonly applicable: boolean
      readonly warnings: readonly {
        readonly path: string
        readonly line: number
        readonly column: number
        readonly code: string
        readonly message: string
      }[]
      /** Every mistake of the sheet; then there are no changes. */
      readonly errors: readonly {
        readonly path: string
        readonly line: number
        readonly column: number
        readonly code: string
        readonly message: string
      }[]
      readonly instrument: string
      readonly asset: string
      readonly changed: boolean
      readonly sha256: string
    }
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
    readonly answer: {
      readonly changes: readonly {
        /** `!` cannot be had, and then nothing is applied. */
        readonly sign: '+' | '~' | '-' | '=' | '!'
        readonly what: string
        readonly detail: string
        /** Null where there is no transaction, or the node would not say. */
        readonly gas: string | null
        readonly gasBasis: 'estimated' | 'simulated' | null
        /** Why it cannot be had. */
        readonly code: string | null
      }[]
      /** Of all transactions together. */
      readonly gas: string
      /** Whether the gas of every transaction is known. */
      readonly gasComplete: boolean
      readonly applicable: boolean
      readonly warnings: readonly {
        readonly path: string
        readonly line: number
        readonly column: number
        readonly code: string
        readonly message: string
      }[]
      /** Every mistake of the sheet; then there are no changes. */
      readonly errors: readonly {
        readonly path: string
        readonly line: number
        readonly column: number
        readonly code: string
        readonly message: string
      }[]
    }
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
    }
    readonly body: undefined
    readonly answer: { readonly items: readonly Transfer[]; readonly next: string | null }
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
      readonly name: string
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
      readonly name: string
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
}

export type OperationName = keyof Operations

/** The operations that change something: each takes an `Idempotency-Key`, so that a retry does it once. */
export const WRITES: ReadonlySet<OperationName> = new Set([
  'POST /v1/distributions/{id}/close',
  'POST /v1/distributions/{id}/corrections',
  'POST /v1/distributions/{id}/declaration',
  'POST /v1/distributions/{id}/funding',
  'POST /v1/distributions/{id}/push',
  'POST /v1/distributions/{id}/record-date',
  'POST /v1/distributions/{id}/retries',
  'PUT /v1/instruments/{id}/classification',
  'POST /v1/instruments/{id}/classification/not-security',
  'POST /v1/instruments/{id}/distributions',
  'POST /v1/instruments/{id}/income-statements',
  'PUT /v1/instruments/{id}/rule-facts',
  'POST /v1/instruments/{id}/rule-packs',
  'POST /v1/instruments/{id}/transfers',
  'POST /v1/investors',
  'POST /v1/investors/{id}/approval',
  'POST /v1/investors/{id}/rejection',
  'POST /v1/investors/{id}/wallet-challenges',
  'POST /v1/investors/{id}/wallets',
  'POST /v1/keys',
  'DELETE /v1/keys/{id}',
  'POST /v1/notices/{id}/read',
  'POST /v1/offerings/{id}/close',
  'POST /v1/offerings/{id}/subscriptions',
  'POST /v1/rule-decisions/{id}/review',
  'POST /v1/rule-packs',
  'POST /v1/rule-proposals/{sha256}/decision',
  'POST /v1/sandbox/clock',
  'POST /v1/screening/hits/{id}/decision',
  'POST /v1/screening/lists',
  'POST /v1/subscriptions/{id}/payment',
  'POST /v1/subscriptions/{id}/refund-settlement',
  'POST /v1/term-sheets/apply',
  'POST /v1/users',
  'PUT /v1/users/{id}',
  'DELETE /v1/users/{id}',
  'POST /v1/users/{id}/recovery',
] as const)

/** Every code that a refusal can carry; they are explained at `/errors` of each installation. */
export type Code =
  | 'ACCREDITED_UNTIL_PAST'
  | 'ADDRESS_CHAIN'
  | 'ADDRESS_CHECKSUM'
  | 'ADDRESS_FORBIDDEN'
  | 'ALREADY_SCHEDULED'
  | 'AMOUNT_FORMAT'
  | 'AMOUNT_NOT_WHOLE_UNITS'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'AMOUNT_PRECISION'
  | 'ANNOUNCEMENT_FAILED'
  | 'AS_OF_TWICE'
  | 'BALANCE_CAP'
  | 'BLOCK_UNKNOWN'
  | 'BODY_HAS_BOM'
  | 'BODY_TOO_LARGE'
  | 'CHAIN_CHANGED'
  | 'CHAIN_HALTED'
  | 'CHAIN_UNAVAILABLE'
  | 'CHALLENGE_EXPIRED'
  | 'CHALLENGE_UNKNOWN'
  | 'CLASSIFICATION_MISSING'
  | 'CLOCK_BACKWARDS'
  | 'CLOCK_MOVING'
  | 'CLOCK_TOO_FAR'
  | 'COUNTRY_BLOCKED'
  | 'COUNTRY_UNKNOWN'
  | 'CSRF'
  | 'CSV_EMPTY'
  | 'CSV_INVALID'
  | 'CSV_ROW'
  | 'CSV_TOO_LARGE'
  | 'CURSOR_INVALID'
  | 'DATABASE_UNAVAILABLE'
  | 'DATE_INVALID'
  | 'DEADLINE_PASSED'
  | 'DECISION_NOT_WAITING'
  | 'DEMO_ABSENT'
  | 'DEPLOYER_MISSING'
  | 'EMAIL_INVALID'
  | 'EMAIL_TAKEN'
  | 'ENCODING_INVALID'
  | 'FACTS_UNFIT'
  | 'FIELD_REQUIRED'
  | 'FIELD_TYPE'
  | 'FIELD_UNKNOWN'
  | 'FORBIDDEN'
  | 'FORBIDDEN_WALLET'
  | 'FOUR_EYES'
  | 'HEX_INVALID'
  | 'HIT_DECIDED'
  | 'HIT_GONE'
  | 'HOLDER_CAP'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REQUIRED'
  | 'IDEMPOTENCY_MISMATCH'
  | 'ID_INVALID'
  | 'INSTANT_INVALID'
  | 'INSTRUMENT_NOT_LIVE'
  | 'INSUFFICIENT_BALANCE'
  | 'INTERNAL'
  | 'INVESTOR_NOT_VERIFIED'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_INVALID'
  | 'JSON_TOO_DEEP'
  | 'KEY_INVALID'
  | 'KEY_IN_URL'
  | 'KEY_LIFETIME'
  | 'KYC_UNTIL_PAST'
  | 'LAST_ADMINISTRATOR'
  | 'LIMIT'
  | 'LINK_INVALID'
  | 'LIST_EMPTY'
  | 'LIST_FILE_MISSING'
  | 'LIST_FORMAT'
  | 'LIST_OLDER'
  | 'LIST_SHRUNK'
  | 'LOT_FACTS_MISSING'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'MODULE_REFUSED'
  | 'NAME_INVALID'
  | 'NONCE_USED'
  | 'NON_ACCREDITED_HOLDER_CAP'
  | 'NOTHING_LEFT_TO_DO'
  | 'NOTHING_PARKED'
  | 'NOTHING_TO_CORRECT'
  | 'NOTHING_TO_DISTRIBUTE'
  | 'NOT_DUE'
  | 'NOT_FOUND'
  | 'NOT_YET_DECLARED'
  | 'NOT_YET_VALID'
  | 'NO_ELIGIBLE_HOLDERS'
  | 'NO_INCOME_POLICY'
  | 'OFFERING_CLOSED'
  | 'OFFERING_NOT_OPEN'
  | 'OFFERING_WINDOW_OVER'
  | 'OPERATOR_CHANGED'
  | 'PACK_INVALID'
  | 'PACK_KNOWN'
  | 'PACK_UNKNOWN'
  | 'PASSWORD_WEAK'
  | 'PASSWORD_WRONG'
  | 'PAUSED'
  | 'PERIOD_NOT_OVER'
  | 'PERIOD_OUT_OF_ORDER'
  | 'PLAN_REFUSED'
  | 'PLATFORM_OFFICER'
  | 'PROPOSAL_DECIDED'
  | 'PROPOSAL_OPEN'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'RATE_LIMITED'
  | 'RECEIVER_BLOCKED'
  | 'RECEIVER_FROZEN'
  | 'RECEIVER_KYC_EXPIRED'
  | 'RECEIVER_NOT_ACCREDITED'
  | 'RECEIVER_NOT_REGISTERED'
  | 'RECEIVER_TOPIC_MISSING'
  | 'RECORD_DATE_ANNOUNCED'
  | 'RECORD_DATE_EARLY'
  | 'RECORD_DATE_FUTURE'
  | 'RECORD_DATE_MISSED'
  | 'RECORD_DATE_OUT_OF_ORDER'
  | 'RECORD_DATE_PAST'
  | 'REFUND_NOT_DUE'
  | 'REFUND_UNDER_WAY'
  | 'REQUEST_INVALID'
  | 'RESERVATIONS_UNPAID'
  | 'RULES_BLOCK'
  | 'RULES_REVIEW'
  | 'SCOPE_INVALID'
  | 'SCREENING_LISTED'
  | 'SCREENING_NO_LIST'
  | 'SCREENING_OPEN_HIT'
  | 'SCREENING_PENDING'
  | 'SCREENING_STALE'
  | 'SENDER_BLOCKED'
  | 'SENDER_FROZEN'
  | 'SESSION_EXPIRED'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_SCOPE'
  | 'SIGN_IN_FAILED'
  | 'STATEMENT_MISSING'
  | 'STATEMENT_UNCHANGED'
  | 'STEP_ORDER'
  | 'SUBSCRIPTIONS_UNSETTLED'
  | 'TERM_SHEET_INVALID'
  | 'TEXT_INVALID'
  | 'TICKET_TOO_LARGE'
  | 'TICKET_TOO_SMALL'
  | 'TOKEN_FACTS_MISSING'
  | 'TOKEN_INVALID'
  | 'TOO_MANY_WALLETS'
  | 'TRANSACTIONS_FAILED'
  | 'TRANSACTION_UNDER_WAY'
  | 'TRANSFER_UNDER_WAY'
  | 'UNAUTHENTICATED'
  | 'UNDERFUNDED'
  | 'UNITS_FROZEN'
  | 'UNITS_LOCKED'
  | 'UNITS_SOLD_OUT'
  | 'UNKNOWN_DECLARATION'
  | 'US_HOLDER_CAP'
  | 'WALLET_NOT_READY'
  | 'WALLET_REFUSED'
  | 'WALLET_TAKEN'
  | 'WHAT_IF_UNFIT'
  | 'XML_DTD_FORBIDDEN'
