/**
 * What peers are answered: by us alone, by a refusal, or by another's answer on its way back.
 *
 * Knows who is answered and what is counted; what is in it is `our-answer.ts`'s, `joining.ts`'s and Diameter's to write.
 * Invariant: nothing is written to a peer that has gone.
 */
import { type Origin, putRefusal, type Refusal, refusalSizeMax } from '../diameter/answers.ts'
import { putHopByHop } from '../diameter/relay.ts'
import { resultName } from '../diameter/result-codes.ts'
import type { Asked } from './asked.ts'
import { type Counters, increment } from './counters.ts'
import { type Join, joinSizeMax, putJoined } from './joining.ts'
import { answerSizeMax, putOurAnswer } from './our-answer.ts'
import type { Peer } from './peers.ts'
import type { UnitPlan } from './plan.ts'

export class Answering {
  readonly #origin: Origin
  readonly #counters: Counters

  constructor(origin: Origin, counters: Counters) {
    this.#origin = origin
    this.#counters = counters
  }

  /** All of it is ours. */
  answer({ box }: Peer, request: Buffer, asked: Asked, units: readonly UnitPlan[]): void {
    const origin = this.#origin
    const at = box.room(answerSizeMax(request, origin, asked))
    box.commit(putOurAnswer(box.buffer, at, request, asked, units, origin))
    this.#counters.answered += 1
  }

  /** A request that goes no further than here. */
  refuse(to: Peer, request: Buffer, refusal: Refusal): void {
    if (!this.#hears(to)) return
    if (to.role === 'client') increment(this.#counters.refused, resultName(refusal.resultCode))
    const { box } = to
    const at = this.#roomFor(box, request, refusal)
    box.commit(putRefusal(box.buffer, at, request, this.#origin, refusal))
  }

  /** One that was on its way and came to nothing: `hopByHop` is its client's. */
  refuseSent(to: Peer, hopByHop: number, request: Buffer, refusal: Refusal): void {
    if (!this.#hears(to)) return
    const { box } = to
    const at = this.#roomFor(box, request, refusal)
    const end = putRefusal(box.buffer, at, request, this.#origin, refusal)
    putHopByHop(box.buffer, at, hopByHop)
    box.commit(end)
  }

  /** Another's answer; with a join, put together with ours. */
  giveBack(to: Peer, hopByHop: number, answer: Buffer, join: Join | null): void {
    if (!this.#hears(to)) return
    const { box } = to
    const at = box.room(join === null ? answer.length : joinSizeMax(answer, join))
    const end = join === null ? at + answer.copy(box.buffer, at) : putJoined(box.buffer, at, answer, join)
    putHopByHop(box.buffer, at, hopByHop)
    box.commit(end)
    this.#counters.returned += 1
  }

  #hears({ takes }: Peer): boolean {
    if (takes !== 'nothing') return true
    this.#counters.unclaimed += 1
    return false
  }

  #roomFor(box: Peer['box'], request: Buffer, { failed }: Refusal): number {
    return box.room(refusalSizeMax(request, this.#origin, failed ?? null))
  }
}
