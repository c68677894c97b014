import * as z from 'zod'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { idField, instantField } from '../platform/http/fields.ts'
import {
  personalFieldNames,
  putPersonal,
  readPersonal,
  removeFile,
  removePersonal,
} from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { selectHolds } from './erasure.store.ts'
import { FILE_KINDS, FILE_MEDIA, type FileId } from './file.ts'
import { selectFiles } from './file.store.ts'
import { ALL_ANSWERS, NO_ANSWERS, type Answers } from './onboarding-answers.service.ts'
import type { OnboardingStep } from './onboarding.ts'

const ANSWERS_FIELD = /^former\.answers\./
const FACTS_FIELD = /^former\.facts\./
const PAPER_FIELD = /^former\.paper\./
const paperField = (id: string) => `former.paper.${id}`

/** Answers that were replaced while a hold stood. */
export const formerAnswersField = z
  .object({
    until: instantField.describe('When they were replaced.'),
    name: z.string().nullable().describe('By which they were known until then.'),
    born: z.string().nullable(),
    answers: ALL_ANSWERS.describe('The steps that were replaced; null for the others.'),
  })
  .meta({ id: 'FormerAnswers' })
/** Facts for the rules that were replaced while a hold stood. */
export const formerFactsField = z
  .object({
    until: instantField.describe('When they were replaced.'),
    instrument: idField('ins'),
    facts: z.record(z.string(), z.string()).describe('As they were, each as JSON.'),
  })
  .meta({ id: 'FormerFacts' })
/** A paper that was taken back while a hold stood. */
export const formerPaperField = z
  .object({
    id: idField('fil'),
    kind: z.enum(FILE_KINDS),
    displayName: z.string().nullable(),
    takenBackAt: instantField,
  })
  .meta({ id: 'FormerPaper' })
/** As it is kept: with where its bytes are. */
const keptPaper = formerPaperField.extend({ name: z.string(), media: z.enum(FILE_MEDIA) })

export type FormerAnswers = z.output<typeof formerAnswersField>
type FormerFacts = z.output<typeof formerFactsField>
export type FormerPaper = z.output<typeof keptPaper>

/**
 * Whether an authority or a dispute asks for what is kept of an investor as it is. They are not told of it (decision 0800), so
 * whatever they may do otherwise is answered as otherwise, and what it would lose is kept here.
 */
export async function isHeld(db: Db, id: InvestorId): Promise<boolean> {
  return (await selectHolds(db, id)).some(({ liftedAt }) => liftedAt === null)
}

/** Keeps answers that are about to be replaced, while a hold stands; nothing otherwise. Lock the investor first. */
export async function keepAnswers(
  work: Work,
  id: InvestorId,
  before: Answers,
  steps: readonly OnboardingStep[],
): Promise<void> {
  if (steps.length === 0 || !(await isHeld(work.db, id))) return
  const lost = Object.fromEntries(steps.map((step) => [step, before[step]]))
  const { name, born } = await readPersonal(work.db, id, ['name', 'born'])
  const text = JSON.stringify(
    z.encode(formerAnswersField, {
      until: work.now,
      name,
      born,
      answers: { ...NO_ANSWERS, ...lost },
    }),
  )
  const kept = (await personalFieldNames(work.db, id)).filter((field) => ANSWERS_FIELD.test(field))
  await putPersonal(work, id, { [`former.answers.${kept.length}`]: text })
  await appendAudit(work, { action: 'hold.kept', subject: id, detail: { steps: steps.join(', ') } })
}

/**
 * Keeps facts that an officer is about to replace for these, while a hold stands; nothing otherwise. What has not changed is not
 * lost. Lock the investor first: neither another call nor the end of the hold may meet it.
 */
export async function keepFacts(
  work: Work,
  id: InvestorId,
  instrument: InstrumentId,
  facts: {
    readonly before: Readonly<Record<string, unknown>>
    readonly after: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const lost = Object.entries(facts.before).flatMap(([name, value]) => {
    const text = JSON.stringify(value)
    return name in facts.after && JSON.stringify(facts.after[name]) !== text ? [[name, text] as const] : []
  })
  if (lost.length === 0 || !(await isHeld(work.db, id))) return
  const prefix = `former.facts.${instrument}.`
  const kept = (await personalFieldNames(work.db, id)).filter((field) => field.startsWith(prefix))
  const text = z.encode(formerFactsField, { until: work.now, instrument, facts: Object.fromEntries(lost) })
  await putPersonal(work, id, { [`${prefix}${kept.length}`]: JSON.stringify(text) })
  await appendAudit(work, {
    action: 'hold.kept',
    subject: id,
    detail: { instrument, facts: lost.map(([name]) => name).join(' ') },
  })
}

/** Keeps a paper that is being taken back. Its bytes stay where they are. */
export async function keepPaper(work: Work, id: InvestorId, paper: FormerPaper): Promise<void> {
  await putPersonal(work, id, { [paperField(paper.id)]: JSON.stringify(z.encode(keptPaper, paper)) })
  await appendAudit(work, { action: 'hold.kept', subject: id, detail: { file: paper.id } })
}

/** What holds keep of an investor that was replaced or taken back: the oldest first. For officers alone. */
export async function formerOf(
  db: Db,
  id: InvestorId,
): Promise<{
  readonly answers: FormerAnswers[]
  readonly facts: FormerFacts[]
  readonly papers: FormerPaper[]
}> {
  const fields = (await personalFieldNames(db, id)).filter((field) => field.startsWith('former.'))
  const kept = await readPersonal(db, id, fields)
  const read = <S extends z.ZodType>(schema: S, isOf: RegExp): z.output<S>[] =>
    fields
      .filter((field) => isOf.test(field))
      .flatMap((field) => {
        const text = kept[field]
        // Written by the functions above, through the same schema.
        return text == null ? [] : [schema.parse(JSON.parse(text))]
      })
  const isEarlier = (a: { until: Temporal.Instant }, b: { until: Temporal.Instant }) =>
    Temporal.Instant.compare(a.until, b.until)
  return {
    answers: read(formerAnswersField, ANSWERS_FIELD).toSorted(isEarlier),
    facts: read(formerFactsField, FACTS_FIELD).toSorted(isEarlier),
    papers: read(keptPaper, PAPER_FIELD),
  }
}

/** A paper that was taken back while a hold stood, or null. */
export async function formerPaper(db: Db, id: InvestorId, file: FileId): Promise<FormerPaper | null> {
  return (await formerOf(db, id)).papers.find((paper) => paper.id === file) ?? null
}

/** Destroys what no hold keeps any more. Call it once the last is lifted. */
export async function dropFormer(work: Work, id: InvestorId): Promise<void> {
  const { papers } = await formerOf(work.db, id)
  // The same bytes may have been handed in again since.
  const there = new Set((await selectFiles(work.db, id)).map(({ name }) => name))
  for (const { name } of papers) if (!there.has(name)) await removeFile(work, id, name)
  const fields = (await personalFieldNames(work.db, id)).filter((field) => field.startsWith('former.'))
  for (const field of fields) await removePersonal(work, id, field)
}
