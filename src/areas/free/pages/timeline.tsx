/** What was free when, as a picture: a row a service. Beside it a table of the same periods. */
import { Table } from '@mantine/core'
import { useMemo } from 'react'
import { useLanguage } from '../../../web/i18n.ts'
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
  const t = useWords()
  const spoken = useLanguage()
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
    tick === undefined
      ? '–'
      : shownTime(new Date(tick.instant).toISOString(), 'day', spoken, timeZone)
  return (
    <figure style={{ margin: 0 }}>
      <div
        className={classes.picture}
        role="img"
        aria-label={t('time.sentence', {
          services: services.length,
          from: day(first),
          to: day(last),
        })}
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
                <span
                  key={tick.instant}
                  className={`${classes.tick} loa-figure`}
                  style={{ left: percent(tick.at) }}
                >
                  {label(tick)}
                </span>
              ))}
          </div>
        </div>
      </div>
      <Legend isOpenShown={drawn.rows.some(({ bars }) => bars.some(({ isOpen }) => isOpen))} />
      <details>
        <summary>{t('time.table')}</summary>
        <PeriodsTable overview={overview} described={described} />
      </details>
    </figure>
  )
}

function Legend({ isOpenShown }: { isOpenShown: boolean }) {
  const t = useWords()
  return (
    <ul className={classes.legend} aria-hidden="true">
      <li>
        <span className={classes.swatch}>
          <span className={classes.bar} style={{ left: 0, right: 0 }} />
        </span>
        {t('time.free')}
      </li>
      {isOpenShown && (
        <li>
          <span className={classes.swatch}>
            <span className={classes.bar} data-open style={{ left: 0, right: 0 }} />
          </span>
          {t('time.open')}
        </li>
      )}
      <li>
        <span className={classes.swatch}>
          <span className={classes.now} style={{ left: '50%', top: 0, bottom: 0 }} />
        </span>
        {t('time.now')}
      </li>
      <li>
        <span className={classes.swatch}>
          <span className={classes.version} style={{ left: '50%', top: 0, bottom: 0 }} />
        </span>
        {t('time.version')}
      </li>
    </ul>
  )
}

function PeriodsTable({
  overview,
  described,
}: {
  readonly overview: FreeOverview
  readonly described: Described
}) {
  const t = useWords()
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className={classes.wide} tabIndex={0} aria-label={t('time.table')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('service.name')}</Table.Th>
              <Table.Th scope="col">{t('time.from')}</Table.Th>
              <Table.Th scope="col">{t('time.until')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {overview.services.flatMap(({ service, free }) =>
              free.map(({ from, until }) => (
                <Table.Tr key={`${service.id} ${from}`}>
                  <Table.Th scope="row" fw={400}>
                    {service.title}
                  </Table.Th>
                  <Table.Td className="loa-figure">{described.instant(from)}</Table.Td>
                  <Table.Td className="loa-figure">
                    {until === null ? t('time.noEnd') : described.instant(until)}
                  </Table.Td>
                </Table.Tr>
              )),
            )}
          </Table.Tbody>
        </Table>
      </section>
      <p className="loa-quiet">{described.zone}</p>
    </>
  )
}

function percent(share: number): string {
  return `${100 * share}%`
}
