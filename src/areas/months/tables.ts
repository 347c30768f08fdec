/**
 * The tables of the reports of months as TypeScript sees them.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
export type MonthTables = {
  work_item: {
    id: string
    month: string
    version: number
    /** JSON. */
    content: string
    updated_at: number
    updated_by: string
    updated_by_name: string
  }
  month_report: {
    month: string
    edition: number
    state: string
    /** JSON; never changed. */
    report: string
    sha256: string
    reviewed_by: string
    reviewed_by_name: string
    signed_by: string | null
    signed_by_name: string | null
    /** JSON; null: nobody signed with a key of their own. */
    signatures: string | null
    published_at: number | null
    updated_at: number
  }
}
