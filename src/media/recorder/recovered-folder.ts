/**
 * Recordings of a folder, finished: those that a crash cut, and those that are whole already, to the same octets.
 *
 * Takes what is in the folder when it is called: one that is begun afterwards is another's.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '../server.ts'
import { openRecording } from './disk-folder.ts'
import { recovered } from './recovered.ts'

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
