/** The table of announcements as TypeScript sees it. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import { DELIVERED, type deliveryDocuments } from '../bulletins/sql-deliveries.ts'
import type { StoredAnnouncement } from './store.ts'

export const announcement = record<StoredAnnouncement>()({
  plain: [DELIVERED, 'sound calls countedAt'],
  flags: 'isFinal',
})

export type AnnouncementTables = {
  announcement: RowOf<typeof announcement> &
    RowOf<typeof deliveryDocuments> & { acknowledgement: string | null; count_document: string | null }
}
