import * as z from 'zod'
import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { isOwnContract } from '../instrument/token.service.ts'
import { investorNames, walletByAddress } from '../investor/investor.service.ts'
import { displayDecimal, parsePositive } from '../kernel/decimal.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { addressField, idField, instantField, page, pageQuery } from '../platform/http/fields.ts'
import { InputRefused } from '../platform/http/input.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { ENFORCEMENT_PROBLEMS } from './enforcement.problems.ts'
import {
  approveEnforcement,
  declineEnforcement,
  enforce,
  enforcementById,
  enforcements,
} from './enforcement.service.ts'
import {
  ENFORCEMENT_KINDS,
  ENFORCEMENT_REASONS,
  ENFORCEMENT_STATUSES,
  type Enforcement,
  type EnforcementId,
  type EnforcementOrder,
  type Position,
} from './enforcement.ts'

const TAG = 'Enforcement'
const params = z.strictObject({ id: idField('enf') })
const DOCUMENT_LENGTH_MAX = 80
/** No token has more base units than the register can be kept with. */
const UNITS_MAX = 10n ** 32n - 1n

const position = z.object({ units: z.string(), frozen: z.string(), walletFrozen: z.boolean() })
const enforcementAnswer = z
  .object({
    id: idField('enf'),
    instrument: z.object({ id: idField('ins'), name: z.string() }),
    kind: z.enum(ENFORCEMENT_KINDS),
    wallet: addressField,
    holder: z.string().nullable(),
    to: addressField.nullable(),
    units: z.string().nullable(),
    reason: z.enum(ENFORCEMENT_REASONS),
    document: z.string(),
    status: z.enum(ENFORCEMENT_STATUSES),
    effects: z
      .array(z.object({ wallet: addressField, before: position, after: position }))
      .meta({ description: 'What each wallet has before and after it.' }),
    askedAt: instantField,
    tx: z.string().nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Enforcement' })
const body = z.strictObject({
  kind: z.enum(ENFORCEMENT_KINDS),
  wallet: addressField,
  to: addressField.optional().describe('Of a forced transfer: who receives the units.'),
  units: z
    .string({ error: ({ input }) => (typeof input === 'number' ? 'AMOUNT_MUST_BE_STRING' : undefined) })
    .optional()
    .describe('Units as a decimal string; none of a whole wallet.'),
  reason: z.enum(ENFORCEMENT_REASONS),
  document: z
    .string()
    .max(DOCUMENT_LENGTH_MAX)
    .describe('The legal document: the id of a paper of the holder, or a file number.'),
})

/** An officer's powers over units: freezing, thawing, and moving them against the rules. */
export function enforcementRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    write({
      path: '/v1/instruments/{id}/enforcements',
      summary: 'Freeze, thaw, or move units by force',
      description:
        'Needs a reason and a legal document. With `dryRun` it says what each wallet would have afterwards and does ' +
        'nothing. A forced transfer waits for a second officer. Holders are told.',
      tag: TAG,
      access: ['officer'],
      status: 202,
      params: z.strictObject({ id: idField('ins') }),
      body,
      response: enforcementAnswer,
      problems: ENFORCEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: given }) => {
        const instrument = await instrumentById(work.db, id)
        if (instrument === null || !seesIssuer(caller, instrument.issuer)) return refuse('NOT_FOUND')
        if (given.to !== undefined && (await isOwnContract(work.db, given.to)))
          throw new InputRefused([{ path: 'to', code: 'ADDRESS_FORBIDDEN', facts: {} }])
        const { reason, document } = given
        const order = orderOf(given, instrument)
        const done = await enforce(work, rpc, instrument, { order, reason, document })
        return done.ok ? ok(await bodyOf(work.db, done.value, instrument)) : done
      },
    }),
    read({
      path: '/v1/enforcements',
      summary: 'List what officers did to units',
      tag: TAG,
      access: ['officer', 'issuer', 'auditor'],
      query: pageQuery({ instrument: idField('ins').optional() }),
      response: page(enforcementAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const seen = (await instruments(work.db)).filter(
          ({ id, issuer }) =>
            seesIssuer(caller, issuer) && (query.instrument === undefined || query.instrument === id),
        )
        const found = await enforcements(work.db, {
          instruments: seen.map(({ id }) => id),
          after: pages.after(query)?.[0] ?? null,
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, (one) => [one.id])
        const bodies = items.map((one) =>
          bodyOf(
            work.db,
            one,
            seen.find(({ id }) => id === one.instrument)!,
          ),
        )
        return ok({ items: await Promise.all(bodies), next })
      },
    }),
    write({
      path: '/v1/enforcements/{id}/approval',
      summary: 'Agree to a forced transfer as the second officer',
      tag: TAG,
      access: ['officer'],
      status: 202,
      params,
      response: enforcementAnswer,
      problems: ENFORCEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const instrument = await instrumentOf(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const approved = await approveEnforcement(work, rpc, instrument, id)
        return approved.ok ? ok(await bodyOf(work.db, approved.value, instrument)) : approved
      },
    }),
    write({
      path: '/v1/enforcements/{id}/rejection',
      summary: 'Decline a forced transfer that waits, or take it back',
      tag: TAG,
      access: ['officer'],
      params,
      response: enforcementAnswer,
      problems: ENFORCEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const instrument = await instrumentOf(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const declined = await declineEnforcement(work, id)
        return declined.ok ? ok(await bodyOf(work.db, declined.value, instrument)) : declined
      },
    }),
  ]
}

async function instrumentOf(db: Db, caller: Caller, id: EnforcementId): Promise<Instrument | null> {
  const enforcement = await enforcementById(db, id)
  const instrument = enforcement === null ? null : await instrumentById(db, enforcement.instrument)
  return instrument !== null && seesIssuer(caller, instrument.issuer) ? instrument : null
}

/** Reads the order, whose fields depend on its kind. Throws `InputRefused` with the field's own code. */
function orderOf(given: z.output<typeof body>, instrument: Instrument): EnforcementOrder {
  const { kind, wallet, to } = given
  const wrong = (path: string, code: 'FIELD_REQUIRED' | 'FIELD_UNKNOWN') =>
    new InputRefused([{ path, code, facts: {} }])
  if (kind !== 'forced-transfer' && to !== undefined) throw wrong('to', 'FIELD_UNKNOWN')
  if (kind === 'freeze-wallet' || kind === 'unfreeze-wallet') {
    if (given.units !== undefined) throw wrong('units', 'FIELD_UNKNOWN')
    return { kind, wallet }
  }
  if (given.units === undefined) throw wrong('units', 'FIELD_REQUIRED')
  const units = parsePositive(given.units, instrument.decimals)
  if (!units.ok) {
    const facts = { decimals: String(instrument.decimals), ...units.facts }
    throw new InputRefused([{ path: 'units', code: units.reason, facts }])
  }
  if (units.value > UNITS_MAX) throw new InputRefused([{ path: 'units', code: 'AMOUNT_OVERFLOW', facts: {} }])
  if (kind !== 'forced-transfer') return { kind, wallet, units: units.value }
  if (to === undefined) throw wrong('to', 'FIELD_REQUIRED')
  return { kind, wallet, to, units: units.value }
}

async function bodyOf(db: Db, enforcement: Enforcement, { id, name, decimals }: Instrument) {
  const { order, effects } = enforcement
  const investor = (await walletByAddress(db, order.wallet))?.investor
  const names = investor === undefined ? new Map<string, string>() : await investorNames(db, [investor])
  const shown = ({ units, frozen, walletFrozen }: Position) => ({
    units: displayDecimal(units, decimals),
    frozen: displayDecimal(frozen, decimals),
    walletFrozen,
  })
  return {
    ...enforcement,
    instrument: { id, name },
    kind: order.kind,
    wallet: order.wallet,
    holder: investor === undefined ? null : (names.get(investor) ?? null),
    to: 'to' in order ? order.to : null,
    units: 'units' in order ? displayDecimal(order.units, decimals) : null,
    effects: effects.map(({ wallet, before, after }) => ({
      wallet,
      before: shown(before),
      after: shown(after),
    })),
  }
}
