import {
  ArrowLeftRight,
  Building2,
  ClipboardCheck,
  CircleSlash2,
  FileCheck2,
  FileCode2,
  Gavel,
  HandCoins,
  House,
  IdCard,
  KeyRound,
  Landmark,
  LifeBuoy,
  Mails,
  Scale,
  ReceiptText,
  ScrollText,
  ShieldCheck,
  Tickets,
  UserCog,
  Users,
  WalletCards,
  Webhook,
  type LucideIcon,
} from 'lucide-react'
import { ROLES, type Role } from '../../kernel/role.ts'

export type Place = {
  readonly to: string
  readonly label: PlaceLabel
  readonly icon: LucideIcon
  readonly roles: readonly Role[]
}

type PlaceLabel =
  | 'nav.home'
  | 'nav.assets'
  | 'nav.distributions'
  | 'nav.holdings'
  | 'nav.income'
  | 'nav.offerings'
  | 'nav.investors'
  | 'nav.transfers'
  | 'nav.screening'
  | 'nav.recoveries'
  | 'travel.title'
  | 'nav.enforcement'
  | 'nav.cases'
  | 'nav.onboarding'
  | 'nav.profile'
  | 'nav.rules'
  | 'nav.refusals'
  | 'nav.termSheet'
  | 'nav.users'
  | 'nav.keys'
  | 'nav.mails'
  | 'nav.audit'
  | 'bank.title'
  | 'filings.title'
  | 'mine.title'
  | 'webhook.title'

const READERS: readonly Role[] = ['issuer', 'officer', 'auditor']

/**
 * Every place of the product and who sees it: an administrator runs the installation and sees no business by that
 * alone. On a phone the first four of a role are in the bar, the rest behind "More".
 */
const PLACES: readonly Place[] = [
  { to: '/', label: 'nav.home', icon: House, roles: ROLES },
  { to: '/cases', label: 'nav.cases', icon: ClipboardCheck, roles: ['officer'] },
  { to: '/holdings', label: 'nav.holdings', icon: WalletCards, roles: ['investor'] },
  { to: '/income', label: 'nav.income', icon: HandCoins, roles: ['investor'] },
  { to: '/users', label: 'nav.users', icon: UserCog, roles: ['administrator'] },
  { to: '/keys', label: 'nav.keys', icon: KeyRound, roles: ['administrator'] },
  { to: '/investors', label: 'nav.investors', icon: Users, roles: ['officer'] },
  { to: '/screening', label: 'nav.screening', icon: ShieldCheck, roles: ['officer'] },
  { to: '/assets', label: 'nav.assets', icon: Building2, roles: [...READERS, 'investor'] },
  { to: '/distributions', label: 'nav.distributions', icon: HandCoins, roles: READERS },
  { to: '/investors', label: 'nav.investors', icon: Users, roles: ['issuer', 'auditor', 'administrator'] },
  { to: '/offerings', label: 'nav.offerings', icon: Tickets, roles: [...READERS, 'investor'] },
  { to: '/subscriptions', label: 'mine.title', icon: ReceiptText, roles: ['investor'] },
  { to: '/transfers', label: 'nav.transfers', icon: ArrowLeftRight, roles: [...READERS, 'investor'] },
  { to: '/screening', label: 'nav.screening', icon: ShieldCheck, roles: ['auditor'] },
  { to: '/onboarding', label: 'nav.onboarding', icon: ClipboardCheck, roles: ['investor'] },
  { to: '/cases', label: 'nav.cases', icon: ClipboardCheck, roles: ['auditor'] },
  { to: '/profile', label: 'nav.profile', icon: IdCard, roles: ['investor'] },
  { to: '/rules', label: 'nav.rules', icon: Scale, roles: READERS },
  { to: '/refusals', label: 'nav.refusals', icon: CircleSlash2, roles: ['officer', 'auditor'] },
  { to: '/bank', label: 'bank.title', icon: Landmark, roles: READERS },
  { to: '/filings', label: 'filings.title', icon: FileCheck2, roles: READERS },
  { to: '/term-sheet', label: 'nav.termSheet', icon: FileCode2, roles: ['issuer', 'administrator'] },
  { to: '/enforcement', label: 'nav.enforcement', icon: Gavel, roles: READERS },
  { to: '/recoveries', label: 'nav.recoveries', icon: LifeBuoy, roles: ['officer', 'auditor'] },
  { to: '/travel-rule', label: 'travel.title', icon: IdCard, roles: ['officer'] },
  { to: '/mails', label: 'nav.mails', icon: Mails, roles: ['administrator'] },
  { to: '/webhooks', label: 'webhook.title', icon: Webhook, roles: ['administrator'] },
  { to: '/audit', label: 'nav.audit', icon: ScrollText, roles: ['administrator', 'auditor'] },
  { to: '/keys', label: 'nav.keys', icon: KeyRound, roles: READERS },
]

export function placesOf(role: Role): readonly Place[] {
  return PLACES.filter((place) => place.roles.includes(role))
}

/** Screens that stand under a place of another address: the first of these that a role has. */
const UNDER: Readonly<Record<string, readonly string[]>> = {
  distributions: ['/distributions', '/income'],
  instruments: ['/assets'],
  investors: ['/investors', '/profile'],
  issuers: ['/assets'],
  'new-asset': ['/assets', '/term-sheet'],
  decisions: ['/rules'],
  'rule-proposals': ['/rules'],
}

/** The address of the place that a screen is under; null where it is under none. */
export function placeAt(path: string, places: readonly Place[]): string | null {
  const [, first = ''] = path.split('/')
  const under = UNDER[first] ?? [`/${first}`]
  return under.find((to) => places.some((place) => place.to === to)) ?? null
}
