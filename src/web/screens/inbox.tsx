import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useEffect } from 'react'
import { send } from '../api.ts'
import type { Notice } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { DateText } from '../parts/values.tsx'
import { queryClient, useRows } from '../query.ts'
import { t } from '../text.ts'

export function Inbox() {
  const notices = useRows<Notice>('/v1/inbox')
  const unread = notices.items.filter((notice) => notice.readAt === null)

  // A notice that was on the screen was read; it keeps its mark until the screen is left.
  useEffect(
    () => () => {
      void queryClient.invalidateQueries({ queryKey: ['/v1/inbox'] })
    },
    [],
  )
  const readAll = async () => {
    await Promise.all(unread.map((notice) => send({ path: `/v1/notices/${notice.id}/read` })))
    await queryClient.invalidateQueries({ queryKey: ['/v1/inbox'] })
  }

  return (
    <Page
      title={t('inbox.title')}
      lede={t('inbox.lede')}
      wide={false}
      actions={unread.length > 0 && <Button onClick={() => void readAll()}>{t('inbox.readAll')}</Button>}
    >
      <ProblemNote error={notices.error} />
      {notices.items.length === 0 && !notices.loading && notices.error === null && (
        <Empty>{t('inbox.empty')}</Empty>
      )}
      {notices.items.length > 0 && (
        <ul className="card divide-y divide-line">
          {notices.items.map((notice) => (
            <li key={notice.id} className="flex gap-3 px-4 py-3.5 sm:px-5">
              <span
                aria-hidden
                className={clsx(
                  'mt-2 size-2 shrink-0 rounded-full',
                  notice.readAt === null ? 'bg-accent' : 'bg-transparent',
                )}
              />
              <NoticeText notice={notice} />
            </li>
          ))}
        </ul>
      )}
      {notices.more !== null && (
        <div className="mt-3 flex justify-center">
          <Button busy={notices.loading} onClick={notices.more}>
            {t('table.more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

function NoticeText({ notice }: { readonly notice: Notice }) {
  return (
    <div className="min-w-0">
      <p className={clsx(notice.readAt === null && 'font-semibold')}>
        {notice.readAt === null && <span className="sr-only">{t('inbox.unread')} </span>}
        {notice.link === null ? (
          notice.title
        ) : (
          <Link to={notice.link} search={{}} className="text-accent hover:underline">
            {notice.title}
          </Link>
        )}
      </p>
      <p>{notice.text}</p>
      <p className="text-sm text-ink-soft">
        <DateText value={notice.at} time />
      </p>
    </div>
  )
}
