import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { get } from '../api.ts'
import type { Inbox } from '../data.ts'
import { t } from '../text.ts'

const LOOK_AGAIN_MS = 20_000

export function InboxBell() {
  const { data } = useQuery({
    queryKey: ['/v1/inbox', {}],
    queryFn: () => get<Inbox>('/v1/inbox'),
    refetchInterval: LOOK_AGAIN_MS,
  })
  const unread = data?.unread ?? 0
  return (
    <Link
      to="/inbox"
      search={{}}
      aria-label={unread === 0 ? t('inbox.bell') : t('inbox.bellUnread', { count: unread })}
      className="relative inline-flex size-10 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
    >
      <Bell className="size-5" strokeWidth={1.75} aria-hidden />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-1 end-0.5 min-w-4.5 rounded-full bg-accent px-1 text-center text-[0.6875rem] leading-[1.125rem] font-semibold text-on-accent"
        >
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}
