import { dateText } from '../format.ts'
import { STEP_HEIGHT, STEP_WIDTH, stepLine, type Point } from '../step-line.ts'

/**
 * Values that hold until the next one. The table beside a chart has the figures; the drawing is for the eye.
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
  const drawn = stepLine(points, until)
  if (drawn === null) return null
  return (
    <figure>
      <svg
        viewBox={`0 0 ${STEP_WIDTH} ${STEP_HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className="h-32 w-full overflow-visible"
      >
        <path d={drawn.area} className="fill-accent-soft" />
        <path
          d={drawn.line}
          className="fill-none stroke-accent"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className="mt-1.5 flex justify-between border-t border-line-strong pt-1.5 text-sm text-ink-soft">
        <span>{dateText(drawn.from)}</span>
        <span>{dateText(drawn.to)}</span>
      </figcaption>
    </figure>
  )
}
