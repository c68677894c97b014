import { sql, type Selectable } from 'kysely'
import type { AssetId, InstrumentId, IssuerId, SpvId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { Db } from '../platform/db/database.ts'
import type { DayCount } from './day-count.ts'
import type { Frequency } from './frequency.ts'
import type { IncomeCalendar } from './income-calendar.ts'
import type { CarryTerms, PreferenceTerms } from './waterfall-terms.ts'
import type {
  Address,
  AllocationRule,
  Exemption,
  IncomePolicy,
  Instrument,
  InstrumentStatus,
  InstrumentTerms,
  Standing,
} from './instrument.ts'

type InstrumentTable = {
  id: string
  key: string
  issuer: string
  spv: string
  asset: string
  treasury: string
  token: string | null
  status: InstrumentStatus
  created_at: Temporal.Instant
}
type VersionTable = {
  instrument: string
  version: number
  name: string
  symbol: string
  decimals: number
  units_max: bigint
  price: bigint
  price_tiers: { unitsTo: string; price: string }[]
  payment_token: string
  payment_code: string
  payment_decimals: number
  treasury_kind: 'managed' | 'own'
  time_zone: string
  countries: string[] | null
  accredited_only: boolean
  holders_max: number | null
  us_holders_max: number | null
  non_accredited_holders_max: number | null
  balance_max: bigint | null
  exemption: Exemption
  opens: Temporal.PlainDate
  closes: Temporal.PlainDate
  ticket_min: bigint
  ticket_max: bigint | null
  lock_up_days: number
  soft_cap: bigint
  hard_cap: bigint | null
  allocation: AllocationRule
  cooling_off_hours: number
  closing_days: number
  invited_only: boolean
  costs: { name: string; minor: string; code: string; decimals: number }[]
  currencies: { token: string; code: string; decimals: number; rate: string }[]
  limits: {
    standing: Standing | null
    kind: 'individual' | 'entity' | null
    countries: string[] | null
    most: string
  }[]
  agreement_required: boolean
  coupon: {
    faceValue: string
    rate: string
    dayCount: DayCount
    frequency: Frequency
    from: string
    maturity: string
  } | null
  carry: CarryTerms | null
  preference: PreferenceTerms | null
  payout_bps: number | null
  income_calendar: IncomeCalendar | null
  income_accounts: string[] | null
  expense_accounts: string[] | null
  term_sheet_sha256: string
  at: Temporal.Instant
  by: string
}
type InstrumentTables = { instrument: InstrumentTable; instrument_version: VersionTable }

const tables = (db: Db) => db.withTables<InstrumentTables>()

type Row = Selectable<InstrumentTable> & Omit<Selectable<VersionTable>, 'instrument'>

function toInstrument(row: Row): Instrument {
  const currency = { code: row.payment_code, decimals: row.payment_decimals }
  return {
    id: row.id as InstrumentId,
    issuer: row.issuer as IssuerId,
    spv: row.spv as SpvId,
    asset: row.asset as AssetId,
    key: row.key,
    name: row.name,
    symbol: row.symbol,
    decimals: row.decimals,
    unitsMax: row.units_max,
    unitPrice: money(row.price, currency),
    priceTiers: row.price_tiers.map(({ unitsTo, price }) => ({
      unitsTo: BigInt(unitsTo),
      price: BigInt(price),
    })),
    payment: { token: row.payment_token as Address, currency },
    treasuryKind: row.treasury_kind,
    treasury: row.treasury as Address,
    token: row.token as Address | null,
    timeZone: row.time_zone,
    rules: {
      countries: row.countries ?? 'any',
      accreditedOnly: row.accredited_only,
      holdersMax: row.holders_max,
      usHoldersMax: row.us_holders_max,
      nonAccreditedHoldersMax: row.non_accredited_holders_max,
      balanceMax: row.balance_max,
    },
    offering: {
      exemption: row.exemption,
      opens: row.opens,
      closes: row.closes,
      ticketMin: money(row.ticket_min, currency),
      ticketMax: row.ticket_max === null ? null : money(row.ticket_max, currency),
      lockUpDays: row.lock_up_days,
      softCap: row.soft_cap,
      hardCap: row.hard_cap,
      allocation: row.allocation,
      coolingOffHours: row.cooling_off_hours,
      closingDays: row.closing_days,
      invitedOnly: row.invited_only,
      costs: row.costs.map(({ name, minor, code, decimals }) => ({
        name,
        amount: money(BigInt(minor), { code, decimals }),
      })),
      currencies: row.currencies.map(({ token, rate, ...of }) => ({
        token: token as Address,
        currency: of,
        rate: BigInt(rate),
      })),
      limits: row.limits.map(({ most, ...scope }) => ({ ...scope, most: money(BigInt(most), currency) })),
      agreementRequired: row.agreement_required,
    },
    income: toIncome(row),
    coupon:
      row.coupon === null
        ? null
        : {
            ...row.coupon,
            faceValue: money(BigInt(row.coupon.faceValue), currency),
            rate: BigInt(row.coupon.rate),
            from: Temporal.PlainDate.from(row.coupon.from),
            maturity: Temporal.PlainDate.from(row.coupon.maturity),
          },
    carry: row.carry,
    preference: row.preference,
    termSheetSha256: row.term_sheet_sha256,
    status: row.status,
    version: row.version,
  }
}

/** What every policy was before a sheet could say otherwise. */
const EACH_MONTH: IncomeCalendar = {
  frequency: 'monthly',
  firstMonth: 1,
  payDay: 1,
  record: 'close-of-last-day',
  recordDays: null,
}

function toIncome(row: Row): IncomePolicy | null {
  if (row.payout_bps === null || row.income_accounts === null || row.expense_accounts === null) return null
  return {
    ...(row.income_calendar ?? EACH_MONTH),
    payoutBps: row.payout_bps,
    incomeAccounts: row.income_accounts,
    expenseAccounts: row.expense_accounts,
  }
}

function calendarOf({ frequency, firstMonth, payDay, record, recordDays }: IncomePolicy): IncomeCalendar {
  return { frequency, firstMonth, payDay, record, recordDays }
}

/** Instruments with their newest terms. */
function current(db: Db) {
  return tables(db)
    .selectFrom('instrument')
    .innerJoin('instrument_version', 'instrument_version.instrument', 'instrument.id')
    .where((eb) =>
      eb(
        'instrument_version.version',
        '=',
        eb
          .selectFrom('instrument_version as newest')
          .select((max) => max.fn.max('newest.version').as('version'))
          .whereRef('newest.instrument', '=', 'instrument.id'),
      ),
    )
    .selectAll(['instrument', 'instrument_version'])
    .orderBy('instrument.key')
}

export async function selectInstrumentById(db: Db, id: InstrumentId): Promise<Instrument | null> {
  const row = await current(db).where('instrument.id', '=', id).executeTakeFirst()
  return row === undefined ? null : toInstrument(row)
}

export async function selectInstrumentByKey(db: Db, key: string): Promise<Instrument | null> {
  const row = await current(db).where('instrument.key', '=', key).executeTakeFirst()
  return row === undefined ? null : toInstrument(row)
}

export async function selectInstrumentByToken(db: Db, token: string): Promise<Instrument | null> {
  const row = await current(db)
    .where((eb) => eb(eb.fn<string>('lower', ['instrument.token']), '=', token.toLowerCase()))
    .executeTakeFirst()
  return row === undefined ? null : toInstrument(row)
}

/** By key; those of one issuer, or all. */
export async function selectInstruments(db: Db, issuer: IssuerId | null): Promise<Instrument[]> {
  const query = issuer === null ? current(db) : current(db).where('instrument.issuer', '=', issuer)
  return (await query.execute()).map(toInstrument)
}

export async function insertInstrument(
  db: Db,
  row: {
    readonly id: InstrumentId
    readonly key: string
    readonly issuer: IssuerId
    readonly spv: SpvId
    readonly asset: AssetId
    readonly treasury: Address
    readonly createdAt: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .insertInto('instrument')
    .values({
      id: row.id,
      key: row.key,
      issuer: row.issuer,
      spv: row.spv,
      asset: row.asset,
      treasury: row.treasury,
      token: null,
      status: 'draft',
      created_at: row.createdAt,
    })
    .execute()
}

export async function insertVersion(
  db: Db,
  row: {
    readonly instrument: InstrumentId
    readonly version: number
    readonly terms: InstrumentTerms
    readonly termSheetSha256: string
    readonly at: Temporal.Instant
    readonly by: string
  },
): Promise<void> {
  const { terms } = row
  await tables(db)
    .insertInto('instrument_version')
    .values({
      instrument: row.instrument,
      version: row.version,
      name: terms.name,
      symbol: terms.symbol,
      decimals: terms.decimals,
      units_max: terms.unitsMax,
      price: terms.unitPrice.minor,
      price_tiers: sql`${JSON.stringify(
        terms.priceTiers.map(({ unitsTo, price }) => ({
          unitsTo: unitsTo.toString(),
          price: price.toString(),
        })),
      )}::jsonb`,
      payment_token: terms.payment.token,
      payment_code: terms.payment.currency.code,
      payment_decimals: terms.payment.currency.decimals,
      treasury_kind: terms.treasuryKind,
      time_zone: terms.timeZone,
      countries: terms.rules.countries === 'any' ? null : [...terms.rules.countries],
      accredited_only: terms.rules.accreditedOnly,
      holders_max: terms.rules.holdersMax,
      us_holders_max: terms.rules.usHoldersMax,
      non_accredited_holders_max: terms.rules.nonAccreditedHoldersMax,
      balance_max: terms.rules.balanceMax,
      exemption: terms.offering.exemption,
      opens: terms.offering.opens,
      closes: terms.offering.closes,
      ticket_min: terms.offering.ticketMin.minor,
      ticket_max: terms.offering.ticketMax?.minor ?? null,
      lock_up_days: terms.offering.lockUpDays,
      soft_cap: terms.offering.softCap,
      hard_cap: terms.offering.hardCap,
      allocation: terms.offering.allocation,
      cooling_off_hours: terms.offering.coolingOffHours,
      closing_days: terms.offering.closingDays,
      invited_only: terms.offering.invitedOnly,
      costs: sql`${JSON.stringify(
        terms.offering.costs.map(({ name, amount: { minor, currency } }) => ({
          ...{ name, minor: minor.toString() },
          ...{ code: currency.code, decimals: currency.decimals },
        })),
      )}::jsonb`,
      currencies: sql`${JSON.stringify(
        terms.offering.currencies.map(({ token, currency: { code, decimals }, rate }) => ({
          token,
          code,
          decimals,
          rate: rate.toString(),
        })),
      )}::jsonb`,
      limits: sql`${JSON.stringify(
        terms.offering.limits.map(({ most, ...scope }) => ({ ...scope, most: most.minor.toString() })),
      )}::jsonb`,
      agreement_required: terms.offering.agreementRequired,
      coupon:
        terms.coupon === null
          ? null
          : sql`${JSON.stringify({
              ...terms.coupon,
              faceValue: terms.coupon.faceValue.minor.toString(),
              rate: terms.coupon.rate.toString(),
              from: terms.coupon.from.toString(),
              maturity: terms.coupon.maturity.toString(),
            })}::jsonb`,
      carry: terms.carry === null ? null : sql`${JSON.stringify(terms.carry)}::jsonb`,
      preference: terms.preference === null ? null : sql`${JSON.stringify(terms.preference)}::jsonb`,
      payout_bps: terms.income?.payoutBps ?? null,
      income_calendar: terms.income === null ? null : sql`${JSON.stringify(calendarOf(terms.income))}::jsonb`,
      income_accounts: terms.income === null ? null : [...terms.income.incomeAccounts],
      expense_accounts: terms.income === null ? null : [...terms.income.expenseAccounts],
      term_sheet_sha256: row.termSheetSha256,
      at: row.at,
      by: row.by,
    })
    .execute()
}

export async function updateState(
  db: Db,
  id: InstrumentId,
  state: { readonly status: InstrumentStatus; readonly token: Address | null },
): Promise<void> {
  await tables(db)
    .updateTable('instrument')
    .set({ status: state.status, token: state.token })
    .where('id', '=', id)
    .execute()
}
