import type { ReactNode } from 'react'
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
} from '../../investor/onboarding.ts'
import { choiceWord } from '../answers.ts'
import { COUNTRY_OPTIONS } from '../countries.ts'
import type { Application, Investor } from '../../../sdk/src/operations.ts'
import type { StepName } from '../data.ts'
import { useForm, type Field } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useData } from '../query.ts'
import { t } from '../text.ts'
import { ApplicationPapers } from './application-papers.tsx'
import { PeopleInputs, peopleBody, peopleValues, stepTitle } from './onboarding-people.tsx'

type Values = Readonly<Record<string, string>>
type Fields = (name: string) => Field
type Body = Readonly<Record<string, unknown>>

/** How a step is asked, what of an earlier answer, or of what the investor is called here, it begins with, and what it sends. */
type StepForm = {
  readonly initial: (application: Application, called: string) => Values
  readonly toBody: (values: Values, application: Application) => Body
  readonly Inputs: (props: { readonly field: Fields; readonly application: Application }) => ReactNode
}

const countries = [['', t('onboarding.choose')], ...COUNTRY_OPTIONS] as const
const countriesOrNone = [['', t('onboarding.none')], ...COUNTRY_OPTIONS] as const
const choices = (words: readonly string[]) =>
  [['', t('onboarding.choose')], ...words.map((word) => [word, choiceWord(word)] as const)] as const

/** A field of an answer as its input has it; what was not answered is empty. */
function text(answer: unknown, ...path: readonly (string | number)[]): string {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    answer,
  )
  return value === undefined || value === null ? '' : String(value)
}
const orNull = (value: string | undefined) => (value === undefined || value === '' ? null : value)
const optional = (label: string) => `${label} (${t('onboarding.optional')})`

function AddressInputs({ field }: { readonly field: Fields }) {
  return (
    <>
      <SelectField label={t('onboarding.country')} options={countries} {...field('country')} />
      <TextField label={t('onboarding.line1')} autoComplete="address-line1" {...field('line1')} />
      <TextField label={optional(t('onboarding.line2'))} autoComplete="address-line2" {...field('line2')} />
      <TextField
        label={optional(t('onboarding.postalCode'))}
        autoComplete="postal-code"
        {...field('postalCode')}
      />
      <TextField label={t('onboarding.city')} autoComplete="address-level2" {...field('city')} />
      <TextField
        label={optional(t('onboarding.region'))}
        autoComplete="address-level1"
        {...field('region')}
      />
    </>
  )
}
const addressOf = (answer: unknown, country: string): Values => ({
  ...Object.fromEntries(
    ['line1', 'line2', 'postalCode', 'city', 'region'].map((name) => [name, text(answer, name)]),
  ),
  country: text(answer, 'country') || country,
})
const addressBody = (values: Values): Body => ({
  country: values['country'],
  line1: values['line1'],
  line2: orNull(values['line2']),
  postalCode: orNull(values['postalCode']),
  city: values['city'],
  region: orNull(values['region']),
})

const FORMS: Readonly<Record<StepName, StepForm>> = {
  identity: {
    initial: ({ answers: { identity } }, called) => ({
      name: text(identity, 'name') || called,
      born: text(identity, 'born'),
      'citizenships[0]': text(identity, 'citizenships', 0),
      'citizenships[1]': text(identity, 'citizenships', 1),
      birthCountry: text(identity, 'birthCountry'),
      gender: text(identity, 'gender'),
      registration: text(identity, 'registration') || 'alone',
    }),
    toBody: (values) => ({
      name: values['name'],
      born: values['born'],
      citizenships: [
        values['citizenships[0]'],
        ...(['', values['citizenships[0]']].includes(values['citizenships[1]'])
          ? []
          : [values['citizenships[1]']]),
      ],
      birthCountry: orNull(values['birthCountry']),
      gender: orNull(values['gender']),
      registration: values['registration'],
    }),
    Inputs: ({ field }) => (
      <>
        <TextField label={t('onboarding.name')} autoComplete="name" {...field('name')} />
        <TextField label={t('onboarding.born')} type="date" autoComplete="bday" {...field('born')} />
        <SelectField label={t('onboarding.citizenship')} options={countries} {...field('citizenships[0]')} />
        <SelectField
          label={optional(t('onboarding.citizenship2'))}
          options={countriesOrNone.filter(([code]) => code !== field('citizenships[0]').value || code === '')}
          {...field('citizenships[1]')}
        />
        <SelectField
          label={optional(t('onboarding.birthCountry'))}
          options={countriesOrNone}
          {...field('birthCountry')}
        />
        <SelectField
          label={optional(t('onboarding.gender'))}
          hint={t('onboarding.genderHint')}
          options={[
            ['', t('onboarding.none')],
            ['female', t('onboarding.female')],
            ['male', t('onboarding.male')],
          ]}
          {...field('gender')}
        />
        <SelectField
          label={t('onboarding.registration')}
          hint={t('onboarding.registrationHint')}
          options={REGISTRATIONS.map((each) => [each, t(`onboarding.${each}`)] as const)}
          {...field('registration')}
        />
      </>
    ),
  },
  company: {
    initial: ({ answers: { company }, country }, called) => ({
      name: text(company, 'name') || called,
      entityType: text(company, 'entityType'),
      registryNumber: text(company, 'registryNumber'),
      lei: text(company, 'lei'),
      formedOn: text(company, 'formedOn'),
      isRevocable: text(company, 'isRevocable'),
      ...addressOf(company, country),
    }),
    toBody: (values) => ({
      name: values['name'],
      entityType: values['entityType'],
      registryNumber: orNull(values['registryNumber']),
      lei: orNull(values['lei']),
      formedOn: values['formedOn'],
      isRevocable:
        values['entityType'] === 'trust' && values['isRevocable'] !== ''
          ? values['isRevocable'] === 'true'
          : null,
      ...addressBody(values),
    }),
    Inputs: ({ field }) => (
      <>
        <TextField label={t('onboarding.name')} autoComplete="organization" {...field('name')} />
        <SelectField
          label={t('onboarding.entityType')}
          options={choices(ENTITY_TYPES)}
          {...field('entityType')}
        />
        {field('entityType').value === 'trust' ? (
          <SelectField
            label={t('onboarding.isRevocable')}
            options={[
              ['', t('onboarding.choose')],
              ['true', t('onboarding.revocable')],
              ['false', t('onboarding.irrevocable')],
            ]}
            {...field('isRevocable')}
          />
        ) : (
          <TextField label={t('onboarding.registryNumber')} {...field('registryNumber')} />
        )}
        <TextField label={optional(t('onboarding.lei'))} hint={t('onboarding.leiHint')} {...field('lei')} />
        <TextField label={t('onboarding.formedOn')} type="date" {...field('formedOn')} />
        <AddressInputs field={field} />
      </>
    ),
  },
  address: {
    initial: ({ answers: { address }, country }) => addressOf(address, country),
    toBody: addressBody,
    Inputs: AddressInputs,
  },
  tax: {
    initial: ({ answers: { tax } }) => ({
      isUsPerson: text(tax, 'isUsPerson'),
      'residences[0].country': text(tax, 'residences', 0, 'country'),
      'residences[0].number': text(tax, 'residences', 0, 'number'),
      employment: text(tax, 'employment'),
      occupation: text(tax, 'occupation'),
      fundsSource: text(tax, 'fundsSource'),
      politicallyExposed: text(tax, 'politicallyExposed'),
    }),
    toBody: (values) => ({
      ...(values['isUsPerson'] === '' ? {} : { isUsPerson: values['isUsPerson'] === 'true' }),
      residences: [
        { country: values['residences[0].country'], number: orNull(values['residences[0].number']) },
      ],
      employment: orNull(values['employment']),
      occupation: orNull(values['occupation']),
      fundsSource: values['fundsSource'],
      politicallyExposed: orNull(values['politicallyExposed']),
    }),
    Inputs: ({ field, application: { kind, standing } }) => (
      <>
        <SelectField
          label={t('onboarding.isUsPerson')}
          hint={t('onboarding.isUsPersonHint')}
          options={[
            ['', t('onboarding.choose')],
            ['false', t('onboarding.no')],
            ['true', t('onboarding.yes')],
          ]}
          {...field('isUsPerson')}
        />
        <SelectField
          label={t('onboarding.taxCountry')}
          options={countries}
          {...field('residences[0].country')}
        />
        <TextField
          label={t('onboarding.taxNumber')}
          hint={
            standing === 'custodial' || standing === 'trust'
              ? t(`onboarding.${standing}TaxNumber`)
              : undefined
          }
          {...field('residences[0].number')}
        />
        {kind === 'individual' && (
          <>
            <SelectField
              label={t('onboarding.employment')}
              options={choices(EMPLOYMENTS)}
              {...field('employment')}
            />
            <TextField
              label={optional(t('onboarding.occupation'))}
              autoComplete="organization-title"
              {...field('occupation')}
            />
          </>
        )}
        <SelectField
          label={t('onboarding.fundsSource')}
          options={choices(FUNDS_SOURCES)}
          {...field('fundsSource')}
        />
        <SelectField
          label={t(kind === 'individual' ? 'onboarding.exposed' : 'onboarding.exposedEntity')}
          hint={t('onboarding.exposedHint')}
          options={[
            ['', t('onboarding.choose')],
            ['no', t('onboarding.no')],
            ['self', t(kind === 'individual' ? 'onboarding.exposedSelf' : 'onboarding.exposedOfEntity')],
            [
              'related',
              t(kind === 'individual' ? 'onboarding.exposedRelated' : 'onboarding.exposedRelatedOfEntity'),
            ],
          ]}
          {...field('politicallyExposed')}
        />
      </>
    ),
  },
  owners: {
    initial: ({ answers: { owners } }) => peopleValues(owners),
    toBody: (values, { standing }) => peopleBody(values, standing),
    Inputs: PeopleInputs,
  },
  financial: {
    initial: ({ answers: { financial } }) =>
      Object.fromEntries(
        ['annualIncome', 'netWorth', 'experience', 'objective', 'tolerance'].map((name) => [
          name,
          text(financial, name),
        ]),
      ),
    toBody: (values) => values,
    Inputs: ({ field }) => (
      <>
        <SelectField
          label={t('onboarding.annualIncome')}
          options={choices(MONEY_RANGES)}
          {...field('annualIncome')}
        />
        <SelectField
          label={t('onboarding.netWorth')}
          hint={t('onboarding.netWorthHint')}
          options={choices(MONEY_RANGES)}
          {...field('netWorth')}
        />
        <SelectField
          label={t('onboarding.experience')}
          options={choices(EXPERIENCES)}
          {...field('experience')}
        />
        <SelectField
          label={t('onboarding.objective')}
          options={choices(OBJECTIVES)}
          {...field('objective')}
        />
        <SelectField
          label={t('onboarding.tolerance')}
          options={choices(TOLERANCES)}
          {...field('tolerance')}
        />
      </>
    ),
  },
  check: {
    initial: ({ answers: { check } }) => ({
      paper: text(check, 'paper'),
      paperCountry: text(check, 'paperCountry'),
      paperNumber: text(check, 'paperNumber'),
    }),
    toBody: (values) => ({
      paper: values['paper'],
      paperCountry: values['paperCountry'],
      paperNumber: orNull(values['paperNumber']),
    }),
    Inputs: ({ field, application }) => (
      <>
        <SelectField label={t('onboarding.paper')} options={choices(IDENTITY_PAPERS)} {...field('paper')} />
        <SelectField label={t('onboarding.paperCountry')} options={countries} {...field('paperCountry')} />
        <TextField
          label={optional(t('onboarding.paperNumber'))}
          hint={t('onboarding.paperNumberHint')}
          autoComplete="off"
          {...field('paperNumber')}
        />
        <ApplicationPapers application={application} paper={field('paper').value} />
      </>
    ),
  },
}

/** One step: why it is asked, its fields, and one press that saves it and goes on. */
export function StepForm({
  application,
  step,
  onSaved,
}: {
  readonly application: Application
  readonly step: StepName
  readonly onSaved: (saved: Application) => void
}) {
  const { initial, toBody, Inputs } = FORMS[step]
  // Not the person who is signed in: one whom an office invited for a company has a name of their own.
  const { displayName } = useData<Investor>(`/v1/investors/${application.investor}`)
  const { form, field, problem, busy } = useForm<Record<string, string>, Application>({
    initial: { ...initial(application, displayName) },
    toWrite: (values) => ({
      method: 'PUT',
      path: `/v1/investors/${application.investor}/onboarding/${step}`,
      body: toBody(values, application),
    }),
    onDone: onSaved,
  })
  return (
    <form {...form} className="space-y-5" aria-label={stepTitle(step, application.standing)}>
      <Inputs field={field} application={application} />
      <ProblemNote error={problem} />
      <Button look="primary" type="submit" busy={busy} className="w-full sm:w-auto">
        {t('onboarding.save')}
      </Button>
    </form>
  )
}
