import * as z from 'zod'
import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { isOwnContract } from '../instrument/token.service.ts'
import { mayDealNow } from '../investor/investor-screening.service.ts'
import { SCREENING_STALE_PROBLEM } from '../investor/investor.problems.ts'
import { investorNames, isInvestorOf, walletsOf } from '../investor/investor.service.ts'
import { displayDecimal, formatDecimal, parsePositive } from '../kernel/decimal.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { csvPieces } from '../kernel/csv.ts'
import { NOT_FOUND } from '../kernel/problem.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { startOfDay } from '../kernel/time.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { inBatches } from '../platform/db/page.ts'
import {
  addressField,
  amountTextField,
  dateField,
  hexField,
  idField,
  instantField,
  page,
  pageQuery,
  typedDataAnswer,
} from '../platform/http/fields.ts'
import { InputRefused } from '../platform/http/input.ts'
import {
  CSV,
  read,
  seesInvestor,
  seesIssuer,
  write,
  type Caller,
  type Route,
} from '../platform/http/route.ts'
import { explained } from '../restriction/transfer.problems.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import { refusingReasons } from '../restriction/stored-decision.service.ts'
import type { Finding } from '../restriction/transfer.ts'
import { ownersOf } from './register.service.ts'
import { adviseTransfer } from './transfer-rules.service.ts'
import { TRANSFER_ORDER_PROBLEMS } from './transfer-order.problems.ts'
import {
  carryTransfer,
  previewTransfer,
  transferById,
  transfers,
  transferToSign,
  type TransferFilter,
} from './transfer-order.service.ts'
import { TRANSFER_SORTS, TRANSFER_STATUSES, type TransferOrder } from './transfer-order.ts'

const ASKERS = ['investor', 'issuer', 'officer'] as const
const READERS = ['issuer', 'officer', 'auditor', 'investor'] as const

const params = z.strictObject({ id: idField('ins') })
/** No token has more base units than an attempt at a transfer can be kept with. */
const UNITS_MAX = 10n ** 32n - 1n
/** What the chain's 256 bits can say. */
const SECONDS_MAX = 2n ** 256n - 1n

const secondsField = z
  .codec(z.string().regex(/^(0|[1-9][0-9]{0,77})$/), z.bigint().max(SECONDS_MAX), {
    decode: BigInt,
    encode: String,
  })
  .meta({ description: 'Seconds since 1970, as a string.', examples: ['1793491200'] })
/** 65 bytes of a key; a contract wallet (ERC-1271) may need more. */
const signatureField = z
  .codec(z.string().regex(/^0x([0-9a-fA-F]{2}){1,2048}$/), z.custom<`0x${string}`>(), {
    decode: (text): `0x${string}` => `0x${text.slice(2)}`,
    encode: (hex) => hex,
  })
  .meta({ description: 'Of the data that transfer-authorization gives.' })

const moveFields = { from: addressField, to: addressField, units: amountTextField }

const findingAnswer = z
  .object({
    reason: z.string(),
    detail: z.string(),
    fix: z.string(),
    citation: z.string().nullable(),
    legalReview: z.enum(['pending', 'signed']).nullable().meta({
      description: 'Whether a lawyer has signed what is made of the law; null where none is cited.',
    }),
    actual: z.string(),
    limit: z.string(),
  })
  .meta({ id: 'Finding' })
const ownerAnswer = z.object({ id: idField('inv'), displayName: z.string() }).nullable()
const transferAnswer = z
  .object({
    id: idField('trf'),
    instrument: idField('ins'),
    from: addressField,
    to: addressField,
    sender: ownerAnswer.meta({
      description:
        'Whose wallet it comes from. Null where nobody has linked it, and where the reader may not know who did.',
    }),
    receiver: ownerAnswer.meta({ description: 'Whose wallet it goes to; null in the same way.' }),
    units: z.string(),
    unitsDisplay: z.string(),
    status: z.enum(TRANSFER_STATUSES),
    findings: z.array(findingAnswer),
    at: instantField,
    tx: z.string().nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Transfer' })

const filters = {
  instrument: idField('ins').optional(),
  status: z.enum(TRANSFER_STATUSES).optional(),
  wallet: addressField.optional().meta({ description: 'On either side.' }),
  from: dateField
    .optional()
    .meta({ description: 'Asked for from this day on, in Coordinated Universal Time.' }),
  until: dateField.optional().meta({ description: 'The last day, which belongs to it.' }),
  sort: z.enum(TRANSFER_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
}

/** Previews, authorizations and transfers carried for holders who need no gas. */
export function transferOrderRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/instruments/{id}/transfer-preview',
      summary: 'Ask which rules would refuse a transfer',
      description:
        'Every rule that would refuse it now, with its numbers. Nothing is written and nothing is promised.',
      tag: 'Transfers',
      access: [...READERS],
      params,
      body: z.strictObject(moveFields),
      response: z.object({ allowed: z.boolean(), findings: z.array(findingAnswer), block: z.int() }),
      problems: TRANSFER_ORDER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const instrument = await movable(work.db, caller, id, body)
        if (!instrument.ok) return instrument
        const units = unitsOf(body.units, instrument.value)
        const decided = await previewTransfer(
          { db: work.db, rpc },
          instrument.value,
          { ...body, units },
          work.now,
        )
        if (!decided.ok) return decided
        const { findings, block } = decided.value
        const law = await adviseTransfer(work.db, instrument.value, { ...body, units }, work.now)
        const stale = (await mayDealNow(work.db)) ? [] : [STALE]
        return ok({
          allowed: findings.length + law.length + stale.length === 0,
          findings: [
            ...findings.map((finding) => findingBody(finding, instrument.value)),
            ...stale,
            ...law.map(ruleFindingBody),
          ],
          block: block.number,
        })
      },
    }),
    read({
      path: '/v1/instruments/{id}/transfer-authorization',
      summary: 'Get the data that the holder signs for a transfer',
      description: 'EIP-712 data in the form of ERC-3009, good for an hour and usable once.',
      tag: 'Transfers',
      access: ASKERS,
      params,
      query: z.strictObject(moveFields),
      response: typedDataAnswer,
      problems: TRANSFER_ORDER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const instrument = await movable(work.db, caller, id, query)
        if (!instrument.ok) return instrument
        const units = unitsOf(query.units, instrument.value)
        const data = await transferToSign(rpc, instrument.value, { ...query, units }, work.now)
        if (!data.ok) return data
        const { domain, primaryType, types, message } = data.value
        return ok({
          domain,
          primaryType,
          types: { TransferWithAuthorization: [...types.TransferWithAuthorization] },
          message: Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)])),
        })
      },
    }),
    write({
      path: '/v1/instruments/{id}/transfers',
      summary: 'Have a signed transfer carried to the chain',
      description:
        'The holder signs and the platform pays the gas. A refused attempt is kept, with every rule that refused it.',
      tag: 'Transfers',
      access: ASKERS,
      status: 202,
      refusals: 'commit',
      params,
      body: z.strictObject({
        ...moveFields,
        validAfter: secondsField,
        validBefore: secondsField,
        nonce: hexField(32),
        signature: signatureField,
      }),
      response: transferAnswer,
      problems: TRANSFER_ORDER_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const instrument = await movable(work.db, caller, id, body)
        if (!instrument.ok) return instrument
        const carried = await carryTransfer(work, rpc, instrument.value, {
          authorization: {
            from: body.from,
            to: body.to,
            value: unitsOf(body.units, instrument.value),
            validAfter: body.validAfter,
            validBefore: body.validBefore,
            nonce: `0x${body.nonce.slice(2).toLowerCase()}`,
          },
          signature: body.signature,
        })
        return carried.ok ? ok(await transferBody(work.db, caller, carried.value, instrument.value)) : carried
      },
    }),
    read({
      path: '/v1/transfers',
      summary: 'List the transfers that were asked for, refused ones included',
      tag: 'Transfers',
      access: READERS,
      query: pageQuery(filters),
      response: page(transferAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const { filter, visible } = await askedOf(work.db, caller, query)
        const found = await transfers(work.db, filter, {
          sort: query.sort,
          after: pages.after(query),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ place }) => place)
        return ok({
          items: await transferBodies(work.db, items, visible, await namesOf(work.db, caller, items)),
          next,
        })
      },
    }),
    read({
      path: '/v1/transfers.csv',
      summary: 'Download the transfers that were asked for as CSV',
      description: 'All of them that the filters leave, however many.',
      tag: 'Transfers',
      access: READERS,
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work: { db }, caller, query }) => {
        const { filter, visible } = await askedOf(db, caller, query)
        const found = inBatches((slice) => transfers(db, filter, { ...slice, sort: query.sort }))
        return ok({ text: csvPieces(COLUMNS, rowsOf(db, found, visible)), fileName: 'transfers.csv' })
      },
    }),
    read({
      path: '/v1/transfers/{id}',
      summary: 'Read one transfer, and how far it has come',
      tag: 'Transfers',
      access: READERS,
      params: z.strictObject({ id: idField('trf') }),
      response: transferAnswer,
      problems: { NOT_FOUND },
      handle: async ({ work, caller, params: { id } }) => {
        const order = await transferById(work.db, id)
        const instrument = order === null ? null : await instrumentById(work.db, order.instrument)
        if (order === null || instrument === null) return refuse('NOT_FOUND')
        const own = await ownWallets(work.db, caller)
        const isSeen =
          own === null
            ? seesIssuer(caller, instrument.issuer)
            : own.includes(order.from) || own.includes(order.to)
        return isSeen ? ok(await transferBody(work.db, caller, order, instrument)) : refuse('NOT_FOUND')
      },
    }),
  ]
}

/** What of the transfers is asked for, among the instruments whose transfers the caller sees. */
async function askedOf(
  db: Db,
  caller: Caller,
  { instrument, status, wallet, from, until }: z.output<z.ZodObject<typeof filters>>,
): Promise<{ readonly filter: TransferFilter; readonly visible: ReadonlyMap<string, Instrument> }> {
  const among = (await instruments(db))
    .filter(({ id }) => instrument === undefined || instrument === id)
    .filter(({ issuer }) => caller.role === 'investor' || seesIssuer(caller, issuer))
  return {
    visible: new Map(among.map((one) => [one.id, one])),
    filter: {
      instruments: among,
      status: status ?? null,
      wallets: await ownWallets(db, caller),
      wallet: wallet ?? null,
      from: from === undefined ? null : startOfDay(from, 'UTC'),
      to: until === undefined ? null : startOfDay(until.add({ days: 1 }), 'UTC'),
    },
  }
}

/** The columns of the screen, in its order, and what else is known. */
const COLUMNS = [
  ...['Time', 'Status', 'Instrument', 'Units', 'From', 'To', 'Reasons'],
  ...['Details', 'Transaction', 'Failure', 'Id'],
]

async function* rowsOf(
  db: Db,
  batches: AsyncIterable<readonly TransferOrder[]>,
  visible: ReadonlyMap<string, Instrument>,
): AsyncIterable<string[][]> {
  for await (const batch of batches)
    yield (await transferBodies(db, batch, visible, NO_NAMES)).map((one) => [
      ...[one.at.toString(), one.status, visible.get(one.instrument)?.symbol ?? '', one.units],
      ...[one.from, one.to, one.findings.map(({ reason }) => reason).join(' ')],
      ...[one.findings.map(({ detail }) => detail).join(' '), one.tx ?? '', one.failure ?? '', one.id],
    ])
}

type Names = ReadonlyMap<Address, { readonly id: InvestorId; readonly displayName: string }>
const NO_NAMES: Names = new Map()

/** Whose the wallets of these transfers are, as far as the caller may know: an investor learns of nobody but themselves. */
async function namesOf(db: Db, caller: Caller, orders: readonly TransferOrder[]): Promise<Names> {
  const owners = await ownersOf(
    db,
    orders.flatMap(({ from, to }) => [{ wallet: from }, { wallet: to }]),
  )
  const { issuer } = caller
  const told: InvestorId[] = []
  for (const id of new Set(owners.values()))
    if (seesInvestor(caller, id) && (issuer === null || (await isInvestorOf(db, issuer, id)))) told.push(id)
  const names = await investorNames(db, told)
  return new Map(
    [...owners]
      .filter(([, id]) => told.includes(id))
      .map(([wallet, id]) => [wallet, { id, displayName: names.get(id) ?? id }]),
  )
}

async function transferBodies(
  db: Db,
  orders: readonly TransferOrder[],
  visible: ReadonlyMap<string, Instrument>,
  names: Names,
): Promise<z.output<typeof transferAnswer>[]> {
  const bodies: z.output<typeof transferAnswer>[] = []
  // One after the other: what a decision said is a query each, and a file may have thousands.
  for (const order of orders) {
    const instrument = visible.get(order.instrument)
    if (instrument !== undefined) bodies.push(await bodyOf(db, order, instrument, names))
  }
  return bodies
}

/** The instrument, if the caller may ask about units of `from`: an investor of their own wallets alone. */
async function movable(
  db: Db,
  caller: Caller,
  id: InstrumentId,
  { from, to }: { readonly from: Address; readonly to: Address },
): Promise<Result<Instrument, 'NOT_FOUND' | 'FORBIDDEN_WALLET'>> {
  const instrument = await instrumentById(db, id)
  if (instrument === null) return refuse('NOT_FOUND')
  if (await isOwnContract(db, to))
    throw new InputRefused([{ path: 'to', code: 'ADDRESS_FORBIDDEN', facts: {} }])
  if (from === to) throw new InputRefused([{ path: 'to', code: 'ADDRESS_SAME', facts: {} }])
  const own = await ownWallets(db, caller)
  if (own === null) return seesIssuer(caller, instrument.issuer) ? ok(instrument) : refuse('NOT_FOUND')
  return own.includes(from) ? ok(instrument) : refuse('FORBIDDEN_WALLET')
}

async function ownWallets(db: Db, caller: Caller): Promise<readonly Address[] | null> {
  if (caller.role !== 'investor') return null
  if (caller.investor === null) return []
  return (await walletsOf(db, caller.investor)).map(({ address }) => address)
}

/** Reads units in the instrument's decimals. Throws `InputRefused` with the field's own code. */
function unitsOf(text: string, instrument: Instrument): bigint {
  const units = parsePositive(text, instrument.decimals)
  if (!units.ok)
    throw new InputRefused([
      { path: 'units', code: units.reason, facts: { decimals: String(instrument.decimals), ...units.facts } },
    ])
  if (units.value > UNITS_MAX) throw new InputRefused([{ path: 'units', code: 'AMOUNT_OVERFLOW', facts: {} }])
  return units.value
}

function findingBody(finding: Finding, instrument: Instrument): z.output<typeof findingAnswer> {
  const said = explained(finding, instrument.decimals)
  return { ...said, actual: said.actual ?? '', limit: said.limit ?? '' }
}

/** That the lists are too old to decide by, among the reasons that refuse a transfer. */
const STALE: z.output<typeof findingAnswer> = {
  reason: 'SCREENING_STALE',
  detail: SCREENING_STALE_PROBLEM.detail,
  fix: SCREENING_STALE_PROBLEM.fix,
  citation: SCREENING_STALE_PROBLEM.citation,
  legalReview: 'pending',
  actual: '',
  limit: '',
}

/** A rule of law among the token’s own: its numbers are in its sentence. */
function ruleFindingBody({
  code,
  detail,
  fix,
  citation,
  legalReview,
}: ExplainedReason): z.output<typeof findingAnswer> {
  return { reason: code, detail, fix, citation, legalReview, actual: '', limit: '' }
}

async function transferBody(
  db: Db,
  caller: Caller,
  order: TransferOrder,
  instrument: Instrument,
): Promise<z.output<typeof transferAnswer>> {
  return bodyOf(db, order, instrument, await namesOf(db, caller, [order]))
}

async function bodyOf(
  db: Db,
  order: TransferOrder,
  instrument: Instrument,
  names: Names,
): Promise<z.output<typeof transferAnswer>> {
  return {
    id: order.id,
    instrument: order.instrument,
    from: order.from,
    to: order.to,
    sender: names.get(order.from) ?? null,
    receiver: names.get(order.to) ?? null,
    units: formatDecimal(order.units, instrument.decimals),
    unitsDisplay: displayDecimal(order.units, instrument.decimals),
    status: order.status,
    findings: [
      ...order.findings.map((finding) => findingBody(finding, instrument)),
      ...(order.failure === 'SCREENING_STALE' ? [STALE] : []),
      ...(await refusingReasons(db, order.decision)).map(ruleFindingBody),
    ],
    at: order.askedAt,
    tx: order.tx,
    failure: order.failure,
  }
}
