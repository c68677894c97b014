import { NOT_FOUND } from '../kernel/problem.ts'
import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { idField } from '../platform/http/fields.ts'
import { seesIssuer, type Caller } from '../platform/http/route.ts'
import { FACT_SUBJECTS } from '../restriction/known-facts.ts'
import type { Json } from '../restriction/rule-pack.ts'
import { RULE_PROBLEMS } from '../restriction/rule.problems.ts'

/* What the routes of rules, packs, decisions and classifications have in common. */

/** Who reads what officers decide. */
export const OFFICE = ['officer', 'auditor'] as const
/** And the issuer, of its own. */
export const WATCHERS = ['officer', 'auditor', 'issuer'] as const

export const REASON_LENGTH_MAX = 1_000

/** Why any of them refuses. */
export const PROBLEMS = { ...RULE_PROBLEMS, NOT_FOUND }

/** `US-REGD`. */
export const packName = z.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/)

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const legalReview = z
  .enum(['pending', 'signed'])
  .meta({ description: 'Whether a lawyer has signed the pack that this comes from.' })

export const missingFact = z
  .object({
    name: z.string(),
    about: z.string(),
    of: z.enum(FACT_SUBJECTS).meta({
      description: 'Who can say it; “platform” works it out itself.',
    }),
  })
  .meta({ id: 'MissingFact' })

/** Why a rule refuses or doubts, for people. */
export const reasonAnswer = z
  .object({
    code: z.string(),
    severity: z.enum(['BLOCK', 'REVIEW', 'WARN']),
    detail: z.string(),
    fix: z.string(),
    citation: z.string(),
    earliestOkAt: z.string().nullable(),
    legalReview,
    rule: z.string().meta({ description: 'The title of the rule; empty where a pack as a whole says it.' }),
    missing: z.array(missingFact).readonly(),
  })
  .meta({ id: 'LegalReason' })

export const byPack = z.strictObject({ pack: packName })

export const byInstrument = z.strictObject({ id: idField('ins') })

export const jsonObject = z.record(z.string(), z.unknown())

/** The instrument, if the caller may see its issuer’s; null otherwise. */
export async function visible(db: Db, caller: Caller, id: InstrumentId): Promise<Instrument | null> {
  const instrument = await instrumentById(db, id)
  return instrument !== null && seesIssuer(caller, instrument.issuer) ? instrument : null
}

/** An investor by name, or by their id where the name is gone. */
export function person(id: InvestorId, names: ReadonlyMap<string, string>) {
  return { id, displayName: names.get(id) ?? id }
}

/** A value of a pack or a fact as a text. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
