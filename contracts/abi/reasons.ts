// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

/** Why a transfer is refused, in the order of the checks. The enum on chain counts None as 0, so REASONS[n - 1]
 * is its value n. */
export const REASONS = [
  /** The token is paused. */
  'PAUSED',
  /** The sender's wallet is frozen. */
  'SENDER_FROZEN',
  /** The receiver's wallet is frozen. */
  'RECEIVER_FROZEN',
  /** The sender is blocked in the registry, by sanctions for instance. */
  'SENDER_BLOCKED',
  /** The receiver is not in the registry. */
  'RECEIVER_NOT_REGISTERED',
  /** The receiver is blocked in the registry. */
  'RECEIVER_BLOCKED',
  /** The receiver's checks have expired. Actual: today; limit: the first day they are no longer good. */
  'RECEIVER_KYC_EXPIRED',
  /** The receiver is not accredited today. Actual: today; limit: the first day they no longer are. */
  'RECEIVER_NOT_ACCREDITED',
  /** The receiver lacks a topic this token asks for. Actual: the topics they have; limit: those required. */
  'RECEIVER_TOPIC_MISSING',
  /** Residents of the receiver's country may not hold. Actual: the country, ISO 3166 numeric. */
  'COUNTRY_BLOCKED',
  /** The sender has too few units. Actual: units asked; limit: the balance. */
  'INSUFFICIENT_BALANCE',
  /** Some of the sender's units are frozen. Actual: units asked; limit: units not frozen. */
  'UNITS_FROZEN',
  /** Some of the sender's units are in lots still locked. Actual: units asked; limit: units free. */
  'UNITS_LOCKED',
  /** The receiver would hold too many units. Actual: the balance it would lead to; limit: the cap. */
  'BALANCE_CAP',
  /** There would be too many holders. Actual: the number it would lead to; limit: the cap. */
  'HOLDER_CAP',
  /** There would be too many holders who reside in the United States. Actual: the number it would lead to; limit: the cap. */
  'US_HOLDER_CAP',
  /** There would be too many holders who are not accredited. Actual: the number it would lead to; limit: the cap. */
  'NON_ACCREDITED_HOLDER_CAP',
  /** A module that the issuer added refuses. Actual: its place among the modules, from 0. */
  'MODULE_REFUSED',
  /** Transfers would open too many locked lots at the receiver's. Actual: the number it would lead to; limit: the most. */
  'RECEIVER_LOTS_FULL',
] as const

export type Reason = (typeof REASONS)[number]
