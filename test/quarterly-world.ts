import { developmentSigner } from '../src/platform/chain/keystore.ts'
import { openSender } from '../src/platform/chain/sender.ts'
import { advanceDistributions } from '../src/corporate-action/distribution.job.ts'
import { distributionRoutes } from '../src/corporate-action/distribution.routes.ts'
import { distributions } from '../src/corporate-action/distribution.service.ts'
import { entitlementRoutes } from '../src/corporate-action/entitlement.routes.ts'
import { incomeRoutes } from '../src/corporate-action/income.routes.ts'
import { distributionSettled } from '../src/corporate-action/payout-settled.service.ts'
import type { IncomePolicy } from '../src/instrument/instrument.ts'
import { incomeChecks } from '../src/server/verification.ts'
import { testApp } from './app.ts'
import { testDatabase } from './database.ts'
import { escrowWorld, PRICE } from './escrow-world.ts'

const income: IncomePolicy = {
  ...{ frequency: 'quarterly', firstMonth: 2, payDay: 15 },
  ...{ record: 'days-before-pay-day', recordDays: 5 },
  ...{ payoutBps: 9_000, incomeAccounts: ['rent'], expenseAccounts: ['repairs'] },
}

/**
 * A class of 100 units, sold until 1 February. Its quarters begin with February; 90 % of their income is paid on the 15th of the
 * month after, to the holders of the 10th. The first quarter has but two months of income: March and April.
 */
export async function quarterlyWorld() {
  const database = await testDatabase()
  const { db } = database
  const office = await escrowWorld(database)
  const { rpc } = office.world
  const clock = { now: office.now }
  const routes = [...distributionRoutes({ rpc }), ...incomeRoutes, ...entitlementRoutes]
  const app = await testApp(database, routes, { clock })
  const ana = await office.approved('ana', [60])
  await office.settle()
  const { id, instrument } = await office.sale('quarters', 100n, {}, { income })
  await office.fund(office.account(60).address, 100n * PRICE)
  await office.pay((await office.subscribe(id, ana, 60, 100n)).id, 60)
  await office.settle()
  await office.close(id)
  const issuer = await app.keyFor('issuer', { issuer: instrument.issuer })
  const treasurer = openSender({
    ...{ db, rpc, chainId: 31_337, clock, finality: { kind: 'confirmations', count: 0 } },
    ...{ handlers: distributionSettled, signer: developmentSigner(12, {}) },
  })
  const list = `/v1/instruments/${instrument.id}`
  const call = async (path: string, body?: Record<string, unknown>) => {
    const answer = await app.call({ path, key: issuer, ...(body === undefined ? {} : { body }) })
    return answer.json<Record<string, unknown>>()
  }
  return {
    ...{ database, db, office, instrument, list, call },
    advance: async () => {
      for (let i = 0; i < 12; i++) {
        await treasurer.round()
        await office.settle()
        if ((await advanceDistributions({ db, rpc, clock })) === 0 && i > 1) break
      }
    },
    bring: (period: string, ...lines: readonly string[]) =>
      call(`${list}/income-statements`, {
        period,
        csv: ['date,account,amount', ...lines.map((line) => `${period}-${line}`)].join('\n'),
      }),
    regular: async (period: string) =>
      (await distributions(db, instrument)).find(
        ({ distribution: d }) => d.kind === 'regular' && d.period.toString() === period,
      )!,
    differing: async () =>
      (await incomeChecks(db, instrument.token!)).flatMap(({ differences }) =>
        differences.map(({ what }) => what),
      ),
  }
}
