/**
 * How wide the columns of a table are: no narrower than their longest word or number, which never breaks; then as wide
 * as their longest cell wants, up to a third; what is left over is shared. Pure; `measure` gives a text's width.
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
  const wish = columns.map((texts, at) =>
    Math.max(0, Math.min(total / 3, widest(texts)) - least[at]),
  )
  const wished = sum(wish)
  const left = total - taken
  const share = wished === 0 ? 0 : Math.min(1, left / wished)
  const rest = (left - wished * share) / columns.length
  return least.map((each, at) => each + wish[at] * share + rest)
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
