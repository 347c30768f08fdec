/** A person's own notices, as the server has them; every change of theirs answers with them anew. */
import { getQuery, queries } from '../../../web/session.ts'
import type { NoticeSettings } from '../model.ts'

export const noticesQuery = getQuery(['notices'], 'GET /api/v1/me/notices')

export function changed(settings: Readonly<NoticeSettings>): void {
  queries.setQueryData(noticesQuery.queryKey, settings)
}
