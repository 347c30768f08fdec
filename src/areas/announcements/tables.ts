/** The table of announcements as TypeScript sees it. Truth values are 0 and 1. */
import type { DeliveryColumns } from '../bulletins/sql-deliveries.ts'

export type AnnouncementTables = {
  announcement: DeliveryColumns & {
    /** SHA-256 of the WAV file. */
    sound: string
    calls: number | null
    counted_at: number | null
    is_final: number
    count_document: string | null
  }
}
