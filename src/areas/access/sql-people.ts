/** People, what they sign in with, their sessions, and one-time links: `store.ts` says what must hold. */

import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Role } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { Tables } from '../../sql/tables.ts'
import type { Person } from './model.ts'
import type { PersonWriting } from './store.ts'
import type { SignInTables } from './tables.ts'

const IDS_MAX = 500

export function sqlPeople(core: Kysely<Tables>): PersonWriting {
  const db = core.withTables<SignInTables>()
  const people = () =>
    db
      .selectFrom('person')
      .selectAll('person')
      .select([
        sql<number>`(select count(*) from sign_in_account a where a."userId" = person.id and a.password is not null)`.as(
          'passwords',
        ),
        sql<number>`(select count(*) from sign_in_passkey k where k."userId" = person.id)`.as('passkeys'),
      ])
  return {
    list: async ({ cursor, limit }) => {
      let query = people()
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (cursor !== null) {
        const { at, id } = readCursor(cursor)
        query = query.where(eb =>
          eb.or([eb('createdAt', '<', at), eb.and([eb('createdAt', '=', at), eb('id', '<', id)])]),
        )
      }
      const rows = await query.execute()
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        items: shown.map(personOf),
        next: rows.length > limit && last ? writeCursor(last.createdAt, last.id) : null,
      }
    },
    find: async id => {
      const row = await people().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : personOf(row)
    },
    idOfEmail: async email =>
      (await db.selectFrom('person').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst())?.id ??
      null,
    isThereAdministrator: async () =>
      (await db.selectFrom('person').select('id').where('role', '=', 'administrator').limit(1).executeTakeFirst()) !==
      undefined,
    create: async ({ name, email, role, operator, nowMs }) => {
      const id = randomUUID()
      const at = new Date(nowMs).toISOString()
      const put = await db
        .insertInto('person')
        .values({
          id,
          name,
          email: email.toLowerCase(),
          emailVerified: 1,
          image: null,
          createdAt: at,
          updatedAt: at,
          twoFactorEnabled: 0,
          role,
          operator,
          isDisabled: 0,
          lastSignInAt: null,
        })
        .onConflict(conflict => conflict.column('email').doNothing())
        .executeTakeFirst()
      return Number(put.numInsertedOrUpdatedRows ?? 0) > 0 ? id : null
    },
    update: async (id, { name, role, operator, isDisabled, nowMs }) => {
      await db
        .updateTable('person')
        .set({
          updatedAt: new Date(nowMs).toISOString(),
          ...(name === undefined ? {} : { name }),
          ...(role === undefined ? {} : { role }),
          ...(operator === undefined ? {} : { operator }),
          ...(isDisabled === undefined ? {} : { isDisabled: isDisabled ? 1 : 0 }),
        })
        .where('id', '=', id)
        .execute()
    },
    signedIn: async (id, nowMs) => {
      const at = new Date(nowMs).toISOString()
      await db.updateTable('person').set({ lastSignInAt: at }).where('id', '=', id).execute()
    },
    setPassword: async (id, hash, nowMs) => {
      const at = new Date(nowMs).toISOString()
      await db.deleteFrom('sign_in_account').where('userId', '=', id).where('providerId', '=', 'credential').execute()
      await db
        .insertInto('sign_in_account')
        .values({
          id: randomUUID(),
          accountId: id,
          providerId: 'credential',
          userId: id,
          password: hash,
          createdAt: at,
          updatedAt: at,
        })
        .execute()
    },
    takeTotpStep: async (id, step) => {
      const taken = await db
        .updateTable('sign_in_totp')
        .set({ lastStep: step })
        .where('userId', '=', id)
        .where(eb => eb.or([eb('lastStep', 'is', null), eb('lastStep', '<', step)]))
        .executeTakeFirst()
      return Number(taken.numUpdatedRows) > 0
    },
    forgetSignIn: async id => {
      for (const table of ['sign_in_session', 'sign_in_account', 'sign_in_totp', 'sign_in_passkey'] as const)
        await db.deleteFrom(table).where('userId', '=', id).execute()
      await db.deleteFrom('one_time_link').where('person_id', '=', id).execute()
      await db.updateTable('person').set({ twoFactorEnabled: 0 }).where('id', '=', id).execute()
    },
    endSessions: async id => {
      await db.deleteFrom('sign_in_session').where('userId', '=', id).execute()
    },
    sessions: async (nowMs, limit) => {
      const rows = await db
        .selectFrom('sign_in_session')
        .innerJoin('person', 'person.id', 'sign_in_session.userId')
        .select(['person.id', 'person.name', 'person.role'])
        .select([
          'sign_in_session.createdAt',
          'sign_in_session.expiresAt',
          'sign_in_session.signedInBy',
          'sign_in_session.ipAddress',
          'sign_in_session.userAgent',
        ])
        .where('sign_in_session.expiresAt', '>', new Date(nowMs).toISOString())
        .where('person.isDisabled', '=', 0)
        .orderBy('sign_in_session.createdAt', 'desc')
        .orderBy('sign_in_session.id')
        .limit(limit)
        .execute()
      return rows.map(row => ({
        // Written by `create` and `update` from the same type.
        person: { id: row.id, name: row.name, role: row.role as Role },
        since: row.createdAt,
        endsAt: row.expiresAt,
        by: row.signedInBy,
        address: row.ipAddress || null,
        browser: row.userAgent || null,
      }))
    },
    refused: async fromMs => await db.selectFrom('refused_sign_in').selectAll().where('hour', '>=', fromMs).execute(),
    addRefused: async (refused, oldestMs) => {
      for (const each of refused)
        await db
          .insertInto('refused_sign_in')
          .values({ ...each })
          .onConflict(conflict =>
            conflict
              .columns(['hour', 'by'])
              .doUpdateSet(({ eb, ref }) => ({ times: eb(ref('refused_sign_in.times'), '+', each.times) })),
          )
          .execute()
      await db.deleteFrom('refused_sign_in').where('hour', '<', oldestMs).execute()
    },
    livingSessions: async (ids, nowMs) => {
      const living = new Set<string>()
      for (let from = 0; from < ids.length; from += IDS_MAX) {
        const rows = await db
          .selectFrom('sign_in_session')
          .innerJoin('person', 'person.id', 'sign_in_session.userId')
          .select('sign_in_session.id')
          .where('sign_in_session.id', 'in', ids.slice(from, from + IDS_MAX))
          .where('sign_in_session.expiresAt', '>', new Date(nowMs).toISOString())
          .where('person.isDisabled', '=', 0)
          .execute()
        for (const { id } of rows) living.add(id)
      }
      return living
    },
    forgetRunOut: async nowMs => {
      const at = new Date(nowMs).toISOString()
      await db.deleteFrom('sign_in_session').where('expiresAt', '<', at).execute()
      await db.deleteFrom('sign_in_verification').where('expiresAt', '<', at).execute()
      await db.deleteFrom('one_time_link').where('expires_at', '<', nowMs).execute()
    },
    putLink: async ({ sha256, purpose, personId, expiresAtMs }) => {
      const others = db.deleteFrom('one_time_link').where('purpose', '=', purpose)
      await (personId === null ? others : others.where('person_id', '=', personId)).execute()
      await db
        .insertInto('one_time_link')
        .values({ sha256, purpose, person_id: personId, expires_at: expiresAtMs })
        .execute()
    },
    findLink: async (sha256, purpose, nowMs) => {
      const row = await db
        .selectFrom('one_time_link')
        .where('sha256', '=', sha256)
        .where('purpose', '=', purpose)
        .where('expires_at', '>', nowMs)
        .select('person_id')
        .executeTakeFirst()
      return row === undefined ? null : { personId: row.person_id }
    },
    takeLink: async (sha256, purpose, nowMs) => {
      const row = await db
        .deleteFrom('one_time_link')
        .where('sha256', '=', sha256)
        .where('purpose', '=', purpose)
        .where('expires_at', '>', nowMs)
        .returning('person_id')
        .executeTakeFirst()
      return row === undefined ? null : { personId: row.person_id }
    },
  }
}

function personOf(row: {
  id: string
  name: string
  email: string
  role: string
  operator: string | null
  isDisabled: number
  twoFactorEnabled: number | null
  createdAt: string
  lastSignInAt: string | null
  passwords: number
  passkeys: number
}): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    // Written by `create` and `update` from the same type.
    role: row.role as Role,
    operator: row.operator,
    isDisabled: row.isDisabled === 1,
    signIn: { password: row.passwords > 0, totp: row.twoFactorEnabled === 1, passkeys: row.passkeys },
    createdAt: row.createdAt,
    lastSignInAt: row.lastSignInAt,
  }
}

function writeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

function readCursor(cursor: string): { at: string; id: string } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parts) && parts.length === 2 && parts.every(part => typeof part === 'string'))
      return { at: parts[0], id: parts[1] }
  } catch {}
  throw notFound('page')
}
