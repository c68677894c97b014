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
