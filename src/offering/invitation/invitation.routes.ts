import * as z from 'zod'
import { investorNames } from '../../investor/investor.service.ts'
import type { InvestorId, OfferingId } from '../../kernel/ids.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { emailField, idField, instantField, page, pageQuery } from '../../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../../platform/http/route.ts'
import type { Work } from '../../platform/work.ts'
import { INVITATION_PROBLEMS } from './invitation.problems.ts'
import { invitations, invite, uninvite } from './invitation.service.ts'
import { seesOffering } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'

const invitationAnswer = z
  .object({
    investor: z.object({
      id: idField('inv'),
      displayName: z.string().nullable().meta({ description: 'Null for an auditor, and once erased.' }),
    }),
    invitedAt: instantField,
  })
  .meta({ id: 'Invitation' })
const invitedAnswer = z.object({ investor: idField('inv') })
const params = z.strictObject({ id: idField('off') })

/** The list of an offering that is by invitation. */
export function invitationRoutes(): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/invitations',
      summary: 'List who is invited to an offering',
      tag: 'Offerings',
      access: ['issuer', 'officer', 'auditor'],
      params,
      query: pageQuery({}),
      response: page(invitationAnswer),
      problems: INVITATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        if ((await visible(work, caller, id)) === null) return refuse('NOT_FOUND')
        const found = await invitations(work.db, id, {
          after: pages.after(query)?.[0] ?? null,
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ investor }) => [investor])
        const ids = items.map(({ investor }) => investor)
        const names =
          caller.role === 'auditor' ? new Map<InvestorId, string>() : await investorNames(work.db, ids)
        return ok({
          items: items.map(({ investor, invitedAt }) => ({
            investor: { id: investor, displayName: names.get(investor) ?? null },
            invitedAt,
          })),
          next,
        })
      },
    }),
    write({
      path: '/v1/offerings/{id}/invitations',
      summary: 'Invite an investor whom the issuer knows, by id or by e-mail address',
      description: 'They are told. Whoever is on the list already stays on it.',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      body: z.strictObject({ investor: idField('inv').optional(), email: emailField.optional() }),
      response: invitedAnswer,
      problems: INVITATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { investor, email } }) => {
        const view = await visible(work, caller, id)
        if (view === null) return refuse('NOT_FOUND')
        if (investor !== undefined && email !== undefined) return refuse('INVITE_ONE')
        const who = investor === undefined ? (email === undefined ? null : { email }) : { investor }
        if (who === null) return refuse('INVITE_ONE')
        const invited = await invite(work, view, who)
        return invited.ok ? ok({ investor: invited.value }) : invited
      },
    }),
    write({
      method: 'DELETE',
      path: '/v1/offerings/{id}/invitations/{investor}',
      summary: 'Take an investor off the list of an offering',
      description: 'What they have reserved and not paid ends with it; what is paid stays.',
      tag: 'Offerings',
      access: ['issuer'],
      params: params.extend({ investor: idField('inv') }),
      response: invitedAnswer,
      problems: INVITATION_PROBLEMS,
      handle: async ({ work, caller, params: { id, investor } }) => {
        const view = await visible(work, caller, id)
        if (view === null) return refuse('NOT_FOUND')
        await uninvite(work, view, investor)
        return ok({ investor })
      },
    }),
  ]
}

async function visible({ db, now }: Work, caller: Caller, id: OfferingId) {
  const view = await offeringView(db, { id }, now)
  return view !== null && (await seesOffering(db, caller, view)) ? view : null
}
