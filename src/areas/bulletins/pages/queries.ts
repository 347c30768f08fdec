/** What the pages of bulletins ask the server, and what is made old by a deed. */

import { ask } from '../../../web/api.ts'
import { getQuery, queries } from '../../../web/session.ts'
import type { Bulletin } from '../model.ts'

export const bulletinQuery = (id: string) =>
  getQuery(['bulletin', id], 'GET /api/v1/bulletins/{id}', { params: { id } })

/** A name of its own: loudspeakers make the proofs of all bulletins old, and not the bulletins. */
export const proofsQuery = (id: string) =>
  getQuery(['proofs', id], 'GET /api/v1/bulletins/{id}/proofs', { params: { id } })

export const announcementsQuery = (id: string) =>
  getQuery(['announcements', id], 'GET /api/v1/bulletins/{id}/announcements', { params: { id } })

export const broadcastsQuery = (id: string) =>
  getQuery(['broadcasts', id], 'GET /api/v1/bulletins/{id}/broadcasts', { params: { id } })

/** On the air at operators, and unknown here. */
export const foundQuery = getQuery(['found-broadcasts'], 'GET /api/v1/broadcasts/found')

/** With what two people signed of each. */
export const releasesQuery = (id: string) =>
  getQuery(['bulletin', id, 'releases'], 'GET /api/v1/bulletins/{id}/releases', { params: { id } })

export const placementsQuery = (id: string) =>
  getQuery(['bulletin', id, 'placements'], 'GET /api/v1/bulletins/{id}/placements', { params: { id } })

/** What a deed answered with is the bulletin as it is now. */
export function keepBulletin(bulletin: Bulletin): Bulletin {
  queries.setQueryData(bulletinQuery(bulletin.id).queryKey, bulletin)
  void queries.invalidateQueries({ queryKey: ['bulletins'] })
  return bulletin
}

export async function forgetPlacements(id: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: placementsQuery(id).queryKey })
  await queries.invalidateQueries({ queryKey: proofsQuery(id).queryKey })
}

/** Gone with its remarks. */
export async function deleteBulletin({ id, version }: Bulletin): Promise<void> {
  await ask('DELETE /api/v1/bulletins/{id}', { params: { id }, query: { version } })
  queries.removeQueries({ queryKey: ['bulletin', id] })
  void queries.invalidateQueries({ queryKey: ['bulletins'] })
}
