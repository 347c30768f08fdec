/**
 * Announcements before the ring as files of the node's directory, for the operator's own systems, which play them:
 *
 *   announcements/live/DIRECTIVE/announcement.wav     the sound as two people approved it: A-law, 8 kHz, mono
 *   announcements/live/DIRECTIVE/announcement.json    where and when it is to be heard, and whether it still is
 *   announcements/live/DIRECTIVE/calls.json           written by the operator's systems: how many calls have heard it
 *   announcements/exercise/…                          the same for exercises; no system that plays to callers reads these
 *
 * `state` is what counts: `heard` from `from` until `until`, else nothing is played, and the sound is gone. A file takes the
 * place of what was there in one step. What the journal holds decides: what is missing or was changed is written anew.
 */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { draftOf, syncFolder } from '../base/durable-files.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { AnnouncementDirectiveBody } from '../directive/announcement.ts'
import { count, instant } from '../directive/values.ts'

const CALLS_SIZE_MAX = 4096

/** What the operator's systems say: cumulative, and `final` once no call will be counted any more. */
export const callsFile = z.strictObject({ calls: count, asOf: instant, final: z.boolean() })
export type CallsFile = z.infer<typeof callsFile>

export type AnnouncementState = 'heard' | 'over' | 'withdrawn'

export function announcementFolder(directory: string, body: AnnouncementDirectiveBody): string {
  return join(directory, 'announcements', body.content.purpose, body.directive)
}

/** Fails with fileUnwritable. */
export async function writeAnnouncement(
  folder: string,
  {
    body,
    sound,
    state,
  }: { readonly body: AnnouncementDirectiveBody; readonly sound: Buffer; readonly state: AnnouncementState },
): Promise<void> {
  const { content, directive } = body
  const { ring } = content.renditions
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    const wav = join(folder, 'announcement.wav')
    if (state === 'heard') await replace(wav, sound)
    else rmSync(wav, { force: true })
    const told = {
      directive,
      bulletin: content.bulletin,
      version: content.version,
      purpose: content.purpose,
      state,
      provinces: content.provinces,
      from: ring?.from,
      until: ring?.until,
      milliseconds: ring?.sound.milliseconds,
      sha256: ring?.sound.files.find(({ form }) => form === 'alaw')?.sha256,
    }
    await replace(join(folder, 'announcement.json'), Buffer.from(`${JSON.stringify(told)}\n`))
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: folder, why: reason(error) })
  }
}

/** Null: there is none. Otherwise why it cannot be read. */
export function readCalls(folder: string): CallsFile | { readonly wrong: string } | null {
  const file = join(folder, 'calls.json')
  try {
    const { size } = statSync(file)
    if (size > CALLS_SIZE_MAX) return { wrong: `it has ${size} octets` }
    const read = callsFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return read.success ? read.data : { wrong: 'it is not {"calls":0,"asOf":"…","final":false}' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    return { wrong: reason(error) }
  }
}

async function replace(file: string, octets: Buffer): Promise<void> {
  if (octetsOf(file)?.equals(octets)) return
  const draft = draftOf(file)
  const handle = await open(draft, 'w', 0o644)
  try {
    await handle.writeFile(octets)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  await syncFolder(file)
}

function octetsOf(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
