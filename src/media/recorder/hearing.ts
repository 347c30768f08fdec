/**
 * Whether anything of who is heard comes in, as it happens: nobody is heard, somebody is, or somebody is and nothing comes.
 *
 * Nothing came where no packet did for a second, of a voice or a picture: who is silent still sends. Then it is a gap from the last
 * packet on, which is told when the second is over: turns may be told later than they began, but never out of order.
 */
import type { Hearing } from './floor-log.ts'

export const GAP_MS = 1000

/** From this instant on it is so. */
export interface Turn<Is> {
  readonly at: number
  readonly is: Is
}

export class HearingNow {
  #is: Hearing = 'nobody'
  #evidenceAt: number
  #turns: Turn<Hearing>[]

  constructor(now: number) {
    this.#evidenceAt = now
    this.#turns = [{ at: now, is: 'nobody' }]
  }

  heard(isSomebody: boolean, now: number): void {
    this.look(now)
    if (isSomebody === (this.#is !== 'nobody')) return
    this.#evidenceAt = now
    this.#turn(now, isSomebody ? 'heard' : 'nobody')
  }

  /** A packet of who is heard. */
  came(now: number): void {
    this.look(now)
    this.#evidenceAt = now
    if (this.#is === 'gap') this.#turn(now, 'heard')
  }

  look(now: number): void {
    if (this.#is === 'heard' && now - this.#evidenceAt >= GAP_MS) this.#turn(this.#evidenceAt, 'gap')
  }

  #turn(at: number, is: Hearing): void {
    this.#is = is
    this.#turns.push({ at, is })
  }

  /** Since the last call. */
  turns(): readonly Turn<Hearing>[] {
    const turns = this.#turns
    this.#turns = []
    return turns
  }
}
