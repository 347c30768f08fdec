/**
 * Where a directory is made, before it is moved to its place: a hidden one beside it. Its maker holds its lock, so
 * what a killed process left behind is known by a lock that nobody holds, and cleared away.
 *
 * Invariant: no draft is touched while the process that makes it lives.
 */

import { lstatSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { reason } from './failure.ts'
import { baseFailure } from './failures.ts'
import { type Lock, takeLock } from './lock.ts'

export interface Draft {
  readonly directory: string
  /** Of the draft, wherever it is moved. */
  readonly lock: Lock
}

/** Another process may clear a draft away before its maker has the lock; not again and again. */
const TRIES = 10
/** What is being cleared away has another name: its maker, if it still comes, does not find it. */
const GONE = '.gone'

export async function beginDraft(place: string): Promise<Draft> {
  const beginning = join(dirname(resolve(place)), beginningOf(place))
  let why: unknown
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const directory = made(beginning, place)
    try {
      const lock = await takeLock(directory, { to: 'write' })
      if (lock !== null) return { directory, lock }
    } catch (error) {
      rmSync(directory, { recursive: true, force: true })
      why = error
    }
  }
  throw why ?? baseFailure('fileThere', { file: place })
}

/** Those of this place that no process makes any more. What cannot be cleared away stays: it harms nothing. */
export async function clearDrafts(place: string): Promise<void> {
  const parent = dirname(resolve(place))
  for (const name of draftsIn(parent, beginningOf(place))) {
    try {
      await clear(join(parent, name))
    } catch {}
  }
}

/** Only its owner may look into it (mode 0700). */
function made(beginning: string, place: string): string {
  try {
    return mkdtempSync(beginning)
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: place, why: reason(error) })
  }
}

function beginningOf(place: string): string {
  return `.${basename(resolve(place))}.draft-`
}

function draftsIn(parent: string, beginning: string): string[] {
  try {
    return readdirSync(parent).filter(
      name => name.startsWith(beginning) && /^[A-Za-z0-9]{6}(\.gone)?$/.test(name.slice(beginning.length)),
    )
  } catch {
    return []
  }
}

async function clear(draft: string): Promise<void> {
  if (!lstatSync(draft).isDirectory()) return
  const lock = await takeLock(draft, { to: 'write' })
  if (lock === null) return
  try {
    const gone = draft.endsWith(GONE) ? draft : draft + GONE
    renameSync(draft, gone)
    rmSync(gone, { recursive: true })
  } finally {
    lock.release()
  }
}
