/**
 * How far a media process is believed, which holds native code that strangers' packets reach: each report has a shape of ours, it
 * is there once, and it does not tell more than rooms full of sites have to tell. Who has taken it over can lie of who is there,
 * and cannot fill the log, the trail and the server's time with it. One for each process; no clock.
 */
import { type Report, readReport } from './orders.ts'

/** A second: rooms full of sites whose lamps go on and off tell a tenth of it. */
const REPORTS_MAX = 4000
/** Of these each is written down. */
const LASTING_MAX = 1000
const SECOND_MS = 1000

const LASTING: ReadonlySet<string> = new Set(['connected', 'gone', 'line', 'recorded'])

export class Trust {
  #isUp = false
  #from = Number.NEGATIVE_INFINITY
  #reports = 0
  #lasting = 0

  /** Null: nothing that a process of ours says, or not so often. */
  reported(value: unknown, nowMs: number): Report | null {
    if (nowMs - this.#from >= SECOND_MS) {
      this.#from = nowMs
      this.#reports = 0
      this.#lasting = 0
    }
    if (++this.#reports > REPORTS_MAX) return null
    const report = readReport(value)
    if (report?.is === 'ready') {
      if (this.#isUp) return null
      this.#isUp = true
    }
    if (report?.is === 'event' && LASTING.has(report.event.is) && ++this.#lasting > LASTING_MAX) return null
    return report
  }
}
