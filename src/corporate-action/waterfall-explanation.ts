import type { Step } from './explanation.ts'
import {
  waterfall,
  withChoices,
  type ClassClaim,
  type ClassShare,
  type WaterfallRefusal,
} from './waterfall.ts'
import { ok, type Result } from '../kernel/result.ts'

/** Why one class gets what it gets. */
export type ClassExplanation = {
  readonly id: string
  readonly share: ClassShare
  readonly steps: readonly Step[]
}

/**
 * Why each class gets its amount, in the order in which it was computed: what was left for its rank, what it got of it,
 * its part of the rest, and which choice was better.
 *
 * @param facts.shown  an amount as a person reads it
 * @param facts.shares shares as a person reads them
 */
export function waterfallExplanation(facts: {
  readonly claims: readonly ClassClaim[]
  readonly amount: bigint
  readonly shown: (minor: bigint) => string
  readonly shares: (shares: bigint) => string
}): Result<ClassExplanation[], WaterfallRefusal> {
  const { claims, amount } = facts
  const result = waterfall(claims, amount)
  if (!result.ok) return result
  const found = result.value
  const rest = amount - sum(found.map(({ preference }) => preference))
  const sharing = sum(
    claims.filter((claim, i) => found[i]!.converted || beside(claim)).map(({ shares }) => shares),
  )
  return ok(
    claims.map((claim, i): ClassExplanation => {
      const share = found[i]!
      const steps = [
        ...preferenceSteps(facts, found, i),
        ...(share.converted || beside(claim)
          ? [participationStep(facts, claim, share, { rest, sharing })]
          : []),
        ...choiceSteps(facts, found, i),
        { key: 'amount', label: 'Gets in all', formula: null, value: facts.shown(share.amount) },
      ]
      return { id: claim.id, share, steps }
    }),
  )
}

type Facts = Parameters<typeof waterfallExplanation>[0]

/** Whether a class shares beside common without converting. */
function beside({ participation }: ClassClaim): boolean {
  return participation !== 'none'
}

function preferenceSteps({ claims, amount, shown }: Facts, found: readonly ClassShare[], i: number): Step[] {
  const claim = claims[i]!
  if (claim.preference === 0n) return []
  if (found[i]!.converted)
    return [
      {
        key: 'preference-given-up',
        label: 'Gives up its preference and shares as common',
        formula: null,
        value: shown(claim.preference),
      },
    ]
  const above = sum(found.filter((_, j) => claims[j]!.rank > claim.rank).map((share) => share.preference))
  const peers = sum(
    claims
      .filter(({ rank }, j) => rank === claim.rank && !found[j]!.converted)
      .map((peer) => peer.preference),
  )
  const available = amount - above
  const step = (key: string, label: string, formula: string | null, value: bigint): Step => ({
    key,
    label,
    formula,
    value: shown(value),
  })
  const share =
    available < peers ? `${shown(available)} × ${shown(claim.preference)} ÷ ${shown(peers)}` : null
  return [
    step('preference-due', `Preference, in rank ${claim.rank}`, null, claim.preference),
    step('available', 'Left when higher ranks are paid', `${shown(amount)} − ${shown(above)}`, available),
    step('preference-paid', 'Preference paid', share, found[i]!.preference),
  ]
}

function participationStep(
  { shown, shares }: Facts,
  claim: ClassClaim,
  share: ClassShare,
  of: { readonly rest: bigint; readonly sharing: bigint },
): Step {
  const isCapped = !share.converted && claim.cap !== null && share.amount === claim.cap
  return isCapped
    ? {
        key: 'cap',
        label: 'Shares with common until its cap',
        formula: `${shown(claim.cap)} − ${shown(claim.preference)}`,
        value: shown(share.participation),
      }
    : {
        key: 'participation',
        label: 'Its part of the rest, beside those who share it',
        formula: `${shares(claim.shares)} of ${shares(of.sharing)} shares in ${shown(of.rest)}, less what caps hold back`,
        value: shown(share.participation),
      }
}

/** What the other choice would have given, the others keeping theirs. */
function choiceSteps({ claims, amount, shown }: Facts, found: readonly ClassShare[], i: number): Step[] {
  const { convertible, preference } = claims[i]!
  if (!convertible || preference === 0n) return []
  const choices = found.map((share, j) => share.converted !== (i === j))
  const other = withChoices(claims, choices, amount)[i]!
  const label = found[i]!.converted
    ? 'It would have kept, without converting'
    : 'It would have got as common, which is not more'
  return [{ key: 'other-choice', label, formula: null, value: shown(other) }]
}

function sum(list: readonly bigint[]): bigint {
  return list.reduce((a, b) => a + b, 0n)
}
