/**
 * The charts of a directive's lanes, by SMS centre: rate, window, share that was throttled, answers other than success; each with a table
 * of the same figures. What they show is made in lane-course.ts.
 */
import { type ReactNode, useMemo } from 'react'
import { duration, grouped } from '../../../../web/numbers.ts'
import { FigureTable } from '../../../../web/parts/figure-table.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { LaneCourse } from '../../model.ts'
import type { Columns, Mark } from '../live/chart-data.ts'
import { Marks, signsOf, TableBeside } from '../live/chart-marks.tsx'
import { LINE_STYLES, SUM_STYLE } from '../live/line-styles.ts'
import classes from '../live/live.module.css'
import { TimeChart } from '../live/time-chart.tsx'
import { useWords as useLiveWords } from '../live/words.ts'
import { type CentreLine, type LaneInterval, lanesOverTime } from './lane-course.ts'
import { useWords } from './words.ts'

export function LaneCharts(props: { readonly course: LaneCourse; readonly marks: readonly Mark[] }) {
  const { t, terms, spoken } = useWords()
  const live = useLiveWords()
  const { course, marks } = props
  const { intervals, centres, statuses, lengthMs } = useMemo(() => lanesOverTime(course), [course])
  const nameOf = useCentreName()
  if (intervals.length === 0) return <p>{live.t('charts.none')}</p>
  const names = centres.map(nameOf)
  const statusName = (status: string | null) => {
    if (status === null) return live.t('causes.others')
    const explained = live.known(`cause.${status}`)
    return explained === null ? status : `${status} (${explained})`
  }
  const hasSum = centres.length > 1
  const whole = (value: number) => grouped(Math.round(value), spoken)
  const length = live.t('rate.interval', { length: duration(lengthMs / 1000, spoken) })
  const each = { intervals, marks }
  return (
    <div className={classes.charts}>
      <StepChart
        {...each}
        title={t('lanes.rate')}
        unit={`${terms('unit.segmentsPerSecond')}, ${length}`}
        counts={terms('unit.segmentsPerSecond')}
        names={hasSum ? [...names, t('lanes.all')] : names}
        hasSum={hasSum}
        values={({ rates, sum }) => (hasSum ? [...rates, sum] : rates)}
        figure={whole}
        areThrottledMarked
      />
      <StepChart
        {...each}
        title={t('lanes.window')}
        unit={t('lanes.windowUnit')}
        counts={terms('unit.segments')}
        names={names}
        values={({ windows }) => windows}
        figure={whole}
      />
      <StepChart
        {...each}
        title={t('lanes.throttled')}
        unit={`%, ${length}`}
        counts="%"
        names={names}
        values={({ throttled }) => throttled}
        figure={value => grouped(Math.round(value * 10) / 10, spoken)}
        areThrottledMarked
      />
      {statuses.length === 0 ? (
        <figure className={classes.chart}>
          <figcaption>{t('lanes.statuses')}</figcaption>
          <p>{t('lanes.noStatuses')}</p>
        </figure>
      ) : (
        <StepChart
          {...each}
          title={t('lanes.statuses')}
          unit={t('lanes.statusesUnit')}
          counts={t('lanes.answers')}
          names={statuses.map(({ status }) => statusName(status))}
          values={({ answers }) => answers}
          figure={whole}
        />
      )}
    </div>
  )
}

/** Centres have no names here: those stay with the operator. */
export function useCentreName(): (line: CentreLine) => string {
  const { t } = useWords()
  return ({ from, to }) => (from === to ? t('lanes.centre', { n: from }) : t('lanes.centres', { from, to }))
}

/** Each figure is that of a whole interval, which the table states. */
function StepChart(props: {
  readonly title: string
  readonly unit: string
  /** What one figure counts in. */
  readonly counts: string
  readonly names: readonly string[]
  readonly hasSum?: boolean
  readonly intervals: readonly LaneInterval[]
  readonly marks: readonly Mark[]
  readonly values: (interval: LaneInterval) => readonly (number | null)[]
  readonly figure: (value: number) => string
  readonly areThrottledMarked?: boolean
}): ReactNode {
  const { t, spoken } = useWords()
  const live = useLiveWords()
  const { title, names, intervals, marks, values, figure, counts } = props
  const { hasSum = false, areThrottledMarked = false } = props
  const key = JSON.stringify(names)
  const drawn = useMemo(() => stepsOf(intervals, names.length, values), [intervals, key])
  const signs = useMemo(
    () => signsOf(marks, areThrottledMarked ? intervals : []),
    [marks, intervals, areThrottledMarked],
  )
  const styles = useMemo(() => {
    const lines = hasSum ? names.length - 1 : names.length
    return [...LINE_STYLES.slice(0, lines), ...(hasSum ? [SUM_STYLE] : [])]
  }, [key, hasSum])
  const clock = (at: string) => shownTime(at, 'clock', spoken)
  const span = ({ from, to }: LaneInterval) => `${clock(from)} – ${clock(to)}`
  const [first, last] = [intervals[0], intervals[intervals.length - 1]]
  const shown = (value: number | null) => (value === null ? '–' : figure(value))
  const now = values(last).map((value, i) => `${names[i]} ${shown(value)} ${counts}`)
  return (
    <TimeChart
      title={title}
      unit={props.unit}
      sentence={t('lanes.sentence', { title, from: clock(first.from), to: clock(last.to), now: now.join('; ') })}
      kind="lines"
      drawn={drawn}
      styles={styles}
      signs={signs}
      names={names}
      when={point => span(intervals[Math.max(0, point - 1)])}
      figure={(series, point) => `${shown(values(intervals[Math.max(0, point - 1)])[series])} ${counts}`}
      axis={figure}
      axisWidth={76}
      max={null}
    >
      <Marks
        marks={marks}
        isThrottled={areThrottledMarked && intervals.some(({ isThrottled }) => isThrottled.includes(true))}
      />
      <TableBeside of={title}>
        {() => (
          <FigureTable
            caption={title}
            head={[live.t('charts.interval'), ...names.map(name => `${name} (${counts})`)]}
            rows={intervals.map(interval => ({
              key: interval.from,
              name: span(interval),
              figures: values(interval).map(shown),
            }))}
          />
        )}
      </TableBeside>
    </TimeChart>
  )
}

/** Each at the end of its interval; the first also at its beginning. */
function stepsOf(
  intervals: readonly LaneInterval[],
  lines: number,
  values: (interval: LaneInterval) => readonly (number | null)[],
): Columns {
  const steps = [intervals[0], ...intervals]
  return {
    at: [intervals[0].from, ...intervals.map(({ to }) => to)].map(at => Date.parse(at) / 1000),
    columns: Array.from({ length: lines }, (_, i) => ({
      name: String(i),
      values: steps.map(step => values(step)[i] ?? 0),
    })),
  }
}
