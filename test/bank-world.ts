import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { testApp } from './app.ts'
import { untilWaiting } from './at-once.ts'
import { testDatabase } from './database.ts'
import { readyToPay } from './ready-to-pay.ts'
import { instrumentTerms } from './instrument-terms.ts'
import { instrumentById } from '../src/instrument/instrument.service.ts'
import { createInvestor } from '../src/investor/investor.service.ts'
import { newId, type BankEntryId, type SubscriptionId } from '../src/kernel/ids.ts'
import { USDX, type Currency } from '../src/kernel/money.ts'
import { must, ok, refuse } from '../src/kernel/result.ts'
import { trialBalance } from '../src/ledger/journal.service.ts'
import { trialTotals, type AccountKind } from '../src/ledger/journal.ts'
import { transaction } from '../src/platform/db/database.ts'
import type { Work } from '../src/platform/work.ts'
import { systemClock } from '../src/platform/clock.ts'
import { loadSandboxList } from '../src/screening/sandbox-list.service.ts'
import { OFFERING_PROBLEMS } from '../src/offering/offering.problems.ts'
import { openOffering } from '../src/offering/escrow/escrow-opening.service.ts'
import { offeringView } from '../src/offering/offering.service.ts'
import { holdToEnd, holdToPay } from '../src/offering/subscription/sale-lock.service.ts'
import { fiatSubscriptions } from '../src/offering/fiat/fiat-subscription.service.ts'
import { importBankStatement } from '../src/bank/statement-import.service.ts'
import type { FiatSale } from '../src/bank/booking.service.ts'
import { bookedSums } from '../src/bank/bank-books.service.ts'
import { confirmMatches } from '../src/bank/deposit-match.service.ts'
import { assignOutgoing } from '../src/bank/outgoing.service.ts'
import { addBankAccount, bankAccountById, bankEntries, bankEntryById } from '../src/bank/bank.service.ts'
import { bankRoutes } from '../src/bank/bank.routes.ts'
import { journalRoutes } from '../src/offering/escrow/journal.routes.ts'
import { recordedInstrument } from './recorded-instrument.ts'

export const NOW = Temporal.Instant.from('2026-06-02T12:00:00Z')
export const HEADER = 'date,amount,currency,reference,counterparty,account,bank reference'

export type Person = 'importer' | 'second' | 'third'
type Line = { amount: string; reference?: string; name?: string; bankReference?: string }

/** The bank of a platform in a database of its own: issuers with an account and an offering, and reservations that are paid by wire. */
export async function bankWorld() {
  const database = await testDatabase()
  const { db, pool } = database

  /** The sale of units as far as a bank sees it: its own rules are tested where it is. */
  const sale = {
    known: fiatSubscriptions,
    holdToPay: ({ db: tx }, ids) => holdToPay(tx, ids),
    holdToReverse: ({ db: tx }, ids) => holdToEnd(tx, ids),
    askAnew: () => Promise.resolve(refuse('PRICE_NOT_MOVED')),
    fund: async ({ db: tx }, id) => {
      const done =
        await sql`update subscription set status = 'pending' where id = ${id} and status = 'in-progress'`.execute(
          tx,
        )
      return done.numAffectedRows === 1n ? ok(null) : refuse('STEP_ORDER', { status: 'paid' })
    },
    reverse: async ({ db: tx }, id) => {
      await holdToEnd(tx, [id])
      const done =
        await sql`update subscription set status = 'cancelled' where id = ${id} and status = 'pending'`.execute(
          tx,
        )
      if (done.numAffectedRows === 1n) return ok(null)
      const { status } = (await pool.query('select status from subscription where id = $1', [id])).rows[0]
      return refuse(status === 'confirmed' ? 'UNITS_OUT' : 'SUBSCRIPTION_UNSETTLED')
    },
  } satisfies FiatSale

  const app = await testApp(database, [
    ...bankRoutes({ sale, problems: OFFERING_PROBLEMS }),
    ...journalRoutes,
  ])
  const run = <T>(by: Person, what: (work: Work) => Promise<T>): Promise<T> =>
    transaction(db, (tx) => what({ db: tx, now: NOW, by: { kind: 'user', id: by } }))

  /** An issuer with an account at a bank and an offering of units at 1 USD, or at one of a payment currency. */
  async function world(number: string, unit: Currency = USDX) {
    return run('second', async (work) => {
      const { issuer, id } = await recordedInstrument(work, {
        key: `issuer-${number}`,
        treasury: `0x${number.padStart(40, '1')}`,
        termSheetSha256: number.padStart(64, '1'),
        terms: instrumentTerms(`ins-${number}`, `0x${number.padStart(40, '1')}`, {
          name: number,
          symbol: `T${number}`,
          unitsMax: 1_000_000n,
          payment: { token: `0x${number.padStart(40, '1')}`, currency: unit },
        }),
      })
      await openOffering(work, (await instrumentById(work.db, id))!)
      const offering = (await offeringView(work.db, { instrument: id }, NOW))!.offering.id
      const name = `Account ${number}`
      const bank = must(
        await addBankAccount(work, { issuer, name, number: `0210-${number}`, currency: 'USD' }),
      )
      return { issuer, offering, bank: bank.id }
    })
  }
  const first = await world('1')
  await run('second', (work) => loadSandboxList(work, systemClock.now()))

  /** A reservation of `dollars`, by somebody named Ada Okafor. */
  async function reserve(
    dollars: number,
    at = first,
    isReady = true,
    id = newId('sub'),
  ): Promise<SubscriptionId> {
    const email = `${randomBytes(6).toString('hex')}@example.org`
    const person = { name: 'Ada Okafor', email, kind: 'individual', country: 'PT' } as const
    const investor = await run('second', (work) => createInvestor(work, person))
    await pool.query(
      `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
       values ($1, $2, $3, $4, $5, $6, 'in-progress', 'eligible', now() + interval '1 day', now(), now())`,
      [id, at.offering, investor.id, `0x${'1'.repeat(40)}`, dollars, String(dollars * 1_000_000)],
    )
    await judge(id, 'verified')
    const place = { offering: at.offering, investor: investor.id }
    if (isReady) await run('second', (work) => readyToPay(work, place))
    return id
  }

  /** How the investor of a subscription is verified. */
  const judge = (id: SubscriptionId, status: 'verified' | 'manual-review') =>
    pool.query(
      `update investor set kyc_status = $2, kyc_until = '2030-01-01' where id = (select investor from subscription where id = $1)`,
      [id, status],
    )

  let bookings = 0
  const lineOf = ({ amount, reference = '', name = 'OKAFOR ADA', bankReference }: Line) =>
    `2026-06-02,${amount},USD,${reference},${name},,${bankReference ?? `B${(bookings += 1)}`}`
  async function bring(lines: readonly Line[], at = first) {
    const text = [HEADER, ...lines.map(lineOf)].join('\n')
    return must(
      await run('importer', (work) => importBankStatement(work, sale, at.bank, { format: 'csv', text })),
    )
  }
  /** What became of the bookings of a statement, in the order of its lines. */
  async function stand(statement: { readonly id: string } | null, at = first) {
    const account = await bankAccountById(db, at.bank)
    const filter = {
      accounts: account === null ? [] : [account],
      statement: (statement?.id ?? null) as never,
      ...{ statuses: null, idPrefix: null, from: null, until: null },
    }
    return bankEntries(db, filter, { sort: 'at', after: null, limit: 1_000 })
  }
  const words = async (statement: { readonly id: string }) =>
    (await stand(statement)).map(({ status, reason, open }) =>
      [status, reason, open].filter((x) => x !== null).join(' '),
    )
  const confirm = (ids: readonly BankEntryId[], by: Person = 'second') =>
    run(by, (work) => confirmMatches(work, sale, ids))
  const statusOf = async (id: SubscriptionId) =>
    (await pool.query<{ status: string }>('select status from subscription where id = $1', [id])).rows[0]
      ?.status

  async function books(at = first): Promise<Map<AccountKind, bigint>> {
    const balances = await trialBalance(db, { issuer: at.issuer }, NOW)
    for (const { sum } of trialTotals(balances)) assert.equal(sum, 0n)
    for (const { sum } of trialTotals(await trialBalance(db, { offering: at.offering }, NOW)))
      assert.equal(sum, 0n)
    const sums = new Map<AccountKind, bigint>()
    for (const { account, balance } of balances)
      sums.set(account.kind, (sums.get(account.kind) ?? 0n) + balance)
    return sums
  }

  /** Money is conserved: each booking is what was used of it and what is open; and the books say the same. */
  async function checkMoney(at = first): Promise<void> {
    const all = await stand(null, at)
    let [bank, suspense, back] = [0n, 0n, 0n]
    for (const { id, amount, open, status, returnAmount } of all) {
      const { events } = (await bankEntryById(db, id))!
      const used = events.reduce((sum, one) => sum + one.used, 0n)
      assert.equal(open + used, amount < 0n ? -amount : amount, id)
      bank += amount
      suspense += amount < 0n ? open : -open
      if (status === 'returning') back -= returnAmount ?? 0n
    }
    const sums = await books(at)
    const claims = sums.get('claims') ?? 0n
    assert.equal(sums.get('bank') ?? 0n, bank, 'what the bank says')
    assert.equal(sums.get('suspense') ?? 0n, suspense, 'what nobody has used')
    assert.equal(sums.get('refunds-due') ?? 0n, back, 'what is on its way back')
    const { rows } = await pool.query<{ sum: bigint }>(
      'select coalesce(sum(f.amount), 0) as sum from bank_funding f join bank_entry e on e.id = f.entry where e.account = $1',
      [at.bank],
    )
    const received = (sums.get('subscriptions-received') ?? 0n) + (sums.get('written-off') ?? 0n)
    assert.equal(received, -(rows[0]?.sum ?? 0n), 'what pays for units')
    assert.ok(claims >= 0n)
  }

  /** What bookings and journal do not say alike, of all issuers. */
  const differing = async () => (await bookedSums(db)).filter(({ bookings, journal }) => bookings !== journal)

  const assign = (by: Person, entry: BankEntryId, deposit: BankEntryId) =>
    run(by, (work) => assignOutgoing(work, sale, entry, { deposit, reason: 'the bank’s letter' }))
  const refusalOf = (one: { ok: boolean; reason?: string }) => (one.ok ? null : one.reason)

  /** What the investor of a subscription was told that they owe. */
  const told = async (id: SubscriptionId) => {
    const notices = await pool.query<{ amount: string }>(
      `select facts ->> 'amount' as amount from outbox where topic = 'subscription.payment-owed' and subject = $1 order by amount`,
      [id],
    )
    return notices.rows.map(({ amount }) => amount)
  }

  /** Runs this while somebody has what `first` takes, and then takes what `then` does: neither waits for the other. */
  async function beside(
    first: (work: Work) => Promise<unknown>,
    then: (work: Work) => Promise<unknown>,
    what: () => Promise<unknown>,
  ): Promise<void> {
    const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = run('third', async (work) => {
      await first(work)
      taken.resolve()
      await free.promise
      await then(work)
    })
    await taken.promise
    const begun = what()
    await untilWaiting(pool, 1)
    free.resolve()
    await other
    await begun
  }

  return {
    database,
    db,
    pool,
    app,
    sale,
    run,
    world,
    first,
    reserve,
    judge,
    lineOf,
    bring,
    stand,
    words,
    confirm,
    statusOf,
    books,
    checkMoney,
    differing,
    assign,
    refusalOf,
    told,
    beside,
  }
}
