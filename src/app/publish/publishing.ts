/**
 * Publishes again at each change, and by the minute, until it is told to stop.
 *
 *   look: has anybody committed anything? is a minute over? ──► what is public now ──► the folder
 *
 * It looks at a mark of the database, on both kinds of it, instead of being told: what it would miss while a connection is away it
 * finds in the next look, an alert that is signed after its release too, and it needs no key and no address of the server. While the
 * database or the disk does not answer, what was published stands, and it goes on trying. Time is an argument.
 */
import { backoffMs } from '../../base/backoff.ts'
import { pause, type Timekeeper } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import type { Random } from '../../base/random.ts'
import type { Brought } from './folder.ts'
import type { PublicFile, PublicNow } from './public-files.ts'

/** A change is a file within a second: looked for so often, */
const LOOK_MS = 200
/** and made at most so often, however much is committed that nobody reads. */
const REST_MS = 400

export interface PublishingNeeds {
  readonly mark: () => Promise<string>
  readonly at: (nowMs: number) => Promise<PublicNow>
  readonly bring: (files: readonly PublicFile[]) => Promise<Brought>
  readonly clock: Timekeeper
  readonly random: Random
  readonly signal: AbortSignal
  /** `why`: of the minute alone there is nothing to tell. */
  readonly onPublished: (brought: Brought, why: 'first' | 'change' | 'minute') => void
  /** Once, until it is well again. */
  readonly onFailure: (failure: Failure) => void
  readonly onWell: () => void
}

interface Made {
  readonly mark: string
  readonly madeMs: number
  readonly untilMs: number
}

/** Fails as the first time does; from then on it tells and tries again. */
export async function keepPublishing(needs: PublishingNeeds): Promise<void> {
  const { mark, at, bring, clock, random, signal, onPublished, onFailure, onWell } = needs
  let last = null as Made | null
  let failed = 0
  while (!signal.aborted) {
    let waitMs = LOOK_MS
    try {
      const seen = await mark()
      const nowMs = clock.wall()
      const isOver = last !== null && (nowMs >= last.untilMs || nowMs < last.madeMs)
      if (last?.mark !== seen || isOver) {
        const { files, untilMs } = await at(nowMs)
        const brought = await bring(files)
        const why = last === null ? 'first' : last.mark === seen ? 'minute' : 'change'
        last = { mark: seen, madeMs: nowMs, untilMs }
        onPublished(brought, why)
        waitMs = REST_MS
      }
      if (failed > 0) onWell()
      failed = 0
    } catch (error) {
      if (last === null || !(error instanceof Failure)) throw error
      if (failed === 0) onFailure(error)
      failed++
      waitMs = backoffMs(failed, random)
    }
    const leftMs = last === null ? waitMs : Math.max(1, last.untilMs - clock.wall())
    await pause(clock, failed > 0 ? waitMs : Math.min(waitMs, leftMs), signal)
  }
}
