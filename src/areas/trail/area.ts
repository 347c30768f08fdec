/** The trail as an area: what was done, by whom and when, for administrators and auditors. Keeps nothing of its own but who exported it, there. */
import type { Area } from '../../authority/area.ts'
import * as entry from '../../authority/trail-entry.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { trailContract } from './contract.ts'
import { type TrailNeeds, trailRoutes } from './routes.ts'
import { trailWords } from './words-trail.ts'

export const trail: Area<AreaTables> = {
  name: 'trail',
  contract: trailContract,
  shapes: { ...entry },
  tables: { rows: {}, migrations: [], restored: [] },
  trail: trailWords,
  hands: { trail: null },
}

export function openTrailArea(needs: TrailNeeds): OpenArea {
  return { routes: trailRoutes(needs) }
}
