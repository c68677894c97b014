import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { useEffect } from 'react'
import { send } from '../api.ts'
import type { Session } from '../../../sdk/src/operations.ts'
import type { DemoAccount } from '../data.ts'
import { useForm } from '../form.ts'
import { Door, DoorForm, EmailField } from '../parts/door.tsx'
import { TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useWrite } from '../query.ts'
import { t } from '../text.ts'
import { signIssued, useWallets, type BrowserWallet } from '../wallet.ts'

export function SignIn({ session }: { readonly session: Session }) {
  const { form, field, problem, busy } = useForm<{ email: string; password: string }, unknown>({
    initial: { email: '', password: '' },
    toWrite: (body) => ({ path: '/v1/session', body }),
    // What was asked before nobody was signed in is asked again by useWrite: the session comes with it.
    onDone: () => undefined,
  })
  useEffect(() => {
    document.title = t('shell.documentTitle', { title: t('signIn.title') })
  }, [])

  return (
    <Door title={t('signIn.title')} lede={t('signIn.lede')}>
      <DoorForm form={form} problem={problem} busy={busy} submit={t('signIn.submit')}>
        <EmailField field={field('email')} />
        <TextField
          label={t('signIn.password')}
          type="password"
          autoComplete="current-password"
          required
          {...field('password')}
        />
      </DoorForm>
      <p className="mt-4 text-sm text-ink-soft">{t('signIn.forgotten')}</p>
      <WithWallet />
      {session.registration && (
        <p className="mt-4 text-sm">
          {t('registration.linkText')}{' '}
          <Link to="/registration" search={{}} className="font-medium text-accent hover:underline">
            {t('registration.link')}
          </Link>
        </p>
      )}
      {session.demo.length > 0 && <Demo accounts={session.demo} />}
    </Door>
  )
}

/** With a wallet of this browser that is linked to an investor's account. */
function WithWallet() {
  const enter = useWrite<unknown>()
  if (useWallets().length === 0) return null
  async function sign(wallet: BrowserWallet) {
    const signed = await signIssued(wallet, (address) =>
      send<{ message: string }>({ path: '/v1/session/wallet-challenges', body: { address } }),
    )
    if (signed === null) return
    const { message, signature } = signed
    enter.mutate({ path: '/v1/session/wallet', body: { message, signature } })
  }
  return (
    <section aria-labelledby="wallets" className="mt-6 space-y-3 border-t border-line pt-5">
      <h2 id="wallets" className="font-semibold">
        {t('signIn.walletTitle')}
      </h2>
      <p className="text-sm text-ink-soft">{t('signIn.walletText')}</p>
      <ProblemNote error={enter.error} />
      <WalletButtons label={t('signIn.walletAction')} busy={enter.isPending} onUse={sign} />
    </section>
  )
}

function Demo({ accounts }: { readonly accounts: readonly DemoAccount[] }) {
  const enter = useWrite<unknown>()
  return (
    <section aria-labelledby="demo" className="mt-6 border-t border-line pt-5">
      <h2 id="demo" className="font-semibold">
        {t('signIn.demoTitle')}
      </h2>
      <p className="mt-1 mb-3 text-sm text-ink-soft">{t('signIn.demoText')}</p>
      <ProblemNote error={enter.error} />
      <ul className="space-y-1">
        {accounts.map((account) => (
          <li key={account.role}>
            <button
              type="button"
              onClick={() => enter.mutate({ path: '/v1/session', body: { demo: account.role } })}
              className="group flex w-full items-center gap-3 rounded-lg px-3 py-2 text-start hover:bg-sunken"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">
                  {t(`role.${account.role}`)}{' '}
                  <span className="font-normal text-ink-soft">· {account.displayName}</span>
                </span>
                <span className="block text-sm text-ink-soft">{t(`role.${account.role}Does`)}</span>
              </span>
              <ArrowRight className="size-4 shrink-0 text-ink-faint group-hover:text-accent" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
