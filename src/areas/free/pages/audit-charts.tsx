/** Sums of days as a picture: one column a day, with a table of the same figures below it. */
import classes from './audit-charts.module.css'

export interface DayColumn {
  /** `2026-02-01`. */
  readonly day: string
  readonly value: number
}

/** One column a day. The table of the same figures is below it. */
export function Columns(props: {
  readonly title: string
  /** What a screen reader says in place of the picture. */
  readonly sentence: string
  /** The height of the picture. */
  readonly most: string
  readonly columns: readonly DayColumn[]
  readonly shownDay: (day: string) => string
}) {
  const { columns, shownDay } = props
  const top = Math.max(...columns.map(({ value }) => value), 1)
  const first = columns.at(0)
  const last = columns.at(-1)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{props.title}</figcaption>
      <div role="img" aria-label={props.sentence} style={{ maxWidth: widthMax(columns.length) }}>
        <div className={`${classes.most} loa-figure`}>{props.most}</div>
        <div className={classes.columns}>
          {columns.map(({ day, value }) => (
            <span
              key={day}
              className={classes.column}
              data-none={value === 0 || undefined}
              style={{ height: `${(100 * value) / top}%` }}
            />
          ))}
        </div>
        <div className={classes.days}>
          <span className="loa-figure">{first === undefined ? '' : shownDay(first.day)}</span>
          <span className="loa-figure">{last === undefined || last === first ? '' : shownDay(last.day)}</span>
        </div>
      </div>
    </figure>
  )
}

/** Wide enough for both dates below it. */
const TWO_DAYS_REM = 14
const DAY_REM = 3

/** Few days are a narrow picture, not a few columns at its edge. */
function widthMax(days: number): string {
  return `${days < 2 ? DAY_REM * 2 : Math.max(TWO_DAYS_REM, DAY_REM * days)}rem`
}
