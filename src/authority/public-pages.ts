/** Pages that are the same for everyone, as an area makes them: a set that is right until an instant. Types only. */

/** How long a browser or a proxy may go on showing it: for seconds, since it may be taken back; or for ever, since its octets never change. */
export type Keeping = 'brief' | 'forever'

export interface Page {
  /** The path in the contract, as metrics and log have it. */
  readonly route: string
  readonly type: string
  readonly body: string | Buffer
  readonly keeping: Keeping
  /** A script on any page may read it. */
  readonly isForPrograms: boolean
}

export interface PageSet {
  /** Milliseconds since 1970: it is made anew by then, since pages say as of when they are. */
  readonly untilMs: number
  /** When what it tells changes by itself; Infinity: it does not. */
  readonly changesMs: number
  /** Null: there is no such page. */
  page(path: string): Page | null
  readonly paths: readonly string[]
}
