/**
 * Test calls: a site alone with itself, for ten seconds, so that its line is tried through the real path. One at a time of each
 * site; what was measured waits a while for who asks what it said. Knows no store.
 *
 *   begun ─► samples, one a second ─► closed, after 15 s in any case ─► judged, or forgotten after a minute
 */
import type { MediaEvent, MediaServer, Quality } from '../../../media/server.ts'
import { type Because, carriedBy, verdictOf } from '../../../media/verdict.ts'
import type { LineClass, SiteIdentity, Verdict } from '../model.ts'

export const TEST_CALL_MS = 15_000
const KEPT_MS = 60_000
const SAMPLES_MAX = 20

type Place = Pick<SiteIdentity, 'briefing' | 'site'>

interface TestCall {
  readonly site: string
  readonly atMs: number
  readonly samples: Quality[]
  line: LineClass
  isClosed: boolean
}

export class TestCalls {
  readonly #media: MediaServer
  readonly #onError: (error: unknown) => void
  /** By room. */
  readonly #calls = new Map<string, TestCall>()

  constructor(needs: { readonly media: MediaServer; readonly onError: (error: unknown) => void }) {
    this.#media = needs.media
    this.#onError = needs.onError
  }

  /** The room of a test call of its own: one that goes on is over. */
  begin(of: Place, { line, nowMs }: { line: LineClass; nowMs: number }): string {
    const room = testRoom(of)
    this.#close(room)
    this.#calls.set(room, { site: of.site, atMs: nowMs, samples: [], line, isClosed: false })
    this.#media.open(room, { recordTo: null, isEcho: true })
    return room
  }

  /** What a room of a test call tells; of others nothing. */
  hear(event: MediaEvent): void {
    if (event.is !== 'sites') return
    const call = this.#calls.get(event.room)
    const seen = event.sites.find(({ site }) => site === call?.site)
    if (call === undefined || call.isClosed || seen === undefined) return
    call.line = seen.line
    call.samples.push(seen.quality)
    if (call.samples.length > SAMPLES_MAX) call.samples.shift()
  }

  tick(nowMs: number): void {
    for (const [room, { atMs }] of this.#calls) {
      if (nowMs - atMs >= TEST_CALL_MS) this.#close(room)
      if (nowMs - atMs >= KEPT_MS) this.#calls.delete(room)
    }
  }

  /** Ends it. `unknown`: there was none. `too-short`: it goes on, so that more is measured. */
  end(of: Place, said: Pick<Verdict, 'at' | 'microphone' | 'camera'>): Verdict | 'unknown' | 'too-short' {
    const room = testRoom(of)
    const call = this.#calls.get(room)
    if (call === undefined) return 'unknown'
    const found = judged(call.samples, call.line)
    if (found === null) return 'too-short'
    this.#close(room)
    this.#calls.delete(room)
    return { ...said, ...found, ...measuredBy(call.samples) }
  }

  close(): void {
    for (const room of this.#calls.keys()) this.#close(room)
  }

  #close(room: string): void {
    const call = this.#calls.get(room)
    if (call === undefined || call.isClosed) return
    call.isClosed = true
    this.#media.close(room).catch(this.#onError)
  }
}

const PREFIX = 'test:'

function testRoom({ briefing, site }: Place): string {
  return `${PREFIX}${briefing}:${site}`
}

export function isTestRoom(room: string): boolean {
  return room.startsWith(PREFIX)
}

const REASONS: Readonly<Record<Exclude<Because, 'kbits'>, NonNullable<Verdict['reason']>>> = {
  loss: 'loss',
  rtt: 'round-trip',
  jitter: 'jitter',
}

/** Null: too little was measured. */
function judged(samples: readonly Quality[], line: LineClass): Pick<Verdict, 'line' | 'reason'> | null {
  const found = verdictOf(samples, line)
  if (found === null) return null
  const { is, because } = found
  if (because === null) return { line: is, reason: null }
  if (because !== 'kbits') return { line: is, reason: REASONS[because] }
  // Which way carries too little: the one without which it would be another verdict.
  const free = samples.map(each => ({ ...each, up: { ...each.up, kbits: Number.POSITIVE_INFINITY } }))
  const other = verdictOf(free, line)
  const isUp = other !== null && (other.is !== is || other.because !== because)
  return { line: is, reason: isUp ? 'rate-up' : 'rate-down' }
}

function measuredBy(samples: readonly Quality[]): Omit<Verdict, 'at' | 'microphone' | 'camera' | 'line' | 'reason'> {
  const jitters = samples.flatMap(({ up, down }) => [up.jitterMs, down.jitterMs])
  return {
    kbitsUp: Math.round(middle(samples.map(({ up }) => up.kbits)) ?? 0),
    kbitsDown: Math.round(carriedBy(samples)),
    lossUp: middle(samples.map(({ up }) => up.loss)),
    lossDown: middle(samples.map(({ down }) => down.loss)),
    jitterMs: middle(jitters),
    roundTripMs: middle(samples.map(({ rttMs }) => rttMs)),
    path: samples.at(-1)?.path ?? null,
  }
}

/** Of what is known. */
function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null).toSorted((a, b) => a - b)
  return known[known.length >> 1] ?? null
}
