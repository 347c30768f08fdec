/** The tables of broadcasts as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import { DELIVERED, type deliveryDocuments } from '../bulletins/sql-deliveries.ts'
import type { DrawnCode, StoredBroadcast } from './store.ts'

export const broadcast = record<StoredBroadcast>()({ plain: [DELIVERED, 'code obeyed cells foundAt'], json: 'counts' })

export const drawnCode = record<DrawnCode>()({ plain: 'bulletin version code freeAt' })

export type BroadcastTables = {
  broadcast: RowOf<typeof broadcast> &
    RowOf<typeof deliveryDocuments> & {
      acknowledgement: string | null
      message_count_document: string | null
      correction_count_document: string | null
    }
  broadcast_code: RowOf<typeof drawnCode>
}
