/**
 * What the node knows of the cell broadcasts that it was ever given, folded from the journal's entries: what should be on the air at any
 * instant follows from it alone; and what it says no to. Pure but for people's signatures.
 *
 * Invariant: what was stopped never says its message again, in another directive either; its correction it may.
 */
import { canonicalJson } from '../base/canonical.ts'
import {
  airedUntil,
  type BroadcastAcknowledgementBody,
  type BroadcastCountBody,
  type BroadcastDirectiveBody,
  type BroadcastOrderBody,
  type BroadcastRefusalReason,
  codesOf,
  FIRST_UPDATE,
  onTheAir,
  type Saying,
  SCOPE,
} from '../directive/broadcast.ts'
import { claimOfBulletin, whenOf } from '../directive/claims.ts'
import { isMarked } from '../directive/exercise-mark.ts'
import { BEGINS_WITHIN_MS, type Claim } from '../directive/proof.ts'
import { sha256Of } from '../directive/signing.ts'
import { type Answer, type Named, RenditionRecords, type Said, saidBy, takenAnswer } from './rendition-records.ts'

export type BroadcastVerdict = BroadcastAcknowledgementBody['verdict']['is']
export type SaidCount = Omit<BroadcastCountBody, 'directive' | 'serial' | 'operator' | 'sha256'>
export type Ordered = Pick<BroadcastOrderBody, 'sequence' | 'wish' | 'at'>

export type BroadcastEntry =
  | (Named & {
      readonly is: 'broadcast-held'
      readonly body: BroadcastDirectiveBody
      /** The same as it was signed: an authority that has lost it is given it back. */
      readonly jws: string
    })
  | (Named & { readonly is: 'broadcast-refused'; readonly why: BroadcastRefusalReason })
  /** By an order, before or after it was held. */
  | (Named & { readonly is: 'broadcast-withdrawn'; readonly order: Ordered; readonly said: Said })
  | (Named & { readonly is: 'broadcast-replaced'; readonly order: Ordered })
  | { readonly is: 'broadcast-acknowledged'; readonly sha256: string; readonly verdict: BroadcastVerdict }
  | {
      readonly is: 'broadcast-counted'
      /** Of the directive's JWS. */
      readonly sha256: string
      readonly count: SaidCount
      readonly jws: string
    }
  /** The operator's own broadcast centre has accepted an alert: it is not posted again. `sha256`: of the directive's JWS. */
  | { readonly is: 'broadcast-handed'; readonly sha256: string; readonly alert: string }
  /** Of the count's JWS. */
  | { readonly is: 'broadcast-count-taken'; readonly sha256: string }

export function isBroadcastEntry(entry: object): entry is BroadcastEntry {
  return String((entry as { is?: unknown }).is).startsWith('broadcast-')
}

interface KeptCount {
  readonly said: SaidCount
  readonly jws: string
  /** Of the JWS. */
  readonly sha256: string
  readonly isTaken: boolean
}

export interface BroadcastRecord {
  readonly directive: string
  readonly serial: number
  readonly sha256: string
  /** Null: it was refused, or stopped before it came. */
  readonly held: BroadcastDirectiveBody | null
  /** As it was signed; null with `held`. */
  readonly jws: string | null
  /** What it says; null: it was refused. */
  readonly said: Said | null
  /** When it was decided on, or replaced: milliseconds since 1970. */
  readonly since: number
  /** The newest answer that the authority must have. */
  readonly answer: Answer<BroadcastVerdict>
  /** Null: it runs, as it was issued. */
  readonly order: Ordered | null
  /** When its correction was ordered for the first time: that it is ordered again changes nothing. */
  readonly replacedAt: string | null
  /** Identifiers of alerts that the operator's own broadcast centre has accepted. */
  readonly handed: ReadonlySet<string>
  /** The newest of the message and of its correction. */
  readonly counts: Readonly<Partial<Record<Saying, KeptCount>>>
}

const VERDICTS = {
  'broadcast-held': 'held',
  'broadcast-refused': 'refused',
  'broadcast-withdrawn': 'withdrawn',
  'broadcast-replaced': 'replaced',
} as const

export class HeldBroadcasts {
  readonly records = new RenditionRecords<BroadcastRecord>()
  /** Whose each of the newest counts is, by its digest. */
  readonly #counts = new Map<string, { readonly sha256: string; readonly says: Saying }>()

  add(entry: BroadcastEntry): void {
    const { records } = this
    switch (entry.is) {
      case 'broadcast-held':
      case 'broadcast-refused':
      case 'broadcast-withdrawn':
      case 'broadcast-replaced': {
        const { directive, serial, sha256, acknowledgement: jws } = entry
        const before = records.byDigest(sha256)
        return records.put({
          directive,
          serial,
          sha256,
          held: entry.is === 'broadcast-held' ? entry.body : (before?.held ?? null),
          jws: entry.is === 'broadcast-held' ? entry.jws : (before?.jws ?? null),
          said: saidIn(entry) ?? before?.said ?? null,
          since: Date.parse(entry.at),
          answer: { verdict: VERDICTS[entry.is], jws, isTaken: false },
          order: 'order' in entry ? entry.order : (before?.order ?? null),
          replacedAt: before?.replacedAt ?? (entry.is === 'broadcast-replaced' ? entry.order.at : null),
          handed: before?.handed ?? new Set(),
          counts: before?.counts ?? {},
        })
      }
      case 'broadcast-acknowledged':
        return records.change(entry.sha256, record => takenAnswer(record, entry.verdict))
      case 'broadcast-handed':
        return records.change(entry.sha256, ({ handed }) => ({ handed: new Set([...handed, entry.alert]) }))
      case 'broadcast-counted': {
        const { count: said, jws } = entry
        const { says } = said
        const sha256 = sha256Of(jws)
        const before = records.byDigest(entry.sha256)?.counts[says]
        if (before !== undefined) this.#counts.delete(before.sha256)
        this.#counts.set(sha256, { sha256: entry.sha256, says })
        return records.change(entry.sha256, ({ counts }) => ({
          counts: { ...counts, [says]: { said, jws, sha256, isTaken: false } },
        }))
      }
      case 'broadcast-count-taken': {
        const of = this.#counts.get(entry.sha256)
        if (of === undefined) return
        records.change(of.sha256, ({ counts }) => {
          const count = counts[of.says]
          return count === undefined ? {} : { counts: { ...counts, [of.says]: { ...count, isTaken: true } } }
        })
      }
    }
  }
}

function saidIn(entry: BroadcastEntry): Said | null {
  if (entry.is === 'broadcast-withdrawn') return entry.said
  return entry.is === 'broadcast-held' ? saidBy(entry.body.content) : null
}

export interface SaidNow {
  readonly says: Saying
  readonly untilMs: number
  /** The time that two people signed has begun; before that nothing is on the air. */
  readonly isOn: boolean
}

/** What of it should be on the air at that instant, or is yet to be, and until when; null: nothing. */
export function sayingNow(
  { held, order, replacedAt }: Pick<BroadcastRecord, 'held' | 'order' | 'replacedAt'>,
  now: number,
): SaidNow | null {
  const broadcast = held?.content.renditions.broadcast
  if (held === null || broadcast === undefined || order?.wish === 'stop') return null
  const says = order?.wish === 'replace' ? 'correction' : 'message'
  const ordered = Date.parse(replacedAt ?? order?.at ?? '')
  const untilMs = airedUntil(broadcast, says === 'message' ? { says } : { says, ordered })
  return now < untilMs ? { says, untilMs, isOn: now >= whenOf(held).from } : null
}

/** Until when it may be on the air there, in milliseconds since 1970: it should be, or a controller has not said that it is off. Null: it is not. */
function mayBeOnAirUntil(record: BroadcastRecord, now: number): number | null {
  const { held, order } = record
  const saying = sayingNow(record, now)
  if (saying !== null) return saying.untilMs
  // Nobody takes it off after its end: until then a controller was asked to have it.
  const until = Date.parse(held?.content.renditions.broadcast?.until ?? '')
  return order?.wish === 'stop' && now < until && !isClosed(record) ? until : null
}

export function mayBeOnAir(
  records: readonly BroadcastRecord[],
  now: number,
): readonly (BroadcastRecord & { readonly untilMs: number })[] {
  return records.flatMap(record => {
    const untilMs = mayBeOnAirUntil(record, now)
    return untilMs === null ? [] : [{ ...record, untilMs }]
  })
}

/** Nothing more is told of it. */
export function isClosed({ counts }: Pick<BroadcastRecord, 'counts'>): boolean {
  const last = counts.correction ?? counts.message
  return last?.said.isFinal === true
}

/** Identifiers and code, as one word each: no two that are on the air may have one in common. */
export function keysOf(body: BroadcastDirectiveBody): readonly string[] {
  const { content, code } = body
  return (onTheAir(content, 'message')?.texts ?? []).map(({ identifier }) => `${identifier}:${code}`)
}

/** What is on the air is made of the signed content alone, its code is one of those that follow from it, and it begins when they said. */
export function claimOfBroadcast(
  body: BroadcastDirectiveBody,
  known: {
    readonly isReplay: boolean
    /** It makes pages of each text, of the correction's too. */
    readonly isPaged: () => boolean
  },
): Claim {
  const { content, scope, code, update } = body
  const { broadcast } = content.renditions
  const until = Date.parse(broadcast?.until ?? body.expiresAt)
  return claimOfBulletin(body, {
    what: () => {
      if (broadcast === undefined) return 'nothing of it is broadcast'
      if (!isCorrected(body)) return 'a correction is missing'
      if (!isWhatItSays(body)) return 'an exercise says so, and what is live does not'
      return known.isPaged() ? null : 'a text makes no pages'
    },
    until: Math.min(Date.parse(body.expiresAt), until),
    beginsWithinMs: BEGINS_WITHIN_MS,
    often: () => known.isReplay,
    which: () => {
      if (scope !== SCOPE || update !== FIRST_UPDATE) return 'scope or update'
      return codesOf(sha256Of(canonicalJson(content))).includes(code) ? null : 'code'
    },
  })
}

/** Of what is proved: what keeps it from the air here. Null: nothing. */
export function refusalOf(
  body: BroadcastDirectiveBody,
  known: {
    readonly now: number
    readonly records: readonly BroadcastRecord[]
    /** How many cells of this operator stand there, and whether they can be asked for. */
    readonly cells: number
    readonly canBeNamed: boolean
    /** The operator's own broadcast centre, which knows its cells, is given it. */
    readonly isHandedOn: boolean
  },
): BroadcastRefusalReason | null {
  if (known.cells === 0 && !known.isHandedOn) return 'no-cells'
  if (!known.canBeNamed) return 'too-many-cells'
  const keys = new Set(keysOf(body))
  const isInUse = known.records.some(
    record =>
      record.held !== null && sayingNow(record, known.now) !== null && keysOf(record.held).some(key => keys.has(key)),
  )
  return isInUse ? 'code-in-use' : null
}

/** Each text of an exercise begins with the words that say so, and none of what is live does: phones show nothing else. */
function isWhatItSays({ content }: BroadcastDirectiveBody): boolean {
  const isExercise = content.purpose === 'exercise'
  return (['message', 'correction'] as const).every(says =>
    (onTheAir(content, says)?.texts ?? []).every(({ text }) => isMarked(text) === isExercise),
  )
}

/** There is a correction in each language, so that it can be taken back. */
function isCorrected({ content }: BroadcastDirectiveBody): boolean {
  const said = content.renditions.broadcast?.texts.map(({ language }) => language) ?? []
  const corrected = content.correction.broadcast?.map(({ language }) => language) ?? []
  return said.length === corrected.length && said.every(language => corrected.includes(language))
}
