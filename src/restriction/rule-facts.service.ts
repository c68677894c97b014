import type { Instrument } from '../instrument/instrument.ts'
import { keepFacts } from '../investor/former.service.ts'
import { type InstrumentId, type InvestorId } from '../kernel/ids.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse, type FieldError, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putPersonal, readPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { askedFacts, DAY_UNLIKELY, FACT_FORMS, isChosen, unlikelyDays } from './asked-facts.ts'
import { ASKED_OF_PEOPLE, ASKED_OF_PLATFORM } from './known-facts.ts'
import { EXEMPTION_RULES } from './rule-version.ts'
import { selectFactOfAll, selectFacts, upsertFact } from './rule.store.ts'
import { isFactOf, type RuleFacts } from './rule.ts'
import { packsInForce } from './pack-version.service.ts'

/** Facts that an officer has recorded: about the instrument, or about an investor and the instrument. */
export async function recordedFacts(
  db: Db,
  instrument: InstrumentId,
  investor: InvestorId | null,
): Promise<RuleFacts> {
  if (investor === null) return inForce(await selectFacts(db, instrument))
  const field = factsField(instrument)
  return inForce(factsOfText((await readPersonal(db, investor, [field]))[field] ?? null))
}

/** What officers recorded that offerings rely on besides what their sheets say, by instrument. */
export async function recordedExemptions(db: Db): Promise<Map<InstrumentId, readonly string[]>> {
  const recorded = await selectFactOfAll(db, 'offering.exemptions')
  return new Map(
    [...recorded].flatMap(([id, names]) => (Array.isArray(names) ? [[id, names as string[]]] : [])),
  )
}

/** As `recordedFacts` of investors, for many at once; of whom nothing is recorded is left out. */
export async function recordedFactsOf(
  db: Db,
  instrument: InstrumentId,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, RuleFacts>> {
  const field = factsField(instrument)
  const found = await readPersonalOf(db, investors, [field])
  return new Map(
    [...found].map(([id, kept]) => [id as InvestorId, inForce(factsOfText(kept[field] ?? null))]),
  )
}

/** Without what was taken back: it is as if it had never been recorded. */
function inForce(facts: RuleFacts): RuleFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
}

function factsField(instrument: InstrumentId): string {
  return `rule-facts:${instrument}`
}

/** Facts from the text that the vault keeps; none where there is none. */
export function factsOfText(text: string | null): RuleFacts {
  return text === null ? {} : (JSON.parse(text) as RuleFacts)
}

/**
 * Records facts that the rules ask for and the platform cannot know. What it does know, it counts itself: that is refused.
 * Null takes a fact back.
 */
export async function recordFacts(
  work: Work,
  about: { readonly instrument: InstrumentId; readonly investor: InvestorId | null },
  facts: RuleFacts,
): Promise<Result<true, 'FACTS_UNFIT'>> {
  const packs = await packsInForce(work.db, work.now)
  const types = new Map(
    packs.flatMap(({ compiled }) =>
      compiled.flatMap((rule) => [...rule.types].filter(([name]) => name.includes('.'))),
    ),
  )
  for (const [name, type] of ASKED_OF_PEOPLE) types.set(name, type)
  const asked = new Map(askedFacts(packs).map((fact) => [fact.name, fact]))
  const errors = Object.entries(facts).flatMap(([name, value]): FieldError[] => {
    const path = `facts.${name}`
    const type = types.get(name)
    if (type === undefined) return [{ path, code: 'FACT_UNKNOWN', message: 'No rule asks for it.' }]
    if (ASKED_OF_PLATFORM.has(name))
      return [{ path, code: 'FACT_KNOWN', message: 'The platform works this out itself.' }]
    const [, , ofPeople = []] = ASKED_OF_PEOPLE.find(([each]) => each === name) ?? []
    const { kind, choices } = asked.get(name) ?? {
      kind: ofPeople.length > 0 ? 'choice' : 'other',
      choices: ofPeople,
    }
    if (value === null) return []
    if (isFactOf(type, value) && isChosen(choices, value))
      return unlikelyDays(path, type, value, work.now).map((day) => ({
        ...{ path: day, code: 'DAY_UNLIKELY', message: DAY_UNLIKELY },
      }))
    const message = sentence(FACT_FORMS[kind], { choices: choices.join(', ') })
    return [{ path, code: 'FACT_INVALID', message }]
  })
  if (errors.length > 0) return refuse('FACTS_UNFIT', { count: String(errors.length) }, errors)
  const { instrument, investor } = about
  if (investor === null)
    for (const [name, value] of Object.entries(facts))
      await upsertFact(work.db, { instrument, name, value, by: work.by.id, at: work.now })
  else {
    // Of two who record at once neither loses what the other says, and nothing is kept for a hold that is just being lifted.
    await lockFor(work.db, investor)
    const before = await recordedFacts(work.db, instrument, investor)
    await keepFacts(work, investor, instrument, { before, after: facts })
    await putPersonal(work, investor, { [factsField(instrument)]: JSON.stringify({ ...before, ...facts }) })
  }
  await appendAudit(work, {
    action: 'rules.facts-recorded',
    subject: investor ?? instrument,
    detail: { instrument, names: Object.keys(facts).sort().join(' ') },
  })
  return ok(true)
}

/** What the rules are asked with: what an officer recorded, and over it what the platform knows. */
export function factsFor(
  instrument: Pick<Instrument, 'offering'>,
  recorded: { readonly offering: RuleFacts; readonly investor: RuleFacts },
  known: RuleFacts,
): RuleFacts {
  const others = recorded.offering['offering.exemptions']
  const own = EXEMPTION_RULES[instrument.offering.exemption]
  const exemptions = [
    ...(own === null || own.name === null ? [] : [own.name]),
    ...(Array.isArray(others) ? (others as string[]) : []),
  ]
  return {
    ...recorded.offering,
    ...recorded.investor,
    ...known,
    'offering.exemptions': [...new Set(exemptions)],
  }
}
