import * as z from 'zod'
import { getAddress, type Address } from 'viem'
import { couponIn } from '../instrument/coupon.ts'
import { investorNames, walletsOf } from '../investor/investor.service.ts'
import { walletsOfNamed } from '../investor/investor-list.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import { displayDecimal, displayMoney, formatDecimal } from '../kernel/decimal.ts'
import { money, type Money } from '../kernel/money.ts'
import { ok, refuse } from '../kernel/result.ts'
import { t, type Language } from '../messages/message.ts'
import { readerLanguage, writeIn } from '../messages/reader.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { csvOf } from '../kernel/csv.ts'
import {
  addressField,
  idField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { CSV, read, type Caller, type Route } from '../platform/http/route.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import { currency, distributionParams, visible } from './distribution.routes.ts'
import { entitlementsOf, type DistributionView, type EntitlementRow } from './distribution.service.ts'
import {
  capitalIn,
  ENTITLEMENT_SORTS,
  PARKED_REASONS,
  PAYMENT_STATUSES,
  statementsOf,
} from './distribution.ts'
import { explanation } from './explanation.ts'
import { READERS } from './income.routes.ts'
import { inPaymentCurrency, statementLines } from './income.service.ts'
import { withholdingReasons } from './withholding.service.ts'
import { WITHHOLDING_REASONS } from './withholding.ts'

const HOLDER_LENGTH_MAX = 200

const entitlementAnswer = z
  .object({
    wallet: z.string(),
    investor: z.object({ id: z.string(), displayName: z.string() }).nullable(),
    units: z.string(),
    unitsDisplay: z.string(),
    amount: moneyAnswer.meta({ description: 'Their share, before anything is withheld.' }),
    capital: moneyAnswer.meta({
      description: 'What of it came out of what investors had paid in: no income, a return of capital.',
    }),
    withheld: z
      .object({ amount: moneyAnswer, bps: z.int(), reason: z.enum(WITHHOLDING_REASONS).nullable() })
      .nullable()
      .meta({ description: 'What of it was kept back for the tax authority, at which rate, and why.' }),
    status: z.enum(PAYMENT_STATUSES),
    parkedBecause: z.enum(PARKED_REASONS).nullable().meta({
      description:
        'Why it is parked: `blocked`, the registry blocks the wallet, because of its holder or because it was taken out of use, or `refused`, the payment token did not let it reach the wallet.',
    }),
    tx: z.string().nullable(),
  })
  .meta({ id: 'Entitlement' })

const explanationAnswer = entitlementAnswer.extend({
  steps: z.array(
    z.object({ key: z.string(), label: z.string(), formula: z.string().nullable(), value: z.string() }),
  ),
})

const filters = {
  status: z.enum(PAYMENT_STATUSES).optional(),
  wallet: addressField.optional(),
  holder: textField(HOLDER_LENGTH_MAX).optional().meta({
    description: 'A part of a holder’s name, in any case and without the marks on its letters too.',
  }),
  sort: z.enum(ENTITLEMENT_SORTS).default('wallet').meta({ description: 'A minus sorts downwards.' }),
}

/** Who is owed what of a distribution, and why. */
export const entitlementRoutes: readonly Route[] = [
  read({
    path: '/v1/distributions/{id}/entitlements',
    summary: 'List who is owed what, and whether it was paid',
    tag: 'Income',
    access: READERS,
    params: distributionParams,
    query: pageQuery(filters),
    response: page(entitlementAnswer),
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params, query, pages }) => {
      const view = await visible(work.db, caller, params.id)
      if (view === null) return refuse('NOT_FOUND')
      const rows = await entitlementsOf(
        work.db,
        view.distribution,
        { wallets: await walletsAsked(work.db, caller, view.distribution, query), status: query.status },
        { sort: query.sort, after: pages.after(query), limit: query.limit + 1 },
      )
      const { items, next } = pages.page(rows, query, ({ place }) => place)
      return ok({ items: await entitlementBodies(work.db, view, items), next })
    },
  }),
  read({
    path: '/v1/distributions/{id}/entitlements.csv',
    summary: 'Download who is owed what',
    tag: 'Income',
    access: READERS,
    params: distributionParams,
    query: z.strictObject(filters),
    response: CSV,
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params, query }) => {
      const view = await visible(work.db, caller, params.id)
      if (view === null) return refuse('NOT_FOUND')
      const rows = await entitlementsOf(
        work.db,
        view.distribution,
        { wallets: await walletsAsked(work.db, caller, view.distribution, query), status: query.status },
        { sort: query.sort, after: null, limit: Number.MAX_SAFE_INTEGER },
      )
      // Names of all holders leave the house with this file.
      await appendAudit(work, {
        action: 'distribution.exported',
        subject: params.id,
        detail: { holders: rows.length },
      })
      return ok({
        text: entitlementsCsv(await entitlementBodies(work.db, view, rows)),
        fileName: `${view.instrument.key}-${view.distribution.period.toString()}-entitlements.csv`,
      })
    },
  }),
  read({
    path: '/v1/distributions/{id}/entitlements/{wallet}',
    summary: 'Explain one holder’s amount, step by step',
    tag: 'Income',
    access: READERS,
    params: z.strictObject({ id: idField('dst'), wallet: addressField }),
    response: explanationAnswer,
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params, acceptLanguage }) => {
      const view = await visible(work.db, caller, params.id)
      if (view === null) return refuse('NOT_FOUND')
      const wallets = await walletsAsked(work.db, caller, view.distribution, params)
      const [row] = await entitlementsOf(work.db, view.distribution, { wallets })
      if (row === undefined) return refuse('NOT_FOUND')
      const [body] = await entitlementBodies(work.db, view, [row])
      const language = readerLanguage(undefined, acceptLanguage)
      return ok({ ...body!, steps: await steps(work.db, view, row, language) })
    },
  }),
]

/** Whose entitlements are asked for: an investor sees their own only. Undefined is everybody's. */
async function walletsAsked(
  db: Db,
  caller: Caller,
  distribution: DistributionView['distribution'],
  asked: { readonly wallet?: Address | undefined; readonly holder?: string | undefined },
): Promise<readonly Address[] | undefined> {
  const own = caller.role === 'investor' ? await ownWallets(db, caller) : undefined
  const wallets =
    asked.wallet === undefined ? own : (own ?? [asked.wallet]).filter((one) => one === asked.wallet)
  if (asked.holder === undefined) return wallets
  const among = wallets ?? (await entitlementsOf(db, distribution, {})).map(({ wallet }) => wallet as Address)
  return [...(await walletsOfNamed(db, asked.holder, among))]
}

async function ownWallets(db: Db, caller: Caller): Promise<readonly Address[]> {
  if (caller.investor === null) return []
  return (await walletsOf(db, caller.investor)).map(({ address }) => address)
}

async function entitlementBodies(db: Db, view: DistributionView, rows: readonly EntitlementRow[]) {
  const owners = await investorsOfWallets(
    db,
    rows.map((row) => row.wallet),
  )
  const names = await investorNames(db, [...new Set(owners.values())])
  const reasons = await withholdingReasons(db, view.distribution.id, rows)
  const declared = view.distribution.declared ?? 0n
  return rows.map((row) => {
    const investor = owners.get(row.wallet.toLowerCase())
    return {
      wallet: getAddress(row.wallet),
      investor: investor === undefined ? null : { id: investor, displayName: names.get(investor) ?? '–' },
      units: formatDecimal(row.units, view.instrument.decimals),
      unitsDisplay: displayDecimal(row.units, view.instrument.decimals),
      amount: moneyBody(money(row.amount, currency(view))),
      capital: moneyBody(
        money(capitalIn(row.amount, { capital: view.capital.paid, declared }), currency(view)),
      ),
      withheld:
        row.withheld === null
          ? null
          : {
              amount: moneyBody(money(row.withheld.amount, currency(view))),
              bps: row.withheld.bps,
              reason: reasons.get(row.wallet) ?? null,
            },
      status: row.status,
      parkedBecause: row.parkedBecause,
      tx: row.txHash,
    }
  })
}

function entitlementsCsv(rows: Awaited<ReturnType<typeof entitlementBodies>>): string {
  return csvOf(
    ['wallet', 'holder', 'units', 'amount', 'withheld', 'currency', 'status', 'transaction', 'capital'],
    rows.map((row) => [
      row.wallet,
      row.investor?.displayName ?? '',
      row.units,
      row.amount.amount,
      row.withheld?.amount.amount ?? '0',
      row.amount.currency,
      row.status,
      row.tx ?? '',
      row.capital.amount,
    ]),
  )
}

/** For which days interest is paid, and how it comes about; null of income that a statement told. */
function couponFacts({ distribution, instrument, entitled }: DistributionView) {
  const { coupon: terms, decimals } = instrument
  const due = terms === null ? null : couponIn(terms, distribution.period)
  if (terms === null || due === null) return null
  const { numerator, denominator } = due.fraction
  return {
    start: due.start.toString(),
    end: due.end.toString(),
    formula: t('explained.interestFormula', {
      face: displayMoney(terms.faceValue),
      units: displayDecimal(entitled.units, decimals),
      rate: displayDecimal(terms.rate, 4),
      fraction: `${numerator}/${denominator}`,
      dayCount: terms.dayCount,
    }),
  }
}

async function steps(db: Db, view: DistributionView, row: EntitlementRow, language: Language) {
  const { distribution, instrument } = view
  const shown = (minor: bigint): string => displayMoney(money(minor, currency(view)) satisfies Money)
  const lines = (await Promise.all(statementsOf(distribution).map((each) => statementLines(db, each)))).flat()
  const reason = (await withholdingReasons(db, distribution.id, [row])).get(row.wallet) ?? null
  return writeIn(language, () =>
    explanation({
      distribution,
      row: { ...row, withheld: row.withheld === null ? null : { ...row.withheld, reason } },
      supply: view.entitled.units,
      carried: view.reconciliation?.carried ?? 0n,
      capital: view.capital.paid,
      lines: lines.map((line) => ({ ...line, amount: inPaymentCurrency(instrument, line.amount).minor })),
      coupon: couponFacts(view),
      shown,
      units: (units) => displayDecimal(units, instrument.decimals),
    }),
  )
}
