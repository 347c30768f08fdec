/**
 * What the node knows of the announcements before the ring that it was ever given, folded from the journal's entries; and what it
 * says no to. Pure but for people's signatures.
 *
 * Invariant: a stop is for good.
 */
import { createHash } from 'node:crypto'
import type {
  AnnouncementAcknowledgementBody,
  AnnouncementCountBody,
  AnnouncementDirectiveBody,
  AnnouncementRefusalReason,
} from '../directive/announcement.ts'
import { ANNOUNCEMENT_MS_MAX, ANNOUNCEMENT_OCTETS_MAX } from '../directive/announcement.ts'
import { claimOfBulletin } from '../directive/claims.ts'
import { BEGINS_WITHIN_MS, type Claim } from '../directive/proof.ts'
import { sha256Of } from '../directive/signing.ts'
import { type Answer, type Named, RenditionRecords, type Said, saidBy, takenAnswer } from './rendition-records.ts'

export type Verdict = AnnouncementAcknowledgementBody['verdict']['is']

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
  | (Named & { readonly is: 'announcement-withdrawn'; readonly said: Said })
  | { readonly is: 'announcement-acknowledged'; readonly sha256: string; readonly verdict: Verdict }
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
  /** What it says; null: it was refused. */
  readonly said: Said | null
  /** The newest answer that the authority must have. */
  readonly answer: Answer<Verdict>
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
  readonly records = new RenditionRecords<AnnouncementRecord>()

  add(entry: AnnouncementEntry): void {
    const { records } = this
    switch (entry.is) {
      case 'announcement-held':
      case 'announcement-refused':
      case 'announcement-withdrawn': {
        const { directive, serial, sha256, acknowledgement: jws } = entry
        const before = records.byDigest(sha256)
        return records.put({
          directive,
          serial,
          sha256,
          held: entry.is === 'announcement-held' ? entry : (before?.held ?? null),
          said: saidIn(entry) ?? before?.said ?? null,
          answer: { verdict: VERDICTS[entry.is], jws, isTaken: false },
          isWithdrawn: entry.is === 'announcement-withdrawn' || before?.isWithdrawn === true,
          count: before?.count ?? null,
        })
      }
      case 'announcement-acknowledged':
        return records.change(entry.sha256, record => takenAnswer(record, entry.verdict))
      case 'announcement-counted': {
        const { count: said, jws } = entry
        return records.change(entry.sha256, () => ({ count: { said, jws, isTaken: false } }))
      }
      case 'announcement-count-taken':
        for (const { sha256, count } of records.all())
          if (count !== null && sha256Of(count.jws) === entry.sha256)
            records.change(sha256, () => ({ count: { ...count, isTaken: true } }))
    }
  }
}

function saidIn(entry: AnnouncementEntry): Said | null {
  if (entry.is === 'announcement-withdrawn') return entry.said
  return entry.is === 'announcement-held' ? saidBy(entry.body.content) : null
}

/** The very sound that two people signed, for the time that they signed. Null: there is nothing to be heard. */
export function claimOfAnnouncement(
  body: AnnouncementDirectiveBody,
  { sound, isReplay }: { readonly sound: Buffer; readonly isReplay: boolean },
): Claim | null {
  const { ring } = body.content.renditions
  if (ring === null || ring.sound.milliseconds > ANNOUNCEMENT_MS_MAX || !isAlaw(sound)) return null
  return claimOfBulletin(body, {
    what: () => {
      const file = ring.sound.files.find(({ form }) => form === 'alaw')
      const sha256 = createHash('sha256').update(sound).digest('hex')
      return file?.sha256 === sha256 ? null : 'sound'
    },
    until: Math.min(Date.parse(body.expiresAt), Date.parse(ring.until)),
    beginsWithinMs: BEGINS_WITHIN_MS,
    often: () => isReplay,
    // Whoever plays it is told from when, until when and where in the words that were signed.
    which: () => null,
  })
}

/** WAVE of G.711 A-law, mono, 8 kHz, no longer than may be (Multimedia Programming Interface 1.0, format tag 6). */
function isAlaw(octets: Buffer): boolean {
  const has = (at: number, text: string) => octets.toString('latin1', at, at + text.length) === text
  if (octets.length < 44 || octets.length > ANNOUNCEMENT_OCTETS_MAX) return false
  if (!has(0, 'RIFF') || !has(8, 'WAVEfmt ')) return false
  const [format, channels, rate] = [octets.readUInt16LE(20), octets.readUInt16LE(22), octets.readUInt32LE(24)]
  return format === 6 && channels === 1 && rate === 8000
}
