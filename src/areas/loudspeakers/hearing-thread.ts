/**
 * Tags looked for in a recording of anybody, in a thread of its own: a minute of sound is seconds of work. One at a time; others
 * wait, so many and no more.
 */
import { inThread, workerBeside } from '../../base/worker-thread.ts'
import type { Heard } from '../../speaker/fsk.ts'
import { loudspeakerFailure } from './failures.ts'

const WAITING_MAX = 8
const HEARING_MS = 30_000
const MEMORY_MAX_MB = 256

export class HearingThread {
  readonly #withinMs: number
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor({ withinMs = HEARING_MS } = {}) {
    this.#withinMs = withinMs
  }

  /** Fails with recordingUnreadable, recordingTooMuch and hearingBusy. */
  async tagsIn(wav: Uint8Array): Promise<readonly Heard[]> {
    if (this.#waiting > WAITING_MAX) throw loudspeakerFailure('hearingBusy')
    this.#waiting++
    const heard = this.#last.then(async () => await this.#hear(wav))
    this.#last = heard.catch(() => undefined)
    try {
      return await heard
    } finally {
      this.#waiting--
    }
  }

  async #hear(wav: Uint8Array): Promise<readonly Heard[]> {
    const answer = await inThread<HearingAnswer>({
      worker: workerBeside(import.meta.url, 'hearing-worker'),
      data: wav,
      memoryMaxMb: MEMORY_MAX_MB,
      withinMs: this.#withinMs,
      tooMuch: () => loudspeakerFailure('recordingTooMuch'),
    })
    if (answer === null) throw loudspeakerFailure('recordingUnreadable')
    return answer
  }
}

/** What the thread tells; null: it is no recording. */
export type HearingAnswer = readonly Heard[] | null
