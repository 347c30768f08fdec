/** Placements on a database. */
import type { Kysely, Selectable } from 'kysely'
import type { PlacementEntry } from './model.ts'
import type { BulletinWriting, StoredPlacement } from './store.ts'
import type { BulletinTables } from './tables.ts'

type PlacementRows = Pick<
  BulletinWriting,
  'placement' | 'placementsOf' | 'countPlacements' | 'putPlacement'
>

export function placementsOn(db: Kysely<BulletinTables>): PlacementRows {
  const placements = () => db.selectFrom('bulletin_placement').selectAll()
  return {
    placement: async id => {
      const row = await placements().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : placementOf(row)
    },
    placementsOf: async bulletin =>
      (
        await placements().where('bulletin', '=', bulletin).orderBy('at').orderBy('id').execute()
      ).map(placementOf),
    countPlacements: async bulletin => {
      const { n } = await db
        .selectFrom('bulletin_placement')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('bulletin', '=', bulletin)
        .executeTakeFirstOrThrow()
      return Number(n)
    },
    putPlacement: async ({ id, bulletin, version, by, at, ...placement }) => {
      const columns = {
        entry: JSON.stringify(placement.entry),
        picture: placement.picture,
        withdrawn: placement.withdrawn,
      }
      await db
        .insertInto('bulletin_placement')
        .values({ id, bulletin, version, by_id: by.id, by_name: by.name, at, ...columns })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
  }
}

function placementOf(row: Selectable<BulletinTables['bulletin_placement']>): StoredPlacement {
  return {
    id: row.id,
    bulletin: row.bulletin,
    version: row.version,
    // Written by putPlacement from the same type.
    entry: JSON.parse(row.entry) as PlacementEntry,
    by: { id: row.by_id, name: row.by_name },
    at: row.at,
    picture: row.picture,
    withdrawn: row.withdrawn,
  }
}
