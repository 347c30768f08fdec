/**
 * That a backup was made: a mark in the data directory, since it is made by another process while the server runs. A PostgreSQL server
 * has its own tools, of which nobody here knows.
 */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'

const MARK_FILE = 'backed-up'
const LOOK_EVERY_MS = 10_000

/** Never fails: the backup is there, whether it is marked or not. */
export async function markBackup(data: string, now: Date): Promise<void> {
  await writeFile(join(data, MARK_FILE), `${now.toISOString()}\n`, { mode: 0o600 }).catch(() => {})
}

/** Null: none was made. */
export function lastBackup(data: string): string | null {
  try {
    const at = Date.parse(readFileSync(join(data, MARK_FILE), 'utf8').trim())
    return Number.isNaN(at) ? null : new Date(at).toISOString()
  } catch {
    return null
  }
}

/** What the server knows of backups, for the set-up; whoever looks is told once one was made. */
export function backupPart(work: Pick<UnitOfWork, 'publish'>, data: string): OpenArea {
  let known = lastBackup(data)
  return {
    routes: [],
    overview: { setUp: async () => ({ backupAt: lastBackup(data) }) },
    jobs: [
      {
        everyMs: LOOK_EVERY_MS,
        act: () => {
          const at = lastBackup(data)
          if (at === known) return
          known = at
          work.publish({ is: 'setUp' })
        },
      },
    ],
  }
}
