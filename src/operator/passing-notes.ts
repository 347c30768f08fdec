/** What went wrong with a directive's lanes or disk a moment ago: told for a while, then over by itself. Pure. */
import type { ProgressBody } from '../directive/documents.ts'

/** How long a lane's alarm is told after it came. */
const ALARM_MS = 60_000
/** The same for a centre that asked for a slower pace. */
const THROTTLED_MS = 5000

export class PassingNotes {
  #alarm: { readonly note: 'lane-stopped' | 'disk' | 'log-away'; readonly until: number } | null = null
  #throttled = { count: 0, until: 0 }

  alarm(note: 'lane-stopped' | 'disk' | 'log-away', now: number): void {
    this.#alarm = { note, until: now + ALARM_MS }
  }

  /** So many answers in all asked for a slower pace. */
  throttled(count: number, now: number): void {
    if (count > this.#throttled.count) this.#throttled = { count, until: now + THROTTLED_MS }
  }

  alarmAt(now: number): ProgressBody['note'] {
    return this.#alarm !== null && now < this.#alarm.until ? this.#alarm.note : null
  }

  throttledAt(now: number): ProgressBody['note'] {
    return now < this.#throttled.until ? 'throttled' : null
  }
}
