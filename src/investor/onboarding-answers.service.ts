import * as z from 'zod'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { amountField, countryField, dateField, keptNameField, textField } from '../platform/http/fields.ts'
import { putPersonal, readPersonalOf, removePersonal } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { CUSTODY_LAW } from './custody.ts'
import { PEP_ANSWERS } from './due-diligence.ts'
import {
  EMPLOYMENTS,
  ENTITY_TYPES,
  EXPERIENCES,
  FUNDS_SOURCES,
  IDENTITY_PAPERS,
  MONEY_RANGES,
  OBJECTIVES,
  REGISTRATIONS,
  TOLERANCES,
  TRUST_ROLES,
  type OnboardingStep,
} from './onboarding.ts'

const LINE_MAX = 120
const CODE_MAX = 40
const DOCUMENT_ID = /^[a-z]{2,5}_[0-9a-z]{10,40}$/
const PEOPLE_MAX = 20
const ENTITIES_MAX = 10
const COUNTRIES_MAX = 5
const DOCUMENTS_MAX = 20

/** A place among the people whom an entity names. */
export const personPlaceField = z
  .int()
  .min(0)
  .max(PEOPLE_MAX - 1)
/** A place among the entities whom an applicant names. */
export const entityPlaceField = z
  .int()
  .min(0)
  .max(ENTITIES_MAX - 1)
const ownedField = entityPlaceField
  .nullable()
  .default(null)
  .describe('The place in `entities` of what the share is of; null: the applicant itself.')
const trustRolesField = z
  .array(z.enum(TRUST_ROLES))
  .max(TRUST_ROLES.length)
  .default([])
  .describe('What they are in a trust; empty where the applicant is none.')
const line = textField(LINE_MAX)
const address = {
  country: countryField,
  line1: line,
  line2: line.nullable().default(null),
  city: line,
  region: line.nullable().default(null),
  postalCode: textField(CODE_MAX).nullable().default(null),
}

/**
 * What each step asks, read and written through the same schema: a request's body, what lies in the vault, and what the
 * applicant finds again.
 */
export const ANSWERS = {
  identity: z.strictObject({
    name: keptNameField.describe('The legal name, in any script, as in the passport.'),
    born: dateField,
    citizenships: z.array(countryField).min(1).max(COUNTRIES_MAX),
    birthCountry: countryField.nullable().default(null),
    gender: z
      .enum(['female', 'male'])
      .nullable()
      .default(null)
      .describe('As the paper says; it tells apart people of one name. May be left out.'),
    registration: z
      .enum(REGISTRATIONS)
      .default('alone')
      .describe('How the units are held. Who holds together, or the minor, is named in the step “owners”.'),
  }),
  company: z.strictObject({
    name: keptNameField.describe('The registered name.'),
    entityType: z.enum(ENTITY_TYPES),
    registryNumber: textField(CODE_MAX).nullable().default(null).describe('A trust may have none.'),
    lei: textField(CODE_MAX).nullable().default(null).describe('Legal entity identifier, ISO 17442.'),
    formedOn: dateField,
    isRevocable: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Of a trust: whether its settlor may take it back; null of others.'),
    ...address,
  }),
  address: z.strictObject(address),
  tax: z.strictObject({
    isUsPerson: z.boolean().describe('By the applicant’s own word: 17 CFR 230.902(k).'),
    residences: z
      .array(z.strictObject({ country: countryField, number: textField(CODE_MAX).nullable().default(null) }))
      .min(1)
      .max(COUNTRIES_MAX),
    employment: z.enum(EMPLOYMENTS).nullable().default(null).describe('Of a person; null of an entity.'),
    occupation: line.nullable().default(null),
    fundsSource: z.enum(FUNDS_SOURCES),
    politicallyExposed: z
      .enum(PEP_ANSWERS)
      .nullable()
      .default(null)
      .describe(
        'Whether the applicant, or of an entity anybody who owns, controls or signs for it, holds a prominent public function, or is family or a close associate of somebody who does. Asked for; null only of answers from before it was.',
      )
      .meta({ 'x-example': 'no' }),
  }),
  owners: z.strictObject({
    people: z
      .array(
        z.strictObject({
          name: keptNameField,
          born: dateField,
          country: countryField,
          share: amountField(2)
            .nullable()
            .default(null)
            .describe('Per cent of the equity; null of one who owns less than a quarter.'),
          isControlPerson: z.boolean().default(false),
          isSigner: z.boolean().default(false).describe('Joint holders all sign, whatever is said here.'),
          of: ownedField,
          inTrust: trustRolesField,
          custodyAge: z
            .int()
            .min(CUSTODY_LAW.ageMin)
            .max(CUSTODY_LAW.ageMax)
            .nullable()
            .default(null)
            .describe('Of a minor: with how many years custody ends by the law of their state.'),
        }),
      )
      .min(1)
      .max(PEOPLE_MAX),
    entities: z
      .array(
        z.strictObject({
          name: keptNameField,
          country: countryField,
          share: amountField(2)
            .nullable()
            .default(null)
            .describe('Per cent of the equity of what it owns; null only of one that is part of a trust.'),
          of: ownedField,
          inTrust: trustRolesField,
        }),
      )
      .max(ENTITIES_MAX)
      .default([])
      .describe('Entities in between, each before those who own it.'),
  }),
  financial: z.strictObject({
    annualIncome: z.enum(MONEY_RANGES),
    netWorth: z.enum(MONEY_RANGES).describe('Without the home one lives in.'),
    experience: z.enum(EXPERIENCES),
    objective: z.enum(OBJECTIVES),
    tolerance: z.enum(TOLERANCES),
  }),
  check: z.strictObject({
    paper: z.enum(IDENTITY_PAPERS),
    paperCountry: countryField.describe('Of the authority that issued it.'),
    paperNumber: textField(CODE_MAX)
      .nullable()
      .default(null)
      .describe('Compared with the numbers on sanctions lists. May be left out.'),
    documents: z
      .array(z.string().regex(DOCUMENT_ID))
      .max(DOCUMENTS_MAX)
      .default([])
      .describe('Ids of files that belong to this application.'),
  }),
} as const satisfies Readonly<Record<OnboardingStep, z.ZodType>>

// Where the interface is described, each stands once under its name, as `OwnersAnswer`.
for (const [step, schema] of Object.entries(ANSWERS))
  z.globalRegistry.add(schema, { id: `${step.charAt(0).toUpperCase()}${step.slice(1)}Answer` })

/** All of them, as they are read: null for a step that was not saved. */
export const ALL_ANSWERS = z
  .object({
    identity: ANSWERS.identity.nullable(),
    company: ANSWERS.company.nullable(),
    address: ANSWERS.address.nullable(),
    tax: ANSWERS.tax.nullable(),
    owners: ANSWERS.owners.nullable(),
    financial: ANSWERS.financial.nullable(),
    check: ANSWERS.check.nullable(),
  })
  .meta({ id: 'ApplicationAnswers' })

export type Answers = { readonly [S in OnboardingStep]: z.output<(typeof ANSWERS)[S]> | null }
export type Answer<S extends OnboardingStep> = z.output<(typeof ANSWERS)[S]>

const fieldOf = (step: OnboardingStep) => `onboarding.${step}`

/** Keeps an answer, in the vault alone. */
export async function putAnswer<S extends OnboardingStep>(
  work: Work,
  id: InvestorId,
  step: S,
  answer: Answer<S>,
): Promise<void> {
  await putPersonal(work, id, { [fieldOf(step)]: answerText(step, answer) })
}

/** An answer as it is kept: two of one step are the same where their texts are. */
export function answerText<S extends OnboardingStep>(step: S, answer: Answer<S>): string {
  const schema: z.ZodType = ANSWERS[step]
  return JSON.stringify(z.encode(schema, answer))
}

/** Forgets who was named behind an applicant. */
export function removeOwners(work: Work, id: InvestorId): Promise<void> {
  return removePersonal(work, id, fieldOf('owners'))
}

/** Everything that somebody answered so far; null for a step that was not saved. */
export async function readAnswers(db: Db, id: InvestorId): Promise<Answers> {
  return (await readAnswersOf(db, [id])).get(id) ?? NO_ANSWERS
}

/** As `readAnswers`, for many at once. Who answered nothing, and who was erased, is left out. */
export async function readAnswersOf(db: Db, ids: readonly InvestorId[]): Promise<Map<string, Answers>> {
  const steps = Object.keys(ANSWERS) as OnboardingStep[]
  const kept = await readPersonalOf(db, ids, steps.map(fieldOf))
  return new Map(
    [...kept].map(([id, fields]) => {
      const read = <S extends OnboardingStep>(step: S): Answer<S> | null => {
        const text = fields[fieldOf(step)]
        const schema: z.ZodType = ANSWERS[step]
        // Written by `putAnswer` above, through the same schema.
        return text === undefined ? null : (schema.parse(JSON.parse(text)) as Answer<S>)
      }
      const answers: Answers = {
        identity: read('identity'),
        company: read('company'),
        address: read('address'),
        tax: read('tax'),
        owners: read('owners'),
        financial: read('financial'),
        check: read('check'),
      }
      return [id, answers]
    }),
  )
}

export const NO_ANSWERS: Answers = {
  identity: null,
  company: null,
  address: null,
  tax: null,
  owners: null,
  financial: null,
  check: null,
}
