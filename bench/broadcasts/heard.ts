/** What BSCs were asked, as they tell it themselves, and when the last of them was. */

import type { Done } from '../../tools/bsc/process.ts'
import { benchFailure } from '../failures.ts'

/** Milliseconds since 1970. */
export interface LastOf {
  readonly at: number
  readonly doneAt: number
}

interface Waiting {
  readonly is: (done: Done) => boolean
  readonly left: Set<string>
  last: LastOf
  resolve(last: LastOf): void
}

const PATIENCE_MS = 60_000

export class Heard {
  readonly #waiting = new Set<Waiting>()

  /** `from`: which process of BSCs told it. */
  done(from: string, done: Done): void {
    for (const waiting of this.#waiting) {
      if (!waiting.is(done) || !waiting.left.delete(`${from} ${done.bsc}`)) continue
      const { at, doneAt } = waiting.last
      waiting.last = { at: Math.max(at, done.at), doneAt: Math.max(doneAt, done.doneAt) }
      if (waiting.left.size > 0) continue
      this.#waiting.delete(waiting)
      waiting.resolve(waiting.last)
    }
  }

  /** The first such request of each BSC from now on: when the last of these came, and when it was answered. Fails where one never comes. */
  async each(what: string, bscs: ReadonlyMap<string, readonly number[]>, is: (done: Done) => boolean): Promise<LastOf> {
    const left = new Set([...bscs].flatMap(([from, which]) => which.map(at => `${from} ${at}`)))
    return await new Promise((resolve, reject) => {
      const waiting: Waiting = {
        is,
        left,
        last: { at: 0, doneAt: 0 },
        resolve: last => {
          clearTimeout(timer)
          resolve(last)
        },
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting)
        reject(benchFailure('benchFailed', { name: what, why: `${left.size} BSCs were not asked for it` }))
      }, PATIENCE_MS)
      this.#waiting.add(waiting)
    })
  }
}
