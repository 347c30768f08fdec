/**
 * A provider kept within its bounds, whatever the peer does: so many at once, an answer within a time, never a throw, and one copy
 * of a message that is asked for twice while it is under way. Knows no technology: how one message is sent is given to it.
 */
import type { Timekeeper } from '../base/clock.ts'
import { isLink } from './links.ts'
import {
  type Answer,
  type Content,
  ID_MAX,
  type Message,
  notNow,
  type Provider,
  refused,
  TEXT_MAX,
  TITLE_MAX,
  unknown,
} from './provider.ts'
import { Semaphore } from './semaphore.ts'

/** A sender that was told to give up has so long to say what became of it. */
const GIVE_UP_MS = 1000
/** Beyond, nothing is taken: whoever sends keeps what waits on the disk, not here. */
const WAITING_MAX = 1000

export interface Bounds<To> {
  readonly channel: Provider<To>['channel']
  readonly atOnce: number
  readonly answerMs: number
  readonly clock: Timekeeper
  readonly peerOf: (to: To) => string
  /** Gives up at the signal and says what became of it. */
  readonly send: (message: Message<To>, signal: AbortSignal) => Promise<Answer>
  readonly close: () => void
}

export class Bounded<To> implements Provider<To> {
  readonly #bounds: Bounds<To>
  readonly #semaphore: Semaphore
  readonly #underWay = new Map<string, Promise<Answer>>()
  #isClosed = false

  constructor(bounds: Bounds<To>) {
    this.#bounds = bounds
    this.#semaphore = new Semaphore({ atOnce: bounds.atOnce, waitingMax: WAITING_MAX })
  }

  get channel(): Provider<To>['channel'] {
    return this.#bounds.channel
  }

  peerOf(to: To): string {
    return this.#bounds.peerOf(to)
  }

  async send(message: Message<To>): Promise<Answer> {
    if (!isUsable(message.id, message.content)) return refused('messageUnusable')
    const key = JSON.stringify([message.id, message.to])
    const same = this.#underWay.get(key)
    if (same !== undefined) return await same
    const answer = this.#inTurn(message).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, answer)
    return await answer
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.#underWay.values())
    this.#bounds.close()
  }

  async #inTurn(message: Message<To>): Promise<Answer> {
    const answer = await this.#semaphore.take(async () =>
      this.#isClosed ? notNow('notBegun') : await within(this.#bounds, message),
    )
    return answer ?? notNow('peerBusy')
  }
}

async function within<To>({ clock, answerMs, send }: Bounds<To>, message: Message<To>): Promise<Answer> {
  const tooLong = new AbortController()
  let giveUp: () => void = () => undefined
  const never = new Promise<Answer>(done => {
    giveUp = () => done(unknown('noAnswer'))
  })
  const first = clock.after(answerMs, () => tooLong.abort())
  const last = clock.after(answerMs + GIVE_UP_MS, giveUp)
  try {
    return await Promise.race([send(message, tooLong.signal), never])
  } catch {
    // What was thrown may name whom it was for.
    return unknown('brokenOff')
  } finally {
    first.cancel()
    last.cancel()
  }
}

function isUsable(id: string, { title, text, link, unsubscribe }: Content): boolean {
  if (id === '' || id.length > ID_MAX) return false
  if (title.trim() === '' || title.length > TITLE_MAX || text.length > TEXT_MAX) return false
  return [link, unsubscribe].every(url => url === null || isLink(url))
}
