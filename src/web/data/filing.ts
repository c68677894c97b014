import type { ObligationCode } from '../../filing/obligation.ts'

/** What is to be filed because of an offering, and what was. */
export type Obligation = {
  readonly code: ObligationCode
  readonly citation: string
  readonly offering: string
  readonly instrument: { readonly id: string; readonly name: string }
  readonly since: string
  readonly due: string
  readonly filedOn: string | null
  readonly status: 'due' | 'overdue' | 'filed'
  readonly reference: string | null
}
