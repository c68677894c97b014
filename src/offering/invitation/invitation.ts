import type { OfferingTerms } from '../../instrument/instrument.ts'
import type { InvestorId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import type { OfferingStatus } from '../offering.ts'

export type InvitationRefusal =
  | 'NOT_BY_INVITATION'
  | 'INVITED_TOO_LATE'
  | 'INVESTOR_UNKNOWN'
  | 'INVESTOR_AMBIGUOUS'

/**
 * The investor to be put on the list of an offering, or why there is none. Pure.
 *
 * @param known the investors who are meant, of those whom the issuer knows
 */
export function invitee({
  terms,
  status,
  known,
}: {
  readonly terms: Pick<OfferingTerms, 'invitedOnly'>
  readonly status: OfferingStatus
  readonly known: readonly InvestorId[]
}): Result<InvestorId, InvitationRefusal> {
  if (!terms.invitedOnly) return refuse('NOT_BY_INVITATION')
  if (status !== 'opening' && status !== 'open') return refuse('INVITED_TOO_LATE')
  const [investor, ...others] = known
  if (investor === undefined) return refuse('INVESTOR_UNKNOWN')
  return others.length === 0 ? ok(investor) : refuse('INVESTOR_AMBIGUOUS', { count: String(known.length) })
}
