/** Whatever is written in a value, wherever it stands. Pure. */

/** The first so many of its texts. */
export function textsIn(value: unknown, most: number, into: string[] = []): readonly string[] {
  if (into.length >= most) return into
  if (typeof value === 'string') into.push(value)
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) textsIn(each, most, into)
  return into
}
