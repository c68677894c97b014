import * as z from 'zod'
import { investorNames } from '../investor/investor.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { addressField, idField, instantField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import { holdersAt } from '../register/register.service.ts'
import { instrumentParams, visibleInstrument } from './income.routes.ts'
import { INCOME_KINDS, WITHHOLDING_REASONS, type WithholdingPolicy } from './withholding.ts'
import { WITHHOLDING_PROBLEMS } from './withholding.problems.ts'
import {
  confirmWithholding,
  dueRates,
  proposeWithholding,
  withholdingPolicies,
} from './withholding.service.ts'

const STAFF = ['issuer', 'officer'] as const

const policyAnswer = z.object({
  id: idField('whp'),
  income: z
    .enum(INCOME_KINDS)
    .meta({ description: 'What the issuer takes its payments to be for the tax of the United States.' }),
  taxAccount: z.string().nullable(),
  proposedBy: z.string(),
  proposedAt: instantField,
})
const withholdingAnswer = z
  .object({
    inForce: policyAnswer
      .nullable()
      .meta({ description: 'What two people have said; null: nothing is withheld by the platform.' }),
    proposed: policyAnswer.nullable().meta({ description: 'What waits for a second person.' }),
    holders: z
      .array(
        z.object({
          wallet: z.string(),
          investor: z.object({ id: z.string(), displayName: z.string() }).nullable(),
          bps: z.int(),
          reason: z.enum(WITHHOLDING_REASONS),
        }),
      )
      .meta({
        description:
          'From whom the next declaration would withhold as things stand, of dividends where nothing is in force.',
      }),
  })
  .meta({ id: 'Withholding' })

/** What a share class withholds for the tax of the United States. */
export const withholdingRoutes: Route[] = [
  read({
    path: '/v1/instruments/{id}/withholding',
    summary: 'Read what is withheld of payments, and from whom the law asks it now',
    tag: 'Income',
    access: [...STAFF, 'auditor'],
    params: instrumentParams,
    response: withholdingAnswer,
    problems: WITHHOLDING_PROBLEMS,
    handle: async ({ work, caller, params }) => {
      const instrument = await visibleInstrument(work.db, caller, params.id)
      return instrument === null ? refuse('NOT_FOUND') : ok(await answerOf(work.db, instrument, work.now))
    },
  }),
  write({
    path: '/v1/instruments/{id}/withholding',
    summary: 'Propose what is withheld of payments',
    description:
      'Whether payments are dividends or interest from the United States is the issuer’s position. A second person confirms it; declarations after that withhold from each holder what the pack of tax asks by their form.',
    tag: 'Income',
    access: STAFF,
    params: instrumentParams,
    body: z.strictObject({ income: z.enum(INCOME_KINDS), taxAccount: addressField.nullable() }),
    response: withholdingAnswer,
    problems: WITHHOLDING_PROBLEMS,
    handle: async ({ work, caller, params, body }) => {
      const instrument = await visibleInstrument(work.db, caller, params.id)
      if (instrument === null) return refuse('NOT_FOUND')
      const proposed = await proposeWithholding(work, instrument, body)
      return proposed.ok ? ok(await answerOf(work.db, instrument, work.now)) : proposed
    },
  }),
  write({
    path: '/v1/instruments/{id}/withholding/confirmation',
    summary: 'Confirm what is withheld of payments',
    tag: 'Income',
    access: STAFF,
    params: instrumentParams,
    body: z.strictObject({ policy: idField('whp') }),
    response: withholdingAnswer,
    problems: WITHHOLDING_PROBLEMS,
    handle: async ({ work, caller, params, body }) => {
      const instrument = await visibleInstrument(work.db, caller, params.id)
      if (instrument === null) return refuse('NOT_FOUND')
      const confirmed = await confirmWithholding(work, instrument, body.policy)
      return confirmed.ok ? ok(await answerOf(work.db, instrument, work.now)) : confirmed
    },
  }),
]

async function answerOf(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<z.output<typeof withholdingAnswer>> {
  const { inForce, proposed } = await withholdingPolicies(db, instrument)
  const holders = await holdersAt(db, instrument, { newest: true, at: now })
  const { rates } = await dueRates(db, instrument, holders, { income: inForce?.income ?? 'dividend', now })
  const owners = await investorsOfWallets(
    db,
    rates.map(({ wallet }) => wallet),
  )
  const names = await investorNames(db, [...new Set(owners.values())])
  return {
    inForce: inForce === null ? null : policyBody(inForce),
    proposed: proposed === null ? null : policyBody(proposed),
    holders: rates.flatMap(({ wallet, bps, reason }) => {
      if (reason === null) return []
      const id = owners.get(wallet.toLowerCase())
      const investor = id === undefined ? null : { id, displayName: names.get(id) ?? '–' }
      return [{ wallet, investor, bps, reason }]
    }),
  }
}

function policyBody({ id, income, taxAccount, proposedBy, proposedAt }: WithholdingPolicy) {
  return { id, income, taxAccount, proposedBy, proposedAt }
}
