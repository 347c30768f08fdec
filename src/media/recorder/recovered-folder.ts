/**
 * Recordings of a folder, finished: those that a crash cut, and those that are whole already, to the same octets.
 *
 * Takes what is in the folder when it is called: one that is begun afterwards is another's.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '../server.ts'
import type { RecordingFile } from './disk.ts'
import { openRecording } from './disk-folder.ts'
import { headAt } from './ebml.ts'
import { ended } from './ending.ts'
import { FloorLog, noteOf } from './floor-log.ts'
import { beganMsOf, CLUSTER, type Cue, HEAD_OCTETS, PICTURE_TRACK, readCluster } from './webm.ts'

/*
 * A file that was cut by a crash, finished: what of it is whole stays, a torn cluster at its end goes, its head is written.
 *
 * One that is whole already is finished to the same octets. Reads a cluster at a time.
 */

/** More than a second of anything. */
const CLUSTER_OCTETS_MAX = 32_000_000
/** An id and a size. */
const CLUSTER_HEAD_MAX = 12

/** Null: it is no recording, or nothing but its head is whole, which no player opens; it is left as it is. Closes the file. */
export async function recovered(file: RecordingFile, name: string): Promise<Recorded | null> {
  try {
    const beganMs = beganMsOf(await file.read(0, HEAD_OCTETS))
    if (beganMs === null) return null
    const log = new FloorLog()
    const cues: Cue[] = []
    let octets = HEAD_OCTETS
    for (let next = await clusterAt(file, octets); next !== null; ) {
      const key = next.blocks.find(({ track, isKey }) => track === PICTURE_TRACK && isKey)
      if (key !== undefined) cues.push({ atMs: key.atMs, position: octets })
      log.add(next.note)
      octets = next.end
      next = await clusterAt(file, octets)
    }
    if (octets === HEAD_OCTETS) return null
    await file.cut(octets)
    return await ended(file, { name, beganMs, octets, cues, log })
  } finally {
    await file.close()
  }
}

async function clusterAt(file: RecordingFile, at: number) {
  const head = headAt(await file.read(at, CLUSTER_HEAD_MAX), 0)
  if (head?.id !== CLUSTER || head.size === null || head.size > CLUSTER_OCTETS_MAX) return null
  const content = await file.read(at + head.at, head.size)
  const cluster = content.length < head.size ? null : readCluster(content)
  const note = cluster === null ? null : noteOf(cluster.note)
  if (cluster === null || note === null) return null
  return { blocks: cluster.blocks, note, end: at + head.at + head.size }
}

/** In the order of their names, which is that of time. One that is no recording is left as it is, and so are those that are kept. */
export async function recoveredIn(folder: string, kept: ReadonlySet<string>): Promise<readonly Recorded[]> {
  const all: Recorded[] = []
  for (const name of recordingsIn(folder)) {
    if (kept.has(name)) continue
    const recorded = await recovered(await openRecording(join(folder, name)), name)
    if (recorded !== null) all.push(recorded)
  }
  return all
}

function recordingsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.webm'))
      .toSorted()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
