import type { Instrument } from '../instrument/instrument.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { builtInFiles, builtInPacks, readPack, type LoadedPack } from './pack.service.ts'
import type { Json } from './rule-pack.ts'
import { deliveredVersions, EXEMPTION_RULES, versionsInForce, type PackVersion } from './rule-version.ts'
import {
  insertPackVersions,
  insertPin,
  selectPackContent,
  selectPackVersions,
  selectPins,
} from './rule.store.ts'

/** Who brought the packs that come with the platform. */
const PLATFORM = 'platform'

const contents = new Map<string, Json>()

/** Every version of every pack. Those that come along are there before anybody has kept them. */
export async function packVersions(db: Db): Promise<PackVersion[]> {
  const kept: PackVersion[] = []
  for (const version of await selectPackVersions(db)) {
    const { sha256 } = version
    const content = contents.get(sha256) ?? (await selectPackContent(db, sha256))
    contents.set(sha256, content)
    kept.push({ ...version, content })
  }
  const known = new Set(kept.map(({ pack }) => pack))
  return [...kept, ...broughtAlong().filter(({ pack }) => !known.has(pack))]
}

/** Versions that came with this software, for officers to bring in: later than any of their pack that was kept. */
export async function delivered(db: Db): Promise<PackVersion[]> {
  return deliveredVersions(broughtAlong(), await packVersions(db))
}

let along: readonly PackVersion[] | null = null

/**
 * The packs of this software as versions. Once kept they stay: a later release of the software does not put its own in
 * their place, since two people do that.
 */
function broughtAlong(): readonly PackVersion[] {
  along ??= readAlong()
  return along
}

function readAlong(): PackVersion[] {
  const files = new Map(builtInFiles().map(({ id, pack }) => [id, pack]))
  return builtInPacks().map((pack) => {
    const at = Temporal.PlainDate.from(pack.effectiveFrom).toZonedDateTime(pack.timeZone).toInstant()
    return {
      sha256: pack.sha256,
      pack: pack.id,
      version: pack.version,
      content: files.get(pack.id)!,
      timeZone: pack.timeZone,
      state: 'active',
      effectiveFrom: Temporal.PlainDate.from(pack.effectiveFrom),
      proposedBy: PLATFORM,
      proposedAt: at,
      reason: 'Came with the platform.',
      decidedBy: PLATFORM,
      decidedAt: at,
    }
  })
}

/** Keeps the packs that came along, before something refers to them or takes their place. */
export async function keepBroughtAlong(work: Work): Promise<void> {
  const known = new Set((await selectPackVersions(work.db)).map(({ pack }) => pack))
  await insertPackVersions(
    work.db,
    broughtAlong().filter(({ pack }) => !known.has(pack)),
  )
}

const loadedBefore = new Map<string, LoadedPack>()

/** A version ready to decide by. It was found sound when it was proposed. */
export function loaded(version: Pick<PackVersion, 'sha256' | 'content'>): LoadedPack {
  const before =
    loadedBefore.get(version.sha256) ?? builtInPacks().find(({ sha256 }) => sha256 === version.sha256)
  const pack = before ?? must(readPack(version.content, version.sha256))
  loadedBefore.set(version.sha256, pack)
  return pack
}

/** The packs in force now, by id. */
export async function packsInForce(db: Db, now: Temporal.Instant): Promise<LoadedPack[]> {
  return versionsInForce(await packVersions(db), now).map(loaded)
}

/** What is asked about an instrument: the pack that its exemption implies, and those that it was put under. */
export type AskedPacks = {
  readonly packs: readonly LoadedPack[]
  /** Of them, those whose doubts stop: the instrument was put under them, or its exemption is strict. */
  readonly pinned: readonly string[]
}

/** @param instrument one that is still to be made is under no pack but that of its exemption */
export async function packsOf(
  db: Db,
  instrument: Pick<Instrument, 'offering'> & { readonly id: InstrumentId | null },
  now: Temporal.Instant,
): Promise<AskedPacks> {
  const pinned = instrument.id === null ? [] : await selectPins(db, instrument.id)
  const implied = EXEMPTION_RULES[instrument.offering.exemption]
  const wanted = new Set([...pinned, ...(implied === null ? [] : [implied.pack])])
  if (wanted.size === 0) return { packs: [], pinned: [] }
  return {
    packs: (await packsInForce(db, now)).filter(({ id }) => wanted.has(id)),
    pinned: implied?.isStrict === true ? [...new Set([...pinned, implied.pack])] : pinned,
  }
}

/** Puts an instrument under a pack. From then on its doubts stop, and are put before an officer. */
export async function pinPack(
  work: Work,
  instrument: InstrumentId,
  pack: string,
): Promise<Result<true, 'PACK_UNKNOWN'>> {
  await keepBroughtAlong(work)
  const found = (await packsInForce(work.db, work.now)).find(({ id }) => id === pack)
  if (found === undefined) return refuse('PACK_UNKNOWN', { pack })
  await insertPin(work.db, { instrument, pack, by: work.by.id, at: work.now })
  await appendAudit(work, {
    action: 'rules.pinned',
    subject: instrument,
    detail: { pack, version: found.version, sha256: found.sha256 },
  })
  return ok(true)
}
