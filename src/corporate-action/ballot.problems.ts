import type { Problems } from '../kernel/problem.ts'
import type { VoteRefusal } from './ballot.ts'

export const BALLOT_PROBLEMS: Problems<VoteRefusal | 'BALLOT_TERMS_INVALID'> = {
  BALLOT_TERMS_INVALID: {
    status: 422,
    detail: 'A ballot cannot be opened so: {why}.',
    fix: 'Correct its terms.',
  },
  VOTE_NOT_OPEN: {
    status: 409,
    detail: 'Voting opens at {opensAt}.',
    fix: 'Vote then.',
  },
  VOTE_CLOSED: {
    status: 409,
    detail: 'Voting closed at {closesAt}.',
    fix: 'Read the result.',
  },
  VOTE_EXCLUDED: {
    status: 403,
    detail: 'The units of {holder} do not vote in this ballot.',
    fix: 'Read in the ballot which wallets are excluded, and ask the issuer why.',
  },
  VOTE_OPTION_UNKNOWN: {
    status: 422,
    detail: 'There is no such option: {option} of {options}.',
    fix: 'Name an option of the ballot, counted from 0; of a split vote, give units for every option.',
  },
  VOTE_CLASS_UNKNOWN: {
    status: 422,
    detail: 'No class {class} votes in this ballot.',
    fix: 'Name a class of the ballot, counted from 0.',
  },
  VOTE_NOT_HOLDER: {
    status: 403,
    detail: '{holder} held no units on the record date.',
    fix: 'Only units held on the record date vote, whoever holds them now.',
  },
  VOTE_NOT_PROXY: {
    status: 403,
    detail: '{voter} is not the proxy of {holder}.',
    fix: 'Have the holder appoint this proxy, or vote themselves.',
  },
  VOTE_BY_HOLDER: {
    status: 409,
    detail: '{holder} has voted in person.',
    fix: 'Nothing: the holder’s own vote goes before their proxy’s.',
  },
  VOTE_ALREADY_CAST: {
    status: 409,
    detail: '{holder} has voted, and votes of this ballot are not changed.',
    fix: 'Nothing: the vote stands.',
  },
  VOTE_EMPTY: {
    status: 422,
    detail: 'This vote is for no units.',
    fix: 'Give some units to an option.',
  },
  VOTE_ABOVE_HOLDING: {
    status: 403,
    detail: 'These are {units} units; {held} were held on the record date.',
    fix: 'Vote with no more units than were held.',
  },
}
