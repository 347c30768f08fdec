/** What the pages of loudspeakers ask the server. */
import { getQuery, queries } from '../../../web/session.ts'

export const provincesQuery = getQuery(['loudspeakers'], 'GET /api/v1/loudspeakers')

export const communesQuery = (province: string) =>
  getQuery(['communes', province], 'GET /api/v1/loudspeakers/communes', { query: { province } })

export const communeQuery = (code: string) =>
  getQuery(['commune', code], 'GET /api/v1/loudspeakers/communes/{code}', { params: { code } })

export const playsQuery = (commune: string, cluster: string) =>
  getQuery(['commune', commune, cluster], 'GET /api/v1/loudspeakers/clusters/{id}/plays', { params: { id: cluster } })

export async function forgetCommune(code: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: communeQuery(code).queryKey })
  void queries.invalidateQueries({ queryKey: provincesQuery.queryKey })
}
