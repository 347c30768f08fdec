/**
 * What the node knows of the announcements before the ring that it was ever given, folded from the journal's entries; and what it
 * says no to. Pure but for people's signatures.
 *
 * Invariant: a record is only ever added; a stop is for good.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../base/canonical.ts'
import { Failure } from '../base/failure.ts'
import type {
  AnnouncementAcknowledgementBody,
  AnnouncementCountBody,
  AnnouncementDirectiveBody,
  AnnouncementRefusalReason,
} from '../directive/announcement.ts'
import { ANNOUNCEMENT_MS_MAX, ANNOUNCEMENT_OCTETS_MAX } from '../directive/announcement.ts'
import { saidOfBulletin } from '../directive/bulletin.ts'
import { directiveFailure } from '../directive/failures.ts'
import type { RosterBody } from '../directive/roster.ts'
import { sha256Of } from '../directive/signing.ts'
import { checkApproved } from '../directive/two-people.ts'

export type Verdict = AnnouncementAcknowledgementBody['verdict']['is']

interface Named {
  readonly at: string
  readonly directive: string
  readonly serial: number
  /** Of the directive's JWS. */
  readonly sha256: string
  readonly acknowledgement: string
}

/** What is held: the directive and the octets of its sound in base64. */
export type HeldEntry = Named & {
  readonly is: 'announcement-held'
  readonly body: AnnouncementDirectiveBody
  readonly sound: string
}

export type AnnouncementEntry =
  | HeldEntry
  | (Named & { readonly is: 'announcement-refused'; readonly why: AnnouncementRefusalReason })
  /** By an order, before or after it was held. */
  | (Named & { readonly is: 'announcement-withdrawn' })
  | {
      readonly is: 'announcement-acknowledged'
      readonly sha256: string
      readonly verdict: Verdict
    }
  | {
      readonly is: 'announcement-counted'
      /** Of the directive's JWS. */
      readonly sha256: string
      readonly count: Pick<AnnouncementCountBody, 'calls' | 'asOf' | 'isFinal'>
      readonly jws: string
    }
  /** Of the count's JWS. */
  | { readonly is: 'announcement-count-taken'; readonly sha256: string }

export function isAnnouncementEntry(entry: object): entry is AnnouncementEntry {
  return String((entry as { is?: unknown }).is).startsWith('announcement-')
}

export interface AnnouncementRecord {
  readonly directive: string
  readonly serial: number
  readonly sha256: string
  /** Null: it was refused, or stopped before it came. */
  readonly held: Pick<HeldEntry, 'body' | 'sound'> | null
  /** The newest answer that the authority must have. */
  readonly answer: { readonly verdict: Verdict; readonly jws: string; readonly isTaken: boolean }
  readonly isWithdrawn: boolean
  readonly count: {
    readonly said: Pick<AnnouncementCountBody, 'calls' | 'asOf' | 'isFinal'>
    readonly jws: string
    readonly isTaken: boolean
  } | null
}

const VERDICTS = {
  'announcement-held': 'held',
  'announcement-refused': 'refused',
  'announcement-withdrawn': 'withdrawn',
} as const

export class HeldAnnouncements {
  /** By the directive's SHA-256. */
  readonly #byDigest = new Map<string, AnnouncementRecord>()
  #serialMax = 0

  add(entry: AnnouncementEntry): void {
    switch (entry.is) {
      case 'announcement-held':
      case 'announcement-refused':
      case 'announcement-withdrawn': {
        const { directive, serial, sha256, acknowledgement: jws } = entry
        const before = this.#byDigest.get(sha256)
        this.#byDigest.set(sha256, {
          ...{ directive, serial, sha256 },
          held: entry.is === 'announcement-held' ? entry : (before?.held ?? null),
          answer: { verdict: VERDICTS[entry.is], jws, isTaken: false },
          isWithdrawn: entry.is === 'announcement-withdrawn' || before?.isWithdrawn === true,
          count: before?.count ?? null,
        })
        this.#serialMax = Math.max(this.#serialMax, serial)
        return
      }
      case 'announcement-acknowledged':
        return this.#change(entry.sha256, record =>
          record.answer.verdict === entry.verdict
            ? { answer: { ...record.answer, isTaken: true } }
            : {},
        )
      case 'announcement-counted': {
        const { count: said, jws } = entry
        return this.#change(entry.sha256, () => ({ count: { said, jws, isTaken: false } }))
      }
      case 'announcement-count-taken':
        for (const { sha256, count } of this.#byDigest.values())
          if (count !== null && sha256Of(count.jws) === entry.sha256)
            this.#change(sha256, () => ({ count: { ...count, isTaken: true } }))
    }
  }

  get serialMax(): number {
    return this.#serialMax
  }

  byDigest(sha256: string): AnnouncementRecord | null {
    return this.#byDigest.get(sha256) ?? null
  }

  all(): readonly AnnouncementRecord[] {
    return [...this.#byDigest.values()]
  }

  /** Another directive had this serial or this id. */
  isReplay({ directive, serial, sha256 }: Pick<Named, 'directive' | 'serial' | 'sha256'>): boolean {
    return this.all().some(
      known =>
        known.sha256 !== sha256 && (known.serial === serial || known.directive === directive),
    )
  }

  hasSerial(serial: number): boolean {
    return this.all().some(known => known.serial === serial)
  }

  #change(sha256: string, to: (record: AnnouncementRecord) => Partial<AnnouncementRecord>): void {
    const record = this.#byDigest.get(sha256)
    if (record !== undefined) this.#byDigest.set(sha256, { ...record, ...to(record) })
  }
}

/** Of a directive for this operator whose signature is good. Null: it may be held. */
export async function refusalOf(
  body: AnnouncementDirectiveBody,
  sound: Buffer,
  known: { readonly isReplay: boolean; readonly people: () => RosterBody; readonly now: number },
): Promise<{ readonly why: AnnouncementRefusalReason; readonly says?: string } | null> {
  if (known.isReplay) return { why: 'replayed' }
  const { ring } = body.content.renditions
  if (ring === null || ring.sound.milliseconds > ANNOUNCEMENT_MS_MAX) return { why: 'malformed' }
  if (known.now >= Math.min(Date.parse(body.expiresAt), Date.parse(ring.until)))
    return { why: 'expired' }
  const file = ring.sound.files.find(({ form }) => form === 'alaw')
  const sha256 = createHash('sha256').update(sound).digest('hex')
  if (file?.sha256 !== sha256) return { why: 'digest-differs' }
  if (!isAlaw(sound)) return { why: 'malformed' }
  try {
    await checkTwo(body, known.people())
    return null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { why: 'needs-two-people', says: error.sentence('en') }
  }
}

/** Two people have approved this very content. Fails with needsTwoPeople. */
async function checkTwo(
  { content, approval }: AnnouncementDirectiveBody,
  people: RosterBody,
): Promise<void> {
  if (approval === undefined)
    throw directiveFailure('needsTwoPeople', { does: 'submit', why: 'none' })
  const sha256 = sha256Of(canonicalJson(content))
  await checkApproved(saidOfBulletin(content, sha256), approval, people)
}

/** WAVE of G.711 A-law, mono, 8 kHz, no longer than may be (Multimedia Programming Interface 1.0, format tag 6). */
function isAlaw(octets: Buffer): boolean {
  const has = (at: number, text: string) => octets.toString('latin1', at, at + text.length) === text
  if (octets.length < 44 || octets.length > ANNOUNCEMENT_OCTETS_MAX) return false
  if (!has(0, 'RIFF') || !has(8, 'WAVEfmt ')) return false
  const [format, channels, rate] = [
    octets.readUInt16LE(20),
    octets.readUInt16LE(22),
    octets.readUInt32LE(24),
  ]
  return format === 6 && channels === 1 && rate === 8000
}
