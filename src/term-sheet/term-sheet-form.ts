/** The steps in which a term sheet is written, as people think of it; the last one shows what would become of it. */
export const FORM_STEPS = ['shell', 'valuation', 'offering', 'rules'] as const
export type FormStep = (typeof FORM_STEPS)[number]

/** Whole sheets to begin with, one for each kind of asset: `examples/`, and below it `templates/`. */
export const SHEET_EXAMPLES = [
  'office-tower',
  'residential-building',
  'venture-fund',
  'startup-equity',
  'bond',
  'film-revenue',
  'collectible',
] as const
export type SheetExample = (typeof SHEET_EXAMPLES)[number]

/** In which step the parts of a sheet are asked for. What the schema has and this does not is asked for last. */
const STEP_OF: Readonly<Record<string, FormStep>> = {
  key: 'shell',
  currency: 'shell',
  timeZone: 'shell',
  issuer: 'shell',
  spv: 'shell',
  asset: 'shell',
  valuations: 'valuation',
  shareClass: 'offering',
  offering: 'offering',
  payment: 'offering',
  treasury: 'offering',
  transferRules: 'rules',
  income: 'rules',
  coupon: 'rules',
  carry: 'rules',
  preference: 'rules',
}

/** @param path of a field or a group: `offering.price`, `valuations[]` */
export function stepOf(path: string): FormStep {
  return STEP_OF[/^[A-Za-z]*/.exec(path)?.[0] ?? ''] ?? 'rules'
}

/**
 * How a field is written. `lines`: a list of texts, one in a line. `pairs`: texts by label, `Label: text` in a line.
 * Everything is text here, amounts and dates too, so that nothing reads them as floating point.
 */
export type FieldKind =
  | 'text'
  | 'long-text'
  | 'amount'
  | 'date'
  | 'integer'
  | 'yes-no'
  | 'choice'
  | 'lines'
  | 'pairs'

export type FormField = {
  /** `offering.price`; `valuations[].date` in each item of a list. */
  readonly path: string
  readonly kind: FieldKind
  readonly isNeeded: boolean
  /** What it holds, in the schema's words. */
  readonly hint: string
  /** Of a `choice`; empty otherwise. */
  readonly choices: readonly string[]
}

/** Fields that stand in one map of the sheet, or in each map of a list. */
export type FormGroup = {
  /** `offering`, `valuations[]`; empty for what stands in no map. */
  readonly path: string
  readonly step: FormStep
  readonly isList: boolean
  /** A part that is left out as a whole asks for none of its fields. */
  readonly isNeeded: boolean
  readonly hint: string
  readonly fields: readonly FormField[]
}

/** What is done to one field: its new text, or null to leave it out; of an item of a list, null takes it away. */
export type FieldEdit = { readonly path: string; readonly value: string | null }

/** `valuations[0].date` is a field of `valuations[].date`. */
export function fieldPath(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]')
}

/** `Label: text` in each line; null when a line has no label. */
export function readPairs(text: string): readonly (readonly [string, string])[] | null {
  const pairs = linesOf(text).map((line) => /^(.*?\S): +(\S.*)$/.exec(line))
  return pairs.every((pair) => pair !== null)
    ? pairs.map(([, label = '', value = '']) => [label, value])
    : null
}

/** The lines that hold something, without the spaces around them. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
