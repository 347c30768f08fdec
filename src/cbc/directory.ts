/**
 * The directory of a cell broadcast: its book as a journal that is synced entry by entry, and the lock of the process that runs it.
 *
 * The book says everything; there is no other file that counts. Directories beside it are looked at for their message codes alone.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beginDraft, clearDrafts } from '../base/draft.ts'
import { syncFolderNow, syncPath } from '../base/durable-files.ts'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { Journal, readJournal } from '../base/journal.ts'
import { type Lock, takeLock } from '../base/lock.ts'
import { type Begun, type Book, codesOf, type Entry, folded, opened } from '../cbs/book.ts'
import { CODE_MAX } from '../cbs/serial.ts'
import { cbcFailure } from './failures.ts'

const BOOK = 'broadcast.jsonl'
/** Beside the directories: who looks for a free code holds its lock, so that two never find the same. */
const CODES = '.cbs-codes'
const CODES_TRIES = 200
const CODES_WAIT_MS = 50
/** Phones keep what they have seen for a day, and one more for their clocks. */
const REMEMBERED_MS = 48 * 60 * 60 * 1000
/** With no more than so many left, people are told. */
export const CODES_FEW = 64

const bookPath = (directory: string) => join(directory, BOOK)

/** A book that this process alone may write in. */
export interface OpenBook {
  readonly book: Book
  readonly journal: Journal
  readonly lock: Lock
  /** Message codes that are left beside it; null: none was looked for. */
  readonly codesLeft: number | null
}

/**
 * Makes the directory with its book, or nothing. `begun` is told a code that is free beside it. Fails with cbcExists, cbcNoCode or
 * fileUnwritable.
 */
export async function createBook(
  directory: string,
  {
    needsCode,
    now,
    begun,
  }: {
    readonly needsCode: boolean
    /** Milliseconds since 1970. */
    readonly now: number
    readonly begun: (code: number) => Begun
  },
): Promise<OpenBook> {
  const parent = dirname(resolve(directory))
  makeFolder(parent)
  if (!needsCode) return await create(directory, begun(0))
  const codes = join(parent, CODES)
  makeFolder(codes)
  const lock = await patiently(codes)
  try {
    const { code, left } = await freeCode(parent, now)
    return { ...(await create(directory, begun(code))), codesLeft: left }
  } finally {
    lock.release()
  }
}

/** Beside its place and moved there once it is whole and on disk: a crash meanwhile leaves no half of a broadcast. */
async function create(directory: string, begun: Begun): Promise<OpenBook> {
  refuseExisting(directory)
  await clearDrafts(directory)
  const { directory: draft, lock } = await beginDraft(directory)
  try {
    const { journal } = await Journal.open(bookPath(draft))
    await journal.append(begun)
    syncPath(draft)
    refuseExisting(directory)
    renameSync(draft, directory)
    syncFolderNow(directory)
    return { book: opened(begun), journal, lock, codesLeft: null }
  } catch (error) {
    lock.release()
    rmSync(draft, { recursive: true, force: true })
    if (error instanceof Failure) throw error
    throw baseFailure('fileUnwritable', { file: directory, why: reason(error) })
  }
}

function refuseExisting(directory: string): void {
  if (lstatSync(directory, { throwIfNoEntry: false }) !== undefined) throw cbcFailure('cbcExists', { directory })
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: folder, why: reason(error) })
  }
}

async function patiently(codes: string): Promise<Lock> {
  for (let attempt = 0; attempt < CODES_TRIES; attempt++) {
    const lock = await takeLock(codes, { to: 'write' })
    if (lock !== null) return lock
    await new Promise(done => setTimeout(done, CODES_WAIT_MS))
  }
  throw cbcFailure('cbcRuns', { directory: codes })
}

/** One more than the highest beside it, or the lowest that was never used, or that of the broadcast that ended the longest ago. */
async function freeCode(parent: string, now: number): Promise<{ readonly code: number; readonly left: number }> {
  const freeAt = new Map<number, number>()
  for (const { name } of readdirSync(parent, { withFileTypes: true })) {
    const file = bookPath(join(parent, name))
    if (!existsSync(file)) continue
    const { codes, until } = await codesIn(file)
    for (const code of codes) freeAt.set(code, Math.max(until, freeAt.get(code) ?? 0))
  }
  const all = Array.from({ length: CODE_MAX + 1 }, (_, code) => code)
  const whenFree = (code: number) => freeAt.get(code) ?? 0
  const free = all.filter(code => whenFree(code) <= now)
  const next = Math.max(-1, ...freeAt.keys()) + 1
  const [code] = next <= CODE_MAX ? [next] : free.toSorted((a, b) => whenFree(a) - whenFree(b))
  if (code === undefined) throw cbcFailure('cbcNoCode', { directory: parent })
  return { code, left: free.length - 1 }
}

/** `until`: when another may have them. Of a book that cannot be read: none. An alert does not wait for the repair of an old one. */
async function codesIn(file: string): Promise<{ readonly codes: readonly number[]; readonly until: number }> {
  try {
    const book = folded((await readJournal(file)) as readonly Entry[])
    if (book === null) return { codes: [], until: 0 }
    const { phase } = book
    const until = phase.is === 'ended' ? phase.at + REMEMBERED_MS : Number.POSITIVE_INFINITY
    return { codes: codesOf(book), until }
  } catch {
    return { codes: [], until: 0 }
  }
}

/** For the process that is to run it. Null: another does. Fails with cbcMissing, cbcDamaged or journalDamaged. */
export async function openBook(directory: string): Promise<OpenBook | null> {
  refuseMissing(directory)
  const lock = await takeLock(directory, { to: 'write' })
  if (lock === null) return null
  try {
    const { journal, entries } = await Journal.open(bookPath(directory))
    return { book: bookOf(directory, entries), journal, lock, codesLeft: null }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** As it lies there, while nobody runs it. Null: a process does. */
export async function restingBook(directory: string): Promise<Book | null> {
  refuseMissing(directory)
  const lock = await takeLock(directory, { to: 'read' })
  if (lock === null) return null
  try {
    return bookOf(directory, await readJournal(bookPath(directory)))
  } finally {
    lock.release()
  }
}

function refuseMissing(directory: string): void {
  if (!existsSync(bookPath(directory))) throw cbcFailure('cbcMissing', { directory })
}

function bookOf(directory: string, entries: readonly object[]): Book {
  const book = folded(entries as readonly Entry[])
  if (book !== null) return book
  throw cbcFailure('cbcDamaged', { file: bookPath(directory), why: 'it does not begin' })
}
