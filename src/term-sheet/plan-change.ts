import type { Gas } from '../instrument/gas.ts'
import type { Address } from '../instrument/instrument.ts'
import type { ProtocolStep } from '../instrument/protocol.ts'
import type { Facts } from '../kernel/result.ts'
import type { FieldChange } from './plan-fields.ts'

/** One thing that a term sheet asks for, beside what there is. */
export type Change = {
  /** `refused`: it cannot be had, and then nothing of the sheet is applied. */
  readonly action: 'create' | 'change' | 'remove' | 'same' | 'refused'
  /** Rows of the database, or transactions on the chain. */
  readonly where: 'records' | 'chain'
  /** What it is, and its name: `issuer`, `harbour-street-partners`. */
  readonly subject: string
  readonly name: string
  readonly fields: readonly FieldChange[]
  /** Why it is refused. */
  readonly refusal: { readonly reason: PlanReason; readonly facts: Facts } | null
  /** For a transaction: what it is. */
  readonly step: ChainStep | null
  /** What is sent, and the gas that it takes; null until somebody who can ask the chain has filled it in. */
  readonly call: { readonly to: Address; readonly data: `0x${string}` } | null
  readonly gas: Gas
  /** The very transaction was asked for already and has not ended. */
  readonly underWay: boolean
  /** Why the attempt before this one failed. */
  readonly failure: string | null
}

export type ChainStep =
  | ProtocolStep
  | 'create-token'
  | 'set-countries'
  | 'set-rules'
  | 'anchor-term-sheet'
  | 'create-offering'
  | 'anchor-document'

export type PlanReason =
  | 'WINDOW_OVER'
  | 'TOKEN_FIXED'
  | 'OFFERING_FIXED'
  | 'OFFERING_OVER'
  | 'HOLDERS_BOUGHT_ON_IT'
  | 'OWNER_FIXED'
  | 'TREASURY_FIXED'
  | 'ADDRESS_FORBIDDEN'
  | 'HISTORY_KEPT'
  | 'VALUATION_CONTRADICTED'
  | 'HOLDERS_ABOVE_MAX'
  | 'ISSUER_NOT_YOURS'
  | 'DEVELOPMENT_TOKEN_ELSEWHERE'
  | 'PAYMENT_TOKEN_MISSING'
  | 'PAYMENT_TOKEN_DIFFERS'
  | 'PAYMENT_TOKEN_UNSIGNED'
  | 'TOKEN_UNDER_WAY'
  | 'TOKEN_MISSING'
  | 'TOKEN_TAKEN'
  | 'TOKEN_FACTS_MISSING'

type Draft = Pick<Change, 'subject' | 'name'> & Partial<Change>

export function change(draft: Draft): Change {
  const fields = draft.fields ?? []
  return {
    action: fields.length > 0 ? 'change' : 'same',
    where: 'records',
    fields,
    refusal: null,
    step: null,
    call: null,
    gas: null,
    underWay: false,
    failure: null,
    ...draft,
  }
}

export function refused(draft: Draft, reason: PlanReason, facts: Facts = {}): Change {
  return change({ ...draft, action: 'refused', refusal: { reason, facts } })
}

export function recordChange(draft: Draft, known: object | null): Change {
  return change({ ...draft, ...(known === null ? { action: 'create' } : {}) })
}

/** One refusal for each field in which a contract differs from the sheet, or that it is the same. */
export function fixedChanges(name: Draft, reason: PlanReason, fields: readonly FieldChange[]): Change[] {
  return fields.length === 0
    ? [change(name)]
    : fields.map((field) => refused({ ...name, fields: [field] }, reason, { field: field.field }))
}
