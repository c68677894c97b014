import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { walletsOfNamed } from '../investor/investor-list.service.ts'
import { investorNames, walletsOf } from '../investor/investor.service.ts'
import { displayDecimal, formatDecimal } from '../kernel/decimal.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { closeOfDay, dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { blockNumbered, knownBlock, type KnownBlock } from '../platform/chain/known-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { inBatches } from '../platform/db/page.ts'
import { csvOf, csvPieces } from '../kernel/csv.ts'
import {
  addressField,
  dateField,
  idField,
  instantField,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { CSV, read, seesIssuer, type Caller, type Route } from '../platform/http/route.ts'
import { LEGENDS, legendsOf, type Legend } from '../restriction/lot.ts'
import { REGISTER_PROBLEMS, type RegisterProblem } from './register.problems.ts'
import {
  entries,
  ownersOf,
  registerAt,
  registerBegins,
  type AsOf,
  type EntryFilter,
  type Register,
} from './register.service.ts'
import {
  compareHoldings,
  dateOfChainDay,
  chainDay,
  ENTRY_NAMES,
  MOVEMENT_SORTS,
  PROCESS_TYPES,
  REGISTER_SORTS,
  sharePercent,
  shareText,
  type Holding,
  type Movement,
} from './register.ts'

const READERS = ['issuer', 'officer', 'auditor', 'investor'] as const
/** Nobody reads more of one wallet's history on one screen; the list of movements has the rest. */
const HOLDER_MOVEMENTS_MAX = 200
const BLOCK_MAX = Number.MAX_SAFE_INTEGER

const params = z.strictObject({ id: idField('ins') })

const asOfFields = {
  asOf: z.union([dateField, instantField], 'DATE_INVALID').optional().meta({
    description: 'A date, at its close in the issuer’s time zone, or an instant, which is half-open.',
  }),
  block: z
    .codec(z.string().regex(/^(0|[1-9][0-9]{0,15})$/), z.int().max(BLOCK_MAX), {
      decode: Number,
      encode: String,
    })
    .optional()
    .meta({ description: 'The register after this block.' }),
}
type AsOfQuery = {
  readonly asOf?: Temporal.PlainDate | Temporal.Instant | undefined
  readonly block?: number | undefined
}
const sortField = z.enum(REGISTER_SORTS).default('-units').meta({ description: 'A minus sorts downwards.' })

const HOLDER_LENGTH_MAX = 200
const holderFilters = {
  holder: textField(HOLDER_LENGTH_MAX).optional().meta({
    description: 'A part of a holder’s name, in any case and without the marks on its letters too.',
  }),
  wallet: addressField.optional(),
}

const movementFilters = {
  wallet: addressField.optional().meta({ description: 'On either side.' }),
  kind: z.enum(ENTRY_NAMES).optional(),
  from: dateField.optional().meta({ description: 'From this day on, in the issuer’s time zone.' }),
  until: dateField.optional().meta({ description: 'The last day, which belongs to it.' }),
  sort: z.enum(MOVEMENT_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
}

const investorAnswer = z.object({ id: idField('inv'), displayName: z.string() }).nullable()
const blockAnswer = z.object({ number: z.int(), hash: z.string() }).nullable()
const holdingAnswer = z
  .object({
    wallet: addressField,
    investor: investorAnswer,
    units: z.string(),
    unitsDisplay: z.string(),
    share: z.string().meta({ description: 'Percent of all units, rounded down.', examples: ['0.0010'] }),
    shareDisplay: z.string().meta({ examples: ['0.0010 %'] }),
    frozen: z.string(),
    locked: z.string(),
    free: z.string(),
    walletFrozen: z.boolean(),
    since: instantField.nullable(),
  })
  .meta({ id: 'Holding' })
const movementAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(ENTRY_NAMES),
    processType: z.enum(['routine', 'non-routine']),
    scope: z
      .enum(['units', 'wallet'])
      .meta({ description: '`wallet` when a whole wallet is frozen or released.' }),
    from: addressField.nullable(),
    to: addressField.nullable(),
    units: z.string(),
    unitsDisplay: z.string(),
    at: instantField,
    block: z.int(),
    tx: z.string(),
    ref: z.string().nullable(),
  })
  .meta({ id: 'Movement' })
const lotAnswer = z
  .object({
    id: z.string(),
    units: z.string(),
    unitsDisplay: z.string(),
    acquired: dateField.nullable(),
    lockedUntil: dateField.nullable().meta({ description: 'The first day it is free; null when it is.' }),
    legends: z.array(z.enum(LEGENDS)).meta({ description: 'Why it is locked.' }),
  })
  .meta({ id: 'Lot' })

/** The register of holders, its movements, and one holder. */
export function registerRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/instruments/{id}/register',
      summary: 'Read the register of holders as of any moment',
      description: 'An investor sees their own wallets, and how many units there are in all.',
      tag: 'Register',
      access: READERS,
      params,
      query: pageQuery({ ...asOfFields, ...holderFilters, sort: sortField }),
      response: page(holdingAnswer).extend({
        asOf: instantField,
        block: blockAnswer,
        supply: z.string(),
        supplyDisplay: z.string(),
        holdersCount: z.int(),
        begins: instantField.nullable().meta({ description: 'When the first units moved.' }),
      }),
      problems: REGISTER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        const loaded = await load(work.db, rpc, caller, id, query, work.now)
        if (!loaded.ok) return loaded
        const { instrument, register, block, visible } = loaded.value
        const sorted = [...visible].sort(compareHoldings(query.sort))
        const after = pages.after(query)
        const position = after === null ? -1 : placeAfter(sorted, query.sort, after)
        const { items, next } = pages.page(sorted.slice(position + 1), query, positionOf)
        return ok({
          items: await holdingBodies(work.db, instrument, register, items),
          next,
          asOf: register.at,
          block: block === null ? null : { number: block.number, hash: block.hash },
          supply: formatDecimal(register.supply, instrument.decimals),
          supplyDisplay: displayDecimal(register.supply, instrument.decimals),
          holdersCount: register.holders.length,
          begins: await registerBegins(work.db, instrument),
        })
      },
    }),
    read({
      path: '/v1/instruments/{id}/register.csv',
      summary: 'Download the register of holders as CSV',
      tag: 'Register',
      access: READERS,
      params,
      query: z.strictObject({ ...asOfFields, ...holderFilters, sort: sortField }),
      response: CSV,
      problems: REGISTER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const loaded = await load(work.db, rpc, caller, id, query, work.now)
        if (!loaded.ok) return loaded
        const { instrument, register, visible } = loaded.value
        const rows = await holdingBodies(
          work.db,
          instrument,
          register,
          [...visible].sort(compareHoldings(query.sort)),
        )
        // Names of all holders leave the house with this file.
        await appendAudit(work, {
          action: 'register.exported',
          subject: id,
          detail: { asOf: register.at.toString(), holders: rows.length },
        })
        return ok({
          text: csvOf(CSV_COLUMNS, rows.map(csvRow)),
          fileName: `${instrument.key}-register-${register.at.toString().slice(0, 10)}.csv`,
        })
      },
    }),
    read({
      path: '/v1/instruments/{id}/movements',
      summary: 'List the movements of the register, the youngest first',
      tag: 'Register',
      access: READERS,
      params,
      query: pageQuery(movementFilters),
      response: page(movementAnswer),
      problems: REGISTER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        const instrument = await visibleInstrument(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const found = await entries(work.db, instrument, await askedOf(work.db, caller, query, instrument), {
          sort: query.sort,
          after: pages.after(query),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ place }) => place)
        return ok({ items: items.flatMap((one) => movementBody(one, instrument)), next })
      },
    }),
    read({
      path: '/v1/instruments/{id}/movements.csv',
      summary: 'Download the movements of the register as CSV',
      description: 'All of them, however many there are.',
      tag: 'Register',
      access: READERS,
      params,
      query: z.strictObject(movementFilters),
      response: CSV,
      problems: REGISTER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const { db } = work
        const instrument = await visibleInstrument(db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const filter = await askedOf(db, caller, query, instrument)
        const read = (slice: { readonly after: readonly string[] | null; readonly limit: number }) =>
          entries(db, instrument, filter, { ...slice, sort: query.sort })
        return ok({
          text: csvPieces(MOVEMENT_CSV_COLUMNS, movementRows(inBatches(read), instrument)),
          fileName: `${instrument.key}-movements.csv`,
        })
      },
    }),
    read({
      path: '/v1/instruments/{id}/holders/{wallet}',
      summary: 'Read one holder: lots and movements',
      tag: 'Register',
      access: READERS,
      params: z.strictObject({ id: idField('ins'), wallet: addressField }),
      query: z.strictObject(asOfFields),
      response: holdingAnswer.extend({ lots: z.array(lotAnswer), movements: z.array(movementAnswer) }),
      problems: REGISTER_PROBLEMS,
      handle: async ({ work, caller, params: { id, wallet }, query }) => {
        const loaded = await load(work.db, rpc, caller, id, query, work.now)
        if (!loaded.ok) return loaded
        const { instrument, register, own } = loaded.value
        if (own !== null && !own.has(wallet)) return refuse('NOT_FOUND')
        const movements = await entries(
          work.db,
          instrument,
          {
            wallets: [wallet],
            entry: null,
            from: null,
            until: 'before' in register.asOf ? register.asOf.before : null,
          },
          {
            sort: '-at',
            after: 'block' in register.asOf ? [String(register.asOf.block + 1), '0'] : null,
            limit: HOLDER_MOVEMENTS_MAX,
          },
        )
        const holding = register.all.find((one) => one.wallet === wallet)
        if (holding === undefined && movements.length === 0) return refuse('NOT_FOUND')
        const held = holding ?? { ...NOTHING, wallet }
        const [body] = await holdingBodies(work.db, instrument, register, [held])
        if (body === undefined) return refuse('NOT_FOUND')
        return ok({
          ...body,
          lots: lotBodies(held, instrument, register.at),
          movements: movements.flatMap((one) => movementBody(one, instrument)),
        })
      },
    }),
  ]
}

const NOTHING = { units: 0n, frozen: 0n, locked: 0n, free: 0n, walletFrozen: false, lots: [], since: null }

type Loaded = {
  readonly instrument: Instrument
  readonly register: Register
  readonly block: KnownBlock | null
  /** The caller's own wallets, where they see only those. */
  readonly own: ReadonlySet<Address> | null
  readonly visible: readonly Holding[]
}

async function load(
  db: Db,
  rpc: Rpc,
  caller: Caller,
  id: InstrumentId,
  query: AsOfQuery & { readonly holder?: string | undefined; readonly wallet?: Address | undefined },
  now: Temporal.Instant,
): Promise<Result<Loaded, RegisterProblem>> {
  const instrument = await visibleInstrument(db, caller, id)
  if (instrument === null) return refuse('NOT_FOUND')
  if (query.asOf !== undefined && query.block !== undefined) return refuse('AS_OF_TWICE')
  const own = await ownWallets(db, caller)
  const asked = await asOfMoment(db, rpc, instrument, query, now)
  if (!asked.ok) return asked
  const { asOf, block } = asked.value
  const register = await registerAt(db, instrument, asOf)
  const seen = register.holders
    .filter(({ wallet }) => own === null || own.has(wallet))
    .filter(({ wallet }) => query.wallet === undefined || query.wallet === wallet)
  if (query.holder === undefined) return ok({ instrument, register, block, own, visible: seen })
  const wallets = seen.map(({ wallet }) => wallet)
  const named = await walletsOfNamed(db, query.holder, wallets)
  return ok({ instrument, register, block, own, visible: seen.filter(({ wallet }) => named.has(wallet)) })
}

async function asOfMoment(
  db: Db,
  rpc: Rpc,
  instrument: Instrument,
  { asOf, block }: AsOfQuery,
  now: Temporal.Instant,
): Promise<
  Result<{ readonly asOf: AsOf; readonly block: KnownBlock | null }, 'BLOCK_UNKNOWN' | 'AS_OF_FUTURE'>
> {
  if (block !== undefined) {
    const found = await blockNumbered(rpc, block)
    if (found === null) return refuse('BLOCK_UNKNOWN', { block: String(block) })
    return ok({ asOf: { block, at: found.at }, block: found })
  }
  if (asOf === undefined) return ok({ asOf: { newest: true, at: now }, block: await knownBlock(db, null) })
  const before = asOf instanceof Temporal.Instant ? asOf : closeOfDay(asOf, instrument.timeZone)
  const today = dateIn(now, instrument.timeZone)
  if (Temporal.Instant.compare(before, closeOfDay(today, instrument.timeZone)) > 0)
    return refuse('AS_OF_FUTURE', { today: today.toString() })
  return ok({ asOf: { before }, block: await knownBlock(db, { before }) })
}

async function visibleInstrument(db: Db, caller: Caller, id: InstrumentId): Promise<Instrument | null> {
  const instrument = await instrumentById(db, id)
  if (instrument === null) return null
  return caller.role === 'investor' || seesIssuer(caller, instrument.issuer) ? instrument : null
}

/** The wallets an investor sees, or null for everybody else, who sees all. */
async function ownWallets(db: Db, caller: Caller): Promise<ReadonlySet<Address> | null> {
  if (caller.role !== 'investor') return null
  if (caller.investor === null) return new Set()
  return new Set((await walletsOf(db, caller.investor)).map(({ address }) => address))
}

/** What of the movements is asked for; of an investor, of those that they see. */
async function askedOf(
  db: Db,
  caller: Caller,
  { wallet, kind, from, until }: z.output<z.ZodObject<typeof movementFilters>>,
  { timeZone }: Instrument,
): Promise<EntryFilter> {
  const own = await ownWallets(db, caller)
  const asked = wallet === undefined ? null : [wallet]
  return {
    wallets: own === null ? asked : asked === null ? [...own] : asked.filter((one) => own.has(one)),
    entry: kind ?? null,
    from: from === undefined ? null : closeOfDay(from.subtract({ days: 1 }), timeZone),
    until: until === undefined ? null : closeOfDay(until, timeZone),
  }
}

const positionOf = (holding: Holding): readonly string[] => [
  holding.wallet,
  holding.units.toString(),
  holding.since?.toString() ?? '',
]

/** The place of the last row that does not come after the cursor's, whether or not that one is still there. */
function placeAfter(
  sorted: readonly Holding[],
  sort: (typeof REGISTER_SORTS)[number],
  after: readonly string[],
): number {
  const [wallet = '0x', units = '0', since = ''] = after
  const last: Holding = {
    ...NOTHING,
    wallet: `0x${wallet.slice(2)}`,
    units: BigInt(units),
    since: since === '' ? null : Temporal.Instant.from(since),
  }
  const compare = compareHoldings(sort)
  return sorted.findLastIndex((holding) => compare(holding, last) <= 0)
}

async function holdingBodies(
  db: Db,
  instrument: Instrument,
  register: Register,
  holdings: readonly Holding[],
): Promise<z.output<typeof holdingAnswer>[]> {
  const owners = await ownersOf(db, holdings)
  const names = await investorNames(db, [...new Set<InvestorId>(owners.values())])
  const text = (units: bigint) => formatDecimal(units, instrument.decimals)
  return holdings.map((holding) => {
    const investor = owners.get(holding.wallet)
    return {
      wallet: holding.wallet,
      investor:
        investor === undefined ? null : { id: investor, displayName: names.get(investor) ?? investor },
      units: text(holding.units),
      unitsDisplay: displayDecimal(holding.units, instrument.decimals),
      share: sharePercent(holding.units, register.supply),
      shareDisplay: shareText(holding.units, register.supply),
      frozen: text(holding.frozen),
      locked: text(holding.locked),
      free: text(holding.free),
      walletFrozen: holding.walletFrozen,
      since: holding.since,
    }
  })
}

/** The columns of the screen, in its order. */
const CSV_COLUMNS = [
  'Holder',
  'Wallet',
  'Units',
  'Share',
  'Free',
  'Locked',
  'Frozen',
  'Wallet frozen',
  'Holder since',
]

function csvRow(row: z.output<typeof holdingAnswer>): string[] {
  return [
    row.investor?.displayName ?? '',
    row.wallet,
    row.units,
    row.shareDisplay,
    row.free,
    row.locked,
    row.frozen,
    row.walletFrozen ? 'yes' : 'no',
    row.since?.toString() ?? '',
  ]
}

function movementBody(movement: Movement, instrument: Instrument): z.output<typeof movementAnswer>[] {
  const { entry } = movement
  if (entry === null) return []
  const units = movement.units ?? 0n
  return [
    {
      id: `${movement.block}.${movement.logIndex}`,
      kind: entry,
      processType: PROCESS_TYPES[entry],
      scope: movement.units === null ? 'wallet' : 'units',
      from: movement.from,
      to: movement.to,
      units: formatDecimal(units, instrument.decimals),
      unitsDisplay: displayDecimal(units, instrument.decimals),
      at: movement.at,
      block: movement.block,
      tx: movement.tx,
      ref: movement.ref,
    },
  ]
}

/** The columns of the screen, in its order, and what else is known. */
const MOVEMENT_CSV_COLUMNS = [
  ...['Kind', 'Units', 'From', 'To', 'Time', 'Transaction'],
  ...['Process', 'Scope', 'Block', 'Reference', 'Id'],
]

async function* movementRows(
  batches: AsyncIterable<readonly Movement[]>,
  instrument: Instrument,
): AsyncIterable<string[][]> {
  for await (const batch of batches)
    yield batch
      .flatMap((one) => movementBody(one, instrument))
      .map((one) => [
        ...[one.kind, one.units, one.from ?? '', one.to ?? '', one.at.toString(), one.tx],
        ...[one.processType, one.scope, String(one.block), one.ref ?? '', one.id],
      ])
}

/** Lots still locked, the first to be free first, and what is in none of them. */
function lotBodies(
  holding: Holding,
  instrument: Instrument,
  at: Temporal.Instant,
): z.output<typeof lotAnswer>[] {
  const today = chainDay(at)
  const body = (
    id: string,
    units: bigint,
    acquired: Temporal.PlainDate | null,
    until: Temporal.PlainDate | null,
    legends: Legend[],
  ) => ({
    id,
    units: formatDecimal(units, instrument.decimals),
    unitsDisplay: displayDecimal(units, instrument.decimals),
    acquired,
    lockedUntil: until,
    legends,
  })
  const locked = holding.lots
    .filter(({ unlockDay }) => unlockDay > today)
    .sort((a, b) => a.unlockDay - b.unlockDay || a.legend - b.legend)
  const unlocked = holding.units - holding.locked
  const since = holding.since?.toZonedDateTimeISO(instrument.timeZone).toPlainDate() ?? null
  return [
    ...locked.map((lot) =>
      body(
        `${lot.unlockDay}-${lot.legend}`,
        lot.units,
        dateOfChainDay(lot.acquiredDay),
        dateOfChainDay(lot.unlockDay),
        legendsOf(lot.legend),
      ),
    ),
    ...(unlocked > 0n ? [body('unlocked', unlocked, since, null, [])] : []),
  ]
}
