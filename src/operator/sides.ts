/**
 * The two sides of a node: live, with the subscribers and the lanes to them, and exercise, with the staff's test numbers
 * and lanes of their own.
 *
 * Invariant: an exercise never reaches a live lane. A directive of one purpose is given the side of that purpose alone,
 * here; everything that prepares and sends takes that one side and has no way to the other.
 */
import type { DirectiveBody, Purpose } from '../directive/documents.ts'
import type { SmscAddress } from '../round/wire.ts'
import type { ListFile } from './lists.ts'

export interface Lanes<P extends Purpose> {
  readonly purpose: P
  readonly smscs: readonly SmscAddress[]
  readonly bindsEach: number
  readonly window: number
  /** Segments per second; 0 is no limit. */
  readonly tps: number
  /** With `resend`: for late answers and receipts, before what is uncertain goes out once more. */
  readonly uncertainWaitMs: number
}

export interface Side<P extends Purpose> {
  readonly purpose: P
  readonly audience: ListFile
  readonly lanes: Lanes<P>
}

export interface Sides {
  readonly live: Side<'live'>
  /** Null: no test numbers or no lanes for them. */
  readonly exercise: Side<'exercise'> | null
}

/** A directive together with the one side that may carry it out. */
export type Directed = {
  [P in Purpose]: { readonly body: DirectiveBody & { readonly purpose: P }; readonly side: Side<P> }
}[Purpose]

/** Null: the node has no such side. */
export function directedTo(body: DirectiveBody, sides: Sides): Directed | null {
  switch (body.purpose) {
    case 'live':
      return { body: { ...body, purpose: 'live' }, side: sides.live }
    case 'exercise':
      return sides.exercise === null ? null : { body: exerciseOf(body), side: sides.exercise }
  }
}

/**
 * The test numbers get it at once and all: the window, the hours and the first subscribers are those of the round that it
 * prepares, and nobody gives orders to an exercise.
 */
function exerciseOf(body: DirectiveBody): DirectiveBody & { readonly purpose: 'exercise' } {
  const { window, sending } = body
  return {
    ...body,
    purpose: 'exercise',
    window: { ...window, notBefore: null, notAfter: null, daily: null },
    sending: { ...sending, canary: 0 },
  }
}
