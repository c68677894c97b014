import { useMutation } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Check, ChevronDown, KeyRound, LogOut } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { LANGUAGE_NAMES, language, LANGUAGES } from '../../messages/message.ts'
import { send } from '../api.ts'
import { chooseLanguage } from '../language.ts'
import { queryClient } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { THEMES, useTheme } from '../theme.ts'
import { ChangePassword } from './change-password.tsx'

const ITEM =
  'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 outline-none select-none data-highlighted:bg-sunken data-highlighted:text-ink'

export function AccountMenu() {
  const user = useUser()
  const [theme, setTheme] = useTheme()
  const [changing, setChanging] = useState(false)
  const signOut = useMutation({
    mutationFn: () => send({ method: 'DELETE', path: '/v1/session' }),
    onSuccess: async () => {
      // Nothing of one person's screens may be seen by the next one.
      queryClient.clear()
      await queryClient.invalidateQueries()
      location.assign('/')
    },
  })

  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="inline-flex min-h-10 items-center gap-2 rounded-md px-1.5 hover:bg-sunken">
          <span
            aria-hidden
            className="inline-flex size-7 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            {initials(user.displayName)}
          </span>
          <span className="sr-only">{t('account.menu')}</span>
          <span className="max-w-40 truncate text-sm font-medium max-md:sr-only">{user.displayName}</span>
          <ChevronDown className="hidden size-4 text-ink-faint md:block" aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="card z-40 min-w-56 p-1.5 text-[0.9rem] shadow-raised"
        >
          <div className="border-b border-line px-2.5 pt-1.5 pb-2.5">
            <p className="font-medium">{user.displayName}</p>
            <p className="text-sm text-ink-soft">{t(`role.${user.role}`)}</p>
          </div>
          <DropdownMenu.Label className="eyebrow px-2.5 pt-2.5 pb-1">{t('theme.title')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme}>
            {THEMES.map((each) => (
              <DropdownMenu.RadioItem
                key={each}
                value={each}
                className={ITEM}
                onSelect={(event) => {
                  event.preventDefault()
                  setTheme(each)
                }}
              >
                <Check className={clsx('size-4', each !== theme && 'invisible')} aria-hidden />
                {t(`theme.${each}`)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Label className="eyebrow px-2.5 pt-2.5 pb-1">
            {t('language.title')}
          </DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={language()}>
            {LANGUAGES.map((each) => (
              <DropdownMenu.RadioItem
                key={each}
                value={each}
                lang={each}
                className={ITEM}
                onSelect={() => chooseLanguage(each)}
              >
                <Check className={clsx('size-4', each !== language() && 'invisible')} aria-hidden />
                {LANGUAGE_NAMES[each]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1.5 h-px bg-line" />
          <DropdownMenu.Item className={ITEM} onSelect={() => setChanging(true)}>
            <KeyRound className="size-4" aria-hidden />
            {t('account.changePassword')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} onSelect={() => signOut.mutate()}>
            <LogOut className="size-4" aria-hidden />
            {t('account.signOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <ChangePassword open={changing} onClose={() => setChanging(false)} />
    </>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
}
