/**
 * The port from a room to whoever records it: what a listener of the floor with a good line is given, before it is sent to
 * anybody. Declared here, implemented in `recorder/`. It never says no, never waits, and changes nothing of what is forwarded.
 */
import type { Millis } from '../base/clock.ts'
import type { Recorded } from './server.ts'
import type { Source } from './source.ts'
import type { Site } from './transport.ts'

export interface Recording {
  /** Who is heard from now on, the speaker first. */
  heard(sites: readonly Site[]): void
  /** The packet that the source read last: a voice that is heard, or the speaker's picture. */
  took(of: { readonly site: Site; readonly source: Source }, now: Millis): void
  /** What is due: every 10 ms or so. */
  tick(now: Millis): readonly RecordingEvent[]
}

export type RecordingEvent =
  /** A file is whole. */
  | { readonly is: 'recorded'; readonly recorded: Recorded }
  /** Nothing more is recorded; the briefing goes on. What is written of the last file can be finished (`recovered`). */
  | { readonly is: 'notRecording'; readonly file: string; readonly why: string }
