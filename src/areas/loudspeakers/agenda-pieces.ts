/**
 * The body of an agenda (src/speaker/agenda.ts) as JSON in base64url, in two pieces: a hundred octets of one cluster, and all the rest,
 * which is made once for all that want the same.
 *
 *   {"purpose":"live","content":{"serial":7,"issuedAt":"…","cluster":"00001-1",␠␠"timeZone":"…","windows":[…],"items":[…]},"proofs":[…]}
 *   └────────────────────── own, filled up to whole groups of three octets ────┘└──────────────────── shared ────────────────────────┘
 *
 * Knows no signature.
 */

import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { AgendaBody, AgendaContent } from '../../speaker/agenda.ts'
import type { Wanted } from './agenda.ts'

export type OwnOfAgenda = Pick<AgendaBody, 'purpose'> & Pick<AgendaContent, 'serial' | 'issuedAt' | 'cluster'>

/** Octets that base64 writes without filling up. */
const GROUP = 3

export function sharedPiece({ windows, items, proofs }: Wanted): Buffer {
  const content = withoutFirst(JSON.stringify({ timeZone: TIME_ZONE, windows, items }))
  return encoded(`${content},${withoutFirst(JSON.stringify({ proofs }))}`)
}

export function ownPiece({ purpose, serial, issuedAt, cluster }: OwnOfAgenda): Buffer {
  const content = withoutLast(JSON.stringify({ serial, issuedAt, cluster }))
  const text = `${withoutLast(JSON.stringify({ purpose }))},"content":${content},`
  const octets = Buffer.byteLength(text)
  return encoded(text + ' '.repeat((GROUP - (octets % GROUP)) % GROUP))
}

const withoutFirst = (json: string) => json.slice(1)
const withoutLast = (json: string) => json.slice(0, -1)

function encoded(text: string): Buffer {
  return Buffer.from(Buffer.from(text).toString('base64url'))
}
