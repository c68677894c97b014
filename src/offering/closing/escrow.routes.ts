import * as z from 'zod'
import { fiatOf } from '../../bank/deposit-match.ts'
import { formatDecimal } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import type { Db } from '../../platform/db/database.ts'
import { addressField, idField, instantField, moneyAnswer, moneyBody } from '../../platform/http/fields.ts'
import { read, type Route } from '../../platform/http/route.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'
import type { Sale } from '../offering.ts'
import { escrowBalance, type MoneyBalance } from './escrow-balance.service.ts'
import { releasedFrom } from '../escrow/escrow-journal.service.ts'

const heldMoney = {
  escrow: moneyAnswer,
  booked: moneyAnswer.meta({ description: 'What open subscriptions paid, by the books.' }),
  proceeds: moneyAnswer,
  parked: moneyAnswer,
  released: z
    .object({
      amount: moneyAnswer,
      treasury: addressField,
      at: instantField,
      tx: z.string().nullable().meta({ description: 'Null where somebody else released it.' }),
    })
    .nullable()
    .meta({
      description: 'The money of issued units that went to the treasury; null until it has for good.',
    }),
}

const escrowAnswer = z
  .object({
    stage: z.enum(['none', 'open', 'closed', 'refunding']),
    subscriptions: z.string(),
    subscribed: z.string(),
    minted: z.string(),
    ...heldMoney,
    balances: z.boolean().meta({ description: 'In every currency.' }),
    others: z
      .array(z.object({ ...heldMoney, balances: z.boolean() }))
      .meta({ description: 'The same in each other currency that is taken.' }),
    fiat: z
      .object({
        held: moneyAnswer.meta({ description: 'Attested for open subscriptions.' }),
        booked: moneyAnswer.meta({ description: 'The same, by the books.' }),
        proceeds: moneyAnswer.meta({ description: 'Of issued units, and not yet released.' }),
        due: moneyAnswer.meta({ description: 'To be given back at the bank, as the contract knows.' }),
        dueBooked: moneyAnswer.meta({ description: 'The same, by the books.' }),
        balances: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Money paid at a bank, which the contract counts; null where none is taken.' }),
  })
  .meta({ id: 'Escrow' })

async function heldBody(db: Db, { offering, instrument }: Sale, held: MoneyBalance, index: number) {
  const shown = (minor: bigint) => moneyBody(money(minor, held.currency))
  const released = await releasedFrom(db, offering, index)
  return {
    escrow: shown(held.escrow),
    booked: shown(held.booked),
    proceeds: shown(held.proceeds),
    parked: shown(held.parked),
    balances: held.balances,
    released:
      released === null
        ? null
        : {
            amount: moneyBody(released.amount),
            treasury: instrument.treasury,
            at: released.at,
            tx: released.txHash,
          },
  }
}

/** The escrow of an offering, compared with the books. */
export function escrowRoutes(chain: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/escrow',
      summary: 'Compare the escrow on the chain with the books',
      tag: 'Offerings',
      access: ['issuer', 'officer', 'auditor'],
      params: z.strictObject({ id: idField('off') }),
      response: escrowAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const balance = await escrowBalance(work.db, chain.rpc, view.offering)
        if (balance === null) return refuse('OFFERING_NOT_READY')
        const { decimals, payment } = view.instrument
        const paid = (minor: bigint) => moneyBody(money(minor, payment.currency))
        const [first, ...others] = await Promise.all(
          balance.money.map((held, index) => heldBody(work.db, view, held, index)),
        )
        if (first === undefined) throw new Error(`${id} is paid in nothing`)
        return ok({
          stage: balance.stage,
          subscriptions: balance.subscriptions.toString(),
          subscribed: formatDecimal(balance.subscribed, decimals),
          minted: formatDecimal(balance.minted, decimals),
          ...first,
          balances: balance.balances,
          others,
          fiat:
            fiatOf(payment.currency) === null
              ? null
              : {
                  held: paid(balance.fiatEscrow),
                  booked: paid(balance.fiatBooked),
                  proceeds: paid(balance.fiatProceeds),
                  due: paid(balance.fiatDue),
                  dueBooked: paid(balance.fiatDueBooked),
                  balances: balance.fiatBalances,
                },
        })
      },
    }),
  ]
}
