import type { RulePackVersion } from '../../../sdk/src/operations.ts'
import { StatusChip } from './status-chip.tsx'

/** Whether a lawyer has signed what a rule says: shown wherever a rule speaks. */
export function ReviewMark({ review }: { readonly review: RulePackVersion['legalReview'] }) {
  return <StatusChip status={review === 'signed' ? 'lawyer-signed' : 'no-lawyer-signed'} />
}
