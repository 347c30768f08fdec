/** What the tables of announcements and of broadcasts have in common: a directive, its order, and what its operator answered. */
import type { Selectable } from 'kysely'
import type { Delivered, DeliveryDocuments, DeliveryState } from './node-delivery.ts'

/** Instants are milliseconds since 1970. */
export interface DeliveryColumns {
  id: string
  serial: number
  operator_id: string
  bulletin: string
  version: number
  /** Of the document. */
  sha256: string
  document: string
  order_document: string
  sequence: number
  wish: string
  state: string
  refusal: string | null
  issued_at: number
  expires_at: number
  ends_at: number
  answered_at: number | null
  acknowledgement: string | null
}

/** A row that was never there. */
export function newDelivery(given: Delivered & DeliveryDocuments): DeliveryColumns {
  return {
    id: given.id,
    serial: given.serial,
    operator_id: given.operator,
    bulletin: given.bulletin,
    version: given.version,
    sha256: given.sha256,
    document: given.directive,
    issued_at: given.issuedAt,
    expires_at: given.expiresAt,
    ends_at: given.endsAt,
    acknowledgement: null,
    ...changingDelivery(given),
  }
}

/** What becomes of it. */
export function changingDelivery(given: Delivered & DeliveryDocuments) {
  return {
    order_document: given.order,
    sequence: given.sequence,
    wish: given.wish,
    state: given.state,
    refusal: given.refusal,
    answered_at: given.answeredAt,
  }
}

export function deliveryOf(row: Selectable<DeliveryColumns>): Delivered {
  return {
    id: row.id,
    serial: row.serial,
    operator: row.operator_id,
    bulletin: row.bulletin,
    version: row.version,
    sha256: row.sha256,
    sequence: row.sequence,
    wish: row.wish,
    state: row.state as DeliveryState,
    refusal: row.refusal,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    endsAt: row.ends_at,
    answeredAt: row.answered_at,
  }
}

export function documentsOf(row: Selectable<DeliveryColumns>): DeliveryDocuments {
  return { directive: row.document, order: row.order_document }
}
