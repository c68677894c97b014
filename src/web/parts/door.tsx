import type { ComponentProps, ReactNode } from 'react'
import { LANGUAGE_NAMES, language, LANGUAGES } from '../../messages/message.ts'
import { chooseLanguage } from '../language.ts'
import type { Field } from '../form.ts'
import { t } from '../text.ts'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { Mark } from './mark.tsx'
import { ProblemNote } from './problem-note.tsx'

/** The frame of the screens before the product: signing in, setting up, recovering. */
export function Door({
  title,
  lede,
  children,
}: {
  readonly title: string
  readonly lede?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-md">
        <div className="mb-8 flex items-center justify-center gap-3 text-xl font-semibold tracking-tight">
          <Mark className="size-9" />
          {t('shell.brand')}
        </div>
        <div className="card p-6 shadow-raised sm:p-8">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {lede !== undefined && <p className="mt-1.5 text-ink-soft">{lede}</p>}
          <div className="mt-6">{children}</div>
        </div>
        <p className="mt-4 flex justify-center gap-4 text-sm">
          {LANGUAGES.filter((each) => each !== language()).map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              className="min-h-9 px-2 font-medium text-accent hover:underline"
              onClick={() => chooseLanguage(each)}
            >
              {LANGUAGE_NAMES[each]}
            </button>
          ))}
        </p>
      </div>
    </main>
  )
}

/** The one form of such a screen: its fields, what is wrong with the whole, and its button. */
export function DoorForm({
  form,
  problem,
  busy,
  submit,
  children,
}: {
  readonly form: ComponentProps<'form'>
  readonly problem: Error | null
  readonly busy: boolean
  readonly submit: string
  readonly children: ReactNode
}) {
  return (
    <form {...form} className="space-y-4">
      {children}
      <ProblemNote error={problem} />
      <Button look="primary" type="submit" busy={busy} className="w-full">
        {submit}
      </Button>
    </form>
  )
}

/** The address that somebody signs in with. */
export function EmailField({ field }: { readonly field: Field }) {
  return <TextField label={t('signIn.email')} type="email" autoComplete="username" required {...field} />
}

/** A password that is being chosen, which browsers offer to make and to keep. */
export function NewPasswordField({ label, field }: { readonly label: string; readonly field: Field }) {
  return (
    <TextField
      label={label}
      hint={t('setup.passwordHint')}
      type="password"
      autoComplete="new-password"
      required
      {...field}
    />
  )
}
