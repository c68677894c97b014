import { distributionProjection } from '../src/corporate-action/distribution.service.ts'
import { repaymentProjection } from '../src/corporate-action/repayment.service.ts'
import { toHex } from 'viem'
import { instrumentById, markLive } from '../src/instrument/instrument.service.ts'
import type { Instrument } from '../src/instrument/instrument.ts'
import { screenInvestors } from '../src/investor/investor-screening.service.ts'
import { approveInvestor } from '../src/investor/approval.service.ts'
import { challengeWallet, linkWallet } from '../src/investor/wallet-link.service.ts'
import { createInvestor } from '../src/investor/investor.service.ts'
import { investorSettled } from '../src/investor/wallet-record.service.ts'
import type { InvestorId } from '../src/kernel/ids.ts'
import { must } from '../src/kernel/result.ts'
import { developmentAccount } from '../src/platform/chain/development-account.ts'
import type { SettledHandlers } from '../src/platform/chain/intents.ts'
import { developmentSigner } from '../src/platform/chain/keystore.ts'
import { openSender } from '../src/platform/chain/sender.ts'
import { openWatcher } from '../src/platform/chain/watcher.ts'
import { transaction } from '../src/platform/db/database.ts'
import { systemActor, type Work } from '../src/platform/work.ts'
import { registerProjection } from '../src/register/register.service.ts'
import { openScreening } from '../src/screening/engine.service.ts'
import { systemClock } from '../src/platform/clock.ts'
import { loadSandboxList } from '../src/screening/sandbox-list.service.ts'
import type { TestDatabase } from './database.ts'
import { instrumentTerms } from './instrument-terms.ts'
import { GENESIS, type TokenWorld } from './token-world.ts'
import { untilSettled } from './settled.ts'
import { recordedInstrument } from './recorded-instrument.ts'
import { recordProtocol } from './recorded-protocol.ts'

/**
 * A test chain's token as an instrument of a database, with approved investors, and workers that carry intents.
 *
 * @param confirmations how many blocks on top of one make it final
 */
export async function officeWorld(
  { db, pool }: TestDatabase,
  world: TokenWorld,
  handlers: SettledHandlers,
  confirmations = 0,
) {
  let now = GENESIS
  const clock = { now: () => now }
  const chainId = 31_337
  const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
    transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
  const work: Work = { db, now, by: systemActor('test') }

  await recordProtocol(pool, world)

  const all = { ...investorSettled, ...handlers }
  const finality = { kind: 'confirmations', count: confirmations } as const
  const shared = { db, rpc: world.rpc, chainId, clock, finality, handlers: all }
  const watcher = openWatcher({
    ...shared,
    projections: [registerProjection, distributionProjection, repaymentProjection],
  })
  const sender = openSender({ ...shared, signer: developmentSigner(0, {}) })

  /** What waits is sent, and what the chain has is read. */
  const round = async () => {
    await sender.round()
    await watcher.round()
  }
  const screening = openScreening()
  // The age of lists is the database's: they are of today, whatever day it is here.
  await inWork((one) => loadSandboxList(one, systemClock.now()))
  const instrument = await tower(work, world)

  return {
    clock,
    instrument,
    account: developmentAccount,
    inWork,
    moveTo: (to: Temporal.Instant) => {
      now = to
    },
    round,
    /** Everything that is asked for reaches the chain and is settled. */
    settle: async () => {
      await untilSettled(pool, async () => {
        await round()
        if (confirmations > 0) await world.anvil.call('anvil_mine', [toHex(confirmations)])
      })
      await watcher.round()
    },
    /** An approved investor with these accounts as wallets, in the registry once it is settled. */
    approved: async (
      name: string,
      indices: readonly number[],
      {
        country = 'GB',
        accredited = null,
      }: { readonly country?: string; readonly accredited?: Temporal.PlainDate | null } = {},
    ): Promise<InvestorId> => {
      const person = { kind: 'individual', country, name, email: `${name}@example.org` } as const
      const { id } = await inWork((one) => createInvestor(one, person))
      const site = { publicUrl: 'http://aliquot.test', chainId, rpc: world.rpc, clock }
      for (const index of indices) {
        const { address } = developmentAccount(index)
        const { message } = must(await inWork((one) => challengeWallet(one, site, { investor: id, address })))
        const signature = await developmentAccount(index).signMessage({ message })
        must(await inWork((one) => linkWallet(one, site, { investor: id, address, signature })))
      }
      const until = { kyc: Temporal.PlainDate.from('2030-01-01'), accredited }
      await inWork((one) => screenInvestors(one, screening, [id]))
      must(await inWork((one) => approveInvestor(one, id, until, GENESIS)))
      return id
    },
  }
}

async function tower(work: Work, world: TokenWorld): Promise<Instrument> {
  const { id } = await recordedInstrument(work, {
    key: 'tower',
    treasury: world.operator,
    terms: instrumentTerms('office-tower', world.stablecoin, {
      name: 'Office Tower',
      unitsMax: 50_000_000n,
      offering: { closes: Temporal.PlainDate.from('2026-02-01') },
    }),
  })
  await markLive(work, id, world.token)
  const instrument = await instrumentById(work.db, id)
  if (instrument === null) throw new Error('the instrument is not there')
  return instrument
}
