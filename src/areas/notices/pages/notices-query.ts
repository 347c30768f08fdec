/** A person's own notices, as the server has them; every change of theirs answers with them anew. */
import { getQuery, queries } from '../../../web/session.ts'
import { type NoticeSettings, type NoticeWay, noticeWay } from '../model.ts'

export const noticesQuery = getQuery(['notices'], 'GET /api/v1/me/notices')

/** By which somebody can be told on this server. */
export function waysOpen({ mail, push }: Readonly<NoticeSettings>): readonly NoticeWay[] {
  return noticeWay.options.filter(way => (way === 'mail' ? mail.isOpen : push.key !== null))
}

export function changed(settings: Readonly<NoticeSettings>): void {
  queries.setQueryData(noticesQuery.queryKey, settings)
}
