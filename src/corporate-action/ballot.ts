import { ok, refuse, type Result } from '../kernel/result.ts'

/** How votes are counted; `BallotRules` of the contract says what each means. */
export type BallotRules = {
  readonly options: number
  readonly lastAbstains: boolean
  readonly changeable: boolean
  readonly moreThan: boolean
  readonly basis: 'cast' | 'outstanding'
  readonly quorumBps: number
  readonly thresholdBps: number
}

/** A class that votes. 0 basis points ask nothing of it. */
export type BallotClass = {
  readonly token: string
  readonly votesPerUnit: bigint
  readonly quorumBps: number
  readonly thresholdBps: number
}

export type Ballot = {
  readonly rules: BallotRules
  readonly classes: readonly BallotClass[]
  /** Wallets whose units neither vote nor count. */
  readonly excluded: readonly string[]
  readonly opensAt: Temporal.Instant
  readonly closesAt: Temporal.Instant
}

/** A ballot to be opened, with what is known when it is. */
export type BallotTerms = Ballot & {
  /** The record date on each class's token. */
  readonly recordAts: readonly Temporal.Instant[]
  /** The hash of the motion, or null when there is none. */
  readonly motion: string | null
}

const BPS = 10_000n
const CLASSES_MAX = 16
const OPTIONS_MAX = 16
const EXCLUDED_MAX = 16

/** Why a ballot cannot be opened so; `BallotFault` of the contract, in its order. */
export const BALLOT_FAULTS = {
  CLASS_COUNT: '1 to 16 classes vote',
  DUPLICATE_CLASS: 'a class is named twice',
  NO_VOTES: 'a unit of a class has no vote',
  OPTION_COUNT: 'there are 2 to 16 options',
  WINDOW: 'it closes before it opens, or has closed',
  OPENS_BEFORE_RECORD: 'it opens before the record date',
  RECORD_DATES_DIFFER: 'the record dates of two classes differ',
  BPS: 'a quorum or threshold is above 10,000 basis points',
  EXCLUDED: 'more than 16 wallets are excluded, or they do not ascend',
  MOTION_MISSING: 'there is no hash of the motion',
} as const
export type BallotFault = keyof typeof BALLOT_FAULTS

/** Whether a ballot can be opened so, or the first reason why not, in the order in which the contract asks. */
export function openable(terms: BallotTerms, now: Temporal.Instant): Result<null, 'BALLOT_TERMS_INVALID'> {
  const fault = termsFault(terms, now) ?? classesFault(terms)
  return fault === null ? ok(null) : refuse('BALLOT_TERMS_INVALID', { fault, why: BALLOT_FAULTS[fault] })
}

function termsFault(terms: BallotTerms, now: Temporal.Instant): BallotFault | null {
  const { classes, rules, opensAt, closesAt, motion, excluded } = terms
  if (classes.length === 0 || classes.length > CLASSES_MAX) return 'CLASS_COUNT'
  if (rules.options < 2 || rules.options > OPTIONS_MAX) return 'OPTION_COUNT'
  if (Temporal.Instant.compare(opensAt, closesAt) >= 0 || Temporal.Instant.compare(now, closesAt) >= 0)
    return 'WINDOW'
  if (isAboveOne(rules)) return 'BPS'
  if (motion === null) return 'MOTION_MISSING'
  const wallets = excluded.map((wallet) => BigInt(wallet))
  const ascend = wallets.every((wallet, i) => wallet > (wallets[i - 1] ?? 0n))
  return wallets.length > EXCLUDED_MAX || !ascend ? 'EXCLUDED' : null
}

function classesFault({ classes, recordAts, opensAt }: BallotTerms): BallotFault | null {
  const first = recordAts[0]
  for (const [i, each] of classes.entries()) {
    if (classes.slice(0, i).some(({ token }) => token === each.token)) return 'DUPLICATE_CLASS'
    if (each.votesPerUnit === 0n) return 'NO_VOTES'
    if (isAboveOne(each)) return 'BPS'
    if (first === undefined || recordAts[i]?.equals(first) !== true) return 'RECORD_DATES_DIFFER'
  }
  return first !== undefined && Temporal.Instant.compare(opensAt, first) < 0 ? 'OPENS_BEFORE_RECORD' : null
}

function isAboveOne({ quorumBps, thresholdBps }: Pick<BallotClass, 'quorumBps' | 'thresholdBps'>): boolean {
  return quorumBps > Number(BPS) || thresholdBps > Number(BPS)
}

/** All units of the holder for one option, or some or all of these classes' over the options. */
export type Vote = { readonly holder: string; readonly voter: string } & (
  | { readonly option: number }
  | { readonly split: readonly { readonly classIndex: number; readonly units: readonly bigint[] }[] }
)

/** How a holder votes with one class: units for each option. */
export type Paper = {
  readonly classIndex: number
  readonly holder: string
  readonly units: readonly bigint[]
  readonly byProxy: boolean
}
export type Papers = ReadonlyMap<string, Paper>

/** Of the holder, for each class. */
export type Standing = {
  /** Units on the record date; frozen and locked ones too. */
  readonly units: bigint
  /** Who may vote in the holder's place; null for nobody. */
  readonly proxy: string | null
}

export type VoteRefusal =
  | 'VOTE_NOT_OPEN'
  | 'VOTE_CLOSED'
  | 'VOTE_EXCLUDED'
  | 'VOTE_OPTION_UNKNOWN'
  | 'VOTE_CLASS_UNKNOWN'
  | 'VOTE_NOT_HOLDER'
  | 'VOTE_NOT_PROXY'
  | 'VOTE_BY_HOLDER'
  | 'VOTE_ALREADY_CAST'
  | 'VOTE_EMPTY'
  | 'VOTE_ABOVE_HOLDING'

/**
 * The papers after this vote, or the first reason why it is not taken, in the order in which `Ballot` on chain asks. The
 * last vote counts, if votes may be changed; the holder's own replaces a proxy's in any case, and no proxy's replaces it.
 *
 * @param standing of the holder, one for each class
 */
export function cast(
  ballot: Ballot,
  papers: Papers,
  vote: Vote,
  standing: readonly Standing[],
  now: Temporal.Instant,
): Result<Papers, VoteRefusal> {
  if (Temporal.Instant.compare(now, ballot.opensAt) < 0)
    return refuse('VOTE_NOT_OPEN', { opensAt: ballot.opensAt.toString() })
  if (Temporal.Instant.compare(now, ballot.closesAt) >= 0)
    return refuse('VOTE_CLOSED', { closesAt: ballot.closesAt.toString() })
  if (ballot.excluded.includes(vote.holder)) return refuse('VOTE_EXCLUDED', { holder: vote.holder })
  return 'option' in vote
    ? castWhole(ballot, papers, vote, standing)
    : castSplit(ballot, papers, vote, standing)
}

function castWhole(
  ballot: Ballot,
  papers: Papers,
  vote: Vote & { readonly option: number },
  standing: readonly Standing[],
): Result<Papers, VoteRefusal> {
  const { options } = ballot.rules
  if (!isBelow(vote.option, options))
    return refuse('VOTE_OPTION_UNKNOWN', { option: String(vote.option), options: String(options) })
  let after = papers
  let mayVote = false
  for (const [classIndex, { units, proxy }] of standing.entries()) {
    if (units === 0n || !isFor(vote, proxy)) continue
    mayVote = true
    const parts = Array.from({ length: options }, (_, option) => (option === vote.option ? units : 0n))
    const next = replaced(ballot, after, vote, { classIndex, units: parts })
    if (!next.ok) return next
    after = next.value
  }
  if (standing.every(({ units }) => units === 0n)) return refuse('VOTE_NOT_HOLDER', { holder: vote.holder })
  return mayVote ? ok(after) : refuse('VOTE_NOT_PROXY', { voter: vote.voter, holder: vote.holder })
}

function castSplit(
  ballot: Ballot,
  papers: Papers,
  vote: Vote & { readonly split: readonly { classIndex: number; units: readonly bigint[] }[] },
  standing: readonly Standing[],
): Result<Papers, VoteRefusal> {
  if (vote.split.length === 0) return refuse('VOTE_EMPTY')
  const { options } = ballot.rules
  let after = papers
  for (const part of vote.split) {
    const of = standing[part.classIndex]
    if (!isBelow(part.classIndex, ballot.classes.length) || of === undefined)
      return refuse('VOTE_CLASS_UNKNOWN', { class: String(part.classIndex) })
    if (part.units.length !== options)
      return refuse('VOTE_OPTION_UNKNOWN', { option: String(part.units.length), options: String(options) })
    if (of.units === 0n) return refuse('VOTE_NOT_HOLDER', { holder: vote.holder })
    if (!isFor(vote, of.proxy)) return refuse('VOTE_NOT_PROXY', { voter: vote.voter, holder: vote.holder })
    const next = replaced(ballot, after, vote, part)
    if (!next.ok) return next
    const units = sum(part.units)
    if (units === 0n) return refuse('VOTE_EMPTY')
    if (units > of.units)
      return refuse('VOTE_ABOVE_HOLDING', { units: String(units), held: String(of.units) })
    after = next.value
  }
  return ok(after)
}

/** With this class's paper in the place of the one before, if there may be another. */
function replaced(
  { rules }: Ballot,
  papers: Papers,
  { holder, voter }: Vote,
  { classIndex, units }: { readonly classIndex: number; readonly units: readonly bigint[] },
): Result<Papers, VoteRefusal> {
  const byProxy = voter !== holder
  const before = papers.get(paperKey(classIndex, holder))
  if (before !== undefined) {
    if (byProxy && !before.byProxy) return refuse('VOTE_BY_HOLDER', { holder })
    if (!rules.changeable && (byProxy || !before.byProxy)) return refuse('VOTE_ALREADY_CAST', { holder })
  }
  return ok(withPaper(papers, { classIndex, holder, units, byProxy }))
}

export function withPaper(papers: Papers, paper: Paper): Papers {
  return new Map(papers).set(paperKey(paper.classIndex, paper.holder), paper)
}

function paperKey(classIndex: number, holder: string): string {
  return `${classIndex} ${holder}`
}

function isFor({ holder, voter }: Vote, proxy: string | null): boolean {
  return voter === holder || voter === proxy
}

function isBelow(index: number, limit: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < limit
}

/** What one class did: units for each option, of those that could vote. */
export type ClassCount = { readonly outstanding: bigint; readonly units: readonly bigint[] }

/** @param outstanding of each class, the units on record less those excluded */
export function count(ballot: Ballot, papers: Papers, outstanding: readonly bigint[]): ClassCount[] {
  return ballot.classes.map((_, classIndex) => {
    const ofClass = [...papers.values()].filter((paper) => paper.classIndex === classIndex)
    const units = Array.from({ length: ballot.rules.options }, (_, option) =>
      sum(ofClass.map((paper) => paper.units[option] ?? 0n)),
    )
    return { outstanding: outstanding[classIndex] ?? 0n, units }
  })
}

export const OUTCOMES = [
  'open',
  'carried',
  'quorum-missed',
  'class-quorum-missed',
  'tied',
  'threshold-missed',
  'class-threshold-missed',
] as const
export type Outcome = (typeof OUTCOMES)[number]
/** Why a ballot ended so: what was asked first that was not fulfilled, in votes; of a class, in units of it. */
export type Decision = {
  readonly outcome: Exclude<Outcome, 'open'>
  /** The leading option, once there was a quorum and no tie; else 0. */
  readonly option: number
  readonly missed: { readonly classIndex: number | null; readonly have: bigint; readonly of: bigint } | null
}

/**
 * What the counts mean, in this order: enough votes in all, and in every class that asks for it; one option with the
 * most votes, abstentions aside; enough for it in all, and in every class that asks for it. An option without votes is
 * never chosen. The same as `BallotCount.decide`.
 */
export function decide(
  rules: BallotRules,
  classes: readonly BallotClass[],
  counts: readonly ClassCount[],
): Decision {
  const whole: ClassCount = {
    outstanding: sum(counts.map(({ outstanding }, c) => outstanding * classes[c]!.votesPerUnit)),
    units: Array.from({ length: rules.options }, (_, option) =>
      sum(counts.map(({ units }, c) => (units[option] ?? 0n) * classes[c]!.votesPerUnit)),
    ),
  }
  const all = [
    { classIndex: null, bps: rules, counted: whole },
    ...classes.map((bps, classIndex) => ({ classIndex, bps, counted: counts[classIndex]! })),
  ]
  for (const { classIndex, bps, counted } of all) {
    const [have, of] = [sum(counted.units), counted.outstanding]
    if (have * BPS < of * BigInt(bps.quorumBps))
      return {
        outcome: classIndex === null ? 'quorum-missed' : 'class-quorum-missed',
        option: 0,
        missed: { classIndex, have, of },
      }
  }

  const choices = rules.lastAbstains ? whole.units.slice(0, -1) : whole.units
  const most = choices.reduce((a, b) => (b > a ? b : a))
  if (choices.filter((votes) => votes === most).length > 1)
    return { outcome: 'tied', option: 0, missed: null }
  const option = choices.indexOf(most)

  for (const { classIndex, bps, counted } of all) {
    if (classIndex !== null && bps.thresholdBps === 0) continue
    const have = counted.units[option]!
    const abstained = rules.lastAbstains ? counted.units.at(-1)! : 0n
    const of = rules.basis === 'outstanding' ? counted.outstanding : sum(counted.units) - abstained
    const [reached, asked] = [have * BPS, of * BigInt(bps.thresholdBps)]
    if (have === 0n || (rules.moreThan ? reached <= asked : reached < asked))
      return {
        outcome: classIndex === null ? 'threshold-missed' : 'class-threshold-missed',
        option,
        missed: { classIndex, have, of },
      }
  }
  return { outcome: 'carried', option, missed: null }
}

function sum(list: readonly bigint[]): bigint {
  return list.reduce((a, b) => a + b, 0n)
}
