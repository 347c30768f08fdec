/** What happened, in numbers: no number of a subscriber, no session. Printed at the end of `loa zerorating gy`. */
import type { UnitPlan } from './plan.ts'

export interface Counters {
  /** Requests of clients. Each is counted under exactly one of the next five as well. */
  requests: number
  /** Answered by us alone. */
  answered: number
  /** Handed to the charging system as they came. */
  relayed: number
  /** Handed to the charging system in part. */
  split: number
  /** Refused by us, by Result-Code name. */
  refused: Record<string, number>
  /** Sent once more while the first still waited: answered together with it. */
  duplicates: number
  /** How free units were answered: 4011, or granted. */
  notApplicable: number
  granted: number
  /** Of the free ones, by service of the list. */
  free: Record<string, number>
  /** Requests of charging systems to clients. */
  asked: number
  /** Answers that went back, and those that came for nothing, or for a client that had gone. */
  returned: number
  late: number
  unclaimed: number
  /** Requests that were given to another charging system because the first failed, and those that none answered. */
  failovers: number
  undelivered: number
  timeouts: number
  /** Requests that were free but held something that we must understand and do not: the charging system's. */
  notUnderstood: number
  /** Requests that could not be read to their end: the charging system's. */
  unread: number
  /** Requests whose Event-Timestamp was more than ten minutes from our clock. */
  clocksOff: number
  /** Requests that were free, but no session more could be remembered: the charging system's. */
  sessionsFull: number
}

export function zeroCounters(): Counters {
  return {
    requests: 0,
    answered: 0,
    relayed: 0,
    split: 0,
    refused: {},
    duplicates: 0,
    notApplicable: 0,
    granted: 0,
    free: {},
    asked: 0,
    returned: 0,
    late: 0,
    unclaimed: 0,
    failovers: 0,
    undelivered: 0,
    timeouts: 0,
    notUnderstood: 0,
    unread: 0,
    clocksOff: 0,
    sessionsFull: 0,
  }
}

export function increment(of: Record<string, number>, name: string): void {
  of[name] = (of[name] ?? 0) + 1
}

/** Units that were answered free, by how and by service. What only reported is not free once more. */
export function countFree(counters: Counters, units: readonly UnitPlan[]): void {
  for (const { terms, service } of units) {
    if (service === null) continue
    if (terms?.is === 'grant') counters.granted += 1
    else counters.notApplicable += 1
    increment(counters.free, service)
  }
}
