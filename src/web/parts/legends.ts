import type { Legend } from '../../restriction/lot.ts'
import { joined } from '../format.ts'
import { t } from '../text.ts'

/** Why a lot is locked, in words. */
export const legendWords = (legends: readonly Legend[]): string =>
  joined(legends.map((legend) => t(`lots.legend-${legend}`)))
