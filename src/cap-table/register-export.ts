import type { Address } from '../instrument/instrument.ts'
import { listPackage, type PackageIssuer } from './list-package.ts'
import type { OcfPackage } from './ocf.ts'

/** What of a register is written as a package of Open Cap Format. */
export type RegisterToExport = {
  readonly asOf: Temporal.PlainDate
  readonly issuer: PackageIssuer
  readonly instrument: {
    readonly id: string
    readonly name: string
    /** Whole units that there may ever be, as a plain decimal. */
    readonly unitsMax: string
    readonly unitPrice: { readonly amount: string; readonly currency: string }
  }
  /** One for each wallet; `name` only for whoever may know it. */
  readonly holdings: readonly {
    readonly wallet: Address
    readonly investor: string | null
    readonly name: string | null
    readonly isEntity: boolean
    readonly units: string
    readonly since: Temporal.PlainDate
  }[]
}

/**
 * A register on a day as a package: one stock class, a stakeholder for each investor, and an issuance for each wallet with
 * what it holds. Open Cap Format knows shares of a corporation alone; what the units are is said in comments. How the
 * positions came about is in the register's movements. Pure.
 */
export function registerPackage(register: RegisterToExport): Pick<OcfPackage, 'manifest' | 'files'> {
  const { asOf, issuer, instrument, holdings } = register
  const stakeholders = new Map(holdings.map((one) => [one.investor ?? one.wallet, one] as const))
  const objects = [
    ...[...stakeholders].map(([id, { name, isEntity }]) => ({
      object_type: 'STAKEHOLDER',
      id,
      name: { legal_name: name ?? id },
      stakeholder_type: isEntity ? 'INSTITUTION' : 'INDIVIDUAL',
      current_relationships: ['INVESTOR'],
    })),
    {
      object_type: 'STOCK_CLASS',
      id: instrument.id,
      name: instrument.name,
      class_type: 'COMMON',
      default_id_prefix: 'U-',
      initial_shares_authorized: instrument.unitsMax,
      votes_per_share: '1',
      seniority: '1',
      price_per_share: instrument.unitPrice,
      comments: ['Units of a company, counted by a token. One unit is written as one share.'],
    },
    ...holdings.map((one, i) => ({
      object_type: 'TX_STOCK_ISSUANCE',
      id: `position-${one.wallet}`,
      security_id: one.wallet,
      date: one.since.toString(),
      security_law_exemptions: [],
      stakeholder_id: one.investor ?? one.wallet,
      custom_id: `U-${i + 1}`,
      stock_class_id: instrument.id,
      share_price: instrument.unitPrice,
      quantity: one.units,
      stock_legend_ids: [],
      comments: [`What the wallet holds as of ${asOf.toString()}.`],
    })),
  ]
  return listPackage(objects, issuer, asOf)
}
