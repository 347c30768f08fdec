/**
 * What the media process is told, and what it tells. Its orders are believed: they come from the server itself. What it tells is
 * looked at like anything from outside, for the process holds native code that strangers' packets reach.
 */
import { z } from 'zod'
import { SITES_MAX } from '../media/room.ts'
import type { MediaEvent, RoomId, RoomSetup, SpokenLanguage } from '../media/server.ts'
import { AUDIO_SLOTS, type Site, THUMBNAIL_SLOTS } from '../media/transport.ts'
import type { LineClass } from '../rtp/downlink.ts'

/** Told again to a process that is started later. */
export type Lasting =
  | { readonly is: 'open'; readonly room: RoomId; readonly setup: RoomSetup }
  | { readonly is: 'heard'; readonly room: RoomId; readonly sites: readonly Site[] }
  | { readonly is: 'shows'; readonly room: RoomId; readonly thumbnails: readonly Site[]; readonly screen: Site | null }
  | { readonly is: 'interpreters'; readonly room: RoomId; readonly sites: readonly (readonly [SpokenLanguage, Site])[] }
  | { readonly is: 'listens'; readonly room: RoomId; readonly site: Site; readonly language: SpokenLanguage | null }

/** Answered once, by its number. */
export type Asked =
  | { readonly is: 'join'; readonly room: RoomId; readonly site: Site; readonly line: LineClass }
  | { readonly is: 'answer'; readonly join: string; readonly sdp: string }
  | { readonly is: 'accounts'; readonly room: RoomId }
  | { readonly is: 'close'; readonly room: RoomId }
  | { readonly is: 'stop' }

export type Order =
  | Lasting
  | { readonly is: 'remove'; readonly room: RoomId; readonly site: Site }
  | (Asked & { readonly id: number })

export type Report =
  /** It listens. */
  | { readonly is: 'ready'; readonly port: number }
  | { readonly is: 'done'; readonly id: number; readonly value: unknown }
  | { readonly is: 'refused'; readonly id: number; readonly code: RefusalCode; readonly why: string }
  | { readonly is: 'event'; readonly event: MediaEvent }

export const REFUSALS = ['mediaDown', 'mediaFull', 'answerFaulty'] as const
export type RefusalCode = (typeof REFUSALS)[number]

const name = z.string().max(200)
const line = z.enum(['A', 'B', 'C', 'D'])
/** A day that there is: what is told of it is kept, and whoever reads it writes it as one. */
const atMs = z.number().min(0).max(Date.UTC(2200))
const lengthMs = z.number().min(0).max(Date.UTC(2200))
/** Of a line, in whatever it is measured. */
const measured = z.number().min(0).max(1e9)
const count = z.number().int().nonnegative()
const way = z.strictObject({
  kbits: measured,
  loss: z.number().min(0).max(1).nullable(),
  jitterMs: measured.nullable(),
})
const seen = z.strictObject({
  site: name,
  lastMs: atMs,
  line,
  quality: z.strictObject({
    up: way,
    down: way,
    rttMs: measured.nullable(),
    path: z.enum(['udp', 'relay']).nullable(),
  }),
})
const recorded = z.strictObject({
  file: z.string().regex(/^[\w.-]{1,100}$/),
  octets: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  beganMs: atMs,
  durationMs: lengthMs,
  gaps: z.array(z.strictObject({ fromMs: atMs, untilMs: atMs })).max(10_000),
})

const event = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('connected'), room: name, site: name, replaced: z.boolean(), atMs }),
  z.strictObject({ is: z.literal('gone'), room: name, site: name, atMs }),
  z.strictObject({ is: z.literal('line'), room: name, site: name, line }),
  z.strictObject({ is: z.literal('lamp'), room: name, site: name, isLit: z.boolean() }),
  z.strictObject({
    is: z.literal('places'),
    room: name,
    places: z.array(name.nullable()).length(AUDIO_SLOTS),
    thumbnails: z.array(name.nullable()).length(THUMBNAIL_SLOTS),
  }),
  z.strictObject({ is: z.literal('sites'), room: name, sites: z.array(seen).max(SITES_MAX) }),
  z.strictObject({ is: z.literal('recorded'), room: name, recorded }),
  z.strictObject({ is: z.literal('notRecording'), room: name, file: z.string().max(200), why: z.string().max(500) }),
])

const report: z.ZodType<Report> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('ready'), port: z.number().int().min(1).max(65_535) }),
  z.strictObject({ is: z.literal('done'), id: count, value: z.unknown() }),
  z.strictObject({ is: z.literal('refused'), id: count, code: z.enum(REFUSALS), why: z.string().max(200) }),
  z.strictObject({ is: z.literal('event'), event }),
])

/** Null: nothing that a process of ours says. */
export function readReport(value: unknown): Report | null {
  return report.safeParse(value).data ?? null
}

export const offered = z.strictObject({ join: z.string().max(64), sdp: z.string().max(64_000) })
export const figures = z
  .array(z.strictObject({ site: name, received: count, forwarded: count, withheld: z.record(z.string(), count) }))
  .max(SITES_MAX)
export const recordings = z.array(recorded).max(1000)
