/** An area of the product once it is opened: what the server does of it. */
import type { OverviewPart } from '../authority/overview.ts'
import type { Devices } from './caller.ts'
import type { Hearers } from './changes-feed.ts'
import type { Measure } from './metrics.ts'
import type { PageCache } from './page-cache.ts'
import type { Route } from './route.ts'

export interface OpenArea {
  readonly routes: readonly Route[]
  /** How its machines prove who they are, by the name that their access has in the contract. */
  readonly devices?: Devices
  readonly hears?: Hearers
  /** What everyone may read; its paths have rows too. */
  readonly cache?: PageCache
  readonly measure?: Measure
  /** Its part of the page where one lands. */
  readonly overview?: OverviewPart
  readonly jobs?: readonly Job[]
  close?(): void | Promise<void>
}

/**
 * What runs by itself as long as the server does, one at a time: longer than `everyMs`, it is begun anew the next time. What it fails with
 * is logged. Of several processes on one database only the one whose shift it is runs it (src/authority/shift.ts).
 */
export interface Job {
  readonly everyMs: number
  /** For those who are connected to a process, or its own folders: in each. */
  readonly inEach?: true
  act(): Promise<void> | void
  /** Before the first request too. */
  readonly atStart?: true
}
