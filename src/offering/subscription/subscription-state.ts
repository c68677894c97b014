/**
 * Where a subscription stands. `interest`: its investor would, and cannot yet: the offering has not opened, or they are not
 * let in; no units are kept. `eligible`: the rules let the investor in, and units are kept. `funded`: the money is on its way
 * into escrow, and a reorganisation of the chain may still undo it. `confirmed`: it is there for good. `allocated`: the
 * offering is closed and says how many units. `issued`: they are the investor's.
 */
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]
export const SUBSCRIPTION_STATES = [
  'interest',
  'eligible',
  'agreement',
  'signed',
  'funded',
  'confirmed',
  'allocated',
  'issued',
  'rejected',
  'withdrawn',
  'refunded',
  'expired',
] as const

/** Why a reservation was given up whose investor has another one in its place: another amount, or another currency. */
export const REPLACED = 'REPLACED'

/** An investment in the words of real operations: asked for, paid for, got; or given up, or paid back. */
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]
export const SUBSCRIPTION_STATUSES = ['in-progress', 'pending', 'confirmed', 'cancelled', 'refunded'] as const

/**
 * What an investor in a raise waits for. `pending-kyc`: interested, and their identity is not approved.
 * `pending-accreditation`: interested, and all units are for the accredited, which they are not shown to be. Whose interest waits
 * for something else, as the opening, is as whoever has units kept.
 */
export type RaiseStatus = (typeof RAISE_STATUSES)[number]
export const RAISE_STATUSES = [
  'pending-kyc',
  'pending-accreditation',
  'pending-investor-signature',
  'pending-issuer-signature',
  'pending-funding',
  'ready',
] as const

/**
 * Where the subscription agreement is: `none` where nothing was to be signed. Who paid has not signed one by that. It is drawn
 * up with its subscription and signed by the investor first, so nothing is ever merely requested or signed beforehand.
 */
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number]
export const AGREEMENT_STATUSES = ['none', 'sent', 'signed', 'confirmed', 'rejected'] as const

/** Where the units of a paid subscription are. */
export type IssuanceStatus = (typeof ISSUANCE_STATUSES)[number]
export const ISSUANCE_STATUSES = ['pending', 'processing', 'success', 'failure'] as const

type Words = {
  readonly status: SubscriptionStatus
  /** Unless its investor lacks something, or the issuer's signature: `raise-status.store.ts`. Null when the subscription is over. */
  readonly raise: RaiseStatus | null
  readonly issuance: IssuanceStatus | null
  /** Where it may go from here. */
  readonly next: readonly SubscriptionState[]
}

/** Every state in the words that travel, and the steps there are. */
export const STATES: Readonly<Record<SubscriptionState, Words>> = {
  interest: {
    status: 'in-progress',
    raise: 'pending-funding',
    issuance: null,
    next: ['eligible', 'rejected', 'withdrawn', 'expired'],
  },
  eligible: {
    status: 'in-progress',
    raise: 'pending-funding',
    issuance: null,
    next: ['agreement', 'signed', 'funded', 'rejected', 'withdrawn', 'expired'],
  },
  agreement: {
    status: 'in-progress',
    raise: 'pending-investor-signature',
    issuance: null,
    next: ['signed', 'rejected', 'withdrawn', 'expired'],
  },
  signed: {
    status: 'in-progress',
    raise: 'pending-funding',
    issuance: null,
    next: ['funded', 'rejected', 'withdrawn', 'expired'],
  },
  funded: {
    status: 'pending',
    raise: 'pending-funding',
    issuance: null,
    // Back to where it was, where the contract had ceased to take the currency by then.
    next: ['confirmed', 'rejected', 'refunded', 'eligible', 'signed'],
  },
  confirmed: {
    status: 'pending',
    raise: 'ready',
    issuance: 'pending',
    next: ['allocated', 'refunded'],
  },
  allocated: {
    status: 'pending',
    raise: 'ready',
    issuance: 'processing',
    next: ['issued', 'refunded'],
  },
  issued: { status: 'confirmed', raise: null, issuance: 'success', next: [] },
  rejected: { status: 'cancelled', raise: null, issuance: null, next: [] },
  withdrawn: { status: 'cancelled', raise: null, issuance: null, next: [] },
  refunded: { status: 'refunded', raise: null, issuance: 'failure', next: [] },
  expired: { status: 'cancelled', raise: null, issuance: null, next: [] },
}

export function mayMove(from: SubscriptionState, to: SubscriptionState): boolean {
  return STATES[from].next.includes(to)
}

/** Units are kept for it, and nothing is paid yet. */
export const RESERVED_STATES = [
  'eligible',
  'agreement',
  'signed',
] as const satisfies readonly SubscriptionState[]
/** Its money is in escrow for good, or was when its units were issued. */
export const PAID_STATES = [
  'confirmed',
  'allocated',
  'issued',
] as const satisfies readonly SubscriptionState[]

export function isReserved(state: SubscriptionState): boolean {
  return (RESERVED_STATES as readonly SubscriptionState[]).includes(state)
}

/** By what subscriptions are sorted: when they were asked for, for how many units, or for how much. */
export const SUBSCRIPTION_SORTS = ['-at', 'at', '-units', 'units', '-amount', 'amount'] as const
export type SubscriptionSort = (typeof SUBSCRIPTION_SORTS)[number]
