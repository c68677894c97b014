import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { numberFaults } from './law-numbers.ts'
import { readPack } from './pack.service.ts'
import type { Json } from './rule-pack.ts'
import { keepBroughtAlong, packVersions } from './pack-version.service.ts'
import { insertPackVersions, selectPackVersions, updatePackState } from './rule.store.ts'
import type { PackVersion } from './rule-version.ts'

const LOCK = 'rule-packs'

/** Proposes a version of a pack, or a new pack. One that is not sound changes nothing; none counts before another officer activates it. */
export async function proposePack(
  work: Work,
  proposal: { readonly pack: Json; readonly sha256: string | null; readonly reason: string },
): Promise<Result<PackVersion, 'PACK_INVALID' | 'PACK_KNOWN' | 'PROPOSAL_OPEN'>> {
  const read = readPack(proposal.pack, proposal.sha256)
  if (!read.ok) return read
  const pack = read.value
  const [fault] = numberFaults(pack)
  if (fault !== undefined) return refuse('PACK_INVALID', { path: fault.path, why: fault.message }, [fault])
  await lockFor(work.db, LOCK)
  await keepBroughtAlong(work)
  const versions = (await selectPackVersions(work.db)).filter((one) => one.pack === pack.id)
  const same = versions.find(({ sha256 }) => sha256 === pack.sha256)
  if (same !== undefined) return refuse('PACK_KNOWN', { state: same.state })
  const open = versions.find(({ state }) => state === 'proposed')
  if (open !== undefined) return refuse('PROPOSAL_OPEN', { pack: pack.id, version: open.version })
  if (versions.some(({ version }) => version === pack.version)) {
    const why = `${pack.version} is another pack already; every change has a number of its own`
    return refuse('PACK_INVALID', { path: 'version', why }, [
      { path: 'version', code: 'PACK_VERSION_TAKEN', message: why },
    ])
  }
  const version: PackVersion = {
    sha256: pack.sha256,
    pack: pack.id,
    version: pack.version,
    content: proposal.pack,
    timeZone: pack.timeZone,
    state: 'proposed',
    effectiveFrom: Temporal.PlainDate.from(pack.effectiveFrom),
    proposedBy: personOf(work.by),
    proposedAt: work.now,
    reason: proposal.reason,
    decidedBy: null,
    decidedAt: null,
  }
  await insertPackVersions(work.db, [version])
  await appendAudit(work, {
    action: 'rules.proposed',
    subject: pack.sha256,
    detail: { pack: pack.id, version: pack.version, effectiveFrom: pack.effectiveFrom },
  })
  return ok(version)
}

/** The second officer’s word. An activated version decides from its effective date on, and supersedes the one before then. */
export async function decideProposal(
  work: Work,
  sha256: string,
  decision: 'active' | 'rejected',
): Promise<Result<PackVersion, 'NOT_FOUND' | 'PROPOSAL_DECIDED' | 'FOUR_EYES'>> {
  await lockFor(work.db, LOCK)
  const found = (await packVersions(work.db)).find((one) => one.sha256 === sha256)
  if (found === undefined) return refuse('NOT_FOUND')
  if (found.state !== 'proposed') return refuse('PROPOSAL_DECIDED', { state: found.state })
  if (decision === 'active' && found.proposedBy === personOf(work.by)) return refuse('FOUR_EYES')
  await updatePackState(work.db, sha256, { state: decision, by: work.by.id, at: work.now })
  await appendAudit(work, {
    action: decision === 'active' ? 'rules.activated' : 'rules.rejected',
    subject: sha256,
    detail: {
      pack: found.pack,
      version: found.version,
      effectiveFrom: found.effectiveFrom.toString(),
      proposedBy: found.proposedBy,
    },
  })
  return ok({ ...found, state: decision, decidedBy: work.by.id, decidedAt: work.now })
}
