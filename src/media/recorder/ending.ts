/**
 * How a file is ended: Cues and Chapters behind its clusters, then its head with duration and places, then its digest.
 *
 * In that order, each synced before the next: wherever it is cut, what is there is finished by the same steps (`recovered.ts`).
 */
import { createHash } from 'node:crypto'
import type { Recorded } from '../server.ts'
import { AUDIO_SLOTS } from '../transport.ts'
import type { RecordingFile } from './disk.ts'
import type { FloorLog } from './floor-log.ts'
import { type Cue, chaptersOf, cuesOf, headOf } from './webm.ts'

const READ_OCTETS = 1 << 20

export interface Written {
  readonly name: string
  readonly beganMs: number
  /** The head and whole clusters. */
  readonly octets: number
  readonly cues: readonly Cue[]
  readonly log: FloorLog
}

export async function ended(file: RecordingFile, written: Written): Promise<Recorded> {
  const { name, beganMs, log } = written
  const durationMs = log.untilMs
  const cues = written.cues.length === 0 ? Buffer.alloc(0) : cuesOf(written.cues)
  const named = log.chapters()
  const chapters = named.length === 0 ? Buffer.alloc(0) : chaptersOf(named)
  const cuesAt = written.octets
  const chaptersAt = cuesAt + cues.length
  const octets = chaptersAt + chapters.length
  await file.append(Buffer.concat([cues, chapters]))
  await file.sync()
  const ending = {
    durationMs,
    octets,
    cuesAt: cues.length === 0 ? null : cuesAt,
    chaptersAt: chapters.length === 0 ? null : chaptersAt,
  }
  await file.rewriteHead(headOf({ beganMs, voices: AUDIO_SLOTS, ending }))
  await file.sync()
  const sha256 = await digestOf(file, octets)
  const gaps = log
    .spans()
    .filter(({ is }) => is === 'gap')
    .map(({ fromMs, untilMs }) => ({ fromMs: beganMs + fromMs, untilMs: beganMs + untilMs }))
  return { file: name, octets, sha256, beganMs, durationMs, gaps }
}

async function digestOf(file: RecordingFile, octets: number): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < octets; at += READ_OCTETS) hash.update(await file.read(at, Math.min(READ_OCTETS, octets - at)))
  return hash.digest('hex')
}
