import { isSameCountries, type TokenFacts } from '../instrument/token.ts'
import { type ChainStep, type Change, change, fixedChanges, refused } from './plan-change.ts'
import {
  type PlanFacts,
  enforced,
  escrowFixed,
  isTokenUnderWay,
  isWindowOver,
  treasuryText,
} from './plan-facts.ts'
import { difference, ruleFields, birthFields, escrowFields, onOff, type FieldChange } from './plan-fields.ts'
import type { SheetTerms, TermSheet } from './term-sheet.ts'

export function protocolChanges({ protocol }: PlanFacts): Change[] {
  return protocol.map(({ step, address, state, failure }) =>
    change({
      where: 'chain',
      subject: step === 'registry-agent' ? 'agent of InvestorRegistry' : 'platform contract',
      name: step === 'registry-agent' ? 'operator' : step,
      action: state === 'done' || state === 'under-way' ? 'same' : 'create',
      underWay: state === 'under-way',
      failure,
      step,
      fields: state === 'done' ? [] : difference({}, { address }),
    }),
  )
}

export function tokenChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  const { token, instrument } = facts
  const name = { where: 'chain', subject: 'token', name: sheet.terms.symbol } as const
  if (token.facts === null) return [newToken(sheet, facts)]
  // A token of this key and operator that no record knows: the records were lost, and are not to be guessed.
  if (instrument === null) return [refused(name, 'TOKEN_TAKEN', { address: token.address })]
  const { limits, list } = ruleDifferences({ ...sheet.terms, ...enforced(sheet, facts) }, token.facts)
  const born = difference(birthFields(token.facts), birthFields(sheet.terms))
  const anchored = difference({ 'SHA-256': token.facts.termSheetSha256 }, { 'SHA-256': sheet.sha256 })
  return [
    ...fixedChanges(name, 'TOKEN_FIXED', born),
    transaction('countries', 'set-countries', list, facts),
    transaction('rules', 'set-rules', limits, facts),
    transaction('anchor', 'anchor-term-sheet', anchored, facts),
  ]
}

function newToken(sheet: TermSheet, facts: PlanFacts): Change {
  const { address, failures } = facts.token
  const name = { where: 'chain', subject: 'token', name: sheet.terms.symbol } as const
  if (facts.instrument?.status === 'live') return refused(name, 'TOKEN_MISSING', { address })
  const underWay = isTokenUnderWay(facts)
  return change({
    ...name,
    step: 'create-token',
    action: underWay ? 'same' : 'create',
    underWay,
    failure: failures.create,
    fields: difference({}, { address, ...ruleFields({ ...sheet.terms, ...enforced(sheet, facts) }) }),
  })
}

/** The token keeps its list of countries apart from its other rules, whether the list counts among them. */
function ruleDifferences(
  { rules, decimals }: Pick<SheetTerms, 'rules' | 'decimals'>,
  token: TokenFacts,
): { readonly limits: FieldChange[]; readonly list: FieldChange[] } {
  const [wanted, known] = [rules.countries, token.rules.countries]
  const fields = difference(ruleFields({ rules: token.rules, decimals }), ruleFields({ rules, decimals }))
  const isList = ({ field }: FieldChange) => field === 'countries'
  const counts = difference({ 'country rule': onOff(known) }, { 'country rule': onOff(wanted) })
  return {
    limits: [...fields.filter((field) => !isList(field)), ...counts],
    list: wanted === 'any' || isSameCountries(wanted, known) ? [] : fields.filter(isList),
  }
}

export function escrowChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  const { escrow } = facts
  const name = { where: 'chain', subject: 'offering', name: sheet.terms.key } as const
  const wanted = escrowFields(escrow.wanted, sheet.terms)
  if (escrow.terms !== null)
    return fixedChanges(name, escrowFixed(facts), difference(escrowFields(escrow.terms, sheet.terms), wanted))
  if (isWindowOver(sheet)) return []
  const underWay = escrow.underWay || isTokenUnderWay(facts)
  return [
    change({
      ...name,
      step: 'create-offering',
      action: underWay ? 'same' : 'create',
      underWay,
      failure: escrow.failure,
      fields: difference({}, { address: escrow.address, ...wanted, treasury: treasuryText(sheet, facts) }),
    }),
  ]
}

export function documentChanges(facts: PlanFacts): Change[] {
  return facts.token.documents.map(({ name, version, sha256, state, failure }) => {
    const underWay = state === 'pending' || isTokenUnderWay(facts)
    return change({
      where: 'chain',
      subject: 'document',
      name: `${name} v${version}`,
      step: 'anchor-document',
      action: underWay ? 'same' : 'create',
      underWay,
      failure,
      fields: difference({}, { 'SHA-256': sha256 }),
    })
  })
}

const TRANSACTION_NAMES = {
  countries: 'allowed countries',
  rules: 'transfer rules',
  anchor: 'anchored term sheet',
} as const

function transaction(
  part: 'countries' | 'rules' | 'anchor',
  step: ChainStep,
  fields: readonly FieldChange[],
  { token }: PlanFacts,
): Change {
  return change({
    where: 'chain',
    subject: 'token',
    name: TRANSACTION_NAMES[part],
    step,
    fields,
    ...(fields.length > 0 && token.underWay[part] ? { action: 'same', underWay: true } : {}),
    failure: fields.length > 0 ? token.failures[part] : null,
  })
}
