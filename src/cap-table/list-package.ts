import type { Issuer } from '../issuer/issuer.ts'
import type { OcfFile, OcfObject, OcfPackage } from './ocf.ts'

/** Whose cap table it is. */
export type PackageIssuer = {
  readonly id: string
  readonly name: string
  readonly jurisdiction: string
  /** The day of its formation, as ISO 8601 writes it; not there where nobody said it. */
  readonly formedOn?: string
}

/** An issuer as a package has it; another day of formation than its sheet's where one is given. */
export function packageIssuer(
  { id, name, jurisdiction, ...sheet }: Pick<Issuer, 'id' | 'name' | 'jurisdiction' | 'formedOn'>,
  given: Temporal.PlainDate | null,
): PackageIssuer {
  const formedOn = given ?? sheet.formedOn
  return { id, name, jurisdiction, ...(formedOn === null ? {} : { formedOn: formedOn.toString() }) }
}

/** What the published schemas of Open Cap Format call themselves. */
const VERSION = '1.2.1-alpha+main'

/** Where each kind of object goes; what is in no row is a transaction. */
const FILES = {
  stakeholders_files: ['Stakeholders.ocf.json', 'OCF_STAKEHOLDERS_FILE', 'STAKEHOLDER'],
  stock_classes_files: ['StockClasses.ocf.json', 'OCF_STOCK_CLASSES_FILE', 'STOCK_CLASS'],
  stock_plans_files: ['StockPlans.ocf.json', 'OCF_STOCK_PLANS_FILE', 'STOCK_PLAN'],
  transactions_files: ['Transactions.ocf.json', 'OCF_TRANSACTIONS_FILE', null],
} as const
const PLACED: ReadonlySet<string> = new Set(Object.values(FILES).map(([, , type]) => type ?? ''))

/**
 * Objects as a package of Open Cap Format: a file for each kind, and the manifest that names them. Nothing of it depends on
 * when it is made. Pure.
 *
 * @param asOf the day of which the package tells
 */
export function listPackage(
  objects: readonly OcfObject[],
  issuer: PackageIssuer,
  asOf: Temporal.PlainDate,
): Pick<OcfPackage, 'manifest' | 'files'> {
  const date = asOf.toString()
  const entries = Object.entries(FILES).map(([list, [path, file_type, type]]) => {
    const items = objects.filter(({ object_type }) =>
      type === null ? !PLACED.has(object_type) : object_type === type,
    )
    const file: OcfFile = { path, content: { file_type, items } }
    return { list, file, isEmpty: items.length === 0 }
  })
  const manifest: OcfFile = {
    path: 'Manifest.ocf.json',
    content: {
      ocf_version: VERSION,
      file_type: 'OCF_MANIFEST_FILE',
      issuer: {
        object_type: 'ISSUER',
        id: issuer.id,
        legal_name: issuer.name,
        country_of_formation: issuer.jurisdiction.slice(0, 2),
        ...(issuer.jurisdiction.length > 2
          ? { country_subdivision_of_formation: issuer.jurisdiction.slice(3) }
          : {}),
        tax_ids: [],
        ...(issuer.formedOn === undefined
          ? { comments: ['The day of its formation, which Open Cap Format asks for, was not given.'] }
          : { formation_date: issuer.formedOn }),
      },
      as_of: date,
      generated_at: `${date}T00:00:00Z`,
      stock_legend_templates_files: [],
      vesting_terms_files: [],
      valuations_files: [],
      ...Object.fromEntries(
        entries.map(({ list, file: { path }, isEmpty }) => [
          list,
          isEmpty ? [] : [{ filepath: `./${path}`, md5: '' }],
        ]),
      ),
    },
  }
  return { manifest, files: entries.filter(({ isEmpty }) => !isEmpty).map(({ file }) => file) }
}
