/**
 * For the tests of those who put broadcasts on the air: a clock that runs fast, and a message. A file of no test, named so that it is not
 * shipped. Knows neither BSCs nor AMFs.
 */
import { type Millis, systemClock, type Timekeeper } from '../base/clock.ts'
import { pagesOf } from '../cbs/pages.ts'
import { serialNumber } from '../cbs/serial.ts'
import type { Aired } from './aired.ts'

/** So many times as fast as ours. Instants are right. */
export const fast = (times: number): Timekeeper => ({
  monotonic: () => (performance.now() * times) as Millis,
  wall: () => Date.now(),
  after: (ms, act) => systemClock.after(ms / times, act),
})

/** In these cells; with an update number, all versions before it may be there. */
export const messageIn =
  (cells: readonly string[]) =>
  (code: number, text: string, given: Partial<Aired> = {}, update = 0): Aired => {
    const scope = 'plmn'
    return {
      identifier: 4377,
      code,
      serial: { scope, code, update },
      pages: pagesOf(text),
      cells,
      periodMs: 30_000,
      untilMs: Date.now() + 3_600_000,
      past: Array.from({ length: update }, (_, i) => serialNumber({ scope, code, update: i })),
      isEarlier: false,
      ...given,
    }
  }
