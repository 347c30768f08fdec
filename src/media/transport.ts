/**
 * One site's connection as this room needs it: fixed tracks, octets both ways. Declared here, implemented by a shell around a
 * WebRTC library, which encrypts, finds ways through networks, and is no part of this room.
 *
 *   track    0      1     2          3       │ 4 5 6   7 8 9   10 … 15
 *            up                              │ down
 *            audio  main  thumbnail  screen  │ audio   main    thumbnail        16 m-lines, never renegotiated
 *
 * A shared screen comes up a track of its own and goes down the last main one. The session description that belongs to it: the
 * payload types and identifiers below; `nack` for all, `nack pli` and `goog-remb` for VP8, `transport-cc` down; `rtcp-rsize`, for
 * feedback goes without a report before it (RFC 5506); one CNAME and one stream for the audio and the main track of one place.
 */
import type { Millis } from '../base/clock.ts'
import { AUDIO_RATE, VIDEO_RATE } from '../rtp/times.ts'

export type Kind = 'audio' | 'main' | 'thumbnail' | 'screen'
/** Of a site's name in the roster. */
export type Site = string

export const KINDS: readonly Kind[] = ['audio', 'main', 'thumbnail', 'screen']
export const AUDIO_SLOTS = 3
export const MAIN_SLOTS = 3
export const THUMBNAIL_SLOTS = 6

export interface Track {
  readonly direction: 'up' | 'down'
  readonly kind: Kind
  /** From 0 among the down tracks of its kind. */
  readonly place: number
}

export const TRACKS: readonly Track[] = [
  ...KINDS.map(kind => ({ direction: 'up' as const, kind, place: 0 })),
  ...down('audio', AUDIO_SLOTS),
  ...down('main', MAIN_SLOTS),
  ...down('thumbnail', THUMBNAIL_SLOTS),
]

function down(kind: Kind, count: number): Track[] {
  return Array.from({ length: count }, (_, place) => ({ direction: 'down', kind, place }))
}

/** A slot is a down track, counted from 0. */
export const FIRST_DOWN = KINDS.length
export const SLOTS = TRACKS.length - FIRST_DOWN

export const OPUS_TYPE = 111
/** Opus that repeats its last packets (RFC 2198), on the same tracks. */
export const RED_TYPE = 63
export const VP8_TYPE = 96
/** The identifier of abs-send-time, both ways. No other header extension is sent on. */
export const ABS_SEND_TIME_ID = 3
/** Of the transport-wide number, down, in the place of all others where it was taken. */
export const TRANSPORT_NUMBER_ID = 5

/** Octets of RTP, before encryption; no network carries more in one piece, and a longer one is malformed. */
export const PACKET_SIZE_MAX = 1500

export function isVideo(kind: Kind): boolean {
  return kind !== 'audio'
}

export function clockRateOf(kind: Kind): number {
  return isVideo(kind) ? VIDEO_RATE : AUDIO_RATE
}

/**
 * What the room does with a connection. None of these throws, nor tells anything before it returns; what cannot be sent is
 * lost, as on any line.
 */
export interface Transport {
  /** Whole packets, unencrypted. The octets are overwritten after the call: who keeps them copies them. */
  sendRtp(track: number, octets: Buffer): void
  sendRtcp(track: number, octets: Buffer): void
  /** All its tracks, then itself. Called once; nothing is sent after it. */
  close(): void
}

/** What the answer of a site takes of what it was offered on the way down. */
export interface Takes {
  /** By slot, the transport-wide number; default: nowhere. */
  readonly numbered?: readonly boolean[]
  /** RED; default: it does. */
  readonly takesRed?: boolean
}

/** Called with the events of one connection, in the order in which they happen. Octets that are passed are not changed afterwards. */
export interface TransportListener {
  /** It carries media. `ssrcs`: of its up tracks, as its answer says; null: the answer has none. */
  connected(ssrcs: readonly (number | null)[], now: Millis, takes?: Takes): void
  rtp(track: number, octets: Buffer, now: Millis): void
  /** The same compound may be told on each track that it names. */
  rtcp(track: number, octets: Buffer, now: Millis): void
  /** It carries nothing any more. */
  gone(now: Millis): void
}
