import * as z from 'zod'
import { assetAnswer, shownAsset } from '../issuer/asset.routes.ts'
import type { OfferingId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { readerLanguage, writeIn } from '../messages/reader.ts'
import { mayBeAdvertised } from '../offering/offering.ts'
import { offeringAnswer, shownOffering } from '../offering/offering.routes.ts'
import { offeringLaw, offeringView } from '../offering/offering.service.ts'
import { riskTexts } from '../offering/subscription/risk.service.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { idField, instantField, languageField } from '../platform/http/fields.ts'
import { HTML, read, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import { offerPage } from '../web/public/offer.ts'
import { OFFER_PROBLEMS, type OfferRefusal } from './offer.problems.ts'

const offerAnswer = z
  .object({
    asOf: instantField,
    offering: offeringAnswer.omit({ failure: true, closingPrepared: true, factsMissing: true }),
    asset: assetAnswer,
    risks: z.array(z.object({ title: z.string(), text: z.string() })),
  })
  .meta({ id: 'Offer' })

/** What anyone may read of an offering that may be advertised: as data, and as a page without JavaScript. */
export function offerRoutes(chain: { readonly rpc: Rpc }): Route[] {
  const params = z.strictObject({ offering: idField('off') })
  return [
    read({
      path: '/v1/offers/{offering}',
      summary: 'Read what anyone may know of an offering',
      tag: 'Public offers',
      access: 'public',
      params,
      response: offerAnswer,
      problems: OFFER_PROBLEMS,
      handle: ({ work, params: { offering } }) => offerOf(work, chain.rpc, offering),
    }),
    read({
      path: '/offers/{offering}',
      summary: 'The public offering as a page',
      tag: 'Public offers',
      access: 'public',
      params,
      query: z.strictObject({ lang: languageField.optional() }),
      response: HTML,
      problems: OFFER_PROBLEMS,
      handle: async ({ work, params: { offering }, query: { lang }, acceptLanguage }) => {
        const offer = await offerOf(work, chain.rpc, offering)
        if (!offer.ok) return offer
        const data = z.encode(offerAnswer, offer.value)
        return ok({ text: writeIn(readerLanguage(lang, acceptLanguage), () => offerPage(data)) })
      },
    }),
  ]
}

async function offerOf(
  { db, now }: Work,
  rpc: Rpc,
  id: OfferingId,
): Promise<Result<z.output<typeof offerAnswer>, OfferRefusal>> {
  const view = await offeringView(db, { id }, now)
  const asset = view && (await shownAsset(rpc, db, view.instrument))
  // One by invitation is not there for anybody else.
  if (view === null || asset === null || view.instrument.offering.invitedOnly) return refuse('NOT_FOUND')
  if (!mayBeAdvertised(view.instrument.offering.exemption)) return refuse('OFFER_NOT_PUBLIC')
  const risks = await riskTexts(db, id)
  return ok({ asOf: now, offering: shownOffering(view, await offeringLaw(db, view, now)), asset, risks })
}
