/**
 * A bulletin as people write it and as it is shown. What is approved of it is `bulletinContent` (src/directive/bulletin.ts): the
 * draft becomes that once nothing of it is faulty. Shapes alone; runs in a browser too.
 */
import { z } from 'zod'
import { line, lineOrNone, paragraph, prose } from '../../authority/actor.ts'
import { LEVEL_MISMATCHES } from '../../directive/broadcast-level.ts'
import {
  BROADCAST_LANGUAGES_MAX,
  BROADCAST_TEXT_MAX,
  broadcastTerms,
  bulletinContent,
  CORNERS_MAX,
  capTerms,
  corner,
  LANGUAGES_MAX,
  matter,
  PLACEMENTS_MAX,
  POLYGONS_MAX,
  placementKind,
  priority,
  releaseKind,
  sound,
  TEXT_MAX,
  TITLE_MAX,
} from '../../directive/bulletin.ts'
import { PROVINCES_MAX, provinceRef, purpose } from '../../directive/documents.ts'
import { attestation } from '../../directive/statement.ts'
import { count, instant, languageTag, sha256 } from '../../directive/values.ts'

// What people write: anything may still be missing -----------------------------------------------------------------

const each = { language: languageTag }
const title = lineOrNone.max(TITLE_MAX)
const text = prose.max(TEXT_MAX)
const listOf = <Shape extends z.ZodType>(shape: Shape) => z.array(shape).max(LANGUAGES_MAX)

const pageText = z.strictObject({ ...each, title, text })
const shortText = z.strictObject({ ...each, text })
const mailText = z.strictObject({ ...each, subject: title, text })
const pushText = z.strictObject({ ...each, title, text: paragraph.max(240) })
const spokenText = z.strictObject({
  ...each,
  spoken: text,
  /** Null: nobody has spoken it yet. */
  sound: sound.nullable(),
  perWindow: z.int().min(1).max(10),
  gapSeconds: z.int().min(0).max(600),
})

const broadcastTexts = z
  .array(z.strictObject({ ...each, text: prose.max(BROADCAST_TEXT_MAX) }))
  .max(BROADCAST_LANGUAGES_MAX)

export const bulletinDraft = z
  .strictObject({
    purpose,
    priority,
    /** Null: the whole country. Empty: none is chosen yet, which is a fault. */
    provinces: z.array(provinceRef).max(PROVINCES_MAX).nullable(),
    window: z.strictObject({ from: instant.nullable(), until: instant.nullable() }),
    matter: matter.optional(),
    renditions: z.strictObject({
      page: listOf(pageText),
      cap: capTerms.nullable(),
      sms: listOf(shortText),
      loudspeakers: listOf(spokenText),
      mail: listOf(mailText),
      push: listOf(pushText),
      ring: z.strictObject({ sound: sound.nullable(), from: instant.nullable(), until: instant.nullable() }).nullable(),
      /** Missing: it is not broadcast. */
      broadcast: broadcastTerms
        .extend({
          texts: broadcastTexts,
          until: instant.nullable(),
          polygons: z.array(z.array(corner).max(CORNERS_MAX)).max(POLYGONS_MAX),
        })
        .optional(),
      placements: z.array(z.strictObject({ ...each, kind: placementKind, text })).max(PLACEMENTS_MAX),
    }),
    correction: z.strictObject({
      page: listOf(pageText),
      sms: listOf(shortText),
      loudspeakers: listOf(spokenText),
      mail: listOf(mailText),
      push: listOf(pushText),
      broadcast: broadcastTexts.optional(),
    }),
  })
  .meta({ id: 'BulletinDraft' })
export type BulletinDraft = z.infer<typeof bulletinDraft>

// What became of it ------------------------------------------------------------------------------------------------

/** Of the version that is worked on. */
export const bulletinState = z.enum(['draft', 'submitted', 'approved', 'discarded'])
export type BulletinState = z.infer<typeof bulletinState>

export const bulletinAction = z.enum([
  'save',
  'submit',
  'approve',
  'return',
  'uphold',
  'correct',
  'cancel',
  'revise',
  'discard',
  'archive',
  'unarchive',
  'delete',
])
export type BulletinAction = z.infer<typeof bulletinAction>

/**
 * What the public sees of a bulletin now.
 *
 *   none, scheduled                  not released yet; released at an instant that is still to come
 *   published, corrected, cancelled  what was approved; its correction; the notice of its cancellation
 *   doubted                          nothing: the database was restored, and it may have been cancelled after the backup
 *   replaced                         a newer bulletin of the same matter has taken its place everywhere
 *   over                             nothing: its window is over
 */
export const publicStatus = z.enum([
  'none',
  'scheduled',
  'published',
  'corrected',
  'cancelled',
  'doubted',
  'replaced',
  'over',
])
export type PublicStatus = z.infer<typeof publicStatus>

export const channelName = z.enum([
  'page',
  'cap',
  'sms',
  'loudspeakers',
  'mail',
  'push',
  'ring',
  'broadcast',
  'placements',
])
export type ChannelName = z.infer<typeof channelName>

/** An entry of the log of releases, which only grows. */
export const release = z
  .strictObject({
    /** 1, 2, 3… over all bulletins: who has all up to a serial has everything that was released until then. */
    serial: z.int().min(1),
    bulletin: z.uuid(),
    version: z.int().min(1),
    kind: releaseKind,
    /** Of the content that two people approved. */
    sha256,
    at: instant,
    by: line,
    channels: z.array(channelName).min(1),
  })
  .meta({ id: 'BulletinRelease' })
export type Release = z.infer<typeof release>

/** With what two people signed. */
export const releasedContent = release
  .extend({
    content: bulletinContent,
    /** Null: the authority had no roster. */
    approval: z.strictObject({ submitted: attestation, approved: attestation }).nullable(),
  })
  .meta({ id: 'ReleasedBulletin' })
export type ReleasedContent = z.infer<typeof releasedContent>

/**
 * What is proved of a bulletin on a channel. Kinds of proof are never added up: a page that was published says nothing of who read
 * it, and what nobody knows is `unknown`.
 */
export const proofKind = z.enum([
  'waiting',
  'published',
  'accepted',
  'delivered',
  'onAir',
  'played',
  'heard',
  'placed',
  'missed',
  'failed',
  'unknown',
])
export type ProofKind = z.infer<typeof proofKind>

export const proof = z
  .strictObject({
    channel: channelName,
    release: releaseKind,
    kind: proofKind,
    count,
    /** What is counted. */
    unit: z.enum([
      'files',
      'subscribers',
      'clusters',
      'plays',
      'addresses',
      'browsers',
      'calls',
      'placements',
      'operators',
      'cells',
      'broadcasts',
      'systems',
    ]),
    /** When it was last looked at or told. */
    at: instant,
  })
  .meta({ id: 'BulletinProof' })
export type Proof = z.infer<typeof proof>

/** Why it cannot be submitted: where, and what is wrong there. */
export const bulletinFault = z
  .strictObject({
    /** `renditions.page.0.title` */
    at: z.string(),
    code: z.enum([
      'missing',
      'too-long',
      'language-twice',
      'language-missing',
      'sound-missing',
      'sound-other',
      'asks',
      'window-over',
      'window-wrong',
      'window-long',
      'province-unknown',
      'sms-too-long',
      'live-marked',
      'pages-many',
      'period-short',
      'polygon-wrong',
      'letter',
    ]),
    /** Where there is more to say than the code does: of a letter which one it is, where, and what to do. */
    sentence: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
  })
  .meta({ id: 'BulletinFault' })
export type BulletinFault = z.infer<typeof bulletinFault>

/** A sound whose files are kept here. */
export const keptSound = z
  .strictObject({
    sound,
    /** What a machine says in it; null: a person speaks, and nobody can tell by rule what is said. */
    spoken: z.string().nullable(),
  })
  .meta({ id: 'KeptSound' })
export type KeptSound = z.infer<typeof keptSound>

/** What contradicts itself (doubts.ts): whoever submits or approves it names each. */
export const bulletinDoubt = z.enum(LEVEL_MISMATCHES).meta({ id: 'BulletinDoubt' })

const person = z.strictObject({ id: z.string(), name: z.string() })
const named = z.strictObject({ id: z.uuid(), title: z.string() })

/** What its short messages became. */
export const roundOfBulletin = z
  .strictObject({
    round: z.uuid(),
    version: z.int().min(1),
    kind: releaseKind,
    /** It is scheduled, goes out, or waits to go on. */
    isOut: z.boolean(),
  })
  .meta({ id: 'RoundOfBulletin' })
export type RoundOfBulletin = z.infer<typeof roundOfBulletin>

export const bulletin = z
  .strictObject({
    id: z.uuid(),
    version: z.int().min(1),
    state: bulletinState,
    standing: publicStatus,
    draft: bulletinDraft,
    /** Of the content as it stands; null: it has faults. */
    sha256: sha256.nullable(),
    faults: z.array(bulletinFault),
    doubts: z.array(bulletinDoubt),
    /** Of those that the draft names, the ones that are kept. */
    sounds: z.array(keptSound),
    writers: z.array(person),
    submittedBy: person.nullable(),
    approvedBy: person.nullable(),
    /** Why it was sent back. */
    reason: z.string().nullable(),
    /** Why what was to be released was not, in both languages; null: nothing kept it from that. */
    held: z.strictObject({ code: z.string(), vi: z.string(), en: z.string() }).nullable(),
    createdAt: instant,
    updatedAt: instant,
    updatedBy: person,
    releases: z.array(release),
    /** Put away: lists do not show it, unless they are asked to. */
    isArchived: z.boolean(),
    /** Of which it began as a copy, as that was called then. */
    copyOf: z.strictObject({ id: z.uuid(), version: z.int().min(1), title: z.string() }).nullable(),
    /** Of the same matter: those in whose place it stands or would stand, and those that stand in its place. */
    replaces: z.array(named),
    replacedBy: z.array(named),
    /** That were made of them, by serial. */
    rounds: z.array(roundOfBulletin),
    /** What whoever reads it may do now. */
    actions: z.array(bulletinAction),
  })
  .meta({ id: 'Bulletin' })
export type Bulletin = z.infer<typeof bulletin>

/** On the list. */
export const bulletinLine = bulletin
  .pick({ id: true, version: true, state: true, standing: true, isArchived: true, updatedAt: true, updatedBy: true })
  .extend({
    title: z.string(),
    purpose,
    priority,
    provinces: bulletinDraft.shape.provinces,
    until: instant.nullable(),
    channels: z.array(channelName),
    releasedAt: instant.nullable(),
  })
  .meta({ id: 'BulletinLine' })
export type BulletinLine = z.infer<typeof bulletinLine>

// Placements -------------------------------------------------------------------------------------------------------

/** That a person has seen it in print, on the air or on a wall, and where. */
export const placementEntry = z
  .strictObject({
    kind: placementKind,
    outlet: line,
    at: instant,
    link: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
    note: paragraph,
  })
  .meta({ id: 'PlacementEntry' })
export type PlacementEntry = z.infer<typeof placementEntry>

export const placement = placementEntry
  .extend({
    id: z.uuid(),
    bulletin: z.uuid(),
    version: z.int().min(1),
    by: person,
    recordedAt: instant,
    /** Of a picture that proves it. */
    picture: sha256.nullable(),
    /** Why it counts no more; an entry is never taken out. */
    withdrawn: z.string().nullable(),
  })
  .meta({ id: 'Placement' })
export type Placement = z.infer<typeof placement>
