/** One operator's part in a round as it goes: how much of it is done, and how fast it sends. Knows no terminal: `watch.ts` draws. */

import { Rate } from '../src/app/progress.ts'
import type { DirectiveSummary } from '../src/areas/rounds/model.ts'

export class Course {
  hasEnded = false
  perSecond = 0
  /** Of whom nothing more is to be written: 0 to 1. */
  doneShare = 0
  #rate = new Rate()

  begin(): void {
    this.hasEnded = false
    this.perSecond = 0
    this.doneShare = 0
    this.#rate = new Rate()
  }

  take({ tally, state, returnedAt }: DirectiveSummary): void {
    this.hasEnded = returnedAt !== null || state === 'refused'
    if (tally === null) return
    const { audience, unsent, sending } = tally.turns
    this.perSecond = this.#rate.perSecond(performance.now(), tally.segments.submitted)
    this.doneShare = audience === 0 ? 0 : (audience - unsent - sending) / audience
  }
}
