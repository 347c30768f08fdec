/**
 * A table of records: dense on a wide screen, one card a record on a phone. Headings name the cells in both.
 * Figures stand to the right, in digits of one width.
 */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import facts from './facts.module.css'
import { Later } from './later.tsx'
import classes from './records.module.css'
import { SavedTable } from './saved-table.tsx'

export type Column<Row> = readonly [
  /** With what the figures below it count, which stands under it. */
  heading: string | readonly [heading: string, unit: string],
  cell: (row: Row) => ReactNode,
  /** figure: to the right. title: what the record is called; on a phone the card's first line. */
  kind?: 'figure' | 'title' | 'actions' | undefined,
]

/** More than a screen holds. */
const DRAWN_FIRST = 20

export function Records<Row>(props: {
  caption: string
  isCaptionShown?: boolean
  /** False: left out. */
  columns: readonly (Column<Row> | false)[]
  rows: readonly Row[]
  /** Without it by the row's own `id`, else by its place. */
  rowKey?: (row: Row) => string
}) {
  const columns = props.columns
    .filter(column => column !== false)
    .map(([heading, cell, kind]) => {
      const [name, unit] = typeof heading === 'string' ? [heading] : heading
      return { name, unit, cell, kind }
    })
  const drawn = (row: Row, at: number) => (
    <tr key={props.rowKey?.(row) ?? idOf(row) ?? at}>
      {columns.map(({ name, unit, cell, kind }, at) => (
        <td key={at} data-kind={kind} data-heading={unit === undefined ? name : `${name}, ${unit}`}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
  return (
    <SavedTable caption={props.caption} rows={props.rows.length}>
      <table className={`loa-table ${classes.table}`}>
        <caption className={props.isCaptionShown ? classes.caption : 'loa-heard'}>{props.caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, unit, kind }, at) => (
              <th key={at} scope="col" data-kind={kind}>
                {kind === 'actions' ? <span className="loa-heard">{name}</span> : name}
                {unit !== undefined && <div className={classes.unit}>{unit}</div>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.slice(0, DRAWN_FIRST).map(drawn)}
          {props.rows.length > DRAWN_FIRST && (
            <Later>{() => props.rows.slice(DRAWN_FIRST).map((row, at) => drawn(row, DRAWN_FIRST + at))}</Later>
          )}
        </tbody>
      </table>
    </SavedTable>
  )
}

function idOf(row: unknown): string | undefined {
  return typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : undefined
}

/** The name of a record that opens what belongs to it, beside; on paper the name alone. */
export function NameButton(props: { onClick: () => void; children: string }) {
  return (
    <Button variant="default" size="sm" data-name onClick={props.onClick}>
      {props.children}
    </Button>
  )
}

export type Fact = readonly [name: string, value: ReactNode]

/** Facts about one thing, name and value: a description list, two columns where there is room. False: left out. */
export function Facts({ facts: given }: { facts: readonly (Fact | false)[] }) {
  return (
    <dl className={facts.facts}>
      {given
        .filter(fact => fact !== false)
        .map(([name, value]) => (
          <div key={name} className={facts.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
