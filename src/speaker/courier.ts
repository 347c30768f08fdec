/**
 * Brings receipts to the authority, in signed batches and in their order, until it has them. One call at a time; waits double.
 * A batch that was taken twice changes nothing: counters say which are new.
 */
import { backoffMs } from '../base/backoff.ts'
import { pause, type Timekeeper } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import type { SpeakerLink } from './link.ts'
import type { Records } from './records.ts'
import { keptAnswer, RECEIPTS_MAX, type ReceiptsBody, SPEAKER_PATHS } from './wire.ts'

export interface CourierOptions {
  readonly cluster: string
  readonly link: Pick<SpeakerLink, 'post' | 'signer'>
  readonly records: Pick<Records, 'unsent' | 'sent'>
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
}

export class Courier {
  readonly #o: CourierOptions
  readonly #closing = new AbortController()
  #waiting = new AbortController()
  #work: Promise<void> | null = null
  #tries = 0

  constructor(options: CourierOptions) {
    this.#o = options
  }

  /** There is something to bring, or the authority is there again. */
  kick(): void {
    this.#waiting.abort()
    if (this.#work !== null || this.#closing.signal.aborted) return
    this.#work = this.#bringAll().finally(() => {
      this.#work = null
    })
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#waiting.abort()
    await this.#work
  }

  async #bringAll(): Promise<void> {
    const { records, clock, random, log } = this.#o
    while (!this.#closing.signal.aborted) {
      const receipts = records.unsent(RECEIPTS_MAX)
      if (receipts.length === 0) return
      const why = await this.#bring({ cluster: this.#o.cluster, receipts: [...receipts] })
      if (why === null) {
        this.#tries = 0
        continue
      }
      if (this.#tries++ === 0) log.warn('receipts not delivered, will retry', { why })
      this.#waiting = new AbortController()
      await pause(clock, backoffMs(this.#tries, random), this.#waiting.signal)
    }
  }

  /** Null: it has them. */
  async #bring(body: ReceiptsBody): Promise<string | null> {
    const { link, records } = this.#o
    const document = await link.signer.sign('speakerReceipts', body)
    const answer = await link.post(SPEAKER_PATHS.receipts, { document })
    if (answer.is === 'away') return answer.why
    if (answer.is === 'refused') return answer.code || String(answer.status)
    const kept = keptAnswer.safeParse(answer.body)
    const [first] = body.receipts
    const last = body.receipts[body.receipts.length - 1]
    if (!kept.success || kept.data.counter < first.counter) return 'its answer'
    // More than it was ever told: an older copy of this folder runs. Of these alone it is certain that it has them.
    records.sent(Math.min(kept.data.counter, last.counter))
    return null
  }
}
