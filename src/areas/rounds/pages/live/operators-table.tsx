/** What each operator has done of the round, a line each; under it what it complains of, since when, and flags. */
import { Table } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../../web/i18n.ts'
import { grouped } from '../../../../web/numbers.ts'
import { DirectiveStateBadge } from '../../../../web/parts/state-badge.tsx'
import { useNow } from '../../../../web/stream.ts'
import { ago, shownTime } from '../../../../web/times.ts'
import type { Sample } from '../../model.ts'
import { sparkline } from './chart-data.ts'
import classes from './live.module.css'
import type { OperatorRow } from './operator-row.ts'

/** A node tells once a second; so much later its figures are old. */
const OLD_MS = 15_000
const SPARK = { width: 96, height: 22 }
const COLUMNS = ['delivered', 'accepted', 'undelivered', 'uncertain', 'unsent'] as const

export function OperatorsTable(props: {
  readonly rows: readonly OperatorRow[]
  readonly samples: readonly Sample[]
  readonly unit: string
}) {
  const { t } = useTranslation('live')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  return (
    <Table className={classes.operators}>
      <caption className="loa-heard">{t('operators.title')}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" className={classes.name}>
            {t('operators.operator')}
            <div className={classes.unit}>{t('operators.told')}</div>
          </Table.Th>
          {COLUMNS.map(name => (
            <Table.Th key={name} scope="col" ta="right">
              {t(`outcome.${name}`)}
              <div className={classes.unit}>{props.unit}</div>
            </Table.Th>
          ))}
          <Table.Th scope="col" ta="right" w="12.5rem">
            {t('operators.rate')}
            <div className={classes.unit}>{terms.t('unit.segmentsPerSecond')}</div>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map(row => {
          const hasMore = hasSecondLine(row)
          return (
            <Fragment key={row.operator}>
              <Table.Tr className={hasMore ? classes.first : undefined}>
                <Table.Th scope="row" className={classes.name}>
                  <div>{row.name}</div>
                  <div className={classes.told}>
                    <DirectiveStateBadge state={row.state} />
                    {row.heardAt !== null && !ENDED.includes(row.state) && (
                      <Heard heardAt={row.heardAt} />
                    )}
                  </div>
                </Table.Th>
                {COLUMNS.map(name => (
                  <Table.Td
                    key={name}
                    ta="right"
                    className="loa-figure"
                    data-heading={t(`outcome.${name}`)}
                  >
                    {row.figures === null ? '–' : grouped(row.figures[name], spoken)}
                  </Table.Td>
                ))}
                <Table.Td
                  ta="right"
                  className="loa-figure"
                  data-heading={`${t('operators.rate')}, ${terms.t('unit.segmentsPerSecond')}`}
                >
                  <span className={classes.spark}>
                    <Spark points={sparkline(props.samples, row.operator, SPARK)} />
                    <span className={classes.sparkRate}>
                      {grouped(Math.round(row.segmentsPerSecond), spoken)}
                    </span>
                  </span>
                </Table.Td>
              </Table.Tr>
              {hasMore && (
                <Table.Tr>
                  <Table.Td colSpan={COLUMNS.length + 2} className={classes.more}>
                    <SecondLine row={row} />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          )
        })}
      </Table.Tbody>
      {props.rows.length > 1 && <Whole rows={props.rows} />}
    </Table>
  )
}

/** All operators together, as far as they have told. */
function Whole({ rows }: { readonly rows: readonly OperatorRow[] }) {
  const { t } = useTranslation('live')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const sum = (of: (row: OperatorRow) => number) =>
    grouped(Math.round(rows.reduce((whole, row) => whole + of(row), 0)), spoken)
  return (
    <Table.Tfoot>
      <Table.Tr>
        <Table.Th scope="row">{t('operators.all')}</Table.Th>
        {COLUMNS.map(name => (
          <Table.Td
            key={name}
            ta="right"
            className="loa-figure"
            data-heading={t(`outcome.${name}`)}
          >
            {sum(({ figures }) => figures?.[name] ?? 0)}
          </Table.Td>
        ))}
        <Table.Td
          ta="right"
          className="loa-figure"
          data-heading={`${t('operators.rate')}, ${terms.t('unit.segmentsPerSecond')}`}
        >
          {sum(row => row.segmentsPerSecond)}
        </Table.Td>
      </Table.Tr>
    </Table.Tfoot>
  )
}

/** The rate again, drawn: the figure beside it says it. */
function Spark({ points }: { points: string }) {
  return (
    <svg
      width={SPARK.width}
      height={SPARK.height + 2}
      viewBox={`0 -1 ${SPARK.width} ${SPARK.height + 2}`}
      aria-hidden="true"
      focusable="false"
    >
      {points !== '' && (
        <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
    </svg>
  )
}

const ENDED = ['refused', 'returned', 'finished', 'stopped', 'window-over', 'failed']

function hasSecondLine(row: OperatorRow): boolean {
  return row.note !== null || row.refusal !== null || row.flags.length > 0 || !row.hasObeyed
}

function SecondLine({ row }: { row: OperatorRow }) {
  const { t } = useTranslation('live')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  return (
    <>
      {row.refusal !== null && (
        <p className={classes.grave}>
          ✕ {t('operators.refused', { why: terms.t(`refusal.${row.refusal}`) })}
        </p>
      )}
      {row.note !== null && (
        <p className={classes.note}>
          ▲ {t(noteKey(row.note.is))}{' '}
          {t(row.note.isFromBefore ? 'note.sinceBefore' : 'note.since', {
            time: shownTime(row.note.since, 'clock', spoken),
          })}
        </p>
      )}
      {!row.hasObeyed && <p className={classes.note}>▲ {t('operators.notObeyed')}</p>}
      {row.flags.map(({ code, expected, found }) => (
        <p key={code} className={classes.grave}>
          ▲ {terms.t(`flag.${code}`)}: {t('operators.flag', { expected, found })}
        </p>
      ))}
    </>
  )
}

const NOTES = ['canary', 'not-bound', 'throttled', 'disk', 'lane-stopped', 'outside-hours'] as const

function noteKey(note: string): `note.${(typeof NOTES)[number]}` | 'note.other' {
  const known = NOTES.find(one => one === note)
  return known === undefined ? 'note.other' : `note.${known}`
}

/** Takes its place always, so that nothing jumps when a node falls silent. */
function Heard({ heardAt }: { heardAt: string }) {
  const { t } = useTranslation('live')
  const spoken = useLanguage()
  const now = useNow(1_000)
  const isOld = now - Date.parse(heardAt) > OLD_MS
  const time = shownTime(heardAt, 'clock', spoken)
  return (
    <span
      className={isOld ? classes.note : 'loa-quiet loa-figure'}
      title={t('operators.heard', { time })}
    >
      {isOld ? `▲ ${t('operators.old', { age: ago(heardAt, now, spoken) })}` : time}
    </span>
  )
}
