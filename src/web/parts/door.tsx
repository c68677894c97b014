import type { ReactNode } from 'react'
import { LANGUAGE_NAMES, language, LANGUAGES } from '../../messages/message.ts'
import { chooseLanguage } from '../language.ts'
import { t } from '../text.ts'
import { Mark } from './mark.tsx'

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
