import fs from 'node:fs'
import path from 'node:path'
import type { LegalEntity } from '../issuer/issuer.ts'
import { dateIn } from '../kernel/time.ts'
import { editSheet, sheetValues } from './term-sheet-edit.service.ts'
import type { FieldEdit, SheetExample } from './term-sheet-form.ts'

const FOLDER = path.join(import.meta.dirname, '..', '..', 'examples')
/** How long the example's offering is open, and how old its newest valuation is. */
const OPEN_DAYS = 30
const VALUED_DAYS_AGO = 30

/**
 * An example as a sheet of one's own: with keys that nobody has, an offering that opens today, and a valuation that has
 * been made already.
 *
 * @param given.issuer for whom it is; null keeps the example's issuer, under a key of its own
 * @param given.suffix what makes the keys new: lower-case letters and digits
 */
export function exampleSheet(
  name: SheetExample,
  given: {
    readonly issuer: LegalEntity | null
    readonly suffix: string
    readonly now: Temporal.Instant
  },
): string {
  const file = name === 'office-tower' ? `${name}.yaml` : path.join('templates', `${name}.yaml`)
  const text = fs.readFileSync(path.join(FOLDER, file), 'utf8')
  const values = sheetValues(text)
  if (values === null) throw new Error(`the example ${name} cannot be read`)
  const fresh = (at: string): FieldEdit => ({ path: at, value: `${values[at] ?? name}-${given.suffix}` })
  const today = dateIn(given.now, values['timeZone'] ?? 'UTC')
  const closes = today.add({ days: OPEN_DAYS })
  const newest = Object.keys(values).filter((at) => /^valuations\[\d+\]\.date$/.test(at)).length - 1
  const edited = editSheet(text, [
    fresh('key'),
    ...(given.issuer === null ? [fresh('issuer.key')] : issuerFields(given.issuer, values)),
    fresh('spv.key'),
    fresh('asset.key'),
    { path: `valuations[${newest}].date`, value: today.subtract({ days: VALUED_DAYS_AGO }).toString() },
    { path: 'offering.opens', value: today.toString() },
    { path: 'offering.closes', value: closes.toString() },
    ...couponFields(values, closes),
  ])
  if (edited === null) throw new Error(`the example ${name} cannot be changed`)
  return edited
}

/** Interest that runs from the end of the window, for as long as the example's does. */
function couponFields(values: Readonly<Record<string, string>>, from: Temporal.PlainDate): FieldEdit[] {
  const [begins, matures] = [values['coupon.from'], values['coupon.maturity']]
  if (begins === undefined || matures === undefined) return []
  const term = Temporal.PlainDate.from(begins).until(matures, { largestUnit: 'years' })
  return [
    { path: 'coupon.from', value: from.toString() },
    { path: 'coupon.maturity', value: from.add(term).toString() },
  ]
}

/** A sheet that says of an issuer what is known of it changes nothing about it. What the example's issuer owns, it owns. */
function issuerFields(
  { key, name, form, jurisdiction, registryNumber, lei, formedOn }: LegalEntity,
  example: Readonly<Record<string, string>>,
): FieldEdit[] {
  const day = formedOn?.toString() ?? null
  const fields = Object.entries({ key, name, form, jurisdiction, registryNumber, lei, formedOn: day })
  const owned = Object.entries(example).flatMap(([at, owner]) =>
    /^spv\.owners\[\d+\]\.name$/.test(at) && owner === example['issuer.name']
      ? [{ path: at, value: name }]
      : [],
  )
  return [...fields.map(([field, value]) => ({ path: `issuer.${field}`, value })), ...owned]
}
