/**
 * API keys: `loa_` and 256 random bits, told once; only the SHA-256 is kept.
 *
 * A program with a key stands for the administrator who made it: the trail names both, what the key wrote that person
 * may never approve, and it ends when that person is disabled or no administrator any more.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Failure } from '../../base/failure.ts'
import type { Actor, KeyScope } from '../rounds/model.ts'
import type { UseCases } from '../rounds/use-cases.ts'

export const KEY_PREFIX = 'loa_'
const KEY = /^loa_[A-Za-z0-9_-]{43}$/
/** Two years. */
export const KEY_LIFE_MAX_MS = 731 * 24 * 3_600_000
const USED_EVERY_MS = 60_000

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly person: { readonly id: string; readonly name: string }
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly lastUsedAtMs: number | null
}

export interface KeyStore {
  put(key: {
    id: string
    sha256: string
    name: string
    scopes: readonly KeyScope[]
    personId: string
    createdAtMs: number
    expiresAtMs: number
  }): Promise<void>
  list(): Promise<readonly ApiKey[]>
  revoke(id: string, nowMs: number): Promise<boolean>
  find(sha256: string, nowMs: number): Promise<ApiKey | null>
  used(id: string, nowMs: number): Promise<void>
}

export class Keys {
  readonly #store: KeyStore
  readonly #authority: Pick<UseCases, 'record'>
  readonly #nowMs: () => number
  readonly #usedMs = new Map<string, number>()

  constructor(needs: {
    store: KeyStore
    authority: Pick<UseCases, 'record'>
    nowMs: () => number
  }) {
    this.#store = needs.store
    this.#authority = needs.authority
    this.#nowMs = needs.nowMs
  }

  async keys(): Promise<readonly ApiKey[]> {
    return await this.#store.list()
  }

  /** Ids of those that have neither run out nor been revoked. */
  async livingIds(): Promise<ReadonlySet<string>> {
    const nowMs = this.#nowMs()
    const keys = await this.#store.list()
    return new Set(keys.filter(key => key.expiresAtMs > nowMs).map(key => key.id))
  }

  async make(
    actor: Actor,
    input: { name: string; scopes: readonly KeyScope[]; expiresAtMs: number },
  ): Promise<{ key: ApiKey; secret: string }> {
    const secret = KEY_PREFIX + randomBytes(32).toString('base64url')
    const id = randomUUID()
    const key = { id, ...input, createdAtMs: this.#nowMs() }
    await this.#store.put({ ...key, sha256: digest(secret), personId: actor.id })
    await this.#authority.record(actor, {
      action: 'key.make',
      subject: { kind: 'key', id },
      details: { name: input.name, scopes: input.scopes },
    })
    const person = { id: actor.id, name: actor.name }
    return { key: { ...key, person, lastUsedAtMs: null }, secret }
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    if (!(await this.#store.revoke(id, this.#nowMs())))
      throw new Failure('notFound', { what: 'key' })
    await this.#authority.record(actor, {
      action: 'key.revoke',
      subject: { kind: 'key', id },
      details: {},
    })
  }

  /** Fails with keyWrong. */
  async find(secret: string): Promise<ApiKey> {
    const nowMs = this.#nowMs()
    const key = KEY.test(secret) ? await this.#store.find(digest(secret), nowMs) : null
    if (key === null) throw new Failure('keyWrong')
    if (nowMs - (this.#usedMs.get(key.id) ?? 0) >= USED_EVERY_MS) {
      this.#usedMs.set(key.id, nowMs)
      await this.#store.used(key.id, nowMs)
    }
    return key
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
