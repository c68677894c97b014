import type { SubscriptionDetail } from '../../../sdk/src/operations.ts'
import { t } from '../text.ts'
import { legendWords } from './legends.ts'
import { Facts } from './page.tsx'
import { ReviewMark } from './review-mark.tsx'
import { DateText } from './values.tsx'

/** What the units of a subscription are bound by, with the legends as the packs of law have them; nothing while they are free. */
export function LotTerms({ lot }: Pick<SubscriptionDetail, 'lot'>) {
  if (lot === null || lot.lockedUntil === null) return null
  return (
    <div className="mt-5 grid gap-3">
      <Facts
        columns={2}
        items={[
          [t('lots.lockedUntil'), <DateText key="until" value={lot.lockedUntil} />],
          [t('lots.legends'), legendWords(lot.legends)],
        ]}
      />
      {lot.texts.map(({ text, citation, legalReview }) => (
        <p key={text} className="text-ink-soft">
          {text} (<bdi>{citation}</bdi>) <ReviewMark review={legalReview} />
        </p>
      ))}
    </div>
  )
}
