import { refuse, type Refusal } from '../../kernel/result.ts'
import { refusalsOf, type SubscriptionFacts, type SubscriptionRefusal } from './subscription.ts'

/** What keeps somebody from an interest too: it is for an offering that is there for them, and for an amount it takes. */
const ASKED = [
  'OFFERING_CLOSED',
  'NOT_INVITED',
  'OFFERING_WINDOW_OVER',
  'TICKET_TOO_SMALL',
  'TICKET_TOO_LARGE',
  'AMOUNT_NOT_WHOLE_UNITS',
] as const satisfies readonly SubscriptionRefusal[]

export type InterestRefusal = (typeof ASKED)[number] | 'MAY_SUBSCRIBE'

/**
 * Why somebody may not say that they are interested, or null. An interest is for whoever cannot subscribe yet, because the
 * offering has not opened or because they are not let in: whoever can subscribes instead. It binds nobody, and no money is
 * asked for (17 CFR 230.241(a)–(b), 227.206). Pure.
 *
 * @param isKeptOut something else keeps them out at present: the token or the law
 */
export function interestRefusal(
  facts: SubscriptionFacts,
  isKeptOut: boolean,
): Refusal<InterestRefusal> | null {
  const refusals = refusalsOf(facts)
  for (const reason of ASKED) {
    const found = refusals.find((one) => one.reason === reason)
    if (found !== undefined) return refuse(reason, found.facts)
  }
  return refusals.length > 0 || isKeptOut ? null : refuse('MAY_SUBSCRIBE')
}
