/**
 * A table of records: dense on a wide screen, one card a record on a phone. Headings name the cells in both.
 * Figures stand to the right, in digits of one width.
 */
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './records.module.css'

export interface Column<Row> {
  readonly key: string
  readonly heading: string
  /** What the figures below it count, under the heading. */
  readonly unit?: string
  readonly cell: (row: Row) => ReactNode
  /** figure: to the right. title: what the record is called; on a phone the card's first line. */
  readonly kind?: 'figure' | 'title' | 'actions'
}

export function Records<Row>(props: {
  caption: string
  isCaptionShown?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}) {
  return (
    <Table className={classes.table} highlightOnHover>
      <Table.Caption
        className={props.isCaptionShown ? classes.caption : 'loa-heard'}
        style={{ captionSide: 'top' }}
      >
        {props.caption}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {props.columns.map(column => (
            <Table.Th key={column.key} scope="col" data-kind={column.kind}>
              {column.kind === 'actions' ? (
                <span className="loa-heard">{column.heading}</span>
              ) : (
                <>
                  {column.heading}
                  {column.unit !== undefined && <div className={classes.unit}>{column.unit}</div>}
                </>
              )}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map(row => (
          <Table.Tr key={props.rowKey(row)}>
            {props.columns.map(column => (
              <Table.Td
                key={column.key}
                data-kind={column.kind}
                data-heading={
                  column.unit === undefined ? column.heading : `${column.heading}, ${column.unit}`
                }
              >
                {column.cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
