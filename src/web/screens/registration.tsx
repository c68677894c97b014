import { Link, useNavigate } from '@tanstack/react-router'
import { COUNTRY_OPTIONS } from '../countries.ts'
import { useForm } from '../form.ts'
import { Door, DoorForm, EmailField, NewPasswordField } from '../parts/door.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { t } from '../text.ts'

/** A stranger makes an account of their own; the application begins at once. */
export function Registration() {
  const navigate = useNavigate()
  const { form, field, problem, busy } = useForm<
    { kind: string; name: string; country: string; email: string; password: string },
    unknown
  >({
    initial: { kind: 'individual', name: '', country: '', email: '', password: '' },
    toWrite: (body) => ({ path: '/v1/registration', body }),
    fieldOf: { PASSWORD_WEAK: 'password', EMAIL_TAKEN: 'email' },
    onDone: () => void navigate({ to: '/onboarding', search: {} }),
  })
  return (
    <Door title={t('registration.title')} lede={t('registration.lede')}>
      <DoorForm form={form} problem={problem} busy={busy} submit={t('registration.submit')}>
        <SelectField
          label={t('registration.kind')}
          options={[
            ['individual', t('investor.individual')],
            ['entity', t('investor.entity')],
          ]}
          {...field('kind')}
        />
        <TextField
          label={t('registration.name')}
          hint={t('registration.nameHint')}
          autoComplete="name"
          required
          {...field('name')}
        />
        <SelectField
          label={t('registration.country')}
          options={[['', t('investor.chooseCountry')], ...COUNTRY_OPTIONS]}
          {...field('country')}
        />
        <EmailField field={field('email')} />
        <NewPasswordField label={t('signIn.password')} field={field('password')} />
      </DoorForm>
      <p className="mt-4 text-sm">
        <Link to="/" search={{}} className="font-medium text-accent hover:underline">
          {t('registration.have')}
        </Link>
      </p>
    </Door>
  )
}
