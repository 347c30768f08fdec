/**
 * Who is said to have been there, beside when its bot was connected or said a word. Evidence counts to the second; the last five
 * before a server is killed may be gone, and a second and a half before its media process is. Pure.
 */
import { DROPPED_MS } from '../../src/areas/briefing/hall/presence.ts'
import type { Kept } from './briefing-kept.ts'
import { CHAIR } from './briefing-stage.ts'
import { type Left, overlaps, type Span, united, type Witness, without } from './briefing-witness.ts'

/** Of what is told once a second by a process on a busy machine. */
const ABOUT_MS = 1500
const LOST_MS = { authority: 5000 + ABOUT_MS, media: ABOUT_MS }

/** Where each site surely was there, and surely not. */
export class Sure {
  readonly #witness: Witness
  readonly #inner = new Map<number, readonly Span[]>()
  readonly #maybe = new Map<number, readonly Span[]>()

  constructor(witness: Witness) {
    this.#witness = witness
    for (const site of new Set(witness.there.map(each => each.site))) {
      const of = witness.there.filter(each => each.site === site)
      this.#inner.set(
        site,
        of.flatMap(each => each.inner ?? []),
      )
      this.#maybe.set(site, united(of.map(({ outer }) => outer)))
    }
  }

  /** As a server knows it at an instant: a kill that comes later takes nothing. */
  there(site: number, atMs = Number.POSITIVE_INFINITY): readonly Span[] {
    const lost = this.#witness.kills
      .filter(({ fromMs }) => fromMs <= atMs)
      .map(({ of, fromMs, untilMs }) => ({ fromMs: fromMs - LOST_MS[of], untilMs }))
    return without(this.#inner.get(site) ?? [], lost)
  }

  maybe(site: number): readonly Span[] {
    return this.#maybe.get(site) ?? []
  }

  left(site: number): readonly Left[] {
    return this.#witness.left.filter(each => each.site === site && each.end !== 'refused')
  }

  /** It was heard of lately, and has not left since. */
  isThere(site: number, atMs: number): boolean {
    const heard = this.there(site, atMs).filter(({ fromMs }) => fromMs < atMs - ABOUT_MS)
    const lastMs = Math.min(atMs, Math.max(...heard.map(({ untilMs }) => untilMs)))
    if (atMs - lastMs > DROPPED_MS - ABOUT_MS) return false
    return !this.left(site).some(({ untilMs, fromMs }) => untilMs >= lastMs && fromMs <= atMs)
  }

  isAway(site: number, atMs: number): boolean {
    const heard = this.maybe(site).filter(({ fromMs }) => fromMs <= atMs + ABOUT_MS)
    const lastMs = Math.max(...heard.map(({ untilMs }) => untilMs))
    if (atMs - lastMs > DROPPED_MS + ABOUT_MS) return true
    return this.left(site).some(
      ({ end, fromMs, untilMs }) => end === 'answered' && fromMs + ABOUT_MS >= lastMs && untilMs <= atMs,
    )
  }
}

const IS_THERE: ReadonlySet<string> = new Set(['present', 'late'])

export function presentFindings(
  { there }: Pick<Witness, 'there'>,
  { atMs, is }: Kept['rolls'][number],
  sure: Sure,
): string[] {
  return [...new Set(there.map(({ site }) => site))].flatMap(site => {
    if (site === CHAIR) return []
    const said = is.get(site) ?? 'nothing'
    if (sure.isThere(site, atMs) && !IS_THERE.has(said)) return [`the roll says ${said} of ${site}, who was there`]
    return sure.isAway(site, atMs) && IS_THERE.has(said) ? [`the roll says ${said} of ${site}, who was not there`] : []
  })
}

export function presenceFindings(witness: Pick<Witness, 'there'>, { intervals, span }: Kept, sure: Sure): string[] {
  return [...new Set(witness.there.map(({ site }) => site))].flatMap(site => {
    const kept = intervals.get(site) ?? []
    const findings: string[] = []
    for (const must of wholeSpans(sure, site)) {
      const inner = { fromMs: must.fromMs + ABOUT_MS, untilMs: Math.min(must.untilMs, span.untilMs) - ABOUT_MS }
      if (inner.fromMs < inner.untilMs && !kept.some(one => isIn(inner, one)))
        findings.push(`${site} was there ${told(inner, span)}, and no interval says so: ${all(kept, span)}`)
    }
    const may = closed(sure.maybe(site), DROPPED_MS + ABOUT_MS)
    for (const one of kept) {
      const around = may.map(({ fromMs, untilMs }) => ({ fromMs: fromMs - ABOUT_MS, untilMs: untilMs + ABOUT_MS }))
      if (!around.some(each => isIn(one, each)))
        findings.push(`${site} is said to have been there ${told(one, span)}, and was only ${all(may, span)}`)
      for (const left of sure.left(site))
        if (left.end === 'answered' && one.fromMs < left.fromMs && one.untilMs > left.untilMs)
          findings.push(`${site} left ${told(left, span)}, within ${told(one, span)}`)
    }
    return findings
  })
}

/** Who comes back in time has not gone, but for who said so. */
function wholeSpans(sure: Sure, site: number): readonly Span[] {
  const left = sure.left(site)
  const whole: Span[] = []
  for (const span of without(sure.there(site), left)) {
    const last = whole.at(-1)
    const between = { fromMs: last?.untilMs ?? 0, untilMs: span.fromMs }
    const isNear = last !== undefined && between.untilMs - between.fromMs < DROPPED_MS - ABOUT_MS
    if (isNear && !left.some(each => overlaps(each, between)))
      whole[whole.length - 1] = { ...last, untilMs: span.untilMs }
    else whole.push(span)
  }
  return whole
}

function closed(spans: readonly Span[], gapMs: number): Span[] {
  const wider = spans.map(({ fromMs, untilMs }) => ({ fromMs, untilMs: untilMs + gapMs }))
  return united(wider).map(({ fromMs, untilMs }) => ({ fromMs, untilMs: untilMs - gapMs }))
}

function isIn(one: Span, other: Span): boolean {
  return one.fromMs >= other.fromMs && one.untilMs <= other.untilMs
}

/** Seconds since it began. */
function told({ fromMs, untilMs }: Span, { fromMs: beganMs }: Span): string {
  return [fromMs, untilMs].map(ms => `${((ms - beganMs) / 1000).toFixed(1)}`).join('–')
}

function all(spans: readonly Span[], began: Span): string {
  return spans.map(span => told(span, began)).join(', ')
}
