/**
 * The recorder: what a listener of the floor is given, as files of WebM, without decoding and without mixing.
 *
 *   Room ─ packets after repair ─► Track: in order, at their instants ─► clusters of 400 ms ─► WebmFile ─► disk
 *        ─ who is heard ─────────► who had the floor, and whether anything came ─┘
 *
 *   time  ───────── written ─────────┤ cluster ├── 600 ms: what is late is waited for ──┤ now
 *
 * So a kill loses a second at the most, and what was not repaired within 600 ms is a gap. The timeline is the clock of the room: a
 * recording begins when it is opened and ends when it is closed, and silence and black stand wherever nothing came, at the
 * beginning and the end too. Files follow one another without a hole; each begins with a key frame.
 *
 * It only looks at what is forwarded. Where the disk fails or is full it stops and says so. No clock, no timer: `tick` drives it.
 */
import type { Millis } from '../../base/clock.ts'
import { placed } from '../arrangement.ts'
import type { Recording, RecordingEvent } from '../recording.ts'
import type { Recorded } from '../server.ts'
import type { Source } from '../source.ts'
import { AUDIO_SLOTS, type Site } from '../transport.ts'
import type { RecordingDisk } from './disk.ts'
import type { FloorTurn, Hearing, Note } from './floor-log.ts'
import { LeastLately } from './least-lately.ts'
import { PictureTrack } from './picture-track.ts'
import { VoiceTrack } from './voice-track.ts'
import { type Block, FIRST_VOICE_TRACK, PICTURE_TRACK } from './webm.ts'
import { WebmFile } from './webm-file.ts'

/*
 * Whether anything of who is heard comes in, as it happens: nobody is heard, somebody is, or somebody is and nothing comes.
 *
 * Nothing came where no packet did for a second, of a voice or a picture: who is silent still sends. Then it is a gap from the last
 * packet on, which is told when the second is over: turns may be told later than they began, but never out of order.
 */

export const GAP_MS = 1000

/** From this instant on it is so. */
interface Turn<Is> {
  readonly at: number
  readonly is: Is
}

export class HearingNow {
  #is: Hearing = 'nobody'
  #evidenceAt: number
  #turns: Turn<Hearing>[]

  constructor(now: number) {
    this.#evidenceAt = now
    this.#turns = [{ at: now, is: 'nobody' }]
  }

  heard(isSomebody: boolean, now: number): void {
    this.look(now)
    if (isSomebody === (this.#is !== 'nobody')) return
    this.#evidenceAt = now
    this.#turn(now, isSomebody ? 'heard' : 'nobody')
  }

  /** A packet of who is heard. */
  came(now: number): void {
    this.look(now)
    this.#evidenceAt = now
    if (this.#is === 'gap') this.#turn(now, 'heard')
  }

  look(now: number): void {
    if (this.#is === 'heard' && now - this.#evidenceAt >= GAP_MS) this.#turn(this.#evidenceAt, 'gap')
  }

  #turn(at: number, is: Hearing): void {
    this.#is = is
    this.#turns.push({ at, is })
  }

  /** Since the last call. */
  turns(): readonly Turn<Hearing>[] {
    const turns = this.#turns
    this.#turns = []
    return turns
  }
}

/** How long what is late is waited for. */
export const WAIT_MS = 600
export const CLUSTER_MS = 400
/** What ends a file, at the next key frame. */
export interface FileLimits {
  readonly ms: number
  readonly octets: number
}
const FILE_LIMITS: FileLimits = { ms: 3_600_000, octets: 1_000_000_000 }
/** So long the next key frame is waited for then. */
const KEY_FRAME_WAIT_MS = 5000

export interface RecorderOptions {
  readonly disk: RecordingDisk
  /** Milliseconds since 1970 where `now` is 0. */
  readonly epochMs: number
  /** When the recording is opened. */
  readonly now: Millis
  readonly limits?: FileLimits
}

interface Current {
  readonly file: WebmFile
  readonly from: number
  /** Nothing is in it yet. */
  isFresh: boolean
  /** Since when it has been as long or as large as it may be; null: it is not. */
  fullSince: number | null
}

export class Recorder implements Recording {
  readonly #disk: RecordingDisk
  readonly #epochMs: number
  readonly #limits: FileLimits
  readonly #picture: PictureTrack
  readonly #voices: readonly VoiceTrack[]
  readonly #hearing: HearingNow
  /** Delays by site, for as long as it is heard. */
  readonly #sites = new Map<Site, LeastLately>()
  #current: Current
  /** Up to here all is in clusters. */
  #written: number
  #now: Millis
  #speaker: Site | null = null
  /** By voice: the speaker's is the first, for a player plays that one; the others stay where they are. */
  #places: readonly (Site | null)[] = Array.from({ length: AUDIO_SLOTS }, () => null)
  // What notes are to tell yet, and what they told last.
  #turns: Turn<Hearing>[] = []
  #floor: Turn<Site | null>[] = []
  #told: { readonly hearing: Hearing; readonly floor: Site | null } = { hearing: 'nobody', floor: null }
  #ending: Promise<unknown> = Promise.resolve()
  readonly #recorded: Recorded[] = []
  #events: RecordingEvent[] = []
  #isStopped = false
  /** No file begins just before the end. */
  #isClosing = false

  constructor({ disk, epochMs, now, limits = FILE_LIMITS }: RecorderOptions) {
    this.#disk = disk
    this.#epochMs = epochMs
    this.#limits = limits
    this.#written = now
    this.#now = now
    this.#picture = new PictureTrack(now)
    this.#voices = Array.from({ length: AUDIO_SLOTS }, () => new VoiceTrack(now))
    this.#hearing = new HearingNow(now)
    this.#current = this.#begin(now)
  }

  #begin(from: number): Current {
    const beganMs = Math.round(this.#epochMs + from)
    const name = `${new Date(beganMs).toISOString().replaceAll(/[-:.]/g, '')}.webm`
    return { file: new WebmFile({ disk: this.#disk, name, beganMs }), from, isFresh: true, fullSince: null }
  }

  // What comes -----------------------------------------------------------------------------------------------------

  heard(sites: readonly Site[]): void {
    const now = this.#now
    this.#hearing.heard(sites.length > 0, now)
    const speaker = sites[0] ?? null
    if (speaker !== this.#speaker) this.#floor.push({ at: now, is: speaker })
    this.#speaker = speaker
    const others = this.#places.slice(1).map(site => (site === speaker ? null : site))
    this.#places = [speaker, ...placed(others, sites.slice(1, AUDIO_SLOTS))]
    for (const site of this.#sites.keys()) if (!sites.includes(site)) this.#sites.delete(site)
  }

  took({ site, source }: { readonly site: Site; readonly source: Source }, now: Millis): void {
    if (this.#isStopped) return
    this.#hearing.came(now)
    const track = source.kind === 'audio' ? this.#voices[this.#places.indexOf(site)] : this.#picture
    track?.track.took(source, { site: this.#delayOf(site), now, written: this.#written })
  }

  #delayOf(site: Site): LeastLately {
    const known = this.#sites.get(site)
    if (known !== undefined) return known
    const delay = new LeastLately()
    this.#sites.set(site, delay)
    return delay
  }

  // Time -----------------------------------------------------------------------------------------------------------

  tick(now: Millis): readonly RecordingEvent[] {
    this.#now = now
    if (!this.#isStopped) {
      this.#hearing.look(now)
      this.#picture.ask(now, this.#current.fullSince !== null)
      while (now - this.#written >= WAIT_MS + CLUSTER_MS) this.#write(this.#written + CLUSTER_MS)
      if (this.#current.file.failure !== null) this.#stop(this.#current.file)
    }
    const events = this.#events
    this.#events = []
    return events
  }

  #write(until: number): void {
    this.#picture.release(until)
    for (const voice of this.#voices) voice.release(until)
    const rollAt = this.#rollAt(until)
    if (rollAt !== null) this.#roll(rollAt)
    this.#cluster(until)
  }

  /** Where the next file begins, before this instant: at a key frame, or without one when it was waited for long enough. */
  #rollAt(until: number): number | null {
    const current = this.#current
    const { ms, octets } = this.#limits
    if (this.#written - current.from >= ms || current.file.octets >= octets) current.fullSince ??= this.#written
    if (current.fullSince === null || this.#isClosing) return null
    const keyFrameAt = this.#picture.keyFrameFrom(this.#written)
    if (keyFrameAt !== null && keyFrameAt < until) return Math.floor(keyFrameAt)
    return this.#written - current.fullSince < KEY_FRAME_WAIT_MS ? null : this.#written
  }

  /** The next file begins at this instant. */
  #roll(at: number): void {
    if (at > this.#written) this.#cluster(at)
    this.#end()
    this.#current = this.#begin(this.#written)
  }

  #cluster(until: number): void {
    const current = this.#current
    const from = this.#written
    const inFile = (at: number) => Math.floor(Math.max(at, from) - current.from)
    const block = (track: number, at: number, isKey: boolean, octets: Uint8Array): Block => ({
      track,
      isKey,
      octets,
      atMs: inFile(at),
    })
    const blocks = [
      ...this.#picture
        .frames(from, until, current.isFresh)
        .map(({ at, isKey, octets }) => block(PICTURE_TRACK, at, isKey, octets)),
      ...this.#voices.flatMap((voice, place) =>
        voice.sounds(until).map(({ at, octets }) => block(FIRST_VOICE_TRACK + place, at, true, octets)),
      ),
    ].toSorted((a, b) => a.atMs - b.atMs)
    current.file.add({ fromMs: inFile(from), blocks, note: this.#note(current, until) })
    current.isFresh = false
    this.#written = until
  }

  #note(current: Current, until: number): Note {
    const inFile = (at: number) => Math.round(at - current.from)
    this.#turns.push(...this.#hearing.turns())
    const isTold = ({ at }: { readonly at: number }) => at < until
    const spans = this.#turns.filter(isTold).map(({ at, is }): FloorTurn<Hearing> => [inFile(at), is])
    const floor = this.#floor.filter(isTold).map(({ at, is }): FloorTurn<Site | null> => [inFile(at), is])
    this.#turns = this.#turns.filter(turn => !isTold(turn))
    this.#floor = this.#floor.filter(turn => !isTold(turn))
    // What is so already when a file begins.
    if (current.isFresh) {
      spans.unshift([0, this.#told.hearing])
      floor.unshift([0, this.#told.floor])
    }
    this.#told = {
      hearing: spans.at(-1)?.[1] ?? this.#told.hearing,
      floor: floor.length > 0 ? floor[floor.length - 1][1] : this.#told.floor,
    }
    return { untilMs: inFile(until), spans, floor }
  }

  // Ends -----------------------------------------------------------------------------------------------------------

  /** One after the other, so that they are told in order. */
  #end(): void {
    const { file } = this.#current
    this.#ending = this.#ending
      .then(() => file.end())
      .then(recorded => {
        if (recorded === null) return this.#stop(file)
        this.#recorded.push(recorded)
        this.#events.push({ is: 'recorded', recorded })
      })
  }

  #stop(file: WebmFile): void {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#events.push({ is: 'notRecording', file: file.name, why: file.failure ?? 'unknown' })
    const { file: last } = this.#current
    this.#ending = this.#ending.then(() => last.end())
  }

  /** The last file is written up to now, without waiting for what is late. All files, in order. */
  async close(now: Millis): Promise<readonly Recorded[]> {
    this.#isClosing = true
    if (!this.#isStopped) {
      this.#now = now
      this.#hearing.look(now)
      while (this.#written < now) this.#write(Math.min(now, this.#written + CLUSTER_MS))
      this.#end()
    }
    await this.#ending
    return this.#recorded
  }
}
