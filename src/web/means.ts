import {
  CERTIFICATES,
  ENTITY_FORMS,
  NO_MEANS,
  REGULATED_KINDS,
  type Means,
  type MeansSoFar,
} from '../investor/means.ts'
import { statusWord } from './status.ts'
import { t } from './text.ts'

export type MeansField = keyof Means
export const MEANS_FIELDS = Object.keys(NO_MEANS) as MeansField[]

const YES_NO = ['true', 'false'] as const
/** Where one chooses; the other fields are written. */
const CHOICES: Readonly<Partial<Record<MeansField, readonly string[]>>> = {
  incomeIsJoint: YES_NO,
  expectsSameIncome: YES_NO,
  certificate: CERTIFICATES,
  entityForm: ENTITY_FORMS,
  regulatedKind: REGULATED_KINDS,
  directedBySophisticated: YES_NO,
  formedForPurpose: YES_NO,
  allOwnersAccredited: YES_NO,
  statesAccredited: YES_NO,
  statesNotFinanced: YES_NO,
}

/** What can be chosen as the answer to a field, in words; null where it is written. */
export function meansChoices(field: MeansField): readonly (readonly [value: string, word: string])[] | null {
  return CHOICES[field]?.map((value) => [value, meansWord(field, value)]) ?? null
}

/** An answer in words. */
export function meansWord(field: MeansField, value: string): string {
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'onboarding.yes' : 'onboarding.no')
  const form = ENTITY_FORMS.find((one) => one === value)
  if (field === 'entityForm' && form !== undefined) return t(`entityForm.${form}`)
  const kind = REGULATED_KINDS.find((one) => one === value)
  if (field === 'regulatedKind' && kind !== undefined) return t(`regulatedKind.${kind}`)
  return statusWord(value)
}

/** The answer to a field as a request has it; what was left empty was not said. */
export function meansValue(field: MeansField, text: string): string | boolean | number | null {
  if (text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  // What is no whole number is refused at its field.
  return field === 'ownerCount' && /^\d{1,4}$/.test(text) ? Number(text) : text
}

/** What was said that asks for more. */
export function meansSoFar(values: Readonly<Record<string, string>>): MeansSoFar {
  const owners = meansValue('allOwnersAccredited', values['means.allOwnersAccredited'] ?? '')
  return {
    entityForm: ENTITY_FORMS.find((form) => form === values['means.entityForm']) ?? null,
    allOwnersAccredited: typeof owners === 'boolean' ? owners : null,
  }
}
