/** The tables of those who sign: keys, counters, rosters, the draft of the next, and what people signed. */
import type { Kysely } from 'kysely'
import type { SigningKey } from '../../directive/roster.ts'
import type { Attestation } from '../../directive/statement.ts'
import { all, one, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Tables } from '../../sql/tables.ts'
import { signers } from './migrations/009-signers.ts'
import type { RosterDraft, SignersWriting, StoredRoster, StoredSigningKey } from './store.ts'

/* The tables of those who sign as TypeScript sees them. Instants are milliseconds since 1970. */

/** A browser's key is an object, one of the signing page its COSE key in base64url. */
type MadeKey = Omit<StoredSigningKey, 'key' | 'isForSignIn'> & Omit<SigningKey, 'is'>

const madeKey = record<MadeKey>()({ plain: 'id person=person_id name createdAt', json: 'publicKey' })

const roster = record<StoredRoster>()({ plain: 'number sha256 text at', json: 'signatures' })

const draft = record<RosterDraft>()({ plain: 'text preparedBy notBefore', json: 'signatures' })

export type SignerTables = {
  signing_key: RowOf<typeof madeKey>
  signing_counter: { key_id: string; counter: number }
  roster: RowOf<typeof roster>
  /** One row. */
  roster_draft: RowOf<typeof draft> & { id: number }
  attestation: {
    kind: string
    subject: string
    version: number
    does: string
    /** JSON. */
    attestation: string
  }
  sign_in_passkey: {
    id: string
    name: string | null
    publicKey: string
    userId: string
    credentialID: string
    createdAt: string | null
  }
}

const THE_DRAFT = 1

export const signerTables: AreaTables = {
  rows: { signers: db => sqlSigners(db) },
  migrations: [signers],
  // What was half signed before a restore is prepared anew.
  restored: ['delete from roster_draft'],
}

function sqlSigners(core: Kysely<Tables>): SignersWriting {
  const db = core.withTables<SignerTables>()
  const rosters = () => db.selectFrom('roster').selectAll()
  return {
    newestRoster: async () =>
      (await db.selectFrom('roster').select('text').orderBy('number', 'desc').executeTakeFirst())?.text ?? null,
    rosters: async limit => await all(rosters().orderBy('number', 'desc').limit(limit), roster.of),
    rostersAbove: async (number, limit) =>
      await all(rosters().where('number', '>', number).orderBy('number').limit(limit), roster.of),
    insertRoster: async given => {
      await db.insertInto('roster').values(roster.row(given)).execute()
    },
    draft: async () => await one(db.selectFrom('roster_draft').selectAll(), draft.of),
    setDraft: async given => {
      await db.deleteFrom('roster_draft').execute()
      if (given === null) return
      await db
        .insertInto('roster_draft')
        .values({ id: THE_DRAFT, ...draft.row(given) })
        .execute()
    },

    keys: async () => [...(await madeKeys(db)), ...(await passkeys(db))],
    putKey: async ({ key: { id, publicKey }, ...given }) => {
      await db
        .insertInto('signing_key')
        .values(madeKey.row({ ...given, id, publicKey }))
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
        .onConflict(conflict => conflict.columns(['kind', 'subject', 'version', 'does']).doUpdateSet({ attestation }))
        .execute()
    },
    counterOf: async key =>
      Number(
        (await db.selectFrom('signing_counter').select('counter').where('key_id', '=', key).executeTakeFirst())
          ?.counter ?? 0,
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
  const rows = db.selectFrom('signing_key').selectAll().orderBy('created_at')
  return await all(rows, row => {
    const { id, publicKey, ...made } = madeKey.of(row)
    return { ...made, key: keyOf(id, publicKey), isForSignIn: false }
  })
}

function keyOf(id: string, publicKey: SigningKey['publicKey']): SigningKey {
  return typeof publicKey === 'string' ? { is: 'passkey', id, publicKey } : { is: 'key', id, publicKey }
}

/** As better-auth keeps them: the COSE key in base64. */
async function passkeys(db: Kysely<SignerTables>): Promise<readonly StoredSigningKey[]> {
  const rows = await db
    .selectFrom('sign_in_passkey')
    .select(['name', 'publicKey', 'userId', 'credentialID', 'createdAt'])
    .orderBy('createdAt')
    .execute()
  return rows.map(row => ({
    key: { is: 'passkey', id: row.credentialID, publicKey: Buffer.from(row.publicKey, 'base64').toString('base64url') },
    person: row.userId,
    name: row.name ?? '',
    createdAt: Date.parse(row.createdAt ?? '') || 0,
    isForSignIn: true,
  }))
}
