/**
 * What the tablet keeps until the network is back: entries, who waits for a second measurement, its token and door.
 *
 * IndexedDB, written through to the disk (durability strict) before the screen says "saved". Knows no network. Nobody is
 * kept for longer than a day, sent or not: the tablet may be lost.
 */
import type { KioskHome } from '../model.ts'

export interface KeptEntry {
  /** Given by the database: the order in which they were made. */
  readonly order: number
  readonly id: string
  readonly at: string
  readonly celsius: string
  readonly badge: string | null
  readonly follows: string | null
  /** The server's word: it will never take it. Kept for people to look at. */
  readonly isRefused: 0 | 1
}

export interface Waiting {
  /** Of the first measurement. */
  readonly id: string
  readonly badge: string | null
  readonly label: string
  readonly tenths: number
  readonly atMs: number
}

export interface Identity {
  readonly token: string
  readonly home: KioskHome
}

/** Entries, and who waits. */
export const KEPT_MS = 24 * 3600_000

const NAME = 'loa-kiosk'
const VERSION = 1

export class Kept {
  readonly #database: IDBDatabase

  private constructor(database: IDBDatabase) {
    this.#database = database
  }

  static async open(): Promise<Kept> {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      const database = request.result
      database.createObjectStore('fact')
      const entries = database.createObjectStore('entry', { keyPath: 'order', autoIncrement: true })
      entries.createIndex('refused', 'isRefused')
      database.createObjectStore('waiting', { keyPath: 'id' })
    }
    return new Kept(await answer(request))
  }

  async identity(): Promise<Identity | null> {
    return ((await answer(this.#read('fact').get('identity'))) as Identity | undefined) ?? null
  }

  async setIdentity(identity: Identity | null): Promise<void> {
    await this.#write('fact', facts => (identity === null ? facts.delete('identity') : facts.put(identity, 'identity')))
  }

  async language(): Promise<string | null> {
    return ((await answer(this.#read('fact').get('language'))) as string | undefined) ?? null
  }

  async setLanguage(language: string): Promise<void> {
    await this.#write('fact', facts => facts.put(language, 'language'))
  }

  async add(entry: Omit<KeptEntry, 'order' | 'isRefused'>): Promise<void> {
    await this.#write('entry', entries => entries.add({ ...entry, isRefused: 0 }))
  }

  /** Oldest first. */
  async unsent(limit: number): Promise<readonly KeptEntry[]> {
    const entries = this.#read('entry').index('refused').getAll(IDBKeyRange.only(0), limit)
    return (await answer(entries)) as KeptEntry[]
  }

  async counts(): Promise<{ readonly unsent: number; readonly refused: number }> {
    const refused = this.#read('entry').index('refused')
    const [of0, of1] = [refused.count(IDBKeyRange.only(0)), refused.count(IDBKeyRange.only(1))]
    return { unsent: await answer(of0), refused: await answer(of1) }
  }

  async settle(done: readonly KeptEntry[], refused: readonly KeptEntry[]): Promise<void> {
    await this.#write('entry', entries => {
      for (const { order } of done) entries.delete(order)
      for (const entry of refused) entries.put({ ...entry, isRefused: 1 })
    })
  }

  async waiting(): Promise<readonly Waiting[]> {
    const all = (await answer(this.#read('waiting').getAll())) as Waiting[]
    return all.toSorted((a, b) => a.atMs - b.atMs)
  }

  async addWaiting(waiting: Waiting): Promise<void> {
    await this.#write('waiting', all => all.put(waiting))
  }

  async removeWaiting(id: string): Promise<void> {
    await this.#write('waiting', all => all.delete(id))
  }

  /** What was entered before that instant; without one everything. Who the tablet is stays. */
  async forget(beforeMs = Number.POSITIVE_INFINITY): Promise<void> {
    const entries = (await answer(this.#read('entry').getAll())) as KeptEntry[]
    await this.#write('entry', all => {
      for (const { order, at } of entries) if (Date.parse(at) < beforeMs) all.delete(order)
    })
    for (const { id, atMs } of await this.waiting()) if (atMs < beforeMs) await this.removeWaiting(id)
  }

  #read(store: string): IDBObjectStore {
    return this.#database.transaction(store, 'readonly').objectStore(store)
  }

  async #write(store: string, act: (store: IDBObjectStore) => unknown): Promise<void> {
    const transaction = this.#database.transaction(store, 'readwrite', { durability: 'strict' })
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
    act(transaction.objectStore(store))
    await done
  }
}

async function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
