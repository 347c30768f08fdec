/** Virtual time: things happen in order of their instant, and nothing waits. */
import { type Millis, manualClock } from '../../src/base/clock.ts'

export class Schedule {
  readonly clock = manualClock()
  readonly #items: { at: number; order: number; act: () => void }[] = []
  #order = 0

  get now(): number {
    return this.clock.monotonic()
  }

  after(ms: number, act: () => void): void {
    const item = { at: this.now + ms, order: this.#order++, act }
    const items = this.#items
    let at = items.length
    items.push(item)
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!isLater(items[up], item)) break
      items[at] = items[up]
      at = up
    }
    items[at] = item
  }

  every(ms: number, act: () => void): void {
    const again = () => {
      act()
      this.after(ms, again)
    }
    this.after(ms, again)
  }

  /** False when nothing is left to happen. */
  step(): boolean {
    const items = this.#items
    if (items.length === 0) return false
    const first = items[0]
    const last = items.pop()
    if (last !== undefined && items.length > 0) this.#sink(last)
    if (first.at > this.now) this.clock.advance((first.at - this.now) as Millis)
    first.act()
    return true
  }

  #sink(item: { at: number; order: number; act: () => void }): void {
    const items = this.#items
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= items.length) break
      if (down + 1 < items.length && isLater(items[down], items[down + 1])) down++
      if (!isLater(item, items[down])) break
      items[at] = items[down]
      at = down
    }
    items[at] = item
  }
}

function isLater(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at > b.at || (a.at === b.at && a.order > b.order)
}
