import { accessJobs } from '../access/notice.job.ts'
import { authenticator } from '../access/session.service.ts'
import { smtpMailer } from '../access/smtp.service.ts'
import { firstStart } from '../access/user.service.ts'
import { advanceDistributions } from '../corporate-action/distribution.job.ts'
import { advanceRepayments } from '../corporate-action/repayment.job.ts'
import { mendBooks } from '../offering/fiat/fiat.job.ts'
import { fiatSale } from '../offering/fiat/fiat.service.ts'
import { rematchDeposits } from '../bank/bank.job.ts'
import { advanceOfferings } from '../offering/closing/closing.job.ts'
import { startLoop } from '../platform/chain/loop.ts'
import { systemClock } from '../platform/clock.ts'
import { BadConfig, type Config } from '../platform/config.ts'
import { isDiskFull } from '../platform/disk.ts'
import { clockTarget } from '../platform/sandbox-clock.ts'
import { clockCheck, diskCheck } from '../platform/http/health.ts'
import { openMetrics } from '../platform/http/metrics.ts'
import type { Log } from '../platform/log.ts'
import { subscribedTokens } from '../offering/subscription/subscription.service.ts'
import { recountAll } from '../register/recount.job.ts'
import { advanceRecoveries } from '../register/recovery.job.ts'
import { transferDisagreements } from '../register/transfer-order.service.ts'
import { ensureWeb } from '../../tools/web.ts'
import { createApp } from './app.ts'
import { buildDemoApart, isDemoComplete, isForDemo } from './demo-home.ts'
import { bookPurchases, DEMO_PASSWORD, demoOutside } from './demo.ts'
import { eraseElsewhere, noteErasures } from './erasures.ts'
import { holdHome, openPlatform, type Platform } from './platform.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { fetchMissed } from '../investor/kyc-fetch.job.ts'
import { remindInvestors } from '../investor/kyc-expiry.job.ts'
import type { KycProvider } from '../investor/kyc-provider.ts'
import { openKycProvider } from '../investor/kyc-provider.service.ts'
import { eraseDue } from '../investor/erasure.job.ts'
import { rescreenInvestors } from '../investor/screening.job.ts'
import { deliverWebhooks } from '../webhook/delivery.service.ts'
import { PUBLIC_INTERNET } from '../webhook/network.service.ts'
import { routesOf } from './routes.ts'
import { inWork, sandboxTime, simulatedSecret } from './sandbox.ts'

/** What can go on does so when something has changed, and is looked for now and then: time alone makes things due. */
const ADVANCE_EVERY_SECONDS = 5
/** Changes that come together are one. */
const ADVANCE_AFTER_MS = 50
const RESCREEN_EVERY_SECONDS = 5
const DEMO_LIST_EVERY_SECONDS = 3_600
const FETCH_EVERY_SECONDS = 60
const REMIND_EVERY_SECONDS = 60
const MEND_EVERY_SECONDS = 3_600
const ERASE_EVERY_SECONDS = 60
const ERASURES_EVERY_SECONDS = 5

/** Says a line to whoever has started this. */
type Say = (line: string) => void

export type Started = {
  /** Settles when a part that is embedded has ended and cannot be brought back. */
  readonly died: Promise<string>
  readonly stop: () => Promise<void>
}

/**
 * Opens the installation of `config` and serves it, with the demo world unless `isEmpty`. Resolves once it can be used,
 * having said so.
 */
export async function start(
  config: Config,
  { isEmpty, log, say }: { readonly isEmpty: boolean; readonly log: Log; readonly say: Say },
): Promise<Started> {
  const wantsDemo = !isEmpty && config.chainRpcUrl === null && !config.production
  // Before anything else: the folder of a demo that another process is building looks half built.
  const free = holdHome(config)
  await portFree(config)
  const buildsDemo = wantsDemo && isForDemo(config)
  if (buildsDemo) {
    free()
    await buildDemoApart()
  }
  const platform = await openPlatform(config, log, { unlock: buildsDemo ? holdHome(config) : free })
  if (wantsDemo) await bookPurchases(platform)
  return { died: platform.died, stop: await serve(platform, say) }
}

type Job = { readonly everySeconds: number; readonly run: () => Promise<unknown> }

async function serve(platform: Platform, say: Say): Promise<() => Promise<void>> {
  const { config, db, pool, clock, log, rpc, disks, clocks, outages } = platform
  const metrics = openMetrics()
  measure(platform, metrics)
  const provider = kycProvider(platform)
  const sandbox = sandboxTime(platform, demoOutside)
  const app = await createApp({
    db,
    clock,
    systemClock,
    disks,
    outages,
    clocks,
    authenticate: authenticator(db, systemClock),
    publicUrl: config.publicUrl,
    log,
    routes: routesOf({
      publicUrl: config.publicUrl,
      chainId: platform.chainId,
      rpc,
      sheets: platform.sheets,
      screening: platform.screening,
      registration: config.registration === null ? platform.sandbox !== null : config.registration === 'open',
      provider,
      recoveryDelayHours: config.recoveryDelayHours,
      sandbox,
    }),
    checks: [
      { name: 'database', check: async () => void (await pool.query('select 1')) },
      diskCheck(disks),
      clockCheck(clocks),
      {
        name: 'chain',
        check: async () => {
          await rpc.call('eth_blockNumber', [])
          const { head, finalized, halted } = platform.watcher.health()
          if (halted !== null) throw new Error(halted)
          return { head, finalized }
        },
      },
    ],
    metrics,
    webRoot: ensureWeb().directory,
    version: '0.1.0',
  })
  await app.listen({ port: config.port, host: config.host })

  const onError = (error: unknown) =>
    outages.note(error, { log, sentence: 'a job failed and will be tried again' })
  const mailer = config.smtpUrl === null ? null : smtpMailer({ url: config.smtpUrl, from: config.mailFrom })
  const post = { db, clock: systemClock, mailer, publicUrl: config.publicUrl }
  const advances: readonly Job[] = [
    { everySeconds: ADVANCE_EVERY_SECONDS, run: () => advanceDistributions({ db, rpc, clock }) },
    { everySeconds: ADVANCE_EVERY_SECONDS, run: () => advanceRepayments({ db, rpc, clock }) },
    { everySeconds: ADVANCE_EVERY_SECONDS, run: () => advanceOfferings({ db, rpc, clock }) },
    {
      everySeconds: ADVANCE_EVERY_SECONDS,
      run: () => advanceRecoveries({ db, rpc, clock, subscribedTokens }),
    },
    { everySeconds: ADVANCE_EVERY_SECONDS, run: () => recountAll({ db, clock }) },
    { everySeconds: ADVANCE_EVERY_SECONDS, run: () => rematchDeposits({ db, clock, sale: fiatSale }) },
    {
      everySeconds: ADVANCE_EVERY_SECONDS,
      run: () => deliverWebhooks({ db, clock, systemClock, network: PUBLIC_INTERNET }),
    },
  ]
  const jobs: readonly Job[] = [
    { everySeconds: RESCREEN_EVERY_SECONDS, run: () => rescreenInvestors(platform) },
    { everySeconds: DEMO_LIST_EVERY_SECONDS, run: () => renewDemoList(platform) },
    { everySeconds: FETCH_EVERY_SECONDS, run: () => fetchMissed({ db, clock, provider }) },
    { everySeconds: REMIND_EVERY_SECONDS, run: () => remindInvestors({ db, clock }) },
    { everySeconds: MEND_EVERY_SECONDS, run: () => mendBooks({ db, clock }) },
    {
      everySeconds: ERASE_EVERY_SECONDS,
      run: () => eraseDue({ db, clock, eraseUsers: eraseElsewhere }),
    },
    { everySeconds: ERASURES_EVERY_SECONDS, run: () => noteErasures(db, config) },
    ...accessJobs(post),
  ]
  const begin = ({ everySeconds, run }: Job) =>
    startLoop(
      everySeconds * 1000,
      async () => {
        // What waits is done when there is room again.
        if (!(await disks.areFull()) && !(await clocks.areApart())) await run()
      },
      (error) => {
        if (isDiskFull(error)) disks.noteFull()
        onError(error)
      },
    )
  const advancing = advances.map(begin)
  const loops = [...advancing, ...jobs.map(begin)]
  let soon: NodeJS.Timeout | undefined
  platform.whenChanged(() => {
    soon ??= setTimeout(() => {
      soon = undefined
      for (const loop of advancing) loop.ring()
    }, ADVANCE_AFTER_MS)
  })
  await renewDemoList(platform)
  // A move that was cut off goes on to where it was to end; one that was cut off there too: the statement of a month that ends
  // there comes in.
  if (sandbox !== null) void sandbox.move((await clockTarget(db)) ?? clock.now())
  await greet(platform, say)
  return async () => {
    await app.close()
    clearTimeout(soon)
    await Promise.all(loops.map((loop) => loop.stop()))
    await platform.stop()
  }
}

/** A demo's list is invented and has no publisher: it is always the newest. */
async function renewDemoList(platform: Platform): Promise<void> {
  if (platform.sandbox !== null && isDemoComplete(platform.config))
    await inWork(platform, 'sandbox', (work) => loadSandboxList(work, systemClock.now()))
}

/** Who checks identities here: as it is set, or else a simulated one in a sandbox and officers anywhere else. */
function kycProvider({ config, sandbox }: Platform): KycProvider {
  const provider = config.kyc.provider ?? (sandbox === null ? 'manual' : 'simulated')
  if (provider === 'simulated' && sandbox === null)
    throw new BadConfig('KYC_PROVIDER simulated is for sandboxes: its results are invented.')
  const webhookSecret = provider === 'simulated' ? simulatedSecret() : config.kyc.webhookSecret
  return openKycProvider({ ...config.kyc, provider, webhookSecret }, { publicUrl: config.publicUrl })
}

function measure(platform: Platform, metrics: ReturnType<typeof openMetrics>): void {
  metrics.measure({
    name: 'aliquot_chain_lag_blocks',
    help: 'Blocks of the chain that have not been read',
    value: () => {
      const { chainHead, head } = platform.watcher.health()
      return chainHead - head
    },
  })
  metrics.measure({
    name: 'aliquot_transactions_in_flight',
    help: 'Signed transactions that no block holds',
    value: () => platform.senders().reduce((sum, sender) => sum + sender.health().inFlight, 0),
  })
  metrics.measure({
    name: 'aliquot_transfer_disagreements_total',
    help: 'Transfers allowed here and refused by the chain',
    value: () => transferDisagreements(platform.db),
  })
}

async function greet(platform: Platform, say: Say): Promise<void> {
  const { config } = platform
  const setup = await inWork(platform, 'first-start', (work) => firstStart(work, systemClock.now()))
  say('')
  say(`Aliquot is ready at ${config.publicUrl}`)
  say(`  API reference  ${config.publicUrl}/docs`)
  if (setup !== null) {
    say('  There is no administrator yet. Make the first one within a day, with this link:')
    say(`  ${config.publicUrl}/setup?token=${setup.token}`)
  } else if (isDemoComplete(config))
    say(
      `  Demo world: sign in as issuer@, officer@, investor@, auditor@ or administrator@example.org, password ${DEMO_PASSWORD}`,
    )
  say('  Stop with Ctrl-C.')
}
async function portFree({ host, port }: Config): Promise<void> {
  const net = await import('node:net')
  await new Promise<void>((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}
