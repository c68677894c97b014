import * as z from 'zod'
import { ACTIONS, OPENS_TO, type RulePack } from './rule-pack.ts'

/** One schema reads packs and describes them: docs/reference/rule-pack.schema.json is written from it. */
const TEXT_MAX = 2_000
const LIST_MAX = 200

const text = z.string().min(1).max(TEXT_MAX)
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/)
const factName = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)+$/)
const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/)
const date = z.iso.date()
const plain = z.enum(['number', 'boolean', 'text', 'date', 'instant'])
const json = z.json()

const fact = z.strictObject({
  type: z.union([
    plain,
    z.enum(['numbers', 'texts', 'dates']),
    z.strictObject({ listOf: z.record(name, plain) }),
  ]),
  about: text,
  choices: z.array(text).min(2).max(LIST_MAX).optional(),
  computedBy: text.optional(),
})

const predicate = z.strictObject({
  code,
  severity: z.enum(['BLOCK', 'REVIEW', 'WARN']),
  if: text.optional(),
  require: text,
  values: z.record(name, text),
  earliestOkAt: text.optional(),
  citation: text,
})

const rule = z.strictObject({
  id: z.string().regex(/^[A-Z0-9][A-Z0-9_]*$/),
  title: text,
  appliesTo: z.array(z.enum(ACTIONS)).min(1),
  scope: text.optional(),
  citations: z.array(text).min(1).max(LIST_MAX),
  provenance: z.enum(['seen', 'partly seen, rest from memory', 'from memory']),
  inForce: text,
  params: z.record(name, json),
  facts: z.record(factName, fact),
  let: z.record(name, text),
  predicates: z.array(predicate).min(1).max(LIST_MAX),
  missingCode: code.optional(),
  messages: z.strictObject({ en: z.record(code, z.strictObject({ text, fix: text })) }),
  lots: z
    .array(
      z.strictObject({
        if: text,
        lockUntil: text,
        opensTo: z.enum(OPENS_TO).optional(),
        legend: text,
        citation: text,
      }),
    )
    .max(LIST_MAX)
    .optional(),
  token: z
    .strictObject({
      if: text.optional(),
      accreditedOnly: text.optional(),
      holdersMax: text.optional(),
      usHoldersMax: text.optional(),
      nonAccreditedHoldersMax: text.optional(),
      countriesExcept: name.optional(),
    })
    .optional(),
  prongs: z
    .array(
      z.strictObject({
        id: text,
        title: text,
        met: name,
        answers: z.array(name).min(1),
        sentences: z.strictObject({ met: text, notMet: text, unknown: text }),
        citation: text,
      }),
    )
    .optional(),
})

export const PACK_SCHEMA = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  version: z.string().regex(/^\d{4}\.\d{1,2}\.\d{1,4}$/),
  effectiveFrom: date,
  effectiveTo: date.nullable(),
  jurisdiction: z.string().regex(/^[A-Z]{2}$/),
  timeZone: text.refine(isTimeZone, { error: 'is no time zone' }),
  legalReview: z.enum(['pending', 'signed']),
  rules: z.array(rule).min(1).max(LIST_MAX),
}) satisfies z.ZodType<RulePack>

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The JSON Schema (draft 2020-12) of a rule pack. */
export function packJsonSchema(): object {
  return z.toJSONSchema(PACK_SCHEMA, { target: 'draft-2020-12' })
}
