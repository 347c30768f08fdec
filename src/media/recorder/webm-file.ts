/**
 * One file of a recording while it is written: clusters go to the disk in order, each whole and then synced, and whoever records
 * never waits for it.
 *
 * What waits for a slow disk is bounded: then, and where the disk fails, the file takes nothing more.
 */
import type { Recorded } from '../server.ts'
import { AUDIO_SLOTS } from '../transport.ts'
import type { RecordingDisk, RecordingFile } from './disk.ts'
import { ended } from './ending.ts'
import { FloorLog, type Note, noteText } from './floor-log.ts'
import { type Block, type Cue, clusterOf, HEAD_OCTETS, headOf, PICTURE_TRACK } from './webm.ts'

/** A minute of a good picture. */
const WAITING_OCTETS_MAX = 16_000_000

export class WebmFile {
  readonly name: string
  readonly #beganMs: number
  readonly #log = new FloorLog()
  readonly #cues: Cue[] = []
  readonly #file: Promise<RecordingFile>
  #octets = HEAD_OCTETS
  #waiting: Buffer[]
  #waitingOctets = 0
  #writing: Promise<void> | null = null
  #failure: unknown = null

  constructor(of: { readonly disk: RecordingDisk; readonly name: string; readonly beganMs: number }) {
    this.name = of.name
    this.#beganMs = of.beganMs
    this.#waiting = [headOf({ beganMs: of.beganMs, voices: AUDIO_SLOTS, ending: null })]
    this.#file = of.disk.create(of.name)
    this.#write()
  }

  /** In octets, with what waits. */
  get octets(): number {
    return this.#octets
  }

  /** Null: all is well so far. */
  get failure(): string | null {
    if (this.#failure === null) return null
    return this.#failure instanceof Error ? this.#failure.message : String(this.#failure)
  }

  /** Blocks by time, and not before those of the last one. */
  add(of: { readonly fromMs: number; readonly blocks: readonly Block[]; readonly note: Note }): void {
    const { fromMs, blocks, note } = of
    const key = blocks.find(({ track, isKey }) => track === PICTURE_TRACK && isKey)
    if (key !== undefined) this.#cues.push({ atMs: key.atMs, position: this.#octets })
    this.#log.add(note)
    const octets = clusterOf({ fromMs, blocks, note: noteText(note) })
    this.#octets += octets.length
    this.#waiting.push(octets)
    this.#waitingOctets += octets.length
    if (this.#waitingOctets > WAITING_OCTETS_MAX) this.#failure ??= new Error('the disk is too slow')
    this.#write()
  }

  /** One at a time; all that waits goes together. */
  #write(): void {
    if (this.#writing !== null || this.#failure !== null || this.#waiting.length === 0) return
    const octets = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingOctets = 0
    this.#writing = this.#put(octets)
      .catch((failure: unknown) => {
        this.#failure ??= failure
      })
      .finally(() => {
        this.#writing = null
        this.#write()
      })
  }

  async #put(octets: Buffer): Promise<void> {
    const file = await this.#file
    await file.append(octets)
    await file.sync()
  }

  /** Nothing more comes. Null: it failed, and stays as it is; a disk that stands still is not waited for then. */
  async end(): Promise<Recorded | null> {
    while (this.#writing !== null && this.#failure === null) await this.#writing
    const file = this.#file
    try {
      if (this.#failure === null) return await this.#ended(await file)
    } catch (failure) {
      this.#failure = failure
    } finally {
      void file.then(one => one.close()).catch(() => {})
    }
    return null
  }

  #ended(file: RecordingFile): Promise<Recorded> {
    const [beganMs, octets, cues, log] = [this.#beganMs, this.#octets, this.#cues, this.#log]
    return ended(file, { name: this.name, beganMs, octets, cues, log })
  }
}
