import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import { RESTRICTION_PROBLEMS } from './erasure.problems.ts'

export type FileRefusal =
  | 'NOT_FOUND'
  | 'TOO_MANY_FILES'
  | 'FILES_TOO_LARGE'
  | 'FILES_TOO_OFTEN'
  | 'FILE_KEPT'
  | 'INVESTOR_RESTRICTED'
  | 'INVESTOR_ERASED'

export const FILE_PROBLEMS: Problems<FileRefusal> = {
  ...RESTRICTION_PROBLEMS,
  NOT_FOUND,
  FILE_KEPT: {
    status: 409,
    detail: 'The paper has to be kept, as what was sent in has to be.',
    fix: 'Hand in the right one beside it.',
    citation: '31 CFR 1023.220(a)(3)',
  },
  TOO_MANY_FILES: {
    status: 409,
    detail: 'The investor has {max} files already.',
    fix: 'Ask an officer what can go.',
  },
  FILES_TOO_OFTEN: {
    status: 429,
    detail: '{max} papers of this investor were handed in within a day.',
    fix: 'Hand this one in tomorrow.',
  },
  FILES_TOO_LARGE: {
    status: 409,
    detail:
      'Until an investor is approved their files have {max} MB together, and with this one they would have more.',
    fix: 'Send smaller files: a photo of 2 MB shows a paper well enough.',
  },
}
