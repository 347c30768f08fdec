/** What every feed gives: files by name, whole, to be written where the operator wants them. Pure. */

import { isoInZone } from '../../base/wall-time.ts'
import { zeroratingFailure } from '../failures.ts'
import { hostPatternOf } from '../hosts.ts'
import type { InForce } from '../in-force.ts'
import type { PageService } from '../list.ts'

export interface FeedFile {
  readonly name: string
  readonly text: string
}

/** Rows of one file; a list that needs more has prefixes that should be joined. */
export const FEED_ROWS_MAX = 1_000_000

/** Fails with feedTooLarge. */
export function refuseTooMany(rows: number): void {
  if (rows > FEED_ROWS_MAX) throw zeroratingFailure('feedTooLarge', { rows, max: FEED_ROWS_MAX })
}

/**
 * For a machine, exact: with the offset of the list's time zone, or UTC where there are milliseconds. Null for an open
 * end.
 */
export function exactInstant(at: number, timeZone: string): string | null {
  if (at === Number.POSITIVE_INFINITY) return null
  return at % 1000 === 0 ? isoInZone(at, timeZone) : new Date(at).toISOString()
}

/** The same in UTC: `2020-01-31T17:00:00Z`. */
export function universalInstant(at: number): string | null {
  return at === Number.POSITIVE_INFINITY ? null : new Date(at).toISOString().replace('.000Z', 'Z')
}

/** Of the newest version: in which instants are told. */
export function timeZoneOf({ windows }: InForce): string {
  return windows[windows.length - 1]?.list.timeZone ?? 'UTC'
}

/** Of the newest version: in whose country numbers are dialled. */
export function callingCodeOf({ windows }: InForce): string {
  return windows[windows.length - 1]?.list.callingCode ?? ''
}

/** As they stand in a handshake: `ncov.moh.gov.vn`, or `*.moh.gov.vn` for every host below. */
export function listedHosts({ hosts }: PageService): readonly string[] {
  return hosts.flatMap(text => {
    const pattern = hostPatternOf(text)
    return pattern === null ? [] : [`${pattern.below ? '*.' : ''}${pattern.host}`]
  })
}
