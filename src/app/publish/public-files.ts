/**
 * All that everyone may read at an instant, as files under the same addresses, pages as `.html`: what pages lead to first, pages and
 * feeds last. Octet for octet what the server answers.
 *
 *   database ──► the pages of bulletins and of what is free ──► files, each with a mark: the same mark, the same octets
 *
 * A file is made when it is asked for. Knows no folder, and signs nothing.
 */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { CAP_KEY_FILE, certificateIn } from '../../areas/bulletins/cap-key.ts'
import { capRows } from '../../areas/bulletins/cap-store.ts'
import type { Released } from '../../areas/bulletins/channel.ts'
import { PublicDesk } from '../../areas/bulletins/public-desk.ts'
import { pictureOf } from '../../areas/bulletins/public-picture.ts'
import { SITE_SETTING } from '../../areas/bulletins/public-routes.ts'
import type { PublishedBulletin } from '../../areas/bulletins/public-told.ts'
import { releasesOf } from '../../areas/bulletins/releases.ts'
import { FreeLists } from '../../areas/free/lists.ts'
import { freePages } from '../../areas/free/public-page.ts'
import { freeViewUseCases } from '../../areas/free/view.ts'
import type { Page, PageSet } from '../../authority/public-pages.ts'
import type { Store } from '../../authority/store.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import {
  alertPath,
  CERTIFICATE_PATH,
  fileOf,
  pagePath,
  picturePath,
  type Site,
  soundPath,
} from '../../directive/public-place.ts'
import { PAGE_LANGUAGES } from '../../directive/public-words.ts'
import type { Database } from '../../sql/database.ts'
import { openStore } from '../areas.ts'
import { appFailure } from '../failures.ts'

export interface PublicFile {
  /** From the folder on: `/bulletins.html`. */
  readonly path: string
  readonly mark: string
  /** Null: it is gone since. */
  octets(): Promise<Buffer | null>
  /** Takes long to make, and is as it was where that one, which is written after it, is. */
  readonly standsWith?: PublicFile
}

export interface PublicNow {
  /** In the order in which they are to be written. */
  readonly files: readonly PublicFile[]
  /** They are others by then. Milliseconds since 1970. */
  readonly untilMs: number
}

/** Of an authority's database. `data`: its directory; `capCertificateFile`: by which alerts are verified, where it was brought. */
export function publicFilesOf(
  database: Database,
  {
    data,
    capCertificateFile: brought,
  }: { readonly data?: string | undefined; readonly capCertificateFile?: string | undefined },
): PublicFiles {
  const certificate = async () => {
    if (brought !== undefined) return await readCertificate(brought)
    return data === undefined ? null : await certificateIn(join(data, CAP_KEY_FILE))
  }
  return new PublicFiles({ store: openStore(database), directory: data ?? 'PostgreSQL', certificate })
}

/** Releases that are read at once. */
const AT_ONCE = 1000

interface Older {
  readonly key: string
  readonly files: readonly PublicFile[]
}

class PublicFiles {
  readonly #store: Store
  readonly #directory: string
  readonly #certificate: () => Promise<string | null>
  readonly #lists = new FreeLists()
  /** Every bulletin that was ever released, by its newest release. */
  readonly #newest = new Map<string, Pick<Released, 'serial' | 'content'>>()
  readonly #older = new Map<string, Older>()
  #serial = 0
  #nowMs = 0
  #desk: { readonly setting: string; readonly site: Site; readonly desk: PublicDesk } | null = null

  /** `directory`: of a server that has run, for a sentence where none has. `certificate`: by which alerts are verified; null: there is none yet. */
  constructor(needs: {
    readonly store: Store
    readonly directory: string
    readonly certificate: () => Promise<string | null>
  }) {
    this.#store = needs.store
    this.#directory = needs.directory
    this.#certificate = needs.certificate
  }

  /** Fails with dataMissing where no server has ever run on it. */
  async at(nowMs: number): Promise<PublicNow> {
    this.#nowMs = nowMs
    const { desk, site } = await this.#opened()
    await this.#readOn()
    const pageSet = await desk.pageSet(nowMs)
    const free = freeViewUseCases({ store: this.#store, now: () => nowMs }, this.#lists)
    const freeNow = await freePages({ free, name: site.name }, nowMs)
    const pages = pagesOf(pageSet)
    const certificate = await this.#certificate()
    return {
      untilMs: Math.min(pageSet.untilMs, freeNow.untilMs),
      files: [
        ...desk.allTold().flatMap(told => this.#beside(told, pages)),
        ...(certificate === null ? [] : [textFile(CERTIFICATE_PATH, certificate)]),
        ...(await this.#olderFiles(desk)),
        ...pages.values(),
        ...pagesOf(freeNow).values(),
      ],
    }
  }

  async #opened() {
    const setting = await this.#store.setting(SITE_SETTING)
    if (setting === null) throw appFailure('dataMissing', { directory: this.#directory })
    if (this.#desk?.setting !== setting) {
      const site = JSON.parse(setting) as Site
      const rows = capRows(this.#store)
      const cap = {
        sign: async () => {},
        alertsOf: async (bulletin: string) => await rows.alertsOf(bulletin),
        signed: async (identifier: string) => await rows.signedAlert(identifier),
      }
      const releases = releasesOf(this.#store)
      const desk = new PublicDesk({ releases, cap, site, nowMs: () => this.#nowMs })
      this.#desk = { setting, site, desk }
      this.#older.clear()
    }
    return this.#desk
  }

  async #readOn(): Promise<void> {
    const releases = releasesOf(this.#store)
    for (;;) {
      const read = await releases.after(this.#serial, AT_ONCE)
      for (const { bulletin, serial, content } of read) {
        this.#newest.set(bulletin, { serial, content })
        this.#serial = serial
      }
      if (read.length < AT_ONCE) return
    }
  }

  /** What a page leads to: its picture and its recordings. None of an exercise. */
  #beside(told: PublishedBulletin, pages: ReadonlyMap<string, PublicFile>): PublicFile[] {
    if (told.purpose !== 'live') return []
    const page = pages.get(fileFor(pagePath('live', 'vi', told.bulletin)))
    const releases = releasesOf(this.#store)
    const sounds = told.sounds.flatMap(({ sound }): PublicFile[] => {
      const sha256 = fileOf(sound)?.sha256
      if (sha256 === undefined) return []
      const octets = async () => (await releases.file(sha256))?.octets ?? null
      return [{ path: soundPath(sha256), mark: sha256, octets }]
    })
    return [this.#picture(told, page), ...sounds]
  }

  #picture(told: PublishedBulletin, standsWith: PublicFile | undefined): PublicFile {
    const { setting = '', site } = this.#desk ?? {}
    return {
      path: picturePath(told.bulletin),
      mark: markOf(`${setting} ${told.changedMs} ${told.serial}`),
      octets: async () => await pictureOf(told, site as Site),
      ...(standsWith !== undefined && { standsWith }),
    }
  }

  /** Pages that are in no set any more: made once, since nothing of them changes by itself. */
  async #olderFiles(desk: PublicDesk): Promise<readonly PublicFile[]> {
    const doubted = await releasesOf(this.#store).doubted()
    const all: PublicFile[] = []
    for (const [bulletin, { serial, content }] of this.#newest) {
      if (desk.told(bulletin) !== null) continue
      const key = `${serial} ${doubted.has(bulletin)}`
      const known = this.#older.get(bulletin)
      const older = known?.key === key ? known : await this.#olderOf(desk, bulletin, { key, content })
      this.#older.set(bulletin, older)
      all.push(...older.files)
    }
    return all
  }

  async #olderOf(
    desk: PublicDesk,
    bulletin: string,
    { key, content: { purpose } }: { readonly key: string; readonly content: Released['content'] },
  ): Promise<Older> {
    const alerts: PublicFile[] = []
    for (const { identifier } of await capRows(this.#store).alertsOf(bulletin)) {
      const page = await desk.olderAlert(identifier, purpose)
      if (page !== null) alerts.push(pageFile(alertPath(purpose, identifier), page))
    }
    const told = await desk.anyTold(bulletin)
    if (told === null || told.purpose !== purpose) return { key, files: alerts }
    const pages: PublicFile[] = []
    for (const language of PAGE_LANGUAGES) {
      const page = await desk.olderPage(bulletin, { purpose, language })
      if (page !== null) pages.push(pageFile(pagePath(purpose, language, bulletin), page))
    }
    const pictures = purpose === 'live' ? [this.#picture(told, pages[0])] : []
    return { key, files: [...alerts, ...pictures, ...pages] }
  }
}

async function readCertificate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

/** Lists and feeds behind what they lead to. */
function pagesOf(pageSet: PageSet): ReadonlyMap<string, PublicFile> {
  const deepFirst = pageSet.paths.toSorted((a, b) => b.split('/').length - a.split('/').length)
  const files = new Map<string, PublicFile>()
  for (const path of deepFirst) {
    const page = pageSet.page(path)
    if (page !== null) files.set(fileFor(path), pageFile(path, page))
  }
  return files
}

const pageFile = (path: string, { body }: Page) => textFile(fileFor(path), body)

function textFile(path: string, body: string | Buffer): PublicFile {
  return { path, mark: markOf(body), octets: async () => Buffer.from(body as string) }
}

function fileFor(path: string): string {
  return extname(path) === '' ? `${path}.html` : path
}

function markOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('base64url')
}
