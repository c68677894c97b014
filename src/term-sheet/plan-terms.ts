import type { Instrument } from '../instrument/instrument.ts'
import { TERM_SHEET } from '../instrument/token.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import { type Change, type PlanReason, change, refused } from './plan-change.ts'
import { type PlanFacts, escrowFixed, isTokenUnderWay, isWindowOver, treasuryText } from './plan-facts.ts'
import { difference, orderChange, termFields, costFields, type FieldChange } from './plan-fields.ts'
import type { TermSheet } from './term-sheet.ts'

/** How long a term may be changed: until the token exists, until the offering's contract does, until units do, or always. */
const FIXED_FROM: Readonly<Record<string, 'token' | 'escrow' | 'units'>> = {
  name: 'token',
  symbol: 'token',
  decimals: 'token',
  units: 'escrow',
  price: 'escrow',
  'price tiers': 'escrow',
  'limits of investors': 'escrow',
  payment: 'escrow',
  'also paid in': 'escrow',
  'time zone': 'escrow',
  'offering opens': 'escrow',
  'offering closes': 'escrow',
  'lock-up days': 'escrow',
  'soft cap': 'escrow',
  'hard cap': 'escrow',
  allocation: 'escrow',
  'cooling-off hours': 'escrow',
  'closing days': 'escrow',
  exemption: 'escrow',
  'invited only': 'escrow',
  'payout share': 'units',
  'income policy': 'units',
  interest: 'units',
  'manager’s share': 'units',
  preference: 'units',
}

export function instrumentChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  const known = facts.instrument
  const name = { subject: 'share class', name: sheet.terms.key }
  const document = { subject: 'document', name: TERM_SHEET }
  const payment = { token: facts.payment.address, currency: sheet.terms.paymentCurrency }
  const wanted = termFields(sheet.terms, payment)
  const hash = { 'SHA-256': sheet.sha256 }
  const late = isTooLate(sheet, facts)
    ? [refused(name, 'WINDOW_OVER', { closes: sheet.terms.offering.closes.toString() })]
    : []
  if (known === null)
    return [
      ...late,
      change({
        ...name,
        action: 'create',
        fields: difference({}, { ...wanted, treasury: treasuryText(sheet, facts) }),
      }),
      change({ ...document, action: 'create', fields: difference({}, hash) }),
    ]
  if (known.assetKey !== sheet.asset.key)
    return [refused(name, 'OWNER_FIXED', { thing: 'share class', owner: `the asset ${known.assetKey}` })]

  // The transaction carries the former sheet's hash and rules: a new sheet has to wait for it.
  if (known.status === 'deploying' && known.termSheetSha256 !== sheet.sha256)
    return [refused(name, 'TOKEN_UNDER_WAY')]

  const fields = [
    ...difference(termFields(known, known.payment), wanted),
    ...orderChange('costs', costFields(known), costFields(sheet.terms)),
  ]
  const byReason = Map.groupBy(fields, ({ field }) => fixedReason(field, known, facts))
  const fixed = [...byReason].flatMap(([reason, of]) => fixedRefusal(name, reason, of, facts))
  const free = byReason.get(null) ?? []
  return [
    ...late,
    ...fixed,
    ...treasuryRefusals(sheet, known).map((field) => refused({ ...name, fields: [field] }, 'TREASURY_FIXED')),
    ...holdersRefusals(sheet, facts),
    ...(fixed.length > 0 && free.length === 0 ? [] : [change({ ...name, fields: free })]),
    change({ ...document, fields: difference({ 'SHA-256': known.termSheetSha256 }, hash) }),
  ]
}

/** A token made now would be one that nobody can subscribe for. What is made, or being made, stays. */
function isTooLate(sheet: TermSheet, facts: PlanFacts): boolean {
  const isMade = facts.token.facts !== null || facts.instrument?.status === 'live' || isTokenUnderWay(facts)
  return isWindowOver(sheet) && !isMade
}

function fixedReason(field: string, known: Instrument, facts: PlanFacts): PlanReason | null {
  const { escrow, token } = facts
  switch (FIXED_FROM[field]) {
    case 'token':
      return known.status === 'draft' ? null : 'TOKEN_FIXED'
    case 'escrow':
      return escrow.terms !== null || escrow.underWay ? escrowFixed(facts) : null
    case 'units':
      return (token.facts?.supply ?? 0n) > 0n ? 'HOLDERS_BOUGHT_ON_IT' : null
    default:
      return null
  }
}

/** One refusal for all fields that are fixed for one reason; none where there is no reason. */
function fixedRefusal(
  name: Pick<Change, 'subject' | 'name'>,
  reason: PlanReason | null,
  fields: readonly FieldChange[],
  { token, instrument }: PlanFacts,
): Change[] {
  if (reason === null) return []
  const units = displayDecimal(token.facts?.supply ?? 0n, instrument?.decimals ?? 0)
  const field = fields.map((each) => each.field).join(', ')
  const facts = reason === 'HOLDERS_BOUGHT_ON_IT' ? { field, units } : { field }
  return [refused({ ...name, fields }, reason, facts)]
}

function treasuryRefusals(sheet: TermSheet, known: Instrument): FieldChange[] {
  const kept =
    sheet.treasury === 'managed'
      ? known.treasuryKind === 'managed'
      : known.treasuryKind === 'own' && known.treasury === sheet.treasury
  return kept ? [] : [{ field: 'treasury', from: known.treasury, to: sheet.treasury }]
}

/** What is raised would be lost there. Once the offering's contract is made it can go nowhere else. */
export function treasuryForbidden(
  sheet: TermSheet,
  { treasuryContract: found, escrow }: PlanFacts,
): Change[] {
  if (found?.isForbidden !== true || escrow.terms !== null) return []
  const field = { field: 'treasury', from: null, to: sheet.treasury }
  const facts = { line: String(found.line) }
  return [
    refused({ subject: 'share class', name: sheet.terms.key, fields: [field] }, 'ADDRESS_FORBIDDEN', facts),
  ]
}

function holdersRefusals(sheet: TermSheet, { token }: PlanFacts): Change[] {
  const { holdersMax } = sheet.terms.rules
  const holders = token.facts?.holders ?? 0
  return holdersMax !== null && holdersMax < holders
    ? [
        refused({ subject: 'share class', name: sheet.terms.key }, 'HOLDERS_ABOVE_MAX', {
          holders: String(holders),
          max: String(holdersMax),
        }),
      ]
    : []
}
