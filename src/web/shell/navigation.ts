import {
  ArrowLeftRight,
  Building2,
  FileCode2,
  HandCoins,
  House,
  KeyRound,
  ScrollText,
  Tickets,
  UserCog,
  Users,
  WalletCards,
  type LucideIcon,
} from 'lucide-react'
import type { Role } from '../../kernel/role.ts'

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
  | 'nav.termSheet'
  | 'nav.users'
  | 'nav.keys'
  | 'nav.audit'

const EVERYBODY: readonly Role[] = ['administrator', 'issuer', 'officer', 'investor', 'auditor']

/** Every place of the product and who sees it. On a phone the first four of a role are in the bar, the rest behind "More". */
const PLACES: readonly Place[] = [
  { to: '/', label: 'nav.home', icon: House, roles: EVERYBODY },
  { to: '/holdings', label: 'nav.holdings', icon: WalletCards, roles: ['investor'] },
  { to: '/income', label: 'nav.income', icon: HandCoins, roles: ['investor'] },
  { to: '/investors', label: 'nav.investors', icon: Users, roles: ['officer'] },
  { to: '/assets', label: 'nav.assets', icon: Building2, roles: EVERYBODY },
  {
    to: '/distributions',
    label: 'nav.distributions',
    icon: HandCoins,
    roles: ['administrator', 'issuer', 'officer', 'auditor'],
  },
  { to: '/investors', label: 'nav.investors', icon: Users, roles: ['administrator', 'issuer', 'auditor'] },
  { to: '/offerings', label: 'nav.offerings', icon: Tickets, roles: EVERYBODY },
  {
    to: '/transfers',
    label: 'nav.transfers',
    icon: ArrowLeftRight,
    roles: ['administrator', 'issuer', 'officer', 'auditor'],
  },
  { to: '/term-sheet', label: 'nav.termSheet', icon: FileCode2, roles: ['administrator', 'issuer'] },
  { to: '/users', label: 'nav.users', icon: UserCog, roles: ['administrator'] },
  { to: '/keys', label: 'nav.keys', icon: KeyRound, roles: EVERYBODY },
  { to: '/audit', label: 'nav.audit', icon: ScrollText, roles: ['administrator', 'auditor'] },
]

export function placesOf(role: Role): readonly Place[] {
  return PLACES.filter((place) => place.roles.includes(role))
}
