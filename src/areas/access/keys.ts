/**
 * API keys: `loa_` and 256 random bits, told once; only the SHA-256 is kept.
 *
 * A program with a key stands for the administrator who made it: the trail names both, what the key wrote that person
 * may never approve, and it ends when that person is disabled or no administrator any more.
 */

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type Actor, KEY_PREFIX, type KeyScope } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { type KeyReading, keyRows, type StoredKey } from './store.ts'

const KEY = /^loa_[A-Za-z0-9_-]{43}$/
/** Two years. */
export const KEY_LIFE_MAX_MS = 731 * 24 * 3_600_000
const USED_EVERY_MS = 60_000

export type ApiKey = StoredKey

export class Keys {
  readonly #work: UnitOfWork

  constructor(work: UnitOfWork) {
    this.#work = work
  }

  get #asked(): KeyReading {
    return keyRows(this.#work.store)
  }

  async keys(query: PageQuery): Promise<Page<ApiKey>> {
    return await this.#asked.list(query)
  }

  /** Ids of those that have neither run out nor been revoked. */
  async livingIds(): Promise<ReadonlySet<string>> {
    return await this.#asked.livingIds(this.#work.now())
  }

  async make(
    actor: Actor,
    input: { name: string; scopes: readonly KeyScope[]; expiresAtMs: number },
  ): Promise<{ key: ApiKey; secret: string }> {
    const secret = KEY_PREFIX + randomBytes(32).toString('base64url')
    const id = randomUUID()
    const key = { id, ...input, createdAtMs: this.#work.now() }
    await this.#work.transaction(async ({ store, record }) => {
      await keyRows(store).put({ ...key, sha256: digest(secret), personId: actor.id })
      await record(trailActor(actor), {
        action: 'key.make',
        subject: { kind: 'key', id },
        details: { name: input.name, scopes: input.scopes },
      })
    })
    const person = { id: actor.id, name: actor.name }
    return { key: { ...key, person, lastUsedAtMs: null }, secret }
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    await this.#work.transaction(async ({ store, now, record }) => {
      if (!(await keyRows(store).revoke(id, now))) throw notFound('key')
      await record(trailActor(actor), { action: 'key.revoke', subject: { kind: 'key', id }, details: {} })
    })
  }

  /** Null: it is nobody's, has run out, or was revoked. */
  async find(secret: string): Promise<ApiKey | null> {
    const nowMs = this.#work.now()
    const key = KEY.test(secret) ? await this.#asked.find(digest(secret), nowMs) : null
    if (key === null) return null
    if (nowMs - (key.lastUsedAtMs ?? 0) >= USED_EVERY_MS)
      await this.#work.store.write(async store => await keyRows(store).used(key.id, nowMs))
    return key
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
