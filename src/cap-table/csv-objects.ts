import { CLASS_COLUMNS, KINDS, WORDS, type Cells, type Column, type Kind } from './csv-columns.ts'
import { numericText, readNumeric } from './numeric.ts'
import type { Json, OcfObject } from './ocf.ts'

type Fields = { readonly [name: string]: Json }
/** A holder or a class: its id, the line that names it first, and what its rows say of it. */
type Named = { readonly id: string; readonly line: number; readonly said: Map<Column, string> }
type Class = Named & { isPreferred: boolean | null }

/** A list names no exemption. */
const NONE_TOLD = { security_law_exemptions: [] }

/** Rows that were found sound, as objects of Open Cap Format. What a row does not say is in none of them. */
export class ListedObjects {
  readonly #holders = new Map<string, Named>()
  readonly #classes = new Map<string, Class>()
  readonly #rows: { readonly row: Cells; readonly kind: Kind; readonly line: number }[] = []
  readonly #rest: OcfObject[] = []

  /** The name of a class that was of another kind before; what is granted on a class says nothing of its kind. */
  clash(name: string, kind: Kind): string | null {
    const known = this.#classes.get(name)?.isPreferred ?? null
    const told = kind === 'preferred' ? true : kind === 'common' ? false : null
    return known !== null && told !== null && known !== told ? name : null
  }

  /** Where a row says of its holder or class something else than a row before it, with what that said. */
  contradictions(row: Cells, kind: Kind): { readonly column: Column; readonly said: string }[] {
    return columnsOf(kind).flatMap((column) => {
      const said = this.#about(column, row, kind)?.said.get(column)
      const text = row[column] ?? ''
      return said === undefined || text === '' || said === text ? [] : [{ column, said }]
    })
  }

  add(row: Cells, kind: Kind, line: number): void {
    const [date, custom_id] = [row.issued ?? '', `row-${line}`]
    const stock_class_id = this.#classOf(row, kind, line)
    this.#rows.push({ row, kind, line })
    if (kind === 'pool') {
      const plan_name = `Pool of ${row.class ?? ''}`
      const none = { initial_shares_reserved: '0' }
      this.#rest.push(
        { object_type: 'STOCK_PLAN', id: custom_id, plan_name, stock_class_id, ...none },
        {
          object_type: 'TX_STOCK_PLAN_POOL_ADJUSTMENT',
          id: `${custom_id}-reserved`,
          stock_plan_id: custom_id,
          date,
          shares_reserved: row.quantity ?? '',
        },
      )
      return
    }
    const issued = {
      id: custom_id,
      security_id: custom_id,
      custom_id,
      date,
      stakeholder_id: this.#holderOf(row, kind, line),
      ...NONE_TOLD,
    }
    const quantity = row.quantity ?? ''
    switch (kind) {
      case 'common':
      case 'preferred':
        this.#issue('TX_STOCK_ISSUANCE', {
          ...issued,
          stock_class_id,
          quantity,
          stock_legend_ids: [],
          ...money('share_price', row.price, row),
        })
        break
      case 'option':
        this.#issue('TX_EQUITY_COMPENSATION_ISSUANCE', {
          ...issued,
          compensation_type: 'OPTION',
          stock_class_id,
          quantity,
          termination_exercise_windows: [],
          ...when(row.expires, (day) => ({ expiration_date: day === 'never' ? null : day })),
          ...money('exercise_price', row.price, row),
        })
        break
      case 'warrant':
        this.#issue('TX_WARRANT_ISSUANCE', {
          ...issued,
          quantity,
          exercise_triggers: [
            trigger({
              type: 'WARRANT_CONVERSION_RIGHT',
              conversion_mechanism: { type: 'FIXED_AMOUNT_CONVERSION', converts_to_quantity: quantity },
              converts_to_stock_class_id: stock_class_id,
            }),
          ],
          ...money('purchase_price', row.amount, row),
          ...money('exercise_price', row.price, row),
        })
        break
      case 'safe':
      case 'note':
        this.#issue('TX_CONVERTIBLE_ISSUANCE', {
          ...issued,
          custom_id: `${kind === 'safe' ? 'SAFE' : 'Note'}, row ${line}`,
          convertible_type: kind === 'safe' ? 'SAFE' : 'NOTE',
          ...money('investment_amount', row.amount, row),
          conversion_triggers: [
            trigger({
              type: 'CONVERTIBLE_CONVERSION_RIGHT',
              conversion_mechanism: kind === 'safe' ? safeMechanism(row) : noteMechanism(row),
            }),
          ],
          ...when(row.seniority, (text) => ({ seniority: Number(text) })),
        })
    }
  }

  objects(): OcfObject[] {
    return [
      ...[...this.#holders].map(([legal_name, { id, said }]) => ({
        object_type: 'STAKEHOLDER',
        id,
        name: { legal_name },
        ...when(said.get('holder'), (text) => ({ stakeholder_type: word('holder', text) })),
      })),
      ...[...this.#classes].map(([name, { id, isPreferred, said }]) => ({
        object_type: 'STOCK_CLASS',
        id,
        name,
        class_type: isPreferred === true ? 'PREFERRED' : 'COMMON',
        // What every lot of the list is called by: row-2.
        default_id_prefix: 'row-',
        ...when(said.get('authorized'), (text) => ({
          initial_shares_authorized: text === 'unlimited' ? 'UNLIMITED' : text,
        })),
        ...when(said.get('votes'), (votes_per_share) => ({ votes_per_share })),
        ...when(said.get('seniority'), (seniority) => ({ seniority })),
      })),
      ...this.#rest,
    ]
  }

  /** What Open Cap Format asks for and no row says, at the row itself, or at the first of a holder or class. */
  unsaid(): { readonly line: number; readonly columns: readonly Column[] }[] {
    return this.#rows.flatMap(({ row, kind, line }) => {
      const columns = columnsOf(kind).filter((column) => {
        const about = this.#about(column, row, kind)
        return about === null ? (row[column] ?? '') === '' : about.line === line && !about.said.has(column)
      })
      return columns.length === 0 ? [] : [{ line, columns }]
    })
  }

  #issue(object_type: string, fields: Fields & { readonly id: string }): void {
    this.#rest.push({ object_type, ...fields })
  }

  /** The holder or class of which a column of a row tells; null where it tells of the row itself, or of one not seen yet. */
  #about(column: Column, row: Cells, kind: Kind): Named | null {
    if (column === 'holder') return this.#holders.get(row.stakeholder ?? '') ?? null
    return isOfClass(column, kind) ? (this.#classes.get(row.class ?? '') ?? null) : null
  }

  #holderOf(row: Cells, kind: Kind, line: number): string {
    const name = row.stakeholder ?? ''
    const known = this.#holders.get(name) ?? {
      id: `holder-${this.#holders.size + 1}`,
      line,
      said: new Map<Column, string>(),
    }
    this.#holders.set(name, known)
    this.#hear(row, kind, known)
    return known.id
  }

  #classOf(row: Cells, kind: Kind, line: number): string | null {
    const name = row.class ?? ''
    if (name === '') return null
    const known = this.#classes.get(name) ?? {
      id: `class-${this.#classes.size + 1}`,
      line,
      said: new Map<Column, string>(),
      isPreferred: null,
    }
    if (kind === 'preferred' || kind === 'common') known.isPreferred = kind === 'preferred'
    this.#classes.set(name, known)
    this.#hear(row, kind, known)
    return known.id
  }

  #hear(row: Cells, kind: Kind, about: Named): void {
    for (const column of columnsOf(kind)) {
      const text = row[column] ?? ''
      if (text !== '' && this.#about(column, row, kind) === about) about.said.set(column, text)
    }
  }
}

function columnsOf(kind: Kind): readonly Column[] {
  return KINDS[kind].ocf
}

/** Seniority is of a class, and of a convertible itself, which has none. */
function isOfClass(column: Column, kind: Kind): boolean {
  return kind !== 'safe' && kind !== 'note' && CLASS_COLUMNS.some((each) => each === column)
}

function when(text: string | undefined, fields: (text: string) => Fields): Fields {
  return text === undefined || text === '' ? {} : fields(text)
}

function word<C extends keyof typeof WORDS>(column: C, text: string): Json {
  return (WORDS[column] as Readonly<Record<string, Json>>)[text] ?? null
}

function money(field: string, amount: string | undefined, { currency = '' }: Cells): Fields {
  return when(amount, (text) => ({ [field]: { amount: text, currency } }))
}

/** When it converts is in no list. */
function trigger(conversion_right: Json): Json {
  return { type: 'UNSPECIFIED', trigger_id: 'trigger-1', conversion_right }
}

function safeMechanism(row: Cells): Json {
  return {
    type: 'SAFE_CONVERSION',
    conversion_timing: row.timing === 'pre-money' ? 'PRE_MONEY' : 'POST_MONEY',
    ...when(row.mfn, (text) => ({ conversion_mfn: word('mfn', text) })),
    ...capAndDiscount(row),
  }
}

/** Interest runs from the day of issue. A note has no timing of its own: what is counted for its cap says the same. */
function noteMechanism(row: Cells): Json {
  return {
    type: 'CONVERTIBLE_NOTE_CONVERSION',
    ...when(row.interest, (text) => ({
      interest_rates: [{ rate: fraction(text), accrual_start_date: row.issued ?? '' }],
    })),
    ...when(row.daycount, (text) => ({ day_count_convention: word('daycount', text) })),
    ...when(row.accrual, (text) => ({ interest_accrual_period: word('accrual', text) })),
    ...when(row.payout, (text) => ({ interest_payout: word('payout', text) })),
    ...when(row.compounding, (text) => ({ compounding_type: word('compounding', text) })),
    ...when(row.timing, (text) => ({
      capitalization_definition_rules: {
        include_outstanding_shares: true,
        include_outstanding_options: true,
        include_outstanding_unissued_options: true,
        include_this_security: text === 'post-money',
        include_other_converting_securities: text === 'post-money',
        include_option_pool_topup_for_promised_options: false,
        include_additional_option_pool_topup: false,
        include_new_money: false,
      },
    })),
    ...capAndDiscount(row),
  }
}

function capAndDiscount(row: Cells): Fields {
  return {
    ...money('conversion_valuation_cap', row.cap, row),
    ...when(row.discount, (text) => ({ conversion_discount: fraction(text) })),
  }
}

/** A part of one as Open Cap Format writes it: without a sign, and without zeros before it. */
function fraction(text: string): string {
  const read = readNumeric(text)
  if (!read.ok) throw new Error(`${text} was found sound`)
  return numericText(read.value)
}
