/**
 * A voice's track: packets of Opus as they came, and silence wherever none did.
 *
 *   due      ▓▓▓▓  ▓▓▓▓▓▓   (DTX)          ▓▓▓
 *   written  ▓▓▓▓░░▓▓▓▓▓▓░░░░░░░░░░░░░░░░░░▓▓▓░░░░   without a hole from the beginning to the end
 *
 * So whoever counts samples and does not look at times is right all the same. `heardUntil` counts them: a source whose clock is
 * slow falls behind until a whole frame of silence fits, one whose clock is fast is ahead until there is a pause, or by
 * 80 ms, and then a packet of it is left out.
 */
import { isSilence, opusTicks } from '../../rtp/opus.ts'
import { SILENCE_TICKS_MIN, silenceOf, TICKS_PER_MS } from './nothing.ts'
import { Track } from './track.ts'

export interface Sound {
  readonly at: number
  readonly octets: Buffer
}

/** More of it would be heard too late by who counts samples: a packet is left out then. */
const AHEAD_MAX_MS = 80
const SILENCE_MS_MIN = SILENCE_TICKS_MIN / TICKS_PER_MS

export class VoiceTrack {
  readonly track = new Track()
  #pending: Sound[] = []
  #heardUntil: number
  #last: number

  /** `from`: when it begins. */
  constructor(from: number) {
    this.#heardUntil = from
    this.#last = from
  }

  /** What was captured before this instant is known now. */
  release(until: number): void {
    // Nothing is said: silence is written here, and fills it.
    for (const { due } of this.track.due(until))
      for (const { packet, at } of due)
        if (!isSilence(0, packet.payload.length)) this.#pending.push({ at, octets: packet.payload })
  }

  /** Up to this instant. */
  sounds(until: number): Sound[] {
    const sounds: Sound[] = []
    const put = (at: number, octets: Buffer, ticks: number) => {
      this.#last = Math.max(this.#last, at)
      this.#heardUntil += ticks / TICKS_PER_MS
      sounds.push({ at: this.#last, octets })
    }
    const silence = (to: number) => {
      while (to - this.#heardUntil >= SILENCE_MS_MIN) {
        const { octets, ticks } = silenceOf((to - this.#heardUntil) * TICKS_PER_MS)
        put(this.#heardUntil, octets, ticks)
      }
    }
    let count = 0
    for (; count < this.#pending.length && this.#pending[count].at < until; count++) {
      const { at, octets } = this.#pending[count]
      silence(at)
      if (this.#heardUntil - at > AHEAD_MAX_MS) continue
      put(at, octets, opusTicks(octets, 0, octets.length) ?? 0)
    }
    this.#pending = this.#pending.slice(count)
    silence(until)
    return sounds
  }
}
