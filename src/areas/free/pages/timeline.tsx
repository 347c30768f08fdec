/** What was free when, as a picture: a row a service. Beside it a table of the same periods. */
import { type ReactNode, useMemo } from 'react'
import { FigureTable } from '../../../web/parts/figure-table.tsx'
import { shownTime } from '../../../web/times.ts'
import type { FreeOverview } from '../model.ts'
import type { Described } from './describe.ts'
import classes from './timeline.module.css'
import { type Tick, timelineOf } from './timeline-data.ts'
import { useWords } from './words.ts'

export function TimelinePicture({
  overview,
  described,
}: {
  readonly overview: FreeOverview
  readonly described: Described
}) {
  const { t, spoken } = useWords()
  const { services, versions, timeZone, at } = overview
  const drawn = useMemo(
    () => timelineOf({ services, versions, timeZone, now: Date.parse(at) }),
    [services, versions, timeZone, at],
  )
  if (drawn === null) return null
  const label = ({ instant, step }: Tick) => {
    const day = shownTime(new Date(instant).toISOString(), 'day', spoken, timeZone)
    if (step === 'year') return day.slice(6)
    return step === 'month' || step === 'quarter' ? day.slice(3) : day.slice(0, 5)
  }
  const first = drawn.ticks.at(0)
  const last = drawn.ticks.at(-1)
  const day = (tick: Tick | undefined) =>
    tick === undefined ? '–' : shownTime(new Date(tick.instant).toISOString(), 'day', spoken, timeZone)
  return (
    <figure style={{ margin: 0 }}>
      <div
        className={classes.picture}
        role="img"
        aria-label={t('time.sentence', { services: services.length, from: day(first), to: day(last) })}
      >
        {drawn.rows.map(({ service: { service }, bars }) => (
          <div key={service.id} className={classes.row}>
            <div className={classes.name}>{service.title}</div>
            <div className={classes.track}>
              {bars.map(({ start, end, isOpen }) => (
                <div
                  key={start}
                  className={classes.bar}
                  data-open={isOpen || undefined}
                  style={{ left: percent(start), width: percent(end - start) }}
                />
              ))}
              {drawn.versions.map(({ version, at: place }) => (
                <div key={version} className={classes.version} style={{ left: percent(place) }} />
              ))}
              <div className={classes.now} style={{ left: percent(drawn.now) }} />
            </div>
          </div>
        ))}
        <div className={classes.row}>
          <div />
          <div className={`${classes.track} ${classes.axis}`}>
            {drawn.ticks
              // The last ones would run off the picture.
              .filter(tick => tick.at < 0.94)
              .map(tick => (
                <span key={tick.instant} className={`${classes.tick} loa-figure`} style={{ left: percent(tick.at) }}>
                  {label(tick)}
                </span>
              ))}
          </div>
        </div>
      </div>
      <Legend isOpenShown={drawn.rows.some(({ bars }) => bars.some(({ isOpen }) => isOpen))} />
      <details>
        <summary>{t('time.table')}</summary>
        <FigureTable
          caption={t('time.table')}
          head={[t('service.name'), t('time.from'), t('time.until')]}
          align="left"
          rows={services.flatMap(({ service, free }) =>
            free.map(({ from, until }) => ({
              key: `${service.id} ${from}`,
              name: service.title,
              figures: [described.instant(from), until === null ? t('time.noEnd') : described.instant(until)],
            })),
          )}
        />
        <p className="loa-quiet">{described.zone}</p>
      </details>
    </figure>
  )
}

function Legend({ isOpenShown }: { isOpenShown: boolean }) {
  const { t } = useWords()
  const [across, at] = [
    { left: 0, right: 0 },
    { left: '50%', top: 0, bottom: 0 },
  ]
  const marks: readonly (readonly [name: string, mark: ReactNode] | false)[] = [
    [t('time.free'), <span key="free" className={classes.bar} style={across} />],
    isOpenShown && [t('time.open'), <span key="open" className={classes.bar} data-open style={across} />],
    [t('time.now'), <span key="now" className={classes.now} style={at} />],
    [t('time.version'), <span key="version" className={classes.version} style={at} />],
  ]
  return (
    <ul className={classes.legend} aria-hidden="true">
      {marks
        .filter(mark => mark !== false)
        .map(([name, mark]) => (
          <li key={name}>
            <span className={classes.swatch}>{mark}</span>
            {name}
          </li>
        ))}
    </ul>
  )
}

function percent(share: number): string {
  return `${100 * share}%`
}
