import type { Instrument, TransferRules } from '../instrument/instrument.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { begunFacts, offeringFacts } from './known-facts.ts'
import { factsFor, recordedFacts } from './rule-facts.service.ts'
import { packsOf } from './pack-version.service.ts'
import { tokenConfiguration, type TokenLaw } from './token-rules.ts'

/**
 * What decides at `now` how the token of an offering is configured: the packs that it is under, and what its terms say and an
 * officer has recorded about it.
 */
export async function tokenLaw(
  db: Db,
  about: Pick<Instrument, 'offering'> & {
    readonly id: InstrumentId | null
    /** When units that were sold offshore were issued; null before. */
    readonly began: Temporal.PlainDate | null
  },
  now: Temporal.Instant,
): Promise<TokenLaw> {
  const { id, offering, began } = about
  const { packs } = await packsOf(db, { id, offering }, now)
  const recorded = id === null ? {} : await recordedFacts(db, id, null)
  const known = { ...offeringFacts(offering, dateIn(now, 'UTC')), ...begunFacts(began) }
  return { packs, asOf: now, facts: factsFor({ offering }, { offering: recorded, investor: {} }, known) }
}

/** The rules that a new token enforces: its sheet’s, made stricter by what of the law it can enforce. Null while facts are missing. */
export async function enforcedRules(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<TransferRules | null> {
  const configuration = tokenConfiguration(
    await tokenLaw(db, { ...instrument, began: null }, now),
    instrument.rules,
  )
  return configuration.ok ? configuration.value.rules : null
}
