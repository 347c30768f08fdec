/**
 * Figures as a table that is a picture too, where rows have a bar, or stands beside one: one row a name, the figures to the
 * right. Wider than the window it is pushed aside, by keyboard too.
 */
import type { ReactNode } from 'react'
import classes from './figure-table.module.css'
import { SavedTable } from './saved-table.tsx'

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
  /** What a whole bar is, where that is not the longest; good: of what is wished for. */
  readonly bars?: { readonly of: number; readonly look: 'good' }
  /** Words instead of figures stand to the left. */
  readonly align?: 'left' | 'right'
}) {
  const { caption, isCaptionShown, head, rows, bars, label = caption, align = 'right' } = props
  const most = bars?.of ?? rows.reduce((top, { bar = 0 }) => Math.max(top, bar), 0)
  return (
    <SavedTable caption={label} rows={rows.length}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className={classes.wide} tabIndex={0} aria-label={label}>
        <table className={head.length > NARROW ? `loa-table ${classes.many}` : 'loa-table'}>
          <caption className={isCaptionShown ? classes.caption : 'loa-heard'}>{caption}</caption>
          <thead>
            <tr>
              {head.map((heading, at) => (
                <th key={heading} scope="col" style={{ textAlign: at === 0 ? 'left' : align }}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, figures, bar }) => (
              <tr key={key}>
                <th scope="row" className={classes.name}>
                  {name}
                  {bar !== undefined && (
                    <span
                      className={classes.bar}
                      data-look={bars?.look}
                      style={{ width: `${most === 0 ? 0 : (100 * bar) / most}%` }}
                      aria-hidden="true"
                    />
                  )}
                </th>
                {figures.map((figure, at) => (
                  <td key={head[at + 1]} style={{ textAlign: align }} className="loa-figure">
                    {figure}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </SavedTable>
  )
}
