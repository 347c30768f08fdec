/** Sums as pictures that are tables too: bars beside their figures; columns over days with a table below. */
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './audit-charts.module.css'

export interface BarRow {
  readonly key: string
  readonly name: ReactNode
  /** What the bar shows. */
  readonly value: number
  /** The figures, each with its unit, in the order of the headings. */
  readonly figures: readonly ReactNode[]
}

export function Bars(props: {
  readonly title: string
  /** Of what: a page has several of one title. */
  readonly of: string
  /** Of the names, then of the figures: the first of those is what the bars show. */
  readonly headings: readonly string[]
  readonly rows: readonly BarRow[]
}) {
  const { headings, rows } = props
  const most = rows.reduce((top, { value }) => Math.max(top, value), 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className={classes.wide} tabIndex={0} aria-label={`${props.of}: ${props.title}`}>
      <Table className={classes.bars}>
        <Table.Caption className={classes.caption} style={{ captionSide: 'top' }}>
          {props.title}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading, at) => (
              <Table.Th key={heading} scope="col" ta={at === 0 ? 'left' : 'right'}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, value, figures }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400} className={classes.name}>
                {name}
                <span
                  className={classes.bar}
                  style={{ width: `${most === 0 ? 0 : (100 * value) / most}%` }}
                  aria-hidden="true"
                />
              </Table.Th>
              {figures.map((figure, at) => (
                <Table.Td key={headings[at + 1]} ta="right" className="loa-figure">
                  {figure}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

export interface DayColumn {
  /** `2026-02-01`. */
  readonly day: string
  readonly value: number
}

/** One column a day. The table of the same figures is below it. */
export function Columns(props: {
  readonly title: string
  /** What a screen reader says in place of the picture. */
  readonly sentence: string
  /** The height of the picture. */
  readonly most: string
  readonly columns: readonly DayColumn[]
  readonly shownDay: (day: string) => string
}) {
  const { columns, shownDay } = props
  const top = Math.max(...columns.map(({ value }) => value), 1)
  const first = columns.at(0)
  const last = columns.at(-1)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{props.title}</figcaption>
      <div role="img" aria-label={props.sentence} style={{ maxWidth: widthMax(columns.length) }}>
        <div className={`${classes.most} loa-figure`}>{props.most}</div>
        <div className={classes.columns}>
          {columns.map(({ day, value }) => (
            <span
              key={day}
              className={classes.column}
              data-none={value === 0 || undefined}
              style={{ height: `${(100 * value) / top}%` }}
            />
          ))}
        </div>
        <div className={classes.days}>
          <span className="loa-figure">{first === undefined ? '' : shownDay(first.day)}</span>
          <span className="loa-figure">
            {last === undefined || last === first ? '' : shownDay(last.day)}
          </span>
        </div>
      </div>
    </figure>
  )
}

/** Wide enough for both dates below it. */
const TWO_DAYS_REM = 14
const DAY_REM = 3

/** Few days are a narrow picture, not a few columns at its edge. */
function widthMax(days: number): string {
  return `${days < 2 ? DAY_REM * 2 : Math.max(TWO_DAYS_REM, DAY_REM * days)}rem`
}
