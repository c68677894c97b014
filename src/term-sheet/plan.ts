import type { Gas } from '../instrument/gas.ts'
import type { Address, Instrument, PaymentToken, TransferRules } from '../instrument/instrument.ts'
import type { ProtocolStep } from '../instrument/protocol.ts'
import { isSameCountries, TERM_SHEET, type AnchorState, type TokenFacts } from '../instrument/token.ts'
import {
  isSameValuation,
  type Asset,
  type AssetFacts,
  type Issuer,
  type LegalEntity,
  type Shell,
  type Spv,
  type Valuation,
} from '../issuer/issuer.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import type { Facts } from '../kernel/result.ts'
import { givenBy } from '../offering/offering-change.ts'
import type { EscrowTerms, OfferingStatus } from '../offering/offering.ts'
import { tokenConfiguration, type TokenLaw, type TokenSource } from '../restriction/token-rules.ts'
import type { SheetTerms, TermSheet } from './term-sheet.ts'
import {
  DOCUMENT,
  difference,
  orderChange,
  entityFields,
  shellFields,
  ownerFields,
  assetFields,
  identifierFields,
  factFields,
  riskFields,
  valuationFields,
  termFields,
  costFields,
  ruleFields,
  birthFields,
  escrowFields,
  onOff,
  type FieldChange,
  type Shown,
} from './plan-fields.ts'

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

/** What is left when the sheet is applied, and takes somebody else than whoever applies it. */
export type LaterStep = {
  readonly step:
    | 'reconfirm-subscriptions'
    | 'withdraw-subscriptions'
    | 'close-offering'
    | 'fund-distributions'
  /**
   * `subscribers`: whoever had agreed to buy before. `two-people`: one prepares, another confirms. `elsewhere`: whoever holds a
   * key that the platform does not have.
   */
  readonly who: 'subscribers' | 'two-people' | 'elsewhere'
  readonly facts: Facts
}

export type PlanReason =
  | 'WINDOW_OVER'
  | 'TOKEN_FIXED'
  | 'OFFERING_FIXED'
  | 'HOLDERS_BOUGHT_ON_IT'
  | 'OWNER_FIXED'
  | 'TREASURY_FIXED'
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

/** What exists, as far as a term sheet may touch it. */
export type PlanFacts = {
  readonly issuer: Issuer | null
  readonly spv: (Spv & { readonly issuerKey: string }) | null
  readonly asset: (Asset & { readonly spvKey: string }) | null
  readonly valuations: readonly Valuation[]
  readonly instrument: (Instrument & { readonly assetKey: string }) | null
  /** Null when the caller may apply sheets of every issuer. */
  readonly callersIssuer: string | null
  readonly payment: PaymentFacts
  /** What else the sheet's offering is paid in, by place in the sheet: what each contract itself answers; null when there is none. */
  readonly currencies: readonly (
    | (NonNullable<TokenAnswer> & {
        /** It takes payments by signature. */
        readonly isSigned: boolean
      })
    | null
  )[]
  /** Of `managed`, the account that exists for this key; null when it will be made. */
  readonly treasury: Address | null
  readonly protocol: readonly {
    readonly step: ProtocolStep
    readonly address: Address
    readonly state: 'missing' | 'under-way' | 'failed' | 'done'
    readonly failure: string | null
  }[]
  readonly token: {
    readonly address: Address
    readonly facts: TokenFacts | null
    readonly underWay: Readonly<Record<'create' | 'rules' | 'countries' | 'anchor', boolean>>
    readonly failures: Readonly<Record<'create' | 'rules' | 'countries' | 'anchor', string | null>>
    /** Of the data room, what is not anchored yet. */
    readonly documents: readonly {
      readonly name: string
      readonly version: number
      readonly sha256: string
      readonly state: AnchorState
      readonly failure: string | null
    }[]
  }
  /** What of the law the token is to enforce. */
  readonly law: TokenLaw
  /** The offering's contract: what it is to be made with, and what it answers; null while there is none. */
  readonly escrow: {
    readonly address: Address
    readonly wanted: EscrowTerms
    readonly terms: EscrowTerms | null
    readonly status: OfferingStatus | null
    readonly underWay: boolean
    readonly failure: string | null
  }
}

/** The stablecoin that the sheet names, as the chain knows it. */
export type PaymentFacts =
  | { readonly kind: 'development'; readonly address: Address | null; readonly chainId: number }
  | {
      readonly kind: 'token'
      readonly address: Address
      /** What the contract itself answers; null when there is none. */
      readonly says: TokenAnswer
    }
type TokenAnswer = { readonly code: string; readonly decimals: number } | null

/**
 * Everything that applying the sheet would do, in the order it would be done, and what it would not: what stays the
 * same is named too, so that a reader sees that it was looked at. Pure: the gas is filled in by whoever can ask.
 */
export function planChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  return withoutEchoes([...comparedChanges(sheet, facts), ...lawRefusals(sheet, facts)])
}

/**
 * The rules that the token is to enforce: the sheet’s, made stricter by the law; and what of the law asked for what. While a
 * fact is missing the sheet’s stand alone, and the plan is refused.
 */
export function enforced(
  { terms: { rules } }: TermSheet,
  { law }: Pick<PlanFacts, 'law'>,
): { readonly rules: TransferRules; readonly law: readonly TokenSource[] } {
  const configuration = tokenConfiguration(law, rules)
  return configuration.ok
    ? { rules: configuration.value.rules, law: configuration.value.from }
    : { rules, law: [] }
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

const FIXED: ReadonlySet<PlanReason> = new Set(['TOKEN_FIXED', 'OFFERING_FIXED', 'TREASURY_FIXED'])

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
  const funding: LaterStep = {
    step: 'fund-distributions',
    who: 'elsewhere',
    facts: { treasury: sheet.treasury },
  }
  return [
    ...(isClosed || isWindowOver(sheet) ? [] : [closing]),
    ...(income === null || sheet.treasury === 'managed' ? [] : [funding]),
  ]
}

function isWindowOver({ warnings }: TermSheet): boolean {
  return warnings.some(({ code }) => code === 'WINDOW_OVER')
}

/** What may change while units are on sale, and its subscribers are told of: what the sheet says of them. */
const TOLD: ReadonlySet<string> = new Set(['issuer', 'SPV', 'asset', 'valuation', 'share class'])
const ORDER = 'order of '

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

type Draft = Pick<Change, 'subject' | 'name'> & Partial<Change>

function change(draft: Draft): Change {
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

function refused(draft: Draft, reason: PlanReason, facts: Facts = {}): Change {
  return change({ ...draft, action: 'refused', refusal: { reason, facts } })
}

/* Companies, asset, valuations */

/** All that is said of a sheet that is about another issuer's things. */
export function foreignSheet(sheet: TermSheet): Change[] {
  return [
    refused({ subject: 'issuer', name: sheet.issuer.key }, 'ISSUER_NOT_YOURS', { issuer: sheet.issuer.key }),
  ]
}

function tenantChanges(sheet: TermSheet, { callersIssuer }: PlanFacts): Change[] {
  return callersIssuer === null || callersIssuer === sheet.issuer.key
    ? []
    : [
        refused({ subject: 'issuer', name: sheet.issuer.key }, 'ISSUER_NOT_YOURS', {
          issuer: sheet.issuer.key,
        }),
      ]
}

function issuerChange({ issuer: wanted }: TermSheet, { issuer: known }: PlanFacts): Change {
  const fields = difference(known === null ? {} : entityFields(known), entityFields(wanted))
  return recordChange({ subject: 'issuer', name: wanted.key, fields }, known)
}

function recordChange(draft: Draft, known: object | null): Change {
  return change({ ...draft, ...(known === null ? { action: 'create' } : {}) })
}

function spvChange(sheet: TermSheet, { spv }: PlanFacts): Change {
  const name = { subject: 'SPV', name: sheet.spv.key }
  if (spv !== null && spv.issuerKey !== sheet.issuer.key)
    return refused(name, 'OWNER_FIXED', { thing: 'SPV', owner: `the issuer ${spv.issuerKey}` })
  const shown = (company: LegalEntity & Shell) => ({ ...entityFields(company), ...shellFields(company) })
  const fields = [
    ...difference(spv === null ? {} : shown(spv), shown(sheet.spv)),
    ...orderChange(`${ORDER}owners`, ownerFields(spv?.owners ?? []), ownerFields(sheet.spv.owners)),
  ]
  return recordChange({ ...name, fields }, spv)
}

function assetChange(sheet: TermSheet, { asset }: PlanFacts): Change {
  const name = { subject: 'asset', name: sheet.asset.key }
  if (asset !== null && asset.spvKey !== sheet.spv.key)
    return refused(name, 'OWNER_FIXED', { thing: 'asset', owner: `the SPV ${asset.spvKey}` })
  const fields = difference(asset === null ? {} : assetFields(asset), assetFields(sheet.asset))
  const order = (what: string, shown: (facts: AssetFacts) => Shown) =>
    asset === null ? [] : orderChange(`${ORDER}${what}`, shown(asset), shown(sheet.asset))
  return recordChange(
    {
      ...name,
      fields: [
        ...fields,
        ...order('identifiers', identifierFields),
        ...order('facts', factFields),
        ...order('risks', riskFields),
      ],
    },
    asset,
  )
}

function valuationChanges(sheet: TermSheet, { valuations }: PlanFacts): Change[] {
  const named = (valuation: Valuation) => ({
    subject: 'valuation',
    name: `${valuation.date.toString()} ${valuation.method}`,
  })
  const wanted = sheet.valuations.map((valuation) => {
    const known = valuations.find((each) => isSameValuation(each, valuation))
    const fields = difference(known === undefined ? {} : valuationFields(known), valuationFields(valuation))
    if (known === undefined) return change({ ...named(valuation), action: 'create', fields })
    const isAddition = fields.every(({ field, from }) => field === DOCUMENT && from === null)
    return !isAddition
      ? refused({ ...named(valuation), fields }, 'VALUATION_CONTRADICTED')
      : change({ ...named(valuation), fields })
  })
  const gone = valuations
    .filter((known) => !sheet.valuations.some((each) => isSameValuation(each, known)))
    .map((known) =>
      refused({ ...named(known), fields: difference(valuationFields(known), {}) }, 'HISTORY_KEPT'),
    )
  return [...wanted, ...gone]
}

/* Payment and terms */

function paymentChanges(sheet: TermSheet, { payment, currencies }: PlanFacts): Change[] {
  const others = sheet.terms.offering.currencies.flatMap((wanted, index) => {
    const says = currencies[index] ?? null
    const unsigned =
      says?.isSigned === false
        ? [refused({ subject: 'payment token', name: wanted.token }, 'PAYMENT_TOKEN_UNSIGNED')]
        : []
    return [...stablecoinChanges(wanted, says), ...unsigned]
  })
  if (payment.kind === 'token')
    return [
      ...stablecoinChanges({ token: payment.address, currency: sheet.terms.paymentCurrency }, payment.says),
      ...others,
    ]
  const name = { subject: 'payment token', name: sheet.paymentToken }
  return payment.address === null
    ? [refused(name, 'DEVELOPMENT_TOKEN_ELSEWHERE', { chain: String(payment.chainId) }), ...others]
    : others
}

/** Nothing, where the token is what the sheet says it is. */
function stablecoinChanges({ token, currency }: PaymentToken, says: TokenAnswer): Change[] {
  const name = { subject: 'payment token', name: token }
  if (says === null) return [refused(name, 'PAYMENT_TOKEN_MISSING', { address: token })]
  const fields = difference(
    { code: says.code, decimals: String(says.decimals) },
    { code: currency.code, decimals: String(currency.decimals) },
  )
  return fields.length > 0 ? [refused({ ...name, fields }, 'PAYMENT_TOKEN_DIFFERS')] : []
}

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

function instrumentChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
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
    ...orderChange(`${ORDER}costs`, costFields(known), costFields(sheet.terms)),
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

function fixedReason(field: string, known: Instrument, { escrow, token }: PlanFacts): PlanReason | null {
  switch (FIXED_FROM[field]) {
    case 'token':
      return known.status === 'draft' ? null : 'TOKEN_FIXED'
    case 'escrow':
      return escrow.terms !== null || escrow.underWay ? 'OFFERING_FIXED' : null
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

function treasuryText(sheet: TermSheet, { treasury }: PlanFacts): string {
  if (sheet.treasury !== 'managed') return sheet.treasury
  return treasury ?? 'managed (a new account)'
}

/* The chain */

function protocolChanges({ protocol }: PlanFacts): Change[] {
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

function tokenChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
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

/** Asked for, or waiting for the platform's contracts, which ask for it when they are there. */
function isTokenUnderWay({ instrument, token, protocol }: PlanFacts): boolean {
  if (instrument === null) return false
  const waits = protocol.some(({ state }) => state !== 'done')
  return instrument.status === 'deploying' || (waits && token.failures.create === null)
}

/** One refusal for each field in which a contract differs from the sheet, or that it is the same. */
function fixedChanges(name: Draft, reason: PlanReason, fields: readonly FieldChange[]): Change[] {
  return fields.length === 0
    ? [change(name)]
    : fields.map((field) => refused({ ...name, fields: [field] }, reason, { field: field.field }))
}

/* The offering's contract, and the documents */

function escrowChanges(sheet: TermSheet, facts: PlanFacts): Change[] {
  const { escrow } = facts
  const name = { where: 'chain', subject: 'offering', name: sheet.terms.key } as const
  const wanted = escrowFields(escrow.wanted, sheet.terms)
  if (escrow.terms !== null)
    return fixedChanges(name, 'OFFERING_FIXED', difference(escrowFields(escrow.terms, sheet.terms), wanted))
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

function documentChanges(facts: PlanFacts): Change[] {
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
