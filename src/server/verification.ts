import { getAddress } from 'viem'
import { bookedSums } from '../bank/bank-books.service.ts'
import { distributions, entitlementsOf, setOffsOf } from '../corporate-action/distribution.service.ts'
import { datesOf, firstPeriod, statementsOf } from '../corporate-action/distribution.ts'
import {
  inPaymentCurrency,
  linesHash,
  statementLines,
  statements,
} from '../corporate-action/income.service.ts'
import { netIncome } from '../corporate-action/income.ts'
import { isOwed } from '../corporate-action/record-date.service.ts'
import {
  checkIncome,
  checkStatements,
  type StoredMonth,
  type StoredStatement,
} from '../corporate-action/stored-income.ts'
import { checkPeriods, monthsLeftOut } from '../corporate-action/stored-periods.ts'
import { periodOf } from '../instrument/income-calendar.ts'
import { instrumentByToken, instruments } from '../instrument/instrument.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { documentsOf } from '../instrument/token.service.ts'
import type { StatementId } from '../kernel/ids.ts'
import { refuse, ok, type Result } from '../kernel/result.ts'
import { latestAuditEntries, verifyAudit, type AuditEntry } from '../platform/audit.ts'
import { listIntents } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import type { Db } from '../platform/db/database.ts'
import { type StoredDistribution } from '../register/verify-distribution.ts'
import { checkAudit, checkBankBooks, type CheckResult, type StoredDocument } from '../register/verify.ts'
import { verify, type Verification } from '../register/verify.service.ts'

/** No distribution has as many transactions. */
const INTENTS_MAX = 10_000

/**
 * Re-derives everything from the chain and compares it with this installation's database. The database is read as of
 * one moment, and of the chain's logs those that it had read by then are compared with it.
 */
export async function verifyInstallation({
  db,
  rpc,
}: {
  readonly db: Db
  readonly rpc: Rpc
}): Promise<Result<Verification, 'PROTOCOL_NOT_DEPLOYED'>> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const network = await selectNetwork(tx)
      const protocol = await protocolAddresses(tx)
      if (network === null || protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
      const contracts = {
        factory: protocol.factory,
        distributor: protocol.distributor,
        fromBlock: network.startBlock,
      }
      const verification = await verify(rpc, contracts, {
        stored: {
          db: tx,
          upTo: network.head,
          tokens: async () => (await instruments(tx)).flatMap(({ token }) => token ?? []),
          distributionsOf: (token) => storedDistributions(tx, token),
          documentsOf: (token) => storedDocuments(tx, token),
        },
      })
      const more = []
      for (const { token } of verification.tokens) more.push(...(await incomeChecks(tx, token)))
      more.push(...(await bankChecks(tx)), await auditCheck(tx))
      return ok({ ...verification, checks: [...verification.checks, ...more] })
    })
}

async function storedDistributions(db: Db, token: Address): Promise<StoredDistribution[]> {
  const instrument = await instrumentByToken(db, token)
  if (instrument === null) return []
  return Promise.all(
    (await distributions(db, instrument)).map(async ({ distribution, sums }) => ({
      id: distribution.id,
      chainId: distribution.chainId,
      status: distribution.status,
      underWay: (await listIntents(db, { subject: distribution.id, limit: INTENTS_MAX })).some(
        ({ settledAt }) => settledAt === null,
      ),
      recordAt: distribution.recordAt,
      amount: distribution.amount,
      declared: distribution.declared,
      carriedIn: distribution.carriedIn,
      funded: sums.funded,
      paid: sums.paid,
      parked: sums.parked,
      withheld: sums.withheld,
      carried: sums.carried,
      entitlements: (await entitlementsOf(db, distribution)).map(({ wallet, units, amount }) => ({
        wallet: getAddress(wallet),
        units,
        amount,
      })),
    })),
  )
}

/** All income added up again from the statements as they came in. */
export async function incomeChecks(db: Db, token: Address): Promise<CheckResult[]> {
  const instrument = await instrumentByToken(db, token)
  if (instrument === null) return []
  const { symbol, timeZone } = instrument
  const files = await statements(db, instrument.id)
  const nets = new Map<StatementId, StoredMonth['statements'][number]>()
  const stored: StoredStatement[] = []
  for (const { id, period, version, sha256 } of files) {
    const lines = await statementLines(db, id)
    nets.set(id, { period, version, net: inPaymentCurrency(instrument, netIncome(lines)).minor })
    const [entry] = await latestAuditEntries(db, { ...ABOUT_ONE, subject: id, action: 'statement.imported' })
    stored.push({
      name: `${period.toString()} (version ${version})`,
      sha256,
      lines: linesHash(lines),
      imported: entry === undefined ? null : importedAs(entry),
    })
  }
  const months: StoredMonth[] = []
  for (const { distribution } of await distributions(db, instrument)) {
    const about = { ...ABOUT_ONE, subject: distribution.id, action: 'distribution.followed-chain' }
    months.push({
      distribution,
      statements: statementsOf(distribution).flatMap((id) => nets.get(id) ?? []),
      isInterest: instrument.coupon !== null,
      setOffs: await setOffsOf(db, distribution.id),
      followedChain: (await latestAuditEntries(db, about)).length > 0,
    })
  }
  return [
    checkStatements(symbol, stored),
    ...checkIncome({ symbol, timeZone }, months),
    ...(await periodChecks(db, instrument, months)),
  ]
}

/** Whether the distributions of income go on from one another. Of interest each coupon stands for itself. */
async function periodChecks(
  db: Db,
  instrument: Instrument,
  months: readonly StoredMonth[],
): Promise<CheckResult[]> {
  const { symbol, income, offering } = instrument
  if (income === null) return []
  const regular = months.flatMap(({ distribution }) =>
    distribution.kind === 'regular' ? [distribution] : [],
  )
  const periods = { symbol, first: firstPeriod(offering.closes), regular }
  const owed = []
  for (const month of monthsLeftOut(periods)) {
    const dates = datesOf(instrument, periodOf(income, month))
    if (dates !== null && (await isOwed(db, instrument, dates.recordAt))) owed.push(month)
  }
  return checkPeriods(periods, owed)
}

const ABOUT_ONE = { before: null, limit: 1 } as const

function importedAs({ detail }: AuditEntry): StoredStatement['imported'] {
  const { sha256, lines } = detail
  return { sha256: String(sha256), lines: lines === undefined ? null : String(lines) }
}

async function storedDocuments(db: Db, token: Address): Promise<StoredDocument[]> {
  const instrument: Instrument | null = await instrumentByToken(db, token)
  if (instrument === null) return []
  return (await documentsOf(db, instrument.id)).flatMap(({ name, sha256, anchored }) =>
    anchored === null ? [] : [{ name, sha256, tx: anchored.tx }],
  )
}

async function bankChecks(db: Db) {
  const places = Map.groupBy(await bookedSums(db), ({ issuer, currency }) => `${issuer} ${currency}`)
  return [...places].map(([place, sums]) => checkBankBooks(place, sums))
}

async function auditCheck(db: Db) {
  const verdict = await verifyAudit(db)
  return checkAudit(
    verdict.whole
      ? { entries: verdict.entries, fault: null }
      : { entries: verdict.seq, fault: `${verdict.fault} at entry ${verdict.seq}` },
  )
}
