/**
 * Whether we understand all that a request insists on: an AVP with the M bit that is not in our dictionary must not be
 * ignored (RFC 6733, section 4.1). Groups are looked into.
 */
import { AvpCursor, KNOWN_GROUP, knownAs, MANDATORY_BIT, UNKNOWN } from '../diameter/avps.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'

const GROUP_DEPTH_MAX = 8

/** The first AVP that is not understood, as [start, end); null when all are. `let` vendors count as understood. */
export function firstNotUnderstood(
  frame: Buffer,
  vendorsLetThrough: ReadonlySet<number>,
): readonly [number, number] | null {
  return lookInto(frame, { from: HEADER_SIZE, to: frame.length, depth: 0 }, vendorsLetThrough)
}

function lookInto(
  frame: Buffer,
  { from, to, depth }: { readonly from: number; readonly to: number; readonly depth: number },
  vendorsLetThrough: ReadonlySet<number>,
): readonly [number, number] | null {
  const cursor = cursors[depth].over(frame, from, to)
  while (cursor.next()) {
    const known = knownAs(cursor.vendor, cursor.code)
    if (known === UNKNOWN) {
      const insists = (cursor.flags & MANDATORY_BIT) !== 0
      if (insists && !vendorsLetThrough.has(cursor.vendor)) return [cursor.start, cursor.end]
    } else if (known === KNOWN_GROUP && depth + 1 < GROUP_DEPTH_MAX) {
      const within = { from: cursor.from, to: cursor.to, depth: depth + 1 }
      const found = lookInto(frame, within, vendorsLetThrough)
      if (found !== null) return found
    }
  }
  return null
}

const cursors = Array.from({ length: GROUP_DEPTH_MAX }, () => new AvpCursor())
