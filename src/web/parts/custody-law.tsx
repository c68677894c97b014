import { CUSTODY_LAW } from '../../investor/custody.ts'
import { ReviewMark } from './review-mark.tsx'

/** Where the law of custody for a minor stands, and whether a lawyer has signed what is made of it. */
export function CustodyLaw() {
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
      <bdi>{CUSTODY_LAW.citation}</bdi>
      <ReviewMark review={CUSTODY_LAW.legalReview} />
    </p>
  )
}
