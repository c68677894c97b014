import { createHash } from 'node:crypto'
import { isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type * as z from 'zod'
import type { CouponTerms } from '../instrument/coupon.ts'
import { countriesExcept } from '../instrument/countries.ts'
import type { Address, InvestmentLimit } from '../instrument/instrument.ts'
import type { LegalEntity, Valuation } from '../issuer/issuer.ts'
import { parsePositive } from '../kernel/decimal.ts'
import { money, USDX, type Currency, type Money } from '../kernel/money.ts'
import { ok, type Facts, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { SheetSchema, termSheetJsonSchema, type Sheet } from './term-sheet-schema.service.ts'
import {
  crossFindings,
  CLOSING_DAYS,
  CURRENCIES,
  isFieldCode,
  severityOf,
  SHEET_BYTES_MAX,
  type FieldCode,
  type SheetCode,
  type SheetFinding,
  type SheetParts,
  type TermSheet,
} from './term-sheet.ts'

type Path = readonly (string | number)[]
/** Of a percentage: it is kept in ten-thousandths of a percent. */
const RATE_DECIMALS = 4
type Position = { readonly line: number; readonly column: number }
type Fault = {
  readonly code: SheetCode
  readonly path: Path
  readonly facts: Facts
  readonly severity?: 'error' | 'warning'
  readonly at?: Position
}

export type SheetRefusal = {
  readonly ok: false
  readonly reason: 'TERM_SHEET_INVALID'
  readonly facts: Facts
  readonly findings: readonly SheetFinding[]
}

/**
 * Reads a term sheet and checks everything that can be checked without looking at the world: the refusal lists every
 * mistake with its line, in the order of the file.
 *
 * YAML 1.2 core schema, one document, string keys; no anchors, aliases, tags or repeated keys, and at most
 * `SHEET_BYTES_MAX` bytes.
 *
 * @param bytes the file as it is: its hash is what is anchored on the chain
 * @param now   valuations of days that have not begun yet, in the sheet's own time zone, are refused
 */
export function readTermSheet(
  bytes: Uint8Array,
  now: Temporal.Instant,
): { readonly ok: true; readonly value: TermSheet } | SheetRefusal {
  const file = readYaml(bytes)
  if (!file.ok) return refusal(file.faults.map((fault) => finding(fault, () => START)))

  const { raw, locate } = file
  const sheet = SheetSchema.safeParse(raw)
  const parts = partsOf(raw, now)
  const faults: Fault[] = [
    ...file.faults,
    ...(sheet.success ? [] : sheet.error.issues.flatMap((issue) => fieldFaults(issue, raw))),
    ...parts.faults,
    ...crossFindings(parts.parts).map(({ code, path, facts }) => ({
      code,
      path: pathOf(path),
      facts,
      severity: severityOf(code),
    })),
  ]
  const findings = faults
    .map((fault) => finding(fault, locate))
    .sort((a, b) => a.line - b.line || a.column - b.column)
  if (findings.some(({ severity }) => severity === 'error') || !sheet.success) return refusal(findings)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return ok({ ...toTermSheet(sheet.data, findings), sha256, text: file.text })
}

const START: Position = { line: 1, column: 1 }

function refusal(findings: readonly SheetFinding[]): SheetRefusal {
  const count = findings.filter(({ severity }) => severity === 'error').length
  return { ok: false, reason: 'TERM_SHEET_INVALID', facts: { count: String(count) }, findings }
}

function finding(fault: Fault, locate: (path: Path) => Position): SheetFinding {
  const { line, column } = fault.at ?? locate(fault.path)
  return {
    severity: fault.severity ?? 'error',
    line,
    column,
    path: pathText(fault.path),
    code: fault.code,
    facts: fault.facts,
  }
}

/* The file */

type File =
  | {
      readonly ok: true
      readonly raw: unknown
      readonly text: string
      readonly locate: (path: Path) => Position
      readonly faults: readonly Fault[]
    }
  | { readonly ok: false; readonly faults: readonly Fault[] }

function readYaml(bytes: Uint8Array): File {
  if (bytes.length > SHEET_BYTES_MAX)
    return unreadable('YAML_TOO_LARGE', { bytes: String(bytes.length), max: String(SHEET_BYTES_MAX) })
  const text = utf8(bytes)
  if (text === null) return unreadable('YAML_ENCODING')

  const lines = new LineCounter()
  let document: Document
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      stringKeys: true,
      prettyErrors: false,
      lineCounter: lines,
    })
  } catch (error) {
    // The parser recurses; only nesting that no term sheet has exhausts the stack.
    if (error instanceof RangeError) return unreadable('YAML_TOO_DEEP')
    throw error
  }
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const faults = [...syntaxFaults(document, text, position), ...forbiddenParts(document, position)]
  // A repeated key leaves the rest readable; any other fault of syntax may have swallowed half of the file.
  if (faults.some(({ code }) => code !== 'YAML_DUPLICATE_KEY')) return { ok: false, faults }
  const raw: unknown = document.toJS({ maxAliasCount: 0 })
  if (!isMap(document.contents))
    return {
      ok: false,
      faults: [...faults, { code: 'YAML_NOT_A_MAP', path: [], facts: {}, at: START }],
    }
  return { ok: true, raw, text, faults, locate: (path) => locate(document, path, position) }
}

function unreadable(code: SheetCode, facts: Facts = {}): File {
  return { ok: false, faults: [{ code, path: [], facts, at: START }] }
}

// Tab, line feed and carriage return are the control characters that a text may have.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u

function utf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return CONTROL.test(text) ? null : text
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function syntaxFaults(document: Document, text: string, position: (offset: number) => Position): Fault[] {
  return document.errors.map((error) => {
    const at = position(error.pos[0])
    if (error.code === 'DUPLICATE_KEY') {
      const key = /^["']?([^"':\s]*)/.exec(text.slice(error.pos[0], error.pos[0] + 80))?.[1] ?? ''
      return { code: 'YAML_DUPLICATE_KEY', path: [], facts: { key }, at }
    }
    if (error.code === 'MULTIPLE_DOCS') return { code: 'YAML_DOCUMENTS', path: [], facts: {}, at }
    const [first = 'unreadable'] = error.message.split('\n')
    return { code: 'YAML_SYNTAX', path: [], facts: { error: first.replace(/[.:]+$/, '') }, at }
  })
}

function forbiddenParts(document: Document, position: (offset: number) => Position): Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Alias: (_, node) => {
      faults.push({ code: 'YAML_ALIAS', path: [], facts: {}, at: position(node.range?.[0] ?? 0) })
    },
    Value: (_, node) => {
      const at = position(node.range?.[0] ?? 0)
      if (node.anchor !== undefined) faults.push({ code: 'YAML_ALIAS', path: [], facts: {}, at })
      if (node.tag !== undefined) faults.push({ code: 'YAML_TAG', path: [], facts: { tag: node.tag }, at })
    },
  })
  return faults
}

/** Where a value stands: the value itself, the key of a list or map, or what a missing field is missing from. */
function locate(document: Document, path: Path, position: (offset: number) => Position): Position {
  let node: unknown = document.contents
  let offset = 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (pair === undefined) break
      node = pair.value
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
    } else if (isSeq(node)) {
      const item: unknown = typeof part === 'number' ? node.items[part] : undefined
      if (item === undefined) break
      node = isPair(item) ? item.value : item
      if (isCollection(node)) offset = node.range?.[0] ?? offset
    } else break
    if (isScalar(node) && node.value !== null) offset = node.range?.[0] ?? offset
  }
  return position(offset)
}

/* The fields */

function fieldFaults(issue: z.core.$ZodIssue, raw: unknown): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((field) => ({
      code: 'FIELD_UNKNOWN',
      path: [...path, field],
      facts: { field, fields: fieldsAt(path).join(', ') },
    }))
  if (isFieldCode(issue.message)) return [{ code: issue.message, path, facts: factsOf(issue) }]
  return [{ path, ...standardFault(issue, valueAt(raw, path)) }]
}

/** What the sentence of a code of ours asks for. */
function factsOf(issue: z.core.$ZodIssue): Facts {
  if (issue.code === 'custom') return textFacts(issue.params)
  return issue.code === 'invalid_value' ? { known: issue.values.map(String).join(', ') } : {}
}

/** Types in a reader's words. */
const EXPECTED: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  object: 'map',
  array: 'list',
  int: 'whole number',
  number: 'whole number',
  string: 'text',
}

function standardFault(issue: z.core.$ZodIssue, value: unknown): { code: FieldCode; facts: Facts } {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value': {
      if (value === undefined)
        return { code: 'FIELD_REQUIRED', facts: { field: String(issue.path.at(-1) ?? '') } }
      if (issue.code === 'invalid_value')
        return { code: 'FIELD_VALUE', facts: { values: issue.values.map(String).join(', ') } }
      const kind = issue.expected === 'string' ? kindOf(value) : null
      return kind === null
        ? { code: 'FIELD_TYPE', facts: { expected: EXPECTED[issue.expected] ?? issue.expected } }
        : { code: 'TEXT_MUST_BE_QUOTED', facts: { kind } }
    }
    case 'too_small':
      return { code: 'FIELD_TOO_SMALL', facts: { min: String(issue.minimum) } }
    case 'too_big':
      return { code: 'FIELD_TOO_LARGE', facts: { max: String(issue.maximum) } }
    default:
      return { code: 'FIELD_FORMAT', facts: {} }
  }
}

function kindOf(value: unknown): string | null {
  if (typeof value === 'number') return 'a number'
  return typeof value === 'boolean' ? 'a yes or no' : null
}

function textFacts(params: Readonly<Record<string, unknown>> | undefined): Facts {
  return Object.fromEntries(
    Object.entries(params ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}

/** The fields that the schema has at a place. */
function fieldsAt(path: Path): string[] {
  let schema: unknown = termSheetJsonSchema()
  for (const part of path)
    schema = typeof part === 'number' ? valueAt(schema, ['items']) : valueAt(schema, ['properties', part])
  const properties = valueAt(schema, ['properties'])
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? Reflect.get(inner, part)
        : undefined,
    value,
  )
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}

/** The inverse, for paths without dots in their names, as the checks across fields have them. */
function pathOf(text: string): Path {
  return text
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/* The parts, each read on its own, so that a mistake in one does not hide what is wrong between others. */

const shape = SheetSchema.shape

function partsOf(
  raw: unknown,
  now: Temporal.Instant,
): { readonly parts: SheetParts; readonly faults: readonly Fault[] } {
  const faults: Fault[] = []
  const read: ReadPart = (schema, ...path) => {
    const value = schema.safeParse(valueAt(raw, path))
    return value.success ? value.data : undefined
  }
  /** An amount with the decimals that another field gives it: too many are a fault that only shows here. */
  const amount = (decimals: number | undefined, ...path: Path): bigint | undefined => {
    const text = valueAt(raw, path)
    if (decimals === undefined || typeof text !== 'string') return undefined
    const value = parsePositive(text, decimals)
    if (!value.ok && value.reason === 'AMOUNT_PRECISION')
      faults.push({ code: 'AMOUNT_PRECISION', path, facts: { decimals: String(decimals) } })
    return value.ok ? value.value : undefined
  }
  const optional = (decimals: number | undefined, ...path: Path): bigint | null | undefined =>
    valueAt(raw, path) === undefined ? null : amount(decimals, ...path)

  const payment = read(shape.payment, 'payment')
  if (payment !== undefined && !paymentComplete(payment))
    faults.push({ code: 'PAYMENT_TOKEN_DETAILS', path: ['payment', 'token'], facts: {} })
  const paymentCurrency = payment === undefined ? undefined : (paymentOf(payment) ?? undefined)
  const paid = paymentCurrency?.decimals
  const currency = read(shape.currency, 'currency')
  const inSheet = currency === undefined ? undefined : CURRENCIES[currency]
  const decimals = read(shape.shareClass.shape.decimals, 'shareClass', 'decimals')
  const countries = read(shape.transferRules.shape.countries, 'transferRules', 'countries')
  const holdersMax = valueAt(raw, ['transferRules', 'holdersMax'])

  const parts: SheetParts = {
    today: dateIn(now, read(shape.timeZone, 'timeZone') ?? 'UTC'),
    exemption: read(shape.offering.shape.exemption, 'offering', 'exemption'),
    opens: read(shape.offering.shape.opens, 'offering', 'opens'),
    closes: read(shape.offering.shape.closes, 'offering', 'closes'),
    currency,
    paymentToken: payment?.token,
    paymentCurrency,
    price: amount(paid, 'offering', 'price'),
    faceValue: amount(paid, 'coupon', 'faceValue'),
    priceTiers: Array.from(listAt(raw, 'offering', 'priceTiers'), (_, index) => ({
      unitsTo: amount(decimals, 'offering', 'priceTiers', index, 'upTo') ?? null,
      price: amount(paid, 'offering', 'priceTiers', index, 'price') ?? null,
    })),
    limits: limitsOf(listAt(raw, 'offering', 'limits').length, read, paymentCurrency, (index) =>
      amount(paid, 'offering', 'limits', index, 'investmentMax'),
    ),
    allocation: read(shape.offering.shape.allocation, 'offering', 'allocation'),
    ticketMin: amount(paid, 'offering', 'ticketMin'),
    ticketMax: optional(paid, 'offering', 'ticketMax'),
    decimals,
    units: amount(decimals, 'shareClass', 'units'),
    softCap: optional(decimals, 'offering', 'softCap'),
    coolingOffHours:
      valueAt(raw, ['offering', 'coolingOffHours']) === undefined
        ? 0
        : read(shape.offering.shape.coolingOffHours, 'offering', 'coolingOffHours'),
    closingDays:
      valueAt(raw, ['offering', 'closingDays']) === undefined
        ? CLOSING_DAYS
        : read(shape.offering.shape.closingDays, 'offering', 'closingDays'),
    balanceMax: optional(decimals, 'transferRules', 'balanceMax'),
    holdersMax:
      holdersMax === undefined
        ? null
        : read(shape.transferRules.shape.holdersMax, 'transferRules', 'holdersMax'),
    accreditedOnly: read(shape.transferRules.shape.accreditedOnly, 'transferRules', 'accreditedOnly'),
    countryRule: countries?.rule,
    countryList: countries?.list,
    countries: countries === undefined ? undefined : countriesOf(countries),
    hasIncome: valueAt(raw, ['income']) !== undefined,
    hasCoupon: valueAt(raw, ['coupon']) !== undefined,
    ...couponParts(read),
    incomeAccounts: read(shape.income.unwrap().shape.accounts.shape.income, 'income', 'accounts', 'income'),
    expenseAccounts: read(
      shape.income.unwrap().shape.accounts.shape.expense,
      'income',
      'accounts',
      'expense',
    ),
    identifiers: read(shape.asset.shape.identifiers, 'asset', 'identifiers'),
    owners: read(shape.spv.shape.owners, 'spv', 'owners'),
    risks: read(shape.asset.shape.risks, 'asset', 'risks'),
    costNames: read(shape.offering.shape.costs, 'offering', 'costs')?.map(({ name }) => name),
    costs: costsOf(valueAt(raw, ['offering', 'costs']), (index) =>
      amount(inSheet?.decimals, 'offering', 'costs', index, 'amount'),
    ),
    ...valuationParts(
      listAt(raw, 'valuations').length,
      read,
      (...path) => amount(inSheet?.decimals, ...path),
      inSheet,
    ),
  }
  return { parts, faults }
}

/** What stands in a list; nothing where there is none. */
function listAt(raw: unknown, ...path: Path): readonly unknown[] {
  const list = valueAt(raw, path)
  return Array.isArray(list) ? list : []
}

/** A value at a place, if it is one that the schema takes. */
type ReadPart = <S extends z.ZodType>(schema: S, ...path: Path) => z.output<S> | undefined

function valuationParts(
  count: number,
  read: ReadPart,
  amount: (...path: Path) => bigint | undefined,
  currency: Currency | undefined,
): Pick<SheetParts, 'valuations' | 'valuationDates'> {
  const { element } = shape.valuations
  const places = Array.from({ length: count }, (_, index) => index)
  return {
    valuations: places.map((index) => {
      const value = read(element, 'valuations', index)
      const minor = amount('valuations', index, 'amount')
      return value === undefined || minor === undefined || currency === undefined
        ? null
        : { ...value, amount: money(minor, currency), document: value.document ?? null }
    }),
    valuationDates: places.map((index) => read(element.shape.date, 'valuations', index, 'date') ?? null),
  }
}

function couponParts(read: ReadPart): Pick<SheetParts, 'couponFrom' | 'couponMaturity'> {
  const { from, maturity } = shape.coupon.unwrap().shape
  return { couponFrom: read(from, 'coupon', 'from'), couponMaturity: read(maturity, 'coupon', 'maturity') }
}

function limitsOf(
  count: number,
  read: ReadPart,
  currency: Currency | undefined,
  amount: (index: number) => bigint | undefined,
): readonly (InvestmentLimit | null)[] {
  const { element } = shape.offering.shape.limits.unwrap()
  return Array.from({ length: count }, (_, index) => {
    const most = amount(index)
    const limit = read(element, 'offering', 'limits', index)
    return limit === undefined || most === undefined || currency === undefined
      ? null
      : toLimit(limit, money(most, currency))
  })
}

function toCoupon(
  { rate, dayCount, frequency, from, maturity }: NonNullable<Sheet['coupon']>,
  faceValue: Money,
): CouponTerms {
  return { faceValue, rate: minor(rate, RATE_DECIMALS), dayCount, frequency, from, maturity }
}

type Limit = NonNullable<Sheet['offering']['limits']>[number]

function toLimit({ standing, kind, countries }: Limit, most: Money): InvestmentLimit {
  return {
    standing: standing ?? null,
    kind: kind ?? null,
    countries: countries === undefined ? null : [...new Set(countries)].sort(),
    most,
  }
}

/** Missing as a whole when one of them could not be read. */
function costsOf(
  costs: unknown,
  amount: (index: number) => bigint | undefined,
): readonly bigint[] | undefined {
  if (costs === undefined) return []
  const read = Array.isArray(costs) ? costs.map((_, index) => amount(index)) : [undefined]
  return read.includes(undefined) ? undefined : read.map((one) => one ?? 0n)
}

type Payment = Sheet['payment']

function paymentComplete(payment: Payment): boolean {
  const details = payment.code !== undefined && payment.decimals !== undefined
  const none = payment.code === undefined && payment.decimals === undefined
  return payment.token === 'development' ? none : details
}

function paymentOf(payment: Payment): Currency | null {
  if (payment.token === 'development') return USDX
  return payment.code === undefined || payment.decimals === undefined
    ? null
    : { code: payment.code, decimals: payment.decimals }
}

function countriesOf(countries: Sheet['transferRules']['countries']): 'any' | readonly string[] | undefined {
  if (countries.rule === 'any') return 'any'
  if (countries.list === undefined) return undefined
  return countries.rule === 'only' ? [...new Set(countries.list)].sort() : countriesExcept(countries.list)
}

/* The domain */

/** Only for a sheet in which nothing was found wrong: what is refused here would be a bug of the checks above. */
function toTermSheet(sheet: Sheet, warnings: readonly SheetFinding[]): Omit<TermSheet, 'sha256' | 'text'> {
  const paymentCurrency = sure(paymentOf(sheet.payment))
  const currency = sure(CURRENCIES[sheet.currency])
  const { decimals } = sheet.shareClass
  const paid = (value: string): Money => money(minor(value, paymentCurrency.decimals), paymentCurrency)
  return {
    issuer: toEntity(sheet.issuer),
    spv: {
      ...toEntity(sheet.spv),
      owners: sheet.spv.owners ?? [],
      holds: sheet.spv.holds ?? null,
      ringFence: sheet.spv.ringFence ?? null,
    },
    asset: {
      key: sheet.asset.key,
      kind: sheet.asset.kind,
      name: sheet.asset.name,
      country: sheet.asset.country,
      address: sheet.asset.address,
      identifiers: sheet.asset.identifiers ?? [],
      facts: Object.entries(sheet.asset.facts ?? {}).map(([label, value]) => ({ label, value })),
      risks: sheet.asset.risks ?? [],
    },
    valuations: sheet.valuations
      .map((each): Valuation => ({
        ...each,
        amount: money(minor(each.amount, currency.decimals), currency),
        document: each.document ?? null,
      }))
      .sort((a, b) => Temporal.PlainDate.compare(a.date, b.date)),
    terms: {
      key: sheet.key,
      name: sheet.shareClass.name,
      symbol: sheet.shareClass.symbol,
      decimals,
      unitsMax: minor(sheet.shareClass.units, decimals),
      unitPrice: paid(sheet.offering.price),
      priceTiers: (sheet.offering.priceTiers ?? []).map(({ upTo, price }) => ({
        unitsTo: minor(upTo, decimals),
        price: paid(price).minor,
      })),
      paymentCurrency,
      treasuryKind: sheet.treasury === 'managed' ? 'managed' : 'own',
      timeZone: sheet.timeZone,
      rules: {
        countries: sure(countriesOf(sheet.transferRules.countries)),
        accreditedOnly: sheet.transferRules.accreditedOnly,
        holdersMax: sheet.transferRules.holdersMax ?? null,
        usHoldersMax: sheet.transferRules.usHoldersMax ?? null,
        nonAccreditedHoldersMax: sheet.transferRules.nonAccreditedHoldersMax ?? null,
        balanceMax:
          sheet.transferRules.balanceMax === undefined
            ? null
            : minor(sheet.transferRules.balanceMax, decimals),
      },
      offering: {
        exemption: sheet.offering.exemption,
        opens: sheet.offering.opens,
        closes: sheet.offering.closes,
        ticketMin: paid(sheet.offering.ticketMin),
        ticketMax: sheet.offering.ticketMax === undefined ? null : paid(sheet.offering.ticketMax),
        lockUpDays: sheet.offering.lockUpDays,
        softCap: sheet.offering.softCap === undefined ? 0n : minor(sheet.offering.softCap, decimals),
        allocation: sheet.offering.allocation ?? 'first-come',
        coolingOffHours: sheet.offering.coolingOffHours ?? 0,
        closingDays: sheet.offering.closingDays ?? CLOSING_DAYS,
        invitedOnly: sheet.offering.invitedOnly ?? false,
        costs: (sheet.offering.costs ?? []).map(({ name, amount }) => ({
          name,
          amount: money(minor(amount, currency.decimals), currency),
        })),
        limits: (sheet.offering.limits ?? []).map((limit) => toLimit(limit, paid(limit.investmentMax))),
        agreementRequired: sheet.offering.agreement === 'signed',
      },
      coupon: sheet.coupon === undefined ? null : toCoupon(sheet.coupon, paid(sheet.coupon.faceValue)),
      income:
        sheet.income === undefined
          ? null
          : {
              frequency: sheet.income.frequency,
              payoutBps: sheet.income.payoutBps,
              payDay: sheet.income.payDay,
              record: sheet.income.record,
              incomeAccounts: sheet.income.accounts.income,
              expenseAccounts: sheet.income.accounts.expense,
            },
    },
    paymentToken: wordOrAddress('development', sheet.payment.token),
    treasury: wordOrAddress('managed', sheet.treasury),
    warnings,
  }
}

function toEntity({ key, name, form, jurisdiction, registryNumber, lei }: Sheet['issuer']): LegalEntity {
  return { key, name, form, jurisdiction, registryNumber: registryNumber ?? null, lei: lei ?? null }
}

/** The schema let nothing else through. */
function wordOrAddress<W extends string>(word: W, text: string): W | Address {
  return text === word ? word : (text as Address)
}

function minor(text: string, decimals: number): bigint {
  const read: Result<bigint, string> = parsePositive(text, decimals)
  if (!read.ok) throw new Error(`${text} was checked, yet is refused: ${read.reason}`)
  return read.value
}

function sure<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('a part of the sheet was checked, yet is missing')
  return value
}
