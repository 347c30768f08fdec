/**
 * What a bot writes behind each payload, so that who receives it knows what it is: whose, which kind, which packet.
 *
 *   | … payload | site, 1 | kind, 1 | number, 4 |
 *
 * Decoders would stumble over it in places: bots that are looked at by people do not mark.
 */
import { KINDS, type Kind } from '../../src/media/transport.ts'

export const MARK_SIZE = 6

export interface Mark {
  readonly site: number
  readonly kind: Kind
  /** Of this site's packets of this kind, from 0. */
  readonly number: number
}

export function markOf({ site, kind, number }: Mark): Buffer {
  const octets = Buffer.of(site, KINDS.indexOf(kind), 0, 0, 0, 0)
  octets.writeUInt32BE(number, 2)
  return octets
}

/** Null: too short for one. */
export function readMark(octets: Buffer, from: number, to: number): Mark | null {
  const at = to - MARK_SIZE
  if (at < from) return null
  return { site: octets[at], kind: KINDS[octets[at + 1]], number: octets.readUInt32BE(at + 2) }
}
