import { useNavigate } from '@tanstack/react-router'
import { useSearchState } from '../address.ts'
import { useForm } from '../form.ts'
import { Door, DoorForm, EmailField, NewPasswordField } from '../parts/door.tsx'
import { TextField } from '../parts/field.tsx'
import { DeadLink, useLink } from '../parts/one-time-link.tsx'
import { t } from '../text.ts'

/** The first administrator of a new installation, made with the link that its first start printed. */
export function Setup() {
  const [{ token = '' }] = useSearchState()
  const link = useLink('/v1/setup/link', token)
  if (token !== '' && link !== 'over') return <SetupForm token={token} />
  return <DeadLink title={t('setup.title')} lede={token === '' ? t('setup.noToken') : t('setup.over')} />
}

function SetupForm({ token }: { readonly token: string }) {
  const navigate = useNavigate()
  const { form, field, problem, busy } = useForm<{ name: string; email: string; password: string }, unknown>({
    initial: { name: '', email: '', password: '' },
    toWrite: (values) => ({ path: '/v1/setup', body: { token, ...values } }),
    fieldOf: { PASSWORD_WEAK: 'password' },
    onDone: () => void navigate({ to: '/', search: {} }),
  })
  return (
    <Door title={t('setup.title')} lede={t('setup.lede')}>
      <DoorForm form={form} problem={problem} busy={busy} submit={t('setup.submit')}>
        <TextField label={t('setup.name')} autoComplete="name" required {...field('name')} />
        <EmailField field={field('email')} />
        <NewPasswordField label={t('setup.password')} field={field('password')} />
      </DoorForm>
    </Door>
  )
}
