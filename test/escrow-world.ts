import type { Address } from 'viem'
import { assetFactoryAbi } from '../contracts/abi/AssetFactory.ts'
import { devStablecoinAbi } from '../contracts/abi/DevStablecoin.ts'
import { offeringAbi } from '../contracts/abi/Offering.ts'
import { redemptionAbi } from '../contracts/abi/Redemption.ts'
import { revenueRouterAbi } from '../contracts/abi/RevenueRouter.ts'
import { ROLES } from '../contracts/abi/roles.ts'
import { securityTokenAbi } from '../contracts/abi/SecurityToken.ts'
import { waterfallAbi } from '../contracts/abi/Waterfall.ts'
import { assetFactoryBytecode } from '../contracts/bytecode/AssetFactory.ts'
import { offeringBytecode } from '../contracts/bytecode/Offering.ts'
import { redemptionBytecode } from '../contracts/bytecode/Redemption.ts'
import { revenueRouterBytecode } from '../contracts/bytecode/RevenueRouter.ts'
import { waterfallBytecode } from '../contracts/bytecode/Waterfall.ts'
import { distributionSettled } from '../src/corporate-action/payout-settled.service.ts'
import { repaymentSettled } from '../src/corporate-action/repayment-steps.service.ts'
import { createInstrument, instrumentById, markLive } from '../src/instrument/instrument.service.ts'
import type { InstrumentTerms, OfferingTerms } from '../src/instrument/instrument.ts'
import { protocolAddresses } from '../src/instrument/protocol.service.ts'
import { offeringAddressOf } from '../src/instrument/token.service.ts'
import type { InvestorId, OfferingId } from '../src/kernel/ids.ts'
import { must } from '../src/kernel/result.ts'
import { advanceOfferings } from '../src/offering/closing/closing.job.ts'
import { closingSettled } from '../src/offering/closing/closing-settled.service.ts'
import { confirmClosing, prepareClosing } from '../src/offering/closing/closing.service.ts'
import { currencyStopSettled } from '../src/offering/subscription/currency-stop.service.ts'
import { fiatRefundSettled } from '../src/offering/fiat/fiat-refund.service.ts'
import { fiatSettled } from '../src/offering/fiat/fiat.service.ts'
import { openOffering, openingSettled } from '../src/offering/escrow/escrow-opening.service.ts'
import { offeringView } from '../src/offering/offering.service.ts'
import {
  paymentToSign,
  paySubscription,
  paymentSettled,
} from '../src/offering/subscription/payment.service.ts'
import { proceedsSettled } from '../src/offering/closing/proceeds.service.ts'
import { refundSettled } from '../src/offering/refund/refund.service.ts'
import { createSubscription, subscriptionById } from '../src/offering/subscription/subscription.service.ts'
import { transaction } from '../src/platform/db/database.ts'
import { transferSettled } from '../src/register/transfer-order.service.ts'
import { systemActor } from '../src/platform/work.ts'
import type { TestDatabase } from './database.ts'
import { officeWorld } from './office-world.ts'
import { readyToPay } from './ready-to-pay.ts'
import { GENESIS, tokenWorld } from './token-world.ts'
import { recordParts } from './recorded-protocol.ts'

/** Of one unit. */
export const PRICE = 1_000_000n
/** The first morning of every window, and the first moment after it. */
export const OPENS = GENESIS.add({ hours: 6 })
export const CLOSES = Temporal.Instant.from('2026-02-02T05:00:00Z')

/**
 * A test chain with everything that offerings need, and offerings on it as a test wants them.
 *
 * @param options.atEnd what is to be called when the chain is not needed any more
 * @param options.confirmations how many blocks on top of one make it final; none when nothing is said
 */
export async function escrowWorld(
  database: TestDatabase,
  options: { readonly atEnd?: (end: () => Promise<void>) => void; readonly confirmations?: number } = {},
) {
  const world = await tokenWorld(options.atEnd)
  const { rpc, stablecoin } = world
  const chain = { rpc, chainId: 31_337 }
  const handlers = {
    ...openingSettled(),
    ...paymentSettled(chain),
    ...refundSettled(chain),
    ...closingSettled(chain),
    ...fiatSettled(chain),
    ...fiatRefundSettled(),
    ...currencyStopSettled(),
    ...proceedsSettled,
    ...distributionSettled,
    ...repaymentSettled,
    ...transferSettled(rpc),
  }
  const office = await officeWorld(database, world, handlers, options.confirmations)
  const { db, pool } = database
  const { contract: router } = await world.deploy(revenueRouterAbi, revenueRouterBytecode, [
    world.distributor,
  ])
  const { contract: waterfall } = await world.deploy(waterfallAbi, waterfallBytecode, [world.distributor])
  const { contract: offering } = await world.deploy(offeringAbi, offeringBytecode, [
    world.distributor,
    world.registry,
  ])
  const { contract: assets } = await world.deploy(assetFactoryAbi, assetFactoryBytecode, [
    world.factory,
    router,
    waterfall,
    offering,
  ])
  const { contract: redemption } = await world.deploy(redemptionAbi, redemptionBytecode, [world.distributor])
  const steps = {
    RevenueRouter: router,
    Waterfall: waterfall,
    Offering: offering,
    AssetFactory: assets,
    Redemption: redemption,
  }
  await recordParts(pool, steps)
  let now = GENESIS
  const moveTo = async (to: Temporal.Instant) => {
    now = to
    office.moveTo(to)
    await world.warp(to)
  }
  await moveTo(OPENS)
  const as = <T>(by: string, run: (work: Parameters<typeof openOffering>[0]) => Promise<T>): Promise<T> =>
    transaction(db, (tx) => run({ db: tx, now, by: systemActor(by) }))
  const settle = async () => {
    for (let i = 0; i < 20; i++) {
      await office.settle()
      if ((await advanceOfferings({ db, rpc, clock: { now: () => now } })) === 0) break
    }
    await office.settle()
  }

  return {
    ...office,
    world,
    chain,
    redemption,
    as,
    settle,
    /** What is asked for reaches the chain, and no offering goes a step further by itself. */
    mine: office.settle,
    moveTo,
    now: () => now,
    /** An offering of `units` with a token and an escrow of its own. */
    sale: async (
      key: string,
      units: bigint,
      terms: Partial<OfferingTerms> = {},
      more: Partial<Pick<InstrumentTerms, 'priceTiers' | 'coupon' | 'income' | 'rules'>> = {},
    ) => {
      const { token } = await world.createToken(key)
      const instrument = await as('test', async (work) => {
        const id = await createInstrument(work, {
          issuer: office.instrument.issuer,
          spv: office.instrument.spv,
          asset: office.instrument.asset,
          treasury: world.people[11]!,
          termSheetSha256: '00'.repeat(32),
          terms: {
            ...office.instrument,
            key,
            unitsMax: units,
            ...more,
            offering: { ...office.instrument.offering, ...terms },
          },
        })
        await markLive(work, id, token)
        const made = await instrumentById(work.db, id)
        const protocol = await protocolAddresses(work.db)
        if (made === null || protocol === null) throw new Error('nothing can be sold')
        await world.send(token, securityTokenAbi, 'grantRole', [
          offeringAddressOf(protocol, key),
          ROLES.ISSUER,
        ])
        await openOffering(work, made)
        return made
      })
      await settle()
      const view = await offeringView(db, { instrument: instrument.id }, now)
      if (view?.offering.contract == null) throw new Error(`no escrow: ${view?.offering.failure}`)
      return { id: view.offering.id, instrument, token, contract: view.offering.contract }
    },
    /** Money for a wallet. */
    fund: (wallet: Address, amount: bigint) =>
      world.send(stablecoin, devStablecoinAbi, 'mint', [wallet, amount]),
    /** Asks for units, and confirms the risks: what is left is to pay. */
    subscribe: async (of: OfferingId, investor: InvestorId, index: number, units: bigint) =>
      must(
        await as('test', async (work) => {
          await readyToPay(work, { offering: of, investor })
          return createSubscription(work, {
            offering: of,
            investor,
            wallet: office.account(index).address,
            amount: units * PRICE,
            stops: [],
          })
        }),
      ),
    /** Signs the payment of a subscription and hands it in. */
    pay: async (id: Parameters<typeof subscriptionById>[1], index: number) => {
      const subscription = await subscriptionById(db, id)
      if (subscription === null) throw new Error(`${id} is not there`)
      const data = await paymentToSign(db, rpc, chain.chainId, subscription)
      const signature = await office.account(index).signTypedData(data)
      return must(await as('test', (work) => paySubscription(work, chain, id, signature)))
    },
    close: async (id: OfferingId) => {
      must(await as('first', (work) => prepareClosing(work, id)))
      must(await as('second', (work) => confirmClosing(work, id)))
      await settle()
    },
    state: async (id: Parameters<typeof subscriptionById>[1]) => {
      const one = await subscriptionById(db, id)
      return one === null ? null : [one.state, one.reason]
    },
    money: (wallet: Address) => world.read(stablecoin, devStablecoinAbi, 'balanceOf', [wallet]),
    unitsOf: (token: Address, wallet: Address) => world.read(token, securityTokenAbi, 'balanceOf', [wallet]),
    blacklist: (wallet: Address, listed: boolean) =>
      world.send(stablecoin, devStablecoinAbi, 'setBlacklisted', [wallet, listed]),
  }
}
