/**
 * One track of a recording: sources follow one another in it, and what is due comes out in order.
 *
 * Who is given the track keeps it until another's packet is due; what the one before still had is left out then, so that no two
 * are mixed. Knows neither sound nor picture.
 */
import type { Millis } from '../../base/clock.ts'
import type { Source } from '../source.ts'
import type { LeastLately } from './least-lately.ts'
import { type Due, Take } from './take.ts'

/** Of sources that changed within the time that packets are waited for. */
const TAKES_MAX = 8

export class Track {
  /** In the order in which they were given it. */
  readonly #takes: Take[] = []
  /** Of each source that had it before, so that what comes late then is not heard after it. */
  readonly #highest = new WeakMap<Source, number>()

  /** The last that was given it. */
  get take(): Take | null {
    return this.#takes.at(-1) ?? null
  }

  /** The packet that the source read last. */
  took(source: Source, at: { site: LeastLately; now: Millis; written: number }): void {
    const { take } = this
    if (take?.source !== source) {
      if (take !== null) this.#highest.set(take.source, take.highest)
      this.#takes.push(new Take(source, at.site, this.#highest.get(source)))
      if (this.#takes.length > TAKES_MAX) this.#takes.shift()
    }
    this.take?.took(at.now, at.written)
  }

  /** What was captured before this instant, in order, each with whose it is. */
  due(until: number): { readonly take: Take; readonly due: readonly Due[] }[] {
    const all = this.#takes.map(take => ({ take, due: take.due(until) }))
    const spoken = all.filter(({ due }) => due.length > 0)
    const last = spoken.at(-1)?.take
    if (last !== undefined) this.#takes.splice(0, this.#takes.indexOf(last))
    return spoken
  }
}
