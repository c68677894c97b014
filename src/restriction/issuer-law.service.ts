import type { Instrument } from '../instrument/instrument.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { missingNames } from './asked-facts.ts'
import { explainedReason, missingFact, type ExplainedReason, type MissingFact } from './explained-reason.ts'
import { offeringFacts, unitFacts } from './known-facts.ts'
import { legendOfPack, lotTerms, type Legend } from './lot.ts'
import type { LoadedPack } from './pack.service.ts'
import { packsOf } from './pack-version.service.ts'
import { factsFor, recordedFacts } from './rule-facts.service.ts'
import { weigh } from './rule.ts'

/** A fact that the issuer has to bring, with the first rule that asks for it. */
export type AskedOfIssuer = MissingFact & { readonly rule: string; readonly citation: string }

/** What the packs of an instrument lock units by that are issued today, whoever gets them. */
export type LegalLock = {
  /** Why they are locked; while `isKnown` is false, why they may be. Empty: they are free. */
  readonly legends: readonly Legend[]
  /** The first day on which no rule locks them; null where none does, or it is not known. */
  readonly until: Temporal.PlainDate | null
  readonly isKnown: boolean
}

export type IssuerLaw = {
  readonly lock: LegalLock
  readonly missing: readonly AskedOfIssuer[]
  /** Why nobody may buy, whoever they are: by what is recorded of the issuer and the offering alone. */
  readonly blocked: readonly ExplainedReason[]
}

/** Where no pack is asked. */
export const NO_LAW: IssuerLaw = {
  lock: { legends: [], until: null, isKnown: true },
  missing: [],
  blocked: [],
}

/**
 * What the law says of units sold by an instrument as far as it is the same for every buyer, and what the rules ask of the
 * issuer, before units are sold and when they are issued, that nobody has recorded: each fact once.
 */
export async function issuerLaw(db: Db, instrument: Instrument, now: Temporal.Instant): Promise<IssuerLaw> {
  const { packs } = await packsOf(db, instrument, now)
  if (packs.length === 0) return NO_LAW
  const recorded = { offering: await recordedFacts(db, instrument.id, null), investor: {} }
  const known = offeringFacts(instrument.offering, dateIn(now, 'UTC'))
  const facts = factsFor(instrument, recorded, known)
  const reasons = weigh(packs, { action: 'subscribe', asOf: now, facts }).reasons.map((reason) =>
    explainedReason(packs, reason),
  )
  const missing = reasons.flatMap(({ missing: names, rule, citation }) =>
    names.map((fact) => ({ ...fact, rule, citation })),
  )
  const units = unitFacts(instrument.offering, dateIn(now, instrument.timeZone), recorded.offering)
  const locked = lockOf(packs, { asOf: now, facts: factsFor(instrument, recorded, units) })
  const ofIssuer = [...missing, ...locked.missing].filter(({ of }) => of === 'issuer')
  return {
    lock: locked.lock,
    missing: [...Map.groupBy(ofIssuer, ({ name }) => name).values()].map(([first]) => first!),
    blocked: reasons.filter(({ severity }) => severity === 'BLOCK'),
  }
}

/** The lock of all packs together, and for each that cannot be worked out what it lacks. */
function lockOf(
  packs: readonly LoadedPack[],
  ask: Parameters<typeof lotTerms>[1],
): { readonly lock: LegalLock; readonly missing: readonly AskedOfIssuer[] } {
  const terms = lotTerms(packs, ask)
  if (terms.ok) {
    const { lockUntil, legends } = terms.value
    return {
      lock: { legends: legends.map(({ legend }) => legend), until: lockUntil, isKnown: true },
      missing: [],
    }
  }
  const open = packs.flatMap((pack) => {
    const one = lotTerms([pack], ask)
    return one.ok ? [] : [{ pack, names: missingNames(one) }]
  })
  return {
    lock: { legends: open.map(({ pack }) => legendOfPack(pack.id)), until: null, isKnown: false },
    missing: open.flatMap(({ pack, names }) => names.flatMap((name) => missingFact([pack], name) ?? [])),
  }
}
