import type { Address } from '../instrument/instrument.ts'
import type { Id, InstrumentId } from '../kernel/ids.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Hash } from './register.ts'

export type EnforcementId = Id<'enf'>

/** What an officer may do to units whatever their holder wants. */
export type EnforcementKind = (typeof ENFORCEMENT_KINDS)[number]
export const ENFORCEMENT_KINDS = [
  'freeze-wallet',
  'unfreeze-wallet',
  'freeze-units',
  'unfreeze-units',
  'forced-transfer',
] as const

/** On what ground. */
export type EnforcementReason = (typeof ENFORCEMENT_REASONS)[number]
export const ENFORCEMENT_REASONS = [
  'court-order',
  'regulator-order',
  'sanctions',
  'estate',
  'fraud',
  'error-correction',
  'agreement',
] as const

/** `waiting` for a second officer, `pending` until the chain has settled it for good. */
export type EnforcementStatus = (typeof ENFORCEMENT_STATUSES)[number]
export const ENFORCEMENT_STATUSES = ['waiting', 'pending', 'done', 'failed', 'declined'] as const

/** What a wallet has of one token. Base units. */
export type Position = {
  readonly units: bigint
  readonly frozen: bigint
  readonly walletFrozen: boolean
}

export type Effect = {
  readonly wallet: Address
  readonly before: Position
  readonly after: Position
}

/** What is asked for. */
export type EnforcementOrder =
  | { readonly kind: 'freeze-wallet' | 'unfreeze-wallet'; readonly wallet: Address }
  | { readonly kind: 'freeze-units' | 'unfreeze-units'; readonly wallet: Address; readonly units: bigint }
  | {
      readonly kind: 'forced-transfer'
      readonly wallet: Address
      readonly to: Address
      readonly units: bigint
    }

export type Enforcement = {
  readonly id: EnforcementId
  readonly instrument: InstrumentId
  readonly order: EnforcementOrder
  readonly reason: EnforcementReason
  readonly document: string
  readonly status: EnforcementStatus
  readonly effects: readonly Effect[]
  readonly askedBy: string
  readonly askedAt: Temporal.Instant
  readonly decidedBy: string | null
  readonly tx: Hash | null
  readonly failure: string | null
}

/** What a legal document is known by: letters, digits and the signs of file numbers. No names, no sentences. */
export const DOCUMENT = /^[A-Za-z0-9][A-Za-z0-9 .:/_#()-]{2,79}$/

/** Whether a second officer has to agree: units that are taken away do not come back by thawing. */
export function needsSecond(kind: EnforcementKind): boolean {
  return kind === 'forced-transfer'
}

export type EffectRefusal =
  | 'SAME_WALLET'
  | 'UNITS_ABOVE_BALANCE'
  | 'FROZEN_ABOVE_BALANCE'
  | 'NOT_FROZEN'
  | 'NO_CHANGE'

/**
 * What an order makes of the positions that it is about, as `SecurityToken` computes it: a forced transfer takes free units
 * first and then thaws frozen ones as far as needed. Or why it makes no sense.
 */
export function effectsOf(
  order: EnforcementOrder,
  before: Position,
  receiver: Position | null,
): readonly Effect[] | Refusal<EffectRefusal> {
  const { wallet } = order
  const to = (after: Partial<Position>): readonly Effect[] => [
    { wallet, before, after: { ...before, ...after } },
  ]
  switch (order.kind) {
    case 'freeze-wallet':
    case 'unfreeze-wallet': {
      const walletFrozen = order.kind === 'freeze-wallet'
      return before.walletFrozen === walletFrozen ? refuse('NO_CHANGE') : to({ walletFrozen })
    }
    case 'freeze-units': {
      const frozen = before.frozen + order.units
      return frozen > before.units ? refuse('FROZEN_ABOVE_BALANCE') : to({ frozen })
    }
    case 'unfreeze-units':
      return order.units > before.frozen ? refuse('NOT_FROZEN') : to({ frozen: before.frozen - order.units })
    case 'forced-transfer': {
      if (order.to === wallet) return refuse('SAME_WALLET')
      if (order.units > before.units) return refuse('UNITS_ABOVE_BALANCE')
      if (receiver === null) throw new Error('a forced transfer has a receiver')
      const units = before.units - order.units
      const frozen = before.frozen > units ? units : before.frozen
      return [
        ...to({ units, frozen }),
        {
          wallet: order.to,
          before: receiver,
          after: { ...receiver, units: receiver.units + order.units },
        },
      ]
    }
  }
}

/** What a forced transfer's reason is on the chain: the hash of this text. */
export function reasonText(enforcement: Pick<Enforcement, 'id' | 'reason' | 'document'>): string {
  return `aliquot.enforcement:${enforcement.id}:${enforcement.reason}:${enforcement.document}`
}
