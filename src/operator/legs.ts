/**
 * The legs of a directive: one for each message and language that has anyone to go to, each a round of its own.
 *
 *   whom        = audience & (province | …) - exclude - …       (no provinces: the whole audience)
 *   variant k   = whom & language k - language of an earlier variant
 *   variant 1   = whom - every other variant's
 *
 * So each subscriber gets each message exactly once. Pure: sets in, sets out.
 */
import { merge } from '../audience/algebra.ts'
import type { Audience, NumberSet } from '../audience/audience.ts'
import type { DirectiveBody, SendingWindow as WindowTerms } from '../directive/documents.ts'
import { parseHours, type SendingWindow } from '../round/hours.ts'
import type { SenderSettings } from '../round/sender.ts'
import { relativeTime } from '../smpp/times.ts'
import type { LegRecord } from './memory.ts'

/** As of `loa round run`, where a directive says nothing of it. */
const RESPONSE_TIMEOUT_MS = 30_000
const ENQUIRE_LINK_MS = 15_000
const RETRY_FOR_MS = 24 * 3_600_000
const SYNC_INTERVAL_MS = 50

/** `lists` by file: loaded when they are needed, and not kept. */
export async function whomOf(
  files: { audience: string; provinces: readonly string[] | null; excludes: readonly string[] },
  load: (file: string) => Promise<Audience>,
): Promise<NumberSet> {
  let whom: NumberSet = await load(files.audience)
  if (files.provinces !== null) {
    let all: NumberSet | null = null
    for (const file of files.provinces) {
      const next: NumberSet = await load(file)
      all = all === null ? next : merge('|', all, next)
    }
    if (all !== null) whom = merge('&', whom, all)
  }
  for (const file of files.excludes) whom = merge('-', whom, await load(file))
  return whom
}

/** The set of each variant. `languages` are the files of all variants but the first; null where there is no such list. */
export async function variantsOf(
  whom: NumberSet,
  languages: readonly (string | null)[],
  load: (file: string) => Promise<Audience>,
): Promise<readonly NumberSet[]> {
  let first = whom
  const others: NumberSet[] = []
  for (const file of languages) {
    // What earlier variants took is no longer in `first`.
    const own: NumberSet = file === null ? NOBODY(whom) : merge('&', first, await load(file))
    first = merge('-', first, own)
    others.push(own)
  }
  return [first, ...others]
}

const NOBODY = (of: NumberSet): NumberSet => ({ ...of, size: 0, runs: [], low: new Uint32Array(0) })

/** The first so many turns of a directive, leg by leg: in which leg it pauses by itself, and after how many there. */
export interface CanaryPlace {
  /** Index of the leg. */
  readonly leg: number
  /** 0: before this leg begins. */
  readonly within: number
}

/** Null where there is nothing left after the first `canary`. */
export function canaryPlace(legs: readonly Pick<LegRecord, 'subscribers'>[], canary: number): CanaryPlace | null {
  if (canary === 0) return null
  let left = canary
  for (const [leg, { subscribers }] of legs.entries()) {
    if (left < subscribers) return { leg, within: left }
    left -= subscribers
  }
  return null
}

/** Fails with usage where the hours or the time zone are none. */
export function windowOf(terms: WindowTerms): SendingWindow {
  const { notBefore, notAfter, daily, timeZone } = terms
  return {
    notBefore: notBefore === null ? null : Date.parse(notBefore),
    notAfter: notAfter === null ? null : Date.parse(notAfter),
    daily: daily === null ? null : parseHours(`${daily.from}-${daily.to}`, timeZone),
  }
}

/** The smaller of two paces, of which 0 is none. */
export function paceOf(own: number, asked: number): number {
  if (own === 0 || asked === 0) return Math.max(own, asked)
  return Math.min(own, asked)
}

export function settingsOf(
  body: DirectiveBody,
  lanes: { readonly window: number; readonly tps: number; readonly uncertainWaitMs: number },
  canary: number,
): SenderSettings {
  const { sending } = body
  return {
    window: lanes.window,
    tps: paceOf(lanes.tps, sending.segmentsPerSecondMax),
    responseTimeoutMs: RESPONSE_TIMEOUT_MS,
    enquireLinkMs: ENQUIRE_LINK_MS,
    receiptWaitMs: sending.receiptWaitSeconds * 1000,
    retryForMs: RETRY_FOR_MS,
    uncertain: sending.uncertain,
    uncertainWaitMs: lanes.uncertainWaitMs,
    syncIntervalMs: SYNC_INTERVAL_MS,
    sending: windowOf(body.window),
    canary,
  }
}

/** SMPP 3.4, section 7.1.1; empty for the centre's own. */
export function validityOf(seconds: number | null): string {
  return seconds === null ? '' : (relativeTime(seconds * 1000) ?? '')
}
