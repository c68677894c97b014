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
