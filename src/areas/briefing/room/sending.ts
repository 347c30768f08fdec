/**
 * What this site sends: a pure function of who is heard, of its own switches, and of its line.
 *
 *   voice       where it is heard by right or was given the floor, or interprets, and its microphone is on
 *   main        where it is heard, on lines of class A and B
 *   thumbnail   always, but on the poorest line, where nothing but the voice goes through
 *   screen      while it is shown
 *
 * The server withholds all else on its own; what is not sent costs the line nothing.
 */
import type { LineClass, PlaceRole } from '../model.ts'

export interface Sends {
  readonly audio: boolean
  readonly main: boolean
  readonly thumbnail: boolean
  readonly screen: boolean
}

export interface SendingFacts {
  readonly role: PlaceRole
  /** It has the floor, or the chair. */
  readonly mayBeHeard: boolean
  readonly isMuted: boolean
  readonly hasCameraOff: boolean
  /** By the test call, or as the server says of it now; null: not known. */
  readonly line: LineClass | null
  readonly isScreenShown: boolean
}

export function sendsOf(facts: SendingFacts): Sends {
  const { role, mayBeHeard, isMuted, hasCameraOff, line, isScreenShown } = facts
  const speaks = mayBeHeard || role === 'interpreter'
  return {
    audio: speaks && !isMuted,
    main: mayBeHeard && !hasCameraOff && line !== 'C' && line !== 'D',
    thumbnail: !hasCameraOff && line !== 'D',
    screen: isScreenShown && mayBeHeard,
  }
}

/** In a test call all is sent, so that the line is tried with all that it would carry. */
export const SENDS_ALL: Sends = { audio: true, main: true, thumbnail: true, screen: false }
export const SENDS_NOTHING: Sends = { audio: false, main: false, thumbnail: false, screen: false }

/** Bits a second at the most. Together with headers they are what a line of class A, B, C is said to carry (src/media/line.ts). */
export const BITRATE_MAX = { audio: 24_000, main: 600_000, thumbnail: 60_000, screen: 900_000 }
export const MAIN_PICTURE = { width: 640, height: 360, rate: 20 }
export const THUMBNAIL_PICTURE = { width: 160, height: 90, rate: 7 }
