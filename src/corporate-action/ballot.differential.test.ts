import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAddress, toHex, zeroAddress, type Address, type Hex } from 'viem'
import { ballotAbi } from '../../contracts/abi/Ballot.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { ballotBytecode } from '../../contracts/bytecode/Ballot.ts'
import { cases } from '../../test/deep.ts'
import { GENESIS, Reverted, tokenWorld, type Receipt } from '../../test/token-world.ts'
import { decodeBallot, resultHash, signedWords, type BallotFact } from './ballot.chain.ts'
import {
  BALLOT_FAULTS,
  cast,
  count,
  decide,
  openable,
  OUTCOMES,
  withPaper,
  type Ballot,
  type BallotClass,
  type BallotRules,
  type BallotTerms,
  type Papers,
  type Standing,
  type Vote,
  type VoteRefusal,
} from './ballot.ts'

const BALLOTS = cases(8)
const VOTES = 50
const COUNTS = 400
const OPENINGS = 250
const HOUR = 3_600
/** `BallotFault` of the contract, in its order. */
const FAULTS = Object.keys(BALLOT_FAULTS)

/** The refusal here for each error there. */
const REASON_OF: Readonly<Record<string, VoteRefusal>> = {
  VotingNotOpen: 'VOTE_NOT_OPEN',
  VotingClosed: 'VOTE_CLOSED',
  ExcludedFromVoting: 'VOTE_EXCLUDED',
  UnknownOption: 'VOTE_OPTION_UNKNOWN',
  UnknownClass: 'VOTE_CLASS_UNKNOWN',
  NotAHolder: 'VOTE_NOT_HOLDER',
  NotProxy: 'VOTE_NOT_PROXY',
  HolderVoted: 'VOTE_BY_HOLDER',
  AlreadyVoted: 'VOTE_ALREADY_CAST',
  EmptyVote: 'VOTE_EMPTY',
  VoteAboveHolding: 'VOTE_ABOVE_HOLDING',
}

const world = await tokenWorld()
const { operator } = world
const { contract: ballots } = await world.deploy(ballotAbi, ballotBytecode, [])
const people = world.people.slice(0, 6)
const tokens = [world.token, (await world.createToken('preferred')).token] as const
// The last of them holds nothing.
for (const [i, token] of tokens.entries())
  for (const [j, holder] of people.slice(i, 5).entries())
    await world.send(token, securityTokenAbi, 'mint', [holder, BigInt(1 + 13 * j)])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_129
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
const someBps = () => pick([0, 0, below(10_001), 2_500, 5_000, 10_000])

function someRules(): BallotRules {
  return {
    options: 2 + below(3),
    lastAbstains: below(2) === 0,
    changeable: below(4) !== 0,
    moreThan: below(2) === 0,
    basis: pick(['cast', 'outstanding'] as const),
    quorumBps: someBps(),
    thresholdBps: someBps(),
  }
}
function someClass(token: string): BallotClass {
  return { token, votesPerUnit: BigInt(1 + below(20)), quorumBps: someBps(), thresholdBps: someBps() }
}
const rulesOnChain = (rules: BallotRules) => ({ ...rules, basis: rules.basis === 'cast' ? 0 : 1 })
const classOnChain = ({ token, votesPerUnit, ...bps }: BallotClass, recordId: number) => ({
  ...bps,
  token: getAddress(token),
  votesPerUnit: Number(votesPerUnit),
  recordId,
})

test(`in ${COUNTS} generated counts the rule here and the contract’s decide alike`, async () => {
  const seen = new Set<string>()
  for (let i = 0; i < COUNTS; i++) {
    const rules = someRules()
    const classes = Array.from({ length: 1 + below(3) }, () => someClass(zeroAddress))
    const counts = classes.map(() => {
      const units = Array.from({ length: rules.options }, () => BigInt(pick([0, 1, 5, below(40)])))
      return { units, outstanding: units.reduce((a, b) => a + b, 0n) + BigInt(pick([0, below(50)])) }
    })
    const here = decide(rules, classes, counts)
    const [outcome, option] = await world.read(ballots, ballotAbi, 'decide', [
      rulesOnChain(rules),
      classes.map((each) => classOnChain(each, 0)),
      counts,
    ])
    assert.deepEqual({ outcome: OUTCOMES[outcome], option }, { outcome: here.outcome, option: here.option })
    assert.equal(here.missed === null, here.outcome === 'carried' || here.outcome === 'tied')
    seen.add(here.outcome)
  }
  assert.equal(seen.size, OUTCOMES.length - 1, `only ${[...seen].join()}`)
})

let now = GENESIS.add({ hours: 24 })
async function warpTo(seconds: number): Promise<void> {
  now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
  await world.warp(now)
}

const facts: BallotFact[] = []
const refused = new Map<VoteRefusal, number>()
let taken = 0

function keep(receipt: Receipt): void {
  for (const log of receipt.logs) {
    const fact = decodeBallot(log)
    if (fact !== null) facts.push(fact)
  }
}

/** A ballot of both classes, on a record date that has passed when it opens. */
async function opened(n: number): Promise<{ readonly id: bigint; readonly ballot: Ballot }> {
  const at = now.epochMilliseconds / 1000 + HOUR
  const [opensAt, closesAt] = [at + HOUR, at + 10 * HOUR]
  for (const token of tokens) await world.send(token, securityTokenAbi, 'declareRecordDate', [at])
  const ids = await Promise.all(tokens.map((token) => world.read(token, securityTokenAbi, 'recordCount', [])))
  const rules = someRules()
  const classes = tokens.map((token) => someClass(token))
  const excluded = below(2) === 0 ? [people[4]!] : []
  keep(
    await world.send(ballots, ballotAbi, 'open', [
      {
        classes: classes.map((each, i) => classOnChain(each, ids[i]!)),
        rules: rulesOnChain(rules),
        excluded,
        opensAt,
        closesAt,
        motion: toHex(n + 1, { size: 32 }),
        uri: `https://example.com/${n}`,
        ref: toHex(n + 1, { size: 32 }),
      },
    ]),
  )
  const fact = facts.at(-1)
  assert.ok(fact?.kind === 'opened')
  const ballot: Ballot = {
    rules,
    classes,
    excluded,
    opensAt: seconds(opensAt),
    closesAt: seconds(closesAt),
  }
  assert.deepEqual(
    { ...fact.ballot, opensAt: fact.ballot.opensAt.toString(), closesAt: fact.ballot.closesAt.toString() },
    { ...ballot, opensAt: ballot.opensAt.toString(), closesAt: ballot.closesAt.toString() },
  )
  await warpTo(at + HOUR / 2)
  return { id: fact.id, ballot }
}

/** Units on record and proxies, as the chain has them. */
async function standingOf(id: bigint, holder: Address): Promise<Standing[]> {
  const classes = await world.read(ballots, ballotAbi, 'classesOf', [id])
  return Promise.all(
    classes.map(async ({ token, recordId }) => {
      const proxy = await world.read(ballots, ballotAbi, 'proxyOf', [id, token, holder])
      return {
        units: await world.read(token, securityTokenAbi, 'balanceAtRecord', [holder, recordId]),
        proxy: proxy === zeroAddress ? null : proxy,
      }
    }),
  )
}

function someVote(rules: BallotRules, standing: readonly Standing[], holder: Address, voter: Address): Vote {
  if (below(2) === 0) return { holder, voter, option: below(12) === 0 ? rules.options : below(rules.options) }
  const split = Array.from({ length: below(25) === 0 ? 0 : 1 + below(2) }, () => {
    const classIndex = below(20) === 0 ? 2 : below(2)
    const options = below(20) === 0 ? rules.options + 1 : rules.options
    let left = (standing[classIndex]?.units ?? 1n) + BigInt(below(15) === 0 ? 1 : 0)
    const units = Array.from({ length: options }, (_, o) => {
      const part = o === options - 1 || below(3) === 0 ? left : BigInt(below(Number(left) + 1))
      left -= part
      return part
    })
    return { classIndex, units: below(25) === 0 ? units.map(() => 0n) : units }
  })
  return { holder, voter, split }
}

const accountOf = (address: string) => world.accounts.find((account) => account.address === address)!

/** Every third vote is signed by the voter and carried by the operator. */
async function sendVote(id: bigint, vote: Vote): Promise<Receipt> {
  const [holder, voter] = [vote.holder as Address, vote.voter as Address]
  if (below(3) !== 0)
    return 'option' in vote
      ? world.send(ballots, ballotAbi, 'vote', [id, holder, vote.option], voter)
      : world.send(ballots, ballotAbi, 'voteSplit', [id, holder, vote.split], voter)
  const nonce = await world.read(ballots, ballotAbi, 'voteNonce', [id, holder, voter])
  const common = { ballot: id, holder, voter, nonce, deadline: 2n ** 64n }
  const words = { chainId: 31_337, contract: ballots }
  if ('option' in vote) {
    const message = { ...common, option: vote.option }
    const signature = await accountOf(voter).signTypedData({ ...signedWords('Vote', words), message })
    return world.send(ballots, ballotAbi, 'voteBySignature', [message, signature])
  }
  const message = { ...common, votes: vote.split }
  const signature = await accountOf(voter).signTypedData({ ...signedWords('SplitVotes', words), message })
  return world.send(ballots, ballotAbi, 'voteSplitBySignature', [message, signature])
}

async function voteOnChain(id: bigint, vote: Vote): Promise<VoteRefusal | null> {
  try {
    keep(await sendVote(id, vote))
    return null
  } catch (error) {
    if (!(error instanceof Reverted)) throw error
    const reason = REASON_OF[error.errorName]
    assert.ok(reason !== undefined, error.errorName)
    return reason
  }
}

async function appoint(id: bigint, holder: Address, proxy: Address): Promise<void> {
  const [ballot, token] = below(2) === 0 ? [id, zeroAddress] : [0n, pick(tokens)]
  if (below(2) === 0) {
    const nonce = await world.read(ballots, ballotAbi, 'appointmentNonce', [holder])
    const message = { holder, ballot, token, proxy, nonce, deadline: 2n ** 64n }
    const words = signedWords('Appointment', { chainId: 31_337, contract: ballots })
    const signature = await accountOf(holder).signTypedData({ ...words, message })
    await world.send(ballots, ballotAbi, 'appointBySignature', [message, signature])
  } else if (ballot === 0n) {
    await world.send(ballots, ballotAbi, 'appointStanding', [token, proxy], holder)
  } else await world.send(ballots, ballotAbi, 'appoint', [id, proxy], holder)
}

async function changeSomething(id: bigint): Promise<void> {
  const holder = pick(people)
  const proxy = below(4) === 0 ? zeroAddress : pick(people)
  await appoint(id, holder, proxy)
  const units = await world.readToken('balanceOf', [holder])
  if (below(9) === 0) await world.sendToken('transfer', [pick(people), units / 2n], holder)
}

async function voteSometimes(id: bigint, ballot: Ballot, papers: Papers, votes: number): Promise<Papers> {
  let after = papers
  for (let i = 0; i < votes; i++) {
    if (below(4) === 0) await changeSomething(id)
    const holder = pick(people)
    const standing = await standingOf(id, holder)
    const proxies = standing.flatMap(({ proxy }) => (proxy === null ? [] : [proxy as Address]))
    const voter = pick([holder, holder, holder, ...proxies, ...(below(4) === 0 ? [pick(people)] : [])])
    const vote = someVote(ballot.rules, standing, holder, voter)
    const here = cast(ballot, after, vote, standing, now)
    const there = await voteOnChain(id, vote)
    assert.equal(
      there,
      here.ok ? null : here.reason,
      JSON.stringify(vote, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    )
    if (here.ok) {
      after = here.value
      taken++
    } else refused.set(here.reason, (refused.get(here.reason) ?? 0) + 1)
  }
  return after
}

const seconds = (s: number) => Temporal.Instant.fromEpochMilliseconds(s * 1000)
/** Now and then something wrong. */
const rarely = <T>(right: T, ...wrong: readonly T[]): T => (below(16) === 0 ? pick(wrong) : right)

/** Terms on a record date `at`, number `recordId` of both tokens; the second has another one a second later. */
function someTerms(at: number, recordId: number): { terms: BallotTerms; recordIds: number[] } {
  const rules = someRules()
  const classes = tokens.map((token): BallotClass => {
    const each = someClass(rarely<Address>(token, tokens[0]))
    const quorumBps = rarely(each.quorumBps, 10_001)
    return { ...each, quorumBps, votesPerUnit: rarely(each.votesPerUnit, 0n) }
  })
  const many = Array.from({ length: 17 }, () => classes[0]!)
  const voting = rarely<readonly BallotClass[]>(classes, [], many)
  const later = voting.map((each, i) => i > 0 && each.token === tokens[1] && below(16) === 0)
  const opensAt = rarely(at, at - 1)
  return {
    terms: {
      rules: {
        ...rules,
        options: rarely(rules.options, 0, 1, 17),
        thresholdBps: rarely(rules.thresholdBps, 10_001),
      },
      classes: voting,
      excluded: rarely<readonly Address[]>(
        [],
        [people[0]!, people[0]!],
        [zeroAddress],
        Array(17).fill(people[0]),
      ),
      opensAt: seconds(opensAt),
      closesAt: seconds(rarely(at + HOUR, opensAt, 1_000)),
      recordAts: later.map((is) => seconds(is ? at + HOUR : at)),
      motion: rarely<string | null>(toHex(1, { size: 32 }), null),
    },
    recordIds: later.map((is) => (is ? recordId + 1 : recordId)),
  }
}

async function openOnChain(
  { terms, recordIds }: ReturnType<typeof someTerms>,
  n: number,
): Promise<string | null> {
  try {
    await world.send(ballots, ballotAbi, 'open', [
      {
        classes: terms.classes.map((each, i) => classOnChain(each, recordIds[i]!)),
        rules: rulesOnChain(terms.rules),
        excluded: terms.excluded as Address[],
        opensAt: terms.opensAt.epochMilliseconds / 1000,
        closesAt: terms.closesAt.epochMilliseconds / 1000,
        motion: (terms.motion ?? toHex(0, { size: 32 })) as Hex,
        uri: '',
        ref: toHex(1_000 + n, { size: 32 }),
      },
    ])
    return null
  } catch (error) {
    if (!(error instanceof Reverted) || error.errorName !== 'BallotTermsInvalid') throw error
    return FAULTS[Number(error.args[0])]!
  }
}

test(`in ${OPENINGS} generated terms a ballot is opened or refused alike`, async () => {
  const at = now.epochMilliseconds / 1000 + HOUR
  for (const token of tokens) await world.send(token, securityTokenAbi, 'declareRecordDate', [at])
  await world.send(tokens[1], securityTokenAbi, 'declareRecordDate', [at + HOUR])
  const recordId = await world.readToken('recordCount', [])
  const seen = new Set<string>()
  for (let n = 0; n < OPENINGS; n++) {
    const generated = someTerms(at, recordId)
    const here = openable(generated.terms, now)
    const fault = here.ok ? null : here.facts['fault']!
    assert.equal(await openOnChain(generated, n), fault, `case ${n}`)
    seen.add(fault ?? 'opened')
  }
  assert.deepEqual(
    ['opened', ...FAULTS].filter((fault) => !seen.has(fault)),
    [],
    'faults the generator does not reach',
  )
  await warpTo(at + HOUR)
})

test(`in ${BALLOTS} generated ballots every vote is taken or refused alike, and a recount from the events is the result`, async () => {
  for (let n = 0; n < BALLOTS; n++) {
    const { id, ballot } = await opened(n)
    await voteSometimes(id, ballot, new Map(), 2)
    await warpTo(ballot.opensAt.epochMilliseconds / 1000)
    const papers = await voteSometimes(id, ballot, new Map(), VOTES)
    await warpTo(ballot.closesAt.epochMilliseconds / 1000)
    await voteSometimes(id, ballot, papers, 2)
    keep(await world.send(ballots, ballotAbi, 'finalise', [id], operator))

    // From the events alone.
    const told = facts.filter((fact) => fact.id === id)
    const recounted = told.reduce<Papers>(
      (list, fact) => (fact.kind === 'vote' ? withPaper(list, fact.paper) : list),
      new Map(),
    )
    assert.deepEqual([...recounted.entries()].sort(), [...papers.entries()].sort())
    const counted = told.flatMap((fact) => (fact.kind === 'counted' ? [fact.count] : []))
    const counts = count(
      ballot,
      recounted,
      counted.map(({ outstanding }) => outstanding),
    )
    assert.deepEqual(counts, counted)
    const { outcome, option } = decide(ballot.rules, ballot.classes, counts)
    const first = told[0]
    const last = told.at(-1)
    assert.ok(first?.kind === 'opened' && last?.kind === 'finalised')
    assert.deepEqual({ outcome, option }, { outcome: last.outcome, option: last.option })
    const of = { chainId: 31_337n, contract: ballots, id, motion: first.motion, counts, outcome, option }
    assert.equal(resultHash(of), last.resultHash)
  }
  assert.ok(taken > (BALLOTS * VOTES) / 4, `only ${taken} votes were taken: ${JSON.stringify([...refused])}`)
  const unseen = Object.values(REASON_OF).filter((reason) => !refused.has(reason))
  assert.deepEqual(unseen, [], 'reasons the generator does not reach')
})
