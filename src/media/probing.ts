/**
 * When a line whose estimate is our own is probed for a better class, and what of it came.
 *
 *   class   D        C        B        A
 *           └─ 188 ──┴─ 875 ──┴─ 2750 ─┘     kbit/s for some 40 ms: a quarter more than the class needs, with padding
 *
 * A probe that fails is repeated after one second, then after twice as long each time, up to five: it delays a voice by some tens of
 * milliseconds, once. One without a result is repeated after half a second. A class that was lost within ten seconds is tried again
 * after as long as `downlink.ts` says, and those below it at once. A line with a little loss is probed too, to learn whether it has room
 * to repeat voices, and does not rise to pictures. A test call's line is filled already and needs no probe. Knows no packets:
 * `SendEstimate` sends and measures the probe.
 */
import type { Millis } from '../base/clock.ts'
import { BITRATES, classAbove, type LineClass, LOSS_BAD, LOSS_GOOD } from '../rtp/downlink.ts'
import { PADDING_MAX } from '../rtp/packet-writer.ts'
import { type SendEstimate, WIRE_OVERHEAD } from '../rtp/send-estimate.ts'

const ABOVE = 1.25
/** Milliseconds. */
const FIRST_MS = 1000
const NEXT_MS = 500
const AGAIN_MS = { least: 1000, most: 5000 }
const LATER_MS = 2000
/** Octets of RTP header and transport-wide number. */
const HEAD_SIZE = 20
/** Milliseconds of the probe that one packet fills. */
const PACKET_MS = 5

export class Probing {
  readonly #isFilled: boolean
  #at: number
  #againMs = AGAIN_MS.least
  #padding = PADDING_MAX
  /** That class and those above it are not tried before then. */
  #barred: { readonly is: LineClass; readonly until: number } | null = null

  constructor(now: Millis, { isFilled }: { readonly isFilled: boolean }) {
    this.#isFilled = isFilled
    this.#at = now + FIRST_MS
  }

  /** Octets of padding in each packet of the probe: small where the class needs little. */
  get padding(): number {
    return this.#padding
  }

  /** Called often. The class that the last probe has shown the line to carry; null: none above its own. */
  step(
    own: SendEstimate,
    { is, loss, now }: { readonly is: LineClass; readonly loss: number; readonly now: Millis },
  ): LineClass | null {
    const above = classAbove(is)
    const probed = own.probed(now)
    // Voices are repeated where some are lost: there are three of them then, and no picture.
    const isGood = loss < LOSS_GOOD || above === 'C'
    if (probed !== null) return this.#probed(probed.bitrate, { above, isGood, now })
    if (above === null || own.isQueued || loss >= LOSS_BAD) return null
    if (own.isProbing || now < this.#at || this.#isBarred(above, now)) return null
    if (this.#isFilled) return isGood && own.bitrate >= BITRATES[above] ? above : null
    const bitrate = ABOVE * BITRATES[above]
    const octets = Math.round((bitrate * PACKET_MS) / 8000) - HEAD_SIZE - WIRE_OVERHEAD
    this.#padding = Math.max(1, Math.min(PADDING_MAX, octets))
    own.probe(bitrate, now)
    return null
  }

  #probed(
    bitrate: number | null,
    { above, isGood, now }: { readonly above: LineClass | null; readonly isGood: boolean; readonly now: Millis },
  ): LineClass | null {
    if (above !== null && bitrate !== null && bitrate >= BITRATES[above]) {
      this.#againMs = AGAIN_MS.least
      this.#at = now + (isGood ? NEXT_MS : LATER_MS)
      return isGood ? above : null
    }
    this.#at = now + (bitrate === null ? NEXT_MS : this.#againMs)
    if (bitrate !== null) this.#againMs = Math.min(AGAIN_MS.most, 2 * this.#againMs)
    return null
  }

  #isBarred(above: LineClass, now: Millis): boolean {
    return this.#barred !== null && above <= this.#barred.is && now < this.#barred.until
  }

  /** It lost its class. `waitMs`: before that is tried again; those below it are tried at once. */
  fell({ from, waitMs, now }: { readonly from: LineClass; readonly waitMs: number; readonly now: Millis }): void {
    this.#againMs = AGAIN_MS.least
    this.#at = now + LATER_MS
    this.#barred = { is: from, until: now + waitMs }
  }
}
