/**
 * How wide the columns of a table are: no narrower than their longest word or number, which never breaks; then as wide
 * as their longest cell, or, where that is too much, so that the longest cells of all break into as many lines and heads
 * into twice as many; what is left over is shared. The first text of a column is its head. Pure; `measure` gives a text's
 * width.
 */
export function columnWidths(
  columns: readonly (readonly string[])[],
  total: number,
  measure: (text: string) => number,
): number[] {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(measure))
  const least = columns.map(texts => widest(texts.flatMap(text => text.split(' '))))
  const taken = sum(least)
  if (taken >= total) return least.map(each => (each / taken) * total)
  const longest = columns.map(([head, ...cells]) => Math.max(measure(head) / 2, widest(cells)))
  const inLines = (lines: number) => longest.map((each, at) => Math.max(least[at], each / lines))
  const widths = inLines(fewestLines(lines => sum(inLines(lines)) <= total))
  const rest = (total - sum(widths)) / columns.length
  return widths.map(width => width + rest)
}

/** No cell has more lines. */
const LINES_MAX = 10_000
const STEPS = 40

/** From one on, as a fraction, for cells break at words. */
function fewestLines(fits: (lines: number) => boolean): number {
  if (fits(1)) return 1
  let [few, enough] = [1, LINES_MAX]
  for (let step = 0; step < STEPS; step++) {
    const middle = (few + enough) / 2
    if (fits(middle)) enough = middle
    else few = middle
  }
  return enough
}

/** The texts of each column, the head's among them. */
export function columnsOf(
  head: readonly string[],
  rows: readonly (readonly { readonly text: string }[])[],
): readonly (readonly string[])[] {
  return head.map((text, at) => [text, ...rows.map(row => row[at]?.text ?? '')])
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
