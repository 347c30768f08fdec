/**
 * What a crowd of bots knows of every packet, for all of them are in one process: when it went first and of which frame it is, and
 * who had it when. From that: who heard whom, delays, what was lost on the way after all repair. No clock, no socket.
 */
import type { Millis } from '../../src/base/clock.ts'
import { isVideo, type Kind } from '../../src/media/transport.ts'
import type { Mark } from './mark.ts'

/** Of one site and kind, by number. */
interface Sent {
  readonly at: number[]
  readonly frame: number[]
}

/** Of one receiver, source and kind: the numbers that came, and the first of them. */
interface Came {
  readonly numbers: Set<number>
  first: number
}

/** Of all that somebody should have had. */
export interface Lost {
  readonly frames: number
  readonly framesLost: number
  readonly voices: number
  readonly voicesLost: number
}

const DELAYS_MAX = 2_000_000

export class Measures {
  readonly #sent = new Map<string, Sent>()
  readonly #came = new Map<string, Came>()
  /** Of first copies that nobody asked for again, milliseconds. */
  #delays: number[] = []
  #heard = new Map<string, number>()
  #lostFrom: number = Number.NEGATIVE_INFINITY

  sent(site: number, kind: Kind, packet: { number: number; frame: number; now: Millis }): void {
    const sent = this.#sentOf(site, kind)
    sent.at[packet.number] = packet.now
    sent.frame[packet.number] = packet.frame
  }

  heard(by: number, { site, kind, number }: Mark, came: { now: Millis; isRepeated: boolean }): void {
    const key = `${by} ${site} ${kind}`
    this.#heard.set(key, (this.#heard.get(key) ?? 0) + 1)
    let all = this.#came.get(key)
    if (all === undefined) {
      all = { numbers: new Set(), first: number }
      this.#came.set(key, all)
    }
    const isNew = !all.numbers.has(number)
    all.numbers.add(number)
    all.first = Math.min(all.first, number)
    const at = this.#sent.get(`${site} ${kind}`)?.at[number]
    if (isNew && !came.isRepeated && at !== undefined && this.#delays.length < DELAYS_MAX)
      this.#delays.push(came.now - at)
  }

  #sentOf(site: number, kind: Kind): Sent {
    const key = `${site} ${kind}`
    const known = this.#sent.get(key)
    if (known !== undefined) return known
    const sent = { at: [], frame: [] }
    this.#sent.set(key, sent)
    return sent
  }

  /** Packets by `receiver source kind` since the last call. */
  takeHeard(): Record<string, number> {
    const heard = Object.fromEntries(this.#heard)
    this.#heard = new Map()
    return heard
  }

  takeDelays(): number[] {
    const delays = this.#delays
    this.#delays = []
    return delays
  }

  /**
   * Of what was sent since the last call and before `until`, from what each receiver had first on: a frame counts as lost when one
   * of its packets never came.
   */
  takeLost(until: Millis): Lost {
    const from = this.#lostFrom
    this.#lostFrom = until
    const lost = { frames: 0, framesLost: 0, voices: 0, voicesLost: 0 }
    for (const [key, { numbers, first }] of this.#came) {
      const [, site, kind] = key.split(' ')
      const sent = this.#sent.get(`${site} ${kind}`)
      if (sent === undefined) continue
      const missing = new Set<number>()
      const frames = new Set<number>()
      for (let number = first; number < sent.at.length && sent.at[number] < until; number++) {
        if (sent.at[number] < from) continue
        frames.add(sent.frame[number])
        if (!numbers.has(number)) missing.add(sent.frame[number])
      }
      if (isVideo(kind as Kind)) {
        lost.frames += frames.size
        lost.framesLost += missing.size
      } else {
        lost.voices += frames.size
        lost.voicesLost += missing.size
      }
    }
    return lost
  }
}
