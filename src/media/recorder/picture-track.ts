/**
 * The picture's track: whole frames of who has the floor, and black where there are none.
 *
 * It begins with black, and where no frame came for two seconds it goes black: a picture that stands still is not the speaker.
 * What is written is decodable from any key frame on: after black, and after another source, a key frame comes first.
 */
import type { Millis } from '../../base/clock.ts'
import { type Frame, Frames } from './frames.ts'
import { BLACK } from './nothing.ts'
import type { Take } from './take.ts'
import { Track } from './track.ts'

const BLACK_AFTER_MS = 2000
/** Who moves to an instant begins at a key frame: at least one in a minute. */
const KEY_FRAME_EVERY_MS = 60_000

export class PictureTrack {
  readonly track = new Track()
  readonly #frames = new Frames()
  #of: Take | null = null
  #pending: Frame[] = []
  #last: number
  #isBlack = false
  /** What is written last is no frame of the source's. */
  #waitsForKeyFrame = true
  #keyFrameAt: number

  constructor(from: number) {
    this.#last = from
    this.#keyFrameAt = from
  }

  /** Asks whoever has it for a key frame, where one is missing or due. `isWanted`: or where the caller wants one. */
  ask(now: Millis, isWanted: boolean): void {
    const { take } = this.track
    if (take === null || take.hasKeyFrame || this.#pending.some(({ isKey }) => isKey)) return
    const isAnother = take !== this.#of
    const isDue = now - this.#keyFrameAt >= KEY_FRAME_EVERY_MS
    const isMissing = this.#frames.needsKeyFrame || this.#waitsForKeyFrame
    if (isAnother || isMissing || isDue || isWanted) take.source.wantKeyFrame()
  }

  release(until: number): void {
    for (const { take, due } of this.track.due(until)) {
      if (take !== this.#of) this.#frames.begin()
      this.#of = take
      for (const one of due) {
        const frame = this.#frames.add(one)
        if (frame !== null) this.#pending.push(frame)
      }
    }
  }

  /** Of the first key frame from `from` on that is known; null: none is. */
  keyFrameFrom(from: number): number | null {
    return this.#pending.find(({ isKey, at }) => isKey && at >= from)?.at ?? null
  }

  /** Between these instants. `begins`: a file begins here, and so it does with a key frame. */
  frames(from: number, until: number, begins: boolean): Frame[] {
    const count = this.#pending.findIndex(({ at }) => at >= until)
    const due = this.#pending.splice(0, count === -1 ? this.#pending.length : count)
    const isStill = !this.#isBlack && due.length === 0 && from - this.#last >= BLACK_AFTER_MS
    const hasNone = begins && !(due[0]?.isKey === true && due[0].at - from < 1)
    const frames: Frame[] = []
    const put = (frame: Frame, isBlack: boolean) => {
      this.#last = Math.max(this.#last, frame.at)
      if (frame.isKey) this.#keyFrameAt = this.#last
      this.#isBlack = isBlack
      this.#waitsForKeyFrame = isBlack
      frames.push({ ...frame, at: this.#last })
    }
    if (isStill || hasNone) put({ at: from, isKey: true, octets: BLACK.octets }, true)
    for (const frame of due) if (frame.isKey || !this.#waitsForKeyFrame) put(frame, false)
    return frames
  }
}
