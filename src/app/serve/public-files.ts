/**
 * What everyone may read, as files under the same addresses: pages as `.html`, everything with a copy by gzip beside it.
 *
 *   what pages lead to first, pages and feeds last ──► each file is whole or as it was ──► what is public no more is removed
 *
 * Reads the database and signs nothing.
 */
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { CAP_KEY_FILE, certificateIn } from '../../areas/bulletins/cap-key.ts'
import { capRows } from '../../areas/bulletins/cap-store.ts'
import { PublicDesk } from '../../areas/bulletins/public-desk.ts'
import { fileOf, type Site } from '../../areas/bulletins/public-html.ts'
import { pictureOf } from '../../areas/bulletins/public-picture.ts'
import {
  CERTIFICATE_PATH,
  pagePath,
  picturePath,
  soundPath,
} from '../../areas/bulletins/public-place.ts'
import { SITE_SETTING } from '../../areas/bulletins/public-routes.ts'
import { releasesOf } from '../../areas/bulletins/releases.ts'
import { FreeLists } from '../../areas/free/lists.ts'
import { freeShelf } from '../../areas/free/public-page.ts'
import { freeViewUseCases } from '../../areas/free/view.ts'
import type { Shelf } from '../../authority/public-pages.ts'
import { draftOf, syncFolder } from '../../base/durable-files.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { pressed } from '../../http/kept-pages.ts'
import type { Database } from '../../sql/database.ts'
import { openStore } from '../areas.ts'
import { appFailure } from '../failures.ts'

export interface PublishedFiles {
  readonly files: number
  readonly written: number
  readonly removed: number
}

type Files = Map<string, string | Buffer>

/** Recordings lie here, each as long as it is what a bulletin says. */
const SOUNDS = soundPath('')

/** Fails with dataMissing where no server has ever run on it, and with fileUnwritable. */
export async function publishFiles(given: {
  readonly database: Database
  readonly data: string
  readonly out: string
  readonly nowMs: number
}): Promise<PublishedFiles> {
  const { database, data, out, nowMs } = given
  const store = openStore(database)
  const setting = await store.setting(SITE_SETTING)
  if (setting === null) throw appFailure('dataMissing', { directory: data })
  const site = JSON.parse(setting) as Site
  const rows = capRows(store)
  const releases = releasesOf(store)
  const cap = {
    sign: async () => {},
    alertsOf: async (bulletin: string) => await rows.alertsOf(bulletin),
    signed: async (identifier: string) => await rows.signedAlert(identifier),
  }
  const desk = new PublicDesk({ releases, cap, site, nowMs: () => nowMs })
  const files: Files = new Map()
  const shelf = await desk.shelf(nowMs)
  let asTheyAre = 0
  for (const told of desk.toldLive()) {
    const page = pagePath('live', 'vi', told.bulletin)
    const picture = picturePath(told.bulletin)
    // A picture takes longer than all else, and is as it was where its page is.
    const isDrawn = existsSync(join(out, picture)) && (await isWritten(out, shelf, page))
    if (isDrawn) asTheyAre++
    else files.set(picture, await pictureOf(told, site))
    for (const { sound } of told.sounds) {
      const { sha256 = '' } = fileOf(sound) ?? {}
      const found = await releases.file(sha256)
      if (found !== null) files.set(soundPath(sha256), found.octets)
    }
  }
  const certificate = await certificateIn(join(data, CAP_KEY_FILE))
  if (certificate !== null) files.set(CERTIFICATE_PATH, certificate)
  put(files, shelf)
  const free = freeViewUseCases({ store, now: () => nowMs }, new FreeLists())
  put(files, await freeShelf({ free, name: site.name }, nowMs))
  const { written, removed } = await writeAll(out, files)
  return { files: files.size + asTheyAre, written, removed }
}

async function isWritten(out: string, shelf: Shelf, path: string): Promise<boolean> {
  const before = await readFile(join(out, fileFor(path)), 'utf8').catch(() => null)
  return before !== null && before === shelf.page(path)?.body
}

const fileFor = (path: string) => (extname(path) === '' ? `${path}.html` : path)

/** Lists and feeds behind what they lead to. */
function put(files: Files, shelf: Shelf): void {
  const deepFirst = shelf.paths.toSorted((a, b) => b.split('/').length - a.split('/').length)
  for (const path of deepFirst) {
    const page = shelf.page(path)
    if (page !== null) files.set(fileFor(path), page.body)
  }
}

async function writeAll(out: string, files: Files): Promise<Omit<PublishedFiles, 'files'>> {
  let written = 0
  try {
    for (const [path, body] of files) if (await writeOne(join(out, path), body)) written++
    const removed = await removeOld(join(out, SOUNDS), files)
    return { written, removed }
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: out, why: reason(error) })
  }
}

/** False: it was there, octet for octet. */
async function writeOne(file: string, body: string | Buffer): Promise<boolean> {
  const octets = Buffer.from(body as string)
  const before = await readFile(file).catch(() => null)
  if (before?.equals(octets)) return false
  await mkdir(dirname(file), { recursive: true })
  await replace(`${file}.gz`, pressed(octets, 'gzip'))
  await replace(file, octets)
  await syncFolder(file)
  return true
}

async function replace(file: string, octets: Buffer): Promise<void> {
  const draft = draftOf(file)
  const handle = await open(draft, 'w', 0o644)
  try {
    await handle.writeFile(octets)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

async function removeOld(folder: string, files: Files): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const old = names.filter(name => !files.has(SOUNDS + name.replace(/\.gz$/, '')))
  for (const name of old) await rm(join(folder, name))
  return old.filter(name => !name.endsWith('.gz')).length
}
