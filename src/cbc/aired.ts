/**
 * What an operator's node asks of those who put broadcasts on the air, and what they tell of cells: the same of BSCs and of AMFs. A broadcast
 * is an identifier and a message code.
 *
 * Knows no protocol and no connection.
 */
import type { Timekeeper } from '../base/clock.ts'
import type { CbspPage } from '../cbs/elements.ts'
import type { Pages } from '../cbs/pages.ts'
import { type Serial, serialNumber } from '../cbs/serial.ts'

export interface Place {
  readonly identifier: number
  readonly code: number
  /** `452-04-100-1234` or `nr-452-04-7-16385`; null: all that there are. */
  readonly cells: readonly string[] | null
  /** Serial numbers that may be on the air already. */
  readonly past: readonly number[]
  /** A process before this one may have asked for it, in other cells and of others. */
  readonly isEarlier: boolean
}

export interface Aired extends Place {
  readonly serial: Serial
  readonly pages: Pages
  readonly periodMs: number
  /** Milliseconds since 1970. */
  readonly untilMs: number
}

export interface Counts {
  readonly cells: ReadonlyMap<string, 'onAir' | 'failed'>
  /** Why one failed; missing: nobody told. TS 48.049 section 8.2.13. */
  readonly causes: ReadonlyMap<string, number>
  readonly broadcasts: number | null
  readonly leaving: number
}

/** Of a version, what goes out whatever the protocol. */
interface Said {
  readonly id: number
  readonly serial: number
  readonly dcs: number
  readonly pages: readonly CbspPage[]
  /** By the clock that is given, monotonic. */
  readonly untilMs: number
}

/** One broadcast among many. */
export function keyOf({ identifier, code }: Pick<Place, 'identifier' | 'code'>): string {
  return `${identifier} ${code}`
}

export function saidOf({ identifier, serial, pages, untilMs }: Aired, clock: Timekeeper): Said {
  return {
    id: identifier,
    serial: serialNumber(serial),
    dcs: pages.dcs,
    pages: pages.pages.map(({ octets, used }) => ({ octets: Buffer.from(octets), used })),
    untilMs: clock.monotonic() + (untilMs - clock.wall()),
  }
}

/** Versions that may be there beside the one that should be. */
export function pastBeside(version: { readonly serial: number } | null, { past }: Place): readonly number[] {
  return past.filter(serial => serial !== version?.serial)
}
