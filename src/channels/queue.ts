/**
 * The queue: takes messages out of an outbox, has a provider send them, so many at once and no peer faster than it bears, and marks
 * what became of each. Knows no table and no technology; time and chance are arguments.
 *
 * Nobody gets a second copy that is not marked: an intent is on the disk before a message may go out, only what surely did not go
 * out is tried again, and what a crash left open is unknown. No more messages are held than are under way.
 */
import type { Timekeeper } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Brake, Ended, Ending, Outbox, Queued } from './outbox.ts'
import { Pacing } from './pacing.ts'
import type { Answer, Provider } from './provider.ts'

/*
 * The brake: where more than a share of the last messages failed for good, something is wrong with the list or with us, and whoever
 * goes on is soon believed by nobody. Pure.
 */

/** Judged by the last so many that were answered for good, once there are so many. */
const WINDOW = 200
const ENOUGH = 50
const SHARE_MAX = 0.2

class Braking {
  /** True: it failed. */
  #last: boolean[] = []
  #failed = 0

  /** Null: go on. */
  saw(isFailure: boolean): Brake | null {
    this.#last.push(isFailure)
    if (isFailure) this.#failed++
    if (this.#last.length > WINDOW && this.#last.shift() === true) this.#failed--
    const [of, failed] = [this.#last.length, this.#failed]
    return of >= ENOUGH && failed > of * SHARE_MAX ? { of, failed } : null
  }

  /** After somebody has looked. */
  clear(): void {
    this.#last = []
    this.#failed = 0
  }
}

/** Looked into again after this, if nobody says that there is something. */
const IDLE_MS = 30_000
/** Of one message. Its end is sooner for most. */
const TRIES_MAX = 20
const AGAIN_FIRST_MS = 30_000
const AGAIN_MAX_MS = 2 * 3_600_000
/** Messages that were put off together do not come back together. */
const SPREAD_PERCENT = 20

export interface QueueOptions<To> {
  readonly outbox: Outbox<To>
  readonly provider: Provider<To>
  readonly clock: Timekeeper
  readonly random: Random
  /** At most what the provider bears. */
  readonly atOnce: number
  /** Between two messages to one peer, on average. */
  readonly everyMs: number
}

export class Queue<To> {
  readonly #options: QueueOptions<To>
  readonly #pacing: Pacing
  readonly #braking = new Braking()
  readonly #underWay = new Set<Promise<void>>()
  #ended: Ended[] = []
  /** When the outbox was last asked: peers that rested at that instant were left out. */
  #takenAtMs = 0
  #isWoken = false
  #wakeUp: () => void = () => undefined

  constructor(options: QueueOptions<To>) {
    this.#options = options
    this.#pacing = new Pacing(options)
  }

  /** There is something to send, or somebody let it go on. */
  wake(): void {
    this.#isWoken = true
    this.#wakeUp()
  }

  /** A message that was accepted came back for good. */
  async bounced(): Promise<void> {
    await this.#judge(true)
  }

  /** Until the signal; then what is under way is answered and marked. Rejects where the outbox does. */
  async run(signal: AbortSignal): Promise<void> {
    const { outbox } = this.#options
    const wake = () => this.wake()
    signal.addEventListener('abort', wake)
    try {
      await outbox.settle()
      while (!signal.aborted) {
        await this.#mark()
        const taken = await this.#take()
        if (signal.aborted) this.#putBack(taken)
        else for (const queued of taken) this.#begin(queued)
        if (taken.length === 0 && this.#ended.length === 0) await this.#nap()
      }
      await Promise.all(this.#underWay)
      await this.#mark()
    } finally {
      signal.removeEventListener('abort', wake)
    }
  }

  async #take(): Promise<readonly Queued<To>[]> {
    const { outbox, clock, atOnce } = this.#options
    const nowMs = clock.wall()
    this.#takenAtMs = nowMs
    const max = atOnce - this.#underWay.size - this.#ended.length
    const except = this.#pacing.resting(nowMs)
    return max <= 0 || except === 'all' ? [] : await outbox.take({ max, nowMs, except })
  }

  #putBack(taken: readonly Queued<To>[]): void {
    const tryAtMs = this.#options.clock.wall()
    for (const { message } of taken)
      this.#ended.push({ id: message.id, ending: { is: 'waits', tryAtMs, why: 'notBegun' } })
  }

  #begin(queued: Queued<To>): void {
    const { provider, clock } = this.#options
    const { message, peer, untilMs } = queued
    if (untilMs <= clock.wall()) {
      this.#ended.push({ id: message.id, ending: { is: 'expired' } })
      return
    }
    this.#pacing.begins(peer, clock.wall())
    const sent = provider.send(message).then(answer => {
      this.#underWay.delete(sent)
      this.#pacing.ends(peer, answer, clock.wall())
      this.#ended.push({ id: message.id, ending: this.#endingOf(queued, answer) })
      this.wake()
    })
    this.#underWay.add(sent)
  }

  #endingOf({ tries, untilMs }: Queued<To>, answer: Answer): Ending {
    if (answer.is !== 'notNow') return answer
    const { clock, random } = this.#options
    const own = Math.min(AGAIN_FIRST_MS * 2 ** tries, AGAIN_MAX_MS)
    const wait = Math.max(answer.againMs, own)
    const spread = random.below(Math.ceil((wait * SPREAD_PERCENT) / 100))
    const tryAtMs = clock.wall() + wait + spread
    return tries + 1 >= TRIES_MAX || tryAtMs >= untilMs ? { is: 'expired' } : { is: 'waits', tryAtMs, why: answer.why }
  }

  /** All that has ended, at once. */
  async #mark(): Promise<void> {
    const ended = this.#ended
    if (ended.length === 0) return
    this.#ended = []
    await this.#options.outbox.mark(ended)
    for (const { ending } of ended)
      if (ending.is === 'accepted' || ending.is === 'refused') await this.#judge(ending.is === 'refused')
  }

  async #judge(isFailure: boolean): Promise<void> {
    const brake = this.#braking.saw(isFailure)
    if (brake === null) return
    this.#braking.clear()
    await this.#options.outbox.pause(brake)
  }

  /** Until something ends, somebody wakes it, a peer may be spoken to again, or a while has passed. */
  async #nap(): Promise<void> {
    const { clock } = this.#options
    if (!this.#isWoken) {
      // A rest that ended while the outbox was asked: ask again at once.
      const restMs = Math.max(0, this.#pacing.firstMs(this.#takenAtMs) - clock.wall())
      await new Promise<void>(done => {
        const timer = clock.after(Math.min(IDLE_MS, restMs), done)
        this.#wakeUp = () => {
          timer.cancel()
          done()
        }
      })
    }
    this.#isWoken = false
    this.#wakeUp = () => undefined
  }
}
