import { useMutation } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Ellipsis, FlaskConical } from 'lucide-react'
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { language, type Language } from '../../messages/message.ts'
import { send } from '../api.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Mark } from '../parts/mark.tsx'
import { Waiting } from '../parts/page.tsx'
import { queryClient } from '../query.ts'
import { sessionQuery, useSession, useUser } from '../session.ts'
import { t } from '../text.ts'
import { AccountMenu } from './account-menu.tsx'
import { BusinessDate } from './business-date.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { InboxBell } from './inbox-bell.tsx'
import { placeAt, placesOf, type Place } from './navigation.ts'

/** How many places a phone's bar holds besides "More". */
const BAR_PLACES = 4

/** What surrounds every screen of a signed-in person. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const user = useUser()
  useKeptLanguage(user.language)
  const { sandbox } = useSession()
  const places = placesOf(user.role)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const current = placeAt(path, places)

  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:start-3"
      >
        {t('shell.skip')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-e border-line lg:flex print:hidden">
        <div className="flex h-16 items-center px-6">
          <Brand />
        </div>
        <nav aria-label={t('shell.navigation')} className="flex-1 overflow-y-auto px-3 py-3">
          <ul className="space-y-0.5">
            {places.map((place) => (
              <li key={place.to}>
                <SideLink place={place} isCurrent={place.to === current} />
              </li>
            ))}
          </ul>
        </nav>
        {sandbox && (
          <p className="flex items-start gap-2 border-t border-line px-6 py-4 text-sm text-ink-soft">
            <FlaskConical className="mt-0.5 size-4 shrink-0 text-gold" aria-hidden />
            {t('shell.sandbox')}
          </p>
        )}
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <header className="sticky top-0 z-30 border-b border-line bg-paper print:hidden">
          <div className="flex h-14 items-center gap-2 px-4 sm:px-6 lg:h-16 lg:px-10">
            <div className="lg:hidden">
              <Brand />
            </div>
            <div className="ms-auto flex items-center gap-1 sm:gap-2">
              <BusinessDate />
              <InboxBell />
              <AccountMenu />
            </div>
          </div>
          <ConnectionBanner />
        </header>
        <Content>{children}</Content>
        <BottomBar places={places} current={current} />
      </div>
    </div>
  )
}

/** The language that screens are read in is kept with the person: their mails are in it. */
function useKeptLanguage(kept: Language): void {
  const { mutate } = useMutation({
    mutationFn: () => send({ method: 'PUT', path: '/v1/session/language', body: { language: language() } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
  useEffect(() => {
    if (kept !== language()) mutate()
  }, [kept, mutate])
}

/** After a change of screen the content has the focus, so the keyboard and the screen reader start at its top. */
function Content({ children }: { readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const first = useRef(path)

  useEffect(() => {
    if (first.current !== path) main.current?.focus()
    first.current = path
  }, [path])

  return (
    <main id="content" ref={main} tabIndex={-1} className="flex-1 pb-16 outline-none lg:pb-0">
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </main>
  )
}

function Brand() {
  return (
    <Link
      to="/"
      className="flex items-center gap-2.5 text-lg font-semibold tracking-tight"
      aria-label={t('shell.brandHome')}
    >
      <Mark />
      <span className="max-sm:sr-only">{t('shell.brand')}</span>
    </Link>
  )
}

/** A link that is open itself marks itself; of one that the screen is under, `placeAt` says it. */
const EXACT = { exact: true, includeSearch: false }

function SideLink({
  place,
  isCurrent,
  onFollow,
}: {
  readonly place: Place
  readonly isCurrent: boolean
  readonly onFollow?: () => void
}) {
  return (
    <Link
      to={place.to}
      search={{}}
      onClick={onFollow}
      activeOptions={EXACT}
      aria-current={isCurrent ? 'page' : undefined}
      className={clsx(
        'flex min-h-9 items-center gap-3 rounded-md px-3 text-[0.9rem]',
        isCurrent
          ? 'bg-accent-soft font-semibold text-accent'
          : 'text-ink-soft hover:bg-sunken hover:text-ink',
      )}
    >
      <place.icon className="size-4.5 shrink-0" strokeWidth={1.75} aria-hidden />
      {t(place.label)}
    </Link>
  )
}

function BottomBar({
  places,
  current,
}: {
  readonly places: readonly Place[]
  readonly current: string | null
}) {
  const [open, setOpen] = useState(false)

  const inBar = places.slice(0, BAR_PLACES)
  const behind = places.slice(BAR_PLACES)
  const item = 'flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-[0.6875rem]'
  return (
    <>
      <nav
        aria-label={t('shell.navigation')}
        className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
      >
        <ul className="grid grid-cols-5">
          {inBar.map((place) => (
            <li key={place.to} className="min-w-0">
              <Link
                to={place.to}
                search={{}}
                activeOptions={EXACT}
                aria-current={place.to === current ? 'page' : undefined}
                className={clsx(item, place.to === current ? 'font-medium text-accent' : 'text-ink-soft')}
              >
                <place.icon className="size-5" strokeWidth={1.75} aria-hidden />
                <span className="max-w-full truncate">{t(place.label)}</span>
              </Link>
            </li>
          ))}
          {behind.length > 0 && (
            <li>
              <button
                type="button"
                className={clsx(
                  item,
                  behind.some(({ to }) => to === current) ? 'font-medium text-accent' : 'text-ink-soft',
                )}
                onClick={() => setOpen(true)}
              >
                <Ellipsis className="size-5" strokeWidth={1.75} aria-hidden />
                {t('shell.more')}
              </button>
            </li>
          )}
        </ul>
      </nav>
      <Dialog title={t('shell.more')} open={open} onClose={() => setOpen(false)}>
        <nav aria-label={t('shell.morePlaces')}>
          <ul className="space-y-1">
            {behind.map((place) => (
              <li key={place.to}>
                <SideLink place={place} isCurrent={place.to === current} onFollow={() => setOpen(false)} />
              </li>
            ))}
          </ul>
        </nav>
      </Dialog>
    </>
  )
}
