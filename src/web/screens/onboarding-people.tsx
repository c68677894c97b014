import { useState } from 'react'
import { CUSTODY_AGES } from '../../investor/custody.ts'
import type { Standing } from '../../investor/onboarding.ts'
import { COUNTRY_OPTIONS } from '../countries.ts'
import type { Application } from '../../../sdk/src/operations.ts'
import type { StepName } from '../data.ts'
import type { Field } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { CustodyLaw } from '../parts/custody-law.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { t } from '../text.ts'

type Values = Readonly<Record<string, string>>
type Fields = (name: string) => Field

const PEOPLE_MAX = 6
const ENTITIES_MAX = 4
/** The roles in a trust that a person is asked about; a trustee controls the trust and signs for it. */
const ROLES = ['trustee', 'settlor', 'protector', 'beneficiary'] as const
const countries = [['', t('onboarding.choose')], ...COUNTRY_OPTIONS] as const
const yesNo = [
  ['false', t('onboarding.no')],
  ['true', t('onboarding.yes')],
] as const
const orNull = (value: string) => (value === '' ? null : value)
const optional = (label: string) => `${label} (${t('onboarding.optional')})`

/** How many entities there are up to the last that has a name. */
const namedEntities = (valueOf: (name: string) => string) =>
  Array.from({ length: ENTITIES_MAX }, (_, n) => valueOf(`entities[${n}].name`) !== '').lastIndexOf(true) + 1

/** The answer “owners” as the fields of its form. */
export function peopleValues(owners: Application['answers']['owners']): Values {
  const people = listOf(owners, 'people')
  const entities = listOf(owners, 'entities')
  return Object.fromEntries([
    ...Array.from({ length: PEOPLE_MAX }, (_, n) => [
      ...['name', 'born', 'country', 'share', 'isControlPerson', 'isSigner', 'of', 'custodyAge'].map(
        (part) => [`people[${n}].${part}`, written(people[n]?.[part])] as const,
      ),
      ...ROLES.map((role) => [`people[${n}].${role}`, String(hasRole(people[n], role))] as const),
    ]).flat(),
    ...Array.from({ length: ENTITIES_MAX }, (_, n) =>
      ['name', 'country', 'share', 'of'].map(
        (part) => [`entities[${n}].${part}`, written(entities[n]?.[part])] as const,
      ),
    ).flat(),
  ])
}

type Answered = Readonly<Record<string, unknown>>
const listOf = (owners: unknown, name: string): readonly Answered[] => {
  const list: unknown = Object(owners)[name]
  return Array.isArray(list) ? list : []
}
const written = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const hasRole = (person: Answered | undefined, role: string) =>
  Array.isArray(person?.['inTrust']) && person['inTrust'].includes(role)

/** What the form sends: of each applicant what is asked of it, and nothing that was left from before. */
export function peopleBody(values: Values, standing: Standing): Readonly<Record<string, unknown>> {
  const isTrust = standing === 'trust'
  const isFirm = isTrust || standing === 'entity'
  const firms = isFirm ? namedEntities((name) => values[name] ?? '') : 0
  const people = Array.from({ length: PEOPLE_MAX }, (_, n) => {
    const of = (part: string) => values[`people[${n}].${part}`] ?? ''
    const roles = isTrust ? ROLES.filter((role) => of(role) === 'true') : []
    // A trustee acts for the trust; for one that is a firm somebody does, who is asked for then.
    const acts = (part: string) =>
      roles.includes('trustee') || ((!isTrust || firms > 0) && of(part) === 'true')
    const firm = {
      share: isTrust ? null : orNull(of('share')),
      isControlPerson: acts('isControlPerson'),
      isSigner: acts('isSigner'),
      of: isTrust ? null : placeOf(of('of')),
      inTrust: roles,
    }
    const custodyAge = standing === 'custodial' ? placeOf(of('custodyAge')) : null
    return { name: of('name'), born: of('born'), country: of('country'), ...(isFirm ? firm : { custodyAge }) }
    // The first is always sent, so that what is missing is said at its fields.
  }).filter(({ name, born }, n) => n === 0 || name !== '' || born !== '')
  if (!isFirm) return { people: standing === 'custodial' ? people.slice(0, 1) : people }
  // One that was left empty in between is sent, so that what others own of keeps its place.
  const entities = Array.from({ length: firms }, (_, n) => {
    const of = (part: string) => values[`entities[${n}].${part}`] ?? ''
    const owns = { share: orNull(of('share')), of: placeOf(of('of')) }
    return { name: of('name'), country: of('country'), ...(isTrust ? { inTrust: ['trustee'] } : owns) }
  })
  return { entities, people }
}
const placeOf = (value: string) => (value === '' ? null : Number(value))

/** What the step “owners” is called: whom it asks for depends on who applies. */
export function stepTitle(step: StepName | 'review', standing: Standing): string {
  return t(step === 'owners' ? OWNERS_TITLE[standing] : `onboarding.${step}`)
}

export function stepNote(
  step: StepName | 'review',
  { standing, country, answers: { owners } }: Pick<Application, 'standing' | 'country' | 'answers'>,
): string {
  const homes = [country, ...listOf(owners, 'people').map((person) => person['country'])]
  if (step === 'owners' && standing === 'custodial' && !homes.includes('US'))
    return t('onboarding.minorElsewhereWhy')
  return t(step === 'owners' ? OWNERS_NOTE[standing] : `onboarding.${step}Why`)
}

const OWNERS_TITLE = {
  alone: 'onboarding.owners',
  entity: 'onboarding.owners',
  trust: 'onboarding.trustParties',
  'joint-survivorship': 'onboarding.holders',
  'joint-common': 'onboarding.holders',
  'community-property': 'onboarding.holders',
  custodial: 'onboarding.minor',
} as const satisfies Record<Standing, string>
const OWNERS_NOTE = {
  alone: 'onboarding.ownersWhy',
  entity: 'onboarding.ownersWhy',
  trust: 'onboarding.trustPartiesWhy',
  'joint-survivorship': 'onboarding.holdersWhy',
  'joint-common': 'onboarding.holdersWhy',
  'community-property': 'onboarding.holdersWhy',
  custodial: 'onboarding.minorWhy',
} as const satisfies Record<Standing, string>

/** Everybody who stands behind the applicant, or holds together with them. */
export function PeopleInputs({
  field,
  application: { standing },
}: {
  readonly field: Fields
  readonly application: Application
}) {
  const named = Array.from({ length: PEOPLE_MAX }, (_, n) => field(`people[${n}].name`).value !== '')
  const [shown, setShown] = useState(Math.max(1, named.lastIndexOf(true) + 1))
  const [entities, setEntities] = useState(namedEntities((name) => field(name).value))
  const isTrust = standing === 'trust'
  const isFirm = isTrust || standing === 'entity'
  const hasOthers = standing !== 'custodial' && standing !== 'community-property'
  const people = standing === 'custodial' ? t('onboarding.minor') : null
  return (
    <>
      {isFirm &&
        Array.from({ length: entities }, (_, n) => (
          <fieldset key={`entity ${n}`} className="space-y-4 rounded-[10px] border border-line p-4">
            <legend className="px-1 font-semibold">
              {t(isTrust ? 'onboarding.trusteeFirm' : 'onboarding.entity', { n: n + 1 })}
            </legend>
            <TextField label={t('onboarding.name')} {...field(`entities[${n}].name`)} />
            <SelectField
              label={t('onboarding.country')}
              options={countries}
              {...field(`entities[${n}].country`)}
            />
            {!isTrust && (
              <>
                <SelectField
                  label={t('onboarding.of')}
                  options={ownable(field, n)}
                  {...field(`entities[${n}].of`)}
                />
                <TextField
                  label={t('onboarding.entityShare')}
                  inputMode="decimal"
                  {...field(`entities[${n}].share`)}
                />
              </>
            )}
          </fieldset>
        ))}
      {Array.from({ length: hasOthers ? shown : 1 }, (_, n) => (
        <fieldset key={n} className="space-y-4 rounded-[10px] border border-line p-4">
          <legend className="px-1 font-semibold">{people ?? t('onboarding.person', { n: n + 1 })}</legend>
          <TextField label={t('onboarding.name')} {...field(`people[${n}].name`)} />
          <TextField label={t('onboarding.born')} type="date" {...field(`people[${n}].born`)} />
          <SelectField
            label={t('onboarding.country')}
            options={countries}
            {...field(`people[${n}].country`)}
          />
          {standing === 'custodial' && (
            <>
              <SelectField
                label={t('onboarding.custodyAge')}
                hint={t('onboarding.custodyAgeHint')}
                options={[
                  ['', t('onboarding.choose')],
                  ...CUSTODY_AGES.map((age) => [String(age), String(age)] as const),
                ]}
                {...field(`people[${n}].custodyAge`)}
              />
              <CustodyLaw />
            </>
          )}
          {standing === 'entity' && <OwnerInputs field={field} n={n} entities={entities} />}
          {isTrust &&
            ROLES.map((role) => (
              <SelectField
                key={role}
                label={t(`onboarding.${role}`)}
                options={yesNo}
                {...field(`people[${n}].${role}`)}
              />
            ))}
          {isTrust && entities > 0 && (
            <>
              <SelectField
                label={t('onboarding.isControlPerson')}
                options={yesNo}
                {...field(`people[${n}].isControlPerson`)}
              />
              <SelectField
                label={t('onboarding.isSigner')}
                options={yesNo}
                {...field(`people[${n}].isSigner`)}
              />
            </>
          )}
        </fieldset>
      ))}
      <div className="flex flex-wrap gap-2">
        {hasOthers && shown < PEOPLE_MAX && (
          <Button onClick={() => setShown(shown + 1)}>{t('onboarding.addPerson')}</Button>
        )}
        {isFirm && entities < ENTITIES_MAX && (
          <Button onClick={() => setEntities(entities + 1)}>
            {t(isTrust ? 'onboarding.addTrusteeFirm' : 'onboarding.addEntity')}
          </Button>
        )}
      </div>
    </>
  )
}

/** What somebody owns of an entity, and whether they control it and sign for it. */
function OwnerInputs({
  field,
  n,
  entities,
}: {
  readonly field: Fields
  readonly n: number
  readonly entities: number
}) {
  return (
    <>
      <TextField
        label={optional(t('onboarding.share'))}
        hint={t('onboarding.shareHint')}
        inputMode="decimal"
        {...field(`people[${n}].share`)}
      />
      {entities > 0 && (
        <SelectField
          label={t('onboarding.of')}
          options={ownable(field, entities)}
          {...field(`people[${n}].of`)}
        />
      )}
      <SelectField
        label={t('onboarding.isControlPerson')}
        options={yesNo}
        {...field(`people[${n}].isControlPerson`)}
      />
      <SelectField label={t('onboarding.isSigner')} options={yesNo} {...field(`people[${n}].isSigner`)} />
    </>
  )
}

/** What can be owned: the applicant, and the entities named before. */
function ownable(field: Fields, before: number) {
  return [
    ['', t('onboarding.ofApplicant')] as const,
    ...Array.from(
      { length: before },
      (_, n) =>
        [String(n), field(`entities[${n}].name`).value || t('onboarding.entity', { n: n + 1 })] as const,
    ),
  ]
}
