import type { Problems } from '../kernel/problem.ts'

export type OfferRefusal = 'NOT_FOUND' | 'OFFER_NOT_PUBLIC'

/** Why the public is not told of an offering. */
export const OFFER_PROBLEMS: Problems<OfferRefusal> = {
  NOT_FOUND: { status: 404, detail: 'There is no such offering.', fix: 'Check the address.' },
  OFFER_NOT_PUBLIC: {
    status: 403,
    detail: 'This offering may not be shown in public.',
    fix: 'Sign in as an investor whom its issuer knows.',
    citation: '17 CFR 230.502(c); Regulation (EU) 2017/1129, art. 1(4)(a), (b)',
  },
}
