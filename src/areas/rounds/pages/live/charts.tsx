/** The charts of a round, each with a table of the same figures: rate, outcomes, what was refused and why. */
import { Table, Title } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../../web/i18n.ts'
import { grouped, percent } from '../../../../web/numbers.ts'
import { shownTime } from '../../../../web/times.ts'
import type { RoundLive, Sample } from '../../model.ts'
import { causes, OUTCOMES, outcomeColumns, rateColumns, stacked, tableRows } from './chart-data.ts'
import classes from './live.module.css'
import { TimeChart } from './time-chart.tsx'

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
  const { t } = useTranslation('live')
  if (given.samples.length < 2) return <p>{t('charts.none')}</p>
  return (
    <div className={classes.charts}>
      <RateChart {...given} />
      <OutcomeChart {...given} />
    </div>
  )
}

function RateChart({ directives, samples }: Given) {
  const { t } = useTranslation('live')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const operators = directives.map(({ operator }) => operator)
  const names = directives.map(({ operatorName }) => operatorName)
  const key = operators.join(' ')
  const drawn = useMemo(() => rateColumns(samples, operators), [samples, key])
  const unit = terms.t('unit.segmentsPerSecond')
  const rows = tableRows(samples, ROWS)
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
      <Beside summary={t('charts.table')} label={t('rate.title')}>
        <Table>
          <caption className="loa-heard">{t('rate.title')}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('charts.at')}</Table.Th>
              {names.map(name => (
                <Table.Th key={name} scope="col" ta="right">
                  {name} ({unit})
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ at, byOperator }) => (
              <Table.Tr key={at}>
                <Table.Th scope="row">{shownTime(at, 'clock', spoken)}</Table.Th>
                {operators.map(operator => (
                  <Table.Td key={operator} ta="right">
                    {rate(byOperator[operator] ?? 0)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Beside>
    </TimeChart>
  )
}

function OutcomeChart({ samples, unit }: Given) {
  const { t } = useTranslation('live')
  const spoken = useLanguage()
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
  const rows = tableRows(samples, ROWS)
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
      <Beside summary={t('charts.table')} label={t('outcomes.title')}>
        <Table>
          <caption className="loa-heard">{t('outcomes.title')}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('charts.at')}</Table.Th>
              {OUTCOMES.map(name => (
                <Table.Th key={name} scope="col" ta="right">
                  {t(`outcome.${name}`)} ({unit})
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(sample => (
              <Table.Tr key={sample.at}>
                <Table.Th scope="row">{shownTime(sample.at, 'clock', spoken)}</Table.Th>
                {[
                  sample.delivered,
                  sample.accepted,
                  sample.failed + sample.expired,
                  sample.uncertain,
                  sample.unsent,
                ].map((count, i) => (
                  <Table.Td key={OUTCOMES[i]} ta="right" className="loa-figure">
                    {grouped(count, spoken)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Beside>
    </TimeChart>
  )
}

function Beside(props: {
  readonly summary: string
  readonly label: string
  readonly children: ReactNode
}) {
  const { summary, label, children } = props
  return (
    <details>
      <summary>{summary}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className={classes.wide} tabIndex={0} aria-label={label}>
        {children}
      </section>
    </details>
  )
}

/** Causes that a person can act on have a sentence; others keep the name that the specification gives them. */
const EXPLAINED = [
  'ESME_RTHROTTLED',
  'ESME_RMSGQFUL',
  'ESME_RSYSERR',
  'ESME_RINVDSTADR',
  'ESME_RINVSRCADR',
  'ESME_RSUBMITFAIL',
] as const

/** Bars with their figures: chart and table in one. */
export function Causes({ live }: { readonly live: RoundLive }) {
  const { t } = useTranslation('live')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const all = causes(live.sum.statuses)
  const most = all.reduce((top, { count }) => Math.max(top, count), 1)
  const explained = (status: string) => {
    const known = EXPLAINED.find(one => one === status)
    return known === undefined ? null : t(`cause.${known}`)
  }
  return (
    <section>
      <Title order={2} mb="sm">
        {t('causes.title')}
      </Title>
      {all.length === 0 ? (
        <p>{t('causes.none')}</p>
      ) : (
        <Table className={classes.causes} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w="52%">
                {t('causes.cause')}
              </Table.Th>
              <Table.Th scope="col" ta="right" w="25%">
                {t('causes.answers')}
              </Table.Th>
              <Table.Td>
                <span className="loa-heard">{t('causes.drawn')}</span>
              </Table.Td>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map(({ status, count }) => (
              <Table.Tr key={status ?? ''}>
                <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
                  {status === null ? t('causes.others') : (explained(status) ?? status)}
                  {status !== null && explained(status) !== null && (
                    <div className="loa-quiet">{status}</div>
                  )}
                </Table.Th>
                <Table.Td ta="right" className="loa-figure">
                  {grouped(count, spoken)}{' '}
                  <span className="loa-heard">{terms.t('unit.segments')}</span>
                </Table.Td>
                <Table.Td>
                  <span
                    className={classes.causeBar}
                    style={{ width: `${(100 * count) / most}%` }}
                    aria-hidden="true"
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
