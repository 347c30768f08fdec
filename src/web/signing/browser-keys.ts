/**
 * The signing keys of this browser, by person, kept in IndexedDB as WebCrypto holds them. They never leave the browser; whoever
 * clears the browser's data has to make another.
 */
import type { P256Jwk } from '../../directive/roster.ts'
import { Problem } from '../problem.ts'
import { signing } from '../words/signing.ts'
import { type HeldKey, makeHeldKey } from './es256.ts'

const DATABASE = 'loa-signing'
const KEYS = 'keys'

/** A page without TLS has no WebCrypto. */
export function canKeepKeys(): boolean {
  return globalThis.isSecureContext === true && 'indexedDB' in globalThis
}

export async function keptKeys(person: string): Promise<readonly HeldKey[]> {
  if (!canKeepKeys()) return []
  try {
    return await inStore('readonly', keys => keys.getAll(IDBKeyRange.bound([person], [person, []])))
  } catch {
    return []
  }
}

/** Beside those before: the roster may still have one of them. */
export async function makeKey(person: string): Promise<{ readonly id: string; readonly publicKey: P256Jwk }> {
  try {
    const { publicKey, ...held } = await makeHeldKey()
    await inStore('readwrite', keys => keys.put(held, [person, held.id]))
    return { id: held.id, publicKey }
  } catch {
    throw new Problem({ status: 400, code: 'keyNotKept', sentence: signing['keys.notKept'] })
  }
}

export async function forgetKey(person: string, id: string): Promise<void> {
  await inStore('readwrite', keys => keys.delete([person, id]))
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(KEYS)
  const database = await settled(opening)
  try {
    const transaction = database.transaction(KEYS, mode)
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
    const [result] = await Promise.all([settled(act(transaction.objectStore(KEYS))), done])
    return result
  } finally {
    database.close()
  }
}

async function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
