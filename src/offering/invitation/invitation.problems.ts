import { NOT_FOUND, type Problems } from '../../kernel/problem.ts'
import type { InvitationRefusal } from './invitation.ts'

/** Why nobody can be invited. */
export const INVITATION_PROBLEMS: Problems<InvitationRefusal | 'NOT_FOUND' | 'INVITE_ONE'> = {
  NOT_FOUND,
  INVITE_ONE: {
    status: 422,
    detail: 'Neither an investor nor an e-mail address is named, or both are.',
    fix: 'Name the investor by one of them.',
  },
  NOT_BY_INVITATION: {
    status: 409,
    detail: 'This offering is open to everybody whom its rules let in.',
    fix: 'Set `offering.invitedOnly` in the term sheet to have a list.',
  },
  INVITED_TOO_LATE: {
    status: 409,
    detail: 'Nothing can be subscribed for any more in this offering.',
    fix: 'There is nothing to do.',
  },
  INVESTOR_UNKNOWN: {
    status: 409,
    detail: 'The issuer knows no such investor.',
    fix: 'Take them up first, or check what is written.',
  },
  INVESTOR_AMBIGUOUS: {
    status: 409,
    detail: 'This address is of {count} investors.',
    fix: 'Name the one who is meant by their id.',
  },
}
