import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { advanceDistributions } from '../corporate-action/distribution.job.ts'
import { distributionProjection } from '../corporate-action/distribution.service.ts'
import { repaymentProjection } from '../corporate-action/repayment.service.ts'
import { distributionSettled } from '../corporate-action/payout-settled.service.ts'
import { advanceRepayments } from '../corporate-action/repayment.job.ts'
import { repaymentSettled } from '../corporate-action/repayment-steps.service.ts'
import { EMBEDDED_CHAIN_ID } from '../instrument/protocol.ts'
import { enforcedRules } from '../restriction/token-rules.service.ts'
import { instrumentSettled } from '../instrument/token.service.ts'
import { investorSettled } from '../investor/wallet-record.service.ts'
import { AUDIT_CHANNEL } from '../platform/audit.ts'
import { SETTLED_CHANNEL } from '../platform/chain/settle.ts'
import { closingSettled } from '../offering/closing/closing-settled.service.ts'
import { currencyStopSettled } from '../offering/subscription/currency-stop.service.ts'
import { proceedsSettled } from '../offering/closing/proceeds.service.ts'
import { fiatRefundSettled } from '../offering/fiat/fiat-refund.service.ts'
import { fiatSale, fiatSettled } from '../offering/fiat/fiat.service.ts'
import { anchorDocuments } from '../issuer/data-room.service.ts'
import { openOffering, openingSettled } from '../offering/escrow/escrow-opening.service.ts'
import { paymentSettled } from '../offering/subscription/payment.service.ts'
import { refundSettled } from '../offering/refund/refund.service.ts'
import { rematchDeposits } from '../bank/bank.job.ts'
import { advanceOfferings } from '../offering/closing/closing.job.ts'
import type { SheetContext } from '../term-sheet/plan.service.ts'
import { startBell } from '../platform/chain/bell.ts'
import { startEmbeddedChain, type EmbeddedChain } from '../platform/chain/embedded.ts'
import { EMBEDDED_FINALITY, type Finality } from '../platform/chain/finality.ts'
import { INTENT_CHANNEL, listIntents, type SettledHandlers } from '../platform/chain/intents.ts'
import { endLeases } from '../platform/chain/lease.ts'
import { numberOf, openRpc, type Rpc } from '../platform/chain/rpc.ts'
import { SENT_CHANNEL } from '../platform/chain/sender-store.ts'
import { startSender, type Sender } from '../platform/chain/sender.ts'
import { startWatcher, type Watcher } from '../platform/chain/watcher.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { BadConfig, NoInstallation, type Config } from '../platform/config.ts'
import { openDatabase, openPool, type Db } from '../platform/db/database.ts'
import { watchDisks, type Disks } from '../platform/disk.ts'
import { oneClock, watchClocks, type Clocks } from '../platform/skew.ts'
import { holdsDatabase, startEmbeddedDatabase, type EmbeddedDatabase } from '../platform/db/embedded.ts'
import { isMigrated, migrate } from '../platform/db/migrate.ts'
import { lockFolder, makeFolder } from '../platform/folder.ts'
import { databaseCheck, diskCheck } from '../platform/http/health.ts'
import type { Log } from '../platform/log.ts'
import { openOutages, type Outages } from '../platform/outages.ts'
import { isRunning, processMark } from '../platform/process-mark.ts'
import { openSandboxClock, type SandboxClock } from '../platform/sandbox-clock.ts'
import { transitKeyService } from '../platform/vault/key-service.ts'
import { masterKey } from '../platform/vault/master-key.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { checkMasterKey } from '../platform/vault/vault.ts'
import { openScreening, type ScreeningThread } from '../screening/engine.service.ts'
import { registerProjection } from '../register/register.service.ts'
import { subscribedTokens } from '../offering/subscription/subscription.service.ts'
import { advanceRecoveries } from '../register/recovery.job.ts'
import { enforcementSettled } from '../register/enforcement.service.ts'
import { recountAll } from '../register/recount.job.ts'
import { recountSettled } from '../register/recount.service.ts'
import { recoverySettled } from '../register/recovery.service.ts'
import { transferSettled } from '../register/transfer-order.service.ts'
import { openAccounts, type Accounts } from './accounts.ts'
import { readToHead } from './catch-up.ts'
import { noteErasures } from './erasures.ts'
import { topUpGas } from './gas.ts'

/** Everything below the HTTP side: database, chain, keys, and the workers that carry intents to the chain and back. */
export type Platform = {
  readonly config: Config
  readonly log: Log
  readonly pool: pg.Pool
  readonly db: Db
  readonly clocks: Clocks
  readonly disks: Disks
  readonly outages: Outages
  /** The business clock. */
  readonly clock: Clock
  /** Null in production and on a chain of others: time is what it is. */
  readonly sandbox: SandboxClock | null
  readonly rpc: Rpc
  readonly chainId: number
  readonly embeddedChain: EmbeddedChain | null
  readonly accounts: Accounts
  readonly screening: ScreeningThread
  readonly sheets: SheetContext
  readonly senders: () => readonly Sender[]
  readonly watcher: Watcher
  /** Lets everything that can happen now happen: returns when nothing is under way and nothing more is due. */
  readonly settle: () => Promise<void>
  /** Calls `heard` whenever any process has changed something here, or a transaction has ended. */
  readonly whenChanged: (heard: () => void) => void
  /** Settles when a part that is embedded has ended and cannot be brought back. */
  readonly died: Promise<string>
  readonly stop: () => Promise<void>
}

/** Where a running server's embedded services are, for commands that run beside it. */
type RunFile = { readonly process: string; readonly databaseUrl: string; readonly rpcUrl: string }

/** Stands in an installation's folder while it is being restored. */
export const UNFINISHED_RESTORE = 'restore.unfinished'

/** How often treasuries are looked after: that each has a sender, and money for gas. */
const TREASURIES_MS = 5_000
const SETTLE_POLL_MS = 15

/**
 * Opens the installation in `config.home`: starts what is embedded, or joins what a running server has started, brings
 * the schema up to date, and starts the workers. Several processes may do so at once; each kind of work has one owner.
 *
 * @param startAt where a new sandbox's business clock begins; before the chain's first block is made
 * @param makes   whether a new installation is made where there is none; else `NoInstallation` is thrown
 * @param unlock  of `holdHome`, where the caller holds the folder already; called when the platform has stopped
 */
export async function openPlatform(
  config: Config,
  log: Log,
  options: {
    readonly startAt?: Temporal.Instant
    readonly fast?: boolean
    readonly makes?: boolean
    readonly unlock?: () => void
  } = {},
): Promise<Platform> {
  const { makes = true } = options
  if (!makes && config.databaseUrl === null && !holdsDatabase(path.join(config.home, 'postgres')))
    throw new NoInstallation(config.home)
  makeFolder(config.home)
  if (fs.existsSync(path.join(config.home, UNFINISHED_RESTORE)))
    throw new BadConfig(
      `The restore into ${config.home} was interrupted. Empty that folder, then restore the archive again.`,
    )
  const running = readRunFile(config)
  const undo: (() => unknown)[] = [options.unlock ?? (running === null ? holdHome(config) : () => {})]
  try {
    const embeddedDatabase =
      config.databaseUrl === null && running === null
        ? await startEmbeddedDatabase(path.join(config.home, 'postgres'), { fast: options.fast === true })
        : null
    if (embeddedDatabase !== null) undo.unshift(() => embeddedDatabase.stop())
    const databaseUrl = config.databaseUrl ?? running?.databaseUrl ?? embeddedDatabase?.url
    if (databaseUrl === undefined)
      throw new BadConfig('DATABASE_URL is not set and nothing embedded is running.')
    const pool = openPool(databaseUrl)
    undo.unshift(() => pool.end())
    if (!makes && !(await isMigrated(pool))) throw new NoInstallation(config.home)
    await migrate(pool)
    unlockVault(
      await masterKey({
        file: path.join(config.home, 'vault.key'),
        fromEnvironment: config.vaultKey,
        keyService: config.vaultKms === null ? null : transitKeyService(config.vaultKms),
      }),
    )
    const db = openDatabase(pool)
    await checkMasterKey(db)
    await noteErasures(db, config)
    if (embeddedDatabase !== null) await endLeases(db)
    const sandbox = isSandbox(config) ? await openSandboxClock(db) : null
    if (sandbox !== null && options.startAt !== undefined) await sandbox.moveTo(options.startAt)
    const clock: Clock = sandbox ?? systemClock
    const accounts = await openAccounts(config)

    const embeddedChain =
      config.chainRpcUrl === null && running === null
        ? await startEmbeddedChain({ folder: path.join(config.home, 'chain'), clock })
        : null
    if (embeddedChain !== null) undo.unshift(() => embeddedChain.stop())
    const rpcUrl = config.chainRpcUrl ?? running?.rpcUrl ?? embeddedChain?.rpcUrl
    if (rpcUrl === undefined) throw new BadConfig('CHAIN_RPC_URL is not set and nothing embedded is running.')
    const rpc = openRpc(rpcUrl)
    const chainId = numberOf(await rpc.call('eth_chainId', []), 'chain id')
    if (embeddedDatabase !== null || embeddedChain !== null)
      writeRunFile(config, { process: processMark(), databaseUrl, rpcUrl })

    const disks = watchDisks(db, [
      config.home,
      ...(embeddedDatabase === null ? [] : [embeddedDatabase.folder]),
    ])
    const outages = openOutages(log, {
      DATABASE_UNAVAILABLE: databaseCheck(db),
      CHAIN_UNAVAILABLE: { name: 'chain', check: async () => void (await rpc.call('eth_blockNumber', [])) },
      DISK_FULL: diskCheck(disks),
    })
    undo.unshift(outages.stop)

    const screening = openScreening()
    undo.unshift(() => screening.thread.close())
    const workers = await startWorkers({ config, log, outages, pool, db, clock, rpc, chainId, accounts })
    undo.unshift(workers.stop)
    // Whoever joins a running server finds that it has done so.
    if (running === null) await readToHead({ db, rpc, watcher: workers.watcher, log })
    return {
      config,
      log,
      pool,
      db,
      clocks: sandbox === null ? watchClocks(db, systemClock) : oneClock,
      disks,
      outages,
      clock,
      sandbox,
      rpc,
      chainId,
      embeddedChain,
      accounts,
      screening,
      sheets: { rpc, operator: accounts.operator.address, accounts },
      senders: workers.senders,
      watcher: workers.watcher,
      settle: workers.settle,
      whenChanged: workers.whenChanged,
      died: firstDeath(embeddedDatabase, embeddedChain),
      stop: async () => {
        if (readRunFile(config, true)?.process === processMark()) fs.rmSync(runFile(config), { force: true })
        for (const step of undo) await step()
      },
    }
  } catch (error) {
    for (const step of undo) await Promise.try(step).catch(() => {})
    throw error
  }
}

const isSandbox = ({ chainRpcUrl, production }: Config) => chainRpcUrl === null && !production

/** The present by an installation's business clock; null where its database would have to be started first. Starts nothing. */
export async function presentOf(config: Config): Promise<Temporal.Instant | null> {
  const url = config.databaseUrl ?? readRunFile(config)?.databaseUrl
  if (url === undefined) return null
  const pool = openPool(url)
  try {
    if (!(await isMigrated(pool))) return null
    const clock = isSandbox(config) ? await openSandboxClock(openDatabase(pool)) : systemClock
    return clock.now()
  } finally {
    await pool.end()
  }
}

function firstDeath(database: EmbeddedDatabase | null, chain: EmbeddedChain | null): Promise<string> {
  return Promise.race([
    database?.died.then((why) => `PostgreSQL ended: ${why}. Start again: what was committed is on disk.`) ??
      new Promise<string>(() => {}),
    chain?.died ?? new Promise<string>(() => {}),
  ])
}

type WorkerDeps = Pick<
  Platform,
  'config' | 'log' | 'outages' | 'pool' | 'db' | 'clock' | 'rpc' | 'chainId' | 'accounts'
>

async function startWorkers(deps: WorkerDeps) {
  const { config, log, outages, pool, db, clock, rpc, chainId, accounts } = deps
  const finality = finalityOf(config, chainId)
  const handlers = settledHandlers(deps)
  const onError = (error: unknown) =>
    outages.note(error, { log, sentence: 'a worker’s round failed and will be tried again' })
  const watcher = startWatcher({
    db,
    rpc,
    chainId,
    clock,
    finality,
    handlers,
    projections: [registerProjection, distributionProjection, repaymentProjection],
    onError,
  })
  const senders = new Map<string, Sender>()
  const startNewSenders = async () => {
    for (const signer of await accounts.signers(db))
      if (!senders.has(signer.address))
        senders.set(
          signer.address,
          startSender({ db, rpc, chainId, signer, clock, finality, handlers, onError }),
        )
    await topUpGas({ db, rpc, clock, accounts })
  }
  await startNewSenders()
  // Treasuries come into being while the server runs.
  const newSenders = setInterval(() => void startNewSenders().catch(onError), TREASURIES_MS)
  const changed = new Set<() => void>()
  const tell = () => {
    for (const heard of changed) heard()
  }
  const bell = startBell(pool, {
    [INTENT_CHANNEL]: (address) => {
      const sender = senders.get(address)
      if (sender === undefined) void startNewSenders().catch(onError)
      else sender.ring()
    },
    [SENT_CHANNEL]: () => watcher.ring(),
    [SETTLED_CHANNEL]: tell,
    [AUDIT_CHANNEL]: tell,
  })

  const settle = async () => {
    for (;;) {
      await startNewSenders()
      for (const sender of senders.values()) sender.ring()
      watcher.ring()
      // Asked before and after: in between, what waited for a transaction may have been told of its end too late, and
      // another process may have begun something.
      const before = await atRest(db)
      const done =
        (await advanceDistributions({ db, rpc, clock })) +
        (await advanceRepayments({ db, rpc, clock })) +
        (await advanceOfferings({ db, rpc, clock })) +
        (await advanceRecoveries({ db, rpc, clock, subscribedTokens })) +
        (await recountAll({ db, clock })) +
        (await rematchDeposits({ db, clock, sale: fiatSale }))
      if (done === 0 && before !== null && before === (await atRest(db))) return
      await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS))
    }
  }
  return {
    watcher,
    senders: () => [...senders.values()],
    settle,
    whenChanged: (heard: () => void) => void changed.add(heard),
    stop: async () => {
      clearInterval(newSenders)
      await bell.stop()
      await Promise.all([...senders.values()].map((sender) => sender.stop()))
      await watcher.stop()
    },
  }
}

/** Names the state in which every transaction there is has ended, by the last of them; null while one is open. */
async function atRest(db: Db): Promise<string | null> {
  const open = await listIntents(db, { status: ['pending', 'signed', 'sent', 'mempool'], limit: 1 })
  const [last] = await listIntents(db, { limit: 1 })
  return open.length > 0 ? null : (last?.id ?? 'none')
}

/** What follows when a transaction has ended for good: each module says so for its own. */
function settledHandlers({ rpc, chainId }: WorkerDeps): SettledHandlers {
  return {
    ...instrumentSettled({
      whenLive: async (work, instrument) => {
        await openOffering(work, instrument)
        await anchorDocuments(work, instrument)
      },
      rulesOf: ({ db, now }, instrument) => enforcedRules(db, instrument, now),
    }),
    ...investorSettled,
    ...openingSettled(),
    ...paymentSettled({ rpc, chainId }),
    ...refundSettled({ rpc }),
    ...closingSettled({ rpc }),
    ...proceedsSettled,
    ...fiatSettled({ rpc }),
    ...fiatRefundSettled(),
    ...currencyStopSettled(),
    ...transferSettled(rpc),
    ...recoverySettled,
    ...enforcementSettled,
    ...recountSettled,
    ...distributionSettled,
    ...repaymentSettled,
  }
}

function finalityOf(config: Config, chainId: number): Finality {
  if (config.confirmations !== null) return { kind: 'confirmations', count: config.confirmations }
  return config.chainRpcUrl === null && chainId === EMBEDDED_CHAIN_ID ? EMBEDDED_FINALITY : { kind: 'tag' }
}

/**
 * Takes the folder of an installation for this process, where it starts anything embedded in it: one folder is one
 * installation, and what is embedded ends with whoever started it. Throws `FolderHeld`.
 */
export function holdHome(config: Config): () => void {
  if (config.databaseUrl !== null && config.chainRpcUrl !== null) return () => {}
  makeFolder(config.home)
  return lockFolder(config.home)
}

function runFile(config: Config): string {
  return path.join(config.home, 'run.json')
}

/** Where the database is that a running server has started, or null when there is none. */
export function runningDatabase(config: Config): string | null {
  return readRunFile(config)?.databaseUrl ?? null
}

/** The running server's services, or null when there is none: a file of a process that ended says nothing. */
function readRunFile(config: Config, own = false): RunFile | null {
  try {
    const run = JSON.parse(fs.readFileSync(runFile(config), 'utf8')) as RunFile
    if (run.process === processMark()) return own ? run : null
    return isRunning(run.process) ? run : null
  } catch {
    return null
  }
}

function writeRunFile(config: Config, run: RunFile): void {
  const file = runFile(config)
  fs.writeFileSync(`${file}.new`, JSON.stringify(run), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}
