/** The tally of a round, as the command line and others print it: counted from the ledger, never kept beside it. */
import { isoInZone } from '../base/wall-time.ts'
import { statusName } from '../smpp/statuses.ts'
import * as L from './ledger.ts'
import type { Shape } from './shape.ts'
import type { RoundState, Snapshot } from './snapshot.ts'

export interface MessageFacts {
  readonly encoding: 'gsm7' | 'ucs2'
  readonly units: number
  readonly segments: number
}

export interface Tally {
  readonly state: RoundState
  /** Where the state is `fenced` and it is known: the process that has the round, and whose figures count. */
  readonly takenOverBy?: string
  /** While nothing is sent because of its hours. */
  readonly waitsUntil?: string
  readonly message: MessageFacts
  readonly subscribers: {
    readonly audience: number
    readonly unsent: number
    readonly sending: number
    readonly accepted: number
    readonly delivered: number
    readonly failed: number
    readonly expired: number
    readonly uncertain: number
    readonly resent: number
  }
  /** Ordinary SMS; `submitted` are submit_sm PDUs put on the wire. */
  readonly segments: {
    readonly submitted: number
    readonly accepted: number
    readonly refused: number
    readonly retried: number
    readonly unanswered: number
    readonly delivered: number
  }
  readonly receipts: {
    readonly matched: number
    readonly early: number
    readonly intermediate: number
    readonly duplicate: number
    readonly unmatched: number
    readonly odd: number
  }
  readonly statuses: Readonly<Record<string, number>>
  readonly lanes: readonly {
    readonly smsc: string
    readonly bound: boolean
    readonly submitted: number
    readonly throttled: number
    readonly rebinds: number
    /** While it is bound: segments that may be in flight, and a second; null: it has no pace, for the centre bears all. */
    readonly window?: number
    readonly pace?: number | null
  }[]
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** Over the time in which the round was free to write. */
  readonly segmentsPerSecond: number
}

export function tallyOf(snapshot: Snapshot, round: { shape: Shape; message: MessageFacts; timeZone: string }): Tally {
  const c =
    snapshot.counters.length > 0 ? snapshot.counters : [round.shape.subscribers, ...Array(L.COUNTERS - 1).fill(0)]
  const statuses: Record<string, number> = {}
  for (const [status, count] of snapshot.statuses) statuses[statusName(status)] = count
  if (snapshot.otherStatuses > 0) statuses.other = snapshot.otherStatuses
  const seconds = snapshot.sendingMs / 1000
  const { waitsUntil } = snapshot
  return {
    state: snapshot.state,
    ...(snapshot.fenced?.by && { takenOverBy: snapshot.fenced.by }),
    ...(waitsUntil !== null && { waitsUntil: isoInZone(waitsUntil, round.timeZone) }),
    message: round.message,
    subscribers: {
      audience: round.shape.subscribers,
      unsent: c[L.UNSENT],
      sending: c[L.SENDING] + c[L.WAITING],
      accepted: c[L.ACCEPTED],
      delivered: c[L.DELIVERED],
      failed: c[L.FAILED],
      expired: c[L.EXPIRED],
      uncertain: c[L.UNCERTAIN],
      resent: c[L.RESENT_COUNT],
    },
    segments: {
      submitted: c[L.SUBMITTED],
      accepted: c[L.ACCEPTED_SEGMENTS],
      refused: c[L.REFUSED_SEGMENTS],
      retried: c[L.RETRIED],
      unanswered: c[L.UNANSWERED],
      delivered: L.deliveredSegments(c, round.shape),
    },
    receipts: {
      matched: c[L.MATCHED],
      early: c[L.EARLY],
      intermediate: c[L.INTERMEDIATE],
      duplicate: c[L.DUPLICATE],
      unmatched: c[L.UNMATCHED],
      odd: c[L.ODD],
    },
    statuses,
    lanes: snapshot.lanes.map(({ smsc, bound, submitted, throttled, rebinds, window, pace }) => ({
      smsc,
      bound: bound === true,
      submitted,
      throttled,
      rebinds,
      ...(bound && window !== undefined && pace !== undefined && { window, pace }),
    })),
    startedAt: snapshot.startedAt === null ? null : isoInZone(snapshot.startedAt, round.timeZone),
    endedAt: snapshot.endedAt === null ? null : isoInZone(snapshot.endedAt, round.timeZone),
    segmentsPerSecond: seconds > 0 ? Math.round(c[L.SUBMITTED] / seconds) : 0,
  }
}
