/**
 * What sends: a queue for each lane, and what fills them from the log of releases, as long as the server runs. A database that is
 * away for a moment ends neither.
 */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Timekeeper } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'
import type { MailTo } from '../../channels/mail/mail.ts'
import type { Provider } from '../../channels/provider.ts'
import type { PushTo } from '../../channels/push/push.ts'
import { Queue } from '../../channels/queue.ts'
import { type Running, runAll } from '../../channels/running.ts'
import { fillNext } from './filling.ts'
import { letterOutbox, mailTo, type OutboxNeeds, pushTo } from './letter-outbox.ts'
import { subscriptionChannel } from './model.ts'

/** What the providers bear at once. */
const MAIL_AT_ONCE = 4
const PUSH_AT_ONCE = 10
/** To one domain, and to one push service: large ones bear more than small ones, and slow us down themselves. */
const MAIL_EVERY_MS = 50
const PUSH_EVERY_MS = 5

export interface SendingNeeds extends OutboxNeeds {
  readonly mail: Provider<MailTo> | null
  readonly push: Provider<PushTo> | null
  readonly clock: Timekeeper
  readonly random: Random
  readonly onError: (error: unknown) => void
}

export class Sending {
  readonly #work: UnitOfWork
  readonly #mail: Queue<MailTo> | null
  readonly #queues: readonly Running[]
  readonly #endRunning: () => Promise<void>
  readonly #end = new AbortController()
  #filling: Promise<void> | null = null
  #isToFill = false

  constructor(needs: SendingNeeds) {
    const { work, mail, push, clock, random, onError } = needs
    this.#work = work
    const byMail = (lane: 'mail' | 'confirm', provider: Provider<MailTo>) =>
      new Queue({
        outbox: letterOutbox({ ...needs, lane, to: mailTo }),
        provider,
        clock,
        random,
        atOnce: MAIL_AT_ONCE,
        everyMs: MAIL_EVERY_MS,
      })
    this.#mail = mail === null ? null : byMail('mail', mail)
    const queues: Running[] = this.#mail === null ? [] : [this.#mail]
    if (mail !== null) queues.push(byMail('confirm', mail))
    const byPush = (lane: 'push' | 'confirm-push', provider: Provider<PushTo>) =>
      new Queue({
        outbox: letterOutbox({ ...needs, lane, to: pushTo }),
        provider,
        clock,
        random,
        atOnce: PUSH_AT_ONCE,
        everyMs: PUSH_EVERY_MS,
      })
    if (push !== null) queues.push(byPush('push', push), byPush('confirm-push', push))
    this.#queues = queues
    this.#endRunning = work.shift.during(async signal => await runAll(queues, { clock, onError, signal }))
  }

  /** There is something to send, or to go on with. */
  wake(): void {
    for (const queue of this.#queues) queue.wake()
  }

  /** A letter with a bulletin came back for good. */
  async bounced(): Promise<void> {
    await this.#mail?.bounced()
  }

  /** What the log of releases holds and was not yet queued; one at a time. */
  async fill(): Promise<void> {
    this.#isToFill = true
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = null
    })
    await this.#filling
  }

  /** What is under way is answered and marked first. */
  async close(): Promise<void> {
    this.#end.abort()
    await this.#filling?.catch(() => undefined)
    await this.#endRunning()
  }

  async #fill(): Promise<void> {
    while (this.#isToFill) {
      this.#isToFill = false
      for (const channel of subscriptionChannel.options)
        while (!this.#end.signal.aborted && (await fillNext(this.#work, channel))) this.wake()
    }
  }
}
