/** Figures beside a picture: one row a name, the figures to the right. Wider than the window it is pushed aside, by keyboard too. */
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './figure-table.module.css'

export function FigureTable(props: {
  readonly caption: string
  /** Of the names, then of the figures. */
  readonly head: readonly string[]
  readonly rows: readonly {
    readonly key: string
    readonly name: ReactNode
    readonly figures: readonly ReactNode[]
  }[]
  readonly isCaptionShown?: boolean
  /** Of several with one caption on a page: which it is. */
  readonly label?: string
  /** Words instead of figures stand to the left. */
  readonly align?: 'left' | 'right'
}) {
  const { caption, head, rows, label = caption, align = 'right', isCaptionShown } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className={classes.wide} tabIndex={0} aria-label={label}>
      <Table>
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
          {rows.map(({ key, name, figures }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                {name}
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
