import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { DraftRefusal } from './sheet-draft.ts'

/** Why nothing becomes of what was asked of a draft. */
export const DRAFT_PROBLEMS: Problems<DraftRefusal> = {
  NOT_FOUND,
  DRAFT_KEY_TAKEN: {
    status: 409,
    detail: 'You are writing another draft with the key {key}.',
    fix: 'Go on with that one, or use another key.',
  },
  DRAFTS_TOO_MANY: {
    status: 409,
    detail: 'You have {max} drafts, which is the most there may be.',
    fix: 'Delete those that you do not need any more.',
  },
  DRAFT_UNREADABLE: {
    status: 409,
    detail: 'The draft is no map of YAML, or has what no term sheet may have, so it has no fields to change.',
    fix: 'Mend its text first.',
  },
  DRAFT_FIELD_UNKNOWN: {
    status: 422,
    detail: 'A term sheet has no field {path}.',
    fix: 'Use the paths that /v1/term-sheet-form lists.',
  },
  DRAFT_TOO_LARGE: {
    status: 413,
    detail: 'The draft would have {bytes} bytes; the most is {max}.',
    fix: 'Put long texts into documents of their own.',
  },
}
