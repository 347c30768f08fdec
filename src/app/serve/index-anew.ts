/** What people find, made anew from the rows: the words of the trail, and the documents of every area. */
import { followingOf } from '../../areas/search/area.ts'
import type { Database } from '../../sql/database.ts'
import { keepFoundAnew } from '../../sql/trail-words.ts'
import { OWN_SOURCES, openStore } from '../areas.ts'

/** How much is found in it now. */
export interface IndexedAnew {
  /** Of the trail. */
  readonly entries: number
  readonly documents: number
}

/** Nobody serves it meanwhile: the trail's words are one transaction. */
export async function indexAnew(database: Database): Promise<IndexedAnew> {
  await database.transaction(true, async tx => await keepFoundAnew(tx, database.kind))
  const store = openStore(database)
  const documents = await followingOf({ store }, OWN_SOURCES).anew()
  return { entries: (await store.trailHead()).entries, documents }
}
