import {
  compareRational,
  decimalText,
  minus,
  over,
  parseRational,
  plus,
  rational,
  roundDown,
  roundHalfEven,
  roundHalfUp,
  times,
  type Rational,
} from './rational.ts'

/**
 * The language in which a rule pack says what it requires: comparisons, `and`, `or`, `not`, exact arithmetic, dates, and
 * counts over lists. It has no loops, no variables that change and no way out: every expression ends, and says the same
 * for the same facts. The whole language is in this file; docs/decisions/0140 has it on a page.
 */
export type Type =
  | 'number'
  | 'boolean'
  | 'text'
  | 'date'
  | 'instant'
  | { readonly list: Type }
  | { readonly record: Readonly<Record<string, Type>> }
  /** Numbers by name: a parameter that is looked up. */
  | 'table'

export type Value =
  | Rational
  | boolean
  | string
  | Temporal.PlainDate
  | Temporal.Instant
  | readonly Value[]
  | ValueRecord
  | Missing
export type ValueRecord = { readonly record: Readonly<Record<string, Value>> }

/** What cannot be said, since these facts are not known. It is never `true`, and so never a permission. */
export type Missing = { readonly missing: readonly string[] }

export function isMissing(value: Value): value is Missing {
  return typeof value === 'object' && 'missing' in value
}

type Unit = 'years' | 'months' | 'days' | 'hours'
const UNITS: readonly string[] = ['years', 'months', 'days', 'hours']

export type Expression =
  | { readonly is: 'literal'; readonly value: Value; readonly type: Type }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'not' | 'negative'; readonly of: Expression }
  | { readonly is: 'binary'; readonly op: Operator; readonly a: Expression; readonly b: Expression }
  | {
      readonly is: 'shift'
      readonly sign: 1 | -1
      readonly a: Expression
      readonly by: Expression
      readonly unit: Unit
    }
  | { readonly is: 'if'; readonly test: Expression; readonly a: Expression; readonly b: Expression }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly is: 'over'
      readonly name: string
      readonly variable: string
      readonly list: Expression
      readonly each: Expression | null
      readonly where: Expression | null
    }

type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/'

const LENGTH_MAX = 2_000
const DEPTH_MAX = 60
/** What goes through a list: how many of it, the sum, whether all or any hold, the least, the greatest and the first. */
const OVER = ['count', 'sum', 'all', 'any', 'least', 'greatest', 'first']

/** An expression that cannot be read, or whose parts do not fit together. The message says where. */
export class ExpressionFault extends Error {}

/** Reads an expression. Throws `ExpressionFault`. */
export function parse(text: string): Expression {
  if (text.length > LENGTH_MAX) throw new ExpressionFault(`is longer than ${LENGTH_MAX} characters`)
  const tokens = text.match(/\s+|\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|'[^']*'|!=|<=|>=|./gs) ?? []
  const words = tokens.filter((token) => token.trim() !== '')
  let at = 0
  let depth = 0

  const peek = () => words[at]
  const take = (...any: readonly string[]) => {
    const word = words[at]
    if (word === undefined || !any.includes(word)) return null
    at++
    return word
  }
  const expect = (word: string) => {
    if (take(word) === null) throw new ExpressionFault(`expects “${word}” before “${peek() ?? 'the end'}”`)
  }

  function whole(): Expression {
    if (++depth > DEPTH_MAX) throw new ExpressionFault('is nested too deeply')
    const read = take('if') === null ? or() : choice()
    depth--
    return read
  }
  function choice(): Expression {
    const test = whole()
    expect('then')
    const a = whole()
    expect('else')
    return { is: 'if', test, a, b: whole() }
  }
  function or(): Expression {
    let a = and()
    while (take('or') !== null) a = { is: 'binary', op: 'or', a, b: and() }
    return a
  }
  function and(): Expression {
    let a = not()
    while (take('and') !== null) a = { is: 'binary', op: 'and', a, b: not() }
    return a
  }
  function not(): Expression {
    return take('not') === null ? comparison() : { is: 'not', of: not() }
  }
  function comparison(): Expression {
    const a = sum()
    if (peek() === 'not' && words[at + 1] === 'in') {
      at += 2
      return { is: 'not', of: { is: 'binary', op: 'in', a, b: sum() } }
    }
    const op = take('=', '!=', '<', '<=', '>', '>=', 'in')
    return op === null ? a : { is: 'binary', op: op as Operator, a, b: sum() }
  }
  function sum(): Expression {
    let a = product()
    for (let op = take('+', '-'); op !== null; op = take('+', '-')) {
      const b = product()
      const unit = take(...UNITS)
      a =
        unit === null
          ? { is: 'binary', op: op as Operator, a, b }
          : { is: 'shift', sign: op === '+' ? 1 : -1, a, by: b, unit: unit as Unit }
    }
    return a
  }
  function product(): Expression {
    let a = single()
    for (let op = take('*', '/'); op !== null; op = take('*', '/'))
      a = { is: 'binary', op: op as Operator, a, b: single() }
    return a
  }
  function single(): Expression {
    if (take('-') !== null) return { is: 'negative', of: single() }
    if (take('(') !== null) {
      const inner = whole()
      expect(')')
      return inner
    }
    if (take('[') !== null) return { is: 'list', items: series(']') }
    const word = words[at++]
    if (word === undefined) throw new ExpressionFault('ends too early')
    if (/^\d/.test(word)) return { is: 'literal', value: parseRational(word)!, type: 'number' }
    if (word.startsWith("'")) return { is: 'literal', value: word.slice(1, -1), type: 'text' }
    if (word === 'true' || word === 'false') return { is: 'literal', value: word === 'true', type: 'boolean' }
    if (!/^[A-Za-z_]/.test(word)) throw new ExpressionFault(`does not expect “${word}”`)
    if (take('(') === null) return { is: 'name', name: word }
    return OVER.includes(word) ? through(word) : { is: 'call', name: word, args: series(')') }
  }
  function through(name: string): Expression {
    const variable = words[at++] ?? ''
    if (!/^[a-z]\w*$/.test(variable)) throw new ExpressionFault(`“${variable}” cannot name an item`)
    expect('in')
    const list = sum()
    const each = take(':') === null ? null : whole()
    const where = take('where') === null ? null : whole()
    expect(')')
    return { is: 'over', name, variable, list, each, where }
  }
  function series(end: string): Expression[] {
    const items: Expression[] = []
    if (take(end) !== null) return items
    do items.push(whole())
    while (take(',') !== null)
    expect(end)
    return items
  }

  const read = whole()
  if (at < words.length) throw new ExpressionFault(`does not expect “${peek()}”`)
  return read
}

/** What functions there are: what they take, and what they answer. `same` is one type throughout, one that has an order. */
const FUNCTIONS: Readonly<
  Record<
    string,
    { readonly takes: readonly Type[] | 'same'; readonly optional?: number; readonly gives: Type | 'same' }
  >
> = {
  min: { takes: 'same', gives: 'same' },
  max: { takes: 'same', gives: 'same' },
  roundDown: { takes: ['number', 'number'], gives: 'number' },
  roundHalfEven: { takes: ['number', 'number'], gives: 'number' },
  roundHalfUp: { takes: ['number', 'number'], gives: 'number' },
  lookup: { takes: ['table', 'text', 'number'], optional: 1, gives: 'number' },
  dateOf: { takes: ['instant', 'text'], gives: 'date' },
  endOfYear: { takes: ['date'], gives: 'date' },
  daysBetween: { takes: ['date', 'date'], gives: 'number' },
  nextBusinessDay: { takes: ['date', { list: 'date' }], gives: 'date' },
  addBusinessDays: { takes: ['date', 'number', { list: 'date' }], gives: 'date' },
}

export type Names = ReadonlyMap<string, Type>

/** The type of an expression. Throws `ExpressionFault` for a name nobody knows and for parts that do not fit. */
export function typeOf(expression: Expression, names: Names): Type {
  const of = (part: Expression) => typeOf(part, names)
  const need = (part: Expression, type: Type) => {
    const found = of(part)
    if (!isSameType(found, type)) throw new ExpressionFault(`needs ${shown(type)} and has ${shown(found)}`)
  }
  switch (expression.is) {
    case 'literal':
      return expression.type
    case 'name':
      return typeOfName(expression.name, names)
    case 'list': {
      const [first] = expression.items
      if (first === undefined) throw new ExpressionFault('has an empty list')
      for (const item of expression.items) need(item, of(first))
      return { list: of(first) }
    }
    case 'not':
      need(expression.of, 'boolean')
      return 'boolean'
    case 'negative':
      need(expression.of, 'number')
      return 'number'
    case 'shift': {
      need(expression.by, 'number')
      const type = of(expression.a)
      const fits = expression.unit === 'hours' ? type === 'instant' : type === 'date' || type === 'instant'
      if (!fits) throw new ExpressionFault(`cannot add ${expression.unit} to ${shown(type)}`)
      return type
    }
    case 'if':
      need(expression.test, 'boolean')
      need(expression.b, of(expression.a))
      return of(expression.a)
    case 'binary':
      return typeOfBinary(expression, of, need)
    case 'call':
      return typeOfCall(expression, of, need)
    case 'over': {
      const list = of(expression.list)
      if (typeof list === 'string' || !('list' in list))
        throw new ExpressionFault(`goes through ${shown(list)}`)
      const { variable } = expression
      if ([...names.keys()].some((name) => name === variable || name.startsWith(`${variable}.`)))
        throw new ExpressionFault(`“${variable}” stands for something else already`)
      const inner = new Map(names).set(variable, list.list)
      const needInner = (part: Expression, type: Type) => {
        const found = typeOf(part, inner)
        if (!isSameType(found, type))
          throw new ExpressionFault(`needs ${shown(type)} and has ${shown(found)}`)
      }
      if (expression.where !== null) needInner(expression.where, 'boolean')
      if (expression.name === 'count') {
        if (expression.each !== null) throw new ExpressionFault('“count” takes no value of each')
        return 'number'
      }
      if (expression.each === null) throw new ExpressionFault(`“${expression.name}” needs a value of each`)
      const each = typeOf(expression.each, inner)
      if (expression.name === 'first') return each
      const wanted: Type = expression.name === 'all' || expression.name === 'any' ? 'boolean' : 'number'
      if (expression.name === 'least' || expression.name === 'greatest') {
        if (!isOrdered(each)) throw new ExpressionFault(`${shown(each)} has no order`)
        return each
      }
      needInner(expression.each, wanted)
      return wanted
    }
  }
}

type Check = (part: Expression, type: Type) => void

function typeOfBinary(
  { op, a, b }: Extract<Expression, { readonly is: 'binary' }>,
  of: (part: Expression) => Type,
  need: Check,
): Type {
  if (op === 'and' || op === 'or') {
    need(a, 'boolean')
    need(b, 'boolean')
    return 'boolean'
  }
  if (op === 'in') {
    need(b, { list: of(a) })
    return 'boolean'
  }
  if (op === '+' || op === '-' || op === '*' || op === '/') {
    need(a, 'number')
    need(b, 'number')
    return 'number'
  }
  need(b, of(a))
  const equality = op === '=' || op === '!='
  if (!isOrdered(of(a)) && !(equality && (of(a) === 'boolean' || of(a) === 'text')))
    throw new ExpressionFault(`cannot compare ${shown(of(a))} by “${op}”`)
  return 'boolean'
}

function typeOfCall(
  { name, args }: Extract<Expression, { readonly is: 'call' }>,
  of: (part: Expression) => Type,
  need: Check,
): Type {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (known === undefined) throw new ExpressionFault(`knows no “${name}”`)
  const { takes, optional = 0, gives } = known
  if (takes === 'same') {
    const [first] = args
    if (first === undefined || !isOrdered(of(first)))
      throw new ExpressionFault(`“${name}” needs values with an order`)
    for (const arg of args) need(arg, of(first))
    return of(first)
  }
  if (args.length > takes.length || args.length < takes.length - optional)
    throw new ExpressionFault(`“${name}” takes ${takes.length} values`)
  for (const [i, arg] of args.entries()) need(arg, takes[i]!)
  return gives as Type
}

function typeOfName(name: string, names: Names): Type {
  const known = names.get(name)
  if (known !== undefined) return known
  const [variable = '', ...path] = name.split('.')
  const record = names.get(variable)
  if (record !== undefined && typeof record === 'object' && 'record' in record) {
    const field = record.record[path.join('.')]
    if (field !== undefined) return field
  }
  throw new ExpressionFault(`knows no “${name}”`)
}

function isOrdered(type: Type): boolean {
  return type === 'number' || type === 'date' || type === 'instant'
}

export function isSameType(a: Type, b: Type): boolean {
  return shown(a) === shown(b)
}

function shown(type: Type): string {
  if (typeof type === 'string') return type
  if ('list' in type) return `list of ${shown(type.list)}`
  return `record of ${Object.entries(type.record)
    .map(([name, field]) => `${name}: ${shown(field)}`)
    .sort()
    .join(', ')}`
}

/** What a name stands for while an expression is evaluated. */
export type Scope = (name: string) => Value

/**
 * The value of an expression whose types have been checked. A fact that is missing makes the value missing, save where
 * it cannot matter: `false and …`, `true or …`. Throws `RangeError` for a division by zero and a date that does not exist.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  const of = (part: Expression) => evaluate(part, scope)
  switch (expression.is) {
    case 'literal':
      return expression.value
    case 'name':
      return scope(expression.name)
    case 'list':
      return expression.items.map(of)
    case 'not':
      return known([of(expression.of)], ([value]) => value !== true)
    case 'negative':
      return known([of(expression.of)], ([value]) => minus(rational(0n), value as Rational))
    case 'shift':
      return known([of(expression.a), of(expression.by)], ([a, by]) =>
        shifted(a as Temporal.PlainDate | Temporal.Instant, by as Rational, expression),
      )
    case 'if': {
      const test = of(expression.test)
      return isMissing(test) ? test : of(test === true ? expression.a : expression.b)
    }
    case 'binary': {
      const { op, a, b } = expression
      if (op === 'and' || op === 'or') return joined(op, of(a), () => of(b))
      return known([of(a), of(b)], ([left, right]) => applied(op, left!, right!))
    }
    case 'call':
      return known(expression.args.map(of), (args) => called(expression.name, args))
    case 'over':
      return through(expression, scope)
  }
}

/** Three values, as Kleene has them: what is missing decides nothing where the other side decides. */
function joined(op: 'and' | 'or', a: Value, right: () => Value): Value {
  const decides = op === 'or'
  if (a === decides) return a
  const b = right()
  if (b === decides) return b
  return known([a, b], () => !decides)
}

function known(values: readonly Value[], then: (values: readonly Value[]) => Value): Value {
  const missing = values.flatMap((value) => (isMissing(value) ? value.missing : []))
  return missing.length > 0 ? { missing: [...new Set(missing)] } : then(values)
}

function applied(op: Exclude<Operator, 'and' | 'or'>, a: Value, b: Value): Value {
  switch (op) {
    case '+':
      return plus(a as Rational, b as Rational)
    case '-':
      return minus(a as Rational, b as Rational)
    case '*':
      return times(a as Rational, b as Rational)
    case '/':
      return over(a as Rational, b as Rational)
    case 'in':
      return known(b as readonly Value[], (items) => items.some((item) => compare(a, item) === 0))
    case '=':
      return compare(a, b) === 0
    case '!=':
      return compare(a, b) !== 0
    case '<':
      return compare(a, b) < 0
    case '<=':
      return compare(a, b) <= 0
    case '>':
      return compare(a, b) > 0
    case '>=':
      return compare(a, b) >= 0
  }
}

function compare(a: Value, b: Value): number {
  if (a instanceof Temporal.PlainDate) return Temporal.PlainDate.compare(a, b as Temporal.PlainDate)
  if (a instanceof Temporal.Instant) return Temporal.Instant.compare(a, b as Temporal.Instant)
  if (typeof a === 'object' && 'n' in a) return compareRational(a, b as Rational)
  return a === b ? 0 : String(a) < String(b) ? -1 : 1
}

/** Months and years end on the last day of a month that is too short: 31 August and six months are 28 February. */
function shifted(
  from: Temporal.PlainDate | Temporal.Instant,
  by: Rational,
  { sign, unit }: { readonly sign: 1 | -1; readonly unit: Unit },
): Value {
  const amount = wholeNumber(by) * sign
  if (from instanceof Temporal.PlainDate) return from.add({ [unit]: amount }, { overflow: 'constrain' })
  if (unit === 'hours') return from.add({ hours: amount })
  return from
    .toZonedDateTimeISO('UTC')
    .add({ [unit]: amount })
    .toInstant()
}

function wholeNumber(value: Rational): number {
  if (value.d !== 1n || value.n > 1_000_000n || value.n < -1_000_000n)
    throw new RangeError(`${decimalText(value)} is no whole number of days, months or places`)
  return Number(value.n)
}

function called(name: string, args: readonly Value[]): Value {
  const [a, b, c] = args
  const date = a as Temporal.PlainDate
  switch (name) {
    case 'min':
      return args.reduce((least, value) => (compare(value, least) < 0 ? value : least))
    case 'max':
      return args.reduce((most, value) => (compare(value, most) > 0 ? value : most))
    case 'roundDown':
      return roundDown(a as Rational, wholeNumber(b as Rational))
    case 'roundHalfEven':
      return roundHalfEven(a as Rational, wholeNumber(b as Rational))
    case 'roundHalfUp':
      return roundHalfUp(a as Rational, wholeNumber(b as Rational))
    case 'lookup': {
      const table = (a as ValueRecord).record
      const found = Object.hasOwn(table, b as string) ? table[b as string] : c
      return found ?? { missing: [`a number for “${b as string}” in the pack’s table`] }
    }
    case 'dateOf':
      return (a as Temporal.Instant).toZonedDateTimeISO(b as string).toPlainDate()
    case 'endOfYear':
      return date.with({ month: 12, day: 31 })
    case 'daysBetween':
      return rational(BigInt(date.until(b as Temporal.PlainDate, { largestUnit: 'day' }).days))
    case 'nextBusinessDay':
      return businessDay(date, b as readonly Temporal.PlainDate[])
    case 'addBusinessDays': {
      let day = date
      for (let left = wholeNumber(b as Rational); left > 0; left--)
        day = businessDay(day.add({ days: 1 }), c as readonly Temporal.PlainDate[])
      return day
    }
  }
  throw new ExpressionFault(`knows no “${name}”`)
}

/** The day itself, or the first after it that is no Saturday, Sunday or holiday. */
function businessDay(from: Temporal.PlainDate, holidays: readonly Temporal.PlainDate[]): Temporal.PlainDate {
  let day = from
  while (day.dayOfWeek > 5 || holidays.some((holiday) => holiday.equals(day))) day = day.add({ days: 1 })
  return day
}

function through(expression: Extract<Expression, { readonly is: 'over' }>, scope: Scope): Value {
  const list = evaluate(expression.list, scope)
  if (isMissing(list)) return list
  const { variable, where, each, name } = expression
  const kept: Value[] = []
  const unsure: string[] = []
  for (const item of list as readonly Value[]) {
    const inner: Scope = (asked) => {
      if (asked === variable) return item
      if (!asked.startsWith(`${variable}.`)) return scope(asked)
      return (item as ValueRecord).record[asked.slice(variable.length + 1)] ?? { missing: [asked] }
    }
    const holds = where === null ? true : evaluate(where, inner)
    if (isMissing(holds)) unsure.push(...holds.missing)
    else if (holds === true) kept.push(each === null ? true : evaluate(each, inner))
  }
  // An item that might count decides nothing where those that do count decide already.
  if (name === 'any' && kept.some((value) => value === true)) return true
  if (name === 'all' && kept.some((value) => value === false)) return false
  if (unsure.length > 0) return { missing: [...new Set(unsure)] }
  return known(kept, (values) => {
    switch (name) {
      case 'count':
        return rational(BigInt(values.length))
      case 'sum':
        return (values as readonly Rational[]).reduce(plus, rational(0n))
      case 'all':
        return values.every((value) => value === true)
      case 'any':
        return values.some((value) => value === true)
      default:
        if (values.length === 0) return { missing: [`anything in the list of the ${name}`] }
        if (name === 'first') return values[0]!
        return called(name === 'least' ? 'min' : 'max', values)
    }
  })
}

/** A value as it stands in a reason. */
export function valueText(value: Value): string {
  if (isMissing(value)) return 'not known'
  if (typeof value === 'object' && 'n' in value) return decimalText(value)
  if (Array.isArray(value)) return value.map((item: Value) => valueText(item)).join(', ')
  return String(value as string | boolean | Temporal.PlainDate | Temporal.Instant)
}
