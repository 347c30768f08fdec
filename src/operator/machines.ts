/**
 * An operator's node on several machines: what all of them have in common, and which one this is.
 *
 *   machine a ─┐ takes each directive, prepares its rounds, begins each leg's replicated log or follows it
 *   machine b ─┼─ the same, with a data directory of its own, the same key file and the same lists
 *   machine c ─┘
 *
 * Who sends a leg is what its log says (src/round/log.ts) and nothing here.
 */
import { createHmac } from 'node:crypto'
import type { Round } from '../round/directory.ts'
import type { LegRecord } from './memory.ts'

export interface Machines {
  /** Of this one, as the authority is shown it: it is no name of a host. */
  readonly name: string
  /** Of the log, nats:// or postgres://, with a password perhaps. */
  readonly servers: string
  /** One server that may lose what it acknowledged: for tests. */
  readonly isUnsafe: boolean
  /** What the log of each leg may take; absent: by its subscribers. */
  readonly octets?: number
  /** A person has said that the others are dead: the ledgers here go on without the log. */
  readonly isAlone: boolean
}

/** What a machine does for a directive; `apart`: it takes no part, for its message or its audience is another one. */
export type Does = 'sends' | 'follows' | 'apart'

/** Where the log of a leg is. Its key is what the servers of the log are never given: the directive as it was signed. */
export function legLogOf(
  { servers, isUnsafe, octets }: Machines,
  of: { readonly directive: string; readonly jws: string; readonly leg: LegRecord },
): NonNullable<Round['leg']> {
  const name = `${of.directive}-${of.leg.number}`
  const key = createHmac('sha256', of.jws).update(`loa leg ${name}`).digest('hex')
  const address = { servers, name, isUnsafe, key }
  return octets === undefined ? address : { ...address, octets }
}

/**
 * Where the references of a directive's long messages begin, the same on every machine. Steps of the golden ratio keep directives
 * that follow one another far apart, so that no phone mixes the parts of two messages.
 */
export function referenceOf(serial: number): number {
  return (serial * GOLDEN_STEP) % REFERENCES
}

/** Of 8 bits (3GPP TS 23.040, 9.2.3.24.1). */
const REFERENCES = 256
/** The odd number next to 256 over the golden ratio. */
const GOLDEN_STEP = 159
