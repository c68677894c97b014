import { useNavigate } from '@tanstack/react-router'
import { useSearchState } from '../address.ts'
import { useForm } from '../form.ts'
import { Door, DoorForm, NewPasswordField } from '../parts/door.tsx'
import { DeadLink, useLink } from '../parts/one-time-link.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

/** A new password, chosen with the one-time link that an administrator gave. */
export function Recovery() {
  const [{ token = '' }] = useSearchState()
  const link = useLink('/v1/recovery/link', token)
  if (token !== '' && link !== 'over') return <RecoveryForm token={token} />
  return (
    <DeadLink title={t('recovery.title')} lede={token === '' ? t('recovery.noToken') : t('recovery.over')} />
  )
}

function RecoveryForm({ token }: { readonly token: string }) {
  const navigate = useNavigate()
  const { form, field, problem, busy } = useForm<{ password: string }, unknown>({
    initial: { password: '' },
    toWrite: ({ password }) => ({ path: '/v1/recovery', body: { token, password } }),
    fieldOf: { PASSWORD_WEAK: 'password' },
    onDone: () => {
      toast(t('recovery.done'))
      void navigate({ to: '/', search: {} })
    },
  })
  return (
    <Door title={t('recovery.title')} lede={t('recovery.lede')}>
      <DoorForm form={form} problem={problem} busy={busy} submit={t('recovery.submit')}>
        <NewPasswordField label={t('setup.password')} field={field('password')} />
      </DoorForm>
    </Door>
  )
}
