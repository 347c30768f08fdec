/**
 * What a round's event stream makes of the page: each event gives the next picture. Pure; a hook drives it.
 *
 * Invariants: the sum is the sum of the directives that are shown; samples are in the order of time, each instant once,
 * and no more than SAMPLES_MAX. A late or doubled event changes nothing for the worse.
 */
import { sumTallies } from '../../../../directive/documents.ts'
import { firstOfEach, intervalMs } from '../../intervals.ts'
import type { DirectiveSummary, RoundLive, RoundState, Sample } from '../../model.ts'
import { secondsLeft } from '../../time-left.ts'

export type LiveEvent =
  | { readonly is: 'snapshot'; readonly live: RoundLive }
  | { readonly is: 'directive'; readonly directive: DirectiveSummary }
  | { readonly is: 'sample'; readonly sample: Sample }
  | { readonly is: 'round'; readonly state: RoundState; readonly version: number }

/** An hour at one a second; then of the older half only those stay that charts are made of. */
export const SAMPLES_MAX = 3600

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
  const directives = at === -1 ? [...live.directives, directive] : live.directives.with(at, directive)
  const tallies = directives.flatMap(({ tally }) => (tally === null ? [] : [tally]))
  return withTimeLeft({
    ...live,
    directives,
    sum: sumTallies(tallies),
    heardAt: later(live.heardAt, directive.heardAt),
  })
}

function withSample(live: RoundLive, sample: Sample): RoundLive {
  const last = live.samples.at(-1)
  if (last !== undefined && sample.at <= last.at) return live
  const samples = [...live.samples, sample]
  return withTimeLeft({ ...live, samples: samples.length > SAMPLES_MAX ? thinned(samples) : samples, at: sample.at })
}

function thinned(samples: readonly Sample[]): Sample[] {
  const atMs = ({ at }: Sample) => Date.parse(at)
  const spanMs = atMs(samples[samples.length - 1]) - atMs(samples[0])
  const half = samples.length / 2
  const lengthMs = intervalMs(spanMs, SAMPLES_MAX / 5)
  return [...firstOfEach(samples.slice(0, half), { lengthMs, atMs }), ...samples.slice(half)]
}

function withTimeLeft(live: RoundLive): RoundLive {
  const parts = live.directives.map(({ operator, tally, state, returnedAt }) => ({
    operator,
    tally,
    isOpen: returnedAt === null && state !== 'refused',
  }))
  return { ...live, secondsLeft: secondsLeft(parts, live.samples, Date.parse(live.at)) }
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return Date.parse(a) >= Date.parse(b) ? a : b
}
