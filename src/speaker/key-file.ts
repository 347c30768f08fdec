/**
 * The device's key and what was pinned with it: cluster, places, hours, the authority's key, the people's roster. Written once, whole and
 * synced, readable by its owner alone; never told. Of all of it hours alone change, by a person at the device.
 *
 * While a device asks to be enrolled, its key lies in FILE.asking: an answer that was lost on the way is asked for once more with the
 * same key, and costs no code.
 */
import { lstatSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { writeNew, writeOver } from '../base/new-file.ts'
import { sha256 } from '../directive/documents.ts'
import { publicJwk } from '../directive/public-key.ts'
import { makeKey, type PrivateJwk, privateJwk } from '../directive/signing.ts'
import { speakerFailure } from './failures.ts'
import { type PinnedHours, pinnedHours } from './hours.ts'
import { enrolAnswer } from './wire.ts'

const { cluster, name, purpose, places } = enrolAnswer.shape

export const keyFile = z.strictObject({
  cluster,
  name,
  purpose,
  places,
  authority: z.strictObject({ url: z.string().min(1).max(2000), publicKey: publicJwk }),
  key: privateJwk,
  /** Of the version of the people's roster that the code named. */
  rosterSha256: sha256,
  /** Missing: of a device that was enrolled before hours were pinned (hours.ts). */
  hours: pinnedHours.optional(),
})
export type KeyFile = z.infer<typeof keyFile>

const askingPath = (file: string) => `${file}.asking`

/** Fails with fileUnreadable or speakerKeyWrong; what is in the file is never cited. */
export function readKeyFile(file: string): KeyFile {
  const parsed = keyFile.safeParse(jsonOf(textOf(file)))
  if (!parsed.success) throw speakerFailure('speakerKeyWrong', { file })
  return parsed.data
}

/** The key to ask with: the one of an earlier asking, or a new one. Fails with fileThere, or as it is read. */
export async function askingKey(file: string): Promise<PrivateJwk> {
  if (isThere(file)) throw baseFailure('fileThere', { file })
  const asking = askingPath(file)
  if (isThere(asking)) {
    const parsed = privateJwk.safeParse(jsonOf(textOf(asking)))
    if (!parsed.success) throw speakerFailure('speakerKeyWrong', { file: asking })
    return parsed.data
  }
  const key = await makeKey()
  writeNew(asking, `${JSON.stringify(key)}\n`, { mode: 0o600 })
  return key
}

/** Fails with fileThere or fileUnwritable. */
export function keepKeyFile(file: string, content: KeyFile): void {
  writeNew(file, `${JSON.stringify(keyFile.parse(content), null, 2)}\n`, { mode: 0o600 })
  rmSync(askingPath(file), { force: true })
}

/** Another time: from the device's next start on. Fails with fileUnreadable, speakerKeyWrong or fileUnwritable. */
export function pinHours(file: string, hours: PinnedHours): KeyFile {
  const content = keyFile.parse({ ...readKeyFile(file), hours })
  writeOver(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  return content
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}
