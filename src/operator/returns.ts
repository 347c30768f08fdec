/**
 * Makes the returns of directives that have closed: signed, in the journal, and only then on their way.
 *
 * Where several machines have it, each makes the same return, octet for octet, and who sent last brings it; the others a little later,
 * for that one may be gone.
 *
 * A disk that is full now may have room later; a process that ends meanwhile closes the directive anew at its next start.
 */

import { backoffMs } from '../base/backoff.ts'
import { pause, type Timekeeper, type Timer } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import type { ReturnBody } from '../directive/documents.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Closing } from './closing.ts'
import type { Accepted } from './memory.ts'
import type { Outbox } from './outbox.ts'
import type { Records } from './records.ts'

/** How long the machine that sent last is let to bring it. */
const ANOTHERS_MS = 3000

export interface ReturnsOptions {
  readonly link: Pick<AuthorityLink, 'operator' | 'signer'>
  readonly records: Records
  readonly outbox: Pick<Outbox, 'return'>
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
  /** It is in the journal, and not yet on its way. */
  readonly onKept: (directive: string) => void
}

export class Returns {
  readonly #o: ReturnsOptions
  readonly #making = new Set<Promise<void>>()
  readonly #closing = new AbortController()
  readonly #timers = new Set<Timer>()

  constructor(options: ReturnsOptions) {
    this.#o = options
  }

  make(entry: Accepted, closing: Closing): void {
    const made = this.#untilKept(entry, closing).finally(() => this.#making.delete(made))
    this.#making.add(made)
  }

  /** One that could not be written is not tried again. */
  async close(): Promise<void> {
    this.#closing.abort()
    for (const timer of this.#timers) timer.cancel()
    await Promise.all(this.#making)
  }

  /** The next process brings what was not brought. */
  #later(act: () => void): void {
    if (this.#closing.signal.aborted) return
    const timer = this.#o.clock.after(ANOTHERS_MS, () => {
      this.#timers.delete(timer)
      act()
    })
    this.#timers.add(timer)
  }

  async #untilKept(entry: Accepted, closing: Closing): Promise<void> {
    const { clock, random, records } = this.#o
    for (let tries = 1; ; tries++) {
      try {
        return await this.#keep(entry, closing)
      } catch (error) {
        records.tellUnwritten(error)
      }
      await pause(clock, backoffMs(tries, random), this.#closing.signal)
      if (this.#closing.signal.aborted) return
    }
  }

  async #keep(entry: Accepted, closing: Closing): Promise<void> {
    const { records, outbox, log, onKept } = this.#o
    const { directive } = entry
    const { state, tally } = closing
    const jws = await this.#signed(entry, closing)
    await records.keep({ is: 'returned', directive, state, jws })
    const { submitted, accepted } = tally.segments
    log.info('directive closed', { directive, state, submitted, accepted })
    onKept(directive)
    if (closing.isOurs) outbox.return(entry, jws)
    else this.#later(() => outbox.return(entry, jws))
  }

  async #signed(entry: Accepted, closing: Closing): Promise<string> {
    const { signer, operator } = this.#o.link
    return await signer.sign('return', {
      directive: entry.directive,
      serial: entry.serial,
      operator,
      round: entry.round,
      purpose: entry.purpose,
      sha256: entry.sha256,
      state: closing.state,
      subscribers: entry.subscribers,
      audienceSha256: entry.audienceSha256,
      startedAt: closing.startedAt,
      endedAt: closing.endedAt,
      tally: closing.tally,
      legs: closing.legs,
    } satisfies ReturnBody)
  }
}
