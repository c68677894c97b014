import { hardCapOf } from '../instrument/instrument.ts'
import * as z from 'zod'
import { assets } from '../issuer/issuer.service.ts'
import { ASSET_KINDS } from '../issuer/issuer.ts'
import { ok } from '../kernel/result.ts'
import { read, type Route } from '../platform/http/route.ts'
import {
  eligibilityAnswer,
  offeringAnswer,
  shownOffering,
  toldEligibility,
  visibleOffering,
} from './offering.routes.ts'
import { eligibilitiesOf } from './subscription/eligibility.service.ts'
import { offeringLaw, offerings } from './offering.service.ts'

/** More are not on offer at a time; whoever reads a list of so many has a search of their own. */
const CARDS_MAX = 200

const cardAnswer = z
  .object({
    offering: offeringAnswer,
    kind: z.enum(ASSET_KINDS),
    asset: z.string().meta({ description: 'The name of what is owned.' }),
    paidPercent: z.int().meta({ description: 'Of the units on sale that are paid for, rounded down.' }),
    softCapPercent: z.int().meta({ description: 'Of the units on sale, rounded down.' }),
    eligibility: eligibilityAnswer.nullable().meta({
      description: 'Null where nothing can be subscribed for, and for somebody who is no investor yet.',
    }),
  })
  .meta({ id: 'OfferingCard' })

/** What an investor looks through: every offering, and whether it is for them, in one answer. */
export function browseRoutes(): Route[] {
  return [
    read({
      path: '/v1/browse',
      summary: 'List what is on offer, each with whether the asker could invest',
      description: 'Open ones first, those that close next before others.',
      tag: 'Offerings',
      access: ['investor'],
      response: z.object({ items: z.array(cardAnswer), next: z.null() }),
      handle: async ({ work: { db, now }, caller }) => {
        const known = new Map((await assets(db)).map((asset) => [asset.id, asset]))
        const found = await Promise.all(
          (await offerings(db)).map(({ id }) => visibleOffering(db, caller, id, now)),
        )
        const shown = found
          .filter((view) => view !== null)
          .sort((a, b) => order(a.offering.status) - order(b.offering.status) || closing(a, b))
          .slice(0, CARDS_MAX)
        const open = shown.filter(({ offering }) => offering.status === 'open')
        const eligibilities =
          caller.investor === null
            ? null
            : await eligibilitiesOf(db, open, caller.investor, { now, withClaims: true })
        const items = []
        for (const view of shown) {
          const { instrument, offering } = view
          const asset = known.get(instrument.asset)
          if (asset === undefined) throw new Error(`${instrument.id} is of no asset`)
          const eligibility = eligibilities?.get(offering.id)
          const percent = (units: bigint) => Number((units * 100n) / hardCapOf(instrument))
          items.push({
            offering: shownOffering(view, await offeringLaw(db, view, now)),
            kind: asset.kind,
            asset: asset.name,
            paidPercent: percent(view.unitsPaid),
            softCapPercent: percent(instrument.offering.softCap),
            eligibility: eligibility === undefined ? null : toldEligibility(eligibility),
          })
        }
        return ok({ items, next: null })
      },
    }),
  ]
}

function order(status: string): number {
  return status === 'open' ? 0 : status === 'opening' ? 1 : 2
}

type View = NonNullable<Awaited<ReturnType<typeof visibleOffering>>>

function closing(a: View, b: View): number {
  return Temporal.PlainDate.compare(a.instrument.offering.closes, b.instrument.offering.closes)
}
