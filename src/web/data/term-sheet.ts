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
    readonly who: 'subscribers' | 'officer' | 'two-people' | 'elsewhere'
    readonly text: string
  }[]
  readonly gas: string
  readonly gasComplete: boolean
  readonly applicable: boolean
  readonly warnings: readonly SheetFinding[]
  readonly errors: readonly SheetFinding[]
}
