/** What the month leaves in nobody's hands, read from the authority's own database while its server runs. */
import { join } from 'node:path'
import { AREAS, openStore, openThings } from '../src/app/areas.ts'
import { DATABASE_FILE } from '../src/app/serve/data-directory.ts'
import { adriftOf } from '../src/areas/notices/adrift.ts'
import { openDatabase } from '../src/sql/database.ts'

/** By kind and id; empty, or something was forgotten. */
export async function leftOver(data: string): Promise<readonly string[]> {
  const database = await openDatabase({ file: join(data, DATABASE_FILE) })
  try {
    const store = openStore(database)
    const kinds = AREAS.flatMap(({ hands }) => Object.keys(hands))
    const { open, unheard, closed } = await adriftOf(store, await openThings(store), { kinds })
    return [...open, ...unheard, ...closed].map(({ subject: { kind, id } }) => `${kind} ${id}`)
  } finally {
    await database.close()
  }
}
