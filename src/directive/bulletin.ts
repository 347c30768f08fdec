/**
 * What two people sign of a bulletin: everything that is said on any channel, where and until when, with the correction that
 * would take it back. One digest over all of it; whoever carries out a part of it, an operator's node or a loudspeaker, is given
 * the whole and makes the digest anew.
 *
 * Shapes alone; runs in a browser too. A channel without a rendition is not used. Instants are ISO 8601 with an offset.
 */
import { z } from 'zod'
import { PROVINCES_MAX, provinceRef, purpose } from './documents.ts'
import type { Attestation, Statement } from './statement.ts'
import { COUNT_MAX, instant, languageTag, sha256, uuid } from './values.ts'

export const LANGUAGES_MAX = 8
export const TITLE_MAX = 160
export const TEXT_MAX = 6000
/** A person listens for no longer, and a file of it stays small. */
export const SOUND_MS_MAX = 600_000
export const SOUND_OCTETS_MAX = 40_000_000
export const PLACEMENTS_MAX = 12
/** Each is a broadcast of its own: the identifier, and its twin for the second language. */
export const BROADCAST_LANGUAGES_MAX = 2
/** Fifteen pages of GSM-7; the pages themselves are counted by src/cbs/pages.ts. */
export const BROADCAST_TEXT_MAX = 1395
/** Fewer than the slots that a BSC can be told. */
export const BROADCAST_PERIOD_S = { from: 2, to: 3600 } as const
export const POLYGONS_MAX = 16
export const CORNERS_MAX = 100

const title = z.string().min(1).max(TITLE_MAX)
const text = z.string().min(1).max(TEXT_MAX)
const each = { language: languageTag }

/** The same recording in the forms in which it is handed on. `alaw`: WAV of G.711 A-law at 8 kHz. */
export const soundForm = z.enum(['wav', 'opus', 'mp3', 'alaw'])
export type SoundForm = z.infer<typeof soundForm>

export const sound = z.strictObject({
  /** Who speaks: a person into the console, a file that was brought, or a machine. */
  by: z.enum(['recording', 'upload', 'machine']),
  milliseconds: z.int().min(1).max(SOUND_MS_MAX),
  files: z
    .array(z.strictObject({ form: soundForm, sha256, octets: z.int().min(1).max(SOUND_OCTETS_MAX) }))
    .min(1)
    .max(soundForm.options.length),
})
export type Sound = z.infer<typeof sound>

const pageText = z.strictObject({ ...each, title, text })
const shortText = z.strictObject({ ...each, text })
const mailText = z.strictObject({ ...each, subject: title, text })
const pushText = z.strictObject({ ...each, title, text: z.string().min(1).max(240) })
const spokenText = z.strictObject({
  ...each,
  /** As it is spoken (src/text/spoken.ts). */
  spoken: text,
  sound,
  /** How often in one of a commune's hours; of an urgent bulletin, how often in a row. */
  perWindow: z.int().min(1).max(10),
  gapSeconds: z.int().min(0).max(600),
})
const texts = <Shape extends z.ZodType>(shape: Shape) => z.array(shape).max(LANGUAGES_MAX)

/** Circular 39/2020/TT-BTTTT, article 8: thông thường, ưu tiên, khẩn cấp. */
export const priority = z.enum(['normal', 'priority', 'urgent'])
export type Priority = z.infer<typeof priority>

/** A message of months is an accident; what is urgent is urgent for less. */
export const WINDOW_DAYS_MAX: Readonly<Record<Priority, number>> = { normal: 31, priority: 31, urgent: 7 }

/** OASIS CAP 1.2, 3.2.2; the names are the standard's own. */
export const capTerms = z.strictObject({
  category: z.enum([
    'Geo',
    'Met',
    'Safety',
    'Security',
    'Rescue',
    'Fire',
    'Health',
    'Env',
    'Transport',
    'Infra',
    'CBRNE',
    'Other',
  ]),
  /** Of the OASIS Event Terms List; OET-062 is an outbreak of a disease. */
  eventCode: z
    .string()
    .regex(/^OET-\d{3}$/)
    .nullable(),
  urgency: z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
  severity: z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
  certainty: z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
  response: z
    .array(z.enum(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None']))
    .max(4),
})
export type CapTerms = z.infer<typeof capTerms>

/** Âm thông báo: what a caller hears before it rings. */
export const ringTerms = z.strictObject({ sound, from: instant, until: instant })

/** In degrees. */
export const corner = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
/** The last corner is joined to the first. What stands on an edge is inside. */
export const polygon = z.array(corner).min(3).max(CORNERS_MAX)
export type Polygon = z.infer<typeof polygon>

/** Gives the message identifier, by which a phone decides how loud it is (src/cbs/identifiers.ts). */
export const warningLevel = z.strictObject({
  severity: z.enum(['extreme', 'severe', 'advisory']),
  urgency: z.enum(['immediate', 'expected']),
  certainty: z.enum(['observed', 'likely']),
})

export const broadcastText = z.strictObject({ ...each, text: z.string().min(1).max(BROADCAST_TEXT_MAX) })
const broadcastTexts = z.array(broadcastText).min(1).max(BROADCAST_LANGUAGES_MAX)

/** Tin quảng bá di động: to every phone in reach of a cell, without a number (broadcast.ts). */
export const broadcastTerms = z.strictObject({
  texts: broadcastTexts,
  level: warningLevel,
  /** What no phone can switch off: whoever approves has to say that it is. */
  isEmergency: z.boolean(),
  /** From one time that it is on the air to the next. */
  periodSeconds: z.int().min(BROADCAST_PERIOD_S.from).max(BROADCAST_PERIOD_S.to),
  until: instant,
  /** Where there are some, of the bulletin's provinces only what lies in one of them. */
  polygons: z.array(polygon).max(POLYGONS_MAX),
})
export type BroadcastTerms = z.infer<typeof broadcastTerms>

/** What people carry to press, television, radio, walls and networks. */
export const placementKind = z.enum(['press', 'television', 'radio', 'crawl', 'leaflet', 'poster', 'network'])

export const renditions = z.strictObject({
  /** The page, Atom, JSON Feed; the first language is the one that everyone gets who asks for no other. */
  page: texts(pageText).min(1),
  cap: capTerms.nullable(),
  sms: texts(shortText),
  loudspeakers: texts(spokenText),
  mail: texts(mailText),
  push: texts(pushText),
  ring: ringTerms.nullable(),
  /** Missing where there is none: what was signed before there were any keeps its octets. */
  broadcast: broadcastTerms.optional(),
  placements: z.array(z.strictObject({ ...each, kind: placementKind, text })).max(PLACEMENTS_MAX),
})

/** Said on each channel on which the bulletin went out, and on no other. */
export const correction = z.strictObject({
  page: texts(pageText).min(1),
  sms: texts(shortText),
  loudspeakers: texts(spokenText),
  mail: texts(mailText),
  push: texts(pushText),
  broadcast: broadcastTexts.optional(),
})

/**
 * What it is about, so that a newer one of the same takes its place where both are said: the level of a plan's areas, or what one action
 * says as long as a level lasts. What says of one change of level at which level areas are stands side by side.
 */
export const matter = z.strictObject({
  plan: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  /** Null: at which level areas are, whichever action says it. */
  action: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .nullable(),
  change: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/),
  /** From when that counts: of two the later one is the newer. */
  since: instant,
})
export type Matter = z.infer<typeof matter>

export const bulletinContent = z.strictObject({
  format: z.literal(1),
  bulletin: uuid,
  version: z.int().min(1).max(COUNT_MAX),
  purpose,
  priority,
  /** Null: the whole country. */
  provinces: z.array(provinceRef).min(1).max(PROVINCES_MAX).nullable(),
  window: z.strictObject({
    /** Null: from the moment at which it is approved. */
    from: instant.nullable(),
    until: instant,
  }),
  /** Missing where no newer one takes its place: what was signed before there were any keeps its octets. */
  matter: matter.optional(),
  renditions,
  correction,
})
export type BulletinContent = z.infer<typeof bulletinContent>

/** Whose signatures stand under a content. */
export interface BulletinApproval {
  readonly submitted: Attestation
  readonly approved: Attestation
}

/** How a bulletin is released; each but the first takes back what was released before. */
export const releaseKind = z.enum(['publish', 'correct', 'cancel'])
export type ReleaseKind = z.infer<typeof releaseKind>

/** Since when the public is to have what was released then. Both in milliseconds since 1970. */
export function speaksMs(
  kind: ReleaseKind,
  { window: { from } }: Pick<BulletinContent, 'window'>,
  releasedMs: number,
): number {
  return kind === 'cancel' || from === null ? releasedMs : Math.max(releasedMs, Date.parse(from))
}

/** What is said of it by who signs. `sha256`: of the content as canonical JSON. */
export function saidOfBulletin(
  { bulletin, version }: Pick<BulletinContent, 'bulletin' | 'version'>,
  sha256: string,
): Pick<Statement, 'of' | 'subject' | 'version' | 'sha256'> {
  return { of: 'bulletin', subject: bulletin, version, sha256 }
}
