import {
  decodeEventLog,
  encodeAbiParameters,
  keccak256,
  parseAbiParameters,
  type Address,
  type Hex,
} from 'viem'
import { ballotAbi } from '../../contracts/abi/Ballot.ts'
import { instantOfSeconds } from '../kernel/time.ts'
import type { ChainLog } from '../platform/chain/projection.ts'
import { OUTCOMES, type Ballot, type ClassCount, type Outcome, type Paper } from './ballot.ts'

/** What one log says about a ballot. Addresses in the EIP-55 spelling. */
export type BallotFact =
  | {
      readonly kind: 'opened'
      readonly id: bigint
      readonly ballot: Ballot
      readonly motion: Hex
      readonly uri: string
    }
  | { readonly kind: 'vote'; readonly id: bigint; readonly voter: Address; readonly paper: Paper }
  | {
      readonly kind: 'counted'
      readonly id: bigint
      readonly classIndex: number
      readonly count: ClassCount
    }
  | {
      readonly kind: 'finalised'
      readonly id: bigint
      readonly outcome: Outcome
      readonly option: number
      readonly resultHash: Hex
    }

/** Null for a log about something else, or of an event of a later version. */
export function decodeBallot(log: Pick<ChainLog, 'topics' | 'data'>): BallotFact | null {
  const event = decode(log)
  switch (event?.eventName) {
    case 'BallotOpened':
      return opened(event.args)
    case 'VoteCast': {
      const { id, holder, voter, classIndex, units } = event.args
      return { kind: 'vote', id, voter, paper: { classIndex, holder, units, byProxy: voter !== holder } }
    }
    case 'ClassCounted': {
      const { id, classIndex, outstanding, units } = event.args
      return { kind: 'counted', id, classIndex, count: { outstanding, units } }
    }
    case 'BallotFinalised': {
      const { id, outcome, option, resultHash } = event.args
      return { kind: 'finalised', id, outcome: OUTCOMES[outcome] ?? 'open', option, resultHash }
    }
    default:
      return null
  }
}

type Opened = Extract<NonNullable<ReturnType<typeof decode>>, { eventName: 'BallotOpened' }>['args']

function opened({ id, terms }: Opened): BallotFact {
  const { rules } = terms
  return {
    kind: 'opened',
    id,
    ballot: {
      rules: { ...rules, basis: rules.basis === 0 ? 'cast' : 'outstanding' },
      classes: terms.classes.map(({ token, votesPerUnit, quorumBps, thresholdBps }) => ({
        token,
        votesPerUnit: BigInt(votesPerUnit),
        quorumBps,
        thresholdBps,
      })),
      excluded: terms.excluded,
      opensAt: instantOfSeconds(terms.opensAt),
      closesAt: instantOfSeconds(terms.closesAt),
    },
    motion: terms.motion,
    uri: terms.uri,
  }
}

/** The hash that the contract keeps of a result, from what it is of. */
export function resultHash(of: {
  readonly chainId: bigint
  readonly contract: Address
  readonly id: bigint
  readonly motion: Hex
  readonly counts: readonly ClassCount[]
  readonly outcome: Outcome
  readonly option: number
}): Hex {
  return keccak256(
    encodeAbiParameters(
      parseAbiParameters(
        'uint256, address, uint256, bytes32, (uint256 outstanding, uint256[] units)[], uint8, uint8',
      ),
      [of.chainId, of.contract, of.id, of.motion, of.counts, OUTCOMES.indexOf(of.outcome), of.option],
    ),
  )
}

const DOMAIN_NAME = 'Aliquot Ballot'
const DOMAIN_VERSION = '1'

/** What a voter, or a holder who appoints, signs (EIP-712). */
const SIGNED_TYPES = {
  Vote: [
    { name: 'ballot', type: 'uint256' },
    { name: 'holder', type: 'address' },
    { name: 'voter', type: 'address' },
    { name: 'option', type: 'uint8' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  SplitVotes: [
    { name: 'ballot', type: 'uint256' },
    { name: 'holder', type: 'address' },
    { name: 'voter', type: 'address' },
    { name: 'votes', type: 'SplitVote[]' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  SplitVote: [
    { name: 'classIndex', type: 'uint8' },
    { name: 'units', type: 'uint104[]' },
  ],
  Appointment: [
    { name: 'holder', type: 'address' },
    { name: 'ballot', type: 'uint256' },
    { name: 'token', type: 'address' },
    { name: 'proxy', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** The domain and types of what `Ballot` takes by signature; the message is the call's first argument. */
export function signedWords<const T extends 'Vote' | 'SplitVotes' | 'Appointment'>(
  primaryType: T,
  of: { readonly chainId: number; readonly contract: Address },
) {
  return {
    domain: {
      name: DOMAIN_NAME,
      version: DOMAIN_VERSION,
      chainId: of.chainId,
      verifyingContract: of.contract,
    },
    types: SIGNED_TYPES,
    primaryType,
  } as const
}

function decode(log: Pick<ChainLog, 'topics' | 'data'>) {
  try {
    return decodeEventLog({
      abi: ballotAbi,
      topics: log.topics as [Hex, ...Hex[]],
      data: log.data,
      strict: true,
    })
  } catch {
    return null
  }
}
