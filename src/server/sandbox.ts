import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { encodeFunctionData } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import type { Period } from '../corporate-action/income.ts'
import {
  importStatement,
  statementLines,
  statements,
  STATEMENT_DECIMALS,
} from '../corporate-action/income.service.ts'
import { COUPON_NOTICE_DAYS, datesOf, firstPeriod } from '../corporate-action/distribution.ts'
import { priceOf } from '../corporate-action/redemption.ts'
import { couponIn, couponsOf, interestOf } from '../instrument/coupon.ts'
import { monthsUpTo } from '../instrument/income-calendar.ts'
import { instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { CHECK_RESULTS, type CheckResult } from '../investor/kyc-case.ts'
import { checkStates } from '../investor/kyc-check.service.ts'
import { personPlaceField } from '../investor/onboarding-answers.service.ts'
import { simulatedMessage } from '../investor/kyc-simulated.service.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { displayMoney, formatDecimal } from '../kernel/decimal.ts'
import { money, USDX } from '../kernel/money.ts'
import type { Problems } from '../kernel/problem.ts'
import { must, ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { closeOfDay, dateIn, startOfDay } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { recordIntent } from '../platform/chain/intents.ts'
import { numberOf } from '../platform/chain/rpc.ts'
import { waitForBlock } from '../platform/chain/wait.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { lockFor, transaction } from '../platform/db/database.ts'
import { aimClock } from '../platform/sandbox-clock.ts'
import {
  addressField,
  amountField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  textField,
} from '../platform/http/fields.ts'
import { read, seesInvestor, write, type Route } from '../platform/http/route.ts'
import { holdersAt } from '../register/register.service.ts'
import { derivedKey } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import type { Platform } from './platform.ts'

/** A sandbox moves at most this far at once: each month on the way is lived through. */
const MONTHS_MAX = 12

/**
 * What the outside world of a sandbox does: tenants pay into the treasury, and the property manager sends the month's
 * statement. `statementOf` finds a month's file, or null to take the last one again with its dates moved.
 */
export type Outside = { readonly statementOf: (instrument: Instrument, period: Period) => string | null }

export type ClockRefusal = 'CLOCK_BACKWARDS' | 'CLOCK_TOO_FAR'

/**
 * Moves a sandbox's business clock, stopping wherever a month ends somewhere, and where income is paid, and where interest is announced or due: there the
 * outside world does its part, once, and everything that is due then happens before time goes on. Where it stands is one of the
 * stops: a move that was interrupted there goes on.
 */
export async function moveClock(
  platform: Platform,
  outside: Outside,
  to: Temporal.Instant,
): Promise<Result<null, ClockRefusal>> {
  const from = platform.clock.now()
  const refusal = clockRefusal(from, to)
  if (refusal !== null) return refusal

  await platform.settle()
  const known = await instruments(platform.db)
  for (const stop of stopsBetween(known, from, to)) {
    await standAt(platform, stop)
    for (const instrument of await instruments(platform.db)) {
      const period = dateIn(stop, instrument.timeZone).toPlainYearMonth().subtract({ months: 1 })
      if (instrument.income !== null && isEndOf(instrument, period, stop))
        await liveMonth(platform, outside, instrument, period)
      await payCoupon(platform, instrument, stop)
    }
    await platform.settle()
  }
  if (Temporal.Instant.compare(to, from) > 0) {
    await standAt(platform, to)
    await platform.settle()
  }
  return ok(null)
}

function clockRefusal(from: Temporal.Instant, to: Temporal.Instant): Refusal<ClockRefusal> | null {
  if (Temporal.Instant.compare(to, from) < 0) return refuse('CLOCK_BACKWARDS', { now: from.toString() })
  const limit = from.toZonedDateTimeISO('UTC').add({ months: MONTHS_MAX }).toInstant()
  return Temporal.Instant.compare(to, limit) > 0
    ? refuse('CLOCK_TOO_FAR', { months: String(MONTHS_MAX) })
    : null
}

/** Moves the clock and lets the chain know: a block is mined at the new time. */
async function standAt(platform: Platform, at: Temporal.Instant): Promise<void> {
  if (platform.sandbox === null || platform.embeddedChain === null)
    throw new Error('only a sandbox’s clock can be moved')
  await platform.sandbox.moveTo(at)
  await platform.embeddedChain.mine(at)
  const head = numberOf(await platform.rpc.call('eth_blockNumber', []), 'the head')
  platform.watcher.ring()
  await waitForBlock(platform.db, head)
}

/** Where the clock stops from `from` to `to`, both included, in the order of time: ends of months, pay days, and the days on which interest is announced or due. */
export function stopsBetween(
  list: readonly Pick<Instrument, 'income' | 'coupon' | 'timeZone'>[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Temporal.Instant[] {
  const isBetween = (at: Temporal.Instant) =>
    Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) <= 0
  const coupons = list.flatMap(({ coupon, timeZone }) =>
    coupon === null
      ? []
      : couponsOf(coupon).flatMap(({ end }) => [
          startOfDay(end.subtract({ days: COUPON_NOTICE_DAYS }), timeZone),
          startOfDay(end, timeZone),
        ]),
  )
  const days = [...payDays(list, from, to), ...coupons].filter(isBetween)
  const stops = [...monthEnds(list, from, to), ...days]
  return [...new Map(stops.map((at) => [at.toString(), at])).values()].sort(Temporal.Instant.compare)
}

/** The pay days of income around a time: of each period that may be paid in it. */
function payDays(
  list: readonly Pick<Instrument, 'income' | 'coupon' | 'timeZone'>[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Temporal.Instant[] {
  return list.flatMap((each) => {
    const first = dateIn(from, each.timeZone).toPlainYearMonth().subtract({ months: 1 })
    const last = dateIn(to, each.timeZone).toPlainYearMonth()
    const { months } = first.until(last, { largestUnit: 'month' })
    if (each.income === null) return []
    return monthsUpTo(last, months + 1).flatMap((month) => datesOf(each, month)?.payAt ?? [])
  })
}

function monthEnds(
  list: readonly Pick<Instrument, 'timeZone'>[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Temporal.Instant[] {
  const ends = new Map<string, Temporal.Instant>()
  for (const zone of new Set(list.map(({ timeZone }) => timeZone)))
    for (
      let period = dateIn(from, zone).toPlainYearMonth().subtract({ months: 1 });
      ;
      period = period.add({ months: 1 })
    ) {
      const end = endOf(period, zone)
      if (Temporal.Instant.compare(end, to) > 0) break
      if (Temporal.Instant.compare(end, from) >= 0) ends.set(end.toString(), end)
    }
  return [...ends.values()].sort(Temporal.Instant.compare)
}

function endOf(period: Period, zone: string): Temporal.Instant {
  return closeOfDay(period.toPlainDate({ day: period.daysInMonth }), zone)
}

function isEndOf(instrument: Instrument, period: Period, at: Temporal.Instant): boolean {
  return endOf(period, instrument.timeZone).equals(at)
}

/** On the date of a coupon its debtor pays the interest on all units to the treasury, and on the last one their principal too. */
async function payCoupon(platform: Platform, instrument: Instrument, at: Temporal.Instant): Promise<void> {
  const { coupon, timeZone, decimals, treasury } = instrument
  const today = dateIn(at, timeZone)
  const due = coupon === null ? null : couponIn(coupon, today.toPlainYearMonth())
  if (coupon === null || due === null || !startOfDay(due.end, timeZone).equals(at)) return
  await inWork(platform, 'sandbox:debtor', async (work) => {
    const holders = await holdersAt(work.db, instrument, { before: at })
    const units = holders.reduce((sum, holder) => sum + holder.units, 0n)
    const interest = interestOf(coupon, due.fraction, { units, decimals })
    if (interest > 0n)
      await mintStablecoin(work, `interest:${instrument.id}:${today.toString()}`, treasury, interest)
    const principal = priceOf(units, { price: coupon.faceValue.minor, decimals })
    if (principal > 0n && due.end.equals(coupon.maturity))
      await mintStablecoin(work, `principal:${instrument.id}`, treasury, principal)
  })
}

/** The month's statement comes in, and its net income is on the treasury's account. */
async function liveMonth(
  platform: Platform,
  outside: Outside,
  instrument: Instrument,
  period: Period,
): Promise<void> {
  if (Temporal.PlainYearMonth.compare(period, firstPeriod(instrument.offering.closes)) < 0) return
  await inWork(platform, 'sandbox:property-manager', async (work) => {
    await lockFor(work.db, `sandbox:${instrument.id}`)
    if ((await statements(work.db, instrument.id, period)).length > 0) return
    const csv = outside.statementOf(instrument, period) ?? (await sameAsBefore(work, instrument, period))
    if (csv === null) return
    const { net } = must(await importStatement(work, instrument, period, csv))
    if (net.minor > 0n)
      await mintStablecoin(work, `rent:${instrument.id}:${period.toString()}`, instrument.treasury, net.minor)
  })
}

/** The newest statement of the months before with its dates moved into this one; null when there is none. */
async function sameAsBefore(work: Work, instrument: Instrument, period: Period): Promise<string | null> {
  const all = await statements(work.db, instrument.id)
  const before = all.find((each) => Temporal.PlainYearMonth.compare(each.period, period) < 0)
  if (before === undefined) return null
  const lines = await statementLines(work.db, before.id)
  return [
    'date,account,amount',
    ...lines.map(({ date, account, amount }) => {
      const day = Math.min(date.day, period.daysInMonth)
      return `${period.toPlainDate({ day }).toString()},${account},${formatDecimal(amount, STATEMENT_DECIMALS)}`
    }),
  ].join('\n')
}

/** Makes development stablecoin: the only money a sandbox has. Once for each key. */
export async function mintStablecoin(
  work: Work,
  key: string,
  to: `0x${string}`,
  amount: bigint,
): Promise<void> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null || protocol.stablecoin === null)
    throw new Error('this chain has no development stablecoin')
  await recordIntent(
    work.db,
    {
      key: `sandbox:${key}`,
      purpose: 'sandbox.mint',
      subject: key,
      from: protocol.operator,
      to: protocol.stablecoin,
      data: encodeFunctionData({ abi: devStablecoinAbi, functionName: 'mint', args: [to, amount] }),
    },
    work.now,
  )
}

export function inWork<T>(
  platform: Pick<Platform, 'db' | 'clock'>,
  actor: string,
  work: (work: Work) => Promise<T>,
): Promise<T> {
  return transaction(platform.db, (db) => work({ db, now: platform.clock.now(), by: systemActor(actor) }))
}

const SANDBOX_PROBLEMS: Problems<ClockRefusal | 'CLOCK_MOVING'> = {
  CLOCK_BACKWARDS: {
    status: 422,
    detail: 'The clock stands at {now} and never goes back.',
    fix: 'Choose a later time.',
  },
  CLOCK_TOO_FAR: {
    status: 422,
    detail: 'The clock moves at most {months} months at once.',
    fix: 'Move it in several steps.',
  },
  CLOCK_MOVING: { status: 409, detail: 'The clock is being moved.', fix: 'Wait until it has arrived.' },
}

const COMMENT_LENGTH_MAX = 500

const CHECK_PROBLEMS: Problems<'NOT_FOUND' | 'CHECK_ABSENT'> = {
  NOT_FOUND: { status: 404, detail: 'There is nothing here that you may see.', fix: 'Check the id.' },
  CHECK_ABSENT: {
    status: 409,
    detail: 'The simulated provider has no check of this investor.',
    fix: 'Begin the check first.',
  },
}

/** More than any example asks for; so much that nobody has to ask twice. */
const MONEY_MAX = 1_000_000_000n * 10n ** BigInt(USDX.decimals)

const MONEY_PROBLEMS: Problems<'AMOUNT_OUT_OF_RANGE' | 'PROTOCOL_NOT_DEPLOYED'> = {
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    detail: 'The amount is above {most}.',
    fix: 'Write an amount of at most {most}.',
  },
  PROTOCOL_NOT_DEPLOYED: {
    status: 409,
    detail: 'The chain has no development stablecoin yet.',
    fix: 'Apply a term sheet first: it comes with the platform’s contracts.',
  },
}

const clockAnswer = z.object({ now: instantField, moving: z.boolean() })

/** A sandbox's business clock. `move` returns when it has arrived, one after another, and never fails: what goes wrong is logged. */
export type SandboxTime = {
  readonly clock: Clock
  readonly move: (to: Temporal.Instant) => Promise<void>
  /** Whether a move has begun, or waits for one that has. */
  readonly isMoving: () => boolean
  /** Has the simulated provider send a result to the server's own webhook: what it answered, null when it did not. */
  readonly checkIdentity: (event: SimulatedResult) => Promise<string | null>
}
export type SimulatedResult = {
  readonly check: string
  readonly result: CheckResult
  readonly comment: string | null
}

/** The time of this platform where it is a sandbox; null where time is what it is. */
export function sandboxTime(platform: Platform, outside: Outside): SandboxTime | null {
  if (platform.sandbox === null || platform.embeddedChain === null) return null
  const { host, port } = platform.config
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host
  const move = async (to: Temporal.Instant) => {
    try {
      await moveClock(platform, outside, to)
    } catch (error) {
      const sentence = 'the sandbox’s clock could not be moved; the next start goes on with it'
      platform.outages.note(error, { log: platform.log, sentence })
    }
  }
  let last = Promise.resolve()
  let open = 0
  return {
    clock: platform.clock,
    checkIdentity: async (event) => {
      const { body, headers } = simulatedMessage(simulatedSecret(), {
        ...event,
        at: systemClock.now(),
      })
      const address = `http://${reachable}:${port}/v1/webhooks/kyc/simulated`
      const answer = await fetch(address, { method: 'POST', headers, body })
      return answer.ok ? z.object({ outcome: z.string() }).parse(await answer.json()).outcome : null
    },
    move: (to) => {
      open += 1
      last = last
        .then(() => move(to))
        .finally(() => {
          open -= 1
        })
      return last
    },
    isMoving: () => open > 0,
  }
}

/** The secret that the simulated provider signs with: this installation's own. */
export function simulatedSecret(): string {
  return derivedKey('kyc/simulated').toString('hex')
}

/** The sandbox's time slider, its money and its provider of identity checks. Moving takes a while; the answer to POST comes at once, GET says when it has arrived. */
export function sandboxRoutes({ clock, move, isMoving, checkIdentity }: SandboxTime): Route[] {
  // Somebody has asked for a move that begins after the answer.
  let asked = false
  const answer = () => ({ now: clock.now(), moving: asked || isMoving() })
  return [
    read({
      path: '/v1/sandbox/clock',
      summary: 'Say where the sandbox’s business clock stands',
      tag: 'Sandbox',
      access: 'public',
      response: clockAnswer,
      handle: () => Promise.resolve(ok(answer())),
    }),
    write({
      path: '/v1/sandbox/identity-checks',
      summary: 'Have the simulated provider send a result, by its webhook',
      tag: 'Sandbox',
      access: ['officer', 'investor'],
      body: z.strictObject({
        investor: idField('inv'),
        person: personPlaceField
          .nullable()
          .default(null)
          .describe('Of whom, of those in the answer “owners”, counted from 0; null: of the applicant.'),
        result: z.enum(CHECK_RESULTS),
        comment: textField(COMMENT_LENGTH_MAX).nullable().default(null),
      }),
      response: z.object({ outcome: z.string() }),
      problems: CHECK_PROBLEMS,
      handle: async ({ work, caller, body: { investor, person, result, comment }, dryRun }) => {
        if (!seesInvestor(caller, investor)) return refuse('NOT_FOUND')
        const states = await checkStates(work.db, investor)
        const check = states.find(({ place }) => place === person)?.newest ?? null
        if (check === null || check.provider !== 'simulated') return refuse('CHECK_ABSENT')
        if (dryRun) return ok({ outcome: 'applied' })
        const outcome = await checkIdentity({ check: check.ref, result, comment })
        return outcome === null ? refuse('CHECK_ABSENT') : ok({ outcome })
      },
    }),
    write({
      path: '/v1/sandbox/money',
      summary: 'Make development stablecoin: the only money a sandbox has',
      tag: 'Sandbox',
      access: ['administrator', 'issuer', 'officer', 'investor'],
      status: 202,
      body: z.strictObject({ to: addressField, amount: amountField(USDX.decimals) }),
      response: z.object({ to: addressField, amount: moneyAnswer }),
      problems: MONEY_PROBLEMS,
      handle: async ({ work, body: { to, amount } }) => {
        if (amount > MONEY_MAX)
          return refuse('AMOUNT_OUT_OF_RANGE', { most: displayMoney(money(MONEY_MAX, USDX)) })
        if ((await protocolAddresses(work.db))?.stablecoin == null) return refuse('PROTOCOL_NOT_DEPLOYED')
        await mintStablecoin(work, `money:${randomUUID()}`, to, amount)
        const made = moneyBody(money(amount, USDX))
        await appendAudit(work, { action: 'sandbox.money-made', detail: { to, amount: made.display } })
        return ok({ to, amount: made })
      },
    }),
    write({
      path: '/v1/sandbox/clock',
      summary: 'Move the sandbox’s business clock; every month on the way is lived through',
      tag: 'Sandbox',
      access: ['administrator', 'issuer', 'officer', 'investor', 'auditor'],
      status: 202,
      body: z.strictObject({ to: instantField }),
      response: clockAnswer,
      problems: SANDBOX_PROBLEMS,
      handle: async ({ work, body: { to }, dryRun }) => {
        if (answer().moving) return refuse('CLOCK_MOVING')
        const refusal = clockRefusal(work.now, to)
        if (refusal !== null) return refusal
        await appendAudit(work, { action: 'sandbox.clock-moved', detail: { to: to.toString() } })
        if (dryRun) return ok(answer())
        await aimClock(work.db, { now: work.now, target: to })
        asked = true
        // After this transaction: what happens on the way writes in transactions of its own.
        setImmediate(() => {
          void move(to)
          asked = false
        })
        return ok(answer())
      },
    }),
  ]
}
