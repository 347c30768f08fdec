/** Where a timetable stands, as a line of the journal holds it. */
import { z } from 'zod'
import { priority } from '../directive/bulletin.ts'
import { sha256 } from '../directive/values.ts'
import type { TimetableState } from './timetable.ts'

const span = z.strictObject({ from: z.number(), until: z.number() })
const counts = z.array(z.tuple([z.string(), z.int()]))
const item = z.strictObject({
  id: z.string(),
  /** Missing: before plays were counted by what was signed, they were by id. */
  key: z.string().optional(),
  priority,
  place: z.int(),
  sha256,
  ms: z.number(),
  notBefore: z.number(),
  notAfter: z.number(),
  perWindow: z.int(),
  gapMs: z.number(),
})

export const standingText = z.strictObject({
  at: z.number(),
  window: span.nullable(),
  /** Missing: before hours were pinned, plays were counted in the agenda's window. */
  frame: span.nullable().optional(),
  played: counts,
  urgents: counts,
  play: z.strictObject({ item, part: z.int(), ...span.shape }).nullable(),
  silence: z.strictObject({ until: z.number(), urgent: z.boolean() }).nullable(),
})
export type StandingText = z.infer<typeof standingText>

export function textOf(standing: TimetableState): StandingText {
  return { ...standing, played: [...standing.played], urgents: [...standing.urgents] }
}

export function standingOf(text: StandingText): TimetableState {
  const { frame = text.window, play } = text
  return {
    ...text,
    frame,
    played: new Map(text.played),
    urgents: new Map(text.urgents),
    play: play && { ...play, item: { ...play.item, key: play.item.key ?? play.item.id } },
  }
}
