import { createHash } from 'node:crypto'
import { issuerById } from '../issuer/issuer.service.ts'
import { SHEET_KEY } from '../issuer/issuer.ts'
import { newId, type IssuerId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { applySheetText } from './apply.service.ts'
import type { SheetContext } from './plan.service.ts'
import { DRAFTS_MAX, type DraftId, type DraftRefusal, type SheetDraft } from './sheet-draft.ts'
import { deleteDraft, insertDraft, selectDrafts, updateDraft } from './sheet-draft.store.ts'
import { editSheet, isEditable, sheetValues } from './term-sheet-edit.service.ts'
import { exampleSheet } from './term-sheet-example.service.ts'
import type { FieldEdit, SheetExample } from './term-sheet-form.ts'
import { SHEET_BYTES_MAX } from './term-sheet.ts'

/*
 * Drafts of term sheets. A draft is its writer's alone, whether they write it signed in or with a key of theirs: another
 * person's is answered as one that is not there, also to colleagues. Its text is kept as it was written; an edit of a field changes that field and nothing else.
 */

/** The drafts of whoever asks, the one that was saved last first. */
export function draftsOf(db: Db, owner: string): Promise<SheetDraft[]> {
  return selectDrafts(db, owner)
}

export async function draftOf(db: Db, owner: string, id: DraftId): Promise<SheetDraft | null> {
  return (await selectDrafts(db, owner, { id }))[0] ?? null
}

/** Begins a draft, with a text or with nothing. */
export async function createDraft(work: Work, yaml: string): Promise<Result<SheetDraft, DraftRefusal>> {
  await lockFor(work.db, `drafts:${personOf(work.by)}`)
  const drafts = await selectDrafts(work.db, personOf(work.by))
  if (drafts.length >= DRAFTS_MAX) return refuse('DRAFTS_TOO_MANY', { max: String(DRAFTS_MAX) })
  const draft: SheetDraft = {
    id: newId('dft'),
    key: keyOf(yaml),
    yaml,
    createdAt: work.now,
    savedAt: work.now,
  }
  const fault = await faultOf(work, draft)
  if (fault !== null) return fault
  await insertDraft(work.db, personOf(work.by), draft)
  await audit(work, 'term-sheet-draft.created', draft)
  return ok(draft)
}

/** Puts another text in the place of a draft's. The same text changes nothing. */
export async function saveDraft(
  work: Work,
  id: DraftId,
  yaml: string,
): Promise<Result<SheetDraft, DraftRefusal>> {
  await lockFor(work.db, `drafts:${personOf(work.by)}`)
  const draft = await draftOf(work.db, personOf(work.by), id)
  if (draft === null) return refuse('NOT_FOUND')
  if (draft.yaml === yaml) return ok(draft)
  const saved: SheetDraft = { ...draft, key: keyOf(yaml), yaml, savedAt: work.now }
  const fault = await faultOf(work, saved)
  if (fault !== null) return fault
  await updateDraft(work.db, saved)
  await audit(work, 'term-sheet-draft.saved', saved)
  return ok(saved)
}

/** Changes fields of a draft; everything else of its text stays. */
export async function editDraft(
  work: Work,
  id: DraftId,
  edits: readonly FieldEdit[],
): Promise<Result<SheetDraft, DraftRefusal>> {
  await lockFor(work.db, `drafts:${personOf(work.by)}`)
  const draft = await draftOf(work.db, personOf(work.by), id)
  if (draft === null) return refuse('NOT_FOUND')
  const unknown = edits.find((edit) => !isEditable(edit))
  if (unknown !== undefined) return refuse('DRAFT_FIELD_UNKNOWN', { path: unknown.path.slice(0, 100) })
  const yaml = editSheet(draft.yaml, edits)
  return yaml === null ? refuse('DRAFT_UNREADABLE') : saveDraft(work, id, yaml)
}

/**
 * Fills a draft with an example, in the place of what it says, for the issuer that its writer acts for.
 *
 * @param issuer null: the example's own, under a fresh key
 */
export async function fillDraft(
  work: Work,
  id: DraftId,
  example: SheetExample,
  issuer: IssuerId | null,
): Promise<Result<SheetDraft, DraftRefusal>> {
  const known = issuer === null ? null : await issuerById(work.db, issuer)
  const suffix = newId('dft').slice(-5)
  return saveDraft(work, id, exampleSheet(example, { issuer: known, suffix, now: work.now }))
}

/**
 * Applies a draft and throws it away, both or neither, in the caller's transaction.
 *
 * @param sha256 of the text that was looked at: another one is refused
 */
export async function publishDraft(
  context: SheetContext,
  work: Work,
  draft: { readonly id: DraftId; readonly sha256: string },
  callersIssuer: IssuerId | null,
): Promise<Awaited<ReturnType<typeof applySheetText>> | Refusal<'NOT_FOUND'> | Refusal<'DRAFT_CHANGED'>> {
  await lockFor(work.db, `drafts:${personOf(work.by)}`)
  const known = await draftOf(work.db, personOf(work.by), draft.id)
  if (known === null) return refuse('NOT_FOUND')
  if (sha256Of(known.yaml) !== draft.sha256) return refuse('DRAFT_CHANGED')
  const applied = await applySheetText(context, work, known.yaml, callersIssuer)
  if (!applied.ok) return applied
  await deleteDraft(work.db, known.id)
  await audit(work, 'term-sheet-draft.published', known)
  return applied
}

/** Throws a draft away. */
export async function discardDraft(work: Work, id: DraftId): Promise<Result<null, 'NOT_FOUND'>> {
  await lockFor(work.db, `drafts:${personOf(work.by)}`)
  const draft = await draftOf(work.db, personOf(work.by), id)
  if (draft === null) return refuse('NOT_FOUND')
  await deleteDraft(work.db, id)
  await audit(work, 'term-sheet-draft.deleted', draft)
  return ok(null)
}

/** The key that a draft gives itself; null while it is none. */
function keyOf(yaml: string): string | null {
  const key = sheetValues(yaml)?.['key'] ?? ''
  return SHEET_KEY.test(key) ? key : null
}

async function faultOf(work: Work, { id, key, yaml }: SheetDraft) {
  const bytes = Buffer.byteLength(yaml)
  if (bytes > SHEET_BYTES_MAX)
    return refuse('DRAFT_TOO_LARGE', { bytes: String(bytes), max: String(SHEET_BYTES_MAX) })
  const others = key === null ? [] : await selectDrafts(work.db, personOf(work.by), { key })
  return others.some((other) => other.id !== id) ? refuse('DRAFT_KEY_TAKEN', { key: key ?? '' }) : null
}

function audit(work: Work, action: string, { id, key, yaml }: SheetDraft) {
  return appendAudit(work, { action, subject: id, detail: { key, sha256: sha256Of(yaml) } })
}

/** By which a draft that was looked at is known again. Lower-case hex. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
