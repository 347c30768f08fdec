/**
 * Sounds in a device's folder: fetched by digest, and decoded once to WAV, whose digest the journal keeps.
 *
 *   audio/SHA256.part ──whole, digest right──► audio/SHA256 ──decode──► audio/SHA256.wav
 *
 * A file counts by its octets: looked at each time before it sounds. What is damaged is thrown away and fetched again; what was cut
 * off on the way goes on where it ended.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../base/durable-files.ts'
import { Failure } from '../base/failure.ts'
import { writeOver } from '../base/new-file.ts'
import { SOUND_OCTETS_MAX } from '../directive/bulletin.ts'
import { decode, millisecondsOf } from './coding.ts'
import type { SpeakerLink } from './link.ts'
import { readWav, type Sound, writeWav } from './wav.ts'

/** How far a sound may be from the length that was approved: encoders add a little. */
const LENGTH_MS_OFF_MAX = 1000

export type Fetched =
  | { readonly is: 'here'; readonly octets: number; readonly wav: string }
  | { readonly is: 'differs' | 'unreadable' }
  | { readonly is: 'away'; readonly why: string }

export class Sounds {
  readonly #folder: string
  /** By digest: that of its WAV. */
  readonly #here: Map<string, string>

  constructor(folder: string, here: ReadonlyMap<string, string>) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#here = new Map([...here].filter(([sha256]) => this.#isThere(sha256)))
  }

  get here(): ReadonlySet<string> {
    return new Set(this.#here.keys())
  }

  /** From the authority, or from what is here already. Fails with fileUnwritable. */
  async fetch(link: Pick<SpeakerLink, 'audio'>, sha256: string): Promise<Fetched> {
    const file = join(this.#folder, sha256)
    if (digestOf(file) !== sha256) {
      const came = await this.#bring(link, sha256)
      if (came !== null) return came
    }
    const decoded = await this.#decode(sha256)
    if (decoded === null) return { is: 'unreadable' }
    this.#here.set(sha256, decoded)
    return { is: 'here', octets: statSync(file).size, wav: decoded }
  }

  /** As it sounds. `differs`: it is no longer what it was, and was thrown away. */
  async read(sha256: string, ms: number): Promise<Sound | 'differs' | 'unreadable'> {
    const wav = this.#here.get(sha256)
    const octets = await readFile(this.#wav(sha256)).catch(() => null)
    if (wav === undefined || octets === null || hash(octets) !== wav) {
      this.#here.delete(sha256)
      rmSync(this.#wav(sha256), { force: true })
      return 'differs'
    }
    const sound = readWav(octets)
    return Math.abs(millisecondsOf(sound) - ms) > LENGTH_MS_OFF_MAX ? 'unreadable' : sound
  }

  /** What no agenda names any more. */
  keepOnly(wanted: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) {
      const sha256 = name.split('.')[0]
      if (wanted.has(sha256)) continue
      this.#here.delete(sha256)
      rmSync(join(this.#folder, name), { force: true })
    }
  }

  /** Null: it is here. */
  async #bring(link: Pick<SpeakerLink, 'audio'>, sha256: string): Promise<Fetched | null> {
    const part = join(this.#folder, `${sha256}.part`)
    const answer = await link.audio(sha256, sizeOf(part))
    if (answer.is !== 'pieces') return { is: 'away', why: answer.is === 'away' ? answer.why : `${answer.status}` }
    const file = await open(part, answer.from > 0 ? 'r+' : 'w', 0o600)
    try {
      let at = answer.from
      for await (const piece of answer.pieces) {
        if (at + piece.length > SOUND_OCTETS_MAX) break
        await file.write(piece, 0, piece.length, at)
        at += piece.length
      }
      await file.truncate(at)
      await file.sync()
    } catch (error) {
      return { is: 'away', why: error instanceof Error ? error.message : String(error) }
    } finally {
      await file.close()
    }
    if (digestOf(part) !== sha256) {
      rmSync(part, { force: true })
      return { is: 'differs' }
    }
    await rename(part, join(this.#folder, sha256))
    await syncFolder(part)
    return null
  }

  /** The digest of its WAV; null: it cannot be decoded. */
  async #decode(sha256: string): Promise<string | null> {
    try {
      const wav = writeWav(await decode(readFileSync(join(this.#folder, sha256))))
      writeOver(this.#wav(sha256), wav)
      return hash(wav)
    } catch (error) {
      if (error instanceof Failure && error.code !== 'fileUnwritable') return null
      throw error
    }
  }

  #wav(sha256: string): string {
    return join(this.#folder, `${sha256}.wav`)
  }

  #isThere(sha256: string): boolean {
    return sizeOf(this.#wav(sha256)) > 0
  }
}

function hash(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex')
}

function digestOf(file: string): string | null {
  try {
    return hash(readFileSync(file))
  } catch {
    return null
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
