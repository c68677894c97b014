import { getAddress } from 'viem'
import * as z from 'zod'
import type { Instrument } from '../instrument/instrument.ts'
import { investorNames, walletsOf } from '../investor/investor.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import { displayDecimal, displayMoney, formatDecimal } from '../kernel/decimal.ts'
import { money } from '../kernel/money.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { tokenBalance } from '../platform/chain/token-balance.ts'
import type { Db } from '../platform/db/database.ts'
import {
  addressField,
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
} from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import { DOCUMENT } from '../register/enforcement.ts'
import { instrumentParams, ISSUERS, READERS, visibleInstrument } from './income.routes.ts'
import { REPAYMENT_PROBLEMS } from './repayment.problems.ts'
import { confirmRepayment, prepareRepayment, repaymentView, type RepaymentView } from './repayment.service.ts'
import { askRelease, confirmRelease, releasesOf } from './repayment-release.service.ts'
import { claimParked } from './repayment-steps.service.ts'
import { REPAYMENT_STATUSES, repaymentOpens, type RepaymentLine } from './repayment.ts'

/** Holders that an answer lists; the sums are of all. */
const LINES_MAX = 1_000

const stamp = z.object({ by: z.string(), at: instantField }).nullable()

const repaymentAnswer = z
  .object({
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    status: z.enum([...REPAYMENT_STATUSES, 'ahead']).meta({
      description: 'ahead: until a week before maturity nobody has to do anything.',
    }),
    maturity: dateField,
    opens: dateField.meta({ description: 'The first day on which two people may order it.' }),
    faceValue: moneyAnswer,
    units: z.string(),
    unitsDisplay: z.string(),
    amount: moneyAnswer.meta({ description: 'The principal of every unit.' }),
    prepared: stamp,
    confirmed: stamp,
    waiting: z.object({ code: z.string(), detail: z.string(), fix: z.string() }).nullable().meta({
      description: 'What keeps it from going on; null while it goes on by itself, and for investors.',
    }),
    treasury: z
      .object({
        address: z.string(),
        balance: moneyAnswer,
        missing: moneyAnswer.meta({ description: 'What the treasury lacks of what is still to be funded.' }),
      })
      .nullable()
      .meta({ description: 'Null for investors.' }),
    funded: moneyAnswer,
    paid: moneyAnswer,
    parked: moneyAnswer,
    returned: moneyAnswer,
    held: moneyAnswer.meta({ description: 'At the contract: funded, and not paid, parked or returned yet.' }),
    balanced: z.boolean(),
    holders: z.int(),
    lines: z.array(
      z.object({
        wallet: z.string(),
        investor: z.object({ id: z.string(), displayName: z.string() }).nullable(),
        units: z.string(),
        unitsDisplay: z.string(),
        amount: moneyAnswer,
        formula: z.string().meta({ description: 'How the amount comes about.' }),
        status: z.enum(['due', 'paid', 'parked']),
        tx: z.string().nullable(),
      }),
    ),
    releases: z
      .array(z.object({ wallet: z.string(), document: z.string(), by: z.string(), at: instantField }))
      .meta({
        description: 'Of principal that is held, what waits for a second officer; for officers alone.',
      }),
    tx: z.string().nullable().meta({ description: 'The transaction that announced it.' }),
  })
  .meta({ id: 'Repayment' })

/** The repayment of a bond's principal at maturity. */
export function repaymentRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  const shared = {
    tag: 'Income',
    params: instrumentParams,
    response: repaymentAnswer,
    problems: REPAYMENT_PROBLEMS,
  } as const
  const answer = (work: Work, caller: Caller, instrument: Instrument) =>
    repaymentBody({ work, rpc, caller }, instrument)
  return [
    read({
      ...shared,
      path: '/v1/instruments/{id}/repayment',
      summary: 'Read what of a bond’s principal is due, paid, or kept for holders',
      description: `An investor sees their own units. At most ${LINES_MAX} holders are listed, those first whose money is kept for them; the sums are of all.`,
      access: READERS,
      handle: async ({ work, caller, params }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        return instrument === null ? refuse('NOT_FOUND') : answer(work, caller, instrument)
      },
    }),
    write({
      ...shared,
      path: '/v1/instruments/{id}/repayment',
      summary: 'Prepare the repayment of a bond’s principal, as the first of two people',
      access: ISSUERS,
      handle: async ({ work, caller, params }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        const prepared = await prepareRepayment(work, instrument)
        return prepared.ok ? answer(work, caller, instrument) : prepared
      },
    }),
    write({
      ...shared,
      path: '/v1/instruments/{id}/repayment/confirmation',
      summary: 'Confirm the repayment, as the second person',
      description:
        'Its redemption is then announced; at maturity it is funded from the treasury, and every unit is redeemed.',
      access: ['issuer', 'officer'],
      handle: async ({ work, caller, params }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        const confirmed = await confirmRepayment(work, instrument)
        return confirmed.ok ? answer(work, caller, instrument) : confirmed
      },
    }),
    write({
      ...shared,
      path: '/v1/instruments/{id}/repayment/retries',
      summary: 'Try again to pay the holders whose principal is kept for them',
      access: ISSUERS,
      handle: async ({ work, caller, params }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        const claimed = await claimParked(work, rpc, instrument)
        return claimed.ok ? answer(work, caller, instrument) : claimed
      },
    }),
    write({
      ...shared,
      path: '/v1/instruments/{id}/repayment/releases',
      summary: 'Ask that a holder’s principal be released, as the first of two officers',
      description:
        'The principal of units that were frozen when they were redeemed is held until that is over; asked again, it is asked anew.',
      access: ['officer'],
      body: z.strictObject({
        wallet: addressField,
        document: z.string().regex(DOCUMENT).meta({
          description: 'What ends it: the id of a paper, or a file number, without names of people.',
        }),
      }),
      handle: async ({ work, caller, params, body }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        const asked = await askRelease(work, rpc, instrument, body)
        return asked.ok ? answer(work, caller, instrument) : asked
      },
    }),
    write({
      ...shared,
      path: '/v1/instruments/{id}/repayment/releases/confirmation',
      summary: 'Release a holder’s principal, as the second officer',
      access: ['officer'],
      body: z.strictObject({
        wallet: addressField,
        document: z
          .string()
          .regex(DOCUMENT)
          .meta({ description: 'The one that it was asked for by, as it was seen.' }),
      }),
      handle: async ({ work, caller, params, body }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        const released = await confirmRelease(work, rpc, instrument, body)
        return released.ok ? answer(work, caller, instrument) : released
      },
    }),
  ]
}

async function repaymentBody(
  { work, rpc, caller }: { readonly work: Work; readonly rpc: Rpc; readonly caller: Caller },
  instrument: Instrument,
) {
  const view = await repaymentView(work.db, instrument, work.now)
  if (view === null) return refuse('NO_PRINCIPAL')
  const { repayment, coupon, sums } = view
  const { currency } = instrument.payment
  const amount = (minor: bigint) => moneyBody(money(minor, currency))
  const isInvestor = caller.role === 'investor'
  const own = await ownLines(work.db, caller, view)
  return ok({
    instrument: { id: instrument.id, name: instrument.name, symbol: instrument.symbol },
    status: repayment?.status ?? ('ahead' as const),
    maturity: repayment?.dueOn ?? coupon.maturity,
    opens: repaymentOpens(coupon),
    faceValue: amount(repayment?.faceValue ?? coupon.faceValue.minor),
    units: formatDecimal(view.units, instrument.decimals),
    unitsDisplay: displayDecimal(view.units, instrument.decimals),
    amount: amount(view.amount),
    // Who works for the issuer, and how its treasury stands, is nothing for investors.
    prepared: isInvestor ? null : (repayment?.prepared ?? null),
    confirmed: isInvestor ? null : (repayment?.confirmed ?? null),
    waiting: isInvestor ? null : waitingBody(view),
    treasury: isInvestor ? null : await treasuryBody(rpc, view),
    funded: amount(sums.funded),
    paid: amount(sums.paid),
    parked: amount(sums.parked),
    returned: amount(sums.returned),
    held: amount(sums.held),
    balanced: sums.balanced,
    holders: view.lines.length,
    lines: await lineBodies(work.db, view, keptFirst(own).slice(0, LINES_MAX)),
    releases:
      caller.role === 'officer' && repayment !== null
        ? (await releasesOf(work.db, repayment.id)).map((one) => ({ ...one, wallet: getAddress(one.wallet) }))
        : [],
    tx: view.announcedIn,
  })
}

/** What is kept waits for people, and is among the lines that an answer has room for. */
function keptFirst(lines: readonly RepaymentLine[]): RepaymentLine[] {
  return lines.toSorted((a, b) => Number(b.status === 'parked') - Number(a.status === 'parked'))
}

async function treasuryBody(rpc: Rpc, { instrument, amount, sums }: RepaymentView) {
  const { currency, token } = instrument.payment
  const balance = await tokenBalance(rpc, token, instrument.treasury)
  const due = amount - sums.paid - sums.parked - sums.held
  return {
    address: instrument.treasury,
    balance: moneyBody(money(balance, currency)),
    missing: moneyBody(money(due > balance ? due - balance : 0n, currency)),
  }
}

/** An investor sees what is theirs. */
async function ownLines(db: Db, caller: Caller, { lines }: RepaymentView): Promise<readonly RepaymentLine[]> {
  if (caller.role !== 'investor') return lines
  const wallets = caller.investor === null ? [] : await walletsOf(db, caller.investor)
  const own = new Set(wallets.map(({ address }) => address.toLowerCase()))
  return lines.filter(({ wallet }) => own.has(wallet.toLowerCase()))
}

async function lineBodies(db: Db, view: RepaymentView, lines: readonly RepaymentLine[]) {
  const { instrument, repayment, coupon } = view
  const { decimals } = instrument
  const { currency } = instrument.payment
  const face = displayMoney(money(repayment?.faceValue ?? coupon.faceValue.minor, currency))
  const owners = await investorsOfWallets(
    db,
    lines.map(({ wallet }) => wallet),
  )
  const names = await investorNames(db, [...new Set(owners.values())])
  return lines.map((line) => {
    const investor = owners.get(line.wallet.toLowerCase())
    return {
      wallet: getAddress(line.wallet),
      investor: investor === undefined ? null : { id: investor, displayName: names.get(investor) ?? '–' },
      units: formatDecimal(line.units, decimals),
      unitsDisplay: displayDecimal(line.units, decimals),
      amount: moneyBody(money(line.amount, currency)),
      formula: `${face} × ${displayDecimal(line.units, decimals)}`,
      status: line.status,
      tx: line.txHash,
    }
  })
}

function waitingBody({ repayment, instrument }: RepaymentView) {
  const waiting = repayment?.waiting ?? null
  if (waiting === null) return null
  const { missing = '0' } = waiting.facts
  const facts = {
    ...waiting.facts,
    missing: displayMoney(money(BigInt(missing), instrument.payment.currency)),
    treasury: instrument.treasury,
  }
  const { detail, fix } = REPAYMENT_PROBLEMS[waiting.reason]
  return { code: waiting.reason, detail: sentence(detail, facts), fix: sentence(fix, facts) }
}
