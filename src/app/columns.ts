/** Text laid out in letters of one width: columns as wide as their widest cell, sentences in rows. */

export interface ColumnsOptions {
  /** Columns from the left that are names. Default 1. */
  readonly names?: number
  /** Blanks between two columns. Default 2. */
  readonly gap?: number
}

/** Names to the left, figures to the right. No blanks at the end of a line. */
export function columns(rows: readonly (readonly string[])[], { names = 1, gap = 2 }: ColumnsOptions = {}): string {
  const widths: number[] = []
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell))
  const padded = (cell: string, i: number) => {
    const blanks = ' '.repeat(widths[i] - width(cell))
    return i < names ? cell + blanks : blanks + cell
  }
  return rows.map(row => row.map(padded).join(' '.repeat(gap)).trimEnd()).join('\n')
}

/** Rows of at most `size` letters where the words allow it; all but the first indented. */
export function wrapped(sentence: string, size: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const word of sentence.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`
    if (width(longer) > size && row !== '') {
      rows.push(row)
      row = `  ${word}`
    } else row = longer
  }
  return [...rows, row]
}

/** At most `size` letters, with an ellipsis where some were cut off. */
export function cut(text: string, size: number): string {
  return width(text) <= size ? text : `${[...text].slice(0, size - 1).join('')}…`
}

/** Letters, not UTF-16 units. */
function width(text: string): number {
  return [...text].length
}
