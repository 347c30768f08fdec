/** The tables of those who sign: keys, counters, rosters, the draft of the next, and what people signed. */
import type { Kysely } from 'kysely'
import type { SigningKey } from '../../directive/roster.ts'
import type { Attestation } from '../../directive/statement.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Tables } from '../../sql/tables.ts'
import { signers } from './migrations/009-signers.ts'
import type { SignersWriting, StoredRoster, StoredSigningKey } from './store.ts'
import type { SignerTables } from './tables.ts'

const THE_DRAFT = 1

export const signerTables: AreaTables = {
  rows: { signers: db => sqlSigners(db) },
  migrations: [signers],
  // What was half signed before a restore is prepared anew.
  restored: ['delete from roster_draft'],
}

function sqlSigners(core: Kysely<Tables>): SignersWriting {
  const db = core.withTables<SignerTables>()
  return {
    newestRoster: async () =>
      (await db.selectFrom('roster').select('text').orderBy('number', 'desc').executeTakeFirst())
        ?.text ?? null,
    rosters: async limit =>
      (
        await db.selectFrom('roster').selectAll().orderBy('number', 'desc').limit(limit).execute()
      ).map(rosterOf),
    rostersAbove: async (number, limit) =>
      (
        await db
          .selectFrom('roster')
          .selectAll()
          .where('number', '>', number)
          .orderBy('number')
          .limit(limit)
          .execute()
      ).map(rosterOf),
    insertRoster: async ({ number, sha256, text, signatures, at }) => {
      await db
        .insertInto('roster')
        .values({ number, sha256, text, signatures: JSON.stringify(signatures), at })
        .execute()
    },
    draft: async () => {
      const row = await db.selectFrom('roster_draft').selectAll().executeTakeFirst()
      if (row === undefined) return null
      return {
        text: row.text,
        signatures: JSON.parse(row.signatures) as readonly Attestation[],
        preparedBy: row.prepared_by,
        notBefore: row.not_before === null ? null : Number(row.not_before),
      }
    },
    setDraft: async draft => {
      await db.deleteFrom('roster_draft').execute()
      if (draft === null) return
      await db
        .insertInto('roster_draft')
        .values({
          id: THE_DRAFT,
          text: draft.text,
          signatures: JSON.stringify(draft.signatures),
          prepared_by: draft.preparedBy,
          not_before: draft.notBefore,
        })
        .execute()
    },

    keys: async () => [...(await madeKeys(db)), ...(await passkeys(db))],
    putKey: async ({ key: { id, publicKey }, person, name, createdAt }) => {
      await db
        .insertInto('signing_key')
        .values({
          id,
          person_id: person,
          name,
          public_key: JSON.stringify(publicKey),
          created_at: createdAt,
        })
        .execute()
    },
    removeKey: async (person, id) => {
      const { numDeletedRows } = await db
        .deleteFrom('signing_key')
        .where('id', '=', id)
        .where('person_id', '=', person)
        .executeTakeFirst()
      return Number(numDeletedRows) > 0
    },

    attestation: async ({ of, subject, version, does }) => {
      const row = await db
        .selectFrom('attestation')
        .select('attestation')
        .where('kind', '=', of)
        .where('subject', '=', subject)
        .where('version', '=', version)
        .where('does', '=', does)
        .executeTakeFirst()
      return row === undefined ? null : (JSON.parse(row.attestation) as Attestation)
    },
    putAttestation: async given => {
      const { of, subject, version, does } = given.statement
      const attestation = JSON.stringify(given)
      await db
        .insertInto('attestation')
        .values({ kind: of, subject, version, does, attestation })
        .onConflict(conflict =>
          conflict.columns(['kind', 'subject', 'version', 'does']).doUpdateSet({ attestation }),
        )
        .execute()
    },
    counterOf: async key =>
      Number(
        (
          await db
            .selectFrom('signing_counter')
            .select('counter')
            .where('key_id', '=', key)
            .executeTakeFirst()
        )?.counter ?? 0,
      ),
    setCounter: async (key_id, counter) => {
      await db
        .insertInto('signing_counter')
        .values({ key_id, counter })
        .onConflict(conflict => conflict.column('key_id').doUpdateSet({ counter }))
        .execute()
    },
  }
}

/** In browsers, and on the signing page. */
async function madeKeys(db: Kysely<SignerTables>): Promise<readonly StoredSigningKey[]> {
  const rows = await db.selectFrom('signing_key').selectAll().orderBy('created_at').execute()
  return rows.map(row => ({
    key: keyOf(row.id, JSON.parse(row.public_key) as SigningKey['publicKey']),
    person: row.person_id,
    name: row.name,
    createdAt: Number(row.created_at),
    isForSignIn: false,
  }))
}

function keyOf(id: string, publicKey: SigningKey['publicKey']): SigningKey {
  return typeof publicKey === 'string'
    ? { is: 'passkey', id, publicKey }
    : { is: 'key', id, publicKey }
}

/** As better-auth keeps them: the COSE key in base64. */
async function passkeys(db: Kysely<SignerTables>): Promise<readonly StoredSigningKey[]> {
  const rows = await db
    .selectFrom('sign_in_passkey')
    .select(['name', 'publicKey', 'userId', 'credentialID', 'createdAt'])
    .orderBy('createdAt')
    .execute()
  return rows.map(row => ({
    key: {
      is: 'passkey',
      id: row.credentialID,
      publicKey: Buffer.from(row.publicKey, 'base64').toString('base64url'),
    },
    person: row.userId,
    name: row.name ?? '',
    createdAt: Date.parse(row.createdAt ?? '') || 0,
    isForSignIn: true,
  }))
}

function rosterOf(row: SignerTables['roster']): StoredRoster {
  return {
    number: Number(row.number),
    sha256: row.sha256,
    text: row.text,
    signatures: JSON.parse(row.signatures) as Attestation[],
    at: Number(row.at),
  }
}
