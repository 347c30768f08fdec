/**
 * The free lists as files of the node's directory, for the operator's own programs: charging feeds, the online
 * charging server, the audit.
 *
 *   zero-rating/list-1.jws, list-2.jws, …   every version as it was signed
 *   zero-rating/current                     the newest again; it may come into force later
 *   zero-rating/authority.key.pub           whose signature they carry, for --public-key
 *
 * A file takes the place of what was there in one step, so a reader sees the old one or the new one. What the journal
 * holds decides: what is missing or was changed is written anew.
 */

import { mkdirSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../base/durable-files.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { PublicJwk } from '../directive/public-key.ts'

const FOLDER = 'zero-rating'

/** `documents`: oldest first, the first is version 1. Nothing where there are none. Fails with fileUnwritable. */
export async function writeFreeListFiles(
  directory: string,
  documents: readonly string[],
  authorityKey: PublicJwk,
): Promise<void> {
  const newest = documents.at(-1)
  if (newest === undefined) return
  const folder = join(directory, FOLDER)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: folder, why: reason(error) })
  }
  for (const [at, document] of documents.entries()) await replace(join(folder, `list-${at + 1}.jws`), document)
  await replace(join(folder, 'authority.key.pub'), JSON.stringify(authorityKey))
  await replace(join(folder, 'current'), newest)
}

async function replace(file: string, document: string): Promise<void> {
  const text = `${document}\n`
  if (textOf(file) === text) return
  const draft = `${file}.draft`
  try {
    const handle = await open(draft, 'w', 0o644)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
    await syncFolder(file)
  } catch (error) {
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
