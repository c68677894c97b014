import type { Problem, Problems } from '../kernel/problem.ts'
import type { ProtocolRefusal } from './protocol.ts'

/** One answer of whatever is written through the platform's contracts. */
export const PROTOCOL_NOT_DEPLOYED: Problem = {
  status: 409,
  detail: 'The platform’s contracts are not on the chain yet.',
  fix: 'Apply a term sheet first, or wait until the deployment is final.',
}

export const PROTOCOL_PROBLEMS: Problems<ProtocolRefusal> = {
  DEPLOYER_MISSING: {
    status: 409,
    detail: 'This chain has no deterministic deployer at {deployer}.',
    fix: 'Deploy it first, as github.com/Arachnid/deterministic-deployment-proxy says, or use another chain.',
  },
  OPERATOR_CHANGED: {
    status: 409,
    detail: 'The platform’s contracts belong to {known}; the operator is now {operator}.',
    fix: 'Start with the account that deployed them.',
  },
  CHAIN_CHANGED: {
    status: 409,
    detail: 'The records were made for chain {known}; this is chain {chain}.',
    fix: 'Connect to chain {known}, or begin with an empty database.',
  },
}
