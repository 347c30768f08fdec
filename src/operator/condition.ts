/**
 * What a node tells of its lanes and of what is not well with its machine, out of the tallies of its rounds. Pure.
 *
 * Centres are told by their place in the node's list, never by name. Lanes of a directive are the same for all of its legs, so what
 * they did is summed over legs; their window and their pace are those of the leg that is written now.
 */
import {
  ALARMS_TOLD_MAX,
  LANES_TOLD_MAX,
  type NodeAlarmName,
  OTHER_STATUSES,
  STATUSES_TOLD_MAX,
  type ToldAlarm,
  type ToldLane,
} from '../directive/condition.ts'
import type { Tally } from '../round/tally.ts'

/** A leg of a directive that this machine sends. */
export interface SentLeg {
  /** Null: it has not begun. */
  readonly tally: Pick<Tally, 'lanes' | 'statuses'> | null
  readonly isRunning: boolean
  /** Nothing of it is left to write. */
  readonly isSent: boolean
}

/** What is not well now; `centre`: with which. */
export interface Ill {
  readonly is: NodeAlarmName
  readonly centre?: number | undefined
}

export function lanesTold(legs: readonly SentLeg[]): readonly ToldLane[] {
  const begun = legs.filter(({ tally }) => tally !== null)
  const lanes = writtenNow(begun)?.tally?.lanes ?? begun.at(-1)?.tally?.lanes ?? []
  const names = [...new Set(lanes.map(({ smsc }) => smsc))]
  const now = writtenNow(begun)?.tally?.lanes ?? []
  const each = lanes.map(({ smsc }, i): ToldLane => {
    const { bound = false, window = 0, pace = null } = now[i] ?? {}
    const sum = (of: 'submitted' | 'throttled' | 'rebinds') =>
      begun.reduce((whole, { tally }) => whole + (tally?.lanes[i]?.[of] ?? 0), 0)
    return {
      centre: names.indexOf(smsc) + 1,
      lanes: 1,
      bound: Number(bound),
      submitted: sum('submitted'),
      throttled: sum('throttled'),
      rebinds: sum('rebinds'),
      window: bound ? window : 0,
      pace: bound ? pace : null,
    }
  })
  return each.length <= LANES_TOLD_MAX ? each : byCentre(each)
}

/** The commonest by their names, the rest as one. */
export function statusesTold(legs: readonly SentLeg[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>()
  for (const { tally } of legs)
    for (const [name, n] of Object.entries(tally?.statuses ?? {})) sums.set(name, (sums.get(name) ?? 0) + n)
  const named = [...sums].filter(([name, n]) => name !== OTHER_STATUSES && n > 0)
  const ranked = named.toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const kept = ranked.slice(0, STATUSES_TOLD_MAX - 1)
  const rest = ranked.slice(STATUSES_TOLD_MAX - 1).reduce((sum, [, n]) => sum + n, 0)
  const others = rest + (sums.get(OTHER_STATUSES) ?? 0)
  return Object.fromEntries(others > 0 ? [...kept, [OTHER_STATUSES, others]] : kept)
}

/** Centres of which no lane is bound while there is something to write. */
export function lostCentres(legs: readonly SentLeg[]): readonly number[] {
  const lanes = writtenNow(legs.filter(leg => !leg.isSent))?.tally?.lanes ?? []
  const names = [...new Set(lanes.map(({ smsc }) => smsc))]
  return names.flatMap((name, i) => (lanes.some(({ smsc, bound }) => smsc === name && bound) ? [] : [i + 1]))
}

/** With the instant since which each has been there without a break. */
export function alarmsTold(ills: readonly Ill[], before: readonly ToldAlarm[], now: string): readonly ToldAlarm[] {
  const unlike = ills.filter((ill, i) => ills.findIndex(other => isSame(other, ill)) === i)
  return unlike
    .slice(0, ALARMS_TOLD_MAX)
    .map(ill => ({
      is: ill.is,
      since: before.find(alarm => isSame(alarm, ill))?.since ?? now,
      ...(ill.centre !== undefined && { centre: ill.centre }),
    }))
}

function isSame(one: Ill, other: Ill): boolean {
  return one.is === other.is && one.centre === other.centre
}

/** The leg whose lanes are those that there are: the first that still has something to write, or waits for receipts last. */
function writtenNow(legs: readonly SentLeg[]): SentLeg | undefined {
  const running = legs.filter(({ isRunning }) => isRunning)
  return running.find(({ isSent }) => !isSent) ?? running.at(-1)
}

/** Of more centres than can be told the last ones are together. */
function byCentre(lanes: readonly ToldLane[]): readonly ToldLane[] {
  const sums = new Map<number, ToldLane>()
  for (const lane of lanes) {
    const centre = Math.min(lane.centre, LANES_TOLD_MAX)
    const before = sums.get(centre)
    sums.set(centre, before === undefined ? { ...lane, centre } : together(before, lane))
  }
  return [...sums.values()]
}

function together(one: ToldLane, other: ToldLane): ToldLane {
  const hasPaces = one.pace !== null && other.pace !== null
  return {
    centre: one.centre,
    lanes: one.lanes + other.lanes,
    bound: one.bound + other.bound,
    submitted: one.submitted + other.submitted,
    throttled: one.throttled + other.throttled,
    rebinds: one.rebinds + other.rebinds,
    window: one.window + other.window,
    pace: hasPaces ? Number(one.pace) + Number(other.pace) : null,
  }
}
