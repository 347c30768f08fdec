/** The tables of broadcasts as TypeScript sees them. Instants are milliseconds since 1970. */
import type { DeliveryColumns } from '../bulletins/sql-deliveries.ts'

export type BroadcastTables = {
  broadcast: DeliveryColumns & {
    code: number
    obeyed: number
    cells: number | null
    /** JSON: the newest of the message and of its correction. */
    counts: string
    message_count_document: string | null
    correction_count_document: string | null
    /** Its node gave it back then; null: it was known. */
    found_at: number | null
  }
  broadcast_code: {
    bulletin: string
    version: number
    code: number
    free_at: number
  }
}
