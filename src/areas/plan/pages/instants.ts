/**
 * The instants at which a situation changed, as places of a slider: now is one of them, what is decided ahead comes after it. Pure.
 *
 *   changed ─── changed ─── now ─── to come
 */
export interface Stop {
  /** Null: now. */
  readonly at: string | null
  readonly isAhead: boolean
}

export function stopsOf(instants: readonly string[], nowMs: number): readonly Stop[] {
  const past = instants.filter(at => Date.parse(at) <= nowMs)
  const ahead = instants.filter(at => Date.parse(at) > nowMs)
  return [
    ...past.map(at => ({ at, isAhead: false })),
    { at: null, isAhead: false },
    ...ahead.map(at => ({ at, isAhead: true })),
  ]
}

/** The last stop on or before that instant; the first one where all are later. */
export function placeOf(stops: readonly Stop[], at: string | null): number {
  if (at === null) return stops.findIndex(stop => stop.at === null)
  const wanted = Date.parse(at)
  const found = stops.findLastIndex(stop => stop.at !== null && Date.parse(stop.at) <= wanted)
  return Math.max(0, found)
}
