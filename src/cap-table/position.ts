import { readNumeric } from './numeric.ts'
import {
  dateOf,
  fieldOf,
  isTransaction,
  listOf,
  textOf,
  textsOf,
  typeOf,
  type Json,
  type OcfFinding,
  type OcfObject,
} from './ocf.ts'
import { vestedOf, type Ratio, type VestingFact } from './vesting.ts'

/** What a holder has: a lot of stock, a grant, a warrant or a convertible, with what is left of it. */
export type Security = {
  readonly id: string
  readonly kind: SecurityKind
  /** `OPTION`, `RSU`, …; null for what is no compensation. */
  readonly compensation: string | null
  readonly stakeholder: string
  readonly stockClass: string | null
  readonly plan: string | null
  /** The issuer’s own name for it: `CS-1`. */
  readonly customId: string | null
  readonly issuedOn: Temporal.PlainDate
  /** What was issued, splits since included; in ten-thousand-millionths, as all numbers here. */
  readonly issued: bigint
  /** What is left of it. */
  readonly quantity: bigint
  /** Of what is left, what is vested; null where its terms are not counted here. */
  readonly vested: bigint | null
  /** What was paid for a convertible. */
  readonly principal: { readonly amount: bigint; readonly currency: string } | null
  readonly issuance: OcfObject
}
export type SecurityKind = 'stock' | 'compensation' | 'warrant' | 'convertible'

export type StockClass = {
  readonly id: string
  readonly name: string
  readonly isCommon: boolean
  readonly authorized: bigint | null
  /** Into how many shares of which class one of these converts; null where it does not, or not by a ratio. */
  readonly conversion: { readonly into: string; readonly num: bigint; readonly den: bigint } | null
}

export type StockPlan = {
  readonly id: string
  readonly name: string
  readonly stockClass: string | null
  readonly reserved: bigint
  /** Reserved, less what was granted, and again what came back. */
  readonly available: bigint
}

export type Positions = {
  readonly asOf: Temporal.PlainDate
  /** Those of which something is left, in the order in which they were issued. */
  readonly securities: readonly Security[]
  readonly classes: readonly StockClass[]
  readonly plans: readonly StockPlan[]
  readonly findings: readonly OcfFinding[]
}

/** A security while transactions are told over it. */
type Open = { -readonly [K in keyof Security]: Security[K] } & {
  taken: bigint
  vesting: VestingFact[]
  split: Ratio
}

const ISSUANCES: ReadonlyMap<string, SecurityKind> = new Map([
  ['TX_STOCK_ISSUANCE', 'stock'],
  ['TX_EQUITY_COMPENSATION_ISSUANCE', 'compensation'],
  ['TX_WARRANT_ISSUANCE', 'warrant'],
  ['TX_CONVERTIBLE_ISSUANCE', 'convertible'],
])

/** What takes from a security: by the field that says how much, where there is one. */
const TAKINGS: ReadonlyMap<string, string | null> = new Map([
  ['TX_STOCK_TRANSFER', 'quantity'],
  ['TX_STOCK_CANCELLATION', 'quantity'],
  ['TX_STOCK_CONVERSION', 'quantity_converted'],
  ['TX_STOCK_REPURCHASE', 'quantity'],
  ['TX_STOCK_RETRACTION', null],
  ['TX_STOCK_REISSUANCE', null],
  ['TX_EQUITY_COMPENSATION_TRANSFER', 'quantity'],
  ['TX_EQUITY_COMPENSATION_CANCELLATION', 'quantity'],
  ['TX_EQUITY_COMPENSATION_EXERCISE', 'quantity'],
  ['TX_EQUITY_COMPENSATION_RELEASE', 'quantity'],
  ['TX_EQUITY_COMPENSATION_RETRACTION', null],
  ['TX_WARRANT_TRANSFER', 'quantity'],
  ['TX_WARRANT_CANCELLATION', 'quantity'],
  ['TX_WARRANT_EXERCISE', 'quantity'],
  ['TX_WARRANT_RETRACTION', null],
  ['TX_CONVERTIBLE_TRANSFER', 'amount'],
  ['TX_CONVERTIBLE_CANCELLATION', 'amount'],
  ['TX_CONVERTIBLE_CONVERSION', null],
  ['TX_CONVERTIBLE_RETRACTION', null],
])

/** Of what was granted, these give back to the plan. */
const RETURNING = new Set([
  'TX_EQUITY_COMPENSATION_CANCELLATION',
  'TX_EQUITY_COMPENSATION_RETRACTION',
  'TX_STOCK_CANCELLATION',
  'TX_STOCK_RETRACTION',
])
/** What a grant turns into: the plan gave it as the grant, and gets nothing of it back. */
const EXERCISING = new Set(['TX_EQUITY_COMPENSATION_EXERCISE', 'TX_EQUITY_COMPENSATION_RELEASE'])

/**
 * Who holds what at the end of a day, by telling every transaction up to it in turn. On one day splits come first, then what
 * is issued, then what is taken away; within these the order of the files. Whatever results from a transaction is issued by
 * a transaction of its own, as Open Cap Format wants it. Pure.
 */
export function positionsAt(objects: readonly OcfObject[], asOf: Temporal.PlainDate): Positions {
  const told = new Replay(objects)
  const days = Map.groupBy(
    objects.filter((object) => isTransaction(object) && isBy(object, asOf)),
    (object) => String(object['date']),
  )
  for (const day of [...days.keys()].toSorted()) told.day(days.get(day) ?? [])
  return told.at(asOf)
}

/** The class that a warrant gives shares of: only its triggers say it. */
function exercisedInto(one: OcfObject): string | null {
  const rights = listOf(one['exercise_triggers']).map((trigger) => fieldOf(trigger, 'conversion_right'))
  return (
    rights.map((right) => textOf(fieldOf(right, 'converts_to_stock_class_id'))).find((id) => id !== null) ??
    null
  )
}

/** How many shares a warrant without a quantity gives: what its triggers say, where they say one number. */
function fixedAmount(one: OcfObject): Json | undefined {
  return listOf(one['exercise_triggers'])
    .map((trigger) => fieldOf(fieldOf(trigger, 'conversion_right'), 'conversion_mechanism'))
    .map((mechanism) => fieldOf(mechanism, 'converts_to_quantity'))
    .find((quantity) => quantity !== undefined)
}

function isBy(object: OcfObject, asOf: Temporal.PlainDate): boolean {
  const on = dateOf(object)
  return on !== null && Temporal.PlainDate.compare(on, asOf) <= 0
}

class Replay {
  readonly #securities = new Map<string, Open>()
  readonly #classes = new Map<string, { -readonly [K in keyof StockClass]: StockClass[K] }>()
  readonly #plans = new Map<
    string,
    {
      id: string
      name: string
      stockClass: string | null
      reserved: bigint
      granted: bigint
      returned: bigint
      returns: boolean
    }
  >()
  readonly #terms = new Map<string, OcfObject>()
  readonly #issued: ReadonlySet<string>
  /** Securities that came out of others: what a plan granted once is not granted anew. */
  readonly #derived: ReadonlySet<string>
  /** Those of them that came out of a grant. */
  readonly #exercised: ReadonlySet<string>
  /** Securities of which a transaction of its own says what came back to the plan. */
  readonly #returnsTold: ReadonlySet<string>
  readonly #findings: OcfFinding[] = []

  constructor(objects: readonly OcfObject[]) {
    this.#issued = new Set(
      objects.filter((one) => ISSUANCES.has(typeOf(one))).flatMap((one) => textOf(one['security_id']) ?? []),
    )
    this.#derived = new Set(
      objects.flatMap((one) => [
        ...textsOf(one['resulting_security_ids']),
        ...textsOf(one['balance_security_id']),
      ]),
    )
    this.#exercised = new Set(
      objects
        .filter((one) => EXERCISING.has(typeOf(one)))
        .flatMap((one) => textsOf(one['resulting_security_ids'])),
    )
    this.#returnsTold = new Set(
      objects
        .filter((one) => typeOf(one) === 'TX_STOCK_PLAN_RETURN_TO_POOL')
        .flatMap((one) => textOf(one['security_id']) ?? []),
    )
    for (const object of objects) {
      if (object.object_type === 'STOCK_CLASS') this.#classes.set(object.id, stockClass(object))
      if (object.object_type === 'VESTING_TERMS') this.#terms.set(object.id, object)
      if (object.object_type === 'STOCK_PLAN')
        this.#plans.set(object.id, {
          id: object.id,
          name: textOf(object['plan_name']) ?? object.id,
          stockClass: textOf(object['stock_class_id']) ?? textsOf(object['stock_class_ids'])[0] ?? null,
          reserved: this.#number(object, 'initial_shares_reserved'),
          granted: 0n,
          returned: 0n,
          returns: textOf(object['default_cancellation_behavior']) === 'RETURN_TO_POOL',
        })
    }
  }

  day(transactions: readonly OcfObject[]): void {
    const order = (one: OcfObject) =>
      typeOf(one) === 'TX_STOCK_CLASS_SPLIT' ? 0 : ISSUANCES.has(typeOf(one)) ? 1 : 2
    for (const one of transactions.toSorted((a, b) => order(a) - order(b))) this.#tell(one)
  }

  at(asOf: Temporal.PlainDate): Positions {
    const securities = [...this.#securities.values()]
      .filter(({ quantity, principal }) => quantity > 0n || (principal !== null && principal.amount > 0n))
      .map(({ taken, vesting, split, ...one }): Security => {
        const terms = textOf(one.issuance['vesting_terms_id'])
        const vested = vestedOf({
          total: one.issued,
          inline: listOf(one.issuance['vestings']),
          terms: terms === null ? null : (this.#terms.get(terms) ?? null),
          facts: vesting,
          split,
          asOf,
        })
        return { ...one, vested: vested === null ? null : clamp(vested - taken, one.quantity) }
      })
    return {
      asOf,
      securities,
      classes: [...this.#classes.values()],
      plans: [...this.#plans.values()].map(({ id, name, stockClass: of, reserved, granted, returned }) => ({
        id,
        name,
        stockClass: of,
        reserved,
        available: reserved - granted + returned,
      })),
      findings: this.#findings,
    }
  }

  #tell(one: OcfObject): void {
    const type = typeOf(one)
    const kind = ISSUANCES.get(type)
    if (kind !== undefined) return this.#issue(one, kind)
    if (TAKINGS.has(type)) return this.#take(one, type)
    switch (type) {
      case 'TX_STOCK_CONSOLIDATION':
        for (const id of textsOf(one['security_ids'])) this.#reduce(one, id, null)
        return this.#results(one)
      case 'TX_STOCK_CLASS_SPLIT':
        return this.#split(one)
      case 'TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT': {
        const of = this.#classes.get(textOf(one['stock_class_id']) ?? '')
        if (of !== undefined) of.authorized = this.#number(one, 'new_shares_authorized')
        return
      }
      case 'TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT': {
        const of = this.#classes.get(textOf(one['stock_class_id']) ?? '')
        const ratio = ratioOf(fieldOf(one['new_ratio_conversion_mechanism'], 'ratio'))
        if (of?.conversion != null && ratio !== null) of.conversion = { into: of.conversion.into, ...ratio }
        return
      }
      case 'TX_STOCK_PLAN_POOL_ADJUSTMENT': {
        const plan = this.#plans.get(textOf(one['stock_plan_id']) ?? '')
        if (plan !== undefined) plan.reserved = this.#number(one, 'shares_reserved')
        return
      }
      case 'TX_STOCK_PLAN_RETURN_TO_POOL': {
        const plan = this.#plans.get(textOf(one['stock_plan_id']) ?? '')
        if (plan !== undefined) plan.returned += this.#number(one, 'quantity')
        return
      }
      case 'TX_VESTING_START':
      case 'TX_VESTING_EVENT':
      case 'TX_VESTING_ACCELERATION': {
        const of = this.#named(one, textOf(one['security_id']))
        const on = dateOf(one)
        if (of === null || on === null) return
        const condition = textOf(one['vesting_condition_id'])
        if (condition !== null) of.vesting.push({ kind: 'condition', condition, on })
        if (type === 'TX_VESTING_ACCELERATION')
          of.vesting.push({ kind: 'acceleration', quantity: this.#number(one, 'quantity') })
      }
    }
  }

  #issue(one: OcfObject, kind: SecurityKind): void {
    const [id, issuedOn] = [textOf(one['security_id']), dateOf(one)]
    if (id === null || issuedOn === null) return this.#find(one, 'OCF_OBJECT_INVALID', 'security_id')
    if (this.#securities.has(id)) return this.#find(one, 'OCF_SECURITY_TWICE', id)
    const quantity = one['quantity'] ?? (kind === 'warrant' ? fixedAmount(one) : undefined)
    const issued = quantity === undefined ? 0n : this.#read(one, quantity, 'quantity')
    const amount = fieldOf(one['investment_amount'], 'amount')
    const plan = textOf(one['stock_plan_id'])
    this.#securities.set(id, {
      id,
      kind,
      compensation: textOf(one['compensation_type']),
      stakeholder: textOf(one['stakeholder_id']) ?? '',
      stockClass:
        textOf(one['stock_class_id']) ??
        (plan === null ? exercisedInto(one) : (this.#plans.get(plan)?.stockClass ?? null)),
      plan,
      customId: textOf(one['custom_id']),
      issuedOn,
      issued,
      quantity: issued,
      vested: null,
      principal:
        kind === 'convertible'
          ? {
              amount: this.#read(one, amount, 'investment_amount/amount'),
              currency: textOf(fieldOf(one['investment_amount'], 'currency')) ?? '',
            }
          : null,
      issuance: one,
      taken: 0n,
      vesting: [],
      split: { num: 1n, den: 1n },
    })
    const granted = plan === null ? undefined : this.#plans.get(plan)
    // Restricted stock comes out of the plan as a grant does.
    if (granted !== undefined && !this.#derived.has(id)) granted.granted += issued
    // What a warrant gives may depend on what others hold: then it has no number of its own.
    if (kind === 'warrant' && issued === 0n) this.#find(one, 'OCF_NOT_COUNTED', id, 'warning')
  }

  #take(one: OcfObject, type: string): void {
    const id = textOf(one['security_id'])
    const field = TAKINGS.get(type) ?? null
    const value = field === null ? undefined : one[field]
    const amount = field === 'amount' ? fieldOf(value, 'amount') : value
    const asked = amount === undefined ? null : magnitude(this.#read(one, amount, field ?? ''))
    // What is left after a part is often issued anew under a name of its own: then all of it is taken.
    const balance = textOf(one['balance_security_id'])
    const isRenewed = balance !== null && this.#issued.has(balance)
    const taken = this.#reduce(one, id, isRenewed ? null : asked)
    const plan = taken?.security.plan == null ? undefined : this.#plans.get(taken.security.plan)
    if (
      taken !== null &&
      plan?.returns === true &&
      RETURNING.has(type) &&
      !this.#exercised.has(taken.security.id) &&
      !this.#returnsTold.has(taken.security.id)
    )
      plan.returned += asked ?? taken.units
    this.#results(one)
  }

  /** Takes so many units, or all, of a security. */
  #reduce(one: OcfObject, id: string | null, units: bigint | null): { security: Open; units: bigint } | null {
    const security = this.#named(one, id)
    if (security === null) return null
    if (security.principal !== null) {
      const left = security.principal.amount
      const part = units === null || units > left ? left : units
      if (units !== null && units > left) this.#find(one, 'OCF_TOO_MANY_UNITS', security.id)
      security.principal = { ...security.principal, amount: left - part }
      return { security, units: part }
    }
    const part = units ?? security.quantity
    if (part > security.quantity) {
      this.#find(one, 'OCF_TOO_MANY_UNITS', security.id)
      return null
    }
    security.quantity -= part
    security.taken += part
    return { security, units: part }
  }

  /** Shares of a class, and what is granted on them, times a ratio; what is no ten-thousand-millionth falls away. */
  #split(one: OcfObject): void {
    const of = textOf(one['stock_class_id'])
    const ratio = ratioOf(one['split_ratio'])
    if (ratio === null) return this.#find(one, 'OCF_NUMBER', 'split_ratio')
    const scaled = (units: bigint) => (units * ratio.num) / ratio.den
    for (const security of this.#securities.values()) {
      if (security.stockClass !== of || security.kind === 'convertible') continue
      security.issued = scaled(security.issued)
      security.quantity = scaled(security.quantity)
      security.taken = scaled(security.taken)
      security.split = { num: security.split.num * ratio.num, den: security.split.den * ratio.den }
      security.vesting = security.vesting.map((fact) =>
        fact.kind === 'acceleration' ? { ...fact, quantity: scaled(fact.quantity) } : fact,
      )
    }
    for (const plan of this.#plans.values()) {
      if (plan.stockClass !== of) continue
      plan.reserved = scaled(plan.reserved)
      plan.granted = scaled(plan.granted)
      plan.returned = scaled(plan.returned)
    }
  }

  #results(one: OcfObject): void {
    for (const id of [...textsOf(one['resulting_security_ids']), ...textsOf(one['resulting_security_id'])])
      if (!this.#issued.has(id)) this.#find(one, 'OCF_RESULT_MISSING', id, 'warning')
  }

  #named(one: OcfObject, id: string | null): Open | null {
    const security = id === null ? undefined : this.#securities.get(id)
    if (security === undefined) this.#find(one, 'OCF_SECURITY_UNKNOWN', id ?? '')
    return security ?? null
  }

  #number(one: OcfObject, field: string): bigint {
    return this.#read(one, one[field], field)
  }

  #read(one: OcfObject, value: Json | undefined, field: string): bigint {
    const read = readNumeric(value)
    if (!read.ok) this.#find(one, 'OCF_NUMBER', field)
    return read.ok ? read.value : 0n
  }

  #find(
    one: OcfObject,
    code: OcfFinding['code'],
    what: string,
    severity: OcfFinding['severity'] = 'error',
  ): void {
    this.#findings.push({ severity, code, path: `${one.object_type} ${one.id}`, what })
  }
}

function stockClass(object: OcfObject): StockClass {
  const right = listOf(object['conversion_rights'])[0]
  const mechanism = fieldOf(right, 'conversion_mechanism')
  const into = textOf(fieldOf(right, 'converts_to_stock_class_id'))
  const ratio = ratioOf(fieldOf(mechanism, 'ratio'))
  const authorized = readNumeric(object['initial_shares_authorized'])
  return {
    id: object.id,
    name: textOf(object['name']) ?? object.id,
    isCommon: textOf(object['class_type']) === 'COMMON',
    authorized: authorized.ok ? authorized.value : null,
    conversion: into === null || ratio === null ? null : { into, ...ratio },
  }
}

function ratioOf(value: Json | undefined): Ratio | null {
  const [num, den] = [readNumeric(fieldOf(value, 'numerator')), readNumeric(fieldOf(value, 'denominator'))]
  return num.ok && den.ok && num.value > 0n && den.value > 0n ? { num: num.value, den: den.value } : null
}

function clamp(value: bigint, max: bigint): bigint {
  if (value < 0n) return 0n
  return value > max ? max : value
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
