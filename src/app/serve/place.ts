/**
 * Where an authority is: its data directory with its keys, and its database, together. What is in a database server is known by
 * the authority's key, so that a mistyped directory does not begin a second authority on it; and one server has it at a time.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { signerOf } from '../../directive/signing.ts'
import { type Database, openDatabase } from '../../sql/database.ts'
import { makeOurs, type Whose, whose } from '../../sql/whose.ts'
import { appFailure } from '../failures.ts'
import { type DataDirectory, KEY_FILE, openDataDirectory } from './data-directory.ts'

export interface Place {
  readonly directory: DataDirectory
  readonly database: Database
  readonly lost: Promise<void>
  /** Once the tables are there. */
  makeOurs(keyId: string): Promise<void>
}

/** Fails with databaseTaken, dataForeign, and as its parts do. `undo` gets what has to be closed again, in order. */
export async function openPlace(
  options: {
    readonly data: string
    readonly database: string | null
    readonly replacesKey?: boolean
  },
  undo: (() => Promise<void> | void)[],
): Promise<Place> {
  const { data, database: url, replacesKey = false } = options
  if (url === null) {
    const directory = await openDataDirectory(data)
    undo.push(() => directory.release())
    const database = await openDatabase({ file: directory.databaseFile })
    undo.push(async () => await database.close())
    return { directory, database, lost: NEVER, makeOurs: async () => {} }
  }
  const database = await openDatabase({ url })
  undo.push(async () => await database.close())
  const { beAlone } = await import('../../sql/alone.ts')
  const alone = await beAlone(url)
  undo.push(async () => await alone.release())
  const known = await whose(database)
  const refuse = (key: string) => appFailure('dataForeign', { directory: data, key })
  // Before anything is made there.
  if (known.is === 'authority' && !replacesKey && !existsSync(join(data, KEY_FILE)))
    throw refuse(known.keyId ?? '?')
  const directory = await openDataDirectory(data)
  undo.push(() => directory.release())
  const { keyId } = await signerOf(directory.signingKey)
  if (isOfAnother(known, keyId) && !replacesKey) throw refuse(known.keyId)
  return {
    directory,
    database,
    lost: alone.lost,
    makeOurs: async id => await makeOurs(database, id),
  }
}

function isOfAnother(known: Whose, keyId: string): known is { is: 'authority'; keyId: string } {
  return known.is === 'authority' && known.keyId !== null && known.keyId !== keyId
}

const NEVER = new Promise<void>(() => {})
