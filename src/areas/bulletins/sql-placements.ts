/** Placements on a database. */
import type { Kysely } from 'kysely'
import { all, one, put } from '../../sql/record.ts'
import type { BulletinWriting } from './store.ts'
import { type BulletinTables, placement } from './tables.ts'

type PlacementRows = Pick<BulletinWriting, 'placement' | 'placementsOf' | 'countPlacements' | 'putPlacement'>

export function placementsOn(db: Kysely<BulletinTables>): PlacementRows {
  const placements = () => db.selectFrom('bulletin_placement').selectAll()
  return {
    placement: async id => await one(placements().where('id', '=', id), placement.of),
    placementsOf: async bulletin =>
      await all(placements().where('bulletin', '=', bulletin).orderBy('at').orderBy('id'), placement.of),
    countPlacements: async bulletin => {
      const { n } = await db
        .selectFrom('bulletin_placement')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('bulletin', '=', bulletin)
        .executeTakeFirstOrThrow()
      return Number(n)
    },
    putPlacement: async given => {
      await put(db, 'bulletin_placement', placement.row(given), {
        key: ['id'],
        stay: ['bulletin', 'version', 'by_id', 'by_name', 'at'],
      })
    },
  }
}
