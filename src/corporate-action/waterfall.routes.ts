import * as z from 'zod'
import { PARTICIPATIONS } from '../instrument/waterfall-terms.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import { ok } from '../kernel/result.ts'
import { textField } from '../platform/http/fields.ts'
import { read, type Route } from '../platform/http/route.ts'
import { READERS } from './income.routes.ts'
import { waterfallExplanation } from './waterfall-explanation.ts'
import { WATERFALL_PROBLEMS } from './waterfall.problems.ts'
import { CLASSES_MAX } from './waterfall.ts'

/** More than the contract counts: what is too large for it is answered as such. */
const DIGITS_MAX = 45
/** Of whatever unit: the sum is exact because nothing is smaller. */
const wholeNumber = z.codec(z.string().regex(new RegExp(`^-?[0-9]{1,${DIGITS_MAX}}$`)), z.bigint(), {
  decode: BigInt,
  encode: String,
})

const body = z.strictObject({
  amount: wholeNumber.meta({ description: 'Proceeds, in minor units of their currency.' }),
  classes: z
    .array(
      z.strictObject({
        id: textField(60).meta({ description: 'What the class is called.' }),
        shares: wholeNumber.meta({ description: 'As if converted to common.' }),
        preference: wholeNumber.meta({
          description: 'Owed before lower ranks, accrued dividends included; common has 0.',
        }),
        rank: z.int(),
        participation: z.enum(PARTICIPATIONS),
        cap: wholeNumber
          .nullable()
          .default(null)
          .meta({ description: 'Of a capped class: the most that it gets without converting.' }),
        convertible: z.boolean(),
      }),
    )
    .max(CLASSES_MAX),
})

const answer = z
  .object({
    classes: z.array(
      z.object({
        id: z.string(),
        preference: wholeNumber,
        participation: wholeNumber,
        converted: z.boolean(),
        amount: wholeNumber,
        steps: z.array(
          z.object({ key: z.string(), label: z.string(), formula: z.string().nullable(), value: z.string() }),
        ),
      }),
    ),
  })
  .meta({ id: 'Waterfall' })

/** What classes of shares would get of proceeds, and why: the rule by which the contract pays. */
export const waterfallRoutes: readonly Route[] = [
  read({
    path: '/v1/waterfalls',
    summary: 'Preview who gets how much of proceeds by the order of share classes, and why',
    description: 'Terms are given and nothing is written. Amounts are minor units of one currency, as text.',
    tag: 'Income',
    access: READERS,
    body,
    response: answer,
    problems: WATERFALL_PROBLEMS,
    handle: ({ body: { classes, amount } }) => {
      const whole = (value: bigint) => formatDecimal(value, 0)
      const explained = waterfallExplanation({ claims: classes, amount, shown: whole, shares: whole })
      return Promise.resolve(
        explained.ok
          ? ok({
              classes: explained.value.map(({ id, share, steps }) => ({ ...share, id, steps: [...steps] })),
            })
          : explained,
      )
    },
  }),
]
