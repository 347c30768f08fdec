/**
 * Sends what the tablet keeps, oldest first, until nothing is left; what was not answered is sent again.
 *
 *   kept ─► batch ─► answered: each entry is done, or refused for good
 *                  ─► not answered: again after 1 s, 2 s, … half a minute
 *                  ─► the batch as a whole is refused: one at a time, so that one bad entry holds nobody up
 *                  ─► the token counts no more: nothing is sent until the kiosk is enrolled again
 *
 * The same entry may be sent twice and is stored once: its id is the server's key. Knows no screen; time, network and
 * storage are given to it.
 */
import type { KioskEntry, Taken } from '../model.ts'
import type { KeptEntry } from './kept.ts'

export const BATCH = 100
const AGAIN_FIRST_MS = 1_000
const AGAIN_MAX_MS = 30_000
/** What is wrong is in what was sent; with any other status it may go through later. */
const BAD_ENTRY: ReadonlySet<number> = new Set([400, 413, 422])
const ANSWER_MS = 15_000

export interface OutboxNeeds {
  unsent(limit: number): Promise<readonly KeptEntry[]>
  counts(): Promise<{ readonly unsent: number }>
  settle(done: readonly KeptEntry[], refused: readonly KeptEntry[]): Promise<void>
  token(): string | null
  fetch(path: string, init: RequestInit): Promise<Response>
  now(): number
  /** From 0 to 1: kiosks of one house do not all come back at the same instant. */
  random(): number
}

export type Sent =
  | { readonly is: 'sent'; readonly taken: Taken; readonly skewMs: number }
  | { readonly is: 'unanswered'; readonly againMs: number }
  | { readonly is: 'unknown' }

export class Outbox {
  readonly #needs: OutboxNeeds
  #failures = 0
  #batch = BATCH

  constructor(needs: OutboxNeeds) {
    this.#needs = needs
  }

  /** Something has changed, as the network coming back: the next wait is short again. */
  hopeAgain(): void {
    this.#failures = 0
  }

  /** One batch; an empty one tells the server that the kiosk is there. Null: there is nobody to send as. */
  async sendOne(): Promise<Sent | null> {
    const { unsent, counts, settle, now } = this.#needs
    const token = this.#needs.token()
    if (token === null) return null
    const batch = await unsent(this.#batch)
    const left = (await counts()).unsent - batch.length
    const answer = await this.#post(token, {
      sentAt: new Date(now()).toISOString(),
      waiting: Math.max(0, left),
      entries: batch.map(entryOf),
    })
    if (answer === null) return this.#later()
    if (answer.status === 401) return { is: 'unknown' }
    if (BAD_ENTRY.has(answer.status)) {
      await this.#refusedWhole(batch)
      return { is: 'unanswered', againMs: 0 }
    }
    if (!answer.ok) return this.#later()
    const taken = await takenOf(answer)
    if (taken === null) return this.#later()
    const outcomes = new Map(taken.outcomes.map(({ id, is }) => [id, is]))
    // What has no outcome stays, and is sent again.
    const answered = batch.filter(({ id }) => outcomes.has(id))
    if (answered.length === 0 && batch.length > 0) return this.#later()
    await settle(
      answered.filter(({ id }) => outcomes.get(id) !== 'refused'),
      answered.filter(({ id }) => outcomes.get(id) === 'refused'),
    )
    this.#failures = 0
    this.#batch = BATCH
    return { is: 'sent', taken, skewMs: now() - Date.parse(taken.now) }
  }

  async #post(token: string, body: unknown): Promise<Response | null> {
    try {
      return await this.#needs.fetch('/api/v1/screening/kiosk/entries', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(ANSWER_MS),
      })
    } catch {
      return null
    }
  }

  #later(): Sent {
    const wait = Math.min(AGAIN_MAX_MS, AGAIN_FIRST_MS * 2 ** this.#failures)
    this.#failures = Math.min(this.#failures + 1, 10)
    return { is: 'unanswered', againMs: wait * (0.75 + this.#needs.random() / 2) }
  }

  /** The first alone from now on; it alone refused, it is set aside. */
  async #refusedWhole(batch: readonly KeptEntry[]): Promise<void> {
    if (batch.length === 1) await this.#needs.settle([], batch)
    this.#batch = batch.length === 1 ? BATCH : 1
  }
}

/** Null: what came is no answer of ours, as from a portal that wants a sign-in first. */
async function takenOf(answer: Response): Promise<Taken | null> {
  try {
    const taken = (await answer.json()) as Taken
    return Array.isArray(taken.outcomes) ? taken : null
  } catch {
    return null
  }
}

function entryOf({ id, at, celsius, badge, follows }: KeptEntry): KioskEntry {
  return { id, at, celsius, badge, follows }
}
