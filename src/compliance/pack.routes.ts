import * as z from 'zod'
import type { Instrument } from '../instrument/instrument.ts'
import { investorNames } from '../investor/investor.service.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { countryField, dateField, idField, instantField, textField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import { packChanges } from '../restriction/pack-change.ts'
import { decideProposal, proposePack } from '../restriction/pack-upgrade.service.ts'
import type { Json, Rule, RulePack } from '../restriction/rule-pack.ts'
import {
  VERSION_STATES,
  versionsInForce,
  versionState,
  type PackVersion,
} from '../restriction/rule-version.ts'
import { delivered, loaded, packVersions } from '../restriction/pack-version.service.ts'
import { countryImpact, packImpact, touched, whatIf, type AffectedInvestor } from './rule-impact.service.ts'
import {
  OFFICE,
  PROBLEMS,
  REASON_LENGTH_MAX,
  WATCHERS,
  byPack,
  jsonObject,
  legalReview,
  packName,
  person,
  sha256,
  textOf,
} from './rule-fields.routes.ts'

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

const outcome = z.enum(['ALLOW', 'BLOCK', 'REVIEW'])

const affectedAnswer = z
  .object({
    investor: z.object({ id: idField('inv'), displayName: z.string() }),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    action: z.enum(['subscribe', 'transfer']),
    from: outcome,
    to: outcome,
    reasons: z.array(z.object({ code: z.string(), detail: z.string() })).readonly(),
  })
  .meta({ id: 'AffectedInvestor' })

/** So many are named one by one; the sums are of everybody. */
const NAMED_MAX = 1_000

const impactAnswer = z
  .object({
    investors: z.int().meta({ description: 'How many people are affected, each once.' }),
    changes: z.array(z.object({ from: outcome, to: outcome, investors: z.int() })),
    affected: z
      .array(affectedAnswer)
      .meta({ description: `What changes for whom, at most ${NAMED_MAX} of it; the sums are of all.` }),
    unnamed: z.int().meta({ description: 'How much of what changes is not among those.' }),
  })
  .meta({ id: 'RuleImpact' })

const byHash = z.strictObject({ sha256 })

/** Packs of rules and their versions: read, proposed, decided on, and what a change would do. */
export function packRoutes(): Route[] {
  return [
    read({
      path: '/v1/rule-packs',
      summary: 'List the rule packs and their versions',
      tag: 'Rules',
      access: WATCHERS,
      response: z.object({ items: z.array(versionAnswer), next: z.null() }),
      handle: async ({ work }) => {
        const versions = [...(await packVersions(work.db)), ...(await delivered(work.db))]
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
        const found = [...versions, ...(await delivered(work.db))].find((one) => one.sha256 === params.sha256)
        if (found === undefined) return refuse('NOT_FOUND')
        const before = versionsInForce(versions, work.now).find(({ pack }) => pack === found.pack)
        const among = await touched(work.db, caller.issuer)
        const impact = await packImpact(work.db, loaded(found), among, work.now)
        return ok({
          version: versionBody(found, versions, work.now),
          changes: packChanges(before?.content ?? {}, found.content).map((change) => ({
            path: change.path,
            before: textOf(change.before),
            after: textOf(change.after),
          })),
          impact: await impactBody(work.db, impact, among),
        })
      },
    }),
    write({
      path: '/v1/rule-proposals/{sha256}',
      summary: 'Propose a version that came with the software',
      description: 'It counts once another officer has activated it.',
      tag: 'Rules',
      access: ['officer'],
      params: byHash,
      body: z.strictObject({ reason: textField(REASON_LENGTH_MAX) }),
      response: versionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params, body }) => {
        if (caller.issuer !== null) return refuse('PLATFORM_OFFICER')
        const found = (await delivered(work.db)).find(({ sha256: hash }) => hash === params.sha256)
        if (found === undefined) return refuse('NOT_FOUND')
        const proposal = { pack: found.content, sha256: found.sha256, reason: body.reason }
        const proposed = await proposePack(work, proposal)
        if (!proposed.ok) return proposed
        return ok(versionBody(proposed.value, await packVersions(work.db), work.now))
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
        const among = await touched(work.db, caller.issuer)
        const impact = await whatIf(work.db, change, among, work.now)
        return impact.ok ? ok(await impactBody(work.db, impact.value, among)) : impact
      },
    }),
    read({
      path: '/v1/country-what-if',
      summary:
        'Ask whom it would affect if residents of a country could hold, or could not; nothing is applied',
      tag: 'Rules',
      access: OFFICE,
      body: z.strictObject({ country: countryField, isAllowed: z.boolean().default(false) }),
      response: impactAnswer,
      handle: async ({ work, caller, body }) => {
        const among = await touched(work.db, caller.issuer)
        return ok(await impactBody(work.db, await countryImpact(work.db, body, among, work.now), among))
      },
    }),
  ]
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

/** What changes for whom, by name, of these instruments. */
export async function impactBody(
  db: Db,
  impact: readonly AffectedInvestor[],
  among: readonly Instrument[],
): Promise<z.output<typeof impactAnswer>> {
  const ids = [...new Set(impact.map(({ investor }) => investor))]
  const named = impact.slice(0, NAMED_MAX)
  const names = await investorNames(db, [...new Set(named.map(({ investor }) => investor))])
  const groups = Map.groupBy(impact, ({ from, to }) => `${from} ${to}`)
  return {
    investors: ids.length,
    changes: [...groups.values()].map((group) => ({
      from: group[0]!.from,
      to: group[0]!.to,
      investors: new Set(group.map(({ investor }) => investor)).size,
    })),
    affected: named.map((one) => {
      const { id, name, symbol } = among.find((each) => each.id === one.instrument)!
      return { ...one, investor: person(one.investor, names), instrument: { id, name, symbol } }
    }),
    unnamed: impact.length - named.length,
  }
}
