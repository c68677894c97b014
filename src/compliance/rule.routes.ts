import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { investorById, investorNames, isInvestorOf } from '../investor/investor.service.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import {
  countryField,
  dateField,
  idField,
  instantField,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import {
  answerClassification,
  approveNotSecurity,
  classificationOf,
} from '../restriction/classification.service.ts'
import { DECISION_STATES, type StoredDecision } from '../restriction/judgement.ts'
import { packChanges } from '../restriction/pack-change.ts'
import { decideProposal, proposePack } from '../restriction/pack-upgrade.service.ts'
import type { Json, Rule, RulePack } from '../restriction/rule-pack.ts'
import {
  VERSION_STATES,
  versionsInForce,
  versionState,
  type PackVersion,
} from '../restriction/rule-version.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import { RULE_PROBLEMS } from '../restriction/rule.problems.ts'
import {
  decisionById,
  decisionReasons,
  decisions,
  loaded,
  missingOfIssuer,
  packsOf,
  packVersions,
  pinPack,
  recordedFacts,
  replayed,
  recordOf,
  withWords,
} from '../restriction/rule.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { recordAnswers, reviewDoubt } from './doubt.service.ts'
import { COUNTER_NAMES } from './rule-counters.ts'
import {
  countryImpact,
  packImpact,
  ruleCounters,
  touched,
  whatIf,
  type AffectedInvestor,
} from './rule-impact.service.ts'

const OFFICE = ['officer', 'auditor'] as const
const WATCHERS = ['officer', 'auditor', 'issuer'] as const
const REASON_LENGTH_MAX = 1_000
const NOT_FOUND = {
  status: 404,
  detail: 'There is nothing here that you may see.',
  fix: 'Check the address.',
} as const
const PROBLEMS = { ...RULE_PROBLEMS, NOT_FOUND }

const packName = z.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const legalReview = z
  .enum(['pending', 'signed'])
  .meta({ description: 'Whether a lawyer has signed the pack that this comes from.' })

const versionAnswer = z
  .object({
    sha256,
    pack: z.string(),
    version: z.string(),
    state: z.enum(VERSION_STATES),
    jurisdiction: z.string(),
    effectiveFrom: dateField,
    legalReview,
    proposedBy: z.string(),
    proposedAt: instantField,
    reason: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: instantField.nullable(),
    rules: z.array(z.object({ id: z.string(), title: z.string() })),
  })
  .meta({ id: 'RulePackVersion' })
const ruleAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    appliesTo: z.array(z.string()).readonly(),
    scope: z.string().nullable(),
    inForce: z.string(),
    provenance: z.string(),
    citations: z.array(z.string()).readonly(),
    params: z.array(z.object({ name: z.string(), value: z.string() })),
    steps: z.array(z.object({ name: z.string(), expression: z.string() })),
    facts: z.array(z.object({ name: z.string(), about: z.string() })),
    predicates: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['BLOCK', 'REVIEW', 'WARN']),
        condition: z.string().nullable(),
        requires: z.string(),
        says: z.string(),
        fix: z.string(),
        citation: z.string(),
      }),
    ),
  })
  .meta({ id: 'LegalRule' })
const affectedAnswer = z
  .object({
    investor: z.object({ id: idField('inv'), displayName: z.string() }),
    instrument: idField('ins'),
    action: z.enum(['subscribe', 'transfer']),
    from: z.enum(['ALLOW', 'BLOCK', 'REVIEW']),
    to: z.enum(['ALLOW', 'BLOCK', 'REVIEW']),
    reasons: z.array(z.object({ code: z.string(), detail: z.string() })).readonly(),
  })
  .meta({ id: 'AffectedInvestor' })
const impactAnswer = z.object({
  holders: z.int().meta({ description: 'How many people are affected, each once.' }),
  changes: z.array(z.object({ from: z.string(), to: z.string(), holders: z.int() })),
  affected: z.array(affectedAnswer),
})
const missingFact = z
  .object({
    name: z.string(),
    about: z.string(),
    of: z.enum(['investor', 'issuer', 'platform']).meta({
      description: 'Who can say it; “platform” works it out itself.',
    }),
  })
  .meta({ id: 'MissingFact' })
const reasonAnswer = z
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
const decisionAnswer = z
  .object({
    id: idField('dec'),
    action: z.string(),
    state: z.enum(DECISION_STATES),
    outcome: z.enum(['ALLOW', 'BLOCK', 'REVIEW']),
    instrument: idField('ins'),
    investor: z.object({ id: idField('inv'), displayName: z.string() }),
    decidedAt: instantField,
    reasons: z.array(reasonAnswer),
    packHashes: z.array(z.string()).readonly(),
    factsHash: z.string(),
    clearedBy: idField('dec').nullable(),
    reviewedBy: z.string().nullable(),
    reviewReason: z.string().nullable(),
    firstCleared: z
      .object({ by: z.string(), at: instantField, reason: z.string() })
      .nullable()
      .meta({ description: 'The first of two who clear it; it waits until the second.' }),
  })
  .meta({ id: 'RuleDecision' })
const counterAnswer = z
  .object({
    pack: z.string(),
    rule: z.string(),
    what: z.enum(COUNTER_NAMES),
    country: z.string().nullable(),
    used: z.string().nullable(),
    limit: z.string(),
    left: z.string().nullable(),
    unit: z.enum(['count', 'money', 'percent']),
    citation: z.string(),
    legalReview,
  })
  .meta({ id: 'LegalCounter' })
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
    facts: z.array(z.object({ name: z.string(), value: z.string() })),
    missing: z.array(missingFact.extend({ rule: z.string(), citation: z.string() })).meta({
      description: 'What the issuer has to bring, and an officer to record, before anybody can pay.',
    }),
  })
  .meta({ id: 'InstrumentRules' })
const classificationAnswer = z
  .object({
    instrument: idField('ins'),
    questions: z.array(z.object({ name: z.string(), text: z.string() })).readonly(),
    answers: z.record(z.string(), z.boolean().nullable()).nullable(),
    maturityMonths: z.int().nullable(),
    answeredAt: instantField.nullable(),
    packSha256: z.string().nullable(),
    opinionSha256: z.string().nullable(),
    approvers: z.int(),
    result: z
      .object({
        outcome: z.enum(['ALLOW', 'BLOCK', 'REVIEW']),
        result: z.string(),
        category: z.string().nullable(),
        legalReview,
        prongs: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            met: z.boolean().nullable(),
            sentence: z.string(),
            citation: z.string(),
            answers: z.array(z.object({ name: z.string(), yes: z.boolean().nullable() })),
          }),
        ),
        reasons: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Classification' })

const byPack = z.strictObject({ pack: packName })
const byHash = z.strictObject({ sha256 })
const byInstrument = z.strictObject({ id: idField('ins') })
const jsonObject = z.record(z.string(), z.unknown())

/** Rules of law: their packs and versions, what they decided, how near their limits are, and what a change would do. */
export function ruleRoutes(): Route[] {
  return [...packRoutes(), ...decisionRoutes(), ...instrumentRuleRoutes(), ...classificationRoutes()]
}

function packRoutes(): Route[] {
  return [
    read({
      path: '/v1/rule-packs',
      summary: 'List the rule packs and their versions',
      tag: 'Rules',
      access: WATCHERS,
      response: z.object({ items: z.array(versionAnswer), next: z.null() }),
      handle: async ({ work }) => {
        const versions = await packVersions(work.db)
        return ok({ items: versions.map((one) => versionBody(one, versions, work.now)), next: null })
      },
    }),
    read({
      path: '/v1/rule-packs/{pack}',
      summary: 'Read the rules of the version in force',
      tag: 'Rules',
      access: WATCHERS,
      params: byPack,
      response: z.object({ version: versionAnswer, rules: z.array(ruleAnswer) }),
      problems: PROBLEMS,
      handle: async ({ work, params }) => {
        const versions = await packVersions(work.db)
        const found = versionsInForce(versions, work.now).find(({ pack }) => pack === params.pack)
        if (found === undefined) return refuse('NOT_FOUND')
        return ok({
          version: versionBody(found, versions, work.now),
          rules: loaded(found).rules.map(ruleBody),
        })
      },
    }),
    write({
      path: '/v1/rule-packs',
      summary: 'Propose a version of a rule pack',
      description:
        'The pack is read whole. One that is not sound is refused with the path of every fault, and nothing changes. It counts from its effective date on, once another officer has activated it.',
      tag: 'Rules',
      access: ['officer'],
      status: 201,
      body: z.strictObject({
        pack: jsonObject.meta({ description: 'As docs/reference/rule-pack.schema.json has it.' }),
        sha256: sha256.nullable().default(null).meta({
          description: 'Of the pack’s canonical form (RFC 8785), to be sure that it arrived as it left.',
        }),
        reason: textField(REASON_LENGTH_MAX),
      }),
      response: versionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, body }) => {
        if (caller.issuer !== null) return refuse('PLATFORM_OFFICER')
        const proposed = await proposePack(work, { ...body, pack: body.pack as Json })
        if (!proposed.ok) return proposed
        return ok(versionBody(proposed.value, await packVersions(work.db), work.now))
      },
    }),
    read({
      path: '/v1/rule-proposals/{sha256}',
      summary: 'Read what a version would change, and for whom',
      tag: 'Rules',
      access: OFFICE,
      params: byHash,
      response: z.object({
        version: versionAnswer,
        changes: z.array(z.object({ path: z.string(), before: z.string(), after: z.string() })),
        impact: impactAnswer,
      }),
      problems: PROBLEMS,
      handle: async ({ work, caller, params }) => {
        const versions = await packVersions(work.db)
        const found = versions.find((one) => one.sha256 === params.sha256)
        if (found === undefined) return refuse('NOT_FOUND')
        const before = versionsInForce(versions, work.now).find(({ pack }) => pack === found.pack)
        const impact = await packImpact(
          work.db,
          loaded(found),
          await touched(work.db, caller.issuer),
          work.now,
        )
        return ok({
          version: versionBody(found, versions, work.now),
          changes: packChanges(before?.content ?? {}, found.content).map((change) => ({
            path: change.path,
            before: textOf(change.before),
            after: textOf(change.after),
          })),
          impact: await impactBody(work.db, impact),
        })
      },
    }),
    write({
      path: '/v1/rule-proposals/{sha256}/decision',
      summary: 'Activate or reject a proposed version',
      description: 'Whoever proposed it cannot activate it.',
      tag: 'Rules',
      access: ['officer'],
      params: byHash,
      body: z.strictObject({ decision: z.enum(['active', 'rejected']) }),
      response: versionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params, body }) => {
        if (caller.issuer !== null) return refuse('PLATFORM_OFFICER')
        const decided = await decideProposal(work, params.sha256, body.decision)
        if (!decided.ok) return decided
        return ok(versionBody(decided.value, await packVersions(work.db), work.now))
      },
    }),
    read({
      path: '/v1/rule-what-if',
      summary: 'Ask whom another parameter of a rule would affect; nothing is applied',
      tag: 'Rules',
      access: OFFICE,
      body: z.strictObject({
        pack: packName,
        rule: z.string().max(100),
        param: z.string().max(100),
        value: z.unknown().meta({ description: 'As the pack would write it.' }),
      }),
      response: impactAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, body }) => {
        const change = { ...body, value: (body.value ?? null) as Json }
        const impact = await whatIf(work.db, change, await touched(work.db, caller.issuer), work.now)
        return impact.ok ? ok(await impactBody(work.db, impact.value)) : impact
      },
    }),
    read({
      path: '/v1/country-what-if',
      summary: 'Ask whom it would affect if residents of a country could not hold; nothing is applied',
      tag: 'Rules',
      access: OFFICE,
      body: z.strictObject({ country: countryField }),
      response: impactAnswer,
      handle: async ({ work, caller, body: { country } }) => {
        const among = await touched(work.db, caller.issuer)
        return ok(await impactBody(work.db, await countryImpact(work.db, country, among, work.now)))
      },
    }),
  ]
}

/** SHA-256 of what was written down, and of the same worked out anew. */
const compared = z.object({ recorded: z.string(), now: z.string().nullable() })

async function seenDecision(
  db: Db,
  caller: Caller,
  id: StoredDecision['id'],
): Promise<StoredDecision | null> {
  const one = await decisionById(db, id)
  return one !== null && (await visible(db, caller, one.instrument)) !== null ? one : null
}

function decisionRoutes(): Route[] {
  return [
    read({
      path: '/v1/rule-decisions',
      summary: 'List what was decided by rules of law',
      tag: 'Rules',
      access: OFFICE,
      query: pageQuery({ state: z.enum(DECISION_STATES).optional(), instrument: idField('ins').optional() }),
      response: page(decisionAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const after = pages.after(query)?.[0]
        const among = (await touched(work.db, caller.issuer)).map(({ id }) => id)
        const found = await decisions(work.db, {
          state: query.state ?? null,
          instruments: among.filter((id) => query.instrument === undefined || id === query.instrument),
          // The cursor was signed here, so what it holds is an id.
          after: after === undefined ? null : (after as StoredDecision['id']),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, (one) => [one.id])
        return ok({ items: await decisionBodies(work.db, items), next })
      },
    }),
    read({
      path: '/v1/rule-decisions/{id}',
      summary: 'Read what was decided by rules of law',
      tag: 'Rules',
      access: OFFICE,
      params: z.strictObject({ id: idField('dec') }),
      response: decisionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await seenDecision(work.db, caller, id)
        if (one === null) return refuse('NOT_FOUND')
        const [answer] = await decisionBodies(work.db, [one])
        return ok(answer!)
      },
    }),
    read({
      path: '/v1/rule-decisions/{id}/replay',
      summary: 'Make a decision again, and compare it byte by byte',
      tag: 'Rules',
      access: OFFICE,
      params: z.strictObject({ id: idField('dec') }),
      response: z.object({
        same: z
          .boolean()
          .nullable()
          .meta({ description: 'Null where the facts were erased with their person.' }),
        packs: z.array(compared.extend({ pack: z.string(), version: z.string() })).readonly(),
        facts: compared,
        result: compared.describe('Of the record in its canonical form (RFC 8785).'),
        record: z.string(),
      }),
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await seenDecision(work.db, caller, id)
        if (one === null) return refuse('NOT_FOUND')
        const again = await replayed(work.db, one)
        const same = again.facts.now === null ? null : again.result.recorded === again.result.now
        return ok({ same, ...again, record: one.record })
      },
    }),
    write({
      path: '/v1/rule-decisions/{id}/review',
      summary: 'Clear or refuse what a rule has put before an officer',
      description:
        'Two different people clear doubts, which wait for the second; one refuses. What is cleared passes for thirty days, as long as its reasons and their numbers stay the same.',
      tag: 'Rules',
      access: ['officer'],
      params: z.strictObject({ id: idField('dec') }),
      body: z.strictObject({
        decision: z.enum(['cleared', 'refused']),
        reason: textField(REASON_LENGTH_MAX),
      }),
      response: decisionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const one = await decisionById(work.db, id)
        const instrument = one === null ? null : await visible(work.db, caller, one.instrument)
        if (instrument === null) return refuse('NOT_FOUND')
        const reviewed = await reviewDoubt(work, id, instrument, body)
        if (!reviewed.ok) return reviewed
        const [answer] = await decisionBodies(work.db, [reviewed.value])
        return ok(answer!)
      },
    }),
  ]
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
      response: z.object({ facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
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

function classificationRoutes(): Route[] {
  return [
    read({
      path: '/v1/instruments/{id}/classification',
      summary: 'Read the classification questionnaire, its answers and what they come to',
      description: 'A reasoned result to work with and to review. It is no legal advice.',
      tag: 'Rules',
      access: WATCHERS,
      params: byInstrument,
      response: classificationAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) =>
        (await visible(work.db, caller, id)) === null
          ? refuse('NOT_FOUND')
          : ok(await classificationBody(work.db, id, work.now)),
    }),
    write({
      method: 'PUT',
      path: '/v1/instruments/{id}/classification',
      summary: 'Answer the classification questionnaire',
      description: 'Null is “unknown”. New answers take back what was approved before.',
      tag: 'Rules',
      access: ['issuer', 'officer'],
      params: byInstrument,
      body: z.strictObject({
        answers: z.record(z.string().max(10), z.boolean().nullable()),
        maturityMonths: z.int().min(0).max(1200).nullable().default(null),
      }),
      response: classificationAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visible(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const answered = await answerClassification(work, id, body)
        return answered.ok ? ok(await classificationBody(work.db, id, work.now)) : answered
      },
    }),
    write({
      path: '/v1/instruments/{id}/classification/not-security',
      summary: 'Say that a token is no security: two officers and a legal opinion',
      description: 'It switches nothing off: identity checks, sanctions and the log of transfers stay.',
      tag: 'Rules',
      access: ['officer'],
      params: byInstrument,
      body: z.strictObject({ opinionSha256: sha256 }),
      response: classificationAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visible(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const approved = await approveNotSecurity(work, id, body.opinionSha256)
        return approved.ok ? ok(await classificationBody(work.db, id, work.now)) : approved
      },
    }),
  ]
}

async function visible(db: Db, caller: Caller, id: InstrumentId): Promise<Instrument | null> {
  const instrument = await instrumentById(db, id)
  return instrument !== null && seesIssuer(caller, instrument.issuer) ? instrument : null
}

/** Whether the caller may know of an investor: one who acts for an issuer knows that issuer’s. */
async function isKnown(db: Db, caller: Caller, investor: InvestorId): Promise<boolean> {
  if (caller.issuer !== null) return isInvestorOf(db, caller.issuer, investor)
  return (await investorById(db, investor)) !== null
}

function versionBody(
  one: PackVersion,
  versions: readonly PackVersion[],
  now: Temporal.Instant,
): z.output<typeof versionAnswer> {
  const content = one.content as unknown as RulePack
  return {
    ...one,
    state: versionState(one, versions, now),
    jurisdiction: content.jurisdiction,
    legalReview: content.legalReview,
    rules: content.rules.map(({ id, title }) => ({ id, title })),
  }
}

function ruleBody(rule: Rule): z.output<typeof ruleAnswer> {
  return {
    ...rule,
    scope: rule.scope ?? null,
    params: Object.entries(rule.params).map(([name, value]) => ({ name, value: textOf(value) })),
    steps: Object.entries(rule.let).map(([name, expression]) => ({ name, expression })),
    facts: Object.entries(rule.facts).map(([name, { about }]) => ({ name, about })),
    predicates: rule.predicates.map(({ code, severity, if: condition, require, citation }) => ({
      code,
      severity,
      condition: condition ?? null,
      requires: require,
      says: rule.messages.en[code]!.text,
      fix: rule.messages.en[code]!.fix,
      citation,
    })),
  }
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function impactBody(
  db: Db,
  impact: readonly AffectedInvestor[],
): Promise<z.output<typeof impactAnswer>> {
  const ids = [...new Set(impact.map(({ investor }) => investor))]
  const names = await investorNames(db, ids)
  const groups = Map.groupBy(impact, ({ from, to }) => `${from} ${to}`)
  return {
    holders: ids.length,
    changes: [...groups.values()].map((group) => ({
      from: group[0]!.from,
      to: group[0]!.to,
      holders: new Set(group.map(({ investor }) => investor)).size,
    })),
    affected: impact.map((one) => ({ ...one, investor: person(one.investor, names) })),
  }
}

function person(id: InvestorId, names: ReadonlyMap<string, string>) {
  return { id, displayName: names.get(id) ?? id }
}

async function decisionBodies(
  db: Db,
  items: readonly StoredDecision[],
): Promise<z.output<typeof decisionAnswer>[]> {
  const names = await investorNames(db, [...new Set(items.map(({ investor }) => investor))])
  return Promise.all(
    (await withWords(db, items)).map(async (one) => {
      const { packHashes, factsHash } = recordOf(one.record)
      const reasons: ExplainedReason[] = await decisionReasons(db, one)
      return { ...one, investor: person(one.investor, names), packHashes, factsHash, reasons }
    }),
  )
}

async function instrumentRules(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<z.output<typeof instrumentRulesAnswer>> {
  const { packs, pinned } = await packsOf(db, instrument, now)
  const { counters } = await ruleCounters(db, instrument, now)
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
    facts: factBodies(await recordedFacts(db, instrument.id, null)),
    missing: await missingOfIssuer(db, instrument, now),
  }
}

function factBodies(facts: RuleFacts) {
  return Object.entries(facts).map(([name, value]) => ({ name, value: textOf(value) }))
}

async function classificationBody(
  db: Db,
  id: InstrumentId,
  now: Temporal.Instant,
): Promise<z.output<typeof classificationAnswer>> {
  const { questions, stored, result } = await classificationOf(db, id, now)
  return {
    instrument: id,
    questions,
    answers: stored?.answers ?? null,
    maturityMonths: stored?.maturityMonths ?? null,
    answeredAt: stored?.answeredAt ?? null,
    packSha256: stored?.packSha256 ?? null,
    opinionSha256: stored?.opinionSha256 ?? null,
    approvers: stored?.approvers.length ?? 0,
    result:
      result === null
        ? null
        : {
            ...result,
            prongs: result.prongs.map((prong) => ({
              ...prong,
              answers: Object.entries(prong.answers).map(([name, yes]) => ({ name, yes })),
            })),
            reasons: result.reasons.map(({ code }) => code),
          },
  }
}
