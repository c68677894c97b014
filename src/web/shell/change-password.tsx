import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

export function ChangePassword({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t('account.changePassword')} open={open} onClose={onClose}>
      <Form onClose={onClose} />
    </Dialog>
  )
}

/** Its values live as long as the dialog is open: no password stays in memory behind a closed one. */
function Form({ onClose }: { readonly onClose: () => void }) {
  const { form, field, problem, busy } = useForm<{ current: string; password: string }, unknown>({
    initial: { current: '', password: '' },
    toWrite: (body) => ({ path: '/v1/password', body }),
    fieldOf: { PASSWORD_WEAK: 'password', PASSWORD_WRONG: 'current' },
    onDone: () => {
      onClose()
      toast(t('account.passwordChanged'))
    },
  })
  return (
    <form {...form} className="space-y-4">
      <TextField
        label={t('account.currentPassword')}
        type="password"
        autoComplete="current-password"
        {...field('current')}
      />
      <TextField
        label={t('setup.password')}
        hint={t('setup.passwordHint')}
        type="password"
        autoComplete="new-password"
        {...field('password')}
      />
      <ProblemNote error={problem} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {t('account.changePassword')}
        </Button>
      </div>
    </form>
  )
}
