import canonicalize from 'canonicalize'
import type { Action } from './rule-pack.ts'
import { weigh, type Ask, type Outcome, type Reason, type RecordedReason } from './rule.ts'
import { canonicalHash, type LoadedPack } from './pack.service.ts'

/**
 * What was decided, about whom, as of when, by which packs and on which facts. The facts themselves are not in it: they may
 * be personal, and are kept where personal data are, under their hash. With them and the same packs the record can be made
 * again, byte for byte, by any later version.
 */
export type DecisionRecord = {
  readonly action: Action
  /** Identifiers, in the order in which they were given: investor, offering, lot. */
  readonly subjectIds: readonly string[]
  /** ISO instant. */
  readonly asOf: string
  /** Of the packs that were asked, by pack id. */
  readonly packHashes: readonly string[]
  readonly factsHash: string
  readonly outcome: Outcome
  readonly reasons: readonly RecordedReason[]
}

/** Decides, and writes down what was decided. No clock and no database: the same input gives the same record. */
export function decide(
  packs: readonly LoadedPack[],
  ask: Ask & { readonly subjectIds: readonly string[] },
): DecisionRecord {
  const { outcome, reasons } = weigh(packs, ask)
  return {
    action: ask.action,
    subjectIds: ask.subjectIds,
    asOf: ask.asOf.toString(),
    packHashes: [...packs].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ sha256 }) => sha256),
    factsHash: canonicalHash(ask.facts),
    outcome,
    reasons: reasons.map(recorded),
  }
}

/** Without what it says to do: that is text of the pack, and of the software for the engine’s own reasons. */
function recorded({ pack, rule, code, severity, values, legalRef, earliestOkAt }: Reason): RecordedReason {
  return { pack, rule, code, severity, values, legalRef, earliestOkAt }
}

/** A record’s bytes: its canonical form (RFC 8785). */
export function recordBytes(record: DecisionRecord): string {
  return canonicalize(record)!
}

/**
 * The same decision made again. Throws when a pack or the facts are not those of the record: then there is nothing to
 * compare.
 *
 * @param packs any packs, those of the record among them
 */
export function replay(
  record: DecisionRecord,
  packs: readonly LoadedPack[],
  facts: Ask['facts'],
): DecisionRecord {
  const pinned = record.packHashes.map((hash) => {
    const pack = packs.find(({ sha256 }) => sha256 === hash)
    if (pack === undefined) throw new Error(`no pack has the hash ${hash}`)
    return pack
  })
  if (canonicalHash(facts) !== record.factsHash) throw new Error('these are not the facts of the record')
  const { action, subjectIds } = record
  return decide(pinned, { action, subjectIds, asOf: Temporal.Instant.from(record.asOf), facts })
}
