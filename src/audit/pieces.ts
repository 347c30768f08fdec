/**
 * What `zerorating/in-force.ts` answers about a subject over all time, as pieces in which the answer does not change: what
 * SQL joins records with.
 *
 *   19003228               │ unlisted │ not-now │██████ free ██████│ not-now ...
 *   19003228 → 19001234    │ unlisted │ not-now │    forwarded     │ not-now ...
 *                        inForceFrom  from               until
 *
 * A subject is a number with the number it was forwarded to, or a host with an address and a port.
 *
 * Pure.
 */
import type { InForce, PageVerdict, Reached, Verdict } from '../zerorating/in-force.ts'
import type { CallTariff } from '../zerorating/list.ts'

export type Subject =
  | { readonly is: 'call'; readonly dialled: string; readonly target: string | null }
  | ({ readonly is: 'page' } & Reached)

export type VerdictName =
  | 'free'
  | 'unlisted'
  | Extract<Verdict, { is: 'charged' }>['why']
  | Extract<PageVerdict, { is: 'unproved' }>['why']

/** [from, until) in milliseconds; infinite at both ends of time. */
export interface Piece {
  readonly from: number
  readonly until: number
  readonly verdict: VerdictName
  readonly service: string | null
  /** What is due for a call where it is not free; null where it is not known. */
  readonly tariff: CallTariff | null
}

export function piecesOf(force: InForce, subject: Subject): readonly Piece[] {
  const edges = edgesOf(force, subject)
  const starts = [Number.NEGATIVE_INFINITY, ...edges]
  const pieces = starts.map((from, at): Piece => {
    const until = edges[at] ?? Number.POSITIVE_INFINITY
    // Nothing changes within a piece: its first instant, or the last before the first edge, speaks for all.
    const verdict = verdictAt(force, subject, at === 0 ? until - 1 : from)
    return {
      from,
      until,
      verdict: 'why' in verdict ? verdict.why : verdict.is,
      service: 'service' in verdict ? verdict.service.id : null,
      tariff: tariffOf(verdict),
    }
  })
  return joined(withTariffs(pieces))
}

/** Instants at which the answer may change: of the versions, and of every service that any version means by the subject. */
function edgesOf(force: InForce, subject: Subject): readonly number[] {
  const [begin, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const edges = new Set(force.edges('', begin, end))
  const services = new Set<string>()
  for (const { from } of force.windows)
    for (const verdict of meaningsAt(force, subject, from)) if ('service' in verdict) services.add(verdict.service.id)
  for (const service of services) for (const edge of force.edges(service, begin, end)) edges.add(edge)
  return [...edges].filter(Number.isFinite).sort((a, b) => a - b)
}

/** A forwarded call may become free with the number it went to. */
function meaningsAt(force: InForce, subject: Subject, at: number): readonly PageVerdict[] {
  const own = verdictAt(force, subject, at)
  if (subject.is === 'page' || subject.target === null) return [own]
  return [own, force.call(subject.target, at)]
}

function verdictAt(force: InForce, subject: Subject, at: number): PageVerdict {
  return subject.is === 'page' ? force.page(subject, at) : force.call(subject.dialled, at, subject.target)
}

function tariffOf(verdict: PageVerdict): CallTariff | null {
  if (!('service' in verdict) || verdict.service.kind === 'page') return null
  return verdict.service.otherwise.call
}

/**
 * Where the list does not speak of the subject, its service costs what the nearest version says that does: the next one,
 * else the one before.
 */
function withTariffs(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, at) => {
    if (piece.service !== null) return piece
    const next = pieces.slice(at).find(({ service }) => service !== null)
    const before = pieces.slice(0, at).findLast(({ service }) => service !== null)
    return { ...piece, tariff: (next ?? before)?.tariff ?? null }
  })
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last !== undefined && isSame(last, piece)) result[result.length - 1] = { ...last, until: piece.until }
    else result.push(piece)
  }
  return result
}

function isSame(one: Piece, other: Piece): boolean {
  return (
    one.verdict === other.verdict &&
    one.service === other.service &&
    JSON.stringify(one.tariff) === JSON.stringify(other.tariff)
  )
}
