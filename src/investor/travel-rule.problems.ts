import { NOT_FOUND, type Problems } from '../kernel/problem.ts'

export type TravelRefusal =
  | 'NOT_FOUND'
  | 'IVMS_INVALID'
  | 'IVMS_DIALECT'
  | 'TRAVEL_RULE_DATA_MISSING'
  | 'WALLET_NOT_LINKED'

export const TRAVEL_PROBLEMS: Problems<TravelRefusal> = {
  NOT_FOUND,
  IVMS_INVALID: {
    status: 422,
    detail: 'The message is not as IVMS101 has it; the first fault is at {path}.',
    fix: 'Mend every field that is named.',
    citation: 'interVASP Messaging Standard IVMS101',
  },
  IVMS_DIALECT: {
    status: 422,
    detail:
      'The message is written as Protocol Buffers print it, in snake case and with codes that have their type before them.',
    fix: 'Send the JSON form of the standard: nameIdentifier, LEGL.',
    citation: 'interVASP Messaging Standard IVMS101',
  },
  TRAVEL_RULE_DATA_MISSING: {
    status: 422,
    detail: 'Of the {party} there is no {fields}, which has to go with this transfer.',
    fix: 'Ask for it: a tax form brings the address.',
    citation: '31 CFR 1010.410(f); Regulation (EU) 2023/1113, article 14',
  },
  WALLET_NOT_LINKED: {
    status: 422,
    detail: 'Nobody here has linked the wallet of the {party}.',
    fix: 'Link it first; what other platforms hold, they answer for.',
  },
}
