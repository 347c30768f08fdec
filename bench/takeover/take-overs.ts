/** The owner of a leg is killed, again and again: how soon another one writes, and whom that left in doubt. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Children } from '../../src/app/children/children.ts'
import { seeded } from '../../src/base/random.ts'
import { type Quantiles, quantilesOf } from '../briefing/quantiles.ts'
import { benchFailure } from '../failures.ts'
import { beginLeg, type LegToMeasure, type MeasuredLeg } from './leg.ts'

/** What the killed one had written is read by then. */
const READ_MS = 150
/** From one take-over to the next kill: at least, and at most so much more. */
const QUIET_MS = 300
const QUIET_MORE_MS = 1000
const TAKEN_MS = 60_000
/** A take-over and what is sent before the next one, at most. */
const SECONDS_EACH = 6

export interface TakeOversMeasure {
  readonly tps: number
  /** From the kill to the centre's next submit_sm. */
  readonly seconds: Quantiles
  /** Of each, in the order they came. */
  readonly each: readonly number[]
  readonly uncertain: Quantiles
}

export async function measureTakeOvers(
  children: Children,
  { takeovers, ...of }: Omit<LegToMeasure, 'subscribers'> & { readonly takeovers: number },
): Promise<TakeOversMeasure> {
  const { tps, seed } = of
  const subscribers = (takeovers + 1) * tps * SECONDS_EACH
  const random = seeded(seed)
  const leg = await beginLeg(children, { ...of, subscribers })
  try {
    const each: number[] = []
    const uncertain: number[] = []
    while (each.length < takeovers) {
      await wait(QUIET_MS + random.below(QUIET_MORE_MS))
      const one = await killed(leg)
      each.push(one.seconds)
      uncertain.push(one.uncertain)
    }
    return { tps, seconds: quantilesOf(each), each, uncertain: quantilesOf(uncertain) }
  } finally {
    await leg.close()
  }
}

async function killed(leg: MeasuredLeg): Promise<{ seconds: number; uncertain: number }> {
  const owner = leg.owner()
  const from = performance.now()
  await owner.kill()
  await wait(READ_MS)
  const next = (await leg.received()) + 1
  const at = await leg.receivedAt(next, TAKEN_MS)
  if (at === null) throw benchFailure('benchFailed', { name: 'take-over', why: 'nobody took over' })
  owner.again()
  await owner.ready()
  return { seconds: (at - from) / 1000, uncertain: leg.owner().ownership?.uncertain ?? 0 }
}
