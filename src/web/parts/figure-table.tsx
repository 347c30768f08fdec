/**
 * Figures as a table that is a picture too, where rows have a bar, or stands beside one: one row a name, the figures to the
 * right. Wider than the window it is pushed aside, by keyboard too.
 */
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './figure-table.module.css'

export interface FigureRow {
  readonly key: string
  readonly name: ReactNode
  /** In the order of the headings. */
  readonly figures: readonly ReactNode[]
  /** What its bar shows. */
  readonly bar?: number
}

/** More columns than these do not fit a phone. */
const NARROW = 3

export function FigureTable(props: {
  readonly caption: string
  readonly isCaptionShown?: boolean
  /** Of several with one caption on a page: which it is. */
  readonly label?: string
  /** Of the names, then of the figures. */
  readonly head: readonly string[]
  readonly rows: readonly FigureRow[]
  /** Words instead of figures stand to the left. */
  readonly align?: 'left' | 'right'
}) {
  const { caption, isCaptionShown, head, rows, label = caption, align = 'right' } = props
  const most = rows.reduce((top, { bar = 0 }) => Math.max(top, bar), 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className={classes.wide} tabIndex={0} aria-label={label}>
      <Table miw={head.length > NARROW ? '34rem' : undefined}>
        <Table.Caption
          className={isCaptionShown ? classes.caption : 'loa-heard'}
          style={{ captionSide: 'top' }}
        >
          {caption}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {head.map((heading, at) => (
              <Table.Th key={heading} scope="col" ta={at === 0 ? 'left' : align}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, figures, bar }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400} className={classes.name}>
                {name}
                {bar !== undefined && (
                  <span
                    className={classes.bar}
                    style={{ width: `${most === 0 ? 0 : (100 * bar) / most}%` }}
                    aria-hidden="true"
                  />
                )}
              </Table.Th>
              {figures.map((figure, at) => (
                <Table.Td key={head[at + 1]} ta={align} className="loa-figure">
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
