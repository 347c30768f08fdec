/**
 * A backup of the authority is one file: the embedded database as it was at one instant, and in it the secrets of the data
 * directory, so that the nodes know the restored authority by its key, and readers of its alerts by the certificate.
 *
 * A restore gives the secrets back to files of their own and takes them out of the database; all sessions and one-time
 * links end, since what was revoked after the backup would otherwise count again.
 *
 * Whoever has the file has the authority: it is its owner's alone.
 */

import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CAP_KEY_FILE } from '../../areas/bulletins/cap-key.ts'
import { Failure, reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { backUp, restore } from '../../sql/backup.ts'
import { sqlFailure } from '../../sql/failures.ts'
import { MIGRATIONS, RESTORED_STATEMENTS } from '../areas.ts'
import { appFailure } from '../failures.ts'
import { markBackup } from './backup-mark.ts'
import { DATABASE_FILE, KEY_FILE, PUSH_KEY_FILE, SECRET_FILE } from './data-directory.ts'

const SECRETS = [KEY_FILE, SECRET_FILE] as const
/** That an authority may be without: it never signed an alert or a push message, or brings its own key for that. */
const MAYBE = [CAP_KEY_FILE, PUSH_KEY_FILE] as const
const settingOf = (file: string) => `backup:${file}`

/** While a server runs or not. Fails with dataMissing, fileUnreadable, fileUnwritable. */
export async function backUpAuthority(given: { data: string; to: string }): Promise<{ octets: number }> {
  const { data, to } = given
  const file = join(data, DATABASE_FILE)
  if (!existsSync(file)) throw appFailure('dataMissing', { directory: data })
  if (existsSync(to)) throw baseFailure('fileUnwritable', { file: to, why: 'file already exists' })
  const secrets = new Map<string, string>()
  for (const name of SECRETS) secrets.set(name, await read(join(data, name)))
  for (const name of MAYBE) if (existsSync(join(data, name))) secrets.set(name, await read(join(data, name)))
  const part = `${to}.making`
  try {
    await rm(part, { force: true })
    const { octets } = await backUp({ file, to: part })
    const copy = new DatabaseSync(part)
    try {
      copy.exec('pragma synchronous = full')
      const put = copy.prepare('insert or replace into setting (name, value) values (?, ?)')
      for (const [name, value] of secrets) put.run(settingOf(name), value)
    } finally {
      copy.close()
    }
    await rename(part, to)
    await markBackup(data, new Date())
    return { octets }
  } catch (error) {
    await rm(part, { force: true })
    if (error instanceof Failure) throw error
    throw baseFailure('fileUnwritable', { file: to, why: reason(error) })
  }
}

/** Into a directory that is missing or empty. Fails with restoreTaken, backupUnreadable, databaseNewer, fileUnwritable. */
export async function restoreAuthority(given: { from: string; data: string; nowMs: number }): Promise<void> {
  const { from, data, nowMs } = given
  if (!existsSync(from)) throw baseFailure('fileUnreadable', { file: from, why: 'no such file or directory' })
  await mkdir(data, { recursive: true, mode: 0o700 })
  if ((await readdir(data)).length > 0) throw appFailure('restoreTaken', { directory: data })
  const file = join(data, DATABASE_FILE)
  restore({ backup: from, file, now: nowMs, migrations: MIGRATIONS, restored: RESTORED_STATEMENTS })
  try {
    const copy = new DatabaseSync(file)
    try {
      const secrets = [
        ...SECRETS.map(name => [name, secretIn(copy, name)] as const),
        ...MAYBE.map(name => [name, secretIn(copy, name)] as const).filter(([, value]) => value !== null),
      ]
      for (const [name, value] of secrets) {
        if (value === null) throw sqlFailure('backupUnreadable', { file: from, why: `no ${name}` })
        await writeFile(join(data, name), value, { mode: 0o600, flag: 'wx', flush: true })
      }
      copy.exec(`delete from setting where name like 'backup:%'`)
      copy.exec('delete from sign_in_session')
      copy.exec('delete from one_time_link')
      // What was deleted would otherwise stay in free pages.
      copy.exec('vacuum')
    } finally {
      copy.close()
    }
  } catch (error) {
    for (const name of [DATABASE_FILE, ...SECRETS, ...MAYBE]) await rm(join(data, name), { force: true })
    if (error instanceof Failure) throw error
    throw baseFailure('fileUnwritable', { file: data, why: reason(error) })
  }
}

function secretIn(copy: DatabaseSync, name: string): string | null {
  const row = copy.prepare('select value from setting where name = ?').get(settingOf(name))
  return typeof row?.value === 'string' ? row.value : null
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}
