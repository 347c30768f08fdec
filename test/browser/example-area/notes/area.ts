/** Notes as an area. */
import type { Area } from '../../authority/area.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { notesContract } from './contract.ts'
import * as model from './model.ts'
import { notesRoutes } from './routes.ts'
import { notesTables } from './sql.ts'
import { Notes } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

export const notes: Area<AreaTables> = {
  name: 'notes',
  contract: notesContract,
  shapes: { ...model },
  tables: notesTables,
  trail: trailWords,
  hands: { note: null },
}

export function openNotesArea({ work }: { readonly work: UnitOfWork }): OpenArea {
  return { routes: notesRoutes(new Notes(work)), hears: { note: (change, feed) => feed.toEveryone(change, 'notes') } }
}
