import * as z from 'zod'
import { identifierFault } from '../instrument/identifier.ts'
import { ok, refuse } from '../kernel/result.ts'
import { addressField, amountField, nameField } from '../platform/http/fields.ts'
import type { Db } from '../platform/db/database.ts'
import { read, type Route } from '../platform/http/route.ts'
import { isVisible } from './investor.routes.ts'
import { checkMessage, writeMessage } from './travel-rule.service.ts'
import { TRAVEL_PROBLEMS } from './travel-rule.problems.ts'
import { WORTH_CURRENCIES, WORTH_DECIMALS, type TravelLaw } from './travel-rule.ts'

/**
 * The travel rule: who sends and who receives goes with a transfer, as IVMS101 has it.
 *
 * @param deps.law the amounts that are in force
 */
export const travelRuleRoutes = ({
  law,
}: {
  readonly law: (db: Db, now: Temporal.Instant) => Promise<TravelLaw>
}): Route[] => [
  read({
    path: '/v1/travel-rule/validation',
    summary: 'Check an IVMS101 message of another platform',
    description:
      'Nothing of it is kept. A message that cannot be used is refused with every fault and its path.',
    tag: 'Travel rule',
    access: ['officer'],
    body: z.strictObject({ payload: z.unknown() }),
    response: z.object({ valid: z.literal(true) }),
    problems: TRAVEL_PROBLEMS,
    handle: async ({ work, body: { payload } }) => {
      const checked = checkMessage(work, payload)
      return checked.ok ? ok({ valid: true as const }) : checked
    },
  }),
  read({
    path: '/v1/travel-rule/messages',
    summary: 'Write the IVMS101 message of a transfer between two wallets',
    description: 'The answer says which rules ask for it. Who asked stands in the audit log.',
    tag: 'Travel rule',
    access: ['officer'],
    body: z.strictObject({
      from: addressField,
      to: addressField,
      worth: amountField(WORTH_DECIMALS).describe('What the units are worth.'),
      currency: z
        .enum(WORTH_CURRENCIES)
        .default('USD')
        .describe('In what; a stablecoin counts at par. Rules in other currencies count as met.'),
      platform: z.strictObject({ name: nameField, lei: z.string() }),
    }),
    response: z.object({
      required: z.array(z.object({ regime: z.string(), citation: z.string() })),
      ownershipProof: z.boolean(),
      legalReview: z
        .enum(['pending', 'signed'])
        .meta({ description: 'Whether a lawyer has signed the pack that the amounts come from.' }),
      payload: z.unknown(),
    }),
    problems: TRAVEL_PROBLEMS,
    handle: async ({ work, caller, body }) => {
      if (identifierFault('lei', body.platform.lei) !== null)
        return refuse('IVMS_INVALID', { path: 'platform.lei' })
      const amounts = await law(work.db, work.now)
      const written = await writeMessage(work, body, amounts, (investor) =>
        isVisible(work.db, caller, investor),
      )
      if (!written.ok) return written
      return ok({
        ...written.value,
        required: [...written.value.required],
        legalReview: amounts.legalReview,
      })
    },
  }),
]
