import type { Exemption } from '../instrument/instrument.ts'
import { dateIn } from '../kernel/time.ts'
import type { RuleFacts } from './rule.ts'
import type { Json } from './rule-pack.ts'

/** A version of a pack as it is kept, whoever brought it. */
export type PackVersion = {
  readonly sha256: string
  readonly pack: string
  readonly version: string
  readonly content: Json
  readonly timeZone: string
  /** `delivered`: it came with this software, and nobody has proposed it. */
  readonly state: 'delivered' | 'proposed' | 'active' | 'rejected'
  readonly effectiveFrom: Temporal.PlainDate
  readonly proposedBy: string
  readonly proposedAt: Temporal.Instant
  readonly reason: string
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
}

/** Where a version stands on a day. `scheduled`: activated, and its effective date has not come. */
export type VersionState = (typeof VERSION_STATES)[number]
export const VERSION_STATES = [
  'delivered',
  'proposed',
  'scheduled',
  'active',
  'superseded',
  'rejected',
] as const

/**
 * The version of each pack that decides at `now`: of those that were activated and whose first day has come, the one that
 * counts since last. A pack whose only version is still to come is given as it is: the engine then says so.
 */
export function versionsInForce(versions: readonly PackVersion[], now: Temporal.Instant): PackVersion[] {
  const active = versions.filter(({ state }) => state === 'active')
  return [...Map.groupBy(active, ({ pack }) => pack).values()]
    .map((ofPack) => {
      const begun = ofPack.filter((version) => hasBegun(version, now))
      return begun.length === 0 ? ofPack.toSorted(byBeginning)[0]! : begun.toSorted(byBeginning).at(-1)!
    })
    .sort((a, b) => (a.pack < b.pack ? -1 : 1))
}

export function versionState(
  version: PackVersion,
  versions: readonly PackVersion[],
  now: Temporal.Instant,
): VersionState {
  if (version.state !== 'active') return version.state
  if (!hasBegun(version, now)) return 'scheduled'
  return versionsInForce(versions, now).some(({ sha256 }) => sha256 === version.sha256)
    ? 'active'
    : 'superseded'
}

function hasBegun(version: PackVersion, now: Temporal.Instant): boolean {
  return Temporal.PlainDate.compare(version.effectiveFrom, dateIn(now, version.timeZone)) <= 0
}

/** A version counts from its effective date on, or from its activation where that was later. */
function byBeginning(a: PackVersion, b: PackVersion): number {
  return (
    Temporal.PlainDate.compare(beginning(a), beginning(b)) ||
    Temporal.Instant.compare(a.decidedAt ?? a.proposedAt, b.decidedAt ?? b.proposedAt)
  )
}

function beginning({ effectiveFrom, decidedAt, timeZone }: PackVersion): Temporal.PlainDate {
  if (decidedAt === null) return effectiveFrom
  const decided = dateIn(decidedAt, timeZone)
  return Temporal.PlainDate.compare(decided, effectiveFrom) > 0 ? decided : effectiveFrom
}

/**
 * Those that came with the software and are later than every version that is kept of their pack, one that was rejected left
 * out unless it is the same: two people bring them in. Numbers are compared part by part.
 */
export function deliveredVersions(
  along: readonly PackVersion[],
  kept: readonly PackVersion[],
): PackVersion[] {
  return along.flatMap((one) => {
    const known = kept.filter(({ pack }) => pack === one.pack)
    const isLater = known.every(
      ({ version, state }) =>
        laterVersion(one.version, version) || (state === 'rejected' && version !== one.version),
    )
    return known.length > 0 && isLater ? [{ ...one, state: 'delivered' as const }] : []
  })
}

function laterVersion(a: string, b: string): boolean {
  const [ours, theirs] = [a.split('.').map(Number), b.split('.').map(Number)]
  const at = ours.findIndex((part, i) => part !== (theirs[i] ?? 0))
  return at >= 0 && ours[at]! > (theirs[at] ?? 0)
}

/** What an exemption means to the rules. */
export type ExemptionRule = {
  /** The pack that it is a rule of. */
  readonly pack: string
  /** Its name among the exemptions that an offering relies on; null where packs ask for it otherwise. */
  readonly name: string | null
  /** What follows from it for the facts that packs ask for. */
  readonly facts: RuleFacts
  /** Whether a doubt stops too: the exemption is nothing without what only the issuer can say, as that it is qualified. */
  readonly isStrict: boolean
}

function privately(pack: string, name: string): ExemptionRule {
  return { pack, name, facts: {}, isStrict: false }
}

function publicly(pack: string, name: string | null, facts: RuleFacts = {}): ExemptionRule {
  return { pack, name, facts, isStrict: true }
}

/** The pack that an exemption is a rule of, and how packs know it. */
export const EXEMPTION_RULES: Readonly<Record<Exemption, ExemptionRule | null>> = {
  'reg-d-506b': privately('US-REGD', '506(b)'),
  'reg-d-506c': privately('US-REGD', '506(c)'),
  'reg-s': privately('US-REGS', 'REGS'),
  'reg-a-tier-1': publicly('US-REGA', 'REGA', { 'offering.tier': '1' }),
  'reg-a-tier-2': publicly('US-REGA', 'REGA', { 'offering.tier': '2' }),
  'reg-cf': publicly('US-REGCF', 'REGCF'),
  'eu-qualified': publicly('EU-PROSPECTUS', null, { 'offering.euBases': ['qualified'] }),
  'eu-150': publicly('EU-PROSPECTUS', null, { 'offering.euBases': ['150'] }),
  'eu-ticket': publicly('EU-PROSPECTUS', null, { 'offering.euBases': ['ticket'] }),
  'eu-small': publicly('EU-PROSPECTUS', null, { 'offering.euBases': ['small'] }),
  'eu-crowdfunding': publicly('EU-ECSPR', null),
  'none-needed': null,
}
