import type { Problems } from '../kernel/problem.ts'
import type { DeploymentRefusal } from './deployment.ts'

export const DEPLOYMENT_PROBLEMS: Problems<DeploymentRefusal> = {
  MANIFEST_OF_ANOTHER: {
    status: 409,
    detail: 'The manifest is of another deployment: its {what} is {known}, this one’s is {asked}.',
    fix: 'Name another file, or use the chain, the account, the people and the version of Aliquot that it was made with.',
  },
  MANIFEST_CODE_DIFFERS: {
    status: 409,
    detail: 'The code of {step} at {address} is not what the manifest says.',
    fix: 'Ask another node. If it says the same, do not use these contracts.',
  },
  DEPLOYER_NOT_TAKEN: {
    status: 409,
    detail:
      'This chain has no deterministic deployer at {deployer}, and it did not take the transaction that makes it.',
    fix: 'Let the node take transactions without a chain id and at least 100 gwei for gas, or send it as github.com/Arachnid/deterministic-deployment-proxy says.',
  },
  OWNER_UNEXPECTED: {
    status: 409,
    detail:
      '{step} at {address} belongs to {owner}, who is neither the operator nor the governance asked for.',
    fix: 'Leave the governance out, or let the owner hand it over.',
  },
  FEES_TOO_HIGH: {
    status: 503,
    detail: 'The chain asks for more than {most} gwei for gas.',
    fix: 'Run it again when it asks for less: it goes on where it was.',
  },
  STEP_REFUSED: {
    status: 409,
    detail: 'The chain would not do the step {step}: {why}',
    fix: 'Put the cause right and run it again: it goes on where it was.',
  },
  STEP_FAILED: {
    status: 409,
    detail: 'The transaction of the step {step}, {transaction}, was reverted.',
    fix: 'Look the transaction up; what was done before stays. Running it again tries once more.',
  },
  STEP_NOT_MINED: {
    status: 503,
    detail: 'The transaction of the step {step}, {transaction}, is in no block after {seconds} seconds.',
    fix: 'Run it again later: it goes on with the same transaction.',
  },
}
