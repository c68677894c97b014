import { dateText } from '../format.ts'

export type Point = { readonly date: string; readonly value: number }

const WIDTH = 960
const HEIGHT = 160
const PAD = 8

/**
 * Values that hold until the next one, as a step line: an appraisal is a fact at its date, not a slope.
 * The table beside a chart has the figures; the drawing is for the eye.
 *
 * @param points ascending by date
 */
export function StepChart({
  points,
  label,
  until,
}: {
  readonly points: readonly Point[]
  readonly label: string
  readonly until: string
}) {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const from = Date.parse(first.date)
  const to = Math.max(Date.parse(until), Date.parse(last.date), from + 1)
  const values = points.map((point) => point.value)
  // Not from zero: a change of a tenth should be seen. The axis carries no figures to be misread.
  const low = Math.min(...values) * 0.9
  const high = Math.max(...values)

  const x = (date: string) => PAD + ((Date.parse(date) - from) / (to - from)) * (WIDTH - 2 * PAD)
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * (HEIGHT - PAD)
  const line = points
    .map((point, i) =>
      i === 0 ? `M${x(point.date)} ${y(point.value)}` : `H${x(point.date)}V${y(point.value)}`,
    )
    .join('')
  const end = WIDTH - PAD

  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className="h-32 w-full overflow-visible"
      >
        <path d={`${line}H${end}V${HEIGHT}H${x(first.date)}Z`} className="fill-accent-soft" />
        <path
          d={`${line}H${end}`}
          className="fill-none stroke-accent"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className="mt-1.5 flex justify-between border-t border-line-strong pt-1.5 text-sm text-ink-soft">
        <span>{dateText(first.date)}</span>
        <span>{dateText(new Date(to).toISOString())}</span>
      </figcaption>
    </figure>
  )
}
