import type { Party } from './named.ts'

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
