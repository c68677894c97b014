import { Link, useRouterState } from '@tanstack/react-router'
import { TabBar, tabClass } from '../parts/tab-bar.tsx'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

const ACTIVE = { className: tabClass(true), 'aria-current': 'page' } as const
const INACTIVE = { className: tabClass(false) } as const

/** The screens of one instrument, side by side. */
export function InstrumentTabs({
  asset,
  instrument,
}: {
  readonly asset: string
  readonly instrument: string
}) {
  const { role } = useUser()
  // One holder is a line of the register.
  const isHolder = useRouterState({ select: ({ location }) => location.pathname.includes('/holders/') })
  const shared = {
    search: {},
    activeProps: ACTIVE,
    inactiveProps: INACTIVE,
    activeOptions: { includeSearch: false },
  }
  return (
    <TabBar label={t('asset.tabs')}>
      <li>
        <Link to="/assets/$asset" params={{ asset }} {...shared}>
          {t('asset.overview')}
        </Link>
      </li>
      <li>
        <Link
          to="/instruments/$instrument/register"
          params={{ instrument }}
          {...shared}
          inactiveProps={isHolder ? ACTIVE : INACTIVE}
        >
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
    </TabBar>
  )
}
