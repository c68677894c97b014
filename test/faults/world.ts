/**
 * A small world for the fault tests, built through the services that people use: one duplex, twelve holders, one of them
 * on the stablecoin's blacklist, the month's statement imported and its rent on the treasury, four hours before the
 * record date.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { encodeFunctionData, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { createDemoUser } from '../../src/access/user.service.ts'
import { importStatement } from '../../src/corporate-action/income.service.ts'
import { instruments } from '../../src/instrument/instrument.service.ts'
import type { Instrument } from '../../src/instrument/instrument.ts'
import { protocolAddresses } from '../../src/instrument/protocol.service.ts'
import { screenInvestors } from '../../src/investor/investor-screening.service.ts'
import { loadSandboxList } from '../../src/screening/sandbox-list.service.ts'
import { approveInvestor } from '../../src/investor/approval.service.ts'
import { challengeWallet, linkWallet } from '../../src/investor/wallet-link.service.ts'
import { createInvestor } from '../../src/investor/investor.service.ts'
import type { InvestorId } from '../../src/kernel/ids.ts'
import { recordFacts } from '../../src/restriction/rule-facts.service.ts'
import { must } from '../../src/kernel/result.ts'
import { dateIn } from '../../src/kernel/time.ts'
import { applyTermSheet } from '../../src/term-sheet/apply.service.ts'
import { confirmClosing, prepareClosing } from '../../src/offering/closing/closing.service.ts'
import { offeringView } from '../../src/offering/offering.service.ts'
import { paymentToSign, paySubscription } from '../../src/offering/subscription/payment.service.ts'
import { createSubscription } from '../../src/offering/subscription/subscription.service.ts'
import { copyHome } from '../home.ts'
import { readyToPay } from '../ready-to-pay.ts'
import { readTermSheet } from '../../src/term-sheet/term-sheet.service.ts'
import type { Offering } from '../../src/offering/offering.ts'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { recordIntent } from '../../src/platform/chain/intents.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openLog, type Log } from '../../src/platform/log.ts'
import { openPlatform, type Platform } from '../../src/server/platform.ts'
import { inWork, mintStablecoin, moveClock, type Outside } from '../../src/server/sandbox.ts'

const SHEET = path.join(import.meta.dirname, '..', '..', 'examples', 'ravenswood.yaml')
const BEGINS = Temporal.Instant.from('2026-06-30T14:00:00Z')
const SALE_AT = Temporal.Instant.from('2026-07-06T14:00:00Z')
const CLOSING_AT = Temporal.Instant.from('2026-08-01T05:00:00Z')
/** Midnight in Detroit is 04:00Z: the record date's last hours. */
const BEFORE_RECORD_DATE = Temporal.Instant.from('2026-08-31T20:00:00Z')
/** The morning of the pay date. */
export const PAY_MORNING = Temporal.Instant.from('2026-09-01T14:00:00Z')
/** The same a month later. */
export const NEXT_PAY_MORNING = Temporal.Instant.from('2026-10-01T14:00:00Z')

const PERIOD = Temporal.PlainYearMonth.from('2026-08')
const STATEMENT = [
  'date,account,amount',
  '2026-08-01,Rent,1555.00',
  '2026-08-31,Property management,124.40',
  '2026-08-31,Insurance,55.01',
].join('\n')
const NET = 1_375_590_000n
const UNITS = [1n, 2n, 3n, 5n, 20n, 74n, 95n, 150n, 200n, 300n, 400n, 600n]
const BLACKLISTED = 6
const UNIT_PRICE = 53_590_000n
export const OFFICER = { email: 'officer@example.org', password: 'a password for tests' }

/** Nothing comes in from outside but what a test puts there. */
export const QUIET: Outside = { statementOf: () => null }

/** How far the world has come: `sold` is paid for, and a first person has prepared its closing. */
type Stage = 'sold' | 'held'

export type World = { readonly home: string; readonly copy: () => string; readonly folder: string }

/** Builds the world in `folder`, below the name of each stage: what `ALIQUOT_TEST_WORLDS` names. */
export async function buildWorlds(folder: string): Promise<void> {
  const [sold, held] = [path.join(folder, 'sold'), path.join(folder, 'held')]
  await within(await open(sold, { startAt: BEGINS }), sellOut)
  copyHome(sold, held)
  await within(await open(held), hold)
}

async function within(platform: Platform, live: (platform: Platform) => Promise<void>): Promise<void> {
  try {
    await live(platform)
  } finally {
    await platform.stop()
  }
}

/**
 * The world in a folder of its own below the system's temporary one: a copy of what the test command has built, or built
 * now. `remove` it when the file ends.
 */
export async function buildWorld(until: Stage = 'held'): Promise<World & { readonly remove: () => void }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-faults-'))
  // PostgreSQL runs as another account when this is root's.
  fs.chmodSync(folder, 0o755)
  const built = process.env['ALIQUOT_TEST_WORLDS'] ?? path.join(folder, 'worlds')
  if (process.env['ALIQUOT_TEST_WORLDS'] === undefined) await buildWorlds(built)
  const home = copyHome(path.join(built, until), path.join(folder, 'home'))
  let copies = 0
  return {
    home,
    folder,
    copy: () => copyHome(home, path.join(folder, `copy-${++copies}`)),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

/** Opens the installation in `home` as the server does, with a database that need not survive a power cut. */
export function open(
  home: string,
  options: { readonly startAt?: Temporal.Instant; readonly log?: Log } = {},
): Promise<Platform> {
  const { log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent' }), ...rest } = options
  return openPlatform(readConfig({ ALIQUOT_HOME: home }, home), log, { fast: true, ...rest })
}

/** Lives on to the morning of the pay date, from wherever the world stands. */
export async function livePayout(platform: Platform): Promise<void> {
  must(await moveClock(platform, QUIET, PAY_MORNING))
}

/** Lives through the closing, from wherever it stands: a second person confirms it, and the rest follows by itself. */
export async function liveClosing(platform: Platform): Promise<void> {
  const { id, status } = await theOffering(platform)
  if (status === 'open')
    await inWork(platform, 'world:second', async (work) => {
      must(await confirmClosing(work, id))
    })
  await platform.settle()
}

export async function theOffering(platform: Platform): Promise<Offering> {
  const { id } = await theInstrument(platform)
  const view = await offeringView(platform.db, { instrument: id }, platform.clock.now())
  if (view === null) throw new Error('the world has no offering')
  return view.offering
}

export async function theInstrument({ db }: Platform): Promise<Instrument> {
  const [instrument] = await instruments(db)
  if (instrument === undefined) throw new Error('the world has no instrument')
  return instrument
}

type Holder = {
  readonly id: InvestorId
  readonly units: bigint
  readonly account: ReturnType<typeof accountOf>
}

function accountOf(i: number) {
  return developmentAccount(20 + i)
}

async function sellOut(platform: Platform): Promise<void> {
  const sheet = must(readTermSheet(fs.readFileSync(SHEET), platform.clock.now()))
  await inWork(platform, 'world', async (work) => {
    const applied = await applyTermSheet(platform.sheets, work, sheet, null)
    if (!applied.ok) throw new Error(`the sheet was refused: ${applied.reason}`)
  })
  await platform.settle()
  const holders = await bringHolders(platform)
  must(await moveClock(platform, QUIET, SALE_AT))
  await sell(platform, holders)
  must(await moveClock(platform, QUIET, CLOSING_AT))
  await inWork(platform, 'world', async (work) => {
    must(await prepareClosing(work, (await theOffering(platform)).id))
  })
}

/** From there on to the evening before the record date. */
async function hold(platform: Platform): Promise<void> {
  await liveClosing(platform)
  must(await moveClock(platform, QUIET, BEFORE_RECORD_DATE))
  const instrument = await theInstrument(platform)
  await inWork(platform, 'world', async (work) => {
    await blacklist(platform, accountOf(BLACKLISTED).address, true)
    const { net } = must(await importStatement(work, instrument, PERIOD, STATEMENT))
    if (net.minor !== NET) throw new Error(`the statement's net is ${net.minor}`)
    // The proceeds of the sale are still on the treasury's account, so that the rent is not alone there.
    await mintStablecoin(work, 'rent', instrument.treasury, net.minor)
    await createDemoUser(work, {
      name: 'Omar Officer',
      role: 'officer',
      issuer: null,
      investor: null,
      ...OFFICER,
    })
  })
  await platform.settle()
}

async function bringHolders(platform: Platform): Promise<Holder[]> {
  const until = dateIn(platform.clock.now(), 'UTC').add({ years: 2 })
  const site = {
    publicUrl: platform.config.publicUrl,
    chainId: platform.chainId,
    clock: systemClock,
    rpc: platform.rpc,
  }
  const holders: Holder[] = []
  await inWork(platform, 'world', (work) => loadSandboxList(work, systemClock.now()))
  for (const [i, units] of UNITS.entries()) {
    const account = accountOf(i)
    const id = await inWork(platform, 'world', async (work) => {
      const investor = await createInvestor(work, {
        name: `Holder ${i}`,
        email: `holder.${i}@example.org`,
        kind: 'individual',
        country: 'PT',
      })
      await screenInvestors(work, platform.screening, [investor.id])
      const approved = { kyc: until, accredited: null }
      must(await approveInvestor(work, investor.id, approved, systemClock.now()))
      const at = { investor: investor.id, address: account.address }
      const { message } = must(await challengeWallet(work, site, at))
      must(await linkWallet(work, site, { ...at, signature: await account.signMessage({ message }) }))
      await mintStablecoin(work, `savings:${i}`, account.address, units * UNIT_PRICE)
      return investor.id
    })
    holders.push({ id, units, account })
  }
  await platform.settle()
  return holders
}

async function sell(platform: Platform, holders: readonly Holder[]): Promise<void> {
  const offering = await theOffering(platform)
  // What Regulation S asks, and only an officer can say.
  const ofIssuer = {
    'offering.overseasDirected': false,
    'issuer.foreign': false,
    'issuer.reporting': false,
    'class.kind': 'equity',
  }
  const ofBuyer = {
    'investor.offshore': true,
    'investor.certifiedNonUs': true,
    'investor.agreedNoHedging': true,
  }
  await inWork(platform, 'world', async (work) => {
    const { instrument } = offering
    must(await recordFacts(work, { instrument, investor: null }, ofIssuer))
    for (const { id } of holders) must(await recordFacts(work, { instrument, investor: id }, ofBuyer))
  })
  for (const { id, units, account } of holders)
    await inWork(platform, 'world', async (work) => {
      const subscription = must(
        await createSubscription(work, {
          offering: offering.id,
          investor: id,
          wallet: account.address,
          amount: units * UNIT_PRICE,
          stops: [],
        }),
      )
      await readyToPay(work, subscription)
      const payment = await paymentToSign(work.db, platform.rpc, platform.chainId, subscription)
      must(await paySubscription(work, platform, subscription.id, await account.signTypedData(payment)))
    })
  await platform.settle()
}

/** The stablecoin's issuer puts an account on its blacklist, or takes it off. */
export async function blacklist(platform: Platform, account: Address, listed: boolean): Promise<void> {
  await inWork(platform, 'stablecoin-issuer', async (work) => {
    const protocol = await protocolAddresses(work.db)
    if (protocol === null || protocol.stablecoin === null)
      throw new Error('there is no development stablecoin')
    await recordIntent(
      work.db,
      {
        key: `blacklist:${account}:${listed}`,
        purpose: 'world.blacklist',
        from: protocol.operator,
        to: protocol.stablecoin,
        data: encodeFunctionData({
          abi: devStablecoinAbi,
          functionName: 'setBlacklisted',
          args: [account, listed],
        }),
      },
      work.now,
    )
  })
}
