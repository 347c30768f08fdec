/** Tables of remarks and templates as TypeScript sees them. Instants are milliseconds since 1970. */
export type DraftingTables = {
  remark: {
    id: string
    kind: string
    subject: string
    version: number
    text: string
    at: number
    by_id: string
    by_name: string
    settled_at: number | null
    settled_by: string | null
  }
  inserted_text: {
    kind: string
    subject: string
    /** JSON. */
    texts: string
  }
  template: {
    id: string
    kind: string
    name: string
    note: string
    purpose: string
    source: string
    source_title: string
    version: number
    digest: string
    /** JSON. */
    texts: string
    /** JSON. */
    content: string
    approved_at: number
    approved_by: string
    made_at: number
    made_by: string
  }
}
