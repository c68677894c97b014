import { clsx } from 'clsx'
import {
  Ban,
  CalendarClock,
  CheckCircle2,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  Clock3,
  Coins,
  Hourglass,
  Lock,
  ParkingCircle,
  Radio,
  Snowflake,
  XCircle,
  type LucideIcon,
} from 'lucide-react'
import { statusWord } from '../status.ts'

type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'quiet'

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  busy: 'bg-accent-soft text-accent',
  quiet: 'bg-sunken text-ink-soft',
}

/** Every status the product speaks of: an icon and a colour beside the word, so that colour never speaks alone. */
const LOOKS: Record<string, readonly [Tone, LucideIcon]> = {
  none: ['quiet', CircleDashed],
  processing: ['busy', Hourglass],
  'updates-required': ['warn', CircleAlert],
  'manual-review': ['warn', Clock3],
  verified: ['good', CheckCircle2],
  approved: ['good', CheckCircle2],
  rejected: ['bad', XCircle],
  expired: ['bad', CalendarClock],
  'not-verified': ['quiet', CircleDashed],
  pending: ['busy', Hourglass],
  accredited: ['good', CheckCircle2],
  'not-accredited': ['quiet', Ban],
  'not-applicable': ['quiet', CircleDashed],
  'pending-kyc': ['busy', Hourglass],
  'pending-accreditation': ['busy', Hourglass],
  'pending-investor-signature': ['warn', Clock3],
  'pending-issuer-signature': ['warn', Clock3],
  'pending-funding': ['warn', Coins],
  ready: ['good', CheckCircle2],
  'in-progress': ['busy', Hourglass],
  confirmed: ['good', CheckCircle2],
  cancelled: ['quiet', XCircle],
  canceled: ['quiet', XCircle],
  refunded: ['quiet', Coins],
  syncing: ['busy', Hourglass],
  success: ['good', CheckCircle2],
  failure: ['bad', XCircle],
  failed: ['bad', XCircle],
  signed: ['busy', Hourglass],
  sent: ['busy', Radio],
  mempool: ['busy', Radio],
  mined: ['busy', Hourglass],
  finalized: ['good', CheckCircle2],
  draft: ['quiet', CircleDashed],
  deploying: ['busy', Hourglass],
  live: ['good', Radio],
  paused: ['warn', Lock],
  upcoming: ['quiet', CalendarClock],
  open: ['good', Radio],
  closed: ['good', CheckCircle2],
  scheduled: ['quiet', CalendarClock],
  declaring: ['busy', CalendarClock],
  closing: ['busy', Hourglass],
  'nothing-to-pay': ['quiet', CircleDashed],
  'set-off': ['quiet', CircleAlert],
  underfunded: ['warn', Coins],
  unfunded: ['warn', Coins],
  funding: ['busy', Coins],
  funded: ['busy', Coins],
  paying: ['busy', Hourglass],
  due: ['busy', Clock3],
  paid: ['good', CheckCircle2],
  completed: ['good', CheckCircle2],
  parked: ['warn', ParkingCircle],
  unclaimed: ['quiet', CircleAlert],
  'partially-paid': ['warn', ParkingCircle],
  corrected: ['quiet', CircleAlert],
  active: ['good', CheckCircle2],
  revoked: ['bad', Ban],
  disabled: ['quiet', Ban],
  blocked: ['bad', Ban],
  listed: ['bad', Ban],
  frozen: ['bad', Snowflake],
  'transfer-ok': ['good', CheckCircle2],
  'transfer-rejected': ['bad', XCircle],
  refused: ['bad', XCircle],
  accepted: ['busy', Hourglass],
  settled: ['good', CheckCircle2],
  waiting: ['warn', Clock3],
  declined: ['quiet', XCircle],
  asked: ['busy', Hourglass],
  consented: ['warn', Clock3],
  running: ['busy', Hourglass],
  done: ['good', CheckCircle2],
  stopped: ['quiet', XCircle],
  issuance: ['good', Coins],
  destroy: ['bad', XCircle],
  reclaim: ['warn', CircleAlert],
  freeze: ['bad', Snowflake],
  unfreeze: ['good', CheckCircle2],
  ok: ['good', CheckCircle2],
  proposed: ['warn', Clock3],
  superseded: ['quiet', CircleDashed],
  pinned: ['good', Lock],
  implied: ['quiet', CircleDashed],
  'lawyer-signed': ['good', CheckCircle2],
  'no-lawyer-signed': ['warn', CircleAlert],
  met: ['good', CheckCircle2],
  'not-met': ['quiet', XCircle],
  'open-question': ['warn', CircleHelp],
}

/** A status in the words of the product. One that is not known here is shown as it is, without a colour. */
export function StatusChip({ status }: { readonly status: string }) {
  const [tone, Icon] = LOOKS[status.toLowerCase()] ?? ['quiet', CircleHelp]
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 text-[0.8125rem] font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {statusWord(status)}
    </span>
  )
}
