/** What the tables of announcements and of broadcasts have in common: a directive, its order, and what its operator answered. */
import { record } from '../../sql/record.ts'
import type { DeliveryDocuments } from './node-delivery.ts'

/** Of what is delivered, as `record` takes it. */
export const DELIVERED =
  'id serial operator=operator_id bulletin version sha256 sequence wish state refusal issuedAt expiresAt endsAt answeredAt'

export const deliveryDocuments = record<DeliveryDocuments>()({ plain: 'directive=document order=order_document' })

/** What never becomes anything else, when the rest does. */
export const ISSUED = [
  ...(['serial', 'operator_id', 'bulletin', 'version', 'sha256', 'document'] as const),
  ...(['issued_at', 'expires_at', 'ends_at'] as const),
]
