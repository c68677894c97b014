import * as z from 'zod'
import { seesClaims } from '../investor/accreditation.ts'
import { investorById, isInvestorOf } from '../investor/investor.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import { idField } from '../platform/http/fields.ts'
import { read, seesInvestor, type Caller, type Route } from '../platform/http/route.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { receivablesOf } from './subscription/receiving.service.ts'
import { OFFERING_PROBLEMS } from './offering.problems.ts'
import {
  eligibilityReason,
  QUALIFICATION_ABOUT,
  TOKEN_QUALIFICATION_ABOUT,
  toldReceivable,
  visibleOffering,
} from './offering.routes.ts'
import { offerings } from './offering.service.ts'
import { QUALIFICATION_STATUSES, TOKEN_QUALIFICATION_STATUSES } from './qualification.ts'

const qualificationAnswer = z
  .object({
    instrument: idField('ins'),
    name: z.string(),
    offering: idField('off'),
    qualification: z.enum(QUALIFICATION_STATUSES).nullable().describe(QUALIFICATION_ABOUT),
    tokenQualification: z.enum(TOKEN_QUALIFICATION_STATUSES).describe(TOKEN_QUALIFICATION_ABOUT),
    reasons: z
      .array(eligibilityReason)
      .nullable()
      .describe(
        'All that keeps them from subscribing, from paying or from receiving units now. It tells what is on record of them: ' +
          'null for whoever is neither an officer nor the investor.',
      ),
  })
  .meta({ id: 'Qualification' })

/** What each instrument makes of an investor. */
export function qualificationRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/investors/{id}/qualifications',
      summary:
        'Say of each instrument as what an investor may invest in it, and whether its units may come to them',
      tag: 'Investors',
      access: ['officer', 'issuer', 'auditor', 'investor'],
      params: z.strictObject({ id: idField('inv') }),
      response: z.object({ items: z.array(qualificationAnswer), next: z.null() }),
      problems: OFFERING_PROBLEMS,
      handle: async ({ work: { db, now }, caller, params: { id } }) => {
        if (!(await isKnown(db, caller, id))) return refuse('NOT_FOUND')
        const views = []
        for (const one of await offerings(db)) views.push(await visibleOffering(db, caller, one.id, now))
        const seen = views.filter((view) => view !== null)
        const withClaims = seesClaims(caller)
        const found = await receivablesOf({ db, rpc }, seen, id, { now, withClaims })
        const items = seen.map(({ instrument, offering }) => {
          const told = toldReceivable(found.get(offering.id)!, instrument.decimals)
          const { qualification, tokenQualification } = told
          return {
            instrument: instrument.id,
            name: instrument.name,
            offering: offering.id,
            qualification,
            tokenQualification,
            reasons: withClaims ? allReasons(told) : null,
          }
        })
        return ok({ items, next: null })
      },
    }),
  ]
}

/** Each reason once. */
function allReasons({ reasons, beforePayment, tokenReasons }: ReturnType<typeof toldReceivable>) {
  return [
    ...Map.groupBy(
      [...reasons, ...beforePayment, ...tokenReasons],
      ({ code, detail }) => `${code} ${detail}`,
    ),
  ].map(([, [first]]) => first!)
}

async function isKnown(db: Db, caller: Caller, id: InvestorId): Promise<boolean> {
  if (!seesInvestor(caller, id) || (await investorById(db, id)) === null) return false
  return caller.issuer === null || isInvestorOf(db, caller.issuer, id)
}
