import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { parseSearch, searchText, type Search } from './address.ts'
import { Waiting } from './parts/page.tsx'
import { Root } from './root.tsx'
import { NotFound, ScreenError } from './screens/error.tsx'

const root = createRootRoute({
  component: Root,
  validateSearch: (search: Record<string, unknown>): Search =>
    Object.fromEntries(
      Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  notFoundComponent: NotFound,
})
const at = () => root

// Every screen is a chunk of its own, fetched when its link is pointed at.
const routes = [
  createRoute({
    getParentRoute: at,
    path: '/',
    component: lazyRouteComponent(() => import('./screens/home.tsx'), 'Home'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/inbox',
    component: lazyRouteComponent(() => import('./screens/inbox.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/assets',
    component: lazyRouteComponent(() => import('./screens/assets.tsx'), 'Assets'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/assets/$asset',
    component: lazyRouteComponent(() => import('./screens/asset.tsx'), 'AssetScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/instruments/$instrument/register', params, search: {} })
    },
  }),
  createRoute({
    getParentRoute: at,
    path: '/subscriptions/$subscription',
    component: lazyRouteComponent(() => import('./screens/subscription.tsx'), 'SubscriptionScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/register',
    component: lazyRouteComponent(() => import('./screens/register.tsx'), 'Register'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/holders/$wallet',
    component: lazyRouteComponent(() => import('./screens/holder.tsx'), 'HolderScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/distributions',
    component: lazyRouteComponent(() => import('./screens/distributions.tsx'), 'InstrumentDistributions'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/transfer',
    component: lazyRouteComponent(() => import('./screens/transfer.tsx'), 'TransferScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/distributions',
    component: lazyRouteComponent(() => import('./screens/distributions.tsx'), 'Distributions'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/distributions/$distribution',
    component: lazyRouteComponent(() => import('./screens/distribution.tsx'), 'DistributionScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/distributions/$distribution/$wallet',
    component: lazyRouteComponent(() => import('./screens/entitlement.tsx'), 'EntitlementScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/transfers',
    component: lazyRouteComponent(() => import('./screens/transfers.tsx'), 'Transfers'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/investors',
    component: lazyRouteComponent(() => import('./screens/investors.tsx'), 'Investors'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/investors/new',
    component: lazyRouteComponent(() => import('./screens/new-investor.tsx'), 'NewInvestor'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/investors/$investor',
    component: lazyRouteComponent(() => import('./screens/investor.tsx'), 'InvestorScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings',
    component: lazyRouteComponent(() => import('./screens/offerings.tsx'), 'Offerings'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering',
    component: lazyRouteComponent(() => import('./screens/offering.tsx'), 'OfferingScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/holdings',
    component: lazyRouteComponent(() => import('./screens/holdings.tsx'), 'Holdings'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/income',
    component: lazyRouteComponent(() => import('./screens/income.tsx'), 'Income'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/term-sheet',
    component: lazyRouteComponent(() => import('./screens/term-sheet.tsx'), 'TermSheet'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/users',
    component: lazyRouteComponent(() => import('./screens/users.tsx'), 'Users'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/keys',
    component: lazyRouteComponent(() => import('./screens/keys.tsx'), 'Keys'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/mails',
    component: lazyRouteComponent(() => import('./screens/mails.tsx'), 'Mails'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/audit',
    component: lazyRouteComponent(() => import('./screens/audit.tsx'), 'Audit'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/setup',
    component: lazyRouteComponent(() => import('./screens/setup.tsx'), 'Setup'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/recovery',
    component: lazyRouteComponent(() => import('./screens/recovery.tsx'), 'Recovery'),
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch: searchText,
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: ScreenError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
