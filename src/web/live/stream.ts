/**
 * What a round's event stream makes of the page: each event gives the next picture. Pure; a hook drives it.
 *
 * Invariants: the sum is the sum of the directives that are shown; samples are in the order of time, each instant once,
 * and no more than SAMPLES_MAX. A late or doubled event changes nothing for the worse.
 */
import type { DirectiveSummary, RoundLive, RoundState, Sample } from '../../authority/model.ts'
import { sumTallies } from '../../directive/documents.ts'

export type LiveEvent =
  | { readonly is: 'snapshot'; readonly live: RoundLive }
  | { readonly is: 'directive'; readonly directive: DirectiveSummary }
  | { readonly is: 'sample'; readonly sample: Sample }
  | { readonly is: 'round'; readonly state: RoundState; readonly version: number }

/** An hour at one a second; older ones come with the next snapshot, thinned by the authority. */
export const SAMPLES_MAX = 3600

/** Over how long the rate is taken that says how much time is left. */
const RATE_WINDOW_MS = 60_000

export function next(live: RoundLive | null, event: LiveEvent): RoundLive | null {
  if (event.is === 'snapshot') return event.live
  if (live === null) return null
  switch (event.is) {
    case 'round':
      return { ...live, round: { ...live.round, state: event.state, version: event.version } }
    case 'sample':
      return withSample(live, event.sample)
    case 'directive':
      return withDirective(live, event.directive)
  }
}

function withDirective(live: RoundLive, directive: DirectiveSummary): RoundLive {
  if (directive.purpose !== live.purpose) return live
  const at = live.directives.findIndex(known => known.id === directive.id)
  const directives =
    at === -1 ? [...live.directives, directive] : live.directives.with(at, directive)
  const tallies = directives.flatMap(({ tally }) => (tally === null ? [] : [tally]))
  const sum = sumTallies(tallies)
  return {
    ...live,
    directives,
    sum,
    heardAt: later(live.heardAt, directive.heardAt),
    secondsLeft: secondsLeft(sum.segments.expected - sum.segments.submitted, live.samples),
  }
}

function withSample(live: RoundLive, sample: Sample): RoundLive {
  const last = live.samples.at(-1)
  if (last !== undefined && sample.at <= last.at) return live
  const samples = [...live.samples, sample].slice(-SAMPLES_MAX)
  const left = live.sum.segments.expected - live.sum.segments.submitted
  return { ...live, samples, at: sample.at, secondsLeft: secondsLeft(left, samples) }
}

/** Null while that cannot be told: nothing was sent in the last minute. */
export function secondsLeft(segments: number, samples: readonly Sample[]): number | null {
  const last = samples.at(-1)
  if (last === undefined) return null
  const from = Date.parse(last.at) - RATE_WINDOW_MS
  const recent = samples.filter(sample => Date.parse(sample.at) > from)
  const rate = recent.reduce((sum, sample) => sum + sample.rate, 0) / recent.length
  if (segments <= 0) return 0
  return rate > 0 ? segments / rate : null
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return Date.parse(a) >= Date.parse(b) ? a : b
}
