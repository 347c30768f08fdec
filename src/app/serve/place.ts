/**
 * Where an authority is: its data directory with its keys, and its database, together. What is in a database server is known by
 * the authority's key and by fingerprints of its other keys, so that a mistyped directory does not begin a second authority on it,
 * and a second machine serves it with copies of the same files or not at all.
 *
 *   whose is the database? ──► has the directory all files of keys that it knows, or are they to be replaced? ──► opened, tables ──► said
 *
 * No key is made beside a database that knows one. A server whose keys were replaced by another one ends.
 */
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CAP_KEY_FILE } from '../../areas/bulletins/cap-key.ts'
import type { Failure } from '../../base/failure.ts'
import { signerOf } from '../../directive/signing.ts'
import { type Database, openDatabase } from '../../sql/database.ts'
import { migrate } from '../../sql/migrate.ts'
import { AUTHORITY_KEY, firstSaid, forgetSaid, type Whose, whose } from '../../sql/whose.ts'
import { MIGRATIONS } from '../areas.ts'
import { appFailure } from '../failures.ts'
import { type DataDirectory, KEY_FILE, openDataDirectory, PUSH_KEY_FILE, SECRET_FILE } from './data-directory.ts'

export interface Place {
  readonly directory: DataDirectory
  readonly database: Database
  /** Settles when this server has to end, with why. */
  readonly lost: Promise<Failure>
  /** A key in a file of the directory that is made where it is missing. Fails with keyForeign where another server made one first. */
  keyIn<Key>(file: string, open: () => Promise<Key>): Promise<Key>
}

/** Beside the one that directives are signed with. The first two are there from the first start on. */
const ALWAYS = [KEY_FILE, SECRET_FILE]
const OTHERS = [SECRET_FILE, CAP_KEY_FILE, PUSH_KEY_FILE]
/** After so long a server knows that its keys were replaced. */
const LOOK_EVERY_MS = 5000

/** Fails with dataForeign, keyForeign, and as its parts do. `undo` gets what has to be closed again, in order. */
export async function openPlace(
  options: {
    readonly data: string
    readonly database: string | null
    readonly replacesKey?: boolean
    readonly lookEveryMs?: number
  },
  undo: (() => Promise<void> | void)[],
): Promise<Place> {
  const { data, database: url, replacesKey = false, lookEveryMs = LOOK_EVERY_MS } = options
  if (url === null) {
    const directory = await openDataDirectory(data)
    undo.push(() => directory.release())
    const database = await openDatabase({ file: directory.databaseFile })
    undo.push(async () => await database.close())
    return { directory, database, lost: NEVER, keyIn: async (_, open) => await open() }
  }
  const database = await openDatabase({ url })
  undo.push(async () => await database.close())
  const known = await whose(database)
  // Before anything is made there.
  if (!replacesKey) checkThere(data, known)
  const directory = await openDataDirectory(data)
  undo.push(() => directory.release())
  const keys = new Keys(database, data, (await signerOf(directory.signingKey)).keyId)
  if (!replacesKey) await keys.check(known)
  await migrate(database, MIGRATIONS)
  if (replacesKey) await keys.replace(known)
  await keys.say()
  const replaced = keys.replaced(lookEveryMs)
  undo.push(() => replaced.stop())
  return { directory, database, lost: replaced.failure, keyIn: async (file, open) => await keys.keyIn(file, open) }
}

const NEVER = new Promise<never>(() => {})

/** Fails with dataForeign, keyForeign: a key that the database knows is not in the directory, and none is made in its place. */
function checkThere(data: string, known: Whose): void {
  if (known.is === 'nobody') return
  for (const file of new Set([...ALWAYS, ...known.fingerprints.keys()])) {
    if (existsSync(join(data, file))) continue
    throw file === KEY_FILE
      ? appFailure('dataForeign', { directory: data, key: known.keyId ?? '?' })
      : appFailure('keyForeign', { directory: data, file })
  }
}

/** Those in a directory, and what a database knows of them. */
class Keys {
  readonly #database: Database
  readonly #data: string
  readonly #keyId: string
  /** What counts by our own word. */
  readonly #said = new Map<string, string>()

  constructor(database: Database, data: string, keyId: string) {
    this.#database = database
    this.#data = data
    this.#keyId = keyId
  }

  async check(known: Whose): Promise<void> {
    if (known.is === 'nobody') return
    if (known.keyId !== null && known.keyId !== this.#keyId) throw this.#foreign(AUTHORITY_KEY, known.keyId)
    for (const [file, fingerprint] of known.fingerprints)
      if ((await this.#fingerprint(file)) !== fingerprint) throw this.#foreign(file, fingerprint)
  }

  /** What the database knows counts no more. */
  async replace(known: Whose): Promise<void> {
    if (known.is === 'nobody') return
    for (const key of [AUTHORITY_KEY, ...known.fingerprints.keys()]) await forgetSaid(this.#database, key)
  }

  /** Fails where another server has said something else in the same instant. */
  async say(): Promise<void> {
    await this.#sayOf(AUTHORITY_KEY, this.#keyId)
    for (const file of OTHERS)
      if (existsSync(join(this.#data, file))) await this.#sayOf(file, await this.#fingerprint(file))
  }

  async keyIn<Key>(file: string, open: () => Promise<Key>): Promise<Key> {
    const isThere = existsSync(join(this.#data, file))
    const key = await open()
    try {
      await this.#sayOf(file, await this.#fingerprint(file))
      return key
    } catch (error) {
      if (!isThere) rmSync(join(this.#data, file), { force: true })
      throw error
    }
  }

  replaced(everyMs: number): { readonly failure: Promise<Failure>; stop(): void } {
    const failure = Promise.withResolvers<Failure>()
    const look = async () => {
      const known = await whose(this.#database)
      for (const [key, fingerprint] of this.#said) {
        const now = known.is === 'nobody' ? null : (known.fingerprints.get(key) ?? null)
        const counts = key === AUTHORITY_KEY && known.is === 'authority' ? known.keyId : now
        if (counts !== null && counts !== fingerprint) failure.resolve(this.#foreign(key, counts))
      }
    }
    // A database that is away has nothing new to say.
    const timer = setInterval(() => void look().catch(() => {}), everyMs).unref()
    return { failure: failure.promise, stop: () => clearInterval(timer) }
  }

  async #sayOf(key: string, fingerprint: string): Promise<void> {
    const counts = await firstSaid(this.#database, key, fingerprint)
    if (counts !== fingerprint) throw this.#foreign(key, counts)
    this.#said.set(key, fingerprint)
  }

  /** Nothing of a key can be made of it. */
  async #fingerprint(file: string): Promise<string> {
    const text = (await readFile(join(this.#data, file), 'utf8')).trim()
    return createHash('sha256').update(`fingerprint of ${file}\n${text}`).digest('base64url')
  }

  #foreign(key: string, counts: string): Failure {
    return key === AUTHORITY_KEY
      ? appFailure('dataForeign', { directory: this.#data, key: counts })
      : appFailure('keyForeign', { directory: this.#data, file: key })
  }
}
