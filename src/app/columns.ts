/** Rows of text in columns, each as wide as its widest cell: names to the left, figures to the right. */

export interface ColumnsOptions {
  /** Columns from the left that are names. Default 1. */
  readonly names?: number
  /** Blanks between two columns. Default 2. */
  readonly gap?: number
}

/** A missing cell is empty. Every line without blanks at its end. */
export function columns(
  rows: readonly (readonly string[])[],
  { names = 1, gap = 2 }: ColumnsOptions = {},
): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell))
  const padded = (cell: string, i: number) => {
    const blanks = ' '.repeat(widths[i] - width(cell))
    return i < names ? cell + blanks : blanks + cell
  }
  return rows.map(row => row.map(padded).join(' '.repeat(gap)).trimEnd()).join('\n')
}

/** Letters, not UTF-16 units. */
function width(text: string): number {
  return [...text].length
}
