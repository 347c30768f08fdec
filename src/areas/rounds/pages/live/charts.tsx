/** The charts of a round, each with a table of the same figures: rate, outcomes, what was refused and why. */
import { Fragment, useMemo } from 'react'
import { grouped, percent } from '../../../../web/numbers.ts'
import { FigureTable } from '../../../../web/parts/figure-table.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { RoundLive, Sample } from '../../model.ts'
import {
  causes,
  OUTCOME_OF,
  OUTCOMES,
  outcomeColumns,
  rateColumns,
  stacked,
  tableRows,
} from './chart-data.ts'
import classes from './live.module.css'
import { TimeChart } from './time-chart.tsx'
import { useWords } from './words.ts'

/** Blue arrived, sky on its way, vermilion failed, purple unknown, grey not begun: told apart by every kind of eye. */
const OUTCOME_COLOURS = {
  light: ['#005f95', '#6bb7e8', '#c44d00', '#8f3f79', '#ced4da'],
  dark: ['#4f9ad1', '#a9d8f5', '#e8743b', '#d58bc0', '#4a5057'],
} as const

/** Rows of the table beside a chart. */
const ROWS = 12

interface Given {
  readonly directives: RoundLive['directives']
  /** With steady rates. */
  readonly samples: readonly Sample[]
  readonly unit: string
}

export function Charts(given: Given) {
  const { t } = useWords()
  if (given.samples.length < 2) return <p>{t('charts.none')}</p>
  return (
    <div className={classes.charts}>
      <RateChart {...given} />
      <OutcomeChart {...given} />
    </div>
  )
}

function RateChart({ directives, samples }: Given) {
  const { t, terms, spoken } = useWords()
  const operators = directives.map(({ operator }) => operator)
  const names = directives.map(({ operatorName }) => operatorName)
  const key = operators.join(' ')
  const drawn = useMemo(() => rateColumns(samples, operators), [samples, key])
  const unit = terms('unit.segmentsPerSecond')
  const rate = (value: number) => grouped(Math.round(value), spoken)
  const last = samples[samples.length - 1]
  return (
    <TimeChart
      title={t('rate.title')}
      unit={`${unit}, ${t('rate.steadied')}`}
      sentence={t('rate.sentence', {
        from: shownTime(samples[0].at, 'clock', spoken),
        to: shownTime(last.at, 'clock', spoken),
        now: `${rate(last.rate)} ${unit}`,
        most: `${rate(Math.max(...samples.map(sample => sample.rate)))} ${unit}`,
      })}
      kind="lines"
      drawn={drawn}
      names={names}
      figure={(series, point) => `${rate(drawn.columns[series].values[point])} ${unit}`}
      axis={value => rate(value)}
      axisWidth={76}
      max={null}
    >
      <details>
        <summary>{t('charts.table')}</summary>
        <FigureTable
          caption={t('rate.title')}
          head={[t('charts.at'), ...names.map(name => `${name} (${unit})`)]}
          rows={tableRows(samples, ROWS).map(({ at, byOperator }) => ({
            key: at,
            name: shownTime(at, 'clock', spoken),
            figures: operators.map(operator => rate(byOperator[operator] ?? 0)),
          }))}
        />
      </details>
    </TimeChart>
  )
}

function OutcomeChart({ samples, unit }: Given) {
  const { t, spoken } = useWords()
  const counted = useMemo(() => outcomeColumns(samples), [samples])
  const whole = useMemo(
    () => counted.at.map((_, i) => counted.columns.reduce((sum, one) => sum + one.values[i], 0)),
    [counted],
  )
  const drawn = useMemo(() => {
    const bands = stacked(counted)
    return {
      at: bands.at,
      columns: bands.columns.map(({ name, values }) => ({
        name,
        values: values.map((value, i) => (whole[i] === 0 ? 0 : (100 * value) / whole[i])),
      })),
    }
  }, [counted, whole])
  const last = counted.at.length - 1
  const now = OUTCOMES.map(
    (name, i) =>
      `${t(`outcome.${name}`)} ${grouped(counted.columns[i].values[last], spoken)} ${unit}`,
  )
  return (
    <TimeChart
      title={t('outcomes.title')}
      unit={t('outcomes.share')}
      sentence={t('outcomes.sentence', {
        time: shownTime(samples[samples.length - 1].at, 'clock', spoken),
        now: now.join(', '),
      })}
      kind="bands"
      colours={OUTCOME_COLOURS}
      drawn={drawn}
      names={OUTCOMES.map(name => t(`outcome.${name}`))}
      figure={(series, point) => {
        const value = counted.columns[series].values[point]
        return `${grouped(value, spoken)} ${unit} (${percent(value, whole[point], spoken)})`
      }}
      axis={value => `${value} %`}
      axisWidth={58}
      max={100}
    >
      <details>
        <summary>{t('charts.table')}</summary>
        <FigureTable
          caption={t('outcomes.title')}
          head={[t('charts.at'), ...OUTCOMES.map(name => `${t(`outcome.${name}`)} (${unit})`)]}
          rows={tableRows(samples, ROWS).map(({ at, ...sample }) => ({
            key: at,
            name: shownTime(at, 'clock', spoken),
            figures: OUTCOMES.map(name => grouped(OUTCOME_OF[name](sample), spoken)),
          }))}
        />
      </details>
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
                  {grouped(count, spoken)}{' '}
                  <span className="loa-heard">{terms('unit.segments')}</span>
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
