/** What sends: a queue for each way, and what makes letters of what stands, as long as the server runs. */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Timekeeper } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'
import type { MailTo } from '../../channels/mail/mail.ts'
import type { Provider } from '../../channels/provider.ts'
import type { PushTo } from '../../channels/push/push.ts'
import { Queue } from '../../channels/queue.ts'
import { type Running, runAll } from '../../channels/running.ts'
import type { Sealing } from '../../channels/sealing.ts'
import { compose, type Ways } from './composing.ts'
import { mailOutbox, type OutboxNeeds, pushOutbox } from './letter-outbox.ts'

/** People who work here are few: what the providers bear is for citizens. */
const AT_ONCE = 2
const EVERY_MS = 50

export class Sending {
  readonly #work: UnitOfWork
  readonly #sealing: Sealing
  readonly #ways: Ways
  readonly #mail: Queue<MailTo> | null
  readonly #queues: readonly Running[]
  readonly #endRunning: () => Promise<void>
  readonly #end = new AbortController()
  #composing: Promise<unknown> | null = null

  constructor(
    needs: OutboxNeeds & {
      readonly mail: Provider<MailTo> | null
      readonly push: Provider<PushTo> | null
      readonly clock: Timekeeper
      readonly random: Random
      readonly onError: (error: unknown) => void
    },
  ) {
    const { work, sealing, mail, push, clock, random, onError } = needs
    this.#work = work
    this.#sealing = sealing
    this.#ways = { isOpen: way => (way === 'mail' ? mail : push) !== null }
    const pace = { clock, random, atOnce: AT_ONCE, everyMs: EVERY_MS }
    this.#mail = mail === null ? null : new Queue({ ...pace, outbox: mailOutbox(needs), provider: mail })
    const queues: Running[] = this.#mail === null ? [] : [this.#mail]
    if (push !== null) queues.push(new Queue({ ...pace, outbox: pushOutbox(needs), provider: push }))
    this.#queues = queues
    this.#endRunning = work.shift.during(async signal => await runAll(queues, { clock, onError, signal }))
  }

  wake(): void {
    for (const queue of this.#queues) queue.wake()
  }

  /** A letter that was accepted came back for good. */
  async bounced(): Promise<void> {
    await this.#mail?.bounced()
  }

  /** Letters of what stands now; one at a time. */
  async compose(): Promise<void> {
    if (this.#end.signal.aborted || this.#queues.length === 0) return
    this.#composing ??= compose(this.#work, this.#sealing, this.#ways)
      .then(letters => {
        if (letters > 0) this.wake()
      })
      .finally(() => {
        this.#composing = null
      })
    await this.#composing
  }

  /** What is under way is answered and marked first. */
  async close(): Promise<void> {
    this.#end.abort()
    await this.#composing?.catch(() => undefined)
    await this.#endRunning()
  }
}
