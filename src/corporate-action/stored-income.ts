import { closeOfDay } from '../kernel/time.ts'
import { Comparison, sum, type CheckResult } from '../register/verify.ts'
import { monthsOf, type Distribution, type SetOff } from './distribution.ts'
import { payable, type Period } from './income.ts'

/** A statement as it is stored beside what the audit log said of it when it was imported. */
export type StoredStatement = {
  readonly name: string
  readonly sha256: string
  /** The hash of its lines. */
  readonly lines: string
  /** Null where the audit log knows no such import; without a hash of its lines where it is older than those. */
  readonly imported: { readonly sha256: string; readonly lines: string | null } | null
}

/** Whether statements are those that the audit log saw come in. */
export function checkStatements(symbol: string, statements: readonly StoredStatement[]): CheckResult {
  const comparison = new Comparison('stored-income', `${symbol} statements`)
  for (const { name, sha256, lines, imported } of statements) {
    comparison.same(`hash of the file of ${name}`, imported?.sha256 ?? 'never imported', sha256)
    if (imported?.lines != null) comparison.same(`hash of the lines of ${name}`, imported.lines, lines)
  }
  return comparison.result()
}

/** A distribution's row beside the statements that it names. Amounts in minor units of the payment currency. */
export type StoredMonth = {
  readonly distribution: Distribution
  readonly statements: readonly {
    readonly period: Period
    readonly version: number
    readonly net: bigint
  }[]
  /** From which corrections downwards it took what it set off. */
  readonly setOffs: readonly SetOff[]
  /** Of interest no statement tells: what is paid is what was computed. */
  readonly isInterest: boolean
  /** Its books were lost and follow the chain, which knows no statement. */
  readonly followedChain: boolean
}
type Of = { readonly symbol: string; readonly timeZone: string }

/**
 * Adds every distribution up again from its statements: net income, the part that the policy pays, corrections, and what earlier ones
 * took from later months. What the chain declared is compared with the payable amount elsewhere.
 */
export function checkIncome(of: Of, months: readonly StoredMonth[]): CheckResult[] {
  const rows = months.map(({ distribution }) => distribution)
  const setOffs = new Comparison('stored-income', `${of.symbol} set off`)
  const taken = sum(rows.map(({ setOff }) => setOff))
  const given = sum(rows.map(({ amount }) => (amount !== null && amount < 0n ? -amount : 0n)))
  setOffs.atLeast('corrections downwards, beside what was set off', taken, given)
  for (const { id, amount, status } of rows) {
    const takenOfIt = months.flatMap((month) => month.setOffs.filter(({ correction }) => correction === id))
    const most = amount !== null && status === 'set-off' ? -amount : 0n
    setOffs.atLeast(
      `what ${id} pays too little, beside what was taken of it`,
      sum(takenOfIt.map((each) => each.amount)),
      most,
    )
  }
  return [setOffs.result(), ...months.map((month) => checkMonth(of, month, months))]
}

function checkMonth(
  { symbol, timeZone }: Of,
  month: StoredMonth,
  months: readonly StoredMonth[],
): CheckResult {
  const { distribution: d, statements } = month
  const comparison = new Comparison('stored-income', `${symbol} ${d.id}`)
  comparison.same(
    'set off, by what it was taken of',
    sum(month.setOffs.map(({ amount }) => amount)),
    d.setOff,
  )
  comparison.same('record date', closeOfDay(d.recordDate, timeZone).toString(), d.recordAt.toString())
  if (d.amount === null) {
    comparison.same('net income', 'nothing', d.net ?? 'nothing')
    comparison.same('statement', 'nothing', d.statement ?? 'nothing')
    comparison.same('set off', 0n, d.setOff)
    return comparison.result()
  }
  comparison.same('status', statusOf(d, d.amount), d.status)
  if (month.isInterest) {
    comparison.same('payable amount', d.net ?? 'nothing', d.amount)
    comparison.same('set off', 0n, d.setOff)
    return comparison.result()
  }
  if (statements.length === 0) {
    if (!month.followedChain) comparison.same('statement', 'a statement', 'nothing')
    return comparison.result()
  }
  const of = statements.map(({ period }) => period.toString()).toSorted()
  comparison.same('month of the statement', monthsOf(d).map(String).join(', '), of.join(', '))
  comparison.same('net income', netOf(month), d.net ?? 'nothing')
  comparison.same('payable amount', payableOf(month, months), d.amount)
  if (d.kind === 'correction') {
    // What was paid too much of other months is for later ones to make up for, and what pays less takes nothing back.
    const own =
      d.amount < 0n ? [] : month.setOffs.filter(({ correction }) => isOfTheSame(d, correction, months))
    comparison.same('set off of the same months', sum(own.map(({ amount }) => amount)), d.setOff)
  }
  return comparison.result()
}

function isOfTheSame(
  { correctionOf }: Distribution,
  correction: string,
  months: readonly StoredMonth[],
): boolean {
  return months.some(({ distribution: d }) => d.id === correction && d.correctionOf === correctionOf)
}

/** What has no declaration on the chain is over at once, and what has one never is. */
function statusOf({ status }: Distribution, amount: bigint): string {
  if (amount < 0n) return 'set-off'
  if (amount === 0n) return 'nothing-to-pay'
  return status === 'set-off' || status === 'nothing-to-pay' ? 'to be paid' : status
}

/** What the policy pays for its months, less what is set off; of a correction, also less what statements before its own had paid. */
function payableOf(month: StoredMonth, months: readonly StoredMonth[]): bigint {
  const { distribution: d } = month
  const corrected = months.find(({ distribution }) => distribution.id === d.correctionOf)
  if (corrected === undefined) return payable(netOf(month), d.payoutBps) - d.setOff
  const before = months.filter(
    (each) => each.distribution.period.equals(d.period) && versionOf(each) < versionOf(month),
  )
  const paid = before.map(({ distribution: { amount, setOff } }) => (amount ?? 0n) + setOff)
  return payable(netOf(month), corrected.distribution.payoutBps) - sum(paid) - d.setOff
}

function netOf({ statements }: StoredMonth): bigint {
  return sum(statements.map(({ net }) => net))
}

/** Each correction brings a further version of one of its months, and none goes back to an earlier one. */
function versionOf({ statements }: StoredMonth): number {
  return statements.reduce((total, { version }) => total + version, 0)
}
