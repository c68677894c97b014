import * as z from 'zod'
import { amountField } from '../platform/http/fields.ts'
import { CERTIFICATES, ENTITY_FORMS, REGULATED_KINDS, type Means } from './means.ts'

const OWNERS_MAX = 1_000
const dollars = amountField(2).nullable().default(null)
const yesNo = z.boolean().nullable().default(null)

/**
 * What is said of means, read and written through one schema: a request's body, and what lies in the vault. Which fields a
 * basis asks for says `asked`; the others are left out.
 */
export const MEANS = z
  .strictObject({
    incomeYear1: dollars.describe('US dollars, in the first of the two years before this one.'),
    incomeYear2: dollars.describe('US dollars, last year.'),
    incomeIsJoint: yesNo.describe('Whether the income is that of both spouses or partners.'),
    expectsSameIncome: yesNo.describe('Whether as much is expected this year.'),
    assets: dollars.describe('US dollars, without the primary residence.'),
    liabilities: dollars.describe('US dollars, without what is owed on the primary residence; null: none.'),
    homeValue: dollars.describe('What the primary residence is worth; null: none is owned.'),
    homeDebt: dollars.describe('What is owed on it; null: nothing.'),
    homeDebtAdded60d: dollars.describe(
      'How much more is owed on it than 60 days ago, other than for having bought it; null: nothing.',
    ),
    certificate: z.enum(CERTIFICATES).nullable().default(null),
    entityForm: z.enum(ENTITY_FORMS).nullable().default(null).describe('What an entity is.'),
    regulatedKind: z
      .enum(REGULATED_KINDS)
      .nullable()
      .default(null)
      .describe('Of `regulated`: what it is that counts whatever it owns.'),
    totalAssets: dollars.describe('US dollars, of a company or trust.'),
    investments: dollars.describe('US dollars, of an entity of another form.'),
    familyOfficeAssets: dollars.describe('US dollars that a family office manages.'),
    directedBySophisticated: yesNo.describe(
      'Whether somebody decides on the purchase of a trust or family office who can judge it.',
    ),
    formedForPurpose: yesNo.describe('Whether the entity was formed for this purchase.'),
    allOwnersAccredited: yesNo.describe('Whether everybody who owns a part of the entity is accredited.'),
    ownerCount: z
      .int()
      .min(1)
      .max(OWNERS_MAX)
      .nullable()
      .default(null)
      .describe('How many natural persons own an entity that is accredited through them alone.'),
    minimum: dollars.describe('US dollars that the investor commits to invest at least.'),
    statesAccredited: yesNo.describe('States in writing to be accredited, by income, net worth or assets.'),
    statesNotFinanced: yesNo.describe(
      'States in writing that nobody else finances the minimum for this purchase.',
    ),
  })
  .meta({ id: 'Means' })

/** Means as they are kept. */
export function meansText(means: Means): string {
  return JSON.stringify(z.encode(MEANS, means))
}

/** Written by `meansText`. */
export function parseMeans(text: string): Means {
  return MEANS.parse(JSON.parse(text))
}
