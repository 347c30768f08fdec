/** Plays counted: scheduled = played + cut + refused + missed + unknown + open. Pure. */
import type { PlayCounts } from './model.ts'
import type { PlayTally } from './store.ts'

export const NOTHING: PlayCounts = {
  scheduled: 0,
  played: 0,
  cut: 0,
  refused: 0,
  missed: 0,
  unknown: 0,
  open: 0,
  heard: 0,
}

export function countsOf(tally: PlayTally): PlayCounts {
  const { started, played, cut, unknown, refused, missed, heard } = tally
  const scheduled = started + refused + missed
  const open = started - played - cut - unknown
  return { scheduled, played, cut, refused, missed, unknown, open, heard }
}

export function added(a: PlayCounts, b: PlayCounts): PlayCounts {
  return {
    scheduled: a.scheduled + b.scheduled,
    played: a.played + b.played,
    cut: a.cut + b.cut,
    refused: a.refused + b.refused,
    missed: a.missed + b.missed,
    unknown: a.unknown + b.unknown,
    open: a.open + b.open,
    heard: a.heard + b.heard,
  }
}
