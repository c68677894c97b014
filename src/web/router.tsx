import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { parseSearch, searchText, type Search } from './address.ts'
import { Waiting } from './parts/page.tsx'
import { Root } from './root.tsx'
import { screen } from './screen.tsx'
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
    component: screen(() => import('./screens/home.tsx'), 'Home'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/inbox',
    component: screen(() => import('./screens/inbox.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/assets',
    component: screen(() => import('./screens/assets.tsx'), 'Assets'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/assets/$asset',
    component: screen(() => import('./screens/asset.tsx'), 'AssetScreen'),
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
    component: screen(() => import('./screens/subscription.tsx'), 'SubscriptionScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/register',
    component: screen(() => import('./screens/register.tsx'), 'Register'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/data-room',
    component: screen(() => import('./screens/data-room.tsx'), 'DataRoom'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/data-room/$document',
    component: screen(() => import('./screens/data-room-document.tsx'), 'DataRoomDocumentScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/holders/$wallet',
    component: screen(() => import('./screens/holder.tsx'), 'HolderScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/distributions',
    component: screen(() => import('./screens/distributions.tsx'), 'InstrumentDistributions'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/transfer',
    component: screen(() => import('./screens/transfer.tsx'), 'TransferScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/distributions',
    component: screen(() => import('./screens/distributions.tsx'), 'Distributions'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/distributions/$distribution',
    component: screen(() => import('./screens/distribution.tsx'), 'DistributionScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/distributions/$distribution/$wallet',
    component: screen(() => import('./screens/entitlement.tsx'), 'EntitlementScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/transfers',
    component: screen(() => import('./screens/transfers.tsx'), 'Transfers'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/investors',
    component: screen(() => import('./screens/investors.tsx'), 'Investors'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/investors/new',
    component: screen(() => import('./screens/new-investor.tsx'), 'NewInvestor'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/investors/$investor',
    component: screen(() => import('./screens/investor.tsx'), 'InvestorScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/profile',
    component: screen(() => import('./screens/profile.tsx'), 'Profile'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/screening',
    component: screen(() => import('./screens/screening.tsx'), 'Screening'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/travel-rule',
    component: screen(() => import('./screens/travel-rule.tsx'), 'TravelRule'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/screening/$hit',
    component: screen(() => import('./screens/hit.tsx'), 'HitScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/enforcement',
    component: screen(() => import('./screens/enforcement.tsx'), 'Enforcements'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/recoveries',
    component: screen(() => import('./screens/recoveries.tsx'), 'Recoveries'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/filings',
    component: screen(() => import('./screens/filings.tsx'), 'Filings'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/form-d',
    component: screen(() => import('./screens/form-d.tsx'), 'FormDScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/form-c',
    component: screen(() => import('./screens/form-c.tsx'), 'FormCScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/issuers/$issuer/books',
    component: screen(() => import('./screens/books.tsx'), 'IssuerBooks'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/books',
    component: screen(() => import('./screens/books.tsx'), 'OfferingBooks'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/onboarding',
    component: screen(() => import('./screens/onboarding.tsx'), 'Onboarding'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/cases',
    component: screen(() => import('./screens/cases.tsx'), 'Cases'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/cases/$case',
    component: screen(() => import('./screens/case.tsx'), 'CaseScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/registration',
    component: screen(() => import('./screens/registration.tsx'), 'Registration'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/rules',
    component: screen(() => import('./screens/rules.tsx'), 'Rules'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/rules/$pack',
    component: screen(() => import('./screens/rule-pack.tsx'), 'RulePack'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/decisions',
    component: screen(() => import('./screens/decision.tsx'), 'Decisions'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/decisions/$decision',
    component: screen(() => import('./screens/decision.tsx'), 'DecisionScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/rule-proposals/$sha256',
    component: screen(() => import('./screens/rule-proposal.tsx'), 'RuleProposal'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/rules',
    component: screen(() => import('./screens/instrument-rules.tsx'), 'InstrumentRulesScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/classification',
    component: screen(() => import('./screens/classification.tsx'), 'ClassificationScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/instruments/$instrument/cap-table',
    component: screen(() => import('./screens/cap-table.tsx'), 'CapTable'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/refusals',
    component: screen(() => import('./screens/refusals.tsx'), 'Refusals'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings',
    component: screen(() => import('./screens/offerings.tsx'), 'Offerings'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering',
    component: screen(() => import('./screens/offering.tsx'), 'OfferingScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/agreements',
    component: screen(() => import('./screens/agreements.tsx'), 'Agreements'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/closing',
    component: screen(() => import('./screens/closing.tsx'), 'ClosingScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/subscribe',
    component: screen(() => import('./screens/subscribe.tsx'), 'SubscribeScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/subscriptions',
    component: screen(() => import('./screens/subscriptions.tsx'), 'Subscriptions'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/subscriptions/$subscription/receipt',
    component: screen(() => import('./screens/receipt.tsx'), 'ReceiptScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/offerings/$offering/raise',
    component: screen(() => import('./screens/raise.tsx'), 'RaiseScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/bank',
    component: screen(() => import('./screens/bank.tsx'), 'Bank'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/holdings',
    component: screen(() => import('./screens/holdings.tsx'), 'Holdings'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/income',
    component: screen(() => import('./screens/income.tsx'), 'Income'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/new-asset',
    component: screen(() => import('./screens/new-asset.tsx'), 'NewAsset'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/new-asset/$draft',
    component: screen(() => import('./screens/new-asset-draft.tsx'), 'NewAssetDraft'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/term-sheet',
    component: screen(() => import('./screens/term-sheet.tsx'), 'TermSheet'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/users',
    component: screen(() => import('./screens/users.tsx'), 'Users'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/keys',
    component: screen(() => import('./screens/keys.tsx'), 'Keys'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/mails',
    component: screen(() => import('./screens/mails.tsx'), 'Mails'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/webhooks',
    component: screen(() => import('./screens/webhooks.tsx'), 'Webhooks'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/webhooks/$webhook',
    component: screen(() => import('./screens/webhook.tsx'), 'WebhookScreen'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/audit',
    component: screen(() => import('./screens/audit.tsx'), 'Audit'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/setup',
    component: screen(() => import('./screens/setup.tsx'), 'Setup'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/recovery',
    component: screen(() => import('./screens/recovery.tsx'), 'Recovery'),
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
