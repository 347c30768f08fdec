/** Pages that are the same for everyone, as an area makes them: on a shelf that is true until an instant. Shapes alone. */

/**
 * How long a browser or a proxy may go on showing it: as good as not at all, since it may be taken back; as long as its shelf is true;
 * or for ever, since its octets never change.
 */
export type Keeping = 'brief' | 'until-its-end' | 'forever'

export interface Page {
  /** The path in the contract, as metrics and log have it. */
  readonly route: string
  readonly type: string
  readonly body: string | Buffer
  readonly keeping: Keeping
  /** A script on any page may read it. */
  readonly isForPrograms: boolean
}

export interface Shelf {
  /** Milliseconds since 1970: what is on it is true before that. */
  readonly untilMs: number
  /** Null: there is no such page. */
  page(path: string): Page | null
  /** All that is on it. */
  readonly paths: readonly string[]
}
