/** What each operator has done of the round, a line each; under it what it complains of, since when, and flags. */
import { Table } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { grouped } from '../../../../web/numbers.ts'
import { useNow } from '../../../../web/stream.ts'
import { ago, shownTime } from '../../../../web/times.ts'
import type { Sample } from '../../model.ts'
import { DirectiveStateBadge } from '../directive-badge.tsx'
import { useFlagWords } from '../flag-words.ts'
import { sparkline } from './chart-data.ts'
import classes from './live.module.css'
import { hasEnded, type OperatorRow } from './operator-row.ts'
import { useWords } from './words.ts'

/** A node tells once a second; so much later its figures are old. */
const OLD_MS = 15_000
const SPARK = { width: 96, height: 22 }
const COLUMNS = ['delivered', 'accepted', 'undelivered', 'uncertain', 'unsent'] as const

export function OperatorsTable(props: {
  readonly rows: readonly OperatorRow[]
  readonly samples: readonly Sample[]
  readonly unit: string
}) {
  const { t, terms, spoken } = useWords()
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
            <div className={classes.unit}>{terms('unit.segmentsPerSecond')}</div>
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
                    {row.heardAt !== null && !hasEnded(row) && <Heard heardAt={row.heardAt} />}
                  </div>
                  {row.machine !== null && (
                    <div className={classes.unit}>{t('operators.machine', { name: row.machine })}</div>
                  )}
                </Table.Th>
                <Cells figure={name => (row.figures === null ? '–' : grouped(row.figures[name], spoken))}>
                  <span className={classes.spark}>
                    <Spark points={sparkline(props.samples, row.operator, SPARK)} />
                    <span className={classes.sparkRate}>{grouped(Math.round(row.segmentsPerSecond), spoken)}</span>
                  </span>
                </Cells>
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
  const { t, spoken } = useWords()
  const sum = (of: (row: OperatorRow) => number) =>
    grouped(Math.round(rows.reduce((whole, row) => whole + of(row), 0)), spoken)
  return (
    <Table.Tfoot>
      <Table.Tr>
        <Table.Th scope="row">{t('operators.all')}</Table.Th>
        <Cells figure={name => sum(({ figures }) => figures?.[name] ?? 0)}>{sum(row => row.segmentsPerSecond)}</Cells>
      </Table.Tr>
    </Table.Tfoot>
  )
}

/** The outcomes, and the rate. */
function Cells(props: { readonly figure: (name: (typeof COLUMNS)[number]) => string; readonly children: ReactNode }) {
  const { t, terms } = useWords()
  const rate = `${t('operators.rate')}, ${terms('unit.segmentsPerSecond')}`
  const cell = (heading: string, value: ReactNode) => (
    <Table.Td key={heading} ta="right" className="loa-figure" data-heading={heading}>
      {value}
    </Table.Td>
  )
  return (
    <>
      {COLUMNS.map(name => cell(t(`outcome.${name}`), props.figure(name)))}
      {cell(rate, props.children)}
    </>
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
      {points !== '' && <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" />}
    </svg>
  )
}

function hasSecondLine(row: OperatorRow): boolean {
  return row.note !== null || row.refusal !== null || row.flags.length > 0 || !row.hasObeyed
}

function SecondLine({ row }: { row: OperatorRow }) {
  const { t, spoken, known } = useWords()
  const why = useFlagWords()
  return (
    <>
      {/* Read by itself, cell by cell, it is of nobody. */}
      <span className="loa-heard">{row.name}: </span>
      {row.refusal !== null && (
        <p className={classes.grave}>✕ {t('operators.refused', { why: why(`refusal.${row.refusal}`) })}</p>
      )}
      {row.note !== null && (
        <p className={classes.note}>
          ▲ {known(`note.${row.note.is}`) ?? t('note.other')}{' '}
          {t(row.note.isFromBefore ? 'note.sinceBefore' : 'note.since', {
            time: shownTime(row.note.since, 'clock', spoken),
          })}
        </p>
      )}
      {!row.hasObeyed && <p className={classes.note}>▲ {t('operators.notObeyed')}</p>}
      {row.flags.map(({ code, expected, found }) => (
        <p key={code} className={classes.grave}>
          ▲ {why(`flag.${code}`)}: {t('operators.flag', { expected, found })}
        </p>
      ))}
    </>
  )
}

/** Takes its place always, so that nothing jumps when a node falls silent. */
function Heard({ heardAt }: { heardAt: string }) {
  const { t, spoken } = useWords()
  const now = useNow(1_000)
  const isOld = now - Date.parse(heardAt) > OLD_MS
  const time = shownTime(heardAt, 'clock', spoken)
  return (
    <span className={isOld ? classes.note : 'loa-quiet loa-figure'} title={t('operators.heard', { time })}>
      {isOld ? `▲ ${t('operators.old', { age: ago(heardAt, now, spoken) })}` : time}
    </span>
  )
}
