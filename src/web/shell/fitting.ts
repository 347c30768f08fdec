/** How many of a row of things stand in one line, with a button at its end for the rest. Pure. */
export function fitting(of: {
  /** In pixels, in order. */
  readonly widths: readonly number[]
  readonly room: number
  /** Of the button, which is there only where something does not fit. */
  readonly more: number
}): number {
  const { widths, room, more } = of
  const sum = (count: number) => widths.slice(0, count).reduce((whole, width) => whole + width, 0)
  if (sum(widths.length) <= room) return widths.length
  let fit = widths.length - 1
  while (fit > 0 && sum(fit) + more > room) fit--
  return fit
}
