/**
 * What a round does while its disk does not take what it is given: it writes to nobody, tries again, and gives up in the
 * end.
 *
 * Pure: the caller brings the time in milliseconds.
 */

const RETRY_MS = 1000
const PATIENCE_MS = 60_000
/** Where another process can go on. */
const PATIENCE_WITH_STANDBYS_MS = 3000

type DiskState =
  | { readonly is: 'well' }
  | { readonly is: 'trouble'; readonly since: number; readonly retryAt: number; readonly why: string }

export class DiskPatience {
  readonly #patienceMs: number
  #state: DiskState = { is: 'well' }

  constructor({ hasStandbys = false } = {}) {
    this.#patienceMs = hasStandbys ? PATIENCE_WITH_STANDBYS_MS : PATIENCE_MS
  }

  get isWell(): boolean {
    return this.#state.is === 'well'
  }

  /** Whether a group may be written now. */
  mayTry(now: number): boolean {
    return this.#state.is === 'well' || now >= this.#state.retryAt
  }

  /** A group was not stored. True when the trouble begins with it. */
  failed(why: string, now: number): boolean {
    const begins = this.#state.is === 'well'
    const since = this.#state.is === 'well' ? now : this.#state.since
    this.#state = { is: 'trouble', since, retryAt: now + RETRY_MS, why }
    return begins
  }

  /** A group was stored. True when a trouble ends with it. */
  stored(): boolean {
    const ends = this.#state.is === 'trouble'
    this.#state = { is: 'well' }
    return ends
  }

  /** Why the round is to end, null while there is patience. */
  exhausted(now: number): string | null {
    const state = this.#state
    return state.is === 'trouble' && now - state.since >= this.#patienceMs ? state.why : null
  }
}
