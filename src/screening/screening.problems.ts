import { NOT_FOUND, sentence, type Problems } from '../kernel/problem.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { ListRefusal } from './list.ts'
import type { HitRefusal, ScreeningRefusal } from './screening.ts'

export const LIST_PROBLEMS: Problems<ListRefusal> = {
  LIST_FILE_MISSING: {
    status: 422,
    detail: 'The list {list} came without this file: {missing}.',
    fix: 'Bring in all files of one publication together.',
  },
  LIST_EMPTY: {
    status: 422,
    detail: 'The file has no entries. The list that was in force stays in force.',
    fix: 'Download the list again from its publisher.',
  },
  LIST_FORMAT: {
    status: 422,
    detail:
      'The file {file} does not have the format of {list}: {where}. The list that was in force stays in force.',
    fix: 'Download the list again from its publisher; open nothing in a spreadsheet on the way.',
  },
  LIST_SHRUNK: {
    status: 422,
    detail:
      'The file has {entries} entries, the list in force has {before}: at least {percent} % fewer. It stays in force.',
    fix: 'Check with the publisher that so many were removed, then bring the file in with allowShrink.',
  },
  LIST_OLDER: {
    status: 409,
    detail: 'The file was published on {published}, before the list in force, of {current}.',
    fix: 'Bring in the newest publication.',
  },
  XML_DTD_FORBIDDEN: {
    status: 422,
    detail: 'The file declares a document type, which no list does.',
    fix: 'Download the list again from its publisher.',
  },
}

/** Of these the answer is `LIST_REJECTED`, with the reason in `errors`: the file is none that can come into force. */
const REJECTED: ReadonlySet<ListRefusal> = new Set([
  'LIST_FILE_MISSING',
  'LIST_EMPTY',
  'LIST_FORMAT',
  'LIST_SHRUNK',
])

export const LIST_ROUTE_PROBLEMS: Problems<ListRefusal | 'LIST_REJECTED'> = {
  ...LIST_PROBLEMS,
  LIST_REJECTED: { status: 422, detail: '{detail}', fix: '{fix}' },
}

/** A refused list as it is answered. */
export function listRefusal(refusal: Refusal<ListRefusal>): Refusal<ListRefusal | 'LIST_REJECTED'> {
  const { reason, facts } = refusal
  if (!REJECTED.has(reason)) return refusal
  const problem = LIST_PROBLEMS[reason]
  const [detail, fix] = [sentence(problem.detail, facts), sentence(problem.fix, facts)]
  return refuse('LIST_REJECTED', { detail, fix }, [{ path: 'files', code: reason, message: detail }])
}

export const SCREENING_PROBLEMS: Problems<ScreeningRefusal> = {
  SCREENING_NO_LIST: {
    status: 409,
    detail: 'No sanctions list has been loaded, so nobody can be approved.',
    fix: 'Load a list, with `aliquot lists load` or on the screen Lists.',
    citation: '31 CFR chapter V (OFAC); each list’s own regime',
  },
  SCREENING_PENDING: {
    status: 409,
    detail: 'The investor has not been compared with the lists that are in force now.',
    fix: 'Try again in a moment: everybody is compared anew when a list changes.',
  },
  SCREENING_STALE: {
    status: 409,
    detail: 'The list {list} was last brought in at {confirmed}, more than {hours} hours ago.',
    fix: 'Bring in the list again: the same publication will do when there is no newer one.',
  },
  SCREENING_OPEN_HIT: {
    status: 409,
    detail: 'There are possible matches with sanctions lists that nobody has decided on.',
    fix: 'Decide each of them under Hits.',
  },
  SCREENING_LISTED: {
    status: 409,
    detail: 'An officer has confirmed a match with a sanctions list.',
    fix: 'Block what they hold and report it as the list’s regime asks. They cannot be approved.',
    citation: '31 CFR 501.603, 501.604',
  },
  SCREENING_OWNED: {
    status: 409,
    detail:
      'Confirmed matches with a sanctions list own {percent} per cent of the entity: half or more blocks it as well.',
    fix: 'Block what it holds and report it as the list’s regime asks. It cannot be approved.',
    citation: 'OFAC, Revised Guidance on Entities Owned by Blocked Persons (13 August 2014); FAQ 401',
  },
}

export const HIT_PROBLEMS: Problems<HitRefusal> = {
  NOT_FOUND,
  HIT_DECIDED: {
    status: 409,
    detail: 'The match was decided already.',
    fix: 'Read the decision. When the entry changes, it is asked anew.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'You have cleared this match already; it is so close that somebody else has to agree.',
    fix: 'Have another officer look at it.',
  },
  HIT_ESCALATED: {
    status: 409,
    detail: 'The match was handed to a second officer already.',
    fix: 'Read what was doubted. Anybody but whoever handed it on decides.',
  },
  ESCALATED_BY_YOU: {
    status: 409,
    detail: 'You handed this match to a second officer, so you do not decide on it.',
    fix: 'Have another officer decide.',
  },
  HIT_GONE: {
    status: 409,
    detail: 'The entry has changed or left its list since; there is nothing to decide.',
    fix: 'Look at the matches that are open now.',
  },
}
