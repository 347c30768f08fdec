/** Files, kept once by their digests as long as somebody uses them, and the sounds that are made of them, on a database. */
import { type Kysely, sql } from 'kysely'
import { canonicalJson } from '../../base/canonical.ts'
import type { Sound } from '../../directive/bulletin.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { BulletinWriting } from './store.ts'
import type { BulletinTables } from './tables.ts'

type FileRows = Pick<
  BulletinWriting,
  | 'sharedFile'
  | 'fileSize'
  | 'fileOctets'
  | 'unusedOctets'
  | 'sound'
  | 'putFile'
  | 'putSound'
  | 'setUsed'
  | 'dropUnused'
>

const IS_UNUSED = sql<boolean>`not exists (select 1 from bulletin_file_use used
  where used.sha256 = bulletin_file.sha256)`

const IS_SHARED = sql<boolean>`exists (select 1 from bulletin_file_use used
  where used.sha256 = bulletin_file.sha256 and used.used_by not like 'draft %')`

export function filesOn(db: Kysely<BulletinTables>): FileRows {
  return {
    sharedFile: async sha256 =>
      (await db
        .selectFrom('bulletin_file')
        .select(['type', 'octets'])
        .where('sha256', '=', sha256)
        .where(IS_SHARED)
        .executeTakeFirst()) ?? null,
    fileSize: async sha256 =>
      (await db
        .selectFrom('bulletin_file')
        .select(['type', 'size as octets'])
        .where('sha256', '=', sha256)
        .executeTakeFirst()) ?? null,
    fileOctets: async (sha256, from, octets) => {
      const { part } = await db
        .selectFrom('bulletin_file')
        .select(sql<Uint8Array>`substr(octets, cast(${from + 1} as integer), cast(${octets} as integer))`.as('part'))
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow()
      return part
    },
    unusedOctets: async () => {
      const { size } = await db
        .selectFrom('bulletin_file')
        .select(({ fn }) => fn.sum<number | null>('size').as('size'))
        .where(IS_UNUSED)
        .executeTakeFirstOrThrow()
      return Number(size ?? 0)
    },
    sound: async sound => {
      const row = await db
        .selectFrom('bulletin_sound')
        .select(['sound', 'spoken'])
        .where('sha256', '=', digestOf(sound))
        .executeTakeFirst()
      // Written by putSound from the same type.
      return row === undefined ? null : { ...row, sound: JSON.parse(row.sound) as Sound }
    },
    putFile: async (sha256, { type, octets, at }) => {
      await db
        .insertInto('bulletin_file')
        .values({ sha256, type, octets, size: octets.byteLength, at })
        .onConflict(conflict => conflict.column('sha256').doUpdateSet({ at }))
        .execute()
    },
    putSound: async ({ sound, spoken, at, by }) => {
      await db
        .insertInto('bulletin_sound')
        .values({
          sha256: digestOf(sound),
          file: sound.files[0].sha256,
          sound: JSON.stringify(sound),
          spoken,
          at,
          by_id: by.id,
          by_name: by.name,
        })
        .onConflict(conflict => conflict.column('sha256').doUpdateSet({ at }))
        .execute()
    },
    setUsed: async ({ is, id }, files) => {
      const used_by = `${is} ${id}`
      await db.deleteFrom('bulletin_file_use').where('used_by', '=', used_by).execute()
      if (files.length === 0) return
      await db
        .insertInto('bulletin_file_use')
        .values([...new Set(files)].map(sha256 => ({ sha256, used_by })))
        .execute()
    },
    dropUnused: async beforeMs => {
      await db.deleteFrom('bulletin_file').where('at', '<', beforeMs).where(IS_UNUSED).execute()
      await db
        .deleteFrom('bulletin_sound')
        .where(
          sql<boolean>`not exists (select 1 from bulletin_file kept
            where kept.sha256 = bulletin_sound.file)`,
        )
        .execute()
    },
  }
}

function digestOf(sound: Sound): string {
  return sha256Of(canonicalJson(sound))
}
