import type { PaymentToken } from '../instrument/instrument.ts'
import {
  isSameValuation,
  type AssetFacts,
  type LegalEntity,
  type Shell,
  type Valuation,
} from '../issuer/issuer.ts'
import { type Change, change, recordChange, refused } from './plan-change.ts'
import type { PlanFacts, TokenAnswer } from './plan-facts.ts'
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
  type Shown,
} from './plan-fields.ts'
import type { TermSheet } from './term-sheet.ts'

/** All that is said of a sheet that is about another issuer's things. */
export function foreignSheet(sheet: TermSheet): Change[] {
  return [
    refused({ subject: 'issuer', name: sheet.issuer.key }, 'ISSUER_NOT_YOURS', { issuer: sheet.issuer.key }),
  ]
}

export function tenantChanges(sheet: TermSheet, { callersIssuer }: PlanFacts): Change[] {
  return callersIssuer === null || callersIssuer === sheet.issuer.key
    ? []
    : [
        refused({ subject: 'issuer', name: sheet.issuer.key }, 'ISSUER_NOT_YOURS', {
          issuer: sheet.issuer.key,
        }),
      ]
}

export function issuerChange({ issuer: wanted }: TermSheet, { issuer: known }: PlanFacts): Change {
  const fields = difference(known === null ? {} : entityFields(known), entityFields(wanted))
  return recordChange({ subject: 'issuer', name: wanted.key, fields }, known)
}

export function spvChange(sheet: TermSheet, { spv }: PlanFacts): Change {
  const name = { subject: 'SPV', name: sheet.spv.key }
  if (spv !== null && spv.issuerKey !== sheet.issuer.key)
    return refused(name, 'OWNER_FIXED', { thing: 'SPV', owner: `the issuer ${spv.issuerKey}` })
  const shown = (company: LegalEntity & Shell) => ({ ...entityFields(company), ...shellFields(company) })
  const fields = [
    ...difference(spv === null ? {} : shown(spv), shown(sheet.spv)),
    ...orderChange('owners', ownerFields(spv?.owners ?? []), ownerFields(sheet.spv.owners)),
  ]
  return recordChange({ ...name, fields }, spv)
}

export function assetChange(sheet: TermSheet, { asset }: PlanFacts): Change {
  const name = { subject: 'asset', name: sheet.asset.key }
  if (asset !== null && asset.spvKey !== sheet.spv.key)
    return refused(name, 'OWNER_FIXED', { thing: 'asset', owner: `the SPV ${asset.spvKey}` })
  const fields = difference(asset === null ? {} : assetFields(asset), assetFields(sheet.asset))
  const order = (what: string, shown: (facts: AssetFacts) => Shown) =>
    asset === null ? [] : orderChange(what, shown(asset), shown(sheet.asset))
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

export function valuationChanges(sheet: TermSheet, { valuations }: PlanFacts): Change[] {
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

export function paymentChanges(sheet: TermSheet, { payment, currencies }: PlanFacts): Change[] {
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
