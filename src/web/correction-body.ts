/** The names of the two fields of a further month. */
export const otherFields = (i: number): readonly [month: string, csv: string] => [
  `others.${i}.month`,
  `others.${i}.csv`,
]

/** What a correction asks for; a further month whose fields were left empty is none. */
export function correctionBody(values: Readonly<Record<string, string>>) {
  const { reason, month, csv } = values
  const count = Object.keys(values).filter((name) => name.endsWith('.month')).length
  const others = Array.from({ length: count }, (_, i) => {
    const [monthField, csvField] = otherFields(i)
    return { month: values[monthField] ?? '', csv: values[csvField] ?? '' }
  })
  return { reason, month, csv, others: others.filter((each) => each.month !== '' || each.csv !== '') }
}
