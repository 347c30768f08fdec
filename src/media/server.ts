/**
 * What is asked of a process that forwards media, and what it tells: the port between a briefing's rules and its packets.
 *
 *   open ─► join ─► offer ─► answer ─► connected ─► line, lamp, evidence … ─► gone
 *     └─► heard, shows, interpreters: who is forwarded from now on, and nobody else
 *
 * Declared here, implemented by a child process and its supervisor (src/sfu): a crash of it costs a reconnect and nothing else.
 * The supervisor knows what each room was told last and tells a new process the same. Types alone.
 */
import type { LineClass } from '../rtp/downlink.ts'
import type { Site } from './transport.ts'

/** Of a briefing, or of one site's test call. */
export type RoomId = string
/** BCP 47: `vi`, `en`. */
export type SpokenLanguage = string

export interface RoomSetup {
  /** A folder of its own for what is recorded; null: nothing is. */
  readonly recordTo: string | null
  /** A test call: whoever joins sees and hears itself alone, on all slots, so that its line is tried. */
  readonly isEcho: boolean
}

export interface Offer {
  /** Of this connection, for its answer. */
  readonly join: string
  /** The session description that is offered (RFC 8866, RFC 8829), with all candidates in it. */
  readonly sdp: string
}

export interface MediaServer {
  /**
   * None of these waits, and none fails: they count for a process that is started later too. A room that is opened again is
   * recorded from then on, where it is to be, and whoever is connected stays so.
   */
  open(room: RoomId, setup: RoomSetup): void
  /** The speaker first. Whoever is not named is not heard, from the moment it is told. */
  heard(room: RoomId, sites: readonly Site[]): void
  shows(room: RoomId, what: { readonly thumbnails: readonly Site[]; readonly screen: Site | null }): void
  /** Who interprets into which language. Heard by who listens to it, in place of the speaker. */
  interpreters(room: RoomId, sites: ReadonlyMap<SpokenLanguage, Site>): void
  /** Null: the floor. */
  listens(room: RoomId, site: Site, language: SpokenLanguage | null): void
  /** Its connection is closed. */
  remove(room: RoomId, site: Site): void

  /** Fails with mediaDown while there is no process to join, mediaFull where it takes no more. */
  join(room: RoomId, site: Site, line: LineClass): Promise<Offer>
  /** Fails with answerFaulty; an answer to what is gone is dropped. */
  answer(join: string, sdp: string): Promise<void>
  /** What became of every packet so far, by site; of a process that is gone nothing. */
  accounts(room: RoomId): Promise<readonly SiteFigures[]>
  /** Ends it: connections are closed, the last file of a recording is written. */
  close(room: RoomId): Promise<readonly Recorded[]>
  /** Ends the process. */
  stop(): Promise<void>
}

/** All that happens, in the order in which it came about. Instants are milliseconds since 1970. */
export type MediaEvent =
  /** A process is there, or there is none: who was connected is not any more, and is not told as gone. */
  | { readonly is: 'up' | 'down' }
  /** It carries media. `replaced`: an older connection of the site is closed. */
  | {
      readonly is: 'connected'
      readonly room: RoomId
      readonly site: Site
      readonly replaced: boolean
      readonly atMs: number
    }
  | { readonly is: 'gone'; readonly room: RoomId; readonly site: Site; readonly atMs: number }
  | { readonly is: 'line'; readonly room: RoomId; readonly site: Site; readonly line: LineClass }
  /** By what was forwarded of its voice in the last 300 ms. */
  | { readonly is: 'lamp'; readonly room: RoomId; readonly site: Site; readonly isLit: boolean }
  /**
   * By slot, the same for everybody, but that nobody sees itself: whose voices and main pictures, and whose thumbnails. Once by
   * each process, and whenever they are others; of a test call never.
   */
  | {
      readonly is: 'places'
      readonly room: RoomId
      readonly places: readonly (Site | null)[]
      readonly thumbnails: readonly (Site | null)[]
    }
  /** Once a second: when each site was last heard of by a packet of its own, and how its line is. */
  | { readonly is: 'sites'; readonly room: RoomId; readonly sites: readonly SiteSeen[] }
  /** A file of a recording is whole. */
  | { readonly is: 'recorded'; readonly room: RoomId; readonly recorded: Recorded }
  /** The disk failed or is full: nothing more is recorded, and the briefing goes on. */
  | {
      readonly is: 'notRecording'
      readonly room: RoomId
      /** What of it is whole can be finished later. */
      readonly file: string
      readonly why: string
    }

export interface SiteSeen {
  readonly site: Site
  readonly lastMs: number
  readonly line: LineClass
  readonly quality: Quality
}

/** Of the last seconds. Null: not known yet. */
export interface Quality {
  readonly up: Way
  readonly down: Way
  readonly rttMs: number | null
  /** How packets come. */
  readonly path: 'udp' | 'relay' | null
}

export interface Way {
  readonly kbits: number
  /** Share from 0 to 1. */
  readonly loss: number | null
  readonly jitterMs: number | null
}

export interface SiteFigures {
  readonly site: Site
  readonly received: number
  readonly forwarded: number
  /** By reason (accounts.ts). */
  readonly withheld: Readonly<Record<string, number>>
}

export interface Recorded {
  /** In the room's folder: WebM. */
  readonly file: string
  readonly octets: number
  readonly sha256: string
  readonly beganMs: number
  readonly durationMs: number
  /** In which nothing of who was heard came in, though somebody was heard. Since 1970, and within the file. */
  readonly gaps: readonly { readonly fromMs: number; readonly untilMs: number }[]
}
