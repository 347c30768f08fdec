/**
 * A folder that holds public files and nothing else of ours, each with its copies by gzip and Brotli.
 *
 *   what is another ──► drafts beside their places, synced ──► all take their places at once, in their order ──► what is public no
 *   more is removed ──► folders synced
 *
 * Whatever goes wrong before the drafts take their places leaves everything as it was. What lies in the folder and has none of our
 * addresses stays. Knows no content.
 */

import { renameSync } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { draftOf, syncFolder } from '../../base/durable-files.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { type Lock, takeLock } from '../../base/lock.ts'
import { alertPath, pagePath } from '../../directive/public-place.ts'
import { PAGE_LANGUAGES } from '../../directive/public-words.ts'
import { pressed } from '../../http/page-cache.ts'
import { appFailure } from '../failures.ts'
import type { PublicFile } from './public-files.ts'

export interface Brought {
  readonly files: number
  readonly written: number
  readonly removed: number
}

/** Files that are made at once. */
const AT_ONCE = 16
const COPIES = [
  ['.br', (octets: Buffer) => pressed(octets, 'br')],
  ['.gz', (octets: Buffer) => pressed(octets, 'gzip')],
  ['', (octets: Buffer) => octets],
] as const
/** All that is in them is ours. */
const OWN = (['live', 'exercise'] as const).flatMap(purpose => [
  ...PAGE_LANGUAGES.map(language => pagePath(purpose, language)),
  dirname(alertPath(purpose, '')),
])
const DRAFT = /^\..+\.[0-9a-f]{12}\.draft$/

interface Draft {
  readonly file: PublicFile
  readonly renames: readonly { readonly draft: string; readonly to: string }[]
}

export class PublicFolder {
  readonly #out: string
  readonly #lock: Lock
  /** Marks of what lies there, by path; of the first time, what was found. */
  readonly #there = new Map<string, string | null>()

  private constructor(out: string, lock: Lock) {
    this.#out = out
    this.#lock = lock
  }

  /** Made where it is missing. Fails with dataTaken where another program writes there, and with fileUnwritable. */
  static async open(out: string): Promise<PublicFolder> {
    try {
      await mkdir(out, { recursive: true })
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: out, why: reason(error) })
    }
    const lock = await takeLock(out, { to: 'write' })
    if (lock === null) throw appFailure('dataTaken', { directory: out })
    const folder = new PublicFolder(out, lock)
    await folder.#look()
    return folder
  }

  close(): void {
    this.#lock.release()
  }

  /** Fails with fileUnwritable. */
  async bring(files: readonly PublicFile[]): Promise<Brought> {
    try {
      const drafts = await this.#draftsOf(files.filter(each => this.#there.get(each.path) !== each.mark))
      const folders = new Set<string>()
      for (const { file, renames } of drafts) {
        for (const { draft, to } of renames) renameSync(draft, to)
        this.#there.set(file.path, file.mark)
        folders.add(dirname(file.path))
      }
      const removed = await this.#removeBut(new Set(files.map(({ path }) => path)), folders)
      for (const folder of folders) await syncFolder(join(this.#out, folder, 'any'))
      return { files: files.length, written: drafts.length, removed }
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: this.#out, why: reason(error) })
    }
  }

  /** What an earlier run has left. */
  async #look(): Promise<void> {
    for (const own of ['/', ...OWN]) {
      const entries = await readdir(join(this.#out, own), { recursive: own !== '/', withFileTypes: true }).catch(
        () => [],
      )
      for (const entry of entries) {
        const path = join(entry.parentPath, entry.name)
        if (DRAFT.test(entry.name)) await rm(path)
        else if (own !== '/' && !entry.isDirectory())
          this.#there.set(path.slice(join(this.#out, '/').length - 1).replace(/\.(?:gz|br)$/, ''), null)
      }
    }
  }

  /** Of those that lie there as they are to be, none. */
  async #draftsOf(files: readonly PublicFile[]): Promise<readonly Draft[]> {
    const drafts: Draft[] = []
    try {
      for (let at = 0; at < files.length; at += AT_ONCE) {
        const some = files.slice(at, at + AT_ONCE).map(async file => {
          const draft = await this.#draftOf(file)
          if (draft !== null) drafts.push(draft)
        })
        const failed = (await Promise.allSettled(some)).find(({ status }) => status === 'rejected')
        if (failed?.status === 'rejected') throw failed.reason
      }
    } catch (error) {
      for (const { draft } of drafts.flatMap(({ renames }) => renames)) await rm(draft, { force: true })
      throw error
    }
    const places = new Map(files.map((file, at) => [file, at]))
    return drafts.toSorted((a, b) => (places.get(a.file) ?? 0) - (places.get(b.file) ?? 0))
  }

  async #draftOf(file: PublicFile): Promise<Draft | null> {
    const isUnknown = (this.#there.get(file.path) ?? null) === null
    if (isUnknown && (await this.#stands(file))) {
      this.#there.set(file.path, file.mark)
      return null
    }
    const octets = await file.octets()
    if (octets === null) return null
    const renames: { draft: string; to: string }[] = []
    for (const [suffix, made] of COPIES) {
      const to = join(this.#out, file.path + suffix)
      await mkdir(dirname(to), { recursive: true })
      const draft = draftOf(to)
      renames.push({ draft, to })
      await writeSynced(draft, made(octets))
    }
    return { file, renames }
  }

  async #stands(file: PublicFile): Promise<boolean> {
    if (!(await this.#isThere(file))) return false
    const { standsWith } = file
    if (standsWith !== undefined && (await this.#isThere(standsWith)))
      if (await this.#isAsOnDisk(standsWith)) return true
    return await this.#isAsOnDisk(file)
  }

  async #isThere({ path }: PublicFile): Promise<boolean> {
    const found = await Promise.allSettled(COPIES.map(async ([suffix]) => await access(join(this.#out, path + suffix))))
    return found.every(({ status }) => status === 'fulfilled')
  }

  async #isAsOnDisk(file: PublicFile): Promise<boolean> {
    const octets = await file.octets()
    return octets?.equals(await readFile(join(this.#out, file.path))) === true
  }

  async #removeBut(wanted: ReadonlySet<string>, folders: Set<string>): Promise<number> {
    const old = [...this.#there.keys()].filter(path => !wanted.has(path))
    for (const path of old) {
      for (const [suffix] of COPIES) await rm(join(this.#out, path + suffix), { force: true })
      this.#there.delete(path)
      folders.add(dirname(path))
    }
    return old.length
  }
}

/** Everyone may read it. */
async function writeSynced(path: string, octets: Buffer): Promise<void> {
  const handle = await open(path, 'w', 0o644)
  try {
    await handle.writeFile(octets)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
