import type { Facts } from '../kernel/result.ts'
import { givenBy } from '../offering/change/offering-change.ts'
import { tokenConfiguration } from '../restriction/token-rules.ts'
import { type Change, type PlanReason, refused } from './plan-change.ts'
import { documentChanges, escrowChanges, protocolChanges, tokenChanges } from './plan-contracts.ts'
import { type PlanFacts, isWindowOver } from './plan-facts.ts'
import { DOCUMENT, ORDER } from './plan-fields.ts'
import {
  assetChange,
  issuerChange,
  paymentChanges,
  spvChange,
  tenantChanges,
  valuationChanges,
} from './plan-records.ts'
import { instrumentChanges, treasuryForbidden } from './plan-terms.ts'
import type { TermSheet } from './term-sheet.ts'

/** What is left when the sheet is applied, and takes somebody else than whoever applies it. */
export type LaterStep = {
  readonly step:
    | 'reconfirm-subscriptions'
    | 'withdraw-subscriptions'
    | 'record-covered-persons'
    | 'close-offering'
    | 'fund-distributions'
  /**
   * `subscribers`: whoever had agreed to buy before. `officer`: a compliance officer. `two-people`: one prepares, another
   * confirms. `elsewhere`: whoever holds a key that the platform does not have.
   */
  readonly who: 'subscribers' | 'officer' | 'two-people' | 'elsewhere'
  readonly facts: Facts
}

/**
 * Everything that applying the sheet would do, in the order it would be done, and what it would not: what stays the
 * same is named too, so that a reader sees that it was looked at. Pure: the gas is filled in by whoever can ask.
 */
export function planChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  return withoutEchoes([
    ...comparedChanges(sheet, facts),
    ...treasuryForbidden(sheet, facts),
    ...lawRefusals(sheet, facts),
  ])
}

function lawRefusals({ terms: { rules, symbol } }: TermSheet, { law }: PlanFacts): Change[] {
  const configuration = tokenConfiguration(law, rules)
  const name = { where: 'chain', subject: 'token', name: symbol } as const
  return configuration.ok ? [] : [refused(name, configuration.reason, configuration.facts)]
}

/** As `planChanges`, with everything that differs named wherever it differs: in the records and on the chain. */
export function comparedChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  return [
    ...tenantChanges(sheet, facts),
    issuerChange(sheet, facts),
    spvChange(sheet, facts),
    assetChange(sheet, facts),
    ...valuationChanges(sheet, facts),
    ...paymentChanges(sheet, facts),
    ...instrumentChanges(sheet, facts),
    ...protocolChanges(facts),
    ...tokenChanges(sheet, facts),
    ...escrowChanges(sheet, facts),
    ...documentChanges(facts),
  ]
}

/** What the records refuse since a contract is made with it, the contract need not refuse again. */
function withoutEchoes(changes: readonly Change[]): Change[] {
  const isFixed = ({ refusal }: Change) => refusal !== null && FIXED.has(refusal.reason)
  const isSaid = changes.some((each) => each.where === 'records' && isFixed(each))
  return changes.filter((each) => !(isSaid && each.where === 'chain' && isFixed(each)))
}

const FIXED: ReadonlySet<PlanReason> = new Set([
  'TOKEN_FIXED',
  'OFFERING_FIXED',
  'OFFERING_OVER',
  'TREASURY_FIXED',
])

/** What applying the sheet leaves to others, in the order in which it will come up. */
export function laterSteps(sheet: TermSheet, { escrow }: PlanFacts): LaterStep[] {
  const { offering, income } = sheet.terms
  const isClosed = escrow.status !== null && escrow.status !== 'opening' && escrow.status !== 'open'
  const closing: LaterStep = {
    step: 'close-offering',
    who: 'two-people',
    facts: {
      day: offering.closes.toString(),
      last: offering.closes.add({ days: offering.closingDays }).toString(),
    },
  }
  // 17 CFR 230.506(d): the check is of everybody covered at the time of the sale.
  const covered: LaterStep = { step: 'record-covered-persons', who: 'officer', facts: {} }
  const isChecked = offering.exemption === 'reg-d-506b' || offering.exemption === 'reg-d-506c'
  const funding: LaterStep = {
    step: 'fund-distributions',
    who: 'elsewhere',
    facts: { treasury: sheet.treasury },
  }
  return [
    ...(isChecked && escrow.status === null ? [covered] : []),
    ...(isClosed || isWindowOver(sheet) ? [] : [closing]),
    ...(income === null || sheet.treasury === 'managed' ? [] : [funding]),
  ]
}

/** What may change while units are on sale, and its subscribers are told of: what the sheet says of them. */
const TOLD: ReadonlySet<string> = new Set(['issuer', 'SPV', 'asset', 'valuation', 'share class'])

/**
 * What of the changes the subscribers of an open offering are told, line by line. Not that a list stands in another order, nor
 * that the paper of a valuation is named: nothing that anybody agreed to is another thing by that.
 */
export function toldLines(changes: readonly Change[]): string[] {
  return changes
    .filter(({ where, subject }) => where === 'records' && TOLD.has(subject))
    .filter(({ action }) => action === 'create' || action === 'change')
    .flatMap(({ action, subject, name, fields }) =>
      fields
        .filter(({ field }) => !field.startsWith(ORDER) && (action === 'create' || field !== DOCUMENT))
        .map(({ field, from, to }) => `${subject} ${name}, ${field}: ${from ?? '–'} → ${to ?? '–'}`),
    )
}

/** What the subscribers of an open offering may or have to do once they are told of the changes. */
export function subscribersSteps(
  { terms: { offering, timeZone } }: TermSheet,
  changes: readonly Change[],
  { escrow, now }: { readonly escrow: PlanFacts['escrow']; readonly now: Temporal.Instant },
): LaterStep[] {
  if (escrow.status !== 'open' || !isApplicable(changes) || toldLines(changes).length === 0) return []
  const given = givenBy(offering, { now, timeZone })
  if (given === null) return []
  const until = given.until
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
  return [{ step: `${given.right}-subscriptions`, who: 'subscribers', facts: { until, timeZone } }]
}

/** Whether the changes may be applied: none of them is refused. */
export function isApplicable(changes: readonly Change[]): boolean {
  return changes.every(({ action }) => action !== 'refused')
}

/** Whether there is anything left to do. What is under way is done, unless it fails. */
export function isSettledPlan(changes: readonly Change[]): boolean {
  return changes.every(({ action }) => action === 'same')
}

/** The gas of all transactions together, and whether every one of them is known. */
export function totalGas(changes: readonly Change[]): { readonly used: bigint; readonly complete: boolean } {
  const asked = changes.filter(
    ({ step, action, underWay }) => step !== null && action !== 'same' && !underWay,
  )
  return {
    used: asked.reduce((sum, { gas }) => sum + (gas?.used ?? 0n), 0n),
    complete: asked.every(({ gas }) => gas !== null),
  }
}
