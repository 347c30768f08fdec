/** Who was there when: a line a site, bars of presence, the turns in them, and a mark where the line broke. */
import type { ReactNode } from 'react'
import { useWords } from '../words.ts'
import classes from './attendance.module.css'
import type { Drawn } from './attendance-data.ts'

const HEIGHT = 20

export function AttendancePicture(props: { drawn: Drawn; clock: (at: string) => string }) {
  const { t } = useWords()
  const { drawn, clock } = props
  const shown = (ms: number) => clock(new Date(ms).toISOString())
  return (
    <figure className={classes.figure}>
      <div
        role="img"
        aria-label={t('attendance.sentence', {
          sites: drawn.rows.length,
          from: shown(drawn.fromMs),
          until: shown(drawn.untilMs),
        })}
      >
        {drawn.rows.map(({ place, bars, turns }) => (
          <div key={place.site} className={classes.row}>
            <div className={classes.name}>{place.name}</div>
            <svg className={classes.track} width="100%" height={HEIGHT} aria-hidden="true" focusable="false">
              {drawn.ticks.map(({ at }) => (
                <line key={at} className={classes.grid} {...across(at)} y1={0} y2={HEIGHT} />
              ))}
              {bars.map(({ start, end }) => (
                <rect
                  key={start}
                  className={classes.bar}
                  x={percent(start)}
                  width={percent(end - start)}
                  y={4}
                  height={12}
                />
              ))}
              {turns.map(({ start, end }) => (
                <rect
                  key={start}
                  className={classes.turn}
                  x={percent(start)}
                  width={percent(end - start)}
                  y={0}
                  height={HEIGHT}
                />
              ))}
              {bars
                .filter(({ closed }) => closed === 'dropped')
                .map(({ end }) => (
                  <g key={end} className={classes.drop}>
                    <line {...across(end)} y1={0} y2={HEIGHT} />
                  </g>
                ))}
            </svg>
          </div>
        ))}
        <div className={classes.row}>
          <div />
          <div className={classes.axis}>
            {drawn.ticks
              // The last one would run off the picture.
              .filter(({ at }) => at < 0.95)
              .map(({ at, atMs }) => (
                <span key={at} className={`loa-figure ${classes.tick}`} style={{ left: percent(at) }}>
                  {shown(atMs)}
                </span>
              ))}
          </div>
        </div>
      </div>
      <Legend />
    </figure>
  )
}

function Legend() {
  const { t } = useWords()
  const mark = (drawn: ReactNode) => (
    <svg width="32" height={HEIGHT} aria-hidden="true" focusable="false">
      {drawn}
    </svg>
  )
  return (
    <ul className={classes.legend} aria-hidden="true">
      <li>
        {mark(<rect className={classes.bar} x={0} width={32} y={4} height={12} />)}
        {t('attendance.legend.there')}
      </li>
      <li>
        {mark(
          <>
            <rect className={classes.bar} x={0} width={32} y={4} height={12} />
            <rect className={classes.turn} x={8} width={16} y={0} height={HEIGHT} />
          </>,
        )}
        {t('attendance.legend.floor')}
      </li>
      <li>
        {mark(
          <>
            <rect className={classes.bar} x={0} width={20} y={4} height={12} />
            <g className={classes.drop}>
              <line x1={20} x2={20} y1={0} y2={HEIGHT} />
            </g>
          </>,
        )}
        {t('attendance.legend.dropped')}
      </li>
    </ul>
  )
}

function across(share: number) {
  return { x1: percent(share), x2: percent(share) }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)}%`
}
