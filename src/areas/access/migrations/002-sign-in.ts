/**
 * People and their sessions as better-auth keeps them, one-time links, API keys, and kept answers.
 *
 * Columns that better-auth owns keep its spelling. On both databases it is told that it speaks with SQLite: its instants
 * are ISO 8601 in UTC, its truth values 0 and 1, so that both hold the same.
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const signIn: Migration = { name: '002-sign-in', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table person (
    id text primary key,
    name text not null,
    email text not null unique,
    "emailVerified" bigint not null,
    image text,
    "createdAt" text not null,
    "updatedAt" text not null,
    "twoFactorEnabled" bigint,
    role text not null,
    operator text,
    "isDisabled" bigint not null,
    "lastSignInAt" text
  )`,
  `create index person_newest on person ("createdAt", id)`,

  `create table sign_in_session (
    id text primary key,
    token text not null unique,
    "userId" text not null references person (id) on delete cascade,
    "expiresAt" text not null,
    "createdAt" text not null,
    "updatedAt" text not null,
    "ipAddress" text,
    "userAgent" text
  )`,
  `create index sign_in_session_of on sign_in_session ("userId")`,

  `create table sign_in_account (
    id text primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null references person (id) on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" text,
    "refreshTokenExpiresAt" text,
    scope text,
    password text,
    "createdAt" text not null,
    "updatedAt" text not null
  )`,
  `create index sign_in_account_of on sign_in_account ("userId")`,

  `create table sign_in_verification (
    id text primary key,
    identifier text not null,
    value text not null,
    "expiresAt" text not null,
    "createdAt" text not null,
    "updatedAt" text not null
  )`,
  `create index sign_in_verification_identifier on sign_in_verification (identifier)`,

  `create table sign_in_totp (
    id text primary key,
    secret text not null,
    "backupCodes" text not null,
    "userId" text not null references person (id) on delete cascade,
    verified bigint,
    "failedVerificationCount" bigint,
    "lockedUntil" text
  )`,
  `create index sign_in_totp_of on sign_in_totp ("userId")`,

  `create table sign_in_passkey (
    id text primary key,
    name text,
    "publicKey" text not null,
    "userId" text not null references person (id) on delete cascade,
    "credentialID" text not null unique,
    counter bigint not null,
    "deviceType" text not null,
    "backedUp" bigint not null,
    transports text,
    "createdAt" text,
    aaguid text
  )`,
  `create index sign_in_passkey_of on sign_in_passkey ("userId")`,

  `create table one_time_link (
    sha256 text primary key,
    purpose text not null,
    person_id text references person (id) on delete cascade,
    expires_at bigint not null
  )`,

  `create table api_key (
    id text primary key,
    sha256 text not null unique,
    name text not null,
    scopes text not null,
    person_id text not null references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    last_used_at bigint,
    revoked_at bigint
  )`,
  `create index api_key_newest on api_key (created_at, id)`,

  `create table kept_answer (
    key_sha256 text primary key,
    request_sha256 text not null,
    begun_at bigint not null,
    status bigint,
    body text
  )`,
  `create index kept_answer_begun on kept_answer (begun_at)`,
]
