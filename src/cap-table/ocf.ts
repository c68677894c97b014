/** Any value of a file of Open Cap Format, as it was read. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** An object of Open Cap Format: everything that it holds, also what is not known here. */
export type OcfObject = { readonly [name: string]: Json } & {
  readonly object_type: string
  readonly id: string
}

/** One file of a package, with its objects in their order. */
export type OcfFile = { readonly path: string; readonly content: { readonly [name: string]: Json } }

/** A package: its manifest, the files that it names, and all objects in the order of the files. */
export type OcfPackage = {
  readonly manifest: OcfFile
  readonly files: readonly OcfFile[]
  readonly objects: readonly OcfObject[]
}

/**
 * Something wrong with a cap table (`error`), or worth knowing (`warning`), at a place like
 * `Transactions.ocf.json#/items/3/date` or `line 3, quantity`.
 */
export type OcfFinding = {
  readonly severity: 'error' | 'warning'
  readonly code: OcfCode
  readonly path: string
  /** What was met there: an id, a type, a file. */
  readonly what: string
}

export type OcfCode =
  | 'OCF_MANIFEST_MISSING'
  | 'OCF_FILE_MISSING'
  | 'OCF_FILE_UNNAMED'
  | 'OCF_MD5_MISMATCH'
  | 'OCF_JSON_INVALID'
  | 'OCF_OBJECT_INVALID'
  | 'OCF_OBJECT_UNKNOWN'
  | 'OCF_ID_TWICE'
  | 'OCF_DATE_INVALID'
  | 'OCF_NUMBER'
  | 'OCF_CYCLE'
  | 'OCF_SECURITY_UNKNOWN'
  | 'OCF_SECURITY_TWICE'
  | 'OCF_TOO_MANY_UNITS'
  | 'OCF_RESULT_MISSING'
  | 'OCF_REFERENCE_MISSING'
  | 'OCF_NOT_COUNTED'
  | 'OCF_EXPIRED'
  | 'OCF_CASH_SETTLED'
  | 'OCF_OTHER_CURRENCY'
  | 'CSV_INVALID'
  | 'CSV_EMPTY'
  | 'CSV_COLUMN_MISSING'
  | 'CSV_COLUMN_UNKNOWN'
  | 'CSV_COLUMN_TWICE'
  | 'CSV_CELLS'
  | 'CSV_ROW_TWICE'
  | 'CSV_FORMULA'
  | 'CSV_SECURITY'
  | 'CSV_VALUE_MISSING'
  | 'CSV_VALUE_STRAY'
  | 'CSV_VALUE_INVALID'
  | 'CSV_CLASS_TWICE'
  | 'CSV_SAID_OTHERWISE'
  | 'CSV_NOT_OCF'

/** What may be found in a package; all the others are of lists. */
export type OcfMistake = Extract<OcfCode, `OCF_${string}`>

export function isMistake(code: OcfCode): code is OcfMistake {
  return code.startsWith('OCF_')
}

/** Where a manifest names files, by what is in them. */
const FILE_LISTS = [
  'stock_plans_files',
  'stock_legend_templates_files',
  'stock_classes_files',
  'vesting_terms_files',
  'valuations_files',
  'transactions_files',
  'stakeholders_files',
  'financings_files',
  'documents_files',
] as const

/** The objects that are not transactions. */
const OBJECTS = [
  'ISSUER',
  'STAKEHOLDER',
  'STOCK_CLASS',
  'STOCK_LEGEND_TEMPLATE',
  'STOCK_PLAN',
  'VALUATION',
  'VESTING_TERMS',
  'FINANCING',
  'DOCUMENT',
] as const

/** Transactions that change who holds how many; the rest tells of acceptance, people or limits. */
export const TRANSACTIONS = [
  'TX_CONVERTIBLE_ACCEPTANCE',
  'TX_CONVERTIBLE_CANCELLATION',
  'TX_CONVERTIBLE_CONVERSION',
  'TX_CONVERTIBLE_ISSUANCE',
  'TX_CONVERTIBLE_RETRACTION',
  'TX_CONVERTIBLE_TRANSFER',
  'TX_EQUITY_COMPENSATION_ACCEPTANCE',
  'TX_EQUITY_COMPENSATION_CANCELLATION',
  'TX_EQUITY_COMPENSATION_EXERCISE',
  'TX_EQUITY_COMPENSATION_ISSUANCE',
  'TX_EQUITY_COMPENSATION_RELEASE',
  'TX_EQUITY_COMPENSATION_REPRICING',
  'TX_EQUITY_COMPENSATION_RETRACTION',
  'TX_EQUITY_COMPENSATION_TRANSFER',
  'TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT',
  'TX_STOCK_ACCEPTANCE',
  'TX_STOCK_CANCELLATION',
  'TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT',
  'TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT',
  'TX_STOCK_CLASS_SPLIT',
  'TX_STOCK_CONSOLIDATION',
  'TX_STOCK_CONVERSION',
  'TX_STOCK_ISSUANCE',
  'TX_STOCK_PLAN_POOL_ADJUSTMENT',
  'TX_STOCK_PLAN_RETURN_TO_POOL',
  'TX_STOCK_REISSUANCE',
  'TX_STOCK_REPURCHASE',
  'TX_STOCK_RETRACTION',
  'TX_STOCK_TRANSFER',
  'TX_VESTING_ACCELERATION',
  'TX_VESTING_EVENT',
  'TX_VESTING_START',
  'TX_WARRANT_ACCEPTANCE',
  'TX_WARRANT_CANCELLATION',
  'TX_WARRANT_EXERCISE',
  'TX_WARRANT_ISSUANCE',
  'TX_WARRANT_RETRACTION',
  'TX_WARRANT_TRANSFER',
  'CE_STAKEHOLDER_RELATIONSHIP',
  'CE_STAKEHOLDER_STATUS',
] as const

const KNOWN: ReadonlySet<string> = new Set([...OBJECTS, ...TRANSACTIONS])

/** The type under which an object is counted: files of before 2023 call equity compensation a plan security. */
export function typeOf(object: OcfObject): string {
  return object.object_type.replace(/^TX_PLAN_SECURITY_/, 'TX_EQUITY_COMPENSATION_')
}

/** The files that a manifest names, with the MD5 that each should have; null for one that it does not say. */
export function namedFiles(
  manifest: OcfFile['content'],
): { readonly path: string; readonly md5: string | null; readonly at: string }[] {
  return FILE_LISTS.flatMap((list) =>
    listOf(manifest[list]).flatMap((entry, i) => {
      const path = textOf(fieldOf(entry, 'filepath'))
      const md5 = textOf(fieldOf(entry, 'md5'))
      return path === null ? [] : [{ path: path.replace(/^\.\//, ''), md5, at: `/${list}/${i}` }]
    }),
  )
}

/** The objects of a package in the order of its files, and what is wrong with them. Pure. */
export function objectsOf(files: readonly OcfFile[]): {
  readonly objects: readonly OcfObject[]
  readonly findings: readonly OcfFinding[]
} {
  const objects: OcfObject[] = []
  const findings: OcfFinding[] = []
  const seen = new Set<string>()
  for (const { path, content } of files)
    for (const [i, item] of listOf(content['items']).entries()) {
      const find = (severity: OcfFinding['severity'], code: OcfCode, what: string, field = '') =>
        findings.push({ severity, code, path: `${path}#/items/${i}${field}`, what })
      const [type, id] = [textOf(fieldOf(item, 'object_type')), textOf(fieldOf(item, 'id'))]
      if (type === null || id === null) {
        find('error', 'OCF_OBJECT_INVALID', type ?? 'object_type')
        continue
      }
      const object = item as OcfObject
      const name = `${type} ${id}`
      if (seen.has(name)) find('error', 'OCF_ID_TWICE', id)
      seen.add(name)
      if (!KNOWN.has(typeOf(object))) find('warning', 'OCF_OBJECT_UNKNOWN', type)
      if (isTransaction(object) && dateOf(object) === null)
        find('error', 'OCF_DATE_INVALID', String(object['date'] ?? ''), '/date')
      objects.push(object)
    }
  return { objects, findings: [...findings, ...cycles(objects), ...dangling(objects)] }
}

/** Whether an object is told by a transaction file: it happened on a day. */
export function isTransaction({ object_type: type }: OcfObject): boolean {
  return type.startsWith('TX_') || type.startsWith('CE_')
}

/** The day of a transaction, or null when it says none that there is. */
export function dateOf(object: OcfObject): Temporal.PlainDate | null {
  return dayOf(object['date'])
}

/** A day of the years 1800 to 2199; companies are not older, and promises do not last longer. */
export function dayOf(value: Json | undefined): Temporal.PlainDate | null {
  if (typeof value !== 'string' || !/^(18|19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return null
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** Fields by which objects other than transactions name each other; naming each other in a circle means nothing. */
const NAMES_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['STOCK_PLAN', ['stock_class_ids', 'stock_class_id', 'parent_stock_plan_id', 'parent_id']],
  ['STOCK_CLASS', ['parent_stock_class_id', 'parent_id', 'stock_plan_id', 'stock_plan_ids']],
])

function cycles(objects: readonly OcfObject[]): OcfFinding[] {
  const edges = new Map(
    objects
      .filter(({ object_type: type }) => NAMES_OF.has(type))
      .map((object) => [
        object.id,
        (NAMES_OF.get(object.object_type) ?? []).flatMap((field) => textsOf(object[field])),
      ]),
  )
  const done = new Set<string>()
  const findings: OcfFinding[] = []
  for (const start of edges.keys()) {
    if (done.has(start)) continue
    // The way here, and what each on it has still to look at: it may be longer than a stack.
    const trail = [{ id: start, rest: (edges.get(start) ?? []).values() }]
    const on = new Set([start])
    for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
      const next = last.rest.next().value
      if (next === undefined) {
        done.add(last.id)
        on.delete(last.id)
        trail.pop()
      } else if (on.has(next)) {
        const ids = trail.map(({ id }) => id)
        const circle = [...ids.slice(ids.indexOf(next)), next]
        findings.push({ severity: 'error', code: 'OCF_CYCLE', path: next, what: circle.join(' → ') })
      } else if (!done.has(next)) {
        trail.push({ id: next, rest: (edges.get(next) ?? []).values() })
        on.add(next)
      }
    }
  }
  return findings
}

/** What a transaction names that has to be there for it to be counted. */
function dangling(objects: readonly OcfObject[]): OcfFinding[] {
  const ids = Map.groupBy(objects, ({ object_type: type }) => type)
  const known = {
    stakeholder_id: new Set((ids.get('STAKEHOLDER') ?? []).map(({ id }) => id)),
    stock_class_id: new Set((ids.get('STOCK_CLASS') ?? []).map(({ id }) => id)),
    stock_plan_id: new Set((ids.get('STOCK_PLAN') ?? []).map(({ id }) => id)),
  }
  return objects.filter(isTransaction).flatMap((object) =>
    Object.entries(known).flatMap(([field, of]): OcfFinding[] => {
      const named = textOf(object[field])
      return named === null || of.has(named)
        ? []
        : [
            {
              severity: 'warning',
              code: 'OCF_REFERENCE_MISSING',
              path: `${object.object_type} ${object.id}/${field}`,
              what: named,
            },
          ]
    }),
  )
}

export function fieldOf(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })[name]
    : undefined
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

/** The texts in a list, or the one text. */
export function textsOf(value: Json | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : listOf(value).filter((one) => typeof one === 'string')
}
