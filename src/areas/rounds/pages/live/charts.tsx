/** The charts of a round, each with a table of the same figures: rate, outcomes, what was refused and why. */
import { Fragment, useMemo } from 'react'
import type { HistoryEntry } from '../../../../authority/trail-entry.ts'
import { duration, grouped, percent } from '../../../../web/numbers.ts'
import { FigureTable } from '../../../../web/parts/figure-table.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { RoundLive } from '../../model.ts'
import {
  type Columns,
  type Counted,
  causes,
  countedOf,
  type Interval,
  type Line,
  linesOf,
  type Mark,
  marksOf,
  OUTCOME_OF,
  OUTCOMES,
  outcomePoints,
  type Rates,
  ratesOf,
  stacked,
} from './chart-data.ts'
import { Marks, SIGNS, signsOf, TableBeside } from './chart-marks.tsx'
import { LINE_STYLES, type LineStyle, SUM_STYLE } from './line-styles.ts'
import classes from './live.module.css'
import { TimeChart } from './time-chart.tsx'
import { useWords } from './words.ts'

/** Blue arrived, sky on its way, vermilion failed, purple unknown, grey not begun: told apart by every kind of eye. */
const OUTCOME_STYLES: readonly LineStyle[] = (
  [
    ['#005f95', '#4f9ad1'],
    ['#6bb7e8', '#a9d8f5'],
    ['#c44d00', '#e8743b'],
    ['#8f3f79', '#d58bc0'],
    ['#ced4da', '#4a5057'],
  ] as const
).map(([light, dark]) => ({ colour: { light, dark }, dash: [], width: 1 }))

interface Given {
  readonly live: RoundLive
  readonly counted: readonly Counted[]
  readonly marks: readonly Mark[]
  readonly rates: Rates & { readonly lines: readonly Line[] }
  readonly unit: string
}

export function Charts(props: {
  readonly live: RoundLive
  readonly history: readonly HistoryEntry[]
  readonly unit: string
}) {
  const { t } = useWords()
  const { live, history, unit } = props
  const { samples, sum, heardAt, directives } = live
  const counted = useMemo(() => countedOf({ samples, sum, heardAt, directives }), [samples, sum, heardAt, directives])
  const marks = useMemo(() => (live.purpose === 'live' ? marksOf(history) : []), [live.purpose, history])
  const rates = useRates(live, counted)
  if (counted.length < 2) return <p>{t('charts.none')}</p>
  const given = { live, counted, marks, rates, unit }
  return (
    <div className={classes.charts}>
      <RateChart {...given} />
      <OutcomeChart {...given} />
    </div>
  )
}

function useRates(live: RoundLive, counted: readonly Counted[]): Given['rates'] {
  const isOver = live.directives.every(({ returnedAt, state }) => returnedAt !== null || state === 'refused')
  const lines = linesOf(live.directives)
  const key = JSON.stringify(lines)
  return useMemo(() => ({ lines, ...ratesOf(counted, { lines, isOver }) }), [counted, key, isOver])
}

/** Steps: each rate is that of a whole interval, which the table states. The sum is a line of its own. */
function RateChart({ live, marks, rates: { lines, intervals, lengthMs } }: Given) {
  const { t, terms, spoken } = useWords()
  const key = JSON.stringify(lines)
  const hasSum = lines.length > 1
  const drawn = useMemo(() => stepsOf(intervals, lines.length, hasSum), [intervals, key])
  const signs = useMemo(() => signsOf(marks, intervals), [marks, intervals])
  const styles = useMemo(() => [...LINE_STYLES.slice(0, lines.length), ...(hasSum ? [SUM_STYLE] : [])], [key])
  const nameOf = (operator: string) => live.directives.find(one => one.operator === operator)?.operatorName ?? operator
  const names = [
    ...lines.map(line => (line.length === 1 ? nameOf(line[0]) : t('rate.others', { n: line.length }))),
    ...(hasSum ? [t('operators.all')] : []),
  ]
  const unit = terms('unit.segmentsPerSecond')
  const rate = (value: number) => grouped(Math.round(value), spoken)
  const clock = (at: string) => shownTime(at, 'clock', spoken)
  const span = ({ from, to }: Interval) => `${clock(from)} – ${clock(to)}`
  const figuresOf = ({ rates, sum }: Interval) => [...rates, ...(hasSum ? [sum] : [])]
  const first = intervals.at(0)
  const last = intervals.at(-1)
  if (first === undefined || last === undefined)
    return (
      <figure className={classes.chart}>
        <figcaption>{t('rate.title')}</figcaption>
        <p>{t('rate.none')}</p>
      </figure>
    )
  return (
    <TimeChart
      title={t('rate.title')}
      unit={`${unit}, ${t('rate.interval', { length: duration(lengthMs / 1000, spoken) })}`}
      sentence={t('rate.sentence', {
        from: clock(first.from),
        to: clock(last.to),
        now: `${rate(last.sum)} ${unit}`,
        most: `${rate(Math.max(...intervals.map(({ sum }) => sum)))} ${unit}`,
      })}
      kind="lines"
      drawn={drawn}
      styles={styles}
      signs={signs}
      names={names}
      when={point => span(intervals[Math.max(0, point - 1)])}
      figure={(series, point) => `${rate(drawn.columns[series].values[point])} ${unit}`}
      axis={value => rate(value)}
      axisWidth={76}
      max={null}
    >
      <Marks isInTable marks={marks} isThrottled={intervals.some(({ isThrottled }) => isThrottled.includes(true))} />
      <TableBeside of={t('rate.title')}>
        {() => (
          <FigureTable
            caption={t('rate.title')}
            head={[t('charts.interval'), ...names.map(name => `${name} (${unit})`), t('charts.events')]}
            rows={intervals.map(interval => ({
              key: interval.from,
              name: span(interval),
              figures: [
                ...figuresOf(interval).map(rate),
                [
                  ...marks
                    .filter(({ at }) => isWithin(at, interval))
                    .map(({ is }) => `${SIGNS[is]} ${t(`mark.${is}`)}`),
                  ...names
                    .filter((_, i) => interval.isThrottled[i])
                    .map(name => `${SIGNS.throttled} ${t('mark.throttledAt', { name })}`),
                ].join(', '),
              ],
            }))}
          />
        )}
      </TableBeside>
    </TimeChart>
  )
}

/** Each rate at the end of its interval; the first also at its beginning. */
function stepsOf(intervals: readonly Interval[], lines: number, hasSum: boolean): Columns {
  const steps = intervals.length === 0 ? [] : [intervals[0], ...intervals]
  const ends = intervals.map(({ to }) => Date.parse(to) / 1000)
  const column = (name: string, of: (interval: Interval) => number) => ({ name, values: steps.map(of) })
  return {
    at: intervals.length === 0 ? [] : [Date.parse(intervals[0].from) / 1000, ...ends],
    columns: [
      ...Array.from({ length: lines }, (_, i) => column(String(i), ({ rates }) => rates[i])),
      ...(hasSum ? [column('sum', ({ sum }) => sum)] : []),
    ],
  }
}

function isWithin(at: string, { from, to }: Interval): boolean {
  return Date.parse(from) < Date.parse(at) && Date.parse(at) <= Date.parse(to)
}

function OutcomeChart({ counted, marks, rates: { intervals }, unit }: Given) {
  const { t, spoken } = useWords()
  const points = useMemo(() => outcomePoints(counted), [counted])
  const wholes = useMemo(
    () => points.map(point => OUTCOMES.reduce((sum, name) => sum + OUTCOME_OF[name](point), 0)),
    [points],
  )
  const drawn = useMemo(
    () =>
      stacked({
        at: points.map(({ at }) => Date.parse(at) / 1000),
        columns: OUTCOMES.map(name => ({
          name,
          values: points.map((point, i) => (wholes[i] === 0 ? 0 : (100 * OUTCOME_OF[name](point)) / wholes[i])),
        })),
      }),
    [points, wholes],
  )
  const signs = useMemo(() => signsOf(marks, intervals), [marks, intervals])
  const clock = (at: string) => shownTime(at, 'clock', spoken)
  const last = points[points.length - 1]
  const now = OUTCOMES.map(name => `${t(`outcome.${name}`)} ${grouped(OUTCOME_OF[name](last), spoken)} ${unit}`)
  return (
    <TimeChart
      title={t('outcomes.title')}
      unit={t('outcomes.share')}
      sentence={t('outcomes.sentence', { time: clock(last.at), now: now.join(', ') })}
      kind="bands"
      styles={OUTCOME_STYLES}
      signs={signs}
      drawn={drawn}
      names={OUTCOMES.map(name => t(`outcome.${name}`))}
      when={point => clock(points[point].at)}
      figure={(series, point) => {
        const value = OUTCOME_OF[OUTCOMES[series]](points[point])
        return `${grouped(value, spoken)} ${unit} (${percent(value, wholes[point], spoken)})`
      }}
      axis={value => `${value} %`}
      axisWidth={58}
      max={100}
    >
      <Marks marks={marks} isThrottled={intervals.some(({ isThrottled }) => isThrottled.includes(true))} />
      <TableBeside of={t('outcomes.title')}>
        {() => (
          <FigureTable
            caption={t('outcomes.title')}
            head={[t('charts.at'), ...OUTCOMES.map(name => `${t(`outcome.${name}`)} (${unit})`)]}
            rows={points.map(point => ({
              key: point.at,
              name: clock(point.at),
              figures: OUTCOMES.map(name => grouped(OUTCOME_OF[name](point), spoken)),
            }))}
          />
        )}
      </TableBeside>
    </TimeChart>
  )
}

/** Bars with their figures: chart and table in one. */
export function Causes({ live }: { readonly live: RoundLive }) {
  const { t, terms, spoken, known } = useWords()
  const all = causes(live.sum.statuses)
  return (
    <Panel title={t('causes.title')}>
      {all.length === 0 ? (
        <p>{t('causes.none')}</p>
      ) : (
        <FigureTable
          caption={t('causes.title')}
          label={t('causes.cause')}
          head={[t('causes.cause'), t('causes.answers')]}
          rows={all.map(({ status, count }) => {
            // What a person can act on has a sentence; the rest keeps the name that the specification gives it.
            const explained = status === null ? t('causes.others') : known(`cause.${status}`)
            return {
              key: status ?? '',
              name: (
                <>
                  {explained ?? status}
                  {explained !== null && <div className="loa-quiet">{status}</div>}
                </>
              ),
              figures: [
                <Fragment key="count">
                  {grouped(count, spoken)} <span className="loa-heard">{terms('unit.segments')}</span>
                </Fragment>,
              ],
              bar: count,
            }
          })}
        />
      )}
    </Panel>
  )
}
