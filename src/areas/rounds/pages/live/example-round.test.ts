/** Samples, directives and a round as tests of this folder need them. Nothing here is a test. */

import { type DirectiveTally, NOTHING, sumTallies } from '../../../../directive/documents.ts'
import type { DirectiveSummary, RoundLive, Sample } from '../../model.ts'

export const START = Date.parse('2026-02-04T02:00:00.000Z')
export const at = (second: number) => new Date(START + 1000 * second).toISOString()
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export function sample(second: number, values: Partial<Sample> = {}): Sample {
  return {
    at: at(second),
    submitted: 0,
    delivered: 0,
    accepted: 0,
    failed: 0,
    expired: 0,
    uncertain: 0,
    unsent: 0,
    rate: 0,
    byOperator: {},
    counts: {},
    ...values,
  }
}

export function tally(turns: Partial<DirectiveTally['turns']>, submitted = 0): DirectiveTally {
  return {
    ...NOTHING,
    turns: { ...NOTHING.turns, ...turns },
    segments: { ...NOTHING.segments, expected: 6 * (turns.audience ?? 0), submitted },
    segmentsPerSecond: 100,
  }
}

export function directive(n: number, values: Partial<DirectiveSummary> = {}): DirectiveSummary {
  return {
    id: id(n),
    serial: n,
    round: id(999),
    operator: `operator-${n}`,
    operatorName: `Operator ${n}`,
    purpose: 'live',
    issuedAt: at(0),
    expiresAt: at(86_400),
    state: 'running',
    refusal: null,
    note: null,
    wish: 'run',
    orderSequence: 1,
    obeyedSequence: 1,
    subscribers: 1000,
    tally: tally({ audience: 1000, unsent: 1000 }),
    heardAt: at(1),
    returnedAt: null,
    flags: [],
    ...values,
  }
}

export function liveOf(directives: readonly DirectiveSummary[], samples: readonly Sample[]): RoundLive {
  return {
    round: {
      id: id(999),
      campaign: id(998),
      campaignTitle: 'Campaign',
      number: 1,
      title: 'Round',
      purpose: 'live',
      state: 'running',
      version: 1,
      subscribers: 2000,
      segments: 12_000,
      updatedAt: at(0),
      isArchived: false,
      takenBack: null,
      updatedBy: 'Editor',
    },
    purpose: 'live',
    directives: [...directives],
    sum: sumTallies(directives.flatMap(known => known.tally ?? [])),
    secondsLeft: null,
    heardAt: at(1),
    samples: [...samples],
    at: at(1),
  }
}
