import * as z from 'zod'
import type { Instrument } from '../instrument/instrument.ts'
import { investorById, isInvestorOf } from '../investor/investor.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { idField } from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import { askedFacts, FACT_KINDS } from '../restriction/asked-facts.ts'
import { issuerLaw } from '../restriction/issuer-law.service.ts'
import { packsOf, pinPack } from '../restriction/pack-version.service.ts'
import { recordedFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { recordAnswers } from './doubt.service.ts'
import { COUNTER_NAMES } from './rule-counters.ts'
import { ruleCounters } from './rule-impact.service.ts'
import {
  PROBLEMS,
  WATCHERS,
  byInstrument,
  byPack,
  jsonObject,
  legalReview,
  missingFact,
  reasonAnswer,
  sha256,
  textOf,
  visible,
} from './rule-fields.routes.ts'
import { packRoutes } from './pack.routes.ts'
import { decisionRoutes } from './decision.routes.ts'
import { classificationRoutes } from './classification.routes.ts'

const counterAnswer = z
  .object({
    pack: z.string(),
    rule: z.string(),
    what: z.enum(COUNTER_NAMES),
    country: z.string().nullable(),
    used: z.string().nullable(),
    limit: z.string(),
    left: z.string().nullable(),
    leftOut: z.int().meta({
      description:
        'Holders of record who are not counted, since all their units are exempt (17 CFR 240.12g-6, 12g5-1(a)(7), (8)).',
    }),
    unit: z.enum(['count', 'money', 'percent']),
    asked: z.boolean().meta({
      description:
        'Whether the instrument is under this rule, by a pack or by law; others are counted all the same.',
    }),
    citation: z.string(),
    legalReview,
  })
  .meta({ id: 'LegalCounter' })

const recordedFact = z.object({ name: z.string(), value: z.string() })
const recordedAnswer = z.object({ facts: recordedFact.array() })

const instrumentRulesAnswer = z
  .object({
    instrument: idField('ins'),
    packs: z.array(
      z.object({
        pack: z.string(),
        version: z.string(),
        sha256,
        pinned: z
          .boolean()
          .meta({ description: 'Pinned packs stop in doubt at once; others before money is taken.' }),
        legalReview,
      }),
    ),
    counters: z.array(counterAnswer),
    asked: z
      .array(missingFact.extend({ kind: z.enum(FACT_KINDS), choices: z.array(z.string()).readonly() }))
      .meta({ description: 'What these packs ask and somebody may record, each with what it may be.' }),
    facts: recordedFact.array(),
    missing: z.array(missingFact.extend({ rule: z.string(), citation: z.string() })).meta({
      description:
        'What the issuer has to bring, and an officer to record, before anybody can pay, or units are issued.',
    }),
    blocked: z.array(reasonAnswer).meta({
      description:
        'Why nobody may buy, whoever they are, by what is recorded of the issuer and the offering.',
    }),
  })
  .meta({ id: 'InstrumentRules' })

/** Rules of law: their packs and versions, what they decided, how near their limits are, and what a change would do. */
export function ruleRoutes(): Route[] {
  return [...packRoutes(), ...decisionRoutes(), ...instrumentRuleRoutes(), ...classificationRoutes()]
}

function instrumentRuleRoutes(): Route[] {
  return [
    read({
      path: '/v1/instruments/{id}/rules',
      summary: 'Read which rules an instrument is under, and how near their limits it is',
      tag: 'Rules',
      access: WATCHERS,
      params: byInstrument,
      response: instrumentRulesAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const instrument = await visible(work.db, caller, id)
        return instrument === null
          ? refuse('NOT_FOUND')
          : ok(await instrumentRules(work.db, instrument, work.now))
      },
    }),
    write({
      path: '/v1/instruments/{id}/rule-packs',
      summary: 'Put an instrument under a rule pack',
      description:
        'Its doubts stop from then on, and wait for an officer. An instrument is not taken off a pack.',
      tag: 'Rules',
      access: ['officer'],
      params: byInstrument,
      body: byPack,
      response: instrumentRulesAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const instrument = await visible(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const pinned = await pinPack(work, id, body.pack)
        return pinned.ok ? ok(await instrumentRules(work.db, instrument, work.now)) : pinned
      },
    }),
    read({
      path: '/v1/instruments/{id}/rule-facts',
      summary: 'Read what officers recorded about an investor for the rules of an instrument',
      tag: 'Rules',
      access: ['officer'],
      params: byInstrument,
      query: z.strictObject({ investor: idField('inv') }),
      response: recordedAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, query: { investor } }) => {
        const isTheirs =
          (await visible(work.db, caller, id)) !== null && (await isKnown(work.db, caller, investor))
        return isTheirs
          ? ok({ facts: factBodies(await recordedFacts(work.db, id, investor)) })
          : refuse('NOT_FOUND')
      },
    }),
    write({
      method: 'PUT',
      path: '/v1/instruments/{id}/rule-facts',
      summary: 'Record facts that rules ask for and the platform cannot know',
      description:
        'Of the instrument, or with “investor” of an investor: those are kept in the vault. Null takes one back.',
      tag: 'Rules',
      access: ['officer'],
      params: byInstrument,
      body: z.strictObject({ investor: idField('inv').nullable().default(null), facts: jsonObject }),
      response: recordedAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { investor, facts } }) => {
        const instrument = await visible(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        if (investor !== null && !(await isKnown(work.db, caller, investor))) return refuse('NOT_FOUND')
        const recorded = await recordAnswers(work, { instrument, investor }, facts as RuleFacts)
        if (!recorded.ok) return recorded
        return ok({ facts: factBodies(await recordedFacts(work.db, id, investor)) })
      },
    }),
  ]
}

/** Whether the caller may know of an investor: one who acts for an issuer knows that issuer’s. */
async function isKnown(db: Db, caller: Caller, investor: InvestorId): Promise<boolean> {
  if (caller.issuer !== null) return isInvestorOf(db, caller.issuer, investor)
  return (await investorById(db, investor)) !== null
}

async function instrumentRules(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<z.output<typeof instrumentRulesAnswer>> {
  const { packs, pinned } = await packsOf(db, instrument, now)
  const { counters } = await ruleCounters(db, instrument, now)
  const { missing, blocked } = await issuerLaw(db, instrument, now)
  return {
    instrument: instrument.id,
    packs: packs.map((pack) => ({
      pack: pack.id,
      version: pack.version,
      sha256: pack.sha256,
      pinned: pinned.includes(pack.id),
      legalReview: pack.legalReview,
    })),
    counters: [...counters],
    asked: askedFacts(packs).filter(({ of }) => of !== 'platform'),
    facts: factBodies(await recordedFacts(db, instrument.id, null)),
    missing: [...missing],
    blocked: [...blocked],
  }
}

function factBodies(facts: RuleFacts) {
  return Object.entries(facts).map(([name, value]) => ({ name, value: textOf(value) }))
}
