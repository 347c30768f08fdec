/** A measure of one area as a picture and the same as a table: its days with their gaps, and the bounds of the levels drawn in. */
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import type { Plan } from '../../../plan/plan.ts'
import { FigureTable } from '../../../web/parts/figure-table.tsx'
import { WithRest } from '../../../web/parts/with-rest.tsx'
import { type ChartData, chartOf } from './chart-data.ts'
import { degreeOf } from './degrees.ts'
import { numberSaid } from './formula-said.ts'
import classes from './plan.module.css'
import { daySaid, levelSaid } from './said.ts'
import { useWords } from './words.ts'

export interface Measured {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly days: readonly string[]
  readonly values: readonly (number | null)[]
  /** By day; undefined: it says nothing of levels. */
  readonly called?: ReadonlyMap<string, string | null>
  /** The days that are the evidence. */
  readonly window?: { readonly from: string; readonly until: string }
}

const DAYS_SHOWN = 21

export function MeasureChart({ of, plan }: { of: Measured; plan: Plan }) {
  const words = useWords()
  const { t, spoken } = words
  const [isWhole, setWhole] = useState(false)
  const { id, title, area, days, values, called } = of
  const last = days.at(-1)
  if (last === undefined) return <p>{t('evidence.noDays')}</p>
  const chart = chartOf({ measure: id, values, levels: plan.levels, day: last })
  const known = values.filter(value => value !== null)
  const said = (value: number | undefined) => (value === undefined ? t('evidence.missing') : numberSaid(value, spoken))
  const sentence = t('evidence.sentence', {
    measure: title,
    area,
    from: daySaid(days[0] ?? ''),
    until: daySaid(last),
    least: said(known.length === 0 ? undefined : Math.min(...known)),
    most: said(known.length === 0 ? undefined : Math.max(...known)),
    last: said(values.findLast(value => value !== null) ?? undefined),
    missing: values.length - known.length,
  })
  const rows = days
    .map((day, at) => ({ day, value: values[at] ?? null }))
    .toReversed()
    .slice(0, isWhole ? undefined : DAYS_SHOWN)
  return (
    <div className={classes.beside}>
      <figure className={classes.chart}>
        <figcaption style={{ fontWeight: 600 }}>{t('evidence.chart', { measure: title, area })}</figcaption>
        <Picture of={of} chart={chart} plan={plan} sentence={sentence} />
        <Key of={of} chart={chart} />
      </figure>
      <WithRest
        shown={rows.length}
        hidden={days.length - rows.length}
        label={t('evidence.allDays', { count: days.length })}
        onShow={() => setWhole(true)}
      >
        <div className={classes.scroll}>
          <FigureTable
            caption={t('evidence.table')}
            label={`${t('evidence.table')}: ${title}`}
            head={[t('evidence.day'), title, ...(called ? [t('evidence.called')] : [])]}
            rows={rows.map(({ day, value }) => ({
              key: day,
              name: daySaid(day),
              figures: [
                value === null ? <span className="loa-quiet">{t('evidence.missing')}</span> : numberSaid(value, spoken),
                ...(called ? [called.has(day) ? levelSaid(words, plan.levels, called.get(day) ?? null) : '–'] : []),
              ],
            }))}
          />
        </div>
      </WithRest>
    </div>
  )
}

const TALL = 260
const [TOP, BOTTOM, LEFT, RIGHT] = [14, 26, 46, 12]
/** Before it is measured. */
const WIDE = 640
const TICK_EVERY_PX = 110

function Picture(props: { of: Measured; chart: ChartData; plan: Plan; sentence: string }) {
  const { spoken } = useWords()
  const { ref, width } = useElementSize()
  const { of, chart, plan, sentence } = props
  const { days, window } = of
  const wide = width > 0 ? width : WIDE
  const step = (wide - LEFT - RIGHT) / Math.max(1, days.length)
  const x = (at: number) => LEFT + (at + 0.5) * step
  const y = (value: number) => TALL - BOTTOM - (value / chart.most) * (TALL - TOP - BOTTOM)
  const floor = y(0)
  const every = Math.max(1, Math.ceil(TICK_EVERY_PX / step))
  const band = (from: number, until: number) => ({
    x: x(from) - step / 2,
    width: (until - from + 1) * step,
    y: TOP,
    height: floor - TOP,
  })
  const [first, last] = window === undefined ? [-1, -1] : [days.indexOf(window.from), days.indexOf(window.until)]
  return (
    <div ref={ref}>
      <svg viewBox={`0 0 ${wide} ${TALL}`} height={TALL} role="img" aria-label={sentence}>
        {first >= 0 && last >= first && <rect className={classes.window} {...band(first, last)} />}
        {chart.gaps.map(({ from, until }) => (
          <rect key={from} className={classes.gap} {...band(from, until)} />
        ))}
        {[0, chart.most / 2, chart.most].map(value => (
          <g key={value}>
            <line className={classes.axis} x1={LEFT} x2={wide - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {numberSaid(value, spoken)}
            </text>
          </g>
        ))}
        {days.map((day, at) =>
          // The last one would run off the picture.
          at % every === 0 && x(at) < wide - 40 ? (
            <text key={day} x={x(at)} y={TALL - 8} textAnchor={at === 0 ? 'start' : 'middle'}>
              {daySaid(day).slice(0, 'dd/mm'.length)}
            </text>
          ) : null,
        )}
        {chart.pieces.map(piece => (
          <polyline
            key={piece[0]?.at}
            className={classes.line}
            points={piece.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
          />
        ))}
        {chart.pieces.flatMap(piece =>
          piece.length === 1 || step > DOTS_FROM_PX
            ? piece.map(({ at, value }) => <circle key={at} className={classes.dot} cx={x(at)} cy={y(value)} r={2.5} />)
            : [],
        )}
        {chart.bounds.map(({ level, value }) => (
          <g key={level.id}>
            <line className={classes.bound} x1={LEFT} x2={wide - RIGHT} y1={y(value)} y2={y(value)} />
            <text className={classes.halo} x={LEFT + 6} y={y(value) - 5}>
              {`${degreeOf(plan.levels, level.id)?.at} ${level.name[spoken]} ≥ ${numberSaid(value, spoken)}`}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

const DOTS_FROM_PX = 9

function Key({ of, chart }: { of: Measured; chart: ChartData }) {
  const { t } = useWords()
  return (
    <ul className={classes.key} aria-hidden="true">
      {of.window !== undefined && (
        <li>
          <Sample>
            <rect className={classes.window} width={28} height={14} />
          </Sample>
          {t('evidence.window')}
        </li>
      )}
      {chart.gaps.length > 0 && (
        <li>
          <Sample>
            <rect className={classes.gap} width={28} height={14} />
          </Sample>
          {t('evidence.gap')}
        </li>
      )}
      {chart.bounds.length > 0 && (
        <li>
          <Sample>
            <line className={classes.bound} x1={0} x2={28} y1={7} y2={7} />
          </Sample>
          {t('evidence.bound')}
        </li>
      )}
    </ul>
  )
}

function Sample({ children }: { children: React.ReactNode }) {
  return (
    <svg viewBox="0 0 28 14" style={{ width: 28, height: 14 }} focusable="false" aria-hidden="true">
      {children}
    </svg>
  )
}
