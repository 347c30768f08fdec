/**
 * A leg's log as one round uses it: what all of its processes have in common, and how one comes to own the leg or to follow
 * who does.
 *
 * Knows no thread and no directory: `worker.ts` brings them.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Round } from './directory.ts'
import { BEFORE_ALL, followingEntry, type LegKey, type LegMark, type LegPlace, placeOfMark } from './entries.ts'
import { roundFailure } from './failures.ts'
import { LegWriter } from './leg-writer.ts'
import type { Appended, LegAddress, LegLog } from './log.ts'
import type { Shape } from './shape.ts'

/** A busy machine answers late how it syncs, or asks too late itself. */
const OPEN_TRIES = 4
/** What passes by itself once servers are back. */
const PASSING: ReadonlySet<string> = new Set(['logUnreachable', 'logSyncUnknown'])
/** Until whoever waits for a log is told why it is not there: it is looked for anew so often. */
const AWAY_MS = 2_000
/** Between two looks at whether a log is still the one that it was. */
const LOOK_MS = 200

/** Of a log: what a leg writes while nothing changes, an entry a second for three days. */
const OCTETS_AT_REST = 1_000_000_000
/** A subscriber's entry is written when it is sent, answered and told of; and some more. */
const ENTRIES_EACH = 6

/** Octets that the log of a leg may take. Fails with legTooSmall where fewer were chosen than its subscribers alone need. */
export function octetsOf({ subscribers, entry }: Shape, { octets }: LegAddress): number {
  const needed = subscribers * (4 + entry) * ENTRIES_EACH
  if (octets !== undefined && octets < needed)
    throw roundFailure('legTooSmall', { subscribers, megabytes: Math.ceil(needed / 1e6) })
  return octets ?? needed + OCTETS_AT_REST
}

export interface OpenLeg {
  /** Given: it is opened no more. */
  readonly until?: AbortSignal
  /** For as long as it takes: servers that are away are told of, and looked for again. */
  readonly away?: (why: string) => void
}

/**
 * Its real log, made where it is missing; with `octetsMax` null it is waited for. Fails where it cannot be trusted, and without `away`
 * where its servers cannot be reached.
 */
export async function openLegLog(
  { servers, name, isUnsafe }: LegAddress,
  octetsMax: number | null,
  { until, away }: OpenLeg = {},
): Promise<LegLog> {
  const { openLog } = await import('./logs/open.ts')
  for (let tries = 1; ; tries++)
    try {
      return await openLog(servers, name, { unsafe: isUnsafe, octetsMax, until, openMs: away && AWAY_MS })
    } catch (error) {
      if (!(error instanceof Failure) || until?.aborted === true) throw error
      const isUnknown = error.code === 'logSyncUnknown' && tries < OPEN_TRIES
      const isAwaited = away !== undefined && PASSING.has(error.code)
      if (!isUnknown && !isAwaited) throw error
      away?.(String(error.details.why ?? error.sentence('en')))
    }
}

/** What the owner and all standbys have in common; what the first entry of a leg says. */
export type LegTerms = Pick<
  Round,
  'referenceBits' | 'reference' | 'source' | 'validityPeriod' | 'receipts' | 'timeZone' | 'settings' | 'createdAt'
> & {
  readonly version: 1
  /** SHA-256 of the message's text, hexadecimal. */
  readonly text: string
  /** SHA-256 of the audience. */
  readonly audience: string
}

export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function termsOf(round: Round): LegTerms {
  const { referenceBits, reference, source, validityPeriod, receipts, timeZone } = round
  return {
    version: 1,
    text: digestOfText(round.text),
    audience: round.audience.sha256,
    referenceBits,
    reference,
    source,
    validityPeriod,
    receipts,
    timeZone,
    settings: round.settings,
    createdAt: round.createdAt,
  }
}

/** Fails where the first entry of a leg is none. */
export function readTerms(octets: Uint8Array, { name: leg, key }: LegAddress): LegTerms {
  const first = followingEntry(BEFORE_ALL, octets, keyOf(key))
  if (first === null) throw roundFailure('legBroken', { leg, why: 'its first entry is damaged, or of another key' })
  const terms = JSON.parse(first.entry.payload.toString('utf8')) as LegTerms
  if (terms.version !== 1) throw roundFailure('legBroken', { leg, why: `its format has version ${terms.version}` })
  return terms
}

/** Fails where the message or the audience is another one. */
export function checkTerms(
  terms: Pick<LegTerms, 'text' | 'audience'>,
  mine: Pick<LegTerms, 'text' | 'audience'>,
  leg: string,
): void {
  if (terms.text !== mine.text) throw roundFailure('legOtherMessage', { leg })
  if (terms.audience !== mine.audience) throw roundFailure('legOtherAudience', { leg })
}

/** A round that is there already: its octets must be those of the leg. */
export function checkRound(round: Round, terms: LegTerms, leg: string): void {
  const mine = termsOf(round)
  checkTerms(terms, mine, leg)
  const octets = ({ reference, referenceBits, source, receipts, validityPeriod }: LegTerms) =>
    JSON.stringify([reference, referenceBits, source, receipts, validityPeriod])
  if (octets(terms) !== octets(mine)) throw roundFailure('legOtherMessage', { leg })
}

/** The entry of this index, waited for as long as it takes. Fails with legBroken. */
export async function entryOf(log: LegLog, leg: string, index: number): Promise<Uint8Array> {
  return await unlessBroken(log, leg, done => log.read(index, ([entry]) => done(entry)))
}

/** The index of the last entry, once there is a leader that knows it. Fails with legBroken. */
export async function lastOf(log: LegLog, leg: string): Promise<number> {
  return await unlessBroken<number>(log, leg, done => {
    const ask = () =>
      log.last(last => {
        if (last !== null) done(last)
        else setTimeout(ask, LOOK_MS).unref()
      })
    ask()
  })
}

/** A log that is not what it was answers nothing, however long it is waited for. */
async function unlessBroken<Answer>(
  log: LegLog,
  leg: string,
  ask: (done: (answer: Answer) => void) => void,
): Promise<Answer> {
  return await new Promise((done, fail) => {
    const looking = setInterval(() => {
      const health = log.health()
      if (health.is !== 'broken') return
      clearInterval(looking)
      fail(roundFailure('legBroken', { leg, why: health.why }))
    }, LOOK_MS).unref()
    ask(answer => {
      clearInterval(looking)
      done(answer)
    })
  })
}

/** The place of the entry that the own ledger knows last. Fails where the log does not hold it. */
export async function placeIn(log: LegLog, mark: LegMark | null, { name: leg, key }: LegAddress): Promise<LegPlace> {
  if (mark === null) return BEFORE_ALL
  if ((await lastOf(log, leg)) < mark.index)
    throw roundFailure('legBroken', { leg, why: `it has lost entry ${mark.index}` })
  const octets = await entryOf(log, leg, mark.index)
  const place = placeOfMark(mark, octets, keyOf(key))
  if (place === null) throw roundFailure('legBroken', { leg, why: `entry ${mark.index} is not what it was` })
  return place
}

/** Begins the leg: the writer with which this process owns it, null where another has begun it. */
export async function beginLeg(
  log: LegLog,
  terms: LegTerms,
  { leg, ...times }: { leg: LegAddress; clock: Clock; acked: (ms: number) => void },
): Promise<LegWriter | null> {
  const writer = writerAt(log, BEFORE_ALL, { ...times, key: keyOf(leg.key) })
  const appended = await new Promise<Appended>(done => {
    writer.begin('begin', terms, done)
  })
  if (appended.is === 'broken') throw roundFailure('legBroken', { leg: leg.name, why: appended.why })
  return appended.is === 'acked' ? writer : null
}

export function writerAt(
  log: LegLog,
  place: LegPlace,
  { clock, ...rest }: { key: LegKey; clock: Clock; acked: (ms: number) => void },
): LegWriter {
  return new LegWriter(log, place, { ...rest, now: () => clock.monotonic() })
}

export function keyOf(key: string | null): LegKey {
  return Buffer.from(key ?? '', 'hex')
}
