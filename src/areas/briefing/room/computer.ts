/**
 * Watches how this computer copes, as long as the page is in the room: its timers, and what the browser says of its pictures. Of a
 * page that is not looked at nothing is known: browsers call its timers late on purpose.
 */
import { NOT_SLOW, type Slowness, seen } from './slow.ts'

const TICK_MS = 100
const SAMPLE_MS = 1000

/** What a connection has had to do since it began. */
export interface Work {
  /** What is sent is made smaller for the processor's sake. */
  readonly isCpuLimited: boolean
  /** Pictures that were sent; none are while nobody looks at this site. */
  readonly encoded: number
  readonly decoded: number
  readonly decodeMs: number
}
export const NO_WORK: Work = { isCpuLimited: false, encoded: 0, decoded: 0, decodeMs: 0 }

export class Computer {
  readonly #work: () => Promise<Work>
  readonly #onSlow: (isSlow: boolean) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #slowness: Slowness = NOT_SLOW
  #sinceMs = 0
  #lateMs = 0
  #before = NO_WORK

  constructor(work: () => Promise<Work>, onSlow: (isSlow: boolean) => void) {
    this.#work = work
    this.#onSlow = onSlow
  }

  start(): void {
    this.stop()
    this.#sinceMs = performance.now()
    this.#lateMs = 0
    this.#next()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#tell(NOT_SLOW)
  }

  #next(): void {
    const dueMs = performance.now() + TICK_MS
    this.#timer = setTimeout(() => {
      this.#lateMs += performance.now() - dueMs
      this.#next()
      if (performance.now() - this.#sinceMs >= SAMPLE_MS) void this.#sample()
    }, TICK_MS)
  }

  async #sample(): Promise<void> {
    const nowMs = performance.now()
    const [ms, lateMs] = [nowMs - this.#sinceMs, this.#lateMs]
    this.#sinceMs = nowMs
    this.#lateMs = 0
    if (document.hidden) return this.#tell(NOT_SLOW)
    // One that is closed meanwhile has nothing to do.
    const work = await this.#work().catch(() => NO_WORK)
    // Of a connection that was begun anew.
    const isAnother = work.decoded < this.#before.decoded || work.encoded < this.#before.encoded
    const before = isAnother ? NO_WORK : this.#before
    this.#before = work
    if (this.#timer === undefined) return
    this.#tell(
      seen(this.#slowness, {
        ms,
        lateMs,
        isCpuLimited: work.isCpuLimited && work.encoded > before.encoded,
        frames: work.decoded - before.decoded,
        decodeMs: work.decodeMs - before.decodeMs,
      }),
    )
  }

  #tell(slowness: Slowness): void {
    const { isSlow } = this.#slowness
    this.#slowness = slowness
    if (slowness.isSlow !== isSlow) this.#onSlow(slowness.isSlow)
  }
}
