/**
 * The data directory of `loa serve`: 0700, and in it what the authority is.
 *
 *   loa.db           everything, unless --database names a server
 *   authority.key    the key that directives are signed with; nodes pin it. Lost, every node enrols again
 *   sign-in.secret   what cookies, second factors and addresses of subscribers are protected with
 *   cap.pem          what alerts are signed with, and its certificate, unless others are brought (src/areas/bulletins/cap-key.ts)
 *   push.key         what push messages are signed with, once web push is open (src/channels/push/key.ts)
 *   briefings/       recordings, a folder a briefing (src/areas/briefing/office/recordings.ts)
 *   bounces/         mail that came back, until the server has taken note of it (src/channels/mail/bounce-spool.ts)
 *   backed-up        when loa backup last made one (backup-mark.ts)
 *   lock             held while a server runs
 *
 * Keys are made at the first start, written whole or not at all, and readable by their owner alone.
 */

import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { type Lock, takeLock } from '../../base/lock.ts'
import { writeNew } from '../../base/new-file.ts'
import { makeKey, type PrivateJwk, privateJwk } from '../../directive/signing.ts'
import { appFailure } from '../failures.ts'

export const DATABASE_FILE = 'loa.db'
export const KEY_FILE = 'authority.key'
export const SECRET_FILE = 'sign-in.secret'
export const PUSH_KEY_FILE = 'push.key'
export const BOUNCES_FOLDER = 'bounces'

export interface DataDirectory {
  readonly path: string
  readonly databaseFile: string
  readonly signingKey: PrivateJwk
  readonly secret: string
  release(): void
}

/** Made where it is missing. Fails with dataTaken, fileUnwritable, fileUnreadable. */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await chmod(path, 0o700)
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: path, why: reason(error) })
  }
  const lock: Lock | null = await takeLock(path, { to: 'write' })
  if (lock === null) throw appFailure('dataTaken', { directory: path })
  try {
    const key = await readOrMake(join(path, KEY_FILE), async () => JSON.stringify(await makeKey()))
    const secret = await readOrMake(join(path, SECRET_FILE), async () => randomBytes(48).toString('base64url'))
    return {
      path,
      databaseFile: join(path, DATABASE_FILE),
      signingKey: parseKey(key, join(path, KEY_FILE)),
      secret: secret.trim(),
      release: () => lock.release(),
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function parseKey(text: string, file: string): PrivateJwk {
  try {
    return privateJwk.parse(JSON.parse(text))
  } catch {
    throw baseFailure('fileUnreadable', { file, why: 'it is no Ed25519 key' })
  }
}

async function readOrMake(file: string, make: () => Promise<string>): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  const text = await make()
  writeNew(file, `${text}\n`, { mode: 0o600 })
  return text
}
