import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import { restrictionRefusal } from '../investor/erasure.service.ts'
import { RESTRICTION_PROBLEMS } from '../investor/erasure.problems.ts'
import { investorById, investorNames, isInvestorOf } from '../investor/investor.service.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { addressField, idField, instantField, page, pageQuery } from '../platform/http/fields.ts'
import { read, seesInvestor, write, type Caller, type Route } from '../platform/http/route.ts'
import { RECOVERY_PROBLEMS } from './recovery.problems.ts'
import {
  approveRecovery,
  askRecovery,
  consentToRecovery,
  executeRecovery,
  recoveries,
  recoveryById,
  stopRecovery,
  type RecoverySite,
  type RecoveryView,
} from './recovery.service.ts'
import { MOVE_KINDS, RECOVERY_STATUSES, type RecoveryId } from './recovery.ts'

const TAG = 'Recoveries'
const params = z.strictObject({ id: idField('rec') })
const OWNERS = ['investor', 'officer'] as const
const READERS = ['officer', 'auditor', 'investor'] as const
/** A key's signature has 65 bytes, a contract's (ERC-1271) up to 2048; what is none is refused as a signature. */
const signatureField = z.string().max(4_098)

const recoveryAnswer = z
  .object({
    id: idField('rec'),
    investor: z.object({ id: idField('inv'), displayName: z.string() }),
    lost: addressField,
    fresh: addressField,
    evidence: idField('fil'),
    status: z.enum(RECOVERY_STATUSES),
    message: z.string().meta({ description: 'What the new wallet signs to consent.' }),
    askedAt: instantField,
    approvals: z.int(),
    notBefore: instantField
      .nullable()
      .meta({ description: 'Until then the holder may object, and nothing moves.' }),
    endedAt: instantField.nullable(),
    moves: z.array(
      z.object({
        instrument: z.object({ id: idField('ins'), name: z.string() }),
        kind: z.enum(MOVE_KINDS).meta({
          description: 'What the lost wallet holds, or whatever distributions owe to it.',
        }),
        units: z.string().nullable().meta({ description: 'Of `payouts` none.' }),
        status: z.enum(['asked', 'done', 'failed']),
        tx: z.string().nullable(),
        failure: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Recovery' })

/** Lost wallets: asking, consent, two officers, the time to object, and what the chain did. */
export function recoveryRoutes(site: RecoverySite): Route[] {
  return [
    write({
      path: '/v1/investors/{id}/recoveries',
      summary: 'Ask for the units of a lost wallet in another one',
      description: 'The new wallet then signs `message` to consent. Two officers who did not ask decide.',
      tag: TAG,
      access: OWNERS,
      status: 201,
      params: z.strictObject({ id: idField('inv') }),
      body: z.strictObject({
        lost: addressField,
        fresh: addressField.describe('A linked wallet of the same investor.'),
        evidence: idField('fil').describe('A paper of the investor that tells of the loss.'),
      }),
      response: recoveryAnswer,
      problems: { ...RECOVERY_PROBLEMS, ...RESTRICTION_PROBLEMS },
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isVisible(work.db, caller, id)) || (await investorById(work.db, id)) === null)
          return refuse('NOT_FOUND')
        const restricted = await restrictionRefusal(work.db, id)
        if (restricted !== null) return refuse(restricted)
        return answered(work.db, await askRecovery(work, site, { investor: id, ...body }))
      },
    }),
    read({
      path: '/v1/recoveries',
      summary: 'List the recoveries',
      tag: TAG,
      access: READERS,
      query: pageQuery({ investor: idField('inv').optional() }),
      response: page(recoveryAnswer),
      handle: async ({ work, caller, query, pages }) => {
        if (caller.role === 'investor' && caller.investor === null) return ok({ items: [], next: null })
        const found = await recoveries(work.db, {
          investor: caller.investor ?? query.investor ?? null,
          knownTo: caller.issuer,
          after: pages.after(query)?.[0] ?? null,
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, (recovery) => [recovery.id])
        return ok({ items: await Promise.all(items.map((one) => bodyOf(work.db, one))), next })
      },
    }),
    read({
      path: '/v1/recoveries/{id}',
      summary: 'Read one recovery',
      tag: TAG,
      access: READERS,
      params,
      response: recoveryAnswer,
      problems: RECOVERY_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) =>
        answered(work.db, await visible(work.db, caller, id)),
    }),
    write({
      path: '/v1/recoveries/{id}/consent',
      summary: 'Consent to a recovery with the new wallet’s signature',
      tag: TAG,
      access: OWNERS,
      params,
      body: z.strictObject({ signature: signatureField }),
      response: recoveryAnswer,
      problems: RECOVERY_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const found = await visible(work.db, caller, id)
        return found.ok ? answered(work.db, await consentToRecovery(work, site, { id, ...body })) : found
      },
    }),
    write({
      path: '/v1/recoveries/{id}/approval',
      summary: 'Approve a recovery as one of two officers',
      tag: TAG,
      access: ['officer'],
      params,
      response: recoveryAnswer,
      problems: RECOVERY_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const found = await visible(work.db, caller, id)
        return found.ok ? answered(work.db, await approveRecovery(work, site, id, caller.issuer)) : found
      },
    }),
    write({
      path: '/v1/recoveries/{id}/objection',
      summary: 'Object to a recovery, which stops it',
      tag: TAG,
      access: OWNERS,
      params,
      response: recoveryAnswer,
      problems: RECOVERY_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const found = await visible(work.db, caller, id)
        return found.ok ? answered(work.db, await stopRecovery(work, id)) : found
      },
    }),
    write({
      path: '/v1/recoveries/{id}/execution',
      summary: 'Begin a recovery whose time has come, or try again',
      description: 'It begins by itself as well. What the chain refused is asked for once more.',
      tag: TAG,
      access: ['officer'],
      status: 202,
      params,
      response: recoveryAnswer,
      problems: RECOVERY_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const found = await visible(work.db, caller, id)
        return found.ok ? answered(work.db, await executeRecovery(work, site, id)) : found
      },
    }),
  ]
}

async function isVisible(db: Db, caller: Caller, id: InvestorId): Promise<boolean> {
  return seesInvestor(caller, id) && (caller.issuer === null || (await isInvestorOf(db, caller.issuer, id)))
}

async function visible(db: Db, caller: Caller, id: RecoveryId): Promise<Result<RecoveryView, 'NOT_FOUND'>> {
  const recovery = await recoveryById(db, id)
  return recovery !== null && (await isVisible(db, caller, recovery.investor))
    ? ok(recovery)
    : refuse('NOT_FOUND')
}

async function answered<R extends string>(db: Db, result: Result<RecoveryView, R>) {
  return result.ok ? ok(await bodyOf(db, result.value)) : result
}

async function bodyOf(db: Db, recovery: RecoveryView) {
  const names = await investorNames(db, [recovery.investor])
  const moves = await Promise.all(
    recovery.moves.map(async (move) => {
      const instrument = await instrumentById(db, move.instrument)
      return {
        instrument: { id: move.instrument, name: instrument?.name ?? '–' },
        kind: move.kind,
        units: move.kind === 'payouts' ? null : displayDecimal(move.units, instrument?.decimals ?? 0),
        status: move.status,
        tx: move.tx,
        failure: move.failure,
      }
    }),
  )
  return {
    ...recovery,
    investor: { id: recovery.investor, displayName: names.get(recovery.investor) ?? '–' },
    approvals: recovery.approvedBy.length,
    moves,
  }
}
