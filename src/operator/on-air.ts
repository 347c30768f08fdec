/**
 * What the node needs of whoever holds the connections to the operator's base station controllers: that a broadcast is on the air, that
 * its next version is in its place, that it is no more; and what controllers have said. One connection to each, for all broadcasts.
 *
 * A broadcast is an identifier and a message code. The node's journal keeps what should be on the air: after a crash it asks again, with
 * the versions that may be there.
 */
import type { Pages } from '../cbs/pages.ts'
import type { Serial } from '../cbs/serial.ts'
import type { AirText, OnTheAir, SystemKind } from '../directive/broadcast.ts'

export interface AirKey {
  readonly identifier: number
  readonly code: number
}

export interface AirPlace extends AirKey {
  /** `452-04-100-1234` or `nr-452-04-7-16385`, and never none; null: all that there are. */
  readonly cells: readonly string[] | null
  /** Serial numbers of all versions that may be on the air. */
  readonly past: readonly number[]
  /** A process before this one may have asked for it, by another table of cells. */
  readonly isEarlier: boolean
}

type Purposed = {
  readonly [Purpose in OnTheAir['purpose']]: {
    readonly purpose: Purpose
    readonly identifier: Extract<OnTheAir, { readonly purpose: Purpose }>['texts'][number]['identifier']
  }
}[OnTheAir['purpose']]

/** An exercise has an identifier of exercises, by type. */
export type AirMessage = Purposed &
  AirPlace & {
    readonly text: AirText['text']
    readonly serial: Serial
    readonly pages: Pages
    readonly periodMs: number
    /** Milliseconds since 1970: it is off the air then, though nobody asks for it. */
    readonly untilMs: number
  }

/** A system of the operator that hands broadcasts on: that it has accepted one is not that it is on the air. */
export interface AirSystem {
  /** Stays at the operator. */
  readonly name: string
  readonly kind: SystemKind
  readonly is: 'accepted' | 'refused' | 'unknown'
}

export interface AirCounts {
  /** What was told of a cell; of one that is not here nobody knows. */
  readonly cells: ReadonlyMap<string, 'onAir' | 'failed'>
  /** Why one failed. TS 48.049 section 8.2.13. */
  readonly causes: ReadonlyMap<string, number>
  /** How often it was sent, of all cells and from the first on; null: nobody has told. */
  readonly broadcasts: number | null
  /** Cells at which an earlier version, or what was taken off, may still be on the air. */
  readonly leaving: number
  /** Missing: what is asked of controllers of cells answers for each cell. */
  readonly systems?: readonly AirSystem[]
}

export interface OnAir {
  /** Whether so many can be named at once; else only all. */
  canName(cells: readonly string[]): boolean
  /** That it is on the air is what counts say. */
  put(message: AirMessage): Promise<void>
  /** In place of whichever version there is, or as new. */
  replace(message: AirMessage): Promise<void>
  /** Also of what was never put. */
  kill(place: AirPlace): Promise<void>
  /** Null: nothing is known of it. */
  counts(key: AirKey): AirCounts | null
}
