/**
 * What people, their sign-in and API keys need of a store: an area's rows of `authority/store.ts`, with its promises.
 *
 * Rows of people are made and changed by these alone; better-auth only reads them (its own tables it keeps itself).
 * Knows no passwords but their hashes, no tokens but their digests. Instants are milliseconds since 1970.
 */
import type { KeyScope, Role } from '../../authority/actor.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Person } from './model.ts'

export const personRows = rowsOf<PersonReading, PersonWriting>('people')
export const keyRows = rowsOf<KeyReading, KeyWriting>('keys')

const PAGE = 200

/** All, newest first. */
export async function everybody(rows: Pick<PersonReading, 'list'>): Promise<readonly Person[]> {
  const all: Person[] = []
  let cursor: string | null = null
  do {
    const page: Page<Person> = await rows.list({ cursor, limit: PAGE })
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return all
}

export interface PersonReading {
  /** Newest first. Fails with notFound for a cursor that is none. */
  list(query: PageQuery): Promise<Page<Person>>
  find(id: string): Promise<Person | null>
  idOfEmail(email: string): Promise<string | null>
  isThereAdministrator(): Promise<boolean>
  /** Those that have not run out, of people who are not disabled; newest first. */
  sessions(nowMs: number, limit: number): Promise<readonly StoredSession[]>
  /** Refused sign-ins that are nobody's, by the hour, from this instant on. */
  refused(fromMs: number): Promise<readonly RefusedInHour[]>
  /** Of these sessions, those that have not run out and whose people are not disabled. */
  livingSessions(ids: readonly string[], nowMs: number): Promise<ReadonlySet<string>>
  /** A one-time link as it is, which stays. */
  findLink(sha256: string, purpose: 'setup' | 'password', nowMs: number): Promise<{ personId: string | null } | null>
}

export interface StoredSession {
  readonly person: { readonly id: string; readonly name: string; readonly role: Role }
  readonly since: string
  readonly endsAt: string
  /** As it is kept. */
  readonly by: string | null
  readonly address: string | null
  readonly browser: string | null
}

export interface RefusedInHour {
  readonly hour: number
  /** How it was tried. */
  readonly by: string
  readonly times: number
}

export interface PersonWriting extends PersonReading {
  /** Null: someone has this address. */
  create(person: {
    name: string
    email: string
    role: Role
    operator: string | null
    nowMs: number
  }): Promise<string | null>
  update(
    id: string,
    change: {
      name?: string | undefined
      role?: Role | undefined
      operator?: string | null | undefined
      isDisabled?: boolean | undefined
      nowMs: number
    },
  ): Promise<void>
  /** Adds these; those of hours before `oldestMs` are forgotten. */
  addRefused(refused: readonly RefusedInHour[], oldestMs: number): Promise<void>
  signedIn(id: string, nowMs: number): Promise<void>
  setPassword(id: string, hash: string, nowMs: number): Promise<void>
  /** Takes the step of time that a code is of; false: it, or a later one, was taken before. */
  takeTotpStep(id: string, step: number): Promise<boolean>
  /** Sessions, password, TOTP and passkeys: whatever one signs in with is gone. */
  forgetSignIn(id: string): Promise<void>
  endSessions(id: string): Promise<void>
  forgetRunOut(nowMs: number): Promise<void>
  putLink(link: {
    sha256: string
    purpose: 'setup' | 'password'
    personId: string | null
    expiresAtMs: number
  }): Promise<void>
  /** Takes a link away, so that it serves once; false where there is none. */
  takeLink(sha256: string, purpose: 'setup' | 'password', nowMs: number): Promise<{ personId: string | null } | null>
}

export interface StoredKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly person: { readonly id: string; readonly name: string }
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly lastUsedAtMs: number | null
}

export interface KeyReading {
  /** All that are not revoked, newest first. */
  list(query: PageQuery): Promise<Page<StoredKey>>
  /** Ids of those that have neither run out nor been revoked. */
  livingIds(nowMs: number): Promise<ReadonlySet<string>>
  /** The living key with this digest. */
  find(sha256: string, nowMs: number): Promise<StoredKey | null>
}

export interface KeyWriting extends KeyReading {
  put(key: {
    id: string
    sha256: string
    name: string
    scopes: readonly KeyScope[]
    personId: string
    createdAtMs: number
    expiresAtMs: number
  }): Promise<void>
  /** False: there is none. */
  revoke(id: string, nowMs: number): Promise<boolean>
  used(id: string, nowMs: number): Promise<void>
}
