/**
 * The tables of what is free of charge as TypeScript sees them, and the operators that it goes to.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
import type { RoundsTables } from '../rounds/tables.ts'

export type FreeTables = Pick<RoundsTables, 'operator'> & {
  /** One row. */
  free_draft: {
    id: number
    state: string
    revision: number
    submitted_by: string | null
    submitted_by_name: string | null
    updated_at: number
    updated_by: string
  }
  free_revision: {
    revision: number
    /** JSON. */
    content: string
    at: number
    by_id: string
    by_name: string
  }
  free_list: {
    version: number
    revision: number
    document: string
    sha256: string
    issued_at: number
    approved_by: string | null
    approved_by_name: string | null
  }
  free_audit: {
    id: string
    operator_id: string
    sha256: string
    /** JSON. */
    summary: string
    at: number
    by_id: string
    by_name: string
  }
  list_directive: {
    id: string
    serial: number
    operator_id: string
    version: number
    issued_at: number
    expires_at: number
    document: string
    sha256: string
    state: string
    refusal: string | null
    answered_at: number | null
    acknowledgement: string | null
  }
}
