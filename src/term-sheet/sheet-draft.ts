import type { Id } from '../kernel/ids.ts'

export type DraftId = Id<'dft'>

/** A term sheet that somebody is writing. Nothing of it counts before it is applied, and nobody else sees it. */
export type SheetDraft = {
  readonly id: DraftId
  /** What it names its share class; null while it does not. */
  readonly key: string | null
  readonly yaml: string
  readonly createdAt: Temporal.Instant
  readonly savedAt: Temporal.Instant
}

/** How many somebody may have at a time. */
export const DRAFTS_MAX = 50

export type DraftRefusal =
  | 'NOT_FOUND'
  | 'DRAFT_KEY_TAKEN'
  | 'DRAFTS_TOO_MANY'
  | 'DRAFT_UNREADABLE'
  | 'DRAFT_FIELD_UNKNOWN'
  | 'DRAFT_TOO_LARGE'
