/**
 * What is kept and shown of briefings: shapes only, for the API, the console and the room's own page. Ids are UUIDs, instants
 * ISO 8601, lengths of time milliseconds where their names say so. Runs in a browser too.
 *
 *   site    a place that is invited, kept from one briefing to the next
 *   place   a site in one briefing, with its role, its link, its verdict
 *   room    a briefing as everybody in it sees it, at this moment
 */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { instant, sha256 } from '../../directive/documents.ts'

const writer = z.strictObject({ id: z.string(), name: z.string() })
const count = z.int().min(0)
/** BCP 47. */
export const spokenLanguage = z.string().regex(/^[a-z]{2,3}$/)

// Sites --------------------------------------------------------------------------------------------------------------

/** A: everything. B: the speaker and two small pictures. C: voices, slides as pages. D: the speaker's voice. */
export const lineClass = z.enum(['A', 'B', 'C', 'D'])
export type LineClass = z.infer<typeof lineClass>

/** Why a line is not of the class above. */
export const lineReason = z.enum(['rate-up', 'rate-down', 'loss', 'round-trip', 'jitter'])
export const hasDevice = z.enum(['works', 'missing', 'refused', 'silent'])

/** What a test call said of a site's line, through the real path. */
export const verdict = z
  .strictObject({
    at: instant,
    line: lineClass,
    reason: lineReason.nullable(),
    kbitsUp: count,
    kbitsDown: count,
    /** Shares from 0 to 1. Null: not known. */
    lossUp: z.number().nullable(),
    lossDown: z.number().nullable(),
    jitterMs: z.number().nullable(),
    roundTripMs: z.number().nullable(),
    path: z.enum(['udp', 'relay']).nullable(),
    microphone: hasDevice,
    camera: hasDevice,
  })
  .meta({ id: 'LineVerdict' })
export type Verdict = z.infer<typeof verdict>

export const siteContent = z
  .strictObject({
    name: line,
    /** Beside a small picture. */
    short: line.pipe(z.string().max(16)),
    /** Who answers for it. */
    responsible: z.strictObject({
      name: line,
      title: line.nullable(),
      /** Where its links are sent. */
      mail: z.email().max(200).nullable(),
    }),
    /** Not invited any more; what was stays. */
    isRetired: z.boolean().default(false),
  })
  .meta({ id: 'BriefingSiteInput' })
export type SiteContent = z.infer<typeof siteContent>

export const briefingSite = siteContent
  .extend({
    id: z.uuid(),
    version: count,
    /** The last one. */
    verdict: verdict.nullable(),
    /** Instructions to it that are neither done nor withdrawn. */
    openInstructions: count,
  })
  .meta({ id: 'BriefingSite' })
export type BriefingSite = z.infer<typeof briefingSite>

// Briefings ----------------------------------------------------------------------------------------------------------

/**
 * chair: has the floor by right; one. deputy: has the chair where the chair is gone; one at most. secretary: types captions.
 * interpreter: speaks in a language's slot. observer: hears and sees, and asks for nothing.
 */
export const placeRole = z.enum(['chair', 'deputy', 'secretary', 'site', 'interpreter', 'observer'])
export type PlaceRole = z.infer<typeof placeRole>

/** Those who are expected, and of whom the roll and the month's report tell. The chair's own place is not. */
export const EXPECTED: readonly PlaceRole[] = ['deputy', 'site']

export const PLACES_MAX = 60
export const AGENDA_MAX = 40
/** Of those who hold the floor besides the chair: each has a voice's slot. */
export const GRANTED_MAX = 2

export const agendaItem = z.strictObject({
  id: z.uuid(),
  title: line,
  minutes: z.int().min(1).max(600),
  /** Who reports on it. */
  site: z.uuid().nullable(),
})
export type AgendaItem = z.infer<typeof agendaItem>

export const rosterEntry = z.strictObject({
  site: z.uuid(),
  role: placeRole,
  /** Into which an interpreter speaks; of others null. */
  language: spokenLanguage.nullable(),
})
export type RosterEntry = z.infer<typeof rosterEntry>

export const briefingContent = z
  .strictObject({
    title: line,
    startsAt: instant,
    minutes: z.int().min(5).max(720),
    agenda: z.array(agendaItem).max(AGENDA_MAX),
    roster: z.array(rosterEntry).max(PLACES_MAX),
    /** Asking is enough to be in the queue; else the chair accepts. */
    isQueueOpen: z.boolean(),
    grantedMax: z.int().min(1).max(GRANTED_MAX),
    isRecorded: z.boolean(),
  })
  .meta({ id: 'BriefingInput' })
export type BriefingContent = z.infer<typeof briefingContent>

export const briefingState = z.enum(['planned', 'open', 'ended', 'cancelled'])
export type BriefingState = z.infer<typeof briefingState>

/** What the roll says of a place (hall/presence.ts). */
export const attendance = z.enum([
  'awaited',
  'present',
  'late',
  'left-early',
  'dropped',
  'removed',
  'absent-with-reason',
  'absent',
])

export const briefingSummary = z
  .strictObject({
    id: z.uuid(),
    title: line,
    startsAt: instant,
    minutes: count,
    state: briefingState,
    beganAt: instant.nullable(),
    endedAt: instant.nullable(),
    /** Places of those who are expected, and how many of them came. */
    expected: count,
    came: count,
    instructions: count,
    /** The minutes were closed. */
    isClosed: z.boolean(),
  })
  .meta({ id: 'BriefingSummary' })
export type BriefingSummary = z.infer<typeof briefingSummary>

export const interval = z.strictObject({
  from: instant,
  until: instant,
  closed: z.enum(['left', 'dropped', 'removed', 'ended']).nullable(),
})

/** A site in one briefing. */
export const place = z
  .strictObject({
    site: z.uuid(),
    name: line,
    short: line,
    responsible: siteContent.shape.responsible,
    role: placeRole,
    language: spokenLanguage.nullable(),
    /** none: it has no link. sent: one that nobody used yet. used: by a browser that is there, or was. */
    link: z.enum(['none', 'sent', 'used']),
    linkExpiresAt: instant.nullable(),
    verdict: verdict.nullable(),
    is: attendance,
    intervals: z.array(interval),
    presentMs: count,
    drops: count,
    wasLate: z.boolean(),
    /** How long it was given the floor. */
    spokeMs: count,
    reason: paragraph.nullable(),
  })
  .meta({ id: 'BriefingPlace' })
export type Place = z.infer<typeof place>

export const briefingDocument = z
  .strictObject({
    id: z.uuid(),
    name: line,
    pages: count,
    /** Pages whose pictures are there. */
    ready: count,
    addedBy: writer,
    addedAt: instant,
  })
  .meta({ id: 'BriefingDocument' })
export type BriefingDocument = z.infer<typeof briefingDocument>

export const recording = z
  .strictObject({
    number: z.int().min(1),
    octets: count,
    sha256,
    beganAt: instant,
    durationMs: count,
    gaps: z.array(z.strictObject({ from: instant, until: instant })),
  })
  .meta({ id: 'BriefingRecording' })
export type Recording = z.infer<typeof recording>

/** Who held the floor, and from when to when. */
export const turn = z.strictObject({
  site: z.uuid(),
  from: instant,
  until: instant.nullable(),
  ended: z.enum(['released', 'revoked', 'cancelled', 'ended']).nullable(),
})

export const rollCall = z.strictObject({
  at: instant,
  /** The site of who called it. */
  by: z.uuid().nullable(),
  places: z.array(z.strictObject({ site: z.uuid(), is: attendance })),
})
export type RollCall = z.infer<typeof rollCall>

// Minutes ------------------------------------------------------------------------------------------------------------

export const minuteContent = z
  .strictObject({
    /** Of the agenda; null: of none. */
    item: z.uuid().nullable(),
    is: z.enum(['statement', 'decision']),
    /** Who said it. */
    site: z.uuid().nullable(),
    text: paragraph.pipe(z.string().min(1)),
  })
  .meta({ id: 'MinuteInput' })
export type MinuteContent = z.infer<typeof minuteContent>

export const minute = minuteContent
  .extend({ id: z.uuid(), version: z.int().min(1), at: instant, updatedAt: instant, updatedBy: writer })
  .meta({ id: 'Minute' })
export type Minute = z.infer<typeof minute>

export const QUESTION_MAX = 500
export const questionText = paragraph.pipe(z.string().min(1).max(QUESTION_MAX))

/** In writing, of a site to the chair (hall/questions.ts). */
export const question = z
  .strictObject({
    id: z.uuid(),
    site: z.uuid(),
    at: instant,
    text: paragraph,
    state: z.enum(['waiting', 'answered', 'withdrawn']),
    /** When it was answered or withdrawn. */
    doneAt: instant.nullable(),
  })
  .meta({ id: 'BriefingQuestion' })
export type Question = z.infer<typeof question>

export const caption = z.strictObject({ at: instant, language: spokenLanguage, text: line })
export type Caption = z.infer<typeof caption>

// Instructions -------------------------------------------------------------------------------------------------------

export const instructionContent = z
  .strictObject({
    /** Whose it is. */
    site: z.uuid(),
    text: paragraph.pipe(z.string().min(1)),
    /** By the end of this day where the authority is. */
    due: z.iso.date(),
    /** The decision, decree or dispatch that it rests on. */
    basis: line.nullable(),
    /** Of the minutes. */
    decision: z.uuid().nullable(),
  })
  .meta({ id: 'InstructionInput' })
export type InstructionContent = z.infer<typeof instructionContent>

/** issued: approved by a second person, and told to its site. */
export const instructionState = z.enum(['draft', 'submitted', 'issued', 'acknowledged', 'done', 'withdrawn'])
export type InstructionState = z.infer<typeof instructionState>

export const instructionAction = z.enum(['save', 'submit', 'approve', 'return', 'withdraw'])
export type InstructionAction = z.infer<typeof instructionAction>

const answered = z.strictObject({ at: instant, by: line, note: paragraph })

export const instruction = instructionContent
  .extend({
    id: z.uuid(),
    briefing: z.uuid(),
    briefingTitle: line,
    siteName: line,
    state: instructionState,
    /** Neither done nor withdrawn when its day was over, or done after it. */
    isOverdue: z.boolean(),
    version: z.int().min(1),
    /** Of what is signed and told to its site. */
    sha256,
    submittedBy: writer.nullable(),
    approvedBy: writer.nullable(),
    issuedAt: instant.nullable(),
    acknowledged: answered.nullable(),
    done: answered.nullable(),
    /** Why it was sent back or withdrawn, the last time. */
    reason: paragraph.nullable(),
    /** By this reader, now. */
    actions: z.array(instructionAction),
    updatedAt: instant,
    updatedBy: writer,
  })
  .meta({ id: 'Instruction' })
export type Instruction = z.infer<typeof instruction>

/** As its site sees it; `document`: signed by the authority (JWS, RFC 7515). */
export const givenInstruction = z
  .strictObject({
    id: z.uuid(),
    briefing: z.uuid(),
    briefingTitle: line,
    text: paragraph,
    due: z.iso.date(),
    basis: line.nullable(),
    state: instructionState,
    isOverdue: z.boolean(),
    issuedAt: instant.nullable(),
    acknowledged: answered.nullable(),
    done: answered.nullable(),
    sha256,
    approvedBy: z.array(line),
    document: z.string(),
  })
  .meta({ id: 'GivenInstruction' })
export type GivenInstruction = z.infer<typeof givenInstruction>

// A briefing, whole --------------------------------------------------------------------------------------------------

export const briefing = briefingContent
  .omit({ minutes: true })
  .extend({
    id: z.uuid(),
    /** How long it is planned to take: `minutes` of its content. Those of the whole are what was written down. */
    plannedMinutes: briefingContent.shape.minutes,
    version: z.int().min(1),
    state: briefingState,
    beganAt: instant.nullable(),
    endedAt: instant.nullable(),
    /** When the minutes were closed. */
    closedAt: instant.nullable(),
    places: z.array(place),
    documents: z.array(briefingDocument),
    minutes: z.array(minute),
    /** In writing, in the order in which they were written, whatever became of them. */
    questions: z.array(question),
    captions: z.array(caption),
    turns: z.array(turn),
    rolls: z.array(rollCall),
    recordings: z.array(recording),
    instructions: z.array(instruction),
    /** To sites of the roster, of earlier briefings: they head the agenda. */
    earlier: z.array(instruction),
    createdBy: writer,
    updatedAt: instant,
    updatedBy: writer,
  })
  .meta({ id: 'Briefing' })
export type Briefing = z.infer<typeof briefing>

/** Told once. */
export const placeLink = z
  .strictObject({
    site: z.uuid(),
    /** Its secret stands behind the #, which no browser sends. */
    url: z.url(),
    expiresAt: instant,
    /** Whether it was sent to the site's address. */
    isMailed: z.boolean(),
  })
  .meta({ id: 'PlaceLink' })
export type PlaceLink = z.infer<typeof placeLink>

// The room -----------------------------------------------------------------------------------------------------------

/** A place as everybody in the room sees it. */
export const roomSite = z.strictObject({
  site: z.uuid(),
  name: line,
  short: line,
  role: placeRole,
  language: spokenLanguage.nullable(),
  is: attendance,
  /** Its connection carries media now; null: it has none. */
  line: lineClass.nullable(),
  /** Its voice is being forwarded, by the count of what was. */
  isHeard: z.boolean(),
  /** Its computer is, not its line, as its page says. */
  isSlow: z.boolean(),
  /** Of its request for the floor (hall/floor.ts); null: it has none. */
  floor: z.enum(['pending', 'accepted', 'granted']).nullable(),
  /** From 1 in the queue; null: it is not in it. */
  queue: z.int().min(1).nullable(),
  /** Grows with whatever becomes of its questions in writing, which whoever may see them then asks for; 0: it wrote none. */
  questions: count,
})
export type RoomSite = z.infer<typeof roomSite>

export const roomSlide = z.strictObject({
  document: z.uuid(),
  page: z.int().min(1),
  pages: z.int().min(1),
  name: line,
  text: z.string(),
})
export type RoomSlide = z.infer<typeof roomSlide>

export const room = z
  .strictObject({
    briefing: z.uuid(),
    title: line,
    startsAt: instant,
    state: briefingState,
    beganAt: instant.nullable(),
    endedAt: instant.nullable(),
    isRecorded: z.boolean(),
    isQueueOpen: z.boolean(),
    grantedMax: count,
    /** Who has the chair now; null: neither the chair nor the deputy is there. */
    chair: z.uuid().nullable(),
    /** Who may be heard, the speaker first. */
    heard: z.array(z.uuid()),
    /**
     * In which slot of media each of them stands, and whose small picture: the same for everybody, but that nobody sees itself.
     * Null: there is no media.
     */
    places: z.array(z.uuid().nullable()).max(3).nullable(),
    thumbnails: z.array(z.uuid().nullable()).max(6).nullable(),
    /** Whose screen is shown in place of the last picture. */
    screen: z.uuid().nullable(),
    /** In the order of the roster. */
    sites: z.array(roomSite),
    agenda: z.array(agendaItem),
    documents: z.array(briefingDocument.pick({ id: true, name: true, pages: true })),
    slide: roomSlide.nullable(),
    minutes: z.array(minute),
    /** The last ones. */
    captions: z.array(caption),
    roll: rollCall.nullable(),
    /** In which there is an interpreter. */
    languages: z.array(spokenLanguage),
    /** Whether packets go through at all. */
    isMediaUp: z.boolean(),
    /**
     * Greater with each change that is told: an answer to a deed may come behind what was told after it. Of a server that was started
     * anew it begins anew, with the whole.
     */
    revision: count,
  })
  .meta({ id: 'BriefingRoom' })
export type BriefingRoom = z.infer<typeof room>

/**
 * What is told in the stream of a room: first `room`, the whole, then `change`: members that are others now, and of `sites`
 * those alone that are. A comment each second: whoever misses two looks whether it is still connected.
 */
export const roomChange = room.partial()
export type RoomChange = z.infer<typeof roomChange>
export const ROOM_BEAT_MS = 1000

/** Who a browser is in the room. */
export const roomSelf = z
  .strictObject({
    site: z.uuid(),
    name: line,
    responsible: siteContent.shape.responsible.pick({ name: true, title: true }),
    role: placeRole,
    language: spokenLanguage.nullable(),
    /** When its link ends. */
    expiresAt: instant,
    verdict: verdict.nullable(),
    room,
    instructions: z.array(givenInstruction),
  })
  .meta({ id: 'BriefingSelf' })
export type RoomSelf = z.infer<typeof roomSelf>

/** What is offered to a browser: it answers with its own description. */
export const mediaOffer = z
  .strictObject({
    join: z.uuid(),
    /** A session description (RFC 8829). */
    sdp: z.string(),
    iceServers: z.array(
      z.strictObject({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
    ),
  })
  .meta({ id: 'MediaOffer' })
export type MediaOffer = z.infer<typeof mediaOffer>

/** A site's browser that has proved its token. */
export interface SiteIdentity {
  readonly briefing: string
  readonly site: string
  readonly role: PlaceRole
  /** Of its token: whoever came by another one is somebody else. */
  readonly tokenSha256: string
}

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** What has changed and should be fetched again; null: the sites. */
    briefing: { readonly briefing: string | null }
    instruction: { readonly instruction: string; readonly briefing: string }
    /** Whoever is there for the site is put out: its link counts no more. */
    putOut: { readonly briefing: string; readonly site: string }
  }
}
