import { dateText } from '../format.ts'

export type Point = { readonly date: string; readonly value: number; readonly display: string }

const WIDTH = 640
const HEIGHT = 180
const PAD = { top: 16, right: 8, bottom: 24, left: 8 }

/**
 * Values that hold until the next one, as a step line: an appraisal is a fact at its date, not a slope.
 * The table beside a chart has the figures; the drawing is for the eye.
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
  if (first === undefined) return null
  const from = Date.parse(first.date)
  const to = Math.max(Date.parse(until), Date.parse(points.at(-1)?.date ?? first.date), from + 1)
  const values = points.map((point) => point.value)
  const low = Math.min(...values) * 0.9
  const high = Math.max(...values) * 1.05

  const x = (date: string) =>
    PAD.left + ((Date.parse(date) - from) / (to - from)) * (WIDTH - PAD.left - PAD.right)
  const y = (value: number) =>
    HEIGHT - PAD.bottom - ((value - low) / (high - low || 1)) * (HEIGHT - PAD.top - PAD.bottom)
  const line = points
    .map((point, i) =>
      i === 0 ? `M${x(point.date)} ${y(point.value)}` : `H${x(point.date)}V${y(point.value)}`,
    )
    .join('')
  const end = WIDTH - PAD.right

  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="h-auto w-full">
      <path d={`${line}H${end}V${HEIGHT - PAD.bottom}H${x(first.date)}Z`} className="fill-accent-soft" />
      <path d={`${line}H${end}`} className="fill-none stroke-accent" strokeWidth={2} />
      <line
        x1={PAD.left}
        x2={end}
        y1={HEIGHT - PAD.bottom}
        y2={HEIGHT - PAD.bottom}
        className="stroke-line-strong"
        strokeWidth={1}
      />
      {points.map((point) => (
        <circle
          key={point.date}
          cx={x(point.date)}
          cy={y(point.value)}
          r={4}
          className="fill-surface stroke-accent"
          strokeWidth={2}
        >
          <title>{`${dateText(point.date)}: ${point.display}`}</title>
        </circle>
      ))}
      <text x={PAD.left} y={HEIGHT - 6} className="fill-ink-soft text-[12px]">
        {dateText(first.date)}
      </text>
      <text x={end} y={HEIGHT - 6} textAnchor="end" className="fill-ink-soft text-[12px]">
        {dateText(new Date(to).toISOString())}
      </text>
    </svg>
  )
}
