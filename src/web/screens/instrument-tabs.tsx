import { Link } from '@tanstack/react-router'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

const LINK = 'inline-flex min-h-10 items-center border-b-2 px-1 whitespace-nowrap'
const ACTIVE = { className: 'border-accent font-semibold text-ink', 'aria-current': 'page' } as const
const INACTIVE = { className: 'border-transparent text-ink-soft hover:text-ink' } as const

/** The screens of one instrument, side by side. */
export function InstrumentTabs({
  asset,
  instrument,
}: {
  readonly asset: string
  readonly instrument: string
}) {
  const { role } = useUser()
  const shared = {
    search: {},
    className: LINK,
    activeProps: ACTIVE,
    inactiveProps: INACTIVE,
    activeOptions: { includeSearch: false },
  }
  return (
    <nav aria-label={t('asset.tabs')} className="mb-6 overflow-x-auto border-b border-line print:hidden">
      <ul className="-mb-px flex gap-5">
        <li>
          <Link to="/assets/$asset" params={{ asset }} {...shared}>
            {t('asset.overview')}
          </Link>
        </li>
        <li>
          <Link to="/instruments/$instrument/register" params={{ instrument }} {...shared}>
            {t('register.title')}
          </Link>
        </li>
        <li>
          <Link to="/instruments/$instrument/distributions" params={{ instrument }} {...shared}>
            {t('distributions.title')}
          </Link>
        </li>
        <li>
          <Link to="/instruments/$instrument/transfer" params={{ instrument }} {...shared}>
            {t('transfer.tab')}
          </Link>
        </li>
        <li>
          <Link to="/instruments/$instrument/data-room" params={{ instrument }} {...shared}>
            {t('dataRoom.title')}
          </Link>
        </li>
        {role !== 'investor' && (
          <li>
            <Link to="/instruments/$instrument/cap-table" params={{ instrument }} {...shared}>
              {t('capTable.title')}
            </Link>
          </li>
        )}
        {role !== 'investor' && (
          <li>
            <Link to="/instruments/$instrument/rules" params={{ instrument }} {...shared}>
              {t('nav.rules')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}
