import { hardCapOf, type Instrument } from '../instrument/instrument.ts'
import { costOf } from '../instrument/price.ts'
import { assetById, spvById } from '../issuer/issuer.service.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { OfferingId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { investorsById } from '../investor/investor.service.ts'
import { isAccredited } from '../investor/investor.ts'
import { ownersOfClass } from '../register/owners.service.ts'
import { offeringView, purchases } from '../offering/offering.service.ts'
import { formC, type FormC, type FormCFiling } from './form-c.ts'
import { formD, isToldByFormD, type FormD } from './form-d.ts'
import { mayBeFiled, obligations, type Obligation } from './obligation.ts'
import { insertFiling, selectFilings, type Filing } from './obligation.store.ts'

export type ObligationsOf = {
  readonly instrument: Instrument
  readonly obligations: readonly Obligation[]
  readonly filings: readonly Filing[]
}

/** What the issuer of an offering owes authorities, and what it has filed. */
export async function obligationsOf(
  db: Db,
  id: OfferingId,
  now: Temporal.Instant,
): Promise<ObligationsOf | null> {
  const found = await offeringView(db, { id }, now)
  if (found === null) return null
  const { offering, instrument } = found
  const filings = await selectFilings(db, id)
  const { exemption, softCap, opens, closes } = instrument.offering
  const raise = {
    exemption,
    sales: (await purchases(db, id)).map(({ at, amount }) => ({
      on: dateIn(at, instrument.timeZone),
      amount,
    })),
    target: costOf(instrument, { sold: 0n, units: softCap > 0n ? softCap : hardCapOf(instrument) }),
    mayExceedTarget: softCap > 0n && softCap < hardCapOf(instrument),
    opens,
    closes,
    // Nobody else asks, and counting them reads the register.
    holders: exemption === 'reg-cf' ? (await ownersOfClass(db, instrument, now)).size : 0,
    isOpen: offering.status === 'open',
    filed: new Map(filings.map(({ code, filedOn }) => [code, filedOn])),
    today: dateIn(now, instrument.timeZone),
  }
  return { instrument, obligations: obligations(raise), filings }
}

/** Writes down that something was filed. The same filing again changes nothing. */
export async function recordFiling(
  work: Work,
  filing: Filing,
): Promise<Result<Filing, 'NOT_FOUND' | 'OBLIGATION_NOT_DUE' | 'DATE_IN_FUTURE' | 'FILING_KNOWN'>> {
  const { offering, code, filedOn, reference } = filing
  const found = await offeringView(work.db, { id: offering }, work.now)
  if (found === null) return refuse('NOT_FOUND')
  if (!mayBeFiled(code, found.instrument.offering.exemption)) return refuse('OBLIGATION_NOT_DUE')
  const today = dateIn(work.now, found.instrument.timeZone)
  if (Temporal.PlainDate.compare(filedOn, today) > 0)
    return refuse('DATE_IN_FUTURE', { today: today.toString() })
  if (await insertFiling(work.db, filing, { at: work.now, by: work.by.id }))
    await appendAudit(work, {
      action: 'obligation.filed',
      subject: offering,
      detail: { code, filedOn: filedOn.toString(), reference },
    })
  else {
    const known = (await selectFilings(work.db, offering)).find(
      (one) => one.code === code && one.filedOn.equals(filedOn),
    )
    if (known?.reference !== reference)
      return refuse('FILING_KNOWN', { day: filedOn.toString(), reference: known?.reference ?? '' })
  }
  return ok(filing)
}

/** A draft of Form D, from what is known. */
export async function formDOf(
  db: Db,
  id: OfferingId,
  now: Temporal.Instant,
): Promise<Result<FormD, 'NOT_FOUND' | 'FORM_D_NOT_ASKED'>> {
  const found = await offeringView(db, { id }, now)
  if (found === null) return refuse('NOT_FOUND')
  const { instrument } = found
  if (!isToldByFormD(instrument.offering.exemption)) return refuse('FORM_D_NOT_ASKED')
  const spv = await spvById(db, instrument.spv)
  const asset = await assetById(db, instrument.asset)
  if (spv === null || asset === null) throw new Error(`${instrument.id} has no SPV or no asset`)
  const sold = await purchases(db, id)
  const people = await investorsById(db, [...new Set(sold.map(({ investor }) => investor))])
  const dayOf = (at: Temporal.Instant) => dateIn(at, instrument.timeZone)
  // A person counts once, as they were when they last bought.
  const last = new Map(sold.map((sale) => [sale.investor, sale]))
  const notAccredited = [...last.values()].filter(({ investor, at }) => {
    const buyer = people.get(investor)
    return buyer === undefined || !isAccredited(buyer, dateIn(at, 'UTC'))
  })
  const first = sold[0]
  const draft = formD(
    {
      spv,
      asset,
      instrument,
      sold: {
        firstOn: first === undefined ? null : dayOf(first.at),
        amount: sold.reduce((sum, { amount }) => sum + amount, 0n),
        investors: last.size,
        notAccredited: notAccredited.length,
      },
    },
    (minor) => formatDecimal(minor, instrument.payment.currency.decimals),
  )
  return ok(draft)
}

/**
 * A draft of Form C, from what is known: the offering statement, or an update, once what it is about has happened.
 */
export async function formCOf(
  db: Db,
  id: OfferingId,
  filing: FormCFiling,
  now: Temporal.Instant,
): Promise<Result<FormC, 'NOT_FOUND' | 'FORM_C_NOT_ASKED' | 'OBLIGATION_NOT_DUE'>> {
  const found = await obligationsOf(db, id, now)
  if (found === null) return refuse('NOT_FOUND')
  const { instrument } = found
  if (!mayBeFiled(filing, instrument.offering.exemption)) return refuse('FORM_C_NOT_ASKED')
  const due = found.obligations.find(({ code }) => code === filing)
  if (due === undefined) return refuse('OBLIGATION_NOT_DUE')
  const spv = await spvById(db, instrument.spv)
  if (spv === null) throw new Error(`${instrument.id} has no SPV`)
  const sold = (await purchases(db, id)).reduce((sum, { amount }) => sum + amount, 0n)
  return ok(formC(filing, { spv, instrument, so: { sold, since: due.since } }))
}

export type { Filing }
