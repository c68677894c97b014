import type { Offering } from '../../../sdk/src/operations.ts'
import { dateText } from '../format.ts'
import { t } from '../text.ts'
import { legendWords } from './legends.ts'

/** How long units are locked: by the terms of the offering, and by the law as far as it is known. */
export function lockText({ lockUpDays, legalLock }: Pick<Offering, 'lockUpDays' | 'legalLock'>): string {
  const own = lockUpDays === 0 ? t('offering.none') : t('offering.days', { count: lockUpDays })
  const laws = legendWords(legalLock.legends)
  if (!legalLock.isKnown) return t('offering.lockUnknown', { own, laws })
  return legalLock.until === null
    ? own
    : t('offering.lockByLaw', { own, laws, day: dateText(legalLock.until) })
}
