/**
 * The operator's lists: all subscribers, those of each province, those to leave out, those of a language.
 *
 * Each is imported once and kept as a built audience below its digest, so that the next start only reads it. The copy is
 * the node's own: a list that is replaced while the node runs changes nothing before the next start.
 *
 * Knows files and which list a name means. Numbers stay in files that only their owner can read.
 */

import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Audience } from '../audience/audience.ts'
import { readAudience, writeAudience } from '../audience/file.ts'
import { importOrRead } from '../audience/import.ts'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Log } from '../base/log.ts'
import { isPipe } from '../base/pipe.ts'
import type { AudienceTerms } from '../directive/documents.ts'

/** A built audience in the node's own directory. */
export interface ListFile {
  readonly path: string
  readonly subscribers: number
  readonly sha256: string
}

export interface ProvinceList {
  readonly code: string
  /** A day on which the code meant this province. */
  readonly asOf: string
  readonly list: ListFile
}

export interface Lists {
  readonly provinces: readonly ProvinceList[]
  readonly excludes: readonly { readonly name: string; readonly list: ListFile }[]
  readonly languages: readonly { readonly language: string; readonly list: ListFile }[]
}

/**
 * The days from which codes of Vietnam's provinces mean others than before: Resolution 202/2025/QH15.
 * A list and a directive speak of the same province where none of these days lies between theirs.
 */
export const PROVINCE_REFORMS: readonly string[] = ['2025-07-01']

/** The list of a province as it was on that day; null where there is none. */
export function provinceOn(
  provinces: readonly ProvinceList[],
  wanted: { readonly code: string; readonly asOf: string },
): ProvinceList | null {
  return (
    provinces.find(({ code, asOf }) => code === wanted.code && asOf === wanted.asOf) ??
    provinces.find(({ code, asOf }) => code === wanted.code && eraOf(asOf) === eraOf(wanted.asOf)) ??
    null
  )
}

function eraOf(day: string): number {
  return PROVINCE_REFORMS.filter(reform => reform <= day).length
}

/** The files that the terms name, or the name of the kind that is unknown. */
export function listsOf(
  terms: AudienceTerms,
  lists: Lists,
):
  | { is: 'found'; provinces: readonly string[] | null; excludes: readonly string[] }
  | { is: 'unknown-province' | 'unknown-list' } {
  const provinces = terms.provinces?.map(wanted => provinceOn(lists.provinces, wanted)) ?? null
  if (provinces?.includes(null)) return { is: 'unknown-province' }
  const excludes = terms.excludes.map(name => lists.excludes.find(known => known.name === name))
  if (excludes.includes(undefined)) return { is: 'unknown-list' }
  return {
    is: 'found',
    provinces: provinces?.flatMap(known => (known === null ? [] : [known.list.path])) ?? null,
    excludes: excludes.flatMap(known => (known === undefined ? [] : [known.list.path])),
  }
}

/** Keeps built audiences in one directory, and nothing else there. */
export class ListStore {
  readonly #directory: string
  readonly #country: string
  readonly #log: Log
  readonly #used = new Set<string>()

  constructor(options: { directory: string; country: string; log: Log }) {
    this.#directory = options.directory
    this.#country = options.country
    this.#log = options.log
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
  }

  /** `called` names it in the log. Fails as importOrRead does. */
  async take(path: string, called: string, signal: AbortSignal): Promise<ListFile> {
    const name = `${await digestOf(path, this.#country, signal)}.loa`
    const kept = join(this.#directory, name)
    const rejectsPath = `${kept}.rejects.csv`
    this.#used.add(name).add(`${name}.rejects.csv`)
    const known = await this.#known(kept)
    if (known !== null) return known
    const country = this.#country
    const built = await importOrRead(path, { rejectsPath, country, signal })
    await writeAudience(kept, built, built)
    this.#log.info('subscriber list imported', {
      list: called,
      subscribers: built.size,
      duplicates: built.duplicates,
      rejected: built.rejected,
    })
    return fileOf(kept, built)
  }

  async #known(kept: string): Promise<ListFile | null> {
    if (!existsSync(kept)) return null
    try {
      return fileOf(kept, await readAudience(kept))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.#log.warn('imported list damaged, importing again', { code: error.code })
      return null
    }
  }

  /** What no list of this start needs: subscribers' numbers are not kept without a use. */
  clear(): void {
    for (const name of readdirSync(this.#directory))
      if (!this.#used.has(name)) rmSync(join(this.#directory, name), { force: true })
  }
}

function fileOf(path: string, { size, sha256 }: Audience): ListFile {
  return { path, subscribers: size, sha256 }
}

/** Of the file's octets and what else the import depends on. */
async function digestOf(path: string, country: string, signal: AbortSignal): Promise<string> {
  if (isPipe(path)) throw baseFailure('fileUnreadable', { file: path, why: 'it is a pipe, and is read twice' })
  const hash = createHash('sha256').update(`${country}\n`)
  try {
    const pieces = createReadStream(path, { highWaterMark: 1 << 20, signal })
    for await (const piece of pieces) hash.update(piece)
  } catch (error) {
    if (signal.aborted) throw baseFailure('stoppedAsAsked')
    throw baseFailure('fileUnreadable', { file: path, why: reason(error) })
  }
  return hash.digest('hex')
}
