/** A value that holds from a day on. Of a drawing alone, so a float does. */
export type Point = { readonly date: string; readonly value: number }

export const STEP_WIDTH = 960
export const STEP_HEIGHT = 160
const PAD = 8

/**
 * Values that hold until the next one, as the path of a step line and of the area below it: an appraisal is a fact at its
 * date, not a slope. Null without points.
 *
 * @param points ascending by date
 * @param until the day on which the drawing ends
 */
export function stepLine(
  points: readonly Point[],
  until: string,
): { readonly line: string; readonly area: string; readonly from: string; readonly to: string } | null {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const from = Date.parse(first.date)
  const to = Math.max(Date.parse(until), Date.parse(last.date), from + 1)
  const values = points.map((point) => point.value)
  // Not from zero: a change of a tenth should be seen. The axis carries no figures to be misread.
  const low = Math.min(...values) * 0.9
  const high = Math.max(...values)

  const x = (date: string) => PAD + ((Date.parse(date) - from) / (to - from)) * (STEP_WIDTH - 2 * PAD)
  const y = (value: number) => STEP_HEIGHT - ((value - low) / (high - low)) * (STEP_HEIGHT - PAD)
  const steps = points
    .map((point, i) =>
      i === 0 ? `M${x(point.date)} ${y(point.value)}` : `H${x(point.date)}V${y(point.value)}`,
    )
    .join('')
  const line = `${steps}H${STEP_WIDTH - PAD}`
  return {
    line,
    area: `${line}V${STEP_HEIGHT}H${x(first.date)}Z`,
    from: first.date,
    to: new Date(to).toISOString(),
  }
}
